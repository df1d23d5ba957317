/* How far the checker says that an expression reaches, and what it says of one that reaches too
 * far. */
#include "tests/unit/node_builder.h"

#include <stdio.h>

#include "interp/check/bound/ranges.h"

/* ---- helpers ---- */

static void ranges_begin(struct fixture *given, struct ranges *ranges)
{
    *ranges = (struct ranges){
        .checker = &given->checker,
        .arena = &given->arena,
        .policy = &given->policy,
        .facts = arena_array(&given->arena, struct fact_memo, given->policy.define_count),
        .calls = arena_array(&given->arena, struct contexts, given->policy.define_count),
        .decisions = arena_array(&given->arena, struct decision_memo, given->policy.decision_count),
    };
}

static struct extent extent_at(struct fixture *given, const struct node *node)
{
    struct ranges ranges;
    ranges_begin(given, &ranges);
    struct extent locals[4] = { { 0 } };
    struct walk walk = { .ranges = &ranges, .locals = locals, .count = 4 };
    return extent_of_node(&walk, node);
}

static void reaches(struct fixture *given, const struct node *node, int64_t low, int64_t high)
{
    struct extent extent = extent_at(given, node);
    assert_false(extent.none);
    assert_true(extent.main.low == low);
    assert_true(extent.main.high == high);
    is_content(given);
}

static struct node *amount(struct fixture *given, int64_t low, int64_t high)
{
    return field_of(given, "amount", TYPE_INTEGER, low, high);
}

static int64_t day(int32_t year, int32_t month, int32_t number_of_day)
{
    return date_from_civil((struct civil){ year, month, number_of_day });
}

static struct node *expires(struct fixture *given)
{
    return field_of(given, "expires", TYPE_DATE, day(1990, 1, 1), day(2150, 12, 31));
}

/* ---- numbers ---- */

static void a_field_reaches_as_far_as_the_reader_lets_it(void **state)
{
    struct fixture *given = *state;
    reaches(given, amount(given, -3, 500), -3, 500);
}

static void a_sum_reaches_from_both_lows_to_both_highs(void **state)
{
    struct fixture *given = *state;
    reaches(given, pair(given, NODE_ADD, TYPE_INTEGER, amount(given, -3, 5), amount(given, 10, 20)),
            7, 25);
}

static void a_difference_reaches_from_low_less_high_to_high_less_low(void **state)
{
    struct fixture *given = *state;
    reaches(given,
            pair(given, NODE_SUBTRACT, TYPE_INTEGER, amount(given, -3, 5), amount(given, 10, 20)),
            -23, -5);
}

static void a_product_minds_the_signs(void **state)
{
    struct fixture *given = *state;
    reaches(given,
            pair(given, NODE_MULTIPLY, TYPE_INTEGER, amount(given, -3, 2), amount(given, -7, 5)),
            -15, 21);
}

static void a_negation_swaps_the_ends(void **state)
{
    struct fixture *given = *state;
    reaches(given, pair(given, NODE_NEGATE, TYPE_INTEGER, amount(given, -3, 2), NULL), -2, 3);
}

static void the_least_of_two_is_no_higher_than_either(void **state)
{
    struct fixture *given = *state;
    const struct node *items[] = { amount(given, 0, 90), amount(given, 40, 60) };
    reaches(given, node_of_items(given, NODE_MIN, plain(TYPE_INTEGER), 2, items), 0, 60);
}

static void the_greatest_of_two_is_no_lower_than_either(void **state)
{
    struct fixture *given = *state;
    const struct node *items[] = { amount(given, 0, 90), amount(given, 40, 60) };
    reaches(given, node_of_items(given, NODE_MAX, plain(TYPE_INTEGER), 2, items), 40, 90);
}

static void a_value_or_its_replacement_reaches_as_far_as_both(void **state)
{
    struct fixture *given = *state;
    reaches(given,
            pair(given, NODE_ELSE, TYPE_INTEGER, amount(given, 5, 9),
                 number(given, TYPE_INTEGER, -1)),
            -1, 9);
}

static void a_decimal_with_more_places_is_a_larger_number(void **state)
{
    struct fixture *given = *state;
    struct node *scaled = pair(given, NODE_SCALE, TYPE_DECIMAL, amount(given, -2, 3), NULL);
    scaled->type.places = 4;
    reaches(given, scaled, -20000, 30000);
}

