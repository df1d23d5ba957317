/* machine.h - the inside of a plan and of a session; for interp/eval and its tests only.
 *
 * There is no stack: decisions and defines use none of themselves, so each has its own slots for
 * good, and one of them for the address that it returns to. */
#ifndef CERTPOL_EVAL_MACHINE_H
#define CERTPOL_EVAL_MACHINE_H

#include <stdio.h>

#include "interp/eval/code.h"
#include "interp/eval/cover.h"
#include "interp/eval/lookup.h"
#include "interp/eval/plan.h"
#include "interp/eval/scratch.h"

/* The slots that every plan has; after them, what `today` is for each policy. */
enum { SLOT_SELF, SLOT_NOW, SLOT_INPUT, SLOT_RECORD, SLOT_TODAY };

/* Code at address 0 is STOP, so a return address of 0 leaves the machine. */
enum { ADDRESS_STOP = 0 };

/* Where to go on by a value: addresses by integer from LOW on, or in the second value of the
 * indexed row. */
struct plan_switch {
    int64_t low;
    uint32_t count;
    const uint32_t *targets; /* NULL: use the index */
    struct index index;
    uint32_t otherwise;
};

/* The first of several thresholds that a value is above.  They fall from one to the next: one that
 * is not below all before it is never the first. */
struct plan_select {
    bool negated; /* the value is compared with its sign changed */
    const int64_t *above;
    const uint32_t *targets;
    uint32_t count;
    uint32_t otherwise;
};

/* Of a table, or of the values of a list that is constant: that one is made after the constants are
 * known; what needs it before goes through the list. */
struct plan_index {
    struct index index;
    struct operand list; /* {0} for a table */
    enum kind kind;
    const struct list *groups; /* of a table's column: the rows with the same value, by the number
                                  of their first; else NULL */
};

/* What a group goes by while its code runs: slots one behind the other. */
enum frame {
    FRAME_ELEMENT, /* the row that is decided about */
    FRAME_INDEX,   /* which one of its list it is */
    FRAME_RESULTS, /* what its decisions gave, by member, as a row */
    FRAME_BACK,    /* the address to go on at when all have */
    FRAME_TICK,    /* one more for each element */
    FRAME_SIZE
};

/* Decisions that are taken together, see group.c: about an element all of them, then about the
 * next one. */
struct plan_group {
    const struct decision **members; /* each behind those that it uses */
    uint32_t count;
    bool of_elements;    /* else of the record */
    uint32_t entry;      /* for the element in its slots */
    uint32_t others;     /* for all that are still open, one by one from the one in its slots on */
    uint32_t elements;   /* code that makes the list ready; 0: nothing to do */
    struct operand list; /* then it is here */
    uint32_t frame;      /* its slots of its own, in bytes */
};

struct plan_decision {
    const struct decision *decision;
    uint32_t group, member;
};

/* Memory that is run, see native.c. */
struct native_code {
    void *at; /* NULL: there is none */
    size_t size;
};

struct plan {
    const struct program *program;
    const struct code *code;
    struct native_code native;
    const struct origin *origins; /* one for each instruction */
    uint32_t code_count;
    uint32_t as_of_entry;        /* what depends on the clock alone */
    bool explains;               /* its code tells what it looks at */
    const struct points *points; /* of a plan that counts what it reaches; else NULL */
    const union value *image;    /* what the slots are at first */
    const bool *fixed;           /* by slot: is it so for good? */
    uint32_t slot_count;
    const struct plan_group *groups;
    uint32_t group_count;
    const struct plan_decision *decisions; /* policy by policy, in the order declared */
    const uint32_t *first_decision;        /* of each policy */
    uint32_t decision_count;
    const struct parameter *const *parameters;
    const struct plan_index *indexes;
    uint32_t index_count;
    const struct plan_switch *switches;
    const struct plan_select *selects;
};

/* The room for the states of COUNT elements, in values: one at least. */
static inline size_t memo_states(size_t count)
{
    return count / sizeof(union value) + 1;
}

