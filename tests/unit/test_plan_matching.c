/* test_plan_matching.c - tables filtered by what they have in a column.
 *
 * The table of rates has two rows for low, of sizes 1 and 2, and one for high; the tries a, b and c
 * of the record are low, high and middle. */
#include "tests/unit/plan_fixture.h"

static void a_filter_by_a_column_sees_the_rows_that_have_it(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "[text]",
                    "all id of (tries as t where count (rates as r where r.level is t.level) is 2)",
                    "[a]");
    expect_computed(given, "[text]",
                    "all id of (tries as t where count (rates as r where t.level is r.level) is 0)",
                    "[c]");
    expect_computed(given, "[integer]", "all rank of (names as n where n.id is id)", "[7]");
}

static void the_rows_of_a_column_are_not_all_gone_through(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "[integer]", "all rank of (names as n where n.id is id)", "[7]");
    assert_int_equal(uses_of(given, OP_MATCHING), 1);
    expect_computed(given, "[integer]", "all rank of (names as n where n.id is not id)", "[1, 2]");
    assert_int_equal(uses_of(given, OP_MATCHING), 0);
}

static void they_come_in_the_order_of_the_table(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Value { it(v: [integer]) }\n"
                     "decide value: Value for each t in tries { otherwise a then "
                     "it(v: all days of (rates as r where r.level is t.level)) }");
    expect_decided(given, "value", "it(v: [10, 20]) by a\nit(v: [30]) by a\nit(v: []) by a");
}

static void what_else_the_filter_asks_still_counts(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(
        given, "[text]",
        "all id of (tries as t where any rates as r where r.size is 2 and r.level is t.level)",
        "[a]");
    expect_computed(
        given, "[text]",
        "all id of (tries as t where any rates as r where r.level is t.level and r.days > 20)",
        "[b]");
}

static void a_condition_that_need_not_hold_leaves_nothing_out(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(
        given, "[text]",
        "all id of (tries as t where any rates as r where r.level is t.level or r.days > 20)",
        "[a, b, c]");
    expect_computed(given, "[text]",
                    "all id of (tries as t where every rates as r has r.level is t.level)", "[]");
}

static void what_is_wanted_may_differ_from_row_to_row(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "[integer]", "all days of (rates as r where r.size is r.days)", "[]");
    assert_int_equal(uses_of(given, OP_MATCHING), 0);
}

static void a_table_may_be_filtered_within_the_filter_of_another(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "[integer]",
                    "all days of (rates as r where any names as n where n.id is id and n.rank > "
                    "r.size + 5)",
                    "[10, 30]");
    expect_computed(given, "[integer]",
                    "all days of (rates as r where r.size is 1 and (any names as n where n.rank is "
                    "r.size))",
                    "[10, 30]");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_begin, plan_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_filter_by_a_column_sees_the_rows_that_have_it),
        TEST(the_rows_of_a_column_are_not_all_gone_through),
        TEST(they_come_in_the_order_of_the_table),
        TEST(what_else_the_filter_asks_still_counts),
        TEST(a_condition_that_need_not_hold_leaves_nothing_out),
        TEST(what_is_wanted_may_differ_from_row_to_row),
        TEST(a_table_may_be_filtered_within_the_filter_of_another),
    };
    return RUN_PLAN_TESTS(tests);
}
