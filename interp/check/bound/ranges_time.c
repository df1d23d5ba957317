/* ranges_time.c - extents of dates and instants, and where adding months lands on a day that does
 * not exist.
 *
 * Knows of zones only that no clock is more than 26 hours away from UTC. */
#include "interp/check/bound/ranges.h"

enum { OFFSET_HOURS = 26 };

#define OFFSET_MARGIN ((int128)OFFSET_HOURS * 3600 * 1000000)

/* ---- the clock ---- */

/* An as-of instant lies in the years 1800 to 2999, as a date of any zone. */
static struct interval as_of_days(void)
{
    return (struct interval){ AS_OF_MIN / DAY_MICROSECONDS - 1, AS_OF_MAX / DAY_MICROSECONDS + 1 };
}

struct extent extent_today(void)
{
    struct interval days = as_of_days();
    return extent_of(days.low, days.high);
}

struct extent extent_now(void)
{
    struct interval days = as_of_days();
    return extent_of(days.low * DAY_MICROSECONDS, days.high * DAY_MICROSECONDS);
}

/* ---- days and instants ---- */

/* The day of INSTANT in UTC, for any number of microseconds. */
static int128 day_of(int128 instant)
{
    int128 day = instant / DAY_MICROSECONDS;
    return instant % DAY_MICROSECONDS < 0 ? day - 1 : day;
}

/* The days on which instants of INTERVAL can be, in any zone. */
static struct interval days_of(struct interval interval)
{
    return (struct interval){ day_of(interval.low - OFFSET_MARGIN),
                              day_of(interval.high + OFFSET_MARGIN) };
}

/* The instants that can be on a day of INTERVAL, in any zone. */
static struct interval instants_of(struct interval interval)
{
    return (struct interval){ interval.low * DAY_MICROSECONDS - OFFSET_MARGIN,
                              (interval.high + 1) * DAY_MICROSECONDS + OFFSET_MARGIN };
}

struct extent extent_date_of(struct extent instant)
{
    instant.main = days_of(instant.main);
    return instant;
}

struct extent extent_start_of(struct extent date)
{
    struct interval instants = instants_of(date.main);
    date.main = (struct interval){ instants.low, instants.high - DAY_MICROSECONDS };
    return date;
}

/* ---- adding months ---- */

static struct interval cut(struct interval interval, struct interval limits)
{
    return (struct interval){ interval.low < limits.low ? limits.low : interval.low,
                              interval.high > limits.high ? limits.high : interval.high };
}

static int64_t add_period(int128 date, int128 months, int128 days, enum rounding rounding)
{
    return date_add((int64_t)date, (struct period){ (int32_t)months, (int32_t)days }, rounding);
}

/* Later dates, more months and more days all lead later. */
static struct interval shift_days(struct interval dates, const struct extent *period,
                                  enum rounding rounding)
{
    struct interval limits = type_limits((struct type){ .kind = TYPE_PERIOD });
    struct interval months = cut(period->main, limits), days = cut(period->days, limits);
    dates = cut(dates, type_limits((struct type){ .kind = TYPE_DATE }));
    enum rounding least = rounding == ROUNDING_NONE ? ROUNDING_DOWN : rounding;
    enum rounding most = rounding == ROUNDING_NONE ? ROUNDING_UP : rounding;
    return (struct interval){ add_period(dates.low, months.low, days.low, least),
                              add_period(dates.high, months.high, days.high, most) };
}

/* ---- where a rounding is needed ---- */

/* A last day of a month, in 2021 if there is one and near it otherwise, that plus MONTHS is no day;
 * false where there is none (after 400 years the calendar repeats). */
static bool ambiguous_day(int64_t months, int64_t *date)
{
    enum { MONTHS_TO_AUGUST = 7, MONTHS_OF_400_YEARS = 4800 };
    const int32_t year = 2021;
    for (int32_t i = 0; i < MONTHS_OF_400_YEARS; i++) {
        int32_t month = year * 12 + MONTHS_TO_AUGUST - i;
        struct civil civil = { month / 12, month % 12 + 1, 0 };
        civil.day = days_in_month(civil.year, civil.month);
        *date = date_from_civil(civil);
        if (date_add_is_ambiguous(*date, (struct period){ .months = (int32_t)(months % 4800) }))
            return true;
    }
    return false;
}

/* The months of PERIOD, other than none, that are the fewest. */
static int64_t fewest_months(const struct extent *period)
{
    int128 step = period->months_step, low = period->main.low, high = period->main.high;
    if (step == 0)
        return 0;
    if (low > 0)
        return (int64_t)((low + step - 1) / step * step);
    if (high < 0)
        return (int64_t) - ((-high + step - 1) / step * step);
    return (int64_t)(high >= step ? step : low <= -step ? -step : 0);
}

/* Adding PERIOD to DATES can land on no day: say so with an example.  Where the fewest months never
 * do (400 years), the next more may. */
static void check_rounding(struct walk *walk, const struct node *node, struct interval dates,
                           const struct extent *period)
{
    struct interval limits = type_limits((struct type){ .kind = TYPE_PERIOD });
    if (!walk->ranges->policy->name || !interval_within(period->main, limits) ||
        (walk->ranges->policy->rounding != ROUNDING_NONE && !walk->ranges->pedantic))
        return;
    int64_t months = fewest_months(period), date = (int64_t)dates.low;
    if (dates.low == dates.high && period->main.low == period->main.high) {
        if (date_add_is_ambiguous(date, (struct period){ .months = (int32_t)months }))
            complain_needs_rounding(walk, node, date, months);
        return;
    }
    int64_t more = months + (months < 0 ? -period->months_step : period->months_step);
    if (ambiguous_day(months, &date))
        complain_needs_rounding(walk, node, date, months);
    else if (interval_within((struct interval){ more, more }, period->main) &&
             ambiguous_day(more, &date))
        complain_needs_rounding(walk, node, date, more);
}

struct extent extent_shift(struct walk *walk, const struct node *node, struct extent first,
                           struct extent period)
{
    enum { DAYS_OF_A_MONTH = 31 };
    bool instant = node->type.kind == TYPE_INSTANT;
    struct interval dates = instant ? days_of(first.main) : first.main;
    check_rounding(walk, node, dates, &period);
    struct extent days = period;
    days.main =
        interval_multiply(period.main, (struct interval){ DAYS_OF_A_MONTH, DAYS_OF_A_MONTH });
    days.main = interval_add(days.main, period.days);
    first.blame = blame_of_sum(first, 1, days, instant ? DAY_MICROSECONDS : 1);
    dates = shift_days(dates, &period, walk->ranges->policy->rounding);
    first.main = instant ? instants_of(dates) : dates;
    return first;
}

struct extent extent_units(struct walk *walk, const struct node *node, struct extent from,
                           struct extent to)
{
    enum rounding rounding = walk->ranges->policy->rounding;
    if (node->unit != UNIT_DAYS) {
        int64_t months = node->unit == UNIT_YEARS ? 12 : 1;
        struct extent unit = { .main = { months, months }, .months_step = months };
        check_rounding(walk, node, (struct interval){ DATE_MIN, DATE_MAX }, &unit);
        if (rounding == ROUNDING_NONE)
            rounding = ROUNDING_DOWN;
    }
    struct extent units = extent_of(units_between((int64_t)from.main.high, (int64_t)to.main.low,
                                                  node->unit, rounding),
                                    units_between((int64_t)from.main.low, (int64_t)to.main.high,
                                                  node->unit, rounding));
    units.blame = blame_both(from.blame, to.blame);
    return units;
}
