/* folder.h - the policy files of the editor's folders, and which of them use which.
 *
 * Reads no more of a file than its `policy` and `use`. */
#ifndef CERTPOL_LSP_FOLDER_H
#define CERTPOL_LSP_FOLDER_H

#include <stdbool.h>

#include "interp/load.h"

enum {
    FOLDER_FILES_MAX = 2000,   /* policy files that are known */
    FOLDER_ENTRIES_MAX = 50000 /* of folders that are looked at for them */
};

/* A policy file. */
struct folder_file {
    char *path;     /* canonical */
    bool is_policy; /* has a header of its own */
    char **uses;    /* canonical */
    size_t use_count;
};

/* Where files are looked for. */
struct folder_root {
    char *path; /* canonical */
    unsigned depth;
};

/* {0} knows nothing; to be released with folder_free. */
struct folder {
    struct folder_root *roots;
    size_t root_count;
    struct folder_file **files;
    size_t count;
};

/* Look for policy files in PATH, a folder, and DEPTH folders below. */
void folder_add(struct folder *folder, const char *path, unsigned depth);

/* PATH is no longer one of the folders, and its files are forgotten. */
void folder_remove(struct folder *folder, const char *path);

/* Forget all files and look again. */
void folder_rescan(struct folder *folder);
void folder_free(struct folder *folder);

/* Read again what the file at PATH uses: its text in TEXTS if it is there, else on the disk.  One
 * that was not known is, from now on; one that is not there any more is forgotten. */
void folder_update(struct folder *folder, const char *path, struct load_options texts);

/* The files to load so that all policies are seen which use PATH, directly or not: these policies,
 * or PATH itself where there are none, or it is one.  At most LIMIT; returns their number. */
size_t folder_users(const struct folder *folder, const char *path, const char **users,
                    size_t limit);

#endif
