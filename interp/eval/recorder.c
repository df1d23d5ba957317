/* recorder.c - from what is told to trees of sights.
 *
 * Of the elements of a list only those are kept that a reader wants to see: the one that settled the question, or where none
 * did, the one that came nearest.  So a tree is not much larger than the policy, and there is a bound where it would be. */
#include "interp/eval/recorder.h"

#include <stdlib.h>

enum { SIGHTS_MAX = 1 << 19 }; /* that are kept of one record */

/* What was told of a decision, by element. */
struct told {
    const struct sight **sights;
    uint32_t count;
};

struct recorder {
    struct arena arena; /* owns the sights */
    struct sight *top;  /* what is looked at now; OUTER leads outwards */
    struct sight *unused;
    uint32_t made;
    struct told *told; /* by decision */
    uint32_t decision_count;
};

struct recorder *recorder_new(const struct plan *plan)
{
    struct recorder *recorder = (struct recorder *)calloc(1, sizeof *recorder);
    if (recorder)
        recorder->told = (struct told *)calloc(plan->decision_count + 1, sizeof *recorder->told);
    if (!recorder || !recorder->told)
        arena_exhausted();
    recorder->decision_count = plan->decision_count;
    return recorder;
}

void recorder_free(struct recorder *recorder)
{
    if (!recorder)
        return;
    arena_free(&recorder->arena);
    free(recorder->told);
    free(recorder);
}

void recorder_begin(struct recorder *recorder)
{
    arena_reset(&recorder->arena);
    recorder->top = recorder->unused = NULL;
    recorder->made = 0;
    memset(recorder->told, 0, recorder->decision_count * sizeof *recorder->told);
}

const struct sight *recorder_sight(const struct recorder *recorder, uint32_t decision,
                                   uint32_t index)
{
    const struct told *told = &recorder->told[decision];
    return index < told->count ? told->sights[index] : NULL;
}

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
static void sight_drop(struct recorder *recorder, struct sight *sight)
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
static struct sight *begin(struct recorder *recorder, enum sight_kind kind, bool below)
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

