/* oracle_list.c - the oracle's conditions over two values, lists, and rows by key. */
#include "tests/oracle/walk.h"

/* ---- absence and equality ---- */

union value walk_nothing(struct type type)
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
int walk_compare(struct type type, union value a, union value b)
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
        return walk_compare(type, a, b) == 0;
    }
}

/* ---- conditions ---- */

static bool ordered(const struct frame *frame, const struct node *node)
{
    union value a = walk(frame, node->first), b = walk(frame, node->second);
    int order = walk_compare(node->first->type, a, b);
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
    union value a = walk(frame, node->first), b = walk(frame, node->second);
    return oracle_same(node->first->type, a, b);
}

static bool in_range(const struct frame *frame, const struct node *node)
{
    struct type type = node->first->type;
    union value value = walk(frame, node->first);
    if (walk_compare(type, value, walk(frame, node->second)) < 0)
        return false;
    int end = walk_compare(type, value, walk(frame, node->third));
    return node->half_open ? end < 0 : end <= 0;
}

static bool in_list(const struct frame *frame, const struct node *node)
{
    union value value = walk(frame, node->first);
    struct list list = walk(frame, node->second).list;
    bool found = false;
    for (uint32_t i = 0; i < list.count; i++, frame->oracle->steps++)
        found |= oracle_same(node->first->type, value, element(node->second->type, list, i));
    return found;
}

/* ---- lists ---- */

/* The part of NODE, a fold or a filter, in element INDEX. */
union value walk_part(const struct frame *frame, const struct node *node, struct list list,
                      uint32_t index)
{
    frame->locals[node->local->id] = element(node->first->type, list, index);
    return walk(frame, node->second);
}

static bool quantified(const struct frame *frame, const struct node *node)
{
    struct list list = walk(frame, node->first).list;
    uint32_t count = 0;
    for (uint32_t i = 0; i < list.count; i++)
        count += walk_part(frame, node, list, i).integer != 0;
    return node->kind == NODE_ANY ? count > 0 : count == list.count;
}

/* LIST and, behind its elements, VALUE of TYPE. */
struct list walk_append(struct arena *arena, struct list list, struct type type, union value value)
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
    struct list list = walk(frame, node->first).list, result = { NULL, 0, 0 };
    for (uint32_t i = 0; i < list.count; i++) {
        union value value = element(node->first->type, list, i);
        if (walk_part(frame, node, list, i).integer)
            result = walk_append(frame->oracle->arena, result, *node->type.element, value);
    }
    return result;
}

/* All parts; parts that are lists are joined. */
static struct list all_parts(const struct frame *frame, const struct node *node)
{
    struct list list = walk(frame, node->first).list, result = { NULL, 0, 0 };
    struct type type = node->second->type, single = *node->type.element;
    for (uint32_t i = 0; i < list.count; i++) {
        union value value = walk_part(frame, node, list, i);
        if (type.kind != TYPE_LIST)
            result = walk_append(frame->oracle->arena, result, single, value);
        for (uint32_t k = 0; type.kind == TYPE_LIST && k < value.list.count; k++) {
            frame->oracle->steps++;
            union value inner = element(type, value.list, k);
            result = walk_append(frame->oracle->arena, result, single, inner);
        }
    }
    return result;
}

static struct list listed(const struct frame *frame, const struct node *node)
{
    struct list result = { NULL, 0, 0 };
    for (uint32_t i = 0; i < node->count; i++)
        result = walk_append(frame->oracle->arena, result, *node->type.element,
                             walk(frame, node->items[i]));
    return result;
}

/* ---- rows by key ---- */

static union value row_with_keys(const struct frame *frame, const struct node *node,
                                 const struct record *record, struct list list)
{
    union value *keys = arena_array(frame->oracle->arena, union value, node->count);
    for (uint32_t k = 0; k < node->count; k++)
        keys[k] = walk(frame, node->items[k]);
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

union value walk_row(const struct frame *frame, const struct node *node)
{
    if (node->kind == NODE_LOOKUP)
        return row_with_keys(frame, node, node->table->record, table_rows(node->table));
    return row_with_keys(frame, node, node->first->type.element->record,
                         walk(frame, node->first).list);
}

/* ---- every kind ---- */

bool walk_condition(const struct frame *frame, const struct node *node)
{
    switch (node->kind) {
    case NODE_EQUAL:
        return equal(frame, node);
    case NODE_NOT_EQUAL:
        return !equal(frame, node);
    case NODE_IN_RANGE:
        return in_range(frame, node);
    case NODE_IN_LIST:
        return in_list(frame, node);
    case NODE_ANY:
    case NODE_EVERY:
        return quantified(frame, node);
    default:
        return ordered(frame, node);
    }
}

struct list walk_list(const struct frame *frame, const struct node *node)
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
