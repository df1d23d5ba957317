/* reader_keys.c - no two elements of a keyed list may have the same key. */
#include "interp/data/cell.h"
#include "interp/data/complaint.h"
#include "interp/data/reader_state.h"
#include "interp/value/calendar.h"
#include "interp/value/decimal.h"

enum { FEW_ELEMENTS = 8 };

/* A list and the fields that make up its elements' key. */
struct keyed_list {
    struct list list;
    const struct shape *shape;
};

static const struct shape_field *key_field(const struct shape *shape, uint32_t index)
{
    return &shape->fields[shape->keys[index]];
}

static bool same_value(enum shape_kind kind, const union value *a, const union value *b)
{
    switch (kind) {
    case SHAPE_TEXT:
        if (!a->text.at || !b->text.at)
            return a->text.at == b->text.at;
        return text_equal(a->text, b->text);
    case SHAPE_DECIMAL:
        return a->decimal == b->decimal;
    case SHAPE_PERIOD:
        return a->period.months == b->period.months && a->period.days == b->period.days;
    default:
        return a->integer == b->integer;
    }
}

static bool same_key(const void *context, uint32_t a, uint32_t b)
{
    const struct keyed_list *keyed = context;
    const union value *first = list_at(keyed->list, a), *second = list_at(keyed->list, b);
    for (uint32_t i = 0; i < keyed->shape->key_count; i++) {
        const struct shape_field *field = key_field(keyed->shape, i);
        if (!same_value(field->kind, &first[field->slot], &second[field->slot]))
            return false;
    }
    return true;
}

static uint64_t hash_value(uint64_t hash, enum shape_kind kind, const union value *value)
{
    switch (kind) {
    case SHAPE_TEXT:
        return duplicates_hash(hash, value->text);
    case SHAPE_DECIMAL:
        hash = duplicates_number(hash, (uint64_t)(value->decimal >> 64));
        return duplicates_number(hash, (uint64_t)value->decimal);
    case SHAPE_PERIOD:
        hash = duplicates_number(hash, (uint32_t)value->period.months);
        return duplicates_number(hash, (uint32_t)value->period.days);
    default:
        return duplicates_number(hash, (uint64_t)value->integer);
    }
}

static uint64_t hash_key(uint64_t hash, const struct shape *shape, const union value *row)
{
    for (uint32_t i = 0; i < shape->key_count; i++) {
        const struct shape_field *field = key_field(shape, i);
        hash = hash_value(hash, field->kind, &row[field->slot]);
    }
    return hash;
}

static const char *value_shown(const struct shape_field *field, const union value *value,
                               struct arena *arena)
{
    char out[(int)CALENDAR_TEXT + (int)DECIMAL_TEXT];
    size_t length = 0;
    switch (field->kind) {
    case SHAPE_TEXT:
        return value->text.at ? text_shown(arena, value->text) : "(none)";
    case SHAPE_ENUM:
        return text_shown(arena, field->members[value->integer]);
    case SHAPE_BOOL:
        return value->integer ? "true" : "false";
    case SHAPE_DECIMAL:
        length = decimal_format(value->decimal, DECIMAL_PLACES, out);
        break;
    case SHAPE_DATE:
        length = date_format(value->integer, out);
        break;
    case SHAPE_INSTANT:
        length = instant_format(value->integer, out);
        break;
    case SHAPE_PERIOD:
        length = period_format(value->period, out);
        break;
    case SHAPE_DURATION:
        length = duration_format(value->integer, out);
        break;
    default:
        length = integer_format(value->integer, out);
    }
    return arena_copy(arena, out, length);
}

static const char *key_shown(const struct shape *shape, const union value *row, struct arena *arena)
{
    const char *text = "";
    for (uint32_t i = 0; i < shape->key_count; i++) {
        const struct shape_field *field = key_field(shape, i);
        text = arena_format(arena, "%s%s%s", text, i ? ", " : "",
                            value_shown(field, &row[field->slot], arena));
    }
    return text;
}

/* Where element INDEX of the list at AT begins; the list has been read before, so nothing fails. */
static const char *find_element(struct json *json, const char *at, uint32_t index)
{
    at = json_blanks(json, at + 1);
    for (uint32_t i = 0; i < index; i++) {
        at = json_blanks(json, json_skip(json, at));
        at = json_blanks(json, at + 1);
    }
    return at;
}

/* The first eight bytes of a key, zeros behind it.  Eight may be read: it is in the text or was
 * unescaped. */
static uint64_t head_of(struct text key)
{
    uint64_t head = word_load(key.at);
    return key.length < 8 ? head & ((UINT64_C(1) << 8 * key.length) - 1) : head;
}

/* Whether a few elements, whose keys are all there and single texts, have different ones. */
static bool few_texts_differ(struct list list, uint32_t slot)
{
    const union value *keys = (const union value *)list.at + slot;
    for (size_t b = list.stride; b < (size_t)list.count * list.stride; b += list.stride) {
        struct text key = keys[b].text;
        uint64_t head = head_of(key);
        for (size_t a = 0; a < b; a += list.stride) {
            struct text other = keys[a].text;
            bool alike = (key.length == other.length) & (head == head_of(other));
            if (alike && text_equal(key, other))
                return false;
        }
    }
    return true;
}

static bool find_twins(struct reader *reader, const struct keyed_list *keyed,
                       struct duplicates_pair *pair)
{
    struct duplicates *duplicates = &reader->json.duplicates;
    uint64_t *hashes = duplicates_hashes(duplicates, keyed->list.count);
    for (uint32_t i = 0; i < keyed->list.count; i++)
        hashes[i] = hash_key(duplicates->seed, keyed->shape, list_at(keyed->list, i));
    struct duplicates_keys keys = { hashes, keyed->list.count, same_key, keyed };
    return duplicates_find(duplicates, &keys, pair);
}

bool reader_check_keys(struct reader *reader, const struct field_plan *field, struct list list,
                       const char *at)
{
    if (list.count <= FEW_ELEMENTS && field->text_keyed && few_texts_differ(list, field->key_slot))
        return true;
    struct keyed_list keyed = { list, field->record->shape };
    struct duplicates_pair pair;
    if (!find_twins(reader, &keyed, &pair))
        return true;
    const char *key = key_shown(keyed.shape, list_at(list, pair.second), &reader->scratch);
    json_fail(&reader->json, find_element(&reader->json, at, pair.second),
              arena_format(&reader->scratch, "two elements have the key %s", key));
    return false;
}
