/* judge.h - a golden case against what the policies decide. */
#ifndef CERTPOL_TOOL_JUDGE_H
#define CERTPOL_TOOL_JUDGE_H

#include "interp/certpol.h"
#include "interp/tool/golden.h"

/* A line below `--` and what came of it. */
struct finding {
    bool met;
    bool untold;      /* what there is cannot be told on this machine: GOT says why */
    size_t decision;  /* of the session, that it is about; SIZE_MAX where there is no such */
    char *head;       /* what it is about: "renew az-104", "the record" */
    char *expected;   /* what it asks for */
    char *got;        /* what there is instead */
    char *line;       /* the line that would have been met; NULL where there is no such decision */
    const char *file; /* where the rule stands that decided otherwise, or NULL */
    unsigned place;   /* its line */
};

/* A case and what came of it. */
struct verdict {
    bool passed;
    struct finding *findings; /* one for each line of the case that expects something, in order */
    size_t count;
    char *everything; /* all that was decided, as lines below `--`; NULL where it cannot be told */
};

/* Evaluate TESTED in SESSION, of POLICY, and compare.  What cannot be read goes to PROBLEMS and is
 * not met.  A case that expects nothing does not pass.  VERDICT is to be released with
 * verdict_free. */
void judge(struct verdict *verdict, certpol_session *session, const certpol_policy *policy,
           const struct golden_case *tested, struct golden_problems *problems, const char *file);
void verdict_free(struct verdict *verdict);

#endif
