/* test_calendar.c - facts of the calendar, and a comparison with the C library's. */
#include "interp/value/calendar.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

static const enum rounding ROUNDINGS[] = { ROUNDING_DOWN, ROUNDING_UP };

/* A row of numbers that is the same on every machine (xorshift64, George Marsaglia, 2003). */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static int64_t random_between(uint64_t *state, int64_t least, int64_t most)
{
    return least + (int64_t)(next_random(state) % (uint64_t)(most - least + 1));
}

static int64_t date_of_text(const char *text)
{
    int64_t date = INTEGER_ABSENT;
    if (!date_parse(text_of(text), &date))
        fail_msg("%s is no date", text);
    return date;
}

static int64_t instant_of_text(const char *text)
{
    int64_t instant = INTEGER_ABSENT;
    if (!instant_parse(text_of(text), &instant))
        fail_msg("%s is no instant", text);
    return instant;
}

static void expect_date(int64_t date, const char *text)
{
    char out[CALENDAR_TEXT];
    assert_int_equal(date_format(date, out), 10);
    assert_string_equal(out, text);
}

static void expect_sum(const char *date, struct period period, const char *down, const char *up)
{
    expect_date(date_add(date_of_text(date), period, ROUNDING_DOWN), down);
    expect_date(date_add(date_of_text(date), period, ROUNDING_UP), up);
    assert_int_equal(date_add_is_ambiguous(date_of_text(date), period), strcmp(down, up) != 0);
}

static void the_calendar_reaches_from_the_year_1_to_the_year_9999(void **state)
{
    (void)state;
    assert_int_equal(date_of_text("0001-01-01"), DATE_MIN);
    assert_int_equal(date_of_text("1970-01-01"), 0);
    assert_int_equal(date_of_text("9999-12-31"), DATE_MAX);
    expect_date(DATE_MIN, "0001-01-01");
    expect_date(DATE_MAX, "9999-12-31");
}

/* The rule itself, and one day after the other: no formula. */
static void every_day_follows_the_day_before(void **state)
{
    (void)state;
    static const int32_t LENGTHS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int64_t date = DATE_MIN;
    for (int32_t year = 1; year <= 9999; year++)
        for (int32_t month = 1; month <= 12; month++) {
            bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            int32_t length = LENGTHS[month - 1] + (leap && month == 2);
            if (days_in_month(year, month) != length)
                fail_msg("%d-%d has %d days", year, month, days_in_month(year, month));
            for (int32_t day = 1; day <= length; day++, date++) {
                struct civil civil = date_to_civil(date);
                if (civil.year != year || civil.month != month || civil.day != day ||
                    date_from_civil(civil) != date)
                    fail_msg("%04d-%02d-%02d went wrong", year, month, day);
            }
        }
    assert_int_equal(date, DATE_MAX + 1);
}

static void a_million_instants_read_as_the_c_library_reads_them(void **state)
{
    (void)state;
    uint64_t random = 20210731;
    for (int i = 0; i < 1000000; i++) {
        int64_t instant = random_between(&random, INSTANT_MIN, INSTANT_MAX);
        int64_t date = date_of_instant(instant);
        time_t seconds = (time_t)((instant - INSTANT_MIN) / 1000000 + INSTANT_MIN / 1000000);
        struct tm tm;
        assert_non_null(gmtime_r(&seconds, &tm));
        struct civil civil = date_to_civil(date);
        if (civil.year != tm.tm_year + 1900 || civil.month != tm.tm_mon + 1 ||
            civil.day != tm.tm_mday)
            fail_msg("%lld is another day", (long long)instant);

        tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
        assert_int_equal(timegm(&tm), date_from_civil(civil) * 86400);
        char text[64], written[CALENDAR_TEXT];
        gmtime_r(&seconds, &tm);
        snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900,
                 tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
        assert_int_equal(instant_of_text(text), (int64_t)seconds * 1000000);
        instant_format((int64_t)seconds * 1000000, written);
        assert_string_equal(written, text);
    }
}

static void an_instant_before_1970_is_on_the_day_that_had_begun(void **state)
{
    (void)state;
    assert_int_equal(date_of_instant(0), 0);
    assert_int_equal(date_of_instant(-1), -1);
    assert_int_equal(date_of_instant(-DAY_MICROSECONDS), -1);
    assert_int_equal(date_of_instant(-DAY_MICROSECONDS - 1), -2);
    assert_int_equal(date_of_instant(INSTANT_MIN), DATE_MIN);
    assert_int_equal(date_of_instant(INSTANT_MAX), DATE_MAX);
}

static void a_day_that_the_month_lacks_is_rounded_as_the_policy_says(void **state)
{
    (void)state;
    expect_sum("2021-08-31", (struct period){ -6, 0 }, "2021-02-28", "2021-03-01");
    expect_sum("2020-08-31", (struct period){ -6, 0 }, "2020-02-29", "2020-03-01");
    expect_sum("2021-01-29", (struct period){ 1, 0 }, "2021-02-28", "2021-03-01");
    expect_sum("2021-01-28", (struct period){ 1, 0 }, "2021-02-28", "2021-02-28");
    expect_sum("2020-02-29", (struct period){ 12, 0 }, "2021-02-28", "2021-03-01");
    expect_sum("2020-02-29", (struct period){ 48, 0 }, "2024-02-29", "2024-02-29");
    expect_sum("2000-02-29", (struct period){ 1200, 0 }, "2100-02-28", "2100-03-01");
    expect_sum("2021-10-31", (struct period){ 1, 0 }, "2021-11-30", "2021-12-01");
}

