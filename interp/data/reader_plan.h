/* reader_plan.h - a shape made ready for reading: what is expected next, byte by byte.
 *
 * Private to the reader.  A plan learns while records are read: the order of the fields, the layout
 * before each value, and the unknown fields that keep coming.  So each reader has its own. */
#ifndef CERTPOL_DATA_READER_PLAN_H
#define CERTPOL_DATA_READER_PLAN_H

#include "grammar/arena.h"
#include "interp/data/json_block.h"
#include "interp/data/member_plan.h"
#include "interp/data/shape.h"

enum {
    LEARNED_MAX = 48,       /* unknown fields remembered per object */
    STRANGE_PLANS_MAX = 64, /* unknown objects remembered per reader */
    STRANGE_DEPTH_MAX = 4   /* how deep in each other */
};

/* What is to be done with the value that comes next. */
enum field_step {
    STEP_TEXT,
    STEP_INTEGER,
    STEP_BOOL,
    STEP_DATE,
    STEP_INSTANT,
    STEP_ENUM,
    STEP_RECORD,
    STEP_LIST,
    STEP_PLAIN, /* of another kind: by way of its text */
    STEP_SKIP, /* the field is unknown; so are the next three, and hold what they held last time: */
    STEP_SKIP_TEXT,
    STEP_SKIP_OBJECT,
    STEP_SKIP_LIST, /* of objects */
    STEP_LOOK,      /* what stands before the value is not known yet */
    STEP_END        /* no value: the object ends here */
};

struct object_plan;

/* A field, or the end of an object. */
struct field_plan {
    struct block_key lead; /* what stood before the value last time, from the comma or opening
                              bracket on, with the value's own quote or bracket */
    uint32_t advance;      /* of the lead: without the latter */
    uint32_t offset;       /* in the row, in bytes */
    enum field_step step;  /* STEP_LOOK while there is no lead */
    uint32_t place;        /* in the object's order */
    int64_t low;           /* of whole numbers and times; and what HIGH is above it */
    uint64_t span;
    const struct member_plan *members; /* of an enumeration */
    struct object_plan *record;        /* of a record, and of a list of records */
    struct field_plan *element;        /* of a list of plain values */
    uint32_t up_to, stride, level;     /* of a list: stride and level of its rows */
    bool optional, used, unknown;
    bool keyed, text_keyed; /* of a list: its elements have keys; and each is one text, at */
    uint32_t key_slot;
    enum field_step value;           /* the step once there is a lead */
    struct text name;                /* decoded */
    const struct shape_field *field; /* NULL where it is unknown */
    union value absent;              /* what it is where it is not there */
};

struct object_plan {
    const struct shape *shape;
    struct field_plan **order; /* as they came last time, then the end: what stands before the place
                                  at hand has come, what stands behind it has not */
    struct field_plan *fields; /* the shape's, in its order */
    struct field_plan *end;
    struct field_plan **table; /* of all fields by name, open addressing */
    uint32_t table_mask;
    uint32_t count, learned; /* in ORDER without the end; and how many of them are unknown */
    uint32_t counted;        /* LEARNED in an object of the schema, 0 in an unknown one */
    uint32_t
        strange_depth; /* 0 for an object of the schema, else how deep it is in an unknown one */
    uint32_t stride;   /* values in a row */
    const union value *blank; /* a row of which nothing has come; NULL where no field that is used
                                 may be absent, and in unknown objects, which have no row */
    uint32_t obliged; /* from this place in the order on all fields may be absent; before it, too,
                         perhaps */
    uint32_t level;   /* of its rows: above those of all that may be within one of its lists */
    struct field_plan **next; /* where to go on, from the slow way back to the straight one */
    const char *begin;        /* of the object at hand */
    uint32_t strangers,
        first_key; /* unknown fields of the object at hand that are not remembered; their keys */
};

/* The plan of SHAPE, in ARENA.  No list has more than MAX_LIST elements, unless that is 0. */
struct object_plan *reader_plan(const struct shape *shape, uint32_t max_list, struct arena *arena);

/* For the making of plans: a plan of SHAPE whose fields are still to be filled in, and the rest of
 * it; COUNT empty fields that begin where a cache line does; FIELD into PLAN's table; the places in
 * its order from FIRST to LAST. */
struct object_plan *plan_new(const struct shape *shape, struct arena *arena);
void plan_complete(struct object_plan *plan, struct arena *arena);
struct field_plan *plan_new_fields(struct arena *arena, uint32_t count);
void plan_insert(struct object_plan *plan, struct field_plan *field);
void plan_number(struct object_plan *plan, uint32_t first, uint32_t last);

/* The field called NAME; NULL if there is none. */
struct field_plan *plan_find(const struct object_plan *plan, struct text name);

/* What a reader remembers of the unknown; {.arena} begins. */
struct plan_memory {
    struct arena *arena;
    uint32_t plans;
};

/* Remember an unknown field, which comes at AT in the order; NULL where there are too many already.
 */
struct field_plan *plan_learn(struct object_plan *plan, struct text name, struct field_plan **at,
                              struct plan_memory *memory);

/* The unknown FIELD of PLAN has a value that begins at AT: expect the like. */
void plan_learn_value(const struct object_plan *plan, struct field_plan *field, const char *at,
                      struct plan_memory *memory);

/* FIELD came at PLACE in the order, where others were expected: they are, behind it. */
void plan_move(struct object_plan *plan, const struct field_plan *field, uint32_t place);

/* The LENGTH bytes at LEAD stood before FIELD's value, with its quote or bracket if it has one. */
void plan_lead(struct field_plan *field, const char *lead, size_t length);

/* What the value of FIELD begins with; NUL where that may be several. */
char plan_opener(const struct field_plan *field);

#endif
