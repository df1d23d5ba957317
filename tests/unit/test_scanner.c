/* test_scanner.c - where words begin and end, and what is said about those that are none. */
#include "grammar/token.h"

#include "tests/unit/parse_fixture.h"

static void expect_words_of(const char *text, size_t length, const char *words)
{
    struct fixture fixture;
    char *seen;
    size_t size;
    fixture_open(&fixture, text, length);
    struct tokens tokens = tokens_scan(fixture.source, &fixture.diags);
    FILE *out = open_memstream(&seen, &size);
    for (uint32_t i = 0; i + 1 < tokens.count; i++)
        fprintf(out, "%s%s", i ? " " : "", token_name(tokens.items[i].kind));
    fclose(out);
    assert_string_equal(seen, words);
    assert_string_equal(token_name(tokens.items[tokens.count - 1].kind), "end of file");
    free(seen);
    tokens_free(&tokens);
    fixture_free(&fixture);
}

static void expect_words(const char *text, const char *words)
{
    expect_words_of(text, strlen(text), words);
}

/* The complaints of the scanner alone, as in parse_fixture.h. */
static void expect_slips_of(const char *text, size_t length, const char *complaints)
{
    struct fixture fixture;
    char *seen;
    size_t size;
    fixture_open(&fixture, text, length);
    struct tokens tokens = tokens_scan(fixture.source, &fixture.diags);
    FILE *out = open_memstream(&seen, &size);
    fixture_complaints(&fixture, out);
    fclose(out);
    assert_string_equal(seen, complaints);
    free(seen);
    tokens_free(&tokens);
    fixture_free(&fixture);
}

static void expect_slips(const char *text, const char *complaints)
{
    expect_slips_of(text, strlen(text), complaints);
}

/* No byte is lost: between two tokens there are only blanks. */
static void expect_lossless(const char *text, size_t length, uint32_t start)
{
    struct fixture fixture;
    fixture_open(&fixture, text, length);
    struct tokens tokens = tokens_scan(fixture.source, &fixture.diags);
    uint32_t base = fixture.source->base, at = start;
    for (uint32_t i = 0; i < tokens.count; i++) {
        for (; at < tokens.items[i].span.start - base; at++)
            assert_non_null(memchr(" \t\r\n", text[at], 4));
        assert_true(tokens.items[i].span.start >= base + at);
        at = tokens.items[i].span.end - base;
    }
    assert_int_equal(at, length);
    tokens_free(&tokens);
    fixture_free(&fixture);
}

/* ---- words ---- */

static void words_are_told_apart(void **state)
{
    (void)state;
    expect_words("", "");
    expect_words(" \t\r\n", "");
    expect_words("when whence When", "when name name");
    expect_words("a>=1.5", "name >= decimal number");
    expect_words("_ a_1 role_based", "name name name");
    expect_words("\"a\\\"b\" \"\"", "text text");
    expect_words("( ) [ ] { } , : . .. ..< ? = < <= > >= + - *",
                 "( ) [ ] { } , : . .. ..< ? = < <= > >= + - *");
}

static void numbers_days_and_instants_are_told_apart(void **state)
{
    (void)state;
    expect_words("0 007 3.14", "number number decimal number");
    expect_words("2020-12-15 2020-12-15T09:00Z 2020-12-15T09:00:00.5+09:00", "day instant instant");
    expect_words("1..5 1.5..2", "number .. number decimal number .. number");
    expect_words("2020-12-15..2021-01-01", "day .. day");
    expect_words("5-3", "number - number");
    expect_words("faq.5a faq.11d req.1.2",
                 "name . clause number name . clause number name . decimal number");
}

static void comments_are_kept(void **state)
{
    (void)state;
    expect_words("x # y\n## z\n#", "name comment doc comment comment");
    expect_words("\"#\" ###", "text doc comment");
}

static void up_is_a_word_only_before_to_and_a_number(void **state)
{
    (void)state;
    expect_words("up to 5", "up to number");
    expect_words("up\n  to\t5", "up to number");
    expect_words("up to five", "name to name");
    expect_words("up", "name");
}

static void names_may_be_of_any_script(void **state)
{
    (void)state;
    expect_words("갱신_여부 만료일 até Ωmega 中文2 か", "name name name name name name");
    expect_slips("갱신_여부 만료일 até Ωmega 中文2 か", "");
    expect_words("a.제5조 a.5조", "name . name name . clause number");
}

