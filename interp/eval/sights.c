/* sights.c - sights are made, joined and dropped, and of the elements of a list one is kept. */
#include "interp/eval/recorder.h"

enum { SIGHTS_MAX = 1 << 19 }; /* that are kept of one record */

/* ---- sights ---- */

static struct sight *sight_new(struct recorder *recorder, enum sight_kind kind)
{
    struct sight *sight = recorder->unused;
    union value *items = NULL;
    if (sight) {
        recorder->unused = sight->outer;
        items = sight->items;
    } else {
        sight = arena_new(&recorder->arena, struct sight);
        recorder->made++;
    }
    *sight = (struct sight){ .kind = kind, .items = items };
    return sight;
}

/* SIGHT and all below it may be used again. */
void sight_drop(struct recorder *recorder, struct sight *sight)
{
    struct sight *pending = sight;
    pending->outer = NULL;
    while (pending) {
        struct sight *at = pending;
        pending = at->outer;
        for (struct sight *below = (struct sight *)at->first; below;) {
            struct sight *next = (struct sight *)below->next;
            below->outer = pending;
            pending = below;
            below = next;
        }
        at->outer = recorder->unused;
        recorder->unused = at;
    }
}

static void attach(struct sight *above, struct sight *sight)
{
    if (above->last)
        above->last->next = sight;
    else
        above->first = sight;
    above->last = sight;
}

static void detach_all(struct sight *above)
{
    above->first = above->last = NULL;
}

/* A sight below the one at hand, which it becomes.  Where there is no room it stands alone, and is
 * dropped when it is done. */
struct sight *sight_begin(struct recorder *recorder, enum sight_kind kind, bool below)
{
    struct sight *outer = recorder->top;
    bool full = recorder->made >= SIGHTS_MAX && !recorder->unused;
    struct sight *sight = sight_new(recorder, kind);
    sight->outer = outer;
    sight->loose = below && (!outer || full || outer->loose);
    if (sight->loose && outer)
        outer->cut = true;
    else if (below && outer)
        attach(outer, sight);
    recorder->top = sight;
    return sight;
}

void sight_end(struct recorder *recorder)
{
    struct sight *done = recorder->top;
    recorder->top = done->outer;
    if (done->loose)
        sight_drop(recorder, done);
}

/* ---- elements ---- */

static bool is_true(const struct sight *sight)
{
    return sight && sight->state == SIGHT_DONE && sight->value.integer;
}

/* How many of the conditions that SIGHT joins hold. */
static uint32_t score(const struct sight *sight)
{
    uint32_t sum = 0;
    if (!sight)
        return 0;
    if (sight->kind != SIGHT_ASIDE && (sight->kind != SIGHT_NODE || sight->node->kind != NODE_AND))
        return is_true(sight);
    for (const struct sight *below = sight->first; below; below = below->next)
        sum += score(below);
    return sum;
}

/* Is the newest ELEMENT of BINDER to be kept rather than what is kept so far? */
static bool is_better(const struct node *binder, const struct sight *kept,
                      const struct sight *element)
{
    bool holds = is_true(element->first);
    switch (binder->kind) {
    case NODE_ANY:
        return holds || !kept || score(element->first) > score(kept->first);
    case NODE_EVERY:
        return !holds;
    case NODE_WHERE:
        return !holds && (!kept || score(element->first) > score(kept->first));
    default:
        return false;
    }
}

/* Of the elements of BINDER keep at most one. */
static void sight_settle(struct recorder *recorder, struct sight *binder)
{
    struct sight *before = NULL, *kept = NULL, *newest = binder->last;
    if (recorder->keeps_all || !newest || newest->kind != SIGHT_ELEMENT)
        return;
    for (struct sight *at = (struct sight *)binder->first; at != newest;
         at = (struct sight *)at->next) {
        if (at->kind == SIGHT_ELEMENT)
            kept = at;
        else
            before = at;
    }
    bool better = is_better(binder->node, kept, newest);
    struct sight *dropped = better ? kept : newest, *stays = better ? newest : kept;
    if (before)
        before->next = NULL;
    else
        detach_all(binder);
    binder->last = before;
    if (stays) {
        stays->next = NULL;
        attach(binder, stays);
    }
    if (dropped)
        sight_drop(recorder, dropped);
}

/* Whatever was left open in NODE is done; returns NODE's sight, which is then at hand. */
struct sight *sight_back_to(struct recorder *recorder, const struct node *node)
{
    while (recorder->top->kind != SIGHT_NODE || recorder->top->node != node)
        sight_end(recorder);
    sight_settle(recorder, recorder->top);
    return recorder->top;
}

void sight_element(struct recorder *recorder, const struct node *binder, const union value *element)
{
    struct sight *above = sight_back_to(recorder, binder);
    struct sight *sight = sight_begin(recorder, SIGHT_ELEMENT, true);
    sight->node = binder;
    sight->value = *element;
    sight->count = above->count++;
}

/* ---- values ---- */

static union value *items_of(struct recorder *recorder, struct sight *sight)
{
    if (!sight->items)
        sight->items = arena_array(&recorder->arena, union value, SIGHT_ITEMS);
    return sight->items;
}

/* The list itself may be gone before its first elements are shown. */
void sight_keep_list(struct session *session, struct sight *sight)
{
    struct list list = sight->value.list;
    enum kind kind = kind_of_elements(sight->node->type);
    union value *items = items_of(session->recorder, sight);
    for (sight->item_count = 0; sight->item_count < SIGHT_ITEMS; sight->item_count++) {
        if (sight->item_count == list.count)
            break;
        const union value *at = list_at(list, sight->item_count);
        items[sight->item_count] = kind == KIND_ROW ? (union value){ .row = at } : *at;
    }
    if (kind == KIND_TEXT)
        session->memo_changes++; /* the texts stay */
}

/* A text that was computed may be gone before it is shown: what fits is kept. */
void sight_keep_text(struct session *session, struct sight *sight)
{
    struct text text = sight->value.text;
    uint32_t room = SIGHT_ITEMS * (uint32_t)sizeof(union value);
    bool stays = sight->node->kind == NODE_FIELD || sight->node->kind == NODE_LOCAL ||
                 sight->node->kind == NODE_FACT || sight->node->kind == NODE_PARAMETER;
    if (stays || !text.at)
        return;
    uint32_t length = text.length < room ? text.length : room;
    while (length < text.length && length && ((unsigned char)text.at[length] & 0xC0) == 0x80)
        length--;
    char *copy = (char *)items_of(session->recorder, sight);
    memcpy(copy, text.at, length);
    sight->value.text = (struct text){ copy, length };
    sight->cut |= length < text.length;
}
