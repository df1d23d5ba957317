/* test_parser.c - the tree of good text. */
#include "grammar/parser.h"

#include "tests/unit/parse_fixture.h"

/* VALUE, as the body of a define, has the tree DUMP. */
static void expect_expression(const char *value, const char *dump)
{
    char text[1024], tree[1024];
    snprintf(text, sizeof text, "define f: bool = %s", value);
    snprintf(tree, sizeof tree, "(define f bool %s)\n", dump);
    expect_tree(text, tree);
}

static void expect_fine(const char *text)
{
    expect_complaints(text, "");
}

/* ---- expressions ---- */

static void conditions_bind_in_the_order_or_and_not(void **state)
{
    (void)state;
    expect_expression("a or b and not c", "(or a (and b (not c)))");
    expect_expression("a and b or c", "(or (and a b) c)");
    expect_expression("a or b or c", "(or (or a b) c)");
    expect_expression("not a is b", "(not (is a b))");
    expect_expression("not a and b", "(and (not a) b)");
    expect_expression("(a or b) and c", "(and (paren (or a b)) c)");
}

static void values_bind_tighter_than_relations(void **state)
{
    (void)state;
    expect_expression("a + b * c < d - e", "(< (+ a (* b c)) (- d e))");
    expect_expression("a - b - c is d", "(is (- (- a b) c) d)");
    expect_expression("a else b else c", "(else a (else b c))");
    expect_expression("a else b + c", "(else a (+ b c))");
    expect_expression("-a * b", "(* (negative a) b)");
    expect_expression("a - -b", "(- a (negative b))");
}

static void relations_have_their_own_words(void **state)
{
    (void)state;
    expect_expression("a is b", "(is a b)");
    expect_expression("a is not b", "(is-not a b)");
    expect_expression("a is (b)", "(is a (paren b))");
    expect_expression("a.b is present", "(present (. a b))");
    expect_expression("a is absent", "(absent a)");
    expect_expression("a <= b", "(<= a b)");
    expect_expression("a >= b", "(>= a b)");
    expect_expression("a > b", "(> a b)");
    expect_expression("a in b", "(in a b)");
    expect_expression("a in b + c .. d", "(range a (+ b c) d)");
    expect_expression("a in b ..< d - e", "(below a b (- d e))");
}

static void literals_say_what_they_are(void **state)
{
    (void)state;
    expect_expression("5", "5");
    expect_expression("1.50", "1.50");
    expect_expression("true", "true");
    expect_expression("6 months", "(amount 6 months)");
    expect_expression("2020-12-15", "2020-12-15");
    expect_expression("2020-12-15T09:00:00Z", "2020-12-15T09:00:00Z");
    expect_expression("\"a \\\"b\\\"\"", "text \"a \\\"b\\\"\"");
    expect_expression("[]", "(list)");
    expect_expression("[a, 2, [b]]", "(list a 2 (list b))");
}

static void terms_go_on_to_the_right(void **state)
{
    (void)state;
    expect_expression("a.b.c", "(. (. a b) c)");
    expect_expression("a[b].c[d, e]", "(at (. (at a b) c) d e)");
    expect_expression("min(a, b + 1).c", "(. (call min a (+ b 1)) c)");
    expect_expression("(a).b", "(. (paren a) b)");
}

static void words_before_a_value_take_the_tightest(void **state)
{
    (void)state;
    expect_expression("date of a.b + 1 day", "(+ (of date (. a b)) (amount 1 day))");
    expect_expression("fee on day * 2", "(* (on fee day) 2)");
    expect_expression("days from a to b + 1", "(+ (span days a b) 1)");
    expect_expression("days from start of a to (b + 1 day)",
                      "(span days (of start a) (paren (+ b (amount 1 day))))");
    expect_expression("count xs >= 2", "(>= (count xs) 2)");
    expect_expression("latest ended of tries + pause", "(+ (latest ended tries) pause)");
    expect_expression("sum a.b of xs", "(sum (. a b) xs)");
    expect_expression("highest (a + b) of xs", "(highest (paren (+ a b)) xs)");
    expect_expression("all exam of f of x", "(all exam (of f x))");
    expect_expression("earliest a of lowest b of c", "(earliest a (lowest b c))");
}

