/* csv.h - RFC 4180 rows: quotes, doubled quotes, line ends inside quotes, CRLF or LF, a BOM at the
 * start. */
#ifndef CERTPOL_DATA_CSV_H
#define CERTPOL_DATA_CSV_H

#include <stddef.h>

#include "grammar/arena.h"
#include "interp/value/value.h"

enum { CSV_CELLS_MAX = 10000 /* of a row */ };

struct csv_cell {
    struct text
        text; /* unquoted; borrowed from the input, or in the arena where it had doubled quotes */
    uint32_t offset; /* of its first byte in the input */
    bool quoted;     /* "" is an empty text, nothing at all is absent */
};

struct csv_row {
    struct csv_cell *cells;
    uint32_t count, capacity;
    size_t offset, length; /* in the input, without the line end */
    uint32_t line;         /* 1-based, where it begins */
};

/* Reads rows one by one; {.text, .length, .arena, .line = 1} begins. */
struct csv {
    const char *text;
    size_t length;
    struct arena *arena; /* owns cells and unquoted texts */
    size_t at;
    uint32_t line;
};

/* What the bytes of a row so far mean for the next one. */
enum csv_state {
    CSV_CELL_START,
    CSV_PLAIN,      /* in a cell without quotes */
    CSV_QUOTED,     /* between quotes */
    CSV_AFTER_QUOTE /* behind a quote that closes, unless another one follows */
};

/* How many of the LENGTH bytes at TEXT belong to the row that STATE is in; at its line end if less
 * than LENGTH.  May be called piece by piece. */
size_t csv_row_end(enum csv_state *state, const char *text, size_t length);

enum csv_result { CSV_ROW, CSV_END, CSV_BAD };

/* The next row into ROW (its cells array is used again).  Blank lines are skipped.  CSV_BAD:
 * COMPLAINT says what is wrong ("this quote is never closed") and row->offset where; the next call
 * goes on behind the bad row. */
enum csv_result csv_next(struct csv *csv, struct csv_row *row, const char **complaint);

#endif
