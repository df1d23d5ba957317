/* test_names.c - equal names are equal pointers, in whatever form they were typed. */
#include "grammar/names.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *intern(struct names *names, const char *text)
{
    return names_intern(names, text, strlen(text));
}

static void equal_names_are_one(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct names names = { .arena = &arena };
    const char *first = intern(&names, "renew");
    assert_string_equal(first, "renew");
    assert_ptr_equal(names_intern(&names, "renewal", 5), first);
    assert_ptr_not_equal(intern(&names, "renewal"), first);
    assert_ptr_not_equal(intern(&names, "Renew"), first);
    assert_int_equal(names.count, 3);
    arena_free(&arena);
}

static void the_empty_name_is_a_name(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct names names = { .arena = &arena };
    assert_string_equal(names_intern(&names, "", 0), "");
    assert_ptr_equal(intern(&names, ""), intern(&names, ""));
    arena_free(&arena);
}

static void composed_and_decomposed_spellings_are_one_name(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct names names = { .arena = &arena };
    const char *composed = "\xEA\xB0\x81";                           /* U+AC01 */
    const char *decomposed = "\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8"; /* 1100 1161 11A8 */
    assert_ptr_equal(intern(&names, decomposed), intern(&names, composed));
    assert_string_equal(intern(&names, decomposed), composed);
    assert_ptr_equal(intern(&names, "e\xCC\x81t\x65"), intern(&names, "\xC3\xA9te"));
    arena_free(&arena);
}

/* NFC, not NFKC: the full-width letter is another name. */
static void compatible_letters_are_different_names(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct names names = { .arena = &arena };
    assert_ptr_not_equal(intern(&names, "\xEF\xBD\x81"), intern(&names, "a"));
    arena_free(&arena);
}

static void many_names_stay_apart(void **state)
{
    (void)state;
    enum { COUNT = 20000 };
    struct arena arena = { 0 };
    struct names names = { .arena = &arena };
    static const char *interned[COUNT];
    char text[32];
    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "name_%d", i);
        interned[i] = intern(&names, text);
    }
    assert_int_equal(names.count, COUNT);
    for (int i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "name_%d", i);
        assert_string_equal(interned[i], text);
        assert_ptr_equal(intern(&names, text), interned[i]);
    }
    arena_free(&arena);
}

static void bytes_that_are_no_text_are_a_name_too(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct names names = { .arena = &arena };
    const char *name = names_intern(&names, "\xFF\xFE", 2);
    assert_string_equal(name, "\xFF\xFE");
    assert_ptr_equal(names_intern(&names, "\xFF\xFE", 2), name);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_names_are_one),
        cmocka_unit_test(the_empty_name_is_a_name),
        cmocka_unit_test(composed_and_decomposed_spellings_are_one_name),
        cmocka_unit_test(compatible_letters_are_different_names),
        cmocka_unit_test(many_names_stay_apart),
        cmocka_unit_test(bytes_that_are_no_text_are_a_name_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
