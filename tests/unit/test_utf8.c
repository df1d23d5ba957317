/* test_utf8.c - bytes and characters, against the public suites and by hand. */
#include "grammar/utf8.h"

#include <stdint.h>
#include <string.h>

#include "grammar/names.h"
#include "tests/unit/suite_rows.h"

/* "c280" as bytes; returns how many. */
static size_t bytes_of(const char *digits, char *bytes, size_t size)
{
    size_t count = strlen(digits) / 2;
    assert_true(count <= size);
    for (size_t i = 0; i < count; i++) {
        char pair[3] = { digits[2 * i], digits[2 * i + 1], '\0' };
        bytes[i] = (char)strtol(pair, NULL, 16);
    }
    return count;
}

/* "U+0041 U+AC00" or "0041 AC00" as code points; returns how many. */
static size_t codes_of(const char *text, uint32_t *codes, size_t size)
{
    size_t count = 0;
    while (*text) {
        assert_true(count < size);
        char *end;
        text += strncmp(text, "U+", 2) == 0 ? 2 : 0;
        codes[count++] = (uint32_t)strtoul(text, &end, 16);
        text = end + (*end == ' ');
    }
    return count;
}

static size_t encode(const uint32_t *codes, size_t count, char *bytes)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += utf8_write(codes[i], bytes + length);
    return length;
}

static void expect_codes(const char *bytes, size_t length, const char *expected)
{
    uint32_t codes[256];
    size_t count = codes_of(expected, codes, 256), at = 0;
    for (size_t i = 0; i < count; i++) {
        struct utf8_character found = utf8_decode(bytes + at, length - at);
        assert_int_equal(found.code, codes[i]);
        at += found.length;
    }
    assert_int_equal(at, length);
    char again[1024];
    assert_int_equal(encode(codes, count, again), length);
    assert_memory_equal(again, bytes, length);
}

static void the_public_cases_are_told_apart(void **state)
{
    (void)state;
    enum { CATEGORY = 1, HEX = 3, VERDICT = 5, FIRST_BAD = 6, CODES = 7 };
    struct suite suite = suite_open("utf8/utf8_cases.csv");
    struct suite_row row;
    struct tally tally = { 0 };
    while (suite_next(&suite, &row)) {
        char bytes[1024];
        size_t length = bytes_of(row.cells[HEX], bytes, sizeof bytes);
        bool valid = strcmp(row.cells[VERDICT], "valid") == 0;
        size_t expected = valid ? length : (size_t)strtol(row.cells[FIRST_BAD], NULL, 10);
        assert_int_equal(utf8_valid_length(bytes, length), expected);
        if (valid && *row.cells[CODES])
            expect_codes(bytes, length, row.cells[CODES]);
        tally_add(&tally, row.cells[CATEGORY], NULL);
    }
    tally_report(&tally, "utf8_cases.csv");
    suite_close(&suite);
}

/* The CODES of a row as text, which is put into BYTES. */
static const char *name_of(struct names *names, const char *text)
{
    uint32_t codes[64];
    char bytes[256];
    size_t length = encode(codes, codes_of(text, codes, 64), bytes);
    return names_intern(names, bytes, length);
}

static void the_public_normalisations_are_made(void **state)
{
    (void)state;
    enum { LANGUAGE = 1, CODES = 4, NFC = 9, NFD = 10, OTHER_CODES = 14, EQUAL_NFC = 16 };
    struct suite suite = suite_open("utf8/normalisation.csv");
    struct suite_row row;
    struct tally tally = { 0 };
    while (suite_next(&suite, &row)) {
        struct arena arena = { 0 };
        struct names names = { .arena = &arena };
        const char *name = name_of(&names, row.cells[CODES]);
        uint32_t codes[64];
        char composed[256];
        size_t length = encode(codes, codes_of(row.cells[NFC], codes, 64), composed);
        assert_int_equal(strlen(name), length);
        assert_memory_equal(name, composed, length);
        assert_ptr_equal(name_of(&names, row.cells[NFD]), name);
        bool equal = strcmp(row.cells[EQUAL_NFC], "true") == 0;
        assert_int_equal(name_of(&names, row.cells[OTHER_CODES]) == name, equal);
        tally_add(&tally, row.cells[LANGUAGE], NULL);
        arena_free(&arena);
    }
    tally_report(&tally, "normalisation.csv");
    suite_close(&suite);
}

static void expect_bad(const char *bytes, size_t length, size_t offset)
{
    assert_int_equal(utf8_valid_length(bytes, length), offset);
    assert_int_equal(utf8_decode(bytes + offset, length - offset).length, 0);
}

static void the_limits_of_rfc_3629_hold(void **state)
{
    (void)state;
    assert_int_equal(utf8_valid_length("a\xF4\x8F\xBF\xBF", 5), 5); /* U+10FFFF */
    assert_int_equal(utf8_valid_length("\xED\x9F\xBF\xEE\x80\x80", 6), 6);
    expect_bad("a\xF4\x90\x80\x80", 5, 1);    /* beyond */
    expect_bad("ab\xED\xA0\x80", 5, 2);       /* a surrogate */
    expect_bad("\xC0\xAF", 2, 0);             /* overlong */
    expect_bad("\xE0\x9F\xBF", 3, 0);         /* overlong */
    expect_bad("\xF0\x8F\xBF\xBF", 4, 0);     /* overlong */
    expect_bad("\xEA\xB0\x80\xEA\xB0", 5, 3); /* ends too early */
    assert_int_equal(utf8_decode("", 0).length, 0);
}

