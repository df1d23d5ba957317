/* memory.h - memory that is there, or the process ends with a message. */
#ifndef CERTPOL_TOOL_MEMORY_H
#define CERTPOL_TOOL_MEMORY_H

#include <stddef.h>
#include <stdio.h>

/* MEMORY itself, as malloc and its like returned it; where it is NULL, the end. */
void *in_memory(void *memory);

/* A text that is written like a file, and of which nothing is lost.  {0} is none. */
struct memory_text {
    FILE *out;
    char *text;
    size_t length, capacity;
    char buffer[512]; /* OUT's */
};

/* Begin TEXT, which stays where it is until memory_text_end. */
void memory_text_begin(struct memory_text *text);

/* All that was written, with a NUL behind it, to be released with free; its length is in TEXT. */
char *memory_text_end(struct memory_text *text);

#endif
