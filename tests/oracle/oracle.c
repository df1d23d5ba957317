/* oracle.c - one function for each way of putting values together, in the words of the language page. */
#include "tests/oracle/oracle.h"

#include "interp/value/calendar.h"
#include "interp/value/folded.h"
#include "interp/value/zone.h"

/* The locals of a decision or a define that is being evaluated, by id. */
struct frame {
    struct oracle *oracle;
    const struct policy *policy;
    union value *locals;
};

static union value eval(const struct frame *frame, const struct node *node);

static union value whole(int64_t integer)
{
    return (union value){ .integer = integer };
}

static bool holds(const struct frame *frame, const struct node *node)
{
    return eval(frame, node).integer != 0;
}

static bool is_row(struct type type)
{
    return type.kind == TYPE_RECORD || type.kind == TYPE_OUTCOME;
}

/* ---- comparing ---- */

static int sign(int128 difference)
{
    return (difference > 0) - (difference < 0);
}

static int compare(struct type type, union value a, union value b)
{
    if (type.kind == TYPE_DECIMAL)
        return a.decimal < b.decimal ? -1 : a.decimal > b.decimal;
    return sign((int128)a.integer - b.integer);
}

static bool same(struct type type, union value a, union value b)
{
    switch (type.kind) {
    case TYPE_TEXT:
        return text_equal(a.text, b.text);
    case TYPE_PERIOD:
        return a.period.months == b.period.months && a.period.days == b.period.days;
    default:
        return compare(type, a, b) == 0;
    }
}

static bool is_absent(struct type type, union value value)
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

static union value absent(struct type type)
{
    union value value = { .decimal = 0 };
    if (type.kind == TYPE_DECIMAL)
        value.decimal = DECIMAL_ABSENT;
    else if (type.kind == TYPE_PERIOD)
        value.period.months = PERIOD_ABSENT;
    else if (type.kind != TYPE_TEXT && !is_row(type))
        value.integer = INTEGER_ABSENT;
    return value;
}

