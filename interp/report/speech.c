/* speech.c - from pieces and payload to a sentence. */
#include "interp/report/speech.h"

#include <stdlib.h>

#include "interp/report/language.h"
#include "interp/report/spelling.h"
#include "interp/report/voice.h"
#include "interp/value/decimal.h"

struct speaker {
    struct voice voice;
    struct speaker *next;
};

struct speech {
    struct icu icu;
    struct arena arena;       /* owns the speakers */
    struct speaker *speakers; /* one a language, the last one used first */
};

/* What a value needs to be said. */
struct context {
    struct voice *voice;
    const struct policy *policy;
};

struct speech *speech_new(char *problem, size_t problem_size)
{
    struct speech *speech = calloc(1, sizeof *speech);
    if (!speech)
        arena_exhausted();
    if (icu_open(&speech->icu, problem, problem_size))
        return speech;
    free(speech);
    return NULL;
}

void speech_free(struct speech *speech)
{
    if (!speech)
        return;
    for (struct speaker *speaker = speech->speakers; speaker; speaker = speaker->next)
        voice_free(&speaker->voice);
    icu_close(&speech->icu);
    arena_free(&speech->arena);
    free(speech);
}

/* Languages are compared by pointer: a policy has each once. */
static struct voice *voice_for(struct speech *speech, const char *language)
{
    struct speaker **link = &speech->speakers;
    while (*link && (*link)->voice.language != language)
        link = &(*link)->next;
    struct speaker *found = *link;
    if (!found) {
        found = arena_new(&speech->arena, struct speaker);
        found->voice = (struct voice){ .icu = &speech->icu, .language = language };
    } else {
        *link = found->next;
    }
    found->next = speech->speakers;
    speech->speakers = found;
    return &found->voice;
}

static void say_value(struct context *context, struct buffer *out, const struct type *type,
                      union value value);

static void say_list(struct context *context, struct buffer *out, const struct type *element,
                     struct list list)
{
    struct buffer words = { 0 };
    struct arena scratch = { 0 };
    struct text *items = arena_array(&scratch, struct text, list.count);
    for (uint32_t i = 0; i < list.count; i++) {
        const union value *at = list_at(list, i);
        size_t start = words.length;
        say_value(context, &words, element,
                  element->kind == TYPE_RECORD ? (union value){ .row = at } : *at);
        items[i].length = (uint32_t)(words.length - start);
    }
    const char *at = words.at;
    for (uint32_t i = 0; i < list.count; at += items[i].length, i++)
        items[i].at = at;
    voice_list(context->voice, out, items, list.count);
    arena_free(&scratch);
    buffer_free(&words);
}

static void say_member(struct context *context, struct buffer *out, const struct member *member)
{
    const struct message *message = message_in(member->messages, context->voice->language);
    if (!message) {
        buffer_string(out, member->spelling);
        return;
    }
    for (uint32_t i = 0; i < message->count; i++)
        if (message->pieces[i].text)
            buffer_string(out, message->pieces[i].text);
}

static void say_number(struct context *context, struct buffer *out, const struct type *type,
                       union value value)
{
    char number[DECIMAL_TEXT];
    size_t length = type->kind == TYPE_INTEGER
                        ? integer_format(value.integer, number)
                        : decimal_format(value.decimal, type->places, number);
    voice_number(context->voice, out, (struct text){ number, (uint32_t)length });
}

static void say_value(struct context *context, struct buffer *out, const struct type *type,
                      union value value)
{
    if (value_is_absent(type, value))
        return;
    switch (type->kind) {
    case TYPE_DATE:
        voice_date(context->voice, out, value.integer);
        break;
    case TYPE_INSTANT:
        voice_instant(context->voice, out, value.integer, context->policy->zone);
        break;
    case TYPE_INTEGER:
    case TYPE_DECIMAL:
        say_number(context, out, type, value);
        break;
    case TYPE_PERIOD:
        voice_period(context->voice, out, value.period);
        break;
    case TYPE_DURATION:
        voice_duration(context->voice, out, value.integer);
        break;
    case TYPE_ENUM:
        say_member(context, out, &type->enumeration->members[value.integer]);
        break;
    case TYPE_LIST:
        say_list(context, out, type->element, value.list);
        break;
    default:
        spell_value(out, FORM_PLAIN, type, value);
        break;
    }
}

void speech_value(struct speech *speech, struct buffer *out, const struct saying *saying)
{
    struct context context = { voice_for(speech, saying->language), saying->policy };
    say_value(&context, out, saying->type, saying->value);
}

void speech_say(struct speech *speech, struct buffer *out, const struct policy *policy,
                const struct message *message, const union value *row)
{
    struct context context = { voice_for(speech, message->language), policy };
    for (uint32_t i = 0; i < message->count; i++) {
        const struct message_piece *piece = &message->pieces[i];
        if (piece->text)
            buffer_string(out, piece->text);
        else
            say_value(&context, out, &piece->payload->type, row[piece->payload->slot]);
    }
}
