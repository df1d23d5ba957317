/* What words mean, as the checker writes it down; and the mends that complaints carry. */
#include "tests/unit/load_fixture.h"

static const char policy[] = "record Cert key id { id: text  expires: date? }\n"
                             "input Holder key id { id: text  certs: [Cert] up to 9 }\n"
                             "outcome State { over(on: date)  open(on: date)  endless }\n"
                             "decide state: State for each cert in certs {\n"
                             "  rule never when cert.expires is absent then endless\n"
                             "  let last = cert.expires\n"
                             "  rule late when today > last then over(on: last)\n"
                             "  otherwise rest then open(on: last)\n"
                             "}\n"
                             "outcome Told { told(day: date)  untold }\n"
                             "decide tell: Told for each c in certs {\n"
                             "  let s = state of c\n"
                             "  rule some when s is not endless then told(day: s.on)\n"
                             "  otherwise none then untold\n"
                             "}\n"
                             "policy p { timezone \"UTC\" }\n";

struct fixture {
    struct load *load;
    struct references references;
};

static void given_policy(struct fixture *given, const char *text, uint32_t probe)
{
    const struct test_file files[] = { { "/a.pol", text }, { NULL, NULL } };
    given->load = load_texts(files, 1);
    given->references = (struct references){ .arena = given->load->arena };
    if (probe)
        given->references.probe = given->load->sources.items[0]->base + probe;
    check(given->load, (struct check_options){ .references = &given->references });
}

/* The offset of the NUMBERth WORD of TEXT, counted from 0. */
static uint32_t offset_of(const char *text, const char *word, unsigned number)
{
    const char *at = strstr(text, word);
    while (at && number--)
        at = strstr(at + 1, word);
    assert_non_null(at);
    return (uint32_t)(at - text);
}

static void print_type(struct fixture *given, const struct reference *reference, FILE *out)
{
    if (reference->type.kind != TYPE_UNKNOWN)
        fprintf(out, ": %s", type_shown(given->load->arena, reference->type));
}

/* What the NUMBERth WORD means: "expires of Cert, 1:32: date", a line for each meaning. */
static char *meanings(struct fixture *given, const char *word, unsigned number)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    uint32_t place = given->load->sources.items[0]->base + offset_of(policy, word, number);
    for (uint32_t i = 0; i < given->references.words.count; i++) {
        const struct reference *reference = &given->references.words.items[i];
        if (reference->span.start != place)
            continue;
        fprintf(out, "%s of %s, ", reference->name, reference->of ? reference->of : "nothing");
        if (reference->declared.start)
            print_place(given->load, reference->declared, out);
        print_type(given, reference, out);
        fputc('\n', out);
    }
    fclose(out);
    return text;
}

static void expect_meaning(const char *word, unsigned number, const char *expected)
{
    struct fixture given;
    given_policy(&given, policy, 0);
    assert_int_equal(given.load->diags.count, 0);
    char *text = meanings(&given, word, number);
    assert_string_equal(text, expected);
    free(text);
    load_free(given.load);
}

static void a_declaration_means_itself(void **state)
{
    (void)state;
    expect_meaning("expires", 0, "expires of Cert, 1:32: date?\n");
    expect_meaning("Cert", 0, "Cert of nothing, 1:8\n");
    expect_meaning("over", 0, "over of State, 3:17\n");
    expect_meaning("last", 0, "last of let, 6:7: date\n");
}

static void a_field_has_the_type_that_it_has_at_its_place(void **state)
{
    (void)state;
    expect_meaning("expires", 1, "expires of Cert, 1:32: date?\n");
    expect_meaning("expires", 2, "expires of Cert, 1:32: date\n");
}

static void a_name_in_an_outcome_is_the_case_and_its_label(void **state)
{
    (void)state;
    expect_meaning("over(on: last)", 0, "over of State, 3:17\n");
    expect_meaning("on: last", 0, "on of over, 3:22: date\n");
}

static void a_label_that_several_cases_have_means_each(void **state)
{
    (void)state;
    expect_meaning("on)", 0, "on of over, 3:22: date\non of open, 3:38: date\n");
}

static void types_and_the_clock_are_built_in(void **state)
{
    (void)state;
    expect_meaning("date?", 0, "date of nothing, : date\n");
    expect_meaning("today", 0, "today of nothing, : date\n");
}

