/* test_plan_rules.c - decisions: order of rules, lets, decisions that use decisions, many rules. */
#include "tests/unit/plan_fixture.h"

static void the_first_rule_that_applies_decides(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Size { small big(n: integer) huge }\n"
                     "decide it: Size for each t in tries {\n"
                     "  rule a when t.points < 15 then small\n"
                     "  rule b when t.points < 25 then big(n: t.points)\n"
                     "  rule c when t.points < 25 then huge\n"
                     "  otherwise d then huge }\n");
    expect_decided(given, "it", "small by a\nhuge by d\nbig(n: 20) by b");
}

static void every_rule_that_applies_adds_an_outcome_in_order(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Note { low(n: integer) passed late }\n"
                     "decide all notes: Note for each t in tries {\n"
                     "  rule a when t.points < 25 then low(n: t.points)\n"
                     "  rule b when t.passed then passed\n"
                     "  rule c when t.on > 2021-03-01 then late }\n"
                     "decide all none_at_all: Note { rule a when age > 99 then late }\n");
    expect_decided(given, "notes",
                   "[low(n: 10) by a, passed by b]\n[]\n[low(n: 20) by a, passed by b, late by c]");
    expect_decided(given, "none_at_all", "[]");
}

static void more_outcomes_than_four_are_kept_in_order(void **state)
{
    struct plan_fixture *given = *state;
    char body[8192] = "outcome Note { note(n: integer) }\ndecide all notes: Note {\n";
    char expected[8192] = "[";
    for (int i = 0; i < 37; i++) {
        snprintf(body + strlen(body), 200, "rule r%d when age > %d then note(n: age + %d)\n", i,
                 i % 3 ? 5 : 100, i);
        if (i % 3)
            snprintf(expected + strlen(expected), 200, "%snote(n: %d) by r%d", i > 1 ? ", " : "",
                     40 + i, i);
    }
    strcat(body, "}\n");
    strcat(expected, "]");
    policy_is(given, body);
    expect_decided(given, "notes", expected);
}

static void a_filter_leaves_elements_out(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide it: Answer for each t in tries where t.passed {\n"
                     "  rule a when t.points > 15 then yes otherwise b then no }\n"
                     "decide use: Answer for each t in tries {\n"
                     "  rule a when it of t is absent then no\n"
                     "  rule b when it of t is yes then yes otherwise c then no }\n");
    expect_decided(given, "use", "no by c\nno by a\nyes by b");
    expect_decided(given, "it", "no by b\n-\nyes by a");
}

static void decisions_use_decisions_whatever_is_asked_first(void **state)
{
    struct plan_fixture *given = *state;
    const char *body = "outcome Grade { none points(n: integer, on: date) }\n"
                       "decide last: Answer for each t in tries {\n"
                       "  let graded = grade of t\n"
                       "  rule a when graded is points and graded.n > 50 and graded.on > born then "
                       "yes\n  rule b when total is points then no\n  otherwise c then yes }\n"
                       "decide total: Grade { otherwise a then\n"
                       "  points(n: count (tries as t where grade of t is points), on: born) }\n"
                       "decide grade: Grade for each t in tries {\n"
                       "  rule a when t.passed then points(n: 3 * t.points, on: t.on)\n"
                       "  otherwise b then none }\n";
    policy_is(given, body);
    expect_decided(given, "last", "no by b\nno by b\nyes by a");
    expect_decided(
        given, "grade",
        "points(n: 30, on: 2021-01-31) by a\nnone by b\npoints(n: 60, on: 2021-06-30) by a");
    expect_decided(given, "total", "points(n: 2, on: 2000-02-29) by a");
    policy_is(given, body);
    expect_decided(given, "total", "points(n: 2, on: 2000-02-29) by a");
    expect_decided(given, "last", "no by b\nno by b\nyes by a");
}

static void what_an_all_decision_gave_is_a_list(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Note { low(n: integer) passed }\n"
                     "decide all notes: Note for each t in tries {\n"
                     "  rule a when t.points < 25 then low(n: t.points)\n"
                     "  rule b when t.passed then passed }\n"
                     "outcome Count { of(n: integer) }\n"
                     "decide how_many: Count for each t in tries { otherwise a then\n"
                     "  of(n: count notes of t) }\n"
                     "decide low: Answer for each t in tries {\n"
                     "  rule a when any notes of t as w where w is low and w.n > 15 then yes\n"
                     "  otherwise b then no }\n");
    expect_decided(given, "how_many", "of(n: 2) by a\nof(n: 0) by a\nof(n: 2) by a");
    expect_decided(given, "low", "no by b\nno by b\nyes by a");
}

