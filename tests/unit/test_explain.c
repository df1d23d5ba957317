/* test_explain.c - explanations, as a program gets them: what was looked at, and what is said of
 * it. */
#include "interp/certpol.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char HEAD[] =
    "policy sample { timezone \"UTC\"  rounding down  languages en, ko }\n"
    "source page \"Page\" { one \"The first clause.\"  two \"The second.\" disputed \"Or not.\" }\n"
    "enum Kind { book  old_map \"old-map\" }\n"
    "record Loan { from: date  days: integer 0 .. 99 }\n"
    "record Item key id { id: text  kind: Kind  due: date?  loans: [Loan]? up to 9 }\n"
    "input Reader key id { id: text  member: bool  since: date?  items: [Item] up to 9  name: "
    "text? }\n"
    "outcome Answer { yes(on: date)  no  maybe }\n"
    "parameter pause: period = 2 months\n"
    "parameter open: bool { .. 2021-06-02 = false  2021-06-03 .. = true }\n";

struct given {
    certpol_report *report;
    certpol_policy *policy;
    certpol_session *session;
};

static int begin(void **state)
{
    static struct given given;
    given = (struct given){ .report = certpol_report_new() };
    *state = &given;
    return 0;
}

static int end(void **state)
{
    struct given *given = *state;
    certpol_session_free(given->session);
    certpol_policy_free(given->policy);
    certpol_report_free(given->report);
    return 0;
}

static int64_t instant(const struct given *given, const char *text)
{
    char problem[CERTPOL_PROBLEM];
    int64_t as_of = 0;
    assert_true(certpol_as_of(given->policy, text, &as_of, problem));
    return as_of;
}

static void policy_is(struct given *given, const char *body)
{
    char text[8192];
    struct certpol_load_options options = { 0 };
    int length = snprintf(text, sizeof text, "%s%s", HEAD, body);
    certpol_session_free(given->session);
    certpol_policy_free(given->policy);
    given->policy =
        certpol_policy_load_text("sample.pol", text, (size_t)length, options, given->report);
    if (!given->policy)
        certpol_report_print(given->report, stderr, false);
    assert_non_null(given->policy);
    struct certpol_session_options how = { .as_of = instant(given, "2021-03-01"),
                                           .explains = true };
    given->session = certpol_session_new(given->policy, how);
}

static void evaluate(struct given *given, const char *record)
{
    struct certpol_rejection rejection;
    if (!certpol_evaluate(given->session, record, strlen(record), &rejection))
        fail_msg("%s: %s", rejection.path, rejection.message);
}

/* The explanation of decision INDEX about RECORD. */
static const struct certpol_explanation *explained(struct given *given, const char *record,
                                                   size_t index)
{
    evaluate(given, record);
    const struct certpol_explanation *explanation = certpol_explanation(given->session, index);
    assert_non_null(explanation);
    return explanation;
}

static const char *told_in(struct given *given, size_t index, const char *language,
                           const char *why_not)
{
    struct certpol_explain_options options = { .language = language, .why_not = why_not };
    struct certpol_text text;
    char problem[CERTPOL_PROBLEM];
    if (!certpol_explain(given->session, index, &options, &text, problem))
        fail_msg("%s", problem);
    assert_non_null(text.at);
    return text.at;
}

static void expect_said(const char *text, const char *line)
{
    if (!strstr(text, line))
        fail_msg("this is not said: %s\nbut:\n%s", line, text);
}

static void expect_unsaid(const char *text, const char *line)
{
    if (strstr(text, line))
        fail_msg("this is said: %s\nin:\n%s", line, text);
}

/* A reader called K with items and more MEMBERS. */
static const char *reader(const char *items, const char *members)
{
    static char record[2048];
    snprintf(record, sizeof record, "{\"id\":\"K\",\"member\":true,\"items\":[%s]%s}", items,
             members);
    return record;
}

/* ---- rules and their fates ---- */

