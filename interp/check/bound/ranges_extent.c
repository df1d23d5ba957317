/* ranges_extent.c - intervals that stop at the ends of int128, and extents made of them.
 *
 * Knows no expressions. */
#include "interp/check/bound/ranges.h"

#include <assert.h>

#include "interp/value/decimal.h"

#define INT128_TOP ((((int128)1 << 126) - 1) * 2 + 1)

/* ---- intervals ---- */

static int128 saturated(bool negative)
{
    return negative ? -INT128_TOP : INT128_TOP;
}

static int128 add(int128 a, int128 b)
{
    int128 sum;
    return __builtin_add_overflow(a, b, &sum) || sum < -INT128_TOP ? saturated(a < 0) : sum;
}

static int128 multiply(int128 a, int128 b)
{
    int128 product;
    return __builtin_mul_overflow(a, b, &product) || product < -INT128_TOP
               ? saturated((a < 0) != (b < 0))
               : product;
}

static int128 lower(int128 a, int128 b)
{
    return a < b ? a : b;
}

static int128 higher(int128 a, int128 b)
{
    return a > b ? a : b;
}

struct interval interval_hull(struct interval a, struct interval b)
{
    return (struct interval){ lower(a.low, b.low), higher(a.high, b.high) };
}

struct interval interval_add(struct interval a, struct interval b)
{
    return (struct interval){ add(a.low, b.low), add(a.high, b.high) };
}

struct interval interval_negate(struct interval a)
{
    return (struct interval){ -a.high, -a.low };
}

struct interval interval_multiply(struct interval a, struct interval b)
{
    int128 p = multiply(a.low, b.low), q = multiply(a.low, b.high);
    int128 r = multiply(a.high, b.low), s = multiply(a.high, b.high);
    return (struct interval){ lower(lower(p, q), lower(r, s)), higher(higher(p, q), higher(r, s)) };
}

bool interval_within(struct interval inner, struct interval outer)
{
    return outer.low <= inner.low && inner.high <= outer.high;
}

struct interval type_limits(struct type type)
{
    switch (type.kind) {
    case TYPE_DECIMAL:
        return (struct interval){ 1 - decimal_power(DECIMAL_DIGITS),
                                  decimal_power(DECIMAL_DIGITS) - 1 };
    case TYPE_DATE:
        return (struct interval){ DATE_MIN, DATE_MAX };
    case TYPE_INSTANT:
        return (struct interval){ INSTANT_MIN, INSTANT_MAX };
    case TYPE_PERIOD:
        return (struct interval){ -INT32_MAX, INT32_MAX };
    default:
        return (struct interval){ -INTEGER_LIMIT, INTEGER_LIMIT };
    }
}

/* ---- blame ---- */

static void blame_field(struct blame *blame, const struct field *field)
{
    for (uint32_t i = 0; i < blame->count; i++)
        if (blame->fields[i] == field)
            return;
    if (blame->count < BLAME_MAX)
        blame->fields[blame->count++] = field;
}

struct blame blame_both(struct blame a, struct blame b)
{
    for (uint32_t i = 0; i < b.count; i++)
        blame_field(&a, b.fields[i]);
    return a;
}

struct blame blame_of_sum(struct extent a, int128 unit_a, struct extent b, int128 unit_b)
{
    int128 width_a = multiply(unit_a, add(a.main.high, -a.main.low));
    int128 width_b = multiply(unit_b, add(b.main.high, -b.main.low));
    if (width_a / 4 > width_b)
        return a.blame;
    if (width_b / 4 > width_a)
        return b.blame;
    return width_b > width_a ? blame_both(b.blame, a.blame) : blame_both(a.blame, b.blame);
}

/* ---- extents ---- */

struct extent extent_none(void)
{
    return (struct extent){ .none = true };
}

struct extent extent_plain(void)
{
    return (struct extent){ .none = false };
}

struct extent extent_of(int128 low, int128 high)
{
    return (struct extent){ .main = { low, high } };
}

struct extent extent_list(struct arena *arena, uint64_t count, struct extent element)
{
    struct extent *kept = arena_new(arena, struct extent);
    *kept = element;
    return (struct extent){ .count = count, .element = kept, .blame = element.blame };
}

