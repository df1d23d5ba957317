/* lint_domains.c - what values a term may have: by its type and range, and as far as conditions
 * narrowed it.  What is narrowed is written down, so that it can be taken back. */
#include "interp/check/lint/lint_terms.h"

enum { MASK_BITS = 64 };

static uint64_t bits_below(uint32_t count)
{
    return count >= MASK_BITS ? UINT64_MAX : ((uint64_t)1 << count) - 1;
}

struct cause cause_join(struct cause a, struct cause b)
{
    return (struct cause){ a.rule > b.rule ? a.rule : b.rule, a.here || b.here };
}

struct domain domain_any(void)
{
    int128 most = (int128)INT64_MAX * INT64_MAX;
    return (struct domain){ .low = -most, .high = most, .mask = UINT64_MAX };
}

/* ---- by nature ---- */

/* The cases that the outcome TERM may be: those that its decision's rules give. */
static uint64_t given_cases(const struct knowledge *knowledge, uint32_t outcome)
{
    const struct term *term = term_at(knowledge, outcome);
    const struct decision *decision = term->kind == NODE_DECISION ? term->object : NULL;
    uint64_t given = 0;
    for (uint32_t i = 0; decision && !decision->all && i < decision->rule_count; i++)
        given |= (uint64_t)1 << decision->rules[i]->outcome_case;
    return given ? given : UINT64_MAX;
}

/* The bits of a term that has few values; 0 where it has many. */
static uint64_t natural_mask(const struct knowledge *knowledge, const struct term *term)
{
    const struct node *node = term->node;
    if (term->kind == TERM_RELATION)
        return RELATION_ANY;
    if (term->kind == NODE_PRESENT)
        return bits_below(2);
    if (!node)
        return 0;
    if (node->kind == NODE_CASE)
        return given_cases(knowledge, term->parts[0]) &
               bits_below(node->first->type.outcome->count);
    bool few = node->type.kind == TYPE_BOOL ||
               (node->type.kind == TYPE_ENUM && node->type.enumeration->count <= MASK_BITS);
    if (!few)
        return 0;
    if (node->kind == NODE_CONSTANT)
        return (uint64_t)1 << node->constant.integer;
    return bits_below(node->type.kind == TYPE_BOOL ? 2 : node->type.enumeration->count);
}

static bool has_extent(enum type_kind kind)
{
    return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_DATE ||
           kind == TYPE_INSTANT || kind == TYPE_DURATION;
}

/* A text is told by the number of its constant, which has no order; what is not known may be any.
 */
static struct interval text_interval(const struct term *term, uint32_t number)
{
    if (term->kind == NODE_CONSTANT)
        return (struct interval){ number, number };
    return (struct interval){ 0, UINT32_MAX };
}

/* A policy is asked on the days on which it is in force only. */
static struct interval days_in_force(const struct policy *policy, struct interval days)
{
    days.low = policy->from > days.low ? policy->from : days.low;
    days.high = policy->to < days.high ? policy->to : days.high;
    return days;
}

/* A number that the programme sets may be set otherwise, and tables change without the policy. */
static bool is_setting(const struct term *term)
{
    return term->tabled || (term->tuned && term->still);
}

static struct interval natural_interval(struct knowledge *knowledge, uint32_t number)
{
    struct term *term = term_at(knowledge, number);
    const struct node *node = term->node;
    struct interval any = { -(int128)INT64_MAX * INT64_MAX, (int128)INT64_MAX * INT64_MAX };
    if (!node)
        return any;
    if (node->type.kind == TYPE_TEXT)
        return text_interval(term, number);
    if (node->type.kind == TYPE_ENUM && node->kind == NODE_CONSTANT)
        return (struct interval){ node->constant.integer, node->constant.integer };
    if (!has_extent(node->type.kind) || is_setting(term) || term->frame != knowledge->frame)
        return any;
    struct extent extent = extent_of_node(&knowledge->walk, node);
    if (extent.none)
        return any;
    return node->kind == NODE_TODAY ? days_in_force(knowledge->within->policy, extent.main)
                                    : extent.main;
}

/* The number of a case, which is compared with one that is discrete. */
static uint64_t constant_mask(const struct node *node)
{
    bool small = node && node->kind == NODE_CONSTANT && node->type.kind == TYPE_INTEGER &&
                 node->constant.integer >= 0 && node->constant.integer < MASK_BITS;
    return small ? (uint64_t)1 << node->constant.integer : 0;
}

static void make_domains(struct knowledge *knowledge, uint32_t number)
{
    struct interval interval = natural_interval(knowledge, number);
    struct term *term = term_at(knowledge, number);
    struct domain domain = { .low = interval.low, .high = interval.high };
    domain.mask = natural_mask(knowledge, term);
    term->discrete = domain.mask != 0;
    if (!term->discrete)
        domain.mask = constant_mask(term->node);
    term->natural = term->now = domain;
    term->ranged = true;
}

const struct domain *domain_natural(struct knowledge *knowledge, uint32_t term)
{
    if (!term_at(knowledge, term)->ranged)
        make_domains(knowledge, term);
    return &term_at(knowledge, term)->natural;
}

const struct domain *domain_now(struct knowledge *knowledge, uint32_t term)
{
    domain_natural(knowledge, term);
    return &term_at(knowledge, term)->now;
}

struct interval domain_ends(const struct term *term, const struct domain *domain)
{
    if (!term->discrete)
        return (struct interval){ domain->low, domain->high };
    return (struct interval){ __builtin_ctzll(domain->mask), 63 - __builtin_clzll(domain->mask) };
}

/* ---- narrower, and back ---- */

uint32_t knowledge_mark(const struct knowledge *knowledge)
{
    return knowledge->trace_count;
}

void knowledge_return(struct knowledge *knowledge, uint32_t mark)
{
    while (knowledge->trace_count > mark) {
        const struct trace *trace = &knowledge->traces[--knowledge->trace_count];
        knowledge->terms[trace->term].now = trace->domain;
    }
}

static void write_down(struct knowledge *knowledge, uint32_t number)
{
    size_t size = sizeof *knowledge->traces;
    if (knowledge->trace_count == knowledge->trace_capacity) {
        uint32_t capacity = knowledge->trace_capacity ? 2 * knowledge->trace_capacity : 64;
        knowledge->traces = arena_grow(&knowledge->arena, knowledge->traces,
                                       knowledge->trace_capacity * size, capacity * size);
        knowledge->trace_capacity = capacity;
    }
    knowledge->traces[knowledge->trace_count++] =
        (struct trace){ number, knowledge->terms[number].now };
}

bool domain_narrow(struct knowledge *knowledge, uint32_t number, struct domain domain)
{
    struct domain now = *domain_now(knowledge, number), narrow = now;
    struct term *term = term_at(knowledge, number);
    if (term->discrete) {
        narrow.mask &= domain.mask;
    } else {
        narrow.low = domain.low > now.low ? domain.low : now.low;
        narrow.high = domain.high < now.high ? domain.high : now.high;
    }
    if (term->discrete ? !narrow.mask : narrow.low > narrow.high)
        return false;
    if (narrow.mask == now.mask && narrow.low == now.low && narrow.high == now.high)
        return true;
    write_down(knowledge, number);
    narrow.cause = cause_join(now.cause, cause_join(knowledge->cause, domain.cause));
    knowledge->terms[number].now = narrow;
    return true;
}