static void every_rule_is_told_with_its_fate(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer {\n"
                     "  rule absent when since is absent then no\n"
                     "  rule later when today < since then maybe\n"
                     "  rule decides when member then yes(on: since)\n"
                     "  rule also when today > since then yes(on: since)\n"
                     "  rule neither when not member then no\n"
                     "  otherwise rest then no }\n");
    const struct certpol_explanation *told =
        explained(given, reader("", ",\"since\":\"2020-01-01\""), 0);
    const enum certpol_fate fates[] = { CERTPOL_FAILED, CERTPOL_FAILED,  CERTPOL_APPLIES,
                                        CERTPOL_ALSO,   CERTPOL_NEITHER, CERTPOL_ALSO };
    assert_int_equal(told->rule_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(told->rules[i].fate, fates[i]);
    assert_string_equal(told->rules[2].gives.at, "yes(on: 2020-01-01)");
    assert_string_equal(told->rules[3].gives.at, "yes(on: 2020-01-01)");
    assert_true(told->rules[5].otherwise);
    assert_int_equal(told->rules[0].line, 11);
}

static void what_rests_on_a_rule_above_is_not_asked(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer {\n"
                     "  rule absent when since is absent then no\n"
                     "  rule later when member and today < since then maybe\n"
                     "  otherwise rest then yes(on: since) }\n");
    const struct certpol_explanation *told = explained(given, reader("", ""), 0);
    assert_int_equal(told->rules[1].fate, CERTPOL_UNASKED);
    assert_null(told->rules[1].condition);
    assert_string_equal(told->rules[1].missing->text, "since");
    expect_said(told_in(given, 0, "en", NULL), "2. `later` was not asked: `since` is absent.");
    expect_said(told_in(given, 0, "ko", NULL),
                "2. `later` 규칙은 확인하지 않았습니다. `since`의 값이 없습니다.");
    expect_said(told_in(given, 0, "zh", NULL), "2. 没有查看规则 `later`：`since` 没有值。");
}

static void a_field_of_another_case_is_not_asked(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide first: Answer { rule m when member then no "
                     "otherwise o then yes(on: 2021-01-01) }\n"
                     "decide second: Answer { let f = first\n"
                     "  rule out when f is no then no\n"
                     "  rule out_too when f is maybe then no\n"
                     "  rule in when today < f.on then maybe\n"
                     "  otherwise o then no }\n");
    explained(given, reader("", ""), 1);
    expect_said(told_in(given, 1, "en", NULL), "`in` was not asked: `f` is no.");
}

static void what_a_missing_row_would_say_is_not_asked(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { let item = items[id]\n"
                     "  rule none when item is absent then no\n"
                     "  rule kind when item.kind is book then maybe\n"
                     "  otherwise o then no }\n");
    explained(given, reader("", ""), 0);
    expect_said(told_in(given, 0, "en", NULL), "`kind` was not asked: `item` is absent.");
}

static void in_decide_all_each_rule_adds_or_fails(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "decide all a: Answer { rule x when member then no rule y when not member then "
              "maybe rule z when member then maybe }\n");
    const struct certpol_explanation *told = explained(given, reader("", ""), 0);
    assert_int_equal(told->rules[0].fate, CERTPOL_APPLIES);
    assert_int_equal(told->rules[1].fate, CERTPOL_FAILED);
    assert_int_equal(told->rules[2].fate, CERTPOL_APPLIES);
}

static void a_filter_says_why_something_is_decided(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer for each i in items where i.kind is book { otherwise o then "
                     "no }\n");
    const struct certpol_explanation *told =
        explained(given,
                  reader("{\"id\":\"m\",\"kind\":\"old-map\"},{\"id\":\"b\",\"kind\":\"book\"}",
                         ""),
                  0);
    assert_string_equal(told->decision->subject.at, "b");
    assert_string_equal(told->filter->text, "i.kind is book");
    assert_true(told->filter->holds);
}

static void what_is_not_decided_has_no_explanation(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { otherwise o then no }\n");
    certpol_session_as_of(given->session, instant(given, "2021-03-01"));
    evaluate(given, reader("", ""));
    assert_non_null(certpol_explanation(given->session, 0));
    assert_null(certpol_explanation(given->session, 1));
}

static void a_session_that_does_not_explain_gives_none(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { otherwise o then no }\n");
    struct certpol_session_options how = { .as_of = instant(given, "2021-03-01") };
    certpol_session_free(given->session);
    given->session = certpol_session_new(given->policy, how);
    evaluate(given, reader("", ""));
    assert_null(certpol_explanation(given->session, 0));
}

