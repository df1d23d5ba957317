/* test_diag.c - diagnostics as data, and how they are shown. */
#include "grammar/diag.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    uint32_t base; /* of the text added last */
};

static void add_text(struct fixture *fixture, const char *name, const char *text)
{
    fixture->base = sources_add(&fixture->sources, &fixture->arena, name, text, strlen(text))->base;
}

static void fixture_open(struct fixture *fixture, const char *text)
{
    *fixture = (struct fixture){ 0 };
    fixture->diags.arena = &fixture->arena;
    fixture->diags.sources = &fixture->sources;
    add_text(fixture, "a.pol", text);
}

/* Bytes START to END of the text added last. */
static struct span at(const struct fixture *fixture, uint32_t start, uint32_t end)
{
    return (struct span){ fixture->base + start, fixture->base + end };
}

/* To be freed. */
static char *shown(const struct fixture *fixture, bool colour)
{
    static char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    diag_print(&fixture->diags, out, colour);
    fclose(out);
    return text;
}

static void expect_shown(struct fixture *fixture, const char *expected)
{
    char *text = shown(fixture, false);
    assert_string_equal(text, expected);
    free(text);
    arena_free(&fixture->arena);
}

/* One error at bytes START to END of TEXT, "here" with the code "x". */
static void expect_marks(const char *text, uint32_t start, uint32_t end, const char *expected)
{
    struct fixture fixture;
    fixture_open(&fixture, text);
    diag_error(&fixture.diags, at(&fixture, start, end), "x", "here");
    expect_shown(&fixture, expected);
}

static void expect_json(struct fixture *fixture, const char *expected)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    diag_print_json(&fixture->diags, out);
    fclose(out);
    assert_string_equal(text, expected);
    free(text);
    arena_free(&fixture->arena);
}

/* ---- the list ---- */

static void complaints_stand_in_the_order_of_the_text(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "one two three");
    diag_error(&fixture.diags, at(&fixture, 8, 13), "c", "third");
    diag_warning(&fixture.diags, at(&fixture, 0, 3), "a", "first");
    diag_error(&fixture.diags, at(&fixture, 4, 7), "b", "second, said %s", "first");
    diag_error(&fixture.diags, at(&fixture, 4, 7), "d", "second, said last");
    assert_int_equal(fixture.diags.count, 4);
    assert_int_equal(fixture.diags.errors, 3);
    assert_string_equal(fixture.diags.items[0]->message, "first");
    assert_string_equal(fixture.diags.items[1]->message, "second, said first");
    assert_string_equal(fixture.diags.items[2]->message, "second, said last");
    assert_string_equal(fixture.diags.items[3]->message, "third");
    arena_free(&fixture.arena);
}

static void the_same_complaint_at_the_same_place_is_dropped(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "one two");
    diag_error(&fixture.diags, at(&fixture, 0, 3), "x", "first");
    struct diag *again = diag_error(&fixture.diags, at(&fixture, 0, 3), "x", "again");
    diag_hint(&fixture.diags, again, "not to be seen");
    diag_error(&fixture.diags, at(&fixture, 0, 2), "x", "another place");
    assert_int_equal(fixture.diags.count, 2);
    assert_int_equal(fixture.diags.errors, 2);
    assert_int_equal(fixture.diags.dropped, 0);
    assert_string_equal(fixture.diags.items[0]->message, "first");
    assert_null(fixture.diags.items[0]->hint);
    arena_free(&fixture.arena);
}

static void a_message_without_end_loses_its_middle(void **state)
{
    (void)state;
    struct fixture fixture;
    char word[2001] = "", expected[900];
    for (int i = 0; i < 1000; i++)
        strcat(word, "é"); /* two bytes each */
    fixture_open(&fixture, "text");
    const struct diag *diag = diag_error(&fixture.diags, at(&fixture, 0, 4), "x", "a%sz", word);
    snprintf(expected, sizeof expected, "a%.498s…%.298sz", word, word);
    assert_string_equal(diag->message, expected);
    arena_free(&fixture.arena);
}

