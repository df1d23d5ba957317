/* writer.c - what is written of a record: its heads and keys, then decision by decision. */
#include "interp/report/writer_state.h"

#include <stdlib.h>

#include "interp/report/language.h"
#include "interp/report/lines.h"
#include "interp/value/decimal.h"

static enum form form_of(enum layout_form form)
{
    static const enum form forms[] = { FORM_JSON, FORM_CSV, FORM_LINES };
    return forms[form];
}

/* What stands where there is no head, or no subject. */
static const char nothing[PIECE_BLOCK];

/* At least as many as there are groups. */
static size_t decision_count(const struct layout *layout)
{
    size_t count = 0;
    for (uint32_t i = 0; i < layout->policy_count; i++)
        count += layout->policies[i].decision_count;
    return count;
}

struct writer *writer_new(const struct layout *layout, char *problem, size_t problem_size)
{
    struct writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        arena_exhausted();
    writer->layout = layout;
    writer->form = writer->subjects.form = form_of(layout->options.form);
    writer->counts = calloc(layout->counters + 1, sizeof *writer->counts);
    writer->heads = calloc(layout->policy_count + 1, sizeof *writer->heads);
    writer->group_subjects = calloc(decision_count(layout) + 1, sizeof *writer->group_subjects);
    if (!writer->counts || !writer->heads || !writer->group_subjects)
        arena_exhausted();
    for (uint32_t i = 0; i < layout->policy_count; i++)
        writer->heads[i] = (struct text){ nothing, 0 };
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
    buffer_free(&writer->heading);
    subjects_free(&writer->subjects);
    free(writer->heads);
    free(writer->group_subjects);
    buffer_free(&writer->lines);
    buffer_free(&writer->scratch);
    free(writer->counts);
    free(writer);
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

/* The head of every line about the record; the line form has none. */
static void make_heads(struct writer *writer)
{
    const struct layout *layout = writer->layout;
    struct buffer *to = &writer->heading;
    to->length = 0;
    for (uint32_t i = 0; i < layout->policy_count; i++) {
        size_t start = to->length;
        buffer_text(to, layout->policies[i].before);
        buffer_add(to, writer->spelled.at, writer->spelled.length);
        buffer_text(to, layout->policies[i].after);
        writer->heads[i].length = (uint32_t)(to->length - start);
    }
    buffer_room(to, PIECE_BLOCK);
    const char *at = to->at;
    for (uint32_t i = 0; i < layout->policy_count; at += writer->heads[i++].length)
        writer->heads[i].at = at;
}

void writer_begin(struct writer *writer, const union value *row, uint64_t number)
{
    const struct field *key = key_text(writer->layout->program->input);
    writer->row = row;
    writer->key = key ? row[key->slot].text : compose_key(writer, row, number);
    writer->spelled.length = writer->lines.length = 0;
    if (writer->form == FORM_LINES) {
        spell_word(&writer->spelled, writer->key);
    } else {
        spell_text(&writer->spelled, writer->form, writer->key);
        make_heads(writer);
    }
    subjects_forget(&writer->subjects);
}

static struct text language_wanted(const struct writer *writer, const struct policy *policy)
{
    const struct field *field = policy->language;
    return field ? writer->row[field->slot].text : (struct text){ 0 };
}

const char *language_said(const struct writer *writer, const struct decision_layout *layout)
{
    if (writer->layout->options.messages == MESSAGES_IN)
        return layout->language;
    if (writer->layout->options.messages == MESSAGES_NONE)
        return NULL;
    const struct policy *policy = layout->decision->policy;
    return language_of(policy, language_wanted(writer, policy));
}

const struct message *message_of(const struct writer *writer, const struct decision_layout *layout,
                                 const union value *row)
{
    const struct rule *rule = layout->decision->rules[row[OUTCOME_RULE].integer];
    const struct message *message = message_in(rule->messages, language_said(writer, layout));
    return message ? message : rule->messages;
}

void writer_say(struct writer *writer, struct buffer *out, const struct decision_layout *layout,
                const union value *row)
{
    const struct message *message = writer->speech ? message_of(writer, layout, row) : NULL;
    if (message)
        speech_say(writer->speech, out, layout->decision->policy, message, row);
}

void writer_outcome(struct writer *writer, struct buffer *out, const struct decided *decided,
                    const union value *row)
{
    struct scene scene = { .out = out, .layout = decided->layout, .row = row };
    render(writer, &scene, decided->layout->outcome[row[OUTCOME_RULE].integer]);
}

/* ---- lines ---- */

/* A line of its own. */
static inline void write_plain(struct writer *writer, struct scene *scene,
                               const struct text *subject, const union value *row)
{
    scene->row = row;
    render_line(writer, scene, subject, given(writer, scene->layout, row));
}

/* What ROWS, one or more, have around and between them. */
static void write_joined(struct writer *writer, struct scene *scene, const struct text *subject,
                         struct list rows)
{
    const struct decision_layout *layout = scene->layout;
    render_line(writer, scene, subject, layout->open);
    for (uint32_t i = 0; i < rows.count; i++) {
        scene->row = list_at(rows, i);
        if (i)
            render(writer, scene, layout->between);
        render(writer, scene, given(writer, layout, scene->row));
        render(writer, scene, layout->reason[scene->row[OUTCOME_RULE].integer]);
    }
    render(writer, scene, layout->close);
    scene->rows = rows;
    if (layout->message)
        render_line(writer, scene, subject, layout->message);
}

void write_rows(struct writer *writer, struct scene *scene, const struct text *subject,
                struct list rows)
{
    const struct decision_layout *layout = scene->layout;
    if (rows.count && !layout->plain) {
        write_joined(writer, scene, subject, rows);
        return;
    }
    for (uint32_t i = 0; i < rows.count; i++)
        write_plain(writer, scene, subject, list_at(rows, i));
    if (rows.count)
        return;
    render_line(writer, scene, subject, layout->none);
    writer->counts[counter_none(layout)]++;
}

void writer_decided(struct writer *writer, struct buffer *out, const struct decided *decided)
{
    const struct decision_layout *layout = decided->layout;
    struct scene scene = { .out = out, .layout = layout };
    struct text subject = { nothing, 0 };
    struct list rows = { decided->outcome.row, 1, 1 };
    if (decided->element)
        subject = subjects_find(&writer->subjects, decided);
    if (decided->in_force) {
        write_rows(writer, &scene, &subject, layout->decision->all ? decided->outcome.list : rows);
        return;
    }
    render_line(writer, &scene, &subject, layout->not_in_force);
    writer->counts[counter_not_in_force(layout)]++;
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

/* The keys of what RESULTS are about, where lines are to be written a list at a time: not in the
 * line form, nor where keys are long. */
static const struct text *subjects_at_once(struct writer *writer,
                                           const struct decision_layout *layout,
                                           const struct group_results *results)
{
    static const struct text none = { nothing, 0 };
    if (writer->form == FORM_LINES || writer->spelled.length > KEY_BYTES)
        return NULL;
    return layout->decision->element ? subjects_of(&writer->subjects, layout, results->elements)
                                     : &none;
}

static void find_subjects(struct writer *writer, const struct walk *walk)
{
    for (uint32_t i = 0; i < walk->group_count; i++)
        writer->group_subjects[i] =
            subjects_at_once(writer, walk->groups[i].layout, &walk->results[i]);
}

void writer_record(struct writer *writer, struct buffer *out, const struct walk *walk,
                   const union value *row, uint64_t number)
{
    bool lines = writer->form == FORM_LINES;
    struct visit visit = { writer, lines ? &writer->lines : out };
    writer_begin(writer, row, number);
    walk_decide(walk, row);
    find_subjects(writer, walk);
    uint32_t step = render_steps(writer, visit.out, walk, 0);
    while (step < walk->count) {
        walk_step(walk, &walk->steps[step], write_decided, &visit);
        step = render_steps(writer, visit.out, walk, step + 1);
    }
    if (lines)
        lay_out(writer, out);
}