/* ---- conditions and values ---- */

static void a_condition_names_the_values_in_it_in_the_order_of_the_text(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { let end = 2021-08-31 - pause\n"
                     "  rule x when today > end then no otherwise o then maybe }\n");
    const struct certpol_explanation *told = explained(given, reader("", ""), 0);
    const struct certpol_look *test = told->rules[0].condition;
    assert_int_equal(test->kind, CERTPOL_LOOK_TEST);
    assert_int_equal(test->part_count, 2);
    assert_string_equal(test->parts[0].text, "today");
    assert_string_equal(test->parts[0].value.text.at, "2021-03-01");
    assert_string_equal(test->parts[1].text, "end");
    assert_string_equal(test->parts[1].value.text.at, "2021-06-30");
    assert_string_equal(test->parts[1].means, "2021-08-31 - pause");
    assert_int_equal(test->parts[1].part_count, 1);
    assert_string_equal(test->parts[1].parts[0].value.text.at, "P2M");
}

static void what_needs_no_more_asking_is_asked_aside(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { rule x when not member and today > 2000-01-01 then no "
                     "otherwise o then maybe }\n");
    const struct certpol_look *all = explained(given, reader("", ""), 0)->rules[0].condition;
    assert_int_equal(all->kind, CERTPOL_LOOK_ALL);
    assert_false(all->holds);
    assert_false(all->parts[0].aside);
    assert_true(all->parts[1].aside && all->parts[1].holds);
    expect_unsaid(told_in(given, 0, "en", NULL), "today > 2000-01-01");
}

static void what_cannot_be_asked_aside_says_why(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { rule x when since is present and today > since then no "
                     "otherwise o then maybe }\n");
    const struct certpol_look *all = explained(given, reader("", ""), 0)->rules[0].condition;
    assert_true(all->parts[1].aside);
    assert_string_equal(all->parts[1].missing->text, "since");
}

static void three_conditions_are_told_side_by_side(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { rule x when member and since is absent and (member or "
                     "name is present) then no otherwise o then maybe }\n");
    const struct certpol_look *all = explained(given, reader("", ""), 0)->rules[0].condition;
    assert_int_equal(all->part_count, 3);
    assert_int_equal(all->parts[2].kind, CERTPOL_LOOK_SOME);
    assert_true(all->parts[2].parts[1].aside);
}

static const char LOANS[] =
    "{\"id\":\"a\",\"kind\":\"book\",\"loans\":[{\"from\":\"2021-01-01\",\"days\":3},"
    "{\"from\":\"2021-02-01\",\"days\":50},{\"from\":\"2021-02-02\",\"days\":70}]},"
    "{\"id\":\"b\",\"kind\":\"old-map\",\"loans\":[]}";

static void any_shows_the_element_that_fits(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "decide a: Answer for each i in items { rule x when any i.loans where days > 20 "
              "and from > 2021-02-01 then no otherwise o then maybe }\n");
    const struct certpol_look *any = explained(given, reader(LOANS, ""), 0)->rules[0].condition;
    assert_int_equal(any->kind, CERTPOL_LOOK_ANY);
    assert_true(any->holds);
    assert_string_equal(any->element, "#3");
    assert_int_equal(any->elements, 3);
    assert_true(any->asked->holds);
    any = certpol_explanation(given->session, 1)->rules[0].condition;
    assert_false(any->holds);
    assert_null(any->asked);
    assert_int_equal(any->elements, 0);
}

static void any_shows_the_nearest_where_none_fits(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "decide a: Answer for each i in items { rule x when any i.loans where days > 20 "
              "and from > 2021-02-01 and days < 70 then no otherwise o then maybe }\n");
    const struct certpol_look *any = explained(given, reader(LOANS, ""), 0)->rules[0].condition;
    assert_false(any->holds);
    assert_string_equal(any->element,
                        "#2"); /* two conditions of three, and before #3, which has two */
    assert_string_equal(any->asked->parts[1].parts[0].value.text.at, "2021-02-01");
    assert_false(any->asked->parts[1].holds);
}