static void what_is_too_many_is_counted(void **state)
{
    (void)state;
    struct fixture fixture;
    char text[2 * DIAG_MAX + 1];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    fixture_open(&fixture, text);
    for (uint32_t i = 0; i < 2 * DIAG_MAX; i++)
        assert_non_null(diag_error(&fixture.diags, at(&fixture, i, i + 1), "x", "%u", i));
    assert_int_equal(fixture.diags.count, DIAG_MAX);
    assert_int_equal(fixture.diags.errors, 2 * DIAG_MAX);
    assert_int_equal(fixture.diags.dropped, DIAG_MAX);
    assert_string_equal(fixture.diags.items[DIAG_MAX - 1]->message, "199");
    arena_free(&fixture.arena);
}

static void an_error_takes_the_place_of_a_warning(void **state)
{
    (void)state;
    struct fixture fixture;
    char text[DIAG_MAX + 2];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    fixture_open(&fixture, text);
    for (uint32_t i = 0; i < DIAG_MAX; i++)
        diag_warning(&fixture.diags, at(&fixture, i, i + 1), "x", "%u", i);
    diag_warning(&fixture.diags, at(&fixture, DIAG_MAX, DIAG_MAX), "x", "one more");
    diag_error(&fixture.diags, at(&fixture, 0, 1), "e", "an error");
    assert_int_equal(fixture.diags.count, DIAG_MAX);
    assert_int_equal(fixture.diags.errors, 1);
    assert_int_equal(fixture.diags.dropped, 2);
    assert_string_equal(fixture.diags.items[1]->message, "an error");
    assert_string_equal(fixture.diags.items[DIAG_MAX - 1]->message, "198");
    arena_free(&fixture.arena);
}

/* ---- for people ---- */

static void the_line_is_shown_with_marks_under_the_place(void **state)
{
    (void)state;
    expect_marks("rule a\n  when b\nthen c", 9, 13,
                 "a.pol:2:3: error: here [x]\n"
                 "    2 |   when b\n"
                 "      |   ^^^^\n");
}

static void an_empty_place_has_one_mark(void **state)
{
    (void)state;
    expect_marks("ab cd", 2, 2, "a.pol:1:3: error: here [x]\n    1 | ab cd\n      |   ^\n");
    expect_marks("ab", 2, 2, "a.pol:1:3: error: here [x]\n    1 | ab\n      |   ^\n");
}

static void an_empty_text_is_not_shown(void **state)
{
    (void)state;
    expect_marks("", 0, 0, "a.pol:1:1: error: here [x]\n");
}

static void a_place_of_several_lines_is_marked_in_its_first(void **state)
{
    (void)state;
    expect_marks("a {\r\n  b\n}", 2, 10, "a.pol:1:3: error: here [x]\n    1 | a {\n      |   ^\n");
}

static void a_hint_follows(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "a == b");
    struct diag *diag = diag_warning(&fixture.diags, at(&fixture, 2, 4), "foreign", "odd");
    diag_hint(&fixture.diags, diag, "say '%s'", "is");
    expect_shown(&fixture, "a.pol:1:3: warning: odd [foreign]\n"
                           "    1 | a == b\n"
                           "      |   ^^\n"
                           "  = hint: say 'is'\n");
}

static void marks_are_counted_in_the_columns_of_a_terminal(void **state)
{
    (void)state;
    expect_marks("인증 x", 7, 8, "a.pol:1:4: error: here [x]\n    1 | 인증 x\n      |      ^\n");
    expect_marks("인증 x", 0, 6, "a.pol:1:1: error: here [x]\n    1 | 인증 x\n      | ^^^^\n");
    expect_marks("e\xCC\x81 x", 4, 5,
                 "a.pol:1:4: error: here [x]\n    1 | e\xCC\x81 x\n      |   ^\n");
}

static void a_tab_stays_a_tab(void **state)
{
    (void)state;
    expect_marks("\ta\tb", 3, 4, "a.pol:1:4: error: here [x]\n    1 | \ta\tb\n      | \t \t^\n");
}

static void two_places_in_a_line_are_marked_together(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "enum E { ab cd ab }");
    struct diag *diag = diag_error(&fixture.diags, at(&fixture, 15, 17), "twice", "again");
    diag_other(&fixture.diags, diag, at(&fixture, 9, 11), "the first");
    expect_shown(&fixture, "a.pol:1:16: error: again [twice]\n"
                           "    1 | enum E { ab cd ab }\n"
                           "      |          ~~    ^^\n"
                           "  ~ note: the first\n");
}

