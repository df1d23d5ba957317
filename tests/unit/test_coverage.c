/* Coverage by the public interface: what records reach, and how often. */
#include "interp/certpol.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char POLICY[] =
    "policy p { timezone \"UTC\"  rounding down }\n"
    "record Try key id { id: text  points: integer 0 .. 100  passed: bool }\n"
    "input H key id { id: text  linked: bool  left: date?  tries: [Try] up to 9 }\n"
    "outcome A { none  many(points: integer)  few(all: bool)  unused }\n"
    "define good(n: integer): bool = n >= 50 and n < 90\n"
    "decide a: A {\n"
    "  rule gone   when left is present and today > left then none\n"
    "  let best = tries where passed\n"
    "  rule many   when count best > 1 or linked\n"
    "    then many(points: 1)\n"
    "  otherwise few then few(all: count tries is 1)\n"
    "}\n"
    "decide all each_one: A for each t in tries where t.points > 0 {\n"
    "  rule good   when good(t.points)   then none\n"
    "  rule not_passed  when not t.passed  then none\n"
    "}\n";

struct given {
    certpol_report *report;
    certpol_policy *policy;
    certpol_session *session;
};

static int load_policy(void **state)
{
    struct given *given = calloc(1, sizeof *given);
    *state = given;
    given->report = certpol_report_new();
    struct certpol_load_options options = { 0 };
    given->policy =
        certpol_policy_load_text("p.pol", POLICY, sizeof POLICY - 1, options, given->report);
    struct certpol_session_options how = { .covers = true };
    given->session = given->policy ? certpol_session_new(given->policy, how) : NULL;
    return given->session ? 0 : -1;
}

static int release_policy(void **state)
{
    struct given *given = *state;
    certpol_session_free(given->session);
    certpol_policy_free(given->policy);
    certpol_report_free(given->report);
    free(given);
    return 0;
}

/* Decide a record with MEMBERS as of the first day of 2021. */
static void decide(struct given *given, const char *members)
{
    char record[500], problem[CERTPOL_PROBLEM];
    struct certpol_rejection rejection;
    int64_t as_of = 0;
    snprintf(record, sizeof record, "{\"id\":\"1\",%s}", members);
    assert_true(certpol_as_of(given->policy, "2021-01-01", &as_of, problem));
    certpol_session_as_of(given->session, as_of);
    assert_true(certpol_evaluate(given->session, record, strlen(record), &rejection));
}

/* The point of KIND whose text or name is NAME, in DECISION (NULL: in a define). */
static struct certpol_point find(const struct given *given, enum certpol_point_kind kind,
                                 const char *decision, const char *name)
{
    struct certpol_point point;
    for (size_t i = 0; certpol_point(given->session, i, &point); i++) {
        const char *called = kind == CERTPOL_POINT_CONDITION ? point.text : point.name;
        bool there =
            decision ? point.decision && strcmp(point.decision, decision) == 0 : !point.decision;
        if (there && point.kind == kind && called && strcmp(called, name) == 0)
            return point;
    }
    fail_msg("there is no point %s", name);
    return point;
}

static void expect_answers(const struct given *given, const char *decision, const char *text,
                           const char *answers)
{
    struct certpol_point point = find(given, CERTPOL_POINT_CONDITION, decision, text);
    char seen[60];
    snprintf(seen, sizeof seen, "%llu yes, %llu no", (unsigned long long)point.yes,
             (unsigned long long)point.no);
    assert_string_equal(seen, answers);
}

static void expect_count(const struct given *given, enum certpol_point_kind kind, const char *name,
                         uint64_t count)
{
    assert_int_equal(find(given, kind, "a", name).yes, count);
}

static void nothing_is_reached_before_there_is_a_record(void **state)
{
    struct certpol_point point;
    struct given *given = *state;
    size_t i = 0;
    for (; certpol_point(given->session, i, &point); i++)
        assert_true(point.yes == 0 && point.no == 0);
    assert_int_equal(i, 3 + 2 + 3 + 1 + 2 + 6 + 3); /* rules, cases, conditions */
}

static void a_rule_counts_where_it_decides(void **state)
{
    struct given *given = *state;
    decide(given, "\"linked\":true,\"tries\":[]");
    decide(given, "\"linked\":true,\"tries\":[]");
    decide(given, "\"linked\":false,\"tries\":[]");
    expect_count(given, CERTPOL_POINT_RULE, "gone", 0);
    expect_count(given, CERTPOL_POINT_RULE, "many", 2);
    expect_count(given, CERTPOL_POINT_RULE, "few", 1);
}

static void a_case_counts_where_a_rule_gives_it(void **state)
{
    struct given *given = *state;
    decide(given, "\"linked\":true,\"tries\":[]");
    expect_count(given, CERTPOL_POINT_CASE, "many", 1);
    expect_count(given, CERTPOL_POINT_CASE, "none", 0);
}

