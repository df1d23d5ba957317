/* declare.h - what the parts of the declaration half share; only declare*.c, types.c, shape.c,
 * lint*.c and check.c include it.
 *
 * Types, tables and sources are made once, for the file that declares them, and every policy that
 * uses the file sees the same object.  Parameters, defines and decisions are made for each policy.
 */
#ifndef CERTPOL_CHECK_DECLARE_H
#define CERTPOL_CHECK_DECLARE_H

#include "interp/check/checker.h"
#include "interp/check/places.h"

enum {
    UP_TO_MAX = 10000000,    /* elements of a list */
    UP_TO_USUAL = 1000,      /* where nothing is said */
    RECORD_DEPTH_MAX = 32,   /* records within records */
    FIELDS_MAX = 4096,       /* of a record */
    PAYLOADS_MAX = 4096,     /* labels of an outcome, all cases together */
    PARAMETER_DEPTH_MAX = 32 /* parameters made from parameters */
};

struct module_check {
    const struct module *module;
    struct policy_check *within; /* the first that sees it: there its types are resolved; or NULL */
    struct symbol **symbols;     /* by item; NULL for what is made for each policy */
    bool *sees;                  /* by module: itself and what it uses, directly or not */
};

/* ---- modules and scopes (modules.c) ---- */

/* Is what KIND names made once, for all policies? */
bool symbol_is_shared(enum symbol_kind kind);

uint32_t item_count(const struct module *module);

/* Fill checker->modules[INDEX]; those of the modules that it uses are filled. */
void declare_module(struct checker *checker, uint32_t index);

/* What CHECK's module declares, into WITHIN's scope. */
void scope_module(struct policy_check *within, const struct module_check *check);

/* Fill the documents of WITHIN's policy: its own, then those of each file that it uses, in order.
 */
void list_documents(struct policy_check *within);

/* ITEMS, COUNT of SIZE bytes each, with room for one more: doubled where COUNT is a power of two,
 * so only for lists that always grow through here. */
void *room_for_one(struct arena *arena, void *items, uint32_t count, size_t size);

/* ---- complaints (complain.c) ---- */

/* Remember NAME in PLACES, its number the count of those before it; false after the complaint that
 * this WHAT ("field") is declared twice. */
bool declare_once(struct checker *checker, struct places *places, struct name name,
                  const char *what);

/* The same for what is not declared but said: a setting, a key. */
bool give_once(struct checker *checker, struct places *places, struct name name, const char *what);

/* declare_once with a number of one's own. */
bool declare_place(struct checker *checker, struct places *places, struct place_of place,
                   const char *what);

/* How many of COUNT candidates for `meant` should be gathered: none where no complaint is kept any
 * more, so that a thousand mistakes among a thousand names do not cost a million. */
uint32_t worth_gathering(const struct checker *checker, uint32_t count);

/* The name among the COUNT in CANDIDATES that WORD was meant to be, or NULL; not worth its time
 * where no complaint is kept any more. */
const char *meant(struct checker *checker, const char *word, const char *const *candidates,
                  uint32_t count);

/* Is a name that was not found, near to none, better not told: might it stand where a file is
 * missing or broken? */
bool may_be_elsewhere(const struct checker *checker, const char *closest);

/* Add the hint "did you mean …?" where a name is near, else OTHERWISE where that is not NULL. */
void hint_meant(struct checker *checker, struct diag *diag, const char *closest,
                const char *otherwise);

/* The module that SPAN is in. */
const struct module_check *module_at(const struct checker *checker, struct span span);

/* Warn where NAME, of a member or case (WHAT), is a word that begins an expression
 * (declare_enum.c). */
void warn_reserved(struct checker *checker, struct name name, const char *what);

/* How data spell NAME, interned: as SPELLING says, or as it is. */
const char *spelling_resolve(struct checker *checker, struct name name,
                             const struct literal *spelling);

/* Complain where SPELLING, said at SPAN, is in SPELLINGS already; else add it. */
void spelling_once(struct checker *checker, struct places *spellings, const char *spelling,
                   struct span span);

/* ---- parts (each in the file of its name) ---- */

void declare_enum(struct policy_check *within, struct symbol *symbol);
void declare_record(struct policy_check *within, struct symbol *symbol); /* and an input */
void declare_outcome(struct policy_check *within, struct symbol *symbol);
void declare_source(struct policy_check *within, struct symbol *symbol);
void declare_table(struct policy_check *within, struct symbol *symbol);
void declare_policy(struct policy_check *within);

/* A parameter, define or decision: its object, and what is wrong with its names. */
void declare_parameter(struct policy_check *within, struct symbol *symbol);
void declare_define(struct policy_check *within, struct symbol *symbol);
void declare_decision(struct policy_check *within, struct symbol *symbol);

/* The fields of ITEM, a record, an input or a table, into RECORD, with its keys. */
void declare_fields(struct policy_check *within, const struct item *item, struct record *record);

/* The built-in type called NAME, or TYPE_UNKNOWN (types.c). */
enum type_kind type_kind_named(const char *name);

/* Records of WITHIN's scope that contain themselves, or lie too deep in each other (nesting.c). */
void check_nesting(struct policy_check *within);

/* Complain where REF is `[T]?`, which only a field may be (declare_decision.c). */
void check_list_type(struct checker *checker, const struct type_ref *ref);

/* The rows of TABLE from the text that load found. */
void read_table_rows(struct checker *checker, const struct item *item, struct table *table);

/* LITERAL has the form of a day but is none. */
void complain_day(struct checker *checker, const struct literal *literal);

/* What DAYS says, DATE_MIN and DATE_MAX where open; false after a complaint. */
bool days_resolve(struct checker *checker, const struct days *days, int64_t *from, int64_t *to);

/* A day as people read it, in the checker's arena. */
const char *day_shown(struct checker *checker, int64_t date);

/* ---- shapes (shape.c) ---- */

/* How readers see FIELD; records in it are told by the shapes that they have by now. */
struct shape_field shape_of_field(struct checker *checker, const struct field *field);

/* The shapes of all records, inputs and tables; `used` as it stands now. */
void make_shapes(struct checker *checker);

#endif
