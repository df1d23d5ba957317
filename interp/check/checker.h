/* checker.h - what the parts of the checker share; nobody outside check/ includes it.
 *
 * check.c runs the phases: declare (types, tables, sources, settings), then for each policy its
 * parameters, defines and decisions (expressions), then order, ranges and cost.  Each phase
 * complains and goes on; what it could not make sense of has TYPE_UNKNOWN or is left out. */
#ifndef CERTPOL_CHECK_CHECKER_H
#define CERTPOL_CHECK_CHECKER_H

#include "interp/check/check.h"

/* Cases of an outcome, which may be a set of bits: an outcome has no more. */
enum { CASES_MAX = 64 };

enum symbol_kind {
    SYMBOL_ENUM,
    SYMBOL_RECORD,
    SYMBOL_INPUT,
    SYMBOL_TABLE,
    SYMBOL_OUTCOME,
    SYMBOL_SOURCE,
    SYMBOL_PARAMETER,
    SYMBOL_DEFINE,
    SYMBOL_DECISION
};

/* A declared name.  One object for each declaration and policy that sees it: types, tables and
 * sources are made once and shared; parameters, defines and decisions are made for each policy
 * anew. */
struct symbol {
    enum symbol_kind kind;
    const char *name; /* interned */
    const struct item *item;
    const struct module *module;
    bool used;
    union {
        struct enumeration *enumeration;
        struct record *record; /* of SYMBOL_RECORD and SYMBOL_INPUT */
        struct table *table;
        struct outcome *outcome;
        struct document *document;
        struct parameter *parameter;
        struct define *define;
        struct decision *decision;
    };
    const struct places *parts; /* a source's clauses, an enumeration's members, by number; a
                                   decision's rules, by step */
    enum {
        SYMBOL_NEW,
        SYMBOL_BUSY,
        SYMBOL_DONE
    } state; /* of its checking, where it is done on demand */
};

/* Names by interned pointer.  {.arena} is empty. */
struct scope {
    struct arena *arena;
    struct symbol **items; /* in the order declared */
    uint32_t count, capacity;
    uint32_t *index; /* hash: item number + 1 */
    uint32_t index_size;
};

/* The symbol called NAME (interned) or NULL. */
struct symbol *scope_find(const struct scope *scope, const char *name);

/* Add SYMBOL; false where the name is taken (nothing is added). */
bool scope_add(struct scope *scope, struct symbol *symbol);

/* One policy at its checking, with all names that it sees: its own and those of the files it uses.
 */
struct policy_check {
    struct checker *checker;
    struct policy *policy; /* a nameless one for files without a policy that are checked alone */
    const struct module *module;
    struct scope scope;
};

struct checker {
    struct load *load;
    struct arena *arena;
    struct diags *diags;
    struct check_options options;
    struct program *program;
    struct module_check *modules;   /* by module of the load; see declare.h */
    struct policy_check **policies; /* those that are checked: the program's, then nameless ones */
    uint32_t policy_count;
};

/* ---- declarations (declare_*.c) ---- */

/* Make policy checks with their scopes; all enums, records, the input, tables (with rows),
 * outcomes, sources, settings.  Parameters, defines and decisions are in the scopes, their objects
 * with name, span, declared type (parameters and defines: type; decisions: outcome, all, policy),
 * not yet their insides.  An outcome's payload slots are laid out. */
void declare(struct checker *checker);

/* The type that REF names in WITHIN, or TYPE_UNKNOWN after a complaint.  A table's name is its
 * row's type. An outcome's name is no type of a value: a complaint. */
struct type type_resolve(struct policy_check *within, const struct type_ref *ref);

/* What CITES names; clauses that do not resolve are complained about and left out. */
struct citations citations_resolve(struct policy_check *within, const struct cites *cites);

/* Versions of every parameter: days without gap or overlap, values through expr_constant. */
void declare_parameters(struct policy_check *within);

/* Messages to the rules, members and holes of WITHIN's decisions and enums; complaints about what
 * does not fit, warnings for what is missing.  After the decisions. */
void declare_messages(struct policy_check *within);

/* "date", "Certification?", "[text]", for messages; in the checker's arena. */
const char *type_name(struct checker *checker, struct type type);
bool type_equal(struct type a,
                struct type b); /* optional, places included; UNKNOWN equals nothing */

/* The name in CANDIDATES (COUNT of them, NULLs skipped) that WORD was probably meant to be, or
 * NULL. */
const char *closest_name(const char *word, const char *const *candidates, uint32_t count);

/* ---- expressions (expr_*.c) ---- */

/* Bodies of all defines and decisions of WITHIN. */
void check_defines(struct policy_check *within);
void check_decisions(struct policy_check *within);

/* The value of EXPR, which must be of TYPE and made of literals, members, parameters with one value
 * and arithmetic; false after a complaint. */
bool expr_constant(struct policy_check *within, const struct expr *expr, struct type type,
                   union value *value);

/* ---- over the finished program ---- */

/* Defines and decisions use each other without a cycle; fills policy->order and puts
 * policy->defines into an order in which each uses only those before it. */
void check_order(struct policy_check *within);

/* Nothing leaves its type: the interval of every expression of WITHIN; additions of months under a
 * policy without rounding. */
void check_ranges(struct policy_check *within);

/* Worst cases in steps, and whether they are within the limit. */
void check_cost(struct policy_check *within);
void check_total_cost(struct checker *checker);

#endif
