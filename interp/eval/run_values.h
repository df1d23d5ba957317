/* run_values.h - what single instructions do, where that takes more than a line. */
#ifndef CERTPOL_EVAL_RUN_VALUES_H
#define CERTPOL_EVAL_RUN_VALUES_H

#include "interp/eval/machine.h"

/* Arithmetic that wraps, see code.h. */
static inline int64_t wrap(uint64_t number)
{
    return (int64_t)number;
}

__extension__ typedef unsigned __int128 wide;

static inline int128 wrap_wide(wide number)
{
    return (int128)number;
}

static inline int64_t lower(int64_t a, int64_t b)
{
    return b < a ? b : a;
}

static inline int64_t higher(int64_t a, int64_t b)
{
    return b > a ? b : a;
}

static inline int128 lower_decimal(int128 a, int128 b)
{
    return b < a ? b : a;
}

static inline int128 higher_decimal(int128 a, int128 b)
{
    return b > a ? b : a;
}

/* The lowest so far, which may be absent, and one more. */
static inline int64_t lowest(int64_t so_far, int64_t value)
{
    return so_far == INTEGER_ABSENT ? value : lower(so_far, value);
}

static inline int128 lowest_decimal(int128 so_far, int128 value)
{
    return so_far == DECIMAL_ABSENT ? value : lower_decimal(so_far, value);
}

static inline bool date_is_sound(int64_t date)
{
    return date >= DATE_MIN && date <= DATE_MAX;
}

static inline bool instant_is_sound(int64_t instant)
{
    return instant >= INSTANT_MIN && instant <= INSTANT_MAX;
}

static inline struct period period_negated(struct period period)
{
    return (struct period){ (int32_t)(0u - (uint32_t)period.months),
                            (int32_t)(0u - (uint32_t)period.days) };
}

static inline struct period period_sum(struct period a, struct period b)
{
    return (struct period){ (int32_t)((uint32_t)a.months + (uint32_t)b.months),
                            (int32_t)((uint32_t)a.days + (uint32_t)b.days) };
}

static inline struct period period_times(int64_t times, struct period period)
{
    return (struct period){ (int32_t)((uint32_t)times * (uint32_t)period.months),
                            (int32_t)((uint32_t)times * (uint32_t)period.days) };
}

static inline int64_t date_plus(int64_t date, struct period period, unsigned rounding)
{
    return date_is_sound(date) ? date_add(date, period, (enum rounding)rounding) : INTEGER_ABSENT;
}

static inline bool range_holds(int64_t value, int64_t low, int64_t high)
{
    return low <= value && value <= high;
}

static inline bool range_holds_half_open(int64_t value, int64_t low, int64_t end)
{
    return low <= value && value < end;
}

static inline bool mask_holds(int64_t mask, int64_t bit)
{
    return (uint64_t)bit < 64 && (uint64_t)mask >> bit & 1;
}

/* The first value of the element that CURSOR stands on. */
static inline const union value *cursor_element(struct list cursor)
{
    return cursor.stride ? (const union value *)cursor.at : *(const union value *const *)cursor.at;
}

/* Move CURSOR to the next element; false where there is none. */
static inline bool cursor_next(struct list *cursor)
{
    if (--cursor->count == 0)
        return false;
    cursor->at = cursor->stride ? (const void *)((const union value *)cursor->at + cursor->stride)
                                : (const void *)((const union value *const *)cursor->at + 1);
    return true;
}

/* Add to a list that has room. */
static inline void append_row(struct list *list, const union value *row)
{
    ((const union value **)(uintptr_t)list->at)[list->count++] = row;
}

static inline void append_value(struct list *list, union value value)
{
    ((union value *)(uintptr_t)list->at)[list->count++] = value;
}

int64_t instant_plus(const struct policy *policy, int64_t instant, struct period period);
int64_t day_of(const struct policy *policy, int64_t instant);
int64_t start_of_day(const struct policy *policy, int64_t date);
int64_t units_from(int64_t from, int64_t to, enum unit unit, enum rounding rounding);
struct text fold_text(struct session *session, struct text text);
union value version_on(const struct parameter *parameter, int64_t date);

/* Room for one more in LIST, which began empty and was only ever grown. */
void grow_rows(struct scratch *scratch, struct list *list);
void grow_values(struct scratch *scratch, struct list *list);
void join_rows(struct scratch *scratch, struct list *list, struct list part);
void join_values(struct scratch *scratch, struct list *list, struct list part);

/* Remember at MARK, two slots, what is taken; forget what was taken since, unless it is kept for
 * longer. */
void scratch_mark(struct session *session, union value *mark);
void scratch_unmark(struct session *session, const union value *mark);

/* The rows of the table that have VALUE in the column that COLUMN is of. */
struct list matching(const struct plan_index *column, const union value *value);

/* Is VALUE in the list that index NUMBER was made of? */
bool set_holds(struct session *session, int64_t number, const union value *value);

uint32_t switch_target(const struct plan_switch *table, const union value *value);
uint32_t select_target(const struct plan_select *table, int64_t value);

/* Which element of LIST stands at ROW. */
uint32_t element_index(struct list list, const union value *row);

#endif
