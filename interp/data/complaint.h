/* complaint.h - the words of this folder's complaints: how data, names and kinds are shown to
 * people. */
#ifndef CERTPOL_DATA_COMPLAINT_H
#define CERTPOL_DATA_COMPLAINT_H

#include "grammar/arena.h"
#include "interp/data/shape.h"

/* TEXT as a message shows it, in ARENA: bare where that reads well (2021-02-30), else in quotes;
 * cut after some forty characters; what does not print is escaped, what is no UTF-8 is shown as
 * \xNN. */
const char *text_shown(struct arena *arena, struct text text);

/* "a date", "a whole number": what FIELD's kind is called, with its article. */
const char *kind_shown(enum shape_kind kind);

/* What the byte at AT, within END, begins or is, for "found ...": "a number", "'}'", "the end". */
const char *found_shown(struct arena *arena, const char *at, const char *end);

/* The one of the COUNT candidates that somebody who wrote TEXT may have meant; COUNT if there is
 * none. */
uint32_t text_closest(struct text text, const struct text *candidates, uint32_t count);

#endif
