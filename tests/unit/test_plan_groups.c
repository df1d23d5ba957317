/* test_plan_groups.c - decisions that are taken together, and what they share.
 *
 * The tries a, b and c of the record have 10, 30 and 20 points; a and c are passed. */
#include "tests/unit/plan_fixture.h"

static uint32_t group_of(const struct plan_fixture *given, const char *name)
{
    return session_place(given->session, decision_named(given, name)).group;
}

static void decisions_about_one_list_are_taken_together(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide one: Answer for each t in tries { rule a when t.passed then yes "
                     "otherwise b then no }\n"
                     "decide two: Answer for each u in tries { rule a when u.points > 15 then yes "
                     "otherwise b then no }\n"
                     "decide other: Answer for each o in others { otherwise a then no }\n"
                     "decide whole: Answer { otherwise a then no }\n");
    assert_int_equal(group_of(given, "one"), group_of(given, "two"));
    assert_int_not_equal(group_of(given, "one"), group_of(given, "other"));
    assert_int_not_equal(group_of(given, "one"), group_of(given, "whole"));
    expect_decided(given, "one", "yes by a\nno by b\nyes by a");
    expect_decided(given, "two", "no by b\nyes by a\nyes by a");
    expect_decided(given, "other", "");
}

static void one_that_another_uses_is_taken_before_it(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide last: Answer for each t in tries {\n"
                     "  rule a when middle of t is yes then no  otherwise b then yes }\n"
                     "decide middle: Answer for each t in tries {\n"
                     "  rule a when first of t is yes then no  otherwise b then yes }\n"
                     "decide first: Answer for each t in tries {\n"
                     "  rule a when t.passed then yes  otherwise b then no }\n");
    assert_int_equal(group_of(given, "last"), group_of(given, "first"));
    assert_int_equal(uses_of(given, OP_DECIDE_OWN), 0);
    expect_decided(given, "last", "yes by b\nno by a\nyes by b");
    expect_decided(given, "middle", "no by a\nyes by b\nno by a");
}

static void one_that_asks_about_others_is_taken_apart(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide first: Answer for each t in tries {\n"
                     "  rule a when t.passed then yes  otherwise b then no }\n"
                     "decide alone: Answer for each t in tries {\n"
                     "  rule a when first of t is yes and\n"
                     "    not (any tries as u where u.id is not t.id and first of u is yes)\n"
                     "  then yes  otherwise b then no }\n"
                     "decide again: Answer for each t in tries {\n"
                     "  rule a when alone of t is yes then yes  otherwise b then no }\n");
    assert_int_not_equal(group_of(given, "first"), group_of(given, "alone"));
    assert_int_equal(group_of(given, "alone"), group_of(given, "again"));
    expect_decided(given, "again", "no by b\nno by b\nno by b");
    expect_decided(given, "first", "yes by a\nno by b\nyes by a");
}

static void one_that_asks_by_way_of_a_formula_is_taken_apart(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given,
              "define good(t: Try): bool = first of t is yes and t.points > 15\n"
              "define goods: integer = count (tries as t where good(t))\n"
              "decide first: Answer for each t in tries {\n"
              "  rule a when t.passed then yes  otherwise b then no }\n"
              "decide same: Answer for each t in tries {\n"
              "  rule a when good(t) then yes  otherwise b then no }\n"
              "decide more: Answer for each t in tries {\n"
              "  rule a when goods > 1 or same of t is yes then yes  otherwise b then no }\n");
    assert_int_not_equal(group_of(given, "first"), group_of(given, "same"));
    assert_int_equal(group_of(given, "same"), group_of(given, "more"));
    expect_decided(given, "more", "no by b\nno by b\nyes by a");
    expect_decided(given, "same", "no by b\nno by b\nyes by a");
}

