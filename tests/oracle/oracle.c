/* oracle.c - one function for each way of putting values together, in the words of the reference. */
#include "tests/oracle/oracle.h"

#include "interp/value/decimal.h"
#include "interp/value/folded.h"

/* What a fact or a decision gave; the same for every use in one record. */
struct oracle_memo {
    const void *of;           /* the define or the decision */
    const union value *about; /* the element's row, or NULL */
    bool given;
    union value value;
    struct oracle_memo *next;
};

/* The decision or define at hand: its policy and its locals, by id. */
struct frame {
    struct oracle *oracle;
    const struct policy *policy;
    union value *locals;
};

static union value eval(const struct frame *frame, const struct node *node);

static union value whole(int128 number)
{
    return (union value){ .integer = (int64_t)number };
}

static bool holds(const struct frame *frame, const struct node *node)
{
    return eval(frame, node).integer != 0;
}

/* ---- absence and equality ---- */

static union value absent(struct type type)
{
    union value value = { .decimal = 0 };
    if (type.kind == TYPE_DECIMAL)
        value.decimal = DECIMAL_ABSENT;
    else if (type.kind == TYPE_PERIOD)
        value.period.months = PERIOD_ABSENT;
    else if (type.kind == TYPE_LIST)
        value.list = (struct list){ NULL, 0, 0 };
    else if (type.kind != TYPE_TEXT && type.kind != TYPE_RECORD && type.kind != TYPE_OUTCOME)
        value.integer = INTEGER_ABSENT;
    return value;
}

bool oracle_absent(struct type type, union value value)
{
    switch (type.kind) {
    case TYPE_TEXT:
        return !value.text.at;
    case TYPE_DECIMAL:
        return value.decimal == DECIMAL_ABSENT;
    case TYPE_PERIOD:
        return value.period.months == PERIOD_ABSENT;
    case TYPE_RECORD:
    case TYPE_OUTCOME:
        return !value.row;
    case TYPE_LIST:
        return false;
    default:
        return value.integer == INTEGER_ABSENT;
    }
}

/* Negative, zero or positive, as A is before, at or behind B. */
static int compare(struct type type, union value a, union value b)
{
    if (type.kind == TYPE_DECIMAL)
        return (a.decimal > b.decimal) - (a.decimal < b.decimal);
    return (a.integer > b.integer) - (a.integer < b.integer);
}

/* An element as a value of its own. */
static union value element(struct type list_type, struct list list, uint32_t index)
{
    const union value *at = list_at(list, index);
    bool row = list_type.element->kind == TYPE_RECORD || list_type.element->kind == TYPE_OUTCOME;
    return row ? (union value){ .row = at } : *at;
}

static bool same_lists(struct type type, struct list a, struct list b)
{
    bool same = a.count == b.count;
    for (uint32_t i = 0; same && i < a.count; i++)
        same = oracle_same(*type.element, element(type, a, i), element(type, b, i));
    return same;
}

bool oracle_same(struct type type, union value a, union value b)
{
    if (type.kind == TYPE_LIST)
        return same_lists(type, a.list, b.list);
    if (oracle_absent(type, a) || oracle_absent(type, b))
        return oracle_absent(type, a) && oracle_absent(type, b);
    switch (type.kind) {
    case TYPE_TEXT:
        return text_equal(a.text, b.text);
    case TYPE_PERIOD:
        return a.period.months == b.period.months && a.period.days == b.period.days;
    case TYPE_RECORD:
    case TYPE_OUTCOME:
        return a.row == b.row;
    default:
        return compare(type, a, b) == 0;
    }
}

/* ---- conditions ---- */