static void filters_reach_as_far_right_as_they_can(void **state)
{
    (void)state;
    expect_expression("xs where a and b or c", "(where xs (or (and a b) c))");
    expect_expression("any xs where a and b", "(any xs (and a b))");
    expect_expression("p and any xs where a or b", "(and p (any xs (or a b)))");
    expect_expression("every xs has any ys where a and b", "(every xs (any ys (and a b)))");
    expect_expression("any xs.ys as y where y.a", "(any (. xs ys) (as y) (. y a))");
    expect_expression("any warnings of h as w where w is late",
                      "(any (of warnings h) (as w) (is w late))");
    expect_expression("count (xs where a) >= 2", "(>= (count (paren (where xs a))) 2)");
    expect_expression("every (xs where a) as x has x.b",
                      "(every (paren (where xs a)) (as x) (. x b))");
}

static void spans_leave_out_parentheses(void **state)
{
    (void)state;
    static const char text[] = "define f: bool = (a + b)  * (c)";
    struct fixture fixture;
    fixture_parse(&fixture, text, strlen(text));
    const struct expr *product = fixture.ast.items->value;
    uint32_t base = fixture.source->base;
    assert_int_equal(product->span.start - base, 17);
    assert_int_equal(product->span.end - base, 31);
    assert_int_equal(product->first->span.start - base, 18);
    assert_int_equal(product->first->span.end - base, 23);
    assert_true(product->first->parenthesised && product->second->parenthesised);
    assert_false(product->parenthesised);
    assert_int_equal(product->depth, 3);
    assert_int_equal(product->second->depth, 1);
    fixture_free(&fixture);
}

static void declarations_and_steps_span_all_their_words(void **state)
{
    (void)state;
    static const char text[] =
        "## doc\ndecide d: O {\n  rule a then b(c: (d)) # rest\n}  enum E { }";
    struct fixture fixture;
    fixture_parse(&fixture, text, strlen(text));
    const struct item *item = fixture.ast.items;
    uint32_t base = fixture.source->base;
    assert_int_equal(item->span.start - base, 7);
    assert_int_equal(item->span.end - base, 53);
    assert_int_equal(item->doc.start - base, 0);
    assert_int_equal(item->doc.end - base, 6);
    assert_int_equal(item->steps->span.start - base, 23);
    assert_int_equal(item->steps->span.end - base, 44);
    assert_int_equal(item->steps->outcome.span.start - base, 35);
    assert_int_equal(item->next->span.start - base, 55);
    fixture_free(&fixture);
}

/* ---- declarations ---- */

static void a_policy_has_settings(void **state)
{
    (void)state;
    expect_tree("policy renewal {\n"
                "  title \"Renewing\"\n"
                "  effective 2020-12-15 .. cites a.1, b\n"
                "  effective 2020-01-01..2020-12-14\n"
                "  effective ..2019-12-31\n"
                "  languages en, ko\n"
                "  languages \"pt-BR\"\n"
                "}",
                "(policy renewal (title \"Renewing\") (effective (2020-12-15..) (cites a.1 b)) "
                "(effective (2020-01-01..2020-12-14)) (effective (..2019-12-31)) (languages en ko) "
                "(languages \"pt-BR\"))\n");
}

static void languages_are_words_and_texts(void **state)
{
    (void)state;
    expect_tree("policy p { languages en, \"pt-BR\", zh_Hant, \"ko\" }",
                "(policy p (languages en \"pt-BR\" zh_Hant ko))\n");
    expect_tree("policy p { languages \"pt-BR\", en  title \"t\" }",
                "(policy p (languages \"pt-BR\" en) (title \"t\"))\n");
}

static void messages_are_in_a_language_that_is_a_word_or_a_text(void **state)
{
    (void)state;
    expect_tree("messages \"pt-BR\" for d { a \"x\" }\nmessages ko for d { a \"y\" }",
                "(messages \"pt-BR\" d (a \"x\"))\n(messages ko d (a \"y\"))\n");
}

static void a_source_has_clauses(void **state)
{
    (void)state;
    expect_tree("source s \"Title\" revised 2021-07-31 {\n"
                "  req.1 \"one\" disputed \"two\"\n"
                "  info faq . 5a \"three\"\n"
                "  info \"four\"\n"
                "  in.1.2.3 \"five\"\n"
                "}\n"
                "source t \"u\" { }",
                "(source s \"Title\" (revised 2021-07-31) (clause req.1 \"one\" disputed \"two\") "
                "(info faq.5a \"three\") (clause info \"four\") (clause in.1.2.3 \"five\"))\n"
                "(source t \"u\")\n");
}

