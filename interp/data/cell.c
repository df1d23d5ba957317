/* cell.c - see cell.h.  The parsers of dates and numbers are in interp/value; here are ranges and
 * words. */
#include "interp/data/cell.h"

#include "interp/data/complaint.h"
#include "interp/value/calendar.h"
#include "interp/value/decimal.h"

enum { MEMBERS_SHOWN = 12 /* of an enumeration, in a complaint */ };

/* A value that is outside its field's range. */
struct breach {
    const char *value, *bound; /* as people read them */
    bool above;
};

static const char *breach_complaint(const struct shape_field *field, struct breach breach,
                                    struct arena *arena)
{
    bool time = field->kind == SHAPE_DATE || field->kind == SHAPE_INSTANT;
    const char *than = time ? breach.above ? "later" : "earlier" : breach.above ? "more" : "less";
    const char *end = time ? breach.above ? "latest" : "earliest" : breach.above ? "most" : "least";
    if (!field->name)
        return arena_format(arena, "%s is %s than %s, the %s that an element may be", breach.value,
                            than, breach.bound, end);
    return arena_format(arena, "%s is %s than %s, the %s that `%s` may be", breach.value, than,
                        breach.bound, end, field->name);
}

static const char *bound_shown(const struct shape_field *field, const union value *bound,
                               struct arena *arena)
{
    char out[(int)CALENDAR_TEXT + (int)DECIMAL_TEXT];
    size_t length = 0;
    if (field->kind == SHAPE_DATE)
        length = date_format(bound->integer, out);
    else if (field->kind == SHAPE_INSTANT)
        length = instant_format(bound->integer, out);
    else if (field->kind == SHAPE_DECIMAL)
        length = decimal_format(bound->decimal, DECIMAL_PLACES, out);
    else
        length = integer_format(bound->integer, out);
    return arena_copy(arena, out, length);
}

/* NULL where VALUE, written as TEXT, is within FIELD's range. */
static const char *check_range(const struct shape_field *field, const union value *value,
                               struct text text, struct arena *arena)
{
    bool decimal = field->kind == SHAPE_DECIMAL;
    bool below =
        decimal ? value->decimal < field->low.decimal : value->integer < field->low.integer;
    bool above =
        decimal ? value->decimal > field->high.decimal : value->integer > field->high.integer;
    if (!below && !above)
        return NULL;
    const union value *bound = above ? &field->high : &field->low;
    return breach_complaint(field,
                            (struct breach){ text_shown(arena, text),
                                             bound_shown(field, bound, arena), above },
                            arena);
}

static const char *members_shown(const struct shape_field *field, struct arena *arena)
{
    const char *list = "";
    for (uint32_t i = 0; i < field->member_count && i < MEMBERS_SHOWN; i++)
        list = arena_format(arena, "%s%s%s", list, i ? ", " : "",
                            text_shown(arena, field->members[i]));
    if (field->member_count > MEMBERS_SHOWN)
        list = arena_format(arena, "%s, … (%u in all)", list, field->member_count);
    return list;
}

static const char *decode_member(const struct shape_field *field, struct text text,
                                 union value *value, struct arena *arena)
{
    for (uint32_t i = 0; i < field->member_count; i++)
        if (text_equal(field->members[i], text)) {
            value->integer = i;
            return NULL;
        }
    uint32_t meant = text_closest(text, field->members, field->member_count);
    const char *wrong = arena_format(arena, "%s is not one of %s", text_shown(arena, text),
                                     members_shown(field, arena));
    if (meant == field->member_count)
        return wrong;
    return arena_format(arena, "%s; did you mean %s?", wrong,
                        text_shown(arena, field->members[meant]));
}

bool cell_bool(struct text text, bool *value)
{
    static const char *const words[] = { "false", "true", "no", "yes" };
    for (int i = 0; i < 4; i++)
        if (text_equal(text, text_of(words[i]))) {
            *value = i % 2 == 1;
            return true;
        }
    return false;
}

static const char *decode_bool(struct text text, union value *value, struct arena *arena)
{
    bool flag;
    if (!cell_bool(text, &flag))
        return arena_format(arena, "%s is none of true, false, yes, no", text_shown(arena, text));
    value->integer = flag;
    return NULL;
}

