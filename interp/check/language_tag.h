/* language_tag.h - names of languages: BCP 47, its syntax only. */
#ifndef CERTPOL_CHECK_LANGUAGE_TAG_H
#define CERTPOL_CHECK_LANGUAGE_TAG_H

#include <stdbool.h>

#include "grammar/arena.h"

/* Is TAG well-formed: a language, then maybe a script, a region, variants, extensions, private use?
 */
bool language_tag_is_sound(const char *tag);

/* Do tags differ in nothing but case, and `_` for `-`? */
bool language_tag_equal(const char *a, const char *b);

/* The tag that is WRITTEN in a policy, in ARENA: a word has no hyphens, `_` stands for them. */
const char *language_tag_of(struct arena *arena, const char *written);

/* TAG as a policy can write it, in ARENA: between quotes where it is no word. */
const char *language_tag_quoted(struct arena *arena, const char *tag);

#endif