static void types_may_be_lists_and_optional(void **state)
{
    (void)state;
    expect_tree("record R key a, b {\n"
                "  a: text \"A\"  b: date?  c: [Try]  d: [Try]? up to 5 \"D\"\n"
                "  e: integer -1 .. 1  f: decimal 0.5 .. 1  g: date 2020-01-01 .. 2021-01-01\n"
                "  h: instant? 2000-01-01T00:00:00Z .. 2001-01-01T00:00:00Z \"H\"  up: text\n"
                "}\n"
                "input I key id { }",
                "(record R (key a b) (a text \"A\") (b date?) (c [Try]) (d [Try]? (up-to 5) \"D\") "
                "(e integer (range -1 1)) (f decimal (range 0.5 1)) "
                "(g date (range 2020-01-01 2021-01-01)) "
                "(h instant? (range 2000-01-01T00:00:00Z 2001-01-01T00:00:00Z) \"H\") (up text))\n"
                "(input I (key id))\n");
}

static void small_declarations_have_their_parts(void **state)
{
    (void)state;
    expect_tree("use \"a.pol\"\n"
                "enum E { a b \"B\" c }\n"
                "enum Level ordered { low high }\n"
                "enum ordered { ordered }\n"
                "table t from \"t.csv\" key a { a: text }\n"
                "outcome O { yes no(why: Reason, at: [date]?) }\n"
                "messages ko for renew { a \"가\" }",
                "(use \"a.pol\")\n"
                "(enum E (a) (b \"B\") (c))\n"
                "(enum ordered Level (low) (high))\n"
                "(enum ordered (ordered))\n"
                "(table t \"t.csv\" (key a) (a text))\n"
                "(outcome O (yes) (no (why Reason) (at [date]?)))\n"
                "(messages ko renew (a \"가\"))\n");
}

static void parameters_have_a_value_or_versions(void **state)
{
    (void)state;
    expect_tree(
        "parameter a: period cites r.1 = 6 months\n"
        "parameter b: integer { .. 2019-12-31 = 0  2020-01-01 .. = a * 2 }",
        "(parameter a period (cites r.1) (amount 6 months))\n"
        "(parameter b integer (version (..2019-12-31) 0) (version (2020-01-01..) (* a 2)))\n");
}

static void defines_are_facts_or_formulas(void **state)
{
    (void)state;
    expect_tree("define a: bool = b\ndefine c(x: [T], to: date): integer? = to",
                "(define a bool b)\n(define c (given (x [T]) (to date)) integer? to)\n");
}

static void decisions_have_steps(void **state)
{
    (void)state;
    expect_tree("decide d: O for each c in h.cs where c.a {\n"
                "  let x = c.b\n"
                "  rule first cites s.1, s.2a when x then yes\n"
                "  rule second then no(why: late, at: x + 1)\n"
                "  otherwise rest cites s.3 then yes\n"
                "}\n"
                "decide all e: O { }\n"
                "decide f: O for each x in xs { otherwise a then b }",
                "(decide d O (each c (. h cs) (where (. c a))) (let x (. c b)) "
                "(rule first (cites s.1 s.2a) (when x) (then yes)) "
                "(rule second (then no (why late) (at (+ x 1)))) "
                "(otherwise rest (cites s.3) (then yes)))\n"
                "(decide all e O)\n"
                "(decide f O (each x xs) (otherwise a (then b)))\n");
}

static void an_empty_text_is_an_empty_tree(void **state)
{
    (void)state;
    expect_tree("", "");
    expect_tree("# nothing\n\n## at all", "");
    expect_tree("\xEF\xBB\xBF", "");
}

/* ---- names ---- */

/* FORMAT with WORD for each '@' is read without a complaint. */
static void expect_fine_with(const char *format, const char *word)
{
    char text[1024];
    size_t length = 0;
    for (const char *at = format; *at; at++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%.*s",
                                   *at == '@' ? (int)strlen(word) : 1, *at == '@' ? word : at);
    expect_fine(text);
}

