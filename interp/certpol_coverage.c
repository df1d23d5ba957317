/* certpol_coverage.c - libcertpol: what the records of a session have reached, as data. */
#include "interp/certpol_session.h"
#include "interp/eval/cover.h"

/* A point as told: a rule's or a condition's, or the cases of a decision, which are the sum of
 * their rules. */
struct spot {
    enum certpol_point_kind kind;
    uint32_t point; /* of a rule or a condition */
    const struct decision *decision;
    const struct outcome_case *outcome_case;
    uint32_t first_rule; /* the point of the decision's first rule */
};

struct coverage {
    struct spot *spots;
    size_t count;
};

/* ---- the list of spots ---- */

static bool gives(const struct decision *decision, uint32_t outcome_case)
{
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (decision->rules[i]->outcome_case == outcome_case)
            return true;
    return false;
}

static void add_cases(struct coverage *coverage, const struct decision *decision, uint32_t rules)
{
    for (uint32_t i = 0; i < decision->outcome->count; i++)
        if (gives(decision, i))
            coverage->spots[coverage->count++] =
                (struct spot){ .kind = CERTPOL_POINT_CASE,
                               .decision = decision,
                               .outcome_case = &decision->outcome->cases[i],
                               .first_rule = rules };
}

static size_t count_spots(const struct points *points)
{
    size_t count = points->count;
    for (uint32_t i = 0; i < points->count; i++)
        if (points->items[i].rule && points->items[i].rule->index == 0)
            count += points->items[i].decision->outcome->count;
    return count;
}

/* Rules first, then the cases, then the conditions of each decision. */
static struct coverage *list_spots(certpol_session *session)
{
    struct points points = plan_points(session->plan);
    struct coverage *coverage = arena_new(&session->arena, struct coverage);
    coverage->spots = arena_array(&session->arena, struct spot, count_spots(&points));
    for (uint32_t i = 0; i < points.count; i++) {
        const struct point *point = &points.items[i];
        enum certpol_point_kind kind = point->rule ? CERTPOL_POINT_RULE : CERTPOL_POINT_CONDITION;
        coverage->spots[coverage->count++] = (struct spot){ .kind = kind, .point = i };
        if (point->rule && point->rule->index + 1 == point->decision->rule_count)
            add_cases(coverage, point->decision, i - point->rule->index);
    }
    return coverage;
}

/* ---- one spot ---- */

static void set_place(const certpol_session *session, struct span span, struct certpol_point *point)
{
    const struct sources *sources = &session->policy->load->sources;
    struct place start = sources_place(sources, span.start), end = sources_place(sources, span.end);
    point->file = start.source ? start.source->name : NULL;
    point->line = start.line;
    point->column = start.column;
    point->end_line = end.line;
    point->end_column = end.column;
}

static bool is_blank(char character)
{
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

/* The policy text of SPAN on one line, without its comments. */
static const char *one_line(struct arena *arena, const struct sources *sources, struct span span)
{
    const char *from = sources_text(sources, span), *end = from + (span.end - span.start);
    char *text = arena_alloc(arena, (size_t)(end - from) + 1), *to = text;
    bool quoted = false;
    for (const char *at = from; at < end; at++) {
        if (!quoted && *at == '#') {
            while (at + 1 < end && at[1] != '\n')
                at++;
        } else if (quoted && *at == '\\' && at + 1 < end) {
            *to++ = *at++;
            *to++ = *at;
        } else if (quoted || !is_blank(*at)) {
            quoted ^= *at == '"';
            *to++ = *at;
        } else if (to > text && to[-1] != ' ') {
            *to++ = ' ';
        }
    }
    return text;
}

/* The span of a rule begins with the word `rule` or `otherwise`; its name is the next one. */
static struct span name_span(const certpol_session *session, const struct rule *rule)
{
    const struct sources *sources = &session->policy->load->sources;
    const char *from = sources_text(sources, rule->span);
    const char *end = from + (rule->span.end - rule->span.start), *at = from;
    while (at < end && !is_blank(*at))
        at++;
    while (at < end && is_blank(*at))
        at++;
    if (at == end || *at == '#')
        return rule->span;
    const char *start = at;
    while (at < end && !is_blank(*at))
        at++;
    return (struct span){ rule->span.start + (uint32_t)(start - from),
                          rule->span.start + (uint32_t)(at - from) };
}

static void fill_case(certpol_session *session, const struct spot *spot,
                      struct certpol_point *point)
{
    const struct decision *decision = spot->decision;
    uint32_t outcome_case = (uint32_t)(spot->outcome_case - decision->outcome->cases);
    *point = (struct certpol_point){ .kind = CERTPOL_POINT_CASE,
                                     .policy = decision->policy->name,
                                     .decision = decision->name,
                                     .name = spot->outcome_case->name };
    set_place(session, spot->outcome_case->span, point);
    for (uint32_t i = 0; i < decision->rule_count; i++)
        if (decision->rules[i]->outcome_case == outcome_case)
            point->yes += session_reached(session->evaluation, spot->first_rule + i).yes;
}

static void fill_point(certpol_session *session, const struct spot *spot,
                       struct certpol_point *told)
{
    struct points points = plan_points(session->plan);
    const struct point *point = &points.items[spot->point];
    struct reached reached = session_reached(session->evaluation, spot->point);
    *told = (struct certpol_point){ .kind = spot->kind,
                                    .policy = point->policy->name,
                                    .decision = point->decision ? point->decision->name : NULL,
                                    .name = point->define ? point->define->name : NULL,
                                    .yes = reached.yes,
                                    .no = reached.no };
    if (point->rule) {
        told->name = point->rule->name;
        set_place(session, name_span(session, point->rule), told);
        return;
    }
    told->text = one_line(&session->arena, &session->policy->load->sources, point->node->span);
    set_place(session, point->node->span, told);
}

bool certpol_point(certpol_session *session, size_t index, struct certpol_point *point)
{
    if (!session->coverage)
        session->coverage = list_spots(session);
    if (index >= session->coverage->count)
        return false;
    const struct spot *spot = &session->coverage->spots[index];
    if (spot->kind == CERTPOL_POINT_CASE)
        fill_case(session, spot, point);
    else
        fill_point(session, spot, point);
    return true;
}