static void an_element_is_decided_once(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide it: Answer for each t in tries {\n"
                     "  rule a when any tries as u where u.points > t.points + 15 then yes\n"
                     "  otherwise b then no }\n");
    session_count_steps(given->session);
    record_is(given, PLAN_RECORD);
    expect_decided(given, "it", "yes by a\nno by b\nno by b");
    uint64_t steps = session_steps(given->session);
    assert_true(steps > 0);
    expect_decided(given, "it", "yes by a\nno by b\nno by b");
    assert_int_equal(session_steps(given->session), steps);
}

static void steps_are_not_counted_unless_asked_for(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide it: Answer { rule a when age > 3 then yes otherwise b then no }\n");
    expect_decided(given, "it", "yes by a");
    assert_int_equal(session_steps(given->session), 0);
}

static void a_let_is_not_computed_where_a_rule_above_decides(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide it: Answer for each t in tries {\n"
                     "  rule a when t.passed then yes\n"
                     "  let many = count (tries as u where u.points > t.points)\n"
                     "  rule b when many > 1 then yes\n"
                     "  otherwise c then no }\n");
    session_count_steps(given->session);
    record_is(given, PLAN_RECORD);
    union value result;
    const struct decision *decision = decision_named(given, "it");
    assert_true(session_decide(given->session, decision, 0, &result));
    uint64_t first = session_steps(given->session);
    assert_int_equal(first, 1); /* the test of `passed` */
    assert_true(session_decide(given->session, decision, 1, &result));
    assert_true(session_steps(given->session) > first + 3);
}

static void a_let_that_some_rules_need_is_computed_once(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Value { is_so(n: integer) none }\n"
                     "decide it: Value for each t in tries {\n"
                     "  let many = count (tries as u where u.points > t.points)\n"
                     "  rule a when t.points > 15 and many > 0 then is_so(n: many)\n"
                     "  rule b when t.passed and many > 1 then is_so(n: many + many)\n"
                     "  rule c when member and many is 0 then none\n"
                     "  otherwise d then is_so(n: many) }\n");
    expect_decided(given, "it", "is_so(n: 4) by b\nnone by c\nis_so(n: 1) by a");
    record_is(given, PLAN_RECORD);
    expect_decided(given, "it", "is_so(n: 4) by b\nnone by c\nis_so(n: 1) by a");
}

static void lets_may_be_filters_conditions_places_and_outcomes(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given,
              "outcome Value { is_so(n: integer) none }\n"
              "decide base: Value for each t in tries { rule a when t.passed then\n"
              "  is_so(n: t.points) otherwise b then none }\n"
              "decide it: Value for each t in tries {\n"
              "  let better = tries as u where u.points > t.points\n"
              "  let passed = better as u where u.passed\n"
              "  let some   = any passed as u where u.points > 10\n"
              "  let due    = t.due\n"
              "  let before = base of t\n"
              "  rule a when some and before is is_so then is_so(n: before.n + count better)\n"
              "  rule b when due is present and due > t.on then is_so(n: count passed)\n"
              "  otherwise c then none }\n");
    expect_decided(given, "it", "is_so(n: 12) by a\nis_so(n: 0) by b\nis_so(n: 0) by b");
}

static void facts_are_of_the_record_at_hand(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "define passed: [Try] = tries as t where t.passed\n"
                     "define best: integer = highest points of passed else 0\n"
                     "outcome Value { is_so(n: integer, m: integer) }\n"
                     "decide it: Value for each t in tries { otherwise a then\n"
                     "  is_so(n: best + count passed, m: max(best, t.points)) }\n");
    expect_decided(given, "it",
                   "is_so(n: 22, m: 20) by a\nis_so(n: 22, m: 30) by a\nis_so(n: 22, m: 20) by a");
    char record[8192];
    snprintf(record, sizeof record, "%s", PLAN_RECORD);
    memcpy(strstr(record, "\"points\":20"), "\"points\":50", 11);
    record_is(given, record);
    expect_decided(given, "it",
                   "is_so(n: 52, m: 50) by a\nis_so(n: 52, m: 50) by a\nis_so(n: 52, m: 50) by a");
}

