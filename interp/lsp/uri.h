/* uri.h - file: URIs and paths (RFC 8089). */
#ifndef CERTPOL_LSP_URI_H
#define CERTPOL_LSP_URI_H

#include "grammar/arena.h"

/* The path that URI names, in ARENA; of one that is not file: the URI itself, which is then the
 * name of a text that is in no file.  NULL where it is malformed, names another machine, or holds a
 * NUL. */
const char *uri_path(struct arena *arena, const char *uri);

/* The URI of the absolute PATH, in ARENA; of another PATH, PATH itself. */
const char *uri_of_path(struct arena *arena, const char *path);

#endif
