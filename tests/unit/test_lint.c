/* Warnings: which files are judged, what comments allow, and what a policy that is asked nothing is
 * not told.  The kinds themselves are shown in tests/lints. */
#include "load_fixture.h"

#include "interp/check/lint/lint_kinds.h"

/* The warnings of FILES, the first GIVEN on the command line. */
static char *warnings(const struct test_file *files, uint32_t given, struct check_options options)
{
    struct load *load = load_texts(files, given);
    options.lints = true;
    check(load, options);
    assert_int_equal(load->diags.errors, 0);
    char *seen = complaints(load);
    load_free(load);
    return seen;
}

static void expect_warnings(const struct test_file *files, uint32_t given, const char *expected)
{
    char *seen = warnings(files, given, (struct check_options){ 0 });
    assert_string_equal(seen, expected);
    free(seen);
}

/* The warnings of one policy whose only decision has STEPS. */
static void expect_of_steps(const char *steps, const char *expected)
{
    char text[2000];
    snprintf(text, sizeof text,
             "policy p { timezone \"UTC\" }\n"
             "input H key id { id: text  n: integer 0 .. 9  b: bool  d: date? }\n"
             "outcome A { yes  no }\n"
             "decide a: A {\n%s\notherwise rest then no }",
             steps);
    expect_warnings((struct test_file[]){ { "a.pol", text }, { NULL, NULL } }, 1, expected);
}

static const char SCHEMA[] = "enum Kind { x z }  enum Other { y w }\n"
                             "input H key id { id: text  kind: Kind }\n"
                             "outcome A { yes  no }\n";

static const char USER[] = "policy p { timezone \"UTC\" } use \"schema.pol\"\n"
                           "decide a: A { rule x when kind is x and id is \"1\" then yes "
                           "otherwise rest then no }";

/* ---- which files ---- */

static void what_a_used_file_declares_beyond_need_is_no_matter(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol", USER }, { "schema.pol", SCHEMA }, { NULL, NULL } };
    expect_warnings(files, 1, "");
}

static void a_shared_file_that_is_given_with_its_users_is_judged(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol", USER }, { "schema.pol", SCHEMA }, { NULL, NULL } };
    expect_warnings(files, 2,
                    "schema.pol:1:25 warning unused-enum: nothing uses the enumeration `Other` | "
                    "leave it out\n");
}

static void what_one_of_two_users_needs_is_used(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol", USER },
        { "b.pol", "policy q { timezone \"UTC\" } use \"schema.pol\" enum Unused { u } define f(k: "
                   "Other): bool = k is y\n"
                   "decide b: A { rule f when f(y) then yes otherwise rest then no }" },
        { "schema.pol", SCHEMA },
        { NULL, NULL }
    };
    expect_warnings(files, 3,
                    "b.pol:1:51 warning unused-enum: nothing uses the enumeration `Unused` | leave "
                    "it out\n");
}

static void a_shared_file_that_is_given_alone_is_not_judged(void **state)
{
    (void)state;
    expect_warnings((struct test_file[]){ { "schema.pol", SCHEMA }, { NULL, NULL } }, 1, "");
}

static void warnings_are_told_only_where_they_are_asked_for(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol",
                                   "policy p { timezone \"UTC\" }\n"
                                   "input H key id { id: text }\nenum Kind { x }\noutcome A { y }\n"
                                   "decide a: A { let l = id otherwise o then y }" },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    load_free(load);
}

static void a_policy_with_errors_gets_no_warnings_of_this_sort(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol",
                                   "policy p { timezone \"UTC\" }\n"
                                   "input H key id { id: text }\nenum Kind { x }\noutcome A { y }\n"
                                   "decide a: A { otherwise o then z }" },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    check(load, (struct check_options){ .lints = true });
    assert_int_equal(load->diags.count, 1);
    assert_string_equal(load->diags.items[0]->code, "unknown-case");
    load_free(load);
}

/* ---- comments ---- */

static void a_comment_behind_words_allows_their_line(void **state)
{
    (void)state;
    expect_of_steps("let l = n # allow unused-let: why not\nrule r when b then yes", "");
}

static void a_comment_above_allows_the_next_line_with_words(void **state)
{
    (void)state;
    expect_of_steps("# allow unused-let: why not\n\n# a word about it\nlet l = n\n"
                    "rule r when b then yes",
                    "");
}

static void a_comment_allows_no_other_kind_of_warning(void **state)
{
    (void)state;
    expect_of_steps(
        "let l = n # allow always-true: why not\nrule r when b then yes",
        "5:5 warning unused-let: nothing uses the let `l` | leave it out\n"
        "5:11 warning unused-allow: there is no warning `always-true` here | leave this "
        "comment out\n");
}

