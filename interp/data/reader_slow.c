/* reader_slow.c - what the straight way of reader_json.c leaves aside: rare forms, and all
 * complaints. */
#include "interp/data/cell.h"
#include "interp/data/complaint.h"
#include "interp/data/reader_state.h"

/* What has to stand in JSON for a value of KIND. */
static const char *form_expected(enum shape_kind kind)
{
    static const char *const forms[] = {
        [SHAPE_TEXT] = "a text",
        [SHAPE_INTEGER] = "a whole number",
        [SHAPE_DECIMAL] = "a number",
        [SHAPE_BOOL] = "true or false",
        [SHAPE_DATE] = "a date as text",
        [SHAPE_INSTANT] = "an instant as text",
        [SHAPE_PERIOD] = "a period as text",
        [SHAPE_DURATION] = "a duration as text",
        [SHAPE_ENUM] = "a member as text",
        [SHAPE_RECORD] = "an object",
        [SHAPE_LIST] = "a list",
    };
    return forms[kind];
}

const char *reader_other_value(struct reader *reader, const struct field_plan *field,
                               union value *value, const char *at)
{
    struct json *json = &reader->json;
    if (!json_inside(json, at))
        return at;
    const char *behind_blanks = json_blanks(json, at);
    if (behind_blanks != at)
        return behind_blanks ? reader->path->value(reader, field, value, behind_blanks) : NULL;
    if (json->end - at < 4 || memcmp(at, "null", 4) != 0)
        return json_expected(json, at, form_expected(field->field->kind));
    if (!field->optional)
        return json_fail(json, at,
                         arena_format(&reader->scratch, "null, but %s must be there",
                                      form_expected(field->field->kind)));
    cell_absent(field->field, value);
    return at + 4;
}

static const char *read_number_slow(struct reader *reader, const char *at, struct text *text)
{
    return json_number(&reader->json, at, text);
}

static const char *read_string_slow(struct reader *reader, const char *at, struct text *text)
{
    struct json_string string;
    at = json_text(&reader->json, at, &string);
    if (at)
        *text = string.escaped ? json_unescape(&reader->json, string.raw) : string.raw;
    return at;
}

const char *reader_text_slow(struct reader *reader, const struct field_plan *field,
                             union value *value, const char *at)
{
    struct json_string string;
    if (!json_inside(&reader->json, at))
        return at;
    at = json_text_slow(&reader->json, at, &string);
    if (!at)
        return NULL;
    bool escaped = string.escaped && field->used;
    value->text = escaped ? json_unescape(&reader->json, string.raw) : string.raw;
    return at;
}

const char *reader_plain_slow(struct reader *reader, const struct field_plan *field,
                              union value *value, const char *at)
{
    if (!json_inside(&reader->json, at))
        return at;
    enum shape_kind kind = field->field->kind;
    bool number = kind == SHAPE_INTEGER || kind == SHAPE_DECIMAL;
    bool begins = number ? *at == '-' || (*at >= '0' && *at <= '9') : *at == '"';
    if (!begins)
        return reader_other_value(reader, field, value, at);
    struct text text;
    const char *behind =
        number ? read_number_slow(reader, at, &text) : read_string_slow(reader, at, &text);
    if (!behind)
        return NULL;
    const char *complaint = cell_decode(field->field, text, value, &reader->scratch);
    return complaint ? json_fail(&reader->json, at, complaint) : behind;
}

const char *reader_meant(struct reader *reader, const struct object_plan *plan, struct text name)
{
    uint32_t count = plan->shape->field_count;
    struct text *names = arena_array(&reader->scratch, struct text, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = plan->fields[i].name;
    uint32_t meant = text_closest(name, names, count);
    if (meant == count)
        return "";
    return arena_format(&reader->scratch, "; did you mean %s?",
                        text_shown(&reader->scratch, names[meant]));
}

const char *reader_too_long(struct reader *reader, const struct field_plan *field, const char *at)
{
    return json_fail(&reader->json, at,
                     arena_format(&reader->scratch,
                                  "more than %u element%s, the most that `%.*s` may have",
                                  field->up_to, field->up_to == 1 ? "" : "s",
                                  (int)field->name.length, field->name.at));
}

const char *reader_cut_off(struct reader *reader, const char *at)
{
    struct json *json = &reader->json;
    struct json_string string;
    if (json_inside(json, at) && *at == '"' && !json_text_slow(json, at, &string))
        return NULL;
    return json_fail(json, json->end, "the text ends too early");
}
