/* expr.c - what an expression is, and whether it may stand where it stands.
 *
 * The kinds of expressions are checked in expr_*.c; here they are told apart, and here is what
 * holds for all of them: nothing absent is used, the clock is not stored, types are what is wanted.
 */
#include "interp/check/expr/expr.h"
#include "interp/check/refer.h"

/* NODE may be absent: say so, with the mend that fits. */
static const struct node *complain_absent(struct frame *frame, const struct node *node)
{
    struct diags *diags = frame->checker->diags;
    const char *text = quoted(frame, node->span);
    struct diag *diag =
        diag_error(diags, node->span, "may-be-absent", "%s may be absent here", text);
    if (node->kind == NODE_HIGHEST || node->kind == NODE_LOWEST) {
        bool place = node_is_place(frame, node->first);
        const char *list = place ? quoted(frame, node->first->span) : "`…`";
        diag_hint(diags, diag,
                  "it is absent for an empty list: ask `count %.*s >= 1` first, or add `else`",
                  (int)(strlen(list) - 2), list + 1);
    } else if (!node_is_place(frame, node)) {
        diag_hint(diags, diag,
                  "give it a name with `let`, ask whether that is present, or add `else`");
    } else {
        diag_hint(diags, diag, "ask `%.*s is present and …` first, or add `else`",
                  (int)(strlen(text) - 2), text + 1);
    }
    return node_bad(frame, node->span);
}

static const struct node *complain_moving(struct frame *frame, const struct node *node)
{
    struct diags *diags = frame->checker->diags;
    struct diag *diag =
        diag_error(diags, node->span, "clock-stored",
                   "%s moves with the clock and can only be compared", quoted(frame, node->span));
    diag_hint(diags, diag, "compare it where it stands, as in `today > cert.expires`");
    return node_bad(frame, node->span);
}

const struct node *check_use(struct frame *frame, const struct node *node, enum use use)
{
    if (node_is_bad(node))
        return node;
    if (node->type.optional && use != USE_OPTIONAL)
        return complain_absent(frame, node);
    if (node->moves && use != USE_MOVING)
        return complain_moving(frame, node);
    return node;
}

static bool is_number(struct type type)
{
    return type.kind == TYPE_INTEGER || type.kind == TYPE_DECIMAL;
}

/* `date of …`, `start of …` for NODE; what is a term can stand behind `of` as it is. */
static void hint_conversion(struct frame *frame, struct diag *diag, const struct node *node,
                            const char *word)
{
    struct diags *diags = frame->checker->diags;
    bool term = node->kind == NODE_FIELD || node->kind == NODE_LOCAL || node->kind == NODE_NOW;
    diag_hint(diags, diag, "say `%s of …`", word);
    if (term)
        diag_mend(diags, diag, (struct span){ node->span.start, node->span.start }, "%s of ", word);
}

static const struct node *complain_places(struct frame *frame, const struct node *node,
                                          unsigned most)
{
    struct diags *diags = frame->checker->diags;
    bool many = node->type.places > most;
    struct diag *diag =
        diag_error(diags, node->span, many ? "too-many-places" : "too-few-places",
                   many ? "this has %d decimal place%s, and at most %u fit here"
                        : "this may be absent and has %d decimal place%s, but %u are needed",
                   node->type.places, node->type.places == 1 ? "" : "s", most);
    if (!many)
        diag_hint(diags, diag, "write its numbers with %u digits behind the point", most);
    else if (node->kind == NODE_CONSTANT)
        diag_hint(diags, diag, "write it with fewer digits behind the point");
    else
        diag_hint(diags, diag,
                  "a field has %d places, and a product those of both its factors: multiply by a "
                  "whole number, and count in a smaller unit",
                  DECIMAL_PLACES);
    return node_bad(frame, node->span);
}

const struct node *check_type(struct frame *frame, const struct node *node, struct type wanted)
{
    if (node_is_bad(node) || wanted.kind == TYPE_UNKNOWN)
        return node;
    if (wanted.kind == TYPE_DECIMAL && is_number(node->type) && !node->type.optional &&
        (node->type.kind == TYPE_INTEGER || node->type.places <= wanted.places))
        return node_scaled(frame, node, wanted.places);
    struct type plain = node->type;
    plain.optional = wanted.optional = false;
    if (type_equal(plain, wanted))
        return node;
    if (wanted.kind == TYPE_DECIMAL && node->type.kind == TYPE_DECIMAL)
        return complain_places(frame, node, wanted.places);
    struct diags *diags = frame->checker->diags;
    struct diag *diag =
        diag_error(diags, node->span, "wrong-type", "this is %s, but %s is needed",
                   type_name(frame->checker, node->type), type_name(frame->checker, wanted));
    if (wanted.kind == TYPE_DATE && node->type.kind == TYPE_INSTANT)
        hint_conversion(frame, diag, node, "date");
    else if (wanted.kind == TYPE_INSTANT && node->type.kind == TYPE_DATE)
        hint_conversion(frame, diag, node, "start");
    return node_bad(frame, node->span);
}

