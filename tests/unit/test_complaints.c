/* test_complaints.c - what the parser says about bad text: every slip once, at its place, with the
 * mend; and that the rest of the text is read. */
#include "grammar/parser.h"

#include "tests/unit/parse_fixture.h"

/* One complaint about the step STEP of a decision; its line is 1. */
static void expect_step(const char *step, const char *complaints)
{
    char text[1024];
    snprintf(text, sizeof text,
             "decide d: O for each c in cs { rule before then a\n%s\nrule after then a\n"
             "otherwise rest then a }\n",
             step);
    struct fixture fixture;
    char *seen;
    size_t size;
    fixture_parse(&fixture, text, strlen(text));
    FILE *out = open_memstream(&seen, &size);
    for (unsigned i = 0; i < fixture.diags.count; i++) {
        const struct diag *diag = fixture.diags.items[i];
        struct place place = sources_place(&fixture.sources, diag->span.start);
        fprintf(out, "%u:%u %s: %s%s%s\n", place.line - 1, place.column, diag->code, diag->message,
                diag->hint ? " | " : "", diag->hint ? diag->hint : "");
    }
    fclose(out);
    assert_string_equal(seen, complaints);
    const struct step *read = fixture.ast.items->steps;
    assert_string_equal(read->name.text, "before");
    while (read->next)
        read = read->next;
    assert_string_equal(read->name.text, "rest");
    free(seen);
    fixture_free(&fixture);
}

/* ---- in a rule ---- */

static void what_is_missing_is_told_by_what_could_stand_there(void **state)
{
    (void)state;
    expect_step("rule x when today > then a", "1:21 syntax: expected a value, found 'then'\n");
    expect_step("rule x when a and b\nwhen c then a",
                "1:20 syntax: expected 'then' or an operator, found 'when'\n");
    expect_step("let = 3", "1:5 syntax: expected a name, found '='\n");
    expect_step("rule x cites 5 when a then b", "1:14 syntax: expected a name, found '5'\n");
    expect_step("rule x when y is 5 6 then a",
                "1:20 syntax: expected 'then', a unit or an operator, found '6'\n");
    expect_step("rule x when [1, 2) is a then b",
                "1:18 syntax: expected ']', ',', a unit or an operator, found ')'\n");
    expect_step("let x : 3", "1:7 syntax: expected '=', found ':'\n");
}

static void a_colon_that_is_missing_is_written_out(void **state)
{
    (void)state;
    expect_step("rule x when a then b(on c.d)",
                "1:25 syntax: expected ':', found 'c' | write on: c\n");
    expect_complaints("record R { id text }",
                      "1:15 syntax: expected ':', found 'text' | write id: text\n");
    expect_complaints("define f(x integer): bool = x > 1",
                      "1:12 syntax: expected ':', found 'integer' | write x: integer\n");
}

static void other_notations_get_advice(void **state)
{
    (void)state;
    expect_step("rule x when a = b then c",
                "1:15 equals-for-is: '=' gives a value its name | to compare, say 'is'\n");
    expect_step("rule x when count xs where a > 2 then b",
                "1:22 bare-filter: inside a larger value a filtered list wears parentheses | "
                "count (tries where passed)\n");
    expect_step("rule x when a is not absent then b",
                "1:22 misplaced-word: what is not absent is present | say 'is present'\n");
    expect_step("rule x when a is not present then b",
                "1:22 misplaced-word: what is not present is absent | say 'is absent'\n");
    expect_step("rule x when a < absent then b",
                "1:17 misplaced-word: 'absent' stands only after 'is' | say 'x is absent'\n");
    expect_step("rule x when a not in [b] then c",
                "1:15 misplaced-word: 'not' stands before a condition or after 'is' | "
                "say 'x is not y', or 'not x in y'\n");
    expect_step(
        "rule x effective 2022-01-01 .. when c then d",
        "1:8 misplaced-word: only a policy has 'effective' | a rule compares: when today >= "
        "2022-01-01; a value of a parameter has only its days: 2021-06-30 .. = 1 year\n");
    expect_step(
        "rule x when every xs where a then b",
        "1:22 any-where-every-has: 'every' goes with 'has' | every tries has passed; of some "
        "only: every (tries where late) has passed\n");
    expect_step("rule x when any xs has a then b",
                "1:20 any-where-every-has: 'any' and filters go with 'where' | "
                "any tries where passed\n");
    expect_step(
        "rule x when a < b < c then d",
        "1:19 syntax: expected 'then' or an operator, found '<' | say 'a < b and b < c', or "
        "'b in a .. c'\n");
}

