/* folded.h - comparing addresses: without blanks around them, without regard to case. */
#ifndef CERTPOL_VALUE_FOLDED_H
#define CERTPOL_VALUE_FOLDED_H

#include "grammar/arena.h"
#include "interp/value/value.h"

/* TEXT without blanks (Unicode White_Space) at its ends and with A-Z as a-z; TEXT itself where
 * nothing changes, else in ARENA.  Other letters are left alone: an address that differs in them is
 * another address. */
struct text text_folded(struct arena *arena, struct text text);

#endif
