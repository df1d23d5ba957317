/* oracle.c - the walk: names, defines and decisions, in the words of the reference.
 *
 * Lists and numbers are computed in oracle_list.c and oracle_number.c. */
#include "interp/value/folded.h"
#include "tests/oracle/walk.h"

/* What a fact or a decision gave; the same for every use in one record. */
struct oracle_memo {
    const void *of;           /* the define or the decision */
    const union value *about; /* the element's row, or NULL */
    bool given;
    union value value;
    struct oracle_memo *next;
};

static bool holds(const struct frame *frame, const struct node *node)
{
    return walk(frame, node).integer != 0;
}

union value walk_broken(const struct frame *frame, const struct node *node)
{
    if (!frame->oracle->broken)
        frame->oracle->broken = node;
    return walk_nothing(node->type);
}

/* ---- defines and decisions ---- */

static struct frame frame_for(const struct frame *outer, uint32_t locals)
{
    struct frame frame = *outer;
    frame.locals = arena_array(outer->oracle->arena, union value, locals + 1);
    return frame;
}

static union value call(const struct frame *frame, const struct node *node)
{
    struct frame inner = frame_for(frame, node->define->locals);
    for (uint32_t i = 0; i < node->count; i++)
        inner.locals[i] = walk(frame, node->items[i]);
    return walk(&inner, node->define->body);
}

static const struct oracle_memo *recall(const struct oracle *oracle, const void *of,
                                        const union value *about)
{
    const struct oracle_memo *memo = oracle->memos;
    while (memo && (memo->of != of || memo->about != about))
        memo = memo->next;
    return memo;
}

static const struct oracle_memo *remember(struct oracle *oracle, struct oracle_memo memo)
{
    struct oracle_memo *kept = arena_new(oracle->arena, struct oracle_memo);
    *kept = memo;
    kept->next = oracle->memos;
    return oracle->memos = kept;
}

static union value fact(const struct frame *frame, const struct define *define)
{
    const struct oracle_memo *memo = recall(frame->oracle, define, NULL);
    if (!memo) {
        struct frame inner = frame_for(frame, define->locals);
        union value value = walk(&inner, define->body);
        memo = remember(frame->oracle, (struct oracle_memo){ .of = define, .value = value });
    }
    return memo->value;
}

static union value outcome(const struct frame *frame, const struct decision *decision,
                           const struct rule *rule)
{
    const struct outcome_case *given = &decision->outcome->cases[rule->outcome_case];
    union value *row = arena_array(frame->oracle->arena, union value, decision->outcome->slots);
    row[OUTCOME_CASE].integer = rule->outcome_case;
    row[OUTCOME_RULE].integer = rule->index;
    for (uint32_t i = 0; i < given->count; i++)
        row[given->payload[i].slot] = walk(frame, rule->arguments[i]);
    return (union value){ .row = row };
}

/* From top to bottom; the first rule that applies decides, or each adds an outcome. */
static union value decided(const struct frame *frame, const struct decision *decision)
{
    struct type type = { .kind = TYPE_OUTCOME, .outcome = decision->outcome };
    struct list all = { NULL, 0, 0 };
    for (uint32_t i = 0; i < decision->count; i++) {
        const struct rule *step = &decision->steps[i];
        if (step->kind == RULE_LET) {
            frame->locals[step->local->id] = walk(frame, step->value);
        } else if (!step->condition || holds(frame, step->condition)) {
            union value given = outcome(frame, decision, step);
            if (!decision->all)
                return given;
            all = walk_append(frame->oracle->arena, all, type, given);
        }
    }
    return (union value){ .list = all };
}

bool oracle_decide(struct oracle *oracle, const struct decision *decision, const union value *about,
                   union value *result)
{
    const struct oracle_memo *memo = recall(oracle, decision, about);
    if (!memo) {
        struct frame frame =
            frame_for(&(struct frame){ oracle, decision->policy, NULL }, decision->locals);
        struct type type = { .kind = decision->all ? TYPE_LIST : TYPE_OUTCOME };
        struct oracle_memo now = { .of = decision, .about = about, .value = walk_nothing(type) };
        if (decision->element)
            frame.locals[decision->element->id].row = about;
        now.given = !decision->filter || holds(&frame, decision->filter);
        if (now.given)
            now.value = decided(&frame, decision);
        memo = remember(oracle, now);
    }
    *result = memo->value;
    return memo->given;
}