static void habits_are_answered_with_the_word_that_is_meant(void **state)
{
    (void)state;
    expect_step("rule x when if a then b",
                "1:16 syntax: expected 'then' or an operator, found 'a' | a rule is the condition: "
                "rule name when ... then ...\n");
    expect_step("rule x when a between 1 and 2 then b",
                "1:15 syntax: expected 'then' or an operator, found 'between' | "
                "say 'x in a .. b'\n");
    expect_step("rule x when a equals b then c",
                "1:15 syntax: expected 'then' or an operator, found 'equals' | say 'is'\n");
    expect_step(
        "rule x overrides y when a then b",
        "1:8 syntax: expected 'when', 'then' or 'cites', found 'overrides' | the first rule "
        "that applies decides: put this one above the other\n");
    expect_step("rule x when f() then b",
                "1:15 syntax: expected a value, found ')' | without arguments there are no "
                "parentheses\n");
    expect_complaints("decide one d: O { otherwise a then b }",
                      "1:12 syntax: expected ':', found 'd' | leave 'one' out: 'decide' takes the "
                      "first rule that applies\n");
    expect_complaints("function f(x) = 3",
                      "1:1 syntax: expected a declaration, found 'function' | say 'define'\n");
    expect_complaints("let x = 3", "1:1 syntax: expected a declaration, found 'let' | outside of "
                                   "decisions, say 'parameter' or 'define'\n");
}

static void a_word_taken_for_another_is_noticed_where_it_is_missing(void **state)
{
    (void)state;
    expect_step(
        "rule x when a then\nrule y when b < c < d then e",
        "1:19 missing-outcome: after 'then' stands an outcome | name one of the outcome's "
        "cases\n"
        "2:19 syntax: expected 'then' or an operator, found '<' | say 'a < b and b < c', or "
        "'b in a .. c'\n");
    expect_step("rule x when a. then b",
                "1:15 missing-field: after '.' stands a field | name the field, or leave out the "
                "dot\n");
    expect_step(
        "rule x when latest of xs > now then b",
        "1:19 missing-field: which field of the list is not said | latest ended of tries\n");
}

/* The next word is on the next line; what is missing is missed at the end of this one. */
static void what_is_missing_at_the_end_of_a_line_is_told_there(void **state)
{
    (void)state;
    expect_step("rule x when a >", "1:16 syntax: expected a value, found 'rule'\n");
    expect_step("rule x when a", "1:14 syntax: expected 'then' or an operator, found 'rule'\n");
    expect_step("rule x when a then b\nfoo",
                "2:1 syntax: expected 'let', 'rule', 'otherwise', '(' or '}', found 'foo'\n");
}

static void each_rule_tells_its_slip(void **state)
{
    (void)state;
    expect_step("rule a when > then b\nrule c when < then d\nlet x = *\notherwise y cites 1 then z",
                "1:13 syntax: expected a value, found '>'\n"
                "2:13 syntax: expected a value, found '<'\n"
                "3:9 syntax: expected a value, found '*'\n"
                "4:19 syntax: expected a name, found '1'\n");
}

static void what_the_scanner_has_told_is_not_told_again(void **state)
{
    (void)state;
    expect_step("rule a when x @ y then b", "1:15 bad-character: this is not of the language\n");
    expect_step("rule a when x / 2 > 1 then b",
                "1:15 bad-character: there is no division | compare "
                "products: instead of a / 2 > b, a > 2 * b\n");
    expect_step(
        "rule a when (x / (y + 1)) > 2 then b",
        "1:16 bad-character: there is no division | compare products: instead of a / 2 > b, "
        "a > 2 * b\n");
    expect_step("rule a then b;", "1:14 stray-sign: no ';' is needed | leave it out\n");
    expect_step("rule a when x == 1 && y then b",
                "1:15 foreign-operator: '==' is not of this language | say 'is'\n"
                "1:20 foreign-operator: '&' is not of this language | say 'and'\n");
}

/* ---- brackets ---- */

static void expect_other(const char *text, const char *message, const char *other, uint32_t place)
{
    struct fixture fixture;
    fixture_parse(&fixture, text, strlen(text));
    assert_int_equal(fixture.diags.count, 1);
    const struct diag *diag = fixture.diags.items[0];
    assert_string_equal(diag->message, message);
    assert_string_equal(diag->other_message, other);
    assert_int_equal(diag->other.start - fixture.source->base, place);
    fixture_free(&fixture);
}

