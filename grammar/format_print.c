/* format_print.c - pieces, comments and the blanks between them, as text. */
#include "grammar/layout.h"

#include <string.h>

struct printer {
    struct layout *layout;
    char *text;
    size_t length, capacity;
    uint32_t column;
    uint32_t group;            /* the next one to be decided */
    const struct entry *entry; /* begun last */
    bool went_on;              /* the entry has had a line end */
};

/* ---- writing ---- */

static void write_bytes(struct printer *printer, const char *bytes, size_t length)
{
    if (printer->capacity - printer->length <= length) {
        size_t wanted = 2 * (printer->length + length) + 256;
        printer->text =
            arena_grow(printer->layout->arena, printer->text, printer->capacity, wanted);
        printer->capacity = wanted;
    }
    memcpy(printer->text + printer->length, bytes, length);
    printer->length += length;
}

static void write_blanks(struct printer *printer, uint32_t count)
{
    static const char blanks[] = "                                ";
    printer->column += count;
    for (uint32_t step; count; count -= step) {
        step = count < sizeof blanks - 1 ? count : (uint32_t)sizeof blanks - 1;
        write_bytes(printer, blanks, step);
    }
}

static void end_line(struct printer *printer)
{
    if (printer->length)
        write_bytes(printer, "\n", 1);
    printer->column = 0;
    printer->went_on = true;
}

static const char *text_at(const struct printer *printer, struct span span)
{
    return printer->layout->source->text + (span.start - printer->layout->source->base);
}

/* A comment ends with its last character that is no blank. */
static void write_comment(struct printer *printer, uint32_t token)
{
    struct span span = printer->layout->tokens[token].span;
    const char *text = text_at(printer, span);
    size_t length = span.end - span.start;
    while (length && strchr(" \t\r", text[length - 1]))
        length--;
    write_bytes(printer, text, length);
}

/* ---- comments ---- */

static bool is_entry(const struct piece *piece)
{
    return piece->gap == GAP_ENTRY || piece->gap == GAP_CLOSE;
}

/* Behind the word before, in the column of its row's comments if it has one. */
static void write_trailing(struct printer *printer, uint32_t token)
{
    const struct entry *entry = printer->entry;
    uint32_t blanks = COMMENT_DISTANCE;
    if (entry && entry->table && !printer->went_on) {
        const struct layout *layout = printer->layout;
        const struct piece *last = &layout->pieces[entry->row_last];
        uint32_t start = layout->pieces[entry->first].indent + layout->tables[entry->table].comment;
        if (last[1].token - last[1].comments == token && start > printer->column + blanks)
            blanks = start - printer->column;
    }
    write_blanks(printer, blanks);
    write_comment(printer, token);
}

/* Comments before a closing brace are as far in as the entries above it. */
static uint32_t indent_of(const struct printer *printer, const struct piece *piece)
{
    uint32_t column = piece->anchor ? printer->layout->pieces[piece->anchor].column : UINT32_MAX;
    return column <= COLUMN_MAX && column + piece->offset <= COLUMN_MAX ? column + piece->offset
                                                                        : piece->indent;
}

static uint32_t comment_indent(const struct printer *printer, const struct piece *piece)
{
    bool closes = piece->gap == GAP_CLOSE && piece->owner;
    return indent_of(printer, piece) + (closes ? STEP_WIDTH : 0);
}

/* ---- empty lines ---- */

/* Whether an empty line has to stand somewhere before PIECE. */
static bool wants_blank(const struct printer *printer, const struct piece *piece)
{
    if (piece->gap != GAP_ENTRY)
        return false;
    const struct entry *entries = printer->layout->entries;
    const struct entry *entry = &entries[piece->owner];
    return entry->previous != NO_ENTRY && (entry->tall || entries[entry->previous].tall);
}

static bool has_blank(const struct printer *printer, const struct piece *piece)
{
    uint32_t first = piece->token - piece->comments;
    first += trailing_comments(printer->layout, piece);
    for (uint32_t token = first; token <= piece->token; token++)
        if (is_blank_before(printer->layout, token))
            return true;
    return false;
}

/* Nothing stands between PIECE and the opening brace or the beginning of the text but comments. */
static bool is_first(const struct printer *printer, const struct piece *piece)
{
    const struct layout *layout = printer->layout;
    if (piece->gap == GAP_ENTRY)
        return layout->entries[piece->owner].previous == NO_ENTRY;
    return !layout->blocks[piece->owner].entries;
}

