/* reader_json.c - JSON to typed slots, led by the plan of what is expected.
 *
 * The way of the expected is straight: a key is compared with the one that came last time, a value is
 * decoded where it stands.  Whatever else there may be is looked at elsewhere, with patience. */
#include "interp/data/fast_time.h"
#include "interp/data/reader_state.h"

static const char *read_object(struct reader *reader, struct object_plan *plan, union value *row,
                               const char *at);

static inline const char *read_text(struct reader *reader, const struct field_plan *field,
                                    union value *value, const char *at)
{
    struct json_string string;
    if (*at != '"')
        return reader_other_value(reader, field, value, at);
    at = json_text(&reader->json, at, &string);
    if (!at)
        return NULL;
    value->text = string.raw;
    if (__builtin_expect(string.escaped, 0) && field->used)
        value->text = json_unescape(&reader->json, string.raw);
    return at;
}

static inline const char *read_date(struct reader *reader, const struct field_plan *field,
                                    union value *value, const char *at)
{
    int64_t date;
    if (*at != '"' || at[FAST_DATE_BYTES + 1] != '"' || !fast_date(at + 1, &date) ||
        date < field->low.integer || date > field->high.integer)
        return reader_plain_slow(reader, field, value, at);
    value->integer = date;
    return at + FAST_DATE_BYTES + 2;
}

static inline const char *read_instant(struct reader *reader, const struct field_plan *field,
                                       union value *value, const char *at)
{
    int64_t instant;
    if (*at != '"' || at[FAST_INSTANT_BYTES + 1] != '"' || !fast_instant(at + 1, &instant) ||
        instant < field->low.integer || instant > field->high.integer)
        return reader_plain_slow(reader, field, value, at);
    value->integer = instant;
    return at + FAST_INSTANT_BYTES + 2;
}

static inline const char *read_member(struct reader *reader, const struct field_plan *field,
                                      union value *value, const char *at)
{
    struct json_string string;
    if (*at != '"')
        return reader_other_value(reader, field, value, at);
    const char *behind = json_text(&reader->json, at, &string);
    if (!behind)
        return NULL;
    int64_t member = string.escaped ? -1 : member_find(field->members, string.raw);
    if (member < 0)
        return reader_plain_slow(reader, field, value, at);
    value->integer = member;
    return behind;
}

static inline const char *read_bool(struct reader *reader, const struct field_plan *field,
                                    union value *value, const char *at)
{
    bool is_true = memcmp(at, "true", 4) == 0;
    if (!is_true && memcmp(at, "false", 5) != 0)
        return reader_other_value(reader, field, value, at);
    value->integer = is_true;
    return at + 5 - is_true;
}

/* Up to eighteen digits, without a fraction or an exponent. */
static inline const char *read_integer(struct reader *reader, const struct field_plan *field,
                                       union value *value, const char *at)
{
    const char *from = *at == '-' ? at + 1 : at, *digit = from;
    int64_t number = 0;
    for (; *digit >= '0' && *digit <= '9' && digit - from < 18; digit++)
        number = 10 * number + (*digit - '0');
    bool plain = digit > from && (*from != '0' || digit == from + 1) && *digit != '.' &&
                 (*digit | ' ') != 'e' && !(*digit >= '0' && *digit <= '9');
    number = from > at ? -number : number;
    if (!plain || number < field->low.integer || number > field->high.integer)
        return reader_plain_slow(reader, field, value, at);
    value->integer = number;
    return digit;
}

static const char *read_record(struct reader *reader, const struct field_plan *field,
                               union value *value, const char *at)
{
    if (*at != '{')
        return reader_other_value(reader, field, value, at);
    struct rows *rows = &reader->rows[field->record->level];
    union value *row = rows_take(rows, field->record->stride);
    value->row = row;
    return read_object(reader, field->record, row, at);
}

static const char *read_list(struct reader *reader, const struct field_plan *field,
                             union value *value, const char *at);

static inline const char *read_value(struct reader *reader, const struct field_plan *field,
                                     union value *value, const char *at)
{
    switch (field->kind) {
    case SHAPE_TEXT:
        return read_text(reader, field, value, at);
    case SHAPE_INTEGER:
        return read_integer(reader, field, value, at);
    case SHAPE_BOOL:
        return read_bool(reader, field, value, at);
    case SHAPE_DATE:
        return read_date(reader, field, value, at);
    case SHAPE_INSTANT:
        return read_instant(reader, field, value, at);
    case SHAPE_ENUM:
        return read_member(reader, field, value, at);
    case SHAPE_RECORD:
        return read_record(reader, field, value, at);
    case SHAPE_LIST:
        return read_list(reader, field, value, at);
    case SHAPE_DECIMAL:
    case SHAPE_PERIOD:
    case SHAPE_DURATION:
        break;
    }
    return reader_plain_slow(reader, field, value, at);
}

static inline const char *read_element(struct reader *reader, const struct field_plan *field,
                                       union value *row, const char *at)
{
    if (!field->record)
        return read_value(reader, field->element, row, at);
    if (*at != '{')
        return json_expected(&reader->json, at, "an object");
    return read_object(reader, field->record, row, at);
}

/* A list whose elements are being read. */
struct open_list {
    struct rows *rows;
    union value *start;
    uint32_t count, stride;
};

