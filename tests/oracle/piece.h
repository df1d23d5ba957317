/* piece.h - a text as a tree of pieces, so that it can be made smaller without knowing its grammar.
 *
 * A piece can be left out where it is droppable, and stand for a piece around it that has the same
 * tag.  Whether what is left still means anything is for others to find out. */
#ifndef CERTPOL_TESTS_PIECE_H
#define CERTPOL_TESTS_PIECE_H

#include "grammar/arena.h"
#include "interp/report/buffer.h"

struct piece {
    const char *text;            /* of a leaf; NULL for a piece of pieces */
    struct piece *first, *last;  /* its parts */
    struct piece *next;          /* in the piece around it; a piece stands in one place only */
    const char *between;         /* written between the parts that are there; or NULL */
    const char *simple;          /* a text that may stand for the piece; or NULL */
    unsigned tag;                /* 0: stands for nothing else */
    bool droppable, dropped;
    const struct piece *instead; /* a piece of the same tag in it that stands for it; or NULL */
    bool simplified;             /* SIMPLE stands for it */
};

/* TEXT is borrowed for as long as the piece. */
struct piece *piece_leaf(struct arena *arena, const char *text);

/* The pieces that follow FORMAT, one for each % in it, with the text around them. */
struct piece *piece_of(struct arena *arena, const char *format, ...);

/* An empty list of pieces, which are written with BETWEEN between them. */
struct piece *piece_list(struct arena *arena, const char *between);
void piece_add(struct piece *list, struct piece *part);

void piece_write(const struct piece *piece, struct buffer *out);

/* Is it a leaf whose text is TEXT? */
bool piece_is(const struct piece *piece, const char *text);

#endif
