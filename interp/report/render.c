/* render.c - templates to text: most of it is copying. */
#include "interp/report/writer_state.h"

#include "interp/value/decimal.h"

/* The message as the form spells it; null, an empty cell or `none` where there is none. */
static void fill_message(struct writer *writer, const struct scene *scene, const union value *row)
{
    const char *nothing = writer->form == FORM_JSON  ? "null"
                          : writer->form == FORM_CSV ? ""
                                                     : "none";
    if (!message_of(writer, scene->layout, row)) {
        buffer_string(scene->out, nothing);
        return;
    }
    writer->scratch.length = 0;
    writer_say(writer, &writer->scratch, scene->layout, row);
    spell_text(scene->out, writer->form, text_in(&writer->scratch));
}

static void fill_messages(struct writer *writer, const struct scene *scene)
{
    if (!scene->layout->decision->all) {
        fill_message(writer, scene, scene->row);
        return;
    }
    buffer_string(scene->out, "[");
    for (uint32_t i = 0; i < scene->rows.count; i++) {
        buffer_string(scene->out, i ? ", " : "");
        fill_message(writer, scene, list_at(scene->rows, i));
    }
    buffer_string(scene->out, "]");
}

/* The language the message is in, which may be another than the one that was asked for. */
static void fill_language(struct writer *writer, const struct scene *scene)
{
    const struct message *message =
        scene->row ? message_of(writer, scene->layout, scene->row) : NULL;
    const char *language = message ? message->language : language_said(writer, scene->layout);
    if (writer->form == FORM_LINES)
        buffer_string(scene->out, language ? language : "-");
    else if (language)
        spell_text(scene->out, writer->form, text_of(language));
    else
        buffer_string(scene->out, writer->form == FORM_JSON ? "null" : "");
}

/* What may be long. */
static void fill_long(struct writer *writer, const struct scene *scene, const struct piece *piece)
{
    switch ((enum hole)piece->hole) {
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
    default:
        break;
    }
}

/* TEXT, with PIECE_BLOCK readable bytes behind it, to where there is as much room; returns the end.
 * Blocks of one size are moved without a call, and the first one without asking how long the text
 * is. */
static inline char *copy_blocks(char *to, struct text text)
{
    memcpy(to, text.at, PIECE_BLOCK);
    for (uint32_t at = PIECE_BLOCK; at < text.length; at += PIECE_BLOCK)
        memcpy(to + at, text.at + at, PIECE_BLOCK);
    return to + text.length;
}

/* The word for VALUE, which is not negative, or for absent. */
static inline struct text member_text(const struct piece *piece, union value value)
{
    return piece->members[value.integer < 0 ? 0 : value.integer + 1];
}

/* What belongs in the hole of PIECE; there is room for it at TO, unless it may be long.  Returns
 * the end. */
static inline __attribute__((always_inline)) char *
fill_hole(struct writer *writer, const struct scene *scene, const struct piece *piece, char *to)
{
    switch ((enum hole)piece->hole) {
    case HOLE_NONE:
        return to;
    case HOLE_MEMBER:
        return copy_blocks(to, member_text(piece, scene->row[piece->slot]));
    case HOLE_DATE:
        return to + date_format(scene->row[piece->slot].integer, to);
    case HOLE_INTEGER:
        return to + integer_format(scene->row[piece->slot].integer, to);
    case HOLE_SHORT:
        return spell_short(to, writer->form, &piece->payload->type, scene->row[piece->slot]);
    default:
        scene->out->length = (size_t)(to - scene->out->at);
        fill_long(writer, scene, piece);
        return buffer_room(scene->out, scene->room);
    }
}

/* TEMPLATE with its holes filled to where there is the scene's room for it, long values left aside.
 * Returns the end. */
static inline __attribute__((always_inline)) char *render_to(struct writer *writer,
                                                             const struct scene *scene,
                                                             const struct template *template,
                                                             char *to)
{
    const struct piece *piece = &template->first;
    to = copy_blocks(to, (struct text){ piece_text(piece), piece->length });
    for (piece = piece_next(piece); piece->hole != HOLE_END; piece = piece_next(piece)) {
        to = fill_hole(writer, scene, piece, to);
        to = copy_blocks(to, (struct text){ piece_text(piece), piece->length });
    }
    return to;
}