static void an_integer_that_could_overflow_is_an_error_naming_its_fields(void **state)
{
    struct fixture *given = *state;
    const struct node *fee = field_of(given, "fee", TYPE_INTEGER, 0, INT64_C(10000000000));
    extent_at(given, pair(given, NODE_MULTIPLY, TYPE_INTEGER,
                          amount(given, -1000000000, 1000000000), fee));
    complains(given,
              "this can be anything in -10,000,000,000,000,000,000 .. "
              "10,000,000,000,000,000,000, but integers end at 9,223,372,036,854,775,806 "
              "[out-of-range] declare a range for `amount` (it is -1,000,000,000 .. "
              "1,000,000,000 now), or declare a range for `fee` (it is 0 .. 10,000,000,000 now)");
}

static void the_last_integer_is_within_and_the_next_is_not(void **state)
{
    struct fixture *given = *state;
    const struct node *almost = amount(given, 0, INTEGER_LIMIT - 1);
    reaches(given, pair(given, NODE_ADD, TYPE_INTEGER, almost, number(given, TYPE_INTEGER, 1)), 1,
            INTEGER_LIMIT);
    extent_at(given, pair(given, NODE_ADD, TYPE_INTEGER, almost, number(given, TYPE_INTEGER, 2)));
    assert_int_equal(given->diags.errors, 1);
}

static void numbers_without_fields_are_blamed_on_themselves(void **state)
{
    struct fixture *given = *state;
    const struct node *large = number(given, TYPE_INTEGER, INTEGER_LIMIT);
    extent_at(given, pair(given, NODE_ADD, TYPE_INTEGER, large, large));
    complains(given, "this can be anything in 18,446,744,073,709,551,612 .. "
                     "18,446,744,073,709,551,612, but integers end at 9,223,372,036,854,775,806 "
                     "[out-of-range] use smaller numbers");
}

static void a_product_past_int128_is_still_out_of_range(void **state)
{
    struct fixture *given = *state;
    struct node *wide = field_of(given, "rate", TYPE_DECIMAL, 0, 0);
    struct field *field = arena_new(&given->arena, struct field);
    *field = *wide->field;
    field->low.decimal = -((int128)1 << 120);
    field->high.decimal = (int128)1 << 120;
    wide->field = field;
    extent_at(given, pair(given, NODE_MULTIPLY, TYPE_DECIMAL, wide, wide));
    assert_int_equal(given->diags.errors, 1);
    assert_string_equal(given->diags.items[0]->message,
                        "this can be anything in under -10^38 .. over 10^38, but a decimal has 38 "
                        "digits, its places included");
}

static void one_mistake_is_told_once(void **state)
{
    struct fixture *given = *state;
    const struct node *large = number(given, TYPE_INTEGER, INTEGER_LIMIT);
    const struct node *sum = pair(given, NODE_ADD, TYPE_INTEGER, large, large);
    struct node *twice = pair(given, NODE_ADD, TYPE_INTEGER, sum, sum);
    twice->span = (struct span){ 3, 4 };
    extent_at(given, twice);
    assert_int_equal(given->diags.errors, 1);
}

/* ---- lists ---- */

static void a_count_reaches_from_none_to_the_lists_bound(void **state)
{
    struct fixture *given = *state;
    reaches(given, pair(given, NODE_COUNT, TYPE_INTEGER, list_field(given, "tries", 50), NULL), 0,
            50);
}

static void a_filtered_list_is_no_longer_than_the_list(void **state)
{
    struct fixture *given = *state;
    const struct node *list = list_field(given, "tries", 50);
    const struct node *some = fold_of(given, NODE_WHERE, list->type, list,
                                      node_at(given, NODE_TODAY, plain(TYPE_BOOL), 1));
    reaches(given, pair(given, NODE_COUNT, TYPE_INTEGER, some, NULL), 0, 50);
}

static void joined_lists_multiply(void **state)
{
    struct fixture *given = *state;
    const struct node *inner = list_field(given, "tries", 50);
    const struct node *all =
        fold_of(given, NODE_ALL, inner->type, list_field(given, "exams", 200), inner);
    reaches(given, pair(given, NODE_COUNT, TYPE_INTEGER, all, NULL), 0, 10000);
}

static void a_sum_of_a_list_begins_at_nothing(void **state)
{
    struct fixture *given = *state;
    const struct node *list = list_field(given, "activities", 10);
    reaches(given, fold_of(given, NODE_SUM, plain(TYPE_INTEGER), list, amount(given, 5, 9)), 0, 90);
}

