/* generate_record.c - records that sit on what the policy speaks of, and some that nobody accepts.
 */
#include "tests/oracle/model.h"

static int64_t clamped(int64_t number, const struct model_field *field)
{
    return number < field->low ? field->low : number > field->high ? field->high : number;
}

/* ---- plain values ---- */

static int64_t ranged_value(struct maker *maker, const struct model_field *field)
{
    if (chance(maker, 8))
        return chance(maker, 50) ? field->low : field->high;
    switch (field->type.kind) {
    case TYPE_INTEGER:
    case TYPE_DECIMAL:
        return clamped(near_number(maker, field->type.kind == TYPE_INTEGER), field);
    case TYPE_DATE:
        return clamped(near_day(maker), field);
    default:
        return clamped(near_instant(maker), field);
    }
}

/* The same instant on another clock, or in other letters. */
static const char *instant_data(struct maker *maker, int64_t instant)
{
    if (chance(maker, 80))
        return instant_text(maker->arena, instant);
    char *text = arena_format(maker->arena, "%s",
                              instant_text(maker->arena, instant + 9 * INT64_C(3600000000)));
    text[strlen(text) - 1] = '\0';
    return arena_format(maker->arena, "%s+09:00", text);
}

static const char *number_data(struct maker *maker, const struct model_field *field, int64_t number)
{
    if (field->type.kind == TYPE_DECIMAL) {
        const char *text = decimal_text(maker->arena, number);
        return chance(maker, 20) ? arena_format(maker->arena, "%se0", text) : text;
    }
    const char *form = chance(maker, 90) ? "%lld" : chance(maker, 50) ? "%lld.0" : "%llde0";
    return *form == '%' && form[4] == '\0'
               ? arena_format(maker->arena, "%lld", (long long)number)
               : arena_format(maker->arena, "%lld%s", (long long)number, form + 4);
}

static const char *period_data(struct maker *maker, struct period period)
{
    struct arena *arena = maker->arena;
    const char *sign = chance(maker, 10) ? "-" : "";
    if (period.months % 12 == 0 && period.months)
        return arena_format(arena, "%sP%dY%dD", sign, period.months / 12, period.days);
    return arena_format(arena, "%sP%dM%dD", sign, period.months, period.days);
}

static void fill_span(struct maker *maker, struct datum *datum)
{
    if (datum->type.kind == TYPE_PERIOD) {
        struct period period = near_period(maker);
        datum->data = period_data(maker, period);
        int32_t sign = datum->data[0] == '-' ? -1 : 1;
        datum->value.period = (struct period){ sign * period.months, sign * period.days };
        return;
    }
    int64_t seconds = near_span(maker) / 1000000;
    datum->value.integer = seconds * 1000000;
    datum->data = seconds % 3600 ? arena_format(maker->arena, "PT%lldS", (long long)seconds)
                                 : arena_format(maker->arena, "PT%lldH", (long long)seconds / 3600);
}

static void fill_plain(struct maker *maker, struct datum *datum, const struct model_field *field)
{
    struct arena *arena = maker->arena;
    const struct model_enum *of = &maker->enums[datum->type.index];
    switch (datum->type.kind) {
    case TYPE_TEXT:
        datum->data = near_text(maker);
        datum->value.text = text_of(datum->data);
        break;
    case TYPE_BOOL:
        datum->value.integer = chance(maker, 50);
        datum->data = datum->value.integer ? "true" : "false";
        break;
    case TYPE_ENUM:
        datum->value.integer = below(maker, of->count);
        datum->data = of->spellings[datum->value.integer];
        break;
    case TYPE_PERIOD:
    case TYPE_DURATION:
        fill_span(maker, datum);
        break;
    default: {
        int64_t number = ranged_value(maker, field);
        if (datum->type.kind == TYPE_DECIMAL)
            datum->value.decimal = number;
        else
            datum->value.integer = number;
        datum->data = datum->type.kind == TYPE_DATE      ? day_text(arena, number)
                      : datum->type.kind == TYPE_INSTANT ? instant_data(maker, number)
                                                         : number_data(maker, field, number);
    }
    }
}

