/* test_zone.c - what days and wall clocks are in the time zones of the system's database. */
#include "interp/value/zone.h"

#include <time.h>

#include "tests/unit/zone_files.h"

static int64_t instant_of_text(const char *text)
{
    int64_t instant = INTEGER_ABSENT;
    if (!instant_parse(text_of(text), &instant))
        fail_msg("%s is no instant", text);
    return instant;
}

static int64_t date_of_text(const char *text)
{
    int64_t date = INTEGER_ABSENT;
    if (!date_parse(text_of(text), &date))
        fail_msg("%s is no day", text);
    return date;
}

static void expect_start(const char *name, const char *date, const char *instant)
{
    struct arena arena = { 0 };
    char out[CALENDAR_TEXT];
    instant_format(zone_start_of(zone_named(&arena, name), date_of_text(date)), out);
    if (strcmp(out, instant) != 0)
        fail_msg("%s: %s begins %s, not %s", name, date, out, instant);
    arena_free(&arena);
}

static void expect_day(const char *name, const char *instant, const char *date)
{
    struct arena arena = { 0 };
    char out[CALENDAR_TEXT];
    date_format(zone_date_of(zone_named(&arena, name), instant_of_text(instant)), out);
    if (strcmp(out, date) != 0)
        fail_msg("%s: %s is %s, not %s", name, instant, out, date);
    arena_free(&arena);
}

static void expect_offset(const char *name, const char *instant, int64_t minutes)
{
    struct arena arena = { 0 };
    int64_t offset = zone_offset(zone_named(&arena, name), instant_of_text(instant));
    if (offset != minutes * 60000000)
        fail_msg("%s: %s has %lld microseconds", name, instant, (long long)offset);
    arena_free(&arena);
}

static void expect_sum(const char *name, const char *instant, struct period period,
                       enum rounding rounding, const char *sum)
{
    struct arena arena = { 0 };
    char out[CALENDAR_TEXT];
    instant_format(zone_add(zone_named(&arena, name), instant_of_text(instant), period, rounding),
                   out);
    if (strcmp(out, sum) != 0)
        fail_msg("%s: %s leads to %s, not %s", name, instant, out, sum);
    arena_free(&arena);
}

/* Tests that name zones need the database. */
static int need_database(void **state)
{
    (void)state;
    struct stat status;
    if (stat(ZONE_FOLDER "/Asia/Seoul", &status) != 0)
        skip();
    return 0;
}

static void utc_needs_no_file(void **state)
{
    (void)state;
    expect_offset("UTC", "2021-07-01T00:00:00Z", 0);
    expect_day("UTC", "1969-12-31T23:59:59.999999Z", "1969-12-31");
    expect_start("UTC", "2021-07-01", "2021-07-01T00:00:00Z");
    expect_start("UTC", "0001-01-01", "0001-01-01T00:00:00Z");
    expect_day("UTC", "9999-12-31T23:59:59.999999Z", "9999-12-31");
}

static void a_name_never_leaves_the_database(void **state)
{
    need_database(state);
    static const char *const NAMES[] = {
        "",
        "/",
        "..",
        "../zoneinfo/UTC",
        "Asia/../Asia/Seoul",
        "./UTC",
        "Asia//Seoul",
        "Asia/Seoul/",
        "/Asia/Seoul",
        "/usr/share/zoneinfo/UTC",
        "Asia",
        "Asia/Nowhere",
        "Asia/Seoul ",
        "asia\\seoul",
        "Asia/Seoul\n",
        "tzdata.zi",
        "zone.tab",
        "leapseconds",
        "localtime",
        "posixrules",
        "posix/localtime",
        "Asia/S\xc3\xa9oul",
    };
    struct arena arena = { 0 };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (zone_load(&arena, NAMES[i]))
            fail_msg("%s was accepted", NAMES[i]);
    char name[10000];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_null(zone_load(&arena, name));
    arena_free(&arena);
}

static void a_zone_that_counts_leap_seconds_is_refused(void **state)
{
    need_database(state);
    struct stat status;
    struct arena arena = { 0 };
    if (stat(ZONE_FOLDER "/right/UTC", &status) == 0)
        assert_null(zone_load(&arena, "right/UTC"));
    struct tzif tzif = { .version = '2', .types = 1, .leaps = 1 };
    struct tzif_file file = tzif_write(&tzif);
    assert_null(tzif_read(&arena, file.bytes, file.length));
    arena_free(&arena);
}

