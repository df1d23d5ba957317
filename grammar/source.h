/* source.h - the texts of a load, and the places in them.
 *
 * A place is a byte offset into all texts laid end to end, so that a span of eight bytes says which
 * file it belongs to.  Lines and columns exist only where a person reads them: they are computed
 * there and stored nowhere. */
#ifndef CERTPOL_GRAMMAR_SOURCE_H
#define CERTPOL_GRAMMAR_SOURCE_H

#include <stddef.h>
#include <stdint.h>

#include "grammar/arena.h"

/* Bytes [start, end) of all sources together.  {0, 0} is nowhere: offset 0 belongs to no source. */
struct span {
    uint32_t start, end;
};

struct source {
    const char *name; /* as shown in messages: the path as it was given */
    const char *text; /* borrowed; need not end in NUL */
    uint32_t length;
    uint32_t base; /* the place of its first byte */
    /* of a long text: how many lines end before each of its stretches; else NULL */
    const uint32_t *lines;
};

/* {0} has no sources. */
struct sources {
    struct source **items; /* in the order of their bases */
    uint32_t count, capacity;
    uint32_t end; /* the place behind the last one */
};

/* Where a place is, for people: 1-based; COLUMN counts characters, not bytes. */
struct place {
    const struct source *source;
    uint32_t line, column;
    struct span text; /* the whole line, without its newline */
};

enum {
    SOURCE_MAX = 1 << 24 /* bytes of a policy file: flex counts in int, and so do people */
};

/* Add a text; NAME and TEXT are borrowed for as long as SOURCES is used.  NULL where all texts
 * together would be longer than places reach (4 GiB). */
const struct source *sources_add(struct sources *sources, struct arena *arena, const char *name,
                                 const char *text, size_t length);

/* The source that PLACE is in; NULL for nowhere.  The place behind a source's last byte is in it.
 */
const struct source *sources_find(const struct sources *sources, uint32_t place);

/* Line and column of PLACE.  A place that is nowhere gives {0}. */
struct place sources_place(const struct sources *sources, uint32_t place);

/* The first byte of SPAN; it has span.end - span.start bytes.  SPAN must be in one source. */
const char *sources_text(const struct sources *sources, struct span span);

static inline struct span span_join(struct span a, struct span b)
{
    return (struct span){ a.start, b.end };
}

#endif