enum memo_state { MEMO_OPEN, MEMO_DECIDED };

/* What a group's decisions gave in the record at hand. */
struct memo {
    uint64_t tick;         /* of that record */
    struct list list;      /* its elements; of decisions of the record, one that is nowhere */
    unsigned char *states; /* enum memo_state, by element */
    union value *results;  /* by element, and then by member of the group */
    size_t members;
};

struct session {
    const struct plan *plan;
    union value *slots;
    struct memo *memos;      /* by group */
    struct scratch *scratch; /* where values go now: one of the two */
    struct scratch record_scratch, as_of_scratch;
    struct arena folding;      /* for one text at a time */
    struct recorder *recorder; /* of a plan that explains; else NULL */
    struct reached *reached;   /* by point, of a plan that counts them; else NULL */
    uint32_t memo_changes;     /* things kept since the record began */
    uint64_t steps;
    bool counting;
};

/* A plan in which rules are asked one by one, for tests to compare with. */
const struct plan *compile_without_switches(const struct program *program, struct arena *arena);

/* Run SESSION's code from address ENTRY until it stops. */
void run(struct session *session, uint32_t entry);

/* The same, counting steps. */
void run_counting(struct session *session, uint32_t entry);

/* The function that does OP. */
instruction *instruction_of(enum opcode op);

/* A session of PLAN without memory of its own yet but the slots at SLOTS. */
struct session session_over(const struct plan *plan, union value *slots);

/* From here on session_steps counts. */
void session_count_steps(struct session *session);

/* The listing of PLAN: address, instruction, operands, target; for tests and for finding out why.
 */
void plan_dump(const struct plan *plan, FILE *out);

static inline union value *slot_at(union value *slots, uint32_t bytes)
{
    return (union value *)((char *)slots + bytes);
}

/* Let the code of a group, whose FRAME and MEMO these are, decide about element INDEX and go on at
 * BACK. */
static inline void frame_set(union value *frame, const struct memo *memo, int64_t index,
                             int64_t back)
{
    frame[FRAME_ELEMENT].row = memo->list.at ? list_at(memo->list, (uint32_t)index) : NULL;
    frame[FRAME_INDEX].integer = index;
    frame[FRAME_RESULTS].row = memo->results + (size_t)index * memo->members;
    frame[FRAME_BACK].integer = back;
    frame[FRAME_TICK].integer++;
}

/* What stands at ADDRESS of a plan's CODE, and the address of what stands at AT. */
static inline const struct code *code_at(const struct code *code, int64_t address)
{
    return (const struct code *)((const char *)code + address);
}

static inline int64_t address_of(const struct code *code, const struct code *at)
{
    return (const char *)at - (const char *)code;
}

/* Is what MEMO keeps of the record at hand? */
static inline bool memo_is_open(const struct memo *memo, const union value *slots)
{
    return memo->tick == (uint64_t)slots[SLOT_RECORD].integer;
}

/* Make the memo of GROUP ready for its decisions over LIST in the record at hand. */
static inline void memo_open(struct session *session, const struct plan_group *group,
                             struct memo *memo, struct list list)
{
    size_t count = list.count, results = count * group->count;
    memo->tick = (uint64_t)session->slots[SLOT_RECORD].integer;
    memo->list = list;
    memo->members = group->count;
    memo->results = scratch_values(&session->record_scratch, results + memo_states(count));
    memo->states = (unsigned char *)(memo->results + results);
    memset(memo->states, MEMO_OPEN, sizeof(union value));
    for (size_t at = sizeof(union value); at < count; at += sizeof(union value))
        memset(memo->states + at, MEMO_OPEN, sizeof(union value));
    session->memo_changes++;
}

/* The value at OPERAND of a plan. */
static inline union value *value_at(union value *slots, struct operand operand)
{
    return slot_at((union value *)slot_at(slots, operand.base)->row, operand.offset);
}

#endif
