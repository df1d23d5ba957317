/* Ranges and costs of policies as they are written: what is fine, and complete complaints about
 * what is not. */
#include "tests/unit/policy_fixture.h"

/* ---- what is fine ---- */

static void usual_ranges_leave_room_for_usual_arithmetic(void **state)
{
    (void)state;
    expect_fine(
        "outcome Answer { on(day: date, at: instant, points: integer, weight: decimal) }\n"
        "parameter cycle: period = 3 years\n"
        "define total: integer = sum (points * 1000) of tries + age * 12\n"
        "define average(w: decimal): decimal = w + sum weight of (all parts of tries)\n"
        "decide it: Answer {\n"
        "  otherwise always then on(day: born + age * cycle + 30 days,\n"
        "    at: start of (born + 1 day) + 24 hours, points: total, weight: average(weight))\n"
        "}\n");
}

static void days_between_two_fields_are_a_number_like_any(void **state)
{
    (void)state;
    expect_fine("outcome Answer { after(days: integer) }\n"
                "decide it: Answer {\n"
                "  otherwise always then after(days: days from born to date of seen * 1000000)\n"
                "}\n");
}

static void the_clock_may_be_moved_by_centuries(void **state)
{
    (void)state;
    expect_condition("born > today - 500 years and seen < now + 100000 hours", "");
}

/* ---- what is not ---- */

static void a_product_out_of_range_shows_what_it_can_be(void **state)
{
    (void)state;
    expect_condition(
        "age * 100000000000000000 > 3",
        "4:1 this can be anything in 0 .. 15,000,000,000,000,000,000, but integers end at "
        "9,223,372,036,854,775,806 [out-of-range] | declare a range for `age` (it is 0 .. "
        "150 now)\n");
}

static void a_sum_out_of_range_in_a_branch_that_is_never_taken_is_still_one(void **state)
{
    (void)state;
    expect_condition(
        "age > 9 and age < 3 and age * 100000000000000000 > 3",
        "4:25 this can be anything in 0 .. 15,000,000,000,000,000,000, but integers end at "
        "9,223,372,036,854,775,806 [out-of-range] | declare a range for `age` (it is 0 .. "
        "150 now)\n");
}

static void a_decimal_has_38_digits_with_its_places(void **state)
{
    (void)state;
    expect_condition(
        "weight * 1000000000000000000.0000000000001 > 1.0",
        "4:1 this can be anything in 0 .. over 10^19, but a decimal has 38 digits, "
        "its places included [out-of-range] | declare a range for `weight` (it is 0 .. 99.5 "
        "now)\n");
}

static void a_let_carries_its_range(void **state)
{
    (void)state;
    expect_complaints(
        "outcome Answer { on(day: date) }\n"
        "decide it: Answer {\n"
        "  let months = age * 1000\n"
        "  otherwise always then on(day: born + months * 1 month)\n"
        "}\n",
        "4:33 this can be anything in 1800-01-01 .. 15499-12-31, but dates end at 0001-01-01 "
        "and 9999-12-31 [out-of-range] | declare a range for `age` (it is 0 .. 150 now)\n");
}

static void a_decision_carries_the_range_of_what_it_gives(void **state)
{
    (void)state;
    expect_complaints(
        "outcome Points { some(points: integer)  none }\n"
        "outcome Answer { yes no }\n"
        "decide points: Points {\n"
        "  rule a when member then some(points: age)\n"
        "  otherwise b then some(points: sum points of tries)\n"
        "}\n"
        "decide it: Answer {\n"
        "  let got = points\n"
        "  rule a when got is some and got.points * 10000000000000000 > 1 then yes\n"
        "  otherwise b then no\n"
        "}\n",
        "9:31 this can be anything in 0 .. 10,000,000,000,000,000,000, but integers end at "
        "9,223,372,036,854,775,806 [out-of-range] | declare a range for `age` (it is 0 .. 150 "
        "now), or declare a range for `points` (it is 0 .. 100 now), or lower `up to` of "
        "`tries` (it is 10 now)\n");
}

static void a_mistake_in_a_define_is_told_once_for_all_calls(void **state)
{
    (void)state;
    expect_complaints(
        "outcome Answer { yes no }\n"
        "define large(n: integer): integer = n * 100000000000000000\n"
        "decide it: Answer {\n"
        "  rule a when large(3) > 1 then no\n"
        "  rule b when large(age) > 1 then yes\n"
        "  rule c when large(age + 1) > 1 then yes\n"
        "  otherwise d then no\n"
        "}\n",
        "2:37 this can be anything in 0 .. 15,000,000,000,000,000,000, but integers end at "
        "9,223,372,036,854,775,806 [out-of-range] | declare a range for `age` (it is 0 .. "
        "150 now)\n");
}

/* ---- rounding ---- */

/* The complaints about a policy that says nothing of rounding. */
static void without_rounding(const char *expression, const char *expected)
{
    char text[1024], seen[4096];
    snprintf(text, sizeof text,
             "policy plain { }\n"
             "input Holder key id { id: text  on: date  at: instant  many: integer 0 .. 9 }\n"
             "outcome Answer { yes no }\n"
             "decide it: Answer {\n"
             "  rule a when\n%s\n  then yes\n"
             "  otherwise b then no\n"
             "}\n",
             expression);
    struct load_text file = { "plain.pol", text, strlen(text) };
    const char *paths[] = { "plain.pol" };
    struct load *load =
        load_files(paths, 1, (struct load_options){ .texts = &file, .text_count = 1 });
    check(load, (struct check_options){ 0 });
    size_t used = 0;
    seen[0] = '\0';
    for (unsigned i = 0; i < load->diags.count; i++)
        used += (size_t)snprintf(seen + used, sizeof seen - used, "%s [%s]\n",
                                 load->diags.items[i]->message, load->diags.items[i]->code);
    assert_string_equal(seen, expected);
    load_free(load);
}

