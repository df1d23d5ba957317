/* test_certpol.c - the public interface, as a program would use it. */
#include "interp/certpol.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char POLICY[] =
    "policy loans { effective 2021-01-01 ..  timezone \"Asia/Seoul\"  rounding down  languages en, "
    "ko }\n"
    "source law \"Law\" { one \"a clause\" }\n"
    "enum Kind { book  old_map \"old-map\" }\n"
    "record Item key id { id: text  kind: Kind  due: date? }\n"
    "input Reader key id { id: text  language: text?  items: [Item] up to 10 }\n"
    "outcome State { fine  late(since: date, kind: Kind) }\n"
    "decide state: State for each item in items {\n"
    "  rule endless when item.due is absent then fine\n"
    "  rule overdue cites law.one when today > item.due\n"
    "    then late(since: item.due + 1 day, kind: item.kind)\n"
    "  otherwise in_time then fine\n"
    "}\n"
    "outcome Fee { fee(cents: integer, items: [text])  warning }\n"
    "decide all fees: Fee {\n"
    "  rule many when count items >= 2 then fee(cents: 50, items: all id of items)\n"
    "  rule more when count items >= 2 then warning\n"
    "}\n"
    "messages en for state { endless \"Keep it.\" overdue \"Late since {since}: {kind}.\" in_time "
    "\"Fine.\" }\n"
    "messages ko for state { endless \"보관.\" overdue \"{since}부터 연체: {kind}.\" in_time "
    "\"정상.\" }\n"
    "messages en for fees { many \"{cents} cents\" more \"Careful.\" }\n"
    "messages ko for fees { many \"{cents}\" more \"주의.\" }\n"
    "messages en for Kind { book \"a book\" old_map \"an old map\" }\n"
    "messages ko for Kind { book \"책\" old_map \"고지도\" }\n";

static const char RECORD[] = "{\"id\":\"R-1\",\"language\":\"ko-KR\",\"items\":["
                             "{\"id\":\"a b\",\"kind\":\"old-map\",\"due\":\"2021-02-28\"},"
                             "{\"id\":\"c\",\"kind\":\"book\"}]}";

struct given {
    certpol_report *report;
    certpol_policy *policy;
    certpol_session *session;
};

static certpol_policy *load(const char *text, certpol_report *report)
{
    struct certpol_load_options options = { 0 };
    return certpol_policy_load_text("loans.pol", text, strlen(text), options, report);
}

static int64_t instant(const struct given *given, const char *text)
{
    char problem[CERTPOL_PROBLEM];
    int64_t as_of = 0;
    assert_true(certpol_as_of(given->policy, text, &as_of, problem));
    return as_of;
}

static int load_policy(void **state)
{
    static struct given given;
    given.report = certpol_report_new();
    given.policy = load(POLICY, given.report);
    *state = &given;
    if (!given.policy) {
        certpol_report_print(given.report, stderr, false);
        return -1;
    }
    struct certpol_session_options options = { .as_of = instant(&given, "2021-03-02") };
    given.session = certpol_session_new(given.policy, options);
    return given.session ? 0 : -1;
}

static int release_policy(void **state)
{
    struct given *given = *state;
    certpol_session_free(given->session);
    certpol_report_free(given->report);
    certpol_policy_free(given->policy);
    return 0;
}

static void evaluate(struct given *given)
{
    struct certpol_rejection rejection;
    assert_true(certpol_evaluate(given->session, RECORD, strlen(RECORD), &rejection));
}

static void a_policy_tells_what_it_decides(void **state)
{
    struct given *given = *state;
    struct certpol_policy_info policy;
    struct certpol_decision_info decision;
    assert_true(certpol_policy_info(given->policy, 0, &policy));
    assert_string_equal(policy.name, "loans");
    assert_int_equal(policy.decisions, 2);
    assert_true(policy.steps > 0 && policy.steps <= certpol_policy_steps(given->policy));
    assert_false(certpol_policy_info(given->policy, 1, &policy));
    assert_true(certpol_decision_info(given->policy, 1, &decision));
    assert_string_equal(decision.name, "fees");
    assert_true(decision.all && !decision.each && decision.outcome_count == 2);
    assert_string_equal(decision.outcomes[1], "warning");
    assert_false(certpol_decision_info(given->policy, 2, &decision));
    assert_true(certpol_policy_speaks(given->policy, "ko-KR"));
    assert_false(certpol_policy_speaks(given->policy, "zh"));
}

