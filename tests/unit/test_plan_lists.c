/* test_plan_lists.c - going through lists: counts, folds, filters, projections, loops in loops. */
#include "tests/unit/plan_fixture.h"

static void lists_are_counted(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "integer", "count tries", "3");
    expect_computed(given, "integer", "count others", "0");
    expect_computed(given, "integer", "count labels", "3");
    expect_computed(given, "integer", "count (tries as t where t.passed)", "2");
    expect_computed(given, "integer", "count (others as t where t.passed)", "0");
    expect_computed(given, "integer", "count names", "3");
}

static void sums_are_exact_and_nothing_sums_to_zero(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "integer", "sum points of tries", "60");
    expect_computed(given, "integer", "sum points of others", "0");
    expect_computed(given, "integer", "sum points of (tries as t where t.passed)", "30");
    expect_computed(given, "decimal", "sum weight of (all parts of tries)", "11.75");
}

static void extremes_are_absent_of_nothing(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "integer", "highest points of tries else 0", "30");
    expect_computed(given, "integer", "lowest points of tries else 0", "10");
    expect_computed(given, "date", "latest on of tries else born", "2021-06-30");
    expect_computed(given, "date", "earliest on of tries else born", "2020-02-29");
    expect_computed(given, "instant", "latest ended of tries else seen", "2021-06-30T12:00:00Z");
    expect_computed(given, "decimal", "lowest weight of (all parts of tries) else 0.25", "0.5");
    expect_computed(given, "decimal", "highest weight of (all parts of tries) else 0.25", "10");
    expect_computed(given, "integer", "highest points of others else 7", "7");
    expect_computed(given, "date", "earliest on of others else born", "2000-02-29");
}

static void projections_keep_the_order(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "[text]", "all id of tries", "[a, b, c]");
    expect_computed(given, "[text]", "all id of others", "[]");
    expect_computed(given, "[date]", "all on of (tries as t where t.passed)",
                    "[2021-01-31, 2021-06-30]");
    expect_computed(given, "[integer]", "all points of tries", "[10, 30, 20]");
    expect_computed(given, "[text]", "labels", "[x, y, x]");
}

static void parts_that_are_lists_are_joined(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "[text]", "all name of (all parts of tries)", "[p, q, r]");
    expect_computed(given, "integer", "count (all parts of tries)", "3");
    expect_computed(given, "integer", "count ((all parts of tries) as p where p.size > 1)", "2");
    expect_computed(given, "integer", "count (all parts of others)", "0");
}

static void a_list_may_be_written_out(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "[integer]", "[age, 1, count tries]", "[40, 1, 3]");
    expect_computed(given, "[text]", "[id, \"z\"]", "[H-1, z]");
}

static void filters_of_filters_apply_both(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "[text]",
                    "all id of ((tries as t where t.points > 10) as u where u.passed)", "[c]");
    expect_computed(given, "integer",
                    "count (((tries as t where t.points > 0) as u where u.points < 30) as v where "
                    "v.points < 20)",
                    "1");
}

static void any_asks_for_one_and_every_for_all(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "any tries as t where t.points is 10");
    expect_true(given, "any tries as t where t.points is 20");
    expect_false(given, "any tries as t where t.points is 40");
    expect_true(given, "every tries as t has t.points >= 10");
    expect_false(given, "every tries as t has t.points > 10");
    expect_false(given, "every tries as t has t.points < 30");
    expect_false(given, "any others as t where t.points > 0");
    expect_true(given, "every others as t has t.points < 0 + 1");
    expect_true(given, "any (tries as t where t.passed) as u where u.points is 20");
    expect_true(given, "every (tries as t where t.passed) as u has u.points < 21");
}