static void a_bracket_that_is_not_closed_is_shown(void **state)
{
    (void)state;
    expect_other("decide d: O { rule a when (b or c then e\n rule f then g }",
                 "expected ')' or an operator, found 'then'", "this '(' is not closed", 26);
    expect_other("decide d: O { rule a when b in [c then e }",
                 "expected ']', ',' or an operator, found 'then'", "this '[' is not closed", 31);
    expect_other("decide d: O { rule a then b(c: e\n rule f then g }",
                 "expected ')', ',' or an operator, found 'rule'", "this '(' is not closed", 27);
    expect_other("outcome O {\n a(b: c\n d(e: f)\n}", "expected ')', ',' or '?', found 'd'",
                 "this '(' is not closed", 14);
}

static void the_end_of_the_text_shows_what_is_open(void **state)
{
    (void)state;
    expect_other("enum E { a", "expected '}', a text or a name, but the text ends here",
                 "this '{' is not closed", 7);
    expect_other("decide d: O {\n otherwise over then\n", "expected a name, but the text ends here",
                 "this '{' is not closed", 12);
}

static void braces_that_are_not_closed_are_closed_before_a_declaration(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "enum E { a b",
        "record R { a: text",
        "outcome O { a(b: c) d",
        "source s \"t\" { a.b \"c\"",
        "messages en for x { a \"b\"",
        "policy p { title \"a\"",
        "parameter p: period { .. 2021-01-01 = 1 day",
        "decide x: Y { otherwise a then b",
    };
    static const char *const nexts[] = {
        "record S key a { a: text }",
        "enum F { a }",
        "decide d: O { }",
        "use \"x\"",
        "define f: bool = a",
        "table t from \"a\" key b { b: text }",
        "policy q { }",
        "input I key a { a: text }",
        "parameter q: period = 1 day",
        "source t \"u\" { }",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        for (size_t j = 0; j < sizeof nexts / sizeof *nexts; j++) {
            char text[256];
            snprintf(text, sizeof text, "%s\n%s\n", bodies[i], nexts[j]);
            expect_complaints(text, "2:1 unclosed-brace: '}' is missing before this declaration\n");
        }
}

static void brackets_inside_what_is_dropped_belong_together(void **state)
{
    (void)state;
    expect_step("rule x when (a b (c) [d] (e)) and f then g",
                "1:16 syntax: expected ')' or an operator, found 'b'\n");
    expect_step("rule x when f(a, b c(d, e)) is f then g",
                "1:20 syntax: expected ')', ',' or an operator, found 'c'\n");
    expect_step("rule x when a then b(c d(e), f: g)",
                "1:24 syntax: expected ':', found 'd' | write c: d\n");
}

static void a_brace_too_many_is_told(void **state)
{
    (void)state;
    expect_complaints(
        "enum E { a } }\nenum F { b }",
        "1:14 syntax: expected a declaration, found '}' | there is one '}' too many\n");
}

/* ---- in declarations ---- */

static void each_declaration_tells_its_slip(void **state)
{
    (void)state;
    expect_complaints("define g: = 3\n"
                      "define h: integer\n"
                      "table t from data.csv key id { id: text }\n"
                      "messages ko renew { a \"b\" }\n"
                      "source s { a \"b\" }\n"
                      "parameter p = 3 months\n"
                      "enum G ranked { a b }\n"
                      "input H { id: text }\n"
                      "table l \"data/l.csv\" { id: text }\n",
                      "1:11 syntax: expected a type, found '='\n"
                      "2:18 syntax: expected '?' or '=', found 'table'\n"
                      "3:14 syntax: expected a text, found 'data'\n"
                      "4:13 syntax: expected 'for', found 'renew'\n"
                      "5:10 syntax: expected a text, found '{'\n"
                      "6:13 syntax: expected ':', found '='\n"
                      "7:8 syntax: expected 'ordered' or '{', found 'ranked'\n"
                      "8:9 syntax: expected 'key', found '{'\n"
                      "9:9 syntax: expected 'from', found '\"data/l.csv\"'\n");
}

