/* unified.c - differences by the greedy algorithm of Myers ("An O(ND) difference algorithm and its
 * variations", 1986).
 *
 * Its memory grows with the square of the number of differences: past a limit, what is left in the
 * middle is shown as replaced as a whole. */
#include "interp/tool/unified.h"

#include <stdlib.h>
#include <string.h>

#include "interp/tool/memory.h"

enum {
    AROUND = 3,            /* equal lines shown around a change */
    DIFFERENCES_MAX = 2000 /* lines added and taken away that are looked for */
};

struct lines {
    struct certpol_text *items; /* each with its line end */
    size_t count;
};

/* Lines older[at, at + taken) become newer[to, to + given). */
struct change {
    size_t at, taken, to, given;
};

struct changes {
    struct change *items; /* the last one first, until they are complete */
    size_t count, capacity;
};

/* ---- lines ---- */

static struct lines lines_of(struct certpol_text text)
{
    struct lines lines = { 0 };
    size_t capacity = 0;
    for (size_t at = 0; at < text.length;) {
        const char *end = memchr(text.at + at, '\n', text.length - at);
        size_t next = end ? (size_t)(end - text.at) + 1 : text.length;
        if (lines.count == capacity) {
            capacity = capacity ? 2 * capacity : 256;
            lines.items = in_memory(realloc(lines.items, capacity * sizeof *lines.items));
        }
        lines.items[lines.count++] = (struct certpol_text){ text.at + at, next - at };
        at = next;
    }
    return lines;
}

static bool is_same(struct certpol_text a, struct certpol_text b)
{
    return a.length == b.length && memcmp(a.at, b.at, a.length) == 0;
}

/* ---- differences ---- */

/* The middles of two texts that begin and end alike. */
struct middle {
    const struct certpol_text *older, *newer;
    long older_count, newer_count;
    size_t before; /* equal lines above */
};

static struct middle middle_of(const struct lines *older, const struct lines *newer)
{
    size_t least = older->count < newer->count ? older->count : newer->count;
    size_t before = 0, behind = 0;
    while (before < least && is_same(older->items[before], newer->items[before]))
        before++;
    while (behind < least - before && is_same(older->items[older->count - 1 - behind],
                                              newer->items[newer->count - 1 - behind]))
        behind++;
    return (struct middle){ older->items + before, newer->items + before,
                            (long)(older->count - before - behind),
                            (long)(newer->count - before - behind), before };
}

/* How far along each diagonal one gets with so many differences: row D has those from -D to D. */
struct reach {
    long *rows[DIFFERENCES_MAX + 1];
    long count; /* rows */
};

static long *row_at(const struct reach *reach, long differences, long diagonal)
{
    return &reach->rows[differences][diagonal + differences];
}

/* Whether the last step to DIAGONAL was a line of newer: it came from the diagonal above. */
static bool was_given(const struct reach *reach, long differences, long diagonal)
{
    if (diagonal == -differences)
        return true;
    if (diagonal == differences)
        return false;
    return *row_at(reach, differences - 1, diagonal - 1) <
           *row_at(reach, differences - 1, diagonal + 1);
}

/* The line of older at which DIAGONAL begins with so many differences. */
static long start_of(const struct reach *reach, long differences, long diagonal)
{
    if (!differences)
        return 0;
    if (was_given(reach, differences, diagonal))
        return *row_at(reach, differences - 1, diagonal + 1);
    return *row_at(reach, differences - 1, diagonal - 1) + 1;
}

static bool is_same_at(const struct middle *middle, long older, long newer)
{
    return older >= 0 && newer >= 0 && older < middle->older_count && newer < middle->newer_count &&
           is_same(middle->older[older], middle->newer[newer]);
}

/* One more row.  Whether the end of both texts is reached. */
static bool reach_on(struct reach *reach, const struct middle *middle)
{
    long differences = reach->count++;
    reach->rows[differences] =
        in_memory(malloc((2 * (size_t)differences + 1) * sizeof *reach->rows[0]));
    for (long diagonal = -differences; diagonal <= differences; diagonal += 2) {
        long older = start_of(reach, differences, diagonal);
        while (is_same_at(middle, older, older - diagonal))
            older++;
        *row_at(reach, differences, diagonal) = older;
        if (older >= middle->older_count && older - diagonal >= middle->newer_count)
            return true;
    }
    return false;
}

/* A line at OLDER and NEWER that is taken away or GIVEN; steps come from the end on. */
static void add_step(struct changes *changes, size_t older, size_t newer, bool given)
{
    struct change *last = changes->count ? &changes->items[changes->count - 1] : NULL;
    if (last && last->at == older + !given && last->to == newer + given) {
        *last = (struct change){ older, last->taken + !given, newer, last->given + given };
        return;
    }
    if (changes->count == changes->capacity) {
        changes->capacity = changes->capacity ? 2 * changes->capacity : 64;
        changes->items =
            in_memory(realloc(changes->items, changes->capacity * sizeof *changes->items));
    }
    changes->items[changes->count++] = (struct change){ older, !given, newer, given };
}

