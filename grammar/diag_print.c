/* diag_print.c - diagnostics for people: the line, and marks under it.
 *
 * Marks are counted in the columns of a terminal: a tab stays a tab, Hangul and Han are two wide, a
 * mark on a letter none.  A long line is shown around the place. */
#include "grammar/diag.h"

#include <string.h>

#include "grammar/utf8.h"

enum {
    WINDOW = 112,    /* columns of a line that are shown */
    BEFORE = 56,     /* of these at most before the place, where more follows */
    TAB_WIDTH = 8,   /* at most */
    NUMBER_WIDTH = 5 /* of a line's number, at least */
};

static const char replacement[] = "\xEF\xBF\xBD"; /* for what must not reach a terminal */
static const char ellipsis[] = "\xE2\x80\xA6";

struct painter {
    const struct sources *sources;
    FILE *out;
    bool colour;
};

/* A part of a line: bytes [start, end) of TEXT, the whole line. */
struct window {
    const char *text;
    uint32_t length, start, end;
};

/* What is marked in a line, as offsets in it. */
struct marks {
    struct span place, other;
    bool has_place, has_other;
};

struct glyph {
    uint32_t length; /* bytes that it takes, at least one */
    unsigned width;
    bool shown; /* as it is, not as a replacement */
};

static struct glyph glyph_at(const char *text, size_t left)
{
    struct utf8_character found = utf8_decode(text, left);
    if (found.code == '\t' && found.length)
        return (struct glyph){ 1, TAB_WIDTH, true };
    if (!found.length)
        return (struct glyph){ 1, 1, false };
    enum utf8_hazard hazard = utf8_hazard(found.code);
    if (hazard != UTF8_FINE && hazard != UTF8_JOINER)
        return (struct glyph){ found.length, 1, false };
    return (struct glyph){ found.length, utf8_width(found.code), true };
}