static void every_shows_the_element_that_does_not_fit(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { rule x when every items has kind is book then no "
                     "otherwise o then maybe }\n");
    const struct certpol_look *every = explained(given, reader(LOANS, ""), 0)->rules[0].condition;
    assert_int_equal(every->kind, CERTPOL_LOOK_EVERY);
    assert_string_equal(every->element, "b");
    assert_false(every->asked->holds);
}

static void an_empty_filter_shows_what_came_nearest(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "decide a: Answer for each i in items { let long = i.loans where days > 60 and "
              "from < 2021-02-01\n"
              "  rule x when count long > 0 then no otherwise o then maybe }\n");
    const struct certpol_look *test = explained(given, reader(LOANS, ""), 0)->rules[0].condition;
    const struct certpol_look *list = &test->parts[0].parts[0];
    assert_string_equal(list->text, "long");
    assert_string_equal(list->element, "#1");
    assert_int_equal(list->elements, 3);
}

static void a_name_is_told_of_once(void **state)
{
    struct given *given = *state;
    policy_is(given, "define start: date = since else 2021-01-31\n"
                     "decide a: Answer { let end = start + 1 month\n"
                     "  rule x when today < end - 1 day then no\n"
                     "  rule y when today < end then maybe\n"
                     "  otherwise o then no }\n");
    explained(given, reader("", ""), 0);
    const char *text = told_in(given, 0, "en", NULL);
    expect_said(text, "`end` stands for `start + 1 month`: `start` is January 31, 2021.");
    expect_said(text, "`start` stands for `since else 2021-01-31`: `since` is absent.");
    const char *first = strstr(text, "`end` stands for");
    assert_null(strstr(first + 1, "`end` stands for"));
}

static void a_formula_is_told_with_what_it_was_given(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "define overdue(i: Item, day: date): bool = i.due is present and day > i.due\n"
              "decide a: Answer for each i in items { rule x when overdue(i, 2021-02-01) then "
              "no otherwise o then maybe }\n");
    const char *item = "{\"id\":\"a\",\"kind\":\"book\",\"due\":\"2021-01-31\"}";
    const struct certpol_look *call = explained(given, reader(item, ""), 0)->rules[0].condition;
    assert_int_equal(call->kind, CERTPOL_LOOK_VALUE);
    assert_true(call->condition && call->holds);
    assert_string_equal(call->means, "i.due is present and day > i.due");
    assert_string_equal(call->parts[0].parts[1].text, "day > i.due");
    assert_string_equal(call->parts[0].parts[1].parts[0].value.text.at, "2021-02-01");
}

static void what_another_decision_gave_says_which(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "decide first: Answer for each i in items { rule d when i.due is present then "
              "yes(on: i.due) otherwise o then no }\n"
              "decide second: Answer for each i in items { rule x when first of i is yes then "
              "maybe otherwise o then no }\n");
    const char *item = "{\"id\":\"a\",\"kind\":\"book\",\"due\":\"2021-01-31\"}";
    const struct certpol_look *test = explained(given, reader(item, ""), 1)->rules[0].condition;
    assert_string_equal(test->parts[0].decision, "first");
    assert_string_equal(test->parts[0].subject.at, "a");
    assert_string_equal(test->parts[0].value.text.at, "yes(on: 2021-01-31)");
}

static void policy_text_is_told_in_one_line_without_comments(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "decide a: Answer { rule x when (name else \"\") is\n   # why\n   \"a #  b\" then "
              "no otherwise o then maybe }\n");
    const struct certpol_look *test = explained(given, reader("", ""), 0)->rules[0].condition;
    assert_string_equal(test->text, "(name else \"\") is \"a #  b\"");
}

/* ---- the languages ---- */

static const char DUE[] =
    "decide a: Answer for each i in items {\n"
    "  rule endless cites page.one when i.due is absent then no\n"
    "  rule late cites page.one, page.two when today > i.due then yes(on: i.due + pause)\n"
    "  otherwise fine then maybe }\n"
    "messages en for a { endless \"Keep it.\" late \"Late since {on}.\" fine \"Fine.\" }\n"
    "messages ko for a { endless \"보관\" late \"{on}부터 연체입니다.\" fine \"정상\" }\n";

