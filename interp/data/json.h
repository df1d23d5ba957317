/* json.h - the tokens of RFC 8259, checked to the letter.  Knows no shapes.
 *
 * Each function is given the place where its token begins and returns the place behind it, or NULL
 * after json_fail.  Places may be up to READER_PADDING bytes past the end; who goes on asks
 * json_inside. */
#ifndef CERTPOL_DATA_JSON_H
#define CERTPOL_DATA_JSON_H

#include "grammar/arena.h"
#include "interp/data/duplicates.h"
#include "interp/data/json_block.h"
#include "interp/data/reader.h"

/* The keys of the objects that are open, outermost first. */
struct json_keys {
    struct text *names; /* decoded */
    const char **places;
    uint32_t count, capacity;
};

/* One text being read.  Its scratch memory is kept from text to text; {.arena, .duplicates} begins.
 */
struct json {
    const char *start, *end; /* followed by READER_PADDING readable bytes */
    struct arena *arena;     /* owns decoded strings and complaints */
    struct json_keys keys;
    struct duplicates duplicates;
    uint32_t depth;        /* objects and lists that are open */
    const char *failed_at; /* where the first thing is that is wrong, and what */
    const char *complaint;
};

/* A string as it stands in the text, without its quotes. */
struct json_string {
    struct text raw;
    bool escaped; /* holds a backslash: json_unescape makes its value */
};

/* Begin with the LENGTH bytes at TEXT, which READER_PADDING readable ones follow. */
void json_begin(struct json *json, const char *text, size_t length);

/* Whether there are only blanks from AT to the end; else it has failed. */
bool json_finish(struct json *json, const char *at);

/* Release the scratch memory. */
void json_free(struct json *json);

/* Note what is wrong at AT; only the first counts.  COMPLAINT lives at least as long as
 * json->arena. Returns NULL. */
const char *json_fail(struct json *json, const char *at, const char *complaint);

/* Fail with "expected WHAT, found ...". */
const char *json_expected(struct json *json, const char *at, const char *what);

/* Behind blanks; NULL with a complaint where they go on to the end. */
const char *json_blanks_slow(struct json *json, const char *at);

/* The string at AT, where a quote is or should be. */
const char *json_text_slow(struct json *json, const char *at, struct json_string *string);

/* RAW, which json_text accepted, with its escapes resolved; in the arena, where eight bytes from
 * its end on may be read. */
struct text json_unescape(struct json *json, struct text raw);

/* The number at AT, where a digit or a minus is. */
const char *json_number(struct json *json, const char *at, struct text *number);

/* Any value at AT: checked to its end, not kept.  Memory and time are linear in its length, and
 * nesting uses no stack. */
const char *json_skip(struct json *json, const char *at);

/* Is the whole text one value, with nothing but blanks around it? */
bool json_validate(struct json *json, const char *text, size_t length);

/* true, false or null at AT. */
const char *json_literal(struct json *json, const char *at);

/* Whether one more object or list, which opens at AT, may be open; whoever closes it takes one from
 * DEPTH. */
bool json_enter(struct json *json, const char *at);

/* Remember KEY, which stands at AT, as one of an object's. */
void json_keys_add(struct json *json, struct text key, const char *at);

/* Forget the keys from FIRST on; false after json_fail where two are the same. */
bool json_keys_close(struct json *json, uint32_t first);

static inline bool json_inside(const struct json *json, const char *at)
{
    return at < json->end;
}

/* The byte behind blanks, which are rare where machines write. */
static inline const char *json_blanks(struct json *json, const char *at)
{
    if ((unsigned char)*at > ' ' && json_inside(json, at))
        return at;
    return json_blanks_slow(json, at);
}

/* From behind a key to its value. */
static inline const char *json_colon(struct json *json, const char *at)
{
    at = json_blanks(json, at);
    if (at && *at != ':')
        return json_expected(json, at, "a colon");
    return at ? json_blanks(json, at + 1) : NULL;
}

static inline const char *json_text(struct json *json, const char *at, struct json_string *string)
{
    const char *end = at + 1 + block_plain(at + 1);
    if (*at != '"' || *end != '"' || !json_inside(json, end))
        return json_text_slow(json, at, string);
    *string = (struct json_string){ .raw = { at + 1, (uint32_t)(end - at - 1) } };
    return end + 1;
}

#endif
