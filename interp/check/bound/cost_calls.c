/* cost_calls.c - what a define costs for every set of argument sizes with which it is called, a
 * fact once, and a decision for all elements of its list.
 *
 * As with ranges: a define that is called with many different sizes gets sizes that cover the next
 * calls too, so that the work grows with the policy's text alone. */
#include "interp/check/bound/cost.h"

enum { CONTEXTS_MAX = 16 }; /* sets of argument sizes that are worked out exactly */

static const struct cost_context *context_find(const struct cost_memo *memo,
                                               const struct define *define,
                                               const struct size *arguments)
{
    const struct cost_context *context = memo->contexts;
    for (; context; context = context->next) {
        uint32_t same = 0;
        while (same < define->count && context->arguments[same].length == arguments[same].length)
            same++;
        if (same == define->count)
            break;
    }
    return context;
}

/* Sizes that cover ARGUMENTS and all that were widened before: powers of two, so that they change
 * seldom. */
static const struct size *arguments_widen(struct costs *costs, const struct define *define,
                                          const struct size *arguments)
{
    struct cost_memo *memo = &costs->defines[define->index];
    struct size *widest = arena_array(costs->arena, struct size, define->count);
    for (uint32_t i = 0; i < define->count; i++) {
        uint64_t length = memo->widest ? memo->widest[i].length : 1;
        while (length < arguments[i].length)
            length = steps_multiply(length, 2);
        widest[i] = arguments[i];
        widest[i].length = length;
    }
    return memo->widest = widest;
}

static struct cost cost_of_body(struct costs *costs, const struct define *define,
                                const struct size *arguments)
{
    struct cost_walk walk = {
        .costs = costs,
        .locals = arena_array(costs->arena, struct size, define->locals),
        .count = define->locals,
    };
    for (uint32_t i = 0; i < define->count && i < define->locals; i++)
        walk.locals[i] = arguments[i];
    return cost_of_node(&walk, define->body);
}

struct cost cost_of_call(struct costs *costs, const struct define *define,
                         const struct size *arguments)
{
    struct cost_memo *memo = &costs->defines[define->index];
    if (memo->state == COST_BUSY)
        return (struct cost){ .steps = 1 };
    if (memo->context_count >= CONTEXTS_MAX && !context_find(memo, define, arguments))
        arguments = arguments_widen(costs, define, arguments);
    const struct cost_context *known = context_find(memo, define, arguments);
    if (known)
        return known->cost;
    memo->state = COST_BUSY;
    struct cost_context *context = arena_new(costs->arena, struct cost_context);
    *context = (struct cost_context){ .arguments = arguments,
                                      .cost = cost_of_body(costs, define, arguments),
                                      .next = memo->contexts };
    memo->state = COST_NEW;
    memo->contexts = context;
    memo->context_count++;
    return context->cost;
}

struct cost cost_of_fact(struct costs *costs, const struct define *define)
{
    struct cost_memo *memo = &costs->defines[define->index];
    if (memo->state == COST_NEW) {
        memo->state = COST_BUSY;
        memo->cost = cost_of_body(costs, define, NULL);
        memo->state = COST_DONE;
    }
    return memo->cost;
}

void cost_set_local(struct cost_walk *walk, const struct local *local, struct size size)
{
    if (local && local->id < walk->count)
        walk->locals[local->id] = size;
}

/* ---- decisions ---- */

static void add_step(struct cost_walk *walk, struct cost *total, const struct decision *decision,
                     const struct rule *step, struct size *payload)
{
    if (step->kind == RULE_LET) {
        struct cost value = cost_of_node(walk, step->value);
        cost_add(total, value);
        cost_set_local(walk, step->local, value.size);
        return;
    }
    cost_add(total, cost_of_node(walk, step->condition));
    const struct outcome_case *given = &decision->outcome->cases[step->outcome_case];
    for (uint32_t i = 0; step->arguments && i < given->count; i++) {
        struct cost argument = cost_of_node(walk, step->arguments[i]);
        struct size *slot = &payload[given->payload[i].slot];
        cost_add(total, argument);
        *slot = size_hull(walk->costs->arena, *slot, argument.size, 0);
    }
}

/* What one element costs, its list included; PAYLOAD gets the sizes of what is given. */
static struct cost cost_of_element(struct costs *costs, const struct decision *decision,
                                   struct size *payload)
{
    struct cost_walk walk = {
        .costs = costs,
        .locals = arena_array(costs->arena, struct size, decision->locals),
        .count = decision->locals,
    };
    struct cost total = cost_of_node(&walk, decision->elements);
    cost_add(&total, cost_of_node(&walk, decision->filter));
    for (uint32_t i = 0; i < decision->count; i++)
        add_step(&walk, &total, decision, &decision->steps[i], payload);
    return total;
}

struct cost cost_of_decision(struct costs *costs, const struct decision *decision)
{
    struct cost_memo *memo = &costs->decisions[decision->index];
    if (memo->state != COST_NEW || !decision->outcome)
        return memo->cost;
    memo->state = COST_BUSY;
    struct size *payload = arena_array(costs->arena, struct size, decision->outcome->slots);
    struct cost once = cost_of_element(costs, decision, payload);
    struct cost total = once;
    if (decision->element) {
        struct cost_walk walk = { .costs = costs };
        struct cost list = cost_of_node(&walk, decision->elements);
        total = (struct cost){ 0 };
        cost_add(&total, list);
        cost_add_times(costs->arena, &total, list.size, once.steps, once.factors);
    }
    total.size = (struct size){ .payload = payload };
    memo->cost = total;
    memo->state = COST_DONE;
    return total;
}

void costs_begin(struct costs *costs)
{
    const struct policy *policy = costs->policy;
    costs->defines = arena_array(costs->arena, struct cost_memo, policy->define_count);
    costs->decisions = arena_array(costs->arena, struct cost_memo, policy->decision_count);
}
