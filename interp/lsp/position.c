/* position.c - from offsets to positions and back. */
#include "interp/lsp/position.h"

#include <stdlib.h>
#include <string.h>

#include "interp/lsp/kept.h"

void lines_free(struct lines *lines)
{
    free(lines->starts);
    *lines = (struct lines){ 0 };
}

static void add_start(struct lines *lines, uint32_t offset)
{
    lines->starts = kept_room(lines->starts, lines->count, sizeof *lines->starts);
    lines->starts[lines->count++] = offset;
}

/* A line ends in LF, CR LF, or CR alone. */
static bool ends_line(const struct lines *lines, uint32_t offset)
{
    char byte = lines->text[offset];
    bool pair = byte == '\r' && offset + 1 < lines->length && lines->text[offset + 1] == '\n';
    return byte == '\n' || (byte == '\r' && !pair);
}

void lines_find(struct lines *lines, const char *text, uint32_t length)
{
    lines_free(lines);
    lines->text = text;
    lines->length = length;
    add_start(lines, 0);
    for (uint32_t offset = 0; offset < length; offset++)
        if (ends_line(lines, offset))
            add_start(lines, offset + 1);
}

/* How many units the character takes whose first byte this is; what goes on takes none. */
static uint32_t units(char byte, enum encoding encoding)
{
    unsigned char first = (unsigned char)byte;
    if (encoding == ENCODING_UTF8)
        return 1;
    if ((first & 0xC0) == 0x80)
        return 0;
    return first >= 0xF0 ? 2 : 1;
}

static uint32_t line_of(const struct lines *lines, uint32_t offset)
{
    uint32_t low = 0, high = lines->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (lines->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct position lines_position(const struct lines *lines, uint32_t offset, enum encoding encoding)
{
    if (offset > lines->length)
        offset = lines->length;
    struct position position = { line_of(lines, offset), 0 };
    for (uint32_t at = lines->starts[position.line]; at < offset; at++)
        position.character += units(lines->text[at], encoding);
    return position;
}

/* The end of LINE, before what ends it. */
static uint32_t line_end(const struct lines *lines, uint32_t line)
{
    if (line + 1 == lines->count)
        return lines->length;
    uint32_t end = lines->starts[line + 1] - 1;
    bool pair =
        end > lines->starts[line] && lines->text[end] == '\n' && lines->text[end - 1] == '\r';
    return pair ? end - 1 : end;
}

uint32_t lines_offset(const struct lines *lines, struct position position, enum encoding encoding)
{
    if (position.line >= lines->count)
        return lines->length;
    uint32_t offset = lines->starts[position.line], end = line_end(lines, position.line);
    uint32_t left = position.character;
    while (offset < end) {
        uint32_t next = units(lines->text[offset], encoding);
        if (next > left || (!left && next))
            break;
        left -= next;
        offset++;
    }
    while (offset < end && ((unsigned char)lines->text[offset] & 0xC0) == 0x80)
        offset++; /* the rest of the last character */
    return offset;
}
