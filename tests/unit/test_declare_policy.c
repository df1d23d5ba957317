/* Policies: their headers, sources, parameters, versions, and what they read. */
#include "load_fixture.h"

/* ---- the header ---- */

static void settings_are_known_and_set_once(void **state)
{
    (void)state;
    expect(
        "policy p {\n titel \"x\"\n timezone \"UTC\"\n timezone \"UTC\"\n rounding sideways\n "
        "languages \"\"\n title x\n colour red\n}",
        "2:2 unknown-setting: a policy has no setting `titel` | did you mean `title`?\n"
        "4:2 given-twice: setting `timezone` is given twice (3:2 first here) | leave one out\n"
        "5:11 unknown-rounding: rounding is `down` or `up`, not `sideways` | `down`: the month's "
        "last day; `up`: the next month's first day\n"
        "6:2 setting-form: this is not how `languages` is set | write `languages en, ko`\n"
        "7:2 setting-form: this is not how `title` is set | write `title \"Renewing a "
        "certification\"`\n"
        "8:2 unknown-setting: a policy has no setting `colour` | the settings are title, "
        "effective, timezone, rounding, languages, language\n");
}

static void a_timezone_is_in_the_database(void **state)
{
    (void)state;
    expect("policy p { timezone \"Asia/Soul\" }",
           "1:21 unknown-timezone: there is no time zone \"Asia/Soul\" | did you mean "
           "\"Asia/Seoul\"?\n");
    expect("policy p { timezone \"Tokyo\" }",
           "1:21 unknown-timezone: there is no time zone \"Tokyo\" | "
           "did you mean \"Asia/Tokyo\"?\n");
    expect(
        "policy p { timezone \"../etc/passwd\" }",
        "1:21 unknown-timezone: there is no time zone \"../etc/passwd\" | zones are called by the "
        "IANA's names, as \"Asia/Seoul\" or \"UTC\"\n");
}

static void languages_are_tags_of_bcp_47(void **state)
{
    (void)state;
    expect("policy p { languages en, ko, pt_BR, zh_Hans_CN, sr_Latn_RS, de_1996, es_419 }", "");
    expect("policy p { languages \"en-x-plain\" }", "");
    expect("policy p { languages en, \"pt-BR\", \"zh-Hant-TW\" }", "");
    expect("policy p { languages \"sr-Latn\", ko }", "");
    expect(
        "policy p { languages en, english, x, en_, EN }",
        "1:26 bad-language: \"english\" is no language tag | languages are called by BCP "
        "47, as a word or a text: en, zh_Hans, \"pt-BR\"\n"
        "1:35 bad-language: \"x\" is no language tag | languages are called by BCP 47, as a word "
        "or a text: en, zh_Hans, \"pt-BR\"\n"
        "1:38 bad-language: \"en_\" is no language tag | languages are called by BCP 47, as a word "
        "or a text: en, zh_Hans, \"pt-BR\"\n"
        "1:43 given-twice: language `EN` is given twice (1:22 first here) | leave one out\n");
}

static void a_word_and_a_text_of_one_language_are_the_same(void **state)
{
    (void)state;
    expect("policy p { languages pt_BR, \"pt-br\" }",
           "1:29 given-twice: language `pt-br` is given twice (1:22 first here) | leave one out\n");
}

static void a_text_among_the_languages_is_a_tag_too(void **state)
{
    (void)state;
    expect("policy p { languages ko, \"two words\" }",
           "1:26 bad-language: \"two words\" is no language tag | languages are called by BCP 47, "
           "as a word or a text: en, zh_Hans, \"pt-BR\"\n");
}

static void the_readers_language_is_a_text_of_the_input(void **state)
{
    (void)state;
    expect("policy p { language tongue }\ninput I key id { id: text tongue: text? }", "");
    expect("policy p { language tonge }\ninput I key id { id: text tongue: text? }",
           "1:21 unknown-field: `I` has no field `tonge` | did you mean `tongue`?\n");
    expect(
        "policy p { language id }\ninput I key id { id: integer }",
        "1:21 language-type: the reader's language is a text; `id` is integer (2:18 declared here) "
        "| name a field of type text, which holds \"ko\" or \"pt-BR\"\n");
}

