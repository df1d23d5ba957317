/* lint_truth.c - what follows for a condition from what is known, and what is known where it holds
 * or does not.
 *
 * Sound and not complete: an answer is right for every record; where none is found there may be
 * one. The work is bounded by fuel, for facts may use facts. */
#include "interp/check/lint/lint_terms.h"

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

bool knowledge_spend(struct knowledge *knowledge)
{
    if (*knowledge->fuel <= knowledge->limit)
        return false;
    --*knowledge->fuel;
    return true;
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
    struct domain narrow = domain_any();
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
    struct domain some = domain_any();
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
    case NODE_IN_RANGE:
    case NODE_IN_LIST:
        return comparison_truth(knowledge, node);
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
    if (!knowledge_spend(knowledge))
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
    case NODE_GREATER_EQUAL:
    case NODE_IN_RANGE:
    case NODE_IN_LIST:
        return assume_comparison(knowledge, node, sense);
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
    if (!knowledge_spend(knowledge))
        return true;
    return assume_structure(knowledge, node, sense) &&
           (node->kind == NODE_CONSTANT ||
            assume_plain(knowledge, term_of(knowledge, node), sense));
}
