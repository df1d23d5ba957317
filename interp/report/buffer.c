/* buffer.c - doubling, so that a buffer that is used again soon never grows. */
#include "interp/report/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "grammar/arena.h"

enum { BUFFER_MIN = 256 };

void buffer_grow(struct buffer *buffer, size_t size)
{
    if (size > SIZE_MAX / 4 - buffer->length)
        arena_exhausted();
    size_t capacity = buffer->capacity ? buffer->capacity : BUFFER_MIN;
    while (capacity < buffer->length + size)
        capacity *= 2;
    char *grown = realloc(buffer->at, capacity);
    if (!grown)
        arena_exhausted();
    buffer->at = grown;
    buffer->capacity = capacity;
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length > 0) {
        vsnprintf(buffer_room(buffer, (size_t)length + 1), (size_t)length + 1, format, args);
        buffer->length += (size_t)length;
    }
    va_end(args);
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->at);
    *buffer = (struct buffer){ 0 };
}
