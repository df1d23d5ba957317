/* expr_value.c - arithmetic with numbers, days, instants, periods and durations. */
#include "interp/check/expr/expr.h"

bool type_is_ordered(struct type type)
{
    switch (type.kind) {
    case TYPE_INTEGER:
    case TYPE_DECIMAL:
    case TYPE_DATE:
    case TYPE_INSTANT:
    case TYPE_DURATION:
        return true;
    case TYPE_ENUM:
        return type.enumeration->ordered;
    default:
        return false;
    }
}

static bool is_number(const struct node *node)
{
    return node->type.kind == TYPE_INTEGER || node->type.kind == TYPE_DECIMAL;
}

void node_align(struct frame *frame, const struct node **a, const struct node **b)
{
    if (!is_number(*a) || !is_number(*b) ||
        ((*a)->type.kind == TYPE_INTEGER && (*b)->type.kind == TYPE_INTEGER))
        return;
    unsigned left = (*a)->type.kind == TYPE_DECIMAL ? (*a)->type.places : 0;
    unsigned right = (*b)->type.kind == TYPE_DECIMAL ? (*b)->type.places : 0;
    unsigned places = left > right ? left : right;
    *a = node_scaled(frame, *a, places);
    *b = node_scaled(frame, *b, places);
}

/* A period or duration that is the same for every record: the clock may be moved by it. */
static bool is_fixed(const struct node *node)
{
    switch (node->kind) {
    case NODE_CONSTANT:
        return true;
    case NODE_PARAMETER:
        return !node->first;
    case NODE_NEGATE:
        return is_fixed(node->first);
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
        return is_fixed(node->first) && is_fixed(node->second);
    default:
        return false;
    }
}

static const char *sum_advice(enum type_kind a, enum type_kind b, bool subtract)
{
    if (a == TYPE_DATE && b == TYPE_DURATION)
        return "a day has no hours: say `start of … + 24 hours`, or add days";
    if (subtract && a == TYPE_DATE && b == TYPE_DATE)
        return "say `days from … to …`";
    if (subtract && a == TYPE_INSTANT && b == TYPE_INSTANT)
        return "compare the instants, or say `days from date of … to date of …`";
    if ((a == TYPE_DATE || a == TYPE_INSTANT) && b == TYPE_INTEGER)
        return "say the unit: `… + 5 days`";
    if (a == TYPE_PERIOD && b == TYPE_DURATION)
        return "a period is calendar time and a duration elapsed time; add them one after the "
               "other";
    if (a == TYPE_TEXT || b == TYPE_TEXT)
        return "texts are not put together here; use a message";
    return NULL;
}

static const struct node *complain_arithmetic(struct frame *frame, const struct expr *expr,
                                              const struct node *a, const struct node *b)
{
    struct checker *checker = frame->checker;
    const char *left = type_name(checker, a->type), *right = type_name(checker, b->type);
    const char *what = expr->op == OP_ADD        ? "added"
                       : expr->op == OP_SUBTRACT ? "taken from each other"
                                                 : "multiplied";
    struct diag *diag = diag_error(checker->diags, expr->span, "wrong-arithmetic",
                                   "%s and %s cannot be %s", left, right, what);
    const char *advice = sum_advice(a->type.kind, b->type.kind, expr->op == OP_SUBTRACT);
    if (advice && expr->op != OP_MULTIPLY)
        diag_hint(checker->diags, diag, "%s", advice);
    return node_bad(frame, expr->span);
}

/* The type of A plus or minus B, once numbers are aligned. */
static struct type sum_type(const struct node *a, const struct node *b)
{
    enum type_kind left = a->type.kind, right = b->type.kind;
    bool same = left == right && (is_number(a) || left == TYPE_PERIOD || left == TYPE_DURATION);
    bool moved = (left == TYPE_DATE && right == TYPE_PERIOD) ||
                 (left == TYPE_INSTANT && (right == TYPE_PERIOD || right == TYPE_DURATION));
    return same || moved ? a->type : type_plain(TYPE_UNKNOWN);
}

static const struct node *check_sum(struct frame *frame, const struct expr *expr,
                                    const struct node *a, const struct node *b)
{
    bool swap = expr->op == OP_ADD &&
                (a->type.kind == TYPE_PERIOD || a->type.kind == TYPE_DURATION) &&
                (b->type.kind == TYPE_DATE || b->type.kind == TYPE_INSTANT);
    if (swap) {
        const struct node *moved = a;
        a = b;
        b = moved;
    }
    node_align(frame, &a, &b);
    struct type type = sum_type(a, b);
    if (type.kind == TYPE_UNKNOWN)
        return complain_arithmetic(frame, expr, a, b);
    if (b->moves)
        return check_use(frame, b, USE_VALUE);
    if (a->moves && !is_fixed(b)) {
        struct diag *diag = diag_error(frame->checker->diags, b->span, "clock-moved",
                                       "the clock can only be moved by a fixed time");
        diag_hint(
            frame->checker->diags, diag,
            "move the other side of the comparison instead: `today > x + p`, not `today - p > x`");
        return node_bad(frame, expr->span);
    }
    struct node *node =
        node_new(frame, expr->op == OP_ADD ? NODE_ADD : NODE_SUBTRACT, type, expr->span);
    node->first = a;
    node->second = b;
    node->moves = a->moves;
    return node;
}