/* A letter and its accent, which names_intern puts together. */
static void names_may_be_decomposed(void **state)
{
    (void)state;
    expect_words("e\xCC\x81t\x65", "name");
    expect_slips("e\xCC\x81t\x65 \xE1\x84\x80\xE1\x85\xA1", "");
}

static void a_byte_order_mark_is_skipped_at_the_start_only(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBFuse \"a\"";
    expect_words(text, "use text");
    expect_slips(text, "");
    expect_lossless(text, strlen(text), 3);
    expect_slips("use \xEF\xBB\xBF\"a\"",
                 "1:5 invisible-character: U+FEFF is a character that is not seen | remove it\n");
    expect_words("use \xEF\xBB\xBF\"a\"", "use stray sign text");
}

/* ---- slips ---- */

static void other_notations_are_understood_and_reported(void **state)
{
    (void)state;
    expect_words("a == b != c && d || !e", "name is name is not name and name or not name");
    expect_slips("a == b", "1:3 foreign-operator: '==' is not of this language | say 'is'\n");
    expect_slips("a != b",
                 "1:3 foreign-operator: this is not how values are told apart | say 'is not'\n");
    expect_words("a <> b =< c => d := e", "name is not name <= name >= name = name");
    expect_words("a ..<= b ... c -> d", "name .. name .. name then name");
    expect_words("a; b", "name stray sign name");
    expect_words("a // b\nc /* d\n*/ e /* f", "name comment name comment name comment");
    expect_slips("// b", "1:1 foreign-comment: this is not how a comment is written | a comment "
                         "begins with # and ends with the line\n");
}

static void signs_that_mean_nothing_are_reported_once_a_run(void **state)
{
    (void)state;
    expect_words("a @@$ b", "name unknown word name");
    expect_slips("a @@$ b", "1:3 bad-character: this is not of the language\n");
    expect_slips("a / b", "1:3 bad-character: there is no division | compare products: instead of "
                          "a / 2 > b, a > 2 * b\n");
    expect_slips("70%", "1:3 bad-character: '%' is not of this language | write a percentage as a "
                        "decimal: 0.7\n");
}

static void a_text_that_is_not_closed_ends_with_its_line(void **state)
{
    (void)state;
    expect_words("\"abc\nrule", "text rule");
    expect_slips("\"abc\nrule",
                 "1:1 unclosed-text: this text has no closing quote | end it with \" on the "
                 "same line; a line break inside is written \\n\n");
    expect_words("\"abc\\", "text");
    expect_words("\"abc\\\"\nx", "text name");
}

static void other_quotes_make_a_text_too(void **state)
{
    (void)state;
    expect_words("'a b' x", "text name");
    expect_words("“a b” x", "text name");
    expect_words("“ab”x", "text name");
    expect_words("“a b\nx", "text name");
    expect_slips("'a b' x",
                 "1:1 wrong-quotes: a text stands between straight double quotes | write \"…\"\n");
}

static void escapes_that_mean_nothing_are_reported_where_they_stand(void **state)
{
    (void)state;
    static const char hint[] = " | the escapes are \\\" \\\\ \\n \\t and \\u{1F600}\n";
    char expected[512];
    expect_slips("\"\\n\\t\\\\\\\"\\u{1F600}\\u{0e9}\"", "");
    snprintf(expected, sizeof expected,
             "1:3 bad-escape: '\\q' means nothing inside a text%s"
             "1:6 bad-escape: '\\가' means nothing inside a text%s",
             hint, hint);
    expect_slips("\"a\\qb\\가\"", expected);
    snprintf(expected, sizeof expected, "1:2 bad-escape: '\\u' means nothing inside a text%s",
             hint);
    expect_slips("\"\\u0041\"", expected);
    expect_slips("\"\\u{}\"", expected);
    expect_slips("\"\\u{0}\"", expected);
    expect_slips("\"\\u{D800}\"", expected);
    expect_slips("\"\\u{110000}\"", expected);
    expect_slips("\"\\u{0000041}\"", expected);
    expect_slips("\"\\u{41\"", expected);
}

static void days_and_instants_are_mended(void **state)
{
    (void)state;
    expect_words("2021-2-3 2021/02/03", "day day");
    expect_words("2021-01-01T10:00 2021-01-01 10:00:00Z 2021-01-01t10:00Z 2021-01-01T10:00z",
                 "instant instant instant instant");
    expect_slips("2021-2-3",
                 "1:1 malformed-day: this is not how a day is written | year, month and "
                 "day have four, two and two digits: 2021-02-03\n");
    expect_slips(
        "2021-01-01T10:00:00",
        "1:1 missing-offset: an instant says its offset from UTC | end it in Z, or in +hh:mm\n");
}