/* ---- lists ---- */

static bool same_plain(const struct datum *a, const struct datum *b)
{
    if (a->type.kind == TYPE_TEXT)
        return text_equal(a->value.text, b->value.text);
    return a->value.integer == b->value.integer;
}

/* Is there an element in LIST with the keys of ROW? */
static bool has_keys(const struct datum *list, const struct datum *row,
                     const struct model_record *record)
{
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t same = 0;
        for (uint32_t k = 0; k < record->key_count; k++)
            same += same_plain(list->items[i]->items[record->keys[k]], row->items[record->keys[k]]);
        if (same == record->key_count && same > 0)
            return true;
    }
    return false;
}

static uint32_t list_length(struct maker *maker, uint32_t up_to)
{
    uint32_t most = chance(maker, 4) ? 40 : 6, usual = up_to < most ? up_to : most;
    return chance(maker, 20) ? 0 : chance(maker, 25) ? usual : below(maker, usual + 1);
}

static void fill_list(struct maker *maker, struct datum *datum, const struct model_field *field)
{
    uint32_t count = list_length(maker, field->up_to);
    struct model_type type = model_element(datum->type);
    datum->items = arena_array(maker->arena, struct datum *, count);
    for (uint32_t i = 0; i < count; i++) {
        struct datum *item;
        if (type.kind == TYPE_RECORD) {
            item = random_row(maker, &maker->records[type.index]);
            if (has_keys(datum, item, &maker->records[type.index]))
                continue;
        } else {
            struct model_field *single = arena_new(maker->arena, struct model_field);
            *single = *field;
            single->type = type;
            single->optional = false;
            item = random_datum(maker, single);
        }
        datum->items[datum->count++] = item;
    }
}

/* ---- records ---- */

struct datum *random_datum(struct maker *maker, const struct model_field *field)
{
    struct datum *datum = arena_new(maker->arena, struct datum);
    datum->type = field->type;
    datum->required = !field->optional;
    datum->field = field;
    datum->absent = field->optional && chance(maker, 40);
    if (datum->absent)
        return datum;
    if (field->type.list)
        fill_list(maker, datum, field);
    else if (field->type.kind == TYPE_RECORD)
        *datum = *random_row(maker, &maker->records[field->type.index]);
    else
        fill_plain(maker, datum, field);
    datum->required = !field->optional;
    return datum;
}

struct datum *random_row(struct maker *maker, const struct model_record *record)
{
    struct datum *row = arena_new(maker->arena, struct datum);
    row->type = (struct model_type){ TYPE_RECORD, (uint8_t)(record - maker->records), false };
    row->required = true;
    row->items = arena_array(maker->arena, struct datum *, record->count);
    row->count = record->count;
    for (uint32_t i = 0; i < record->count; i++)
        row->items[i] = random_datum(maker, &record->fields[i]);
    return row;
}

/* ---- what nobody accepts ---- */

static const char *beyond(struct maker *maker, const struct datum *datum)
{
    int64_t number = datum->field->high + 1;
    switch (datum->type.kind) {
    case TYPE_INTEGER:
        return arena_format(maker->arena, "%lld", (long long)number);
    case TYPE_DECIMAL:
        return decimal_text(maker->arena, number);
    case TYPE_DATE:
        return arena_format(maker->arena, "\"%s\"", day_text(maker->arena, number));
    default:
        return arena_format(maker->arena, "\"%s\"", instant_text(maker->arena, number));
    }
}

