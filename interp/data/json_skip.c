/* json_skip.c - values that nobody asked for: checked like all others, and forgotten.
 *
 * What is open is a bit and the place of its first key, never a frame of the C stack. */
#include "interp/data/json.h"

#include <stdlib.h>

#include "interp/data/complaint.h"

/* The objects and lists that are open within the value, outermost first. */
struct nest {
    uint32_t depth;
    bool is_object[READER_DEPTH_MAX];
    uint32_t first_key[READER_DEPTH_MAX]; /* of an object, among json->keys */
};

bool json_enter(struct json *json, const char *at)
{
    if (json->depth == READER_DEPTH_MAX) {
        json_fail(json, at,
                  arena_format(json->arena, "nested more than %d deep", READER_DEPTH_MAX));
        return false;
    }
    json->depth++;
    return true;
}

const char *json_literal(struct json *json, const char *at)
{
    static const struct text words[] = { { "true", 4 }, { "false", 5 }, { "null", 4 } };
    for (int i = 0; i < 3; i++)
        if (memcmp(at, words[i].at, words[i].length) == 0)
            return at + words[i].length;
    return json_expected(json, at, "a value");
}

/* A value that holds no others. */
static const char *skip_plain(struct json *json, const char *at)
{
    struct json_string string;
    struct text number;
    if (*at == '"')
        return json_text(json, at, &string);
    if (*at == '-' || (*at >= '0' && *at <= '9'))
        return json_number(json, at, &number);
    return json_literal(json, at);
}

/* Behind a key and its colon, at the value. */
static const char *skip_key(struct json *json, const char *at)
{
    struct json_string string;
    const char *key = at;
    if (*at != '"')
        return json_expected(json, at, "a field's name in quotes");
    at = json_text(json, at, &string);
    if (!at)
        return NULL;
    json_keys_add(json, string.escaped ? json_unescape(json, string.raw) : string.raw, key);
    return json_colon(json, at);
}

/* At the first value of what opens at AT, or behind its end if it is empty (*CLOSED then). */
static const char *open_nest(struct json *json, struct nest *nest, const char *at, bool *closed)
{
    if (!json_enter(json, at))
        return NULL;
    bool object = *at == '{';
    nest->is_object[nest->depth] = object;
    nest->first_key[nest->depth++] = json->keys.count;
    at = json_blanks(json, at + 1);
    if (!at)
        return NULL;
    *closed = *at == (object ? '}' : ']');
    if (*closed)
        return at;
    return object ? skip_key(json, at) : at;
}

/* Behind the bracket at AT, which ends the innermost. */
static const char *close_nest(struct json *json, struct nest *nest, const char *at)
{
    json->depth--;
    if (nest->is_object[--nest->depth] && !json_keys_close(json, nest->first_key[nest->depth]))
        return NULL;
    return at + 1;
}

/* From behind a value to the next one; behind the outermost when nothing is open any more. */
static const char *next_value(struct json *json, struct nest *nest, const char *at)
{
    while (nest->depth > 0) {
        bool object = nest->is_object[nest->depth - 1];
        at = json_blanks(json, at);
        if (!at)
            return NULL;
        if (*at == ',') {
            at = json_blanks(json, at + 1);
            return at && object ? skip_key(json, at) : at;
        }
        if (*at != (object ? '}' : ']'))
            return json_expected(json, at, object ? "',' or '}'" : "',' or ']'");
        at = close_nest(json, nest, at);
        if (!at)
            return NULL;
    }
    return at;
}

const char *json_skip(struct json *json, const char *at)
{
    struct nest nest;
    nest.depth = 0;
    do {
        bool closed = false;
        bool opens = *at == '{' || *at == '[';
        at = opens ? open_nest(json, &nest, at, &closed) : skip_plain(json, at);
        if (!at)
            return NULL;
        if (!opens || closed)
            at = next_value(json, &nest, at);
    } while (at && nest.depth > 0);
    return at;
}

bool json_validate(struct json *json, const char *text, size_t length)
{
    json_begin(json, text, length);
    const char *at = json_blanks(json, text);
    at = at ? json_skip(json, at) : NULL;
    return at && json_finish(json, at);
}
