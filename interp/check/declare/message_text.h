/* message_text.h - a message's text as pieces: words, and holes for an outcome's payload. */
#ifndef CERTPOL_CHECK_MESSAGE_TEXT_H
#define CERTPOL_CHECK_MESSAGE_TEXT_H

#include "interp/check/declare/declare.h"

/* Cut TEXT into MESSAGE's pieces.  FROM is the case whose payload its holes may name, or NULL: then
 * it can have none.  Holes that name nothing are complained about and left out. */
void message_cut(struct checker *checker, const struct literal *text,
                 const struct outcome_case *from, struct message *message);

#endif
