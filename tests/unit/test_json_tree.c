/* test_json_tree.c - JSON as a tree: what is none, and merge patches. */
#include "interp/tool/json_tree.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct json *parse(const char *text)
{
    size_t offset;
    const char *problem;
    struct json *json = json_tree_parse(text, strlen(text), &offset, &problem);
    assert_non_null(json);
    return json;
}

static void expect_merged(const char *target, const char *patch, const char *expected)
{
    struct json *merged = json_tree_merge(parse(target), parse(patch));
    char *text = json_tree_text(merged);
    assert_string_equal(text, expected);
    free(text);
    json_tree_free(merged);
}

static void expect_problem(const char *text, size_t expected_offset, const char *expected)
{
    size_t offset;
    const char *problem;
    assert_null(json_tree_parse(text, strlen(text), &offset, &problem));
    assert_string_equal(problem, expected);
    assert_int_equal(offset, expected_offset);
}

/* The examples of RFC 7396, appendix A. */
static void patches_merge_as_the_rfc_says(void **state)
{
    (void)state;
    const char *const cases[][3] = {
        { "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
        { "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
        { "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
        { "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}" },
        { "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
        { "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
        { "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}" },
        { "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
        { "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]" },
        { "{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]" },
        { "{\"a\":\"foo\"}", "null", "null" },
        { "{\"a\":\"foo\"}", "\"bar\"", "\"bar\"" },
        { "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}" },
        { "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}" },
        { "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_merged(cases[i][0], cases[i][1], cases[i][2]);
}

static void members_keep_their_order_and_their_neighbours(void **state)
{
    (void)state;
    expect_merged("{\"a\":1,\"b\":2,\"c\":3}", "{\"b\":9}", "{\"a\":1,\"b\":9,\"c\":3}");
    expect_merged("{\"a\":1,\"b\":2,\"c\":3}", "{\"b\":null}", "{\"a\":1,\"c\":3}");
}

static void numbers_and_texts_stay_as_they_are_written(void **state)
{
    (void)state;
    expect_merged(" { \"a\" : 1.50e+2 , \"b\" : \"\\u00e9\\\"\" } ", "{}",
                  "{\"a\":1.50e+2,\"b\":\"\\u00e9\\\"\"}");
}

static void what_is_no_json_is_told_with_its_place(void **state)
{
    (void)state;
    expect_problem("{\"a\":}", 5, "a value is expected here");
    expect_problem("{\"a\" 1}", 5, "a colon is expected here");
    expect_problem("{a:1}", 1, "a member's name in quotes is expected here");
    expect_problem("[1 2]", 3, "a comma or the closing bracket is expected here");
    expect_problem("{\"a", 2, "this text has no end");
    expect_problem("{\"a\\", 2, "this text has no end");
    expect_problem("{} {}", 3, "nothing is expected behind the value");
    expect_problem("", 0, "a value is expected here");
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    char text[2000];
    memset(text, '[', sizeof text);
    size_t offset;
    const char *problem;
    assert_null(json_tree_parse(text, sizeof text, &offset, &problem));
    assert_string_equal(problem, "this is nested too deeply");
}

static char *written(const char *text, size_t length, bool *replaced)
{
    char *out = NULL;
    size_t size;
    FILE *stream = open_memstream(&out, &size);
    *replaced = json_write_string(stream, text, length);
    fclose(stream);
    return out;
}

static void strings_are_escaped_and_mended(void **state)
{
    (void)state;
    bool replaced;
    char *text = written("a\"\\\n갱\0", 8, &replaced);
    assert_string_equal(text, "\"a\\\"\\\\\\u000a갱\\u0000\"");
    assert_false(replaced);
    free(text);
    text = written("\xC0\x80 \xED\xA0\x80 \xF4\x90\x80\x80 \xEA\xB0", 13, &replaced);
    assert_true(replaced);
    assert_null(strstr(text, "\xED\xA0"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patches_merge_as_the_rfc_says),
        cmocka_unit_test(members_keep_their_order_and_their_neighbours),
        cmocka_unit_test(numbers_and_texts_stay_as_they_are_written),
        cmocka_unit_test(what_is_no_json_is_told_with_its_place),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(strings_are_escaped_and_mended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
