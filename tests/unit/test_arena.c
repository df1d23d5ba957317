/* test_arena.c - memory that is released all at once. */
#include "grammar/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    for (size_t size = 0; size < 3000; size += 7) {
        unsigned char *bytes = arena_alloc(&arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
        assert_true(is_zero(bytes, size));
        memset(bytes, 0xAB, size);
    }
    arena_free(&arena);
}

static void memory_used_before_a_reset_is_zeroed_again(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    memset(arena_alloc(&arena, 1000), 0xAB, 1000);
    arena_reset(&arena);
    assert_true(is_zero(arena_alloc(&arena, 1000), 1000));
    arena_free(&arena);
}

static void what_is_larger_than_a_block_gets_one(void **state)
{
    (void)state;
    enum { LARGE = 5 << 20 };
    struct arena arena = { 0 };
    unsigned char *large = arena_alloc(&arena, LARGE);
    large[0] = large[LARGE - 1] = 1;
    char *small = arena_copy(&arena, "small", 5);
    assert_string_equal(small, "small");
    assert_int_equal(large[LARGE - 1], 1);
    arena_free(&arena);
}

static void a_copy_ends_in_nul(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    assert_string_equal(arena_copy(&arena, "abcdef", 3), "abc");
    assert_string_equal(arena_copy(&arena, NULL, 0), "");
    arena_free(&arena);
}

static void a_text_is_formatted_whatever_its_length(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    assert_string_equal(arena_format(&arena, "%d of %s", 3, "five"), "3 of five");
    char *wide = arena_format(&arena, "%9000d", 7);
    assert_int_equal(strlen(wide), 9000);
    assert_int_equal(wide[8999], '7');
    arena_free(&arena);
}

static void the_newest_block_grows_in_place(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    char *first = arena_copy(&arena, "0123456789", 9);
    char *grown = arena_grow(&arena, first, 10, 100);
    assert_ptr_equal(grown, first);
    assert_string_equal(grown, "012345678");
    assert_true(is_zero((unsigned char *)grown + 10, 90));
    arena_free(&arena);
}

static void what_a_block_gives_up_is_zeroed(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    unsigned char *block = memset(arena_alloc(&arena, 100), 0xAB, 100);
    assert_ptr_equal(arena_grow(&arena, block, 100, 10), block);
    unsigned char *next = arena_alloc(&arena, 200);
    assert_in_range(next - block, 10, 99);
    assert_true(is_zero(next, 200));
    assert_true(is_zero(block + 10, (size_t)(next - block) - 10));
    arena_free(&arena);
}

static void an_older_block_moves_and_keeps_its_bytes(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    char *first = arena_copy(&arena, "first", 5);
    char *second = arena_copy(&arena, "second", 6);
    char *grown = arena_grow(&arena, first, 6, 50);
    assert_ptr_not_equal(grown, first);
    assert_string_equal(grown, "first");
    assert_string_equal(second, "second");
    arena_free(&arena);
}

static void nothing_grows_from_null(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    assert_true(is_zero(arena_grow(&arena, NULL, 0, 64), 64));
    arena_free(&arena);
}

static void a_block_grows_beyond_any_block(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    uint32_t *items = NULL;
    for (uint32_t count = 0; count < 300000; count++) {
        items = arena_grow(&arena, items, count * sizeof *items, (count + 1) * sizeof *items);
        items[count] = count;
    }
    for (uint32_t i = 0; i < 300000; i++)
        assert_int_equal(items[i], i);
    arena_free(&arena);
}

/* The same use again after a reset finds all its memory in one block. */
static void memory_is_kept_by_a_reset(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    for (int i = 0; i < 100; i++)
        arena_alloc(&arena, 10000);
    arena_reset(&arena);
    struct arena_block *block = arena.head;
    for (int i = 0; i < 100; i++)
        arena_alloc(&arena, 10000);
    assert_non_null(block);
    assert_ptr_equal(arena.head, block);
    arena_free(&arena);
}

static void a_freed_arena_is_empty_and_usable(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    arena_alloc(&arena, 10);
    arena_free(&arena);
    assert_null(arena.head);
    arena_free(&arena);
    assert_string_equal(arena_copy(&arena, "again", 5), "again");
    arena_free(&arena);
}

static void an_empty_arena_may_be_reset(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    arena_reset(&arena);
    assert_null(arena.head);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(memory_used_before_a_reset_is_zeroed_again),
        cmocka_unit_test(what_is_larger_than_a_block_gets_one),
        cmocka_unit_test(a_copy_ends_in_nul),
        cmocka_unit_test(a_text_is_formatted_whatever_its_length),
        cmocka_unit_test(the_newest_block_grows_in_place),
        cmocka_unit_test(what_a_block_gives_up_is_zeroed),
        cmocka_unit_test(an_older_block_moves_and_keeps_its_bytes),
        cmocka_unit_test(nothing_grows_from_null),
        cmocka_unit_test(a_block_grows_beyond_any_block),
        cmocka_unit_test(memory_is_kept_by_a_reset),
        cmocka_unit_test(a_freed_arena_is_empty_and_usable),
        cmocka_unit_test(an_empty_arena_may_be_reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