/* Behind the closing bracket, the elements from AT on read.  AT is behind the opening one and blanks. */
static const char *read_elements(struct reader *reader, const struct field_plan *field,
                                 struct open_list *list, const char *at)
{
    struct json *json = &reader->json;
    for (;;) {
        if (list->count == field->up_to)
            return reader_too_long(reader, field, at);
        list->start = rows_extend(list->rows, list->start, (size_t)list->count * list->stride,
                                  list->stride);
        at = read_element(reader, field, rows_take(list->rows, list->stride), at);
        if (!at) {
            reader_path_index(reader, list->count);
            return NULL;
        }
        list->count++;
        at = json_blanks(json, at);
        if (at && *at == ']')
            return at + 1;
        if (at && *at != ',')
            return json_expected(json, at, "',' or ']'");
        at = at ? json_blanks(json, at + 1) : NULL;
        if (!at)
            return NULL;
    }
}

static const char *read_list(struct reader *reader, const struct field_plan *field,
                             union value *value, const char *at)
{
    struct json *json = &reader->json;
    const char *from = at;
    if (*at != '[')
        return reader_other_value(reader, field, value, at);
    if (!json_enter(json, at))
        return NULL;
    struct rows *rows = &reader->rows[field->level], before = *rows;
    struct open_list list = { rows, rows->at, 0, field->stride };
    at = json_blanks(json, at + 1);
    if (at)
        at = *at == ']' ? at + 1 : read_elements(reader, field, &list, at);
    value->list = (struct list){ list.start, list.count, list.stride };
    if (!at || !reader_check_keys(reader, field, value->list, from))
        return NULL;
    if (!field->used)
        *rows = before;
    json->depth--;
    return at;
}

/* Behind a key that was not expected at AT, and its colon; FOUND is its field. */
static const char *find_field(struct reader *reader, struct object_plan *plan, const char *at,
                              struct field_plan **found)
{
    struct json *json = &reader->json;
    struct json_string string;
    const char *key = at;
    if (*at != '"')
        return json_expected(json, at, "a field's name in quotes");
    at = json_text(json, at, &string);
    if (!at)
        return NULL;
    struct text name = string.escaped ? json_unescape(json, string.raw) : string.raw;
    *found = plan_find(plan, name);
    if (!*found)
        *found = reader_strange_field(reader, plan, name, key);
    return *found ? json_colon(json, at) : NULL;
}

/* Whether the bytes at AT are FIELD's key and a colon. */
static inline bool is_key(const struct field_plan *field, const char *at)
{
    return field->key_length && memcmp(at, field->key, field->key_length) == 0;
}

/* Behind the value of FIELD. */
static inline const char *read_field(struct reader *reader, struct field_plan *field,
                                     union value *row, const char *at)
{
    union value unused;
    if (__builtin_expect(field->role != FIELD_KNOWN, 0)) {
        reader->unknown++;
        return json_skip(&reader->json, at);
    }
    return read_value(reader, field, field->used ? row + field->slot : &unused, at);
}

/* Behind the comma at AT, at the next key; *CLOSED: behind the bracket that ends the object. */
static inline const char *next_key(struct json *json, const char *at, bool *closed)
{
    at = json_blanks(json, at);
    if (at && *at == ',')
        return json_blanks(json, at + 1);
    if (at && *at != '}')
        return json_expected(json, at, "',' or '}'");
    *closed = true;
    return at;
}

/* The object whose bracket is at AT. */
static const char *read_object(struct reader *reader, struct object_plan *plan, union value *row,
                               const char *at)
{
    struct json *json = &reader->json;
    const char *from = at;
    uint64_t number = plan->number = ++reader->objects;
    uint32_t known = 0, first_key = json->keys.count;
    struct field_plan *last = &plan->first;
    if (!json_enter(json, at))
        return NULL;
    at = json_blanks(json, at + 1);
    bool closed = at && *at == '}';
    while (at && !closed) {
        struct field_plan *field = last->next;
        const char *key = at;
        if (is_key(field, at)) {
            at = json_blanks(json, at + field->key_length);
        } else {
            at = find_field(reader, plan, at, &field);
            last->next = at ? field : last->next;
        }
        if (!at)
            return NULL;
        if (field->seen == number)
            return reader_twice(reader, field, key);
        field->seen = number;
        known += field->role == FIELD_KNOWN;
        at = read_field(reader, field, row, at);
        if (!at) {
            reader_path_field(reader, field->name);
            return NULL;
        }
        at = next_key(json, at, &closed);
        last = field;
    }
    if (!at || (json->keys.count > first_key && !json_keys_close(json, first_key)))
        return NULL;
    if (known < plan->shape->field_count && !reader_fill_missing(reader, plan, row, from))
        return NULL;
    json->depth--;
    return at + 1;
}

const union value *reader_json(struct reader *reader, const char *text, size_t length,
                               struct reject *reject)
{
    struct json *json = &reader->json;
    json_begin(json, text, length);
    const char *at = json_blanks(json, text);
    if (at && *at != '{')
        at = json_expected(json, at, "an object");
    union value *row = rows_take(&reader->rows[reader->plan->level], reader->plan->stride);
    at = at ? read_object(reader, reader->plan, row, at) : NULL;
    if (at && json_finish(json, at))
        return row;
    return reader_reject(reader, reject);
}
