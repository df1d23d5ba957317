/* Formatting changes nothing but the layout: of every policy of the project, and of many at random.
 */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/format_laws.h"
#include "tests/unit/policy_words.h"

static void expect_laws(const char *name, const char *text, size_t length, bool must_be_sound)
{
    bool sound;
    const char *broken = format_law_broken(text, length, &sound);
    if (broken || (must_be_sound && !sound))
        fail_msg("%s, not so: %s\n%.*s", name, broken ? broken : "it has no errors", (int)length,
                 text);
}

/* ---- the project's own ---- */

static unsigned files_seen, files_sound;

static int expect_file(const char *path, const struct stat *about, int kind, struct FTW *at)
{
    (void)at;
    const char *ending = strrchr(path, '.');
    if (kind != FTW_F || !ending || strcmp(ending, ".pol") != 0)
        return 0;
    char *text = malloc((size_t)about->st_size + 1);
    FILE *in = fopen(path, "r");
    assert_non_null(in);
    size_t length = fread(text, 1, (size_t)about->st_size, in);
    fclose(in);
    bool sound;
    const char *broken = format_law_broken(text, length, &sound);
    if (broken)
        fail_msg("%s, not so: %s", path, broken);
    files_seen++;
    files_sound += sound;
    free(text);
    return 0;
}

static void every_policy_of_the_project_keeps_what_it_says(void **state)
{
    (void)state;
    static const char *const folders[] = { "policies", "examples", "tests" };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        assert_int_equal(nftw(folders[i], expect_file, 8, FTW_PHYS), 0);
    assert_true(files_seen > 30);
    assert_true(files_sound > 20);
}

/* ---- at random ---- */

#ifdef __SANITIZE_ADDRESS__
enum { POLICIES = 10000 }; /* they take ten times as long */
#else
enum { POLICIES = 100000 };
#endif

static void policies_at_random_keep_what_they_say(void **state)
{
    (void)state;
    size_t bytes = 0;
    for (uint64_t i = 1; i <= POLICIES; i++) {
        char *text, name[40];
        size_t length;
        struct words words = { .seed = i * 0x9E3779B97F4A7C15u };
        words.out = open_memstream(&text, &length);
        policy_at_random(&words);
        fclose(words.out);
        snprintf(name, sizeof name, "policy %d", (int)i);
        expect_laws(name, text, length, true);
        bytes += length;
        free(text);
    }
    print_message("%d policies, %zu bytes\n", POLICIES, bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_policy_of_the_project_keeps_what_it_says),
        cmocka_unit_test(policies_at_random_keep_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
