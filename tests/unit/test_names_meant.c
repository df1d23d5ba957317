/* The name that was meant: one slip more or less, in any script. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "interp/check/checker.h"

static void meant(const char *word, const char *name, const char *expected)
{
    const char *candidates[] = { "quite_another", NULL, name };
    const char *closest = closest_name(word, candidates, 3);
    if (expected)
        assert_string_equal(closest ? closest : "nothing", expected);
    else
        assert_null(closest);
}

static void near(const char *word, const char *name)
{
    meant(word, name, name);
}

static void far(const char *word, const char *name)
{
    meant(word, name, NULL);
}

static void one_slip_in_a_short_name_is_forgiven(void **state)
{
    (void)state;
    near("kid", "kind");
    near("knd", "kind");
    near("kinds", "kind");
    near("kibd", "kind");
    far("kibds", "kind");
}

static void swapped_letters_are_one_slip(void **state)
{
    (void)state;
    near("dtae", "date");
    near("daet", "date");
    far("dtea", "date");
}

static void long_names_may_have_more_slips(void **state)
{
    (void)state;
    near("expirse", "expires");
    near("certifcatons", "certifications");
    near("sertifikations", "certifications");
    far("sertifikasions_", "certification");
}

static void case_is_no_slip(void **state)
{
    (void)state;
    near("KIND", "Kind");
    near("certIFications", "Certification");
}

static void names_of_one_or_two_letters_are_not_guessed(void **state)
{
    (void)state;
    far("x", "y");
    far("id", "it");
    near("ID", "id");
}

static void one_wrong_letter_of_a_korean_syllable_is_one_slip(void **state)
{
    (void)state;
    near("인증소", "인증서");
    near("인증", "인증서");
    near("만요", "만료");
    far("시험", "만료");
}

static void one_wrong_character_of_a_chinese_name_is_one_slip(void **state)
{
    (void)state;
    near("认正", "认证");
    near("续订期", "续订");
    far("考试", "认证");
    far("证", "认");
}

static void accents_composed_or_not_are_the_same(void **state)
{
    (void)state;
    near("cafe\xCC\x81s", "caf\xC3\xA9");
}

static void the_nearest_of_several_wins(void **state)
{
    (void)state;
    const char *candidates[] = { "expired", "expire", "expires" };
    assert_string_equal(closest_name("expirres", candidates, 3), "expires");
}

static void endless_and_broken_words_are_no_names(void **state)
{
    (void)state;
    char word[4096];
    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    far(word, "aaa");
    far("aaa", word);
    far("kin\xFF", "kind");
    far("", "kind");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_slip_in_a_short_name_is_forgiven),
        cmocka_unit_test(swapped_letters_are_one_slip),
        cmocka_unit_test(long_names_may_have_more_slips),
        cmocka_unit_test(case_is_no_slip),
        cmocka_unit_test(names_of_one_or_two_letters_are_not_guessed),
        cmocka_unit_test(one_wrong_letter_of_a_korean_syllable_is_one_slip),
        cmocka_unit_test(one_wrong_character_of_a_chinese_name_is_one_slip),
        cmocka_unit_test(accents_composed_or_not_are_the_same),
        cmocka_unit_test(the_nearest_of_several_wins),
        cmocka_unit_test(endless_and_broken_words_are_no_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