static const char *spoiled(struct maker *maker, const struct datum *datum)
{
    bool ranged = datum->type.kind == TYPE_INTEGER || datum->type.kind == TYPE_DECIMAL ||
                  datum->type.kind == TYPE_DATE || datum->type.kind == TYPE_INSTANT;
    bool number = datum->type.kind == TYPE_INTEGER || datum->type.kind == TYPE_DECIMAL;
    if (datum->type.list)
        return chance(maker, 50) ? "{}" : "[null]";
    if (ranged && datum->field && chance(maker, 50))
        return beyond(maker, datum);
    if (datum->required && chance(maker, 30))
        return "null";
    if (datum->type.kind == TYPE_RECORD)
        return chance(maker, 50) ? "[]" : "{} {}";
    if (datum->type.kind == TYPE_TEXT)
        return chance(maker, 50) ? "7" : "\"\\ud800\"";
    if (datum->type.kind == TYPE_BOOL)
        return "\"true\"";
    if (number)
        return chance(maker, 30) ? "\"1\"" : chance(maker, 50) ? "1.0000001" : "1e40";
    return chance(maker, 50) ? "12" : "\"2021-02-29\"";
}

/* The first element of LIST twice: with a key, that is a duplicate. */
static bool double_element(struct maker *maker, struct datum *list)
{
    if (list->type.kind != TYPE_RECORD || !maker->records[list->type.index].key_count)
        return false;
    struct datum **items = arena_array(maker->arena, struct datum *, list->count + 1);
    memcpy(items, list->items, list->count * sizeof *items);
    items[list->count++] = items[0];
    list->items = items;
    return true;
}

void spoil_datum(struct maker *maker, struct datum *datum)
{
    while (datum->count && (datum->type.kind == TYPE_RECORD || datum->type.list) &&
           (datum->instead == NULL)) {
        struct datum *part = datum->items[below(maker, datum->count)];
        if (datum->type.list && chance(maker, 20) && double_element(maker, datum))
            return;
        if (datum->type.list && chance(maker, 20))
            break;
        datum = part;
    }
    if (datum->type.kind == TYPE_RECORD && !datum->type.list && !datum->absent && !datum->count)
        return;
    datum->instead = spoiled(maker, datum);
    datum->absent = false;
}

/* ---- as-of ---- */

static const struct datum *part_in_time(struct maker *maker, const struct datum *datum)
{
    while (datum->count)
        datum = datum->items[below(maker, datum->count)];
    bool time = datum->type.kind == TYPE_DATE || datum->type.kind == TYPE_INSTANT;
    return time && !datum->type.list && !datum->absent && !datum->instead ? datum : NULL;
}

static int64_t beside_time(struct maker *maker, const struct datum *datum)
{
    struct period period = near_period(maker);
    int64_t at = datum->value.integer;
    enum rounding rounding = maker->rounding ? maker->rounding : ROUNDING_DOWN;
    if (chance(maker, 50))
        period = (struct period){ -period.months, -period.days };
    if (chance(maker, 40))
        period = (struct period){ 0, (int32_t)below(maker, 3) - 1 };
    if (datum->type.kind == TYPE_DATE)
        return zone_start_of(maker->zone, date_add(at, period, rounding));
    if (chance(maker, 50))
        return at + (chance(maker, 50) ? 1 : -1) * near_span(maker);
    return zone_add(maker->zone, at, period, rounding);
}

int64_t random_now(struct maker *maker, const struct datum *datum)
{
    int64_t first = date_from_civil((struct civil){ 1800, 1, 2 }) * DAY_MICROSECONDS;
    int64_t last = date_from_civil((struct civil){ 2999, 12, 30 }) * DAY_MICROSECONDS;
    const struct datum *part = NULL;
    for (int tries = 0; datum && tries < 5 && !part; tries++)
        part = part_in_time(maker, datum);
    int64_t now = part && chance(maker, 60) ? beside_time(maker, part) : near_instant(maker);
    now += (int64_t)below(maker, 3) - 1;
    return now < first ? first : now > last ? last : now;
}
