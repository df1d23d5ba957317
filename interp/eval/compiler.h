/* compiler.h - what the parts of the plan compiler share; for interp/eval/ only.
 *
 * Code grows in three sections: what follows from constants (run when the plan is made), what
 * follows from the clock (run when it is set), and the rest.  Within a section code is made in the
 * order it runs in, on demand: a value is computed where it is first needed and known from there
 * on. */
#ifndef CERTPOL_EVAL_COMPILER_H
#define CERTPOL_EVAL_COMPILER_H

#include "grammar/pointer_map.h"
#include "interp/eval/machine.h"

enum section { SECTION_CONSTANTS, SECTION_CLOCK, SECTION_MAIN, SECTION_COUNT };

/* What a value depends on, apart from the variables of the filters around it. */
enum {
    DEPENDS_CLOCK = 1,
    DEPENDS_RECORD = 2,
    DEPENDS_FRAME = 4 /* a decision's element or a define's argument */
};

enum {
    LEVEL_MAX = 63,   /* filters within filters that are told apart */
    ARGUMENT_MAX = 63 /* likewise, arguments of a define */
};

/* What the compiler wants to know of a node before it makes code. */
struct trait {
    uint64_t levels;    /* filters around it whose variables it uses, by depth */
    uint64_t arguments; /* of the define it stands in that it uses, by index */
    uint32_t hash;      /* the same for nodes that mean the same */
    uint32_t size;      /* nodes, those of defines that would be inlined included */
    uint8_t depends;
    bool steady;    /* may be computed before what guards it: no row that may be missing is read */
    bool solid;     /* a row that is there, wherever the node may be computed */
    bool heavy;     /* goes through a list */
    bool allocates; /* takes scratch memory */
};

enum binding_kind { BINDING_LOOP, BINDING_ELEMENT, BINDING_ARGUMENT, BINDING_LET };

/* Code that runs at most once while TICK stands: made where it is first needed, jumped to from
 * elsewhere. */
struct once {
    uint32_t entry; /* a label; 0: no code yet */
    struct operand tick, back, flag, result;
    struct operand told; /* in a plan that explains: what was looked at */
};

/* What a local stands for. */
struct binding {
    const struct local *local;
    enum binding_kind kind;
    uint32_t level;           /* of BINDING_LOOP; of BINDING_ARGUMENT: which one it is */
    const struct node *value; /* of BINDING_LET */
    uint32_t uses;            /* of BINDING_LET */
    uint32_t chain;           /* of BINDING_LET: lets within its value, at the deepest */
    struct operand operand;   /* of all but lets */
    struct once once;
};

/* A value that is computed once a record. */
struct record_value {
    const struct node *node;
    struct once once;
    struct record_value *next; /* with the same hash */
};

enum define_manner { DEFINE_INLINE, DEFINE_CALLED, DEFINE_PLACED, DEFINE_ONCE };

/* A call whose code stands where it was made. */
struct inlined {
    const struct define *define;
    const struct operand *operands; /* of its arguments */
    struct inlined *before;         /* another one of the same formula */
};

struct define_plan {
    enum define_manner manner;
    struct trait trait; /* of the body */
    uint32_t entry;     /* a label */
    struct operand back, result;
    struct operand *arguments;
    struct inlined *inlined; /* the last call */
    struct once once;        /* a fact's */
};

/* A value that is in its place wherever this entry is visible. */
struct available {
    const struct node *node;
    struct operand operand;
    uint32_t hash;
    const struct inlined *call;  /* that it belongs to; or NULL */
    const struct local *element; /* what the decision's element is called in NODE */
    uint32_t stamp;              /* grows from each entry to the next ever made */
    uint32_t older;              /* in its bucket, and 1 */
};

enum { AVAILABLE_BUCKETS = 1024 };

/* Entries that may not be used for a while: [from, to). */
struct hidden {
    uint32_t from, to;
};

struct availability {
    struct hidden hidden;
    struct available *items;
    uint32_t count, capacity;
    uint32_t buckets[AVAILABLE_BUCKETS];
};

