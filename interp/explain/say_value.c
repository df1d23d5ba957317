/* say_value.c - values in the middle of sentences. */
#include "interp/explain/as_text.h"

#include "interp/report/language.h"

/* What stands in BUFFER as a text of the page's; BUFFER is released. */
static struct text keep(struct page *page, struct buffer *buffer)
{
    struct text kept = { arena_copy(&page->words, buffer->at, buffer->length),
                         (uint32_t)buffer->length };
    buffer_free(buffer);
    return kept;
}

struct text page_phrase(struct page *page, enum phrase phrase, const struct text *fills)
{
    struct buffer words = { 0 };
    say(&words, page->language, phrase, fills);
    return keep(page, &words);
}

static const struct policy *policy_of(const struct page *page)
{
    return page->account->told->decided.decision->policy;
}

/* A member is named as the policy names it, so that it is found again in the condition; then as
 * people do. */
static void add_member(struct page *page, struct buffer *out, const struct member *member)
{
    const struct message *message = message_in(member->messages, page->language);
    buffer_string(out, member->name);
    if (!message)
        return;
    buffer_string(out, " (");
    for (uint32_t i = 0; i < message->count; i++)
        if (message->pieces[i].text)
            buffer_string(out, message->pieces[i].text);
    buffer_string(out, ")");
}

static void add_value(struct page *page, struct buffer *out, const struct type *type,
                      union value value);

static void add_outcome(struct page *page, struct buffer *out, const struct outcome *outcome,
                        const union value *row)
{
    const struct outcome_case *given = &outcome->cases[row[OUTCOME_CASE].integer];
    buffer_string(out, given->name);
    for (uint32_t i = 0; i < given->count; i++) {
        buffer_string(out, i ? ", " : "(");
        buffer_string(out, given->payload[i].name);
        buffer_string(out, ": ");
        add_value(page, out, &given->payload[i].type, row[given->payload[i].slot]);
    }
    buffer_string(out, given->count ? ")" : "");
}

static void add_list(struct page *page, struct buffer *out, const struct type *element,
                     struct list list)
{
    for (uint32_t i = 0; i < list.count; i++) {
        const union value *at = list_at(list, i);
        bool is_row = element->kind == TYPE_RECORD || element->kind == TYPE_OUTCOME;
        buffer_string(out, i ? ", " : "");
        add_value(page, out, element, is_row ? (union value){ .row = at } : *at);
    }
    if (!list.count)
        say(out, page->language, PHRASE_EMPTY_LIST, NULL);
}

static void add_value(struct page *page, struct buffer *out, const struct type *type,
                      union value value)
{
    struct saying saying = { page->language, policy_of(page), type, value };
    if (value_is_absent(type, value)) {
        say(out, page->language, PHRASE_NO_VALUE, NULL);
        return;
    }
    switch (type->kind) {
    case TYPE_BOOL:
        say(out, page->language, value.integer ? PHRASE_TRUE : PHRASE_FALSE, NULL);
        break;
    case TYPE_ENUM:
        add_member(page, out, &type->enumeration->members[value.integer]);
        break;
    case TYPE_TEXT:
        spell_text(out, FORM_LINES, value.text);
        break;
    case TYPE_OUTCOME:
        add_outcome(page, out, type->outcome, value.row);
        break;
    case TYPE_LIST:
        add_list(page, out, type->element, value.list);
        break;
    default:
        speech_value(page->speech, out, &saying);
    }
}

/* How many, and the first of them where they can be told apart. */
static void add_kept_list(struct page *page, struct buffer *out, const struct sight *sight)
{
    const struct type *element = sight->node->type.element;
    uint32_t count = sight->value.list.count;
    struct buffer items = { 0 };
    if (!count) {
        say(out, page->language, PHRASE_EMPTY_LIST, NULL);
        return;
    }
    struct text number = text_of(arena_format(&page->words, "%u", count));
    struct text many = page_phrase(page, count == 1 ? PHRASE_ONE : PHRASE_MANY, &number);
    bool nameless = element->kind == TYPE_RECORD && !element->record->key_count;
    if (nameless || sight->node->kind == NODE_TABLE) {
        buffer_text(out, many);
        return;
    }
    for (uint32_t i = 0; i < sight->item_count; i++) {
        buffer_string(&items, i ? ", " : "");
        add_value(page, &items, element, sight->items[i]);
    }
    buffer_string(&items, count > sight->item_count ? ", …" : "");
    say(out, page->language, PHRASE_LIST,
        (struct text[]){ many, { items.at, (uint32_t)items.length } });
    buffer_free(&items);
}

struct text page_value(struct page *page, const struct certpol_look *look)
{
    const struct sight *sight = sight_of(look);
    struct buffer words = { 0 };
    if (sight->node->type.kind == TYPE_LIST)
        add_kept_list(page, &words, sight);
    else
        add_value(page, &words, &sight->node->type, sight->value);
    if (sight->cut && sight->node->type.kind == TYPE_TEXT)
        buffer_string(&words, "…");
    return keep(page, &words);
}

struct text page_outcome(struct page *page, const struct outcome *outcome, const union value *row)
{
    struct buffer words = { 0 };
    add_outcome(page, &words, outcome, row);
    return keep(page, &words);
}

struct text page_instant(struct page *page, int64_t instant)
{
    static const struct type day = { .kind = TYPE_DATE }, moment = { .kind = TYPE_INSTANT };
    const struct zone *zone = policy_of(page)->zone;
    int64_t date = zone_date_of(zone, instant);
    struct buffer words = { 0 };
    if (zone_start_of(zone, date) == instant)
        add_value(page, &words, &day, (union value){ .integer = date });
    else
        add_value(page, &words, &moment, (union value){ .integer = instant });
    return keep(page, &words);
}
