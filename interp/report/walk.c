/* walk.c - versions are chosen once a session, not once a record. */
#include "interp/report/walk.h"

#include "interp/value/decimal.h"

static const struct policy *version_in_force(const struct policy_layout *policy,
                                             const struct session *session)
{
    for (uint32_t i = 0; i < policy->version_count; i++)
        if (session_in_force(session, policy->versions[i]))
            return policy->versions[i];
    return NULL;
}

/* Whether WALK tells of a decision of the same policy and name already: versions share them. */
static bool is_told(const struct walk *walk, const struct decision *decision)
{
    for (uint32_t i = 0; i < walk->count; i++) {
        const struct decision *told = walk->steps[i].layout->decision;
        if (strcmp(told->policy->name, decision->policy->name) == 0 &&
            strcmp(told->name, decision->name) == 0)
            return true;
    }
    return false;
}

/* The place of group NUMBER of the session, which LAYOUT's decision is in, among those of WALK. */
static uint32_t add_group(struct walk *walk, uint32_t number, const struct decision_layout *layout)
{
    uint32_t at = walk->group_count;
    while (at > 0 && walk->groups[at - 1].number != number)
        at--;
    if (at > 0)
        return at - 1;
    walk->groups[walk->group_count] = (struct group_of_walk){ number, layout };
    return walk->group_count++;
}

static void add_step(struct walk *walk, const struct decision_layout *layout, bool in_force)
{
    struct step_of_walk *step = &walk->steps[walk->count++];
    *step = (struct step_of_walk){ .layout = layout, .in_force = in_force };
    if (!in_force)
        return;
    step->place = session_place(walk->session, layout->decision);
    step->place.group = add_group(walk, step->place.group, layout);
}

static void add_policy(struct walk *walk, const struct policy_layout *policy)
{
    const struct policy *version = version_in_force(policy, walk->session);
    for (uint32_t i = 0; i < policy->decision_count; i++) {
        const struct decision_layout *layout = policy->decisions[i];
        bool called_for =
            version ? layout->decision->policy == version : !is_told(walk, layout->decision);
        if (called_for)
            add_step(walk, layout, version != NULL);
    }
}

struct walk walk_new(const struct layout *layout, struct session *session, struct arena *arena)
{
    struct walk walk = { .session = session };
    uint32_t decisions = 0;
    for (uint32_t i = 0; i < layout->policy_count; i++)
        decisions += layout->policies[i].decision_count;
    walk.steps = arena_array(arena, struct step_of_walk, decisions);
    walk.groups = arena_array(arena, struct group_of_walk, decisions);
    walk.results = arena_array(arena, struct group_results, decisions);
    for (uint32_t i = 0; i < layout->policy_count; i++)
        add_policy(&walk, &layout->policies[i]);
    return walk;
}

/* Where the policy is not in force. */
static void walk_not_in_force(const struct walk *walk, struct decided *decided, walk_visit *visit,
                              void *context)
{
    decided->elements = (struct list){ .count = 1 };
    if (decided->decision->element)
        decided->elements = session_elements(walk->session, decided->decision);
    for (uint32_t i = 0; i < decided->elements.count; i++) {
        decided_move(decided, i);
        visit(context, decided);
    }
}

void walk_step(const struct walk *walk, const struct step_of_walk *step, walk_visit *visit,
               void *context)
{
    struct decided decided = { .layout = step->layout,
                               .decision = step->layout->decision,
                               .in_force = step->in_force };
    if (!step->in_force) {
        walk_not_in_force(walk, &decided, visit, context);
        return;
    }
    struct outcomes outcomes = step_outcomes(walk, step);
    decided.elements = outcomes.elements;
    for (uint32_t i = 0; i < outcomes.elements.count; i++) {
        decided.outcome = *outcome_at(&outcomes, i);
        if (outcome_left_out(decided.decision->all, &decided.outcome))
            continue;
        decided_move(&decided, i);
        visit(context, &decided);
    }
}

void walk_record(const struct walk *walk, const union value *row, walk_visit *visit, void *context)
{
    walk_decide(walk, row);
    for (uint32_t i = 0; i < walk->count; i++)
        walk_step(walk, &walk->steps[i], visit, context);
}

void decided_subject(const struct decided *decided, struct buffer *out)
{
    if (!decided->element)
        return;
    const struct type *type = &decided->decision->element->type;
    if (type->kind != TYPE_RECORD)
        spell_value(out, FORM_PLAIN, type, *decided->element);
    else if (type->record->key_count)
        spell_key(out, type->record, decided->element);
    else
        out->length +=
            integer_format((int64_t)decided->position + 1, buffer_room(out, DECIMAL_TEXT));
}
