/* lint_compare.c - comparisons: what follows for one from what is known of its two sides and of how
 * they compare, and what is known of them where it holds. */
#include "interp/check/lint/lint_terms.h"

static struct answer answer_open(void)
{
    return (struct answer){ .truth = TRUTH_OPEN };
}

/* ---- two terms ---- */

static unsigned relations_of(enum node_kind kind)
{
    switch (kind) {
    case NODE_EQUAL:
        return RELATION_EQUAL;
    case NODE_NOT_EQUAL:
        return RELATION_LESS | RELATION_GREATER;
    case NODE_LESS:
        return RELATION_LESS;
    case NODE_LESS_EQUAL:
        return RELATION_LESS | RELATION_EQUAL;
    case NODE_GREATER:
        return RELATION_GREATER;
    default:
        return RELATION_GREATER | RELATION_EQUAL;
    }
}

static unsigned reversed(unsigned relations)
{
    return (relations & RELATION_EQUAL) | (relations & RELATION_LESS ? RELATION_GREATER : 0) |
           (relations & RELATION_GREATER ? RELATION_LESS : 0);
}

/* Two terms at their comparison. */
struct pair {
    uint32_t first, second;
};

/* How values of the two domains may compare. */
static unsigned relations_between(const struct knowledge *knowledge, struct pair pair,
                                  const struct domain *a, const struct domain *b)
{
    const struct term *first = term_at(knowledge, pair.first);
    const struct term *second = term_at(knowledge, pair.second);
    struct interval left = domain_ends(first, a), right = domain_ends(second, b);
    bool masks = first->discrete || second->discrete;
    unsigned relations = 0;
    if (left.low < right.high)
        relations |= RELATION_LESS;
    if (masks ? (a->mask & b->mask) != 0 : left.low <= right.high && right.low <= left.high)
        relations |= RELATION_EQUAL;
    if (left.high > right.low)
        relations |= RELATION_GREATER;
    return relations;
}

/* The term that says how the two compare; sets *SWAPPED where it says it the other way round. */
static uint32_t relation_term(struct knowledge *knowledge, struct pair pair, bool *swapped)
{
    *swapped = pair.first > pair.second;
    const uint32_t parts[] = { *swapped ? pair.second : pair.first,
                               *swapped ? pair.first : pair.second };
    return term_made(knowledge, TERM_RELATION, parts, 2);
}

static enum truth truth_among(unsigned possible, unsigned wanted)
{
    if (!(possible & wanted))
        return TRUTH_NEVER;
    return possible & ~wanted ? TRUTH_OPEN : TRUTH_ALWAYS;
}

static struct answer compare(struct knowledge *knowledge, unsigned wanted, struct pair pair)
{
    struct domain natural_a = *domain_natural(knowledge, pair.first);
    struct domain natural_b = *domain_natural(knowledge, pair.second);
    unsigned possible = pair.first == pair.second
                            ? RELATION_EQUAL
                            : relations_between(knowledge, pair, &natural_a, &natural_b);
    struct answer answer = { .truth = truth_among(possible, wanted) };
    if (answer.truth != TRUTH_OPEN || pair.first == pair.second)
        return answer;
    struct domain a = *domain_now(knowledge, pair.first);
    struct domain b = *domain_now(knowledge, pair.second);
    possible = relations_between(knowledge, pair, &a, &b);
    answer.cause = cause_join(a.cause, b.cause);
    answer.truth = truth_among(possible, wanted);
    if (answer.truth != TRUTH_OPEN)
        return answer;
    bool swapped;
    struct domain known = *domain_now(knowledge, relation_term(knowledge, pair, &swapped));
    unsigned relations = (unsigned)known.mask;
    answer.cause = cause_join(answer.cause, known.cause);
    answer.truth = truth_among(possible & (swapped ? reversed(relations) : relations), wanted);
    return answer;
}

/* The other side of a comparison. */
struct side {
    struct domain domain;
    struct interval ends;
};

/* A value of TERM, which may be any of NARROW and is NOW, that is not the only one of OTHER. */
static void narrow_off(struct domain *narrow, const struct term *term, const struct side *other)
{
    if (term->discrete) {
        narrow->mask &= other->domain.mask ? ~other->domain.mask : UINT64_MAX;
        return;
    }
    if (term->now.low == other->ends.low)
        narrow->low = term->now.low + 1;
    if (term->now.high == other->ends.low)
        narrow->high = term->now.high - 1;
}

