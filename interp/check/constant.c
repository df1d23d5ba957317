/* constant.c - the value of an expression that no record changes: a parameter's.
 *
 * Everything is computed in 128 bits and checked, for nothing else has bounded it yet. */
#include "interp/check/expr/expr.h"
#include "interp/value/decimal.h"

static int128 number_of(const struct node *node, const union value *value)
{
    return node->type.kind == TYPE_DECIMAL ? value->decimal : (int128)value->integer;
}

/* NUMBER as a value of TYPE (integer, decimal or duration); false where it does not fit. */
static bool number_fits(struct type type, int128 number, union value *value)
{
    if (type.kind == TYPE_DECIMAL) {
        value->decimal = number;
        int128 limit = decimal_power(DECIMAL_DIGITS);
        return -limit < number && number < limit;
    }
    value->integer = (int64_t)number;
    return -(int128)INTEGER_LIMIT <= number && number <= (int128)INTEGER_LIMIT;
}

static bool add_periods(struct period a, struct period b, int sign, union value *value)
{
    int64_t months = (int64_t)a.months + (int64_t)sign * b.months;
    int64_t days = (int64_t)a.days + (int64_t)sign * b.days;
    value->period = (struct period){ (int32_t)months, (int32_t)days };
    return months == (int32_t)months && days == (int32_t)days && months != PERIOD_ABSENT;
}

static bool times_period(int64_t factor, struct period period, union value *value)
{
    int128 months = (int128)factor * period.months, days = (int128)factor * period.days;
    value->period = (struct period){ (int32_t)months, (int32_t)days };
    return months == (int32_t)months && days == (int32_t)days && months != PERIOD_ABSENT;
}

static bool multiply(const struct node *node, const union value *a, const union value *b,
                     union value *value)
{
    if (node->type.kind == TYPE_PERIOD)
        return times_period(a->integer, b->period, value);
    int128 product;
    return !__builtin_mul_overflow(number_of(node->first, a), number_of(node->second, b),
                                   &product) &&
           number_fits(node->type, product, value);
}

static bool add(const struct node *node, const union value *a, const union value *b,
                union value *value)
{
    int sign = node->kind == NODE_ADD ? 1 : -1;
    if (node->type.kind == TYPE_PERIOD)
        return add_periods(a->period, b->period, sign, value);
    int128 sum;
    return !__builtin_add_overflow(number_of(node->first, a), sign * number_of(node->second, b),
                                   &sum) &&
           number_fits(node->type, sum, value);
}

static bool scale(const struct node *node, const union value *a, union value *value)
{
    unsigned from = node->first->type.kind == TYPE_DECIMAL ? node->first->type.places : 0;
    int128 product;
    return !__builtin_mul_overflow(number_of(node->first, a),
                                   decimal_power(node->type.places - from), &product) &&
           number_fits(node->type, product, value);
}

/* Arithmetic of days needs a policy's rounding and zone; a parameter is written out instead. */
static bool is_plain(const struct node *node)
{
    return node->type.kind == TYPE_INTEGER || node->type.kind == TYPE_DECIMAL ||
           node->type.kind == TYPE_PERIOD || node->type.kind == TYPE_DURATION;
}

enum constancy { CONSTANT, OF_RECORD, NOT_COMPUTED, TOO_LARGE };

static enum constancy constant_value(struct frame *frame, const struct node *node,
                                     union value *value);

static enum constancy constant_list(struct frame *frame, const struct node *node,
                                    union value *value)
{
    union value *items = arena_array(frame->checker->arena, union value, node->count + 1);
    for (uint32_t i = 0; i < node->count; i++) {
        enum constancy constancy = constant_value(frame, node->items[i], &items[i]);
        if (constancy != CONSTANT)
            return constancy;
    }
    value->list = (struct list){ .at = items, .count = node->count, .stride = 1 };
    return CONSTANT;
}

static enum constancy constant_binary(struct frame *frame, const struct node *node,
                                      union value *value)
{
    union value a = { 0 }, b = { 0 };
    enum constancy constancy = constant_value(frame, node->first, &a);
    if (constancy == CONSTANT)
        constancy = constant_value(frame, node->second, &b);
    if (constancy != CONSTANT)
        return constancy;
    bool fits =
        node->kind == NODE_MULTIPLY ? multiply(node, &a, &b, value) : add(node, &a, &b, value);
    return fits ? CONSTANT : TOO_LARGE;
}

static enum constancy constant_unary(struct frame *frame, const struct node *node,
                                     union value *value)
{
    union value a = { 0 };
    enum constancy constancy = constant_value(frame, node->first, &a);
    if (constancy != CONSTANT)
        return constancy;
    if (node->kind == NODE_SCALE)
        return scale(node, &a, value) ? CONSTANT : TOO_LARGE;
    if (node->type.kind == TYPE_PERIOD)
        return times_period(-1, a.period, value) ? CONSTANT : TOO_LARGE;
    return number_fits(node->type, -number_of(node->first, &a), value) ? CONSTANT : TOO_LARGE;
}

static enum constancy constant_value(struct frame *frame, const struct node *node,
                                     union value *value)
{
    switch (node->kind) {
    case NODE_CONSTANT:
        *value = node->constant;
        return CONSTANT;
    case NODE_PARAMETER:
        if (node->first)
            return NOT_COMPUTED;
        *value = node->parameter->versions[0].value;
        return CONSTANT;
    case NODE_LIST:
        return constant_list(frame, node, value);
    case NODE_ADD:
    case NODE_SUBTRACT:
    case NODE_MULTIPLY:
        return is_plain(node) ? constant_binary(frame, node, value) : NOT_COMPUTED;
    case NODE_NEGATE:
    case NODE_SCALE:
        return constant_unary(frame, node, value);
    case NODE_NOW:
    case NODE_TODAY:
    case NODE_FACT:
    case NODE_FIELD:
    case NODE_DECISION:
        return OF_RECORD;
    default:
        return NOT_COMPUTED;
    }
}

bool expr_constant(struct policy_check *within, const struct expr *expr, struct type type,
                   union value *value)
{
    struct frame frame = { .within = within, .checker = within->checker };
    const struct node *node = check_as(&frame, expr, type, USE_VALUE);
    if (node_is_bad(node))
        return false;
    enum constancy constancy = constant_value(&frame, node, value);
    if (constancy == CONSTANT)
        return true;
    struct diags *diags = within->checker->diags;
    if (constancy == TOO_LARGE) {
        diag_error(diags, expr->span, "out-of-range", "this value is too large for %s",
                   type_name(within->checker, type));
        return false;
    }
    struct diag *diag =
        diag_error(diags, expr->span, "not-constant",
                   constancy == OF_RECORD ? "a parameter's value cannot depend on the record"
                                          : "a parameter's value is not computed like this");
    diag_hint(diags, diag, "%s",
              constancy == OF_RECORD
                  ? "write a literal; what depends on the record is a `define`"
                  : "write it out: only numbers, periods and durations, and parameters of one "
                    "value, are added, subtracted and multiplied here");
    return false;
}