struct emitter {
    struct code *code;
    struct origin *origins;
    uint32_t count, capacity, origin_capacity;
    struct availability available;
};

/* A place in code that is jumped to.  Labels are numbers; 0 is none. */
struct label {
    enum section section;
    uint32_t at;
    uint32_t known; /* the last stamp when it was first jumped to: what is older and still there was
                       available at all jumps to it */
    bool reached;
};

struct compiler {
    const struct program *program;
    const struct policy *policy;
    struct arena *arena;  /* the plan's */
    struct arena working; /* until the plan is made */
    struct plan *plan;

    struct emitter emitters[SECTION_COUNT];
    enum section section;
    struct label *labels;
    uint32_t label_count, label_capacity;
    uint32_t last_stamp;
    bool chooses;              /* code is made for the decisions in NEEDED alone */
    struct pointer_map needed; /* and the defines that these use */
    bool no_switches;
    bool explains;             /* everything is computed where it is needed, and told */
    bool covers;               /* likewise, and instead of being told counted (cover.h) */
    struct pointer_map points; /* then: rules and nodes to the numbers of their points, and 1 */
    uint32_t deepest_chain;    /* of the lets in the value being analysed */
    uint32_t hoist_level;      /* of the loop that values are hoisted from */

    union value *image;
    uint32_t slot_count, slot_capacity;
    struct pointer_map constants_seen;
    uint32_t *constant_buckets; /* slots, and 1 */
    uint32_t constant_count, constant_capacity;

    struct pointer_map traits, bindings;
    struct define_plan *defines; /* of the policy */

    const struct inlined *call;           /* the inlined call at hand; or NULL */
    const struct node *holds;             /* true of all elements that are gone through; or NULL */
    uint32_t conditional;                 /* > 0: what comes here may not be run */
    uint32_t step_known;                  /* what was available when the step at hand began */
    bool once_a_record;                   /* the code being made runs no more than that */
    const struct plan_group *deciding;    /* the code being made is this group's; or NULL */
    const struct plan_decision *decision; /* of it, the one at hand */
    uint32_t decision_end;                /* a label: where the code goes on that decided it */
    struct operand tick;                  /* of the group at hand */
    struct pointer_map records;           /* what is computed once a record, by its hash */
    const struct node *origin;            /* what code is made for */

    struct plan_group *groups;
    uint32_t group_count, group_capacity;
    struct plan_index *indexes;
    uint32_t index_count, index_capacity;
    struct pointer_map tables, sets; /* to the number of the index, and 1; sets by slot, and 1 */
    struct plan_switch *switches;
    uint32_t switch_count, switch_capacity;
    struct plan_select *selects;
    uint32_t select_count, select_capacity;
    const struct parameter **parameters;
    uint32_t parameter_count, parameter_capacity;
};

/* ---- analyse.c: before code ---- */

void analyse_policy(struct compiler *compiler);
const struct trait *trait_of(const struct compiler *compiler, const struct node *node);
struct binding *binding_of(const struct compiler *compiler, const struct local *local);

/* Do two nodes mean the same, whatever their variables are called? */
bool same_meaning(const struct node *a, const struct node *b);

/* The same if A_ELEMENT in A is B_ELEMENT in B. */
bool same_meaning_about(const struct node *a, const struct local *a_element, const struct node *b,
                        const struct local *b_element);

/* ---- emit.c: instructions, labels, slots, constants ---- */

/* Room for one more in a growing array of the working arena. */
void *grown(struct compiler *compiler, void *items, uint32_t count, uint32_t *capacity,
            size_t size);

struct operand slot_new(struct compiler *compiler);
struct operand slots_new(struct compiler *compiler, uint32_t count);
struct operand slot_operand(uint32_t slot);
bool operand_is_slot(struct operand operand);
bool same_operand(struct operand a, struct operand b);

