/* load.h - from the paths of policies to their trees and the texts of their tables.
 *
 * The only part of the checker's side that opens files.  It knows `use`, folders and sizes, and
 * nothing of what a declaration means. */
#ifndef CERTPOL_LOAD_H
#define CERTPOL_LOAD_H

#include "interp/check/check.h"

enum {
    LOAD_FILES_MAX = 256,         /* policy files of one load */
    LOAD_TEXT_MAX = SOURCE_MAX,   /* bytes of all policy files together */
    LOAD_TABLES_MAX = 1024,       /* tables of one load */
    LOAD_TABLE_MAX = 1 << 28,     /* bytes of one table's file */
    LOAD_TABLE_TEXT_MAX = 1 << 30 /* bytes of all tables' files together */
};

/* A text that stands for the file at PATH, whether or not there is one: an editor's unsaved buffer,
 * a policy that a program holds in memory.  All of it is borrowed for as long as the load is used.
 */
struct load_text {
    const char *path, *text;
    size_t length;
};

/* {0} is the usual. */
struct load_options {
    bool allow_outside; /* used files and tables may lie outside the folders of the given files */
    const struct load_text *texts;
    uint32_t text_count;
};

/* The COUNT files at PATHS (`-` is standard input, relative to the current folder) with all that
 * they use, each file once, and the CSV texts of their tables.  What is wrong is in the load's
 * diagnostics; `unread` counts the files at PATHS that could not be read.  Never NULL; to be
 * released with load_free. */
struct load *load_files(const char *const *paths, uint32_t count, struct load_options options);

/* A load of nothing, to be released with load_free. */
struct load *load_new(void);

/* Release LOAD and all that lives in its arena, the program too.  LOAD may be NULL. */
void load_free(struct load *load);

#endif
