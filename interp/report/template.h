/* template.h - a text with holes, prepared when a policy is loaded: writing a decision is copying.
 */
#ifndef CERTPOL_REPORT_TEMPLATE_H
#define CERTPOL_REPORT_TEMPLATE_H

#include "grammar/pointer_map.h"
#include "interp/report/spelling.h"

enum hole {
    HOLE_NONE,
    HOLE_MEMBER,   /* payload of the outcome that is one of a few words */
    HOLE_DATE,     /* payload that is a day, and there */
    HOLE_INTEGER,  /* payload that is a whole number, and there */
    HOLE_SHORT,    /* other payload that is never long, see spell_short */
    HOLE_VALUE,    /* other payload */
    HOLE_MESSAGE,  /* what the rule says to people */
    HOLE_MESSAGES, /* what the rules of all outcomes say, as the line form lists them */
    HOLE_LANGUAGE, /* the message's language */
    HOLE_END       /* nothing more */
};

enum {
    PIECE_BLOCK = 64 /* a piece's text is followed by so many bytes that may be read: it is copied
                        in blocks, and most are one */
};

/* A hole, then a text, which stands behind it; then the next piece. */
struct piece {
    uint32_t length; /* of the text */
    uint16_t hole;   /* enum hole */
    uint16_t slot;   /* of the outcome's row: where the payload is */
    union {
        const struct text *members; /* of HOLE_MEMBER: what stands for absent, then for 0, 1, … */
        const struct payload *payload; /* of others */
    };
};

static inline const char *piece_text(const struct piece *piece)
{
    return (const char *)(piece + 1);
}

static inline const struct piece *piece_next(const struct piece *piece)
{
    size_t align = _Alignof(struct piece);
    return (const struct piece *)(piece_text(piece) + ((piece->length + align - 1) & ~(align - 1)));
}

/* One without pieces is NULL: nothing is written. */
struct template
{
    size_t length;      /* at most, of all but long values */
    struct piece first; /* without a hole; the others behind it, to one with HOLE_END */
};

/* A template in the making; {.arena} begins one. */
struct template_builder {
    struct arena *arena;                        /* owns the templates */
    struct piece piece;                         /* the last one */
    struct buffer text;                         /* its own, so far */
    struct buffer pieces;                       /* those before it, with their texts */
    size_t length;                              /* as of the template */
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
const struct template *template_end(struct template_builder *builder);

/* The text built so far, without holes, to be copied in blocks. */
struct text template_text(struct template_builder *builder);

/* After the last template. */
void template_builder_free(struct template_builder *builder);

#endif
