/* reached.c - what time alone brings about: from one change of the clock's comparisons to the next,
 * the record is decided again. */
#include "interp/explain/explanation.h"

enum { CHANGES_MAX = 256 }; /* that are looked at */

/* The next change at the looking for it. */
struct change {
    const struct policy *policy;
    int64_t as_of, next;
    bool unclear;
    struct arena *arena;
    struct sights seen; /* names that were looked into */
};

static void lower(struct change *change, const struct sight *sight)
{
    int64_t instant;
    if (clock_changes(sight, change->policy, change->as_of, &instant) && instant < change->next)
        change->next = instant;
    instant = version_changes(sight, change->policy, change->as_of);
    if (instant < change->next)
        change->next = instant;
    change->unclear |= sight->cut || clock_is_unclear(sight, change->policy);
    for (const struct sight *below = sight->first; below; below = below->next)
        lower(change, below);
    if (sight->named && !sights_add(change->arena, &change->seen, sight->named))
        lower(change, sight->named);
}

/* The next change of any comparison that was made for POLICY. */
static int64_t next_change(struct reached *reached, const struct policy *policy, int64_t as_of)
{
    struct arena working = { 0 };
    struct session *session = reached->session;
    struct change change = { policy, as_of, INSTANT_MAX, false, &working, { 0 } };
    for (uint32_t i = 0; i < policy->decision_count; i++) {
        const struct decision *decision = policy->decisions[i];
        uint32_t count = decision->element ? session_elements(session, decision).count : 1;
        for (uint32_t k = 0; k < count; k++) {
            const struct sight *sight = session_sight(session, decision, k);
            if (sight)
                lower(&change, sight);
        }
    }
    arena_free(&working);
    reached->unclear |= change.unclear;
    return change.next;
}

/* The first outcome of RESULT that is the case WANTED; NULL where there is none. */
static const union value *find_case(const struct decision *decision, union value result,
                                    int64_t wanted)
{
    uint32_t count = decision->all ? result.list.count : 1;
    for (uint32_t i = 0; i < count; i++) {
        const union value *row = decision->all ? list_at(result.list, i) : result.row;
        if (row[OUTCOME_CASE].integer == wanted)
            return row;
    }
    return NULL;
}

struct reached case_is_reached(const struct account *account, int64_t wanted)
{
    const struct decided *decided = &account->told->decided;
    const struct decision *decision = decided->decision;
    struct session *session = session_new(account->session->plan);
    struct reached reached = { .instant = INSTANT_MAX, .session = session };
    int64_t now = account->session->as_of;
    session_keep_elements(session);
    for (int i = 0; i < CHANGES_MAX; i++) {
        union value result;
        session_as_of(session, now);
        session_begin(session, account->session->row);
        if (!session_in_force(session, decision->policy))
            return reached;
        bool decides = session_decide(session, decision, decided->position, &result);
        reached.row = decides ? find_case(decision, result, wanted) : NULL;
        if (reached.row) {
            reached.instant = now;
            return reached;
        }
        now = next_change(&reached, decision->policy, now);
        if (now > AS_OF_MAX)
            return reached;
    }
    reached.unclear = true;
    return reached;
}
