/* explanation.c - from a decision's sights to its rules, and how each fared. */
#include "interp/explain/explanation.h"

#include "interp/value/calendar.h"

/* The rules at their telling. */
struct telling {
    certpol_session *session;
    struct looking looking;
    const struct decision *decision;
    bool decided; /* by a rule above */
};

/* ---- one rule ---- */

enum { SIGHTS_MAX = 10000 }; /* that are searched for parameters */

/* Clauses on their way into a rule's telling, each once. */
struct clauses {
    const certpol_policy *policy;
    struct arena *arena;
    struct certpol_clause *items;
    size_t count;
    uint32_t searched;
};

static void add_clause(struct clauses *clauses, const char *id)
{
    const certpol_policy *policy = clauses->policy;
    for (size_t i = 0; i < clauses->count; i++)
        if (clauses->items[i].id == id)
            return;
    for (size_t i = 0; i < policy->clause_count; i++) {
        if (policy->clauses[i].id != id)
            continue;
        size_t size = clauses->count * sizeof *clauses->items;
        clauses->items =
            arena_grow(clauses->arena, clauses->items, size, size + sizeof *clauses->items);
        clauses->items[clauses->count++] = policy->clauses[i];
        return;
    }
}

static void add_citations(struct clauses *clauses, const struct citations *cites)
{
    for (uint32_t i = 0; i < cites->count; i++)
        add_clause(clauses, cites->items[i]->id);
}

/* Those of the parameters that SIGHT looked at. */
static void add_parameters(struct clauses *clauses, const struct sight *sight)
{
    if (!sight || ++clauses->searched > SIGHTS_MAX)
        return;
    if (sight->kind == SIGHT_NODE && sight->node->kind == NODE_PARAMETER)
        add_citations(clauses, &sight->node->parameter->cites);
    add_parameters(clauses, sight->named);
    for (const struct sight *below = sight->first; below; below = below->next)
        add_parameters(clauses, below);
}

/* What the rule of SIGHT rests on: its own clauses, and where it APPLIES those of the parameters
 * that decided with it. */
static void tell_clauses(struct telling *telling, const struct sight *sight, bool applies,
                         struct certpol_rule *told)
{
    struct clauses clauses = { .policy = telling->session->policy,
                               .arena = telling->looking.arena };
    add_citations(&clauses, &sight->rule->cites);
    if (applies)
        add_parameters(&clauses, sight);
    told->cites = clauses.items;
    told->cite_count = clauses.count;
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
    };
    tell_clauses(telling, sight, told.fate == CERTPOL_APPLIES, &told);
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

static const char *day(struct arena *arena, int64_t date, int64_t open)
{
    char text[CALENDAR_TEXT];
    return date == open ? "" : arena_copy(arena, text, date_format(date, text));
}

/* From when to when the policy is in force, which it is not. */
static void tell_effective(struct telling *telling, struct certpol_explanation *explanation)
{
    struct arena *arena = telling->looking.arena;
    const struct policy *policy = telling->decision->policy;
    const char *from = day(arena, policy->from, DATE_MIN), *to = day(arena, policy->to, DATE_MAX);
    struct clauses clauses = { .policy = telling->session->policy, .arena = arena };
    add_citations(&clauses, &policy->cites);
    explanation->effective =
        arena_format(arena, "%s%s..%s%s", from, *from ? " " : "", *to ? " " : "", to);
    explanation->cites = clauses.items;
    explanation->cite_count = clauses.count;
}

struct certpol_explanation *explain(certpol_session *session, const struct told *told)
{
    const struct decision *decision = told->decided.decision;
    const struct sight *sight =
        session_sight(session->evaluation, decision, told->decided.position);
    if (!sight && told->decided.in_force)
        return NULL;
    struct telling telling = {
        .session = session,
        .looking = { .arena = &session->record, .sources = &session->policy->load->sources },
        .decision = decision,
    };
    struct certpol_explanation *explanation =
        arena_new(&session->record, struct certpol_explanation);
    explanation->decision = &told->decision;
    if (told->decided.in_force)
        tell_rules(&telling, sight, explanation);
    else
        tell_effective(&telling, explanation);
    buffer_free(&telling.looking.scratch);
    return explanation;
}
