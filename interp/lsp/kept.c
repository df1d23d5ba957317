/* kept.c - malloc for those who do not ask whether there is memory. */
#include "interp/lsp/kept.h"

#include <stdlib.h>
#include <string.h>

#include "grammar/arena.h"

void *kept(void *memory)
{
    if (!memory)
        arena_exhausted();
    return memory;
}

char *kept_copy(const char *text, size_t length)
{
    char *copy = kept(malloc(length + 1));
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

void *kept_room(void *items, size_t count, size_t size)
{
    if (count & (count - 1))
        return items;
    return kept(realloc(items, (count ? 2 * count : 1) * size));
}
