/* output.h - files that are complete or absent, and standard output. */
#ifndef CERTPOL_TOOL_OUTPUT_H
#define CERTPOL_TOOL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* {0} is no output: output_abandon does nothing. */
struct output {
    const char *name; /* for messages */
    char *path;       /* of the finished file; NULL where what is written stays as it comes */
    char *temporary;  /* its name until then */
    char *folder;     /* that both are in */
    int descriptor;
    bool failed; /* a message was given */
};

/* Open the file at PATH for writing; NULL and "-" are standard output.  A regular file appears
 * under its name with output_finish only; anything else (a pipe, /dev/null) is written to directly.
 * False after a message. */
bool output_open(struct output *output, const char *path);

/* Whether both will be the same file: the one that is finished first would be lost. */
bool output_is_same(const struct output *output, const struct output *other);

/* Whether the file at PATH will be replaced. */
bool output_replaces(const struct output *output, const char *path);

/* Write whole lines.  False after a message, once. */
bool output_write(struct output *output, const char *bytes, size_t length);

/* The output is complete: give the file its name.  False after a message; nothing is left then. */
bool output_finish(struct output *output);

/* Leave nothing. */
void output_abandon(struct output *output);

#endif