static void loops_may_stand_in_loops(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "any tries as t where t.passed and (every t.parts as p has p.size > 8)");
    expect_false(given, "any tries as t where t.passed and (every t.parts as p has p.size > 9)");
    expect_true(given, "any tries as t where (any tries as u where u.points > t.points + 10)");
    expect_false(given, "any tries as t where (any tries as u where u.points > t.points + 20)");
    expect_computed(given, "integer",
                    "count (tries as t where (count (tries as u where u.points < t.points)) is 1)",
                    "1");
}

static void a_loop_of_three_lists_is_cubic_and_right(void **state)
{
    struct plan_fixture *given = *state;
    /* 10, 20, 30: the only sums of two others are 10 + 20 and 20 + 10. */
    expect_true(given, "any tries as t where (any tries as u where u.id is not t.id and (any tries "
                       "as v where t.points + u.points is v.points))");
    expect_false(given,
                 "any tries as t where (any tries as u where u.id is not t.id and (any tries "
                 "as v where t.points + u.points is v.points + 1))");
}

static void what_is_the_same_for_all_elements_is_right_in_each(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "[text]",
                    "all id of (tries as t where t.on + 1 day > born + 20 years and t.points <= "
                    "count tries * 7)",
                    "[a, c]");
    expect_computed(given, "integer",
                    "count (tries as t where t.points >= (highest points of tries else 0))", "1");
}

static void lists_of_pointers_are_gone_through_like_others(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given,
              "outcome Sum { is_so(n: integer, ids: [text]) }\n"
              "decide all_of: Sum { otherwise a then\n"
              "  is_so(n: sum points of (tries as t where t.passed), ids: all id of tries) }\n"
              "decide each: Answer for each t in tries {\n"
              "  rule a when t.passed then yes otherwise b then no }\n"
              "decide twice: Answer for each t in tries {\n"
              "  rule a when each of t is yes then yes otherwise b then no }\n");
    const struct decision *decision = decision_named(given, "each");
    struct list rows = session_elements(given->session, decision);
    const union value *pointers[3] = { list_at(rows, 2), list_at(rows, 1), list_at(rows, 0) };
    const struct record *input = given->program->input;
    union value row[64];
    memcpy(row, given->session->slots[SLOT_INPUT].row, input->count * sizeof *row);
    row[decision->list->slot].list = (struct list){ pointers, 3, 0 };
    session_begin(given->session, row);
    expect_decided(given, "all_of", "is_so(n: 30, ids: [c, b, a]) by a");
    expect_decided(given, "twice", "yes by a\nno by b\nyes by a");
    expect_decided(given, "each", "yes by a\nno by b\nyes by a");
}

static void what_one_record_s_loops_took_is_used_again_for_the_next(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide it: Answer { rule a when any tries as t where t.points > 0 and (any "
                     "tries as u where u.points > 0 and folded(name else u.id) in [folded(t.id), "
                     "t.id, u.id, id, folded(u.id)]) then yes otherwise b then no }\n");
    expect_decided(given, "it", "no by b");
    const char *end = given->session->record_scratch.end;
    for (int i = 0; i < 10000; i++) {
        record_is(given, PLAN_RECORD);
        reader_reset(given->reader);
        record_is(given, PLAN_RECORD);
        decided(given, "it");
    }
    assert_ptr_equal(given->session->record_scratch.end, end);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_begin, plan_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(lists_are_counted),
        TEST(sums_are_exact_and_nothing_sums_to_zero),
        TEST(extremes_are_absent_of_nothing),
        TEST(projections_keep_the_order),
        TEST(parts_that_are_lists_are_joined),
        TEST(a_list_may_be_written_out),
        TEST(filters_of_filters_apply_both),
        TEST(any_asks_for_one_and_every_for_all),
        TEST(loops_may_stand_in_loops),
        TEST(a_loop_of_three_lists_is_cubic_and_right),
        TEST(what_is_the_same_for_all_elements_is_right_in_each),
        TEST(lists_of_pointers_are_gone_through_like_others),
        TEST(what_one_record_s_loops_took_is_used_again_for_the_next),
    };
    return RUN_PLAN_TESTS(tests);
}
