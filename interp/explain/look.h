/* look.h - what was looked at, as the library tells it: from sights to looks. */
#ifndef CERTPOL_EXPLAIN_LOOK_H
#define CERTPOL_EXPLAIN_LOOK_H

#include "interp/certpol_session.h"
#include "interp/eval/sight.h"

/* What looks are made with.  {.arena, .sources} begins one explanation; release SCRATCH and NAMES' memory is the arena's. */
struct looking {
    struct arena *arena; /* owns the looks */
    const struct sources *sources;
    struct buffer scratch;
    const struct sight **names; /* that have been told of */
    uint32_t name_count, name_capacity;
    uint32_t depth;
};

/* The look of SIGHT, a NODE; NULL for NULL. */
const struct certpol_look *look_of(struct looking *looking, const struct sight *sight);

/* The policy's text at SPAN in one line, without comments. */
const char *policy_text(struct looking *looking, struct span span);

/* A row of OUTCOME as lines write it: not_yet(opens: 2021-02-28). */
struct certpol_text outcome_text(struct looking *looking, const struct outcome *outcome,
                                 const union value *row);

/* The NODE that LOOK is of. */
static inline const struct sight *sight_of(const struct certpol_look *look)
{
    return (const struct sight *)look->found;
}

#endif