int64_t greatest_common_divisor(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* Slot by slot; either may be NULL. */
static const struct extent *payload_hull(struct arena *arena, const struct extent *a,
                                         const struct extent *b, uint32_t slots)
{
    if (!a || !b || a == b)
        return a ? a : b;
    struct extent *both = arena_array(arena, struct extent, slots);
    for (uint32_t i = 0; i < slots; i++)
        both[i] = extent_hull(arena, a[i], b[i], 0);
    return both;
}

struct extent extent_hull(struct arena *arena, struct extent a, struct extent b, uint32_t slots)
{
    if (a.none || b.none)
        return a.none ? b : a;
    a.main = interval_hull(a.main, b.main);
    a.days = interval_hull(a.days, b.days);
    a.months_step = greatest_common_divisor(a.months_step, b.months_step);
    a.count = a.count > b.count ? a.count : b.count;
    a.blame = blame_both(a.blame, b.blame);
    a.payload = payload_hull(arena, a.payload, b.payload, slots);
    if (a.element && b.element && a.element != b.element) {
        struct extent *element = arena_new(arena, struct extent);
        *element = extent_hull(arena, *a.element, *b.element, slots);
        a.element = element;
    } else if (!a.element) {
        a.element = b.element;
    }
    return a;
}

static struct extent extent_of_period(struct period period)
{
    return (struct extent){ .main = { period.months, period.months },
                            .days = { period.days, period.days },
                            .months_step =
                                period.months < 0 ? -(int64_t)period.months : period.months };
}

static struct extent extent_of_constants(struct arena *arena, struct type type, struct list list)
{
    struct extent element = extent_none();
    for (uint32_t i = 0; i < list.count; i++)
        element = extent_hull(arena, element,
                              extent_of_value(arena, *type.element, *list_at(list, i)), 0);
    return extent_list(arena, list.count, element);
}

struct extent extent_of_value(struct arena *arena, struct type type, union value value)
{
    switch (type.kind) {
    case TYPE_INTEGER:
    case TYPE_DATE:
    case TYPE_INSTANT:
    case TYPE_DURATION:
        return value.integer == INTEGER_ABSENT ? extent_none()
                                               : extent_of(value.integer, value.integer);
    case TYPE_DECIMAL:
        return value.decimal == DECIMAL_ABSENT ? extent_none()
                                               : extent_of(value.decimal, value.decimal);
    case TYPE_PERIOD:
        return value.period.months == PERIOD_ABSENT ? extent_none()
                                                    : extent_of_period(value.period);
    case TYPE_LIST:
        return extent_of_constants(arena, type, value.list);
    default:
        return extent_plain();
    }
}

/* All that TYPE can hold, or all that the reader lets through as a value of FIELD. */
static struct extent extent_read(struct type type, const struct field *field)
{
    struct extent extent = { .main = type_limits(type) };
    if (type.kind == TYPE_DECIMAL)
        extent.main = (struct interval){ field->low.decimal, field->high.decimal };
    else if (type.kind == TYPE_INTEGER || type.kind == TYPE_DATE || type.kind == TYPE_INSTANT)
        extent.main = (struct interval){ field->low.integer, field->high.integer };
    else if (type.kind == TYPE_DURATION)
        extent.main = (struct interval){ -SPAN_MICROSECONDS_MAX, SPAN_MICROSECONDS_MAX };
    else if (type.kind != TYPE_PERIOD)
        return extent_plain();
    if (type.kind == TYPE_PERIOD) {
        extent.main = (struct interval){ -SPAN_MONTHS_MAX, SPAN_MONTHS_MAX };
        extent.days = (struct interval){ -SPAN_DAYS_MAX, SPAN_DAYS_MAX };
    }
    extent.months_step = type.kind == TYPE_PERIOD;
    blame_field(&extent.blame, field);
    return extent;
}

struct extent extent_of_field(struct arena *arena, const struct field *field)
{
    if (field->type.kind != TYPE_LIST)
        return extent_read(field->type, field);
    struct extent element = extent_read(*field->type.element, field);
    struct extent list = extent_list(arena, field->up_to, element);
    blame_field(&list.blame, field);
    return list;
}

/* ---- widening ---- */

static bool element_within(const struct extent *inner, const struct extent *outer)
{
    return !inner || (outer && extent_within(inner, outer));
}

bool extent_within(const struct extent *inner, const struct extent *outer)
{
    if (inner->none || outer->none)
        return inner->none;
    return interval_within(inner->main, outer->main) && interval_within(inner->days, outer->days) &&
           greatest_common_divisor(inner->months_step, outer->months_step) == outer->months_step &&
           inner->count <= outer->count && element_within(inner->element, outer->element);
}

/* NUMBER, rounded up to four binary digits, or LIMIT: an eighth more at most, so that widening
 * along a chain of calls does not run away, and a few hundred steps at most until LIMIT. */
static int128 round_up(int128 number, int128 limit)
{
    int128 unit = 1;
    while (number / unit >= 16)
        unit *= 2;
    int128 rounded = number > limit - unit ? limit : (number + unit - 1) / unit * unit;
    return lower(rounded, limit);
}

static struct interval interval_widen(struct interval a, struct interval limits)
{
    return (struct interval){ a.low < 0 ? -round_up(-a.low, -limits.low) : lower(a.low, 0),
                              a.high > 0 ? round_up(a.high, limits.high) : 0 };
}

struct extent extent_widen(struct arena *arena, struct extent extent, struct type type)
{
    if (extent.none)
        return extent;
    if (type.kind == TYPE_LIST) {
        extent.count = (uint64_t)round_up((int128)extent.count, (int128)INT64_MAX);
        if (extent.element) {
            struct extent element = extent_widen(arena, *extent.element, *type.element);
            return extent_list(arena, extent.count, element);
        }
        return extent;
    }
    struct interval limits = type_limits(type);
    extent.main = interval_widen(extent.main, limits);
    if (type.kind == TYPE_PERIOD)
        extent.days = interval_widen(extent.days, limits);
    return extent;
}
