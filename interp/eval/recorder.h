/* recorder.h - keeps what an explaining plan tells; for interp/eval only. */
#ifndef CERTPOL_EVAL_RECORDER_H
#define CERTPOL_EVAL_RECORDER_H

#include "interp/eval/machine.h"
#include "interp/eval/sight.h"

/* What an instruction tells, in its detail.  ORIGIN is the node of the instruction's origin. */
enum telling {
    TELL_BEGIN,          /* ORIGIN is looked at */
    TELL_END,            /* its value is A; B: the slot of its NAME, or nothing.  Absent where it must not be: give up */
    TELL_FALSE,          /* the condition ORIGIN is done */
    TELL_TRUE,
    TELL_ELEMENT,        /* ORIGIN goes on with element A */
    TELL_CASE,           /* A is an outcome's row: give up where its case lacks the field ORIGIN */
    TELL_NAME,           /* a let or a fact is computed */
    TELL_NAMED,          /* it is; C gets what was looked at */
    TELL_ASIDE,          /* where A: what follows is asked beside the point; give up at the target */
    TELL_ASIDE_END,
    TELL_DECISION,       /* number A is decided */
    TELL_DECIDED,        /* that is done */
    TELL_RULE,           /* rule A is asked; give up at the target */
    TELL_HOLDS,          /* its condition holds */
    TELL_GIVES,          /* it gives row A; the first one goes to C */
    TELL_RULE_END
};

struct recorder;

struct recorder *recorder_new(const struct plan *plan);
void recorder_free(struct recorder *recorder);

/* Forget the record before. */
void recorder_begin(struct recorder *recorder);

/* Do what AT tells.  Returns where to go on: NEXT, or what AT's teller gives up to. */
const struct code *tell(struct session *session, const struct code *at, const struct code *next);

const struct sight *recorder_sight(const struct recorder *recorder, uint32_t decision,
                                   uint32_t index);

#endif
