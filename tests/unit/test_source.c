/* test_source.c - lines and columns of places. */
#include "grammar/source.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct texts {
    struct arena arena;
    struct sources sources;
};

static const struct source *add(struct texts *texts, const char *name, const char *text)
{
    return sources_add(&texts->sources, &texts->arena, name, text, strlen(text));
}

static void expect_place(const struct texts *texts, uint32_t place, uint32_t line, uint32_t column)
{
    struct place found = sources_place(&texts->sources, place);
    assert_int_equal(found.line, line);
    assert_int_equal(found.column, column);
}

static void lines_and_columns_count_from_one(void **state)
{
    (void)state;
    struct texts texts = { 0 };
    uint32_t base = add(&texts, "a", "one\ntwo\n\nfour")->base;
    expect_place(&texts, base, 1, 1);
    expect_place(&texts, base + 2, 1, 3);
    expect_place(&texts, base + 3, 1, 4); /* the newline ends its line */
    expect_place(&texts, base + 4, 2, 1);
    expect_place(&texts, base + 8, 3, 1);
    expect_place(&texts, base + 12, 4, 4);
    arena_free(&texts.arena);
}

static void the_end_of_a_text_is_a_place(void **state)
{
    (void)state;
    struct texts texts = { 0 };
    const struct source *first = add(&texts, "a", "ab\n");
    const struct source *second = add(&texts, "b", "c");
    expect_place(&texts, first->base + 3, 2, 1);
    assert_ptr_equal(sources_find(&texts.sources, first->base + 3), first);
    assert_ptr_equal(sources_find(&texts.sources, first->base + 4), second);
    expect_place(&texts, second->base + 1, 1, 2);
    arena_free(&texts.arena);
}

static void columns_count_characters(void **state)
{
    (void)state;
    struct texts texts = { 0 };
    uint32_t base = add(&texts, "a", "갱신 x\nä😀y")->base;
    expect_place(&texts, base + 7, 1, 4);  /* two syllables of three bytes, and a blank */
    expect_place(&texts, base + 15, 2, 3); /* two bytes and four */
    arena_free(&texts.arena);
}

static void nowhere_is_in_no_source(void **state)
{
    (void)state;
    struct texts texts = { 0 };
    assert_null(sources_find(&texts.sources, 1));
    uint32_t end = add(&texts, "a", "abc")->base + 3;
    assert_null(sources_find(&texts.sources, 0));
    assert_null(sources_find(&texts.sources, end + 1));
    assert_null(sources_place(&texts.sources, 0).source);
    assert_string_equal(sources_text(&texts.sources, (struct span){ 0, 0 }), "");
    arena_free(&texts.arena);
}

static void each_place_belongs_to_one_of_many_sources(void **state)
{
    (void)state;
    enum { COUNT = 100 };
    struct texts texts = { 0 };
    const struct source *added[COUNT];
    for (int i = 0; i < COUNT; i++)
        added[i] = add(&texts, "x", i % 3 ? "abc" : "");
    for (int i = 0; i < COUNT; i++) {
        assert_ptr_equal(sources_find(&texts.sources, added[i]->base), added[i]);
        uint32_t end = added[i]->base + added[i]->length;
        assert_ptr_equal(sources_find(&texts.sources, end), added[i]);
    }
    arena_free(&texts.arena);
}

static void a_line_has_neither_newline_nor_carriage_return(void **state)
{
    (void)state;
    struct texts texts = { 0 };
    uint32_t base = add(&texts, "a", "one\r\ntwo")->base;
    struct place first = sources_place(&texts.sources, base + 1);
    assert_int_equal(first.text.start, base);
    assert_int_equal(first.text.end, base + 3);
    struct place last = sources_place(&texts.sources, base + 6);
    assert_int_equal(last.text.start, base + 5);
    assert_int_equal(last.text.end, base + 8);
    assert_memory_equal(sources_text(&texts.sources, last.text), "two", 3);
    arena_free(&texts.arena);
}

static void texts_beyond_all_places_are_refused(void **state)
{
    (void)state;
    struct texts texts = { 0 };
    const struct source *source = add(&texts, "a", "abc");
    size_t left = UINT32_MAX - texts.sources.end;
    assert_null(sources_add(&texts.sources, &texts.arena, "b", "", left));
    assert_null(sources_add(&texts.sources, &texts.arena, "b", "", SIZE_MAX));
    assert_int_equal(texts.sources.count, 1);
    assert_int_equal(texts.sources.end, source->base + 3);
    texts.sources.end = UINT32_MAX - 4;
    assert_non_null(sources_add(&texts.sources, &texts.arena, "b", "abc", 3));
    assert_int_equal(texts.sources.end, UINT32_MAX);
    arena_free(&texts.arena);
}

static void lines_of_a_long_text_are_found(void **state)
{
    (void)state;
    enum { LINES = 20000, LINE = 9 };
    char *text = malloc(LINES * LINE + 1);
    assert_non_null(text);
    for (int i = 0; i < LINES; i++)
        snprintf(text + i * LINE, LINE + 1, "%08d\n", i);
    struct texts texts = { 0 };
    const struct source *source = add(&texts, "a", text);
    for (uint32_t i = 0; i < LINES * LINE; i += 7) {
        struct place place = sources_place(&texts.sources, source->base + i);
        assert_int_equal(place.line, i / LINE + 1);
        assert_int_equal(place.column, i % LINE + 1);
        assert_int_equal(place.text.start, source->base + i / LINE * LINE);
    }
    arena_free(&texts.arena);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_columns_count_from_one),
        cmocka_unit_test(the_end_of_a_text_is_a_place),
        cmocka_unit_test(columns_count_characters),
        cmocka_unit_test(nowhere_is_in_no_source),
        cmocka_unit_test(each_place_belongs_to_one_of_many_sources),
        cmocka_unit_test(a_line_has_neither_newline_nor_carriage_return),
        cmocka_unit_test(texts_beyond_all_places_are_refused),
        cmocka_unit_test(lines_of_a_long_text_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
