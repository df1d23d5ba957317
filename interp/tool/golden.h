/* golden.h - a file of golden examples as cases.  Knows its form, not what is expected. */
#ifndef CERTPOL_TOOL_GOLDEN_H
#define CERTPOL_TOOL_GOLDEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A line below `--`, without its end. */
struct golden_line {
    const char *text; /* in the file's text */
    size_t length;
    unsigned line;
    bool expects; /* neither blank nor a comment */
};

struct golden_case {
    char *title;
    unsigned line;
    char *as_of;  /* NULL where neither the case nor the one it is like says it */
    char *record; /* its JSON text; NULL where there is none, which was complained about */
    size_t below; /* where the lines below `--` begin in the file's text */
    size_t end;   /* where the next case begins, or the text ends */
    struct golden_line *lines;
    size_t line_count;
};

struct golden {
    const char *path; /* borrowed */
    char *text;
    size_t length;
    char **policies; /* paths, relative to the current folder or absolute */
    size_t policy_count;
    struct golden_case *cases;
    size_t case_count;
};

/* What is wrong with a golden file; LINE and COLUMN count from 1. */
struct golden_problem {
    const char *file;
    unsigned line, column;
    const char *message;
};

/* Where problems go. */
struct golden_problems {
    void *context;
    void (*tell)(void *context, const struct golden_problem *problem);
    size_t count;
};

/* Take the LENGTH bytes at TEXT, which is released with the golden file, as the file at PATH.  What
 * is wrong goes to PROBLEMS; GOLDEN then holds what could be read.  To be released with
 * golden_free. */
void golden_parse(struct golden *golden, const char *path, char *text, size_t length,
                  struct golden_problems *problems);
void golden_free(struct golden *golden);

#endif
