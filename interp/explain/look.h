/* look.h - what was looked at, as the library tells it: from sights to looks. */
#ifndef CERTPOL_EXPLAIN_LOOK_H
#define CERTPOL_EXPLAIN_LOOK_H

#include "interp/certpol_session.h"
#include "interp/eval/sight.h"

/* A set of sights; {0} is empty. */
struct sights {
    const struct sight **items;
    uint32_t count, capacity;
};

/* Whether SIGHT was in SIGHTS; it is from here on.  Memory is taken from ARENA. */
bool sights_add(struct arena *arena, struct sights *sights, const struct sight *sight);

/* What looks are made with.  {.arena, .sources} begins one explanation; the caller releases
 * SCRATCH. */
struct looking {
    struct arena *arena; /* owns the looks */
    const struct sources *sources;
    struct buffer scratch;
    struct sights told,
        told_aside; /* names: so each is told of once, and once more where only that is seen */
    bool aside;
    uint32_t depth, made;
};

/* The look of SIGHT, a NODE; NULL for NULL. */
const struct certpol_look *look_of(struct looking *looking, const struct sight *sight);

/* The policy's text at SPAN in one line, without comments. */
const char *policy_text(struct looking *looking, struct span span);

/* A row of OUTCOME as lines write it: not_yet(opens: 2021-02-28). */
struct certpol_text outcome_text(struct looking *looking, const struct outcome *outcome,
                                 const union value *row);

/* What was written to SCRATCH, which is then empty; in the arena. */
struct certpol_text look_keep(struct looking *looking);

/* An ELEMENT, as a reader tells it from others: by its key, or its number. */
const char *look_element_text(struct looking *looking, const struct sight *element);

/* The value of SIGHT, a NODE that was done or is missing. */
struct certpol_value look_value_of(struct looking *looking, const struct sight *sight);

/* The NODE that LOOK is of. */
static inline const struct sight *sight_of(const struct certpol_look *look)
{
    return (const struct sight *)look->found;
}

#endif
