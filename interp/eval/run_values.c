/* run_values.c - the longer instructions: time, text, lists, jumps by value. */
#include "interp/eval/run_values.h"

#include "interp/value/folded.h"
#include "interp/value/zone.h"

int64_t instant_plus(const struct policy *policy, int64_t instant, struct period period)
{
    if (!instant_is_sound(instant))
        return INTEGER_ABSENT;
    return zone_add(policy->zone, instant, period, policy->rounding);
}

int64_t day_of(const struct policy *policy, int64_t instant)
{
    return instant_is_sound(instant) ? zone_date_of(policy->zone, instant) : INTEGER_ABSENT;
}

int64_t start_of_day(const struct policy *policy, int64_t date)
{
    return date_is_sound(date) ? zone_start_of(policy->zone, date) : INTEGER_ABSENT;
}

int64_t units_from(int64_t from, int64_t to, enum unit unit, enum rounding rounding)
{
    if (!date_is_sound(from) || !date_is_sound(to))
        return INTEGER_ABSENT;
    return units_between(from, to, unit, rounding);
}

struct text fold_text(struct session *session, struct text text)
{
    if (!text.at)
        return text;
    struct text result = text_folded(&session->folding, text);
    if (result.length == 0) /* nothing is left, but it is not absent: it needs a place */
        return (struct text){ text.at, 0 };
    bool inside = result.at >= text.at && result.at <= text.at + text.length;
    if (!inside) {
        char *copy = (char *)scratch_take(session->scratch, result.length);
        memcpy(copy, result.at, result.length);
        result.at = copy;
        arena_reset(&session->folding);
    }
    return result;
}

union value version_on(const struct parameter *parameter, int64_t date)
{
    uint32_t low = 0, high = parameter->count - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (parameter->versions[middle].to < date)
            low = middle + 1;
        else
            high = middle;
    }
    return parameter->versions[low].value;
}

enum { FIRST_CAPACITY = 4 }; /* then a list's capacity is the next power of two */

static bool list_is_full(uint32_t count)
{
    return count == 0 || (count >= FIRST_CAPACITY && (count & (count - 1)) == 0);
}

static void list_grow(struct scratch *scratch, struct list *list, size_t size)
{
    size_t capacity = list->count ? (size_t)list->count * 2 : FIRST_CAPACITY;
    void *grown = scratch_take(scratch, capacity * size);
    if (list->count)
        memcpy(grown, list->at, list->count * size);
    list->at = grown;
}

void grow_rows(struct scratch *scratch, struct list *list)
{
    if (list_is_full(list->count))
        list_grow(scratch, list, sizeof(const union value *));
    list->stride = 0;
}

void grow_values(struct scratch *scratch, struct list *list)
{
    if (list_is_full(list->count))
        list_grow(scratch, list, sizeof(union value));
    list->stride = 1;
}

void join_rows(struct scratch *scratch, struct list *list, struct list part)
{
    for (uint32_t i = 0; i < part.count; i++) {
        grow_rows(scratch, list);
        append_row(list, list_at(part, i));
    }
}

void join_values(struct scratch *scratch, struct list *list, struct list part)
{
    for (uint32_t i = 0; i < part.count; i++) {
        grow_values(scratch, list);
        append_value(list, *list_at(part, i));
    }
}

struct scratch_mark {
    char *at;
    struct scratch_chunk *current;
    uint32_t changes;
};

void scratch_mark(struct session *session, union value *mark)
{
    const struct scratch *scratch = session->scratch;
    struct scratch_mark taken = { scratch->at, scratch->current, session->memo_changes };
    memcpy(mark, &taken, sizeof taken);
}

void scratch_unmark(struct session *session, const union value *mark)
{
    struct scratch_mark taken;
    memcpy(&taken, mark, sizeof taken);
    if (taken.changes == session->memo_changes)
        scratch_release(session->scratch, taken.current, taken.at);
}

struct list matching(const struct plan_index *column, const union value *value)
{
    uint32_t first = index_number(&column->index, value);
    return first ? column->groups[first - 1] : (struct list){ NULL, 0, 0 };
}

bool set_holds(struct session *session, int64_t number, const union value *value)
{
    const struct plan_index *set = &session->plan->indexes[number];
    if (set->index.buckets)
        return index_number(&set->index, value) != 0;
    return list_holds(value_at(session->slots, set->list)->list, set->kind, value);
}

uint32_t switch_target(const struct plan_switch *table, const union value *value)
{
    if (table->targets) {
        uint64_t place = (uint64_t)value->integer - (uint64_t)table->low;
        return place < table->count ? table->targets[place] : table->otherwise;
    }
    const union value *row = index_find(&table->index, value);
    return row ? (uint32_t)row[1].integer : table->otherwise;
}

uint32_t select_target(const struct plan_select *table, int64_t value)
{
    if (table->negated)
        value = wrap(0 - (uint64_t)value);
    uint32_t low = 0, high = table->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (value > table->above[middle])
            high = middle;
        else
            low = middle + 1;
    }
    return low < table->count ? table->targets[low] : table->otherwise;
}

uint32_t element_index(struct list list, const union value *row)
{
    if (list.stride)
        return (uint32_t)((size_t)(row - (const union value *)list.at) / list.stride);
    uint32_t index = 0;
    while (list_at(list, index) != row)
        index++;
    return index;
}