static void a_decision_of_the_record_may_stand_between(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide first: Answer for each t in tries {\n"
                     "  rule a when t.passed then yes  otherwise b then no }\n"
                     "decide whole: Answer {\n"
                     "  rule a when any tries as t where first of t is no then no\n"
                     "  otherwise b then yes }\n"
                     "decide last: Answer for each t in tries {\n"
                     "  rule a when whole is no and first of t is yes then yes\n"
                     "  otherwise b then no }\n");
    assert_int_not_equal(group_of(given, "first"), group_of(given, "last"));
    expect_decided(given, "last", "yes by a\nno by b\nyes by a");
    expect_decided(given, "whole", "no by a");
}

static void a_filter_is_one_decisions_own(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Note { note }\n"
                     "decide some: Answer for each t in tries where t.passed {\n"
                     "  otherwise a then yes }\n"
                     "decide all notes: Note for each t in tries where t.points > 15 {\n"
                     "  rule a when not t.passed then note }\n"
                     "decide each_one: Answer for each t in tries { otherwise a then no }\n");
    assert_int_equal(group_of(given, "some"), group_of(given, "each_one"));
    expect_decided(given, "some", "yes by a\n-\nyes by a");
    expect_decided(given, "notes", "-\n[note by a]\n[]");
    expect_decided(given, "each_one", "no by a\nno by a\nno by a");
}

/* Each is decided once and for all elements, in whatever order they are asked for. */
static void elements_may_be_asked_for_one_by_one(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide one: Answer for each t in tries { rule a when t.passed then yes "
                     "otherwise b then no }\n"
                     "decide two: Answer for each t in tries { rule a when one of t is no then yes "
                     "otherwise b then no }\n");
    const struct decision *one = decision_named(given, "one"), *two = decision_named(given, "two");
    union value result;
    assert_true(session_decide(given->session, two, 1, &result));
    assert_int_equal(result.row[OUTCOME_CASE].integer, 0);
    struct group_results all;
    session_decide_group(given->session, group_of(given, "one"), &all);
    assert_int_equal(all.elements.count, 3);
    assert_int_equal(all.members, 2);
    uint32_t member = session_place(given->session, two).member;
    assert_ptr_equal(all.results[all.members + member].row, result.row);
    assert_true(session_decide(given->session, one, 1, &result));
    assert_int_equal(result.row[OUTCOME_CASE].integer, 1);
}

enum { MANY = 200 };

static void many_decisions_are_several_groups(void **state)
{
    struct plan_fixture *given = *state;
    static char body[MANY * 128];
    size_t length = (size_t)sprintf(body, "decide d0: Answer for each t in tries {\n"
                                          "rule a when t.passed then yes otherwise b then no }\n");
    for (int i = 1; i < MANY; i++)
        length += (size_t)sprintf(body + length,
                                  "decide d%d: Answer for each t in tries {\n"
                                  "rule a when d%d of t is yes then no otherwise b then yes }\n",
                                  i, i - 1);
    policy_is(given, body);
    assert_int_not_equal(group_of(given, "d0"), group_of(given, "d199"));
    expect_decided(given, "d199", "no by a\nyes by b\nno by a");
    expect_decided(given, "d0", "yes by a\nno by b\nyes by a");
}

/* ---- what they share ---- */

static void what_one_has_looked_up_the_next_one_knows(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide one: Answer for each t in tries {\n"
                     "  rule a when names[t.id] is present then yes  otherwise b then no }\n"
                     "decide two: Answer for each u in tries {\n"
                     "  rule a when names[u.id] is absent then yes  otherwise b then no }\n");
    assert_int_equal(uses_of(given, OP_LOOKUP), 1);
    expect_decided(given, "one", "yes by a\nyes by a\nno by b");
    expect_decided(given, "two", "no by b\nno by b\nyes by a");
}