static void walk_back(const struct reach *reach, const struct middle *middle,
                      struct changes *changes)
{
    long diagonal = middle->older_count - middle->newer_count;
    for (long differences = reach->count - 1; differences > 0; differences--) {
        bool given = was_given(reach, differences, diagonal);
        long older = start_of(reach, differences, diagonal) - !given;
        diagonal += given ? 1 : -1;
        add_step(changes, middle->before + (size_t)older,
                 middle->before + (size_t)(older - diagonal), given);
    }
}

static struct changes changes_of(const struct middle *middle)
{
    struct reach reach = { .count = 0 };
    struct changes changes = { 0 };
    bool reached = false;
    while (!reached && reach.count <= DIFFERENCES_MAX)
        reached = reach_on(&reach, middle);
    if (reached) {
        walk_back(&reach, middle, &changes);
    } else {
        add_step(&changes, middle->before, middle->before, true);
        changes.items[0] = (struct change){ middle->before, (size_t)middle->older_count,
                                            middle->before, (size_t)middle->newer_count };
    }
    for (long i = 0; i < reach.count; i++)
        free(reach.rows[i]);
    return changes;
}

/* ---- writing ---- */

struct writing {
    FILE *out;
    const struct lines *older, *newer;
};

static void write_line(const struct writing *writing, char mark, struct certpol_text line)
{
    fputc(mark, writing->out);
    fwrite(line.at, 1, line.length, writing->out);
    if (line.at[line.length - 1] != '\n')
        fputs("\n\\ No newline at end of file\n", writing->out);
}

static void write_equal(const struct writing *writing, size_t from, size_t to)
{
    for (; from < to; from++)
        write_line(writing, ' ', writing->older->items[from]);
}

static void write_change(const struct writing *writing, const struct change *change)
{
    for (size_t i = 0; i < change->taken; i++)
        write_line(writing, '-', writing->older->items[change->at + i]);
    for (size_t i = 0; i < change->given; i++)
        write_line(writing, '+', writing->newer->items[change->to + i]);
}

/* "12,3"; a range of no lines is named by the line before it. */
static void write_range(const struct writing *writing, size_t from, size_t count)
{
    fprintf(writing->out, "%zu", count ? from + 1 : from);
    if (count != 1)
        fprintf(writing->out, ",%zu", count);
}

/* COUNT changes, in the order of the text, that share lines around them. */
static void write_hunk(const struct writing *writing, const struct change *changes, size_t count)
{
    const struct change *first = &changes[0], *last = &changes[count - 1];
    size_t before = first->at < AROUND ? first->at : AROUND;
    size_t end = last->at + last->taken, left = writing->older->count - end;
    size_t behind = left < AROUND ? left : AROUND;
    fputs("@@ -", writing->out);
    write_range(writing, first->at - before, end + behind - (first->at - before));
    fputs(" +", writing->out);
    write_range(writing, first->to - before,
                last->to + last->given + behind - (first->to - before));
    fputs(" @@\n", writing->out);
    size_t at = first->at - before;
    for (size_t i = 0; i < count; i++) {
        write_equal(writing, at, changes[i].at);
        write_change(writing, &changes[i]);
        at = changes[i].at + changes[i].taken;
    }
    write_equal(writing, at, end + behind);
}

static void write_hunks(const struct writing *writing, const struct changes *changes)
{
    for (size_t first = 0, next; first < changes->count; first = next) {
        const struct change *items = changes->items;
        next = first + 1;
        while (next < changes->count &&
               items[next].at - (items[next - 1].at + items[next - 1].taken) <= 2 * AROUND)
            next++;
        write_hunk(writing, items + first, next - first);
    }
}

static void turn_round(struct changes *changes)
{
    for (size_t i = 0; i < changes->count / 2; i++) {
        struct change first = changes->items[i];
        changes->items[i] = changes->items[changes->count - 1 - i];
        changes->items[changes->count - 1 - i] = first;
    }
}

void unified_write(FILE *out, const char *name, struct certpol_text older,
                   struct certpol_text newer)
{
    if (is_same(older, newer))
        return;
    struct lines older_lines = lines_of(older), newer_lines = lines_of(newer);
    struct middle middle = middle_of(&older_lines, &newer_lines);
    struct changes changes = changes_of(&middle);
    turn_round(&changes);
    fprintf(out, "--- %s\n+++ %s, formatted\n", name, name);
    write_hunks(&(struct writing){ out, &older_lines, &newer_lines }, &changes);
    free(changes.items);
    free(older_lines.items);
    free(newer_lines.items);
}
