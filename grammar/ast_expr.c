/* ast_expr.c - the constructors of expressions.
 *
 * The one check made here is that of depth: a chain of operators deepens the tree without deepening
 * the parser's stack, and whatever walks the tree recurses. */
#include "grammar/ast_build.h"

#include <string.h>

static const struct expr *deepest(const struct expr *expr)
{
    const struct expr *const parts[] = { expr->first, expr->second, expr->third };
    const struct expr *found = NULL;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i] && (!found || parts[i]->depth > found->depth))
            found = parts[i];
    for (const struct expr *item = expr->items; item; item = item->next)
        if (!found || item->depth > found->depth)
            found = item;
    return found;
}

/* A bad node of the greatest depth was reported: what is built on it is bad, silently. */
static struct expr too_deep(const struct builder *builder, struct span span,
                            const struct expr *below)
{
    if (below->kind != EXPR_BAD) {
        struct diag *diag = diag_error(builder->context->diags, span, "nested-too-deeply",
                                       "this expression has more than %d levels", EXPR_DEPTH_MAX);
        diag_hint(builder->context->diags, diag,
                  "name its parts with 'let' or 'define', or list values with 'in'");
    }
    return (struct expr){ .kind = EXPR_BAD, .depth = EXPR_DEPTH_MAX };
}

struct expr *expr_new(const struct builder *builder, struct span span, struct expr expr)
{
    const struct expr *below = deepest(&expr);
    expr.depth = 1;
    if (below && below->depth >= EXPR_DEPTH_MAX)
        expr = too_deep(builder, span, below);
    else if (below)
        expr.depth = (uint16_t)(below->depth + 1);
    expr.span = span;
    return memcpy(arena_alloc(builder->context->arena, sizeof expr), &expr, sizeof expr);
}

struct expr *expr_literal(const struct builder *builder, enum expr_kind kind, struct span span)
{
    struct literal literal =
        kind == EXPR_TEXT ? literal_text(builder, span) : literal_at(builder, span);
    return expr_new(builder, span, (struct expr){ .kind = kind, .literal = literal });
}

struct expr *expr_name(const struct builder *builder, struct name name)
{
    return expr_new(builder, name.span, (struct expr){ .kind = EXPR_NAME, .name = name });
}

struct expr *expr_parenthesised(struct expr *expr)
{
    expr->parenthesised = true;
    return expr;
}

struct expr *expr_quantity(const struct builder *builder, struct span number, struct name unit)
{
    struct expr expr = { .kind = EXPR_QUANTITY,
                         .literal = literal_at(builder, number),
                         .name = unit };
    return expr_new(builder, span_join(number, unit.span), expr);
}

struct expr unary(enum expr_kind kind, const struct expr *first)
{
    return (struct expr){ .kind = kind, .first = first };
}

struct expr binary(enum expr_op op, const struct expr *first, const struct expr *second)
{
    return (struct expr){ .kind = EXPR_BINARY, .op = op, .first = first, .second = second };
}

struct expr named(enum expr_kind kind, struct name name, const struct expr *first)
{
    return (struct expr){ .kind = kind, .name = name, .first = first };
}

struct expr filter(enum expr_kind kind, struct listed listed, const struct expr *condition)
{
    return (struct expr){
        .kind = kind, .first = listed.list, .alias = listed.alias, .second = condition
    };
}

struct expr folded(enum expr_fold fold, const struct expr *part, const struct expr *list)
{
    return (struct expr){ .kind = EXPR_FOLD, .fold = fold, .first = part, .second = list };
}

struct expr spanned(struct name name, const struct expr *from, const struct expr *to)
{
    return (struct expr){ .kind = EXPR_SPAN, .name = name, .first = from, .second = to };
}

struct expr in_range(const struct expr *value, const struct expr *from, const struct expr *to,
                     bool half_open)
{
    return (struct expr){
        .kind = EXPR_IN_RANGE, .first = value, .second = from, .third = to, .half_open = half_open
    };
}

struct expr listing(struct chain items)
{
    return (struct expr){ .kind = EXPR_LIST, .items = items.first };
}

struct expr calling(struct name name, struct chain items)
{
    return (struct expr){ .kind = EXPR_CALL, .name = name, .items = items.first };
}

struct expr indexing(const struct expr *list, struct chain items)
{
    return (struct expr){ .kind = EXPR_INDEX, .first = list, .items = items.first };
}
