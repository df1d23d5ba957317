/* loading.h - a load at its work; only load.c and load_table.c include it. */
#ifndef CERTPOL_LOADING_H
#define CERTPOL_LOADING_H

#include "interp/load.h"
#include "interp/read.h"

/* A file that was asked for. */
struct file {
    const char *path; /* canonical */
    struct module *module;
    const struct file *user; /* while it is being loaded, by whom: the chain of a cycle */
    bool busy;
};

/* A table's file that was read. */
struct csv_file {
    const char *path; /* canonical */
    const struct source *source;
};

struct loader {
    struct load *load;
    struct load_options options;
    struct ast_context context;
    struct load_text *texts; /* with canonical paths */
    struct file *files;
    uint32_t file_count;
    const char **roots; /* the folders of the given files */
    uint32_t root_count;
    struct csv_file *csv_files;
    uint32_t csv_count;
    size_t text_size, table_size; /* bytes read so far */
};

/* How a file is named, and by whom. */
struct request {
    const char *shown; /* for messages */
    const char *path;  /* canonical */
    bool standard_input;
    const struct file *user; /* NULL: the command line */
    struct span span;        /* of the user's `use` */
};

/* The text at the canonical PATH: one of the texts that the caller gave, or the file's. */
struct file_text loading_text(struct loader *loader, const char *path, size_t limit);

/* FILE's text as a source called NAME; NULL where all texts are too large together. */
const struct source *loading_source(struct loader *loader, const char *name, struct file_text file);

/* What REQUEST names cannot be read: PROBLEM says why. */
void loading_unreadable(struct loader *loader, const struct request *request, const char *problem);

/* Can PATH, written in a policy, be a path?  False after a complaint. */
bool loading_path_is_sound(struct loader *loader, const struct literal *path);

/* Does PATH, which the policy writes as WRITTEN, lie in the folder of a given file, or below, as it
 * stands and, CANONICAL, with links followed?  False after a complaint; true always where the
 * options allow more. */
bool loading_path_is_inside(struct loader *loader, const struct literal *written, const char *path,
                            const char *canonical);

/* The texts of all tables of the files that were loaded. */
void load_tables(struct loader *loader);

#endif