/* A slot that always holds VALUE, of which no more than KIND's representation counts. */
struct operand constant(struct compiler *compiler, enum kind kind, union value value);
struct operand constant_integer(struct compiler *compiler, int64_t integer);

struct code *emit(struct compiler *compiler, enum opcode op);
void emit_unary(struct compiler *compiler, enum opcode op, struct operand a, struct operand to);
struct code *emit_binary(struct compiler *compiler, enum opcode op, const struct operand from[2],
                         struct operand to);

uint32_t label_new(struct compiler *compiler);
void label_bind(struct compiler *compiler, uint32_t label);
/* LABEL is jumped to from here. */
void label_reach(struct compiler *compiler, uint32_t label);
struct code *emit_jump(struct compiler *compiler, enum opcode op, uint32_t label);
struct code *emit_jump_if(struct compiler *compiler, enum opcode op, struct operand a,
                          uint32_t label);
struct code *emit_jump_compare(struct compiler *compiler, enum opcode op,
                               const struct operand ab[2], uint32_t label);

/* ---- available.c: what is known where ---- */

bool available_find(const struct compiler *compiler, const struct node *node,
                    struct operand *operand);
void available_add(struct compiler *compiler, const struct node *node, struct operand operand);
uint32_t available_count(const struct compiler *compiler);
/* Forget all but the first COUNT. */
void available_forget(struct compiler *compiler, uint32_t count);
/* Forget what was made after STAMP. */
void available_forget_since(struct compiler *compiler, uint32_t stamp);
/* Hide all but the first KNOWN until available_show gets what this returns; what is made meanwhile
 * is then forgotten. */
struct hidden available_hide(struct compiler *compiler, uint32_t known);
void available_show(struct compiler *compiler, struct hidden outer);

/* ---- value.c ---- */

/* Where NODE's value can be read, after code to compute it if need be. */
struct operand value(struct compiler *compiler, const struct node *node);

/* Is NODE a decision of the group at hand about the element at hand, which has been decided? */
bool is_sibling(const struct compiler *compiler, const struct node *node);

/* Is NODE worth computing once a record, for all elements and decisions together? */
bool is_of_record(const struct compiler *compiler, const struct node *node);

/* Compute NODE's value into TO. */
void value_into(struct compiler *compiler, const struct node *node, struct operand to);

/* ---- calls.c: lets, facts, calls, what is computed once ---- */

struct operand let_value(struct compiler *compiler, const struct node *node,
                         struct binding *binding);
bool let_is_alias(const struct compiler *compiler, const struct binding *binding);
bool let_needs_anchor(const struct binding *let);
/* Code for LET now, so that no long chain of lets has to be followed later. */
void let_anchor(struct compiler *compiler, struct binding *let);
struct operand fact_value(struct compiler *compiler, const struct node *node);
struct operand record_value(struct compiler *compiler, const struct node *node);
void call_into(struct compiler *compiler, const struct node *node, struct operand to);

/* Begin and end NODE's call as if its body stood there. */
bool call_is_inline(const struct compiler *compiler, const struct node *node);
const struct inlined *inline_begin(struct compiler *compiler, const struct node *node);
void inline_end(struct compiler *compiler, const struct inlined *outer);

void call_again(struct compiler *compiler, const struct once *once);

/* ---- placed.c: computing ahead, in another section ---- */

/* Is NODE to be computed in an earlier section than the one at hand? */
bool is_placed(const struct compiler *compiler, const struct node *node);
struct operand placed_value(struct compiler *compiler, const struct node *node);

/* ---- compute.c: arithmetic and time ---- */

void compute(struct compiler *compiler, const struct node *node, struct operand to);

/* ---- condition.c ---- */

/* Jump to LABEL if NODE is SENSE, else go on. */
void condition(struct compiler *compiler, const struct node *node, bool sense, uint32_t label);
/* The same without telling of NODE itself. */
void plain_condition(struct compiler *compiler, const struct node *node, bool sense,
                     uint32_t label);

/* The jump if two values of KIND are the same, or are not. */
enum opcode equal_op(enum kind kind, bool equal);