static void each_language_has_its_own_words_dates_and_message(void **state)
{
    struct given *given = *state;
    policy_is(given, DUE);
    evaluate(given, reader("{\"id\":\"a\",\"kind\":\"book\",\"due\":\"2020-12-31\"}", ""));
    const char *text = told_in(given, 0, "en", NULL);
    expect_said(text, "Outcome: yes(on: February 28, 2021), by the rule `late`.");
    expect_said(text, "Message: Late since February 28, 2021.");
    expect_said(text, "  page.two  The second.\n    Disputed: Or not.\n");
    expect_said(text,
                "`today > i.due` holds: `today` is March 1, 2021; `i.due` is December 31, 2020.");
    text = told_in(given, 0, "ko-KR", NULL);
    expect_said(text, "결과: yes(on: 2021년 2월 28일). `late` 규칙에 따른 것입니다.");
    expect_said(text, "안내: 2021년 2월 28일부터 연체입니다.");
    expect_said(text, "`today`의 값은 2021년 3월 1일, `i.due`의 값은 2020년 12월 31일입니다.");
    text = told_in(given, 0, "zh", NULL);
    expect_said(text,
                "条件 `today > i.due` 成立：`today` 为2021年3月1日，`i.due` 为2020年12月31日。");
    expect_said(told_in(given, 0, "fr", NULL), "Outcome: ");
}

static void a_clause_that_is_not_cited_is_not_told(void **state)
{
    struct given *given = *state;
    policy_is(given, DUE);
    evaluate(given, reader("{\"id\":\"a\",\"kind\":\"book\"}", ""));
    expect_unsaid(told_in(given, 0, "en", NULL), "page.two");
    evaluate(given, reader("{\"id\":\"a\",\"kind\":\"book\",\"due\":\"2030-01-01\"}", ""));
    expect_said(told_in(given, 0, "en", NULL), "The rule `fine` (sample.pol:13) cites no clause.");
}

/* ---- why not, and when ---- */

static void time_settles_a_comparison_with_today_to_the_day(void **state)
{
    struct given *given = *state;
    policy_is(given, DUE);
    evaluate(given, reader("{\"id\":\"a\",\"kind\":\"book\",\"due\":\"2021-03-31\"}", ""));
    const char *text = told_in(given, 0, "en", "yes");
    expect_said(
        text,
        "`today > i.due` does not hold: `today` is March 1, 2021; `i.due` is March 31, 2021.");
    expect_said(text, "Time alone will settle this: it holds from April 1, 2021.");
    expect_said(text, "the outcome is yes(on: May 31, 2021) from April 1, 2021.");
}

static void what_stands_above_is_told_with_its_end(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { rule x when today + pause <= 2021-06-30 then no\n"
                     "  rule y when member then maybe otherwise o then no }\n");
    evaluate(given, reader("", ""));
    const char *text = told_in(given, 0, "en", "maybe");
    expect_said(text, "Above it, `x` applies:");
    /* April 30 and two months are June 30; May 1 is the first day that is too late. */
    expect_said(text, "it no longer holds from May 1, 2021.");
    expect_said(text, "the outcome is maybe from May 1, 2021.");
    expect_unsaid(text, "stand in its way");
}

static void a_parameter_on_today_changes_on_its_day(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "decide a: Answer { rule x when open on today then maybe otherwise o then no }\n");
    evaluate(given, reader("", ""));
    expect_said(told_in(given, 0, "en", "maybe"), "it holds from June 3, 2021.");
}

static void units_to_today_change_with_the_day(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "decide a: Answer { rule x when months from 2021-01-31 to today >= 3 then maybe "
              "otherwise o then no }\n");
    evaluate(given, reader("", ""));
    expect_said(told_in(given, 0, "en", "maybe"), "it holds from April 30, 2021.");
}