static void who_does_not_ask_is_told_the_same_of_the_policy(void **state)
{
    (void)state;
    const struct test_file files[] = { { "/a.pol", policy }, { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    assert_int_equal(program->policy_count, 1);
    load_free(load);
}

/* The names that could stand in the place of WORD, which stands once in TEXT. */
static void expect_offers(const char *text, const char *word, const char *expected)
{
    struct fixture given;
    char *names = NULL;
    size_t size;
    FILE *out = open_memstream(&names, &size);
    given_policy(&given, text, offset_of(text, word, 0));
    for (uint32_t i = 0; i < given.references.offered.count; i++)
        fprintf(out, "%s ", given.references.offered.items[i].name);
    fclose(out);
    assert_string_equal(names, expected);
    free(names);
    load_free(given.load);
}

static void in_the_place_of_a_word_may_stand_what_the_checker_would_take(void **state)
{
    (void)state;
    expect_offers(
        "record A key id { id: text  b: date }\ninput I key id { id: text  as: [A] up to 9 }\n"
        "outcome O { yes }\ndecide d: O { otherwise x then yes }\n"
        "define f(a: A): bool = a.WORD is present\n",
        "WORD", "id b ");
    expect_offers("enum K { one  two }\ninput I key id { id: text  k: K }\n"
                  "define f: bool = k is WORD\n",
                  "WORD", "one two ");
    expect_offers("input I key id { id: text }\noutcome O { yes  no }\n"
                  "decide d: O { otherwise x then WORD }\n",
                  "WORD", "yes no ");
    expect_offers(
        "source s \"S\" { req.1 \"a\"  faq.2 \"b\" }\nparameter p: integer cites WORD = 1\n",
        "WORD", "s.req.1 s.faq.2 ");
}

/* ---- mends ---- */

/* TEXT as the mend of its first complaint, which is CODE, makes it. */
static void expect_mend(const char *text, const char *code, const char *expected)
{
    const struct test_file files[] = { { "/a.pol", text }, { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    check(load, (struct check_options){ 0 });
    assert_true(load->diags.count > 0);
    const struct diag *diag = load->diags.items[0];
    assert_string_equal(diag->code, code);
    assert_non_null(diag->mend);
    uint32_t base = load->sources.items[0]->base;
    char *mended = NULL;
    assert_true(asprintf(&mended, "%.*s%s%s", (int)(diag->mended.start - base), text, diag->mend,
                         text + (diag->mended.end - base)) >= 0);
    assert_string_equal(mended, expected);
    free(mended);
    load_free(load);
}

static void the_name_that_was_meant_is_put_in_its_place(void **state)
{
    (void)state;
    expect_mend("record R { a: integger }", "unknown-type", "record R { a: integer }");
    expect_mend("policy p { tittle \"x\" }", "unknown-setting", "policy p { title \"x\" }");
    expect_mend("policy p { timezone \"Asia/Soul\" }", "unknown-timezone",
                "policy p { timezone \"Asia/Seoul\" }");
}

static void a_sign_of_another_language_becomes_a_word_of_its_own(void **state)
{
    (void)state;
    expect_mend("define f: bool = 1==1", "foreign-operator", "define f: bool = 1 is 1");
    expect_mend("define f: bool = 1 != 1", "foreign-operator", "define f: bool = 1 is not 1");
    expect_mend("define f: bool = !true", "foreign-operator", "define f: bool = not true");
    expect_mend("define f: bool = (true)&&(true)", "foreign-operator",
                "define f: bool = (true) and (true)");
    expect_mend("define f: bool = true;", "stray-sign", "define f: bool = true");
}

static void days_in_the_wrong_order_change_places(void **state)
{
    (void)state;
    expect_mend("policy p { effective 2021-02-01 .. 2021-01-01 }", "days-reversed",
                "policy p { effective 2021-01-01 .. 2021-02-01 }");
}

static void what_cannot_be_optional_is_not(void **state)
{
    (void)state;
    expect_mend("parameter p: integer? = 1", "parameter-type", "parameter p: integer = 1");
    expect_mend("define f: [text]? = [\"a\"]", "optional-list", "define f: [text] = [\"a\"]");
}

static void a_day_and_an_instant_are_converted(void **state)
{
    (void)state;
    expect_mend("input I key id { id: text  at: instant }\ndefine f: date = at", "wrong-type",
                "input I key id { id: text  at: instant }\ndefine f: date = date of at");
}

static void a_text_that_spells_a_member_becomes_the_member(void **state)
{
    (void)state;
    expect_mend(
        "enum K { a \"aa\"  b }\ninput I key id { id: text  k: K }\ndefine f: bool = k is \"aa\"",
        "wrong-comparison",
        "enum K { a \"aa\"  b }\ninput I key id { id: text  k: K }\ndefine f: bool = k is a");
}

static void a_fact_loses_the_arguments_that_it_does_not_take(void **state)
{
    (void)state;
    expect_mend("define h: integer = 3\ndefine f: integer = h(3) + 1", "argument-count",
                "define h: integer = 3\ndefine f: integer = h + 1");
}

static void a_list_is_put_into_brackets(void **state)
{
    (void)state;
    expect_mend("record R { a: list of text }", "syntax", "record R { a: [text] }");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_declaration_means_itself),
        cmocka_unit_test(a_field_has_the_type_that_it_has_at_its_place),
        cmocka_unit_test(a_name_in_an_outcome_is_the_case_and_its_label),
        cmocka_unit_test(a_label_that_several_cases_have_means_each),
        cmocka_unit_test(types_and_the_clock_are_built_in),
        cmocka_unit_test(who_does_not_ask_is_told_the_same_of_the_policy),
        cmocka_unit_test(in_the_place_of_a_word_may_stand_what_the_checker_would_take),
        cmocka_unit_test(the_name_that_was_meant_is_put_in_its_place),
        cmocka_unit_test(a_sign_of_another_language_becomes_a_word_of_its_own),
        cmocka_unit_test(days_in_the_wrong_order_change_places),
        cmocka_unit_test(what_cannot_be_optional_is_not),
        cmocka_unit_test(a_day_and_an_instant_are_converted),
        cmocka_unit_test(a_text_that_spells_a_member_becomes_the_member),
        cmocka_unit_test(a_fact_loses_the_arguments_that_it_does_not_take),
        cmocka_unit_test(a_list_is_put_into_brackets),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