void render(struct writer *writer, struct scene *scene, const struct template *template)
{
    if (!template)
        return;
    scene->room = template->length + PIECE_BLOCK;
    char *to = buffer_room(scene->out, scene->room);
    to = render_to(writer, scene, template, to);
    scene->out->length = (size_t)(to - scene->out->at);
}

void render_line(struct writer *writer, struct scene *scene, const struct text *subject,
                 const struct template *template)
{
    const struct text *head = &writer->heads[scene->layout->policy], *lead = &scene->layout->lead;
    scene->room = (size_t)head->length + lead->length + subject->length;
    scene->room += template->length + PIECE_BLOCK;
    char *to = buffer_room(scene->out, scene->room);
    to = copy_blocks(to, *head);
    to = copy_blocks(to, *lead);
    to = copy_blocks(to, *subject);
    to = render_to(writer, scene, template, to);
    scene->out->length = (size_t)(to - scene->out->at);
}

/* The template of what the scene's decision, for ALL rules or one, gave, if that takes one alone;
 * counts it.  Else NULL. */
static inline const struct template *only_template(struct writer *writer, struct scene *scene,
                                                   bool all, const union value *outcome)
{
    const struct decision_layout *layout = scene->layout;
    if (!all) {
        scene->row = outcome->row;
        return given(writer, layout, scene->row);
    }
    if (!outcome->list.count) {
        writer->counts[counter_none(layout)]++;
        return layout->none;
    }
    if (outcome->list.count > 1 || !layout->alone)
        return NULL;
    scene->row = list_at(outcome->list, 0);
    given(writer, layout, scene->row);
    return layout->alone[scene->row[OUTCOME_RULE].integer];
}

/* What a decision gave about elements, one at least, and their keys. */
struct told {
    bool all; /* known where this is compiled: there is code for either */
    struct outcomes outcomes;
    const struct text *subjects;
};

static inline __attribute__((always_inline)) void
render_lines(struct writer *writer, struct scene *scene, const struct told told)
{
    const struct decision_layout *layout = scene->layout;
    const struct text head = writer->heads[layout->policy], lead = layout->lead;
    const union value *outcome = told.outcomes.first;
    const struct text *subject = told.subjects, *end = subject + told.outcomes.elements.count;
    size_t line = (size_t)head.length + writer->subjects.longest + layout->length;
    size_t room = scene->room = line * told.outcomes.elements.count + PIECE_BLOCK;
    char *to = buffer_room(scene->out, room);
    for (; subject < end; subject++, outcome += told.outcomes.stride) {
        if (outcome_left_out(told.all, outcome))
            continue;
        const struct template *template = only_template(writer, scene, told.all, outcome);
        if (!template) {
            scene->out->length = (size_t)(to - scene->out->at);
            write_rows(writer, scene, subject, outcome->list);
            scene->room = room;
            to = buffer_room(scene->out, room);
            continue;
        }
        to = copy_blocks(to, head);
        to = copy_blocks(to, lead);
        to = copy_blocks(to, *subject);
        to = render_to(writer, scene, template, to);
    }
    scene->out->length = (size_t)(to - scene->out->at);
}

uint32_t render_steps(struct writer *writer, struct buffer *out, const struct walk *walk,
                      uint32_t first)
{
    struct scene scene = { .out = out };
    for (uint32_t i = first; i < walk->count; i++) {
        const struct step_of_walk *step = &walk->steps[i];
        const struct text *subjects =
            step->in_force ? writer->group_subjects[step->place.group] : NULL;
        if (!subjects)
            return i;
        if (!walk->results[step->place.group].elements.count)
            continue;
        scene.layout = step->layout;
        if (step->layout->decision->all)
            render_lines(writer, &scene,
                         (struct told){ true, step_outcomes(walk, step), subjects });
        else
            render_lines(writer, &scene,
                         (struct told){ false, step_outcomes(walk, step), subjects });
    }
    return walk->count;
}
