/* cell.h - one plain value from its text: a CSV cell, or what stands in a JSON string or number.
 *
 * Does what is the same for every format: dates, ranges, spellings, and the words of a complaint.
 */
#ifndef CERTPOL_DATA_CELL_H
#define CERTPOL_DATA_CELL_H

#include "grammar/arena.h"
#include "interp/data/shape.h"

/* Decode the LENGTH bytes at TEXT, UTF-8, as a value of FIELD (no record, no list) into VALUE.  A
 * text value borrows TEXT.  Returns NULL, or what is wrong, for people, in ARENA: "2021-02-30 is
 * not a date"; long or unprintable input is shortened and escaped there. */
const char *cell_decode(const struct shape_field *field, struct text text, union value *value,
                        struct arena *arena);

/* The same for true, false, yes, no. */
bool cell_bool(struct text text, bool *value);

/* Make VALUE absent, as FIELD's kind writes it. */
void cell_absent(const struct shape_field *field, union value *value);

#endif
