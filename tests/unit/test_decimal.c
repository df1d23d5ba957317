/* test_decimal.c - exact decimal numbers read and written. */
#include "interp/value/decimal.h"

#include <time.h>

#include "tests/unit/suite_rows.h"

static int128 decimal_of_text(const char *text, unsigned places)
{
    int128 number = DECIMAL_ABSENT;
    if (!decimal_parse(text_of(text), places, &number))
        fail_msg("%s is no number with %u places", text, places);
    return number;
}

static void expect_decimal(const char *text, unsigned places, const char *canonical)
{
    char out[DECIMAL_TEXT];
    int128 number = decimal_of_text(text, places);
    assert_int_equal(decimal_format(number, places, out), strlen(canonical));
    assert_string_equal(out, canonical);
}

static void expect_refusal(const char *text, unsigned places)
{
    int128 number;
    if (decimal_parse(text_of(text), places, &number))
        fail_msg("%s was accepted with %u places", text, places);
}

static void a_number_is_kept_times_ten_to_its_places(void **state)
{
    (void)state;
    assert_true(decimal_of_text("12.5", 1) == 125);
    assert_true(decimal_of_text("12.5", 6) == 12500000);
    assert_true(decimal_of_text("-12.5", 6) == -12500000);
    assert_true(decimal_of_text("0.000001", 6) == 1);
    assert_true(decimal_of_text("7", 0) == 7);
}

static void a_number_is_written_in_the_shortest_exact_form(void **state)
{
    (void)state;
    expect_decimal("-12.50", 6, "-12.5");
    expect_decimal("20.000000", 6, "20");
    expect_decimal("0.0", 6, "0");
    expect_decimal("-0.000", 6, "0");
    expect_decimal("-0", 0, "0");
    expect_decimal("0.000001", 6, "0.000001");
    expect_decimal("-0.05", 2, "-0.05");
    expect_decimal("100", 0, "100");
    expect_decimal("100", 2, "100");
}

static void an_exponent_moves_the_point(void **state)
{
    (void)state;
    expect_decimal("1e2", 0, "100");
    expect_decimal("1E+2", 0, "100");
    expect_decimal("1.50e1", 0, "15");
    expect_decimal("1.5e1", 6, "15");
    expect_decimal("15e-1", 1, "1.5");
    expect_decimal("1200e-2", 0, "12");
    expect_decimal("-0.0012e4", 0, "-12");
    expect_decimal("123.456e-3", 6, "0.123456");
    expect_decimal("1e0", 0, "1");
    expect_decimal("1e-0006", 6, "0.000001");
}

static void zero_is_zero_whatever_its_exponent(void **state)
{
    (void)state;
    expect_decimal("0e999999999", 6, "0");
    expect_decimal("0e-999999999999999999999999999999", 6, "0");
    expect_decimal("-0.000e99999999999999999999", 0, "0");
}

static void more_places_than_there_are_are_refused_unless_they_are_zero(void **state)
{
    (void)state;
    expect_decimal("1.50", 1, "1.5");
    expect_refusal("1.55", 1);
    expect_refusal("1.5", 0);
    expect_refusal("1e-7", 6);
    expect_refusal("1e-999999999999", 6);
    expect_decimal("10e-7", 6, "0.000001");
}

static void a_number_has_at_most_38_digits(void **state)
{
    (void)state;
    const char *most = "99999999999999999999999999999999999999";
    assert_int_equal(strlen(most), DECIMAL_DIGITS);
    expect_decimal(most, 0, most);
    assert_true(decimal_of_text(most, 0) == decimal_power(37) * 10 - 1);
    expect_decimal("-99999999999999999999999999999999.999999", 6,
                   "-99999999999999999999999999999999.999999");
    expect_decimal("0.00000000000000000000000000000000000001", 38,
                   "0.00000000000000000000000000000000000001");
    expect_decimal("1e37", 0, "10000000000000000000000000000000000000");
    expect_refusal("1e38", 0);
    expect_refusal("999999999999999999999999999999999999990", 0);
    expect_refusal(most, 1);
    expect_refusal("1e32", 6);
    expect_refusal("1e999999999999999999999999", 0);
}

