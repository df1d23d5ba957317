/* test_cell.c - one plain value from its text, and what is said where it is none. */
#include "interp/data/cell.h"

#include "tests/unit/padded_text.h"

#include "interp/value/calendar.h"

static struct arena arena;

static const struct text levels[] = { { "associate", 9 }, { "expert", 6 }, { "role-based", 10 } };

static struct shape_field field_of(enum shape_kind kind)
{
    struct shape_field field = { .name = "amount", .name_length = 6, .kind = kind };
    field.low.integer = -1000;
    field.high.integer = 400;
    if (kind == SHAPE_DECIMAL) {
        field.low.decimal = -1000000000;
        field.high.decimal = 400000000;
    }
    if (kind == SHAPE_DATE || kind == SHAPE_INSTANT) {
        int64_t scale = kind == SHAPE_DATE ? 1 : DAY_MICROSECONDS;
        field.low.integer = 7305 * scale;   /* 1990-01-01 */
        field.high.integer = 66108 * scale; /* 2150-12-31 */
    }
    field.members = levels;
    field.member_count = 3;
    return field;
}

static void complains(enum shape_kind kind, const char *text, const char *complaint)
{
    struct shape_field field = field_of(kind);
    union value value;
    const char *said = cell_decode(&field, text_of(text), &value, &arena);
    assert_non_null(said);
    assert_string_equal(said, complaint);
}

static union value decoded(enum shape_kind kind, const char *text)
{
    struct shape_field field = field_of(kind);
    union value value = { 0 };
    const char *said = cell_decode(&field, text_of(text), &value, &arena);
    if (said)
        fail_msg("%s: %s", text, said);
    return value;
}

static void a_text_borrows_its_bytes(void **state)
{
    (void)state;
    struct shape_field field = field_of(SHAPE_TEXT);
    struct text text = text_of("as it is");
    union value value;
    assert_null(cell_decode(&field, text, &value, &arena));
    assert_ptr_equal(value.text.at, text.at);
    assert_int_equal(value.text.length, 8);
}

static void an_empty_text_is_not_absent(void **state)
{
    (void)state;
    struct shape_field field = field_of(SHAPE_TEXT);
    union value value;
    assert_null(cell_decode(&field, (struct text){ 0 }, &value, &arena));
    assert_non_null(value.text.at);
    assert_int_equal(value.text.length, 0);
}

static void a_whole_number_may_be_written_with_fraction_and_exponent(void **state)
{
    (void)state;
    assert_int_equal(decoded(SHAPE_INTEGER, "-12").integer, -12);
    assert_int_equal(decoded(SHAPE_INTEGER, "1.0").integer, 1);
    assert_int_equal(decoded(SHAPE_INTEGER, "4e2").integer, 400);
    complains(SHAPE_INTEGER, "1.5", "1.5 is not a whole number");
    complains(SHAPE_INTEGER, "ten", "ten is not a whole number, or too large a one");
}

static void a_number_outside_its_range_is_told_the_bound_and_the_field(void **state)
{
    (void)state;
    complains(SHAPE_INTEGER, "500", "500 is more than 400, the most that `amount` may be");
    complains(SHAPE_INTEGER, "-1001", "-1001 is less than -1000, the least that `amount` may be");
    complains(SHAPE_DECIMAL, "400.000001",
              "400.000001 is more than 400, the most that `amount` may be");
    complains(SHAPE_INTEGER, "9223372036854775807", "9223372036854775807 is too large a number");
    complains(SHAPE_INTEGER, "1e400", "1e400 is not a whole number, or too large a one");
}

static void an_element_has_no_name_to_be_called_by(void **state)
{
    (void)state;
    struct shape_field field = field_of(SHAPE_INTEGER);
    field.name = NULL;
    union value value;
    assert_string_equal(cell_decode(&field, text_of("401"), &value, &arena),
                        "401 is more than 400, the most that an element may be");
}

static void a_decimal_has_six_places(void **state)
{
    (void)state;
    assert_true(decoded(SHAPE_DECIMAL, "12.345678").decimal == 12345678);
    complains(SHAPE_DECIMAL, "0.1234567", "0.1234567 is not a number with at most 6 places");
}

static void a_date_must_exist(void **state)
{
    (void)state;
    assert_int_equal(decoded(SHAPE_DATE, "2020-02-29").integer, 18321);
    complains(SHAPE_DATE, "2021-02-30", "2021-02-30 is not a date");
    complains(SHAPE_DATE, "1989-12-31",
              "1989-12-31 is earlier than 1990-01-01, the earliest that `amount` may be");
    complains(SHAPE_DATE, "2151-01-01",
              "2151-01-01 is later than 2150-12-31, the latest that `amount` may be");
}

static void a_period_or_duration_is_at_most_500_years(void **state)
{
    (void)state;
    assert_int_equal(decoded(SHAPE_PERIOD, "P500Y").period.months, 6000);
    complains(SHAPE_PERIOD, "P500Y1M", "P500Y1M is longer than 500 years");
    complains(SHAPE_PERIOD, "-P182622D", "-P182622D is longer than 500 years");
    assert_int_equal(decoded(SHAPE_DURATION, "PT4382904H").integer, SPAN_MICROSECONDS_MAX);
    complains(SHAPE_DURATION, "PT4382904H0.000001S",
              "PT4382904H0.000001S is longer than 500 years");
}

