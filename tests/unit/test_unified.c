/* Differences: what is shown turns the older text into the newer one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "interp/tool/unified.h"

static struct certpol_text text_of(const char *text)
{
    return (struct certpol_text){ text, strlen(text) };
}

/* What is shown of OLDER and NEWER; to be released with free. */
static char *shown(const char *older, const char *newer)
{
    char *text;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    unified_write(out, "a.pol", text_of(older), text_of(newer));
    fclose(out);
    return text;
}

static void expect_shown(const char *older, const char *newer, const char *expected)
{
    char *text = shown(older, newer);
    assert_string_equal(text, expected);
    free(text);
}

static void equal_texts_show_nothing(void **state)
{
    (void)state;
    expect_shown("", "", "");
    expect_shown("a\nb", "a\nb", "");
}

static void a_change_is_shown_with_three_lines_around_it(void **state)
{
    (void)state;
    expect_shown(
        "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
        "--- a.pol\n+++ a.pol, formatted\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

static void changes_near_each_other_share_a_hunk(void **state)
{
    (void)state;
    expect_shown("1\n2\n3\n4\n5\n6\n7\n8\n", "one\n2\n3\n4\n5\n6\n7\neight\n",
                 "--- a.pol\n+++ a.pol, formatted\n@@ -1,8 +1,8 @@\n"
                 "-1\n+one\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+eight\n");
    expect_shown("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "one\n2\n3\n4\n5\n6\n7\n8\nnine\n",
                 "--- a.pol\n+++ a.pol, formatted\n@@ -1,4 +1,4 @@\n-1\n+one\n 2\n 3\n 4\n"
                 "@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+nine\n");
}

static void lines_may_only_be_added_or_taken_away(void **state)
{
    (void)state;
    expect_shown("", "a\n", "--- a.pol\n+++ a.pol, formatted\n@@ -0,0 +1 @@\n+a\n");
    expect_shown("a\n", "", "--- a.pol\n+++ a.pol, formatted\n@@ -1 +0,0 @@\n-a\n");
}

static void a_last_line_without_its_end_is_marked(void **state)
{
    (void)state;
    expect_shown(
        "a", "a\n",
        "--- a.pol\n+++ a.pol, formatted\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

/* ---- applying ---- */

/* The line at *AT, without its mark; *AT then is behind it. */
static void copy_line(const char **at, FILE *out)
{
    size_t length = strcspn(*at, "\n") + 1;
    if (out)
        fwrite(*at, 1, length, out);
    *at += length;
}

/* Take LINES lines of *OLDER over. */
static void copy_lines(const char **older, long lines, FILE *out)
{
    while (lines-- > 0)
        copy_line(older, out);
}

/* OLDER after what DIFFERENCE says; all lines end in a line feed. */
static char *patched(const char *older, const char *difference)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    long line = 1;
    for (const char *at = difference; *at;) {
        char mark = at[0];
        if (mark == '@') {
            char *end;
            long start = strtol(at + 4, &end, 10);
            bool none = strncmp(end, ",0 ", 3) == 0;
            copy_lines(&older, start - line + none, out);
            line = start + none;
            copy_line(&at, NULL);
        } else if (strncmp(at, "--- ", 4) == 0 || strncmp(at, "+++ ", 4) == 0) {
            copy_line(&at, NULL);
        } else {
            at++;
            if (mark != '+') {
                copy_line(&older, NULL);
                line++;
            }
            copy_line(&at, mark == '-' ? NULL : out);
        }
    }
    fputs(older, out);
    fclose(out);
    return text;
}

static char *lines_at_random(uint64_t *seed, unsigned most)
{
    char *text;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    unsigned count = (unsigned)(*seed >> 40) % most;
    for (unsigned i = 0; i < count; i++) {
        *seed = *seed * 6364136223846793005u + 1442695040888963407u;
        fprintf(out, "%c\n", 'a' + (int)(*seed >> 60) % 5);
    }
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    fclose(out);
    return text;
}

static void what_is_shown_makes_the_newer_text_of_the_older_one(void **state)
{
    (void)state;
    uint64_t seed = 1;
    for (int i = 0; i < 20000; i++) {
        char *older = lines_at_random(&seed, 30), *newer = lines_at_random(&seed, 30);
        char *difference = shown(older, newer), *made = patched(older, difference);
        assert_string_equal(made, newer);
        free(older);
        free(newer);
        free(difference);
        free(made);
    }
}

static void very_different_texts_are_replaced(void **state)
{
    (void)state;
    char *older, *newer;
    size_t size;
    FILE *out = open_memstream(&older, &size);
    for (int i = 0; i < 3000; i++)
        fprintf(out, "old %d\n", i);
    fclose(out);
    out = open_memstream(&newer, &size);
    for (int i = 0; i < 3000; i++)
        fprintf(out, "new %d\n", i);
    fclose(out);
    char *difference = shown(older, newer), *made = patched(older, difference);
    assert_string_equal(made, newer);
    free(older);
    free(newer);
    free(difference);
    free(made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_texts_show_nothing),
        cmocka_unit_test(a_change_is_shown_with_three_lines_around_it),
        cmocka_unit_test(changes_near_each_other_share_a_hunk),
        cmocka_unit_test(lines_may_only_be_added_or_taken_away),
        cmocka_unit_test(a_last_line_without_its_end_is_marked),
        cmocka_unit_test(what_is_shown_makes_the_newer_text_of_the_older_one),
        cmocka_unit_test(very_different_texts_are_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
