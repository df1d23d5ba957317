/* The canonical layout: what stands on a line, in columns, and around comments. */
#include "tests/unit/parse_fixture.h"

#include "grammar/format.h"

/* What TEXT looks like formatted; it must be the same again. */
static void expect_layout(const char *text, const char *expected)
{
    struct fixture fixture;
    size_t length = 0;
    fixture_open(&fixture, text, strlen(text));
    struct ast_context context = { &fixture.arena, &fixture.names, &fixture.diags };
    const char *formatted = format(fixture.source, &context, &length);
    assert_non_null(formatted);
    assert_string_equal(formatted, expected);
    assert_int_equal(length, strlen(expected));
    fixture_free(&fixture);
}

/* TEXT has its canonical layout. */
static void expect_kept(const char *text)
{
    expect_layout(text, text);
}

/* ---- lines ---- */

static void what_stood_on_one_line_stays_on_one(void **state)
{
    (void)state;
    expect_layout("enum E{a b \"B\"   c}", "enum E { a  b \"B\"  c }\n");
    expect_layout("record R key id{id:text born:date? up to 5}",
                  "record R key id { id: text  born: date? up to 5 }\n");
    expect_layout(
        "policy p{languages en,\"pt-BR\" effective 2020-01-01.. cites a . 1,b.5a}",
        "policy p { languages en, \"pt-BR\"  effective 2020-01-01 .. cites a.1, b.5a }\n");
    expect_layout("decide d:O{otherwise a then b(x:1)}",
                  "decide d: O { otherwise a then b(x: 1) }\n");
}

static void what_stood_on_several_lines_has_a_line_an_entry(void **state)
{
    (void)state;
    expect_layout("enum E { a\n b \"B\" c }", "enum E {\n  a\n  b  \"B\"\n  c\n}\n");
    expect_layout("outcome O\n{ no yes(on:date,\nwhy:[text]?) }",
                  "outcome O {\n  no\n  yes(on: date, why: [text]?)\n}\n");
}

static void a_block_that_does_not_fit_has_a_line_an_entry(void **state)
{
    (void)state;
    expect_layout("enum E { a_member_of_some_length  another_member_of_some_length  "
                  "a_third_member_of_some_length four }",
                  "enum E {\n  a_member_of_some_length\n  another_member_of_some_length\n"
                  "  a_third_member_of_some_length\n  four\n}\n");
}

static void an_empty_block_is_a_pair_of_braces(void **state)
{
    (void)state;
    expect_layout("enum E {\n\n}", "enum E { }\n");
    expect_layout("decide d: O {}", "decide d: O { }\n");
}

static void an_empty_text_stays_empty(void **state)
{
    (void)state;
    expect_layout("", "");
    expect_layout("\n \n", "");
}

static void carriage_returns_and_tabs_go(void **state)
{
    (void)state;
    expect_layout("use \"a\"\r\n\r\n\tuse \"b\" # c \t\r\n", "use \"a\"\n\nuse \"b\"  # c\n");
}

/* ---- empty lines ---- */

static void one_empty_line_between_entries_is_kept(void **state)
{
    (void)state;
    expect_layout("\n\nuse \"a\"\n\n\n\nuse \"b\"\nuse \"c\"\n\n",
                  "use \"a\"\n\nuse \"b\"\nuse \"c\"\n");
    expect_layout("enum E {\n\n  a\n\n\n  b\n  c\n\n}", "enum E {\n  a\n\n  b\n  c\n}\n");
}

static void a_declaration_of_several_lines_has_empty_lines_around_it(void **state)
{
    (void)state;
    expect_layout("use \"a\"\nenum E {\n  a\n}\nenum F { b }\nenum G { c }",
                  "use \"a\"\n\nenum E {\n  a\n}\n\nenum F { b }\nenum G { c }\n");
}

static void the_empty_line_stands_above_the_comments_of_a_declaration(void **state)
{
    (void)state;
    expect_layout("use \"a\" # its own\n# about E\n## doc\nenum E {\n  a\n}\n",
                  "use \"a\"  # its own\n\n# about E\n## doc\nenum E {\n  a\n}\n");
    expect_kept("use \"a\"\n# about a\n\n## doc\nenum E {\n  a\n}\n");
}

/* ---- columns ---- */

static void fields_have_columns_for_types_ranges_and_spellings(void **state)
{
    (void)state;
    expect_layout("record R {\n id: text\n points: decimal 0.0..99.5 \"credit\"\n"
                  " shift: integer? -14 .. 14\n tries: [Try]? up  to 5\n kind: Kind \"type\"\n}",
                  "record R {\n"
                  "  id:      text\n"
                  "  points:  decimal   0.0 .. 99.5  \"credit\"\n"
                  "  shift:   integer?  -14 .. 14\n"
                  "  tries:   [Try]?    up to 5\n"
                  "  kind:    Kind                   \"type\"\n"
                  "}\n");
}

