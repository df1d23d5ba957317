/* reader_plan.h - a shape made ready for reading: keys as they stand in the text, and what came when.
 *
 * Private to the reader.  A plan changes while records are read (it learns the order of keys and the
 * unknown keys that keep coming), so each reader has its own. */
#ifndef CERTPOL_DATA_READER_PLAN_H
#define CERTPOL_DATA_READER_PLAN_H

#include "grammar/arena.h"
#include "interp/data/member_plan.h"
#include "interp/data/shape.h"

enum {
    KEY_BYTES = 32,       /* of a key with quotes and colon that is compared at once */
    LEARNED_MAX = 48      /* unknown keys remembered per object */
};

struct object_plan;

/* What a field's value is to the reader. */
enum field_role {
    FIELD_KNOWN,
    FIELD_LEARNED,  /* no shape has it, but it came before */
    FIELD_STRANGER  /* no shape has it, and it is not remembered */
};

struct field_plan {
    char key[KEY_BYTES];    /* "name": as text, then zeros */
    uint32_t key_length;    /* 0 where it cannot be expected so */
    enum field_role role;
    enum shape_kind kind;
    bool optional, used;
    uint32_t slot;
    uint64_t seen;          /* the last object that had it, by number */
    struct field_plan *next; /* the field that came behind it last time */
    union value low, high;
    const struct member_plan *members; /* of ENUM */
    struct object_plan *record;        /* of RECORD, of LIST of records */
    struct field_plan *element;        /* of LIST of plain values */
    uint32_t up_to, stride, level;     /* of LIST: stride and level of the rows that it is made of */
    struct text name;                  /* decoded */
    const struct shape_field *field;   /* NULL where it is unknown */
};

struct object_plan {
    const struct shape *shape;
    struct field_plan *fields; /* the shape's, in its order */
    uint32_t stride;           /* values in a row */
    uint32_t level;            /* of its rows: above those of all that may be within one of its lists */
    uint64_t number;           /* of the object at hand */
    struct field_plan first;   /* first.next: the field that came first last time */
    struct field_plan **table; /* of all fields by name, open addressing */
    uint32_t table_mask;
    uint32_t learned;
    struct field_plan stranger; /* stands for all unknown fields that are not remembered */
};

/* The plan of SHAPE, in ARENA, and the number of levels of rows it needs. */
struct object_plan *reader_plan(const struct shape *shape, struct arena *arena, uint32_t *levels);

/* The field called NAME; NULL if there is none. */
struct field_plan *plan_find(const struct object_plan *plan, struct text name);

/* Remember an unknown field; plan->stranger where there are too many or its name is too long. */
struct field_plan *plan_learn(struct object_plan *plan, struct text name, struct arena *arena);

#endif