static bool ordered(const struct frame *frame, const struct node *node)
{
    union value a = eval(frame, node->first), b = eval(frame, node->second);
    int order = compare(node->first->type, a, b);
    switch (node->kind) {
    case NODE_LESS:
        return order < 0;
    case NODE_LESS_EQUAL:
        return order <= 0;
    case NODE_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}

static bool equal(const struct frame *frame, const struct node *node)
{
    union value a = eval(frame, node->first), b = eval(frame, node->second);
    return oracle_same(node->first->type, a, b);
}

static bool in_range(const struct frame *frame, const struct node *node)
{
    struct type type = node->first->type;
    union value value = eval(frame, node->first);
    if (compare(type, value, eval(frame, node->second)) < 0)
        return false;
    int end = compare(type, value, eval(frame, node->third));
    return node->half_open ? end < 0 : end <= 0;
}

static bool in_list(const struct frame *frame, const struct node *node)
{
    union value value = eval(frame, node->first);
    struct list list = eval(frame, node->second).list;
    bool found = false;
    for (uint32_t i = 0; i < list.count; i++, frame->oracle->steps++)
        found |= oracle_same(node->first->type, value, element(node->second->type, list, i));
    return found;
}

/* ---- lists ---- */

/* The part of NODE, a fold or a filter, in element INDEX. */
static union value part(const struct frame *frame, const struct node *node, struct list list,
                        uint32_t index)
{
    frame->locals[node->local->id] = element(node->first->type, list, index);
    return eval(frame, node->second);
}

static bool quantified(const struct frame *frame, const struct node *node)
{
    struct list list = eval(frame, node->first).list;
    uint32_t count = 0;
    for (uint32_t i = 0; i < list.count; i++)
        count += part(frame, node, list, i).integer != 0;
    return node->kind == NODE_ANY ? count > 0 : count == list.count;
}

/* LIST and, behind its elements, VALUE of TYPE. */
static struct list appended(struct arena *arena, struct list list, struct type type,
                            union value value)
{
    const union value **items = arena_array(arena, const union value *, list.count + 1);
    union value *plain = arena_new(arena, union value);
    *plain = value;
    for (uint32_t i = 0; i < list.count; i++)
        items[i] = list_at(list, i);
    bool row = type.kind == TYPE_RECORD || type.kind == TYPE_OUTCOME;
    items[list.count] = row ? value.row : plain;
    return (struct list){ items, list.count + 1, 0 };
}

static struct list filtered(const struct frame *frame, const struct node *node)
{
    struct list list = eval(frame, node->first).list, result = { NULL, 0, 0 };
    for (uint32_t i = 0; i < list.count; i++) {
        union value value = element(node->first->type, list, i);
        if (part(frame, node, list, i).integer)
            result = appended(frame->oracle->arena, result, *node->type.element, value);
    }
    return result;
}

/* All parts; parts that are lists are joined. */
static struct list all_parts(const struct frame *frame, const struct node *node)
{
    struct list list = eval(frame, node->first).list, result = { NULL, 0, 0 };
    struct type type = node->second->type, single = *node->type.element;
    for (uint32_t i = 0; i < list.count; i++) {
        union value value = part(frame, node, list, i);
        if (type.kind != TYPE_LIST)
            result = appended(frame->oracle->arena, result, single, value);
        for (uint32_t k = 0; type.kind == TYPE_LIST && k < value.list.count; k++) {
            frame->oracle->steps++;
            union value inner = element(type, value.list, k);
            result = appended(frame->oracle->arena, result, single, inner);
        }
    }
    return result;
}

static struct list listed(const struct frame *frame, const struct node *node)
{
    struct list result = { NULL, 0, 0 };
    for (uint32_t i = 0; i < node->count; i++)
        result = appended(frame->oracle->arena, result, *node->type.element,
                          eval(frame, node->items[i]));
    return result;
}

static union value broken(const struct frame *frame, const struct node *node)
{
    if (!frame->oracle->broken)
        frame->oracle->broken = node;
    return absent(node->type);
}

/* NUMBER as a value of NODE's type: an integer, a duration, a decimal, a date or an instant. */
static union value number(const struct frame *frame, const struct node *node, int128 number)
{
    int128 limit = decimal_power(DECIMAL_DIGITS);
    switch (node->type.kind) {
    case TYPE_DECIMAL:
        return -limit < number && number < limit ? (union value){ .decimal = number }
                                                 : broken(frame, node);
    case TYPE_DATE:
        return DATE_MIN <= number && number <= DATE_MAX ? whole(number) : broken(frame, node);
    case TYPE_INSTANT:
        return INSTANT_MIN <= number && number <= INSTANT_MAX ? whole(number)
                                                              : broken(frame, node);
    default:
        return -INTEGER_LIMIT <= number && number <= INTEGER_LIMIT ? whole(number)
                                                                   : broken(frame, node);
    }
}

static int128 number_of(struct type type, union value value)
{
    return type.kind == TYPE_DECIMAL ? value.decimal : value.integer;
}

static union value summed(const struct frame *frame, const struct node *node)
{
    struct list list = eval(frame, node->first).list;
    int128 sum = 0;
    for (uint32_t i = 0; i < list.count; i++)
        sum += number_of(node->type, part(frame, node, list, i));
    return number(frame, node, sum);
}

static union value farthest(const struct frame *frame, const struct node *node)
{
    struct list list = eval(frame, node->first).list;
    union value best = absent(node->type);
    for (uint32_t i = 0; i < list.count; i++) {
        union value value = part(frame, node, list, i);
        int order = i ? compare(node->type, value, best) : 0;
        if (i == 0 || (node->kind == NODE_HIGHEST ? order > 0 : order < 0))
            best = value;
    }
    return best;
}

/* ---- rows by key, parameters by day ---- */

static union value row_with_keys(const struct frame *frame, const struct node *node,
                                 const struct record *record, struct list list)
{
    union value *keys = arena_array(frame->oracle->arena, union value, node->count);
    for (uint32_t k = 0; k < node->count; k++)
        keys[k] = eval(frame, node->items[k]);
    for (uint32_t i = 0; i < list.count; i++) {
        const union value *row = list_at(list, i);
        bool found = true;
        for (uint32_t k = 0; k < node->count; k++) {
            const struct field *key = &record->fields[record->keys[k]];
            found &= oracle_same(key->type, row[key->slot], keys[k]);
        }
        if (node->kind == NODE_INDEX)
            frame->oracle->steps += node->count;
        if (found)
            return (union value){ .row = row };
    }
    return (union value){ .row = NULL };
}

static struct list table_rows(const struct table *table)
{
    return (struct list){ table->rows, table->count, table->record->count };
}

static union value parameter(const struct frame *frame, const struct node *node)
{
    const struct parameter *parameter = node->parameter;
    int64_t day = node->first ? eval(frame, node->first).integer : 0;
    for (uint32_t i = 0; i < parameter->count; i++)
        if (parameter->versions[i].from <= day && day <= parameter->versions[i].to)
            return parameter->versions[i].value;
    return broken(frame, node);
}

/* ---- arithmetic ---- */

static union value period(const struct frame *frame, const struct node *node, int128 months,
                          int128 days)
{
    if (months < -INT32_MAX || months > INT32_MAX || days < -INT32_MAX || days > INT32_MAX)
        return broken(frame, node);
    return (union value){ .period = { (int32_t)months, (int32_t)days } };
}

static union value shifted(const struct frame *frame, const struct node *node, int64_t at,
                           struct period by)
{
    const struct policy *policy = frame->policy;
    bool instant = node->type.kind == TYPE_INSTANT;
    int64_t day = instant ? zone_date_of(policy->zone, at) : at;
    if (policy->rounding == ROUNDING_NONE && date_add_is_ambiguous(day, by))
        return broken(frame, node);
    return number(frame, node,
                  instant ? zone_add(policy->zone, at, by, policy->rounding)
                          : date_add(at, by, policy->rounding));
}

static union value sum(const struct frame *frame, const struct node *node)
{
    union value a = eval(frame, node->first), b = eval(frame, node->second);
    struct type added = node->second->type;
    int32_t sign = node->kind == NODE_ADD ? 1 : -1;
    if (node->type.kind == TYPE_PERIOD)
        return period(frame, node, (int128)a.period.months + sign * (int128)b.period.months,
                      (int128)a.period.days + sign * (int128)b.period.days);
    if (added.kind == TYPE_PERIOD)
        return shifted(frame, node, a.integer,
                       (struct period){ sign * b.period.months, sign * b.period.days });
    return number(frame, node, number_of(node->type, a) + sign * number_of(added, b));
}

static union value product(const struct frame *frame, const struct node *node)
{
    union value a = eval(frame, node->first), b = eval(frame, node->second);
    int128 factor = number_of(node->first->type, a), result;
    if (node->type.kind == TYPE_PERIOD)
        return period(frame, node, factor * b.period.months, factor * b.period.days);
    if (__builtin_mul_overflow(factor, number_of(node->second->type, b), &result))
        return broken(frame, node);
    return number(frame, node, result);
}

static union value negated(const struct frame *frame, const struct node *node)
{
    union value value = eval(frame, node->first);
    if (node->type.kind == TYPE_PERIOD)
        return period(frame, node, -(int128)value.period.months, -(int128)value.period.days);
    return number(frame, node, -number_of(node->type, value));
}

static union value scaled(const struct frame *frame, const struct node *node)
{
    struct type from = node->first->type;
    int128 result = number_of(from, eval(frame, node->first));
    for (int i = from.kind == TYPE_DECIMAL ? from.places : 0; i < node->type.places; i++)
        if (__builtin_mul_overflow(result, 10, &result))
            return broken(frame, node);
    return number(frame, node, result);
}

static union value units(const struct frame *frame, const struct node *node)
{
    int64_t from = eval(frame, node->first).integer, to = eval(frame, node->second).integer;
    return whole(units_between(from, to, node->unit, frame->policy->rounding));
}

static union value extreme(const struct frame *frame, const struct node *node)
{
    union value best = eval(frame, node->items[0]);
    for (uint32_t i = 1; i < node->count; i++) {
        union value value = eval(frame, node->items[i]);
        int order = compare(node->type, value, best);
        if (node->kind == NODE_MAX ? order > 0 : order < 0)
            best = value;
    }
    return best;
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
        inner.locals[i] = eval(frame, node->items[i]);
    return eval(&inner, node->define->body);
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
        union value value = eval(&inner, define->body);
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
        row[given->payload[i].slot] = eval(frame, rule->arguments[i]);
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
            frame->locals[step->local->id] = eval(frame, step->value);
        } else if (!step->condition || holds(frame, step->condition)) {
            union value given = outcome(frame, decision, step);
            if (!decision->all)
                return given;
            all = appended(frame->oracle->arena, all, type, given);
        }
    }
    return (union value){ .list = all };
}

