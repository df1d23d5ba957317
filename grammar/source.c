/* source.c - from a place to its text, its line and its column.
 *
 * One place lies between two sources, so that the end of a text is a place in that text. */
#include "grammar/source.h"

#include <string.h>

static void make_room(struct sources *sources, struct arena *arena)
{
    if (sources->count < sources->capacity)
        return;
    uint32_t capacity = sources->capacity ? 2 * sources->capacity : 8;
    sources->items = arena_grow(arena, sources->items, sources->capacity * sizeof(struct source *),
                                capacity * sizeof(struct source *));
    sources->capacity = capacity;
}

enum {
    STRETCH = 1 << 11 /* bytes; a text that is no longer is counted through each time */
};

static uint32_t count_newlines(const char *text, size_t length)
{
    uint32_t count = 0;
    const char *end = text + length;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        count++;
    return count;
}

static const uint32_t *index_lines(struct arena *arena, const char *text, size_t length)
{
    if (length <= STRETCH)
        return NULL;
    uint32_t *lines = arena_array(arena, uint32_t, length / STRETCH + 1);
    for (size_t i = 0; (i + 1) * STRETCH <= length; i++)
        lines[i + 1] = lines[i] + count_newlines(text + i * STRETCH, STRETCH);
    return lines;
}

const struct source *sources_add(struct sources *sources, struct arena *arena, const char *name,
                                 const char *text, size_t length)
{
    if (length >= UINT32_MAX - sources->end)
        return NULL;
    make_room(sources, arena);
    struct source *source = arena_new(arena, struct source);
    *source = (struct source){ .name = name,
                               .text = text,
                               .length = (uint32_t)length,
                               .base = sources->end + 1,
                               .lines = index_lines(arena, text, length) };
    sources->items[sources->count++] = source;
    sources->end = source->base + source->length;
    return source;
}

const struct source *sources_find(const struct sources *sources, uint32_t place)
{
    if (!place || place > sources->end)
        return NULL;
    uint32_t low = 0, high = sources->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (sources->items[middle]->base <= place)
            low = middle;
        else
            high = middle;
    }
    return sources->items[low];
}

/* The offset behind the line that begins at START, without the newline and its carriage return. */
static uint32_t line_end(const struct source *source, uint32_t start)
{
    if (start == source->length)
        return start;
    const char *newline = memchr(source->text + start, '\n', source->length - start);
    if (!newline)
        return source->length;
    uint32_t end = (uint32_t)(newline - source->text);
    return end > start && source->text[end - 1] == '\r' ? end - 1 : end;
}

static uint32_t count_characters(const char *text, uint32_t length)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

struct place sources_place(const struct sources *sources, uint32_t place)
{
    const struct source *source = sources_find(sources, place);
    if (!source)
        return (struct place){ 0 };
    uint32_t offset = place - source->base, stretch = source->lines ? offset / STRETCH : 0;
    uint32_t counted = stretch * STRETCH, line = 1 + (stretch ? source->lines[stretch] : 0);
    line += count_newlines(source->text + counted, offset - counted);
    const char *before = offset ? memrchr(source->text, '\n', offset) : NULL;
    uint32_t start = before ? (uint32_t)(before - source->text) + 1 : 0;
    uint32_t column = 1 + count_characters(source->text + start, offset - start);
    struct span text = { source->base + start, source->base + line_end(source, start) };
    return (struct place){ source, line, column, text };
}

const char *sources_text(const struct sources *sources, struct span span)
{
    const struct source *source = sources_find(sources, span.start);
    return source ? source->text + (span.start - source->base) : "";
}
