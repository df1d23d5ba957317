/* program.h - a checked policy: names resolved, types known, nothing left that could fail.
 *
 * What the checker did not put here does not exist at run time.  A program lives in its load's
 * arena, never changes after checking, and is shared by all threads.  The plan, the oracle and the
 * reports are made from it; none of them sees the AST. */
#ifndef CERTPOL_CHECK_PROGRAM_H
#define CERTPOL_CHECK_PROGRAM_H

#include "grammar/source.h"
#include "interp/data/shape.h"
#include "interp/value/calendar.h"
#include "interp/value/value.h"
#include "interp/value/zone.h"

/* ---- types ---- */

enum type_kind {
    TYPE_UNKNOWN, /* after a complaint: fits everything, so that one mistake is told once */
    TYPE_TEXT,
    TYPE_INTEGER,
    TYPE_DECIMAL,
    TYPE_BOOL,
    TYPE_DATE,
    TYPE_INSTANT,
    TYPE_PERIOD,
    TYPE_DURATION,
    TYPE_ENUM,
    TYPE_RECORD,  /* a record, the input, or a table's row */
    TYPE_OUTCOME, /* what a decision gave */
    TYPE_LIST
};

struct type {
    enum type_kind kind;
    bool optional;  /* T? */
    uint8_t places; /* of TYPE_DECIMAL: its values are times ten to this */
    union {
        const struct enumeration *enumeration;
        const struct record *record;
        const struct outcome *outcome;
        const struct type *element; /* of TYPE_LIST */
    };
};

struct member {
    const char *name;
    const char *spelling; /* in data */
    struct span span;
    const struct message *messages; /* one a language of the policy that has one, linked */
};

struct enumeration {
    const char *name;
    struct span span;
    bool ordered;
    struct member *members;
    const struct text *spellings; /* of the members */
    uint32_t count;
};

struct field {
    const char *name;     /* in policies */
    const char *spelling; /* in data */
    struct type type;
    uint32_t slot;         /* in the record's row */
    union value low, high; /* of integer, decimal, date, instant: what the reader lets through */
    uint32_t up_to;        /* of a list */
    bool may_be_missing;   /* a list declared [T]?, then empty; its type is not optional */
    bool used;             /* some expression reads it */
    const struct record *record; /* whose field it is */
    struct span span;
};

struct record {
    const char *name;
    struct span span;
    struct field *fields; /* a field's slot is its index */
    uint32_t count;
    const uint32_t *keys; /* fields, by index */
    uint32_t key_count;
    const struct table *table; /* whose rows these are, or NULL */
    const struct shape *shape; /* how readers see it */
};

/* A reference table, read when the policy is loaded.  Its rows' type is RECORD. */
struct table {
    const char *name;
    const char *path;
    struct span span;
    struct record *record;
    const union value *rows; /* record->count values each */
    uint32_t count;
    uint32_t index; /* in program->tables */
};

/* An outcome's row: slot OUTCOME_CASE holds the case's index, OUTCOME_RULE the rule's index in the
 * decision, then one slot for each payload field name and type; cases share a slot where both
 * agree. */
enum { OUTCOME_CASE, OUTCOME_RULE, OUTCOME_PAYLOAD };

struct payload {
    const char *name;
    struct type type;
    uint32_t slot;
    struct span span;
};

struct outcome_case {
    const char *name;
    struct span span;
    struct payload *payload; /* in the order declared */
    uint32_t count;
};

struct outcome {
    const char *name;
    struct span span;
    struct outcome_case *cases;
    uint32_t count;
    uint32_t slots; /* values in a row */
};

/* ---- sources and citations ---- */

struct clause {
    const char *id; /* with its source: renewal.req.1 */
    const char *statement;
    const char *disputed; /* or NULL */
    bool informational;
    const struct document *document;
    struct span span;
};

struct document {
    const char *name, *title;
    int64_t revised; /* a date, or INTEGER_ABSENT */
    struct clause *clauses;
    uint32_t count;
    struct span span;
};

struct citations {
    const struct clause *const *items;
    uint32_t count;
};

/* ---- expressions ---- */

