/* read.h - the bytes of one file, at most so many. */
#ifndef CERTPOL_READ_H
#define CERTPOL_READ_H

#include "grammar/arena.h"

struct file_text {
    const char *text; /* NULL where it could not be read */
    size_t length;
    const char *problem; /* then why, for people: "there is no such file" */
};

/* The file at PATH, in ARENA.  One of more than LIMIT bytes is a problem, and so is anything but an
 * ordinary file: opening it never waits. */
struct file_text read_file(struct arena *arena, const char *path, size_t limit);

/* The same for what is open as DESCRIPTOR, of whatever kind, to its end.  DESCRIPTOR stays open. */
struct file_text read_open(struct arena *arena, int descriptor, size_t limit);

#endif