/* ---- loop.c: going through lists ---- */

/* An expression that a loop will evaluate for each element: for hoisting. */
struct inside {
    const struct node *node;
    const struct local *local; /* the loop's variable in NODE, or NULL */
    uint32_t level;            /* of that */
    bool guards; /* NODE is a condition; elements for which it is false make no difference */
    const struct inlined *call; /* that NODE stands in */
    const struct inside *next;
};

/* What BINDER evaluates for each element, and NEXT. */
struct inside inside_of(const struct compiler *compiler, const struct node *binder,
                        const struct inside *next);

struct loop {
    uint32_t body, next, exit;              /* labels */
    struct operand cursor, at;              /* where in the list itself, and the element there */
    bool at_rows;                           /* those elements are rows */
    struct operand element;                 /* each element's row or value, projections applied */
    bool rows;                              /* those are rows */
    bool computed;                          /* the elements do not stand in a list */
    const struct node *holds, *outer_holds; /* see the compiler's */
    bool keeps;    /* what the body makes outlives the element: the caller says so before */
    bool collects; /* likewise: room for as many elements as there are is wanted in COLLECTED */
    struct operand collected;
    uint32_t reserve; /* the address of the instruction that makes it */
    struct operand mark;
    bool marked;
};

/* Go through LIST's elements.  What comes until loop_end is done for each of them; a jump to
 * loop.next goes on with the next one, one to loop.exit ends it.  INSIDE is what will be done. */
void loop_begin(struct compiler *compiler, const struct node *list, const struct inside *inside,
                struct loop *loop);
/* The same, although LIST could be had as a whole from elsewhere. */
void loop_open(struct compiler *compiler, const struct node *list, const struct inside *inside,
               struct loop *loop);
void loop_end(struct compiler *compiler, struct loop *loop);
void bind_element(struct compiler *compiler, const struct local *local, struct operand operand);

/* Is NODE a list that needs not be built to go through it? */
bool list_is_fused(const struct compiler *compiler, const struct node *node);

/* ---- matching.c ---- */

/* The elements of LIST that INSIDE wants to see, and perhaps others: what has to be gone through.
 * HOLDS becomes the condition that need not be asked of them any more, or NULL. */
struct operand elements_wanted(struct compiler *compiler, const struct node *list,
                               const struct inside *inside, const struct node **holds);

/* ---- hoist.c ---- */

/* Compute now the lets that INSIDE will need, and what in it does not change from element to
 * element. */
void hoist_lets(struct compiler *compiler, const struct inside *inside);
/* Can NODE be computed before the loop around INSIDE, where it is? */
bool is_invariant(const struct compiler *compiler, const struct inside *inside,
                  const struct node *node);
void hoist_invariants(struct compiler *compiler, const struct inside *inside);

/* ---- list.c: values made of lists ---- */

/* The row of a list of records whose keys are as NODE says. */
void index_into(struct compiler *compiler, const struct node *node, struct operand to);
void list_into(struct compiler *compiler, const struct node *node, struct operand to);
/* Jump to LABEL if some (or with EVERY: not every) element is as wanted. */
void any_condition(struct compiler *compiler, const struct node *node, bool sense, uint32_t label);
void in_list_condition(struct compiler *compiler, const struct node *node, bool sense,
                       uint32_t label);

/* ---- lookup_code.c: tables, sets ---- */

uint32_t table_index(struct compiler *compiler, const struct table *table);
/* An index of TABLE's rows by what they have in FIELD, a column, with groups. */
uint32_t column_index(struct compiler *compiler, const struct table *table,
                      const struct field *field);
/* An index over the values of the list that constant slot LIST will hold. */
uint32_t set_index(struct compiler *compiler, struct operand list, enum kind kind);
void lookup_into(struct compiler *compiler, const struct node *node, struct operand to);
uint32_t parameter_number(struct compiler *compiler, const struct parameter *parameter);

