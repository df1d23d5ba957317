/* certpol_sources.c - libcertpol: the documents that policies rest on, and what cites them. */
#include "interp/certpol_inside.h"

/* Where SPAN begins. */
static struct place place_of(const certpol_policy *policy, struct span span)
{
    return sources_place(&policy->load->sources, span.start);
}

/* ---- clauses ---- */

/* A date as text, in ARENA; NULL where there is none. */
static const char *date_text(struct arena *arena, int64_t date)
{
    char text[CALENDAR_TEXT];
    return date == INTEGER_ABSENT ? NULL : arena_copy(arena, text, date_format(date, text));
}

static void add_document(certpol_policy *policy, const struct document *document)
{
    const char *revised = date_text(policy->load->arena, document->revised);
    for (uint32_t i = 0; i < document->count; i++) {
        const struct clause *clause = &document->clauses[i];
        struct place place = place_of(policy, clause->span);
        policy->clauses[policy->clause_count++] = (struct certpol_clause){
            .id = clause->id,
            .statement = clause->statement,
            .disputed = clause->disputed,
            .informational = clause->informational,
            .document = document->name,
            .title = document->title,
            .revised = revised,
            .file = place.source ? place.source->name : NULL,
            .line = place.line,
        };
    }
}

/* Whether one of the first POLICIES policies uses DOCUMENT as its RANKth, or any of them earlier.
 */
static bool is_listed(const struct program *program, const struct document *document,
                      uint32_t policies, uint32_t rank)
{
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct policy *policy = program->policies[i];
        uint32_t until = i < policies ? rank + 1 : rank;
        for (uint32_t k = 0; k < until && k < policy->document_count; k++)
            if (policy->documents[k] == document)
                return true;
    }
    return false;
}

static void list_clauses(certpol_policy *policy)
{
    const struct program *program = policy->program;
    size_t count = 0;
    for (uint32_t i = 0; i < program->document_count; i++)
        count += program->documents[i]->count;
    policy->clauses = arena_array(policy->load->arena, struct certpol_clause, count);
    for (uint32_t rank = 0; rank < program->document_count; rank++) {
        for (uint32_t i = 0; i < program->policy_count; i++) {
            const struct policy *user = program->policies[i];
            if (rank < user->document_count && !is_listed(program, user->documents[rank], i, rank))
                add_document(policy, user->documents[rank]);
        }
    }
}

bool certpol_clause(const certpol_policy *policy, size_t index, struct certpol_clause *clause)
{
    if (index >= policy->clause_count)
        return false;
    *clause = policy->clauses[index];
    return true;
}

/* ---- what cites them ---- */

static const char *const *cited_ids(struct arena *arena, const struct citations *cites)
{
    const char **ids = arena_array(arena, const char *, cites->count);
    for (uint32_t i = 0; i < cites->count; i++)
        ids[i] = cites->items[i]->id;
    return ids;
}

static void add_citer(certpol_policy *policy, struct certpol_citer citer,
                      const struct citations *cites, struct span span)
{
    struct place place = place_of(policy, span);
    citer.cites = cited_ids(policy->load->arena, cites);
    citer.cite_count = cites->count;
    citer.file = place.source ? place.source->name : NULL;
    citer.line = place.line;
    policy->citers[policy->citer_count++] = citer;
}

static size_t citers_of(const struct policy *of)
{
    size_t count = 1 + (size_t)of->parameter_count;
    for (uint32_t i = 0; i < of->decision_count; i++)
        count += of->decisions[i]->rule_count;
    return count;
}

static void add_policy(certpol_policy *policy, const struct policy *of)
{
    struct certpol_citer citer = { .kind = CERTPOL_EFFECTIVE, .policy = of->name };
    add_citer(policy, citer, &of->cites, of->span);
    citer.kind = CERTPOL_PARAMETER;
    for (uint32_t i = 0; i < of->parameter_count; i++) {
        citer.name = of->parameters[i]->name;
        add_citer(policy, citer, &of->parameters[i]->cites, of->parameters[i]->span);
    }
    citer.kind = CERTPOL_RULE;
    for (uint32_t i = 0; i < of->decision_count; i++) {
        const struct decision *decision = of->decisions[i];
        citer.decision = decision->name;
        for (uint32_t k = 0; k < decision->rule_count; k++) {
            citer.name = decision->rules[k]->name;
            add_citer(policy, citer, &decision->rules[k]->cites, decision->rules[k]->span);
        }
    }
}

static void list_citers(certpol_policy *policy)
{
    const struct program *program = policy->program;
    size_t count = 0;
    for (uint32_t i = 0; i < program->policy_count; i++)
        count += citers_of(program->policies[i]);
    policy->citers = arena_array(policy->load->arena, struct certpol_citer, count);
    for (uint32_t i = 0; i < program->policy_count; i++)
        add_policy(policy, program->policies[i]);
}

bool certpol_citer(const certpol_policy *policy, size_t index, struct certpol_citer *citer)
{
    if (index >= policy->citer_count)
        return false;
    *citer = policy->citers[index];
    return true;
}

void list_sources(certpol_policy *policy)
{
    list_clauses(policy);
    list_citers(policy);
}
