/* path.h - paths as texts: joining, tidying, containment.  Knows no files but those that realpath
 * sees. */
#ifndef CERTPOL_PATH_H
#define CERTPOL_PATH_H

#include <stdbool.h>

#include "grammar/arena.h"

/* PATH without empty parts, `.` and `a/..`; `.` where nothing is left.  In ARENA. */
const char *path_tidy(struct arena *arena, const char *path);

/* What PATH, written in the file at FILE, names: PATH itself where it is absolute, else in FILE's
 * folder.  Tidy, in ARENA. */
const char *path_beside(struct arena *arena, const char *file, const char *path);

/* The folder of the file at PATH, `.` where there is none.  In ARENA. */
const char *path_folder(struct arena *arena, const char *path);

/* The absolute path without links; where there is no such file, as far as the text alone tells.  In
 * ARENA. */
const char *path_canonical(struct arena *arena, const char *path);

/* Whether the canonical PATH lies in the canonical FOLDER or below. */
bool path_is_within(const char *path, const char *folder);

#endif
