/* test_golden.c - the form of golden files. */
#include "interp/tool/golden.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct given {
    struct golden golden;
    struct golden_problems problems;
    char told[2000];
};

static void note(void *context, const struct golden_problem *problem)
{
    struct given *given = context;
    size_t length = strlen(given->told);
    snprintf(given->told + length, sizeof given->told - length, "%u:%u %s\n", problem->line,
             problem->column, problem->message);
}

static void file_is(struct given *given, const char *text)
{
    *given = (struct given){ .problems = { .context = given, .tell = note } };
    golden_parse(&given->golden, "folder/a.golden", strdup(text), strlen(text), &given->problems);
}

static void expect_problems(const char *text, const char *expected)
{
    struct given given;
    file_is(&given, text);
    assert_string_equal(given.told, expected);
    golden_free(&given.golden);
}

/* HEAD, then COUNT times PART, in which %d is the number from 1; to be released with free. */
__attribute__((format(printf, 2, 0))) static char *repeated(const char *head, const char *part,
                                                            int count)
{
    size_t room = strlen(head) + (size_t)count * (strlen(part) + 10) + 1;
    char *text = malloc(room), *at = stpcpy(text, head);
    for (int i = 1; i <= count; i++)
        at += snprintf(at, room - (size_t)(at - text), part, i);
    return text;
}

static void a_file_that_is_too_large_is_not_read(void **state)
{
    (void)state;
    char *text = repeated("policy a.pol\n", "# this line of a comment has 40 bytes %4d\n", 400000);
    expect_problems(text, "1:1 this file has more than 16 MiB; part it\n");
    free(text);
}

static void a_file_has_so_many_cases_at_most(void **state)
{
    (void)state;
    char *text = repeated("policy a.pol\n", "== case %d\nas of 2021-01-01\n{}\n--\nnone\n", 10001);
    expect_problems(text, "50002:1 more than 10000 cases in one file; part it\n");
    free(text);
}

/* Each repeats the first one's 788,905 bytes: 256 MiB hold 340 of them. */
static void records_made_by_like_take_so_much_memory_at_most(void **state)
{
    (void)state;
    struct given given;
    char *record = repeated("policy a.pol\n== one\nas of 2021-01-01\n{\"id\": \"", "%d", 150000);
    char *first = repeated(record, "\"}\n--\nnone\n", 1);
    char *text = repeated(first, "== like %d\nlike one but {}\n--\nnone\n", 400);
    file_is(&given, text);
    assert_true(given.golden.cases[100].record);
    assert_null(given.golden.cases[400].record);
    assert_non_null(strstr(given.told,
                           "1368:1 the records that `like` makes are too large together; "
                           "begin another file\n"));
    golden_free(&given.golden);
    free(text);
    free(first);
    free(record);
}

static void policies_are_found_beside_the_file(void **state)
{
    (void)state;
    struct given given;
    file_is(&given, "# two\npolicy a.pol\npolicy /b.pol\n");
    assert_string_equal(given.told, "");
    assert_int_equal(given.golden.policy_count, 2);
    assert_string_equal(given.golden.policies[0], "folder/a.pol");
    assert_string_equal(given.golden.policies[1], "/b.pol");
    golden_free(&given.golden);
}

static void a_case_has_a_title_an_instant_a_record_and_lines(void **state)
{
    (void)state;
    struct given given;
    file_is(&given, "policy a.pol\n\n== one\nas of 2021-02-27\n{ \"id\": 1,\n  \"b\": 2 }\n--\n"
                    "# why\nx: y\n\n== two\n{}\nas of 2021-01-01T00:00:00Z\n--\nnone");
    assert_string_equal(given.told, "");
    assert_int_equal(given.golden.case_count, 2);
    const struct golden_case *one = &given.golden.cases[0], *two = &given.golden.cases[1];
    assert_string_equal(one->title, "one");
    assert_int_equal(one->line, 3);
    assert_string_equal(one->as_of, "2021-02-27");
    assert_string_equal(one->record, "{ \"id\": 1,\n  \"b\": 2 }");
    assert_int_equal(one->line_count, 3);
    assert_false(one->lines[0].expects);
    assert_true(one->lines[1].expects);
    assert_int_equal(one->lines[1].line, 9);
    assert_string_equal(two->as_of, "2021-01-01T00:00:00Z");
    assert_int_equal(two->line_count, 1);
    golden_free(&given.golden);
}