/* A factor that bounds a product: a literal, a parameter or a table cell. */
static bool is_factor(const struct node *node)
{
    switch (node->kind) {
    case NODE_CONSTANT:
    case NODE_PARAMETER:
        return true;
    case NODE_NEGATE:
    case NODE_SCALE:
        return is_factor(node->first);
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
    case NODE_ELSE:
        return is_factor(node->first) && is_factor(node->second);
    case NODE_FIELD:
        return node->first->type.kind == TYPE_RECORD && node->field->record->table;
    default:
        return false;
    }
}

static const struct node *check_product(struct frame *frame, const struct expr *expr,
                                        const struct node *a, const struct node *b)
{
    if (b->type.kind == TYPE_INTEGER && !is_number(a)) {
        const struct node *integer = b;
        b = a;
        a = integer;
    }
    bool time = b->type.kind == TYPE_PERIOD || b->type.kind == TYPE_DURATION;
    if (!is_number(a) || !(is_number(b) || (time && a->type.kind == TYPE_INTEGER)))
        return complain_arithmetic(frame, expr, a, b);
    if (!is_factor(a) && !is_factor(b)) {
        struct diag *diag = diag_error(frame->checker->diags, expr->span, "no-fixed-factor",
                                       "both factors change from record to record");
        diag_hint(frame->checker->diags, diag,
                  "one of them must be a number, a parameter or a table's cell");
        return node_bad(frame, expr->span);
    }
    struct type type = b->type;
    if (is_number(b) && (a->type.kind == TYPE_DECIMAL || b->type.kind == TYPE_DECIMAL)) {
        a = node_scaled(frame, a, a->type.kind == TYPE_DECIMAL ? a->type.places : 0);
        b = node_scaled(frame, b, b->type.kind == TYPE_DECIMAL ? b->type.places : 0);
        unsigned places = (unsigned)a->type.places + b->type.places;
        if (places > DECIMAL_DIGITS) {
            diag_error(frame->checker->diags, expr->span, "out-of-range",
                       "this product needs %u places after the point; a decimal has at most 38",
                       places);
            return node_bad(frame, expr->span);
        }
        type = (struct type){ .kind = TYPE_DECIMAL, .places = (uint8_t)places };
    }
    struct node *node = node_new(frame, NODE_MULTIPLY, type, expr->span);
    node->first = a;
    node->second = b;
    return node;
}

const struct node *check_arithmetic(struct frame *frame, const struct expr *expr,
                                    struct type expected)
{
    (void)expected;
    struct type any = type_plain(TYPE_UNKNOWN);
    enum use use = expr->op == OP_MULTIPLY ? USE_VALUE : USE_MOVING;
    const struct node *a = check_as(frame, expr->first, any, use);
    const struct node *b = check_as(frame, expr->second, any, use);
    if (node_is_bad(a) || node_is_bad(b))
        return node_bad(frame, expr->span);
    return use == USE_VALUE ? check_product(frame, expr, a, b) : check_sum(frame, expr, a, b);
}

const struct node *check_negate(struct frame *frame, const struct expr *expr)
{
    const struct node *operand = check_as(frame, expr->first, type_plain(TYPE_UNKNOWN), USE_VALUE);
    if (node_is_bad(operand))
        return operand;
    enum type_kind kind = operand->type.kind;
    if (!is_number(operand) && kind != TYPE_PERIOD && kind != TYPE_DURATION) {
        diag_error(frame->checker->diags, expr->span, "wrong-arithmetic", "%s has no negative",
                   type_name(frame->checker, operand->type));
        return node_bad(frame, expr->span);
    }
    struct node *node = node_new(frame, NODE_NEGATE, operand->type, expr->span);
    node->first = operand;
    return node;
}

/* Leave out `else` and what follows it; where a comment stands between, nobody knows whose it is.
 */
static void mend_else(struct frame *frame, struct diag *diag, const struct expr *expr)
{
    struct span between = { expr->first->span.end, expr->second->span.start };
    const char *text = sources_text(&frame->checker->load->sources, between);
    size_t length = between.end - between.start;
    const char *word = memmem(text, length, "else", 4);
    if (!word || memchr(text, '#', length))
        return;
    while (word > text && strchr(" \t\r\n", word[-1]))
        word--;
    struct span span = { between.start + (uint32_t)(word - text), expr->span.end };
    diag_mend(frame->checker->diags, diag, span, "%s", "");
}

