/* reader_state.h - what the parts of a reader share; private to them. */
#ifndef CERTPOL_DATA_READER_STATE_H
#define CERTPOL_DATA_READER_STATE_H

#include "interp/data/fast_time.h"
#include "interp/data/json.h"
#include "interp/data/reader.h"
#include "interp/data/reader_plan.h"
#include "interp/data/rows.h"

struct csv_columns;

/* The straight way, compiled for one instruction set. */
struct reader_path {
    const char *name;
    bool (*supported)(void);
    /* The object at AT, of PLAN, to ROW; behind it, or NULL. */
    const char *(*object)(struct reader *reader, struct object_plan *plan, union value *row,
                          const char *at);
    /* The value of FIELD at AT, whatever it may begin with. */
    const char *(*value)(struct reader *reader, const struct field_plan *field, union value *value,
                         const char *at);
};

/* The fastest first; the last is supported everywhere. */
extern const struct reader_path *const reader_paths[];
extern const unsigned reader_path_count;

struct reader {
    struct json json;
    const struct reader_path *path;
    struct object_plan *plan; /* of the record */
    const struct fast_calendar *calendar;
    struct rows *rows; /* one a level of nested lists: an open list is the last thing in its own */
    bool strict;
    uint64_t unknown;
    struct arena plans; /* for good */
    struct arena fresh; /* owns a plan for telling what is wrong */
    uint32_t max_list;
    struct plan_memory memory;
    union value nowhere;  /* where values go that nobody asked for */
    struct arena scratch; /* decoded texts and complaints, until the reset */
    /* the path of what is wrong: grows from its end while the levels above return */
    const char *where;
    struct csv_columns *columns; /* of the CSV header, in csv_arena */
    struct arena csv_arena;
};

/* What is wrong is in field NAME of PLAN's object, in element INDEX of a list.  Within unknown
 * objects nobody asks where.  Return NULL. */
const char *reader_within_field(struct reader *reader, const struct object_plan *plan,
                                struct text name);
const char *reader_within_element(struct reader *reader, uint32_t index);

/* Fill REJECT from what the reader complained about.  Returns NULL. */
const union value *reader_reject(struct reader *reader, struct reject *reject);

/* Read one field of PLAN's object, or find its end, where AT is not what was expected at ORDER;
 * PLAN->next is where to go on in the order then. */
const char *reader_look(struct reader *reader, struct object_plan *plan, struct field_plan **order,
                        union value *row, const char *at);

/* The three below are the ways of what is rare; AT itself comes back where it is past the end.
 *
 * The value of FIELD, which does not begin as its kind does, at AT: null, one behind blanks, or a
 * complaint. */
const char *reader_other_value(struct reader *reader, const struct field_plan *field,
                               union value *value, const char *at);

/* The value of FIELD, a text, at AT. */
const char *reader_text_slow(struct reader *reader, const struct field_plan *field,
                             union value *value, const char *at);

/* The value of FIELD, no record and no list, at AT, in whatever form. */
const char *reader_plain_slow(struct reader *reader, const struct field_plan *field,
                              union value *value, const char *at);

/* "; did you mean x?" where the field NAME, which PLAN's shape does not have, resembles one; else
 * "". */
const char *reader_meant(struct reader *reader, const struct object_plan *plan, struct text name);

/* Complain that a list's element at AT is one too many. */
const char *reader_too_long(struct reader *reader, const struct field_plan *field, const char *at);

/* Complain that the text ends within or right behind the value at AT. */
const char *reader_cut_off(struct reader *reader, const char *at);

/* Complain about PLAN's object at hand, within or behind one of whose fields the text ends. */
const char *reader_past_end(struct reader *reader, struct object_plan *plan, union value *row);

/* AT, or NULL where two of the object's fields that are not remembered are the same. */
const char *reader_close_strangers(struct reader *reader, const struct object_plan *plan,
                                   const char *at);

/* Whether the elements of LIST, the value of FIELD, which has keys, at AT, all have different ones.
 */
bool reader_check_keys(struct reader *reader, const struct field_plan *field, struct list list,
                       const char *at);

#endif
