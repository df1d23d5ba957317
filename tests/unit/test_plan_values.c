/* test_plan_values.c - what values the plan computes, kind by kind. */
#include "tests/unit/plan_fixture.h"

static void whole_numbers_are_added_subtracted_multiplied_and_negated(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "integer", "age + 2", "42");
    expect_computed(given, "integer", "2 - age", "-38");
    expect_computed(given, "integer", "3 * age", "120");
    expect_computed(given, "integer", "-age", "-40");
}

static void decimals_keep_every_place(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "decimal", "weight + 0.25", "12.75");
    expect_computed(given, "decimal", "0.5 - weight", "-12");
    expect_true(given, "1.5 * weight is 18.75");
    expect_computed(given, "decimal", "-weight", "-12.5");
}

static void a_whole_number_meets_a_decimal_as_one(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "decimal", "age + 0.5", "40.5");
    expect_computed(given, "decimal", "1.25 * age", "50");
    expect_computed(given, "decimal", "age", "40");
}

static void a_month_less_than_the_month_s_end_is_rounded_down(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "date", "2021-08-31 - 6 months", "2021-02-28");
    expect_computed(given, "date", "born + 1 year", "2001-02-28");
    expect_computed(given, "date", "born + 4 years", "2004-02-29");
    expect_computed(given, "date", "born + 1 day", "2000-03-01");
}

static void a_policy_may_round_up_instead(void **state)
{
    struct plan_fixture *given = *state;
    whole_policy_is(given, "policy sample { timezone \"UTC\" rounding up }\nuse \"types.pol\"\n"
                           "outcome Value { gives(v: date) }\n"
                           "decide it: Value { otherwise a then gives(v: born + 1 year) }\n");
    expect_decided(given, "it", "gives(v: 2001-03-01) by a");
}

static void periods_are_added_and_multiplied_part_by_part(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "period", "age * 1 month", "P3Y4M");
    expect_computed(given, "period", "2 * 3 years", "P6Y");
    expect_computed(given, "period", "6 months + 10 days", "P6M10D");
    expect_computed(given, "period", "1 year - 6 months", "P6M");
}

static void durations_are_exact(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "duration", "age * 1 hour", "PT40H");
    expect_computed(given, "duration", "24 hours - 30 minutes", "PT23H30M");
    expect_computed(given, "instant", "seen + 24 hours", "2021-03-02T10:30:00Z");
    expect_computed(given, "instant", "seen - 11 hours", "2021-02-28T23:30:00Z");
}

static void a_period_moves_an_instant_by_the_wall_clock(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "instant", "seen + 1 month", "2021-04-01T10:30:00Z");
    /* On 2021-03-28 clocks in Berlin go forward: 11:30 is 10:30Z before, 09:30Z after. */
    whole_policy_is(given, "policy sample { timezone \"Europe/Berlin\" rounding down }\n"
                           "use \"types.pol\"\noutcome Value { gives(v: instant) }\n"
                           "decide it: Value { otherwise a then gives(v: seen + 1 month) }\n");
    expect_decided(given, "it", "gives(v: 2021-04-01T09:30:00Z) by a");
}

static void a_day_is_the_zone_s_day(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "date", "date of seen", "2021-03-01");
    expect_computed(given, "instant", "start of born", "2000-02-29T00:00:00Z");
    whole_policy_is(given, "policy sample { timezone \"Asia/Seoul\" }\nuse \"types.pol\"\n"
                           "outcome Value { gives(v: date, w: instant) }\n"
                           "decide it: Value { otherwise a then\n"
                           "  gives(v: date of (seen + 5 hours), w: start of born) }\n");
    expect_decided(given, "it", "gives(v: 2021-03-02, w: 2000-02-28T15:00:00Z) by a");
}

static void units_are_counted_whole(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "integer", "days from born to 2000-03-02", "2");
    expect_computed(given, "integer", "months from born to 2000-03-28", "0");
    expect_computed(given, "integer", "months from born to 2000-03-29", "1");
    expect_computed(given, "integer", "years from born to 2021-02-28", "21");
    expect_computed(given, "integer", "years from born to 2021-02-27", "20");
    expect_computed(given, "integer", "days from 2000-03-02 to born", "-2");
}

static void the_smallest_and_the_largest_are_found(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "integer", "min(age, 50, 39)", "39");
    expect_computed(given, "integer", "max(age, 39, 12)", "40");
    expect_computed(given, "decimal", "min(weight, 12.75)", "12.5");
    expect_computed(given, "decimal", "max(weight, 12.75)", "12.75");
    expect_computed(given, "date", "max(born, 1999-12-31)", "2000-02-29");
    expect_computed(given, "instant", "min(seen, start of 2021-03-01)", "2021-03-01T00:00:00Z");
}

static void else_stands_in_for_what_is_absent(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "text", "name else \"nobody\"", "  Ann");
    expect_computed(given, "date", "left else born", "2000-02-29");
    expect_computed(given, "instant", "gone else seen", "2021-03-01T10:30:00Z");
    expect_computed(given, "integer", "work.floor else 3", "3");
    expect_computed(given, "decimal", "ratio else 0.5", "0.5");
    expect_computed(given, "Colour", "(colour) else red", "green");
}

