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

struct writer *writer_new(const struct layout *layout, char *problem, size_t problem_size)
{
    struct writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        arena_exhausted();
    writer->layout = layout;
    writer->form = writer->subjects.form = form_of(layout->options.form);
    writer->counts = calloc(layout->counters + 1, sizeof *writer->counts);
    writer->heads = calloc(layout->policy_count + 1, sizeof *writer->heads);
    if (!writer->counts || !writer->heads)
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
    buffer_free(&writer->heading);
    subjects_free(&writer->subjects);
    free(writer->heads);
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

/* The head of every line about the record. */
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
        if (writer->heads[i].length > writer->longest_head)
            writer->longest_head = writer->heads[i].length;
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
    if (writer->form == FORM_LINES)
        spell_word(&writer->spelled, writer->key);
    else
        spell_text(&writer->spelled, writer->form, writer->key);
    writer->longest_head = 0;
    make_heads(writer);
    subjects_forget(&writer->subjects);
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

const struct message *message_of(const struct writer *writer, const struct decided *decided,
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

static inline void name_keys(struct writer *writer, const struct decided *decided)
{
    writer->head = writer->heads[decided->layout->policy];
    if (decided->element)
        writer->subject = subjects_find(&writer->subjects, decided);
}

void writer_outcome(struct writer *writer, struct buffer *out, const struct decided *decided,
                    const union value *row)
{
    struct scene scene = { out, decided, row, 0 };
    name_keys(writer, decided);
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
static void write_nothing(struct writer *writer, struct scene *scene)
{
    const struct decision_layout *layout = scene->decided->layout;
    bool in_force = scene->decided->in_force;
    render(writer, scene, in_force ? &layout->none : &layout->not_in_force);
    writer->counts[in_force ? counter_none(layout) : counter_not_in_force(layout)]++;
}

/* All that DECIDED gave, head and all. */
static void write_whole(struct writer *writer, struct scene *scene)
{
    const struct decision_layout *layout = scene->decided->layout;
    uint32_t count = decided_count(scene->decided);
    if (!count) {
        write_nothing(writer, scene);
        return;
    }
    render(writer, scene, &layout->open);
    write_outcomes(writer, scene, count);
    render(writer, scene, &layout->close);
    render(writer, scene, &layout->message);
}

void writer_decided(struct writer *writer, struct buffer *out, const struct decided *decided)
{
    struct scene scene = { out, decided, NULL, 0 };
    name_keys(writer, decided);
    write_whole(writer, &scene);
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

/* What most decisions are: a line an element, which is a template of the rule.  SUBJECTS are the
 * elements' keys; NULL where there is one line, about the record. */
static void write_lines(struct writer *writer, struct scene *scene, const struct outcomes *outcomes,
                        const struct text *subjects)
{
    const struct decision_layout *layout = scene->decided->layout;
    uint64_t *counts = writer->counts + layout->counts;
    for (uint32_t i = 0; i < outcomes->elements.count; i++) {
        scene->row = outcome_at(outcomes, i)->row;
        if (!scene->row)
            continue;
        if (subjects)
            writer->subject = subjects[i];
        counts[scene->row[OUTCOME_CASE].integer]++;
        render(writer, scene, &layout->rules[scene->row[OUTCOME_RULE].integer].outcome);
    }
}

/* The same of `decide all`: a line an element, with a list of outcomes. */
static void write_lists(struct writer *writer, const struct scene *about,
                        const struct outcomes *outcomes, const struct text *subjects)
{
    struct decided decided = *about->decided;
    struct scene scene = { about->out, &decided, NULL, 0 };
    for (uint32_t i = 0; i < outcomes->elements.count; i++) {
        decided.outcome = *outcome_at(outcomes, i);
        if (outcome_left_out(decided.decision, &decided.outcome))
            continue;
        if (subjects)
            writer->subject = subjects[i];
        write_whole(writer, &scene);
    }
}

static void write_step(const struct visit *visit, const struct walk *walk,
                       const struct step_of_walk *step)
{
    struct writer *writer = visit->writer;
    const struct decision_layout *layout = step->decided.layout;
    struct scene scene = { visit->out, &step->decided, NULL, 0 };
    const struct text *subjects = NULL;
    if (!step->decided.in_force || writer->form == FORM_LINES) {
        walk_step(walk, step, write_decided, (void *)(uintptr_t)visit);
        return;
    }
    struct outcomes outcomes = step_outcomes(walk, step);
    if (layout->decision->element) {
        subjects = subjects_of(&writer->subjects, &step->decided, outcomes.elements);
        if (!subjects) {
            walk_step(walk, step, write_decided, (void *)(uintptr_t)visit);
            return;
        }
    }
    writer->head = writer->heads[layout->policy];
    if (layout->plain)
        write_lines(writer, &scene, &outcomes, subjects);
    else
        write_lists(writer, &scene, &outcomes, subjects);
}

void writer_record(struct writer *writer, struct buffer *out, const struct walk *walk,
                   const union value *row, uint64_t number)
{
    bool lines = writer->form == FORM_LINES;
    struct visit visit = { writer, lines ? &writer->lines : out };
    writer_begin(writer, row, number);
    walk_decide(walk, row);
    for (uint32_t i = 0; i < walk->count; i++)
        write_step(&visit, walk, &walk->steps[i]);
    if (lines)
        lay_out(writer, out);
}
