/* format_columns.c - what stands on one line, and where columns begin.
 *
 * What the author wrote on one line stays on one line if it fits; lines that stand together have
 * columns together.  Only widths, lines and comments count here, not what words mean. */
#include "grammar/layout.h"

#include <string.h>

#include "grammar/parser.h"

/* ---- measuring ---- */

uint32_t gap_width(const struct layout *layout, const struct piece *piece)
{
    switch (piece->gap) {
    case GAP_NONE:
        return 0;
    case GAP_ENTRY:
        return layout->entries[piece->owner].previous == NO_ENTRY ? 1 : 2;
    default:
        return 1;
    }
}

static void measure(struct layout *layout)
{
    uint32_t flat = 0, commented = 0;
    for (uint32_t i = 0; i < layout->piece_count; i++) {
        struct piece *piece = &layout->pieces[i];
        flat += gap_width(layout, piece) + piece->width;
        commented += piece->comments > 0;
        piece->flat = flat;
        piece->commented = commented;
    }
}

uint32_t flat_width(const struct layout *layout, uint32_t first, uint32_t last)
{
    const struct piece *pieces = layout->pieces;
    return pieces[last].flat - pieces[first].flat + pieces[first].width;
}

bool has_comments(const struct layout *layout, uint32_t first, uint32_t last)
{
    return layout->pieces[last].commented > layout->pieces[first].commented;
}

/* ---- the author's lines ---- */

static unsigned count_lines(const struct layout *layout, uint32_t start, uint32_t end)
{
    const char *at = layout->source->text + (start - layout->source->base);
    const char *stop = layout->source->text + (end - layout->source->base);
    unsigned lines = 0;
    while (lines < 2 && (at = memchr(at, '\n', (size_t)(stop - at)))) {
        lines++;
        at++;
    }
    return lines;
}

bool is_blank_before(const struct layout *layout, uint32_t token)
{
    return token && count_lines(layout, layout->tokens[token - 1].span.end,
                                layout->tokens[token].span.start) > 1;
}

uint32_t trailing_comments(const struct layout *layout, const struct piece *piece)
{
    uint32_t first = piece->token - piece->comments;
    return piece->comments && first &&
           !count_lines(layout, layout->tokens[first - 1].span.end,
                        layout->tokens[first].span.start);
}

/* Whether the author wrote FIRST through LAST on one line. */
static bool was_one_line(const struct layout *layout, uint32_t first, uint32_t last)
{
    return !count_lines(layout, layout->pieces[first].span.start, layout->pieces[last].span.end);
}

static bool fits_one_line(const struct layout *layout, uint32_t first, uint32_t last)
{
    return !has_comments(layout, first, last) &&
           layout->pieces[first].indent + flat_width(layout, first, last) <= LINE_WIDTH;
}

static void decide_block(struct layout *layout, struct block *block)
{
    if (block->entries)
        block->one_line = was_one_line(layout, block->first, block->last) &&
                          fits_one_line(layout, block->first, block->last);
    else
        block->one_line = !layout->pieces[block->last].comments;
}

/* ---- columns ---- */

static uint32_t table_new(struct layout *layout, uint32_t gap)
{
    uint32_t count = layout->table_count++;
    layout->tables = layout_room(layout, layout->tables, count, sizeof(struct table));
    layout->tables[count] = (struct table){ .gap = gap };
    return count;
}

static void measure_row(const struct layout *layout, struct entry *entry)
{
    uint32_t start = entry->first, cell = 0;
    memset(entry->widths, 0, sizeof entry->widths);
    for (uint32_t i = entry->first + 1; i <= entry->row_last; i++) {
        if (!layout->pieces[i].cell)
            continue;
        entry->widths[cell] = flat_width(layout, start, i - 1);
        cell = layout->pieces[i].cell;
        start = i;
    }
    entry->widths[cell] = flat_width(layout, start, entry->row_last);
}

static void join_table(struct layout *layout, struct entry *entry, uint32_t table)
{
    measure_row(layout, entry);
    entry->table = table;
}

