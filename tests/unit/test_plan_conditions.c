/* test_plan_conditions.c - which conditions hold, type by type and at the edges. */
#include "tests/unit/plan_fixture.h"

static void numbers_are_ordered(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "age < 41");
    expect_false(given, "age < 40");
    expect_true(given, "age <= 40");
    expect_false(given, "age <= 39");
    expect_true(given, "age > 39");
    expect_false(given, "age > 40");
    expect_true(given, "age >= 40");
    expect_false(given, "age >= 41");
}

static void decimals_are_ordered(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "weight < 12.500001");
    expect_false(given, "weight < 12.5");
    expect_true(given, "weight <= 12.5");
    expect_true(given, "weight > 12.499999");
    expect_true(given, "weight >= 12.5");
    expect_true(given, "weight < age");
    expect_true(given, "weight is 12.50");
    expect_false(given, "weight is not 12.5");
}

static void dates_instants_and_durations_are_ordered(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "born < 2000-03-01");
    expect_false(given, "born < 2000-02-29");
    expect_true(given, "seen >= 2021-03-01T10:30:00Z");
    expect_false(given, "seen > 2021-03-01T10:30:00Z");
    expect_true(given, "age * 1 hour > 39 hours");
    expect_false(given, "age * 1 hour > 40 hours");
}

static void an_ordered_enumeration_is_ordered_as_declared(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "level > low");
    expect_true(given, "level < high");
    expect_false(given, "level > middle");
    expect_true(given, "level >= middle");
}

static void texts_are_equal_byte_for_byte(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "id is \"H-1\"");
    expect_false(given, "id is \"H-2\"");
    expect_false(given, "id is \"H-\"");
    expect_false(given, "id is \"H-1 \"");
    expect_true(given, "id is not \"\"");
    expect_true(given, "work.city is \"Seoul\"");
}

static void long_texts_differ_in_any_byte(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide it: Answer { rule a when id is \"0123456789abcdef-0123\" then yes\n"
                     "  otherwise b then no }\n");
    static const char *const ids[] = { "0123456789abcdef-0123", "X123456789abcdef-0123",
                                       "01234567X9abcdef-0123", "0123456789abcdefX0123",
                                       "0123456789abcdef-012X", "0123456789abcdef-012" };
    for (int i = 0; i < 6; i++) {
        char record[8192];
        const char *rest = strchr(PLAN_RECORD, ',');
        snprintf(record, sizeof record, "{\"id\":\"%s\"%s", ids[i], rest);
        record_is(given, record);
        expect_decided(given, "it", i == 0 ? "yes by a" : "no by b");
    }
}

static void a_range_includes_both_ends(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "age in 40 .. 41");
    expect_true(given, "age in 39 .. 40");
    expect_false(given, "age in 41 .. 50");
    expect_false(given, "age in 1 .. 39");
    expect_true(given, "born in 2000-02-29 .. 2000-02-29");
    expect_true(given, "weight in 12.5 .. 13.0");
    expect_true(given, "weight in 12.0 .. 12.5");
    expect_false(given, "weight in 12.51 .. 13.0");
}

static void a_half_open_range_leaves_out_its_end(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "age in 40 ..< 41");
    expect_false(given, "age in 39 ..< 40");
    expect_true(given, "weight in 12.5 ..< 12.6");
    expect_false(given, "weight in 12.0 ..< 12.5");
}

static void a_range_that_ends_before_it_begins_is_empty(void **state)
{
    struct plan_fixture *given = *state;
    expect_false(given, "age in 41 .. 39");
    expect_false(given, "age in 40 ..< 40");
    expect_false(given, "born in (born + 1 day) .. born - 1 day");
}

static void presence_is_told_for_every_type(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "name is present");
    expect_false(given, "name is absent");
    expect_true(given, "left is absent");
    expect_true(given, "gone is absent");
    expect_true(given, "colour is present");
    expect_true(given, "work.floor is absent");
    expect_true(given, "ratio is absent");
    expect_true(given, "home is absent");
}

static void what_is_guarded_is_read_only_where_it_is_there(void **state)
{
    struct plan_fixture *given = *state;
    expect_false(given, "home is present and home.city is \"Seoul\"");
    expect_true(given, "home is absent or home.city is \"Seoul\"");
    expect_false(given, "home is present and (home.floor else 3) + 1 > 2");
    expect_false(given, "home is present and folded(home.city) is \"seoul\"");
    expect_false(given, "left is present and left + 1 month > born");
    expect_false(given, "any tries as t where t.points > 99 or (home is present and "
                        "(folded(home.city) is t.id or (home.floor else 3) > t.points))");
}

