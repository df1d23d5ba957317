/* unified.h - how two texts differ, line by line, as patch(1) reads it. */
#ifndef CERTPOL_TOOL_UNIFIED_H
#define CERTPOL_TOOL_UNIFIED_H

#include <stdio.h>

#include "interp/certpol.h"

/* Write to OUT what makes NEWER of OLDER, the file NAME, in unified form with three lines around
 * each change; nothing where they are equal. */
void unified_write(FILE *out, const char *name, struct certpol_text older,
                   struct certpol_text newer);

#endif
