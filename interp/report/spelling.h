/* spelling.h - a typed value as text: as JSON, as a CSV cell, or as the line form writes it.
 *
 * Knows types and values, nothing of decisions. */
#ifndef CERTPOL_REPORT_SPELLING_H
#define CERTPOL_REPORT_SPELLING_H

#include "interp/check/program.h"
#include "interp/report/buffer.h"
#include "interp/value/calendar.h"

enum form {
    FORM_JSON,  /* "2021-02-28", "az-104", 12.5, null */
    FORM_CSV,   /* a cell: 2021-02-28, az-104, 12.5, and nothing where absent */
    FORM_LINES, /* as a policy writes it: 2021-02-28, "az-104", 12.5, absent */
    FORM_PLAIN  /* for people and keys: 2021-02-28, az-104, 12.5, and nothing where absent */
};

/* TEXT in FORM: a JSON string, a CSV cell (quoted where RFC 4180 asks for it, and where it is
 * empty, because nothing at all is absent), a text literal, or the text itself. */
void spell_text(struct buffer *out, enum form form, struct text text);

/* TEXT as JSON and the line form have it. */
void spell_quoted(struct buffer *out, struct text text);

/* TEXT as a name in the line form: itself where it is a word, else quoted. */
void spell_word(struct buffer *out, struct text text);

/* VALUE of TYPE in FORM.  A record is written as its key. */
void spell_value(struct buffer *out, enum form form, const struct type *type, union value value);

enum { SHORT_TEXT = CALENDAR_TEXT + 2 }; /* room that spell_short needs */

/* Is a value of TYPE written by spell_short? */
static inline bool is_short(const struct type *type)
{
    return type->kind == TYPE_INTEGER || type->kind == TYPE_DECIMAL || type->kind == TYPE_DATE ||
           type->kind == TYPE_INSTANT || type->kind == TYPE_DURATION || type->kind == TYPE_PERIOD;
}

/* The same for numbers, times and lengths of time, which are never long: written to where there is
 * room; returns the end. */
char *spell_short(char *to, enum form form, const struct type *type, union value value);

/* The key of a record's ROW as plain text: its parts joined with "/"; nothing where it has no key.
 */
void spell_key(struct buffer *out, const struct record *record, const union value *row);

/* The field that is RECORD's key, if that is one text, which can be written without composing it
 * first; else NULL. */
static inline const struct field *key_text(const struct record *record)
{
    const struct field *key = record->key_count == 1 ? &record->fields[record->keys[0]] : NULL;
    return key && key->type.kind == TYPE_TEXT ? key : NULL;
}

/* Whether VALUE of TYPE is absent. */
bool value_is_absent(const struct type *type, union value value);

#endif
