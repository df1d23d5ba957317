/* calendar.c - arithmetic on days of the proleptic Gregorian calendar; knows no text and no zone.
 */
#include "interp/value/calendar.h"

#include "interp/value/civil.h"

int32_t days_in_month(int32_t year, int32_t month)
{
    return (int32_t)month_length((uint32_t)year + ORIGIN_YEARS, (uint32_t)month);
}

int64_t date_from_civil(struct civil civil)
{
    return date_before_month((uint32_t)civil.year + ORIGIN_YEARS, (uint32_t)civil.month) +
           civil.day;
}

struct civil date_to_civil(int64_t date)
{
    return civil_of_date(date);
}

/* Where adding MONTHS to a day lands, before rounding. */
struct landing {
    int64_t before; /* the day before the month begins */
    int32_t day;    /* the wanted day of it */
    uint32_t year, month;
};

static inline struct landing land(int64_t date, int32_t months)
{
    struct civil civil = civil_of_date(date);
    uint64_t index =
        (uint64_t)((int64_t)civil.year * YEAR_MONTHS + civil.month - 1 + months + ORIGIN_MONTHS);
    uint32_t year = (uint32_t)(index / YEAR_MONTHS), month = (uint32_t)(index % YEAR_MONTHS) + 1;
    return (struct landing){ date_before_month(year, month), civil.day, year, month };
}

static inline int32_t length_of(const struct landing *landing)
{
    return (int32_t)month_length(landing->year, landing->month);
}

int64_t date_add(int64_t date, struct period period, enum rounding rounding)
{
    if (period.months == 0)
        return date + period.days;
    struct landing landing = land(date, period.months);
    int32_t day = landing.day;
    if (day > MONTH_DAYS_MIN) {
        /* The first day of the next month is one past the last day of this one. */
        int32_t limit = length_of(&landing) + (rounding == ROUNDING_UP);
        day = day < limit ? day : limit;
    }
    return landing.before + day + period.days;
}

bool date_add_is_ambiguous(int64_t date, struct period period)
{
    struct landing landing = land(date, period.months);
    return landing.day > length_of(&landing);
}

/* Adding the difference of the calendar months lands in the month of TO, or on the day after it;
 * one month less never lands after TO.  So only the days decide, and a day that the month of TO
 * does not have is its last day or behind it. */
static int64_t months_between(int64_t from, int64_t to, enum rounding rounding)
{
    struct civil a = civil_of_date(from), b = civil_of_date(to);
    int64_t months = ((int64_t)b.year - a.year) * YEAR_MONTHS + b.month - a.month;
    bool reached =
        a.day <= b.day || (rounding != ROUNDING_UP && b.day == days_in_month(b.year, b.month));
    return months - !reached;
}

int64_t units_between(int64_t from, int64_t to, enum unit unit, enum rounding rounding)
{
    if (unit == UNIT_DAYS)
        return to - from;
    int64_t months = months_between(from, to, rounding);
    if (unit == UNIT_MONTHS)
        return months;
    return (months + ORIGIN_MONTHS) / YEAR_MONTHS - ORIGIN_YEARS;
}

int64_t date_of_instant(int64_t instant)
{
    return instant / DAY_MICROSECONDS - (instant % DAY_MICROSECONDS < 0);
}
