/* ranges_calls.c - what a define gives, for every set of arguments with which it is called.
 *
 * Calls with the same extents are worked out once.  A define that is called with many different
 * ones gets arguments so wide that they cover the next calls too, and widening ends soon: the work
 * grows with the policy's text, not with the number of ways through it. */
#include "interp/check/bound/ranges.h"

enum { CONTEXTS_MAX = 16 }; /* worked out exactly */

static bool arguments_within(const struct define *define, const struct extent *inner,
                             const struct extent *outer)
{
    for (uint32_t i = 0; i < define->count; i++)
        if (!extent_within(&inner[i], &outer[i]))
            return false;
    return true;
}

static const struct context *context_find(const struct contexts *contexts,
                                          const struct define *define,
                                          const struct extent *arguments)
{
    for (const struct context *context = contexts->items; context; context = context->next)
        if (arguments_within(define, arguments, context->arguments) &&
            arguments_within(define, context->arguments, arguments))
            return context;
    return NULL;
}

/* Arguments that cover ARGUMENTS and all that were widened before. */
static struct extent *arguments_widen(struct ranges *ranges, const struct define *define,
                                      const struct extent *arguments)
{
    struct contexts *contexts = &ranges->calls[define->index];
    if (contexts->widest && arguments_within(define, arguments, contexts->widest))
        return contexts->widest;
    struct extent *widest = arena_array(ranges->arena, struct extent, define->count);
    for (uint32_t i = 0; i < define->count; i++) {
        struct extent both = arguments[i];
        if (contexts->widest)
            both = extent_hull(ranges->arena, both, contexts->widest[i], 0);
        widest[i] = extent_widen(ranges->arena, both, define->arguments[i]->type);
    }
    return contexts->widest = widest;
}

static struct extent body_extent(struct ranges *ranges, const struct define *define,
                                 const struct extent *arguments, struct span call)
{
    struct walk walk = {
        .ranges = ranges,
        .locals = arena_array(ranges->arena, struct extent, define->locals),
        .count = define->locals,
        .call = call,
    };
    for (uint32_t i = 0; i < define->count && i < define->locals; i++)
        walk.locals[i] = arguments[i];
    return extent_of_node(&walk, define->body);
}

struct extent extent_of_call(struct ranges *ranges, const struct define *define,
                             struct extent *arguments, struct span call)
{
    struct contexts *contexts = &ranges->calls[define->index];
    const struct context *known = context_find(contexts, define, arguments);
    if (known || contexts->busy)
        return known ? known->result : extent_none();
    if (contexts->count >= CONTEXTS_MAX) {
        arguments = arguments_widen(ranges, define, arguments);
        known = context_find(contexts, define, arguments);
        if (known)
            return known->result;
    }
    contexts->busy = true;
    struct context *context = arena_new(ranges->arena, struct context);
    *context = (struct context){ .arguments = arguments,
                                 .result = body_extent(ranges, define, arguments, call) };
    contexts->busy = false;
    context->next = contexts->items;
    contexts->items = context;
    contexts->count++;
    return context->result;
}

struct extent extent_of_fact(struct ranges *ranges, const struct define *define)
{
    struct fact_memo *memo = &ranges->facts[define->index];
    if (memo->state == MEMO_NEW) {
        memo->state = MEMO_BUSY;
        memo->result = body_extent(ranges, define, NULL, (struct span){ 0, 0 });
        memo->state = MEMO_DONE;
    }
    return memo->state == MEMO_DONE ? memo->result : extent_none();
}