static void another_line_is_shown_too(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "ab\ncd\nab");
    struct diag *diag = diag_error(&fixture.diags, at(&fixture, 6, 8), "twice", "again");
    diag_other(&fixture.diags, diag, at(&fixture, 0, 2), "the first");
    diag_hint(&fixture.diags, diag, "rename one");
    expect_shown(&fixture, "a.pol:3:1: error: again [twice]\n"
                           "    3 | ab\n"
                           "      | ^^\n"
                           "a.pol:1:1: note: the first\n"
                           "    1 | ab\n"
                           "      | ~~\n"
                           "  = hint: rename one\n");
}

static void another_file_is_named(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "ab");
    struct span first = at(&fixture, 0, 2);
    add_text(&fixture, "b.pol", "cd ab");
    struct diag *diag = diag_error(&fixture.diags, at(&fixture, 3, 5), "twice", "again");
    diag_other(&fixture.diags, diag, first, "the first");
    expect_shown(&fixture, "b.pol:1:4: error: again [twice]\n"
                           "    1 | cd ab\n"
                           "      |    ^^\n"
                           "a.pol:1:1: note: the first\n"
                           "    1 | ab\n"
                           "      | ~~\n");
}

static void what_is_nowhere_has_no_line(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "ab");
    diag_error(&fixture.diags, (struct span){ 0, 0 }, "none", "no policy");
    expect_shown(&fixture, "error: no policy [none]\n");
}

static size_t longest_line(const char *text)
{
    size_t longest = 0;
    while (*text) {
        size_t length = strcspn(text, "\n");
        longest = length > longest ? length : longest;
        text += length + (text[length] == '\n');
    }
    return longest;
}

static void a_long_line_is_shown_around_the_place(void **state)
{
    (void)state;
    enum { LENGTH = 100000 };
    char *text = malloc(LENGTH + 1);
    memset(text, 'x', LENGTH);
    text[LENGTH] = '\0';
    memcpy(text + 50000, "PLACE", 5);
    struct fixture fixture;
    fixture_open(&fixture, text);
    diag_error(&fixture.diags, at(&fixture, 50000, 50005), "x", "here");
    char *seen = shown(&fixture, false);
    assert_true(longest_line(seen) <= 8 + 112 + 2 * 3); /* gutter, window, two ellipses */
    /* The marks stand under the word; the ellipsis before it has two bytes more than columns. */
    const char *line = strchr(seen, '\n') + 1, *marks = strchr(line, '\n') + 1;
    assert_int_equal(strstr(marks, "^^^^^") - marks, strstr(line, "PLACE") - line - 2);
    assert_non_null(strstr(line, "\xE2\x80\xA6x"));
    assert_non_null(strstr(line, "x\xE2\x80\xA6\n"));
    free(seen);
    free(text);
    arena_free(&fixture.arena);
}

static void the_ends_of_a_long_line_are_shown_whole(void **state)
{
    (void)state;
    char text[301], *seen;
    memset(text, 'x', 300);
    text[300] = '\0';
    struct fixture fixture;
    fixture_open(&fixture, text);
    diag_error(&fixture.diags, at(&fixture, 299, 300), "x", "here");
    seen = shown(&fixture, false);
    assert_non_null(strstr(seen, "| \xE2\x80\xA6xxx"));
    assert_non_null(strstr(seen, "xxx\n"));
    free(seen);
    arena_free(&fixture.arena);

    fixture_open(&fixture, text);
    diag_error(&fixture.diags, at(&fixture, 0, 1), "x", "here");
    seen = shown(&fixture, false);
    assert_non_null(strstr(seen, "| xxx"));
    assert_non_null(strstr(seen, "xxx\xE2\x80\xA6\n      | ^\n"));
    free(seen);
    arena_free(&fixture.arena);
}

static void what_a_terminal_would_obey_is_not_printed(void **state)
{
    (void)state;
    expect_marks("a\x1B[31m\xE2\x80\xAE\xFFz", 10, 11,
                 "a.pol:1:9: error: here [x]\n"
                 "    1 | a\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBDz\n"
                 "      |         ^\n");
}

