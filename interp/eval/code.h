/* code.h - what the machine can do: instructions over a session's slots.
 *
 * Every operand is a place: value OFFSET of the row that the slot BASE points to.  Slot 0 points to
 * the slots themselves, so that {0, n} is slot n and a field of a record costs no instruction of
 * its own.  Knows nothing of how code is made or run. */
#ifndef CERTPOL_EVAL_CODE_H
#define CERTPOL_EVAL_CODE_H

#include "interp/check/program.h"

/* How an instruction uses its operands and its target. */
enum {
    A = 1,      /* reads a */
    B = 2,      /* reads b */
    C = 4,      /* reads c */
    TO_B = 8,   /* writes slot b */
    TO_C = 16,  /* writes c */
    JUMPS = 32, /* target is an address */
    NUMBER = 64 /* target is a number: which table, decision, policy */
};

/* X(name, use).  The arithmetic wraps: what is computed ahead of the test that guards it may start
 * from an absent value and give any value, but never a fault. */
#define INSTRUCTIONS(X)                                                                            \
    X(STOP, 0)                                                                                     \
    X(COPY, A | TO_C)                                                                              \
    X(ADD_INTEGER, A | B | TO_C)                                                                   \
    X(SUBTRACT_INTEGER, A | B | TO_C)                                                              \
    X(MULTIPLY_INTEGER, A | B | TO_C)                                                              \
    X(NEGATE_INTEGER, A | TO_C)                                                                    \
    X(ADD_DECIMAL, A | B | TO_C)                                                                   \
    X(SUBTRACT_DECIMAL, A | B | TO_C)                                                              \
    X(MULTIPLY_DECIMAL, A | B | TO_C)                                                              \
    X(NEGATE_DECIMAL, A | TO_C)                                                                    \
    X(SCALE_INTEGER, A | B | TO_C) /* an integer times a decimal */                                \
    X(ADD_PERIOD, A | B | TO_C)                                                                    \
    X(SUBTRACT_PERIOD, A | B | TO_C)                                                               \
    X(MULTIPLY_PERIOD, A | B | TO_C) /* an integer times a period */                               \
    X(NEGATE_PERIOD, A | TO_C)                                                                     \
    X(ADD_DATE, A | B | TO_C) /* detail: enum rounding */                                          \
    X(SUBTRACT_DATE, A | B | TO_C)                                                                 \
    X(ADD_ZONED, A | B | TO_C | NUMBER) /* instant and period; target: the policy */               \
    X(SUBTRACT_ZONED, A | B | TO_C | NUMBER)                                                       \
    X(DATE_OF, A | TO_C | NUMBER)                                                                  \
    X(DATE_OF_UTC, A | TO_C)                                                                       \
    X(START_OF, A | TO_C | NUMBER)                                                                 \
    X(UNITS, A | B | TO_C | NUMBER) /* detail: enum rounding; target: enum unit */                 \
    X(FOLDED, A | TO_C)                                                                            \
    X(MIN_INTEGER, A | B | TO_C)                                                                   \
    X(MAX_INTEGER, A | B | TO_C) /* also the highest: absent is below everything */                \
    X(MIN_DECIMAL, A | B | TO_C)                                                                   \
    X(MAX_DECIMAL, A | B | TO_C)                                                                   \
    X(LOWEST_INTEGER, A | B | TO_C) /* a, the lowest so far, may be absent */                      \
    X(LOWEST_DECIMAL, A | B | TO_C)                                                                \
    X(COUNT, A | TO_C)                                                                             \
    X(PARAMETER, A | TO_C | NUMBER) /* the version on date a */                                    \
    X(LOOKUP, A | TO_C | NUMBER)    /* the row of key a; the keys stand one behind the other */    \
    X(MATCHING, A | TO_C | NUMBER)  /* the rows that have a in the column of index target */       \
                                                                                                   \
    X(JUMP, JUMPS)                                                                                 \
    X(JUMP_IF, A | JUMPS)                                                                          \
    X(JUMP_UNLESS, A | JUMPS)                                                                      \
    X(JUMP_EQUAL_INTEGER, A | B | JUMPS)                                                           \
    X(JUMP_DIFFERENT_INTEGER, A | B | JUMPS)                                                       \
    X(JUMP_LESS_INTEGER, A | B | JUMPS)                                                            \
    X(JUMP_LESS_EQUAL_INTEGER, A | B | JUMPS)                                                      \
    X(JUMP_EQUAL_DECIMAL, A | B | JUMPS)                                                           \
    X(JUMP_DIFFERENT_DECIMAL, A | B | JUMPS)                                                       \
    X(JUMP_LESS_DECIMAL, A | B | JUMPS)                                                            \
    X(JUMP_LESS_EQUAL_DECIMAL, A | B | JUMPS)                                                      \
    X(JUMP_EQUAL_TEXT, A | B | JUMPS)                                                              \
    X(JUMP_DIFFERENT_TEXT, A | B | JUMPS)                                                          \
    X(JUMP_INSIDE, A | B | C | JUMPS) /* b <= a <= c, integers */                                  \
    X(JUMP_OUTSIDE, A | B | C | JUMPS)                                                             \
    X(JUMP_INSIDE_HALF_OPEN, A | B | C | JUMPS) /* b <= a < c */                                   \
    X(JUMP_OUTSIDE_HALF_OPEN, A | B | C | JUMPS)                                                   \
    X(JUMP_PRESENT_INTEGER, A | JUMPS)                                                             \
    X(JUMP_ABSENT_INTEGER, A | JUMPS)                                                              \
    X(JUMP_PRESENT_DECIMAL, A | JUMPS)                                                             \
    X(JUMP_ABSENT_DECIMAL, A | JUMPS)                                                              \
    X(JUMP_PRESENT_PERIOD, A | JUMPS)                                                              \
    X(JUMP_ABSENT_PERIOD, A | JUMPS)                                                               \
    X(JUMP_PRESENT_POINTER, A | JUMPS) /* texts and rows */                                        \
    X(JUMP_ABSENT_POINTER, A | JUMPS)                                                              \
    X(JUMP_IN_MASK, A | B | JUMPS) /* is bit a of b set? */                                        \
    X(JUMP_NOT_IN_MASK, A | B | JUMPS)                                                             \
    X(JUMP_IN_INDEX, A | B | JUMPS) /* b: the index's number */                                    \
    X(JUMP_NOT_IN_INDEX, A | B | JUMPS)                                                            \
    X(JUMP_AMONG, A | B | JUMPS) /* a is one of list b; detail: enum kind */                       \
    X(JUMP_NOT_AMONG, A | B | JUMPS)                                                               \
    X(SWITCH, A | NUMBER)                                                                          \
    X(SELECT, A | NUMBER)                                                                          \
                                                                                                   \
    X(START_ROWS, A | TO_B | TO_C | JUMPS) /* list a, cursor b, first element c; if any */         \
    X(NEXT_ROWS, B | TO_B | TO_C | JUMPS)  /* back to the loop's body, if there is another */      \
    X(START_VALUES, A | TO_B | TO_C | JUMPS)                                                       \
    X(NEXT_VALUES, B | TO_B | TO_C | JUMPS)                                                        \
    X(RESERVE_ROWS, A | TO_C) /* an empty list with room for as many as are in list a */           \
    X(RESERVE_VALUES, A | TO_C)                                                                    \
    X(APPEND_ROW, A | C | TO_C) /* to a reserved list */                                           \
    X(APPEND_VALUE, A | C | TO_C)                                                                  \
    X(APPEND_CURSOR, B | C | TO_C) /* the place of cursor b's element */                           \
    X(GROW_ROW, A | C | TO_C)      /* to a list that began empty */                                \
    X(GROW_VALUE, A | C | TO_C)                                                                    \
    X(GROW_ROWS, A | C | TO_C) /* all of list a */                                                 \
    X(GROW_VALUES, A | C | TO_C)                                                                   \
    X(MARK, TO_C)                                                                                  \
    X(RELEASE, A)                                                                                  \
                                                                                                   \
    X(ONCE, A | B | C | JUMPS)  /* past the code that follows if flag c has tick a, else run it */ \
    X(AGAIN, A | B | C | JUMPS) /* run the code at target if flag c has not tick a */              \
    X(LEAVE, A | B | C)         /* flag c gets tick a; go on where b says */                       \
    X(CALL, TO_B | JUMPS)                                                                          \
    X(RETURN, B)                                                                                   \
    X(DECIDE, A | B | TO_C | NUMBER)     /* decision target for element a of list b */             \
    X(DECIDE_OWN, A | B | TO_C | NUMBER) /* for the element at hand: of list a, number b */        \
    X(DECIDE_RECORD, TO_C | NUMBER)                                                                \
    X(NEXT_ELEMENT, B | NUMBER)    /* group target about the next element, or stop */              \
    X(MAKE_ROW, A | TO_C | NUMBER) /* an outcome's row of target values that begins as row a */    \
    X(RESULT, A | TO_B | TO_C | JUMPS)    /* what a decision gives; b: for those behind it */      \
    X(LAST_RESULT, A | B | TO_C | NUMBER) /* of the last one of group target, of frame b */        \
    X(TELL, A | B | C)    /* what is looked at, see recorder.h; detail: enum telling */            \
    X(TELL_OR, A | JUMPS) /* likewise; target: where to go on if it cannot be read */              \
    X(REACHED, NUMBER)    /* a point, see cover.h; detail: whether it is true */