static void a_day_among_others_comes_and_goes(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { rule x when today in 2021-04-01 ..< 2021-04-03 then maybe "
                     "otherwise o then no }\n");
    evaluate(given, reader("", ""));
    expect_said(told_in(given, 0, "en", "maybe"), "it holds from April 1, 2021.");
    certpol_session_as_of(given->session, instant(given, "2021-04-02"));
    evaluate(given, reader("", ""));
    expect_said(told_in(given, 0, "en", "no"), "it no longer holds from April 3, 2021.");
    certpol_session_as_of(given->session, instant(given, "2021-04-03"));
    evaluate(given, reader("", ""));
    expect_said(told_in(given, 0, "en", "maybe"), "Time alone will not change this.");
    expect_said(told_in(given, 0, "en", "maybe"), "Time alone does not bring this outcome.");
}

static void time_is_found_in_elements_that_are_not_shown(void **state)
{
    struct given *given = *state;
    policy_is(
        given,
        "decide a: Answer for each i in items { rule x when count (i.loans where from < today) "
        "is 3 then maybe otherwise o then no }\n");
    const char *loans =
        "{\"id\":\"a\",\"kind\":\"book\",\"loans\":[{\"from\":\"2021-06-01\",\"days\":1},"
        "{\"from\":\"2021-09-30\",\"days\":1},{\"from\":\"2020-01-01\",\"days\":1}]}";
    evaluate(given, reader(loans, ""));
    expect_said(told_in(given, 0, "en", "maybe"), "the outcome is maybe from October 1, 2021.");
}

static void a_parameter_on_a_day_before_today_changes_as_much_later(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { rule x when open on (today - 1 month) then maybe "
                     "otherwise o then no }\n");
    evaluate(given, reader("", ""));
    expect_said(told_in(given, 0, "en", "maybe"), "it holds from July 3, 2021.");
    expect_said(told_in(given, 0, "en", "maybe"), "the outcome is maybe from July 3, 2021.");
}

static void hours_before_now_change_to_the_hour(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { rule x when now - 36 hours >= 2021-03-05T00:00:00Z then "
                     "maybe otherwise o then no }\n");
    evaluate(given, reader("", ""));
    const char *text = told_in(given, 0, "ko", "maybe");
    expect_said(text, "2021년 3월 6일 오후 12:00 UTC부터");
}

static void a_day_that_is_not_another_changes_on_both_sides_of_it(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "decide a: Answer { rule x when today is not 2021-03-05 then maybe otherwise o "
              "then no }\n");
    evaluate(given, reader("", ""));
    expect_said(told_in(given, 0, "en", "no"), "it no longer holds from March 5, 2021.");
    certpol_session_as_of(given->session, instant(given, "2021-03-05"));
    evaluate(given, reader("", ""));
    expect_said(told_in(given, 0, "en", "maybe"), "it holds from March 6, 2021.");
}

/* The outcome changes when the whole does, not when a part does. */
static void conditions_made_of_others_change_as_a_whole(void **state)
{
    struct given *given = *state;
    static const char *const conditions[] = {
        "not (today < 2021-04-01 or today < 2021-05-10)",
        "today >= 2021-04-01 and today >= 2021-05-10",
        "not (today < 2021-04-01) and later",
        "later or (today > 2021-03-15 and not member)",
    };
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
        char body[512];
        snprintf(body, sizeof body,
                 "define later: bool = today >= 2021-05-10\n"
                 "decide b: Answer { otherwise o then no }\n"
                 "decide a: Answer { rule x when %s then maybe rule y when later then no "
                 "otherwise o then no }\n",
                 conditions[i]);
        policy_is(given, body);
        evaluate(given, reader("", ""));
        expect_said(told_in(given, 1, "en", "maybe"), "the outcome is maybe from May 10, 2021.");
        expect_unsaid(told_in(given, 1, "en", "maybe"), "the outcome is maybe from April");
    }
}

static void what_time_does_not_touch_says_nothing_of_time(void **state)
{
    struct given *given = *state;
    policy_is(given,
              "decide a: Answer { rule x when not member then maybe otherwise o then no }\n");
    evaluate(given, reader("", ""));
    const char *text = told_in(given, 0, "en", "maybe");
    expect_said(text, "`not member` does not hold: `member` is true.");
    expect_unsaid(text, "Time alone will");
    expect_said(text, "Time alone does not bring this outcome.");
}

