/* format_expr.c - where a line may end in an expression: before `and` and `or`, then before `where`
 * and `has`, then before comparisons, then before signs; lists are filled. */
#include "grammar/layout.h"
#include "grammar/parser.h"

/* ---- operators ---- */

static bool is_sign(enum expr_op op)
{
    return op == OP_ADD || op == OP_SUBTRACT;
}

/* Whether EXPR's first operand goes on with the same kind of operator: a and b and c. */
static bool is_chained(const struct expr *expr)
{
    const struct expr *first = expr->first;
    bool chains =
        expr->op == OP_OR || expr->op == OP_AND || expr->op == OP_MULTIPLY || is_sign(expr->op);
    return chains && first->kind == EXPR_BINARY && !first->parenthesised &&
           (first->op == expr->op || (is_sign(first->op) && is_sign(expr->op)));
}

/* An operand is one step further in than the operators around it. */
static void walk_operand(struct walk *walk, const struct expr *expr)
{
    walk->nest += STEP_WIDTH;
    walk_expr(walk, expr);
    walk->nest -= STEP_WIDTH;
}

static void walk_chain(struct walk *walk, const struct expr *expr, uint32_t group)
{
    if (is_chained(expr))
        walk_chain(walk, expr->first, group);
    else
        walk_operand(walk, expr->first);
    want_soft(walk, group);
    take(walk);
    if (expr->op == OP_IS_NOT)
        take(walk);
    walk_operand(walk, expr->second);
}

static void walk_binary(struct walk *walk, const struct expr *expr)
{
    uint32_t group = group_begin(walk);
    walk_chain(walk, expr, group);
    group_end(walk, group);
}

static void walk_range(struct walk *walk, const struct expr *expr)
{
    uint32_t group = group_begin(walk);
    walk_operand(walk, expr->first);
    want_soft(walk, group);
    take(walk);
    walk_operand(walk, expr->second);
    take(walk);
    walk_operand(walk, expr->third);
    group_end(walk, group);
}

/* [any] LIST [as ALIAS] where CONDITION */
static void walk_filter(struct walk *walk, const struct expr *expr)
{
    uint32_t group = group_begin(walk);
    if (expr->kind != EXPR_WHERE)
        take(walk);
    walk_operand(walk, expr->first);
    if (expr->alias.text)
        take_to(walk, expr->alias.span.end);
    want_soft(walk, group);
    take(walk);
    walk_operand(walk, expr->second);
    group_end(walk, group);
}

/* ---- terms ---- */

/* An opening bracket, directly behind what stands before it if TIGHT; ITEMS; the closing one. */
static void walk_items_of(struct walk *walk, const struct expr *items, bool tight)
{
    if (tight)
        want_gap(walk, GAP_NONE);
    take(walk);
    struct fill fill = fill_begin(walk);
    for (const struct expr *item = items; item; item = item->next) {
        walk_expr(walk, item);
        if (item->next)
            fill_comma(walk, &fill);
    }
    if (!items)
        anchor_end(walk, fill.before);
    else
        fill_end(walk, &fill);
    take(walk);
}

/* WORDS pieces, then the first operand. */
static void walk_prefixed(struct walk *walk, const struct expr *expr, unsigned words)
{
    while (words--)
        take(walk);
    walk_expr(walk, expr->first);
}

static void walk_fold(struct walk *walk, const struct expr *expr)
{
    walk_prefixed(walk, expr, 1);
    take(walk); /* of */
    walk_expr(walk, expr->second);
}

static void walk_bare(struct walk *walk, const struct expr *expr)
{
    switch (expr->kind) {
    case EXPR_LIST:
        walk_items_of(walk, expr->items, false);
        break;
    case EXPR_CALL:
        take(walk);
        walk_items_of(walk, expr->items, true);
        break;
    case EXPR_INDEX:
        walk_expr(walk, expr->first);
        walk_items_of(walk, expr->items, true);
        break;
    case EXPR_OF:
    case EXPR_ON:
        walk_prefixed(walk, expr, 2);
        break;
    case EXPR_SPAN:
        walk_prefixed(walk, expr, 2);
        take(walk); /* to */
        walk_expr(walk, expr->second);
        break;
    case EXPR_COUNT:
    case EXPR_NOT:
        walk_prefixed(walk, expr, 1);
        break;
    case EXPR_NEGATE:
        take(walk);
        want_gap(walk, GAP_NONE);
        walk_expr(walk, expr->first);
        break;
    case EXPR_FOLD:
        walk_fold(walk, expr);
        break;
    case EXPR_WHERE:
    case EXPR_ANY:
    case EXPR_EVERY:
        walk_filter(walk, expr);
        break;
    case EXPR_BINARY:
        walk_binary(walk, expr);
        break;
    case EXPR_IN_RANGE:
        walk_range(walk, expr);
        break;
    case EXPR_FIELD:
    case EXPR_PRESENT:
    case EXPR_ABSENT:
        walk_expr(walk, expr->first);
        take_to(walk, expr->span.end);
        break;
    default: /* a word, or a number and its unit */
        take_to(walk, expr->span.end);
    }
}

void walk_expr(struct walk *walk, const struct expr *expr)
{
    if (walk->layout->pieces[walk->next].span.start == expr->span.start) {
        walk_bare(walk, expr);
        return;
    }
    take(walk);
    struct anchor before = anchor_begin(walk);
    walk_expr(walk, expr);
    anchor_end(walk, before);
    take(walk);
}
