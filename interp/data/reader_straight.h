/* reader_straight.h - the straight way from JSON to slots, where everything is as it was last time.
 *
 * Not a header for many: it is included once by each file that compiles it for an instruction set,
 * and defines what that file puts into its struct reader_path.  Before each value stands the lead
 * that was learned ("comma, key, colon, quote"); one comparison finds it there again, and the value
 * is decoded where it stands.  Whatever is not so is left to reader_look and its likes. */
#ifndef CERTPOL_DATA_READER_STRAIGHT_H
#define CERTPOL_DATA_READER_STRAIGHT_H

#include "interp/data/fast_time.h"
#include "interp/data/reader_state.h"
#include "interp/data/utf8_block.h"

/* Inlining makes one loop of it all; the compilers' own judgement costs a third of the speed. */
#define STRAIGHT static inline __attribute__((always_inline))
#define ASIDE static __attribute__((noinline))

static inline bool usual(bool condition)
{
    return __builtin_expect(condition, true);
}

/* All of the below are given AT, where a text's quote or a list's or record's bracket is known to
 * be; other values may have blanks before them.  They return the place behind the value, which may
 * be past the end of the text, or NULL. */

/* A text that is not plain, or longer than BLOCK_BYTES. */
ASIDE const char *read_other_text(struct reader *reader, const struct field_plan *field,
                                  union value *value, const char *at)
{
    const char *end = utf8_string_end(at + 1, reader->json.end);
    if (!end)
        return reader_text_slow(reader, field, value, at);
    value->text = (struct text){ at + 1, (uint32_t)(end - at - 1) };
    return end + 1;
}

STRAIGHT const char *read_text(struct reader *reader, const struct field_plan *field,
                               union value *value, const char *at)
{
    const char *end = at + 1 + block_plain(at + 1);
    if (!usual(*end == '"'))
        return read_other_text(reader, field, value, at);
    value->text.at = at + 1;
    value->text.length = (uint32_t)(end - at - 1);
    return end + 1;
}

STRAIGHT bool in_range(const struct field_plan *field, int64_t number)
{
    return (uint64_t)number - (uint64_t)field->low <= field->span;
}

STRAIGHT const char *read_date(struct reader *reader, const struct field_plan *field,
                               union value *value, const char *at)
{
    int64_t date;
    if (!usual(fast_date(reader->calendar, at, &date) && in_range(field, date)))
        return reader_plain_slow(reader, field, value, at);
    value->integer = date;
    return at + FAST_DATE_BYTES;
}

STRAIGHT const char *read_instant(struct reader *reader, const struct field_plan *field,
                                  union value *value, const char *at)
{
    int64_t instant;
    if (!usual(fast_instant(reader->calendar, at, &instant) && in_range(field, instant)))
        return reader_plain_slow(reader, field, value, at);
    value->integer = instant;
    return at + FAST_INSTANT_BYTES;
}

STRAIGHT const char *read_member(struct reader *reader, const struct field_plan *field,
                                 union value *value, const char *at)
{
    const struct member_entry *entry = member_find(field->members, at + 1);
    if (!usual(entry->member >= 0))
        return reader_plain_slow(reader, field, value, at);
    value->integer = entry->member;
    return at + 1 + entry->key.length;
}

STRAIGHT const char *read_bool(struct reader *reader, const struct field_plan *field,
                               union value *value, const char *at)
{
    uint64_t word = word_load(at);
    bool is_true = (uint32_t)word == 0x65757274;                     /* "true" */
    bool is_false = (word & 0xffffffffff) == UINT64_C(0x65736c6166); /* "false" */
    if (!usual(is_true | is_false))
        return reader_other_value(reader, field, value, at);
    value->integer = is_true;
    return at + 5 - is_true;
}

/* Up to eighteen digits, without a fraction or an exponent. */
ASIDE const char *read_integer(struct reader *reader, const struct field_plan *field,
                               union value *value, const char *at)
{
    const char *from = *at == '-' ? at + 1 : at, *digit = from;
    int64_t number = 0;
    for (; *digit >= '0' && *digit <= '9' && digit - from < 18; digit++)
        number = 10 * number + (*digit - '0');
    bool more = (*digit >= '0' && *digit <= '9') || *digit == '.' || (*digit | ' ') == 'e';
    bool leading_zero = *from == '0' && digit > from + 1;
    number = from > at ? -number : number;
    if (digit == from || more || leading_zero || !in_range(field, number))
        return reader_plain_slow(reader, field, value, at);
    value->integer = number;
    return digit;
}

ASIDE const char *read_list(struct reader *reader, const struct field_plan *field,
                            union value *value, const char *at);
ASIDE const char *read_record(struct reader *reader, const struct field_plan *field,
                              union value *value, const char *at);