static void a_date_begins_in_the_policys_zone(void **state)
{
    struct given *given = *state;
    char text[CERTPOL_INSTANT_TEXT], problem[CERTPOL_PROBLEM];
    int64_t as_of;
    certpol_instant_text(instant(given, "2021-03-01"), text);
    assert_string_equal(text, "2021-02-28T15:00:00Z");
    certpol_instant_text(instant(given, "2021-03-01T00:00:00+09:00"), text);
    assert_string_equal(text, "2021-02-28T15:00:00Z");
    assert_false(certpol_as_of(given->policy, "2021-02-29", &as_of, problem));
    assert_non_null(strstr(problem, "2021-02-29 is neither"));
}

static void a_decision_is_data(void **state)
{
    struct given *given = *state;
    evaluate(given);
    const struct certpol_decision *decision = certpol_decision(given->session, 0);
    assert_string_equal(decision->policy, "loans");
    assert_string_equal(decision->record.at, "R-1");
    assert_string_equal(decision->decision, "state");
    assert_string_equal(decision->subject.at, "a b");
    assert_true(decision->in_force && !decision->all);
    assert_int_equal(decision->outcome_count, 1);
    const struct certpol_outcome *outcome = decision->outcomes;
    assert_string_equal(outcome->name, "late");
    assert_string_equal(outcome->rule, "overdue");
    assert_int_equal(outcome->cite_count, 1);
    assert_string_equal(outcome->cites[0], "law.one");
    assert_string_equal(outcome->text.at, "late(since: 2021-03-01, kind: old_map)");
}

static void a_field_has_its_type_number_and_text(void **state)
{
    struct given *given = *state;
    evaluate(given);
    const struct certpol_value *with = certpol_decision(given->session, 0)->outcomes[0].with;
    assert_string_equal(with[0].name, "since");
    assert_int_equal(with[0].type, CERTPOL_DATE);
    assert_int_equal(with[0].number,
                     18687); /* 2021-03-01: 51 years with 13 leap days, and 59 days */
    assert_string_equal(with[0].text.at, "2021-03-01");
    assert_int_equal(with[1].type, CERTPOL_ENUM);
    assert_int_equal(with[1].number, 1);
    assert_string_equal(with[1].text.at, "old-map");
}

static void a_decision_has_the_line_of_golden_examples(void **state)
{
    struct given *given = *state;
    evaluate(given);
    const char *const lines[] = {
        "state \"a b\": late(since: 2021-03-01, kind: old_map) by overdue",
        "state c: fine by endless",
        "fees: [fee(cents: 50, items: [\"a b\", \"c\"]) by many, warning by more]"
    };
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(certpol_decision(given->session, i)->line.at, lines[i]);
    assert_null(certpol_decision(given->session, 3));
}

static void a_decision_of_the_record_has_no_subject(void **state)
{
    struct given *given = *state;
    evaluate(given);
    const struct certpol_decision *fees = certpol_decision(given->session, 2);
    assert_null(fees->subject.at);
    assert_int_equal(fees->outcome_count, 2);
    assert_string_equal(fees->outcomes[0].with[1].text.at, "[\"a b\",\"c\"]");
}

static void a_rule_has_its_place(void **state)
{
    struct given *given = *state;
    const char *file;
    unsigned line;
    evaluate(given);
    assert_true(certpol_rule_place(given->session, 0, 0, &file, &line));
    assert_string_equal(file, "loans.pol");
    assert_int_equal(line, 9);
    assert_false(certpol_rule_place(given->session, 0, 1, &file, &line));
    assert_false(certpol_rule_place(given->session, 9, 0, &file, &line));
}

static void expect_message(struct given *given, const char *language, const char *expected)
{
    struct certpol_text message;
    char problem[CERTPOL_PROBLEM];
    assert_true(certpol_message(given->session, 0, 0, language, &message, problem));
    assert_string_equal(message.at, expected);
}

static void a_message_is_in_the_language_asked_for(void **state)
{
    struct given *given = *state;
    evaluate(given);
    expect_message(given, "en", "Late since March 1, 2021: an old map.");
    expect_message(given, "ko", "2021년 3월 1일부터 연체: 고지도.");
    expect_message(given, NULL, "2021년 3월 1일부터 연체: 고지도."); /* the record says ko-KR */
    expect_message(given, "zh", "Late since March 1, 2021: an old map.");
}

static void a_bad_record_is_rejected_with_its_place(void **state)
{
    struct given *given = *state;
    static const char record[] = "{\"id\":\"R-2\",\n \"items\":[{\"id\":\"a\",\"kind\":\"map\"}]}";
    struct certpol_rejection rejection;
    evaluate(given);
    assert_false(certpol_evaluate(given->session, record, strlen(record), &rejection));
    assert_string_equal(rejection.path, "items[0].kind");
    assert_int_equal(rejection.line, 2);
    assert_int_equal(rejection.column, 28);
    assert_null(certpol_decision(given->session, 0));
}

