/* field_range.c - ranges of fields, as declared and as usual. */
#include "interp/check/declare/field_range.h"

#include "interp/value/decimal.h"

enum { INTEGER_USUAL = 1000000000 };

/* 10^12, with six places. */
static const int64_t decimal_usual = (int64_t)1000000000000 * 1000000;

static struct type element_type(struct type type)
{
    return type.kind == TYPE_LIST ? *type.element : type;
}

static bool has_range(struct type type)
{
    return type.kind == TYPE_INTEGER || type.kind == TYPE_DECIMAL || type.kind == TYPE_DATE ||
           type.kind == TYPE_INSTANT;
}

static void usual_range(struct field *field)
{
    int64_t first_day = date_from_civil((struct civil){ 1800, 1, 1 });
    int64_t day_after = date_from_civil((struct civil){ 3000, 1, 1 });
    switch (element_type(field->type).kind) {
    case TYPE_INTEGER:
        field->low.integer = -INTEGER_USUAL;
        field->high.integer = INTEGER_USUAL;
        break;
    case TYPE_DECIMAL:
        field->low.decimal = -decimal_usual;
        field->high.decimal = decimal_usual;
        break;
    case TYPE_DATE:
        field->low.integer = first_day;
        field->high.integer = day_after - 1;
        break;
    case TYPE_INSTANT:
        field->low.integer = first_day * DAY_MICROSECONDS;
        field->high.integer = day_after * DAY_MICROSECONDS - 1;
        break;
    default:
        break;
    }
}

/* ---- bounds ---- */

/* A number as JSON would write it: no zeros in front. */
static struct text number_text(const struct literal *literal)
{
    const char *at = literal->text;
    while (at[0] == '0' && at[1] >= '0' && at[1] <= '9')
        at++;
    return text_of(at);
}

static bool bound_integer(const struct bound *bound, union value *value)
{
    if (bound->kind != EXPR_INTEGER ||
        !integer_parse(number_text(&bound->literal), &value->integer))
        return false;
    if (bound->negative)
        value->integer = -value->integer;
    return true;
}

static bool bound_decimal(const struct bound *bound, union value *value)
{
    bool number = bound->kind == EXPR_INTEGER || bound->kind == EXPR_DECIMAL;
    if (!number || !decimal_parse(number_text(&bound->literal), DECIMAL_PLACES, &value->decimal))
        return false;
    if (bound->negative)
        value->decimal = -value->decimal;
    return true;
}

static bool bound_time(const struct bound *bound, enum type_kind kind, union value *value)
{
    struct text text = { bound->literal.text, bound->literal.length };
    if (bound->negative)
        return false;
    if (kind == TYPE_DATE)
        return bound->kind == EXPR_DATE && date_parse(text, &value->integer);
    return bound->kind == EXPR_INSTANT && instant_parse(text, &value->integer);
}

static const char *bound_mend(enum type_kind kind, const struct bound *bound)
{
    switch (kind) {
    case TYPE_INTEGER:
        return bound->kind == EXPR_DECIMAL ? "for numbers with places, declare it `decimal`"
                                           : "the range of an integer is whole numbers within "
                                             "±9223372036854775806: 0 .. 500";
    case TYPE_DECIMAL:
        return "a decimal has at most 32 digits before the point and six behind it";
    case TYPE_DATE:
        return "the range of a date is days: 1990-01-01 .. 2150-12-31";
    default:
        return "the range of an instant is instants: 1990-01-01T00:00:00Z .. 2150-12-31T23:59:59Z";
    }
}

static bool bound_resolve(struct checker *checker, const struct field *field,
                          const struct bound *bound, union value *value)
{
    enum type_kind kind = field->type.kind;
    bool fits = kind == TYPE_INTEGER   ? bound_integer(bound, value)
                : kind == TYPE_DECIMAL ? bound_decimal(bound, value)
                                       : bound_time(bound, kind, value);
    if (fits)
        return true;
    if (kind == TYPE_DATE && bound->kind == EXPR_DATE && !bound->negative) {
        complain_day(checker, &bound->literal);
        return false;
    }
    struct type plain = field->type;
    plain.optional = false;
    struct diag *diag =
        diag_error(checker->diags, bound->literal.span, "range-type",
                   "%s%s is no bound of a field of type %s", bound->negative ? "-" : "",
                   bound->literal.text, type_name(checker, plain));
    diag_hint(checker->diags, diag, "%s", bound_mend(kind, bound));
    return false;
}

