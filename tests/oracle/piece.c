/* piece.c - see piece.h. */
#include "tests/oracle/piece.h"

#include <assert.h>
#include <string.h>

struct piece *piece_leaf(struct arena *arena, const char *text)
{
    struct piece *piece = arena_new(arena, struct piece);
    piece->text = text;
    return piece;
}

struct piece *piece_list(struct arena *arena, const char *between)
{
    struct piece *piece = arena_new(arena, struct piece);
    piece->between = between;
    return piece;
}

void piece_add(struct piece *list, struct piece *part)
{
    assert(part && !part->next);
    if (list->last)
        list->last->next = part;
    else
        list->first = part;
    list->last = part;
}

struct piece *piece_of(struct arena *arena, const char *format, ...)
{
    struct piece *piece = piece_list(arena, NULL);
    va_list parts;
    va_start(parts, format);
    while (*format) {
        size_t length = strcspn(format, "%");
        if (length)
            piece_add(piece, piece_leaf(arena, arena_copy(arena, format, length)));
        format += length;
        if (*format) {
            piece_add(piece, va_arg(parts, struct piece *));
            format++;
        }
    }
    va_end(parts);
    return piece;
}

static void write_parts(const struct piece *piece, struct buffer *out)
{
    bool first = true;
    for (const struct piece *part = piece->first; part; part = part->next) {
        if (part->dropped)
            continue;
        if (!first && piece->between)
            buffer_add(out, piece->between, strlen(piece->between));
        piece_write(part, out);
        first = false;
    }
}

void piece_write(const struct piece *piece, struct buffer *out)
{
    const char *text = piece->simplified ? piece->simple : piece->text;
    if (piece->dropped)
        return;
    if (piece->instead && !piece->simplified)
        piece_write(piece->instead, out);
    else if (text)
        buffer_add(out, text, strlen(text));
    else
        write_parts(piece, out);
}

bool piece_is(const struct piece *piece, const char *text)
{
    return piece->text && strcmp(piece->text, text) == 0;
}