static void days_exist_and_are_in_order(void **state)
{
    (void)state;
    expect("policy p { effective 2021-02-29 .. }",
           "1:22 no-such-day: 2021-02-29 is not a day of the calendar | that month has 28 days\n");
    expect("policy p { effective 2021-02-02 .. 2021-02-01 }",
           "1:22 days-reversed: 2021-02-01 is before 2021-02-02 | the first day stands first: "
           "2021-02-01 .. 2021-02-02\n");
}

static const struct policy *checked_policy(struct load *load)
{
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    return program->policies[0];
}

static void the_header_is_what_the_policy_is(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol",
          "policy p {\n title \"A title\"\n effective 2020-12-15 .. 2021-01-01 cites s.a\n "
          "timezone \"Asia/Seoul\"\n rounding up\n languages en, pt_BR\n}\n"
          "source s \"S\" { a \"b\" }\ninput I key id { id: text language: text }" },
        { NULL, NULL }
    };
    struct load *load = load_texts(files, 1);
    const struct policy *policy = checked_policy(load);
    assert_string_equal(policy->name, "p");
    assert_string_equal(policy->title, "A title");
    /* days since 1970, as `date -u -d 2020-12-15 +%s` over 86400 has them */
    assert_int_equal(policy->from, 18611);
    assert_int_equal(policy->to, 18628);
    assert_int_equal(policy->cites.count, 1);
    assert_string_equal(policy->cites.items[0]->id, "s.a");
    assert_string_equal(policy->zone_name, "Asia/Seoul");
    assert_int_equal(policy->rounding, ROUNDING_UP);
    assert_int_equal(policy->language_count, 2);
    assert_string_equal(policy->languages[1], "pt-BR");
    assert_string_equal(policy->language->name, "language");
    load_free(load);
}

static void an_empty_header_is_enough(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol", "policy p { }" }, { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    const struct policy *policy = checked_policy(load);
    assert_null(policy->title);
    assert_int_equal(policy->from, DATE_MIN);
    assert_int_equal(policy->to, DATE_MAX);
    assert_string_equal(policy->zone_name, "UTC");
    assert_non_null(policy->zone);
    assert_int_equal(policy->rounding, ROUNDING_NONE);
    assert_null(policy->language);
    load_free(load);
}

/* ---- several policies ---- */

static void versions_of_a_policy_do_not_overlap(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol", "policy p { effective .. 2020-12-31 }" },
                                 { "b.pol", "policy p { effective 2020-12-31 .. }" },
                                 { NULL, NULL } };
    expect_files(
        files, 2,
        "b.pol:1:8 versions-overlap: two versions of policy `p` are effective on 2020-12-31 "
        "(1:8 the other version) | let one end the day before the other begins: `effective "
        "2020-01-01 .. 2020-12-31`\n");
    files[1].text = "policy p { effective 2021-01-01 .. }";
    expect_files(files, 2, "");
    files[1].text = "policy q { effective 2020-12-31 .. }";
    expect_files(files, 2, "");
}

static void versions_in_two_time_zones_do_not_overlap_for_some_hours(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol", "policy p { effective .. 2020-12-31  timezone \"America/New_York\" }" },
        { "b.pol", "policy p { effective 2021-01-01 .. }" },
        { NULL, NULL }
    };
    expect_files(
        files, 2,
        "b.pol:1:8 versions-overlap: two versions of policy `p` are effective on 2021-01-01 "
        "(1:8 the other version) | their time zones differ, and so do the instants at which a day "
        "begins: give both the same `timezone`\n");
    files[0].text = "policy p { effective .. 2020-12-31  timezone \"Asia/Seoul\" }";
    expect_files(files, 2, "");
}

static const char decides[] = "outcome O { x }\ndecide d: O { otherwise y then x }\n";

static void what_decides_needs_an_input(void **state)
{
    (void)state;
    char text[256];
    snprintf(text, sizeof text, "policy p { }\n%s", decides);
    expect(text,
           "1:8 no-input: nothing says what a record is | declare one, `input Holder key id { "
           "id: text … }`, or `use` the file that does\n");
    snprintf(text, sizeof text,
             "policy p { }\n%sinput A key id { id: text }\ninput B key id { id: "
             "text }",
             decides);
    expect(text,
           "5:7 second-input: a policy reads one kind of record, and `B` is the second (4:7 the "
           "first) | make it a `record`, and a field of `A`\n");
}