struct list oracle_elements(struct oracle *oracle, const struct decision *decision)
{
    struct frame frame = { oracle, decision->policy, NULL };
    return walk(&frame, decision->elements).list;
}

bool oracle_in_force(const struct oracle *oracle, const struct policy *policy)
{
    int64_t today = zone_date_of(policy->zone, oracle->now);
    return policy->from <= today && today <= policy->to;
}

void oracle_begin(struct oracle *oracle, const union value *record, int64_t now)
{
    *oracle = (struct oracle){ .record = record, .now = now, .arena = oracle->arena };
}

static union value decision_of(const struct frame *frame, const struct node *node)
{
    union value result;
    const union value *about = node->first ? walk(frame, node->first).row : NULL;
    oracle_decide(frame->oracle, node->decision, about, &result);
    return result;
}
/* ---- names ---- */

static union value parameter(const struct frame *frame, const struct node *node)
{
    const struct parameter *parameter = node->parameter;
    int64_t day = node->first ? walk(frame, node->first).integer : 0;
    for (uint32_t i = 0; i < parameter->count; i++)
        if (parameter->versions[i].from <= day && day <= parameter->versions[i].to)
            return parameter->versions[i].value;
    return walk_broken(frame, node);
}
static union value member(const struct frame *frame, const struct node *node, uint32_t slot)
{
    const union value *row = walk(frame, node->first).row;
    return row ? row[slot] : walk_broken(frame, node);
}

static union value otherwise(const struct frame *frame, const struct node *node)
{
    union value value = walk(frame, node->first);
    return oracle_absent(node->first->type, value) ? walk(frame, node->second) : value;
}

static bool absent(const struct frame *frame, const struct node *node)
{
    return oracle_absent(node->type, walk(frame, node));
}

/* ---- every kind of node ---- */

static union value walk_value(const struct frame *frame, const struct node *node)
{
    struct oracle *oracle = frame->oracle;
    switch (node->kind) {
    case NODE_CONSTANT:
        return node->constant;
    case NODE_NOW:
        return walk_whole(oracle->now);
    case NODE_TODAY:
        return walk_whole(zone_date_of(frame->policy->zone, oracle->now));
    case NODE_INPUT:
        return (union value){ .row = oracle->record };
    case NODE_LOCAL:
        return frame->locals[node->local->id];
    case NODE_FACT:
        return fact(frame, node->define);
    case NODE_CALL:
        return call(frame, node);
    case NODE_PARAMETER:
        return parameter(frame, node);
    case NODE_FIELD:
        return member(frame, node, node->slot);
    case NODE_LOOKUP:
    case NODE_INDEX:
        return walk_row(frame, node);
    case NODE_DECISION:
        return decision_of(frame, node);
    case NODE_CASE:
        return member(frame, node, OUTCOME_CASE);
    case NODE_NOT:
        return walk_whole(!holds(frame, node->first));
    case NODE_AND:
        return walk_whole(holds(frame, node->first) && holds(frame, node->second));
    case NODE_OR:
        return walk_whole(holds(frame, node->first) || holds(frame, node->second));
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_LESS_EQUAL:
    case NODE_GREATER:
    case NODE_GREATER_EQUAL:
    case NODE_IN_RANGE:
    case NODE_IN_LIST:
    case NODE_ANY:
    case NODE_EVERY:
        return walk_whole(walk_condition(frame, node));
    case NODE_PRESENT:
        return walk_whole(!absent(frame, node->first));
    case NODE_ABSENT:
        return walk_whole(absent(frame, node->first));
    case NODE_ELSE:
        return otherwise(frame, node);
    case NODE_FOLDED:
        return (union value){ .text = text_folded(oracle->arena, walk(frame, node->first).text) };
    case NODE_TABLE:
    case NODE_LIST:
    case NODE_ALL:
    case NODE_WHERE:
        return (union value){ .list = walk_list(frame, node) };
    default:
        return walk_number(frame, node);
    }
}

/* A value that may be absent says so in its type. */
union value walk(const struct frame *frame, const struct node *node)
{
    frame->oracle->steps++;
    union value value = walk_value(frame, node);
    if (!node->type.optional && oracle_absent(node->type, value))
        walk_broken(frame, node);
    return value;
}