static void settings_members_clauses_and_messages_have_columns(void **state)
{
    (void)state;
    expect_layout("policy p {\n title \"T\"\n effective ..2020-12-31 cites a\n languages en,ko\n}",
                  "policy p {\n  title      \"T\"\n  effective  .. 2020-12-31  cites a\n"
                  "  languages  en, ko\n}\n");
    expect_layout(
        "source s \"S\" {\n info lead \"x\"\n req.1 \"y\" disputed \"z\"\n}",
        "source s \"S\" {\n  info lead  \"x\"\n  req.1      \"y\"\n    disputed \"z\"\n}\n");
    expect_layout("messages ko for d {\n a \"x\"\n long_one \"y\"\n}",
                  "messages ko for d {\n  a         \"x\"\n  long_one  \"y\"\n}\n");
}

static void versions_of_a_parameter_have_their_values_in_a_column(void **state)
{
    (void)state;
    expect_layout("parameter p: period {\n.. 2020-12-31=1 year 2021-01-01..2021-12-31 = 2 years\n"
                  "2022-01-01 ..=3 years}",
                  "parameter p: period {\n"
                  "  .. 2020-12-31            = 1 year\n"
                  "  2021-01-01 .. 2021-12-31 = 2 years\n"
                  "  2022-01-01 ..            = 3 years\n"
                  "}\n");
}

static void neighbouring_parameters_and_lets_have_columns(void **state)
{
    (void)state;
    expect_layout(
        "parameter a: period cites x.1 = 6 months\nparameter bbb: duration = 24 hours\n"
        "\nparameter c: date = 2021-01-01",
        "parameter a:   period   cites x.1 = 6 months\nparameter bbb: duration = 24 hours\n"
        "\nparameter c: date = 2021-01-01\n");
    expect_layout("decide d: O {\n let a = 1\n let bbb = 2\n\n let c = 3\n}",
                  "decide d: O {\n  let a   = 1\n  let bbb = 2\n\n  let c = 3\n}\n");
}

static void columns_are_measured_as_they_are_shown(void **state)
{
    (void)state;
    expect_layout("record R {\n 이름: text\n a: text\n}",
                  "record R {\n  이름:  text\n  a:     text\n}\n");
}

static void a_very_long_cell_juts_out_and_moves_no_other(void **state)
{
    (void)state;
    expect_layout(
        "record R {\n a: text\n"
        " a_name_of_more_than_sixty_columns_which_nobody_should_write_but_some_do: text\n}",
        "record R {\n  a:  text\n"
        "  a_name_of_more_than_sixty_columns_which_nobody_should_write_but_some_do:  text\n}\n");
}

/* ---- rules ---- */

static void rules_on_one_line_each_are_rows(void **state)
{
    (void)state;
    expect_layout("decide d: O {\n let x = 1\n rule a when x is 1 then no\n"
                  " rule bbb cites s.1 when x > 10 then yes(n: x)\n otherwise c then no\n}",
                  "decide d: O {\n"
                  "  let x = 1\n"
                  "  rule a               when x is 1  then no\n"
                  "  rule bbb  cites s.1  when x > 10  then yes(n: x)\n"
                  "  otherwise c                       then no\n"
                  "}\n");
}

static void one_rule_of_several_lines_makes_all_so(void **state)
{
    (void)state;
    expect_layout("decide d: O {\n let x = 1\n rule a when x is 1 then no\n"
                  " rule bbb cites s.1\n when x > 10 then yes(n: x)\n otherwise c then no\n}",
                  "decide d: O {\n"
                  "  let x = 1\n"
                  "\n"
                  "  rule a\n"
                  "    when x is 1\n"
                  "    then no\n"
                  "\n"
                  "  rule bbb  cites s.1\n"
                  "    when x > 10\n"
                  "    then yes(n: x)\n"
                  "\n"
                  "  otherwise c\n"
                  "    then no\n"
                  "}\n");
}

static void a_row_that_does_not_fit_makes_all_rules_of_several_lines(void **state)
{
    (void)state;
    expect_layout("decide d: O {\n"
                  " rule a when x is 1 then no\n"
                  " rule b when this_name_is_rather_long > 10 then yes(n: "
                  "another_name_that_is_long, m: 3, o: 4, p: 5)\n"
                  "}",
                  "decide d: O {\n"
                  "  rule a\n"
                  "    when x is 1\n"
                  "    then no\n"
                  "\n"
                  "  rule b\n"
                  "    when this_name_is_rather_long > 10\n"
                  "    then yes(n: another_name_that_is_long, m: 3, o: 4, p: 5)\n"
                  "}\n");
}

/* ---- long lines ---- */

