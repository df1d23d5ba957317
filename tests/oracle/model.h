/* model.h - what the generator knows of the policy and the records that it makes: declarations, and
 * the names that may stand where the next expression goes.
 *
 * The generator's own picture: nothing here comes from the checker. */
#ifndef CERTPOL_TESTS_MODEL_H
#define CERTPOL_TESTS_MODEL_H

#include "interp/check/program.h"
#include "tests/oracle/scrap.h"
#include "tests/oracle/random.h"

enum {
    MODEL_ENUMS = 4,
    MODEL_MEMBERS = 6,
    MODEL_RECORDS = 10,
    MODEL_FIELDS = 10,
    MODEL_ROWS = 12,
    MODEL_PARAMETERS = 8,
    MODEL_DEFINES = 8,
    MODEL_ARGUMENTS = 3,
    MODEL_OUTCOMES = 4,
    MODEL_CASES = 6,
    MODEL_DECISIONS = 8,
    MODEL_POLICIES = 3,
    POOL_MAX = 48,
    VARIABLES_MAX = 96,
    FACTS_MAX = 160,
    FLOW_MAX = 24,
    PLACES_MAX = 160
};

/* INDEX is that of the enumeration, the record or the outcome. */
struct model_type {
    enum type_kind kind;
    uint8_t index;
    bool list; /* a list of that */
};

static inline bool model_same(struct model_type a, struct model_type b)
{
    return a.kind == b.kind && a.index == b.index && a.list == b.list;
}

/* The type of a list's elements. */
static inline struct model_type model_element(struct model_type list)
{
    list.list = false;
    return list;
}

struct model_enum {
    const char *name;
    bool ordered;
    const char *members[MODEL_MEMBERS], *spellings[MODEL_MEMBERS];
    uint32_t count;
};

/* Numbers are whole, or millionths of a decimal; days; microseconds. */
struct model_field {
    const char *name, *spelling;
    struct model_type type;
    bool optional; /* of a list: may be missing */
    int64_t low, high;
    uint32_t up_to;
};

/* A value as the generator chose it and as data write it. */
struct datum {
    struct model_type type;
    bool absent;
    union value value;   /* of a plain value; a text's borrows DATA */
    const char *data;    /* its text, without quotes */
    const char *instead; /* JSON that stands here and that no reader accepts; or NULL */
    bool required;
    struct datum **items; /* of a record by field, of a list by element */
    uint32_t count;
    const struct model_field *field; /* whose range it has */
};

/* A record, the input, or a table's row. */
struct model_record {
    const char *name;
    struct model_field fields[MODEL_FIELDS];
    uint32_t count;
    uint32_t keys[2], key_count; /* fields, by index */
    bool table;
    const char *file; /* of a table */
    struct datum *rows[MODEL_ROWS];
    uint32_t row_count;
};

struct model_parameter {
    const char *name;
    struct model_type type;
    bool by_day;
};

struct model_label {
    const char *name;
    struct model_type type;
    bool optional;
};

/* A fact where COUNT is 0. */
struct model_define {
    const char *name;
    struct model_type type;
    bool optional;
    struct model_label arguments[MODEL_ARGUMENTS];
    uint32_t count;
};

struct model_case {
    const char *name;
    struct model_label labels[MODEL_ARGUMENTS];
    uint32_t count;
};

struct model_outcome {
    const char *name;
    struct model_case cases[MODEL_CASES];
    uint32_t count;
};

struct model_decision {
    const char *name;
    uint8_t outcome;
    bool all, filtered;
    uint64_t cases; /* those that one of its rules gives */
    int element;    /* the record of its elements; -1: one decision a record */
};

struct pool {
    int64_t items[POOL_MAX];
    uint32_t count;
};

/* Values that stand in the policy or in its tables, so that records can sit on them and beside
 * them. */
struct pools {
    struct pool numbers; /* millionths */
    struct pool days, instants, months, spans;
    const char *texts[POOL_MAX];
    uint32_t text_count;
};

/* A name in scope, or a row t[key] that goes by its text. */
struct variable {
    const char *text; /* NULL: only its fields have names */
    struct model_type type;
    bool optional;
    bool bare;           /* its fields are named bare */
    bool call;           /* an argument, an element, a let: a bare name */
    const char *present; /* a field that every element of this list has */
    const char *alias;   /* the place that it is another name of; or NULL */
    uint64_t cases;      /* that an outcome can be; 0: not known */
};