static void every_word_is_free_where_its_place_says_what_it_is(void **state)
{
    (void)state;
    static const char *const places[] = {
        "record R key @, a { @: text  a: date  @: [T] up to 5 @: text }",
        "enum E { a @ \"x\" @ b }",
        "outcome O { a(@: text, b: date) @ @(@: integer) }",
        "table t from \"t\" key @ { @: text }",
        "input I key @ { @: text }",
        "define f(@: text, b: date): bool = a.@ and x.@.@ is b.@",
        "decide d: O for each x in xs.@ { rule @ cites a.@, a.1.@.2 when x.@ then @(@: x) }",
        "decide d: O { let a = sum @ of xs otherwise @ cites a.@ then @ }",
        "source s \"s\" { a.@ \"x\" info b.@.5a \"y\" }",
        "messages @ for d { @ \"x\" a \"y\" @ \"z\" }",
        "policy p { languages en, @  effective 2020-01-01 .. cites a.@ }",
        "define g: bool = any xs.@ as y where latest @.@ of y.@ > x",
    };
    for (int kind = TOK_AND; kind <= TOK_UP; kind++)
        for (size_t i = 0; i < sizeof places / sizeof *places; i++)
            expect_fine_with(places[i], token_name(kind));
}

static void a_clause_begins_with_any_word_but_one(void **state)
{
    (void)state;
    for (int kind = TOK_AND; kind <= TOK_UP; kind++) {
        if (kind == TOK_DISPUTED)
            continue;
        expect_fine_with("source s \"s\" { @ \"a\" @.1 \"b\" info @ \"c\" a \"d\" disputed \"e\" }",
                         token_name(kind));
        expect_fine_with("decide d: O { otherwise a cites @, @.1 then b }", token_name(kind));
    }
}

static void words_that_begin_no_value_name_values_too(void **state)
{
    (void)state;
    for (int kind = TOK_POLICY; kind <= TOK_UP; kind++) {
        expect_fine_with("define @: @ = @ and x.@ is @", token_name(kind));
        expect_fine_with("decide @: @ for each @ in @ { let @ = @ rule @ when @ then @ }",
                         token_name(kind));
        expect_fine_with("policy @ { } enum @ { } record @ { } outcome @ { } parameter @: @ = @",
                         token_name(kind));
        expect_fine_with("define f: bool = any @ as @ where @(@, 1) in [@, @] or @[@] is @",
                         token_name(kind));
        expect_fine_with("define f: bool = @ of @ > @ on @ and @ from @ to @ > 1",
                         token_name(kind));
    }
}

static void names_are_of_any_script(void **state)
{
    (void)state;
    expect_tree("outcome 갱신 { 가능(까지: date) 불가 }\n"
                "decide 갱신_여부: 갱신 for each 인증 in 인증들 {\n"
                "  rule 만료 cites 갱신.req.2 when today > 인증.만료일 then 불가\n"
                "  otherwise 기타 then 가능(까지: 인증.만료일)\n"
                "}",
                "(outcome 갱신 (가능 (까지 date)) (불가))\n"
                "(decide 갱신_여부 갱신 (each 인증 인증들) (rule 만료 (cites 갱신.req.2) "
                "(when (> today (. 인증 만료일))) (then 불가)) "
                "(otherwise 기타 (then 가능 (까지 (. 인증 만료일)))))\n");
}

static void one_name_in_two_forms_is_one_name(void **state)
{
    (void)state;
    static const char text[] = "define f: bool = \xEA\xB0\x80 + \xE1\x84\x80\xE1\x85\xA1";
    struct fixture fixture;
    fixture_parse(&fixture, text, strlen(text));
    const struct expr *sum = fixture.ast.items->value;
    assert_ptr_equal(sum->first->name.text, sum->second->name.text);
    assert_int_equal(sum->second->name.span.end - sum->second->name.span.start, 6);
    fixture_free(&fixture);
}

/* ---- texts ---- */

static void expect_text(const char *written, const char *read, size_t length)
{
    char text[256];
    struct fixture fixture;
    snprintf(text, sizeof text, "use %s", written);
    fixture_parse(&fixture, text, strlen(text));
    struct literal literal = fixture.ast.items->text;
    assert_int_equal(literal.length, length);
    assert_memory_equal(literal.text, read, length + 1);
    assert_int_equal(literal.span.end - literal.span.start, strlen(written));
    fixture_free(&fixture);
}

