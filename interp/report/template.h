/* template.h - a text with holes, prepared when a policy is loaded: writing a decision is copying.
 */
#ifndef CERTPOL_REPORT_TEMPLATE_H
#define CERTPOL_REPORT_TEMPLATE_H

#include "interp/report/spelling.h"

enum hole {
    HOLE_NONE,
    HOLE_RECORD,   /* the record's key */
    HOLE_SUBJECT,  /* the element's key */
    HOLE_VALUE,    /* payload of the outcome */
    HOLE_MESSAGE,  /* what the rule says to people */
    HOLE_MESSAGES, /* what the rules of all outcomes say, as the line form lists them */
    HOLE_LANGUAGE  /* the message's language */
};

enum {
    PIECE_BLOCK = 64 /* a piece's text is followed by so many bytes that may be read: it is copied
                        in blocks, and most are one */
};

/* A text, then a hole. */
struct piece {
    struct text text;
    enum hole hole;
    const struct payload *payload; /* of HOLE_VALUE */
};

/* {0} is empty: nothing is written. */
struct template
{
    const struct piece *pieces;
    uint32_t count;
};

/* A template in the making; {.arena} begins one.  Text is collected in BUFFER until the next hole.
 */
struct template_builder {
    struct arena *arena; /* owns the templates */
    struct buffer text;  /* to be freed by the caller after the last template */
    struct piece *pieces;
    uint32_t count, capacity;
};

/* Append text as it stands, or as FORM spells it. */
void template_add(struct template_builder *builder, const char *text);
void template_spell(struct template_builder *builder, enum form form, const char *text);

void template_hole(struct template_builder *builder, enum hole hole, const struct payload *payload);

/* The template built so far; BUILDER begins the next one. */
struct template template_end(struct template_builder *builder);

#endif