static void a_case_that_no_rule_gives_is_no_point(void **state)
{
    struct given *given = *state;
    struct certpol_point point;
    for (size_t i = 0; certpol_point(given->session, i, &point); i++)
        assert_false(point.kind == CERTPOL_POINT_CASE && strcmp(point.name, "unused") == 0);
}

static void what_is_not_asked_has_no_answer(void **state)
{
    struct given *given = *state;
    decide(given, "\"linked\":true,\"tries\":[]");
    expect_answers(given, "a", "left is present", "0 yes, 1 no");
    expect_answers(given, "a", "today > left", "0 yes, 0 no");
    decide(given, "\"linked\":true,\"tries\":[],\"left\":\"2020-12-31\"");
    expect_answers(given, "a", "left is present", "1 yes, 1 no");
    expect_answers(given, "a", "today > left", "1 yes, 0 no");
    expect_answers(given, "a", "linked", "1 yes, 0 no");
}

static void a_filter_is_asked_of_each_element(void **state)
{
    struct given *given = *state;
    decide(given, "\"linked\":false,\"tries\":["
                  "{\"id\":\"a\",\"points\":1,\"passed\":true},"
                  "{\"id\":\"b\",\"points\":0,\"passed\":true},"
                  "{\"id\":\"c\",\"points\":2,\"passed\":false}]");
    expect_answers(given, "a", "passed", "2 yes, 1 no");
    expect_answers(given, "a", "count best > 1", "1 yes, 0 no");
    expect_answers(given, "each_one", "t.points > 0", "2 yes, 1 no");
}

static void not_is_no_point_of_its_own(void **state)
{
    struct given *given = *state;
    decide(given, "\"linked\":false,\"tries\":[{\"id\":\"a\",\"points\":1,\"passed\":true}]");
    expect_answers(given, "each_one", "t.passed", "1 yes, 0 no");
}

static void a_condition_in_an_outcome_is_a_point(void **state)
{
    struct given *given = *state;
    decide(given, "\"linked\":false,\"tries\":[{\"id\":\"a\",\"points\":1,\"passed\":true}]");
    expect_answers(given, "a", "count tries is 1", "1 yes, 0 no");
}

static void a_define_and_its_use_are_points_of_their_own(void **state)
{
    struct given *given = *state;
    decide(given, "\"linked\":false,\"tries\":["
                  "{\"id\":\"a\",\"points\":60,\"passed\":true},"
                  "{\"id\":\"b\",\"points\":95,\"passed\":true},"
                  "{\"id\":\"c\",\"points\":20,\"passed\":false}]");
    expect_answers(given, "each_one", "good(t.points)", "1 yes, 2 no");
    expect_answers(given, NULL, "n >= 50", "2 yes, 1 no");
    expect_answers(given, NULL, "n < 90", "1 yes, 1 no");
}

static void points_say_where_they_stand(void **state)
{
    struct certpol_point point = find(*state, CERTPOL_POINT_RULE, "a", "many");
    assert_string_equal(point.file, "p.pol");
    assert_int_equal(point.line, 9);
    assert_int_equal(point.column, 8);
    assert_int_equal(point.end_column, 12);
    point = find(*state, CERTPOL_POINT_CONDITION, "a", "today > left");
    assert_int_equal(point.line, 7);
    assert_int_equal(point.column, 40);
    assert_int_equal(point.end_column, 52);
}

static void a_covering_session_decides_the_same(void **state)
{
    struct given *given = *state;
    decide(given, "\"linked\":false,\"tries\":["
                  "{\"id\":\"a\",\"points\":60,\"passed\":true},"
                  "{\"id\":\"c\",\"points\":20,\"passed\":false}]");
    assert_string_equal(certpol_decision(given->session, 0)->line.at, "a: few(all: false) by few");
    assert_string_equal(certpol_decision(given->session, 1)->line.at, "each_one a: [none by good]");
    assert_string_equal(certpol_decision(given->session, 2)->line.at,
                        "each_one c: [none by not_passed]");
    assert_null(certpol_decision(given->session, 3));
}

static void other_sessions_have_no_points(void **state)
{
    struct given *given = *state;
    struct certpol_point point;
    struct certpol_session_options how = { 0 };
    certpol_session *session = certpol_session_new(given->policy, how);
    assert_false(certpol_point(session, 0, &point));
    certpol_session_free(session);
}

#define fact(name) cmocka_unit_test_setup_teardown(name, load_policy, release_policy)

int main(void)
{
    const struct CMUnitTest tests[] = {
        fact(nothing_is_reached_before_there_is_a_record),
        fact(a_rule_counts_where_it_decides),
        fact(a_case_counts_where_a_rule_gives_it),
        fact(a_case_that_no_rule_gives_is_no_point),
        fact(what_is_not_asked_has_no_answer),
        fact(a_filter_is_asked_of_each_element),
        fact(not_is_no_point_of_its_own),
        fact(a_condition_in_an_outcome_is_a_point),
        fact(a_define_and_its_use_are_points_of_their_own),
        fact(points_say_where_they_stand),
        fact(a_covering_session_decides_the_same),
        fact(other_sessions_have_no_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
