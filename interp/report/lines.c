/* lines.c - at most three cells a line; the last one is never padded. */
#include "interp/report/lines.h"

#include <utf8proc.h>

enum {
    CELLS = 3,
    WIDTH_MAX = 60 /* a longer cell does not push all others aside */
};

/* The text before the next SEPARATOR (or the end of REST), which REST then begins behind. */
static struct text cut(struct text *rest, char separator)
{
    const char *end = rest->length ? memchr(rest->at, separator, rest->length) : NULL;
    uint32_t length = end ? (uint32_t)(end - rest->at) : rest->length;
    struct text part = { rest->at, length };
    uint32_t skipped = end ? length + 1 : length;
    *rest = (struct text){ rest->at + skipped, rest->length - skipped };
    return part;
}

uint32_t display_width(struct text text)
{
    uint32_t width = 0;
    for (uint32_t i = 0; i < text.length;) {
        utf8proc_int32_t character;
        utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)text.at + i,
                                                  (utf8proc_ssize_t)(text.length - i), &character);
        int columns = bytes > 0 ? utf8proc_charwidth(character) : 1;
        width += columns > 0 ? (uint32_t)columns : 0;
        i += bytes > 0 ? (uint32_t)bytes : 1;
    }
    return width;
}

static void measure(struct text lines, uint32_t *widths)
{
    while (lines.length) {
        struct text line = cut(&lines, '\n');
        for (int i = 0; i < CELLS; i++) {
            struct text cell = cut(&line, '\t');
            uint32_t width = display_width(cell);
            if (line.length && width > widths[i] && width <= WIDTH_MAX)
                widths[i] = width;
        }
    }
}

static void pad(struct buffer *out, uint32_t from, uint32_t to)
{
    for (; from < to; from++)
        buffer_add(out, " ", 1);
}

static void lay_out(struct buffer *out, struct text lines, const uint32_t *widths)
{
    while (lines.length) {
        struct text line = cut(&lines, '\n');
        for (int i = 0; i < CELLS && line.length; i++) {
            struct text cell = cut(&line, '\t');
            buffer_text(out, cell);
            if (!line.length)
                break;
            pad(out, display_width(cell), widths[i]);
            buffer_add(out, " ", 1);
        }
        buffer_add(out, "\n", 1);
    }
}

void lines_join(struct buffer *out, struct text lines)
{
    lay_out(out, lines, (const uint32_t[CELLS]){ 0 });
}

void lines_align(struct buffer *out, struct text lines)
{
    uint32_t widths[CELLS] = { 0 };
    measure(lines, widths);
    lay_out(out, lines, widths);
}
