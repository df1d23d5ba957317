/* Expressions: what may stand where, and what is said of what may not. */
#include "policy_fixture.h"

static void a_name_has_one_meaning(void **state)
{
    (void)state;
    expect_condition("age > 3", "");
    expect_condition("agee > 3", "4:1 nothing here is called `agee` [unknown-name] | did you mean "
                                 "`age`?\n");
    expect_condition("any tries where level is expert",
                     "4:17 `level` is both a field of the list's element and a field of the record "
                     "[two-meanings] | name the element, as in `xs as t where t.level …`\n");
    expect_condition("any tries as t where t.level is expert and t.points < age", "");
    expect_condition("Level is expert",
                     "4:1 `Level` is an enumeration, not a value [not-a-value]\n");
}

static void fields_are_reached_through_what_is_there(void **state)
{
    (void)state;
    expect_condition("work.city is \"Ulm\"", "");
    expect_condition("work.town is \"Ulm\"", "4:6 Home has no field `town` [unknown-field]\n");
    expect_condition("home.city is \"Ulm\"", "4:1 `home` may be absent here [may-be-absent] | ask "
                                             "`home is present and …` first, or add `else`\n");
    expect_condition("home is present and home.city is \"Ulm\"", "");
    expect_condition("age.years > 3", "4:5 `age` is integer, which has no fields [no-fields]\n");
}

static void presence_follows_the_flow_of_conditions(void **state)
{
    (void)state;
    expect_condition("left is present and left > born", "");
    expect_condition("left is absent or left > born", "");
    expect_condition("not (left is absent) and left > born", "");
    expect_condition("not (left is absent or left > born) and left is born", "");
    expect_condition("(left is present or member) and left > born",
                     "4:33 `left` may be absent here [may-be-absent] | ask `left is present and …` "
                     "first, or add `else`\n");
    expect_condition("left > born", "4:1 `left` may be absent here [may-be-absent] | ask `left is "
                                    "present and …` first, or add `else`\n");
    expect_condition("(left else born) > born", "");
    expect_condition("(left is present and member or left is present) and left > born", "");
}

static void below_a_rule_its_condition_was_false(void **state)
{
    (void)state;
    expect_fine("outcome Answer { yes no on(day: date) }\n"
                "decide it: Answer {\n"
                "  rule gone when left is absent then no\n"
                "  let end = left\n"
                "  rule then_left when end > born then on(day: left)\n"
                "  otherwise rest then on(day: end) }\n");
    expect_complaints(
        "outcome Answer { yes no on(day: date) }\n"
        "decide all it: Answer {\n"
        "  rule gone when left is absent then no\n"
        "  rule later when left > born then yes }\n",
        "4:19 `left` may be absent here [may-be-absent] | ask `left is present and …` "
        "first, or add `else`\n");
}

static void a_let_of_a_condition_opens_nothing(void **state)
{
    (void)state;
    expect_complaints(
        "outcome Answer { yes no }\n"
        "decide it: Answer {\n"
        "  let known = left is present\n"
        "  rule a when known and left > born then yes\n"
        "  otherwise b then no }\n",
        "4:25 `left` may be absent here [may-be-absent] | ask `left is present and …` "
        "first, or add `else`\n");
}

static void a_let_that_is_a_place_is_another_name_of_it(void **state)
{
    (void)state;
    expect_fine("outcome Answer { yes no }\n"
                "decide it: Answer {\n"
                "  let end = left\n"
                "  rule a when end is present and left > born then yes\n"
                "  rule b when left is present and end > born then yes\n"
                "  otherwise c then no }\n");
}

static void a_known_element_makes_latest_be_there(void **state)
{
    (void)state;
    expect_condition(
        "latest ended of tries > seen",
        "4:1 `latest ended of tries` may be absent here [may-be-absent] | it is absent "
        "for an empty list: ask `count tries >= 1` first, or add `else`\n");
    expect_condition("count tries >= 1 and latest ended of tries > seen", "");
    expect_condition("count tries > 0 and latest ended of tries > seen", "");
    expect_condition("count tries is 0 or latest ended of tries > seen", "");
    expect_condition("any tries where passed and member",
                     "4:28 this part of the filter says nothing about its element "
                     "[not-about-element] | put it outside the filter, or name the element: `xs as "
                     "t where t.…`\n");
    expect_condition("(any tries where passed) and latest ended of tries > seen", "");
    expect_condition(
        "count (tries where passed) >= 1 and latest ended of (tries where passed) > "
        "seen",
        "4:37 `latest ended of (tries where passed)` may be absent here [may-be-absent] "
        "| it is absent for an empty list: ask `count … >= 1` first, or add `else`\n");
}

