/* files.h - finding and reading the files of golden examples. */
#ifndef CERTPOL_TOOL_FILES_H
#define CERTPOL_TOOL_FILES_H

#include <stdbool.h>
#include <stddef.h>

/* {0} is empty. */
struct files {
    char **paths;
    size_t count;
};

/* Add the file at PATH, or all files below it whose names end in ENDING, in the order of their
 * names; hidden ones, links to folders and what is neither file nor folder are left out.  False
 * after a message. */
bool files_add(struct files *files, const char *path, const char *ending);
void files_free(struct files *files);

enum { GOLDEN_BYTES_MAX = 1 << 26, RECORDS_BYTES_MAX = 1 << 30 };

/* The bytes of the file at PATH (`-` is standard input), at most MOST, with a NUL behind them, to
 * be released with free; NULL after a message. */
char *file_read(const char *path, size_t most, size_t *length);

#endif
