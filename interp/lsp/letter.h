/* letter.h - JSON-RPC 2.0 on a wire, and what is read from parameters.
 *
 * Knows the envelope, nothing of methods. */
#ifndef CERTPOL_LSP_LETTER_H
#define CERTPOL_LSP_LETTER_H

#include <jansson.h>

#include "interp/lsp/position.h"
#include "interp/lsp/wire.h"

enum letter_error {
    LETTER_UNPARSED = -32700,
    LETTER_INVALID = -32600,
    LETTER_UNKNOWN = -32601, /* method */
    LETTER_PARAMETERS = -32602,
    LETTER_UNREADY = -32002, /* before `initialize` */
    LETTER_CANCELLED = -32800,
    LETTER_FAILED = -32803
};

/* A message that came.  It owns BODY; the others are parts of it. */
struct letter {
    json_t *body;
    const json_t *id;         /* of a request; NULL: a notification */
    const char *method;       /* NULL: the answer to a request of ours */
    const json_t *parameters; /* an object; {} where there were none */
};

enum letter_state { LETTER_SOUND, LETTER_NO_JSON, LETTER_NO_MESSAGE, LETTER_BAD_PARAMETERS };

/* Read the LENGTH bytes at TEXT into LETTER, to be released with letter_free in any case. */
enum letter_state letter_read(struct letter *letter, const char *text, size_t length);
void letter_free(struct letter *letter);

/* Send.  RESULT and PARAMETERS are taken; ID is borrowed, NULL where it is not known. */
void letter_answer(struct wire *wire, const json_t *id, json_t *result);
__attribute__((format(printf, 4, 5))) void letter_refuse(struct wire *wire, const json_t *id,
                                                         enum letter_error error,
                                                         const char *format, ...);
void letter_notify(struct wire *wire, const char *method, json_t *parameters);
void letter_ask(struct wire *wire, int id, const char *method, json_t *parameters);

/* Member NAME of OBJECT, and so on through the names up to NULL; NULL where it is not there. */
const json_t *json_member(const json_t *object, ...) __attribute__((sentinel));

/* The text, the truth of such a member; NULL and false where it is none. */
const char *json_text_of(const json_t *object, const char *name);

/* The position that OBJECT is; false where it is none. */
bool json_position(const json_t *object, struct position *position);

json_t *json_of_position(struct position position);

#endif
