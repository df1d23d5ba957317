/* split.h - where records begin and end in bytes that come in bit by bit; private to the input.
 *
 * Each format's cutter looks at every byte once, however the bytes come in. */
#ifndef CERTPOL_DATA_SPLIT_H
#define CERTPOL_DATA_SPLIT_H

#include "interp/data/brackets.h"
#include "interp/data/csv.h"
#include "interp/data/input.h"

enum { SPLIT_KEPT_BYTES = 4096 /* of a record that is too long, or broken */ };

/* Where in a JSON file its cutter is. */
enum split_json {
    SPLIT_BEFORE,   /* nothing but blanks so far */
    SPLIT_FIRST,    /* behind the opening bracket */
    SPLIT_ELEMENT,  /* behind a comma */
    SPLIT_WITHIN,   /* in an element, or in the one value of the file */
    SPLIT_BEHIND,   /* behind an element */
    SPLIT_GARBAGE,  /* in what should not be behind an element */
    SPLIT_AFTER,    /* behind the one value of the file */
    SPLIT_LEFTOVER, /* in what should not be behind that */
    SPLIT_DONE
};

struct split_place {
    uint64_t line;
    uint32_t column; /* JSON only; else 1 */
};

/* The bytes at hand, followed by READER_PADDING readable ones; LAST: there are no more to come. */
struct stretch {
    const char *text;
    size_t length;
    bool last;
};

/* A file being cut.  {.format, .max_record, .too_long, .begin_at and .mark_at = {1, 1}} begins. */
struct split {
    enum input_format format;
    size_t max_record;
    const char *too_long; /* what to say of a longer one */
    uint64_t number;      /* of records so far */
    size_t begin, mark,
        at; /* offsets: of the record at hand; of a place known; of what is not looked at yet */
    struct split_place begin_at, mark_at;
    bool dropped; /* something of the record at hand is no longer there */
    enum csv_state csv;
    enum split_json json;
    bool in_array;
    struct brackets nest; /* within the element */
};

/* Cut the next record off STRETCH, from split->begin on.  False where it is not complete yet, or
 * nothing is left. */
bool split_next(struct split *split, const struct stretch *stretch, struct input_record *record);

/* Where the record at hand is too long, drop of its bytes at TEXT, LENGTH in all, what need not be
 * kept.  How many bytes are there now. */
size_t split_drop(struct split *split, char *text, size_t length);

/* All bytes before OFFSET are gone: what was at OFFSET is the first now. */
void split_shift(struct split *split, size_t offset);

/* For the cutters: the next record of a JSON file. */
bool split_json(struct split *split, const struct stretch *stretch, struct input_record *record);

/* For the cutters: the record from split->begin to END.  PROBLEM or NULL.  BEGIN is then at END. */
bool split_take(struct split *split, const struct stretch *stretch, size_t end,
                struct input_record *record);

/* For the cutters: move BEGIN to END. */
void split_pass(struct split *split, const struct stretch *stretch, size_t end);

#endif