static void digits_are_not_grouped(void **state)
{
    (void)state;
    static const char complaint[] = "1:1 grouped-digits: a number has no separators between its "
                                    "digits | write all digits together: 1000000\n";
    expect_words("1,000 1,234,567.50 1_000 1'000", "number decimal number number number");
    expect_slips("1,000", complaint);
    expect_slips("1_000", complaint);
    expect_slips("1'000", complaint);
}

static void a_list_of_numbers_is_no_grouped_number(void **state)
{
    (void)state;
    expect_words("[1,200,300]", "[ number , number , number ]");
    expect_words("[1, 200] f(10,200)", "[ number , number ] name ( number , number )");
    expect_slips("[1,200,300] f(10,200) [2020,2021]", "");
    expect_words("[1,000]", "[ number ]");
    expect_words("1,20 1,2000", "number , number number , number");
}

static void exponents_and_run_together_units_are_advised_on(void **state)
{
    (void)state;
    expect_words("1e6 1.5E3 1e-6", "number decimal number decimal number");
    expect_slips("1e6", "1:1 exponent: a number has no exponent | write all its digits: 1000000\n");
    expect_words("6months 3일", "number name number name");
    expect_slips(
        "6months",
        "1:1 run-together: a number and a word stand apart | put a blank between them: 6 months\n");
}

/* ---- characters ---- */

static void characters_that_are_not_seen_are_errors_everywhere(void **state)
{
    (void)state;
    expect_slips(
        "a\xE2\x80\x8B"
        "b # \xE2\x80\xAE\n\"\xC2\xAD\"",
        "1:2 invisible-character: U+200B is a character that is not seen | remove it\n"
        "1:7 direction-character: U+202E changes the order in which text is shown | remove it\n"
        "2:2 invisible-character: U+00AD is a character that is not seen | remove it, or write "
        "\\u{00AD} so that it is seen\n");
    expect_words("a\xE2\x80\x8B"
                 "b",
                 "name");
    expect_words("a \xE2\x80\x8B b", "name stray sign name");
}

static void joiners_are_fine_inside_texts_only(void **state)
{
    (void)state;
    expect_slips("\"\xE0\xA4\x95\xE2\x80\x8D\xE2\x80\x8C\"", "");
    expect_slips("# \xE2\x80\x8D",
                 "1:3 invisible-character: U+200D is a character that is not seen | remove it\n");
    expect_slips("a\xE2\x80\x8C",
                 "1:2 invisible-character: U+200C is a character that is not seen | remove it\n");
}

static void control_characters_are_errors(void **state)
{
    (void)state;
    expect_slips("a\x01"
                 "b\f\x7F",
                 "1:2 control-character: U+0001 is a control character | remove it\n"
                 "1:4 control-character: U+000C is a control character | remove it\n"
                 "1:5 control-character: U+007F is a control character | remove it\n");
    expect_words("a\x01"
                 "b",
                 "name stray sign name");
    expect_slips("a\xC2\x85", "1:2 control-character: U+0085 is a control character | remove it\n");
}

static void a_file_with_nul_bytes_has_no_words(void **state)
{
    (void)state;
    expect_slips_of(
        "ab\0c\0", 5,
        "1:3 control-character: U+0000 is a control character | this seems to be no text file\n");
    expect_words_of("ab\0c\0", 5, "");
}

static void what_is_not_utf8_is_told_once(void **state)
{
    (void)state;
    expect_slips("use\n \xFF\xFF @",
                 "2:2 not-utf8: the byte 0xFF here is not UTF-8 | save the file as UTF-8\n");
    expect_words("use \xFF", "");
    expect_slips_of("\xFF\xFEu\0", 4,
                    "1:1 not-utf8: the byte 0xFF here is not UTF-8 | save the file as UTF-8; now "
                    "it is UTF-16\n");
}

static void names_have_no_symbols(void **state)
{
    (void)state;
    static const char hint[] = " | a name has letters and marks of any script, digits and '_'\n";
    char expected[256];
    snprintf(expected, sizeof expected,
             "1:3 bad-character: '🎉' (U+1F389) cannot be part of a name%s", hint);
    expect_slips("ab🎉cd", expected);
    expect_words("ab🎉cd", "name");
    snprintf(expected, sizeof expected, "1:1 bad-character: '€' (U+20AC) cannot begin a name%s",
             hint);
    expect_slips("€", expected);
}