static void a_sum_of_a_list_reaches_below_and_above_in_part(void **state)
{
    struct fixture *given = *state;
    const struct node *list = list_field(given, "activities", 10);
    reaches(given, fold_of(given, NODE_SUM, plain(TYPE_INTEGER), list, amount(given, -2, 9)), -20,
            90);
}

static void the_highest_of_a_list_is_one_of_its_values(void **state)
{
    struct fixture *given = *state;
    const struct node *list = list_field(given, "activities", 10);
    reaches(given, fold_of(given, NODE_HIGHEST, plain(TYPE_INTEGER), list, amount(given, 5, 9)), 5,
            9);
}

static void a_sum_too_large_names_the_field_and_the_list(void **state)
{
    struct fixture *given = *state;
    const struct node *list = list_field(given, "activities", 1000);
    extent_at(given, fold_of(given, NODE_SUM, plain(TYPE_INTEGER), list,
                             amount(given, 0, INT64_C(1000000000000000000))));
    complains(given,
              "this can be anything in 0 .. 1,000,000,000,000,000,000,000, but integers end at "
              "9,223,372,036,854,775,806 [out-of-range] declare a range for `amount` (it is 0 .. "
              "1,000,000,000,000,000,000 now), or lower `up to` of `activities` (it is 1,000 now)");
}

static void the_elements_of_a_written_list_are_as_wide_as_all_of_them(void **state)
{
    struct fixture *given = *state;
    const struct node *items[] = { amount(given, 1, 2), amount(given, 8, 9) };
    struct type type = list_of(given, plain(TYPE_INTEGER));
    const struct node *list = node_of_items(given, NODE_LIST, type, 2, items);
    struct node *sum = fold_of(given, NODE_SUM, plain(TYPE_INTEGER), list, NULL);
    sum->second = use_of(given, sum->local);
    reaches(given, sum, 0, 18);
}

/* ---- time ---- */

static void a_date_plus_days_needs_no_rounding(void **state)
{
    struct fixture *given = *state;
    reaches(given, pair(given, NODE_ADD, TYPE_DATE, expires(given), months_days(given, 0, 10)),
            day(1990, 1, 11), day(2151, 1, 10));
}

static void a_date_less_months_is_rounded_as_the_policy_says(void **state)
{
    struct fixture *given = *state;
    given->policy.rounding = ROUNDING_DOWN;
    const struct node *field = field_of(given, "on", TYPE_DATE, day(2021, 8, 31), day(2021, 8, 31));
    reaches(given, pair(given, NODE_SUBTRACT, TYPE_DATE, field, months_days(given, 6, 0)),
            day(2021, 2, 28), day(2021, 2, 28));
    given->policy.rounding = ROUNDING_UP;
    reaches(given, pair(given, NODE_SUBTRACT, TYPE_DATE, field, months_days(given, 6, 0)),
            day(2021, 3, 1), day(2021, 3, 1));
}

static void months_without_a_rounding_are_an_error_with_an_example(void **state)
{
    struct fixture *given = *state;
    extent_at(given,
              pair(given, NODE_SUBTRACT, TYPE_DATE, expires(given), months_days(given, 6, 0)));
    complains(given,
              "2021-08-31 less 6 months is no day [needs-rounding] say `rounding down` in the "
              "policy (the month's last day: 2021-02-28) or `rounding up` (the next month's "
              "first: 2021-03-01)");
}

static void whole_years_are_shown_with_the_29th_of_february(void **state)
{
    struct fixture *given = *state;
    extent_at(given, pair(given, NODE_ADD, TYPE_DATE, expires(given), months_days(given, 12, 0)));
    complains(given, "2020-02-29 plus 1 year is no day [needs-rounding] say `rounding down` in the "
                     "policy (the month's last day: 2021-02-28) or `rounding up` (the next month's "
                     "first: 2021-03-01)");
}

static void one_or_two_years_are_still_whole_years(void **state)
{
    struct fixture *given = *state;
    struct version versions[] = {
        { .from = DATE_MIN, .to = day(2021, 6, 29), .value.period = { 24, 0 } },
        { .from = day(2021, 6, 30), .to = DATE_MAX, .value.period = { 12, 0 } },
    };
    struct parameter validity = {
        .name = "validity", .type = plain(TYPE_PERIOD), .versions = versions, .count = 2
    };
    struct node *node = node_at(given, NODE_PARAMETER, plain(TYPE_PERIOD), 2);
    node->parameter = &validity;
    extent_at(given, pair(given, NODE_ADD, TYPE_DATE, expires(given), node));
    assert_string_equal(given->diags.items[0]->message, "2020-02-29 plus 1 year is no day");
}