static void policies_that_run_together_share_their_input(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol", "policy p { }\ninput A key id { id: text }" },
                                 { "b.pol", "policy q { }\ninput A key id { id: text }" },
                                 { NULL, NULL } };
    expect_files(
        files, 2,
        "b.pol:2:7 other-input: policies that run together read the same records (2:7 what "
        "another policy reads) | declare the input in one file, which all policies `use`\n");
    struct test_file shared[] = { { "a.pol", "policy p { }\nuse \"i.pol\"" },
                                  { "b.pol", "policy q { }\nuse \"i.pol\"" },
                                  { "i.pol", "input A key id { id: text }" },
                                  { NULL, NULL } };
    expect_files(shared, 2, "");
}

static void a_file_that_a_policy_uses_is_checked_with_it(void **state)
{
    (void)state;
    struct test_file files[] = { { "i.pol", "define f: period = 1 month" },
                                 { "a.pol", "policy p { }\nuse \"i.pol\"" },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 2);
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    assert_int_equal(program->policy_count, 1);
    assert_int_equal(program->policies[0]->define_count, 1);
    load_free(load);
}

static const char shared_decision[] = "input A key id { id: text }\noutcome O { yes }\n"
                                      "decide d: O { otherwise rest then yes }";

static void decisions_that_a_policy_uses_are_its_own(void **state)
{
    (void)state;
    struct test_file files[] = { { "d.pol", shared_decision },
                                 { "a.pol", "policy p { }\nuse \"d.pol\"" },
                                 { NULL, NULL } };
    expect_files(files, 2, "");
}

static void decisions_without_a_policy_are_told_in_the_given_file(void **state)
{
    (void)state;
    struct test_file files[] = { { "b.pol", "use \"d.pol\"\ndecide e: O { otherwise o then yes }" },
                                 { "d.pol", shared_decision },
                                 { NULL, NULL } };
    expect_files(files, 1,
                 "2:8 no-policy: `e` is never decided: this file has no `policy`, and none that "
                 "uses it is given | put a header above, `policy renewal { timezone \"UTC\" }`, "
                 "or name a policy that uses this file\n");
}

/* ---- sources ---- */

static void a_clause_is_cited_by_its_name(void **state)
{
    (void)state;
    expect(
        "source rules \"R\" { req.1 \"a\" faq.5a \"b\" req.1 \"c\" }\n"
        "parameter a: integer cites rules.req.1, rules.faq.5a = 1\n"
        "parameter b: integer cites rules.rec.1 = 1\n"
        "parameter c: integer cites rule.req.1 = 1\n"
        "parameter d: integer cites rules = 1\n"
        "parameter e: integer cites elsewhere.x = 1\n"
        "parameter f: integer cites rules.something.else = 1\n",
        "1:41 declared-twice: clause `req.1` is declared twice (1:20 first here) | rename one of "
        "them, or leave it out\n"
        "3:28 unknown-clause: source `rules` has no clause `rec.1` (1:8 the source) | did you mean "
        "`rules.req.1`?\n"
        "4:28 unknown-source: no source is called `rule` | did you mean `rules.req.1`?\n"
        "5:28 source-cited: `rules` is a whole source; cite one of its clauses | as in "
        "`rules.req.1`\n"
        "6:28 unknown-source: no source is called `elsewhere` | `use` the file that lists its "
        "clauses\n"
        "7:28 unknown-clause: source `rules` has no clause `something.else` (1:8 the source) | add "
        "the clause to the source, or cite another\n");
}

static void a_document_keeps_its_clauses(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol",
          "source s \"Title\" revised 1970-01-11 { a \"first\" info b.2 \"second\" disputed "
          "\"or not\" }\nsource t \"T\" { }" },
        { NULL, NULL }
    };
    struct load *load = load_texts(files, 1);
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    assert_int_equal(program->document_count, 2);
    const struct document *document = program->documents[0];
    assert_string_equal(document->title, "Title");
    assert_int_equal(document->revised, 10);
    assert_int_equal(document->count, 2);
    assert_string_equal(document->clauses[1].id, "s.b.2");
    assert_string_equal(document->clauses[1].statement, "second");
    assert_string_equal(document->clauses[1].disputed, "or not");
    assert_true(document->clauses[1].informational);
    assert_false(document->clauses[0].informational);
    assert_null(document->clauses[0].disputed);
    assert_true(program->documents[1]->revised == INTEGER_ABSENT);
    load_free(load);
}

