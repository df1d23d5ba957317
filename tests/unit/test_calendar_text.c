/* test_calendar_text.c - days, instants, periods and durations as they are read and written. */
#include "interp/value/calendar.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>

/* What the header promises, in the slowest way. */
static bool is_date(const char *text)
{
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return false;
    int year = atoi(text), month = atoi(text + 5), day = atoi(text + 8);
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

static void a_date_with_any_other_byte_is_read_as_its_digits_say(void **state)
{
    (void)state;
    static const char *const DATES[] = { "2021-02-28", "2020-02-29", "0001-01-01",
                                         "9999-12-31", "1900-03-01", "2000-10-10" };
    for (size_t i = 0; i < sizeof DATES / sizeof *DATES; i++)
        for (int place = 0; place < 10; place++)
            for (int byte = 0; byte < 256; byte++) {
                char text[11];
                int64_t date;
                memcpy(text, DATES[i], sizeof text);
                text[place] = (char)byte;
                bool accepted = date_parse((struct text){ text, 10 }, &date);
                if (accepted != is_date(text))
                    fail_msg("%s with byte %d at %d", DATES[i], byte, place);
                char out[CALENDAR_TEXT];
                if (accepted && date_format(date, out) == 10)
                    assert_string_equal(out, text);
            }
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "",           "2021-2-28",   "2021-02-28 ", " 2021-02-28", "2021-02-29", "1900-02-29",
        "2021-04-31", "2021-00-01",  "2021-13-01",  "2021-01-00",  "0000-01-01", "20210228",
        "2021/02/28", "+2021-02-28", "-021-02-28",  "2021-02-28Z"
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        int64_t date;
        if (date_parse(text_of(TEXTS[i]), &date))
            fail_msg("%s was accepted", TEXTS[i]);
    }
}

static void expect_instant(const char *text, const char *canonical)
{
    char out[CALENDAR_TEXT];
    int64_t instant = INTEGER_ABSENT;
    if (!instant_parse(text_of(text), &instant))
        fail_msg("%s is no instant", text);
    assert_int_equal(instant_format(instant, out), strlen(canonical));
    assert_string_equal(out, canonical);
}

static void an_instant_is_written_in_one_form(void **state)
{
    (void)state;
    expect_instant("2021-02-28T09:00:00Z", "2021-02-28T09:00:00Z");
    expect_instant("2021-02-28t09:00z", "2021-02-28T09:00:00Z");
    expect_instant("2021-02-28T09:00:00.500Z", "2021-02-28T09:00:00.5Z");
    expect_instant("2021-02-28T09:00:00.000000Z", "2021-02-28T09:00:00Z");
    expect_instant("2021-02-28T09:00:00.000001000Z", "2021-02-28T09:00:00.000001Z");
    expect_instant("2021-02-28T09:00:00+09:00", "2021-02-28T00:00:00Z");
    expect_instant("2021-03-01T00:30:00+01:00", "2021-02-28T23:30:00Z");
    expect_instant("2021-02-28T23:30-00:30", "2021-03-01T00:00:00Z");
    expect_instant("2021-02-28T09:00:00-00:00", "2021-02-28T09:00:00Z");
    expect_instant("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z");
    expect_instant("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
    expect_instant("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z");
}

static void what_is_no_instant_is_refused(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "",
        "2021-02-28",
        "2021-02-28T",
        "2021-02-28T09",
        "2021-02-28T09Z",
        "2021-02-28T09:00",
        "2021-02-28T09:00:00",
        "2021-02-28 09:00:00Z",
        "2021-02-29T09:00:00Z",
        "2021-02-28T24:00:00Z",
        "2021-02-28T23:60:00Z",
        "2021-02-28T23:59:60Z",
        "2021-02-28T9:00:00Z",
        "2021-02-28T09:0:00Z",
        "2021-02-28T09:00:0Z",
        "2021-02-28T09:00:00.Z",
        "2021-02-28T09:00:00,5Z",
        "2021-02-28T09:00.5Z",
        "2021-02-28T09:00:00.0000001Z",
        "2021-02-28T09:00:00.5",
        "2021-02-28T09:00:00ZZ",
        "2021-02-28T09:00:00Z ",
        "2021-02-28T09:00:00+09",
        "2021-02-28T09:00:00+0900",
        "2021-02-28T09:00:00+09:60",
        "2021-02-28T09:00:00+24:00",
        "2021-02-28T09:00:00+09:00:00",
        "2021-02-28T09:00:00~09:00",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        int64_t instant;
        if (instant_parse(text_of(TEXTS[i]), &instant))
            fail_msg("%s was accepted", TEXTS[i]);
    }
}

static void expect_period(const char *text, int32_t months, int32_t days, const char *canonical)
{
    struct period period = { PERIOD_ABSENT, 0 };
    char out[CALENDAR_TEXT];
    if (!period_parse(text_of(text), &period))
        fail_msg("%s is no period", text);
    assert_int_equal(period.months, months);
    assert_int_equal(period.days, days);
    assert_int_equal(period_format(period, out), strlen(canonical));
    assert_string_equal(out, canonical);
}