static void what_json_does_not_call_a_number_is_refused(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "",      "-",    "+1",    ".5",  "5.", "01",  "-01",  "00",   "1e",  "1e+",
        "1e-",   "1e1.", "1.e1",  "e1",  "1 ", " 1",  "1,5",  "0x10", "NaN", "Infinity",
        "1.5.0", "--1",  "1e1e1", "1_0", "1-", "-.5", "1.-5", "1e--1"
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        int64_t number;
        expect_refusal(TEXTS[i], 6);
        if (integer_parse(text_of(TEXTS[i]), &number))
            fail_msg("%s was accepted", TEXTS[i]);
    }
    int128 number;
    assert_false(decimal_parse((struct text){ "1\0", 2 }, 0, &number));
}

static void powers_of_ten_are_exact(void **state)
{
    (void)state;
    int128 expected = 1;
    for (unsigned power = 0; power <= 38; power++) {
        assert_true(decimal_power(power) == expected);
        expected *= power < 38 ? 10 : 1;
    }
}

static void expect_integer(const char *text, int64_t expected)
{
    int64_t number = INTEGER_ABSENT;
    if (!integer_parse(text_of(text), &number))
        fail_msg("%s is no integer", text);
    assert_int_equal(number, expected);
}

static void an_integer_may_be_written_with_a_point_or_an_exponent(void **state)
{
    (void)state;
    expect_integer("0", 0);
    expect_integer("-0", 0);
    expect_integer("1.0", 1);
    expect_integer("1e3", 1000);
    expect_integer("-2.50e1", -25);
    expect_integer("123456789012345678", 123456789012345678);
    expect_integer("-123456789012345678", -123456789012345678);
    int64_t number;
    assert_false(integer_parse(text_of("1.5"), &number));
    assert_false(integer_parse(text_of("1e-1"), &number));
}

static void an_integer_stays_off_the_absent_value(void **state)
{
    (void)state;
    expect_integer("9223372036854775806", INTEGER_LIMIT);
    expect_integer("-9223372036854775806", -INTEGER_LIMIT);
    static const char *const TEXTS[] = { "9223372036854775807", "-9223372036854775807",
                                         "-9223372036854775808", "18446744073709551616", "1e19" };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        int64_t number;
        if (integer_parse(text_of(TEXTS[i]), &number))
            fail_msg("%s was accepted", TEXTS[i]);
    }
}

static void any_value_can_be_written(void **state)
{
    (void)state;
    char out[DECIMAL_TEXT];
    assert_true(decimal_format(DECIMAL_ABSENT, 38, out) < DECIMAL_TEXT);
    assert_string_equal(out, "-1.70141183460469231731687303715884105728");
    decimal_format(-1, 38, out);
    assert_string_equal(out, "-0.00000000000000000000000000000000000001");
    decimal_format((int128)UINT64_MAX + 1, 0, out);
    assert_string_equal(out, "18446744073709551616");
    integer_format(INT64_MIN, out);
    assert_string_equal(out, "-9223372036854775808");
    integer_format(0, out);
    assert_string_equal(out, "0");
}

/* The digits, moved about: with the point at any place, more zeros on either side, and the exponent
 * that makes up for it. */
static void however_a_number_is_written_it_is_the_same(void **state)
{
    (void)state;
    unsigned random = 1;
    for (int i = 0; i < 200000; i++) {
        char digits[DECIMAL_DIGITS + 1], text[256];
        int length = 1 + rand_r(&random) % 30, places = rand_r(&random) % 8;
        int128 expected = 0;
        for (int j = 0; j < length; j++) {
            digits[j] = (char)('0' + rand_r(&random) % (j % 3 ? 10 : 2));
            expected = expected * 10 + (digits[j] - '0');
        }
        int whole = rand_r(&random) % (length + 1), zeros = rand_r(&random) % 5;
        int skip_zeros = 0;
        while (skip_zeros < whole && digits[skip_zeros] == '0')
            skip_zeros++;
        int exponent = length - whole - places;
        bool negative = rand_r(&random) % 2;
        snprintf(text, sizeof text, "%s%s%.*s.%.*s%.*se%d", negative ? "-" : "",
                 skip_zeros == whole ? "0" : "", whole - skip_zeros, digits + skip_zeros,
                 length - whole, digits + whole, zeros + 1, "000000", exponent);
        int128 number = decimal_of_text(text, (unsigned)places);
        if (number != (negative ? -expected : expected))
            fail_msg("%s with %d places went wrong", text, places);
    }
}