static void a_filter_tells_what_its_elements_have(void **state)
{
    (void)state;
    expect_condition("any tries where due is present and due > born", "");
    expect_condition("any (tries where due is present) where due > born", "");
    expect_condition("(latest due of (tries where due is present) else born) > born", "");
    expect_condition(
        "(latest due of tries else born) > born",
        "4:9 `due` may be absent in some elements [may-be-absent] | filter first: `… of "
        "(xs where due is present)`\n");
}

static void only_like_is_compared_with_like(void **state)
{
    (void)state;
    expect_condition("age is weight", "");
    expect_condition("age < 3.5", "");
    expect_condition("born is seen", "4:1 date and instant cannot be compared [wrong-comparison] | "
                                     "say `date of` the instant, or `start of` the day\n");
    expect_condition("id < \"b\"", "4:1 text has no order [no-order]\n");
    expect_condition("level >= associate", "");
    expect_condition(
        "any tries as t where t.colour is present and t.colour < red",
        "4:46 Colour has no order [no-order] | declare it `enum Colour ordered { … }`\n");
    expect_condition("level is \"expert\"",
                     "4:1 Level and text cannot be compared "
                     "[wrong-comparison] | name the member without quotes\n");
    expect_condition(
        "level is exprt",
        "4:10 Level has no member `exprt` [unknown-member] | did you mean `expert`?\n");
    expect_condition(
        "tries is tries",
        "4:1 [Try] and [Try] cannot be compared [wrong-comparison] | ask `count`, `any "
        "… where` or `every … has`\n");
}

static void the_clock_is_compared_and_never_stored(void **state)
{
    (void)state;
    expect_condition("today > born + 6 months", "");
    expect_condition("today - 6 months > born", "");
    expect_condition("now >= start of (born + 1 day)", "");
    expect_condition("born in today - 1 year .. today", "");
    expect_condition("days from born to today > 30", "");
    expect_condition("today > today",
                     "4:1 both sides move with the clock; this comparison says nothing about the "
                     "record [clock-both-sides]\n");
    expect_condition("min(today, born) > born",
                     "4:5 `today` moves with the clock and can only be compared [clock-stored] | "
                     "compare it where it stands, as in `today > cert.expires`\n");
    expect_complaints("outcome Answer { yes(on: date) }\n"
                      "decide it: Answer { let t = today\n otherwise a then yes(on: today) }\n",
                      "2:29 `today` moves with the clock and can only be compared [clock-stored] | "
                      "compare it where it stands, as in `today > cert.expires`\n"
                      "3:27 `today` moves with the clock and can only be compared [clock-stored] | "
                      "compare it where it stands, as in `today > cert.expires`\n");
}

static void days_and_instants_are_added_to_as_their_kind_allows(void **state)
{
    (void)state;
    expect_condition(
        "born + 24 hours > born",
        "4:1 date and duration cannot be added [wrong-arithmetic] | a day has no hours: "
        "say `start of … + 24 hours`, or add days\n");
    expect_condition("born - born > 3", "4:1 date and date cannot be taken from each other "
                                        "[wrong-arithmetic] | say `days from … to …`\n");
    expect_condition("born + 5 > born", "4:1 date and integer cannot be added [wrong-arithmetic] | "
                                        "say the unit: `… + 5 days`\n");
    expect_condition("seen + 24 hours > seen and seen + 1 month > seen", "");
    expect_condition("6 months + born > born", "");
    expect_condition("born + 2 weeks > born",
                     "4:10 `weeks` is no unit of time [unknown-unit] | say "
                     "it in days: a week is 7 days\n");
}

static void one_factor_of_a_product_is_fixed(void **state)
{
    (void)state;
    expect_condition("age * 3 > 100", "");
    expect_condition("3 * age > 100", "");
    expect_condition(
        "age * age > 100",
        "4:1 both factors change from record to record [no-fixed-factor] | one of them "
        "must be a number, a parameter or a table's cell\n");
    expect_condition("born + 2 * 3 years > born", "");
}

