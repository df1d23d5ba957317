/* datum.c - a record as the generator chose it: as JSON, as CSV, and compared with what a reader
 * made of it. */
#include "interp/data/csv.h"
#include "tests/oracle/model.h"

static bool is_quoted(enum type_kind kind)
{
    return kind != TYPE_INTEGER && kind != TYPE_DECIMAL && kind != TYPE_BOOL;
}

/* ---- JSON ---- */

/* TEXT in quotes, some characters of it written by number. */
static const char *json_text(struct maker *maker, const char *text)
{
    if (chance(maker, 90) || !*text || (unsigned char)*text >= 0x80)
        return quoted_text(maker->arena, text);
    const char *rest = quoted_text(maker->arena, text + 1);
    return arena_format(maker->arena, "\"\\u%04x%s", (unsigned)*text, rest + 1);
}

static struct scrap *scalar_scrap(struct maker *maker, const struct datum *datum)
{
    const char *text = is_quoted(datum->type.kind) ? json_text(maker, datum->data) : datum->data;
    return scrap_leaf(maker->arena, text);
}

static struct scrap *member_scrap(struct maker *maker, const char *name, struct scrap *content)
{
    struct scrap *scrap =
        scrap_of(maker->arena, "\"%\": %", scrap_leaf(maker->arena, name), content);
    scrap->droppable = true;
    return scrap;
}

/* Members in any order, with some that no schema knows among them. */
static struct scrap *object_scrap(struct maker *maker, const struct datum *datum)
{
    const struct model_record *record = &maker->records[datum->type.index];
    struct scrap *members = scrap_list(maker->arena, chance(maker, 80) ? ", " : " ,\t");
    uint32_t start = chance(maker, 20) ? below(maker, datum->count) : 0;
    for (uint32_t n = 0; n < datum->count; n++) {
        uint32_t i = (start + n) % datum->count;
        const struct datum *item = datum->items[i];
        if (item->absent && chance(maker, 70))
            continue;
        scrap_add(members,
                  member_scrap(maker, record->fields[i].spelling, json_scrap(maker, item)));
    }
    if (chance(maker, 3))
        scrap_add(members, member_scrap(maker, "unknown to all",
                                        scrap_leaf(maker->arena, "[{\"a\": [1, -0.5e3]}, null]")));
    return scrap_of(maker->arena, "{%}", members);
}

struct scrap *json_scrap(struct maker *maker, const struct datum *datum)
{
    if (datum->instead)
        return scrap_leaf(maker->arena, datum->instead);
    if (datum->absent)
        return scrap_leaf(maker->arena, "null");
    if (!datum->type.list)
        return datum->type.kind == TYPE_RECORD ? object_scrap(maker, datum)
                                               : scalar_scrap(maker, datum);
    struct scrap *items = scrap_list(maker->arena, ", ");
    for (uint32_t i = 0; i < datum->count; i++) {
        struct scrap *item = json_scrap(maker, datum->items[i]);
        item->droppable = true;
        scrap_add(items, item);
    }
    return scrap_of(maker->arena, "[%]", items);
}

/* ---- CSV ---- */

bool record_is_flat(const struct model_record *record)
{
    for (uint32_t i = 0; i < record->count; i++)
        if (record->fields[i].type.list || record->fields[i].type.kind == TYPE_RECORD)
            return false;
    return true;
}

static void add_cell(struct buffer *out, const char *text, bool quotes)
{
    bool needed = quotes || !*text || strpbrk(text, "\",\n\r");
    buffer_string(out, needed ? "\"" : "");
    for (; *text; text++) {
        buffer_add(out, text, 1);
        if (*text == '"')
            buffer_add(out, text, 1);
    }
    buffer_string(out, needed ? "\"" : "");
}

const char *csv_line(struct maker *maker, const struct model_record *record,
                     const struct datum *datum)
{
    struct buffer out = { 0 };
    for (uint32_t i = 0; i < record->count; i++) {
        const struct datum *item = datum ? datum->items[i] : NULL;
        buffer_string(&out, i ? "," : "");
        if (!item || !item->absent)
            add_cell(&out, item ? item->data : record->fields[i].spelling, chance(maker, 10));
    }
    buffer_string(&out, chance(maker, 20) ? "\r\n" : "\n");
    const char *line = arena_copy(maker->arena, out.at, out.length);
    buffer_free(&out);
    return line;
}

/* ---- what a reader made of it ---- */

static bool row_matches(const struct datum *datum, const struct record *record,
                        const union value *row)
{
    for (uint32_t i = 0; i < datum->count; i++) {
        const struct field *field = &record->fields[i];
        if (field->used && !datum_matches(datum->items[i], field->type, row[field->slot]))
            return false;
    }
    return true;
}

static bool list_matches(const struct datum *datum, struct type element, struct list list)
{
    for (uint32_t i = 0; i < datum->count && list.count == datum->count; i++) {
        const union value *at = list_at(list, i);
        union value item = element.kind == TYPE_RECORD ? (union value){ .row = at } : *at;
        if (!datum_matches(datum->items[i], element, item))
            return false;
    }
    return list.count == datum->count;
}

bool datum_matches(const struct datum *datum, struct type type, union value value)
{
    switch (type.kind) {
    case TYPE_LIST:
        return list_matches(datum, *type.element, value.list);
    case TYPE_RECORD:
        return datum->absent ? !value.row : value.row && row_matches(datum, type.record, value.row);
    case TYPE_TEXT:
        return datum->absent ? !value.text.at
                             : value.text.at && text_equal(value.text, datum->value.text);
    case TYPE_DECIMAL:
        return value.decimal == (datum->absent ? DECIMAL_ABSENT : datum->value.decimal);
    case TYPE_PERIOD:
        return datum->absent ? value.period.months == PERIOD_ABSENT
                             : value.period.months == datum->value.period.months &&
                                   value.period.days == datum->value.period.days;
    default:
        return value.integer == (datum->absent ? INTEGER_ABSENT : datum->value.integer);
    }
}
