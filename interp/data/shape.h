/* shape.h - what a record must look like, and where its values go.
 *
 * Made from a policy's schema when it is checked; the readers know records by it alone. */
#ifndef CERTPOL_DATA_SHAPE_H
#define CERTPOL_DATA_SHAPE_H

#include "interp/value/value.h"

enum shape_kind {
    SHAPE_TEXT,
    SHAPE_INTEGER,
    SHAPE_DECIMAL,
    SHAPE_BOOL,
    SHAPE_DATE,
    SHAPE_INSTANT,
    SHAPE_PERIOD,
    SHAPE_DURATION,
    SHAPE_ENUM,
    SHAPE_RECORD,
    SHAPE_LIST
};

/* What a period or a duration in data may be at most, either way: 500 years, told in months, in
 * days and in elapsed time.  It leaves room for adding it to any day that a field may hold. */
enum { SPAN_MONTHS_MAX = 6000, SPAN_DAYS_MAX = 182621 };
#define SPAN_MICROSECONDS_MAX (SPAN_DAYS_MAX * INT64_C(86400000000))

struct shape;

/* One place of a record: a field, or the elements of a list of plain values. */
struct shape_field {
    const char *name; /* as data spell it; NULL for a list's element */
    uint32_t name_length;
    enum shape_kind kind;
    bool optional; /* may be missing or null: absent, or an empty list */
    bool used;     /* a rule or the output reads it; else it is validated and not kept */
    uint32_t slot; /* where its value goes in the row; one of its own, also if it is not used */
    union value low, high;      /* of INTEGER, DECIMAL (six places), DATE, INSTANT: both included */
    const struct text *members; /* of ENUM: the spellings, by member */
    uint32_t member_count;
    const struct shape *record; /* of RECORD, and of LIST whose elements are records (else NULL) */
    const struct shape_field *element; /* of LIST whose elements are plain values (else NULL) */
    uint32_t up_to;                    /* of LIST: the most elements */
};

/* No shape contains itself, however deep. */
struct shape {
    const char *name; /* the record's, the input's or the table's, for messages */
    const struct shape_field *fields;
    uint32_t field_count;
    uint32_t slots;       /* values in a row */
    const uint32_t *keys; /* indices of the fields that tell elements apart in a list; all used */
    uint32_t key_count;   /* 0: none */
};

#endif