static void a_multiple_of_three_years_is_shown_as_three(void **state)
{
    struct fixture *given = *state;
    struct node *cycles =
        pair(given, NODE_MULTIPLY, TYPE_PERIOD, amount(given, 0, 5), months_days(given, 36, 0));
    extent_at(given, pair(given, NODE_ADD, TYPE_DATE, expires(given), cycles));
    assert_string_equal(given->diags.items[0]->message, "2020-02-29 plus 3 years is no day");
}

static void four_hundred_years_need_no_rounding(void **state)
{
    struct fixture *given = *state;
    extent_at(given, pair(given, NODE_ADD, TYPE_DATE, expires(given), months_days(given, 4800, 0)));
    is_content(given);
}

static void a_fixed_day_that_has_its_month_needs_no_rounding(void **state)
{
    struct fixture *given = *state;
    reaches(given,
            pair(given, NODE_ADD, TYPE_DATE, number(given, TYPE_DATE, day(2021, 1, 15)),
                 months_days(given, 1, 0)),
            day(2021, 2, 15), day(2021, 2, 15));
}

static void a_fixed_day_that_its_month_lacks_is_shown_itself(void **state)
{
    struct fixture *given = *state;
    extent_at(given, pair(given, NODE_ADD, TYPE_DATE, number(given, TYPE_DATE, day(2019, 3, 31)),
                          months_days(given, 18, 0)));
    complains(given,
              "2019-03-31 plus 1 year 6 months is no day [needs-rounding] say `rounding down` "
              "in the policy (the month's last day: 2020-09-30) or `rounding up` (the next "
              "month's first: 2020-10-01)");
}

static struct node *units(struct fixture *given, enum unit unit)
{
    const struct node *from =
        field_of(given, "from", TYPE_DATE, day(2020, 1, 31), day(2020, 12, 31));
    const struct node *to = field_of(given, "to", TYPE_DATE, day(2021, 2, 28), day(2021, 12, 31));
    struct node *node = pair(given, NODE_UNITS, TYPE_INTEGER, from, to);
    node->unit = unit;
    return node;
}

static void days_between_need_no_rounding(void **state)
{
    struct fixture *given = *state;
    reaches(given, units(given, UNIT_DAYS), 59, 700);
}

static void months_between_are_counted_under_the_rounding(void **state)
{
    struct fixture *given = *state;
    given->policy.rounding = ROUNDING_DOWN;
    reaches(given, units(given, UNIT_MONTHS), 2, 23);
}

static void months_between_without_a_rounding_are_an_error(void **state)
{
    struct fixture *given = *state;
    extent_at(given, units(given, UNIT_MONTHS));
    complains(given, "2021-08-31 plus 1 month is no day, so what to count from it is open "
                     "[needs-rounding] say `rounding down` in the policy (the month's last day: "
                     "2021-09-30) or `rounding up` (the next month's first: 2021-10-01)");
}

static void a_date_past_the_year_9999_is_out_of_range(void **state)
{
    struct fixture *given = *state;
    given->policy.rounding = ROUNDING_DOWN;
    extent_at(given,
              pair(given, NODE_ADD, TYPE_DATE, expires(given), months_days(given, 96000, 0)));
    complains(given,
              "this can be anything in 9990-01-01 .. 10150-12-31, but dates end at 0001-01-01 "
              "and 9999-12-31 [out-of-range] declare a range for `expires` (it is 1990-01-01 "
              ".. 2150-12-31 now)");
}

static void a_date_before_the_year_1_is_out_of_range(void **state)
{
    struct fixture *given = *state;
    given->policy.rounding = ROUNDING_DOWN;
    extent_at(given,
              pair(given, NODE_SUBTRACT, TYPE_DATE, expires(given), months_days(given, 24000, 0)));
    assert_int_equal(given->diags.errors, 1);
    assert_string_equal(given->diags.items[0]->message,
                        "this can be anything in -0010-01-01 .. 0150-12-31, but dates end at "
                        "0001-01-01 and 9999-12-31");
}