static void texts_are_folded_for_comparison(void **state)
{
    struct plan_fixture *given = *state;
    expect_computed(given, "text", "folded(name else \"\")", "ann");
    expect_computed(given, "text", "folded(work.city)", "seoul");
    expect_computed(given, "text", "folded(id)", "h-1");
}

static void a_parameter_has_the_value_of_the_day(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given,
              "parameter fee: integer { .. 2019-12-31 = 1\n 2020-01-01 .. 2020-12-31 = 2\n"
              " 2021-01-01 .. = 3 }\n"
              "outcome Fee { gives(n: integer) }\n"
              "decide it: Fee for each t in tries { otherwise a then gives(n: fee on t.on) }\n"
              "decide early: Fee { otherwise a then gives(n: fee on 2019-12-31) }\n"
              "decide next: Fee { otherwise a then gives(n: fee on (born + 20 years)) }\n");
    expect_decided(given, "it", "gives(n: 3) by a\ngives(n: 2) by a\ngives(n: 3) by a");
    expect_decided(given, "early", "gives(n: 1) by a");
    expect_decided(given, "next", "gives(n: 2) by a");
}

static void rows_are_found_by_key(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given,
              "outcome Found { row(n: integer) none }\n"
              "decide one: Found { rule a when names[id] is present then row(n: names[id].rank)\n"
              "  otherwise b then none }\n"
              "decide two: Found for each t in tries { let rate = rates[t.level, count t.parts]\n"
              "  rule a when rate is present then row(n: rate.days) otherwise b then none }\n");
    expect_decided(given, "one", "row(n: 7) by a");
    expect_decided(given, "two", "row(n: 20) by a\nnone by b\nnone by b");
}

static void an_element_is_found_by_its_key_in_its_list(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Found { row(n: integer) none }\n"
                     "decide first: Found { let x = tries[\"a\"]\n"
                     "  rule a when x is present then row(n: x.points) otherwise b then none }\n"
                     "decide last: Found { let x = tries[\"c\"]\n"
                     "  rule a when x is present then row(n: x.points) otherwise b then none }\n"
                     "decide missing: Found { let x = tries[\"d\"]\n"
                     "  rule a when x is present then row(n: x.points) otherwise b then none }\n"
                     "decide of_none: Found { let x = others[\"a\"]\n"
                     "  rule a when x is present then row(n: x.points) otherwise b then none }\n");
    expect_decided(given, "first", "row(n: 10) by a");
    expect_decided(given, "last", "row(n: 20) by a");
    expect_decided(given, "missing", "none by b");
    expect_decided(given, "of_none", "none by b");
}

static void formulas_are_computed_from_their_arguments(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "define twice(n: integer): integer = n + n\n"
                     "define far(a: integer, b: integer): integer =\n"
                     "  max(a, b) - min(a, b) + twice(a) - twice(b) + max(a + 1, b + 1) - 1\n"
                     "  - max(a, b) + min(a, b) - min(b, a)\n"
                     "outcome Value { gives(v: integer, w: integer) }\n"
                     "decide it: Value { otherwise a then\n"
                     "  gives(v: twice(twice(age)), w: far(far(3, 5), far(age, twice(2)))) }\n");
    /* far(a, b) = |a - b| + 2a - 2b for whole numbers: far(3, 5) = -2, far(40, 4) = 108,
     * far(-2, 108) = 110 - 4 - 216 = -110. */
    expect_decided(given, "it", "gives(v: 160, w: -110) by a");
}

static void what_depends_on_constants_alone_is_no_code_of_the_record(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "define top: integer = sum rank of names\n"
                     "outcome Value { gives(v: integer) }\n"
                     "decide it: Value { otherwise a then gives(v: top + 2 * 3) }\n");
    expect_decided(given, "it", "gives(v: 16) by a");
    session_count_steps(given->session);
    record_is(given, PLAN_RECORD);
    expect_decided(given, "it", "gives(v: 16) by a");
    assert_int_equal(session_steps(given->session), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_begin, plan_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(whole_numbers_are_added_subtracted_multiplied_and_negated),
        TEST(decimals_keep_every_place),
        TEST(a_whole_number_meets_a_decimal_as_one),
        TEST(a_month_less_than_the_month_s_end_is_rounded_down),
        TEST(a_policy_may_round_up_instead),
        TEST(periods_are_added_and_multiplied_part_by_part),
        TEST(durations_are_exact),
        TEST(a_period_moves_an_instant_by_the_wall_clock),
        TEST(a_day_is_the_zone_s_day),
        TEST(units_are_counted_whole),
        TEST(the_smallest_and_the_largest_are_found),
        TEST(else_stands_in_for_what_is_absent),
        TEST(texts_are_folded_for_comparison),
        TEST(a_parameter_has_the_value_of_the_day),
        TEST(rows_are_found_by_key),
        TEST(an_element_is_found_by_its_key_in_its_list),
        TEST(formulas_are_computed_from_their_arguments),
        TEST(what_depends_on_constants_alone_is_no_code_of_the_record),
    };
    return RUN_PLAN_TESTS(tests);
}