static void what_only_some_elements_have_come_to_is_not_taken_for_known(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide one: Answer for each t in tries {\n"
                     "  rule a when t.passed then yes\n"
                     "  rule b when names[t.id] is present then yes  otherwise c then no }\n"
                     "decide two: Answer for each u in tries {\n"
                     "  rule a when names[u.id] is present then yes  otherwise b then no }\n");
    assert_int_equal(uses_of(given, OP_LOOKUP), 2);
    expect_decided(given, "one", "yes by a\nyes by b\nyes by a");
    expect_decided(given, "two", "yes by a\nyes by a\nno by b");
}

static void calls_with_the_same_arguments_share_what_they_compute(void **state)
{
    struct plan_fixture *given = *state;
    const char *body = "define ranked(t: Try, rank: integer): bool =\n"
                       "  names[t.id] is present and names[t.id].rank is rank\n"
                       "decide it: Answer for each t in tries {\n"
                       "  rule a when ranked(t, 1) then yes\n"
                       "  rule b when ranked(t, 2) then no\n"
                       "  otherwise c then yes }\n";
    policy_is(given, body);
    assert_int_equal(uses_of(given, OP_LOOKUP), 1);
    expect_decided(given, "it", "yes by a\nno by b\nyes by c");
}

static void calls_with_other_arguments_do_not(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "define known(key: text): bool = names[key] is present\n"
                     "decide it: Answer for each t in tries {\n"
                     "  rule a when not known(t.id) and known(id) then yes\n"
                     "  otherwise b then no }\n");
    assert_int_equal(uses_of(given, OP_LOOKUP), 2);
    expect_decided(given, "it", "no by b\nno by b\nyes by a");
}

/* ---- some of them alone ---- */

static void expect_wanted(struct plan_fixture *given, const char *name, const char *expected)
{
    struct arena arena = { 0 };
    const struct decision *wanted[] = { decision_named(given, name) };
    struct session *all = given->session;
    const struct plan *plan = compile_wanted(given->program, wanted, 1, &arena);
    if (plans_are_native)
        native_make(plan);
    given->session = session_new(plan);
    session_as_of(given->session, all->slots[SLOT_NOW].integer);
    session_begin(given->session, all->slots[SLOT_INPUT].row);
    assert_string_equal(decided(given, name), expected);
    assert_true(plan->code_count < given->plan->code_count);
    session_free(given->session);
    native_free(plan);
    arena_free(&arena);
    given->session = all;
}

static void a_plan_for_one_decision_takes_those_that_it_uses(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "define firsts: integer = count (tries as t where first of t is yes)\n"
                     "define never: bool = unused is yes\n"
                     "decide first: Answer for each t in tries {\n"
                     "  rule a when t.passed then yes  otherwise b then no }\n"
                     "decide unused: Answer { rule a when age > 3 then yes  otherwise b then no }\n"
                     "decide other: Answer for each t in tries {\n"
                     "  rule a when never or first of t is yes then yes  otherwise b then no }\n"
                     "decide last: Answer {\n"
                     "  rule a when firsts is 2 then yes  otherwise b then no }\n");
    expect_wanted(given, "last", "yes by a");
    expect_wanted(given, "first", "yes by a\nno by b\nyes by a");
    expect_wanted(given, "unused", "yes by a");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_begin, plan_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(decisions_about_one_list_are_taken_together),
        TEST(one_that_another_uses_is_taken_before_it),
        TEST(one_that_asks_about_others_is_taken_apart),
        TEST(one_that_asks_by_way_of_a_formula_is_taken_apart),
        TEST(a_decision_of_the_record_may_stand_between),
        TEST(a_filter_is_one_decisions_own),
        TEST(elements_may_be_asked_for_one_by_one),
        TEST(many_decisions_are_several_groups),
        TEST(what_one_has_looked_up_the_next_one_knows),
        TEST(what_only_some_elements_have_come_to_is_not_taken_for_known),
        TEST(calls_with_the_same_arguments_share_what_they_compute),
        TEST(calls_with_other_arguments_do_not),
        TEST(a_plan_for_one_decision_takes_those_that_it_uses),
    };
    return RUN_PLAN_TESTS(tests);
}
