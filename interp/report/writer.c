/* writer.c - copying templates and filling their holes. */
#include "interp/report/writer.h"

#include <stdlib.h>

#include "interp/report/language.h"
#include "interp/report/lines.h"
#include "interp/value/decimal.h"

struct writer {
    const struct layout *layout;
    enum form form;
    struct speech *speech; /* NULL where no messages are asked for */
    uint64_t *counts;
    const union value *row; /* the record's */
    struct text key;        /* of the record, plain; where it is made of parts, */
    struct buffer composed; /* it is made here */
    struct buffer spelled;  /* as the form writes it, with PIECE_BLOCK bytes of room behind it */
    struct buffer lines;    /* LAYOUT_LINES: the record's, before they are laid out */
    struct buffer scratch;
};

/* Where a template is being written: its decision and the outcome's row. */
struct scene {
    struct buffer *out;
    const struct decided *decided;
    const union value *row;
};

static enum form form_of(enum layout_form form)
{
    static const enum form forms[] = { FORM_JSON, FORM_CSV, FORM_LINES };
    return forms[form];
}

struct writer *writer_new(const struct layout *layout, char *problem, size_t problem_size)
{
    struct writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        arena_exhausted();
    writer->layout = layout;
    writer->form = form_of(layout->options.form);
    writer->counts = calloc(layout->counters + 1, sizeof *writer->counts);
    if (!writer->counts)
        arena_exhausted();
    if (layout->options.messages == MESSAGES_NONE)
        return writer;
    writer->speech = speech_new(problem, problem_size);
    if (writer->speech)
        return writer;
    writer_free(writer);
    return NULL;
}

void writer_free(struct writer *writer)
{
    if (!writer)
        return;
    speech_free(writer->speech);
    buffer_free(&writer->composed);
    buffer_free(&writer->spelled);
    buffer_free(&writer->lines);
    buffer_free(&writer->scratch);
    free(writer->counts);
    free(writer);
}

static struct text text_in(const struct buffer *buffer)
{
    return (struct text){ buffer->at, (uint32_t)buffer->length };
}

struct text writer_key(const struct writer *writer)
{
    return writer->key;
}

const uint64_t *writer_counts(const struct writer *writer)
{
    return writer->counts;
}

/* The key of the NUMBERth record, or its number where it has none, in the writer's memory. */
static struct text compose_key(struct writer *writer, const union value *row, uint64_t number)
{
    const struct record *input = writer->layout->program->input;
    struct buffer *to = &writer->composed;
    to->length = 0;
    if (input->key_count)
        spell_key(to, input, row);
    else
        to->length += integer_format((int64_t)number, buffer_room(to, DECIMAL_TEXT));
    return text_in(to);
}

void writer_begin(struct writer *writer, const union value *row, uint64_t number)
{
    const struct field *key = key_text(writer->layout->program->input);
    writer->row = row;
    writer->key = key ? row[key->slot].text : compose_key(writer, row, number);
    writer->spelled.length = writer->lines.length = 0;
    if (writer->form == FORM_LINES)
        spell_word(&writer->spelled, writer->key);
    else
        spell_text(&writer->spelled, writer->form, writer->key);
    buffer_room(&writer->spelled, PIECE_BLOCK);
}

static struct text language_wanted(const struct writer *writer, const struct policy *policy)
{
    const struct field *field = policy->language;
    return field ? writer->row[field->slot].text : (struct text){ 0 };
}

const char *writer_language(const struct writer *writer, const struct decided *decided)
{
    if (writer->layout->options.messages == MESSAGES_IN)
        return decided->layout->language;
    if (writer->layout->options.messages == MESSAGES_NONE)
        return NULL;
    const struct policy *policy = decided->decision->policy;
    return language_of(policy, language_wanted(writer, policy));
}

/* The message of the rule that gave ROW: in the reader's language, else in the policy's first. */
static const struct message *message_of(const struct writer *writer, const struct decided *decided,
                                        const union value *row)
{
    const struct rule *rule = decided->decision->rules[row[OUTCOME_RULE].integer];
    const struct message *message = message_in(rule->messages, writer_language(writer, decided));
    return message ? message : rule->messages;
}

void writer_message(struct writer *writer, struct buffer *out, const struct decided *decided,
                    const union value *row)
{
    const struct message *message = writer->speech ? message_of(writer, decided, row) : NULL;
    if (message)
        speech_say(writer->speech, out, decided->decision->policy, message, row);
}

/* The message as the form spells it; null, an empty cell or `none` where there is none. */
static void fill_message(struct writer *writer, const struct scene *scene, const union value *row)
{
    const char *nothing = writer->form == FORM_JSON  ? "null"
                          : writer->form == FORM_CSV ? ""
                                                     : "none";
    if (!message_of(writer, scene->decided, row)) {
        buffer_string(scene->out, nothing);
        return;
    }
    writer->scratch.length = 0;
    writer_message(writer, &writer->scratch, scene->decided, row);
    spell_text(scene->out, writer->form, text_in(&writer->scratch));
}

static void fill_messages(struct writer *writer, const struct scene *scene)
{
    bool all = scene->decided->decision->all;
    buffer_string(scene->out, all ? "[" : "");
    for (uint32_t i = 0; i < decided_count(scene->decided); i++) {
        buffer_string(scene->out, i ? ", " : "");
        fill_message(writer, scene, decided_row(scene->decided, i));
    }
    buffer_string(scene->out, all ? "]" : "");
}

