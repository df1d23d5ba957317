/* How many steps the checker says that a record costs at worst, and what it says of a policy that
 * costs too many. */
#include "tests/unit/node_builder.h"

#include "interp/check/bound/cost.h"

/* ---- helpers ---- */

static uint64_t steps_of(struct fixture *given, const struct node *node)
{
    struct costs costs = { .arena = &given->arena, .policy = &given->policy };
    costs_begin(&costs);
    struct size locals[4] = { { 0 } };
    struct cost_walk walk = { .costs = &costs, .locals = locals, .count = 4 };
    return cost_of_node(&walk, node).steps;
}

static void costs(struct fixture *given, const struct node *node, uint64_t steps)
{
    assert_int_equal(steps_of(given, node), steps);
}

static struct node *one(struct fixture *given)
{
    return number(given, TYPE_INTEGER, 1);
}

/* Three steps. */
static struct node *condition(struct fixture *given)
{
    return pair(given, NODE_EQUAL, TYPE_BOOL, one(given), one(given));
}

static struct node *any_of(struct fixture *given, const struct node *list, const struct node *test)
{
    return fold_of(given, NODE_ANY, plain(TYPE_BOOL), list, test);
}

/* A condition over three lists, one in another: 1 + 2 + 200 * (1 + 2 + 1000 * (1 + 2 + 50 * 3)). */
static struct node *heavy(struct fixture *given)
{
    const struct node *inner = any_of(given, list_field(given, "tries", 50), condition(given));
    const struct node *middle = any_of(given, list_field(given, "assessments", 1000), inner);
    return any_of(given, list_field(given, "certifications", 200), middle);
}

/* DECISION is for each element of a list of UP_TO. */
static void for_each(struct fixture *given, struct decision *decision, uint32_t up_to)
{
    decision->element = local_new(given, "cert", TYPE_RECORD, 1);
    decision->elements = list_field(given, "certifications", up_to);
}

/* ---- expressions ---- */

static void a_constant_is_one_step(void **state)
{
    struct fixture *given = *state;
    costs(given, one(given), 1);
}

static void an_operation_is_one_step_more_than_its_sides(void **state)
{
    struct fixture *given = *state;
    costs(given, condition(given), 3);
}

static void both_sides_of_or_count(void **state)
{
    struct fixture *given = *state;
    costs(given, pair(given, NODE_OR, TYPE_BOOL, condition(given), condition(given)), 7);
}

static void a_filter_is_taken_for_every_element(void **state)
{
    struct fixture *given = *state;
    const struct node *list = list_field(given, "tries", 50);
    costs(given, fold_of(given, NODE_WHERE, list->type, list, condition(given)), 1 + 2 + 50 * 3);
}

static void a_filter_of_a_filter_is_as_long_as_the_list(void **state)
{
    struct fixture *given = *state;
    const struct node *list = list_field(given, "tries", 50);
    const struct node *some = fold_of(given, NODE_WHERE, list->type, list, condition(given));
    costs(given, any_of(given, some, condition(given)), 1 + 153 + 50 * 3);
}

static void lists_in_lists_multiply(void **state)
{
    struct fixture *given = *state;
    costs(given, heavy(given), 1 + 2 + 200 * (1 + 2 + 1000 * (1 + 2 + 50 * 3)));
}

static void joined_lists_multiply_where_they_are_used(void **state)
{
    struct fixture *given = *state;
    const struct node *inner = list_field(given, "tries", 50);
    const struct node *all =
        fold_of(given, NODE_ALL, inner->type, list_field(given, "exams", 200), inner);
    costs(given, all, 1 + 2 + 200 * (2 + 50));
    costs(given, any_of(given, all, condition(given)), 1 + 10403 + 10000 * 3);
}

static void a_search_in_a_list_looks_at_every_element(void **state)
{
    struct fixture *given = *state;
    costs(given, pair(given, NODE_IN_LIST, TYPE_BOOL, one(given), list_field(given, "tries", 50)),
          1 + 1 + 2 + 50);
}

static void a_parameter_is_a_list_as_long_as_its_longest_value(void **state)
{
    struct fixture *given = *state;
    struct version versions[] = { { .value.list = { NULL, 3, 1 } },
                                  { .value.list = { NULL, 5, 1 } },
                                  { .value.list = { NULL, 2, 1 } } };
    struct parameter parameter = { .name = "kinds",
                                   .type = list_of(given, plain(TYPE_INTEGER)),
                                   .versions = versions,
                                   .count = 3 };
    struct node *list = node_at(given, NODE_PARAMETER, parameter.type, 0);
    list->parameter = &parameter;
    costs(given, pair(given, NODE_IN_LIST, TYPE_BOOL, one(given), list), 1 + 1 + 1 + 5);
    costs(given, any_of(given, list, condition(given)), 1 + 1 + 5 * 3);
}

