/* recorder.c - from what is told to trees of sights.
 *
 * Of the elements of a list only those are kept that a reader wants to see: the one that settled
 * the question, or where none did, the one that came nearest.  So a tree is not much larger than
 * the policy, and there is a bound where it would be. */
#include "interp/eval/recorder.h"

#include <stdlib.h>

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

/* What is looked at cannot be read, as STATE says.  Returns the address where going on does no
 * harm. */
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
    struct sight *sight = sight_back_to(recorder, node);
    enum kind kind = kind_of(node->type);
    sight->value = *value_at(session->slots, at->a);
    if (at->b.offset)
        sight->named = (const struct sight *)slot_at(session->slots, at->b.offset)->row;
    if (kind == KIND_LIST)
        sight_keep_list(session, sight);
    if (!node->type.optional && is_absent(kind, &sight->value))
        return false;
    if (kind == KIND_TEXT)
        sight_keep_text(session, sight);
    sight->state = SIGHT_DONE;
    sight_end(recorder);
    return true;
}

static void end_condition(struct recorder *recorder, const struct node *node, bool truth)
{
    struct sight *sight = sight_back_to(recorder, node);
    sight->value.integer = truth;
    sight->state = SIGHT_DONE;
    sight_end(recorder);
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
    const struct plan_group *group = &session->plan->groups[decision->group];
    const union value *frame = slot_at(session->slots, group->frame);
    uint32_t index = (uint32_t)frame[FRAME_INDEX].integer;
    struct sight *sight = sight_begin(recorder, SIGHT_DECISION, false);
    sight->decision = decision->decision;
    sight->value.row = frame[FRAME_ELEMENT].row;
    told_room(recorder, told, index);
    told->sights[index] = sight;
}

static void begin_rule(struct recorder *recorder, int64_t index, uint32_t refuge)
{
    const struct decision *decision = recorder->top->decision;
    struct sight *sight = sight_begin(recorder, SIGHT_RULE, true);
    sight->rule = decision->rules[index];
    sight->refuge = refuge;
}

static void end_kind(struct recorder *recorder, enum sight_kind kind)
{
    while (recorder->top && recorder->top->kind != kind)
        sight_end(recorder);
    if (recorder->top->state == SIGHT_OPEN)
        recorder->top->state = SIGHT_DONE;
    sight_end(recorder);
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
    sight_end(session->recorder);
}

const struct code *tell(struct session *session, const struct code *at, const struct code *next)
{
    const struct plan *plan = session->plan;
    const struct node *node = plan->origins[at - plan->code].node;
    struct recorder *recorder = session->recorder;
    const union value *value = value_at(session->slots, at->a);
    switch ((enum telling)at->detail) {
    case TELL_BEGIN:
        sight_begin(recorder, SIGHT_NODE, true)->node = node;
        break;
    case TELL_END:
        return end_node(session, at, node) ? next
                                           : code_at(plan->code, give_up(recorder, SIGHT_MISSING));
    case TELL_FALSE:
    case TELL_TRUE:
        end_condition(recorder, node, at->detail == TELL_TRUE);
        break;
    case TELL_ELEMENT:
        sight_element(recorder, node, value);
        break;
    case TELL_CASE:
        if (case_has(node, value->row))
            break;
        return code_at(plan->code, give_up(recorder, SIGHT_OTHER_CASE));
    case TELL_NAME:
        sight_begin(recorder, SIGHT_NAME, false);
        break;
    case TELL_NAMED:
        end_name(session, at);
        break;
    case TELL_ASIDE:
        if (value->integer)
            sight_begin(recorder, SIGHT_ASIDE, true)->refuge = at->target;
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