static bool ordered(const struct frame *frame, const struct node *node)
{
    int order = compare(node->first->type, eval(frame, node->first), eval(frame, node->second));
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

static bool in_range(const struct frame *frame, const struct node *node)
{
    struct type type = node->first->type;
    union value value = eval(frame, node->first);
    int end = compare(type, value, eval(frame, node->third));
    return compare(type, value, eval(frame, node->second)) >= 0 &&
           (node->half_open ? end < 0 : end <= 0);
}

/* ---- lists ---- */

/* Element INDEX as a value of its own. */
static union value element(struct type list_type, struct list list, uint32_t index)
{
    const union value *at = list_at(list, index);
    return is_row(*list_type.element) ? (union value){ .row = at } : *at;
}

static union value list_add(const struct frame *frame, union value list, union value added,
                            struct type type)
{
    struct arena *arena = frame->oracle->arena;
    const union value *at = added.row;
    if (!is_row(type)) {
        union value *kept = arena_new(arena, union value);
        *kept = added;
        at = kept;
    }
    const union value **items = arena_array(arena, const union value *, list.list.count + 1);
    for (uint32_t i = 0; i < list.list.count; i++)
        items[i] = list_at(list.list, i);
    items[list.list.count] = at;
    list.list = (struct list){ items, list.list.count + 1, 0 };
    return list;
}

static union value empty_list(void)
{
    return (union value){ .list = { NULL, 0, 0 } };
}

static bool in_list(const struct frame *frame, const struct node *node)
{
    union value value = eval(frame, node->first);
    struct list list = eval(frame, node->second).list;
    bool found = false;
    for (uint32_t i = 0; i < list.count; i++)
        found |= same(node->first->type, value, element(node->second->type, list, i));
    return found;
}

/* The part of NODE, a fold, for element INDEX. */
static union value part(const struct frame *frame, const struct node *node, struct list list,
                        uint32_t index)
{
    union value value = element(node->first->type, list, index);
    if (node->local)
        frame->locals[node->local->id] = value;
    return node->second ? eval(frame, node->second) : value;
}

static union value filter(const struct frame *frame, const struct node *node)
{
    struct list list = eval(frame, node->first).list;
    union value result = empty_list();
    for (uint32_t i = 0; i < list.count; i++)
        if (part(frame, node, list, i).integer)
            result = list_add(frame, result, element(node->first->type, list, i),
                              *node->first->type.element);
    return result;
}

static union value all_of(const struct frame *frame, const struct node *node)
{
    struct list list = eval(frame, node->first).list;
    struct type type = node->second->type;
    union value result = empty_list();
    for (uint32_t i = 0; i < list.count; i++) {
        union value value = part(frame, node, list, i);
        if (type.kind != TYPE_LIST) {
            result = list_add(frame, result, value, type);
            continue;
        }
        for (uint32_t k = 0; k < value.list.count; k++)
            result = list_add(frame, result, element(type, value.list, k), *type.element);
    }
    return result;
}

static bool quantified(const struct frame *frame, const struct node *node)
{
    struct list list = eval(frame, node->first).list;
    uint32_t count = 0;
    for (uint32_t i = 0; i < list.count; i++)
        count += !node->second || part(frame, node, list, i).integer != 0;
    return node->kind == NODE_ANY ? count > 0 : count == list.count;
}

static union value add(struct type type, union value a, union value b)
{
    if (type.kind == TYPE_DECIMAL)
        return (union value){ .decimal = a.decimal + b.decimal };
    return whole(a.integer + b.integer);
}

static union value folded_list(const struct frame *frame, const struct node *node)
{
    struct list list = eval(frame, node->first).list;
    union value result = { .decimal = 0 };
    if (node->kind != NODE_SUM)
        result = absent(node->type);
    for (uint32_t i = 0; i < list.count; i++) {
        union value value = part(frame, node, list, i);
        int order = i ? compare(node->type, value, result) : 0;
        if (node->kind == NODE_SUM)
            result = add(node->type, result, value);
        else if (i == 0 || (node->kind == NODE_HIGHEST ? order > 0 : order < 0))
            result = value;
    }
    return result;
}

static union value list_literal(const struct frame *frame, const struct node *node)
{
    union value result = empty_list();
    for (uint32_t i = 0; i < node->count; i++)
        result = list_add(frame, result, eval(frame, node->items[i]), node->items[i]->type);
    return result;
}

/* ---- rows by key ---- */

static bool has_keys(const struct frame *frame, const struct node *node,
                     const struct record *record, const union value *row)
{
    for (uint32_t i = 0; i < node->count; i++) {
        const struct field *field = &record->fields[record->keys[i]];
        if (!same(field->type, row[field->slot], eval(frame, node->items[i])))
            return false;
    }
    return true;
}

static union value row_of(const struct frame *frame, const struct node *node, struct list list,
                          const struct record *record)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (has_keys(frame, node, record, list_at(list, i)))
            return (union value){ .row = list_at(list, i) };
    return (union value){ .row = NULL };
}

static struct list table_rows(const struct table *table)
{
    return (struct list){ table->rows, table->count, table->record->count };
}

static union value parameter(const struct frame *frame, const struct node *node)
{
    const struct version *versions = node->parameter->versions;
    uint32_t at = 0;
    if (node->first) {
        int64_t date = eval(frame, node->first).integer;
        while (!(versions[at].from <= date && date <= versions[at].to))
            at++;
    }
    return versions[at].value;
}

/* ---- arithmetic ---- */

static struct period signed_period(struct period period, int32_t factor)
{
    return (struct period){ factor * period.months, factor * period.days };
}

static union value shift(const struct frame *frame, struct type type, union value at,
                         struct period period)
{
    const struct policy *policy = frame->policy;
    if (type.kind == TYPE_DATE)
        return whole(date_add(at.integer, period, policy->rounding));
    return whole(zone_add(policy->zone, at.integer, period, policy->rounding));
}

static union value sum(const struct frame *frame, const struct node *node)
{
    union value a = eval(frame, node->first), b = eval(frame, node->second);
    int32_t factor = node->kind == NODE_ADD ? 1 : -1;
    if (node->second->type.kind == TYPE_PERIOD) {
        b.period = signed_period(b.period, factor);
        if (node->type.kind != TYPE_PERIOD)
            return shift(frame, node->type, a, b.period);
        struct period period = { a.period.months + b.period.months, a.period.days + b.period.days };
        return (union value){ .period = period };
    }
    if (node->type.kind == TYPE_DECIMAL)
        return (union value){ .decimal = a.decimal + factor * b.decimal };
    return whole(a.integer + factor * b.integer);
}