/* The start of the character before OFFSET. */
static uint32_t step_back(const char *text, uint32_t offset)
{
    uint32_t at = offset - 1;
    while (at > 0 && offset - at < UTF8_CHARACTER_MAX && ((unsigned char)text[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* The offset at most COLUMNS before OFFSET. */
static uint32_t columns_back(const struct window *line, uint32_t offset, unsigned columns)
{
    unsigned width = 0;
    while (offset > 0) {
        uint32_t at = step_back(line->text, offset);
        width += glyph_at(line->text + at, line->length - at).width;
        if (width > columns)
            break;
        offset = at;
    }
    return offset;
}

/* The offset at most COLUMNS behind OFFSET. */
static uint32_t columns_on(const struct window *line, uint32_t offset, unsigned columns)
{
    unsigned width = 0;
    while (offset < line->length) {
        struct glyph glyph = glyph_at(line->text + offset, line->length - offset);
        width += glyph.width;
        if (width > columns)
            break;
        offset += glyph.length;
    }
    return offset;
}

/* The part of the line around FOCUS; all of it if it is short. */
static struct window window_around(const char *text, uint32_t length, uint32_t focus)
{
    struct window window = { text, length, 0, length };
    window.end = columns_on(&window, 0, WINDOW);
    if (window.end == length)
        return window;
    window.start = columns_back(&window, focus, BEFORE);
    window.end = columns_on(&window, window.start, WINDOW);
    if (window.end == length)
        window.start = columns_back(&window, length, WINDOW);
    return window;
}

static void paint(const struct painter *painter, const char *sequence)
{
    if (painter->colour)
        fprintf(painter->out, "\x1b[%sm", sequence);
}

static void print_safely(const struct painter *painter, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        struct glyph glyph = glyph_at(text + at, length - at);
        if (glyph.shown)
            fwrite(text + at, 1, glyph.length, painter->out);
        else
            fputs(replacement, painter->out);
        at += glyph.length;
    }
}

static void print_message(const struct painter *painter, const char *head, const char *message)
{
    fputs(head, painter->out);
    print_safely(painter, message, strlen(message));
}

static void print_text(const struct painter *painter, const struct window *window)
{
    if (window->start > 0)
        fputs(ellipsis, painter->out);
    print_safely(painter, window->text + window->start, window->end - window->start);
    fprintf(painter->out, "%s\n", window->end < window->length ? ellipsis : "");
}

static bool covers(struct span span, uint32_t at)
{
    return span.start == span.end ? at == span.start : at >= span.start && at < span.end;
}

static char mark_at(const struct marks *marks, uint32_t at)
{
    if (marks->has_place && covers(marks->place, at))
        return '^';
    return marks->has_other && covers(marks->other, at) ? '~' : ' ';
}

static uint32_t last_mark(const struct marks *marks)
{
    uint32_t place = marks->has_place ? marks->place.end : 0;
    uint32_t other = marks->has_other ? marks->other.end : 0;
    return place > other ? place : other;
}

/* What a mark is repeated for: each column, and once for what has none but is all there is. */
static unsigned repeat(const struct marks *marks, uint32_t at, unsigned width)
{
    bool begins = (marks->has_place && marks->place.start == at) ||
                  (marks->has_other && marks->other.start == at);
    return width || !begins ? width : 1;
}

static void print_marks(const struct painter *painter, const struct window *window,
                        const struct marks *marks)
{
    uint32_t at = window->start;
    if (window->start > 0)
        fputc(' ', painter->out);
    while (at < window->end && at < last_mark(marks)) {
        struct glyph glyph = glyph_at(window->text + at, window->length - at);
        bool tab = window->text[at] == '\t';
        for (unsigned i = tab ? 0 : repeat(marks, at, glyph.width); i > 0; i--)
            fputc(mark_at(marks, at), painter->out);
        if (tab)
            fputc('\t', painter->out);
        at += glyph.length;
    }
    if (mark_at(marks, at) != ' ' && at == last_mark(marks))
        fputc(mark_at(marks, at), painter->out);
    fputc('\n', painter->out);
}

/* SPAN as offsets in LINE; what goes on in the next lines is left out. */
static struct span within(struct span span, struct span line)
{
    uint32_t start = span.start < line.end ? span.start : line.end;
    uint32_t end = span.end < line.end ? span.end : line.end;
    return (struct span){ start - line.start, (end > start ? end : start) - line.start };
}

static void print_excerpt(const struct painter *painter, const struct place *place,
                          const struct marks *marks)
{
    uint32_t focus = marks->has_place ? marks->place.start : marks->other.start;
    struct window window = window_around(sources_text(painter->sources, place->text),
                                         place->text.end - place->text.start, focus);
    int gutter = fprintf(painter->out, "%*u | ", NUMBER_WIDTH, place->line);
    print_text(painter, &window);
    fprintf(painter->out, "%*s", gutter, "| ");
    paint(painter, marks->has_place ? "1;31" : "1;34");
    print_marks(painter, &window, marks);
    paint(painter, "0");
}

static void print_head(const struct painter *painter, struct span span)
{
    struct place place = sources_place(painter->sources, span.start);
    paint(painter, "1");
    if (place.source)
        fprintf(painter->out, "%s:%u:%u: ", place.source->name, place.line, place.column);
    paint(painter, "0");
}

static bool is_in_line(struct span span, const struct place *line)
{
    return span.start >= line->text.start && span.start <= line->text.end;
}

static void print_other(const struct painter *painter, const struct diag *diag)
{
    struct place place = sources_place(painter->sources, diag->other.start);
    struct marks marks = { .other = within(diag->other, place.text), .has_other = true };
    print_head(painter, diag->other);
    print_message(painter, "note: ", diag->other_message);
    fputc('\n', painter->out);
    print_excerpt(painter, &place, &marks);
}

/* The line of the place, and of the other place if that is near. */
static void print_places(const struct painter *painter, const struct diag *diag)
{
    struct place place = sources_place(painter->sources, diag->span.start);
    bool together = diag->other.start && place.source && is_in_line(diag->other, &place) &&
                    place.text.end - place.text.start <= WINDOW;
    struct marks marks = { .place = within(diag->span, place.text), .has_place = true };
    if (together) {
        marks.other = within(diag->other, place.text);
        marks.has_other = true;
    }
    if (place.source && place.source->length > 0)
        print_excerpt(painter, &place, &marks);
    if (together) {
        print_message(painter, "  ~ note: ", diag->other_message);
        fputc('\n', painter->out);
    } else if (diag->other.start) {
        print_other(painter, diag);
    }
}

static void print_one(const struct painter *painter, const struct diag *diag)
{
    static const char *const words[] = { "error", "warning", "info" };
    static const char *const colours[] = { "1;31", "1;35", "1;36" };
    print_head(painter, diag->span);
    paint(painter, colours[diag->severity]);
    fprintf(painter->out, "%s: ", words[diag->severity]);
    paint(painter, "0");
    print_message(painter, "", diag->message);
    fprintf(painter->out, " [%s]\n", diag->code);
    print_places(painter, diag);
    if (diag->hint) {
        print_message(painter, "  = hint: ", diag->hint);
        fputc('\n', painter->out);
    }
}

void diag_print(const struct diags *diags, FILE *out, bool colour)
{
    const struct painter painter = { diags->sources, out, colour };
    for (unsigned i = 0; i < diags->count; i++)
        print_one(&painter, diags->items[i]);
}