static void another_instant_decides_otherwise(void **state)
{
    struct given *given = *state;
    certpol_session_as_of(given->session, instant(given, "2021-02-28"));
    evaluate(given);
    assert_string_equal(certpol_decision(given->session, 0)->outcomes[0].name, "fine");
    certpol_session_as_of(given->session, instant(given, "2020-12-31"));
    evaluate(given);
    assert_false(certpol_decision(given->session, 0)->in_force);
    assert_int_equal(certpol_decision(given->session, 0)->outcome_count, 0);
    assert_string_equal(certpol_decision(given->session, 0)->line.at,
                        "state \"a b\": not_in_force");
    certpol_session_as_of(given->session, instant(given, "2021-03-02"));
}

static void a_text_with_errors_is_no_policy_but_a_report(void **state)
{
    (void)state;
    certpol_report *report = certpol_report_new();
    struct certpol_problem problem;
    assert_null(load("policy p { }\ninput R key id { id: texd }\n", report));
    assert_int_equal(certpol_report_errors(report), 1);
    assert_false(certpol_report_unreadable(report));
    assert_true(certpol_report_problem(report, 0, &problem));
    assert_true(problem.is_error);
    assert_string_equal(problem.file, "loans.pol");
    assert_int_equal(problem.line, 2);
    assert_int_equal(problem.column, 22);
    assert_int_equal(problem.end_column, 26);
    assert_false(certpol_report_problem(report, 1, &problem));
    certpol_report_free(report);
}

static void a_file_that_is_not_there_is_unreadable(void **state)
{
    (void)state;
    certpol_report *report = certpol_report_new();
    const char *path = "nowhere/nothing.pol";
    assert_null(certpol_policy_load(&path, 1, (struct certpol_load_options){ 0 }, report));
    assert_true(certpol_report_unreadable(report));
    certpol_report_free(report);
}

static void a_report_can_be_used_again(void **state)
{
    (void)state;
    certpol_report *report = certpol_report_new();
    assert_null(load("nonsense", report));
    certpol_policy *policy = load(POLICY, report);
    assert_non_null(policy);
    assert_int_equal(certpol_report_errors(report), 0);
    certpol_report_free(report);
    certpol_policy_free(policy);
}

static void what_decides_nothing_has_no_session(void **state)
{
    (void)state;
    certpol_report *report = certpol_report_new();
    certpol_policy *policy = load("enum Kind { a b }\n", report);
    assert_non_null(policy);
    assert_null(certpol_session_new(policy, (struct certpol_session_options){ 0 }));
    certpol_report_free(report);
    certpol_policy_free(policy);
}

static void the_lints_have_codes_and_meanings_of_their_own(void **state)
{
    (void)state;
    struct certpol_lint lint, other;
    size_t count = 0;
    for (; certpol_lint(count, &lint); count++) {
        assert_true(*lint.code && *lint.meaning);
        for (size_t i = 0; i < count; i++)
            assert_true(certpol_lint(i, &other) && strcmp(other.code, lint.code) != 0);
    }
    assert_in_range(count, 20, 100);
    assert_false(certpol_lint(count, &lint));
    assert_false(certpol_lint(SIZE_MAX, &lint));
}

static void nothing_can_be_released(void **state)
{
    (void)state;
    certpol_policy_free(NULL);
    certpol_session_free(NULL);
    certpol_report_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_tells_what_it_decides),
        cmocka_unit_test(a_date_begins_in_the_policys_zone),
        cmocka_unit_test(a_decision_is_data),
        cmocka_unit_test(a_field_has_its_type_number_and_text),
        cmocka_unit_test(a_decision_has_the_line_of_golden_examples),
        cmocka_unit_test(a_decision_of_the_record_has_no_subject),
        cmocka_unit_test(a_rule_has_its_place),
        cmocka_unit_test(a_message_is_in_the_language_asked_for),
        cmocka_unit_test(a_bad_record_is_rejected_with_its_place),
        cmocka_unit_test(another_instant_decides_otherwise),
        cmocka_unit_test(a_text_with_errors_is_no_policy_but_a_report),
        cmocka_unit_test(a_file_that_is_not_there_is_unreadable),
        cmocka_unit_test(a_report_can_be_used_again),
        cmocka_unit_test(what_decides_nothing_has_no_session),
        cmocka_unit_test(the_lints_have_codes_and_meanings_of_their_own),
        cmocka_unit_test(nothing_can_be_released),
    };
    return cmocka_run_group_tests(tests, load_policy, release_policy);
}