static void a_long_condition_is_broken_before_and(void **state)
{
    (void)state;
    expect_layout("decide d: O {\n rule r\n when count passes > 0 and cert.released is present "
                  "and every passes has date of ended < cert.released + minimum_age then no\n}",
                  "decide d: O {\n"
                  "  rule r\n"
                  "    when count passes > 0\n"
                  "      and cert.released is present\n"
                  "      and every passes has date of ended < cert.released + minimum_age\n"
                  "    then no\n"
                  "}\n");
}

static void inner_conditions_are_further_in(void **state)
{
    (void)state;
    expect_layout(
        "decide d: O {\n rule r\n when first_of_the_conditions is present or "
        "second_of_the_conditions is absent and "
        "third_of_the_conditions is the_case_that_was_meant and not a_fourth_one then no\n}",
        "decide d: O {\n"
        "  rule r\n"
        "    when first_of_the_conditions is present\n"
        "      or second_of_the_conditions is absent\n"
        "        and third_of_the_conditions is the_case_that_was_meant\n"
        "        and not a_fourth_one\n"
        "    then no\n"
        "}\n");
}

static void what_is_in_parentheses_goes_on_under_their_first_word(void **state)
{
    (void)state;
    expect_layout("decide d: O {\n rule r\n when e.family is not mos and not (any certifications "
                  "as c where c.id in needing "
                  "and c.expires is present and status of c is expired) then no\n}",
                  "decide d: O {\n"
                  "  rule r\n"
                  "    when e.family is not mos\n"
                  "      and not (any certifications as c\n"
                  "                 where c.id in needing and c.expires is present and status of c "
                  "is expired)\n"
                  "    then no\n"
                  "}\n");
}

static void a_long_value_stands_below_its_name(void **state)
{
    (void)state;
    expect_layout("define tries_in(wanted: text, first: date): [Assessment] = assessments as a "
                  "where a.certification is wanted",
                  "define tries_in(wanted: text, first: date): [Assessment] =\n"
                  "  assessments as a where a.certification is wanted\n");
}

static void a_long_filter_stays_behind_its_name(void **state)
{
    (void)state;
    expect_layout(
        "decide d: O {\n let tries = all_assessments where certification is cert.id and date of "
        "ended in opens .. cert.expires\n}",
        "decide d: O {\n"
        "  let tries = all_assessments\n"
        "    where certification is cert.id and date of ended in opens .. cert.expires\n"
        "}\n");
}

static void long_lists_go_on_under_their_first_element(void **state)
{
    (void)state;
    expect_layout("decide d: O {\n rule passed cites renewal.how.4, renewal.req.2, renewal.req.6, "
                  "renewal.faq.11b, "
                  "renewal.faq.12b, renewal.faq.13b\n then renewed(until: cert.expires + validity "
                  "on today, reason: "
                  "the_reason_that_was_given, number: 17)\n}",
                  "decide d: O {\n"
                  "  rule passed  cites renewal.how.4, renewal.req.2, renewal.req.6, "
                  "renewal.faq.11b, renewal.faq.12b,\n"
                  "                     renewal.faq.13b\n"
                  "    then renewed(until: cert.expires + validity on today, reason: "
                  "the_reason_that_was_given,\n"
                  "                 number: 17)\n"
                  "}\n");
}

static void a_long_head_goes_on_further_in_than_the_entries(void **state)
{
    (void)state;
    expect_layout(
        "decide all reminders: Reminder for each certification in all_of_the_certifications where "
        "certification.expires is present {\n rule a then b\n}",
        "decide all reminders: Reminder\n"
        "    for each certification in all_of_the_certifications\n"
        "    where certification.expires is present {\n"
        "  rule a  then b\n"
        "}\n");
}

/* ---- signs ---- */

static void signs_stand_close_or_apart(void **state)
{
    (void)state;
    expect_layout("define f( a :text ):bool=not-1<- 2 and x [1 , 2] . y in[ ]or g ( z )is( w )",
                  "define f(a: text): bool = not -1 < -2 and x[1, 2].y in [] or g(z) is (w)\n");
    expect_layout("define f: bool = a in b..<c*-2", "define f: bool = a in b ..< c * -2\n");
    expect_layout("define f: T = (( a ))+6 months", "define f: T = ((a)) + 6 months\n");
}

/* ---- comments ---- */

static void comments_behind_a_word_stay_on_its_line(void **state)
{
    (void)state;
    expect_layout("enum E { # of the block\n a# of a\n bbb   # of bbb\n} # of the end",
                  "enum E {  # of the block\n  a    # of a\n  bbb  # of bbb\n}  # of the end\n");
}