static void the_start_of_the_last_day_could_leave_the_calendar_in_some_zone(void **state)
{
    struct fixture *given = *state;
    const struct node *on = field_of(given, "on", TYPE_DATE, day(2000, 1, 1), DATE_MAX);
    extent_at(given, pair(given, NODE_START_OF, TYPE_INSTANT, on, NULL));
    complains(given,
              "this can be anything in 1999-12-30 .. 10000-01-01, but instants end with the "
              "years 0001 and 9999 [out-of-range] declare a range for `on` (it is 2000-01-01 .. "
              "9999-12-31 now)");
}

static void the_day_of_an_instant_is_at_most_two_days_off_in_any_zone(void **state)
{
    struct fixture *given = *state;
    int64_t noon = day(2021, 7, 1) * DAY_MICROSECONDS + DAY_MICROSECONDS / 2;
    const struct node *ended = field_of(given, "ended", TYPE_INSTANT, noon, noon);
    reaches(given, pair(given, NODE_DATE_OF, TYPE_DATE, ended, NULL), day(2021, 6, 30),
            day(2021, 7, 2));
}

static void an_instant_plus_a_duration_is_elapsed_time(void **state)
{
    struct fixture *given = *state;
    const struct node *ended = field_of(given, "ended", TYPE_INSTANT, 1000, 5000);
    reaches(given, pair(given, NODE_ADD, TYPE_INSTANT, ended, number(given, TYPE_DURATION, 10)),
            1010, 5010);
}

static void an_instant_plus_a_period_keeps_within_the_shifted_days(void **state)
{
    struct fixture *given = *state;
    int64_t noon = day(2021, 7, 1) * DAY_MICROSECONDS + DAY_MICROSECONDS / 2;
    const struct node *ended = field_of(given, "ended", TYPE_INSTANT, noon, noon);
    struct extent extent =
        extent_at(given, pair(given, NODE_ADD, TYPE_INSTANT, ended, months_days(given, 0, 14)));
    is_content(given);
    assert_true(extent.main.low <= noon + 14 * DAY_MICROSECONDS - DAY_MICROSECONDS);
    assert_true(extent.main.high >= noon + 14 * DAY_MICROSECONDS + DAY_MICROSECONDS);
    assert_true(extent.main.high - extent.main.low < 8 * (int128)DAY_MICROSECONDS);
}

static void a_period_of_the_record_is_at_most_500_years(void **state)
{
    struct fixture *given = *state;
    given->policy.rounding = ROUNDING_DOWN;
    const struct node *shift = field_of(given, "shift", TYPE_PERIOD, 0, 0);
    const struct node *once = pair(given, NODE_ADD, TYPE_DATE, expires(given), shift);
    extent_at(given, once);
    is_content(given);
    for (int i = 0; i < 9; i++)
        once = pair(given, NODE_ADD, TYPE_DATE, once, shift);
    extent_at(given, once);
    assert_int_equal(given->diags.errors, 1);
}

static void the_clock_leaves_room_for_centuries(void **state)
{
    struct fixture *given = *state;
    given->policy.rounding = ROUNDING_DOWN;
    const struct node *today = node_at(given, NODE_TODAY, plain(TYPE_DATE), 1);
    extent_at(given,
              pair(given, NODE_SUBTRACT, TYPE_DATE, today, months_days(given, 12 * 1700, 0)));
    is_content(given);
}

/* ---- defines and decisions ---- */

static void a_payload_reaches_as_far_as_what_the_rules_give(void **state)
{
    struct fixture *given = *state;
    struct decision *first = decision_giving(given, "first", amount(given, 3, 8));
    struct node *given_value = payload_of(given, decided_by(given, first));
    reaches(given, pair(given, NODE_ADD, TYPE_INTEGER, given_value, number(given, TYPE_INTEGER, 1)),
            4, 9);
}

static void a_fact_reaches_as_far_as_its_formula(void **state)
{
    struct fixture *given = *state;
    struct define *fact = define_new(given, "fact", amount(given, 3, 8));
    reaches(given, fact_of(given, fact), 3, 8);
}

/* f(x) = x + 1 */
static struct define *successor(struct fixture *given)
{
    const struct local *x = local_new(given, "x", TYPE_INTEGER, 0);
    return define_with(given, "f", x,
                       pair(given, NODE_ADD, TYPE_INTEGER, use_of(given, x),
                            number(given, TYPE_INTEGER, 1)));
}

