/* analysis.h - one policy with all that it uses, loaded and checked, with what its words mean.
 *
 * The policy's own life is interp/load.h's; here are places: a file's offsets, and the checker's
 * places that count through all files. */
#ifndef CERTPOL_LSP_ANALYSIS_H
#define CERTPOL_LSP_ANALYSIS_H

#include "interp/load.h"
#include "interp/lsp/position.h"

/* A part of a file. */
struct stretch {
    const char *path; /* canonical */
    uint32_t start, end;
};

/* One of the files of an analysis, a table's too. */
struct part {
    const char *path; /* canonical */
    const struct source *source;
    const struct module *module; /* NULL: a table's rows */
    struct lines lines;          /* found when they are asked for */
    int64_t changed;             /* of the file: when, in nanoseconds, */
    int64_t size;                /* and how long; -1: there was none */
};

struct analysis {
    struct load *load; /* owns what is not said otherwise */
    const struct program *program;
    struct references references;
    struct reference **words; /* in the order of their places; NULL until they are asked for */
    struct part *parts;       /* by source of the load */
    uint32_t part_count;
};

/* What is asked of an analysis besides: {0} is nothing. */
struct probe {
    const char *path; /* canonical */
    uint32_t offset;  /* of the word that another might stand in place of */
};

/* The policy at ROOT, or the shared file there, as it is with TEXTS.  To be released with
 * analysis_free. */
struct analysis *analysis_new(const char *root, struct load_options texts, struct probe probe);
void analysis_free(struct analysis *analysis);

/* The part at the canonical PATH, or NULL. */
struct part *analysis_part(struct analysis *analysis, const char *path);

/* The part that PLACE is in, or NULL. */
struct part *analysis_part_of(struct analysis *analysis, uint32_t place);

/* SPAN as a stretch; its path is NULL where SPAN is nowhere. */
struct stretch analysis_stretch(struct analysis *analysis, struct span span);

/* The lines of PART. */
const struct lines *part_lines(struct part *part);

/* Whether a file of ANALYSIS has changed since, other than those of TEXTS. */
bool analysis_is_stale(const struct analysis *analysis, struct load_options texts);

/* All words that mean something, in the order of their places; a word may be there more than once.
 */
struct reference *const *analysis_words(struct analysis *analysis);

/* The first of those at PLACE, also just behind them; *COUNT of them follow each other.  NULL where
 * there is none. */
struct reference *const *analysis_words_at(struct analysis *analysis, uint32_t place,
                                           uint32_t *count);

#endif
