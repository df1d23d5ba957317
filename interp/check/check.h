/* check.h - trees to a program, or complaints. */
#ifndef CERTPOL_CHECK_CHECK_H
#define CERTPOL_CHECK_CHECK_H

#include "grammar/ast.h"
#include "interp/check/program.h"
#include "interp/check/reference.h"

enum {
    STEPS_MAX = 100000000
}; /* what a record may cost at worst, unless --max-steps says otherwise */

/* A file of the load. */
struct module {
    const char *path; /* canonical */
    struct ast ast;
    const struct item *policy;  /* its policy header; NULL: it is shared by whoever uses it */
    const struct module **uses; /* the modules it names, in order */
    uint32_t use_count;
    bool given; /* on the command line, not only used */
};

/* The text of a table's CSV file, as load found it. */
struct table_file {
    const struct item *item;     /* the declaration */
    const struct source *source; /* NULL where it could not be read (which load has said) */
};

struct load {
    struct arena *arena; /* owns modules, trees, program */
    struct sources sources;
    struct names names;
    struct diags diags;
    struct module **modules; /* each file once; used before using */
    uint32_t module_count;
    struct table_file *tables;
    uint32_t table_count;
    uint32_t unread; /* files of the command line that could not be read */
    bool incomplete; /* a policy file is missing or did not parse: names may be missing too */
};

struct check_options {
    uint64_t max_steps;            /* 0: STEPS_MAX */
    bool lints;                    /* warn of what is odd although it is sound (lint.h) */
    bool pedantic;                 /* and of what is hardly odd */
    struct references *references; /* what the words mean goes there; or NULL */
};

/* The program of LOAD's modules, in its arena.  Never NULL; worth nothing where diags.errors > 0.
 */
const struct program *check(struct load *load, struct check_options options);

#endif