static void what_is_the_same_for_all_elements_is_computed_once_a_record(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide it: Answer for each t in tries {\n"
                     "  rule a when count (tries as u where u.passed) > 5 then yes\n"
                     "  otherwise b then no }\n");
    session_count_steps(given->session);
    record_is(given, PLAN_RECORD);
    union value result;
    const struct decision *decision = decision_named(given, "it");
    session_decide(given->session, decision, 0, &result);
    uint64_t first = session_steps(given->session);
    session_decide(given->session, decision, 1, &result);
    assert_int_equal(session_steps(given->session), first + 1); /* the comparison with five */
}

static void results_stay_until_the_next_record(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Value { is_so(n: integer, xs: [text]) }\n"
                     "decide it: Value for each t in tries { otherwise a then\n"
                     "  is_so(n: t.points + 1, xs: all name of t.parts) }\n");
    const struct decision *decision = decision_named(given, "it");
    union value results[3];
    for (uint32_t i = 0; i < 3; i++)
        assert_true(session_decide(given->session, decision, i, &results[i]));
    static const char *const expected[] = { "is_so(n: 11, xs: [p, q]) by a",
                                            "is_so(n: 31, xs: []) by a",
                                            "is_so(n: 21, xs: [r]) by a" };
    for (uint32_t i = 0; i < 3; i++) {
        char seen[200];
        write_result(seen, sizeof seen, decision, results[i]);
        assert_string_equal(seen, expected[i]);
    }
}

static void sessions_of_one_plan_do_not_meet(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "define late: bool = today > 2021-06-01\n"
                     "decide it: Answer { rule a when late and age > 3 then yes\n"
                     "  otherwise b then no }\n");
    struct session *here = given->session, *other = session_new(given->plan);
    const union value *row = here->slots[SLOT_INPUT].row;
    session_as_of(other, 1640995200000000); /* 2022-01-01 */
    session_begin(other, row);
    expect_decided(given, "it", "no by b");
    given->session = other;
    expect_decided(given, "it", "yes by a");
    given->session = here;
    session_begin(here, row);
    expect_decided(given, "it", "no by b");
    session_free(other);
}

static void a_policy_is_in_force_from_its_first_to_its_last_day(void **state)
{
    struct plan_fixture *given = *state;
    whole_policy_is(given,
                    "policy sample { timezone \"Asia/Seoul\"\n"
                    "  effective 2021-03-02 .. 2021-03-04 }\nuse \"types.pol\"\n"
                    "outcome Answer { yes no }\ndecide it: Answer { otherwise a then yes }\n");
    const struct policy *policy = given->program->policies[0];
    as_of(given, "2021-03-01T14:59:59Z");
    assert_false(session_in_force(given->session, policy));
    as_of(given, "2021-03-01T15:00:00Z");
    assert_true(session_in_force(given->session, policy));
    as_of(given, "2021-03-04T14:59:59Z");
    assert_true(session_in_force(given->session, policy));
    as_of(given, "2021-03-04T15:00:00Z");
    assert_false(session_in_force(given->session, policy));
}

static void each_policy_has_its_own_zone_and_rounding(void **state)
{
    struct plan_fixture *given = *state;
    const char *first =
        "policy one { timezone \"UTC\" rounding down }\nuse \"types.pol\"\n"
        "outcome Day { is_so(d: date, e: date) }\ndecide it: Day { otherwise a then\n"
        "  is_so(d: born + 1 year, e: date of (seen + 14 hours)) }\n";
    const char *second = "policy two { timezone \"America/New_York\" rounding up }\n"
                         "use \"types.pol\"\noutcome Day { is_so(d: date, e: date) }\n"
                         "decide it: Day { otherwise a then\n"
                         "  is_so(d: born + 1 year, e: date of (seen + 14 hours)) }\n";
    struct load_text texts[] = {
        { "one.pol", first, strlen(first) },
        { "two.pol", second, strlen(second) },
        { "types.pol", PLAN_TYPES, strlen(PLAN_TYPES) },
        { "rates.csv", PLAN_RATES, strlen(PLAN_RATES) },
        { "names.csv", PLAN_NAMES, strlen(PLAN_NAMES) },
    };
    const char *paths[] = { "one.pol", "two.pol" };
    given->load = load_files(paths, 2, (struct load_options){ .texts = texts, .text_count = 5 });
    given->program = check(given->load, (struct check_options){ 0 });
    assert_int_equal(given->load->diags.errors, 0);
    given->plan = compile(given->program, &given->arena);
    given->session = session_new(given->plan);
    given->reader = reader_new(given->program->input->shape, (struct reader_options){ false });
    as_of(given, "2021-03-01T12:00:00Z");
    record_is(given, PLAN_RECORD);
    static const char *const expected[] = { "is_so(d: 2001-02-28, e: 2021-03-02) by a",
                                            "is_so(d: 2001-03-01, e: 2021-03-01) by a" };
    for (int i = 0; i < 2; i++) {
        const struct decision *decision = given->program->policies[i]->decisions[0];
        union value result;
        char seen[200];
        assert_true(session_decide(given->session, decision, 0, &result));
        write_result(seen, sizeof seen, decision, result);
        assert_string_equal(seen, expected[i]);
    }
}

