/* json_keys.c - no key twice in one object, for keys that no shape knows; and a text's begin and
 * end. */
#include "interp/data/json.h"

#include <stdlib.h>

#include "interp/data/complaint.h"

enum { FEW_KEYS = 8 };

static void *resized(void *old, size_t size)
{
    void *grown = realloc(old, size);
    if (!grown)
        arena_exhausted();
    return grown;
}

static void grow(struct json_keys *keys)
{
    keys->capacity = keys->capacity ? 2 * keys->capacity : 64;
    keys->names = resized(keys->names, keys->capacity * sizeof *keys->names);
    keys->places = resized(keys->places, keys->capacity * sizeof *keys->places);
}

void json_keys_add(struct json *json, struct text key, const char *at)
{
    struct json_keys *keys = &json->keys;
    if (keys->count == keys->capacity)
        grow(keys);
    keys->names[keys->count] = key;
    keys->places[keys->count++] = at;
}

static bool same_name(const void *context, uint32_t a, uint32_t b)
{
    const struct text *names = context;
    return text_equal(names[a], names[b]);
}

/* The same as below for few names: each with each. */
static bool find_among_few(const struct text *names, uint32_t count, struct duplicates_pair *pair)
{
    for (uint32_t b = 1; b < count; b++)
        for (uint32_t a = 0; a < b; a++)
            if (names[a].length == names[b].length && text_equal(names[a], names[b])) {
                *pair = (struct duplicates_pair){ a, b };
                return true;
            }
    return false;
}

/* Two of the COUNT names that are the same. */
static bool find_twins(struct json *json, const struct text *names, uint32_t count,
                       struct duplicates_pair *pair)
{
    if (count <= FEW_KEYS)
        return find_among_few(names, count, pair);
    uint64_t *hashes = duplicates_hashes(&json->duplicates, count);
    for (uint32_t i = 0; i < count; i++)
        hashes[i] = duplicates_hash(json->duplicates.seed, names[i]);
    struct duplicates_keys keys = { hashes, count, same_name, names };
    return duplicates_find(&json->duplicates, &keys, pair);
}

bool json_keys_close(struct json *json, uint32_t first)
{
    struct json_keys *keys = &json->keys;
    uint32_t count = keys->count - first;
    struct duplicates_pair pair;
    keys->count = first;
    if (count < 2 || !find_twins(json, keys->names + first, count, &pair))
        return true;
    uint32_t second = first + pair.second;
    json_fail(json, keys->places[second],
              arena_format(json->arena, "the key %s stands twice in one object",
                           text_shown(json->arena, keys->names[second])));
    return false;
}

void json_begin(struct json *json, const char *text, size_t length)
{
    json->start = text;
    json->end = text + length;
    json->depth = 0;
    json->keys.count = 0;
    json->complaint = NULL;
}

bool json_finish(struct json *json, const char *at)
{
    if (at > json->end) {
        json_fail(json, json->end, "the text ends too early");
        return false;
    }
    while (at < json->end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r'))
        at++;
    if (at < json->end)
        json_expected(json, at, "the end");
    return at == json->end;
}

void json_free(struct json *json)
{
    free(json->keys.names);
    free(json->keys.places);
    json->keys = (struct json_keys){ 0 };
    duplicates_free(&json->duplicates);
}