static const char *decode_integer(const struct shape_field *field, struct text text,
                                  union value *value, struct arena *arena)
{
    int128 number;
    if (integer_parse(text, &value->integer))
        return check_range(field, value, text, arena);
    if (decimal_parse(text, 0, &number))
        return arena_format(arena, "%s is too large a number", text_shown(arena, text));
    bool number_at_all = decimal_parse(text, DECIMAL_PLACES, &number);
    return arena_format(arena, "%s is not a whole number%s", text_shown(arena, text),
                        number_at_all ? "" : ", or too large a one");
}

static const char *decode_decimal(const struct shape_field *field, struct text text,
                                  union value *value, struct arena *arena)
{
    if (!decimal_parse(text, DECIMAL_PLACES, &value->decimal))
        return arena_format(arena, "%s is not a number with at most %d places",
                            text_shown(arena, text), DECIMAL_PLACES);
    return check_range(field, value, text, arena);
}

static const char *decode_time(const struct shape_field *field, struct text text,
                               union value *value, struct arena *arena)
{
    bool date = field->kind == SHAPE_DATE;
    if (date ? date_parse(text, &value->integer) : instant_parse(text, &value->integer))
        return check_range(field, value, text, arena);
    if (date)
        return arena_format(arena, "%s is not a date", text_shown(arena, text));
    return arena_format(arena, "%s is not an instant; one looks like 2020-12-15T09:00:00Z",
                        text_shown(arena, text));
}

static bool period_fits(struct period period)
{
    return period.months >= -SPAN_MONTHS_MAX && period.months <= SPAN_MONTHS_MAX &&
           period.days >= -SPAN_DAYS_MAX && period.days <= SPAN_DAYS_MAX;
}

static bool duration_fits(int64_t duration)
{
    return duration >= -SPAN_MICROSECONDS_MAX && duration <= SPAN_MICROSECONDS_MAX;
}

static const char *decode_span(const struct shape_field *field, struct text text,
                               union value *value, struct arena *arena)
{
    bool period = field->kind == SHAPE_PERIOD;
    bool read = period ? period_parse(text, &value->period) : duration_parse(text, &value->integer);
    if (read && (period ? period_fits(value->period) : duration_fits(value->integer)))
        return NULL;
    if (read)
        return arena_format(arena, "%s is longer than 500 years", text_shown(arena, text));
    return arena_format(arena, "%s is not a %s; one looks like %s", text_shown(arena, text),
                        period ? "period" : "duration", period ? "P6M" : "PT24H");
}

const char *cell_decode(const struct shape_field *field, struct text text, union value *value,
                        struct arena *arena)
{
    switch (field->kind) {
    case SHAPE_TEXT:
        value->text = (struct text){ text.at ? text.at : "", text.length };
        return NULL;
    case SHAPE_INTEGER:
        return decode_integer(field, text, value, arena);
    case SHAPE_DECIMAL:
        return decode_decimal(field, text, value, arena);
    case SHAPE_BOOL:
        return decode_bool(text, value, arena);
    case SHAPE_DATE:
    case SHAPE_INSTANT:
        return decode_time(field, text, value, arena);
    case SHAPE_PERIOD:
    case SHAPE_DURATION:
        return decode_span(field, text, value, arena);
    case SHAPE_ENUM:
        return decode_member(field, text, value, arena);
    case SHAPE_RECORD:
    case SHAPE_LIST:
        break;
    }
    return arena_format(arena, "%s cannot stand in a cell", kind_shown(field->kind));
}

void cell_absent(const struct shape_field *field, union value *value)
{
    switch (field->kind) {
    case SHAPE_TEXT:
        value->text = (struct text){ 0 };
        break;
    case SHAPE_DECIMAL:
        value->decimal = DECIMAL_ABSENT;
        break;
    case SHAPE_PERIOD:
        value->period = (struct period){ .months = PERIOD_ABSENT };
        break;
    case SHAPE_RECORD:
        value->row = NULL;
        break;
    case SHAPE_LIST:
        value->list = (struct list){ 0 };
        break;
    default:
        value->integer = INTEGER_ABSENT;
    }
}