static void each_call_reaches_as_far_as_its_own_arguments(void **state)
{
    struct fixture *given = *state;
    struct define *f = successor(given);
    reaches(given, call_of(given, f, amount(given, 0, 5)), 1, 6);
    reaches(given, call_of(given, f, amount(given, 50, 60)), 51, 61);
}

static void a_call_within_a_call_gets_the_inner_value(void **state)
{
    struct fixture *given = *state;
    struct define *f = successor(given);
    reaches(given, call_of(given, f, call_of(given, f, amount(given, 0, 5))), 2, 7);
}

static void an_error_in_a_define_shows_the_call(void **state)
{
    struct fixture *given = *state;
    struct define *f = successor(given);
    extent_at(given, call_of(given, f, number(given, TYPE_INTEGER, INTEGER_LIMIT)));
    assert_int_equal(given->diags.errors, 1);
    assert_string_equal(given->diags.items[0]->other_message, "with the values of this call");
    assert_int_equal(given->diags.items[0]->other.start, 8);
}

static void a_define_that_nobody_calls_computes_nothing(void **state)
{
    struct fixture *given = *state;
    const struct local *x = local_new(given, "x", TYPE_INTEGER, 0);
    const struct node *large = number(given, TYPE_INTEGER, INTEGER_LIMIT);
    define_with(given, "f", x, pair(given, NODE_ADD, TYPE_INTEGER, large, large));
    check_ranges(&given->check);
    is_content(given);
}

static void every_fact_and_every_decision_is_looked_at(void **state)
{
    struct fixture *given = *state;
    const struct node *large = number(given, TYPE_INTEGER, INTEGER_LIMIT);
    struct node *sum = pair(given, NODE_ADD, TYPE_INTEGER, large, large);
    define_new(given, "fact", sum);
    struct node *other = pair(given, NODE_ADD, TYPE_INTEGER, large, large);
    other->span = (struct span){ 5, 6 };
    decision_giving(given, "decision", other);
    check_ranges(&given->check);
    assert_int_equal(given->diags.errors, 2);
}

/* Each of 64 defines calls the one before twice with different arguments: 2^64 ways through. */
static void defines_that_call_each_other_twice_are_checked_at_once(void **state)
{
    struct fixture *given = *state;
    struct define *f = successor(given);
    for (int i = 0; i < 64; i++) {
        const struct local *x = local_new(given, "x", TYPE_INTEGER, 0);
        const struct node *one = call_of(given, f, use_of(given, x));
        const struct node *more = pair(given, NODE_ADD, TYPE_INTEGER, use_of(given, x),
                                       number(given, TYPE_INTEGER, i + 1));
        const struct node *items[] = { one, call_of(given, f, more) };
        f = define_with(given, "g", x,
                        node_of_items(given, NODE_MAX, plain(TYPE_INTEGER), 2, items));
    }
    struct extent extent = extent_at(given, call_of(given, f, number(given, TYPE_INTEGER, 0)));
    is_content(given);
    const int64_t value = 64 * 65 / 2 + 1; /* every call takes the larger argument */
    assert_true(extent.main.low <= value && value <= extent.main.high);
}

static void expressions_too_deep_for_the_stack_are_an_error(void **state)
{
    struct fixture *given = *state;
    const struct node *node = amount(given, 0, 1);
    for (int i = 0; i < 3000; i++)
        node = pair(given, NODE_NEGATE, TYPE_INTEGER, node, NULL);
    extent_at(given, node);
    complains(given,
              "expressions and the defines that they use nest too deep here [too-deep] name a "
              "part of it with a `let`, or use fewer defines one in another");
}

/* ---- against values ---- */

/* A small generator, so that the trees are the same everywhere. */
static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

