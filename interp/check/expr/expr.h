/* expr.h - what the parts of the expression checker share; only expr_*.c, facts.c and decide.c
 * include it.
 *
 * An expression is checked in a frame: the names bound around it and the facts that hold where it
 * stands.  The result is a typed node; after a complaint one of TYPE_UNKNOWN, which nothing else
 * complains about. */
#ifndef CERTPOL_CHECK_EXPR_H
#define CERTPOL_CHECK_EXPR_H

#include "grammar/pointer_map.h"
#include "interp/check/checker.h"

/* What is known of a place: it is there; it is not empty; it is one of these cases.  Facts are a
 * list that only grows at its head, so that a saved head is a saved state. */
enum fact_kind { FACT_PRESENT, FACT_NOT_EMPTY, FACT_CASES };

struct fact {
    enum fact_kind kind;
    const struct node *place;
    uint64_t cases; /* of FACT_CASES */
    const struct fact *next;
};

/* What holds where a condition turned out true, and where it turned out false. */
struct flow {
    const struct fact *yes, *no;
};

enum binding_kind { BINDING_LET, BINDING_ARGUMENT, BINDING_ELEMENT };

/* A name bound in a frame. */
struct binding {
    enum binding_kind kind;
    struct local *local;      /* local->name is NULL for an element without a name of its own */
    bool bare_fields;         /* its fields may be named bare */
    const struct node *value; /* of a let: its value, to which it is an alias if that is a place */
    const struct node *list;  /* of an element: the list that it is from */
    const struct fact *facts; /* of a filter's element, once checked: what holds where it passes */
    const struct binding *next; /* the one bound before */
    const struct binding *same; /* the one of the same name bound before, in force too */
    const struct binding *bare; /* the one with bare fields bound before */
};

struct frame {
    struct policy_check *within;
    struct checker *checker;
    const struct binding *bindings; /* in force, innermost first */
    const struct binding *bare;     /* of these, those with bare fields */
    struct pointer_map named;       /* of these, the innermost of a name */
    const struct binding **by_id;   /* all bindings ever made here, by their local's id */
    const struct fact *facts;
    uint32_t locals; /* ids handed out */
};

/* ---- nodes and frames (node.c) ---- */

struct node *node_new(struct frame *frame, enum node_kind kind, struct type type, struct span span);
struct node *node_bad(struct frame *frame, struct span span);

/* Does NODE read LOCAL? */
bool node_mentions(const struct node *node, const struct local *local);
struct node *node_binary(struct frame *frame, enum node_kind kind, struct type type,
                         const struct node *first, const struct node *second);
struct node *node_list(struct frame *frame, struct node *node, const struct node **items,
                       uint32_t count);

/* An integer or decimal node as a decimal of PLACES. */
const struct node *node_scaled(struct frame *frame, const struct node *node, unsigned places);

struct binding *frame_bind(struct frame *frame, enum binding_kind kind, const char *name,
                           struct type type, struct span span);

/* "let", "argument", "element". */
const char *binding_word(enum binding_kind kind);

/* Let the fields of BINDING, which was bound last, be named bare. */
void frame_bare(struct frame *frame, struct binding *binding);

/* Where a frame stands: the bindings in force and the facts.  frame_return goes back there. */
struct mark {
    const struct binding *bindings, *bare;
    const struct fact *facts;
};

struct mark frame_mark(const struct frame *frame);
void frame_return(struct frame *frame, struct mark mark);

/* The binding of LOCAL, also where it is out of scope. */
const struct binding *frame_binding(const struct frame *frame, const struct local *local);

static inline bool node_is_bad(const struct node *node)
{
    return node->type.kind == TYPE_UNKNOWN;
}

static inline struct type type_plain(enum type_kind kind)
{
    return (struct type){ .kind = kind };
}

struct type type_list_of(struct frame *frame, struct type element);

/* The policy text of SPAN, for messages, cut where it is long; in the checker's arena. */
const char *quoted(struct frame *frame, struct span span);

/* ---- facts (facts.c) ---- */

/* Is NODE a place: a root and fields after it, or a look-up whose keys are places? */
bool node_is_place(const struct frame *frame, const struct node *node);
bool same_place(const struct frame *frame, const struct node *a, const struct node *b);

void fact_add(struct frame *frame, const struct fact **facts, struct fact fact);
bool fact_present(const struct frame *frame, const struct node *node);
bool fact_not_empty(const struct frame *frame, const struct node *list);

