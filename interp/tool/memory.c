/* memory.c - the one check of what malloc returns.
 *
 * The C library's own stream into memory drops what it has no room for and does not say so: hence
 * a stream whose end is ours. */
#include "interp/tool/memory.h"

#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "interp/certpol.h"

void *in_memory(void *memory)
{
    if (!memory)
        certpol_exhausted();
    return memory;
}

static ssize_t append(void *context, const char *bytes, size_t length)
{
    struct memory_text *text = context;
    if (text->capacity - text->length <= length) {
        text->capacity = 2 * text->capacity + length + 1;
        text->text = in_memory(realloc(text->text, text->capacity));
    }
    memcpy(text->text + text->length, bytes, length);
    text->length += length;
    return (ssize_t)length;
}

void memory_text_begin(struct memory_text *text)
{
    *text = (struct memory_text){ 0 };
    text->out = in_memory(fopencookie(text, "w", (cookie_io_functions_t){ .write = append }));
    setvbuf(text->out, text->buffer, _IOFBF, sizeof text->buffer);
}

char *memory_text_end(struct memory_text *text)
{
    fclose(text->out);
    append(text, "", 1);
    text->length--;
    text->out = NULL;
    return text->text;
}
