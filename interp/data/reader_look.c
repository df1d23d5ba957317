/* reader_look.c - a field that is not the expected one, or not laid out as it was: find it, and expect it so
 * from now on.  Also where objects end sooner than expected. */
#include "interp/data/cell.h"
#include "interp/data/complaint.h"
#include "interp/data/reader_state.h"

/* An object being read in this way. */
struct look {
    struct reader *reader;
    struct object_plan *plan;
    struct field_plan **order; /* what stands before it has come */
    union value *row;
};

/* Makes the fields absent that have not come; the end's place, or NULL where one must be there. */
static const char *fill_missing(const struct look *look, const char *end)
{
    struct object_plan *plan = look->plan;
    plan->next = &plan->order[plan->count];
    for (struct field_plan **at = look->order; at < plan->next; at++) {
        const struct field_plan *field = *at;
        if (!field->optional) {
            json_fail(&look->reader->json, plan->begin, "this required field is missing");
            return reader_within_field(look->reader, field->name);
        }
        if (field->used && !field->unknown)
            cell_absent(field->field, &look->row[field->field->slot]);
    }
    return end;
}

/* Behind the bracket or comma at AT and blanks: at a key, or at the object's end. */
static const char *to_key(const struct look *look, const char *at)
{
    struct json *json = &look->reader->json;
    bool first = at == look->plan->begin;
    at = json_blanks(json, at);
    if (!at || (!first && *at == '}'))
        return at;
    if (!first && *at != ',')
        return json_expected(json, at, "',' or '}'");
    at = json_blanks(json, at + 1);
    if (at && *at != '"' && !(first && *at == '}'))
        return json_expected(json, at, "a field's name in quotes");
    return at;
}

static const char *has_no_field(const struct look *look, struct text name, const char *at)
{
    struct reader *reader = look->reader;
    const char *meant = reader_meant(reader, look->plan, name);
    return json_fail(&reader->json, at,
                     arena_format(&reader->scratch, "%s has no field %s%s",
                                  look->plan->shape->name, text_shown(&reader->scratch, name),
                                  meant));
}

/* Behind the value of an unknown field that cannot be remembered; its KEY is at AT. */
static const char *skip_stranger(const struct look *look, struct text key, const char *at,
                                 const char *behind_key)
{
    struct json *json = &look->reader->json;
    if (look->plan->strangers++ == 0)
        look->plan->first_key = json->keys.count;
    json_keys_add(json, key, at);
    look->reader->unknown++;
    at = json_colon(json, behind_key);
    at = at ? json_skip(json, at) : NULL;
    return at ? at : reader_within_field(look->reader, key);
}

const char *reader_close_strangers(struct reader *reader, const struct object_plan *plan,
                                   const char *at)
{
    return json_keys_close(&reader->json, plan->first_key) ? at : NULL;
}

/* What was found where a field's name was. */
struct found {
    struct field_plan *field; /* NULL: a stranger, KEY is its name */
    struct text key;
};

/* Behind the key at AT.  The field, if there is one to be read now, is then next in the order. */
static const char *find_field(const struct look *look, const char *at, struct found *found)
{
    struct reader *reader = look->reader;
    struct json *json = &reader->json;
    struct json_string string;
    const char *key = at;
    at = json_text(json, at, &string);
    if (!at)
        return NULL;
    found->key = string.escaped ? json_unescape(json, string.raw) : string.raw;
    found->field = plan_find(look->plan, found->key);
    if (!found->field && reader->strict)
        return has_no_field(look, found->key, key);
    if (!found->field) {
        found->field = plan_learn(look->plan, found->key, look->order, &reader->plans);
        return at;
    }
    uint32_t place = (uint32_t)(look->order - look->plan->order);
    if (found->field->place < place)
        return json_fail(json, key,
                         arena_format(&reader->scratch, "the key %s stands twice in one object",
                                      text_shown(&reader->scratch, found->key)));
    if (found->field->place > place)
        plan_move(look->plan, found->field, look->order);
    return at;
}

/* At the value of the field that is then next in the order, or at the object's end. */
static const char *to_value(const struct look *look, const char *at)
{
    struct json *json = &look->reader->json;
    for (;;) {
        const char *from = at;
        struct found found;
        at = to_key(look, at);
        if (!at || *at == '}')
            return at;
        const char *key = at;
        at = find_field(look, at, &found);
        if (!at)
            return NULL;
        if (!found.field) {
            at = skip_stranger(look, found.key, key, at);
            if (!at)
                return NULL;
            continue;
        }
        at = json_colon(json, at);
        if (!at)
            return NULL;
        char opener = plan_opener(found.field);
        if (!opener || *at == opener)
            plan_lead(found.field, from, (size_t)(at - from) + (opener ? 1 : 0));
        return at;
    }
}

/* Whether FIELD's lead is at AT, but for the value's first byte: the value is null, most likely. */
static bool is_lead_of_another(const struct field_plan *field, const char *at)
{
    return field->step < STEP_LOOK && field->advance < field->lead.length &&
           memcmp(at, field->lead.bytes, field->advance) == 0;
}

const char *reader_look(struct reader *reader, struct object_plan *plan, struct field_plan **order,
                        union value *row, const char *at)
{
    struct look look = { reader, plan, order, row };
    if (is_lead_of_another(*order, at)) {
        at += (*order)->advance;
    } else {
        at = to_value(&look, at);
        if (!at)
            return NULL;
        if (*at == '}')
            return fill_missing(&look, at);
    }
    plan->next = order + 1;
    const struct field_plan *field = *order;
    union value *value = (union value *)(void *)((char *)row + field->offset);
    at = reader->path->value(reader, field, value, at);
    return at ? at : reader_within_field(reader, field->name);
}
