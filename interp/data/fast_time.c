/* fast_time.c - the tables of fast_time.h, from calendar.h. */
#include "interp/data/fast_time.h"

#include "interp/value/calendar.h"

static void fill_years(struct fast_calendar *calendar)
{
    int32_t first = (int32_t)DATE_MIN;
    for (int32_t year = 1; year < FAST_YEARS; year++) {
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        calendar->years[year] = 2 * first + leap;
        first += 365 + leap;
    }
}

static void fill_days(int16_t days[FAST_DAYS], int32_t year)
{
    int16_t number = 0;
    for (int i = 0; i < FAST_DAYS; i++)
        days[i] = -1;
    for (int month = 1; month <= 12; month++)
        for (int day = 1; day <= days_in_month(year, month); day++)
            days[64 * month + day] = number++;
}

/* There is no year 0: its days are out of every field's range. */
void fast_calendar_fill(struct fast_calendar *calendar)
{
    calendar->years[0] = 2 * (int32_t)(DATE_MIN - 1000);
    fill_years(calendar);
    fill_days(calendar->days[0], 1);
    fill_days(calendar->days[1], 4);
}