/* A value that nobody knows, behind blanks. */
ASIDE const char *skip_value(struct reader *reader, const char *at)
{
    if (!json_inside(&reader->json, at))
        return at;
    at = json_blanks(&reader->json, at);
    return at ? json_skip(&reader->json, at) : NULL;
}

ASIDE const char *skip_object(struct reader *reader, const struct field_plan *field,
                              const char *at);
ASIDE const char *skip_list(struct reader *reader, const struct field_plan *field, const char *at);

/* The value of FIELD at AT, for a STEP that has one. */
STRAIGHT const char *read_step(struct reader *reader, const struct field_plan *field,
                               union value *value, const char *at)
{
    switch (field->value) {
    case STEP_TEXT:
        return read_text(reader, field, value, at);
    case STEP_INTEGER:
        return read_integer(reader, field, value, at);
    case STEP_BOOL:
        return read_bool(reader, field, value, at);
    case STEP_DATE:
        return read_date(reader, field, value, at);
    case STEP_INSTANT:
        return read_instant(reader, field, value, at);
    case STEP_ENUM:
        return read_member(reader, field, value, at);
    case STEP_RECORD:
        return read_record(reader, field, value, at);
    case STEP_LIST:
        return read_list(reader, field, value, at);
    case STEP_PLAIN:
        return reader_plain_slow(reader, field, value, at);
    case STEP_SKIP_OBJECT:
        return skip_object(reader, field, at);
    case STEP_SKIP_LIST:
        return skip_list(reader, field, at);
    case STEP_SKIP_TEXT:
    case STEP_SKIP:
    case STEP_LOOK:
    case STEP_END:
        break;
    }
    return skip_value(reader, at);
}

/* The value of FIELD at AT, whatever it may begin with. */
ASIDE const char *read_value(struct reader *reader, const struct field_plan *field,
                             union value *value, const char *at)
{
    char opener = plan_opener(field);
    if (opener && *at != opener)
        return field->unknown ? skip_value(reader, at)
                              : reader_other_value(reader, field, value, at);
    return read_step(reader, field, value, at);
}

STRAIGHT union value *slot_of(const struct field_plan *field, union value *row)
{
    return (union value *)(void *)((char *)row + field->offset);
}

/* May PLAN's object end where FIELD was expected?  Where unknown fields are remembered, those that
 * have not come would have to be counted. */
STRAIGHT bool may_end_before(const struct object_plan *plan, const struct field_plan *field)
{
    return field->place >= plan->obliged && !plan->learned;
}

/* The object whose bracket is at AT, within the text.  Places past the end are looked at only
 * behind each value: what was read there is read again, with care, for the complaint. */
STRAIGHT const char *read_fields(struct reader *reader, struct object_plan *plan, union value *row,
                                 const char *at)
{
    struct field_plan **order = plan->order;
    plan->strangers = 0;
    plan->begin = at;
    if (plan->blank)
        memcpy(row, plan->blank, plan->stride * sizeof *row);
    for (;;) {
        const struct field_plan *field = *order++;
        union value *value = slot_of(field, row);
        bool same = block_same(at, &field->lead);
        at += field->advance;
        switch (usual(same) ? field->step : STEP_LOOK) {
        case STEP_TEXT:
            at = read_text(reader, field, value, at);
            break;
        case STEP_INTEGER:
            at = read_integer(reader, field, value, at);
            break;
        case STEP_BOOL:
            at = read_bool(reader, field, value, at);
            break;
        case STEP_DATE:
            at = read_date(reader, field, value, at);
            break;
        case STEP_INSTANT:
            at = read_instant(reader, field, value, at);
            break;
        case STEP_ENUM:
            at = read_member(reader, field, value, at);
            break;
        case STEP_RECORD:
            at = read_record(reader, field, value, at);
            break;
        case STEP_LIST:
            at = read_list(reader, field, value, at);
            break;
        case STEP_PLAIN:
            at = reader_plain_slow(reader, field, value, at);
            break;
        case STEP_SKIP:
            at = skip_value(reader, at);
            break;
        case STEP_SKIP_TEXT:
            at = read_text(reader, field, &reader->nowhere, at);
            break;
        case STEP_SKIP_OBJECT:
            at = skip_object(reader, field, at);
            break;
        case STEP_SKIP_LIST:
            at = skip_list(reader, field, at);
            break;
        case STEP_LOOK:
            at -= field->advance;
            if (*at == '}' && may_end_before(plan, field))
                return plan->strangers ? reader_close_strangers(reader, plan, at + 1) : at + 1;
            at = reader_look(reader, plan, order - 1, row, at);
            if (!at)
                return NULL;
            order = plan->next;
            break;
        case STEP_END:
            reader->unknown += plan->counted;
            return plan->strangers ? reader_close_strangers(reader, plan, at) : at;
        default:
            __builtin_unreachable();
        }
        if (!usual(at != NULL))
            return reader_within_field(reader, plan, order[-1]->name);
        if (!usual(json_inside(&reader->json, at)))
            return reader_past_end(reader, plan, row);
    }
}

