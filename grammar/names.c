/* names.c - a hash table of the names of a load.
 *
 * Two spellings of one name (a letter with its accent, or a letter and an accent) are the same
 * name, because the table holds the composed form only. */
#include "grammar/names.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

struct names_entry {
    const char *text;
    uint32_t length, hash;
};

/* FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
static uint32_t hash_of(const char *text, size_t length)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

/* Where the name is, or the free entry where it belongs. */
static struct names_entry *find(const struct names *names, const char *text, size_t length,
                                uint32_t hash)
{
    uint32_t at = hash & (names->capacity - 1);
    for (;; at = (at + 1) & (names->capacity - 1)) {
        struct names_entry *entry = &names->entries[at];
        if (!entry->text)
            return entry;
        if (entry->hash == hash && entry->length == length && !memcmp(entry->text, text, length))
            return entry;
    }
}

/* At most half of the entries are taken. */
static void make_room(struct names *names)
{
    if (names->count < names->capacity / 2)
        return;
    struct names old = *names;
    names->capacity = old.capacity ? 2 * old.capacity : 256;
    names->entries = arena_array(names->arena, struct names_entry, names->capacity);
    for (uint32_t i = 0; i < old.capacity; i++) {
        const struct names_entry *entry = &old.entries[i];
        if (entry->text)
            *find(names, entry->text, entry->length, entry->hash) = *entry;
    }
}

static bool is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

static const char *intern_composed(struct names *names, const char *text, size_t length)
{
    make_room(names);
    uint32_t hash = hash_of(text, length);
    struct names_entry *entry = find(names, text, length, hash);
    if (!entry->text) {
        const char *copy = arena_copy(names->arena, text, length);
        *entry = (struct names_entry){ copy, (uint32_t)length, hash };
        names->count++;
    }
    return entry->text;
}

const char *names_intern(struct names *names, const char *text, size_t length)
{
    if (is_ascii(text, length))
        return intern_composed(names, text, length);
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length,
                                         &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (size == UTF8PROC_ERROR_NOMEM)
        arena_exhausted();
    if (size < 0) /* not UTF-8: it has no other form */
        return intern_composed(names, text, length);
    const char *name = intern_composed(names, (const char *)composed, (size_t)size);
    free(composed);
    return name;
}