static void a_comment_allows_no_line_but_its_own(void **state)
{
    (void)state;
    expect_of_steps("rule r when b then yes # allow unused-let: why not\nlet l = n",
                    "5:24 warning unused-allow: there is no warning `unused-let` here | leave this "
                    "comment out\n"
                    "6:5 warning unused-let: nothing uses the let `l` | leave it out\n");
}

static void a_reason_is_needed(void **state)
{
    (void)state;
    expect_of_steps(
        "let l = n # allow unused-let:  \nrule r when b then yes",
        "5:5 warning unused-let: nothing uses the let `l` | leave it out\n"
        "5:11 warning allow-without-reason: why is `unused-let` allowed here? | say it: "
        "`# allow unused-let: reason`\n");
}

static void errors_cannot_be_allowed(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol", "input H key id { id: text  n: Nothing } # allow unknown-type: why not\n" },
        { NULL, NULL }
    };
    struct load *load = load_texts(files, 1);
    check(load, (struct check_options){ .lints = true });
    assert_true(load->diags.errors > 0);
    load_free(load);
}

static void warnings_that_are_always_told_can_be_allowed_too(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol", "enum Kind { count } # allow reserved-word: data say so\n" }, { NULL, NULL }
    };
    struct load *load = load_texts(files, 1);
    check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    load_free(load);
}

static void doc_comments_allow_nothing(void **state)
{
    (void)state;
    expect_of_steps("## allow unused-let: why not\nrule r when b then yes\nlet l = n",
                    "7:5 warning unused-let: nothing uses the let `l` | leave it out\n");
}

/* ---- mends ---- */

static void the_mend_of_an_unused_let_leaves_it_out(void **state)
{
    (void)state;
    const char *text = "policy p { timezone \"UTC\" }\ninput H key id { id: text }\n"
                       "outcome A { y }\ndecide a: A { let l = id otherwise o then y }";
    struct load *load = load_texts((struct test_file[]){ { "a.pol", text }, { NULL, NULL } }, 1);
    check(load, (struct check_options){ .lints = true });
    assert_int_equal(load->diags.count, 1);
    const struct diag *diag = load->diags.items[0];
    assert_string_equal(diag->mend, "");
    const char *mended = sources_text(&load->sources, diag->mended);
    assert_int_equal(diag->mended.end - diag->mended.start, strlen("let l = id"));
    assert_memory_equal(mended, "let l = id", strlen("let l = id"));
    load_free(load);
}

/* ---- what is not told ---- */

static void a_facts_parts_count_once_and_not_for_each_way_through_it(void **state)
{
    (void)state;
    char text[20000] = "policy p { timezone \"UTC\" }\n"
                       "input H key id { id: text  a: bool  b: bool }\noutcome A { y  z }\n"
                       "define f0: bool = a\n";
    for (int i = 1; i < 200; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text),
                 "define f%d: bool = f%d or (b and f%d)\n", i, i - 1, i - 1);
    strcat(text, "decide d: A { rule r when f199 then y otherwise o then z }");
    char *seen = warnings((struct test_file[]){ { "a.pol", text }, { NULL, NULL } }, 1,
                          (struct check_options){ 0 });
    assert_non_null(strstr(seen, "always-false: `f60` is never true, after what stands before it"));
    free(seen);
}

static void kinds_stand_in_the_order_of_their_codes(void **state)
{
    (void)state;
    for (uint32_t i = 1; lint_at(i); i++)
        assert_true(strcmp(lint_at(i - 1)->code, lint_at(i)->code) < 0);
    assert_non_null(lint_find("unused-let"));
    assert_null(lint_find("unused-lets"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_used_file_declares_beyond_need_is_no_matter),
        cmocka_unit_test(a_shared_file_that_is_given_with_its_users_is_judged),
        cmocka_unit_test(what_one_of_two_users_needs_is_used),
        cmocka_unit_test(a_shared_file_that_is_given_alone_is_not_judged),
        cmocka_unit_test(warnings_are_told_only_where_they_are_asked_for),
        cmocka_unit_test(a_policy_with_errors_gets_no_warnings_of_this_sort),
        cmocka_unit_test(a_comment_behind_words_allows_their_line),
        cmocka_unit_test(a_comment_above_allows_the_next_line_with_words),
        cmocka_unit_test(a_comment_allows_no_other_kind_of_warning),
        cmocka_unit_test(a_comment_allows_no_line_but_its_own),
        cmocka_unit_test(a_reason_is_needed),
        cmocka_unit_test(errors_cannot_be_allowed),
        cmocka_unit_test(warnings_that_are_always_told_can_be_allowed_too),
        cmocka_unit_test(doc_comments_allow_nothing),
        cmocka_unit_test(the_mend_of_an_unused_let_leaves_it_out),
        cmocka_unit_test(a_facts_parts_count_once_and_not_for_each_way_through_it),
        cmocka_unit_test(kinds_stand_in_the_order_of_their_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
