/* csv.c - see csv.h.  First where a row ends, then its cells: the input cuts by the same rule. */
#include "interp/data/csv.h"

#include "grammar/utf8.h"

/* The first BYTE of [AT, END), or END. */
static const char *find(const char *at, const char *end, char byte)
{
    const char *found = memchr(at, byte, (size_t)(end - at));
    return found ? found : end;
}

static enum csv_state step(enum csv_state state, char byte)
{
    switch (state) {
    case CSV_CELL_START:
        return byte == '"' ? CSV_QUOTED : byte == ',' ? CSV_CELL_START : CSV_PLAIN;
    case CSV_PLAIN:
    case CSV_AFTER_QUOTE:
        if (byte == '"' && state == CSV_AFTER_QUOTE)
            return CSV_QUOTED;
        return byte == ',' ? CSV_CELL_START : CSV_PLAIN;
    case CSV_QUOTED:
        break;
    }
    return byte == '"' ? CSV_AFTER_QUOTE : CSV_QUOTED;
}

size_t csv_row_end(enum csv_state *state, const char *text, size_t length)
{
    const char *at = text, *end = text + length, *line_end = NULL;
    while (at < end) {
        if (*state == CSV_QUOTED) {
            at = find(at, end, '"');
        } else if (*state != CSV_AFTER_QUOTE) {
            if (!line_end || line_end < at)
                line_end = find(at, end, '\n');
            const char *quote = find(at, line_end, '"');
            if (quote > at)
                *state = quote[-1] == ',' ? CSV_CELL_START : CSV_PLAIN;
            at = quote;
        }
        if (at == end || (*at == '\n' && *state != CSV_QUOTED))
            break;
        *state = step(*state, *at++);
    }
    return (size_t)(at - text);
}

/* The row at hand: its bytes, and how far they are read. */
struct cursor {
    struct csv *csv;
    const char *at, *end;
    bool has_quotes;
    const char *wrong; /* the first complaint and its place */
    const char *wrong_at;
};

static void complain(struct cursor *cursor, const char *at, const char *complaint)
{
    if (cursor->wrong)
        return;
    cursor->wrong = complaint;
    cursor->wrong_at = at;
}

/* The bytes of [AT, END) with "" as ", in the arena. */
static struct text without_doubles(struct arena *arena, const char *at, const char *end)
{
    char *copy = arena_copy(arena, at, (size_t)(end - at));
    size_t written = 0;
    for (const char *from = at; from < end; from++) {
        copy[written++] = *from;
        if (*from == '"')
            from++;
    }
    return (struct text){ copy, (uint32_t)written };
}

static struct text quoted_text(struct cursor *cursor)
{
    const char *from = ++cursor->at;
    bool doubled = false;
    for (;;) {
        const char *quote = memchr(cursor->at, '"', (size_t)(cursor->end - cursor->at));
        if (!quote) {
            complain(cursor, from - 1, "this quote is never closed");
            cursor->at = cursor->end;
            return (struct text){ from, (uint32_t)(cursor->end - from) };
        }
        cursor->at = quote + 1;
        if (cursor->at == cursor->end || *cursor->at != '"')
            break;
        doubled = true;
        cursor->at++;
    }
    const char *end = cursor->at - 1;
    if (doubled)
        return without_doubles(cursor->csv->arena, from, end);
    return (struct text){ from, (uint32_t)(end - from) };
}

static struct text plain_text(struct cursor *cursor)
{
    const char *from = cursor->at;
    if (!cursor->has_quotes) {
        cursor->at = find(from, cursor->end, ',');
        return (struct text){ from, (uint32_t)(cursor->at - from) };
    }
    for (; cursor->at < cursor->end && *cursor->at != ','; cursor->at++)
        if (*cursor->at == '"')
            complain(cursor, cursor->at,
                     "a quote may only begin a cell; inside quotes it is written twice");
    return (struct text){ from, (uint32_t)(cursor->at - from) };
}

static struct csv_cell next_cell(struct cursor *cursor)
{
    struct csv_cell cell = { .offset = (uint32_t)(cursor->at - cursor->csv->text) };
    cell.quoted = cursor->at < cursor->end && *cursor->at == '"';
    cell.text = cell.quoted ? quoted_text(cursor) : plain_text(cursor);
    if (cursor->at < cursor->end && *cursor->at != ',') {
        complain(cursor, cursor->at, "a comma is missing behind the closing quote");
        plain_text(cursor);
    }
    return cell;
}

static void add_cell(struct csv *csv, struct csv_row *row, struct csv_cell cell)
{
    if (row->count == row->capacity) {
        uint32_t capacity = row->capacity ? 2 * row->capacity : 16;
        row->cells = arena_grow(csv->arena, row->cells, row->capacity * sizeof *row->cells,
                                capacity * sizeof *row->cells);
        row->capacity = capacity;
    }
    row->cells[row->count++] = cell;
}

static void split(struct cursor *cursor, struct csv_row *row)
{
    row->count = 0;
    while (row->count < CSV_CELLS_MAX) {
        add_cell(cursor->csv, row, next_cell(cursor));
        if (cursor->at == cursor->end)
            return;
        cursor->at++;
    }
    complain(cursor, cursor->at, "this row has more than 10000 cells");
}

static uint32_t count_lines(const char *at, size_t length)
{
    uint32_t lines = 0;
    const char *end = at + length;
    for (; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines++;
    return lines;
}

/* Skips the BOM and blank lines. */
static void skip_blank_lines(struct csv *csv)
{
    if (csv->at == 0 && csv->length >= 3 && memcmp(csv->text, "\xef\xbb\xbf", 3) == 0)
        csv->at = 3;
    for (;;) {
        size_t at = csv->at;
        if (at < csv->length && csv->text[at] == '\r')
            at++;
        if (at == csv->length || csv->text[at] != '\n') {
            csv->at = at == csv->length ? at : csv->at;
            return;
        }
        csv->at = at + 1;
        csv->line++;
    }
}

static size_t without_return(const char *text, size_t length)
{
    return length && text[length - 1] == '\r' ? length - 1 : length;
}

/* Sets ROW's place and moves behind it. */
static void take_row(struct csv *csv, struct csv_row *row)
{
    enum csv_state state = CSV_CELL_START;
    const char *text = csv->text + csv->at;
    size_t length = csv_row_end(&state, text, csv->length - csv->at);
    row->offset = csv->at;
    row->length = state == CSV_QUOTED ? length : without_return(text, length);
    row->line = csv->line;
    csv->at += length;
    csv->line += count_lines(text, length);
    if (csv->at < csv->length) {
        csv->at++;
        csv->line++;
    }
}

enum csv_result csv_next(struct csv *csv, struct csv_row *row, const char **complaint)
{
    skip_blank_lines(csv);
    if (csv->at == csv->length)
        return CSV_END;
    take_row(csv, row);
    const char *text = csv->text + row->offset;
    struct cursor cursor = { csv, .at = text, .end = text + row->length };
    cursor.has_quotes = memchr(text, '"', row->length) != NULL;
    size_t valid = utf8_valid_length(text, row->length);
    if (valid < row->length)
        complain(&cursor, text + valid, "these bytes are not UTF-8");
    split(&cursor, row);
    if (!cursor.wrong)
        return CSV_ROW;
    *complaint = cursor.wrong;
    row->offset = (size_t)(cursor.wrong_at - csv->text);
    return CSV_BAD;
}
