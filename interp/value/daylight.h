/* daylight.h - the rule by which a zone's clocks change every year: the TZ string of POSIX.
 *
 * "CET-1CEST,M3.5.0,M10.5.0/3": what a TZif file says of the time after its last transition. */
#ifndef CERTPOL_VALUE_DAYLIGHT_H
#define CERTPOL_VALUE_DAYLIGHT_H

#include "interp/value/calendar.h"

enum yearly_kind {
    YEARLY_DAY,              /* DAY of the year from 0, leap days counted */
    YEARLY_DAY_WITHOUT_LEAP, /* DAY of the year from 1, 29 February never counted */
    YEARLY_WEEKDAY /* in MONTH the WEEK-th DAY of the week, Sunday 0; week 5 is the last */
};

/* One change a year, SECOND seconds after a day's midnight (perhaps days before or after it). */
struct yearly {
    enum yearly_kind kind;
    int32_t day, month, week, second;
};

struct daylight {
    int32_t standard, summer; /* seconds to add to UTC; equal where clocks do not change */
    bool changes;
    struct yearly start, end; /* of summer time, by the clock that it ends */
};

/* Read TEXT, with the hours -167 to 167 of RFC 9636.  False where it is no TZ string, or one
 * without the days of its changes. */
bool daylight_parse(struct text text, struct daylight *daylight);

/* The wall clock at which the change is made in YEAR, in seconds since 1970-01-01 00:00. */
int64_t yearly_clock(struct yearly yearly, int32_t year);

#endif
