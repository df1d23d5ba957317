/* parse.h - text to tree. */
#ifndef CERTPOL_GRAMMAR_PARSE_H
#define CERTPOL_GRAMMAR_PARSE_H

#include "grammar/ast.h"

/* The tree of SOURCE.  What is wrong with it goes to CONTEXT's diagnostics; the tree then holds what
 * could be read.  SOURCE must stay as long as the tree; the tree lives in the context's arena. */
struct ast parse(const struct source *source, struct ast_context *context);

#endif