const struct node *check_else(struct frame *frame, const struct expr *expr, struct type expected)
{
    const struct node *first =
        check_use(frame, check_expr(frame, expr->first, expected), USE_OPTIONAL);
    struct type wanted = first->type;
    wanted.optional = false;
    const struct node *second =
        check_use(frame, check_expr(frame, expr->second, wanted), USE_OPTIONAL);
    if (node_is_bad(first) || node_is_bad(second))
        return node_bad(frame, expr->span);
    if (!first->type.optional) {
        struct diag *diag = diag_warning(frame->checker->diags, expr->first->span, "needless-else",
                                         "%s is never absent here", quoted(frame, first->span));
        diag_hint(frame->checker->diags, diag, "leave `else` out");
        mend_else(frame, diag, expr);
    }
    bool optional = second->type.optional;
    second = check_type(frame, second, wanted);
    if (node_is_bad(second))
        return node_bad(frame, expr->span);
    struct node *node = node_new(frame, NODE_ELSE, wanted, expr->span);
    node->type.optional = optional;
    node->first = first;
    node->second = second;
    return node;
}

/* ---- units and extremes ---- */

static const struct node *complain_unit(struct frame *frame, const struct expr *expr)
{
    static const char *const elapsed[] = { "hours", "minutes", "seconds" };
    const char *word = expr->name.text;
    bool time = closest_name(word, elapsed, 3);
    struct diag *diag = diag_error(frame->checker->diags, expr->name.span, "unknown-unit",
                                   "`%s from … to …` means nothing here", word);
    diag_hint(frame->checker->diags, diag, "%s",
              time ? "days, months and years are counted; elapsed time is compared: "
                     "`a + 24 hours <= b`"
                   : "say days, months or years from one day to another");
    return node_bad(frame, expr->span);
}

/* The unit that EXPR counts, or -1. */
static int unit_of(const struct expr *expr)
{
    static const char *const units[] = { "days", "months", "years" };
    for (int i = 0; i < 3; i++)
        if (strcmp(expr->name.text, units[i]) == 0)
            return i;
    return -1;
}

const struct node *check_span(struct frame *frame, const struct expr *expr)
{
    int unit = unit_of(expr);
    if (unit < 0)
        return complain_unit(frame, expr);
    struct type date = type_plain(TYPE_DATE);
    const struct node *from = check_as(frame, expr->first, date, USE_MOVING);
    const struct node *to = check_as(frame, expr->second, date, USE_MOVING);
    if (node_is_bad(from) || node_is_bad(to))
        return node_bad(frame, expr->span);
    if (from->moves && to->moves)
        return check_use(frame, from, USE_VALUE);
    struct node *node = node_new(frame, NODE_UNITS, type_plain(TYPE_INTEGER), expr->span);
    node->unit = (enum unit)unit;
    node->first = from;
    node->second = to;
    node->moves = from->moves || to->moves;
    return node;
}

/* All items of one ordered type, numbers with the same places.  False after a complaint. */
static bool unify_items(struct frame *frame, const struct expr *expr, const struct node **items,
                        uint32_t count)
{
    unsigned places = 0;
    bool decimal = false;
    for (uint32_t i = 0; i < count; i++) {
        if (node_is_bad(items[i]))
            return false;
        decimal |= items[i]->type.kind == TYPE_DECIMAL;
        if (items[i]->type.kind == TYPE_DECIMAL && items[i]->type.places > places)
            places = items[i]->type.places;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (decimal && is_number(items[i]))
            items[i] = node_scaled(frame, items[i], places);
        if (type_is_ordered(items[i]->type) && type_equal(items[i]->type, items[0]->type))
            continue;
        diag_error(frame->checker->diags, items[i]->span, "wrong-type",
                   "`%s` compares numbers, days, instants or durations of one type; this is %s",
                   expr->name.text, type_name(frame->checker, items[i]->type));
        return false;
    }
    return true;
}

const struct node *check_extreme(struct frame *frame, const struct expr *expr, enum node_kind kind)
{
    uint32_t count = 0;
    for (const struct expr *item = expr->items; item; item = item->next)
        count++;
    if (count < 2) {
        diag_error(frame->checker->diags, expr->span, "argument-count",
                   "`%s` needs two values or more", expr->name.text);
        return node_bad(frame, expr->span);
    }
    const struct node **items = arena_array(frame->checker->arena, const struct node *, count);
    struct type expected = type_plain(TYPE_UNKNOWN);
    uint32_t i = 0;
    for (const struct expr *item = expr->items; item; item = item->next, i++) {
        items[i] = check_use(frame, check_expr(frame, item, expected), USE_VALUE);
        if (i == 0)
            expected = items[0]->type;
    }
    if (!unify_items(frame, expr, items, count))
        return node_bad(frame, expr->span);
    struct node *node = node_new(frame, kind, items[0]->type, expr->span);
    return node_list(frame, node, items, count);
}