/* A random expression, and in VALUE what it is for a random choice of its fields. */
static const struct node *random_integer(struct fixture *given, uint64_t *seed, int depth,
                                         int64_t *value)
{
    if (depth == 0) {
        int64_t low = (int64_t)(next_random(seed) % 21) - 10, span = next_random(seed) % 11;
        *value = low + (int64_t)(next_random(seed) % (uint32_t)(span + 1));
        return amount(given, low, low + span);
    }
    static const enum node_kind kinds[] = { NODE_ADD,    NODE_SUBTRACT, NODE_MULTIPLY,
                                            NODE_NEGATE, NODE_MIN,      NODE_MAX };
    enum node_kind kind = kinds[next_random(seed) % 6];
    int64_t a, b;
    const struct node *items[] = { random_integer(given, seed, depth - 1, &a),
                                   random_integer(given, seed, depth - 1, &b) };
    *value = kind == NODE_ADD                ? a + b
             : kind == NODE_SUBTRACT         ? a - b
             : kind == NODE_MULTIPLY         ? a * b
             : kind == NODE_NEGATE           ? -a
             : (kind == NODE_MIN) == (a < b) ? a
                                             : b;
    if (kind == NODE_MIN || kind == NODE_MAX)
        return node_of_items(given, kind, plain(TYPE_INTEGER), 2, items);
    return pair(given, kind, TYPE_INTEGER, items[0], kind == NODE_NEGATE ? NULL : items[1]);
}

static void no_value_of_a_random_expression_is_outside_of_its_extent(void **state)
{
    struct fixture *given = *state;
    uint64_t seed = 20211001;
    for (int i = 0; i < 20000; i++) {
        int64_t value;
        const struct node *node = random_integer(given, &seed, 1 + i % 4, &value);
        struct extent extent = extent_at(given, node);
        assert_true(extent.main.low <= value && value <= extent.main.high);
    }
    is_content(given);
}

static void no_shifted_day_is_outside_of_its_extent(void **state)
{
    struct fixture *given = *state;
    uint64_t seed = 20200229;
    for (int i = 0; i < 20000; i++) {
        given->policy.rounding = i % 2 ? ROUNDING_DOWN : ROUNDING_UP;
        int64_t low = day(2000, 1, 1) + next_random(&seed) % 9000, span = next_random(&seed) % 90;
        int64_t on = low + (int64_t)(next_random(&seed) % (uint32_t)(span + 1));
        struct period period = { (int32_t)(next_random(&seed) % 60) - 30,
                                 (int32_t)(next_random(&seed) % 60) - 30 };
        const struct node *shifted =
            pair(given, NODE_ADD, TYPE_DATE, field_of(given, "on", TYPE_DATE, low, low + span),
                 months_days(given, period.months, period.days));
        struct extent extent = extent_at(given, shifted);
        int64_t value = date_add(on, period, given->policy.rounding);
        assert_true(extent.main.low <= value && value <= extent.main.high);
    }
}

/* Instants of a century around 2000, and what the zone makes of them. */
static void zone_keeps_within_extents(struct fixture *given, const struct zone *zone,
                                      uint64_t *seed)
{
    given->policy.rounding = ROUNDING_UP;
    int64_t low = day(1950, 1, 1) + next_random(seed) % 36500, span = next_random(seed) % 60;
    int64_t on = low + (int64_t)(next_random(seed) % (uint32_t)(span + 1));
    int64_t at = on * DAY_MICROSECONDS + next_random(seed) * INT64_C(40);
    struct period period = { (int32_t)(next_random(seed) % 40) - 20,
                             (int32_t)(next_random(seed) % 60) - 30 };
    const struct node *date = field_of(given, "on", TYPE_DATE, low, low + span);
    const struct node *instant = field_of(given, "at", TYPE_INSTANT, low * DAY_MICROSECONDS,
                                          (low + span + 1) * DAY_MICROSECONDS);
    struct extent day_of = extent_at(given, pair(given, NODE_DATE_OF, TYPE_DATE, instant, NULL));
    struct extent start_of = extent_at(given, pair(given, NODE_START_OF, TYPE_INSTANT, date, NULL));
    struct extent shifted = extent_at(given, pair(given, NODE_ADD, TYPE_INSTANT, instant,
                                                  months_days(given, period.months, period.days)));
    int64_t values[] = { zone_date_of(zone, at), zone_start_of(zone, on),
                         zone_add(zone, at, period, ROUNDING_UP) };
    assert_true(day_of.main.low <= values[0] && values[0] <= day_of.main.high);
    assert_true(start_of.main.low <= values[1] && values[1] <= start_of.main.high);
    assert_true(shifted.main.low <= values[2] && values[2] <= shifted.main.high);
}

static void no_day_of_a_zone_is_outside_of_its_extent(void **state)
{
    struct fixture *given = *state;
    static const char *const names[] = { "UTC",          "Asia/Seoul",         "America/New_York",
                                         "Pacific/Apia", "Pacific/Kiritimati", "Africa/Monrovia" };
    uint64_t seed = 20111230;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct zone *zone = zone_load(&given->arena, names[i]);
        if (!zone)
            skip();
        for (int j = 0; j < 2000; j++)
            zone_keeps_within_extents(given, zone, &seed);
    }
    is_content(given);
}