/* Where ENTRY's row ends before column CELL, by TABLE's columns. */
static uint32_t row_end_before(const struct entry *entry, const struct table *table, unsigned cell)
{
    uint32_t end = entry->widths[0];
    for (unsigned i = 1; i < cell; i++) {
        if (!entry->widths[i])
            continue;
        uint32_t next = end + table->gap;
        end = (next > table->starts[i] ? next : table->starts[i]) + entry->widths[i];
    }
    return end;
}

static void push_start(uint32_t *start, uint32_t end, uint32_t gap)
{
    if (end <= COLUMN_MAX && end + gap > *start)
        *start = end + gap;
}

static bool has_aligned_comment(const struct layout *layout, const struct entry *entry)
{
    const struct piece *next = &layout->pieces[entry->row_last + 1];
    bool row = entry->kind != ENTRY_RULE || layout->blocks[entry->block].rows;
    return row && trailing_comments(layout, next);
}

/* The columns of TABLE, which some of the entries FIRST through LAST follow.  Returns the width of
 * the longest row. */
static uint32_t align(struct layout *layout, uint32_t number, uint32_t first, uint32_t last)
{
    struct table *table = &layout->tables[number];
    for (unsigned cell = 1; cell < CELLS_MAX; cell++)
        for (uint32_t i = first; i <= last; i++)
            if (layout->entries[i].table == number && layout->entries[i].widths[cell])
                push_start(&table->starts[cell], row_end_before(&layout->entries[i], table, cell),
                           table->gap);
    uint32_t longest = 0;
    for (uint32_t i = first; i <= last; i++) {
        const struct entry *entry = &layout->entries[i];
        if (entry->table != number)
            continue;
        uint32_t end = row_end_before(entry, table, CELLS_MAX);
        longest = end > longest ? end : longest;
        if (end <= LINE_WIDTH && has_aligned_comment(layout, entry) &&
            end + COMMENT_DISTANCE > table->comment)
            table->comment = end + COMMENT_DISTANCE;
    }
    return longest;
}

/* ---- runs: lines directly below each other ---- */

static bool is_below(const struct layout *layout, const struct entry *entry, uint32_t previous)
{
    const struct piece *piece = &layout->pieces[entry->first];
    return entry->previous == previous && piece->comments == trailing_comments(layout, piece) &&
           !is_blank_before(layout, piece->token);
}

static bool can_run(const struct layout *layout, const struct entry *entry)
{
    bool kind = entry->kind == ENTRY_LET ||
                (entry->kind == ENTRY_ITEM &&
                 (entry->item == ITEM_USE || (entry->item == ITEM_PARAMETER && !entry->body)));
    return kind && fits_one_line(layout, entry->first, entry->last);
}

static bool goes_on(const struct layout *layout, uint32_t previous, uint32_t next)
{
    const struct entry *before = &layout->entries[previous], *entry = &layout->entries[next];
    return next < layout->entry_count && entry->kind == before->kind &&
           entry->item == before->item && can_run(layout, entry) &&
           is_below(layout, entry, previous);
}

/* Columns for the run of entries FIRST through LAST, unless a line would become too long. */
static void align_run(struct layout *layout, uint32_t first, uint32_t last)
{
    uint32_t table = table_new(layout, 1);
    for (uint32_t i = first; i <= last; i++)
        join_table(layout, &layout->entries[i], table);
    uint32_t indent = layout->pieces[layout->entries[first].first].indent;
    if (indent + align(layout, table, first, last) > LINE_WIDTH)
        for (uint32_t i = first; i <= last; i++)
            layout->entries[i].table = 0;
}

static void align_runs(struct layout *layout)
{
    for (uint32_t first = 0; first < layout->entry_count; first++) {
        const struct entry *entry = &layout->entries[first];
        if (!can_run(layout, entry) || layout->blocks[entry->block].one_line)
            continue;
        uint32_t last = first;
        while (goes_on(layout, last, last + 1))
            last++;
        align_run(layout, first, last);
        first = last;
    }
}

/* ---- blocks ---- */