static void a_look_up_in_a_list_looks_at_every_element(void **state)
{
    struct fixture *given = *state;
    const struct node *key = one(given);
    struct node *found = node_of_items(given, NODE_INDEX, plain(TYPE_RECORD), 1, &key);
    found->first = list_field(given, "tries", 50);
    costs(given, found, 1 + 2 + 1 + 50);
}

static void a_look_up_by_two_keys_looks_at_both(void **state)
{
    struct fixture *given = *state;
    const struct node *keys[] = { one(given), one(given) };
    struct node *found = node_of_items(given, NODE_INDEX, plain(TYPE_RECORD), 2, keys);
    found->first = list_field(given, "tries", 50);
    costs(given, found, 1 + 2 + 2 + 50 * 2);
}

static void a_look_up_in_a_table_costs_its_keys(void **state)
{
    struct fixture *given = *state;
    const struct node *keys[] = { one(given), one(given) };
    struct table table = { .name = "spoken", .count = 1132 };
    struct node *row = node_of_items(given, NODE_LOOKUP, plain(TYPE_RECORD), 2, keys);
    row->table = &table;
    costs(given, row, 3);
}

static void a_table_is_a_list_as_long_as_it_is(void **state)
{
    struct fixture *given = *state;
    struct table table = { .name = "required", .count = 186 };
    struct node *rows = node_at(given, NODE_TABLE, list_of(given, plain(TYPE_RECORD)), 1);
    rows->table = &table;
    costs(given, any_of(given, rows, condition(given)), 1 + 1 + 186 * 3);
}

static void nested_searches_take_no_time_to_add_up(void **state)
{
    struct fixture *given = *state;
    const struct node *list = list_field(given, "tries", 50);
    for (int i = 0; i < 150; i++) {
        const struct node *outer = list_field(given, "tries", 50);
        list = fold_of(given, NODE_WHERE, outer->type, outer,
                       pair(given, NODE_IN_LIST, TYPE_BOOL, one(given), list));
    }
    assert_true(steps_of(given, list) == UINT64_MAX);
}

/* ---- defines ---- */

static void a_call_costs_its_body_each_time(void **state)
{
    struct fixture *given = *state;
    const struct local *x = local_new(given, "x", TYPE_INTEGER, 0);
    struct define *f = define_with(given, "f", x, condition(given));
    const struct node *call = call_of(given, f, one(given));
    costs(given, call, 1 + 1 + 3);
    costs(given, pair(given, NODE_AND, TYPE_BOOL, call, call), 1 + 5 + 5);
}

static void a_call_costs_what_its_argument_is_long(void **state)
{
    struct fixture *given = *state;
    const struct node *shorter = list_field(given, "tries", 50);
    const struct node *longer = list_field(given, "assessments", 1000);
    struct local *xs = local_new(given, "xs", TYPE_LIST, 0);
    xs->type = shorter->type;
    struct node *body = any_of(given, use_of(given, xs), condition(given));
    body->local = local_new(given, "each", TYPE_RECORD, 1);
    struct define *f = define_with(given, "f", xs, body);
    costs(given, call_of(given, f, longer), 1 + 2 + (1 + 1 + 1000 * 3));
    costs(given, call_of(given, f, shorter), 1 + 2 + (1 + 1 + 50 * 3));
}

/* Beyond sixteen lengths they are rounded up to powers of two: more is said, never less, and what
 * was worked out before stays. */
static void a_call_with_ever_longer_arguments_never_costs_less_than_its_body(void **state)
{
    struct fixture *given = *state;
    struct costs costs = { .arena = &given->arena, .policy = &given->policy };
    struct local *xs = local_new(given, "xs", TYPE_LIST, 0);
    xs->type = list_field(given, "tries", 1)->type;
    struct node *body = any_of(given, use_of(given, xs), condition(given));
    body->local = local_new(given, "each", TYPE_RECORD, 1);
    struct define *f = define_with(given, "f", xs, body);
    costs_begin(&costs);
    for (uint32_t length = 1; length <= 100; length++) {
        struct size locals[4] = { { 0 } };
        struct cost_walk walk = { .costs = &costs, .locals = locals, .count = 4 };
        const struct node *call = call_of(given, f, list_field(given, "tries", length));
        uint64_t exact = 1 + 2 + (1 + 1 + length * UINT64_C(3));
        uint64_t steps = cost_of_node(&walk, call).steps;
        if (length <= 16)
            assert_int_equal(steps, exact);
        assert_in_range(steps, exact, 1 + 2 + (1 + 1 + 2 * length * UINT64_C(3)));
    }
}