enum model_fact_kind { MODEL_PRESENT, MODEL_SOME, MODEL_CASE };

struct model_fact {
    enum model_fact_kind kind;
    const char *place;
    uint64_t cases;
};

/* What a condition tells where it is true, and where it is false. */
struct model_flow {
    struct model_fact yes[FLOW_MAX], no[FLOW_MAX];
    uint32_t yes_count, no_count;
};

struct scope_mark {
    uint32_t variables, facts;
};

struct model_place {
    const char *text;
    struct model_type type;
    bool optional;
    bool bare;           /* a single word, which may be taken for a member */
    const char *present; /* as of struct variable */
    uint64_t cases;
};

struct places_found {
    struct model_place items[PLACES_MAX];
    uint32_t count;
};

/* The making of one policy. */
struct maker {
    struct arena *arena;
    struct random random;
    uint32_t names; /* given so far */

    struct model_enum enums[MODEL_ENUMS];
    struct model_record records[MODEL_RECORDS]; /* tables too; the last is the input */
    struct model_parameter parameters[MODEL_PARAMETERS];
    struct model_define defines[MODEL_DEFINES];
    struct model_outcome outcomes[MODEL_OUTCOMES];
    struct model_decision decisions[MODEL_DECISIONS];
    uint32_t enum_count, record_count, parameter_count, define_count, outcome_count, decision_count;
    uint32_t input; /* the record that is the input */
    bool flat;      /* which has plain fields only */

    const char *zone_name;
    const struct zone *zone;
    enum rounding rounding;
    struct pools pools;

    struct variable variables[VARIABLES_MAX];
    struct model_fact facts[FACTS_MAX];
    uint32_t variable_count, fact_count;
    uint64_t given; /* the cases that the rules of the decision at hand give */
    bool in_define; /* a define sees no decision, so that there are no cycles */
};

static inline uint32_t below(struct maker *maker, uint32_t count)
{
    return random_below(&maker->random, count);
}

static inline bool chance(struct maker *maker, uint32_t percent)
{
    return random_chance(&maker->random, percent);
}

static inline struct model_type plain(enum type_kind kind)
{
    return (struct model_type){ .kind = kind };
}

/* What marks the scraps of TYPE's expressions: any of them may stand for another. */
static inline unsigned tag_of(struct model_type type)
{
    return 1 + (unsigned)type.kind * 64 + (unsigned)type.index * 2 + type.list;
}

/* Is TYPE one that `<` orders? */
bool model_ordered(const struct maker *maker, struct model_type type);

/* In how many places of the input a RECORD can stand: a decision is of the elements of one list. */
uint32_t model_places(const struct maker *maker, uint8_t record);

/* A new name that begins with PREFIX, or now and then a word that is only sometimes reserved. */
const char *new_name(struct maker *maker, const char *prefix);

/* ---- literals and pools (generate_literal.c) ---- */

/* Fill the pools with what is interesting in the policy's zone. */
void pools_begin(struct maker *maker);

/* Values near those that the policy knows, within LOW .. HIGH where they are given. */
int64_t near_number(struct maker *maker, bool whole);
int64_t near_day(struct maker *maker);
int64_t near_instant(struct maker *maker);
int64_t near_span(struct maker *maker);
struct period near_period(struct maker *maker);
const char *near_text(struct maker *maker);

/* A literal of TYPE, no list, record or outcome; it joins the pools. */
struct scrap *make_literal(struct maker *maker, struct model_type type);

/* TEXT between quotes, as policies and JSON write it. */
const char *quoted_text(struct arena *arena, const char *text);
const char *day_text(struct arena *arena, int64_t day);
const char *instant_text(struct arena *arena, int64_t instant);
const char *decimal_text(struct arena *arena, int64_t millionths);

/* ---- schema (generate_schema.c) ---- */

/* Declare what records are and outcomes; the scraps are added to FILE. */
void generate_schema(struct maker *maker, struct scrap *file);
void generate_outcomes(struct maker *maker, struct scrap *file);
void generate_parameters(struct maker *maker, struct scrap *file);
const char *type_text(const struct maker *maker, struct model_type type, bool optional);

