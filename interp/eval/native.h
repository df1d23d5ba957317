/* native.h - machine code in the place of a plan's instructions. */
#ifndef CERTPOL_EVAL_NATIVE_H
#define CERTPOL_EVAL_NATIVE_H

#include "interp/eval/plan.h"

/* Let PLAN run as machine code from here on, once, in memory that native_free releases.  Where that
 * cannot be had (another machine, a system that refuses) the plan stays as it is: it decides the
 * same, more slowly.  To be called before other threads know the plan. */
void native_make(const struct plan *plan);

/* Release what native_make took, if it was called; PLAN, which may be NULL, is not run again. */
void native_free(const struct plan *plan);

#endif
