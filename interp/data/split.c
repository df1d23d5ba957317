/* split.c - cutting lines and CSV rows, and what the cutters share. */
#include "interp/data/split.h"

#include <string.h>

#include "interp/data/word.h"

/* One in each byte of WORD that continues a character: 10 in front. */
static uint64_t continuations(uint64_t word)
{
    return word >> 7 & ~(word >> 6) & UINT64_C(0x0101010101010101);
}

/* The sum of the eight bytes of COUNTS. */
static uint32_t sum_of(uint64_t counts)
{
    const uint64_t halves = UINT64_C(0x00ff00ff00ff00ff);
    uint64_t pairs = (counts & halves) + (counts >> 8 & halves);
    return (uint32_t)(pairs * UINT64_C(0x0001000100010001) >> 48);
}

static uint32_t characters(const char *at, const char *end)
{
    uint32_t count = (uint32_t)(end - at);
    while (end - at >= 8) {
        uint64_t counts = 0;
        for (int words = 0; words < 255 && end - at >= 8; words++, at += 8)
            counts += continuations(word_load(at));
        count -= sum_of(counts);
    }
    for (; at < end; at++)
        count -= ((unsigned char)*at & 0xc0) == 0x80;
    return count;
}

/* Moves the mark to END. */
static void advance_mark(struct split *split, const char *text, size_t end)
{
    const char *at = text + split->mark, *stop = text + end, *newline;
    while ((newline = memchr(at, '\n', (size_t)(stop - at)))) {
        split->mark_at = (struct split_place){ split->mark_at.line + 1, 1 };
        at = newline + 1;
    }
    if (split->format == INPUT_JSON)
        split->mark_at.column += characters(at, stop);
    split->mark = end;
}

void split_pass(struct split *split, const struct stretch *stretch, size_t end)
{
    advance_mark(split, stretch->text, end);
    split->begin_at = split->mark_at;
    split->begin = end;
    split->at = split->at < end ? end : split->at;
    split->dropped = false;
}

/* Makes RECORD of what is before END. */
static void fill_record(struct split *split, const struct stretch *stretch, size_t end,
                        struct input_record *record)
{
    *record = (struct input_record){ .text = stretch->text + split->begin,
                                     .length = end - split->begin,
                                     .line = split->begin_at.line,
                                     .column = split->begin_at.column,
                                     .number = ++split->number };
    if (split->dropped || record->length > split->max_record) {
        record->problem = split->too_long;
        record->length =
            record->length < SPLIT_KEPT_BYTES ? record->length : (size_t)SPLIT_KEPT_BYTES;
    }
}

bool split_take(struct split *split, const struct stretch *stretch, size_t end,
                struct input_record *record)
{
    fill_record(split, stretch, end, record);
    split_pass(split, stretch, end);
    return true;
}

size_t split_drop(struct split *split, char *text, size_t length)
{
    size_t kept = split->begin + SPLIT_KEPT_BYTES;
    if (split->at < kept || split->at - split->begin <= split->max_record + SPLIT_KEPT_BYTES)
        return length;
    advance_mark(split, text, split->at);
    memmove(text + kept, text + split->at, length - split->at);
    length -= split->at - kept;
    split->at = split->mark = kept;
    split->dropped = true;
    return length;
}

void split_shift(struct split *split, size_t offset)
{
    split->begin -= offset;
    split->mark -= offset;
    split->at -= offset;
}

static bool is_blank_line(const char *at, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (at[i] != ' ' && at[i] != '\t' && at[i] != '\r')
            return false;
    return true;
}

static size_t without_return(const char *text, size_t begin, size_t end)
{
    return end > begin && text[end - 1] == '\r' ? end - 1 : end;
}

/* Where the line at hand ends; false where that is still to come. */
static bool line_end(struct split *split, const struct stretch *stretch, size_t *end)
{
    const char *newline = memchr(stretch->text + split->at, '\n', stretch->length - split->at);
    *end = newline ? (size_t)(newline - stretch->text) : stretch->length;
    split->at = *end;
    return newline || (stretch->last && split->begin < stretch->length);
}

/* Behind the line end at AT. */
static void next_line(struct split *split, const struct stretch *stretch, size_t at)
{
    split->begin = split->mark = split->at = at < stretch->length ? at + 1 : at;
    split->mark_at.line++;
    split->begin_at = split->mark_at;
    split->dropped = false;
    split->csv = CSV_CELL_START;
}

static bool split_line(struct split *split, const struct stretch *stretch,
                       struct input_record *record)
{
    size_t end;
    while (line_end(split, stretch, &end)) {
        size_t begin = split->begin;
        bool blank = end - begin <= split->max_record && !split->dropped &&
                     is_blank_line(stretch->text + begin, end - begin);
        if (!blank)
            fill_record(split, stretch, without_return(stretch->text, begin, end), record);
        next_line(split, stretch, end);
        if (!blank)
            return true;
    }
    return false;
}

static bool row_end(struct split *split, const struct stretch *stretch, size_t *end)
{
    *end = split->at +
           csv_row_end(&split->csv, stretch->text + split->at, stretch->length - split->at);
    split->at = *end;
    return *end < stretch->length || (stretch->last && split->begin < stretch->length);
}

static bool split_row(struct split *split, const struct stretch *stretch,
                      struct input_record *record)
{
    size_t end;
    while (row_end(split, stretch, &end)) {
        size_t cut =
            split->csv == CSV_QUOTED ? end : without_return(stretch->text, split->begin, end);
        bool blank = cut == split->begin;
        if (!blank)
            fill_record(split, stretch, cut, record);
        advance_mark(split, stretch->text, end);
        next_line(split, stretch, end);
        if (!blank)
            return true;
    }
    return false;
}

bool split_next(struct split *split, const struct stretch *stretch, struct input_record *record)
{
    switch (split->format) {
    case INPUT_CSV:
        return split_row(split, stretch, record);
    case INPUT_JSON:
        return split_json(split, stretch, record);
    default:
        return split_line(split, stretch, record);
    }
}