/* A plain type; members of ordered enumerations only where ORDERED. */
struct model_type random_plain(struct maker *maker, bool ordered);

/* ---- names in scope (generate_place.c) ---- */

struct scope_mark scope_mark(const struct maker *maker);
void scope_return(struct maker *maker, struct scope_mark mark);
struct variable *scope_bind(struct maker *maker, struct variable variable);
void scope_learn(struct maker *maker, const struct model_fact *facts, uint32_t count);
bool scope_knows(const struct maker *maker, enum model_fact_kind kind, const char *place);
bool scope_has_bare(const struct maker *maker, uint8_t record);

/* The cases that the outcome at PLACE, or in the list there, can be as far as its decision tells.
 */
uint64_t cases_of(const struct maker *maker, const struct model_place *place);

/* All places in scope, or only those reached through ABOUT. */
const struct places_found *find_places(struct maker *maker, const struct variable *about);

/* One of PLACES whose type is TYPE, optional or not as OPTIONAL says; NULL where there is none. */
const struct model_place *pick_place(struct maker *maker, const struct places_found *places,
                                     struct model_type type, bool optional);

struct scrap *place_scrap(struct maker *maker, const struct model_place *place);

/* ---- expressions (generate_value.c, generate_list.c, generate_condition.c) ---- */

/* How an expression may stand where it stands. */
struct wish {
    int depth;      /* how many more levels there may be */
    bool member_ok; /* the type is expected, so that a bare word is a member */
};

/* An expression of TYPE; NULL where none can be made, which literals' types never are but for
 * enumerations without MEMBER_OK. */
struct scrap *make_value(struct maker *maker, struct model_type type, struct wish wish);

/* The same, perhaps absent. */
struct scrap *make_optional(struct maker *maker, struct model_type type, struct wish wish);

/* A list, and what is known of it. */
struct listed {
    struct scrap *scrap; /* NULL: there is none */
    struct model_type element;
    const char *place;   /* or NULL */
    const char *present; /* as of struct variable */
    uint64_t cases;      /* likewise */
};

/* A list of records; of plain values or outcomes too where ANY. */
struct listed make_list(struct maker *maker, int depth, bool any);
struct scrap *make_list_value(struct maker *maker, struct model_type element, int depth);
struct listed make_filter(struct maker *maker, struct listed list, int depth);

/* Bind the element of LIST: ALIAS may come out NULL, and then its fields are bare. */
struct variable *bind_listed(struct maker *maker, const struct listed *list, const char **alias);

/* A fold of TYPE that may be absent; NULL where there is none. */
struct scrap *make_fold(struct maker *maker, struct model_type type, int depth, bool *optional);

/* A condition, and in FLOW what it tells.  It mentions ABOUT, if that is not NULL; NULL where
 * nothing can be said about it. */
struct scrap *make_condition(struct maker *maker, const struct variable *about, int depth,
                             struct model_flow *flow);

/* Rows t[key] as new places in scope. */
void bind_rows(struct maker *maker);

/* ---- decisions and records ---- */

void generate_defines(struct maker *maker, struct scrap *file);
void generate_decisions(struct maker *maker, struct scrap *file);

/* A value for FIELD, valid. */
struct datum *random_datum(struct maker *maker, const struct model_field *field);
struct datum *random_row(struct maker *maker, const struct model_record *record);

/* Make one value in DATUM one that no reader accepts. */
void spoil_datum(struct maker *maker, struct datum *datum);

/* An instant that has to do with the policy, or with what stands in DATUM. */
int64_t random_now(struct maker *maker, const struct datum *datum);

/* DATUM, which is of RECORD, as JSON; laid out plainly or not. */
struct scrap *json_scrap(struct maker *maker, const struct datum *datum);

/* One line of CSV, or the header where DATUM is NULL; RECORD's fields are all plain. */
const char *csv_line(struct maker *maker, const struct model_record *record,
                     const struct datum *datum);
bool record_is_flat(const struct model_record *record);

/* Is VALUE, of TYPE, what DATUM says?  Fields that nobody uses are not looked at. */
bool datum_matches(const struct datum *datum, struct type type, union value value);

#endif