/* ---- parameters ---- */

static void a_parameter_has_a_value_for_every_day(void **state)
{
    (void)state;
    expect("parameter a: integer { .. 2019-12-31 = 1  2020-01-01 .. = 2 }", "");
    expect("parameter a: integer { 2020-01-01 .. = 2  .. 2019-12-31 = 1 }", "");
    expect(
        "parameter a: integer {\n .. 2019-12-31 = 1\n 2020-01-02 .. 2020-03-31 = 2\n 2020-03-15 "
        ".. = 3\n}",
        "3:2 days-without-value: `a` has no value on 2020-01-01 | each day has one value: let "
        "these begin on 2020-01-01\n"
        "4:2 days-with-two-values: `a` has two values from 2020-03-15 to 2020-03-31 (3:2 the other "
        "days) | let those end on 2020-03-14\n");
    expect(
        "parameter a: integer { 2020-01-01 .. 2020-12-31 = 1 }",
        "1:24 days-without-value: `a` has no value up to 2019-12-31 | let the first days be open: "
        "`.. 2020-12-31`\n"
        "1:35 days-without-value: `a` has no value from 2021-01-01 on | let the last days be open: "
        "`2020-01-01 ..`\n");
    expect("parameter a: integer { }",
           "1:11 no-value: parameter `a` has no value | give it one with "
           "`=`, or one for each of its days\n");
}

static void versions_within_another_are_told(void **state)
{
    (void)state;
    expect(
        "parameter a: integer {\n .. 2030-12-31 = 1\n 2020-01-01 .. 2020-12-31 = 2\n 2031-01-01 .. "
        "= 3\n}",
        "3:2 days-with-two-values: `a` has two values from 2020-01-01 to 2020-12-31 (2:2 the other "
        "days) | let those end on 2019-12-31\n");
}

static void parameters_have_plain_types(void **state)
{
    (void)state;
    expect(
        "enum K { x y }\nrecord R { id: text }\n"
        "parameter a: [K] = [x, y]\nparameter b: R = 1\nparameter c: [period] = []\nparameter d: "
        "date? = 2020-01-01\nparameter e: [text]? = []\nparameter f: duration = 24 hours\n",
        "4:14 parameter-type: a parameter cannot be R | put such data into a `table`\n"
        "5:14 parameter-type: a parameter cannot be [period] | declare one parameter for each\n"
        "6:14 parameter-type: a parameter is never absent | leave out the `?`\n"
        "7:14 parameter-type: a parameter is never absent | leave out the `?`\n");
}

static void parameters_may_be_made_from_others_in_any_order(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol",
                                   "policy p { }\nparameter a: integer = b * 2\nparameter b: "
                                   "integer = c + 1\nparameter c: integer = 20" },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    const struct policy *policy = checked_policy(load);
    assert_int_equal(policy->parameter_count, 3);
    assert_int_equal(policy->parameters[0]->versions[0].value.integer, 42);
    assert_int_equal(policy->parameters[0]->versions[0].from, DATE_MIN);
    assert_int_equal(policy->parameters[0]->versions[0].to, DATE_MAX);
    load_free(load);
}

static void parameters_are_not_made_from_themselves(void **state)
{
    (void)state;
    expect("parameter a: integer = b + 1\nparameter b: integer = c\nparameter c: integer = a",
           "3:24 parameter-cycle: `a` is made from itself: a -> b -> c -> a (1:11 declared here) | "
           "write one of them out\n");
    expect("enum K { a }\nparameter a: K = a", "");
}

static void versions_stand_in_the_order_of_time(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol",
                                   "policy p { }\nparameter a: integer { 1970-01-02 .. = 2  "
                                   ".. 1970-01-01 = 1 }" },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    const struct parameter *parameter = checked_policy(load)->parameters[0];
    assert_int_equal(parameter->count, 2);
    assert_int_equal(parameter->versions[0].value.integer, 1);
    assert_int_equal(parameter->versions[0].to, 0);
    assert_int_equal(parameter->versions[1].value.integer, 2);
    assert_int_equal(parameter->versions[1].from, 1);
    load_free(load);
}