static bool is_reversed(const struct field *field, union value low, union value high)
{
    if (field->type.kind == TYPE_DECIMAL)
        return high.decimal < low.decimal;
    return high.integer < low.integer;
}

static const char *bound_shown(struct checker *checker, const struct bound *bound)
{
    return arena_format(checker->arena, "%s%s", bound->negative ? "-" : "", bound->literal.text);
}

static void said_range(struct checker *checker, const struct field_decl *decl, struct field *field)
{
    union value low, high;
    bool begins = bound_resolve(checker, field, &decl->low, &low);
    bool ends = bound_resolve(checker, field, &decl->high, &high);
    if (!begins || !ends)
        return;
    if (!is_reversed(field, low, high)) {
        field->low = low;
        field->high = high;
        return;
    }
    struct span span = { decl->low.literal.span.start, decl->high.literal.span.end };
    const char *first = bound_shown(checker, &decl->low);
    const char *last = bound_shown(checker, &decl->high);
    struct diag *diag = diag_error(checker->diags, span, "range-reversed",
                                   "nothing lies between %s and %s", first, last);
    diag_hint(checker->diags, diag, "the lesser bound stands first: %s .. %s", last, first);
}

static void complain_range(struct checker *checker, const struct field_decl *decl,
                           const struct field *field)
{
    struct span span = { decl->low.literal.span.start, decl->high.literal.span.end };
    struct diag *diag = diag_error(checker->diags, span, "range-misplaced",
                                   "only numbers, dates and instants have a range; this is %s",
                                   type_name(checker, field->type));
    if (field->type.kind == TYPE_LIST)
        diag_hint(checker->diags, diag, "a list says its length: `up to %s`",
                  decl->high.literal.text);
    else
        diag_hint(checker->diags, diag, "leave the range out");
}

/* ---- lists ---- */

static void said_length(struct checker *checker, const struct field_decl *decl, struct field *field)
{
    const struct literal *literal = &decl->up_to;
    int64_t count;
    bool number = integer_parse(number_text(literal), &count);
    if (number && count >= 1 && count <= UP_TO_MAX) {
        field->up_to = (uint32_t)count;
        return;
    }
    struct diag *diag = diag_error(checker->diags, literal->span, "list-length",
                                   "a list cannot be declared `up to %s`", literal->text);
    diag_hint(checker->diags, diag, "a list may be declared `up to 1` to `up to %d`", UP_TO_MAX);
}

static void complain_length(struct checker *checker, const struct field_decl *decl,
                            const struct field *field)
{
    struct diag *diag =
        diag_error(checker->diags, decl->up_to.span, "length-misplaced",
                   "only a list has a length; this is %s", type_name(checker, field->type));
    if (has_range(field->type))
        diag_hint(checker->diags, diag, "a number or a day says its range: `low .. high`");
    else
        diag_hint(checker->diags, diag, "leave it out, or make it a list: `[%s]`",
                  decl->type.name.text);
}

void field_range(struct checker *checker, const struct field_decl *decl, struct field *field)
{
    enum type_kind kind = field->type.kind;
    usual_range(field);
    if (kind == TYPE_LIST)
        field->up_to = UP_TO_USUAL;
    if (kind == TYPE_UNKNOWN)
        return;
    if (decl->low.literal.text && has_range(field->type))
        said_range(checker, decl, field);
    else if (decl->low.literal.text)
        complain_range(checker, decl, field);
    if (decl->up_to.text && kind == TYPE_LIST)
        said_length(checker, decl, field);
    else if (decl->up_to.text)
        complain_length(checker, decl, field);
}
