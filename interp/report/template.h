/* template.h - a text with holes, prepared when a policy is loaded: writing a decision is copying.
 */
#ifndef CERTPOL_REPORT_TEMPLATE_H
#define CERTPOL_REPORT_TEMPLATE_H

#include "grammar/pointer_map.h"
#include "interp/report/spelling.h"

enum hole {
    HOLE_NONE,
    HOLE_HEAD,    /* the policy and the record's key */
    HOLE_SUBJECT, /* the element's key */
    HOLE_KEYS,    /* so many are texts that are ready; the others: */
    HOLE_MEMBER,   /* payload of the outcome that is one of a few words */
    HOLE_SHORT,    /* payload that is never long, see spell_short */
    HOLE_VALUE,    /* other payload */
    HOLE_MESSAGE,  /* what the rule says to people */
    HOLE_MESSAGES, /* what the rules of all outcomes say, as the line form lists them */
    HOLE_LANGUAGE  /* the message's language */
};

enum {
    PIECE_BLOCK = 64 /* a piece's text is followed by so many bytes that may be read: it is copied
                        in blocks, and most are one */
};

/* A hole, then a text. */
struct piece {
    struct text text;
    enum hole hole;
    const struct payload *payload; /* of the outcome, or NULL */
    const struct text *members;    /* of HOLE_MEMBER: what stands for absent, then for 0, 1, … */
};

/* {0} is empty: nothing is written. */
struct template
{
    const struct piece *pieces;
    uint32_t count;
    uint32_t keys; /* holes for heads and subjects */
    size_t length; /* at most, of all texts but those of keys and long values */
};

/* A template in the making; {.arena} begins one.  In the end pieces and texts lie one behind the
 * other: what is written together is near together. */
struct template_builder {
    struct arena *arena;                        /* owns the templates */
    struct buffer text;                         /* of all pieces */
    size_t done;                                /* of it, that of whole pieces */
    struct buffer pieces;                       /* the whole ones */
    struct piece piece;                         /* the last one */
    struct pointer_map members[FORM_PLAIN + 1]; /* texts by enumeration, of each form */
};

/* Append text as it stands, or as FORM spells it. */
void template_add(struct template_builder *builder, const char *text);
void template_spell(struct template_builder *builder, enum form form, const char *text);

void template_hole(struct template_builder *builder, enum hole hole);

/* A hole for PAYLOAD of the outcome, spelled in FORM. */
void template_value(struct template_builder *builder, enum form form,
                    const struct payload *payload);

/* The template built so far; BUILDER begins the next one. */
struct template template_end(struct template_builder *builder);

/* The text built so far, without holes, to be copied in blocks. */
struct text template_text(struct template_builder *builder);

/* After the last template. */
void template_builder_free(struct template_builder *builder);

#endif