/* ---- defines and decisions ---- */

static void arguments_differ_and_lists_are_never_absent(void **state)
{
    (void)state;
    expect("define f(a: integer, a: [text]?): [text]? = []",
           "1:22 declared-twice: argument `a` is declared twice (1:10 first here) | rename one of "
           "them, or leave it out\n"
           "1:35 optional-list: a list is never absent, only empty | write `[text]`\n");
    expect("define f(a: [text]?): integer = 1",
           "1:13 optional-list: a list is never absent, only empty | write `[text]`\n");
}

static void a_decision_gives_an_outcome(void **state)
{
    (void)state;
    expect(
        "policy p { }\ninput I key id { id: text }\noutcome Renewal { x }\nenum Kind { y }\n"
        "decide a: Renewl { otherwise b then x }\n"
        "decide c: Kind { otherwise b then x }\n"
        "decide d: text { otherwise b then x }\n",
        "5:11 unknown-outcome: there is no outcome `Renewl` | did you mean `Renewal`?\n"
        "6:11 not-an-outcome: `Kind` is no outcome (4:6 declared here) | declare what can come "
        "out, "
        "as `outcome Renewal { granted  refused }`\n"
        "7:11 unknown-outcome: there is no outcome `text` | declare what can come out, as `outcome "
        "Renewal { granted  refused }`\n");
}

static void rules_and_lets_have_names_of_their_own(void **state)
{
    (void)state;
    expect(
        "policy p { }\ninput I key id { id: text }\noutcome O { x }\ndecide d: O {\n let a = 1\n "
        "let "
        "a = 2\n rule a when id is \"\" then x\n rule a when id is \"b\" then x\n otherwise a then "
        "x\n}",
        "6:6 declared-twice: let `a` is declared twice (5:6 first here) | rename one of them, or "
        "leave it out\n"
        "8:7 declared-twice: rule `a` is declared twice (7:7 first here) | rename one of them, or "
        "leave it out\n"
        "9:12 declared-twice: rule `a` is declared twice (7:7 first here) | rename one of them, or "
        "leave it out\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_are_known_and_set_once),
        cmocka_unit_test(a_timezone_is_in_the_database),
        cmocka_unit_test(languages_are_tags_of_bcp_47),
        cmocka_unit_test(a_word_and_a_text_of_one_language_are_the_same),
        cmocka_unit_test(a_text_among_the_languages_is_a_tag_too),
        cmocka_unit_test(the_readers_language_is_a_text_of_the_input),
        cmocka_unit_test(days_exist_and_are_in_order),
        cmocka_unit_test(the_header_is_what_the_policy_is),
        cmocka_unit_test(an_empty_header_is_enough),
        cmocka_unit_test(versions_of_a_policy_do_not_overlap),
        cmocka_unit_test(versions_in_two_time_zones_do_not_overlap_for_some_hours),
        cmocka_unit_test(what_decides_needs_an_input),
        cmocka_unit_test(policies_that_run_together_share_their_input),
        cmocka_unit_test(a_file_that_a_policy_uses_is_checked_with_it),
        cmocka_unit_test(decisions_that_a_policy_uses_are_its_own),
        cmocka_unit_test(decisions_without_a_policy_are_told_in_the_given_file),
        cmocka_unit_test(a_clause_is_cited_by_its_name),
        cmocka_unit_test(a_document_keeps_its_clauses),
        cmocka_unit_test(a_parameter_has_a_value_for_every_day),
        cmocka_unit_test(versions_within_another_are_told),
        cmocka_unit_test(parameters_have_plain_types),
        cmocka_unit_test(parameters_may_be_made_from_others_in_any_order),
        cmocka_unit_test(parameters_are_not_made_from_themselves),
        cmocka_unit_test(versions_stand_in_the_order_of_time),
        cmocka_unit_test(arguments_differ_and_lists_are_never_absent),
        cmocka_unit_test(a_decision_gives_an_outcome),
        cmocka_unit_test(rules_and_lets_have_names_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