static void a_fact_costs_one_step_where_it_is_used_and_its_body_once(void **state)
{
    struct fixture *given = *state;
    struct define *fact = define_new(given, "fact", condition(given));
    const struct node *use = fact_of(given, fact);
    costs(given, pair(given, NODE_AND, TYPE_BOOL, use, use), 3);
    decision_giving(given, "a", use);
    decision_giving(given, "b", use);
    check_cost(&given->check);
    assert_int_equal(given->policy.steps_at_worst, 3 + 1 + 1);
}

/* Each of 100 defines calls the one before twice: 2^100 steps. */
static void defines_that_call_each_other_twice_take_no_time_to_add_up(void **state)
{
    struct fixture *given = *state;
    const struct local *x = local_new(given, "x", TYPE_INTEGER, 0);
    struct define *f = define_with(given, "f", x, condition(given));
    for (int i = 0; i < 100; i++) {
        x = local_new(given, "x", TYPE_INTEGER, 0);
        const struct node *call = call_of(given, f, use_of(given, x));
        f = define_with(given, "f", x, pair(given, NODE_AND, TYPE_BOOL, call, call));
    }
    assert_true(steps_of(given, call_of(given, f, one(given))) == UINT64_MAX);
}

/* ---- decisions ---- */

static void a_decision_costs_its_steps_for_every_element(void **state)
{
    struct fixture *given = *state;
    struct decision *decision = decision_giving(given, "renew", condition(given));
    for_each(given, decision, 200);
    decision->filter = one(given);
    check_cost(&given->check);
    assert_int_equal(decision->steps_at_worst, 2 + 200 * (2 + 1 + 3));
}

static void a_let_counts_once_and_a_step_where_it_is_used(void **state)
{
    struct fixture *given = *state;
    struct local *let = local_new(given, "tries", TYPE_INTEGER, 2);
    struct decision *decision = decision_giving(given, "renew",
                                                pair(given, NODE_ADD, TYPE_INTEGER,
                                                     use_of(given, let), use_of(given, let)));
    struct rule *steps = arena_array(&given->arena, struct rule, 2);
    steps[0] = (struct rule){ .kind = RULE_LET, .local = let, .value = condition(given) };
    steps[1] = decision->steps[0];
    decision->steps = steps;
    decision->count = 2;
    check_cost(&given->check);
    assert_int_equal(decision->steps_at_worst, 3 + 3);
}

static void using_a_decision_does_not_count_it_again(void **state)
{
    struct fixture *given = *state;
    struct decision *first = decision_giving(given, "first", condition(given));
    struct decision *second =
        decision_giving(given, "second", payload_of(given, decided_by(given, first)));
    check_cost(&given->check);
    assert_int_equal(first->steps_at_worst, 3);
    assert_int_equal(second->steps_at_worst, 2);
    assert_int_equal(given->policy.steps_at_worst, 5);
}

static void a_list_that_a_decision_gave_is_as_long_as_what_it_was_made_of(void **state)
{
    struct fixture *given = *state;
    struct decision *first = decision_giving(given, "first", list_field(given, "missing", 30));
    const struct node *missing = payload_of(given, decided_by(given, first));
    costs(given, pair(given, NODE_IN_LIST, TYPE_BOOL, one(given), missing), 1 + 1 + 2 + 30);
}

static void a_decision_over_the_limit_names_the_lists_that_multiply(void **state)
{
    struct fixture *given = *state;
    given->checker.options.max_steps = 1000000;
    decision_giving(given, "cheap", one(given));
    decision_giving(given, "renew", heavy(given));
    check_cost(&given->check);
    complains(given,
              "`renew` can take up to 30,600,603 steps a record, more than the 1,000,000 allowed "
              "[too-costly] `certifications` (up to 200) times `assessments` (up to 1,000) times "
              "`tries` (up to 50): lower `up to` of a list, or filter it once with a `let` above");
}

static void the_limit_is_a_hundred_million_steps(void **state)
{
    struct fixture *given = *state;
    decision_giving(given, "renew", heavy(given));
    check_cost(&given->check);
    is_content(given);
    decision_giving(given, "again", any_of(given, list_field(given, "accounts", 4), heavy(given)));
    check_cost(&given->check);
    complains(
        given,
        "`again` can take up to 122,402,415 steps a record, more than the 100,000,000 allowed "
        "[too-costly] `accounts` (up to 4) times `certifications` (up to 200) times "
        "`assessments` (up to 1,000) times `tries` (up to 50): lower `up to` of a list, or "
        "filter it once with a `let` above");
}