static void millions_of_digits_cost_no_more_than_reading_them(void **state)
{
    (void)state;
    enum { DIGITS = 8000000 };
    char *text = malloc(DIGITS + 32);
    assert_non_null(text);
    clock_t start = clock();

    memset(text, '0', DIGITS);
    text[0] = '1';
    int length = snprintf(text + DIGITS, 32, "e-%d", DIGITS - 1);
    int128 number;
    assert_true(decimal_parse((struct text){ text, (uint32_t)(DIGITS + length) }, 0, &number));
    assert_true(number == 1);

    memset(text, '0', DIGITS);
    text[1] = '.';
    text[DIGITS - 1] = '7';
    length = snprintf(text + DIGITS, 32, "e%d", DIGITS - 2);
    assert_true(decimal_parse((struct text){ text, (uint32_t)(DIGITS + length) }, 3, &number));
    assert_true(number == 7000);

    memset(text, '9', DIGITS);
    assert_false(decimal_parse((struct text){ text, DIGITS }, 0, &number));
    text[0] = '1';
    text[1] = 'e';
    assert_false(decimal_parse((struct text){ text, DIGITS }, 0, &number));
    free(text);
    assert_true(clock() - start < 2 * CLOCKS_PER_SEC);
}

/* ---- the public suite ---- */

enum column { ID, OPERATION, LEFT, RIGHT, EXPECTED };

/* NULL where the language has the operation. */
static const char *reason_to_skip(const char *operation)
{
    if (strcmp(operation, "add") == 0 || strcmp(operation, "sub") == 0 ||
        strcmp(operation, "mul") == 0)
        return NULL;
    if (strcmp(operation, "div") == 0 || strcmp(operation, "modulo_floor") == 0)
        return "division left out of the language";
    return strcmp(operation, "pow") == 0   ? "powers left out of the language"
           : strcmp(operation, "abs") == 0 ? "no absolute value in the language"
                                           : "rounding of numbers left out of the language";
}

static void the_suites_sums_and_products_are_exact(void **state)
{
    (void)state;
    enum { PLACES = 6 };
    struct suite suite = suite_open("decimal/decimal_rows.csv");
    struct suite_row row;
    struct tally tally = { 0 };
    while (suite_next(&suite, &row)) {
        const char *operation = row.cells[OPERATION], *reason = reason_to_skip(operation);
        tally_add(&tally, operation, reason);
        if (reason)
            continue;
        int128 left = decimal_of_text(row.cells[LEFT], PLACES);
        int128 right = decimal_of_text(row.cells[RIGHT], PLACES);
        bool product = strcmp(operation, "mul") == 0;
        int128 got = product                         ? left * right
                     : strcmp(operation, "add") == 0 ? left + right
                                                     : left - right;
        unsigned places = product ? 2 * PLACES : PLACES;
        char out[DECIMAL_TEXT];
        decimal_format(got, places, out);
        if (got != decimal_of_text(row.cells[EXPECTED], places))
            fail_msg("%s: %s, not %s", row.cells[ID], out, row.cells[EXPECTED]);
    }
    tally_report(&tally, "decimal/decimal_rows.csv");
    suite_close(&suite);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_kept_times_ten_to_its_places),
        cmocka_unit_test(a_number_is_written_in_the_shortest_exact_form),
        cmocka_unit_test(an_exponent_moves_the_point),
        cmocka_unit_test(zero_is_zero_whatever_its_exponent),
        cmocka_unit_test(more_places_than_there_are_are_refused_unless_they_are_zero),
        cmocka_unit_test(a_number_has_at_most_38_digits),
        cmocka_unit_test(what_json_does_not_call_a_number_is_refused),
        cmocka_unit_test(powers_of_ten_are_exact),
        cmocka_unit_test(an_integer_may_be_written_with_a_point_or_an_exponent),
        cmocka_unit_test(an_integer_stays_off_the_absent_value),
        cmocka_unit_test(any_value_can_be_written),
        cmocka_unit_test(however_a_number_is_written_it_is_the_same),
        cmocka_unit_test(millions_of_digits_cost_no_more_than_reading_them),
        cmocka_unit_test(the_suites_sums_and_products_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
