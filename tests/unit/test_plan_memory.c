/* test_plan_memory.c - what plans stand on: finding rows by key, and memory by the record. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "interp/eval/lookup.h"
#include "interp/eval/scratch.h"

enum { ROWS = 3000 };

static union value number(int64_t integer)
{
    return (union value){ .integer = integer };
}

static union value word(const char *string)
{
    return (union value){ .text = text_of(string) };
}

/* ---- indexes ---- */

static void every_row_of_many_is_found_by_its_whole_number(void **state)
{
    (void)state;
    static union value rows[ROWS][2];
    const struct key_column column = { 1, KIND_INTEGER };
    struct arena arena = { 0 };
    for (int i = 0; i < ROWS; i++)
        rows[i][1] = number((int64_t)i * 7 - 5000);
    struct index index = index_new(&arena, (struct list){ rows, ROWS, 2 }, &column, 1);
    for (int i = 0; i < ROWS; i++) {
        union value key = number((int64_t)i * 7 - 5000), other = number((int64_t)i * 7 - 4999);
        assert_ptr_equal(index_find(&index, &key), rows[i]);
        assert_null(index_find(&index, &other));
    }
    arena_free(&arena);
}

static void every_row_of_many_is_found_by_its_text(void **state)
{
    (void)state;
    static char names[ROWS][40];
    static union value rows[ROWS];
    const struct key_column column = { 0, KIND_TEXT };
    struct arena arena = { 0 };
    for (int i = 0; i < ROWS; i++) {
        snprintf(names[i], sizeof names[i], "%.*s%d", i % 17, "a-name-of-some-length", i);
        rows[i] = word(names[i]);
    }
    struct index index = index_new(&arena, (struct list){ rows, ROWS, 1 }, &column, 1);
    for (int i = 0; i < ROWS; i++) {
        char copy[40];
        memcpy(copy, names[i], sizeof copy);
        union value key = word(copy);
        assert_ptr_equal(index_find(&index, &key), &rows[i]);
        key.text.length--;
        assert_true(index_find(&index, &key) != &rows[i]);
    }
    arena_free(&arena);
}

static void a_key_of_several_parts_needs_all_of_them(void **state)
{
    (void)state;
    union value rows[2][3] = { { number(1), word("x"), number(10) },
                               { number(2), word("x"), number(20) } };
    const struct key_column columns[] = { { 0, KIND_INTEGER }, { 1, KIND_TEXT } };
    struct arena arena = { 0 };
    struct index index = index_new(&arena, (struct list){ rows, 2, 3 }, columns, 2);
    union value second[] = { number(2), word("x") }, none[] = { number(2), word("y") };
    assert_ptr_equal(index_find(&index, second), rows[1]);
    assert_null(index_find(&index, none));
    arena_free(&arena);
}

static void nothing_is_found_in_nothing(void **state)
{
    (void)state;
    const struct key_column column = { 0, KIND_INTEGER };
    struct arena arena = { 0 };
    struct index index = index_new(&arena, (struct list){ NULL, 0, 1 }, &column, 1);
    union value key = number(0);
    assert_null(index_find(&index, &key));
    arena_free(&arena);
}

static void the_first_of_two_rows_with_one_key_is_found(void **state)
{
    (void)state;
    union value rows[] = { number(3), number(4), number(3) };
    const struct key_column column = { 0, KIND_INTEGER };
    struct arena arena = { 0 };
    struct index index = index_new(&arena, (struct list){ rows, 3, 1 }, &column, 1);
    assert_ptr_equal(index_find(&index, &rows[2]), &rows[0]);
    arena_free(&arena);
}

static void texts_are_the_same_only_if_all_bytes_are(void **state)
{
    (void)state;
    char a[] = "0123456789abcdefghijklmno", b[] = "0123456789abcdefghijklmno";
    for (uint32_t length = 0; length < sizeof a; length++) {
        assert_true(text_same((struct text){ a, length }, (struct text){ b, length }));
        for (uint32_t i = 0; i < length; i++) {
            b[i] ^= 1;
            assert_false(text_same((struct text){ a, length }, (struct text){ b, length }));
            b[i] ^= 1;
        }
    }
    assert_false(text_same(text_of("a"), text_of("ab")));
}

/* ---- scratch ---- */

static void scratch_memory_is_aligned_and_does_not_overlap(void **state)
{
    (void)state;
    struct scratch scratch = { 0 };
    char *before = scratch_take(&scratch, 1);
    for (size_t size = 1; size < 3000; size++) {
        char *taken = scratch_take(&scratch, size);
        assert_int_equal((uintptr_t)taken % 16, 0);
        assert_true(taken < before || taken > before);
        memset(taken, 0xff, size);
        before = taken;
    }
    scratch_free(&scratch);
}

static void a_reset_gives_the_same_memory_again(void **state)
{
    (void)state;
    struct scratch scratch = { 0 };
    void *first = scratch_take(&scratch, 100);
    for (int i = 0; i < 1000; i++)
        scratch_take(&scratch, 5000);
    const struct scratch_chunk *last = scratch.current;
    for (int round = 0; round < 3; round++) {
        scratch_reset(&scratch);
        assert_ptr_equal(scratch_take(&scratch, 100), first);
        for (int i = 0; i < 1000; i++)
            scratch_take(&scratch, 5000);
        assert_ptr_equal(scratch.current, last);
    }
    scratch_free(&scratch);
}

static void a_release_goes_back_across_chunks(void **state)
{
    (void)state;
    struct scratch scratch = { 0 };
    char *kept = scratch_take(&scratch, 16);
    memset(kept, 7, 16);
    char *at = scratch.at;
    struct scratch_chunk *current = scratch.current;
    for (int i = 0; i < 100; i++)
        scratch_take(&scratch, 4000);
    assert_ptr_not_equal(scratch.current, current);
    scratch_release(&scratch, current, at);
    assert_ptr_equal(scratch_take(&scratch, 16), at);
    assert_int_equal(kept[15], 7);
    scratch_free(&scratch);
}

static void a_release_to_the_very_beginning_forgets_all(void **state)
{
    (void)state;
    struct scratch scratch = { 0 };
    void *first = scratch_take(&scratch, 32);
    scratch_take(&scratch, 1 << 20);
    scratch_release(&scratch, NULL, NULL);
    assert_ptr_equal(scratch_take(&scratch, 32), first);
    scratch_free(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_of_many_is_found_by_its_whole_number),
        cmocka_unit_test(every_row_of_many_is_found_by_its_text),
        cmocka_unit_test(a_key_of_several_parts_needs_all_of_them),
        cmocka_unit_test(nothing_is_found_in_nothing),
        cmocka_unit_test(the_first_of_two_rows_with_one_key_is_found),
        cmocka_unit_test(texts_are_the_same_only_if_all_bytes_are),
        cmocka_unit_test(scratch_memory_is_aligned_and_does_not_overlap),
        cmocka_unit_test(a_reset_gives_the_same_memory_again),
        cmocka_unit_test(a_release_goes_back_across_chunks),
        cmocka_unit_test(a_release_to_the_very_beginning_forgets_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