/* ---- many rules ---- */

static void rules_for_one_value_keep_their_order(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Which { r(n: integer) }\n"
                     "decide it: Which for each t in tries {\n"
                     "  rule a when t.level is low and t.points > 50 then r(n: 1)\n"
                     "  rule b when t.level is high and t.points > 50 then r(n: 2)\n"
                     "  rule c when t.level is low and t.passed then r(n: 3)\n"
                     "  rule d when t.level is low then r(n: 4)\n"
                     "  rule e when t.level is high and t.points > 29 then r(n: t.points)\n"
                     "  rule f when t.level is high then r(n: 6)\n"
                     "  otherwise g then r(n: 7) }\n");
    expect_decided(given, "it", "r(n: 3) by c\nr(n: 30) by e\nr(n: 7) by g");
}

static void rules_for_one_text_each_are_found(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "outcome Which { r(n: integer) }\n"
                     "decide it: Which for each t in tries {\n"
                     "  rule a when t.id is \"x\" then r(n: 1)\n"
                     "  rule b when t.id is \"a\" and t.points > 50 then r(n: 2)\n"
                     "  rule c when \"b\" is t.id then r(n: 3)\n"
                     "  rule d when t.id is \"\" then r(n: 4)\n"
                     "  rule e when t.id is \"a\" then r(n: 5)\n"
                     "  rule f when t.points is 20 then r(n: 6)\n"
                     "  otherwise g then r(n: 7) }\n");
    expect_decided(given, "it", "r(n: 5) by e\nr(n: 3) by c\nr(n: 6) by f");
}

static void the_first_bound_that_is_exceeded_decides(void **state)
{
    struct plan_fixture *given = *state;
    static const char *const signs[] = { ">", ">=", "<", "<=" };
    static const int bounds[] = { 90, 30, 70, 20, 20, 10, 5, 100 };
    for (int sign = 0; sign < 4; sign++) {
        char body[4096] = "decide it: Answer for each t in tries {\n", expected[200] = "";
        for (int i = 0; i < 8; i++)
            snprintf(body + strlen(body), 200, "rule r%d when t.points %s %d then yes\n", i,
                     signs[sign], bounds[i]);
        strcat(body, "otherwise z then no }\n");
        static const int points[] = { 10, 30, 20 };
        for (int k = 0; k < 3; k++) {
            int found = 8;
            for (int i = 7; i >= 0; i--) {
                int p = points[k], b = bounds[i];
                if (sign == 0 ? p > b : sign == 1 ? p >= b : sign == 2 ? p < b : p <= b)
                    found = i;
            }
            snprintf(expected + strlen(expected), 100, k ? "\n%s by %c%.0d" : "%s by %c%.0d",
                     found < 8 ? "yes" : "no", found < 8 ? 'r' : 'z', found < 8 ? found : 0);
            if (found == 0)
                strcat(expected, "0");
        }
        policy_is(given, body);
        expect_decided(given, "it", expected);
    }
}

static void many_rules_cost_no_more_steps_than_few(void **state)
{
    struct plan_fixture *given = *state;
    uint64_t steps[2];
    for (int round = 0; round < 2; round++) {
        static char body[1 << 18];
        strcpy(body, "decide it: Answer {\n");
        for (int i = 0; i < (round ? 2000 : 8); i++)
            snprintf(body + strlen(body), 200, "rule r%d when level is %s and age > %d then yes\n",
                     i, i % 2 ? "middle" : "low", 100 + i % 40);
        strcat(body, "otherwise z then no }\n");
        policy_is(given, body);
        session_count_steps(given->session);
        record_is(given, PLAN_RECORD);
        expect_decided(given, "it", "no by z");
        steps[round] = session_steps(given->session);
    }
    assert_true(steps[1] <= steps[0] + 2);
}

