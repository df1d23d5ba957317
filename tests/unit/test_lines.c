/* test_lines.c - lines of cells, for people. */
#include "interp/report/lines.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>

#include <cmocka.h>

static void expect_laid_out(void (*lay_out)(struct buffer *, struct text), const char *lines,
                            const char *expected)
{
    struct buffer out = { 0 };
    lay_out(&out, text_of(lines));
    buffer_add(&out, "", 1);
    assert_string_equal(out.at, expected);
    buffer_free(&out);
}

static void cells_stand_below_each_other(void **state)
{
    (void)state;
    expect_laid_out(lines_align, "a:\tlong one\tby x\nlonger:\ts\tby y\n",
                    "a:      long one by x\nlonger: s        by y\n");
}

static void the_last_cell_of_a_line_is_not_padded(void **state)
{
    (void)state;
    expect_laid_out(lines_align, "a:\tx\nb:\tlonger\n", "a: x\nb: longer\n");
}

static void a_last_cell_does_not_push_the_others(void **state)
{
    (void)state;
    expect_laid_out(lines_align, "a:\tvery long and last\nb:\tx\tby y\n",
                    "a: very long and last\nb: x by y\n");
}

static void hangul_takes_two_columns(void **state)
{
    (void)state;
    assert_int_equal(display_width(text_of("갱신")), 4);
    assert_int_equal(display_width(text_of("续订a")), 5);
    assert_int_equal(display_width(text_of("e\xCC\x81")), 1); /* e and an accent upon it */
    expect_laid_out(lines_align, "갱신:\tx\tz\nabcd:\ty\tz\n", "갱신: x z\nabcd: y z\n");
}

static void joined_cells_have_one_blank_between_them(void **state)
{
    (void)state;
    expect_laid_out(lines_join, "a:\tlong\tby x\nlonger:\ts\n", "a: long by x\nlonger: s\n");
}

static void a_huge_cell_leaves_the_others_alone(void **state)
{
    (void)state;
    char lines[200] = "", expected[200] = "";
    memset(lines, 'x', 100);
    memset(expected, 'x', 100);
    strcat(lines, "\ta\nb\tc\n");
    strcat(expected, " a\nb c\n");
    expect_laid_out(lines_align, lines, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_stand_below_each_other),
        cmocka_unit_test(the_last_cell_of_a_line_is_not_padded),
        cmocka_unit_test(a_last_cell_does_not_push_the_others),
        cmocka_unit_test(hangul_takes_two_columns),
        cmocka_unit_test(joined_cells_have_one_blank_between_them),
        cmocka_unit_test(a_huge_cell_leaves_the_others_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