static void decisions_use_decisions_of_elements(void **state)
{
    (void)state;
    const char *common = "outcome State { open(until: date) shut late(until: date) never }\n"
                         "decide state: State for each t in tries {\n"
                         "  rule a when t.passed then open(until: t.on)\n"
                         "  rule b when t.points > 5 then late(until: t.on)\n"
                         "  otherwise c then shut }\n";
    char body[2048];
    snprintf(body, sizeof body,
             "%soutcome Sum { yes(day: date) no }\n"
             "decide total: Sum for each u in tries {\n"
             "  let s = state of u\n"
             "  rule a when s is shut then no\n"
             "  otherwise b then yes(day: s.until) }\n",
             common);
    expect_fine(body);
    snprintf(body, sizeof body,
             "%soutcome Sum { yes(day: date) no }\n"
             "decide total: Sum for each u in tries {\n"
             "  let s = state of u\n"
             "  rule a when s is opn then no\n"
             "  otherwise b then yes(day: s.until) }\n",
             common);
    expect_complaints(
        body, "9:20 State has no case `opn` [unknown-case] | did you mean `open`?\n"
              "10:31 `s` may be `shut` here, which has no `until` [not-in-every-case] | ask "
              "first: `s is …`\n");
}

static void where_no_case_is_left_nothing_is_reached(void **state)
{
    (void)state;
    expect_complaints(
        "outcome State { open(until: date) shut }\n"
        "decide state: State for each t in tries {\n"
        "  rule a when t.passed then open(until: t.on)\n"
        "  otherwise c then shut }\n"
        "outcome Sum { yes(day: date) no }\n"
        "decide total: Sum for each u in tries {\n"
        "  let s = state of u\n"
        "  rule a when s is shut then no\n"
        "  rule b when s is open then yes(day: s.until)\n"
        "  otherwise c then yes(day: s.until) }\n",
        "10:31 `s` can be no case any more here: all are decided above [no-case-left] "
        "| nothing reaches this: leave it out, or leave a case to it\n");
}

static void a_decision_gives_what_its_outcome_declares(void **state)
{
    (void)state;
    expect_complaints(
        "outcome Answer { yes(day: date) no }\n"
        "decide it: Answer {\n"
        "  rule a when member then yes\n"
        "  rule b when age > 3 then yes(dya: born)\n"
        "  rule c when age > 4 then yes(day: seen)\n"
        "  rule d when age > 5 then maybe\n"
        "  otherwise e then no(day: born) }\n",
        "3:27 `yes` also needs `day` [missing-field] | add `day: …`, date\n"
        "4:28 `yes` also needs `day` [missing-field] | add `day: …`, date\n"
        "4:32 `yes` has no `dya` [unknown-field] | did you mean `day`?\n"
        "5:37 this is instant, but date is needed [wrong-type] | say `date of …`\n"
        "6:28 Answer has no case `maybe` [unknown-case] | add it there, or give one of "
        "its cases\n"
        "7:23 `no` has no `day` [unknown-field]\n");
}

static void a_decision_of_the_first_rule_ends_with_otherwise(void **state)
{
    (void)state;
    expect_complaints("outcome Answer { yes no }\n"
                      "decide it: Answer { rule a when member then yes }\n",
                      "2:8 `it` decides nothing where no rule applies [no-otherwise] | end it with "
                      "`otherwise NAME then …`\n");
    expect_complaints("outcome Answer { yes no }\n"
                      "decide it: Answer { otherwise a then yes rule b when member then no }\n",
                      "2:42 nothing below `otherwise` is ever reached [after-otherwise] | put it "
                      "above `otherwise a`\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_one_meaning),
        cmocka_unit_test(fields_are_reached_through_what_is_there),
        cmocka_unit_test(presence_follows_the_flow_of_conditions),
        cmocka_unit_test(below_a_rule_its_condition_was_false),
        cmocka_unit_test(a_let_of_a_condition_opens_nothing),
        cmocka_unit_test(a_let_that_is_a_place_is_another_name_of_it),
        cmocka_unit_test(a_known_element_makes_latest_be_there),
        cmocka_unit_test(a_filter_tells_what_its_elements_have),
        cmocka_unit_test(only_like_is_compared_with_like),
        cmocka_unit_test(the_clock_is_compared_and_never_stored),
        cmocka_unit_test(days_and_instants_are_added_to_as_their_kind_allows),
        cmocka_unit_test(one_factor_of_a_product_is_fixed),
        cmocka_unit_test(decisions_use_decisions_of_elements),
        cmocka_unit_test(where_no_case_is_left_nothing_is_reached),
        cmocka_unit_test(a_decision_gives_what_its_outcome_declares),
        cmocka_unit_test(a_decision_of_the_first_rule_ends_with_otherwise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