static void the_database_has_a_version(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    const char *version = zone_database_version(&arena);
    FILE *file = fopen(ZONE_FOLDER "/tzdata.zi", "r");
    if (file) {
        char line[64], expected[64];
        assert_non_null(fgets(line, sizeof line, file));
        fclose(file);
        assert_int_equal(sscanf(line, "# version %63s", expected), 1);
        assert_string_equal(version, expected);
    }
    assert_true(strlen(version) >= 5);
    arena_free(&arena);
}

static void clocks_change_at_the_second(void **state)
{
    need_database(state);
    expect_offset("Asia/Seoul", "2021-07-01T00:00:00Z", 540);
    expect_offset("America/New_York", "2021-03-14T06:59:59.999999Z", -300);
    expect_offset("America/New_York", "2021-03-14T07:00:00Z", -240);
    expect_offset("America/New_York", "2021-11-07T05:59:59.999999Z", -240);
    expect_offset("America/New_York", "2021-11-07T06:00:00Z", -300);
    expect_offset("Asia/Kathmandu", "2021-07-01T00:00:00Z", 345);
}

/* The rule of the file's last line: the second Sunday of March, the first of November; the last
 * Sundays of March and October; the first Sundays of April and October. */
static void the_last_rule_holds_for_ever(void **state)
{
    need_database(state);
    expect_offset("America/New_York", "2999-03-10T06:59:59Z", -300);
    expect_offset("America/New_York", "2999-03-10T07:00:00Z", -240);
    expect_offset("America/New_York", "2999-11-03T05:59:59Z", -240);
    expect_offset("America/New_York", "2999-11-03T06:00:00Z", -300);
    expect_offset("Europe/Berlin", "9999-03-28T00:59:59Z", 60);
    expect_offset("Europe/Berlin", "9999-03-28T01:00:00Z", 120);
    expect_offset("Europe/Dublin", "9999-10-31T00:59:59Z", 60);
    expect_offset("Europe/Dublin", "9999-10-31T01:00:00Z", 0);
    expect_offset("Australia/Sydney", "2500-04-03T15:59:59Z", 660);
    expect_offset("Australia/Sydney", "2500-04-03T16:00:00Z", 600);
    expect_offset("Australia/Sydney", "9999-12-31T23:00:00Z", 660);
    expect_start("America/New_York", "9999-07-04", "9999-07-04T04:00:00Z");
    expect_day("America/New_York", "9999-07-04T03:59:59.999999Z", "9999-07-03");
}

static void a_day_without_midnight_begins_when_the_gap_ends(void **state)
{
    need_database(state);
    expect_start("America/Sao_Paulo", "2017-10-15", "2017-10-15T03:00:00Z");
    expect_day("America/Sao_Paulo", "2017-10-15T02:59:59.999999Z", "2017-10-14");
    expect_start("Africa/Cairo", "2023-04-28", "2023-04-27T22:00:00Z");
    expect_start("Asia/Beirut", "2021-03-28", "2021-03-27T22:00:00Z");
    expect_start("America/Havana", "2021-03-14", "2021-03-14T05:00:00Z");
}

/* Newfoundland used to put its clocks back at one minute past midnight. */
static void a_day_that_has_begun_does_not_end_when_clocks_go_back(void **state)
{
    need_database(state);
    expect_day("America/St_Johns", "2010-11-07T02:29:59.999999Z", "2010-11-06");
    expect_day("America/St_Johns", "2010-11-07T02:30:00Z", "2010-11-07");
    expect_day("America/St_Johns", "2010-11-07T02:31:00Z", "2010-11-07"); /* 23:01 on the 6th */
    expect_day("America/St_Johns", "2010-11-07T03:31:00Z", "2010-11-07");
    expect_start("America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z");
    expect_start("America/St_Johns", "2010-11-08", "2010-11-08T03:30:00Z");
    /* Clocks that go back at midnight sharp never showed the new day. */
    expect_start("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z");
    expect_start("Africa/Cairo", "2023-10-27", "2023-10-26T22:00:00Z");
}

static void a_day_that_was_left_out_begins_with_the_next(void **state)
{
    need_database(state);
    expect_start("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z");
    expect_start("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z");
    expect_start("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z");
    expect_day("Pacific/Apia", "2011-12-30T09:59:59.999999Z", "2011-12-29");
    expect_day("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31");
    expect_start("Pacific/Kwajalein", "1993-08-21", "1993-08-21T12:00:00Z");
    expect_start("Pacific/Kwajalein", "1993-08-22", "1993-08-21T12:00:00Z");
}

