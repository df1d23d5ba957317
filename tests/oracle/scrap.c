/* scrap.c - see scrap.h. */
#include "tests/oracle/scrap.h"

#include <assert.h>
#include <string.h>

struct scrap *scrap_leaf(struct arena *arena, const char *text)
{
    struct scrap *scrap = arena_new(arena, struct scrap);
    scrap->text = text;
    return scrap;
}

struct scrap *scrap_list(struct arena *arena, const char *between)
{
    struct scrap *scrap = arena_new(arena, struct scrap);
    scrap->between = between;
    return scrap;
}

void scrap_add(struct scrap *list, struct scrap *part)
{
    assert(part && !part->next);
    if (list->last)
        list->last->next = part;
    else
        list->first = part;
    list->last = part;
}

struct scrap *scrap_of(struct arena *arena, const char *format, ...)
{
    struct scrap *scrap = scrap_list(arena, NULL);
    va_list parts;
    va_start(parts, format);
    while (*format) {
        size_t length = strcspn(format, "%");
        if (length)
            scrap_add(scrap, scrap_leaf(arena, arena_copy(arena, format, length)));
        format += length;
        if (*format) {
            scrap_add(scrap, va_arg(parts, struct scrap *));
            format++;
        }
    }
    va_end(parts);
    return scrap;
}

static void write_parts(const struct scrap *scrap, struct buffer *out)
{
    bool first = true;
    for (const struct scrap *part = scrap->first; part; part = part->next) {
        if (part->dropped)
            continue;
        if (!first && scrap->between)
            buffer_add(out, scrap->between, strlen(scrap->between));
        scrap_write(part, out);
        first = false;
    }
}

void scrap_write(const struct scrap *scrap, struct buffer *out)
{
    const char *text = scrap->simplified ? scrap->simple : scrap->text;
    if (scrap->dropped)
        return;
    if (scrap->instead && !scrap->simplified)
        scrap_write(scrap->instead, out);
    else if (text)
        buffer_add(out, text, strlen(text));
    else
        write_parts(scrap, out);
}

bool scrap_is(const struct scrap *scrap, const char *text)
{
    return scrap->text && strcmp(scrap->text, text) == 0;
}