/* ---- uses.c: what decisions and defines are made of ---- */

typedef void node_visit(void *context, const struct node *node);

/* Call VISIT for each node. */
void decision_each(const struct decision *decision, node_visit *visit, void *context);
void define_each(const struct define *define, node_visit *visit, void *context);

/* Make code for the COUNT decisions WANTED alone, and those that they use. */
void find_needed(struct compiler *compiler, const struct decision *const *wanted, uint32_t count);
bool is_needed(const struct compiler *compiler, const struct decision *decision);

/* ---- group.c, rules.c, switch.c: decisions ---- */

/* The groups of the policy at hand; the order in which they were made is that of use. */
void group_decisions(struct compiler *compiler);

static inline struct plan_decision *plan_of(const struct compiler *compiler,
                                            const struct decision *decision)
{
    uint32_t first = compiler->plan->first_decision[compiler->policy->index];
    return (struct plan_decision *)&compiler->plan->decisions[first + decision->index];
}

/* Where what DECISION gave about the element at hand stands for others of its group. */
static inline struct operand result_slot(const struct compiler *compiler,
                                         const struct decision *decision)
{
    return slot_operand(compiler->deciding->frame + FRAME_SIZE +
                        plan_of(compiler, decision)->member);
}

void compile_group(struct compiler *compiler, struct plan_group *group);
/* The row that RULE gives. */
struct operand outcome_row(struct compiler *compiler, const struct decision *decision,
                           const struct rule *rule);
/* The code for what RULE gives, of which nothing falls through unless all rules are asked. */
void compile_outcome(struct compiler *compiler, const struct decision *decision,
                     const struct rule *rule, struct operand all);
/* Code for the rules of DECISION from STEP on that ask one place for one constant each; returns how
 * many steps that was, 0 if it is not worth it. */
uint32_t compile_switch(struct compiler *compiler, const struct decision *decision, uint32_t step);

/* ---- compile.c ---- */

/* The plan of COMPILER, whose program, arena and manner are set. */
const struct plan *compile_all(struct compiler *compiler);

/* ---- cover.c: a plan that counts what it reaches ---- */

/* As condition, counting the answer where NODE is a point. */
void cover_condition(struct compiler *compiler, const struct node *node, bool sense,
                     uint32_t label);

/* Count that RULE applies; nothing in a plan that does not count. */
void cover_rule(struct compiler *compiler, const struct rule *rule);

/* ---- tell.c: a plan that explains; in others these do nothing ---- */

static inline bool tells(const struct compiler *compiler)
{
    return compiler->explains && !compiler->covers;
}

/* NODE is looked at, and this is its value. */
void tell_begin(struct compiler *compiler, const struct node *node);
void tell_end(struct compiler *compiler, const struct node *node, struct operand at);

/* BINDER goes on with the element at AT. */
void tell_element(struct compiler *compiler, const struct node *binder, struct operand at);

/* ROW is to have the field of NODE. */
void tell_case(struct compiler *compiler, const struct node *node, struct operand row);

/* Around the code of a let or a fact. */
void tell_name(struct compiler *compiler, struct once *once);
void tell_named(struct compiler *compiler, const struct once *once);

/* Is NODE one that told_condition tells of? */
bool node_is_condition(const struct node *node);

/* As condition, telling of it.  Of `and` and `or` both sides are asked, the second one aside where
 * it is not needed. */
void told_condition(struct compiler *compiler, const struct node *node, bool sense, uint32_t label);

/* Around a decision, which is number NUMBER of the plan; its rules, of which all are asked.  The
 * first one to give a row puts it into TO; all that do append to it in `decide all`. */
void tell_decision(struct compiler *compiler, uint32_t number);
void tell_decided(struct compiler *compiler);
void told_rule(struct compiler *compiler, const struct decision *decision, const struct rule *rule,
               struct operand to);

/* ---- define.c ---- */

void compile_defines(struct compiler *compiler);

/* ---- link.c ---- */

void link_plan(struct compiler *compiler);

#endif