static void every_scalar_value_survives_a_round_trip(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        char bytes[UTF8_CHARACTER_MAX];
        size_t length = utf8_write(code, bytes);
        struct utf8_character found = utf8_decode(bytes, length);
        if (found.code != code || found.length != length)
            fail_msg("U+%04X", (unsigned)code);
    }
}

static void expect_hazards(const uint32_t *codes, size_t count, enum utf8_hazard hazard)
{
    for (size_t i = 0; i < count; i++)
        if (utf8_hazard(codes[i]) != hazard)
            fail_msg("U+%04X", (unsigned)codes[i]);
}

static void characters_that_mislead_a_reader_are_hazards(void **state)
{
    (void)state;
    const uint32_t controls[] = { 0, 1, 8, 0xB, 0xC, 0xE, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F };
    const uint32_t directions[] = { 0x61C,  0x200E, 0x200F, 0x202A, 0x202B, 0x202C,
                                    0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069 };
    const uint32_t invisible[] = { 0xAD,   0x34F,  0x115F,  0x180E,  0x200B,  0x2028,  0x2029,
                                   0x2060, 0x2064, 0x206F,  0x3164,  0xFE00,  0xFE0F,  0xFEFF,
                                   0xFFA0, 0xFFF9, 0xE0001, 0xE0020, 0xE007F, 0xE0100, 0xE01EF };
    const uint32_t joiners[] = { 0x200C, 0x200D };
    const uint32_t fine[] = { '\t', '\n',   '\r',   ' ',    '~',    0xA0,
                              0xE4, 0x3000, 0xAC00, 0x4E2D, 0x1F600 };
    expect_hazards(controls, sizeof controls / sizeof *controls, UTF8_CONTROL);
    expect_hazards(directions, sizeof directions / sizeof *directions, UTF8_DIRECTION);
    expect_hazards(invisible, sizeof invisible / sizeof *invisible, UTF8_INVISIBLE);
    expect_hazards(joiners, sizeof joiners / sizeof *joiners, UTF8_JOINER);
    expect_hazards(fine, sizeof fine / sizeof *fine, UTF8_FINE);
}

static void names_have_letters_marks_and_digits_of_any_script(void **state)
{
    (void)state;
    const uint32_t letters[] = { 'a',   'Z',   '_',    0xE4,   0x3B1,  0x416,
                                 0x5D0, 0x627, 0xAC00, 0x4E2D, 0x3042, 0x3005 };
    const uint32_t others[] = { '0', 0x301, 0x663, 0x93E };
    const uint32_t never[] = { '-',    '.',    ' ',     0xA0,   0x20AC, 0x2013,
                               0x3001, 0xFF0C, 0x1F600, 0xE000, 0x378 };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        assert_true(utf8_begins_name(letters[i]) && utf8_continues_name(letters[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_true(!utf8_begins_name(others[i]) && utf8_continues_name(others[i]));
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        assert_true(!utf8_begins_name(never[i]) && !utf8_continues_name(never[i]));
}

static void han_and_hangul_are_two_columns_wide_and_marks_none(void **state)
{
    (void)state;
    assert_int_equal(utf8_width('a'), 1);
    assert_int_equal(utf8_width(0xAC00), 2);
    assert_int_equal(utf8_width(0x4E2D), 2);
    assert_int_equal(utf8_width(0xFF0C), 2);
    assert_int_equal(utf8_width(0x301), 0);
}

static void signs_that_look_like_ours_say_which(void **state)
{
    (void)state;
    assert_string_equal(utf8_look_alike(0x2026), ".."); /* an ellipsis */
    assert_string_equal(utf8_look_alike(0x2265), ">="); /* one sign */
    assert_string_equal(utf8_look_alike(0x3001), ",");  /* an ideographic comma */
    assert_string_equal(utf8_look_alike(0x2018), "\""); /* a single quotation mark */
    assert_string_equal(utf8_look_alike(0xFF0C), ",");
    assert_string_equal(utf8_look_alike(0xFF1A), ":");
    assert_string_equal(utf8_look_alike(0x2264), "<=");
    assert_string_equal(utf8_look_alike(0x201C), "\"");
    assert_null(utf8_look_alike(','));
    assert_null(utf8_look_alike(0xAC00));
    assert_true(utf8_is_blank(0xA0) && utf8_is_blank(0x3000) && !utf8_is_blank(' '));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_public_cases_are_told_apart),
        cmocka_unit_test(the_public_normalisations_are_made),
        cmocka_unit_test(the_limits_of_rfc_3629_hold),
        cmocka_unit_test(every_scalar_value_survives_a_round_trip),
        cmocka_unit_test(characters_that_mislead_a_reader_are_hazards),
        cmocka_unit_test(names_have_letters_marks_and_digits_of_any_script),
        cmocka_unit_test(han_and_hangul_are_two_columns_wide_and_marks_none),
        cmocka_unit_test(signs_that_look_like_ours_say_which),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