/* Whether an empty line stands before TOKEN, PIECE itself or one of its comments; AT_FIRST:
 * directly behind what stands before all of them. */
static bool keeps_blank(const struct printer *printer, const struct piece *piece, uint32_t token,
                        bool at_first)
{
    if (!is_entry(piece) || (at_first && is_first(printer, piece)) ||
        (piece->gap == GAP_CLOSE && token == piece->token))
        return false;
    bool wanted = at_first && wants_blank(printer, piece) && !has_blank(printer, piece);
    return wanted || is_blank_before(printer->layout, token);
}

/* ---- gaps ---- */

/* The line end before TOKEN, and an empty line where one stands there. */
static void break_before(struct printer *printer, const struct piece *piece, uint32_t token,
                         bool at_first)
{
    if (keeps_blank(printer, piece, token, at_first))
        end_line(printer);
    end_line(printer);
}

static void write_lines(struct printer *printer, const struct piece *piece)
{
    uint32_t token = piece->token - piece->comments;
    bool at_first = true;
    if (trailing_comments(printer->layout, piece))
        write_trailing(printer, token++);
    for (; token < piece->token; token++, at_first = false) {
        break_before(printer, piece, token, at_first);
        write_blanks(printer, comment_indent(printer, piece));
        write_comment(printer, token);
    }
    break_before(printer, piece, token, at_first);
    write_blanks(printer, piece->width ? indent_of(printer, piece) : 0);
}

/* The columns up to where the line may end behind LAST. */
static uint32_t tail_width(const struct printer *printer, uint32_t last)
{
    const struct layout *layout = printer->layout;
    const struct piece *next = &layout->pieces[last + 1];
    if (last + 1 == layout->piece_count || can_break(layout, next))
        return 0;
    return gap_width(layout, next) + next->run;
}

/* Whether FIRST through LAST fit on the line, BLANKS behind what is there. */
static bool fits(const struct printer *printer, uint32_t first, uint32_t last, uint32_t blanks)
{
    const struct layout *layout = printer->layout;
    return !has_comments(layout, first, last) &&
           printer->column + blanks + flat_width(layout, first, last) + tail_width(printer, last) <=
               LINE_WIDTH;
}

static bool breaks(const struct printer *printer, const struct piece *piece)
{
    const struct layout *layout = printer->layout;
    if (piece->comments)
        return true;
    if (piece->gap == GAP_SOFT)
        return layout->groups[piece->owner].broken;
    if (piece->gap == GAP_FILL)
        return !fits(printer, (uint32_t)(piece - layout->pieces), piece->until, 1);
    return can_break(layout, piece);
}

/* The blanks before PIECE, which goes on with its line. */
static uint32_t blanks_before(const struct printer *printer, const struct piece *piece)
{
    uint32_t usual = gap_width(printer->layout, piece);
    const struct entry *entry = printer->entry;
    if (!piece->cell || !entry || !entry->table)
        return usual;
    const struct table *table = &printer->layout->tables[entry->table];
    uint32_t start = printer->layout->pieces[entry->first].indent + table->starts[piece->cell];
    return start > printer->column + table->gap ? start - printer->column : table->gap;
}

/* ---- pieces ---- */

/* Groups that begin with the piece NUMBER, which is about to be written: the outer ones first. */
static void decide_groups(struct printer *printer, uint32_t number)
{
    struct layout *layout = printer->layout;
    for (; printer->group < layout->group_count; printer->group++) {
        struct group *group = &layout->groups[printer->group];
        if (group->first != number)
            return;
        group->broken = !fits(printer, group->first, group->last, 0);
    }
}

static void write_piece(struct printer *printer, uint32_t number)
{
    struct piece *piece = &printer->layout->pieces[number];
    if (breaks(printer, piece))
        write_lines(printer, piece);
    else
        write_blanks(printer, blanks_before(printer, piece));
    if (piece->gap == GAP_ENTRY) {
        printer->entry = &printer->layout->entries[piece->owner];
        printer->went_on = false;
    }
    piece->column = printer->column;
    decide_groups(printer, number);
    write_bytes(printer, text_at(printer, piece->span), piece->span.end - piece->span.start);
    printer->column += piece->width;
}

const char *layout_print(struct layout *layout, size_t *length)
{
    struct printer printer = { .layout = layout };
    for (uint32_t i = 0; i < layout->piece_count; i++)
        write_piece(&printer, i);
    *length = printer.length;
    write_bytes(&printer, "", 1);
    return printer.text;
}
