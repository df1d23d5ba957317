/* test_tzif.c - time zone files made by hand, cut, and broken; the yearly rules at their ends. */
#include "interp/value/tzif.h"

#include <time.h>

#include "interp/value/daylight.h"
#include "tests/unit/zone_files.h"

static const int64_t SECOND = 1000000;

static const struct zone *read_zone(struct arena *arena, const struct tzif *tzif)
{
    struct tzif_file file = tzif_write(tzif);
    return tzif_read(arena, file.bytes, file.length);
}

static void expect_refusal(struct tzif tzif)
{
    struct arena arena = { 0 };
    assert_null(read_zone(&arena, &tzif));
    arena_free(&arena);
}

static int64_t offset_at(const struct zone *zone, const char *instant)
{
    int64_t number;
    assert_non_null(zone);
    assert_true(instant_parse(text_of(instant), &number));
    return zone_offset(zone, number) / SECOND;
}

/* Two transitions, in 2000 and in 2001. */
static struct tzif two_transitions(char version)
{
    return (struct tzif){ .version = version,
                          .count = 2,
                          .types = 3,
                          .at = { 946684800, 978307200 },
                          .type = { 1, 2 },
                          .offset = { 30472, 28800, 32400 } };
}

static void every_version_is_read(void **state)
{
    (void)state;
    static const char VERSIONS[] = { '\0', '2', '3', '4' };
    for (size_t i = 0; i < sizeof VERSIONS; i++) {
        struct arena arena = { 0 };
        struct tzif tzif = two_transitions(VERSIONS[i]);
        const struct zone *zone = read_zone(&arena, &tzif);
        assert_int_equal(offset_at(zone, "1999-12-31T23:59:59Z"), 30472);
        assert_int_equal(offset_at(zone, "2000-01-01T00:00:00Z"), 28800);
        assert_int_equal(offset_at(zone, "2000-12-31T23:59:59Z"), 28800);
        assert_int_equal(offset_at(zone, "2001-01-01T00:00:00Z"), 32400);
        assert_int_equal(offset_at(zone, "9999-12-31T00:00:00Z"), 32400);
        assert_int_equal(offset_at(zone, "0001-01-01T00:00:00Z"), 30472);
        arena_free(&arena);
    }
}

static void a_transition_before_the_calendar_says_what_it_begins_with(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct tzif tzif = two_transitions('2');
    tzif.at[0] = INT64_MIN;
    tzif.at[1] = INT64_MIN + 1;
    assert_int_equal(offset_at(read_zone(&arena, &tzif), "0001-01-01T00:00:00Z"), 32400);
    tzif.at[0] = INT64_MAX - 1;
    tzif.at[1] = INT64_MAX;
    assert_int_equal(offset_at(read_zone(&arena, &tzif), "9999-12-31T00:00:00Z"), 30472);
    arena_free(&arena);
}

static void a_file_that_contradicts_itself_is_refused(void **state)
{
    (void)state;
    struct tzif tzif = two_transitions('2');
    tzif.at[1] = tzif.at[0];
    expect_refusal(tzif);
    tzif.at[1] = tzif.at[0] - 1;
    expect_refusal(tzif);
    tzif = two_transitions('2');
    tzif.type[1] = 3;
    expect_refusal(tzif);
    tzif = two_transitions('2');
    tzif.offset[2] = 26 * 3600;
    expect_refusal(tzif);
    tzif.offset[2] = INT32_MIN;
    expect_refusal(tzif);
    tzif = two_transitions('2');
    tzif.types = 0;
    expect_refusal(tzif);
    tzif = two_transitions('2');
    tzif.footer = "CET";
    expect_refusal(tzif);
    tzif = two_transitions('2');
    tzif.footer = "AAA1BBB,J1/0,J1/0:0:01"; /* summer ends before it begins, and so on */
    struct arena arena = { 0 };
    assert_non_null(read_zone(&arena, &tzif));
    arena_free(&arena);
    tzif.footer = "AAA1BBB,J1/-167,J365/167"; /* one summer begins before the last has ended */
    expect_refusal(tzif);
}

static void counts_that_no_file_can_hold_are_refused(void **state)
{
    (void)state;
    struct tzif tzif = two_transitions('2');
    for (size_t field = 20; field < 44; field++) {
        struct arena arena = { 0 };
        struct tzif_file file = tzif_write(&tzif);
        file.bytes[field] = 0xff;
        assert_null(tzif_read(&arena, file.bytes, file.length));
        arena_free(&arena);
    }
}