bool oracle_decide(struct oracle *oracle, const struct decision *decision,
                   const union value *about, union value *result)
{
    const struct oracle_memo *memo = recall(oracle, decision, about);
    if (!memo) {
        struct frame frame = frame_for(&(struct frame){ oracle, decision->policy, NULL },
                                       decision->locals);
        struct type type = { .kind = decision->all ? TYPE_LIST : TYPE_OUTCOME };
        struct oracle_memo now = { .of = decision, .about = about, .value = absent(type) };
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
    return eval(&frame, decision->elements).list;
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
    const union value *about = node->first ? eval(frame, node->first).row : NULL;
    oracle_decide(frame->oracle, node->decision, about, &result);
    return result;
}

/* ---- every kind of node ---- */

static union value member(const struct frame *frame, const struct node *node, uint32_t slot)
{
    const union value *row = eval(frame, node->first).row;
    return row ? row[slot] : broken(frame, node);
}

static union value otherwise(const struct frame *frame, const struct node *node)
{
    union value value = eval(frame, node->first);
    return oracle_absent(node->first->type, value) ? eval(frame, node->second) : value;
}

static bool condition(const struct frame *frame, const struct node *node)
{
    switch (node->kind) {
    case NODE_NOT:
        return !holds(frame, node->first);
    case NODE_AND:
        return holds(frame, node->first) && holds(frame, node->second);
    case NODE_OR:
        return holds(frame, node->first) || holds(frame, node->second);
    case NODE_EQUAL:
        return equal(frame, node);
    case NODE_NOT_EQUAL:
        return !equal(frame, node);
    case NODE_IN_RANGE:
        return in_range(frame, node);
    case NODE_IN_LIST:
        return in_list(frame, node);
    case NODE_PRESENT:
        return !oracle_absent(node->first->type, eval(frame, node->first));
    case NODE_ABSENT:
        return oracle_absent(node->first->type, eval(frame, node->first));
    case NODE_ANY:
    case NODE_EVERY:
        return quantified(frame, node);
    default:
        return ordered(frame, node);
    }
}

static struct list list_of(const struct frame *frame, const struct node *node)
{
    switch (node->kind) {
    case NODE_TABLE:
        return table_rows(node->table);
    case NODE_LIST:
        return listed(frame, node);
    case NODE_ALL:
        return all_parts(frame, node);
    default:
        return filtered(frame, node);
    }
}

static union value value_of(const struct frame *frame, const struct node *node)
{
    const struct zone *zone = frame->policy->zone;
    struct oracle *oracle = frame->oracle;
    switch (node->kind) {
    case NODE_BAD: /* never reached */
        return whole(0);
    case NODE_CONSTANT:
        return node->constant;
    case NODE_NOW:
        return whole(oracle->now);
    case NODE_TODAY:
        return whole(zone_date_of(zone, oracle->now));
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
        return row_with_keys(frame, node, node->table->record, table_rows(node->table));
    case NODE_INDEX:
        return row_with_keys(frame, node, node->first->type.element->record,
                             eval(frame, node->first).list);
    case NODE_DECISION:
        return decision_of(frame, node);
    case NODE_CASE:
        return member(frame, node, OUTCOME_CASE);
    case NODE_ELSE:
        return otherwise(frame, node);
    case NODE_ADD:
    case NODE_SUBTRACT:
        return sum(frame, node);
    case NODE_MULTIPLY:
        return product(frame, node);
    case NODE_NEGATE:
        return negated(frame, node);
    case NODE_SCALE:
        return scaled(frame, node);
    case NODE_MIN:
    case NODE_MAX:
        return extreme(frame, node);
    case NODE_FOLDED:
        return (union value){ .text = text_folded(oracle->arena, eval(frame, node->first).text) };
    case NODE_DATE_OF:
        return number(frame, node, zone_date_of(zone, eval(frame, node->first).integer));
    case NODE_START_OF:
        return number(frame, node, zone_start_of(zone, eval(frame, node->first).integer));
    case NODE_UNITS:
        return units(frame, node);
    case NODE_COUNT:
        return whole(eval(frame, node->first).list.count);
    case NODE_SUM:
        return summed(frame, node);
    case NODE_HIGHEST:
    case NODE_LOWEST:
        return farthest(frame, node);
    default:
        return (union value){ .list = list_of(frame, node) };
    }
}

static bool is_condition(enum node_kind kind)
{
    return (kind >= NODE_NOT && kind <= NODE_ABSENT) || kind == NODE_ANY || kind == NODE_EVERY;
}

/* A value that may be absent says so in its type. */
static union value eval(const struct frame *frame, const struct node *node)
{
    frame->oracle->steps++;
    if (is_condition(node->kind))
        return whole(condition(frame, node));
    union value value = value_of(frame, node);
    if (!node->type.optional && oracle_absent(node->type, value))
        broken(frame, node);
    return value;
}
