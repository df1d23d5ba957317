/* expr_literal.c - numbers, texts, days, instants and quantities of time as they are written. */
#include "interp/check/expr/expr.h"
#include "interp/value/decimal.h"

static struct text literal_text(const struct literal *literal)
{
    return (struct text){ literal->text, literal->length };
}

static const struct node *complain_literal(struct frame *frame, const struct expr *expr,
                                           const char *code, const char *problem)
{
    diag_error(frame->checker->diags, expr->span, code, "%s %s", quoted(frame, expr->span),
               problem);
    return node_bad(frame, expr->span);
}

static const struct node *constant_node(struct frame *frame, const struct expr *expr,
                                        struct type type, union value value)
{
    struct node *node = node_new(frame, NODE_CONSTANT, type, expr->span);
    node->constant = value;
    return node;
}

static const struct node *decimal_literal(struct frame *frame, const struct expr *expr)
{
    const char *point = memchr(expr->literal.text, '.', expr->literal.length);
    size_t places = point ? (size_t)(expr->literal.text + expr->literal.length - point - 1) : 0;
    union value value = { 0 };
    if (places > DECIMAL_DIGITS ||
        !decimal_parse(literal_text(&expr->literal), (unsigned)places, &value.decimal))
        return complain_literal(frame, expr, "number-too-large", "has more than 38 digits");
    struct type type = { .kind = TYPE_DECIMAL, .places = (uint8_t)places };
    return constant_node(frame, expr, type, value);
}

struct quantity {
    const char *singular, *plural;
    enum type_kind kind;
    int64_t size; /* months, days (negative), or microseconds */
};

static const struct quantity *find_quantity(const char *unit)
{
    static const struct quantity units[] = {
        { "year", "years", TYPE_PERIOD, 12 },
        { "month", "months", TYPE_PERIOD, 1 },
        { "day", "days", TYPE_PERIOD, -1 },
        { "hour", "hours", TYPE_DURATION, INT64_C(3600000000) },
        { "minute", "minutes", TYPE_DURATION, 60000000 },
        { "second", "seconds", TYPE_DURATION, 1000000 },
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(unit, units[i].singular) == 0 || strcmp(unit, units[i].plural) == 0)
            return &units[i];
    return NULL;
}

static const struct node *complain_unit(struct frame *frame, const struct expr *expr)
{
    static const char *const names[] = { "years", "months", "days", "hours", "minutes", "seconds" };
    struct diags *diags = frame->checker->diags;
    const char *unit = expr->name.text;
    struct diag *diag =
        diag_error(diags, expr->name.span, "unknown-unit", "`%s` is no unit of time", unit);
    const char *closest = closest_name(unit, names, 6);
    if (strcmp(unit, "week") == 0 || strcmp(unit, "weeks") == 0)
        diag_hint(diags, diag, "say it in days: a week is 7 days");
    else if (closest)
        diag_meant(diags, diag, closest);
    else
        diag_hint(diags, diag, "the units are years, months, days; hours, minutes, seconds");
    return node_bad(frame, expr->span);
}

static const struct node *quantity_literal(struct frame *frame, const struct expr *expr)
{
    const struct quantity *unit = find_quantity(expr->name.text);
    if (!unit)
        return complain_unit(frame, expr);
    int64_t number = 0;
    bool fits = integer_parse(literal_text(&expr->literal), &number);
    union value value = { 0 };
    if (unit->kind == TYPE_DURATION) {
        fits = fits && !__builtin_mul_overflow(number, unit->size, &value.integer) &&
               value.integer <= INTEGER_LIMIT;
    } else if (unit->size < 0) {
        fits = fits && number <= INT32_MAX;
        value.period.days = (int32_t)number;
    } else {
        fits = fits && number <= INT32_MAX / unit->size;
        value.period.months = fits ? (int32_t)(number * unit->size) : 0;
    }
    if (!fits)
        return complain_literal(frame, expr, "number-too-large", "is too long a time");
    return constant_node(frame, expr, type_plain(unit->kind), value);
}

const struct node *check_literal(struct frame *frame, const struct expr *expr)
{
    struct text text = literal_text(&expr->literal);
    union value value = { 0 };
    switch (expr->kind) {
    case EXPR_INTEGER:
        if (!integer_parse(text, &value.integer))
            return complain_literal(frame, expr, "number-too-large",
                                    "is beyond 64 bits; a number with a point may have 38 digits");
        return constant_node(frame, expr, type_plain(TYPE_INTEGER), value);
    case EXPR_DECIMAL:
        return decimal_literal(frame, expr);
    case EXPR_TEXT:
        value.text = text;
        return constant_node(frame, expr, type_plain(TYPE_TEXT), value);
    case EXPR_DATE:
        if (!date_parse(text, &value.integer))
            return complain_literal(frame, expr, "no-such-day", "is no day of the calendar");
        return constant_node(frame, expr, type_plain(TYPE_DATE), value);
    case EXPR_INSTANT:
        if (!instant_parse(text, &value.integer))
            return complain_literal(frame, expr, "no-such-instant", "is no instant");
        return constant_node(frame, expr, type_plain(TYPE_INSTANT), value);
    case EXPR_BOOL:
        value.integer = text.at[0] == 't';
        return constant_node(frame, expr, type_plain(TYPE_BOOL), value);
    default:
        return quantity_literal(frame, expr);
    }
}
