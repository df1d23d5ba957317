/* recorder.h - keeps what an explaining plan tells; for interp/eval only. */
#ifndef CERTPOL_EVAL_RECORDER_H
#define CERTPOL_EVAL_RECORDER_H

#include "interp/eval/machine.h"
#include "interp/eval/sight.h"

/* What an instruction tells, in its detail.  ORIGIN is the node of the instruction's origin. */
enum telling {
    TELL_BEGIN, /* ORIGIN is looked at */
    TELL_END, /* its value is A; B: the slot of its NAME, or nothing.  Absent where it must not be:
                 give up */
    TELL_FALSE, /* the condition ORIGIN is done */
    TELL_TRUE,
    TELL_ELEMENT, /* ORIGIN goes on with element A */
    TELL_CASE,    /* A is an outcome's row: give up where its case lacks the field ORIGIN */
    TELL_NAME,    /* a let or a fact is computed */
    TELL_NAMED,   /* it is; C gets what was looked at */
    TELL_ASIDE,   /* where A: what follows is asked beside the point; give up at the target */
    TELL_ASIDE_END,
    TELL_DECISION, /* number A is decided */
    TELL_DECIDED,  /* that is done */
    TELL_RULE,     /* rule A is asked; give up at the target */
    TELL_HOLDS,    /* its condition holds */
    TELL_GIVES,    /* it gives row A; the first one goes to C */
    TELL_RULE_END
};

/* What was told of a decision, by element. */
struct told {
    const struct sight **sights;
    uint32_t count;
};

struct recorder {
    struct arena arena; /* owns the sights */
    struct sight *top;  /* what is looked at now; OUTER leads outwards */
    struct sight *unused;
    uint32_t made;
    bool keeps_all;    /* elements, too */
    struct told *told; /* by decision */
    uint32_t decision_count;
};

struct recorder *recorder_new(const struct plan *plan);
void recorder_free(struct recorder *recorder);

/* Forget the record before. */
void recorder_begin(struct recorder *recorder);

/* Do what AT tells.  Returns where to go on: NEXT, or what AT's teller gives up to. */
const struct code *tell(struct session *session, const struct code *at, const struct code *next);

const struct sight *recorder_sight(const struct recorder *recorder, uint32_t decision,
                                   uint32_t index);

/* ---- sights.c ----
 *
 * Of the elements of a list only one is kept, which a reader wants to see: the one that settled the
 * question, or where none did, the one that came nearest.  So a tree is not much larger than the
 * policy, and there is a bound where it would be. */

/* A new sight is at hand: BELOW the one that was, or, where there is none or no room, one that
 * stands alone and is dropped when it is done.  Not BELOW: a tree of its own. */
struct sight *sight_begin(struct recorder *recorder, enum sight_kind kind, bool below);

/* The sight at hand is done, and the one around it at hand. */
void sight_end(struct recorder *recorder);

/* SIGHT and all below it may be used again. */
void sight_drop(struct recorder *recorder, struct sight *sight);

/* Whatever was left open in NODE is done; returns NODE's sight, which is then at hand. */
struct sight *sight_back_to(struct recorder *recorder, const struct node *node);

/* BINDER goes on with ELEMENT. */
void sight_element(struct recorder *recorder, const struct node *binder,
                   const union value *element);

/* Of SIGHT's value keep what may be gone before it is shown. */
void sight_keep_list(struct session *session, struct sight *sight);
void sight_keep_text(struct session *session, struct sight *sight);

#endif