/* The language the message is in, which may be another than the one that was asked for. */
static void fill_language(struct writer *writer, const struct scene *scene)
{
    const struct message *message =
        scene->row ? message_of(writer, scene->decided, scene->row) : NULL;
    const char *language = message ? message->language : writer_language(writer, scene->decided);
    if (writer->form == FORM_LINES)
        buffer_string(scene->out, language ? language : "-");
    else if (language)
        spell_text(scene->out, writer->form, text_of(language));
    else
        buffer_string(scene->out, writer->form == FORM_JSON ? "null" : "");
}

static inline void fill_subject(struct writer *writer, const struct scene *scene)
{
    const struct field *key = scene->decided->layout->subject;
    struct text subject;
    if (key) {
        subject = scene->decided->element[key->slot].text;
    } else {
        writer->scratch.length = 0;
        decided_subject(scene->decided, &writer->scratch);
        subject = text_in(&writer->scratch);
    }
    if (writer->form == FORM_JSON)
        spell_quoted(scene->out, subject);
    else if (writer->form == FORM_CSV)
        spell_text(scene->out, FORM_CSV, subject);
    else
        spell_word(scene->out, subject);
}

/* TEXT, with PIECE_BLOCK readable bytes behind it.  Blocks of one size are moved without a call,
 * and the first one without asking how long the text is. */
static inline void copy_blocks(struct buffer *out, struct text text)
{
    char *to = buffer_room(out, (size_t)text.length + PIECE_BLOCK);
    memcpy(to, text.at, PIECE_BLOCK);
    for (uint32_t at = PIECE_BLOCK; at < text.length; at += PIECE_BLOCK)
        memcpy(to + at, text.at + at, PIECE_BLOCK);
    out->length += text.length;
}

static inline void fill(struct writer *writer, const struct scene *scene, const struct piece *piece)
{
    switch (piece->hole) {
    case HOLE_NONE:
        break;
    case HOLE_RECORD:
        copy_blocks(scene->out, text_in(&writer->spelled));
        break;
    case HOLE_SUBJECT:
        fill_subject(writer, scene);
        break;
    case HOLE_VALUE:
        spell_value(scene->out, writer->form, &piece->payload->type,
                    scene->row[piece->payload->slot]);
        break;
    case HOLE_MESSAGE:
        fill_message(writer, scene, scene->row);
        break;
    case HOLE_MESSAGES:
        fill_messages(writer, scene);
        break;
    case HOLE_LANGUAGE:
        fill_language(writer, scene);
        break;
    }
}

static void render_pieces(struct writer *writer, const struct scene *scene,
                          const struct template *template)
{
    const struct piece *end = template->pieces + template->count;
    for (const struct piece *piece = template->pieces; piece < end; piece++) {
        copy_blocks(scene->out, piece->text);
        fill(writer, scene, piece);
    }
}

static inline void render(struct writer *writer, const struct scene *scene,
                          const struct template *template)
{
    if (template->count)
        render_pieces(writer, scene, template);
}

void writer_outcome(struct writer *writer, struct buffer *out, const struct decided *decided,
                    const union value *row)
{
    struct scene scene = { out, decided, row };
    render(writer, &scene, &decided->layout->rules[row[OUTCOME_RULE].integer].outcome);
}

static inline void write_outcome(struct writer *writer, struct scene *scene, const union value *row)
{
    const struct decision_layout *layout = scene->decided->layout;
    const struct rule_layout *rule = &layout->rules[row[OUTCOME_RULE].integer];
    scene->row = row;
    render(writer, scene, &rule->outcome);
    render(writer, scene, &rule->rest);
    writer->counts[layout->counts + (uint32_t)row[OUTCOME_CASE].integer]++;
}

static void write_outcomes(struct writer *writer, struct scene *scene, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            render(writer, scene, &scene->decided->layout->between);
        write_outcome(writer, scene, decided_row(scene->decided, i));
    }
}

/* Where there is none: the decision is not in force, or no rule of `decide all` applies. */
static void write_nothing(struct writer *writer, const struct scene *scene)
{
    const struct decision_layout *layout = scene->decided->layout;
    bool in_force = scene->decided->in_force;
    render(writer, scene, in_force ? &layout->none : &layout->not_in_force);
    writer->counts[in_force ? counter_none(layout) : counter_not_in_force(layout)]++;
}

void writer_decided(struct writer *writer, struct buffer *out, const struct decided *decided)
{
    const struct decision_layout *layout = decided->layout;
    struct scene scene = { out, decided, NULL };
    uint32_t count = decided_count(decided);
    if (!count) {
        write_nothing(writer, &scene);
        return;
    }
    render(writer, &scene, &layout->open);
    if (decided->decision->all)
        write_outcomes(writer, &scene, count);
    else
        write_outcome(writer, &scene, decided->outcome.row);
    render(writer, &scene, &layout->close);
    render(writer, &scene, &layout->message);
}

/* The record's lines under a heading, laid out: widths are the record's own, so that nothing waits
 * for the records behind it. */
static void lay_out(struct writer *writer, struct buffer *out)
{
    if (!writer->lines.length)
        return;
    buffer_string(out, "== ");
    buffer_add(out, writer->spelled.at, writer->spelled.length);
    buffer_string(out, "\n");
    lines_align(out, text_in(&writer->lines));
    buffer_string(out, "\n");
}

struct visit {
    struct writer *writer;
    struct buffer *out;
};

static void write_decided(void *context, const struct decided *decided)
{
    struct visit *visit = context;
    writer_decided(visit->writer, visit->out, decided);
}

void writer_record(struct writer *writer, struct buffer *out, const struct walk *walk,
                   const union value *row, uint64_t number)
{
    bool lines = writer->form == FORM_LINES;
    struct visit visit = { writer, lines ? &writer->lines : out };
    writer_begin(writer, row, number);
    walk_record(walk, row, write_decided, &visit);
    if (lines)
        lay_out(writer, out);
}
