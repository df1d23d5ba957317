/* test_spelling.c - typed values as JSON, CSV cells and lines. */
#include "interp/report/spelling.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>

#include <cmocka.h>

#include "interp/value/calendar.h"

static void expect_text(enum form form, struct text text, const char *expected)
{
    struct buffer out = { 0 };
    spell_text(&out, form, text);
    assert_int_equal(out.length, strlen(expected));
    assert_memory_equal(out.at, expected, out.length);
    buffer_free(&out);
}

static void expect_spelt(enum form form, struct type type, union value value, const char *expected)
{
    struct buffer out = { 0 };
    spell_value(&out, form, &type, value);
    buffer_add(&out, "", 1);
    assert_string_equal(out.at, expected);
    buffer_free(&out);
}

static void plain_text_is_copied_between_quotes(void **state)
{
    (void)state;
    expect_text(FORM_JSON, text_of("az-104"), "\"az-104\"");
    expect_text(FORM_JSON, text_of(""), "\"\"");
    expect_text(FORM_JSON, text_of("갱신 续订 Zoë"), "\"갱신 续订 Zoë\"");
}

/* Every place in a word of eight bytes, and behind one. */
static void an_escape_is_found_wherever_it_stands(void **state)
{
    (void)state;
    for (uint32_t at = 0; at < 20; at++) {
        char text[20], expected[32] = "\"";
        memset(text, 'x', sizeof text);
        text[at] = '"';
        memcpy(expected + 1, text, at);
        memcpy(expected + 1 + at, "\\\"", 2);
        memcpy(expected + 3 + at, text + at + 1, sizeof text - at - 1);
        expected[sizeof text + 2] = '"';
        expect_text(FORM_JSON, (struct text){ text, sizeof text }, expected);
    }
}

static void control_characters_are_escaped(void **state)
{
    (void)state;
    expect_text(FORM_JSON, text_of("\b\t\n\f\r\"\\"), "\"\\b\\t\\n\\f\\r\\\"\\\\\"");
    expect_text(FORM_JSON,
                (struct text){ "a\0\x1f"
                               "b",
                               4 },
                "\"a\\u0000\\u001fb\"");
}

static void bytes_above_ascii_are_no_control_characters(void **state)
{
    (void)state;
    expect_text(FORM_JSON, text_of("\xC2\x80\xF4\x8F\xBF\xBF\x7F"),
                "\"\xC2\x80\xF4\x8F\xBF\xBF\x7F\"");
}

static void a_cell_wears_quotes_only_where_it_must(void **state)
{
    (void)state;
    expect_text(FORM_CSV, text_of("a b"), "a b");
    expect_text(FORM_CSV, text_of("a,b"), "\"a,b\"");
    expect_text(FORM_CSV, text_of("a\"b"), "\"a\"\"b\"");
    expect_text(FORM_CSV, text_of("a\nb"), "\"a\nb\"");
    expect_text(FORM_CSV, text_of(" a"), "\" a\"");
}

static void an_empty_cell_is_not_an_absent_one(void **state)
{
    (void)state;
    struct type type = { .kind = TYPE_TEXT, .optional = true };
    expect_spelt(FORM_CSV, type, (union value){ .text = { "", 0 } }, "\"\"");
    expect_spelt(FORM_CSV, type, (union value){ .text = { NULL, 0 } }, "");
}

static void a_word_of_the_line_form_needs_no_quotes(void **state)
{
    (void)state;
    const char *const words[][2] = {
        { "az-104", "az-104" },  { "갱신", "갱신" },   { "a/2021-01-01", "a/2021-01-01" },
        { "a b", "\"a b\"" },    { "a:b", "\"a:b\"" }, { "", "\"\"" },
        { "a\tb", "\"a\\tb\"" }, { "\"", "\"\\\"\"" }
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct buffer out = { 0 };
        spell_word(&out, text_of(words[i][0]));
        buffer_add(&out, "", 1);
        assert_string_equal(out.at, words[i][1]);
        buffer_free(&out);
    }
}

static void dates_and_instants_are_texts_in_json_only(void **state)
{
    (void)state;
    union value day = { .integer = date_from_civil((struct civil){ 2021, 2, 28 }) };
    union value instant = { .integer = day.integer * DAY_MICROSECONDS + INT64_C(32400000000) };
    expect_spelt(FORM_JSON, (struct type){ .kind = TYPE_DATE }, day, "\"2021-02-28\"");
    expect_spelt(FORM_LINES, (struct type){ .kind = TYPE_DATE }, day, "2021-02-28");
    expect_spelt(FORM_JSON, (struct type){ .kind = TYPE_INSTANT }, instant,
                 "\"2021-02-28T09:00:00Z\"");
    expect_spelt(FORM_CSV, (struct type){ .kind = TYPE_INSTANT }, instant, "2021-02-28T09:00:00Z");
}

