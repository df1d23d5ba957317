/* Places as editors have them: URIs, and lines and characters of a text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "interp/lsp/position.h"
#include "interp/lsp/uri.h"

static void expect_path(const char *uri, const char *path)
{
    struct arena arena = { 0 };
    const char *found = uri_path(&arena, uri);
    if (path)
        assert_string_equal(found ? found : "nothing", path);
    else
        assert_null(found);
    arena_free(&arena);
}

static void a_uri_is_a_path_with_signs_that_need_it_escaped(void **state)
{
    (void)state;
    expect_path("file:///a/b.pol", "/a/b.pol");
    expect_path("file://localhost/a/b.pol", "/a/b.pol");
    expect_path("file:///a%20b/%ED%95%9C.pol", "/a b/한.pol");
    expect_path("file:///c%3a/x", "/c:/x");
}

static void a_uri_of_no_file_is_its_own_name(void **state)
{
    (void)state;
    expect_path("untitled:Untitled-1", "untitled:Untitled-1");
}

static void a_malformed_uri_is_no_path(void **state)
{
    (void)state;
    expect_path("", NULL);
    expect_path("file://elsewhere/a", NULL);
    expect_path("file:///a%", NULL);
    expect_path("file:///a%2", NULL);
    expect_path("file:///a%zz", NULL);
    expect_path("file:///a%00b", NULL);
}

static void a_path_comes_back_from_its_uri(void **state)
{
    (void)state;
    static const char *const paths[] = { "/", "/a b/c#d?.pol", "/정책/갱신.pol", "/%41",
                                         "/a+b&c=d" };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct arena arena = { 0 };
        assert_string_equal(uri_path(&arena, uri_of_path(&arena, paths[i])), paths[i]);
        arena_free(&arena);
    }
}

/* The text "a", U+D55C of three bytes, U+1F600 of four; then CR LF, "b", CR, "c", LF. */
static const char text[] = "a\xED\x95\x9C\xF0\x9F\x98\x80\r\nb\rc\n";

static void expect_position(uint32_t offset, enum encoding encoding, struct position expected)
{
    struct lines lines = { 0 };
    lines_find(&lines, text, sizeof text - 1);
    struct position position = lines_position(&lines, offset, encoding);
    assert_int_equal(position.line, expected.line);
    assert_int_equal(position.character, expected.character);
    assert_int_equal(lines_offset(&lines, expected, encoding), offset);
    lines_free(&lines);
}

static void characters_count_in_units_of_utf_16(void **state)
{
    (void)state;
    expect_position(1, ENCODING_UTF16, (struct position){ 0, 1 });
    expect_position(4, ENCODING_UTF16, (struct position){ 0, 2 });
    expect_position(8, ENCODING_UTF16, (struct position){ 0, 4 });
}

static void or_in_bytes(void **state)
{
    (void)state;
    expect_position(4, ENCODING_UTF8, (struct position){ 0, 4 });
    expect_position(8, ENCODING_UTF8, (struct position){ 0, 8 });
}

static void lines_end_in_lf_in_cr_lf_and_in_cr(void **state)
{
    (void)state;
    expect_position(10, ENCODING_UTF16, (struct position){ 1, 0 });
    expect_position(11, ENCODING_UTF16, (struct position){ 1, 1 });
    expect_position(12, ENCODING_UTF16, (struct position){ 2, 0 });
    expect_position(14, ENCODING_UTF16, (struct position){ 3, 0 });
}

static void expect_offset(struct position position, uint32_t expected)
{
    struct lines lines = { 0 };
    lines_find(&lines, text, sizeof text - 1);
    assert_int_equal(lines_offset(&lines, position, ENCODING_UTF16), expected);
    lines_free(&lines);
}

static void what_is_behind_a_line_s_end_is_its_end(void **state)
{
    (void)state;
    expect_offset((struct position){ 0, 99 }, 8);
    expect_offset((struct position){ 1, UINT32_MAX }, 11);
    expect_offset((struct position){ 99, 0 }, sizeof text - 1);
}

static void half_a_character_is_before_it(void **state)
{
    (void)state;
    expect_offset((struct position){ 0, 3 }, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_uri_is_a_path_with_signs_that_need_it_escaped),
        cmocka_unit_test(a_uri_of_no_file_is_its_own_name),
        cmocka_unit_test(a_malformed_uri_is_no_path),
        cmocka_unit_test(a_path_comes_back_from_its_uri),
        cmocka_unit_test(characters_count_in_units_of_utf_16),
        cmocka_unit_test(or_in_bytes),
        cmocka_unit_test(lines_end_in_lf_in_cr_lf_and_in_cr),
        cmocka_unit_test(what_is_behind_a_line_s_end_is_its_end),
        cmocka_unit_test(half_a_character_is_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
