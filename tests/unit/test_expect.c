/* test_expect.c - lines of what is expected, and when a decision is it. */
#include "interp/tool/expect.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

static struct expectation parsed(const char *line)
{
    struct expectation expectation;
    size_t offset;
    const char *problem = NULL;
    if (!expectation_parse(&expectation, line, strlen(line), &offset, &problem))
        fail_msg("%s: %s", line, problem);
    return expectation;
}

static void expect_decision(const char *line, const char *head, const char *rest)
{
    struct expectation expectation = parsed(line);
    assert_int_equal(expectation.kind, EXPECT_DECISION);
    assert_string_equal(expectation.head, head);
    assert_string_equal(expectation.rest, rest);
    expectation_free(&expectation);
}

static void expect_problem(const char *line, const char *expected)
{
    struct expectation expectation;
    size_t offset;
    const char *problem = "";
    assert_false(expectation_parse(&expectation, line, strlen(line), &offset, &problem));
    assert_string_equal(problem, expected);
    expectation_free(&expectation);
}

static void a_line_has_a_decision_a_subject_and_an_outcome(void **state)
{
    (void)state;
    expect_decision("renew az-104: eligible by may_renew", "renew az-104", "eligible by may_renew");
    expect_decision("open:yes", "open", "yes");
    expect_decision("  renewal.renew\taz-104 :  x ", "renewal.renew az-104", "x");
}

static void a_subject_in_quotes_may_hold_anything(void **state)
{
    (void)state;
    expect_decision("renew \"a: b \\\" c\": x", "renew \"a: b \\\" c\"", "x");
}

static void quotes_that_are_not_needed_make_no_difference(void **state)
{
    (void)state;
    expect_decision("renew \"az-104\": x", "renew az-104", "x");
    expect_decision("renew \"\": x", "renew \"\"", "x");
}

static void a_message_names_its_language(void **state)
{
    (void)state;
    struct expectation expectation = parsed("renew az-104 message ko: \"갱신\"");
    assert_int_equal(expectation.kind, EXPECT_MESSAGE);
    assert_string_equal(expectation.head, "renew az-104");
    assert_string_equal(expectation.language, "ko");
    assert_string_equal(expectation.rest, "\"갱신\"");
    expectation_free(&expectation);
    expectation = parsed("open message pt-BR: \"x\"");
    assert_string_equal(expectation.head, "open");
    assert_string_equal(expectation.language, "pt-BR");
    expectation_free(&expectation);
}

static void a_subject_may_be_called_message(void **state)
{
    (void)state;
    expect_decision("renew message: x", "renew message", "x");
}

static void a_case_can_expect_nothing_or_a_rejection(void **state)
{
    (void)state;
    struct expectation none = parsed("none"), outside = parsed(" not_in_force ");
    struct expectation rejected = parsed("rejected: a[1].b: 2021-02-30 is not a date");
    assert_int_equal(none.kind, EXPECT_NONE);
    assert_int_equal(outside.kind, EXPECT_NOT_IN_FORCE);
    assert_int_equal(rejected.kind, EXPECT_REJECTED);
    assert_string_equal(rejected.rest, "a[1].b: 2021-02-30 is not a date");
    expectation_free(&none);
    expectation_free(&outside);
    expectation_free(&rejected);
}

static void what_is_no_expectation_is_told(void **state)
{
    (void)state;
    expect_problem("renew", "a decision is expected here: NAME SUBJECT: OUTCOME by RULE");
    expect_problem(": x", "a decision is expected here: NAME SUBJECT: OUTCOME by RULE");
    expect_problem("renew a:", "an outcome is expected behind the colon");
    expect_problem("renew a b: x",
                   "a subject of several words wears quotes: NAME \"SUBJECT\": OUTCOME");
    expect_problem("renew a message ko and more: x",
                   "too many words before the colon: NAME SUBJECT: OUTCOME");
    expect_problem("renew \"a: x", "a decision is expected here: NAME SUBJECT: OUTCOME by RULE");
}

static void blanks_do_not_count(void **state)
{
    (void)state;
    assert_true(outcomes_match("a( x : 1,y: 2 )  by  r", "a(x: 1, y: 2) by r"));
    assert_true(outcomes_match("[ a by r ,b ]", "[a by r, b by s]"));
}

static void blanks_in_texts_do(void **state)
{
    (void)state;
    assert_false(outcomes_match("a(x: \"p q\")", "a(x: \"p  q\")"));
    assert_false(outcomes_match("a(x: \"pq\")", "a(x: \"p q\")"));
}

static void a_rule_may_be_left_out_but_not_be_another(void **state)
{
    (void)state;
    assert_true(outcomes_match("a", "a by r"));
    assert_true(outcomes_match("a by r", "a by r"));
    assert_false(outcomes_match("a by s", "a by r"));
    assert_false(outcomes_match("[a, b by r]", "[a by r, b by s]"));
}

static void an_outcome_with_fields_is_another_one(void **state)
{
    (void)state;
    assert_false(outcomes_match("a", "a(x: 1) by r"));
    assert_false(outcomes_match("a(x: 2)", "a(x: 1) by r"));
    assert_false(outcomes_match("a(x: 1)", "a by r"));
}

static void a_list_has_all_outcomes_in_order(void **state)
{
    (void)state;
    assert_false(outcomes_match("[a]", "[a by r, b by s]"));
    assert_false(outcomes_match("[a, b, c]", "[a by r, b by s]"));
    assert_false(outcomes_match("[b, a]", "[a by r, b by s]"));
    assert_true(
        outcomes_match("[a(x: [1, 2]), b(y: \"],\")]", "[a(x: [1, 2]) by r, b(y: \"],\") by s]"));
}

static void an_empty_list_is_none(void **state)
{
    (void)state;
    assert_true(outcomes_match("[]", "none"));
    assert_true(outcomes_match("none", "none"));
    assert_false(outcomes_match("none", "a by r"));
    assert_false(outcomes_match("none", "[a by r]"));
    assert_false(outcomes_match("a", "[a by r]"));
}

static void a_text_that_says_by_names_no_rule(void **state)
{
    (void)state;
    assert_false(outcomes_match("a(x: \"p\")", "a(x: \"p by r\") by r"));
    assert_true(outcomes_match("a(x: \"p by r\")", "a(x: \"p by r\") by r"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_a_decision_a_subject_and_an_outcome),
        cmocka_unit_test(a_subject_in_quotes_may_hold_anything),
        cmocka_unit_test(quotes_that_are_not_needed_make_no_difference),
        cmocka_unit_test(a_message_names_its_language),
        cmocka_unit_test(a_subject_may_be_called_message),
        cmocka_unit_test(a_case_can_expect_nothing_or_a_rejection),
        cmocka_unit_test(what_is_no_expectation_is_told),
        cmocka_unit_test(blanks_do_not_count),
        cmocka_unit_test(blanks_in_texts_do),
        cmocka_unit_test(a_rule_may_be_left_out_but_not_be_another),
        cmocka_unit_test(an_outcome_with_fields_is_another_one),
        cmocka_unit_test(a_list_has_all_outcomes_in_order),
        cmocka_unit_test(an_empty_list_is_none),
        cmocka_unit_test(a_text_that_says_by_names_no_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
