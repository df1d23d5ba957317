/* cost_filters.c - how many elements a filter can leave.
 *
 * The rows of a table are known: a filter that wants one value in a column leaves no more than the
 * most rows that share one.  Of a field's elements only one has the key that a filter wants:
 * readers see to that. */
#include "interp/check/bound/cost.h"
#include "interp/check/expr/expr.h"

#include <stdlib.h>

enum { ROWS_MAX = 1 << 16 }; /* of a larger table all rows are reckoned with */

static bool is_field(const struct node *node, const struct local *element)
{
    return node->kind == NODE_FIELD && node->first->kind == NODE_LOCAL &&
           node->first->local == element;
}

static int compare_numbers(const void *a, const void *b)
{
    const union value *one = *(const union value *const *)a,
                      *other = *(const union value *const *)b;
    return (one->integer > other->integer) - (one->integer < other->integer);
}

static int compare_texts(const void *a, const void *b)
{
    struct text one = (*(const union value *const *)a)->text;
    struct text other = (*(const union value *const *)b)->text;
    if (one.length != other.length)
        return one.length > other.length ? 1 : -1;
    return one.length ? memcmp(one.at, other.at, one.length) : 0;
}

/* The most rows of TABLE that have the same value in COLUMN. */
static uint64_t largest_group(struct arena *arena, const struct table *table,
                              const struct field *column)
{
    bool text = column->type.kind == TYPE_TEXT;
    int (*compare)(const void *, const void *) = text ? compare_texts : compare_numbers;
    const union value **values = arena_array(arena, const union value *, table->count);
    for (uint32_t i = 0; i < table->count; i++)
        values[i] = &table->rows[(size_t)i * table->record->count + column->slot];
    qsort(values, table->count, sizeof *values, compare);
    uint64_t largest = 0, run = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        run = i && compare(&values[i - 1], &values[i]) == 0 ? run + 1 : 1;
        largest = run > largest ? run : largest;
    }
    return largest;
}

/* Texts and what is one integer: the others are compared by nobody. */
static bool has_groups(const struct field *column)
{
    switch (column->type.kind) {
    case TYPE_TEXT:
    case TYPE_INTEGER:
    case TYPE_BOOL:
    case TYPE_DATE:
    case TYPE_INSTANT:
    case TYPE_DURATION:
    case TYPE_ENUM:
        return true;
    default:
        return false;
    }
}

/* What CONDITION, about ELEMENT, wants one value of: its field, or NULL. */
static const struct field *wanted_field(const struct node *condition, const struct local *element)
{
    if (condition->kind != NODE_EQUAL)
        return NULL;
    bool swapped = !is_field(condition->first, element);
    const struct node *field = swapped ? condition->second : condition->first;
    const struct node *wanted = swapped ? condition->first : condition->second;
    return is_field(field, element) && !node_mentions(wanted, element) ? field->field : NULL;
}

/* The most elements of LIST, of which there are ALL, for which CONDITION can hold. */
static uint64_t elements_left(struct arena *arena, const struct node *list, uint64_t all,
                              const struct node *condition, const struct local *element)
{
    if (condition->kind == NODE_AND) {
        uint64_t first = elements_left(arena, list, all, condition->first, element);
        uint64_t second = elements_left(arena, list, all, condition->second, element);
        return first < second ? first : second;
    }
    const struct field *field = wanted_field(condition, element);
    if (!field)
        return all;
    if (list->kind == NODE_TABLE)
        return has_groups(field) ? largest_group(arena, list->table, field) : all;
    const struct record *record = element->type.record;
    bool is_key = record->key_count == 1 && &record->fields[record->keys[0]] == field;
    return is_key ? 1 : all;
}

struct size size_of_filtered(struct arena *arena, const struct node *where, struct size all)
{
    const struct node *list = where->first;
    bool table = list->kind == NODE_TABLE && list->table->rows && list->table->count <= ROWS_MAX;
    if ((!table && list->kind != NODE_FIELD) || where->local->type.kind != TYPE_RECORD)
        return all;
    uint64_t left = elements_left(arena, list, all.length, where->second, where->local);
    if (left >= all.length)
        return all;
    struct size size = size_of_list(arena, table ? list->table->name : list->field->name, left);
    size.element = all.element;
    return size;
}