enum opcode {
#define OPCODE(name, use) OP_##name,
    INSTRUCTIONS(OPCODE)
#undef OPCODE
        OP_COUNT_OF_ALL
};

/* How a type's values are laid out: all that the machine knows of types. */
enum kind {
    KIND_INTEGER, /* also bool, date, instant, duration, enumeration */
    KIND_DECIMAL,
    KIND_TEXT,
    KIND_PERIOD,
    KIND_ROW,
    KIND_LIST
};

/* While code is made, slots and values are counted; in a plan they and addresses are bytes. */
struct operand {
    uint32_t base, offset;
};

struct code;
struct session;

/* Does what AT says, of CODE, with the slots of SESSION, and goes on.  Returns where it did not go
 * itself, NULL at the end. */
typedef const struct code *instruction(union value *slots, const struct code *at,
                                       const struct code *code, struct session *session);

struct code {
    instruction *run; /* what does OP, in a plan: a function or machine code */
    uint16_t op;      /* enum opcode */
    uint16_t detail;
    uint32_t target;
    struct operand a, b, c;
};

/* Where an instruction comes from. */
struct origin {
    struct span span;
    const struct node *node; /* whose value or condition it computes; NULL: it only leads there */
};

enum kind kind_of(struct type type);
enum kind kind_of_elements(struct type list);

const char *opcode_name(enum opcode op);
unsigned opcode_use(enum opcode op);

#endif