static void an_outcome_that_it_has_is_said_to_be_it(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { rule x when member then maybe otherwise o then no }\n");
    evaluate(given, reader("", ""));
    expect_said(told_in(given, 0, "en", "maybe"), "Why not maybe?\n  It is.\n");
    expect_said(told_in(given, 0, "en", "yes"), "No rule gives yes.");
}

static void an_outcome_that_is_none_is_a_problem(void **state)
{
    struct given *given = *state;
    policy_is(given, "decide a: Answer { otherwise o then no }\n");
    evaluate(given, reader("", ""));
    struct certpol_explain_options options = { .why_not = "nothing" };
    struct certpol_text text;
    char problem[CERTPOL_PROBLEM];
    assert_false(certpol_explain(given->session, 0, &options, &text, problem));
    assert_string_equal(problem, "a has no outcome nothing");
}

/* ---- large and hostile ---- */

static void a_chain_of_names_stays_small(void **state)
{
    struct given *given = *state;
    char body[8192] = "decide a: Answer { let x0 = 1\n";
    for (int i = 1; i < 40; i++)
        sprintf(body + strlen(body), "  let x%d = min(x%d, x%d)\n", i, i - 1, i - 1);
    strcat(body, "  rule x when x39 > 1 and member then no otherwise o then maybe }\n");
    policy_is(given, body);
    evaluate(given, reader("", ""));
    assert_true(strlen(told_in(given, 0, "en", NULL)) < 20000);
}

static void lets_of_conditions_stay_small_aside_too(void **state)
{
    struct given *given = *state;
    char body[8192] = "decide a: Answer { let x0 = member\n";
    for (int i = 1; i < 40; i++)
        sprintf(body + strlen(body), "  let x%d = (not member and x%d) or (not member and x%d)\n",
                i, i - 1, i - 1);
    strcat(body, "  rule x when x39 then no otherwise o then maybe }\n");
    policy_is(given, body);
    const struct certpol_explanation *told = explained(given, reader("", ""), 0);
    assert_false(told->rules[0].condition->holds);
    assert_true(strlen(told_in(given, 0, "en", "no")) < 60000);
}

static void what_is_too_much_is_cut_and_said(void **state)
{
    struct given *given = *state;
    char body[8192] = "define f0(x: integer): integer = min(x, 5)\n";
    for (int i = 1; i < 21; i++)
        sprintf(body + strlen(body), "define f%d(x: integer): integer = min(f%d(x), f%d(x))\n", i,
                i - 1, i - 1);
    strcat(body, "decide a: Answer { rule x when f20(count items) > 1 then no otherwise o then "
                 "maybe }\n");
    policy_is(given, body);
    evaluate(given, reader("", ""));
    const char *text = told_in(given, 0, "en", NULL);
    expect_said(text, "More was looked at than can be shown here.");
    assert_true(strlen(text) < 20u << 20);
    assert_string_equal(certpol_decision(given->session, 0)->line.at, "a: maybe by o");
}

/* ---- the policies of this project ---- */

struct both {
    certpol_policy *policy;
    certpol_session *plain, *explaining;
};

/* Rules at and above the one that decided rest on nothing that is missing. */
static void expect_sound(const struct certpol_explanation *told)
{
    for (size_t i = 0; i < told->rule_count; i++) {
        enum certpol_fate fate = told->rules[i].fate;
        if (told->decision->all)
            assert_true(fate == CERTPOL_FAILED || fate == CERTPOL_APPLIES);
        if (fate == CERTPOL_APPLIES && !told->decision->all) {
            assert_string_equal(told->decision->outcomes[0].rule, told->rules[i].name);
            assert_string_equal(told->decision->outcomes[0].text.at, told->rules[i].gives.at);
            return;
        }
        assert_true(fate == CERTPOL_FAILED || told->decision->all);
    }
    assert_true(told->decision->all);
}

