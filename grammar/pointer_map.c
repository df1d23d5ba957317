/* pointer_map.c - open addressing, at most half full. */
#include "grammar/pointer_map.h"

static uint32_t place_of(const struct pointer_map *map, const void *key)
{
    uint64_t hash = (uint64_t)(uintptr_t)key * 0x9e3779b97f4a7c15u;
    uint32_t at = (uint32_t)(hash >> 32) & (map->capacity - 1);
    while (map->keys[at] && map->keys[at] != key)
        at = (at + 1) & (map->capacity - 1);
    return at;
}

void *pointer_map_get(const struct pointer_map *map, const void *key)
{
    return map->capacity ? map->values[place_of(map, key)] : NULL;
}

static void widen(struct arena *arena, struct pointer_map *map)
{
    struct pointer_map wider = { .capacity = map->capacity ? map->capacity * 2 : 64 };
    wider.keys = arena_array(arena, const void *, wider.capacity);
    wider.values = arena_array(arena, void *, wider.capacity);
    for (uint32_t i = 0; i < map->capacity; i++) {
        if (map->keys[i]) {
            uint32_t at = place_of(&wider, map->keys[i]);
            wider.keys[at] = map->keys[i];
            wider.values[at] = map->values[i];
            wider.count++;
        }
    }
    *map = wider;
}

void pointer_map_set(struct arena *arena, struct pointer_map *map, const void *key, void *value)
{
    if (map->count * 2 >= map->capacity)
        widen(arena, map);
    uint32_t at = place_of(map, key);
    if (!map->keys[at])
        map->count++;
    map->keys[at] = key;
    map->values[at] = value;
}
