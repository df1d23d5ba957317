/* civil.h - the arithmetic between days and years, months, days; for calendar.c and
 * calendar_text.c.
 *
 * It follows Cassio Neri and Lorenz Schneider, "Euclidean affine functions and their application to
 * calendar algorithms" (Software: Practice and Experience 53, 2023): a year begins in March, so
 * that the leap day is its last, and divisions become multiplications.  Days and years are counted
 * from a 1 March so long ago that no count is negative, whatever period was added to a day of the
 * calendar. */
#ifndef CERTPOL_VALUE_CIVIL_H
#define CERTPOL_VALUE_CIVIL_H

#include "interp/value/calendar.h"

enum {
    YEAR_MONTHS = 12,
    MONTH_DAYS_MIN = 28, /* that every month has */
    CYCLE_YEARS = 400,   /* after which the calendar repeats */
    CYCLE_DAYS = 146097,
    CYCLES = 1 << 20, /* from the count's origin to the year 0 */
    ORIGIN_YEARS = CYCLES * CYCLE_YEARS
};

static const int64_t ORIGIN_MONTHS = (int64_t)ORIGIN_YEARS * YEAR_MONTHS;
/* Days from the origin to 1970-01-01, which is 719468 days after 0000-03-01. */
static const int64_t ORIGIN_DAYS = (int64_t)CYCLES * CYCLE_DAYS + 719468;

/* Months other than February alternate between 31 and 30 days, starting anew in August.  YEAR may
 * be counted from the origin or not: cycles have whole hundreds and sixteens of years. */
static inline uint32_t month_length(uint32_t year, uint32_t month)
{
    bool leap = (year & (year % 25 == 0 ? 15 : 3)) == 0;
    return month == 2 ? 28u + leap : 30 | (month ^ (month >> 3));
}

/* The day before the first of MONTH in YEAR, a count from the origin. */
static inline int64_t date_before_month(uint32_t year, uint32_t month)
{
    bool in_next = month <= 2; /* January and February end the year that began in March */
    uint32_t march_year = year - in_next;
    uint32_t march_month = in_next ? month + YEAR_MONTHS : month;
    uint32_t century = march_year / 100;
    int64_t days = (int64_t)((uint64_t)march_year * 1461 / 4) - century + century / 4;
    return days + (979 * march_month - 2919) / 32 - ORIGIN_DAYS - 1;
}

static inline struct civil civil_of_date(int64_t date)
{
    uint64_t century_term = 4 * (uint64_t)(date + ORIGIN_DAYS) + 3;
    uint32_t century = (uint32_t)(century_term / CYCLE_DAYS);
    uint32_t year_term = (uint32_t)(century_term % CYCLE_DAYS) | 3;

    /* year_term / 1461 and its remainder's quarter, by the fraction 2939745 / 2^32 */
    uint64_t product = (uint64_t)year_term * 2939745;
    uint32_t day_of_year = (uint32_t)product / 2939745 / 4;
    uint32_t year = century * 100 + (uint32_t)(product >> 32) - ORIGIN_YEARS;

    uint32_t month_term = day_of_year * 2141 + 197913;
    uint32_t month = month_term >> 16;
    bool in_next = day_of_year >= 306; /* from 1 January on */
    return (struct civil){
        .year = (int32_t)(year + in_next),
        .month = (int32_t)(in_next ? month - YEAR_MONTHS : month),
        .day = (int32_t)((month_term & 0xffff) / 2141) + 1,
    };
}

#endif
