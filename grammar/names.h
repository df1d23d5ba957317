/* names.h - identifiers, each once: equal names are equal pointers. */
#ifndef CERTPOL_GRAMMAR_NAMES_H
#define CERTPOL_GRAMMAR_NAMES_H

#include <stdint.h>

#include "grammar/arena.h"

struct names_entry;

/* {.arena} is empty; the arena is borrowed and owns the texts. */
struct names {
    struct arena *arena;
    struct names_entry *entries; /* open addressing; NULL text is free */
    uint32_t count, capacity;
};

/* The one copy of the LENGTH bytes at TEXT, in Unicode NFC, with a NUL behind it. */
const char *names_intern(struct names *names, const char *text, size_t length);

#endif
