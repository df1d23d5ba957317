/* terminal.h - what a terminal gets and a file does not. */
#ifndef CERTPOL_TOOL_TERMINAL_H
#define CERTPOL_TOOL_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

#include "interp/certpol.h"

/* Whether OUT shows colours: a terminal, and neither NO_COLOR nor TERM=dumb. */
bool shows_colour(FILE *out);

/* A number with its thousands parted: "1,234,567", in TEXT of GROUPED_TEXT bytes, which is
 * returned. */
enum { GROUPED_TEXT = 32 };
const char *grouped(uint64_t number, char *text);

/* A progress line on standard error; nothing where that is no terminal. */
struct progress {
    bool shown, wanted;
    int64_t started, told; /* instants */
};

struct progress progress_begin(bool wanted);
void progress_tell(struct progress *progress, uint64_t bytes, uint64_t total);
void progress_end(struct progress *progress);

#endif