static void comments_of_their_own_line_are_as_far_in_as_what_follows(void **state)
{
    (void)state;
    expect_layout("      # first\nenum E {\n# of a\na\n      # last\n}\n   # end",
                  "# first\nenum E {\n  # of a\n  a\n  # last\n}\n# end\n");
}

static void doc_comments_stay_with_what_they_are_about(void **state)
{
    (void)state;
    expect_layout(
        "## of R\nrecord R {\n## of id\nid: text ## behind it\n\n## of nothing\n\nx: text\n}",
        "## of R\nrecord R {\n  ## of id\n  id:  text  ## behind it\n\n  ## of nothing\n\n  x:   "
        "text\n}\n");
}

static void a_comment_between_any_two_words_stays_there(void **state)
{
    (void)state;
    expect_layout("use # why\n\"a\"", "use  # why\n\"a\"\n");
    expect_layout("decide d: O {\n rule a # the rule\n # own\n when # c\n x # d\n and y\n # own\n "
                  "then z( # in\n"
                  " q: # of q\n 1 # of 1\n ) # out\n}",
                  "decide d: O {\n"
                  "  rule a  # the rule\n"
                  "    # own\n"
                  "    when  # c\n"
                  "        x  # d\n"
                  "      and y\n"
                  "    # own\n"
                  "    then z(  # in\n"
                  "        q:  # of q\n"
                  "          1  # of 1\n"
                  "      )  # out\n"
                  "}\n");
}

static void comments_in_a_row_have_a_column(void **state)
{
    (void)state;
    expect_layout("parameter a: integer = 1 # one\nparameter bb: integer = 22 # two",
                  "parameter a:  integer = 1   # one\nparameter bb: integer = 22  # two\n");
    expect_layout(
        "record R {\n a: text # one\n b: integer 1 .. 2 # two\n c: text\n}",
        "record R {\n  a:  text             # one\n  b:  integer  1 .. 2  # two\n  c:  text\n}\n");
}

/* ---- errors ---- */

static void a_text_with_errors_has_no_layout(void **state)
{
    (void)state;
    static const char text[] = "enum E { a, b }";
    struct fixture fixture;
    size_t length = 0;
    fixture_open(&fixture, text, strlen(text));
    struct ast_context context = { &fixture.arena, &fixture.names, &fixture.diags };
    assert_null(format(fixture.source, &context, &length));
    assert_int_equal(fixture.diags.errors, 1);
    fixture_free(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stood_on_one_line_stays_on_one),
        cmocka_unit_test(what_stood_on_several_lines_has_a_line_an_entry),
        cmocka_unit_test(a_block_that_does_not_fit_has_a_line_an_entry),
        cmocka_unit_test(an_empty_block_is_a_pair_of_braces),
        cmocka_unit_test(an_empty_text_stays_empty),
        cmocka_unit_test(carriage_returns_and_tabs_go),
        cmocka_unit_test(one_empty_line_between_entries_is_kept),
        cmocka_unit_test(a_declaration_of_several_lines_has_empty_lines_around_it),
        cmocka_unit_test(the_empty_line_stands_above_the_comments_of_a_declaration),
        cmocka_unit_test(fields_have_columns_for_types_ranges_and_spellings),
        cmocka_unit_test(settings_members_clauses_and_messages_have_columns),
        cmocka_unit_test(versions_of_a_parameter_have_their_values_in_a_column),
        cmocka_unit_test(neighbouring_parameters_and_lets_have_columns),
        cmocka_unit_test(columns_are_measured_as_they_are_shown),
        cmocka_unit_test(a_very_long_cell_juts_out_and_moves_no_other),
        cmocka_unit_test(rules_on_one_line_each_are_rows),
        cmocka_unit_test(one_rule_of_several_lines_makes_all_so),
        cmocka_unit_test(a_row_that_does_not_fit_makes_all_rules_of_several_lines),
        cmocka_unit_test(a_long_condition_is_broken_before_and),
        cmocka_unit_test(inner_conditions_are_further_in),
        cmocka_unit_test(what_is_in_parentheses_goes_on_under_their_first_word),
        cmocka_unit_test(a_long_value_stands_below_its_name),
        cmocka_unit_test(a_long_filter_stays_behind_its_name),
        cmocka_unit_test(long_lists_go_on_under_their_first_element),
        cmocka_unit_test(a_long_head_goes_on_further_in_than_the_entries),
        cmocka_unit_test(signs_stand_close_or_apart),
        cmocka_unit_test(comments_behind_a_word_stay_on_its_line),
        cmocka_unit_test(comments_of_their_own_line_are_as_far_in_as_what_follows),
        cmocka_unit_test(doc_comments_stay_with_what_they_are_about),
        cmocka_unit_test(a_comment_between_any_two_words_stays_there),
        cmocka_unit_test(comments_in_a_row_have_a_column),
        cmocka_unit_test(a_text_with_errors_has_no_layout),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