static void months_come_first_then_one_rounding_then_days(void **state)
{
    (void)state;
    expect_sum("2021-01-31", (struct period){ 1, 1 }, "2021-03-01", "2021-03-02");
    expect_sum("2021-01-31", (struct period){ 1, -1 }, "2021-02-27", "2021-02-28");
    expect_sum("2021-01-31", (struct period){ 2, 0 }, "2021-03-31", "2021-03-31");
    expect_sum("2021-12-31", (struct period){ 0, 1 }, "2022-01-01", "2022-01-01");
    expect_sum("2021-12-15", (struct period){ 1, 0 }, "2022-01-15", "2022-01-15");
    expect_sum("2021-01-15", (struct period){ -1, 0 }, "2020-12-15", "2020-12-15");
    expect_sum("2021-01-15", (struct period){ -13, -15 }, "2019-11-30", "2019-11-30");
}

/* 2^31 months less one is 178,956,970 years and 7 months; the calendar repeats after 400 years. */
static void the_longest_periods_leave_the_calendar_but_do_not_overflow(void **state)
{
    (void)state;
    int64_t far = date_add(DATE_MAX, (struct period){ INT32_MAX, INT32_MAX }, ROUNDING_UP);
    struct civil civil = date_to_civil(far - INT32_MAX);
    assert_int_equal(civil.year, 9999 + 178956970 + 1);
    assert_int_equal(civil.month, 7);
    assert_int_equal(civil.day, 31);

    int64_t early = date_add(DATE_MIN, (struct period){ -INT32_MAX, -INT32_MAX }, ROUNDING_DOWN);
    civil = date_to_civil(early + INT32_MAX);
    assert_int_equal(civil.year, 1 - 178956970 - 1);
    assert_int_equal(civil.month, 6);
    assert_int_equal(civil.day, 1);
}

static void expect_units(const char *from, const char *to, enum unit unit, int64_t down, int64_t up)
{
    int64_t a = date_of_text(from), b = date_of_text(to);
    assert_int_equal(units_between(a, b, unit, ROUNDING_DOWN), down);
    assert_int_equal(units_between(a, b, unit, ROUNDING_UP), up);
}

static void the_rounding_decides_when_a_month_is_full(void **state)
{
    (void)state;
    expect_units("2021-01-31", "2021-02-28", UNIT_MONTHS, 1, 0);
    expect_units("2021-01-31", "2021-03-01", UNIT_MONTHS, 1, 1);
    expect_units("2021-01-31", "2021-03-30", UNIT_MONTHS, 1, 1);
    expect_units("2021-01-31", "2021-03-31", UNIT_MONTHS, 2, 2);
    expect_units("2020-02-29", "2021-02-28", UNIT_YEARS, 1, 0);
    expect_units("2020-02-29", "2021-03-01", UNIT_YEARS, 1, 1);
    expect_units("2020-12-31", "2021-12-30", UNIT_YEARS, 0, 0);
    expect_units("2020-12-31", "2021-12-31", UNIT_YEARS, 1, 1);
    expect_units("2020-12-31", "2021-01-01", UNIT_YEARS, 0, 0);
}

static void units_are_counted_down_before_the_start(void **state)
{
    (void)state;
    expect_units("2021-03-01", "2021-02-28", UNIT_DAYS, -1, -1);
    expect_units("2021-03-01", "2021-02-28", UNIT_MONTHS, -1, -1);
    expect_units("2021-03-01", "2021-02-01", UNIT_MONTHS, -1, -1);
    expect_units("2021-03-01", "2021-01-31", UNIT_MONTHS, -2, -2);
    expect_units("2021-03-31", "2021-02-28", UNIT_MONTHS, -1, -2);
    expect_units("2021-03-01", "2021-02-28", UNIT_YEARS, -1, -1);
    expect_units("2021-01-01", "2020-01-01", UNIT_YEARS, -1, -1);
    expect_units("2021-01-01", "2019-12-31", UNIT_YEARS, -2, -2);
}

static void a_unit_count_is_the_largest_that_fits(void **state)
{
    (void)state;
    uint64_t random = 6;
    for (int i = 0; i < 1000000; i++) {
        int64_t from = random_between(&random, DATE_MIN, DATE_MAX);
        int64_t to = i % 2 ? random_between(&random, DATE_MIN, DATE_MAX)
                           : from + random_between(&random, -800, 800);
        enum rounding rounding = ROUNDINGS[i / 2 % 2];
        for (int32_t months = 1; months <= 12; months += 11) {
            enum unit unit = months == 1 ? UNIT_MONTHS : UNIT_YEARS;
            int32_t count = (int32_t)units_between(from, to, unit, rounding) * months;
            if (date_add(from, (struct period){ count, 0 }, rounding) > to ||
                date_add(from, (struct period){ count + months, 0 }, rounding) <= to)
                fail_msg("from %lld to %lld are not %d months", (long long)from, (long long)to,
                         count);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_calendar_reaches_from_the_year_1_to_the_year_9999),
        cmocka_unit_test(every_day_follows_the_day_before),
        cmocka_unit_test(a_million_instants_read_as_the_c_library_reads_them),
        cmocka_unit_test(an_instant_before_1970_is_on_the_day_that_had_begun),
        cmocka_unit_test(a_day_that_the_month_lacks_is_rounded_as_the_policy_says),
        cmocka_unit_test(months_come_first_then_one_rounding_then_days),
        cmocka_unit_test(the_longest_periods_leave_the_calendar_but_do_not_overflow),
        cmocka_unit_test(the_rounding_decides_when_a_month_is_full),
        cmocka_unit_test(units_are_counted_down_before_the_start),
        cmocka_unit_test(a_unit_count_is_the_largest_that_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