static void messages_are_printed_as_carefully_as_lines(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "a");
    struct diag *diag =
        diag_error(&fixture.diags, (struct span){ 0, 0 }, "x", "found '%s'", "\x1B[2J갱");
    diag_hint(&fixture.diags, diag, "not %s", "\xE2\x80\xAE");
    expect_shown(&fixture, "error: found '\xEF\xBF\xBD[2J갱' [x]\n"
                           "  = hint: not \xEF\xBF\xBD\n");
}

static void colours_are_for_terminals_only(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "ab");
    diag_error(&fixture.diags, at(&fixture, 0, 2), "x", "here");
    char *plain = shown(&fixture, false), *coloured = shown(&fixture, true);
    assert_null(strchr(plain, '\x1B'));
    assert_non_null(strstr(coloured, "\x1B[1;31merror: \x1B[0m"));
    free(plain);
    free(coloured);
    arena_free(&fixture.arena);
}

/* ---- for programs ---- */

static void an_object_a_line_is_written_for_programs(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "ab\n갱신 b\n");
    struct diag *diag = diag_error(&fixture.diags, at(&fixture, 3, 9), "twice", "again");
    diag_hint(&fixture.diags, diag, "rename one");
    diag_other(&fixture.diags, diag, at(&fixture, 0, 2), "the first");
    diag_warning(&fixture.diags, at(&fixture, 10, 11), "unused", "never used");
    expect_json(
        &fixture,
        "{\"file\":\"a.pol\",\"line\":2,\"column\":1,\"end_line\":2,\"end_column\":3,"
        "\"severity\":\"error\",\"code\":\"twice\",\"message\":\"again\",\"hint\":\"rename one\","
        "\"other\":{\"file\":\"a.pol\",\"line\":1,\"column\":1,\"end_line\":1,\"end_column\":3,"
        "\"message\":\"the first\"}}\n"
        "{\"file\":\"a.pol\",\"line\":2,\"column\":4,\"end_line\":2,\"end_column\":5,"
        "\"severity\":\"warning\",\"code\":\"unused\",\"message\":\"never used\"}\n");
}

static void json_strings_are_escaped(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, "a");
    diag_error(&fixture.diags, (struct span){ 0, 0 }, "x", "%s",
               "\"\\\n\t\r\x01\x7F\xE2\x80\xAE\xFF갱");
    expect_json(&fixture, "{\"severity\":\"error\",\"code\":\"x\",\"message\":\""
                          "\\\"\\\\\\n\\t\\u000d\\u0001\\u007f\\u202e\\ufffd갱\"}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(complaints_stand_in_the_order_of_the_text),
        cmocka_unit_test(the_same_complaint_at_the_same_place_is_dropped),
        cmocka_unit_test(a_message_without_end_loses_its_middle),
        cmocka_unit_test(what_is_too_many_is_counted),
        cmocka_unit_test(an_error_takes_the_place_of_a_warning),
        cmocka_unit_test(the_line_is_shown_with_marks_under_the_place),
        cmocka_unit_test(an_empty_place_has_one_mark),
        cmocka_unit_test(an_empty_text_is_not_shown),
        cmocka_unit_test(a_place_of_several_lines_is_marked_in_its_first),
        cmocka_unit_test(a_hint_follows),
        cmocka_unit_test(marks_are_counted_in_the_columns_of_a_terminal),
        cmocka_unit_test(a_tab_stays_a_tab),
        cmocka_unit_test(two_places_in_a_line_are_marked_together),
        cmocka_unit_test(another_line_is_shown_too),
        cmocka_unit_test(another_file_is_named),
        cmocka_unit_test(what_is_nowhere_has_no_line),
        cmocka_unit_test(a_long_line_is_shown_around_the_place),
        cmocka_unit_test(the_ends_of_a_long_line_are_shown_whole),
        cmocka_unit_test(what_a_terminal_would_obey_is_not_printed),
        cmocka_unit_test(messages_are_printed_as_carefully_as_lines),
        cmocka_unit_test(colours_are_for_terminals_only),
        cmocka_unit_test(an_object_a_line_is_written_for_programs),
        cmocka_unit_test(json_strings_are_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
