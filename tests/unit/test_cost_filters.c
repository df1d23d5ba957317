/* How many elements the checker reckons that a filter leaves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "interp/check/check.h"
#include "interp/load.h"

static const char distinct[] = "k,n\na,1\nb,2\nc,3\nd,4\ne,5\nf,6\ng,7\nh,8\n";
static const char paired[] = "k,n\na,1\nb,1\nc,1\nd,1\ne,2\nf,2\ng,2\nh,2\n";

/* The steps of a policy whose table has ROWS, for a decision whose `left` is LIST. */
static uint64_t steps_with(const char *rows, const char *list)
{
    char text[2048];
    snprintf(text, sizeof text,
             "policy p { rounding down }\n"
             "table t from \"t.csv\" key k { k: text  n: integer 0 .. 9 }\n"
             "record Item key id { id: text  size: integer 0 .. 9 }\n"
             "record Bag key a, b { a: text  b: text }\n"
             "input In key id { id: text  wanted: integer 0 .. 9\n"
             "  items: [Item] up to 8  bags: [Bag] up to 8 }\n"
             "outcome Answer { yes  no }\n"
             "decide d: Answer {\n  let left = %s\n"
             "  rule r when count left > 0 and count left < 5 then yes\n"
             "  rule s when any items as i where (any left as l where l.%s) then yes\n"
             "  otherwise o then no\n}\n",
             list,
             strstr(list, "bags")    ? "a is i.id"
             : strstr(list, "items") ? "size is i.size"
                                     : "n is i.size");
    struct load_text files[] = { { "p.pol", text, strlen(text) }, { "t.csv", rows, strlen(rows) } };
    const char *path = files[0].path;
    struct load *load =
        load_files(&path, 1, (struct load_options){ .texts = files, .text_count = 2 });
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.errors, 0);
    uint64_t steps = program->steps_at_worst;
    load_free(load);
    return steps;
}

static void a_column_leaves_the_most_rows_that_share_a_value(void **state)
{
    (void)state;
    uint64_t all = steps_with(distinct, "t where n < wanted");
    uint64_t four = steps_with(paired, "t where n is wanted");
    uint64_t one = steps_with(distinct, "t where n is wanted");
    assert_true(one < four && four < all);
    assert_int_equal(steps_with(distinct, "t where k is id"), one);
    assert_int_equal(steps_with(paired, "t where wanted is n"), four);
}

static void the_tightest_part_of_a_condition_counts(void **state)
{
    (void)state;
    assert_true(steps_with(paired, "t where n is wanted and k is id") <
                steps_with(paired, "t where n is wanted and n < wanted"));
    assert_true(steps_with(paired, "t where n is wanted or k is id") >
                steps_with(paired, "t where n is wanted and k is id"));
}

static void what_changes_with_the_row_wants_nothing(void **state)
{
    (void)state;
    assert_true(steps_with(distinct, "t as r where r.n is r.n * 1") >
                steps_with(distinct, "t as r where r.n is wanted * 1"));
}

static void the_key_of_a_field_s_elements_leaves_one(void **state)
{
    (void)state;
    assert_true(steps_with(distinct, "items as i where i.id is id") <
                steps_with(distinct, "items as i where i.size is wanted"));
}

static void a_part_of_a_key_leaves_all(void **state)
{
    (void)state;
    assert_int_equal(steps_with(distinct, "bags where a is id"),
                     steps_with(distinct, "bags where b is id"));
    assert_true(steps_with(distinct, "bags where a is id") >
                steps_with(distinct, "items as i where i.id is id"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_leaves_the_most_rows_that_share_a_value),
        cmocka_unit_test(the_tightest_part_of_a_condition_counts),
        cmocka_unit_test(what_changes_with_the_row_wants_nothing),
        cmocka_unit_test(the_key_of_a_field_s_elements_leaves_one),
        cmocka_unit_test(a_part_of_a_key_leaves_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
