/* reader_state.h - what the parts of a reader share; private to them. */
#ifndef CERTPOL_DATA_READER_STATE_H
#define CERTPOL_DATA_READER_STATE_H

#include "interp/data/json.h"
#include "interp/data/reader.h"
#include "interp/data/reader_plan.h"
#include "interp/data/rows.h"

struct csv_columns;

struct reader {
    struct json json;
    struct object_plan *plan; /* of the record */
    struct rows *rows;        /* one a level of nested lists: an open list is the last thing in its own */
    uint32_t levels;
    bool strict;
    uint64_t objects; /* read so far; the number of the one at hand tells its fields from older ones */
    uint64_t unknown;
    struct arena plans;   /* for good */
    struct arena scratch; /* decoded texts and complaints, until the reset */
    const char *path;     /* of what is wrong: grows from its end while the levels above return */
    uint64_t *hashes;     /* of a list's keys */
    uint32_t hash_capacity;
    struct csv_columns *columns; /* of the CSV header, in csv_arena */
    struct arena csv_arena;
};

/* What is wrong is in this place of what has been said so far. */
void reader_path_field(struct reader *reader, struct text name);
void reader_path_index(struct reader *reader, uint32_t index);

/* Fill REJECT from what the reader complained about.  Returns NULL. */
const union value *reader_reject(struct reader *reader, struct reject *reject);

/* The value of FIELD, which does not begin as its kind does, at AT: null, or a complaint. */
const char *reader_other_value(struct reader *reader, const struct field_plan *field,
                               union value *value, const char *at);

/* The value of FIELD, no record and no list, at AT, in whatever form. */
const char *reader_plain_slow(struct reader *reader, const struct field_plan *field,
                              union value *value, const char *at);

/* The unknown field NAME, which stands at AT, made known, or at least noted; NULL where it rejects. */
struct field_plan *reader_strange_field(struct reader *reader, struct object_plan *plan,
                                        struct text name, const char *at);

/* "; did you mean x?" where the field NAME, which PLAN's shape does not have, resembles one; else "". */
const char *reader_meant(struct reader *reader, const struct object_plan *plan, struct text name);

/* Complain that FIELD stands twice, for the second time at AT; that a list's element at AT is one too many. */
const char *reader_twice(struct reader *reader, const struct field_plan *field, const char *at);
const char *reader_too_long(struct reader *reader, const struct field_plan *field, const char *at);

/* Make the fields absent that PLAN's object at AT, in ROW, does not have; false where one must be there. */
bool reader_fill_missing(struct reader *reader, const struct object_plan *plan, union value *row,
                         const char *at);

/* Whether the elements of LIST, FIELD's value at AT, all have different keys. */
bool reader_check_keys(struct reader *reader, const struct field_plan *field, struct list list,
                       const char *at);

#endif
