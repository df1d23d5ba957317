/* reader.h - one record's bytes to typed slots, by its shape.
 *
 * A reader is one thread's; it owns the memory of what it decoded until the next reader_reset. What
 * a shape does not know is validated, counted and skipped.  The hot path of the whole program. */
#ifndef CERTPOL_DATA_READER_H
#define CERTPOL_DATA_READER_H

#include <stddef.h>

#include "grammar/arena.h"
#include "interp/data/shape.h"

enum {
    READER_PADDING = 128,   /* bytes behind a record's text that may be read, whatever they are */
    READER_DEPTH_MAX = 1000 /* nesting of JSON in one record */
};

struct reader_options {
    bool strict; /* unknown fields reject the record */
    uint32_t
        max_list; /* the most elements of any list, where its own bound is higher; 0: no such */
};

/* Why a record is rejected.  OFFSET is from the start of the record's text; PATH is
 * "certifications[2].expires", empty for the record itself; texts live until the reader's reset. */
struct reject {
    size_t offset;
    const char *path;
    const char *message; /* "2021-02-30 is not a date" */
};

struct reader;

/* A reader for records of SHAPE, which is borrowed; free with reader_free. */
struct reader *reader_new(const struct shape *shape, struct reader_options options);
void reader_free(struct reader *reader);

/* Decode the JSON object in the LENGTH bytes at TEXT (blanks around it are fine; READER_PADDING
 * bytes behind it may be read).  Exactly RFC 8259 and UTF-8: duplicate keys, unpaired surrogates,
 * bytes that are no UTF-8 and anything after the object reject.  Returns the row of the shape's
 * slots, which borrows TEXT, or NULL with REJECT filled.  Rows live until reader_reset. */
const union value *reader_json(struct reader *reader, const char *text, size_t length,
                               struct reject *reject);

/* CSV for flat shapes.  Take the header line's cells (which column is which field); false with
 * REJECT filled where a required field has no column or a column stands twice. */
struct csv_row;
bool reader_csv_header(struct reader *reader, const struct csv_row *header, struct reject *reject);
const union value *reader_csv(struct reader *reader, const struct csv_row *row,
                              struct reject *reject);

/* Forget all rows (their memory is used again). */
void reader_reset(struct reader *reader);

/* Unknown fields skipped since reader_new. */
uint64_t reader_unknown_fields(const struct reader *reader);

#endif
