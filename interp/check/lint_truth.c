/* lint_truth.c - what follows for a condition from what is known, and what is known where it holds
 * or does not.
 *
 * Sound and not complete: an answer is right for every record; where none is found there may be
 * one. The work is bounded by fuel, for facts may use facts. */
#include "interp/check/lint_terms.h"

static struct answer answer_open(void)
{
    return (struct answer){ .truth = TRUTH_OPEN };
}

static struct answer answer_not(struct answer answer)
{
    if (answer.truth != TRUTH_OPEN)
        answer.truth = answer.truth == TRUTH_ALWAYS ? TRUTH_NEVER : TRUTH_ALWAYS;
    return answer;
}

enum { FUEL_A_LOOK = 20000 }; /* nodes that one look at a condition may cost */

void knowledge_refuel(struct knowledge *knowledge)
{
    knowledge->limit = *knowledge->fuel > FUEL_A_LOOK ? *knowledge->fuel - FUEL_A_LOOK : 0;
}

static bool has_fuel(struct knowledge *knowledge)
{
    if (*knowledge->fuel <= knowledge->limit)
        return false;
    --*knowledge->fuel;
    return true;
}

/* ---- comparisons ---- */

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

static struct domain everything(void)
{
    int128 most = (int128)INT64_MAX * INT64_MAX;
    return (struct domain){ .low = -most, .high = most, .mask = UINT64_MAX };
}

/* The first term of PAIR has one of these relations to the second one. */
static bool narrow_by(struct knowledge *knowledge, struct pair pair, unsigned relations)
{
    domain_natural(knowledge, pair.first);
    struct domain other = *domain_now(knowledge, pair.second);
    struct interval ends = domain_ends(term_at(knowledge, pair.second), &other);
    const struct term *term = term_at(knowledge, pair.first);
    bool ordered = !term->node || term->node->type.kind != TYPE_TEXT;
    bool single = ends.low == ends.high;
    struct domain narrow = everything();
    narrow.cause = other.cause;
    if (relations == RELATION_EQUAL) {
        narrow.low = ends.low;
        narrow.high = ends.high;
        narrow.mask = other.mask ? other.mask : UINT64_MAX;
    } else if (!(relations & RELATION_EQUAL) && single && other.mask && term->discrete) {
        narrow.mask = ~other.mask;
    } else if (ordered && !(relations & RELATION_EQUAL) && single) {
        struct domain now = *domain_now(knowledge, pair.first);
        narrow.low = now.low == ends.low ? now.low + 1 : narrow.low;
        narrow.high = now.high == ends.low ? now.high - 1 : narrow.high;
    }
    bool strict = !(relations & RELATION_EQUAL);
    if (ordered && !(relations & RELATION_GREATER) && ends.high - strict < narrow.high)
        narrow.high = ends.high - strict;
    if (ordered && !(relations & RELATION_LESS) && ends.low + strict > narrow.low)
        narrow.low = ends.low + strict;
    if (term->discrete && ordered) {
        for (int bit = 0; bit < 64; bit++)
            if (bit < narrow.low || bit > narrow.high)
                narrow.mask &= ~((uint64_t)1 << bit);
    }
    return domain_narrow(knowledge, pair.first, narrow);
}