static struct tzif_file read_database_file(const char *name)
{
    char path[256];
    struct tzif_file file = { .length = 0 };
    snprintf(path, sizeof path, ZONE_FOLDER "/%s", name);
    FILE *stream = fopen(path, "rb");
    if (!stream)
        skip();
    else {
        file.length = fread(file.bytes, 1, sizeof file.bytes, stream);
        fclose(stream);
    }
    return file;
}

/* Each cut is a block of its own, so that a sanitizer sees a step beyond it. */
static void a_file_that_was_cut_is_refused_wherever_it_was(void **state)
{
    (void)state;
    struct tzif_file file = read_database_file("Europe/Berlin");
    struct arena arena = { 0 };
    assert_non_null(tzif_read(&arena, file.bytes, file.length));
    for (size_t length = 0; length < file.length; length++) {
        unsigned char *cut = malloc(length + (length == 0));
        assert_non_null(cut);
        memcpy(cut, file.bytes, length);
        if (tzif_read(&arena, cut, length))
            fail_msg("the first %zu bytes were accepted", length);
        free(cut);
    }
    arena_free(&arena);
}

static void a_broken_file_is_refused_or_is_a_zone_like_any_other(void **state)
{
    (void)state;
    struct tzif_file original = read_database_file("America/New_York");
    unsigned random = 1, refused = 0, read = 0;
    for (int i = 0; i < 20000; i++) {
        struct tzif_file file = original;
        struct arena arena = { 0 };
        for (int changes = 1 + rand_r(&random) % 3; changes > 0; changes--) {
            size_t place = (size_t)rand_r(&random) % file.length;
            if (rand_r(&random) % 2)
                place = file.length - 1 - place % 40;
            file.bytes[place] =
                (unsigned char)(rand_r(&random) % 3 ? rand_r(&random) : '0' + i % 10);
        }
        const struct zone *zone = tzif_read(&arena, file.bytes, file.length);
        read += zone != NULL;
        refused += zone == NULL;
        for (int j = 0; zone && j < 50; j++) {
            int64_t instant = (int64_t)rand_r(&random) * 110000000 + j;
            int64_t date = zone_date_of(zone, instant);
            if (zone_start_of(zone, date) > instant || zone_start_of(zone, date + 1) <= instant)
                fail_msg("day %lld at %lld", (long long)date, (long long)instant);
            (void)zone_add(zone, instant, (struct period){ 1, j }, ROUNDING_UP);
        }
        arena_free(&arena);
    }
    assert_true(refused > 1000);
    assert_true(read > 1000);
}

static void a_text_that_is_no_rule_is_refused(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "",
        "A1",
        "AB1",
        "ABC",
        "1",
        "ABC25",
        "ABC1:60",
        "ABC1:00:60",
        "ABC1:",
        "<AB>1",
        "<ABC1",
        "ABC1DEF",
        "ABC1DEF,",
        "ABC1DEF,M3.2.0",
        "ABC1DEF,M3.2.0,",
        "ABC1DEF,M0.2.0,M11.1.0",
        "ABC1DEF,M13.2.0,M11.1.0",
        "ABC1DEF,M3.0.0,M11.1.0",
        "ABC1DEF,M3.6.0,M11.1.0",
        "ABC1DEF,M3.2.7,M11.1.0",
        "ABC1DEF,M3.2,M11.1.0",
        "ABC1DEF,J0,J365",
        "ABC1DEF,J1,J366",
        "ABC1DEF,0,366",
        "ABC1DEF,0/168,365",
        "ABC1DEF,0/-168,365",
        "ABC1DEF,0/,365",
        "ABC1DEF,0,365,",
        "ABC1DEF,0,365 ",
        " ABC1",
        "ABC1DEF25,0,365",
        "ABC99999999999999999999",
    };
    struct daylight rule;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        if (daylight_parse(text_of(TEXTS[i]), &rule))
            fail_msg("%s was accepted", TEXTS[i]);
    assert_false(daylight_parse((struct text){ "ABC1\0", 5 }, &rule));
}

static void offsets_count_westwards(void **state)
{
    (void)state;
    struct daylight rule;
    assert_true(daylight_parse(text_of("EST5EDT,M3.2.0,M11.1.0"), &rule));
    assert_int_equal(rule.standard, -5 * 3600);
    assert_int_equal(rule.summer, -4 * 3600);
    assert_true(daylight_parse(text_of("<+0330>-3:30"), &rule));
    assert_int_equal(rule.standard, 12600);
    assert_false(rule.changes);
    assert_true(daylight_parse(text_of("IST-1GMT0,M10.5.0,M3.5.0/1"), &rule));
    assert_int_equal(rule.standard, 3600);
    assert_int_equal(rule.summer, 0);
}

