/* writer_state.h - the inside of a writer; for writer.c and render.c. */
#ifndef CERTPOL_REPORT_WRITER_STATE_H
#define CERTPOL_REPORT_WRITER_STATE_H

#include "interp/report/subjects.h"
#include "interp/report/writer.h"

struct writer {
    const struct layout *layout;
    enum form form;
    struct speech *speech; /* NULL where no messages are asked for */
    uint64_t *counts;
    const union value *row; /* the record's */
    struct text key;        /* of the record, plain; where it is made of parts, */
    struct buffer composed; /* it is made here */
    struct buffer spelled;  /* as the form writes it */
    struct buffer heading;  /* the heads of all policies, one behind the other */
    struct text *heads;     /* each; PIECE_BLOCK bytes behind it may be read */
    struct subjects subjects;
    const struct text **group_subjects; /* by group of the walk; NULL: one after the other */
    struct buffer lines;                /* LAYOUT_LINES: the record's, before they are laid out */
    struct buffer scratch;
};

/* Where a template is being written: its decision and what that gave. */
struct scene {
    struct buffer *out;
    const struct decision_layout *layout;
    const union value *row; /* the outcome at hand */
    struct list rows;       /* all of `decide all` */
    size_t room;            /* for all of a template but long values */
};

static inline struct text text_in(const struct buffer *buffer)
{
    return (struct text){ buffer->at, (uint32_t)buffer->length };
}

/* The language that messages of LAYOUT are wanted in, or NULL. */
const char *language_said(const struct writer *writer, const struct decision_layout *layout);

/* The message of the rule that gave ROW: in the reader's language, else in the policy's first. */
const struct message *message_of(const struct writer *writer, const struct decision_layout *layout,
                                 const union value *row);

/* Append it, plain; nothing where there is none. */
void writer_say(struct writer *writer, struct buffer *out, const struct decision_layout *layout,
                const union value *row);

/* The template of what the rule gives that gave ROW, which is counted. */
static inline const struct template *
given(struct writer *writer, const struct decision_layout *layout, const union value *row)
{
    writer->counts[layout->counts + (uint32_t)row[OUTCOME_CASE].integer]++;
    return layout->outcome[row[OUTCOME_RULE].integer];
}

/* Append TEMPLATE with its holes filled. */
void render(struct writer *writer, struct scene *scene, const struct template *template);

/* The same behind what a line about SUBJECT begins with; there is something in TEMPLATE. */
void render_line(struct writer *writer, struct scene *scene, const struct text *subject,
                 const struct template *template);

/* Append what the steps of WALK from number FIRST on gave, a list at a time, up to one of which
 * that cannot be done; returns its number, or how many there are. */
uint32_t render_steps(struct writer *writer, struct buffer *out, const struct walk *walk,
                      uint32_t first);

/* Append all that the scene's decision gave about one: ROWS. */
void write_rows(struct writer *writer, struct scene *scene, const struct text *subject,
                struct list rows);

#endif