static void large_numbers_are_written_in_groups_of_three(void **state)
{
    struct fixture *given = *state;
    assert_string_equal(number_text(&given->arena, 0, 0), "0");
    assert_string_equal(number_text(&given->arena, 999, 0), "999");
    assert_string_equal(number_text(&given->arena, -1000, 0), "-1,000");
    assert_string_equal(number_text(&given->arena, 1234500, 3), "1,234.5");
    assert_string_equal(number_text(&given->arena, -5, 1), "-0.5");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_new, fixture_free)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_field_reaches_as_far_as_the_reader_lets_it),
        TEST(a_sum_reaches_from_both_lows_to_both_highs),
        TEST(a_difference_reaches_from_low_less_high_to_high_less_low),
        TEST(a_product_minds_the_signs),
        TEST(a_negation_swaps_the_ends),
        TEST(the_least_of_two_is_no_higher_than_either),
        TEST(the_greatest_of_two_is_no_lower_than_either),
        TEST(a_value_or_its_replacement_reaches_as_far_as_both),
        TEST(a_decimal_with_more_places_is_a_larger_number),
        TEST(an_integer_that_could_overflow_is_an_error_naming_its_fields),
        TEST(the_last_integer_is_within_and_the_next_is_not),
        TEST(numbers_without_fields_are_blamed_on_themselves),
        TEST(a_product_past_int128_is_still_out_of_range),
        TEST(one_mistake_is_told_once),
        TEST(a_count_reaches_from_none_to_the_lists_bound),
        TEST(a_filtered_list_is_no_longer_than_the_list),
        TEST(joined_lists_multiply),
        TEST(a_sum_of_a_list_begins_at_nothing),
        TEST(a_sum_of_a_list_reaches_below_and_above_in_part),
        TEST(the_highest_of_a_list_is_one_of_its_values),
        TEST(a_sum_too_large_names_the_field_and_the_list),
        TEST(the_elements_of_a_written_list_are_as_wide_as_all_of_them),
        TEST(a_date_plus_days_needs_no_rounding),
        TEST(a_date_less_months_is_rounded_as_the_policy_says),
        TEST(months_without_a_rounding_are_an_error_with_an_example),
        TEST(whole_years_are_shown_with_the_29th_of_february),
        TEST(one_or_two_years_are_still_whole_years),
        TEST(a_multiple_of_three_years_is_shown_as_three),
        TEST(four_hundred_years_need_no_rounding),
        TEST(a_fixed_day_that_has_its_month_needs_no_rounding),
        TEST(a_fixed_day_that_its_month_lacks_is_shown_itself),
        TEST(days_between_need_no_rounding),
        TEST(months_between_are_counted_under_the_rounding),
        TEST(months_between_without_a_rounding_are_an_error),
        TEST(a_date_past_the_year_9999_is_out_of_range),
        TEST(a_date_before_the_year_1_is_out_of_range),
        TEST(the_start_of_the_last_day_could_leave_the_calendar_in_some_zone),
        TEST(the_day_of_an_instant_is_at_most_two_days_off_in_any_zone),
        TEST(an_instant_plus_a_duration_is_elapsed_time),
        TEST(an_instant_plus_a_period_keeps_within_the_shifted_days),
        TEST(a_period_of_the_record_is_at_most_500_years),
        TEST(the_clock_leaves_room_for_centuries),
        TEST(a_payload_reaches_as_far_as_what_the_rules_give),
        TEST(a_fact_reaches_as_far_as_its_formula),
        TEST(each_call_reaches_as_far_as_its_own_arguments),
        TEST(a_call_within_a_call_gets_the_inner_value),
        TEST(an_error_in_a_define_shows_the_call),
        TEST(a_define_that_nobody_calls_computes_nothing),
        TEST(every_fact_and_every_decision_is_looked_at),
        TEST(defines_that_call_each_other_twice_are_checked_at_once),
        TEST(expressions_too_deep_for_the_stack_are_an_error),
        TEST(no_value_of_a_random_expression_is_outside_of_its_extent),
        TEST(no_shifted_day_is_outside_of_its_extent),
        TEST(no_day_of_a_zone_is_outside_of_its_extent),
        TEST(large_numbers_are_written_in_groups_of_three),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
