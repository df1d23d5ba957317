/* layout.h - how the decisions of a program are written: templates for every decision and rule.
 *
 * Made once a program and format; never changes; shared by all threads. */
#ifndef CERTPOL_REPORT_LAYOUT_H
#define CERTPOL_REPORT_LAYOUT_H

#include "interp/report/template.h"

enum layout_form {
    LAYOUT_JSON, /* an object a line */
    LAYOUT_CSV,  /* a row an outcome, under a header */
    LAYOUT_LINES /* the form of golden examples; cells of a line are parted by tabs (see lines.h) */
};

enum messages_mode {
    MESSAGES_NONE,
    MESSAGES_IN,    /* one language for all */
    MESSAGES_RECORD /* each record's own */
};

struct layout_options {
    enum layout_form form;
    enum messages_mode messages;
    const char *language;         /* of MESSAGES_IN, a BCP 47 tag */
    const char *const *decisions; /* names, `policy.decision` too; none: all */
    size_t decision_count;
};

/* A line begins with the head of its policy, LEAD and the element's key.  Then an outcome is
 * written as OPEN, what its rule gives and why, CLOSE; those of `decide all` with BETWEEN between
 * them, or NONE instead where there are none.  First comes what nearly every line needs. */
struct decision_layout {
    struct text lead;                /* copied in blocks as a piece's text is */
    const struct template **outcome; /* by rule: what it gives */
    uint32_t policy;                 /* its policy_layout */
    uint32_t counts; /* its first counter: one a case, one for not in force, one for none */
    bool plain;      /* each outcome is a line, with nothing around it */
    const struct template *none;
    size_t length; /* at most, of a line of one template, head, key and long values left aside */
    const struct decision *decision;

    const struct template **alone; /* of `decide all`, by rule: a line for a list of one; or NULL */
    const struct template **reason; /* by rule: why */
    const struct template *open, *between, *close, *not_in_force;
    const struct template *message; /* LAYOUT_LINES: the line below that says it to people: a lead
                                       again, then this */
    const char *label; /* its name in the line form; with its policy's where another has the same */
    const char *language;        /* of MESSAGES_IN, the policy's own tag; NULL without messages */
    const struct field *subject; /* the elements' key, if it is one text */
};

/* The policies of one name: its versions. */
struct policy_layout {
    const char *name;
    struct text before, after; /* the head of a line: the record's key between these, whose rest is
                                  copied in blocks as a piece's is */
    const struct policy **versions;
    uint32_t version_count;
    struct decision_layout **decisions; /* those asked for, of all versions */
    uint32_t decision_count;
};

struct layout {
    struct layout_options options;
    const struct program *program;
    struct policy_layout *policies;
    uint32_t policy_count;
    uint32_t counters;
    struct text header; /* LAYOUT_CSV: the first line */
};

/* The layout of PROGRAM's decisions, in ARENA.  OPTIONS' names are borrowed. */
const struct layout *layout_new(const struct program *program, struct layout_options options,
                                struct arena *arena);

/* Whether NAME, or `policy.name`, is DECISION. */
bool decision_is_called(const struct decision *decision, const char *name);

/* The counters of a decision behind those of its cases. */
static inline uint32_t counter_not_in_force(const struct decision_layout *layout)
{
    return layout->counts + layout->decision->outcome->count;
}

static inline uint32_t counter_none(const struct decision_layout *layout)
{
    return counter_not_in_force(layout) + 1;
}

/* ---- the three forms, each in its file ---- */

struct columns;

/* The head of each line about INTO; the line form has none. */
void json_head(struct template_builder *builder, struct policy_layout *into);
void csv_head(struct template_builder *builder, struct policy_layout *into);

void json_decision(struct template_builder *builder, const struct layout *layout,
                   struct decision_layout *decision);
void lines_decision(struct template_builder *builder, const struct layout *layout,
                    struct decision_layout *decision);

/* The payload columns of all decisions of LAYOUT, in order, each name once; in the builder's arena.
 */
const struct columns *columns_of(struct template_builder *builder, const struct layout *layout);
struct text csv_header(struct template_builder *builder, const struct layout *layout,
                       const struct columns *columns);
void csv_decision(struct template_builder *builder, const struct layout *layout,
                  const struct columns *columns, struct decision_layout *decision);

/* The case that RULE of DECISION gives. */
static inline const struct outcome_case *case_of(const struct decision *decision,
                                                 const struct rule *rule)
{
    return &decision->outcome->cases[rule->outcome_case];
}

#endif
