/* buffer.h - bytes that are to be written: they grow at the end and are forgotten together. */
#ifndef CERTPOL_REPORT_BUFFER_H
#define CERTPOL_REPORT_BUFFER_H

#include <stddef.h>

#include "interp/value/value.h"

/* {0} is empty. */
struct buffer {
    char *at;
    size_t length, capacity;
};

/* Make room for SIZE more bytes. */
void buffer_grow(struct buffer *buffer, size_t size);

/* Room for SIZE more bytes behind the end, which the caller writes and then adds to LENGTH.  Never
 * NULL. */
static inline char *buffer_room(struct buffer *buffer, size_t size)
{
    if (buffer->capacity - buffer->length <= size)
        buffer_grow(buffer, size + 1);
    return buffer->at + buffer->length;
}

/* What FORMAT makes, as printf would. */
__attribute__((format(printf, 2, 3))) void buffer_format(struct buffer *buffer, const char *format,
                                                         ...);

/* Release the bytes.  BUFFER is then empty and may be used again. */
void buffer_free(struct buffer *buffer);

static inline void buffer_add(struct buffer *buffer, const char *bytes, size_t length)
{
    if (!length)
        return;
    memcpy(buffer_room(buffer, length), bytes, length);
    buffer->length += length;
}

static inline void buffer_text(struct buffer *buffer, struct text text)
{
    buffer_add(buffer, text.at, text.length);
}

static inline void buffer_string(struct buffer *buffer, const char *string)
{
    buffer_add(buffer, string, strlen(string));
}

#endif
