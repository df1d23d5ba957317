/* look_text.c - the texts of looks: what the policy says, and what values are. */
#include "interp/explain/look.h"

struct certpol_text look_keep(struct looking *looking)
{
    struct buffer *scratch = &looking->scratch;
    struct certpol_text kept = { arena_copy(looking->arena, scratch->at, scratch->length),
                                 scratch->length };
    scratch->length = 0;
    return kept;
}

/* The end of the comment or the blanks at AT; AT where there are none. */
static const char *skip_blanks(const char *at, const char *end)
{
    for (;;) {
        while (at < end && strchr(" \t\r\n", *at) && *at)
            at++;
        if (at == end || *at != '#')
            return at;
        while (at < end && *at != '\n')
            at++;
    }
}

/* The end of the text literal that begins at AT. */
static const char *skip_literal(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++)
        if (*at == '\\' && at + 1 < end)
            at++;
    return at < end ? at + 1 : at;
}

const char *policy_text(struct looking *looking, struct span span)
{
    const char *at = sources_text(looking->sources, span), *end = at + (span.end - span.start);
    while (at < end) {
        const char *next = skip_blanks(at, end);
        if (next > at) {
            if (looking->scratch.length && next < end)
                buffer_add(&looking->scratch, " ", 1);
        } else {
            next = *at == '"' ? skip_literal(at, end) : at + 1;
            buffer_add(&looking->scratch, at, (size_t)(next - at));
        }
        at = next;
    }
    return look_keep(looking).at;
}

static void spell_outcome(struct buffer *out, const struct outcome *outcome, const union value *row)
{
    const struct outcome_case *given = &outcome->cases[row[OUTCOME_CASE].integer];
    buffer_string(out, given->name);
    for (uint32_t i = 0; i < given->count; i++) {
        buffer_string(out, i ? ", " : "(");
        buffer_string(out, given->payload[i].name);
        buffer_string(out, ": ");
        spell_value(out, FORM_LINES, &given->payload[i].type, row[given->payload[i].slot]);
    }
    buffer_string(out, given->count ? ")" : "");
}

struct certpol_text outcome_text(struct looking *looking, const struct outcome *outcome,
                                 const union value *row)
{
    spell_outcome(&looking->scratch, outcome, row);
    return look_keep(looking);
}

/* An element, as a reader tells it from others: by its key, or its number. */
const char *look_element_text(struct looking *looking, const struct sight *element)
{
    const struct type *type = element->node->first->type.element;
    if (type->kind == TYPE_RECORD && type->record->key_count)
        spell_key(&looking->scratch, type->record, element->value.row);
    else if (type->kind == TYPE_RECORD || type->kind == TYPE_OUTCOME)
        buffer_format(&looking->scratch, "#%u", element->count + 1);
    else
        spell_value(&looking->scratch, FORM_PLAIN, type, element->value);
    return look_keep(looking).at;
}

/* ---- values ---- */

static void spell_item(struct buffer *out, const struct type *type, union value value)
{
    if (type->kind == TYPE_OUTCOME)
        spell_outcome(out, type->outcome, value.row);
    else
        spell_value(out, FORM_JSON, type, value);
}

static void spell_items(struct looking *looking, const struct sight *sight)
{
    struct buffer *out = &looking->scratch;
    buffer_add(out, "[", 1);
    for (uint32_t i = 0; i < sight->item_count; i++) {
        buffer_string(out, i ? "," : "");
        spell_item(out, sight->node->type.element, sight->items[i]);
    }
    buffer_string(out, sight->value.list.count > sight->item_count ? ",..." : "");
    buffer_add(out, "]", 1);
}

static bool is_one_integer(enum type_kind kind)
{
    return kind == TYPE_INTEGER || kind == TYPE_BOOL || kind == TYPE_DATE || kind == TYPE_INSTANT ||
           kind == TYPE_DURATION || kind == TYPE_ENUM;
}

struct certpol_value look_value_of(struct looking *looking, const struct sight *sight)
{
    const struct type *type = &sight->node->type;
    struct certpol_value value = { .type = public_type(type->kind),
                                   .absent = value_is_absent(type, sight->value) };
    if (type->kind == TYPE_LIST)
        spell_items(looking, sight);
    else if (type->kind == TYPE_OUTCOME && !value.absent)
        spell_outcome(&looking->scratch, type->outcome, sight->value.row);
    else
        spell_value(&looking->scratch, FORM_PLAIN, type, sight->value);
    if (!value.absent && is_one_integer(type->kind))
        value.number = sight->value.integer;
    value.text = look_keep(looking);
    return value;
}
