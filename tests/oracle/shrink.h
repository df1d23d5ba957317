/* shrink.h - a case that differs made as small as it can be. */
#ifndef CERTPOL_TESTS_SHRINK_H
#define CERTPOL_TESTS_SHRINK_H

#include "tests/oracle/judge.h"

/* Judge GIVEN in a process of its own, which may crash or hang. */
enum verdict judge_apart(const struct given *given, struct judged which,
                         struct difference *difference);

/* Leave out of GIVEN what is not needed for VERDICT; WHICH says about which record. */
void shrink(struct arena *arena, struct given *given, struct judged which, enum verdict verdict);

/* Write GIVEN for people: policies, record, as-of and what DIFFERENCE says. */
void print_case(const struct given *given, struct judged which, enum verdict verdict,
                const struct difference *difference);

#endif
