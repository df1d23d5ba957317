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

/* A decision that the as-of instant calls for. */
struct step_of_walk {
    const struct decision_layout *layout;
    struct group_place place; /* its group's number is that of the walk */
    bool in_force;
};

/* Decisions in force that are taken together. */
struct group_of_walk {
    uint32_t number;                      /* in the session */
    const struct decision_layout *layout; /* of one of them */
};

struct walk {
    struct session *session; /* borrowed */
    struct step_of_walk *steps;
    uint32_t count;
    struct group_of_walk *groups;
    struct group_results *results; /* of the groups, in the record at hand */
    uint32_t group_count;
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

/* Decide ROW, a row of the program's input: all groups of WALK. */
static inline void walk_decide(const struct walk *walk, const union value *row)
{
    session_begin(walk->session, row);
    for (uint32_t i = 0; i < walk->group_count; i++)
        session_decide_group(walk->session, walk->groups[i].number, &walk->results[i]);
}

/* A decision about all its elements. */
struct outcomes {
    struct list elements;
    const union value
        *first; /* those of the other elements stand STRIDE values behind each other */
    uint32_t stride;
};

static inline struct outcomes step_outcomes(const struct walk *walk,
                                            const struct step_of_walk *step)
{
    const struct group_results *group = &walk->results[step->place.group];
    const union value *first = group->results ? group->results + step->place.member : NULL;
    return (struct outcomes){ group->elements, first, group->members };
}

static inline const union value *outcome_at(const struct outcomes *outcomes, uint32_t index)
{
    return outcomes->first + (size_t)index * outcomes->stride;
}

/* Call VISIT for each element that STEP has decided about; what it sees is valid until the next
 * record. */
void walk_step(const struct walk *walk, const struct step_of_walk *step, walk_visit *visit,
               void *context);

/* Evaluate ROW, a row of the program's input, and call VISIT for each decision. */
void walk_record(const struct walk *walk, const union value *row, walk_visit *visit, void *context);

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