const struct node *check_as(struct frame *frame, const struct expr *expr, struct type expected,
                            enum use use)
{
    const struct node *node = check_expr(frame, expr, expected);
    return check_type(frame, check_use(frame, node, use), expected);
}

static const struct node *check_not(struct frame *frame, const struct expr *expr, struct flow *flow)
{
    struct flow inner;
    struct node *node = node_new(frame, NODE_NOT, type_plain(TYPE_BOOL), expr->span);
    node->first = check_condition(frame, expr->first, &inner);
    *flow = (struct flow){ .yes = inner.no, .no = inner.yes };
    return node;
}

/* `a and b`: b knows a.  `a or b`: b knows not a. */
static const struct node *check_junction(struct frame *frame, const struct expr *expr,
                                         struct flow *flow)
{
    const struct fact *before = frame->facts;
    bool conjunction = expr->op == OP_AND;
    struct flow left, right;
    const struct node *first = check_condition(frame, expr->first, &left);
    frame->facts = conjunction ? left.yes : left.no;
    const struct node *second = check_condition(frame, expr->second, &right);
    frame->facts = before;
    if (conjunction)
        *flow = (struct flow){ right.yes, facts_join(frame, before, left.no, right.no) };
    else
        *flow = (struct flow){ facts_join(frame, before, left.yes, right.yes), right.no };
    return node_binary(frame, conjunction ? NODE_AND : NODE_OR, type_plain(TYPE_BOOL), first,
                       second);
}

static const struct node *check_binary(struct frame *frame, const struct expr *expr,
                                       struct type expected, struct flow *flow)
{
    switch (expr->op) {
    case OP_OR:
    case OP_AND:
        return check_junction(frame, expr, flow);
    case OP_IS:
    case OP_IS_NOT:
    case OP_LESS:
    case OP_LESS_EQUAL:
    case OP_GREATER:
    case OP_GREATER_EQUAL:
        return check_comparison(frame, expr, flow);
    case OP_IN:
        return check_in(frame, expr, flow);
    case OP_ELSE:
        return check_else(frame, expr, expected);
    default:
        return check_arithmetic(frame, expr, expected);
    }
}

/* Any expression; FLOW is filled by those that tell something. */
static const struct node *check_any(struct frame *frame, const struct expr *expr,
                                    struct type expected, struct flow *flow)
{
    if (expr->kind == EXPR_NAME && is_probed(frame->checker, expr->span))
        frame->checker->options.references->expected = expected;
    const struct node *member = check_member(frame, expr, expected);
    if (member)
        return member;
    switch (expr->kind) {
    case EXPR_BAD:
        return node_bad(frame, expr->span);
    case EXPR_NAME:
        return check_name(frame, expr);
    case EXPR_INTEGER:
    case EXPR_DECIMAL:
    case EXPR_TEXT:
    case EXPR_DATE:
    case EXPR_INSTANT:
    case EXPR_BOOL:
    case EXPR_QUANTITY:
        return check_literal(frame, expr);
    case EXPR_LIST:
        return check_list(frame, expr, expected);
    case EXPR_FIELD:
        return check_field(frame, expr);
    case EXPR_INDEX:
        return check_index(frame, expr);
    case EXPR_CALL:
        return check_call(frame, expr, expected);
    case EXPR_OF:
        return check_of(frame, expr);
    case EXPR_ON:
        return check_on(frame, expr);
    case EXPR_SPAN:
        return check_span(frame, expr);
    case EXPR_COUNT:
        return check_count(frame, expr);
    case EXPR_FOLD:
        return check_fold(frame, expr);
    case EXPR_WHERE:
        return check_filter(frame, expr);
    case EXPR_ANY:
    case EXPR_EVERY:
        return check_quantifier(frame, expr, flow);
    case EXPR_PRESENT:
    case EXPR_ABSENT:
        return check_presence(frame, expr, flow);
    case EXPR_BINARY:
        return check_binary(frame, expr, expected, flow);
    case EXPR_IN_RANGE:
        return check_in_range(frame, expr);
    case EXPR_NOT:
        return check_not(frame, expr, flow);
    case EXPR_NEGATE:
        return check_negate(frame, expr);
    }
    return node_bad(frame, expr->span);
}

const struct node *check_expr(struct frame *frame, const struct expr *expr, struct type expected)
{
    struct flow flow = { frame->facts, frame->facts };
    return check_any(frame, expr, expected, &flow);
}

const struct node *check_condition(struct frame *frame, const struct expr *expr, struct flow *flow)
{
    *flow = (struct flow){ frame->facts, frame->facts };
    struct type wanted = type_plain(TYPE_BOOL);
    const struct node *node = check_any(frame, expr, wanted, flow);
    return check_type(frame, check_use(frame, node, USE_VALUE), wanted);
}
