/* scope.c - the names that a policy sees. */
#include "interp/check/checker.h"
#include "interp/check/places.h"

/* Where in the index NAME stands or belongs. */
static uint32_t index_of(const struct scope *scope, const char *name)
{
    uint32_t mask = scope->index_size - 1;
    uint32_t at = name_hash(name) & mask;
    while (scope->index[at] && scope->items[scope->index[at] - 1]->name != name)
        at = (at + 1) & mask;
    return at;
}

struct symbol *scope_find(const struct scope *scope, const char *name)
{
    if (!scope->count)
        return NULL;
    uint32_t number = scope->index[index_of(scope, name)];
    return number ? scope->items[number - 1] : NULL;
}

static void grow_items(struct scope *scope)
{
    if (scope->count < scope->capacity)
        return;
    uint32_t capacity = scope->capacity ? 2 * scope->capacity : 32;
    scope->items = arena_grow(scope->arena, scope->items, scope->count * sizeof(struct symbol *),
                              capacity * sizeof(struct symbol *));
    scope->capacity = capacity;
}

/* At most half of the index is taken. */
static void grow_index(struct scope *scope)
{
    if (scope->count < scope->index_size / 2)
        return;
    scope->index_size = scope->index_size ? 2 * scope->index_size : 64;
    scope->index = arena_array(scope->arena, uint32_t, scope->index_size);
    for (uint32_t i = 0; i < scope->count; i++)
        scope->index[index_of(scope, scope->items[i]->name)] = i + 1;
}

bool scope_add(struct scope *scope, struct symbol *symbol)
{
    grow_items(scope);
    grow_index(scope);
    uint32_t at = index_of(scope, symbol->name);
    if (scope->index[at])
        return false;
    scope->items[scope->count++] = symbol;
    scope->index[at] = scope->count;
    return true;
}