static void an_instant_period_and_duration_show_what_they_look_like(void **state)
{
    (void)state;
    assert_int_equal(decoded(SHAPE_INSTANT, "2020-01-01T00:00:00Z").integer, 1577836800000000);
    assert_int_equal(decoded(SHAPE_PERIOD, "P6M").period.months, 6);
    assert_int_equal(decoded(SHAPE_DURATION, "PT24H").integer, DAY_MICROSECONDS);
    complains(SHAPE_INSTANT, "2020-01-01",
              "2020-01-01 is not an instant; one looks like 2020-12-15T09:00:00Z");
    complains(SHAPE_PERIOD, "PT1H", "PT1H is not a period; one looks like P6M");
    complains(SHAPE_DURATION, "P1D", "P1D is not a duration; one looks like PT24H");
}

static void a_member_goes_by_its_spelling(void **state)
{
    (void)state;
    assert_int_equal(decoded(SHAPE_ENUM, "role-based").integer, 2);
    complains(SHAPE_ENUM, "role_based",
              "role_based is not one of associate, expert, role-based; "
              "did you mean role-based?");
    complains(SHAPE_ENUM, "nothing like it",
              "\"nothing like it\" is not one of associate, expert, role-based");
    complains(SHAPE_ENUM, "Expert",
              "Expert is not one of associate, expert, role-based; did you mean expert?");
}

static void a_flag_is_true_false_yes_or_no(void **state)
{
    (void)state;
    assert_int_equal(decoded(SHAPE_BOOL, "true").integer, 1);
    assert_int_equal(decoded(SHAPE_BOOL, "yes").integer, 1);
    assert_int_equal(decoded(SHAPE_BOOL, "false").integer, 0);
    assert_int_equal(decoded(SHAPE_BOOL, "no").integer, 0);
    complains(SHAPE_BOOL, "1", "1 is none of true, false, yes, no");
}

static void what_does_not_print_is_escaped_and_what_is_long_is_cut(void **state)
{
    (void)state;
    complains(SHAPE_BOOL, "a\tb\x7f", "\"a\\u{9}b\\u{7F}\" is none of true, false, yes, no");
    complains(SHAPE_BOOL, "\xff", "\"\\xFF\" is none of true, false, yes, no");
    complains(SHAPE_BOOL,
              "\xe2\x80\xae"
              "eurt",
              "\"\\u{202E}eurt\" is none of true, false, yes, no");
    complains(SHAPE_BOOL,
              "가나다라마바사아자차가나다라마바사아자차가나다라마바사아자차가나다라마바사아자차!",
              "\"가나다라마바사아자차가나다라마바사아자차가나다라마바사아자차가나다라마바사아자"
              "차…\" is none of true, false, yes, no");
}

static void lists_and_records_do_not_stand_in_cells(void **state)
{
    (void)state;
    complains(SHAPE_LIST, "x", "a list cannot stand in a cell");
    complains(SHAPE_RECORD, "x", "an object cannot stand in a cell");
}

static void absent_is_what_no_value_of_the_kind_is(void **state)
{
    (void)state;
    union value value;
    struct shape_field field = field_of(SHAPE_TEXT);
    cell_absent(&field, &value);
    assert_null(value.text.at);
    field = field_of(SHAPE_DECIMAL);
    cell_absent(&field, &value);
    assert_true(value.decimal == DECIMAL_ABSENT);
    field = field_of(SHAPE_PERIOD);
    cell_absent(&field, &value);
    assert_true(value.period.months == PERIOD_ABSENT);
    field = field_of(SHAPE_LIST);
    value.list.count = 7;
    cell_absent(&field, &value);
    assert_int_equal(value.list.count, 0);
    field = field_of(SHAPE_RECORD);
    cell_absent(&field, &value);
    assert_null(value.row);
    field = field_of(SHAPE_DATE);
    cell_absent(&field, &value);
    assert_true(value.integer == INTEGER_ABSENT);
}

static int release(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_borrows_its_bytes),
        cmocka_unit_test(an_empty_text_is_not_absent),
        cmocka_unit_test(a_whole_number_may_be_written_with_fraction_and_exponent),
        cmocka_unit_test(a_number_outside_its_range_is_told_the_bound_and_the_field),
        cmocka_unit_test(an_element_has_no_name_to_be_called_by),
        cmocka_unit_test(a_decimal_has_six_places),
        cmocka_unit_test(a_date_must_exist),
        cmocka_unit_test(a_period_or_duration_is_at_most_500_years),
        cmocka_unit_test(an_instant_period_and_duration_show_what_they_look_like),
        cmocka_unit_test(a_member_goes_by_its_spelling),
        cmocka_unit_test(a_flag_is_true_false_yes_or_no),
        cmocka_unit_test(what_does_not_print_is_escaped_and_what_is_long_is_cut),
        cmocka_unit_test(lists_and_records_do_not_stand_in_cells),
        cmocka_unit_test(absent_is_what_no_value_of_the_kind_is),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
