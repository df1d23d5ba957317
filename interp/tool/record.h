/* record.h - one record out of a file: the only one, or the one with a key. */
#ifndef CERTPOL_TOOL_RECORD_H
#define CERTPOL_TOOL_RECORD_H

#include "interp/certpol.h"

/* Evaluate in SESSION the record of the file at PATH (`-` is standard input) that is called KEY,
 * or, where that is NULL, the only one.  The file is JSON, an array of it, or JSON Lines.  Returns
 * an exit status, STATUS_DONE where SESSION has decided it, else after a message. */
int record_evaluate(certpol_session *session, const char *path, const char *key);

#endif
