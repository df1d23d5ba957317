/* language.h - which of a policy's languages a reader gets. */
#ifndef CERTPOL_REPORT_LANGUAGE_H
#define CERTPOL_REPORT_LANGUAGE_H

#include "interp/check/program.h"

/* The language of POLICY for a reader who wants TAG: the tag itself, else shortened from its end
 * (ko-KR to ko), without regard to case (the lookup of RFC 4647); NULL where POLICY has none of
 * them. */
const char *language_match(const struct policy *policy, struct text tag);

/* The same, or POLICY's first language; NULL where it has no messages at all. */
const char *language_of(const struct policy *policy, struct text tag);

/* The one of MESSAGES in LANGUAGE; NULL where there is none. */
const struct message *message_in(const struct message *messages, const char *language);

#endif