static void a_period_is_written_in_one_form(void **state)
{
    (void)state;
    expect_period("P1Y6M", 18, 0, "P1Y6M");
    expect_period("P18M", 18, 0, "P1Y6M");
    expect_period("P24M", 24, 0, "P2Y");
    expect_period("P10D", 0, 10, "P10D");
    expect_period("P2W", 0, 14, "P14D");
    expect_period("P1Y2M3W4D", 14, 25, "P1Y2M25D");
    expect_period("P0Y0M", 0, 0, "P0D");
    expect_period("-P0D", 0, 0, "P0D");
    expect_period("-P6M", -6, 0, "-P6M");
    expect_period("-P1Y3D", -12, -3, "-P1Y3D");
    expect_period("+P007D", 0, 7, "P7D");
    expect_period("P2147483647M", INT32_MAX, 0, "P178956970Y7M");
    expect_period("-P2147483647D", 0, -INT32_MAX, "-P2147483647D");
}

static void a_period_of_both_signs_shows_each(void **state)
{
    (void)state;
    char out[CALENDAR_TEXT];
    period_format((struct period){ 1, -3 }, out);
    assert_string_equal(out, "P1M-3D");
    period_format((struct period){ -14, 3 }, out);
    assert_string_equal(out, "P-1Y-2M3D");
    assert_true(period_format((struct period){ INT32_MAX, INT32_MIN }, out) < CALENDAR_TEXT);
    assert_string_equal(out, "P178956970Y7M-2147483648D");
}

static void what_is_no_period_is_refused(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "",
        "P",
        "-P",
        "6M",
        "P6",
        "PM",
        "P-6M",
        "--P6M",
        "p6m",
        "P6M1Y",
        "P1D2D",
        "P1D1W",
        "P1.5M",
        "P6M ",
        "PT24H",
        "P1DT2H",
        "P2147483648M",
        "P178956971Y",
        "P6M\001",
        "P6M-3D",
        "P6H",
        "P306783379W",
        "P99999999999999999999999D",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        struct period period;
        if (period_parse(text_of(TEXTS[i]), &period))
            fail_msg("%s was accepted", TEXTS[i]);
    }
    struct period period;
    assert_false(period_parse((struct text){ "P6M\0", 4 }, &period));
    assert_false(period_parse((struct text){ "P6\0", 3 }, &period));
}

static void expect_duration(const char *text, int64_t microseconds, const char *canonical)
{
    int64_t duration = INTEGER_ABSENT;
    char out[CALENDAR_TEXT];
    if (!duration_parse(text_of(text), &duration))
        fail_msg("%s is no duration", text);
    assert_int_equal(duration, microseconds);
    assert_int_equal(duration_format(duration, out), strlen(canonical));
    assert_string_equal(out, canonical);
}

static void a_duration_is_written_in_one_form(void **state)
{
    (void)state;
    expect_duration("PT24H", 86400000000, "PT24H");
    expect_duration("PT1H30M", 5400000000, "PT1H30M");
    expect_duration("PT90M", 5400000000, "PT1H30M");
    expect_duration("PT3661S", 3661000000, "PT1H1M1S");
    expect_duration("PT0S", 0, "PT0S");
    expect_duration("-PT0H", 0, "PT0S");
    expect_duration("-PT5M", -300000000, "-PT5M");
    expect_duration("PT0.5S", 500000, "PT0.5S");
    expect_duration("-PT1M0.000001S", -60000001, "-PT1M0.000001S");
    expect_duration("PT10S", 10000000, "PT10S");
    expect_duration("PT1.2500000000S", 1250000, "PT1.25S");
    expect_duration("PT9223372036854.775806S", INTEGER_LIMIT, "PT2562047788H54.775806S");
    expect_duration("-PT9223372036854.775806S", -INTEGER_LIMIT, "-PT2562047788H54.775806S");
}

static void what_is_no_duration_is_refused(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "",
        "PT",
        "P",
        "T1H",
        "PT1",
        "PTH",
        "PT1H1H",
        "PT1M1H",
        "PT1S1M",
        "PT1S1.5S",
        "PT0.5H",
        "PT1.S",
        "PT.5S",
        "PT0,5S",
        "PT0.0000001S",
        "PT-1S",
        "P1D",
        "P1DT2H",
        "P1W",
        "PT1Y",
        "PT24h",
        "PT24H ",
        "PT1H-30M",
        "PT1.5",
        "PT9223372036854.775807S",
        "PT99999999999999999999H",
        "PT2562047789H",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        int64_t duration;
        if (duration_parse(text_of(TEXTS[i]), &duration))
            fail_msg("%s was accepted", TEXTS[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_with_any_other_byte_is_read_as_its_digits_say),
        cmocka_unit_test(what_is_no_date_is_refused),
        cmocka_unit_test(an_instant_is_written_in_one_form),
        cmocka_unit_test(what_is_no_instant_is_refused),
        cmocka_unit_test(a_period_is_written_in_one_form),
        cmocka_unit_test(a_period_of_both_signs_shows_each),
        cmocka_unit_test(what_is_no_period_is_refused),
        cmocka_unit_test(a_duration_is_written_in_one_form),
        cmocka_unit_test(what_is_no_duration_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