/* A value that has one of RELATIONS to one of OTHER, by their order. */
static void narrow_between(struct domain *narrow, const struct side *other, unsigned relations)
{
    bool strict = !(relations & RELATION_EQUAL);
    if (!(relations & RELATION_GREATER) && other->ends.high - strict < narrow->high)
        narrow->high = other->ends.high - strict;
    if (!(relations & RELATION_LESS) && other->ends.low + strict > narrow->low)
        narrow->low = other->ends.low + strict;
    for (int bit = 0; bit < 64; bit++)
        if (bit < narrow->low || bit > narrow->high)
            narrow->mask &= ~((uint64_t)1 << bit);
}

/* The first term of PAIR has one of these relations to the second one.  Texts have no order. */
static bool narrow_by(struct knowledge *knowledge, struct pair pair, unsigned relations)
{
    domain_natural(knowledge, pair.first);
    struct side other = { .domain = *domain_now(knowledge, pair.second) };
    other.ends = domain_ends(term_at(knowledge, pair.second), &other.domain);
    const struct term *term = term_at(knowledge, pair.first);
    bool ordered = !term->node || term->node->type.kind != TYPE_TEXT;
    struct domain narrow = domain_any();
    narrow.cause = other.domain.cause;
    if (relations == RELATION_EQUAL) {
        narrow.low = other.ends.low;
        narrow.high = other.ends.high;
        narrow.mask = other.domain.mask ? other.domain.mask : UINT64_MAX;
    } else if (ordered) {
        if (!(relations & RELATION_EQUAL) && other.ends.low == other.ends.high)
            narrow_off(&narrow, term, &other);
        narrow_between(&narrow, &other, relations);
    }
    return domain_narrow(knowledge, pair.first, narrow);
}

static bool assume_relation(struct knowledge *knowledge, struct pair pair, unsigned relations)
{
    if (pair.first == pair.second)
        return relations & RELATION_EQUAL;
    bool swapped;
    uint32_t term = relation_term(knowledge, pair, &swapped);
    struct domain narrow = domain_any();
    narrow.mask = swapped ? reversed(relations) : relations;
    if (!domain_narrow(knowledge, term, narrow))
        return false;
    struct domain known = *domain_now(knowledge, term);
    relations = swapped ? reversed((unsigned)known.mask) : (unsigned)known.mask;
    struct pair other = { pair.second, pair.first };
    return narrow_by(knowledge, pair, relations) &&
           narrow_by(knowledge, other, reversed(relations));
}

static struct pair pair_of(struct knowledge *knowledge, const struct node *a, const struct node *b)
{
    uint32_t first = term_of(knowledge, a);
    return (struct pair){ first, term_of(knowledge, b) };
}

/* ---- ranges ---- */

static unsigned upper_relations(const struct node *node)
{
    return node->half_open ? RELATION_LESS : RELATION_LESS | RELATION_EQUAL;
}

static struct answer answer_and(struct answer a, struct answer b)
{
    if (a.truth == TRUTH_NEVER || b.truth == TRUTH_NEVER)
        return a.truth == TRUTH_NEVER ? a : b;
    if (a.truth == TRUTH_OPEN || b.truth == TRUTH_OPEN)
        return answer_open();
    return (struct answer){ TRUTH_ALWAYS, cause_join(a.cause, b.cause) };
}

static struct answer range_low(struct knowledge *knowledge, const struct node *node)
{
    return compare(knowledge, RELATION_GREATER | RELATION_EQUAL,
                   pair_of(knowledge, node->first, node->second));
}

static struct answer range_high(struct knowledge *knowledge, const struct node *node)
{
    if (!node->third)
        return (struct answer){ .truth = TRUTH_ALWAYS };
    return compare(knowledge, upper_relations(node), pair_of(knowledge, node->first, node->third));
}

static bool assume_range(struct knowledge *knowledge, const struct node *node, bool sense)
{
    struct pair low = pair_of(knowledge, node->first, node->second);
    struct pair high = pair_of(knowledge, node->first, node->third ? node->third : node->second);
    unsigned above = RELATION_GREATER | RELATION_EQUAL, below = upper_relations(node);
    if (sense)
        return assume_relation(knowledge, low, above) &&
               (!node->third || assume_relation(knowledge, high, below));
    if (range_low(knowledge, node).truth == TRUTH_ALWAYS && node->third)
        return assume_relation(knowledge, high, RELATION_ANY & ~below);
    if (range_high(knowledge, node).truth == TRUTH_ALWAYS)
        return assume_relation(knowledge, low, RELATION_LESS);
    return true;
}

/* ---- in a list ---- */

struct items {
    uint32_t *terms;
    uint32_t count;
};

static struct items *make_items(struct knowledge *knowledge, const struct node *list)
{
    bool constants = list->kind == NODE_CONSTANT && list->type.kind == TYPE_LIST;
    struct items *items = arena_new(&knowledge->arena, struct items);
    items->count = constants ? list->constant.list.count : list->count;
    items->terms = arena_array(&knowledge->arena, uint32_t, items->count + 1);
    for (uint32_t i = 0; i < items->count; i++)
        items->terms[i] = constants ? term_constant(knowledge, *list->type.element,
                                                    *list_at(list->constant.list, i))
                                    : term_of(knowledge, list->items[i]);
    return items;
}

