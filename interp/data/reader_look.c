/* reader_look.c - a field that is not the expected one, or not laid out as it was: find it, and
 * expect it so from now on.  Also where objects end sooner than expected. */
#include "interp/data/cell.h"
#include "interp/data/complaint.h"
#include "interp/data/reader_state.h"

/* An object being read in this way. */
struct look {
    struct reader *reader;
    struct object_plan *plan;
    struct field_plan **order; /* what stands before it has come */
    bool ended;                /* at the object's end, not at a value */
};

/* The first in the shape's order of the fields that must be there and have not come, or NULL. */
static const struct field_plan *first_missed(const struct look *look)
{
    const struct field_plan *first = NULL;
    for (struct field_plan **at = look->order; (*at)->step != STEP_END; at++)
        if (!(*at)->optional && (!first || *at < first))
            first = *at;
    return first;
}

/* May the fields that have not come be absent?  False where one must be there. */
static bool may_end(const struct look *look)
{
    uint32_t unknown = 0;
    for (struct field_plan **at = look->order; (*at)->step != STEP_END; at++) {
        if (!(*at)->optional)
            return false;
        unknown += (*at)->unknown;
    }
    look->plan->obliged = (uint32_t)(look->order - look->plan->order);
    if (look->plan->strange_depth == 0)
        look->reader->unknown -= unknown; /* the end counts all that are remembered */
    return true;
}

/* At the bracket END, which comes sooner than expected. */
static const char *end_early(const struct look *look, const char *end)
{
    if (!may_end(look)) {
        json_fail(&look->reader->json, look->plan->begin, "this required field is missing");
        return reader_within_field(look->reader, look->plan, first_missed(look)->name);
    }
    look->plan->next = &look->plan->order[look->plan->count];
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
                     arena_format(&reader->scratch, "%s has no field %s%s", look->plan->shape->name,
                                  text_shown(&reader->scratch, name), meant));
}

/* Behind the value of an unknown field that cannot be remembered; its KEY is at AT. */
static const char *skip_stranger(const struct look *look, struct text key, const char *at,
                                 const char *behind_key)
{
    struct json *json = &look->reader->json;
    if (look->plan->strangers++ == 0)
        look->plan->first_key = json->keys.count;
    json_keys_add(json, key, at);
    look->reader->unknown += look->plan->strange_depth == 0;
    at = json_colon(json, behind_key);
    if (!at)
        return NULL;
    const char *behind = json_skip(json, at);
    if (behind && !json_inside(json, behind)) /* as where it is remembered */
        behind = reader_cut_off(look->reader, at);
    return behind ? behind : reader_within_field(look->reader, look->plan, key);
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
    if (!found->field && reader->strict && look->plan->strange_depth == 0)
        return has_no_field(look, found->key, key);
    if (!found->field) {
        found->field = plan_learn(look->plan, found->key, look->order, &reader->memory);
        return at;
    }
    uint32_t place = (uint32_t)(look->order - look->plan->order);
    if (found->field->place < place)
        return json_fail(json, key,
                         arena_format(&reader->scratch, "the key %s stands twice in one object",
                                      text_shown(&reader->scratch, found->key)));
    if (found->field->place > place)
        plan_move(look->plan, found->field, place);
    return at;
}

/* At the value of the field that is then next in the order, or at the object's end. */
static const char *to_value(struct look *look, const char *at)
{
    struct json *json = &look->reader->json;
    for (;;) {
        const char *from = at;
        struct found found;
        at = to_key(look, at);
        look->ended = at && *at == '}';
        if (!at || look->ended)
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
        if (found.field->unknown)
            plan_learn_value(look->plan, found.field, at, &look->reader->memory);
        char opener = plan_opener(found.field);
        if (!opener || *at == opener)
            plan_lead(found.field, from, (size_t)(at - from) + (opener ? 1 : 0));
        return at;
    }
}

enum { AHEAD = 8 /* fields of the order that are looked through for the one that has come */ };

/* The field whose lead is at AT, where those before it do not come: then it is next in the order.
 */
static bool come_ahead(const struct look *look, const char *at)
{
    struct field_plan **end = look->plan->order + look->plan->count;
    bool at_key = *at == ',' || *at == '{';
    for (struct field_plan **from = look->order + 1;
         at_key && from < end && from - look->order <= AHEAD; from++) {
        const struct field_plan *field = *from;
        if (field->step < STEP_LOOK && block_same(at, &field->lead) &&
            json_inside(&look->reader->json, at + field->advance)) {
            plan_move(look->plan, field, (uint32_t)(look->order - look->plan->order));
            return true;
        }
    }
    return false;
}

/* Whether FIELD's lead is at AT, but for the value's first byte: the value is null, most likely. */
static bool is_lead_of_another(const struct json *json, const struct field_plan *field,
                               const char *at)
{
    return field->step < STEP_LOOK && field->advance < field->lead.length &&
           json_inside(json, at + field->advance) && (unsigned char)at[field->advance] > ' ' &&
           memcmp(at, field->lead.bytes, field->advance) == 0;
}

const char *reader_look(struct reader *reader, struct object_plan *plan, struct field_plan **order,
                        union value *row, const char *at)
{
    struct look look = { reader, plan, order, false };
    if (*at == '}' && json_inside(&reader->json, at))
        return end_early(&look, at);
    if (is_lead_of_another(&reader->json, *order, at) || come_ahead(&look, at)) {
        at += (*order)->advance;
    } else {
        at = to_value(&look, at);
        if (!at)
            return NULL;
        if (look.ended)
            return end_early(&look, at);
    }
    plan->next = order + 1;
    const struct field_plan *field = *order;
    union value *value = (union value *)(void *)((char *)row + field->offset);
    const char *behind = reader->path->value(reader, field, value, at);
    if (behind && !json_inside(&reader->json, behind))
        behind = reader_cut_off(reader, at);
    return behind ? behind : reader_within_field(reader, plan, field->name);
}

const char *reader_past_end(struct reader *reader, struct object_plan *plan, union value *row)
{
    const char *at = plan->begin;
    struct field_plan **order = plan->order;
    if (plan->strangers > 0)
        reader->json.keys.count = plan->first_key;
    plan->strangers = 0;
    while (at && (*order)->step != STEP_END) {
        at = reader_look(reader, plan, order, row, at);
        order = plan->next;
    }
    return json_fail(&reader->json, reader->json.end, "the text ends too early");
}