/* A place for a value within one frame: a let, a define's argument, the element of `for each` or of
 * a filter.  IDs count from 0 in each frame (a decision, a define). */
struct local {
    const char *name;
    struct type type;
    uint32_t id;
    struct span span;
};

enum node_kind {
    NODE_BAD, /* only in a program that did not check */

    NODE_CONSTANT,  /* constant */
    NODE_NOW,       /* an instant */
    NODE_TODAY,     /* a date: the last day that has begun in the policy's zone */
    NODE_INPUT,     /* the record's row */
    NODE_LOCAL,     /* local */
    NODE_FACT,      /* define without arguments: once a record */
    NODE_CALL,      /* define (items) */
    NODE_TABLE,     /* table: the list of its rows */
    NODE_PARAMETER, /* parameter, on first (a date), which is NULL where it has one value */
    NODE_FIELD,     /* first (a row that is there) . slot */
    NODE_LOOKUP,    /* table [ items ]: a row or absent; items in the order of its keys */
    NODE_INDEX,     /* first (a list of keyed records) [ items ]: a row or absent */
    NODE_DECISION,  /* decision of first (an element of its list; NULL for one a record): its
                       outcome's  row; a list of rows for `decide all`; absent (only `first`
                       decisions  with a  filter) where the element is not decided */
    NODE_CASE,      /* the case of first (an outcome's row), as an integer */

    NODE_NOT,           /* bool */
    NODE_AND,           /* second only where first is true */
    NODE_OR,            /* second only where first is false */
    NODE_EQUAL,         /* first, second: same type, decimals of the same places */
    NODE_NOT_EQUAL,     /* likewise */
    NODE_LESS,          /* integer, decimal, date, instant, duration, ordered enum */
    NODE_LESS_EQUAL,    /* likewise */
    NODE_GREATER,       /* likewise */
    NODE_GREATER_EQUAL, /* likewise */
    NODE_IN_RANGE,      /* first in second .. third, ..< where half_open */
    NODE_IN_LIST,       /* first in second */
    NODE_PRESENT,       /* first (optional) */
    NODE_ABSENT,        /* first (optional) */

    NODE_ELSE,     /* first (optional), or second where it is absent */
    NODE_ADD,      /* integer, decimal, period, duration: both; date + period; instant + duration;
                      instant + period.  The date or instant is first */
    NODE_SUBTRACT, /* likewise */
    NODE_MULTIPLY, /* integer, decimal (places add up); integer * period; integer * duration; the
                      integer first */
    NODE_NEGATE,   /* integer, decimal, period, duration */
    NODE_SCALE,    /* first (integer or decimal) as a decimal of this type's places, not fewer */
    NODE_MIN,      /* items, two or more, ordered */
    NODE_MAX,      /* likewise */
    NODE_FOLDED,   /* first: text_folded */
    NODE_DATE_OF,  /* first: an instant; in the policy's zone */
    NODE_START_OF, /* first: a date; in the policy's zone */
    NODE_UNITS,    /* unit from first to second: dates, an integer */

    NODE_LIST,  /* items */
    NODE_COUNT, /* first: a list; an integer */
    NODE_SUM,   /* over first, of second in terms of local: integer, decimal, duration; 0 of nothing
                 */
    NODE_HIGHEST, /* likewise the highest or latest; absent of nothing (optional unless known
                     non-empty) */
    NODE_LOWEST,  /* likewise the lowest or earliest */
    NODE_ALL,     /* likewise all of them, as a list; parts that are lists are joined */
    NODE_WHERE,   /* the elements local of first for which second holds */
    NODE_ANY,     /* second holds for some local in first */
    NODE_EVERY    /* second holds for every local in first */
};