static union value product(const struct frame *frame, const struct node *node)
{
    union value a = eval(frame, node->first), b = eval(frame, node->second);
    if (node->type.kind == TYPE_PERIOD)
        return (union value){ .period = signed_period(b.period, (int32_t)a.integer) };
    if (node->type.kind != TYPE_DECIMAL)
        return whole(a.integer * b.integer);
    int128 x = node->first->type.kind == TYPE_DECIMAL ? a.decimal : a.integer;
    int128 y = node->second->type.kind == TYPE_DECIMAL ? b.decimal : b.integer;
    return (union value){ .decimal = x * y };
}

static union value negation(const struct frame *frame, const struct node *node)
{
    union value value = eval(frame, node->first);
    if (node->type.kind == TYPE_PERIOD)
        return (union value){ .period = signed_period(value.period, -1) };
    if (node->type.kind == TYPE_DECIMAL)
        return (union value){ .decimal = -value.decimal };
    return whole(-value.integer);
}

static union value scale(const struct frame *frame, const struct node *node)
{
    union value value = eval(frame, node->first);
    bool decimal = node->first->type.kind == TYPE_DECIMAL;
    int128 number = decimal ? value.decimal : value.integer;
    for (int i = decimal ? node->first->type.places : 0; i < node->type.places; i++)
        number *= 10;
    return (union value){ .decimal = number };
}

static union value extreme(const struct frame *frame, const struct node *node)
{
    union value result = eval(frame, node->items[0]);
    for (uint32_t i = 1; i < node->count; i++) {
        union value value = eval(frame, node->items[i]);
        int order = compare(node->type, value, result);
        if (node->kind == NODE_MAX ? order > 0 : order < 0)
            result = value;
    }
    return result;
}

/* ---- defines and decisions ---- */

static union value call(const struct frame *frame, const struct node *node)
{
    const struct define *define = node->define;
    struct frame inner = *frame;
    inner.locals = arena_array(frame->oracle->arena, union value, define->locals + 1);
    for (uint32_t i = 0; i < node->count; i++)
        inner.locals[i] = eval(frame, node->items[i]);
    return eval(&inner, define->body);
}

static union value decision(const struct frame *frame, const struct node *node)
{
    union value result;
    const union value *row = node->first ? eval(frame, node->first).row : NULL;
    if (!oracle_decide(frame->oracle, node->decision, row, &result))
        result.row = NULL;
    return result;
}

static union value outcome(const struct frame *frame, const struct decision *decided,
                           const struct rule *rule)
{
    const struct outcome_case *given = &decided->outcome->cases[rule->outcome_case];
    union value *row = arena_array(frame->oracle->arena, union value, decided->outcome->slots);
    row[OUTCOME_CASE].integer = rule->outcome_case;
    row[OUTCOME_RULE].integer = rule->index;
    for (uint32_t i = 0; i < given->count; i++)
        row[given->payload[i].slot] = eval(frame, rule->arguments[i]);
    return (union value){ .row = row };
}

bool oracle_decide(struct oracle *oracle, const struct decision *decided,
                   const union value *row, union value *result)
{
    struct frame frame = { oracle, decided->policy,
                           arena_array(oracle->arena, union value, decided->locals + 1) };
    *result = empty_list();
    if (decided->element)
        frame.locals[decided->element->id].row = row;
    if (decided->filter && !holds(&frame, decided->filter))
        return false;
    for (uint32_t i = 0; i < decided->count; i++) {
        const struct rule *step = &decided->steps[i];
        if (step->kind == RULE_LET) {
            frame.locals[step->local->id] = eval(&frame, step->value);
        } else if (!step->condition || holds(&frame, step->condition)) {
            union value given = outcome(&frame, decided, step);
            if (!decided->all) {
                *result = given;
                return true;
            }
            *result = list_add(&frame, *result, given, (struct type){ .kind = TYPE_OUTCOME });
        }
    }
    return true;
}