static void expect_change(const char *day, int32_t year, const char *clock)
{
    char text[64], out[CALENDAR_TEXT];
    struct daylight rule;
    snprintf(text, sizeof text, "ABC0DEF,%s,J1", day);
    assert_true(daylight_parse(text_of(text), &rule));
    instant_format(yearly_clock(rule.start, year) * SECOND, out);
    assert_string_equal(out, clock);
}

static void a_change_is_on_its_day_every_year(void **state)
{
    (void)state;
    expect_change("J59/0", 2020, "2020-02-28T00:00:00Z");
    expect_change("J60/0", 2020, "2020-03-01T00:00:00Z");
    expect_change("J60/0", 2021, "2021-03-01T00:00:00Z");
    expect_change("J365/0", 2020, "2020-12-31T00:00:00Z");
    expect_change("59/0", 2020, "2020-02-29T00:00:00Z");
    expect_change("59/0", 2021, "2021-03-01T00:00:00Z");
    expect_change("0", 2021, "2021-01-01T02:00:00Z");
    expect_change("M3.2.0", 2021, "2021-03-14T02:00:00Z");
    expect_change("M3.5.0/1:30", 2021, "2021-03-28T01:30:00Z");
    expect_change("M2.5.1/0", 2021, "2021-02-22T00:00:00Z");
    expect_change("M2.5.6/0", 2020, "2020-02-29T00:00:00Z");
    expect_change("M5.1.6/-1", 2021, "2021-04-30T23:00:00Z");
    expect_change("M3.4.4/50", 2021, "2021-03-27T02:00:00Z");
    expect_change("M1.1.5/-167", 2021, "2020-12-25T01:00:00Z");
}

/* RFC 9636's way to say so: summer ends when the next begins. */
static void summer_time_may_last_all_year(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct tzif tzif = { .version = '3', .types = 1, .footer = "XXX3EDT4,0/0,J365/23" };
    const struct zone *zone = read_zone(&arena, &tzif);
    assert_int_equal(offset_at(zone, "1999-12-31T23:59:59Z"), -4 * 3600);
    assert_int_equal(offset_at(zone, "2020-01-01T03:00:00Z"), -4 * 3600);
    assert_int_equal(offset_at(zone, "2500-07-01T00:00:00Z"), -4 * 3600);
    arena_free(&arena);
}

/* At 22:30 UTC the clock goes from 0:30 on the 2nd to 22:30 on the 1st, at 23:00 to 22:00. */
static void a_day_stays_begun_when_clocks_go_back_twice(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct tzif tzif = { .version = '2',
                         .count = 2,
                         .types = 3,
                         .at = { 946765800, 946767600 },
                         .type = { 1, 2 },
                         .offset = { 7200, 0, -3600 } };
    const struct zone *zone = read_zone(&arena, &tzif);
    int64_t second = 10958; /* 2000-01-02 */
    assert_int_equal(offset_at(zone, "2000-01-01T22:59:59Z"), 0);
    assert_int_equal(zone_date_of(zone, 946763999 * SECOND), second - 1);
    for (int64_t time = 946764000; time < 946861200; time += 600)
        assert_int_equal(zone_date_of(zone, time * SECOND), second);
    assert_int_equal(zone_start_of(zone, second), 946764000 * SECOND);
    assert_int_equal(zone_start_of(zone, second + 1), 946861200 * SECOND);
    arena_free(&arena);
}

static void a_rule_begins_after_the_last_transition_even_one_that_changes_nothing(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct tzif tzif = { .version = '2',
                         .count = 2,
                         .types = 2,
                         .at = { 631152000, 946684800 }, /* 1990, 2000 */
                         .type = { 1, 1 },
                         .offset = { 60, 0 },
                         .footer = "AAA0BBB,M3.2.0,M11.1.0" };
    const struct zone *zone = read_zone(&arena, &tzif);
    assert_int_equal(offset_at(zone, "1989-12-31T23:59:59Z"), 60);
    assert_int_equal(offset_at(zone, "1999-07-01T00:00:00Z"), 0);
    assert_int_equal(offset_at(zone, "2000-07-01T00:00:00Z"), 3600);
    tzif.footer = "AAA-1";
    zone = read_zone(&arena, &tzif);
    assert_int_equal(offset_at(zone, "1999-07-01T00:00:00Z"), 0);
    assert_int_equal(offset_at(zone, "2000-01-01T00:00:00Z"), 3600);
    arena_free(&arena);
}

