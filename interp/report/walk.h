/* walk.h - all decisions of a record, in the order in which they are told. */
#ifndef CERTPOL_REPORT_WALK_H
#define CERTPOL_REPORT_WALK_H

#include "interp/eval/plan.h"
#include "interp/report/layout.h"

/* What a decision gave about the record or one of its elements. */
struct decided {
    const struct decision_layout *layout;
    const struct decision *decision;
    struct list elements;       /* what it decides about one by one; else one that is nowhere */
    const union value *element; /* or NULL */
    uint32_t position;          /* of the element in its list, from 0 */
    bool in_force;              /* else there is no outcome */
    union value outcome;        /* its row, or the list of rows of `decide all` */
};

/* The decisions that the as-of instant calls for. */
struct step_of_walk {
    const struct decision_layout *layout;
    uint32_t number; /* of the decision, in the session */
    bool in_force;
};

struct walk {
    struct session *session; /* borrowed */
    struct step_of_walk *steps;
    uint32_t count;
};

/* A walk over LAYOUT's decisions as of the instant of SESSION, in ARENA. */
struct walk walk_new(const struct layout *layout, struct session *session, struct arena *arena);

typedef void walk_visit(void *context, const struct decided *decided);

/* Stand on element POSITION. */
static inline void decided_move(struct decided *decided, uint32_t position)
{
    struct list elements = decided->elements;
    decided->position = position;
    decided->element = elements.at ? list_at(elements, position) : NULL;
}

/* Where the policy is not in force, which takes another way. */
void walk_not_in_force(const struct walk *walk, struct decided *decided, walk_visit *visit,
                       void *context);

/* What DECIDED was decided to be. */
static inline void walk_outcomes(struct decided *decided, struct outcomes outcomes,
                                 walk_visit *visit, void *context)
{
    decided->elements = outcomes.elements;
    for (uint32_t i = 0; i < outcomes.elements.count; i++) {
        if (outcomes.states[i] != MEMO_DECIDED)
            continue;
        decided_move(decided, i);
        decided->outcome = outcomes.results[i];
        visit(context, decided);
    }
}

/* What STEP is about, without an element so far. */
static inline struct decided step_decided(const struct step_of_walk *step)
{
    return (struct decided){ .layout = step->layout,
                             .decision = step->layout->decision,
                             .in_force = step->in_force };
}

/* Evaluate ROW, a row of the program's input, and call VISIT for each decision.  What it sees is
 * valid until it returns. */
static inline void walk_record(const struct walk *walk, const union value *row, walk_visit *visit,
                               void *context)
{
    session_begin(walk->session, row);
    for (uint32_t i = 0; i < walk->count; i++) {
        const struct step_of_walk *step = &walk->steps[i];
        struct decided decided = step_decided(step);
        if (step->in_force)
            walk_outcomes(&decided, session_decide_all(walk->session, step->number), visit,
                          context);
        else
            walk_not_in_force(walk, &decided, visit, context);
    }
}

/* The key of the element, plain; its number from 1 where it has none.  Nothing for decisions of the
 * record. */
void decided_subject(const struct decided *decided, struct buffer *out);

/* How many outcomes, */
static inline uint32_t decided_count(const struct decided *decided)
{
    if (!decided->in_force)
        return 0;
    return decided->decision->all ? decided->outcome.list.count : 1;
}

/* and the row of one of them. */
static inline const union value *decided_row(const struct decided *decided, uint32_t index)
{
    return decided->decision->all ? list_at(decided->outcome.list, index) : decided->outcome.row;
}

#endif
