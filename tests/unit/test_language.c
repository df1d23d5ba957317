/* test_language.c - which language a reader gets. */
#include "interp/report/language.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>

#include <cmocka.h>

static const char *const languages[] = { "en", "ko", "zh", "zh-Hant", "pt-BR" };

static const struct policy policy = { .languages = languages, .language_count = 5 };

static void a_tag_is_shortened_until_it_is_known(void **state)
{
    (void)state;
    assert_string_equal(language_match(&policy, text_of("ko-KR")), "ko");
    assert_string_equal(language_match(&policy, text_of("zh-Hant-TW")), "zh-Hant");
    assert_string_equal(language_match(&policy, text_of("zh-Hans-CN")), "zh");
}

static void case_does_not_matter(void **state)
{
    (void)state;
    assert_string_equal(language_match(&policy, text_of("PT-br")), "pt-BR");
}

static void a_private_part_goes_with_its_letter(void **state)
{
    (void)state;
    assert_string_equal(language_match(&policy, text_of("zh-Hant-x-ours")), "zh-Hant");
}

static void a_longer_language_is_none_of_a_shorter_tag(void **state)
{
    (void)state;
    assert_null(language_match(&policy, text_of("pt")));
    assert_null(language_match(&policy, text_of("e")));
}

static void a_tag_that_is_none_finds_nothing_and_gets_the_first_language(void **state)
{
    (void)state;
    assert_null(language_match(&policy, text_of("fr-CA")));
    assert_null(language_match(&policy, text_of("-")));
    assert_null(language_match(&policy, text_of("")));
    assert_null(language_match(&policy, (struct text){ NULL, 0 }));
    assert_string_equal(language_of(&policy, text_of("fr-CA")), "en");
    assert_string_equal(language_of(&policy, (struct text){ NULL, 0 }), "en");
}

static void a_policy_without_languages_has_none(void **state)
{
    (void)state;
    const struct policy silent = { 0 };
    assert_null(language_of(&silent, text_of("en")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_is_shortened_until_it_is_known),
        cmocka_unit_test(case_does_not_matter),
        cmocka_unit_test(a_private_part_goes_with_its_letter),
        cmocka_unit_test(a_longer_language_is_none_of_a_shorter_tag),
        cmocka_unit_test(a_tag_that_is_none_finds_nothing_and_gets_the_first_language),
        cmocka_unit_test(a_policy_without_languages_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