/* The items of a list that is written out; NULL for any other one. */
static const struct items *items_of(struct knowledge *knowledge, const struct node *list)
{
    bool constants = list->kind == NODE_CONSTANT && list->type.kind == TYPE_LIST;
    if (!constants && list->kind != NODE_LIST)
        return NULL;
    struct items *items = pointer_map_get(&knowledge->items, list);
    if (items)
        return items;
    items = make_items(knowledge, list);
    pointer_map_set(&knowledge->arena, &knowledge->items, list, items);
    return items;
}

/* Of a discrete term among constants: their bits; 0 where they are something else. */
static uint64_t items_mask(struct knowledge *knowledge, uint32_t term, const struct items *items)
{
    uint64_t mask = 0;
    domain_natural(knowledge, term);
    for (uint32_t i = 0; i < items->count && term_at(knowledge, term)->discrete; i++) {
        if (term_at(knowledge, items->terms[i])->kind != NODE_CONSTANT ||
            !knowledge_spend(knowledge))
            return 0;
        mask |= domain_natural(knowledge, items->terms[i])->mask;
    }
    return mask;
}

static struct answer mask_answer(const struct domain *domain, uint64_t mask)
{
    struct answer answer = { .cause = domain->cause };
    if (!(domain->mask & mask))
        answer.truth = TRUTH_NEVER;
    else if (!(domain->mask & ~mask))
        answer.truth = TRUTH_ALWAYS;
    return answer;
}

static struct answer among(struct knowledge *knowledge, uint32_t term, const struct items *items)
{
    uint64_t mask = items_mask(knowledge, term, items);
    if (mask) {
        struct answer natural = mask_answer(domain_natural(knowledge, term), mask);
        return natural.truth ? natural : mask_answer(domain_now(knowledge, term), mask);
    }
    struct answer none = { .truth = TRUTH_NEVER };
    for (uint32_t i = 0; i < items->count && knowledge_spend(knowledge); i++) {
        struct answer one =
            compare(knowledge, RELATION_EQUAL, (struct pair){ term, items->terms[i] });
        if (one.truth == TRUTH_ALWAYS)
            return one;
        none.truth = one.truth == TRUTH_OPEN ? TRUTH_OPEN : none.truth;
        none.cause = cause_join(none.cause, one.cause);
    }
    return *knowledge->fuel > knowledge->limit ? none : answer_open();
}

static bool assume_among(struct knowledge *knowledge, uint32_t term, const struct items *items)
{
    uint64_t mask = items_mask(knowledge, term, items);
    struct domain narrow = domain_any();
    if (mask) {
        narrow.mask = mask;
        return domain_narrow(knowledge, term, narrow);
    }
    if (items->count == 1)
        return assume_relation(knowledge, (struct pair){ term, items->terms[0] }, RELATION_EQUAL);
    return true;
}

static bool assume_list(struct knowledge *knowledge, const struct node *node, bool sense)
{
    const struct items *items = items_of(knowledge, node->second);
    uint32_t term = term_of(knowledge, node->first);
    if (!items)
        return true;
    if (sense)
        return assume_among(knowledge, term, items);
    for (uint32_t i = 0; i < items->count && knowledge_spend(knowledge); i++)
        if (!assume_relation(knowledge, (struct pair){ term, items->terms[i] },
                             RELATION_LESS | RELATION_GREATER))
            return false;
    return true;
}

static struct answer list_answer(struct knowledge *knowledge, const struct node *node)
{
    const struct items *items = items_of(knowledge, node->second);
    return items ? among(knowledge, term_of(knowledge, node->first), items) : answer_open();
}

/* ---- each kind of comparison ---- */

struct answer comparison_truth(struct knowledge *knowledge, const struct node *node)
{
    if (node->kind == NODE_IN_RANGE)
        return answer_and(range_low(knowledge, node), range_high(knowledge, node));
    if (node->kind == NODE_IN_LIST)
        return list_answer(knowledge, node);
    return compare(knowledge, relations_of(node->kind),
                   pair_of(knowledge, node->first, node->second));
}

bool assume_comparison(struct knowledge *knowledge, const struct node *node, bool sense)
{
    if (node->kind == NODE_IN_RANGE)
        return assume_range(knowledge, node, sense);
    if (node->kind == NODE_IN_LIST)
        return assume_list(knowledge, node, sense);
    unsigned relations = relations_of(node->kind);
    return assume_relation(knowledge, pair_of(knowledge, node->first, node->second),
                           sense ? relations : RELATION_ANY & ~relations);
}