static void decisions_that_are_too_many_together_are_told_of_the_dearest(void **state)
{
    struct fixture *given = *state;
    given->checker.options.max_steps = 40000000;
    decision_giving(given, "valid", heavy(given));
    decision_giving(given, "renew", pair(given, NODE_NOT, TYPE_BOOL, heavy(given), NULL));
    check_cost(&given->check);
    complains(
        given,
        "the policy `test` can take up to 61,201,207 steps a record, more than the 40,000,000 "
        "allowed; `renew` takes the most of them, 30,600,604 [too-costly] `certifications` "
        "(up to 200) times `assessments` (up to 1,000) times `tries` (up to 50): lower `up "
        "to` of a list, or filter it once with a `let` above");
}

static void a_fact_over_the_limit_is_told_at_the_fact(void **state)
{
    struct fixture *given = *state;
    given->checker.options.max_steps = 1000000;
    define_new(given, "fact", heavy(given));
    check_cost(&given->check);
    assert_int_equal(given->diags.errors, 1);
    assert_int_equal(given->diags.items[0]->span.start, 9);
}

/* ---- policies ---- */

/* A second policy called NAME, with the same decisions. */
static void add_policy(struct fixture *given, struct policy_check **checks, struct policy *policy,
                       const char *name)
{
    *policy = given->policy;
    policy->name = name;
    policy->index = 1;
    struct policy_check *check = arena_new(&given->arena, struct policy_check);
    *check = (struct policy_check){ .checker = &given->checker, .policy = policy };
    checks[0] = &given->check;
    checks[1] = check;
    given->checker.policies = checks;
    given->checker.policy_count = 2;
    check_cost(&given->check);
    check_cost(check);
    check_total_cost(&given->checker);
}

static void policies_add_up(void **state)
{
    struct fixture *given = *state;
    struct policy_check *checks[2];
    struct policy other;
    decision_giving(given, "a", condition(given));
    add_policy(given, checks, &other, "other");
    assert_int_equal(given->program.steps_at_worst, 6);
}

static void versions_of_one_policy_do_not_add_up(void **state)
{
    struct fixture *given = *state;
    struct policy_check *checks[2];
    struct policy other;
    decision_giving(given, "a", condition(given));
    add_policy(given, checks, &other, "test");
    assert_int_equal(given->program.steps_at_worst, 3);
}

static void policies_that_are_too_many_together_are_told_once(void **state)
{
    struct fixture *given = *state;
    given->checker.options.max_steps = 40000000;
    struct policy_check *checks[2];
    struct policy other;
    decision_giving(given, "a", heavy(given));
    add_policy(given, checks, &other, "other");
    assert_int_equal(given->diags.errors, 1);
    assert_string_equal(
        given->diags.items[0]->message,
        "all policies together can take up to 61,201,206 steps a record, more than the "
        "40,000,000 allowed; `a` takes the most of them, 30,600,603");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_new, fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_constant_is_one_step),
        TEST(an_operation_is_one_step_more_than_its_sides),
        TEST(both_sides_of_or_count),
        TEST(a_filter_is_taken_for_every_element),
        TEST(a_filter_of_a_filter_is_as_long_as_the_list),
        TEST(lists_in_lists_multiply),
        TEST(joined_lists_multiply_where_they_are_used),
        TEST(a_search_in_a_list_looks_at_every_element),
        TEST(a_parameter_is_a_list_as_long_as_its_longest_value),
        TEST(a_look_up_in_a_list_looks_at_every_element),
        TEST(a_look_up_by_two_keys_looks_at_both),
        TEST(a_look_up_in_a_table_costs_its_keys),
        TEST(a_table_is_a_list_as_long_as_it_is),
        TEST(nested_searches_take_no_time_to_add_up),
        TEST(a_call_costs_its_body_each_time),
        TEST(a_call_costs_what_its_argument_is_long),
        TEST(a_call_with_ever_longer_arguments_never_costs_less_than_its_body),
        TEST(a_fact_costs_one_step_where_it_is_used_and_its_body_once),
        TEST(defines_that_call_each_other_twice_take_no_time_to_add_up),
        TEST(a_decision_costs_its_steps_for_every_element),
        TEST(a_let_counts_once_and_a_step_where_it_is_used),
        TEST(using_a_decision_does_not_count_it_again),
        TEST(a_list_that_a_decision_gave_is_as_long_as_what_it_was_made_of),
        TEST(a_decision_over_the_limit_names_the_lists_that_multiply),
        TEST(the_limit_is_a_hundred_million_steps),
        TEST(decisions_that_are_too_many_together_are_told_of_the_dearest),
        TEST(a_fact_over_the_limit_is_told_at_the_fact),
        TEST(policies_add_up),
        TEST(versions_of_one_policy_do_not_add_up),
        TEST(policies_that_are_too_many_together_are_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