/* What both A and B know beyond BASE, on top of BASE. */
const struct fact *facts_join(struct frame *frame, const struct fact *base, const struct fact *a,
                              const struct fact *b);

/* The facts that every element of LIST satisfies because it was filtered, told of LOCAL. */
void facts_of_elements(struct frame *frame, const struct node *list, const struct local *local);

/* The cases that an outcome at NODE may still be. */
uint64_t possible_cases(const struct frame *frame, const struct node *node);

/* The cases that DECISION's rules give. */
uint64_t decision_cases(const struct frame *frame, const struct decision *decision);

/* ---- expressions ---- */

/* What a checked expression may be used for. */
enum use {
    USE_VALUE,   /* must be there and must not move with the clock */
    USE_MOVING,  /* must be there */
    USE_OPTIONAL /* may be absent; must not move */
};

/* Check EXPR.  EXPECTED says what type is wanted (TYPE_UNKNOWN: any), so that a bare word may be a
 * member and [] has a type; it is not enforced. */
const struct node *check_expr(struct frame *frame, const struct expr *expr, struct type expected);

/* The same, used as USE says, and of type EXPECTED where that is known (an integer becomes a
 * decimal). */
const struct node *check_as(struct frame *frame, const struct expr *expr, struct type expected,
                            enum use use);

/* Complain where NODE, already checked, is not fit for USE; then a bad node. */
const struct node *check_use(struct frame *frame, const struct node *node, enum use use);

/* NODE as a value of WANTED (UNKNOWN: any type; an integer becomes a decimal; being optional is
 * another matter), or a complaint and a bad node. */
const struct node *check_type(struct frame *frame, const struct node *node, struct type wanted);

/* A condition, with what it tells. */
const struct node *check_condition(struct frame *frame, const struct expr *expr, struct flow *flow);

/* expr_name.c */
const struct node *check_name(struct frame *frame, const struct expr *expr);
const struct node *check_field(struct frame *frame, const struct expr *expr);
const struct node *check_call(struct frame *frame, const struct expr *expr, struct type expected);
const struct node *check_of(struct frame *frame, const struct expr *expr);
const struct node *check_on(struct frame *frame, const struct expr *expr);

/* The field NAME of the row or outcome ROW. */
const struct node *node_field(struct frame *frame, const struct node *row, struct name name);

/* Is the bare word of EXPR to be read as a member of EXPECTED?  Then its node (bad after a
 * complaint), else NULL. */
const struct node *check_member(struct frame *frame, const struct expr *expr, struct type expected);

/* expr_literal.c, expr_value.c */
const struct node *check_literal(struct frame *frame, const struct expr *expr);
const struct node *check_arithmetic(struct frame *frame, const struct expr *expr,
                                    struct type expected);
const struct node *check_negate(struct frame *frame, const struct expr *expr);
const struct node *check_else(struct frame *frame, const struct expr *expr, struct type expected);
const struct node *check_span(struct frame *frame, const struct expr *expr);
const struct node *check_extreme(struct frame *frame, const struct expr *expr, enum node_kind kind);
bool type_is_ordered(struct type type);

/* Bring two numbers to the same places. */
void node_align(struct frame *frame, const struct node **a, const struct node **b);

/* expr_compare.c: conditions that compare */
const struct node *check_comparison(struct frame *frame, const struct expr *expr,
                                    struct flow *flow);
const struct node *check_presence(struct frame *frame, const struct expr *expr, struct flow *flow);
const struct node *check_in(struct frame *frame, const struct expr *expr, struct flow *flow);
const struct node *check_in_range(struct frame *frame, const struct expr *expr);

/* expr_list.c */
const struct node *check_list(struct frame *frame, const struct expr *expr, struct type expected);
const struct node *check_index(struct frame *frame, const struct expr *expr);
const struct node *check_count(struct frame *frame, const struct expr *expr);
const struct node *check_fold(struct frame *frame, const struct expr *expr);
const struct node *check_filter(struct frame *frame, const struct expr *expr);
const struct node *check_quantifier(struct frame *frame, const struct expr *expr,
                                    struct flow *flow);

/* Every `and`-part of CONDITION must mention ELEMENT. */
void check_mentions(struct frame *frame, const struct node *condition, const struct local *element);

#endif
