/* test_voice.c - values as a language writes them.  Expected texts are those of the languages, not
 * of ICU's version: where versions differ in a detail, the detail is not looked at. */
#include "interp/report/voice.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>

#include <cmocka.h>

struct given {
    struct icu icu;
    struct arena arena;
    struct buffer out;
};

static int open_icu(void **state)
{
    static struct given given;
    char problem[200];
    *state = &given;
    return icu_open(&given.icu, problem, sizeof problem) ? 0 : -1;
}

static int close_icu(void **state)
{
    struct given *given = *state;
    icu_close(&given->icu);
    buffer_free(&given->out);
    arena_free(&given->arena);
    return 0;
}

static int64_t day(int year, int month, int day_of_month)
{
    return date_from_civil((struct civil){ year, month, day_of_month });
}

/* What was said, and forget it. */
static const char *said(struct given *given)
{
    buffer_add(&given->out, "", 1);
    given->out.length = 0;
    return given->out.at;
}

static const char *date_in(struct given *given, const char *language, int64_t date)
{
    struct voice voice = { .icu = &given->icu, .language = language };
    voice_date(&voice, &given->out, date);
    voice_free(&voice);
    return said(given);
}

static const char *instant_in(struct given *given, const char *language, int64_t instant,
                              const char *zone)
{
    struct voice voice = { .icu = &given->icu, .language = language };
    voice_instant(&voice, &given->out, instant, zone_load(&given->arena, zone));
    voice_free(&voice);
    return said(given);
}

static const char *period_in(struct given *given, const char *language, struct period period)
{
    struct voice voice = { .icu = &given->icu, .language = language };
    voice_period(&voice, &given->out, period);
    voice_free(&voice);
    return said(given);
}

static const char *duration_in(struct given *given, const char *language, int64_t duration)
{
    struct voice voice = { .icu = &given->icu, .language = language };
    voice_duration(&voice, &given->out, duration);
    voice_free(&voice);
    return said(given);
}

static void a_date_is_written_as_its_language_does(void **state)
{
    struct given *given = *state;
    assert_string_equal(date_in(given, "en", day(2021, 9, 15)), "September 15, 2021");
    assert_string_equal(date_in(given, "ko", day(2021, 9, 15)), "2021년 9월 15일");
    assert_string_equal(date_in(given, "zh", day(2021, 9, 15)), "2021年9月15日");
    assert_string_equal(date_in(given, "pt-BR", day(2021, 9, 15)), "15 de setembro de 2021");
}

/* 1582-10-15 followed 1582-10-04 in Rome; here every day is one of the proleptic calendar. */
static void old_dates_are_gregorian_too(void **state)
{
    struct given *given = *state;
    assert_string_equal(date_in(given, "ko", day(1500, 3, 1)), "1500년 3월 1일");
    assert_string_equal(date_in(given, "ko", day(1, 1, 1)), "1년 1월 1일");
    assert_string_equal(date_in(given, "ko", day(9999, 12, 31)), "9999년 12월 31일");
}

static void an_instant_says_its_zone(void **state)
{
    struct given *given = *state;
    int64_t instant = day(2021, 9, 15) * DAY_MICROSECONDS + INT64_C(34200000000); /* 09:30 */
    const char *english = instant_in(given, "en", instant, "UTC");
    assert_non_null(strstr(english, "September 15, 2021"));
    assert_non_null(strstr(english, "9:30 AM UTC"));
    assert_string_equal(instant_in(given, "ko", instant, "UTC"), "2021년 9월 15일 오전 9:30 UTC");
    assert_non_null(
        strstr(instant_in(given, "ko", instant, "Asia/Seoul"), "2021년 9월 15일 오후 6:30 GMT+9"));
}

static void seconds_are_said_where_there_are_any(void **state)
{
    struct given *given = *state;
    int64_t instant = day(2021, 9, 15) * DAY_MICROSECONDS + INT64_C(34215000000); /* 09:30:15 */
    assert_non_null(strstr(instant_in(given, "en", instant, "UTC"), "9:30:15 AM UTC"));
}

static void a_zone_changes_its_offset_within_one_voice(void **state)
{
    struct given *given = *state;
    const struct zone *zone = zone_load(&given->arena, "Europe/Berlin");
    struct voice voice = { .icu = &given->icu, .language = "en" };
    voice_instant(&voice, &given->out, day(2021, 1, 1) * DAY_MICROSECONDS, zone);
    assert_non_null(strstr(said(given), "1:00 AM GMT+1"));
    voice_instant(&voice, &given->out, day(2021, 7, 1) * DAY_MICROSECONDS, zone);
    assert_non_null(strstr(said(given), "2:00 AM GMT+2"));
    voice_free(&voice);
}

static void periods_have_their_units(void **state)
{
    struct given *given = *state;
    assert_string_equal(period_in(given, "en", (struct period){ 6, 0 }), "6 months");
    assert_string_equal(period_in(given, "en", (struct period){ 18, 1 }),
                        "1 year, 6 months, 1 day");
    assert_string_equal(period_in(given, "en", (struct period){ 0, 0 }), "0 days");
    assert_string_equal(period_in(given, "ko", (struct period){ 6, 0 }), "6개월");
    assert_string_equal(period_in(given, "zh", (struct period){ 12, 0 }), "1年");
}

static void durations_have_theirs(void **state)
{
    struct given *given = *state;
    assert_string_equal(duration_in(given, "en", INT64_C(86400000000)), "24 hours");
    assert_string_equal(duration_in(given, "ko", INT64_C(86400000000)), "24시간");
    assert_string_equal(duration_in(given, "zh", INT64_C(86400000000)), "24小时");
    assert_string_equal(duration_in(given, "en", INT64_C(5400500000)),
                        "1 hour, 30 minutes, 0.5 seconds");
    assert_string_equal(duration_in(given, "en", 0), "0 seconds");
}

static void numbers_are_grouped_and_exact(void **state)
{
    struct given *given = *state;
    struct voice voice = { .icu = &given->icu, .language = "de" };
    voice_number(&voice, &given->out, text_of("1234567.123456"));
    assert_string_equal(said(given), "1.234.567,123456");
    voice_free(&voice);
}

static void lists_are_joined(void **state)
{
    struct given *given = *state;
    struct voice english = { .icu = &given->icu, .language = "en" };
    struct text items[] = { text_of("a"), text_of("갱신"), text_of("c") };
    voice_list(&english, &given->out, items, 3);
    assert_string_equal(said(given), "a, 갱신, and c");
    voice_list(&english, &given->out, items, 0);
    assert_string_equal(said(given), "");
    voice_free(&english);
}

static void an_unknown_language_still_says_something(void **state)
{
    struct given *given = *state;
    assert_true(strlen(date_in(given, "xx-unheard", day(2021, 9, 15))) >= 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_is_written_as_its_language_does),
        cmocka_unit_test(old_dates_are_gregorian_too),
        cmocka_unit_test(an_instant_says_its_zone),
        cmocka_unit_test(seconds_are_said_where_there_are_any),
        cmocka_unit_test(a_zone_changes_its_offset_within_one_voice),
        cmocka_unit_test(periods_have_their_units),
        cmocka_unit_test(durations_have_theirs),
        cmocka_unit_test(numbers_are_grouped_and_exact),
        cmocka_unit_test(lists_are_joined),
        cmocka_unit_test(an_unknown_language_still_says_something),
    };
    return cmocka_run_group_tests(tests, open_icu, close_icu);
}
