/* reference.c - lists of what words mean. */
#include "interp/check/reference.h"

static void append(struct arena *arena, struct reference_list *list, struct reference reference)
{
    if (list->count == list->capacity) {
        uint32_t capacity = list->capacity ? 2 * list->capacity : 64;
        list->items = arena_grow(arena, list->items, list->capacity * sizeof *list->items,
                                 capacity * sizeof *list->items);
        list->capacity = capacity;
    }
    list->items[list->count++] = reference;
}

void reference_add(struct references *references, struct reference reference)
{
    if (references)
        append(references->arena, &references->words, reference);
}

bool reference_is_probed(struct references *references, struct span word)
{
    if (!references || !references->probe || references->probe < word.start ||
        references->probe >= word.end)
        return false;
    references->probed = word;
    return true;
}

void reference_offer(struct references *references, struct reference reference)
{
    reference.span = (struct span){ 0 };
    append(references->arena, &references->offered, reference);
}