static void a_period_keeps_the_wall_clock(void **state)
{
    need_database(state);
    const struct period day = { 0, 1 }, month = { 1, 0 };
    expect_sum("UTC", "2021-01-31T10:00:00.5Z", month, ROUNDING_DOWN, "2021-02-28T10:00:00.5Z");
    expect_sum("UTC", "2021-01-31T10:00:00Z", month, ROUNDING_UP, "2021-03-01T10:00:00Z");
    expect_sum("America/New_York", "2021-03-13T17:00:00Z", day, ROUNDING_DOWN,
               "2021-03-14T16:00:00Z");
    expect_sum("America/New_York", "2021-11-06T16:00:00Z", day, ROUNDING_DOWN,
               "2021-11-07T17:00:00Z");
    /* 31 January 23:30 there is 1 February here. */
    expect_sum("America/New_York", "2021-02-01T04:30:00Z", month, ROUNDING_DOWN,
               "2021-03-01T04:30:00Z");
    expect_sum("Europe/Berlin", "2021-06-30T22:00:00Z", (struct period){ 12 * 5000, 0 },
               ROUNDING_DOWN, "7021-06-30T22:00:00Z");
}

static void a_wall_clock_in_a_gap_is_later_by_the_gap(void **state)
{
    need_database(state);
    const struct period day = { 0, 1 };
    expect_sum("America/New_York", "2021-03-13T07:30:00Z", day, ROUNDING_DOWN,
               "2021-03-14T07:30:00Z"); /* 2:30 becomes 3:30 */
    expect_sum("America/New_York", "2021-03-13T07:00:00Z", day, ROUNDING_DOWN,
               "2021-03-14T07:00:00Z");
    expect_sum("Pacific/Apia", "2011-12-29T20:00:00Z", day, ROUNDING_DOWN,
               "2011-12-30T20:00:00Z"); /* the 29th at 10:00 becomes the 31st at 10:00 */
}

static void a_wall_clock_shown_twice_is_the_earlier(void **state)
{
    need_database(state);
    const struct period day = { 0, 1 };
    expect_sum("America/New_York", "2021-11-06T05:30:00Z", day, ROUNDING_DOWN,
               "2021-11-07T05:30:00Z");
    expect_sum("America/New_York", "2021-11-08T06:30:00Z", (struct period){ 0, -1 }, ROUNDING_DOWN,
               "2021-11-07T05:30:00Z");
    expect_sum("America/New_York", "2021-11-06T05:59:59.999999Z", day, ROUNDING_DOWN,
               "2021-11-07T05:59:59.999999Z");
    expect_sum("America/New_York", "2021-11-06T06:00:00Z", day, ROUNDING_DOWN,
               "2021-11-07T07:00:00Z");
}

static void the_longest_period_does_not_overflow(void **state)
{
    need_database(state);
    struct arena arena = { 0 };
    const struct zone *zone = zone_named(&arena, "Europe/Berlin");
    const struct period longest = { INT32_MAX, INT32_MAX }, shortest = { -INT32_MAX, -INT32_MAX };
    assert_true(zone_add(zone, INSTANT_MAX, longest, ROUNDING_UP) > INSTANT_MAX);
    assert_true(zone_add(zone, INSTANT_MIN, shortest, ROUNDING_UP) < INSTANT_MIN);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utc_needs_no_file),
        cmocka_unit_test(a_name_never_leaves_the_database),
        cmocka_unit_test(a_zone_that_counts_leap_seconds_is_refused),
        cmocka_unit_test(the_database_has_a_version),
        cmocka_unit_test(clocks_change_at_the_second),
        cmocka_unit_test(the_last_rule_holds_for_ever),
        cmocka_unit_test(a_day_without_midnight_begins_when_the_gap_ends),
        cmocka_unit_test(a_day_that_has_begun_does_not_end_when_clocks_go_back),
        cmocka_unit_test(a_day_that_was_left_out_begins_with_the_next),
        cmocka_unit_test(a_period_keeps_the_wall_clock),
        cmocka_unit_test(a_wall_clock_in_a_gap_is_later_by_the_gap),
        cmocka_unit_test(a_wall_clock_shown_twice_is_the_earlier),
        cmocka_unit_test(the_longest_period_does_not_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