static void days_and_hours_need_no_rounding(void **state)
{
    (void)state;
    without_rounding(
        "on + many * 7 days > 2021-01-01 and at + 24 hours > at and days from on to 2021-01-01 > 3",
        "");
}

static void an_instant_and_months_need_one_too(void **state)
{
    (void)state;
    without_rounding("at + 1 month > 2021-01-01T00:00:00Z",
                     "2021-08-31 plus 1 month is no day [needs-rounding]\n");
}

static void some_number_of_months_is_shown_as_one(void **state)
{
    (void)state;
    without_rounding("on - many * 1 month > 2021-01-01",
                     "2021-07-31 less 1 month is no day [needs-rounding]\n");
}

static void months_and_days_together_need_a_rounding_for_the_months(void **state)
{
    (void)state;
    without_rounding("on + (1 year + 3 days) > 2021-01-01",
                     "2020-02-29 plus 1 year is no day [needs-rounding]\n");
}

static void months_from_the_clock_need_a_rounding(void **state)
{
    (void)state;
    without_rounding("on > today - 6 months",
                     "2021-08-31 less 6 months is no day [needs-rounding]\n");
}

static void years_between_days_need_a_rounding(void **state)
{
    (void)state;
    without_rounding("years from on to 2021-01-01 > 3",
                     "2020-02-29 plus 1 year is no day, so what to count from it is open "
                     "[needs-rounding]\n");
}

/* ---- costs ---- */

static void the_limit_can_be_set(void **state)
{
    (void)state;
    char text[1024];
    snprintf(text, sizeof text, "%s%s", PRELUDE,
             "outcome Answer { yes no }\n"
             "decide it: Answer {\n"
             "  rule a when any tries where passed then yes\n"
             "  otherwise b then no\n"
             "}\n");
    struct load_text files[] = { { "sample.pol", text, strlen(text) },
                                 { "prelude.pol", PRELUDE_TYPES, strlen(PRELUDE_TYPES) } };
    const char *paths[] = { "sample.pol" };
    for (uint64_t limit = 22; limit <= 23; limit++) {
        struct load *load =
            load_files(paths, 1, (struct load_options){ .texts = files, .text_count = 2 });
        check(load, (struct check_options){ .max_steps = limit });
        assert_int_equal(load->diags.errors, limit == 22);
        load_free(load);
    }
}

/* `all parts of tries` is 1 + 2 + 10 * (2 + 5) steps and 50 long; the innermost condition is 14
 * steps; so 74 + 50 * (74 + 50 * (74 + 50 * (74 + 50 * (74 + 50 * 14)))). */
static void a_decision_within_a_list_within_a_list_is_too_costly(void **state)
{
    (void)state;
    expect_complaints(
        "record Step { on: date }\n"
        "record Walk key id { id: text  steps: [Step] up to 1000 }\n"
        "outcome Answer { yes no }\n"
        "define far: bool = any (all parts of tries) as a where\n"
        "  (any (all parts of tries) as b where (any (all parts of tries) as c where\n"
        "    (any (all parts of tries) as d where (any (all parts of tries) as e where\n"
        "      a.weight + b.weight + c.weight + d.weight > e.weight))))\n"
        "decide it: Answer {\n"
        "  rule a when far then yes\n"
        "  otherwise b then no\n"
        "}\n",
        "4:8 `far` can take up to 4,846,938,774 steps a record, more than the 100,000,000 "
        "allowed [too-costly] | `tries` (up to 10) times `parts` (up to 5) times `tries` (up to "
        "10) times `parts` (up to 5) times `tries` (up to 10) times `parts` (up to 5): lower "
        "`up to` of a list, or filter it once with a `let` above\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_ranges_leave_room_for_usual_arithmetic),
        cmocka_unit_test(days_between_two_fields_are_a_number_like_any),
        cmocka_unit_test(the_clock_may_be_moved_by_centuries),
        cmocka_unit_test(a_product_out_of_range_shows_what_it_can_be),
        cmocka_unit_test(a_sum_out_of_range_in_a_branch_that_is_never_taken_is_still_one),
        cmocka_unit_test(a_decimal_has_38_digits_with_its_places),
        cmocka_unit_test(a_let_carries_its_range),
        cmocka_unit_test(a_decision_carries_the_range_of_what_it_gives),
        cmocka_unit_test(a_mistake_in_a_define_is_told_once_for_all_calls),
        cmocka_unit_test(days_and_hours_need_no_rounding),
        cmocka_unit_test(an_instant_and_months_need_one_too),
        cmocka_unit_test(some_number_of_months_is_shown_as_one),
        cmocka_unit_test(months_and_days_together_need_a_rounding_for_the_months),
        cmocka_unit_test(months_from_the_clock_need_a_rounding),
        cmocka_unit_test(years_between_days_need_a_rounding),
        cmocka_unit_test(the_limit_can_be_set),
        cmocka_unit_test(a_decision_within_a_list_within_a_list_is_too_costly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