/* 38 hours before 1 January are 30 December, 10:00. */
static void summer_time_may_begin_in_the_year_before(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct tzif tzif = { .version = '3', .types = 1, .footer = "AAA0BBB,J1/-38,J180" };
    const struct zone *zone = read_zone(&arena, &tzif);
    for (int year = 1; year <= 9999; year++) {
        char text[32];
        snprintf(text, sizeof text, "%04d-12-30T09:59:59Z", year);
        assert_int_equal(offset_at(zone, text), 0);
        snprintf(text, sizeof text, "%04d-12-30T10:00:00Z", year);
        assert_int_equal(offset_at(zone, text), 3600);
        snprintf(text, sizeof text, "%04d-06-01T00:00:00Z", year);
        assert_int_equal(offset_at(zone, text), 3600);
        snprintf(text, sizeof text, "%04d-08-01T00:00:00Z", year);
        assert_int_equal(offset_at(zone, text), 0);
    }
    arena_free(&arena);
}

static void a_rule_without_transitions_holds_from_the_beginning(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct tzif tzif = { .version = '2', .types = 1, .footer = "EST5EDT,M3.2.0,M11.1.0" };
    const struct zone *zone = read_zone(&arena, &tzif);
    assert_int_equal(offset_at(zone, "0001-01-01T00:00:00Z"), -5 * 3600);
    assert_int_equal(offset_at(zone, "0001-07-01T00:00:00Z"), -4 * 3600);
    assert_int_equal(offset_at(zone, "1969-07-20T20:17:40Z"), -4 * 3600);
    assert_int_equal(offset_at(zone, "9999-07-01T00:00:00Z"), -4 * 3600);
    tzif.footer = "AEST-10AEDT,M10.1.0,M4.1.0/3";
    assert_int_equal(offset_at(read_zone(&arena, &tzif), "0001-01-01T00:00:00Z"), 11 * 3600);
    arena_free(&arena);
}

static void rules_mean_what_they_mean_to_the_c_library(void **state)
{
    (void)state;
    static const char *const RULES[] = {
        "EST5EDT,M3.2.0,M11.1.0",
        "CET-1CEST,M3.5.0,M10.5.0/3",
        "AEST-10AEDT,M10.1.0,M4.1.0/3",
        "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
        "IST-1GMT0,M10.5.0,M3.5.0/1",
        "CST5CDT,M3.2.0/0,M11.1.0/1",
        "AAA-3BBB,J59/12,J304/4:30:15",
        "AAA-3BBB,59,300/23",
        "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
        "UTC0",
        "<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45",
    };
    unsigned random = 7;
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        struct arena arena = { 0 };
        struct tzif tzif = { .version = '3', .types = 1, .footer = RULES[i] };
        const struct zone *zone = read_zone(&arena, &tzif);
        assert_non_null(zone);
        setenv("TZ", RULES[i], 1);
        tzset();
        for (int j = 0; j < 100000; j++) {
            time_t time = (time_t)rand_r(&random) * (j % 2 ? 1 : 100) + rand_r(&random) % 100;
            struct tm tm;
            assert_non_null(localtime_r(&time, &tm));
            if (zone_offset(zone, time * SECOND) != tm.tm_gmtoff * SECOND)
                fail_msg("%s at %lld", RULES[i], (long long)time);
        }
        arena_free(&arena);
    }
    unsetenv("TZ");
    tzset();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_version_is_read),
        cmocka_unit_test(a_transition_before_the_calendar_says_what_it_begins_with),
        cmocka_unit_test(a_file_that_contradicts_itself_is_refused),
        cmocka_unit_test(counts_that_no_file_can_hold_are_refused),
        cmocka_unit_test(a_file_that_was_cut_is_refused_wherever_it_was),
        cmocka_unit_test(a_broken_file_is_refused_or_is_a_zone_like_any_other),
        cmocka_unit_test(a_text_that_is_no_rule_is_refused),
        cmocka_unit_test(offsets_count_westwards),
        cmocka_unit_test(a_change_is_on_its_day_every_year),
        cmocka_unit_test(summer_time_may_last_all_year),
        cmocka_unit_test(a_day_stays_begun_when_clocks_go_back_twice),
        cmocka_unit_test(a_rule_begins_after_the_last_transition_even_one_that_changes_nothing),
        cmocka_unit_test(summer_time_may_begin_in_the_year_before),
        cmocka_unit_test(a_rule_without_transitions_holds_from_the_beginning),
        cmocka_unit_test(rules_mean_what_they_mean_to_the_c_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
