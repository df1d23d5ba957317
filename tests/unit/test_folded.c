/* test_folded.c - addresses compared without blanks around them and without regard to ASCII case.
 */
#include "interp/value/folded.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>

#include <cmocka.h>
#include <utf8proc.h>

static void expect_folded(const char *text, const char *expected)
{
    struct arena arena = { 0 };
    struct text folded = text_folded(&arena, text_of(text));
    assert_int_equal(folded.length, strlen(expected));
    assert_memory_equal(folded.at, expected, folded.length);
    arena_free(&arena);
}

static void capitals_of_ascii_become_small(void **state)
{
    (void)state;
    expect_folded("Kim.MinJi@Example.COM", "kim.minji@example.com");
    expect_folded("AZaz@[`{", "azaz@[`{");
}

static void letters_beyond_ascii_are_left_alone(void **state)
{
    (void)state;
    expect_folded("\xc3\x84"
                  "NNE",
                  "\xc3\x84"
                  "nne");                                          /* A with diaeresis */
    expect_folded("\xce\xa3\xe2\x84\xaa", "\xce\xa3\xe2\x84\xaa"); /* Sigma, Kelvin sign */
}

static void blanks_at_the_ends_are_taken_off(void **state)
{
    (void)state;
    expect_folded("  a b \t\r\n", "a b");
    expect_folded("\xc2\xa0\xe3\x80\x80"
                  "a\xe2\x80\x89",
                  "a");
    expect_folded(" \xe3\x80\x80 ", "");
    expect_folded("", "");
    expect_folded("\xe2\x80\x8b"
                  "a",
                  "\xe2\x80\x8b"
                  "a"); /* zero width space is no White_Space */
}

/* Unicode's White_Space is what utf8proc calls a separator, and six control characters. */
static void every_character_is_a_blank_exactly_where_unicode_says(void **state)
{
    (void)state;
    for (int32_t character = 1; character < 0x110000; character++) {
        utf8proc_uint8_t bytes[8];
        utf8proc_ssize_t size = utf8proc_encode_char(character, bytes);
        if (character >= 0xd800 && character < 0xe000)
            continue;
        utf8proc_category_t category = utf8proc_category(character);
        bool blank = category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
                     category == UTF8PROC_CATEGORY_ZP || (character >= 9 && character <= 13) ||
                     character == 0x85;
        struct arena arena = { 0 };
        struct text text = { (const char *)bytes, (uint32_t)size };
        if ((text_folded(&arena, text).length == 0) != blank)
            fail_msg("U+%04X", (unsigned)character);
        arena_free(&arena);
    }
}

static void a_text_that_does_not_change_is_not_copied(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct text text = text_of("kim@example.com");
    assert_ptr_equal(text_folded(&arena, text).at, text.at);
    assert_null(arena.head);

    struct text blanks = text_of(" kim@example.com ");
    struct text folded = text_folded(&arena, blanks);
    assert_true(folded.at < blanks.at || folded.at > blanks.at + blanks.length);
    arena_free(&arena);
}

static void bytes_that_are_no_utf8_do_no_harm(void **state)
{
    (void)state;
    expect_folded("\xe2", "\xe2");
    expect_folded("\xe2\x80", "\xe2\x80");
    expect_folded("A\xc2", "a\xc2");
    expect_folded("\x80\x80 ", "\x80\x80");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capitals_of_ascii_become_small),
        cmocka_unit_test(letters_beyond_ascii_are_left_alone),
        cmocka_unit_test(blanks_at_the_ends_are_taken_off),
        cmocka_unit_test(every_character_is_a_blank_exactly_where_unicode_says),
        cmocka_unit_test(a_text_that_does_not_change_is_not_copied),
        cmocka_unit_test(bytes_that_are_no_utf8_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