static void a_case_like_another_has_its_record_and_instant(void **state)
{
    (void)state;
    struct given given;
    file_is(&given,
            "policy a.pol\n== a but b\nas of 2021-02-27\n{\"x\":1,\"y\":{\"z\":2}}\n--\nnone\n"
            "== c\nlike a but b but {\"x\": null,\n \"y\": {\"w\": 3}}\n--\nnone\n"
            "== d\nlike c but {}\nas of 2021-03-01\n--\nnone\n");
    assert_string_equal(given.told, "");
    assert_string_equal(given.golden.cases[1].record, "{\"y\":{\"z\":2,\"w\":3}}");
    assert_string_equal(given.golden.cases[1].as_of, "2021-02-27");
    assert_string_equal(given.golden.cases[2].record, "{\"y\":{\"z\":2,\"w\":3}}");
    assert_string_equal(given.golden.cases[2].as_of, "2021-03-01");
    golden_free(&given.golden);
}

static void line_ends_of_other_systems_are_fine(void **state)
{
    (void)state;
    struct given given;
    file_is(&given, "policy a.pol\r\n== one\r\nas of 2021-02-27\r\n{}\r\n--\r\nnone\r\n");
    assert_string_equal(given.told, "");
    assert_string_equal(given.golden.policies[0], "folder/a.pol");
    assert_string_equal(given.golden.cases[0].title, "one");
    assert_int_equal(given.golden.cases[0].lines[0].length, 4);
    golden_free(&given.golden);
}

static void what_is_wrong_is_told_with_its_place(void **state)
{
    (void)state;
    expect_problems("== one\nas of 2021-01-01\n{}\n--\n",
                    "1:1 no policy is named: begin with `policy PATH`, relative to this file\n");
    expect_problems("policy a\nwhat\n", "2:1 `policy PATH` or `== TITLE` is expected here\n");
    expect_problems("policy a\n== one\nas of 2021-01-01\n{}\n",
                    "2:1 this case has no `--` with what is expected below it\n");
    expect_problems("policy a\n== one\n{}\n--\n",
                    "2:1 this case does not say when: `as of 2021-03-01`\n");
    expect_problems("policy a\n== one\nas of 2021-01-01\n--\n",
                    "2:1 this case has no record: a JSON object, or `like TITLE but {}`\n");
    expect_problems("policy a\n==\nas of 2021-01-01\n{}\n--\n",
                    "2:1 a case needs a title: == TITLE\n");
    expect_problems(
        "policy a\n== one\nas of 2021-01-01\n{}\n--\n== one\nas of 2021-01-01\n{}\n--\n",
        "6:1 there is a case of this title above\n");
    expect_problems("policy a\n== one\nlike two but {}\n--\n",
                    "3:6 no case above has this title: `like TITLE but {...}`\n");
    expect_problems("policy a\n== one\n{}\nas of 2021-01-01\n{}\n--\n",
                    "5:1 the record has ended; `--` is expected here\n");
}

static void a_bad_patch_is_told_where_it_is_bad(void **state)
{
    (void)state;
    expect_problems(
        "policy a\n== one\nas of 2021-01-01\n{}\n--\n== two\nlike one but {\"갱\": \n  ?}\n--\n",
        "8:3 a value is expected here\n");
}

static void a_record_that_is_no_json_is_left_to_the_reader(void **state)
{
    (void)state;
    expect_problems("policy a\n== one\nas of 2021-01-01\n{\"id\":\n--\nrejected: x\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_is_too_large_is_not_read),
        cmocka_unit_test(a_file_has_so_many_cases_at_most),
        cmocka_unit_test(records_made_by_like_take_so_much_memory_at_most),
        cmocka_unit_test(policies_are_found_beside_the_file),
        cmocka_unit_test(a_case_has_a_title_an_instant_a_record_and_lines),
        cmocka_unit_test(a_case_like_another_has_its_record_and_instant),
        cmocka_unit_test(line_ends_of_other_systems_are_fine),
        cmocka_unit_test(what_is_wrong_is_told_with_its_place),
        cmocka_unit_test(a_bad_patch_is_told_where_it_is_bad),
        cmocka_unit_test(a_record_that_is_no_json_is_left_to_the_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
