/* format.h - a text in the one canonical layout (REFERENCE.md, "Layout"). */
#ifndef CERTPOL_GRAMMAR_FORMAT_H
#define CERTPOL_GRAMMAR_FORMAT_H

#include "grammar/parse.h"

/* SOURCE with other blanks and line ends: it has the same tree and the same comments, each between
 * the same words, and formatting it again changes nothing.  The text lives in CONTEXT's arena, has
 * a NUL behind it and *LENGTH bytes before that.  NULL where CONTEXT's diagnostics have errors, now
 * that SOURCE has been read. */
const char *format(const struct source *source, struct ast_context *context, size_t *length);

#endif