static bool assume_relation(struct knowledge *knowledge, struct pair pair, unsigned relations)
{
    if (pair.first == pair.second)
        return relations & RELATION_EQUAL;
    bool swapped;
    uint32_t term = relation_term(knowledge, pair, &swapped);
    struct domain narrow = everything();
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
        if (term_at(knowledge, items->terms[i])->kind != NODE_CONSTANT || !has_fuel(knowledge))
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
    for (uint32_t i = 0; i < items->count && has_fuel(knowledge); i++) {
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
    struct domain narrow = everything();
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
    for (uint32_t i = 0; i < items->count && has_fuel(knowledge); i++)
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

/* ---- presence and lists ---- */

static uint32_t presence_term(struct knowledge *knowledge, const struct node *node)
{
    const uint32_t part = term_of(knowledge, node);
    return term_made(knowledge, NODE_PRESENT, &part, 1);
}

/* A condition by its own term: 1 is no, 2 is yes. */
static struct answer plain_answer(struct knowledge *knowledge, uint32_t term)
{
    struct domain now = *domain_now(knowledge, term);
    struct answer answer = { .cause = now.cause };
    if (term_at(knowledge, term)->discrete && term_at(knowledge, term)->kind != NODE_CONSTANT)
        answer.truth = now.mask == 1 ? TRUTH_NEVER : now.mask == 2 ? TRUTH_ALWAYS : TRUTH_OPEN;
    return answer;
}

static bool assume_plain(struct knowledge *knowledge, uint32_t term, bool sense)
{
    struct domain narrow = everything();
    narrow.mask = sense ? 2 : 1;
    domain_natural(knowledge, term);
    return !term_at(knowledge, term)->discrete || domain_narrow(knowledge, term, narrow);
}

struct answer presence_of(struct knowledge *knowledge, const struct node *node)
{
    return plain_answer(knowledge, presence_term(knowledge, node));
}

/* How many elements the list TERM has. */
static uint32_t count_term(struct knowledge *knowledge, uint32_t list)
{
    const struct node *of = term_at(knowledge, list)->node;
    uint32_t count = term_at(knowledge, list)->counted;
    if (count)
        return count;
    if (of) {
        struct node *node = arena_new(&knowledge->arena, struct node);
        *node = (struct node){ .kind = NODE_COUNT, .type = { .kind = TYPE_INTEGER }, .first = of };
        count = term_of(knowledge, node);
    } else {
        count = term_made(knowledge, NODE_COUNT, &list, 1);
    }
    return term_at(knowledge, list)->counted = count;
}

/* Is the list TERM, or one that it is filtered from, known to be empty? */
static struct answer emptiness(struct knowledge *knowledge, uint32_t list)
{
    for (;;) {
        uint32_t count = count_term(knowledge, list);
        struct domain now = *domain_now(knowledge, count);
        if (now.high <= 0)
            return (struct answer){ TRUTH_ALWAYS, now.cause };
        if (term_at(knowledge, list)->kind != NODE_WHERE)
            return answer_open();
        list = term_at(knowledge, list)->parts[0];
    }
}

static struct answer quantifier_answer(struct knowledge *knowledge, const struct node *node)
{
    struct answer empty = emptiness(knowledge, term_of(knowledge, node->first));
    return node->kind == NODE_EVERY ? empty : answer_not(empty);
}

/* Some element passes, or every one does not, only where there is one. */
static bool assume_quantifier(struct knowledge *knowledge, const struct node *node, bool sense)
{
    struct domain some = everything();
    some.low = 1;
    if (sense != (node->kind == NODE_ANY))
        return true;
    uint32_t count = count_term(knowledge, term_of(knowledge, node->first));
    return domain_narrow(knowledge, count, some);
}

/* ---- and, or ---- */

/* `and` is settled by one part that is false, `or` by one that is true. */
static struct answer both_answer(struct knowledge *knowledge, const struct node *node)
{
    bool settles = node->kind == NODE_OR;
    enum truth settled = settles ? TRUTH_ALWAYS : TRUTH_NEVER;
    struct answer first = truth_of(knowledge, node->first);
    if (first.truth == settled)
        return first;
    uint32_t mark = knowledge_mark(knowledge);
    struct cause cause = knowledge->cause;
    knowledge->cause.here = true;
    bool possible = assume(knowledge, node->first, !settles);
    struct answer second =
        possible ? truth_of(knowledge, node->second) : (struct answer){ settled, { 0, true } };
    knowledge->cause = cause;
    knowledge_return(knowledge, mark);
    if (second.truth == settled)
        return second;
    if (first.truth == TRUTH_OPEN || second.truth == TRUTH_OPEN)
        return answer_open();
    return (struct answer){ first.truth, cause_join(first.cause, second.cause) };
}

/* One of two is SENSE: where the other one is known not to be, this one is. */
static bool assume_either(struct knowledge *knowledge, const struct node *node, bool sense)
{
    enum truth other = sense ? TRUTH_NEVER : TRUTH_ALWAYS;
    if (truth_of(knowledge, node->first).truth == other)
        return assume(knowledge, node->second, sense);
    uint32_t mark = knowledge_mark(knowledge);
    bool possible = assume(knowledge, node->first, !sense);
    bool excluded = !possible || truth_of(knowledge, node->second).truth == other;
    knowledge_return(knowledge, mark);
    return !possible || !excluded || assume(knowledge, node->first, sense);
}

static bool assume_both(struct knowledge *knowledge, const struct node *node, bool sense)
{
    if (sense != (node->kind == NODE_AND))
        return assume_either(knowledge, node, sense);
    return assume(knowledge, node->first, sense) && assume(knowledge, node->second, sense);
}

/* ---- conditions ---- */

struct answer truth_by_parts(struct knowledge *knowledge, const struct node *node)
{
    const struct node *meaning = knowledge_meaning(knowledge, node);
    if (meaning)
        return truth_of(knowledge, meaning);
    switch (node->kind) {
    case NODE_CONSTANT:
        return (struct answer){ .truth = node->constant.integer ? TRUTH_ALWAYS : TRUTH_NEVER };
    case NODE_NOT:
        return answer_not(truth_of(knowledge, node->first));
    case NODE_AND:
    case NODE_OR:
        return both_answer(knowledge, node);
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_LESS_EQUAL:
    case NODE_GREATER:
    case NODE_GREATER_EQUAL:
        return compare(knowledge, relations_of(node->kind),
                       pair_of(knowledge, node->first, node->second));
    case NODE_IN_RANGE:
        return answer_and(range_low(knowledge, node), range_high(knowledge, node));
    case NODE_IN_LIST:
        return list_answer(knowledge, node);
    case NODE_PRESENT:
        return presence_of(knowledge, node->first);
    case NODE_ABSENT:
        return answer_not(presence_of(knowledge, node->first));
    case NODE_ANY:
    case NODE_EVERY:
        return quantifier_answer(knowledge, node);
    default:
        return answer_open();
    }
}

struct answer truth_of(struct knowledge *knowledge, const struct node *node)
{
    if (!has_fuel(knowledge))
        return answer_open();
    struct answer plain = plain_answer(knowledge, term_of(knowledge, node));
    bool large =
        node->kind == NODE_AND || node->kind == NODE_OR || knowledge_meaning(knowledge, node);
    if (large && plain.truth != TRUTH_OPEN)
        return plain;
    struct answer answer = truth_by_parts(knowledge, node);
    return answer.truth != TRUTH_OPEN ? answer : plain;
}

static bool assume_structure(struct knowledge *knowledge, const struct node *node, bool sense)
{
    const struct node *meaning = knowledge_meaning(knowledge, node);
    if (meaning)
        return assume(knowledge, meaning, sense);
    switch (node->kind) {
    case NODE_CONSTANT:
        return (node->constant.integer != 0) == sense;
    case NODE_NOT:
        return assume(knowledge, node->first, !sense);
    case NODE_AND:
    case NODE_OR:
        return assume_both(knowledge, node, sense);
    case NODE_EQUAL:
    case NODE_NOT_EQUAL:
    case NODE_LESS:
    case NODE_LESS_EQUAL:
    case NODE_GREATER:
    case NODE_GREATER_EQUAL: {
        unsigned relations = relations_of(node->kind);
        return assume_relation(knowledge, pair_of(knowledge, node->first, node->second),
                               sense ? relations : RELATION_ANY & ~relations);
    }
    case NODE_IN_RANGE:
        return assume_range(knowledge, node, sense);
    case NODE_IN_LIST:
        return assume_list(knowledge, node, sense);
    case NODE_PRESENT:
    case NODE_ABSENT:
        return assume_plain(knowledge, presence_term(knowledge, node->first),
                            sense == (node->kind == NODE_PRESENT));
    case NODE_ANY:
    case NODE_EVERY:
        return assume_quantifier(knowledge, node, sense);
    default:
        return true;
    }
}

bool assume(struct knowledge *knowledge, const struct node *node, bool sense)
{
    if (!has_fuel(knowledge))
        return true;
    return assume_structure(knowledge, node, sense) &&
           (node->kind == NODE_CONSTANT ||
            assume_plain(knowledge, term_of(knowledge, node), sense));
}