struct node {
    enum node_kind kind;
    struct type type;
    struct span span;
    bool moves; /* changes with the clock alone: now, today, these +- a constant, units to them */
    bool half_open; /* of NODE_IN_RANGE */
    enum unit unit; /* of NODE_UNITS */
    const struct node *first, *second, *third;
    const struct node *const *items;
    uint32_t count; /* of items */
    union {
        const struct local *local;
        const struct field *field; /* of NODE_FIELD on a record: the field; slot says which value */
        const struct payload *payload; /* of NODE_FIELD on an outcome */
        const struct define *define;
        const struct decision *decision;
        const struct parameter *parameter;
        const struct table *table;
    };
    uint32_t slot;        /* of NODE_FIELD */
    union value constant; /* of NODE_CONSTANT; of TYPE_LIST for a list of constants */
};

/* ---- what a policy declares ---- */

struct version {
    int64_t from, to; /* dates, both included; DATE_MIN and DATE_MAX where open */
    union value value;
    struct span span;
};

struct parameter {
    const char *name;
    struct type type;
    struct citations cites;
    struct version *versions; /* in the order of time, without a gap; one with DATE_MIN .. DATE_MAX
                                 if it has one value */
    uint32_t count;
    struct span span;
};

struct define {
    const char *name;
    struct type type;
    const struct local *const *arguments; /* their ids are 0 .. count-1 */
    uint32_t count;
    bool has_arguments; /* f(x), not a fact of the record */
    const struct node *body;
    uint32_t locals; /* in the frame, arguments included */
    uint32_t index;  /* in its policy */
    struct span span;
};

/* A text with holes: PIECES in order. */
struct message_piece {
    const char *text;              /* NULL for a hole */
    const struct payload *payload; /* what fills it */
};

struct message {
    const char *language; /* BCP 47 */
    const struct message_piece *pieces;
    uint32_t count;
    const struct message *next; /* the same in another language */
    struct span span;
};

enum rule_kind { RULE_LET, RULE_WHEN, RULE_OTHERWISE };

/* A step of a decision. */
struct rule {
    enum rule_kind kind;
    const char *name;
    struct span span;
    const struct local *local;           /* of RULE_LET */
    const struct node *value;            /* of RULE_LET */
    const struct node *condition;        /* of RULE_WHEN; NULL: always */
    uint32_t outcome_case;               /* what it gives, of decision->outcome */
    const struct node *const *arguments; /* by the case's payload, in its order */
    struct citations cites;
    const struct message *messages;
    uint32_t index; /* among the rules of the decision, lets not counted; OUTCOME_RULE */
};

struct decision {
    const char *name;
    struct policy *policy;
    const struct outcome *outcome;
    bool all;
    const struct local *element; /* NULL: one decision a record */
    const struct field *list;    /* the field that holds the elements */
    const struct node *elements; /* the list itself */
    const struct node *filter;   /* in terms of element; or NULL */
    struct rule *steps;
    uint32_t count;
    const struct rule **rules; /* the steps that are rules, by index */
    uint32_t rule_count;
    uint32_t locals; /* in the frame */
    uint32_t index;  /* in its policy, in the order declared */
    uint64_t
        steps_at_worst; /* node evaluations a record, decisions that it uses not counted again */
    struct span span;
};

struct policy {
    const char *name, *title;
    int64_t from, to; /* effective, dates, both included; DATE_MIN and DATE_MAX where open */
    struct citations cites;
    const char *zone_name;
    const struct zone *zone;
    enum rounding rounding;
    const char *const *languages;
    uint32_t language_count;
    const struct field *language; /* the reader's language in the input: text or text?; or NULL */
    const struct document **documents; /* that it sees, in the order of `use` */
    uint32_t document_count;
    const struct parameter **parameters;
    uint32_t parameter_count;
    struct define **defines; /* a define uses only those before it */
    uint32_t define_count;
    struct decision **decisions; /* in the order declared */
    uint32_t decision_count;
    uint32_t *order;         /* decision indices; one uses only those before it in this order */
    uint64_t steps_at_worst; /* node evaluations a record */
    struct span span;
    uint32_t index; /* in the program */
};

struct program {
    const struct record *input; /* NULL where nothing was decided */
    struct policy **policies;   /* in the order given; versions of one policy share the name */
    uint32_t policy_count;
    const struct table **tables;
    uint32_t table_count;
    const struct document **documents;
    uint32_t document_count;
    uint64_t steps_at_worst; /* of all policies together, a record */
};

#endif