static void and_or_not_are_as_in_logic(void **state)
{
    struct plan_fixture *given = *state;
    static const char *const sides[] = { "age < 0 + 1", "age > 1" };
    for (int a = 0; a < 2; a++) {
        for (int b = 0; b < 2; b++) {
            char text[200];
            snprintf(text, sizeof text, "%s and %s", sides[a], sides[b]);
            expect_condition(given, text, a && b);
            snprintf(text, sizeof text, "%s or %s", sides[a], sides[b]);
            expect_condition(given, text, a || b);
            snprintf(text, sizeof text, "not (%s or not (%s)) or member and %s", sides[a], sides[b],
                     sides[a]);
            expect_condition(given, text, (!a && b) || a);
        }
    }
}

static void membership_in_few_constants_is_told(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "level in [low, middle]");
    expect_false(given, "level in [low, high]");
    expect_true(given, "id in [\"a\", \"H-1\"]");
    expect_false(given, "id in [\"a\", \"b\"]");
    expect_true(given, "age in [1, 40]");
    expect_false(given, "age in [-1, 100]");
}

static void membership_in_many_constants_is_told(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "age in [100, 200, 300, 40, 500, 600, 700]");
    expect_false(given, "age in [100, 200, 300, 41, 500, 600, 700]");
    expect_true(given, "id in [\"a\", \"b\", \"c\", \"d\", \"e\", \"H-1\"]");
    expect_false(given, "id in [\"a\", \"b\", \"c\", \"d\", \"e\", \"H-\"]");
    expect_true(given, "weight in [1.5, 2.5, 3.5, 4.5, 5.5, 12.5]");
    expect_false(given, "weight in [1.5, 2.5, 3.5, 4.5, 5.5, 12.6]");
}

static void membership_in_computed_items_is_told(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "age in [count tries, count tries + 37]");
    expect_false(given, "age in [count tries, count tries + 38]");
    expect_true(given, "age in [count tries, 1, 2, 3, 4, 5, count tries + 37]");
    expect_false(given, "age in [count tries, 1, 2, 3, 4, 5, count tries + 38]");
}

static void membership_in_lists_of_the_record_and_of_tables_is_told(void **state)
{
    struct plan_fixture *given = *state;
    expect_true(given, "\"y\" in labels");
    expect_false(given, "\"z\" in labels");
    expect_true(given, "\"c\" in all id of tries");
    expect_false(given, "\"c\" in all id of (tries as t where t.points < 20)");
    expect_true(given, "id in all id of names");
    expect_true(given, "\"b\" in all id of (names as n where n.rank > 1)");
    expect_false(given, "\"a\" in all id of (names as n where n.rank > 1)");
    expect_false(given, "age in all points of others");
}

static void the_clock_decides(void **state)
{
    struct plan_fixture *given = *state;
    policy_is(given, "decide it: Answer {\n"
                     "  rule a when today - 6 months >= date of seen and now > seen + 10 days\n"
                     "    then yes\n  otherwise b then no }\n");
    expect_decided(given, "it", "no by b");
    as_of(given, "2021-08-31T23:59:59Z");
    record_is(given, PLAN_RECORD);
    expect_decided(given, "it", "no by b"); /* 31 August less six months is 28 February */
    as_of(given, "2021-09-01T00:00:00Z");
    record_is(given, PLAN_RECORD);
    expect_decided(given, "it", "yes by a");
}

static void today_is_the_zone_s_day(void **state)
{
    struct plan_fixture *given = *state;
    whole_policy_is(given, "policy sample { timezone \"Asia/Seoul\" }\nuse \"types.pol\"\n"
                           "outcome Answer { yes no }\n"
                           "decide it: Answer { rule a when today >= 2021-03-02 then yes\n"
                           "  otherwise b then no }\n");
    as_of(given, "2021-03-01T14:59:59Z");
    record_is(given, PLAN_RECORD);
    expect_decided(given, "it", "no by b");
    as_of(given, "2021-03-01T15:00:00Z");
    record_is(given, PLAN_RECORD);
    expect_decided(given, "it", "yes by a");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, plan_begin, plan_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(numbers_are_ordered),
        TEST(decimals_are_ordered),
        TEST(dates_instants_and_durations_are_ordered),
        TEST(an_ordered_enumeration_is_ordered_as_declared),
        TEST(texts_are_equal_byte_for_byte),
        TEST(long_texts_differ_in_any_byte),
        TEST(a_range_includes_both_ends),
        TEST(a_half_open_range_leaves_out_its_end),
        TEST(a_range_that_ends_before_it_begins_is_empty),
        TEST(presence_is_told_for_every_type),
        TEST(what_is_guarded_is_read_only_where_it_is_there),
        TEST(and_or_not_are_as_in_logic),
        TEST(membership_in_few_constants_is_told),
        TEST(membership_in_many_constants_is_told),
        TEST(membership_in_computed_items_is_told),
        TEST(membership_in_lists_of_the_record_and_of_tables_is_told),
        TEST(the_clock_decides),
        TEST(today_is_the_zone_s_day),
    };
    return RUN_PLAN_TESTS(tests);
}