static void end(struct recorder *recorder)
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
static void settle(struct recorder *recorder, struct sight *binder)
{
    struct sight *before = NULL, *kept = NULL, *newest = binder->last;
    if (!newest || newest->kind != SIGHT_ELEMENT)
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
static struct sight *back_to(struct recorder *recorder, const struct node *node)
{
    while (recorder->top->kind != SIGHT_NODE || recorder->top->node != node)
        end(recorder);
    settle(recorder, recorder->top);
    return recorder->top;
}

static void begin_element(struct recorder *recorder, const struct node *binder,
                          const union value *element)
{
    struct sight *above = back_to(recorder, binder);
    struct sight *sight = begin(recorder, SIGHT_ELEMENT, true);
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
static void keep_list(struct session *session, struct sight *sight)
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
static void keep_text(struct session *session, struct sight *sight)
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

static bool is_absent(enum kind kind, const union value *value)
{
    switch (kind) {
    case KIND_INTEGER:
        return value->integer == INTEGER_ABSENT;
    case KIND_DECIMAL:
        return value->decimal == DECIMAL_ABSENT;
    case KIND_TEXT:
        return !value->text.at;
    case KIND_PERIOD:
        return value->period.months == PERIOD_ABSENT;
    case KIND_ROW:
        return !value->row;
    default:
        return false;
    }
}

/* ---- giving up ---- */

/* What is looked at cannot be read, as STATE says.  Returns the address where going on does no harm. */
static uint32_t give_up(struct recorder *recorder, enum sight_state state)
{
    struct sight *missing = recorder->top;
    missing->state = state;
    while (recorder->top && !recorder->top->refuge) {
        struct sight *done = recorder->top;
        recorder->top = done->outer;
        if (done->loose && done != missing)
            sight_drop(recorder, done);
    }
    if (!recorder->top)
        return ADDRESS_STOP;
    recorder->top->missing = missing;
    recorder->top->state = SIGHT_MISSING;
    return recorder->top->refuge;
}

/* The field of NODE is in the case that ROW is. */
static bool case_has(const struct node *node, const union value *row)
{
    const struct outcome *outcome = node->first->type.outcome;
    const struct outcome_case *given = &outcome->cases[row[OUTCOME_CASE].integer];
    for (uint32_t i = 0; i < given->count; i++)
        if (given->payload[i].slot == node->slot && given->payload[i].name == node->payload->name)
            return true;
    return false;
}

/* ---- what is told ---- */

/* The value of NODE; false where it is absent and must not be. */
static bool end_node(struct session *session, const struct code *at, const struct node *node)
{
    struct recorder *recorder = session->recorder;
    struct sight *sight = back_to(recorder, node);
    enum kind kind = kind_of(node->type);
    sight->value = *value_at(session->slots, at->a);
    if (at->b.offset)
        sight->named = (const struct sight *)slot_at(session->slots, at->b.offset)->row;
    if (kind == KIND_LIST)
        keep_list(session, sight);
    if (!node->type.optional && is_absent(kind, &sight->value))
        return false;
    if (kind == KIND_TEXT)
        keep_text(session, sight);
    sight->state = SIGHT_DONE;
    end(recorder);
    return true;
}

static void end_condition(struct recorder *recorder, const struct node *node, bool truth)
{
    struct sight *sight = back_to(recorder, node);
    sight->value.integer = truth;
    sight->state = SIGHT_DONE;
    end(recorder);
}

/* Make room in TOLD for element INDEX. */
static void told_room(struct recorder *recorder, struct told *told, uint32_t index)
{
    if (index < told->count)
        return;
    uint32_t count = told->count;
    while (index >= count)
        count = count ? 2 * count : 8;
    told->sights = (const struct sight **)arena_grow(&recorder->arena, told->sights,
                                                     told->count * sizeof *told->sights,
                                                     count * sizeof *told->sights);
    memset(told->sights + told->count, 0, (count - told->count) * sizeof *told->sights);
    told->count = count;
}

static void begin_decision(struct session *session, uint32_t number)
{
    const struct plan_decision *decision = &session->plan->decisions[number];
    struct recorder *recorder = session->recorder;
    struct told *told = &recorder->told[number];
    uint32_t index = (uint32_t)slot_at(session->slots, decision->index)->integer;
    struct sight *sight = begin(recorder, SIGHT_DECISION, false);
    sight->decision = decision->decision;
    sight->value.row = slot_at(session->slots, decision->element)->row;
    told_room(recorder, told, index);
    told->sights[index] = sight;
}

static void begin_rule(struct recorder *recorder, int64_t index, uint32_t refuge)
{
    const struct decision *decision = recorder->top->decision;
    struct sight *sight = begin(recorder, SIGHT_RULE, true);
    sight->rule = decision->rules[index];
    sight->refuge = refuge;
}

static void end_kind(struct recorder *recorder, enum sight_kind kind)
{
    while (recorder->top && recorder->top->kind != kind)
        end(recorder);
    if (recorder->top->state == SIGHT_OPEN)
        recorder->top->state = SIGHT_DONE;
    end(recorder);
}

/* The first rule that gives anything decides. */
static void rule_gives(struct session *session, const struct code *at)
{
    union value *result = value_at(session->slots, at->c);
    struct sight *rule = session->recorder->top;
    rule->value.row = value_at(session->slots, at->a)->row;
    if (!result->row)
        result->row = rule->value.row;
}

static void end_name(struct session *session, const struct code *at)
{
    struct sight *name = session->recorder->top;
    name->state = SIGHT_DONE;
    value_at(session->slots, at->c)->row = (const union value *)(const void *)name;
    end(session->recorder);
}

const struct code *tell(struct session *session, const struct code *at, const struct code *next)
{
    const struct plan *plan = session->plan;
    const struct node *node = plan->origins[at - plan->code].node;
    struct recorder *recorder = session->recorder;
    const union value *value = value_at(session->slots, at->a);
    switch ((enum telling)at->detail) {
    case TELL_BEGIN:
        begin(recorder, SIGHT_NODE, true)->node = node;
        break;
    case TELL_END:
        return end_node(session, at, node) ? next : plan->code + give_up(recorder, SIGHT_MISSING);
    case TELL_FALSE:
    case TELL_TRUE:
        end_condition(recorder, node, at->detail == TELL_TRUE);
        break;
    case TELL_ELEMENT:
        begin_element(recorder, node, value);
        break;
    case TELL_CASE:
        if (case_has(node, value->row))
            break;
        return plan->code + give_up(recorder, SIGHT_OTHER_CASE);
    case TELL_NAME:
        begin(recorder, SIGHT_NAME, false);
        break;
    case TELL_NAMED:
        end_name(session, at);
        break;
    case TELL_ASIDE:
        if (value->integer)
            begin(recorder, SIGHT_ASIDE, true)->refuge = at->target;
        break;
    case TELL_ASIDE_END:
        if (value->integer)
            end_kind(recorder, SIGHT_ASIDE);
        break;
    case TELL_DECISION:
        begin_decision(session, (uint32_t)value->integer);
        break;
    case TELL_DECIDED:
        end_kind(recorder, SIGHT_DECISION);
        break;
    case TELL_RULE:
        begin_rule(recorder, value->integer, at->target);
        break;
    case TELL_HOLDS:
        recorder->top->holds = true;
        break;
    case TELL_GIVES:
        rule_gives(session, at);
        break;
    case TELL_RULE_END:
        end_kind(recorder, SIGHT_RULE);
        break;
    }
    return next;
}
