/* brackets.h - how deep a text of JSON is nested, many bytes at a time; strings are seen, all else
 * is not. */
#ifndef CERTPOL_DATA_BRACKETS_H
#define CERTPOL_DATA_BRACKETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BRACKETS_BYTES = 64 /* that are looked at together */ };

/* What the bytes so far have opened. */
struct brackets {
    uint64_t depth;
    bool in_string, escaped; /* behind a backslash */
};

/* How many of the LENGTH bytes at AT can be passed in blocks: with no backslash in them, and
 * without closing the outermost bracket.  NEST is then that behind them. */
size_t brackets_pass(const char *at, size_t length, struct brackets *nest);

#endif
