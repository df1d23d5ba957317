/* json_keys.c - no key twice in one object, for keys that no shape knows; and a text's begin and end. */
#include "interp/data/json.h"

#include <stdlib.h>

#include "interp/data/complaint.h"

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
    keys->hashes = resized(keys->hashes, keys->capacity * sizeof *keys->hashes);
    keys->places = resized(keys->places, keys->capacity * sizeof *keys->places);
}

void json_keys_add(struct json *json, struct text key, const char *at)
{
    struct json_keys *keys = &json->keys;
    if (keys->count == keys->capacity)
        grow(keys);
    keys->names[keys->count] = key;
    keys->hashes[keys->count] = duplicates_hash(json->duplicates.seed, key);
    keys->places[keys->count++] = at;
}

static bool same_name(const void *context, uint32_t a, uint32_t b)
{
    const struct text *names = context;
    return text_equal(names[a], names[b]);
}

bool json_keys_close(struct json *json, uint32_t first)
{
    struct json_keys *keys = &json->keys;
    struct duplicates_keys these = { .hashes = keys->hashes + first,
                                     .count = keys->count - first,
                                     .same = same_name,
                                     .context = keys->names + first };
    struct duplicates_pair pair;
    keys->count = first;
    if (these.count < 2 || !duplicates_find(&json->duplicates, &these, &pair))
        return true;
    json_fail(json, keys->places[first + pair.second],
              arena_format(json->arena, "the key %s stands twice in one object",
                           text_shown(json->arena, keys->names[first + pair.second])));
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
    free(json->keys.hashes);
    free(json->keys.places);
    json->keys = (struct json_keys){ 0 };
    duplicates_free(&json->duplicates);
}