static void texts_are_read_without_quotes_and_escapes(void **state)
{
    (void)state;
    expect_text("\"\"", "", 0);
    expect_text("\"a b\"", "a b", 3);
    expect_text("\"\\\"\\\\\\n\\t\"", "\"\\\n\t", 4);
    expect_text("\"\\u{41}\\u{AC00}\\u{01F600}\"", "A\xEA\xB0\x80\xF0\x9F\x98\x80", 8);
    expect_text("\"갱신\"", "갱신", 6);
}

static void texts_with_a_slip_are_read_as_they_were_meant(void **state)
{
    (void)state;
    expect_text("'a b'", "a b", 3);
    expect_text("“a b”", "a b", 3);
    expect_text("\"a b", "a b", 3);
    expect_text("\"a\\q\"", "a\\q", 3);
    expect_text("“a b", "a b", 3);
    expect_text("\"", "", 0);
}

static void expect_literal(const char *written, const char *read)
{
    char text[256];
    struct fixture fixture;
    snprintf(text, sizeof text, "define f: bool = %s", written);
    fixture_parse(&fixture, text, strlen(text));
    assert_int_equal(fixture.diags.count, 1);
    assert_string_equal(fixture.ast.items->value->literal.text, read);
    assert_int_equal(fixture.ast.items->value->literal.length, strlen(read));
    fixture_free(&fixture);
}

static void days_and_numbers_with_a_slip_are_read_as_they_were_meant(void **state)
{
    (void)state;
    expect_literal("2021-2-3", "2021-02-03");
    expect_literal("2021/02/3", "2021-02-03");
    expect_literal("2021-02-03 10:00", "2021-02-03T10:00Z");
    expect_literal("2021-02-03T10:00:00", "2021-02-03T10:00:00Z");
    expect_literal("2021-02-03 10:00+09:00", "2021-02-03T10:00+09:00");
    expect_literal("2021-02-03T10:00z", "2021-02-03T10:00Z");
    expect_literal("1,234,567", "1234567");
    expect_literal("1_000", "1000");
    expect_literal("1,000.50", "1000.50");
}

/* ---- doc comments ---- */

static void doc_comments_belong_to_what_is_directly_below(void **state)
{
    (void)state;
    expect_tree("## The kinds.\n## Of all.\nenum E { a }\n"
                "record R {\n"
                "  ## Which.\n"
                "  id: text\n"
                "  other: text\n"
                "}\n"
                "decide d: O {\n"
                "  ## Why.\n"
                "  rule a then b\n"
                "  ## How.\n"
                "  let x = y\n"
                "}",
                "(enum E (doc \"## The kinds.\\n## Of all.\") (a))\n"
                "(record R (id (doc \"## Which.\") text) (other text))\n"
                "(decide d O (rule a (doc \"## Why.\") (then b)) (let x (doc \"## How.\") y))\n");
}

static void doc_comments_elsewhere_belong_to_nothing(void **state)
{
    (void)state;
    expect_tree("## Of the file.\n\nenum E { a } ## behind\nenum F { a }\n"
                "## cut off\n# by another\nenum G { a }\n"
                "enum H { a\n## in it\n b }",
                "(enum E (a))\n(enum F (a))\n(enum G (a))\n(enum H (a) (b))\n");
    expect_tree("# one\n## two\nenum E { }", "(enum E (doc \"## two\"))\n");
}

/* ---- limits ---- */

static char *repeated(const char *head, const char *part, int count, const char *rest)
{
    size_t length = strlen(head) + (size_t)count * strlen(part) + strlen(rest);
    char *text = malloc(length + 1), *at = stpcpy(text, head);
    for (int i = 0; i < count; i++)
        at = stpcpy(at, part);
    stpcpy(at, rest);
    return text;
}

static void expect_one_complaint(char *text, const char *code)
{
    struct fixture fixture;
    fixture_parse(&fixture, text, strlen(text));
    assert_int_equal(fixture.diags.errors, 1);
    assert_string_equal(fixture.diags.items[0]->code, code);
    fixture_free(&fixture);
    free(text);
}

