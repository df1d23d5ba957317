/* sight.h - what was looked at while a record was decided: a tree for each decision.
 *
 * It is recorded while an explaining plan runs, so it is what happened.  Nodes say what was looked
 * at, values what was found; what is said to people is the business of others. */
#ifndef CERTPOL_EVAL_SIGHT_H
#define CERTPOL_EVAL_SIGHT_H

#include "interp/eval/plan.h"

enum sight_kind {
    SIGHT_DECISION, /* of one element, or of the record; below: its filter's condition, its rules */
    SIGHT_RULE,     /* below: its condition, then what it gives */
    SIGHT_NODE,     /* an expression; below: what it was computed from */
    SIGHT_ELEMENT,  /* of the list that the NODE above went through; below: what was asked of it */
    SIGHT_ASIDE,    /* what the NODE above, `and` or `or`, had no need to ask any more */
    SIGHT_NAME      /* how a let or a fact came about; below: its expression */
};

enum sight_state {
    SIGHT_OPEN,      /* not finished: something in it could not be read */
    SIGHT_DONE,      /* VALUE is what was found */
    SIGHT_MISSING,   /* it is absent where it is needed; or what rests on that */
    SIGHT_OTHER_CASE /* a field of a case that the outcome is not */
};

enum { SIGHT_ITEMS = 5 }; /* of a list that are kept */

/* What was looked at.  Values are valid as long as the decisions of the record. */
struct sight {
    enum sight_kind kind;
    enum sight_state state;
    bool holds;              /* of a RULE: its condition */
    bool cut;                /* something below was not kept, for want of room */
    const struct node *node; /* of NODE, and of ELEMENT: what went through the list */
    const struct rule *rule;
    const struct decision *decision;
    union value value;  /* of NODE; a condition's truth as an integer; of ELEMENT: its row
                           or value; of RULE: the row that it gives, NULL where it gives none; of
                           DECISION: the element's row */
    union value *items; /* of a list: the first of them, a row's as its pointer */
    uint32_t item_count;
    uint32_t count; /* of a NODE: elements that were looked at; of ELEMENT: those before it */
    const struct sight *named;        /* of a NODE that is a let or a fact: its NAME */
    const struct sight *missing;      /* of RULE and ASIDE: what could not be read, and ended it */
    const struct sight *first, *next; /* below, in the order in which it was looked at */

    struct sight *last, *outer; /* for the recorder */
    uint32_t refuge;
    bool loose;
};

/* From here on SESSION, of an explaining plan, keeps what was asked of every element of a list, not
 * of one alone. */
void session_keep_elements(struct session *session);

/* What SESSION, of an explaining plan, looked at when it decided DECISION for element INDEX; NULL
 * where it has not. */
const struct sight *session_sight(const struct session *session, const struct decision *decision,
                                  uint32_t index);

#endif
