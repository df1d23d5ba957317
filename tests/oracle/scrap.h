/* scrap.h - a text as a tree of scraps, so that it can be made smaller without knowing its grammar.
 *
 * A scrap can be left out where it is droppable, and stand for a scrap around it that has the same
 * tag.  Whether what is left still means anything is for others to find out. */
#ifndef CERTPOL_TESTS_SCRAP_H
#define CERTPOL_TESTS_SCRAP_H

#include "grammar/arena.h"
#include "interp/report/buffer.h"

struct scrap {
    const char *text;           /* of a leaf; NULL for a scrap of scraps */
    struct scrap *first, *last; /* its parts */
    struct scrap *next;         /* in the scrap around it; a scrap stands in one place only */
    const char *between;        /* written between the parts that are there; or NULL */
    const char *simple;         /* a text that may stand for the scrap; or NULL */
    unsigned tag;               /* 0: stands for nothing else */
    bool droppable, dropped;
    const struct scrap *instead; /* a scrap of the same tag in it that stands for it; or NULL */
    bool simplified;             /* SIMPLE stands for it */
};

/* TEXT is borrowed for as long as the scrap. */
struct scrap *scrap_leaf(struct arena *arena, const char *text);

/* The scraps that follow FORMAT, one for each % in it, with the text around them. */
struct scrap *scrap_of(struct arena *arena, const char *format, ...);

/* An empty list of scraps, which are written with BETWEEN between them. */
struct scrap *scrap_list(struct arena *arena, const char *between);
void scrap_add(struct scrap *list, struct scrap *part);

void scrap_write(const struct scrap *scrap, struct buffer *out);

/* Is it a leaf whose text is TEXT? */
bool scrap_is(const struct scrap *scrap, const char *text);

#endif
