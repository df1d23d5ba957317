/* expect.h - a line of what is expected, and whether a decision is it.  Texts only; no evaluation.
 *
 *     renew az-104: not_yet(opens: 2021-02-28) by too_early     ("by ..." may be left out)
 *     notices az-104: [remind(day: 2021-05-31) by first]
 *     duties az-104: none
 *     renew az-104 message ko: "..."
 *     renew az-104 explains en: `today < opens` holds: ...      (a line of the explanation)
 *     renew az-104: not_in_force
 *     none / not_in_force / rejected: PATH: MESSAGE             (the whole case) */
#ifndef CERTPOL_TOOL_EXPECT_H
#define CERTPOL_TOOL_EXPECT_H

#include <stdbool.h>
#include <stddef.h>

enum expect_kind {
    EXPECT_NONE, /* no decision at all */
    EXPECT_NOT_IN_FORCE,
    EXPECT_REJECTED,   /* REST is the path and message */
    EXPECT_DECISION,   /* HEAD: REST */
    EXPECT_MESSAGE,    /* HEAD message LANGUAGE: REST */
    EXPECT_EXPLANATION /* HEAD explains LANGUAGE: REST */
};

struct expectation {
    enum expect_kind kind;
    char *head; /* a decision's name, a blank, the subject if any; as decisions' lines write it */
    char *language; /* of EXPECT_MESSAGE and EXPECT_EXPLANATION */
    char *rest;
};

/* Read the LENGTH bytes at TEXT.  False with OFFSET and PROBLEM, a literal, where they are none of
 * the above.  To be released with expectation_free in any case. */
bool expectation_parse(struct expectation *expectation, const char *text, size_t length,
                       size_t *offset, const char **problem);
void expectation_free(struct expectation *expectation);

/* Whether GOT, what a decision gave, is what WANTED asks for: blanks do not count, nor does a rule
 * that WANTED does not name.  Both are the part of a line behind its colon. */
bool outcomes_match(const char *wanted, const char *got);

#endif