/* ---- depth ---- */

static void a_chain_of_five_thousand_facts_is_followed(void **state)
{
    struct plan_fixture *given = *state;
    static char body[1 << 19];
    size_t length = (size_t)sprintf(body, "define f0: integer = age\n");
    for (int i = 1; i < 5000; i++)
        length += (size_t)sprintf(body + length, "define f%d: integer = max(f%d, age - %d, 3)\n", i,
                                  i - 1, i % 50);
    strcpy(body + length, "outcome V { is_so(n: integer) }\n"
                          "decide it: V { otherwise a then is_so(n: f4999) }\n");
    policy_is(given, body);
    expect_decided(given, "it", "is_so(n: 40) by a");
}

static void a_chain_of_five_thousand_lets_is_followed(void **state)
{
    struct plan_fixture *given = *state;
    static char body[1 << 19];
    size_t length =
        (size_t)sprintf(body, "outcome V { is_so(n: integer) none }\n"
                              "decide it: V for each t in tries {\nlet l0 = t.points\n");
    for (int i = 1; i < 5000; i++)
        length +=
            (size_t)sprintf(body + length, "let l%d = max(l%d, age - %d)\n", i, i - 1, 20 + i % 10);
    strcpy(body + length, "rule a when t.points > 10 and l4999 > 20 then is_so(n: l4999)\n"
                          "otherwise b then is_so(n: l4000) }\n");
    policy_is(given, body);
    expect_decided(given, "it", "is_so(n: 20) by b\nis_so(n: 30) by a\nis_so(n: 20) by b");
}

static void a_chain_of_a_thousand_decisions_is_followed(void **state)
{
    struct plan_fixture *given = *state;
    static char body[1 << 19];
    size_t length = (size_t)sprintf(body, "decide d0: Answer for each t in tries {\n"
                                          "rule a when t.passed then yes otherwise b then no }\n");
    for (int i = 1; i < 1000; i++)
        length += (size_t)sprintf(body + length,
                                  "decide d%d: Answer for each t in tries {\n"
                                  "rule a when d%d of t is yes then no otherwise b then yes }\n",
                                  i, i - 1);
    policy_is(given, body);
    expect_decided(given, "d999", "no by a\nyes by b\nno by a");
}

static void a_plan_can_be_listed(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide it: Answer { rule a when age > 3 then yes otherwise b then no }\n");
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    plan_dump(given->plan, out);
    fclose(out);
    assert_non_null(strstr(text, "it:\n"));
    assert_non_null(strstr(text, "JUMP_LESS_EQUAL_INTEGER 2."));
    assert_non_null(strstr(text, "RESULT"));
    free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_begin, plan_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_first_rule_that_applies_decides),
        TEST(every_rule_that_applies_adds_an_outcome_in_order),
        TEST(more_outcomes_than_four_are_kept_in_order),
        TEST(a_filter_leaves_elements_out),
        TEST(decisions_use_decisions_whatever_is_asked_first),
        TEST(what_an_all_decision_gave_is_a_list),
        TEST(an_element_is_decided_once),
        TEST(steps_are_not_counted_unless_asked_for),
        TEST(a_let_is_not_computed_where_a_rule_above_decides),
        TEST(a_let_that_some_rules_need_is_computed_once),
        TEST(lets_may_be_filters_conditions_places_and_outcomes),
        TEST(facts_are_of_the_record_at_hand),
        TEST(what_is_the_same_for_all_elements_is_computed_once_a_record),
        TEST(results_stay_until_the_next_record),
        TEST(sessions_of_one_plan_do_not_meet),
        TEST(a_policy_is_in_force_from_its_first_to_its_last_day),
        TEST(each_policy_has_its_own_zone_and_rounding),
        TEST(rules_for_one_value_keep_their_order),
        TEST(rules_for_one_text_each_are_found),
        TEST(the_first_bound_that_is_exceeded_decides),
        TEST(many_rules_cost_no_more_steps_than_few),
        TEST(a_chain_of_five_thousand_facts_is_followed),
        TEST(a_chain_of_five_thousand_lets_is_followed),
        TEST(a_chain_of_a_thousand_decisions_is_followed),
        TEST(a_plan_can_be_listed),
    };
    return RUN_PLAN_TESTS(tests);
}
