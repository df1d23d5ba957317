/* calendar.h - days, instants, periods and durations; knows no time zone but UTC.
 *
 * The proleptic Gregorian calendar, years 0001 to 9999.  A date is a count of days since
 * 1970-01-01, an instant one of microseconds since 1970-01-01T00:00:00Z, a duration one of
 * microseconds. */
#ifndef CERTPOL_VALUE_CALENDAR_H
#define CERTPOL_VALUE_CALENDAR_H

#include <stddef.h>

#include "interp/value/value.h"

#define DATE_MIN ((int64_t)-719162) /* 0001-01-01 */
#define DATE_MAX ((int64_t)2932896) /* 9999-12-31 */
#define DAY_MICROSECONDS ((int64_t)86400000000)
#define INSTANT_MIN (DATE_MIN * DAY_MICROSECONDS)
#define INSTANT_MAX ((DATE_MAX + 1) * DAY_MICROSECONDS - 1)

/* When a policy may be evaluated: the days 1800-01-01 to 2999-12-31 of any zone.  It is the usual
 * range of a date field, and leaves room for adding any period of a policy. */
#define AS_OF_MIN ((int64_t)-62092 * DAY_MICROSECONDS)
#define AS_OF_MAX ((int64_t)376201 * DAY_MICROSECONDS)

struct civil {
    int32_t year, month, day; /* month 1-12, day 1-31 */
};

/* What to do where adding months lands on a day that the month does not have. */
enum rounding {
    ROUNDING_NONE, /* the policy says nothing; the checker lets no such addition through */
    ROUNDING_DOWN, /* the month's last day */
    ROUNDING_UP    /* the next month's first day */
};

enum unit { UNIT_DAYS, UNIT_MONTHS, UNIT_YEARS };

int64_t date_from_civil(struct civil civil); /* a day that exists */
struct civil date_to_civil(int64_t date);
int32_t days_in_month(int32_t year, int32_t month);

/* DATE plus PERIOD: years and months first, one rounding, then days.  The sum may leave the
 * calendar's range but never overflows, for any date in range and any period. */
int64_t date_add(int64_t date, struct period period, enum rounding rounding);

/* Does the addition land on a day that does not exist? */
bool date_add_is_ambiguous(int64_t date, struct period period);

/* The largest n with FROM + n UNITS <= TO under ROUNDING; negative where TO is before FROM. */
int64_t units_between(int64_t from, int64_t to, enum unit unit, enum rounding rounding);

/* The UTC day of INSTANT. */
int64_t date_of_instant(int64_t instant);

/* "2021-02-28": ten characters, a day that exists.  False otherwise. */
bool date_parse(struct text text, int64_t *date);

/* RFC 3339 with an offset (Z, z, +hh:mm, -hh:mm; T or t), seconds optional as in ISO 8601, a
 * fraction of up to six digits (more only if zero).  No leap second (:60), no 24:00.  False
 * otherwise. */
bool instant_parse(struct text text, int64_t *instant);

/* ISO 8601: P1Y6M, P10D, P2W; a sign in front.  Only whole years, months, weeks, days.  False
 * otherwise, also where it does not fit. */
bool period_parse(struct text text, struct period *period);

/* ISO 8601: PT24H, PT1H30M, PT0.5S, P1DT2H is refused (days are a period's).  False otherwise. */
bool duration_parse(struct text text, int64_t *duration);

enum { CALENDAR_TEXT = 48 }; /* room that any of the below needs, with a NUL */

/* Write in the one canonical form; return the length.  Dates and instants in range. */
size_t date_format(int64_t date, char *out); /* 2021-02-28 */
size_t instant_format(int64_t instant,
                      char *out); /* 2021-02-28T09:00:00Z, .5Z: a fraction only if any */
size_t period_format(struct period period,
                     char *out); /* P1Y6M, P10D, P0D, -P6M (sign in front; P1M-3D where mixed) */
size_t duration_format(int64_t duration, char *out); /* PT24H, PT1H30M, PT0S, -PT5M */

#endif