/* The same by a call of its own. */
ASIDE const char *read_object(struct reader *reader, struct object_plan *plan, union value *row,
                              const char *at)
{
    return read_fields(reader, plan, row, at);
}

ASIDE const char *read_record(struct reader *reader, const struct field_plan *field,
                              union value *value, const char *at)
{
    if (!json_inside(&reader->json, at))
        return at;
    struct rows *rows = &reader->rows[field->record->level];
    value->row = rows_take(rows, field->stride);
    return read_fields(reader, field->record, rows->at - field->stride, at);
}

ASIDE const char *skip_object(struct reader *reader, const struct field_plan *field, const char *at)
{
    if (!json_inside(&reader->json, at))
        return at;
    return read_fields(reader, field->record, &reader->nowhere, at);
}

/* An element of FIELD's list at AT that is a plain value, or is none. */
ASIDE const char *read_plain_element(struct reader *reader, const struct field_plan *field,
                                     union value *value, const char *at)
{
    if (!field->element)
        return json_expected(&reader->json, at, "an object");
    const char *behind = read_value(reader, field->element, value, at);
    bool inside = !behind || json_inside(&reader->json, behind);
    return inside ? behind : reader_cut_off(reader, at);
}

/* An element of FIELD's list at AT. */
STRAIGHT const char *read_element(struct reader *reader, const struct field_plan *field,
                                  union value *row, const char *at)
{
    if (usual(field->record && *at == '{'))
        return read_fields(reader, field->record, row, at);
    return read_plain_element(reader, field, row, at);
}

/* Behind the comma at AT, or at the closing bracket, with blanks around it. */
ASIDE const char *next_element(struct json *json, const char *at)
{
    at = json_blanks(json, at);
    if (!at || *at == ']')
        return at;
    if (*at != ',')
        return json_expected(json, at, "',' or ']'");
    at = json_blanks(json, at + 1);
    return at && *at == ']' ? json_expected(json, at, "a value") : at;
}

/* From behind an element to the next one, or to the closing bracket. */
STRAIGHT const char *behind_element(struct reader *reader, const char *at)
{
    if (!usual(json_inside(&reader->json, at)))
        return reader_cut_off(reader, at);
    if (usual(*at == ']'))
        return at;
    if (usual(*at == ',' && (unsigned char)at[1] > ' ' && at[1] != ']'))
        return at + 1;
    return next_element(&reader->json, at);
}

/* A list, each of whose elements was an object last time. */
ASIDE const char *skip_list(struct reader *reader, const struct field_plan *field, const char *at)
{
    if (!json_inside(&reader->json, at))
        return at;
    at = json_blanks(&reader->json, at + 1);
    while (at && *at != ']') {
        at = usual(*at == '{') ? read_fields(reader, field->record, &reader->nowhere, at)
                               : json_skip(&reader->json, at);
        at = usual(at != NULL) ? behind_element(reader, at) : NULL;
    }
    return at ? at + 1 : NULL;
}

/* A list whose elements are being read: the last thing in ROWS, and it may move. */
struct open_list {
    struct rows *rows;
    union value *start;
    uint32_t count;
};

/* A place for the next element's row. */
STRAIGHT union value *new_row(struct open_list *list, uint32_t stride)
{
    struct rows *rows = list->rows;
    if (!usual((size_t)(rows->end - rows->at) >= stride))
        list->start = rows_extend(rows, list->start, (size_t)(rows->at - list->start), stride);
    rows->at += stride;
    return rows->at - stride;
}

/* Behind the elements, of which AT is at the first, or at the bracket that ends them: at that. */
STRAIGHT const char *read_elements(struct reader *reader, const struct field_plan *field,
                                   struct open_list *list, const char *at)
{
    while (at && *at != ']') {
        if (!usual(list->count < field->up_to))
            return reader_too_long(reader, field, at);
        at = read_element(reader, field, new_row(list, field->stride), at);
        if (!usual(at != NULL))
            return reader_within_element(reader, list->count);
        list->count++;
        at = behind_element(reader, at);
    }
    return at;
}

ASIDE const char *read_list(struct reader *reader, const struct field_plan *field,
                            union value *value, const char *at)
{
    if (!json_inside(&reader->json, at))
        return at;
    struct rows *rows = &reader->rows[field->level];
    struct open_list list = { rows, rows->at, 0 };
    const char *from = at;
    at = read_elements(reader, field, &list, json_blanks(&reader->json, at + 1));
    if (!at)
        return NULL;
    value->list.at = list.start;
    value->list.count = list.count;
    value->list.stride = field->stride;
    if (field->keyed && list.count > 1 && !reader_check_keys(reader, field, value->list, from))
        return NULL;
    if (!field->used)
        rows->at = list.start;
    return at + 1;
}

#endif