static bool is_rule_on_one_line(const struct layout *layout, const struct entry *entry)
{
    return was_one_line(layout, entry->first, entry->last) &&
           !has_comments(layout, entry->first, entry->last);
}

static void join_block(struct layout *layout, const struct block *block, uint32_t table)
{
    for (uint32_t i = block->first_entry; i < block->first_entry + block->entries; i++) {
        struct entry *entry = &layout->entries[i];
        entry->table = 0;
        if (entry->kind != ENTRY_LET && !has_comments(layout, entry->first, entry->row_last))
            join_table(layout, entry, table);
    }
}

static uint32_t align_block(struct layout *layout, const struct block *block)
{
    bool versions = layout->pieces[block->first].kind == TOK_PARAMETER;
    uint32_t table = table_new(layout, versions ? 1 : 2);
    join_block(layout, block, table);
    return align(layout, table, block->first_entry, block->first_entry + block->entries - 1);
}

/* Rules are rows if the author wrote each on one line, and all fit. */
static void try_rows(struct layout *layout, struct block *block)
{
    const struct entry *entries = layout->entries + block->first_entry;
    block->rows = false;
    for (uint32_t i = 0; i < block->entries; i++) {
        if (entries[i].kind == ENTRY_ROW)
            return;
        if (entries[i].kind == ENTRY_RULE && !is_rule_on_one_line(layout, &entries[i]))
            return;
    }
    block->rows = true;
}

/* A rule's row is all of it, or what stands before its first part. */
static void set_rule_rows(struct layout *layout, const struct block *block)
{
    for (uint32_t i = block->first_entry; i < block->first_entry + block->entries; i++) {
        struct entry *entry = &layout->entries[i];
        if (entry->kind != ENTRY_RULE)
            continue;
        entry->row_last = entry->last;
        for (uint32_t k = entry->last; k > entry->first && !block->rows; k--)
            if (layout->pieces[k].gap == GAP_PART)
                entry->row_last = k - 1;
        entry->tall = !block->rows;
    }
}

static void decide_rows(struct layout *layout, struct block *block)
{
    try_rows(layout, block);
    set_rule_rows(layout, block);
    if (align_block(layout, block) + STEP_WIDTH <= LINE_WIDTH || !block->rows)
        return;
    block->rows = false;
    set_rule_rows(layout, block);
    align_block(layout, block);
}

static void decide_tall(const struct layout *layout, struct entry *entry)
{
    const struct block *body = &layout->blocks[entry->body];
    entry->tall =
        !fits_one_line(layout, entry->first, entry->last) || (entry->body && !body->one_line);
}

/* ---- where lines may end ---- */

bool can_break(const struct layout *layout, const struct piece *piece)
{
    if (piece->comments)
        return true;
    switch (piece->gap) {
    case GAP_NONE:
    case GAP_SPACE:
        return false;
    case GAP_SOFT:
    case GAP_FILL:
        return true;
    case GAP_PART:
        return !layout->blocks[piece->owner].one_line && !layout->blocks[piece->owner].rows;
    case GAP_ENTRY:
        return !layout->blocks[layout->entries[piece->owner].block].one_line;
    case GAP_CLOSE:
        return !layout->blocks[piece->owner].one_line;
    }
    return false;
}

static void measure_runs(struct layout *layout)
{
    for (uint32_t i = layout->piece_count; i-- > 0;) {
        struct piece *piece = &layout->pieces[i], *next = piece + 1;
        piece->run = piece->width;
        if (i + 1 < layout->piece_count && !can_break(layout, next))
            piece->run += gap_width(layout, next) + next->run;
    }
}

void layout_decide(struct layout *layout)
{
    measure(layout);
    table_new(layout, 0);
    for (uint32_t i = 1; i < layout->block_count; i++) {
        struct block *block = &layout->blocks[i];
        decide_block(layout, block);
        if (!block->one_line && block->entries)
            decide_rows(layout, block);
    }
    for (uint32_t i = 0; i < layout->entry_count; i++)
        if (layout->entries[i].kind == ENTRY_ITEM)
            decide_tall(layout, &layout->entries[i]);
    align_runs(layout);
    measure_runs(layout);
}