static void a_deep_tree_is_reported_once(void **state)
{
    (void)state;
    static const char head[] = "define f: bool = a";
    expect_one_complaint(repeated(head, " or a", 100000, ""), "nested-too-deeply");
    expect_one_complaint(repeated(head, ".b", 100000, " enum E { }"), "nested-too-deeply");
    expect_one_complaint(repeated("define f: bool = ", "not ", 300, "a"), "nested-too-deeply");
    expect_one_complaint(repeated("define f: bool = ", "(", 100000, ""), "nested-too-deeply");
    expect_one_complaint(repeated("define f: bool = ", "[", 100000, ""), "nested-too-deeply");
    char *closed = repeated("a", "]", 1000, "");
    expect_one_complaint(repeated("define f: bool = ", "[", 1000, closed), "nested-too-deeply");
    free(closed);
}

static void the_greatest_depth_is_fine(void **state)
{
    (void)state;
    char *text = repeated("define f: bool = a", " or a", EXPR_DEPTH_MAX - 1, "");
    struct fixture fixture;
    fixture_parse(&fixture, text, strlen(text));
    assert_int_equal(fixture.diags.count, 0);
    assert_int_equal(fixture.ast.items->value->depth, EXPR_DEPTH_MAX);
    fixture_free(&fixture);
    free(text);
}

static void a_long_list_is_not_deep(void **state)
{
    (void)state;
    char *text = repeated("define f: bool = x in [a", ", a", 100000, "]");
    expect_fine(text);
    free(text);
}

static void many_declarations_keep_their_order(void **state)
{
    (void)state;
    char *text = repeated("enum First { }", " enum E { a b c }\n", 10000, "enum Last { }");
    struct fixture fixture;
    fixture_parse(&fixture, text, strlen(text));
    assert_int_equal(fixture.diags.count, 0);
    const struct item *item = fixture.ast.items;
    assert_string_equal(item->name.text, "First");
    unsigned count = 1;
    for (; item->next; item = item->next)
        count++;
    assert_int_equal(count, 10002);
    assert_string_equal(item->name.text, "Last");
    fixture_free(&fixture);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_bind_in_the_order_or_and_not),
        cmocka_unit_test(values_bind_tighter_than_relations),
        cmocka_unit_test(relations_have_their_own_words),
        cmocka_unit_test(literals_say_what_they_are),
        cmocka_unit_test(terms_go_on_to_the_right),
        cmocka_unit_test(words_before_a_value_take_the_tightest),
        cmocka_unit_test(filters_reach_as_far_right_as_they_can),
        cmocka_unit_test(spans_leave_out_parentheses),
        cmocka_unit_test(declarations_and_steps_span_all_their_words),
        cmocka_unit_test(a_policy_has_settings),
        cmocka_unit_test(languages_are_words_and_texts),
        cmocka_unit_test(messages_are_in_a_language_that_is_a_word_or_a_text),
        cmocka_unit_test(a_source_has_clauses),
        cmocka_unit_test(types_may_be_lists_and_optional),
        cmocka_unit_test(small_declarations_have_their_parts),
        cmocka_unit_test(parameters_have_a_value_or_versions),
        cmocka_unit_test(defines_are_facts_or_formulas),
        cmocka_unit_test(decisions_have_steps),
        cmocka_unit_test(an_empty_text_is_an_empty_tree),
        cmocka_unit_test(every_word_is_free_where_its_place_says_what_it_is),
        cmocka_unit_test(a_clause_begins_with_any_word_but_one),
        cmocka_unit_test(words_that_begin_no_value_name_values_too),
        cmocka_unit_test(names_are_of_any_script),
        cmocka_unit_test(one_name_in_two_forms_is_one_name),
        cmocka_unit_test(texts_are_read_without_quotes_and_escapes),
        cmocka_unit_test(texts_with_a_slip_are_read_as_they_were_meant),
        cmocka_unit_test(days_and_numbers_with_a_slip_are_read_as_they_were_meant),
        cmocka_unit_test(doc_comments_belong_to_what_is_directly_below),
        cmocka_unit_test(doc_comments_elsewhere_belong_to_nothing),
        cmocka_unit_test(a_deep_tree_is_reported_once),
        cmocka_unit_test(the_greatest_depth_is_fine),
        cmocka_unit_test(a_long_list_is_not_deep),
        cmocka_unit_test(many_declarations_keep_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
