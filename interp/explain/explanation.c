/* explanation.c - from a decision's sights to its rules, and how each fared. */
#include "interp/explain/explanation.h"

/* The rules at their telling. */
struct telling {
    certpol_session *session;
    struct looking looking;
    const struct decision *decision;
    bool decided; /* by a rule above */
};

/* ---- one rule ---- */

static const struct certpol_clause *clauses_of(struct telling *telling, const struct rule *rule)
{
    const certpol_policy *policy = telling->session->policy;
    struct certpol_clause *cites =
        arena_array(telling->looking.arena, struct certpol_clause, rule->cites.count);
    for (uint32_t i = 0; i < rule->cites.count; i++)
        for (size_t k = 0; k < policy->clause_count; k++)
            if (policy->clauses[k].id == rule->cites.items[i]->id)
                cites[i] = policy->clauses[k];
    return cites;
}

static enum certpol_fate fate_of(const struct telling *telling, const struct sight *sight)
{
    if (sight->missing)
        return sight->holds ? CERTPOL_ALSO : CERTPOL_UNASKED;
    if (!sight->holds)
        return telling->decided ? CERTPOL_NEITHER : CERTPOL_FAILED;
    return telling->decided ? CERTPOL_ALSO : CERTPOL_APPLIES;
}

static const struct sight *condition_of(const struct sight *sight)
{
    const struct sight *first = sight->first;
    return sight->rule->condition && first && first->node == sight->rule->condition ? first : NULL;
}

/* What RULE's sight computed for what it gives. */
static void tell_values(struct telling *telling, const struct sight *sight,
                        struct certpol_rule *told)
{
    const struct sight *condition = condition_of(sight);
    uint32_t count = telling->decision->outcome->cases[sight->rule->outcome_case].count;
    struct certpol_look *values = arena_array(telling->looking.arena, struct certpol_look, count);
    told->values = values;
    for (const struct sight *below = sight->first; below && sight->value.row; below = below->next)
        if (below != condition && below->kind == SIGHT_NODE && told->value_count < count)
            values[told->value_count++] = *look_of(&telling->looking, below);
}

static struct certpol_rule tell_rule(struct telling *telling, const struct sight *sight)
{
    const struct rule *rule = sight->rule;
    const struct outcome *outcome = telling->decision->outcome;
    struct place place = sources_place(telling->looking.sources, rule->span.start);
    struct certpol_rule told = {
        .name = rule->name,
        .file = place.source ? place.source->name : NULL,
        .line = place.line,
        .fate = fate_of(telling, sight),
        .otherwise = rule->kind == RULE_OTHERWISE,
        .outcome = outcome->cases[rule->outcome_case].name,
        .cites = clauses_of(telling, rule),
        .cite_count = rule->cites.count,
    };
    if (sight->value.row)
        told.gives = outcome_text(&telling->looking, outcome, sight->value.row);
    if (told.fate == CERTPOL_UNASKED)
        told.missing = look_of(&telling->looking, sight->missing);
    else
        told.condition = look_of(&telling->looking, condition_of(sight));
    if (told.fate == CERTPOL_APPLIES)
        tell_values(telling, sight,
                    &told); /* behind the condition, whose names are told of there */
    if (told.fate == CERTPOL_APPLIES && !telling->decision->all)
        telling->decided = true;
    return told;
}

/* ---- a decision ---- */

static void tell_rules(struct telling *telling, const struct sight *sight,
                       struct certpol_explanation *explanation)
{
    struct certpol_rule *rules =
        arena_array(telling->looking.arena, struct certpol_rule, telling->decision->rule_count);
    explanation->rules = rules;
    for (const struct sight *below = sight->first; below; below = below->next) {
        if (below->kind == SIGHT_RULE)
            rules[explanation->rule_count++] = tell_rule(telling, below);
        else if (below->kind == SIGHT_NODE)
            explanation->filter = look_of(&telling->looking, below);
    }
}

struct certpol_explanation *explain(certpol_session *session, const struct told *told)
{
    const struct decision *decision = told->decided.decision;
    const struct sight *sight =
        session_sight(session->evaluation, decision, told->decided.position);
    if (!sight || !told->decided.in_force)
        return NULL;
    struct telling telling = {
        .session = session,
        .looking = { .arena = &session->record, .sources = &session->policy->load->sources },
        .decision = decision,
    };
    struct certpol_explanation *explanation =
        arena_new(&session->record, struct certpol_explanation);
    explanation->decision = &told->decision;
    tell_rules(&telling, sight, explanation);
    buffer_free(&telling.looking.scratch);
    return explanation;
}
