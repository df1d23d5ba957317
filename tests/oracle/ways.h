/* ways.h - the ways of reading a record, one for each instruction set, side by side. */
#ifndef CERTPOL_TESTS_WAYS_H
#define CERTPOL_TESTS_WAYS_H

#include "interp/data/reader.h"
#include "interp/report/buffer.h"

struct ways;

/* Readers of SHAPE by all the ways that this machine can go, and by the portable one. */
struct ways *ways_new(const struct shape *shape);
void ways_free(struct ways *ways);

/* Whether all ways make the same of the LENGTH bytes at TEXT (READER_PADDING bytes behind it may be
 * read) and of three damaged copies of it: the same values, or a reject with the same place, path
 * and message; and whether what they read is JSON for a library, too.  TOLD gets the first
 * difference.  Adds the texts that were read to *TEXTS, and those of them that were rejected to
 * *REJECTED. */
bool ways_agree(struct ways *ways, const char *text, size_t length, struct buffer *told,
                uint64_t *texts, uint64_t *rejected);

#endif