static void numbers_are_exact(void **state)
{
    (void)state;
    expect_spelt(FORM_JSON, (struct type){ .kind = TYPE_INTEGER }, (union value){ .integer = -42 },
                 "-42");
    expect_spelt(FORM_JSON, (struct type){ .kind = TYPE_DECIMAL, .places = 2 },
                 (union value){ .decimal = 1250 }, "12.5");
    expect_spelt(FORM_JSON, (struct type){ .kind = TYPE_BOOL }, (union value){ .integer = 1 },
                 "true");
}

static void what_is_absent_is_null(void **state)
{
    (void)state;
    union value period = { .period = { PERIOD_ABSENT, 0 } };
    expect_spelt(FORM_JSON, (struct type){ .kind = TYPE_DATE },
                 (union value){ .integer = INTEGER_ABSENT }, "null");
    expect_spelt(FORM_JSON, (struct type){ .kind = TYPE_DECIMAL },
                 (union value){ .decimal = DECIMAL_ABSENT }, "null");
    expect_spelt(FORM_JSON, (struct type){ .kind = TYPE_PERIOD }, period, "null");
    expect_spelt(FORM_LINES, (struct type){ .kind = TYPE_PERIOD }, period, "absent");
}

static void a_member_is_spelt_as_in_data_but_named_in_lines(void **state)
{
    (void)state;
    struct member members[] = { { .name = "basic", .spelling = "basic" },
                                { .name = "role_based", .spelling = "role-based" } };
    struct enumeration kinds = { .name = "Kind", .members = members, .count = 2 };
    struct type type = { .kind = TYPE_ENUM, .enumeration = &kinds };
    expect_spelt(FORM_JSON, type, (union value){ .integer = 1 }, "\"role-based\"");
    expect_spelt(FORM_LINES, type, (union value){ .integer = 1 }, "role_based");
}

static void a_list_is_json_and_in_a_cell_quoted_json(void **state)
{
    (void)state;
    struct type text = { .kind = TYPE_TEXT };
    struct type type = { .kind = TYPE_LIST, .element = &text };
    union value items[] = { { .text = { "a", 1 } }, { .text = { "b", 1 } } };
    union value list = { .list = { items, 2, 1 } };
    expect_spelt(FORM_JSON, type, list, "[\"a\",\"b\"]");
    expect_spelt(FORM_LINES, type, list, "[\"a\", \"b\"]");
    expect_spelt(FORM_CSV, type, list, "\"[\"\"a\"\",\"\"b\"\"]\"");
    expect_spelt(FORM_JSON, type, (union value){ .list = { NULL, 0, 1 } }, "[]");
}

static void a_key_of_several_parts_is_joined(void **state)
{
    (void)state;
    struct field fields[] = { { .type = { .kind = TYPE_TEXT }, .slot = 0 },
                              { .type = { .kind = TYPE_DATE }, .slot = 1 } };
    uint32_t keys[] = { 0, 1 };
    struct record record = { .fields = fields, .count = 2, .keys = keys, .key_count = 2 };
    union value row[] = { { .text = { "Kim", 3 } }, { .integer = 0 } };
    expect_spelt(FORM_JSON, (struct type){ .kind = TYPE_RECORD, .record = &record },
                 (union value){ .row = row }, "\"Kim/1970-01-01\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_is_copied_between_quotes),
        cmocka_unit_test(an_escape_is_found_wherever_it_stands),
        cmocka_unit_test(control_characters_are_escaped),
        cmocka_unit_test(bytes_above_ascii_are_no_control_characters),
        cmocka_unit_test(a_cell_wears_quotes_only_where_it_must),
        cmocka_unit_test(an_empty_cell_is_not_an_absent_one),
        cmocka_unit_test(a_word_of_the_line_form_needs_no_quotes),
        cmocka_unit_test(dates_and_instants_are_texts_in_json_only),
        cmocka_unit_test(numbers_are_exact),
        cmocka_unit_test(what_is_absent_is_null),
        cmocka_unit_test(a_member_is_spelt_as_in_data_but_named_in_lines),
        cmocka_unit_test(a_list_is_json_and_in_a_cell_quoted_json),
        cmocka_unit_test(a_key_of_several_parts_is_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