static void full_width_signs_are_read_as_ours(void **state)
{
    (void)state;
    expect_words("enum 갱신（a：b）， c；", "enum name ( name : name ) , name stray sign");
    expect_slips("a，b", "1:2 look-alike: '，' (U+FF0C) is not of this language | write ,\n");
    expect_words("a ≤ b ≠ c – 2 × 3", "name <= name is not name - number * number");
    expect_words("rule， 12，3", "rule , number , number");
    expect_slips(
        "a\xC2\xA0"
        "b",
        "1:2 look-alike: '\xC2\xA0' (U+00A0) is not an ordinary blank | press the space bar\n");
    expect_words("a\xC2\xA0"
                 "b",
                 "name stray sign name");
}

static void a_file_that_is_too_large_has_no_words(void **state)
{
    (void)state;
    size_t length = SOURCE_MAX + 1;
    char *text = malloc(length);
    assert_non_null(text);
    memset(text, ' ', length);
    text[0] = 'x';
    expect_words_of(text, length, "");
    expect_words_of(text, length - 1, "name");
    expect_slips_of(text, length,
                    "1:1 file-too-large: a policy file has at most 16 MiB | keep data in tables; "
                    "split rules among files with 'use'\n");
    free(text);
}

/* ---- all ---- */

static void no_byte_is_lost(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "rule a { # é\n\twhen \"x@ 12ab == = ü;}",
        "\"\\q\" 'a' “b” “c\n 1,000 [1,200] 1e-6 6months 2021-1-1",
        "a\x01\x02 \xE2\x80\x8B\xE2\x80\x8B x\xE2\x80\x8B b，c≠d“e”f”g 3가 faq.5가，",
        "/* a * b / c **/ /* d\n* ",
        "..<= ... ..< .. . !== <> \"a\\",
        "12，34 rule，up to 5 up to x\r\n\f\v",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_lossless(texts[i], strlen(texts[i]), 0);
}

static void no_byte_is_lost_of_any_three(void **state)
{
    (void)state;
    static const char bytes[] = "a1\"'. ,-#/*<=!\n\xE2\x80\x9C\\;_e";
    size_t count = sizeof bytes - 1;
    for (size_t i = 0; i < count * count * count; i++) {
        char text[3] = { bytes[i % count], bytes[i / count % count], bytes[i / count / count] };
        struct fixture fixture;
        fixture_open(&fixture, text, sizeof text);
        struct tokens tokens = tokens_scan(fixture.source, &fixture.diags);
        bool is_text =
            fixture.diags.count == 0 || strcmp(fixture.diags.items[0]->code, "not-utf8") != 0;
        tokens_free(&tokens);
        fixture_free(&fixture);
        if (is_text)
            expect_lossless(text, sizeof text, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_told_apart),
        cmocka_unit_test(numbers_days_and_instants_are_told_apart),
        cmocka_unit_test(comments_are_kept),
        cmocka_unit_test(up_is_a_word_only_before_to_and_a_number),
        cmocka_unit_test(names_may_be_of_any_script),
        cmocka_unit_test(names_may_be_decomposed),
        cmocka_unit_test(a_byte_order_mark_is_skipped_at_the_start_only),
        cmocka_unit_test(other_notations_are_understood_and_reported),
        cmocka_unit_test(signs_that_mean_nothing_are_reported_once_a_run),
        cmocka_unit_test(a_text_that_is_not_closed_ends_with_its_line),
        cmocka_unit_test(other_quotes_make_a_text_too),
        cmocka_unit_test(escapes_that_mean_nothing_are_reported_where_they_stand),
        cmocka_unit_test(days_and_instants_are_mended),
        cmocka_unit_test(digits_are_not_grouped),
        cmocka_unit_test(a_list_of_numbers_is_no_grouped_number),
        cmocka_unit_test(exponents_and_run_together_units_are_advised_on),
        cmocka_unit_test(characters_that_are_not_seen_are_errors_everywhere),
        cmocka_unit_test(joiners_are_fine_inside_texts_only),
        cmocka_unit_test(control_characters_are_errors),
        cmocka_unit_test(a_file_with_nul_bytes_has_no_words),
        cmocka_unit_test(what_is_not_utf8_is_told_once),
        cmocka_unit_test(names_have_no_symbols),
        cmocka_unit_test(full_width_signs_are_read_as_ours),
        cmocka_unit_test(a_file_that_is_too_large_has_no_words),
        cmocka_unit_test(no_byte_is_lost),
        cmocka_unit_test(no_byte_is_lost_of_any_three),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