static void slips_in_a_schema_are_told(void **state)
{
    (void)state;
    expect_complaints("record A { a: integer 0 ..  b: text }",
                      "1:29 syntax: expected a number, day or instant, found 'b'\n");
    expect_complaints("record B { a: [Try] up 5 }",
                      "1:24 syntax: expected ':', found '5' | a list's "
                      "bound is a number: up to 1000\n");
    expect_complaints("record C { a: [Try] up to many }",
                      "1:24 syntax: expected ':', found 'to' | a list's bound is a number: up to "
                      "1000\n");
    expect_complaints("record D { a: integer 0 ..< 5 }",
                      "1:25 foreign-operator: what is declared includes both ends | write '..'\n");
    expect_complaints("record E { a: 0 .. 5 }", "1:15 syntax: expected a type, found '0'\n");
    expect_complaints("record F { a: instant = x }",
                      "1:23 syntax: expected '}', '?', a text, a name or a range, found '='\n");
    expect_complaints("outcome M { a(until) }", "1:20 syntax: expected ':', found ')'\n");
}

static void slips_in_a_policy_are_told(void **state)
{
    (void)state;
    expect_complaints("policy i { effective cites a.b }",
                      "1:22 syntax: expected '..' or a day, found 'cites'\n");
    expect_complaints("parameter j: period { 2 years until 2021-06-30 }",
                      "1:23 syntax: expected '}', '..' or a day, found '2'\n");
    expect_complaints(
        "policy p { title \"a\", zone \"b\" }",
        "1:21 stray-sign: in braces nothing stands between the entries | leave out the "
        "commas; a line for each entry reads best\n");
    expect_complaints(
        "policy p { rounding down, zone \"b\" }",
        "1:25 stray-sign: in braces nothing stands between the entries | leave out the "
        "commas; a line for each entry reads best\n");
}

static void commas_in_braces_are_told_once_a_block(void **state)
{
    (void)state;
    expect_complaints(
        "enum K { a, b, c }\nrecord R { a: text, b: text, }\noutcome O { a, b(c: d), }",
        "1:11 stray-sign: in braces nothing stands between the entries | leave out the "
        "commas; a line for each entry reads best\n"
        "2:19 stray-sign: in braces nothing stands between the entries | leave out the "
        "commas; a line for each entry reads best\n"
        "3:14 stray-sign: in braces nothing stands between the entries | leave out the "
        "commas; a line for each entry reads best\n");
}

static void long_words_are_shortened_in_messages(void **state)
{
    (void)state;
    expect_complaints("use abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij",
                      "1:5 syntax: expected a text, found "
                      "'abcdefghijabcdefghijabcdefghijabcdefghij\xE2\x80\xA6'\n");
}

/* ---- the whole ---- */

static void what_could_be_read_is_in_the_tree(void **state)
{
    (void)state;
    static const char text[] = "enum A { a, b }\n"
                               "decide d: O {\n"
                               "  rule one when (x y) or z then ok(v w)\n"
                               "  rule two when > then ok\n"
                               "  let z = 1 + [a b]\n"
                               "  otherwise rest then no\n"
                               "}\n"
                               "use 5\n"
                               "enum B { c }\n";
    struct fixture fixture;
    char *seen;
    size_t size;
    fixture_parse(&fixture, text, strlen(text));
    FILE *out = open_memstream(&seen, &size);
    ast_dump(&fixture.ast, out);
    fclose(out);
    assert_string_equal(seen, "(enum A (a) (b))\n"
                              "(decide d O (rule one (when (or ? z)) (then ok)) (let z (+ 1 ?)) "
                              "(otherwise rest (then no)))\n"
                              "(enum B (c))\n");
    assert_int_equal(fixture.diags.count, 6);
    free(seen);
    fixture_free(&fixture);
}

static void complaints_end_after_so_many(void **state)
{
    (void)state;
    enum { RULES = 1000 };
    char *text = malloc(64 + RULES * 32), *at = text;
    at += sprintf(at, "decide d: O {\n");
    for (int i = 0; i < RULES; i++)
        at += sprintf(at, "rule x when then y\n");
    sprintf(at, "}");
    struct fixture fixture;
    fixture_parse(&fixture, text, strlen(text));
    assert_int_equal(fixture.diags.count, DIAG_MAX);
    fixture_free(&fixture);
    free(text);
}