static void compare(const struct both *both, const char *record, size_t length)
{
    struct certpol_rejection rejection;
    bool decided = certpol_evaluate(both->plain, record, length, &rejection);
    assert_int_equal(certpol_evaluate(both->explaining, record, length, &rejection), decided);
    for (size_t i = 0;; i++) {
        const struct certpol_decision *plain = certpol_decision(both->plain, i);
        const struct certpol_decision *told = certpol_decision(both->explaining, i);
        assert_int_equal(plain == NULL, told == NULL);
        if (!plain)
            return;
        assert_string_equal(told->line.at, plain->line.at);
        if (told->in_force)
            expect_sound(certpol_explanation(both->explaining, i));
    }
}

/* Every STEPth of the example holders. */
static size_t compare_holders(const struct both *both, size_t step)
{
    static char line[1 << 16];
    FILE *holders = fopen("examples/holders.jsonl", "re");
    size_t number = 0, compared = 0;
    assert_non_null(holders);
    while (fgets(line, sizeof line, holders)) {
        if (number++ % step)
            continue;
        compare(both, line, strlen(line));
        compared++;
    }
    fclose(holders);
    return compared;
}

static void explaining_changes_no_decision(void **state)
{
    static const char *const instants[] = { "2020-12-16", "2021-03-31", "2021-09-16T10:00:00Z",
                                            "2022-02-28" };
    static const char *const paths[] = { "policies/renewal.pol", "policies/badges.pol" };
    struct given *given = *state;
    struct both both;
    size_t compared = 0;
    given->policy =
        certpol_policy_load(paths, 2, (struct certpol_load_options){ 0 }, given->report);
    assert_non_null(given->policy);
    both.policy = given->policy;
    for (size_t i = 0; i < 4; i++) {
        struct certpol_session_options how = { .as_of = instant(given, instants[i]) };
        both.plain = certpol_session_new(given->policy, how);
        how.explains = true;
        both.explaining = certpol_session_new(given->policy, how);
        compared += compare_holders(&both, 7);
        certpol_session_free(both.plain);
        certpol_session_free(both.explaining);
    }
    assert_true(compared > 500);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(every_rule_is_told_with_its_fate),
        TEST(what_rests_on_a_rule_above_is_not_asked),
        TEST(a_field_of_another_case_is_not_asked),
        TEST(what_a_missing_row_would_say_is_not_asked),
        TEST(in_decide_all_each_rule_adds_or_fails),
        TEST(a_filter_says_why_something_is_decided),
        TEST(what_is_not_decided_has_no_explanation),
        TEST(a_session_that_does_not_explain_gives_none),
        TEST(a_condition_names_the_values_in_it_in_the_order_of_the_text),
        TEST(what_needs_no_more_asking_is_asked_aside),
        TEST(what_cannot_be_asked_aside_says_why),
        TEST(three_conditions_are_told_side_by_side),
        TEST(any_shows_the_element_that_fits),
        TEST(any_shows_the_nearest_where_none_fits),
        TEST(every_shows_the_element_that_does_not_fit),
        TEST(an_empty_filter_shows_what_came_nearest),
        TEST(a_name_is_told_of_once),
        TEST(a_formula_is_told_with_what_it_was_given),
        TEST(what_another_decision_gave_says_which),
        TEST(policy_text_is_told_in_one_line_without_comments),
        TEST(each_language_has_its_own_words_dates_and_message),
        TEST(a_clause_that_is_not_cited_is_not_told),
        TEST(time_settles_a_comparison_with_today_to_the_day),
        TEST(what_stands_above_is_told_with_its_end),
        TEST(a_parameter_on_today_changes_on_its_day),
        TEST(units_to_today_change_with_the_day),
        TEST(a_day_among_others_comes_and_goes),
        TEST(time_is_found_in_elements_that_are_not_shown),
        TEST(a_parameter_on_a_day_before_today_changes_as_much_later),
        TEST(hours_before_now_change_to_the_hour),
        TEST(a_day_that_is_not_another_changes_on_both_sides_of_it),
        TEST(conditions_made_of_others_change_as_a_whole),
        TEST(what_time_does_not_touch_says_nothing_of_time),
        TEST(an_outcome_that_it_has_is_said_to_be_it),
        TEST(an_outcome_that_is_none_is_a_problem),
        TEST(a_chain_of_names_stays_small),
        TEST(lets_of_conditions_stay_small_aside_too),
        TEST(what_is_too_much_is_cut_and_said),
        TEST(explaining_changes_no_decision),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