struct list oracle_elements(struct oracle *oracle, const struct decision *decided)
{
    struct frame frame = { oracle, decided->policy, NULL };
    return eval(&frame, decided->elements).list;
}

/* ---- every kind of node ---- */

static union value field(const struct frame *frame, const struct node *node)
{
    return eval(frame, node->first).row[node->slot];
}

static union value otherwise(const struct frame *frame, const struct node *node)
{
    union value value = eval(frame, node->first);
    return is_absent(node->first->type, value) ? eval(frame, node->second) : value;
}

static union value text(const struct frame *frame, const struct node *node)
{
    struct text folded = text_folded(frame->oracle->arena, eval(frame, node->first).text);
    return (union value){ .text = folded };
}

static union value eval_value(const struct frame *frame, const struct node *node)
{
    const struct zone *zone = frame->policy->zone;
    struct oracle *oracle = frame->oracle;
    switch (node->kind) {
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
    case NODE_CALL:
        return call(frame, node);
    case NODE_TABLE:
        return (union value){ .list = table_rows(node->table) };
    case NODE_PARAMETER:
        return parameter(frame, node);
    case NODE_FIELD:
        return field(frame, node);
    case NODE_LOOKUP:
        return row_of(frame, node, table_rows(node->table), node->table->record);
    case NODE_INDEX:
        return row_of(frame, node, eval(frame, node->first).list,
                      node->first->type.element->record);
    case NODE_DECISION:
        return decision(frame, node);
    case NODE_CASE:
        return eval(frame, node->first).row[OUTCOME_CASE];
    case NODE_ELSE:
        return otherwise(frame, node);
    case NODE_ADD:
    case NODE_SUBTRACT:
        return sum(frame, node);
    case NODE_MULTIPLY:
        return product(frame, node);
    case NODE_NEGATE:
        return negation(frame, node);
    case NODE_SCALE:
        return scale(frame, node);
    case NODE_MIN:
    case NODE_MAX:
        return extreme(frame, node);
    case NODE_FOLDED:
        return text(frame, node);
    case NODE_DATE_OF:
        return whole(zone_date_of(zone, eval(frame, node->first).integer));
    case NODE_START_OF:
        return whole(zone_start_of(zone, eval(frame, node->first).integer));
    case NODE_UNITS:
        return whole(units_between(eval(frame, node->first).integer,
                                   eval(frame, node->second).integer, node->unit,
                                   frame->policy->rounding));
    case NODE_LIST:
        return list_literal(frame, node);
    case NODE_COUNT:
        return whole(eval(frame, node->first).list.count);
    case NODE_SUM:
    case NODE_HIGHEST:
    case NODE_LOWEST:
        return folded_list(frame, node);
    case NODE_ALL:
        return all_of(frame, node);
    default:
        return filter(frame, node);
    }
}

static bool eval_condition(const struct frame *frame, const struct node *node)
{
    switch (node->kind) {
    case NODE_NOT:
        return !holds(frame, node->first);
    case NODE_AND:
        return holds(frame, node->first) && holds(frame, node->second);
    case NODE_OR:
        return holds(frame, node->first) || holds(frame, node->second);
    case NODE_EQUAL:
        return same(node->first->type, eval(frame, node->first), eval(frame, node->second));
    case NODE_NOT_EQUAL:
        return !same(node->first->type, eval(frame, node->first), eval(frame, node->second));
    case NODE_IN_RANGE:
        return in_range(frame, node);
    case NODE_IN_LIST:
        return in_list(frame, node);
    case NODE_PRESENT:
        return !is_absent(node->first->type, eval(frame, node->first));
    case NODE_ABSENT:
        return is_absent(node->first->type, eval(frame, node->first));
    case NODE_ANY:
    case NODE_EVERY:
        return quantified(frame, node);
    default:
        return ordered(frame, node);
    }
}

static bool is_condition(enum node_kind kind)
{
    return (kind >= NODE_NOT && kind <= NODE_ABSENT) || kind == NODE_ANY || kind == NODE_EVERY;
}

static union value eval(const struct frame *frame, const struct node *node)
{
    frame->oracle->steps++;
    if (is_condition(node->kind))
        return whole(eval_condition(frame, node));
    return eval_value(frame, node);
}
