/* run_counting.c - one instruction at a time, counting those that the checker counts. */
#include "interp/eval/recorder.h"

#undef CERTPOL_THREADED
#include "interp/eval/instructions.h"

void run_counting(struct session *session, uint32_t entry)
{
    const struct plan *plan = session->plan;
    const struct code *code = plan->code, *at = code_at(code, entry);
    while (at) {
        session->steps += plan->origins[at - code].node != NULL;
        at = instructions[at->op](session->slots, at, code, session);
    }
}