static bool is_word_byte(char byte)
{
    return byte == '_' || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

/* How many bytes the word at TEXT takes, roughly as the scanner sees it; none for a blank. */
static size_t word_length(const char *text)
{
    if (*text == '"')
        return 1 + strcspn(text + 1, "\"") + 1;
    size_t length = 0;
    while (is_word_byte(text[length]))
        length++;
    return length ? length : !strchr(" \n", *text);
}

static const char whole_policy[] =
    "policy renewal {\n"
    "  title      \"Renewing\"\n"
    "  effective  2020-12-15 ..  cites renewal.intro.4\n"
    "  languages  en, ko, zh\n"
    "}\n"
    "\n"
    "use \"schema.pol\"\n"
    "\n"
    "parameter window: period cites renewal.req.1, conv.c3 = 6 months\n"
    "parameter validity: period cites supp.validity {\n"
    "  .. 2021-06-29 = 2 years\n"
    "  2021-06-30 .. = 1 year\n"
    "}\n"
    "\n"
    "outcome Renewal {\n"
    "  not_applicable\n"
    "  renewed(until: date)\n"
    "  wait(until: instant, why: [Reason]?)\n"
    "}\n"
    "\n"
    "record Certification key id {\n"
    "  id:       text\n"
    "  expires:  date?  1990-01-01 .. 2150-12-31  \"expiry\"\n"
    "  tries:    [Try]  up to 200\n"
    "}\n"
    "\n"
    "decide renew: Renewal for each cert in certifications where cert.expires is present {\n"
    "  rule never_expires cites renewal.faq.8\n"
    "    when cert.kind is fundamentals or cert.expires is absent\n"
    "    then not_applicable\n"
    "\n"
    "  let opens = cert.expires - window\n"
    "  let tries = assessments where certification is cert.id and date of ended in opens .. "
    "cert.expires\n"
    "\n"
    "  rule cool_down cites renewal.faq.11d\n"
    "    when count (tries where passed) >= 2 and now < latest ended of tries + pause\n"
    "    then wait(until: latest ended of tries + pause, why: [cooling, other(1, 2)])\n"
    "\n"
    "  otherwise may_renew cites renewal.req.1\n"
    "    then renewed(until: cert.expires + 1 year)\n"
    "}\n";

struct tally {
    unsigned words, silent, single, several;
};

static void count_without(struct tally *tally, size_t offset, size_t length)
{
    char text[sizeof whole_policy];
    memcpy(text, whole_policy, offset);
    strcpy(text + offset, whole_policy + offset + length);
    struct fixture fixture;
    fixture_parse(&fixture, text, strlen(text));
    tally->words++;
    tally->silent += fixture.diags.count == 0;
    tally->single += fixture.diags.count == 1;
    tally->several += fixture.diags.count > 1;
    fixture_free(&fixture);
}

static void a_word_left_out_is_told_once(void **state)
{
    (void)state;
    struct tally tally = { 0 };
    expect_complaints(whole_policy, "");
    for (size_t at = 0; whole_policy[at];) {
        size_t length = word_length(whole_policy + at);
        if (length)
            count_without(&tally, at, length);
        at += length ? length : 1;
    }
    print_message("%u words: %u not missed, %u told once, %u more than once\n", tally.words,
                  tally.silent, tally.single, tally.several);
    assert_true(tally.words > 200);
    assert_true(tally.single * 100 >= tally.words * 75);
    assert_true(tally.several * 100 <= tally.words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing_is_told_by_what_could_stand_there),
        cmocka_unit_test(a_colon_that_is_missing_is_written_out),
        cmocka_unit_test(other_notations_get_advice),
        cmocka_unit_test(habits_are_answered_with_the_word_that_is_meant),
        cmocka_unit_test(a_word_taken_for_another_is_noticed_where_it_is_missing),
        cmocka_unit_test(what_is_missing_at_the_end_of_a_line_is_told_there),
        cmocka_unit_test(each_rule_tells_its_slip),
        cmocka_unit_test(what_the_scanner_has_told_is_not_told_again),
        cmocka_unit_test(a_bracket_that_is_not_closed_is_shown),
        cmocka_unit_test(the_end_of_the_text_shows_what_is_open),
        cmocka_unit_test(braces_that_are_not_closed_are_closed_before_a_declaration),
        cmocka_unit_test(brackets_inside_what_is_dropped_belong_together),
        cmocka_unit_test(a_brace_too_many_is_told),
        cmocka_unit_test(each_declaration_tells_its_slip),
        cmocka_unit_test(slips_in_a_schema_are_told),
        cmocka_unit_test(slips_in_a_policy_are_told),
        cmocka_unit_test(commas_in_braces_are_told_once_a_block),
        cmocka_unit_test(long_words_are_shortened_in_messages),
        cmocka_unit_test(what_could_be_read_is_in_the_tree),
        cmocka_unit_test(complaints_end_after_so_many),
        cmocka_unit_test(a_word_left_out_is_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
