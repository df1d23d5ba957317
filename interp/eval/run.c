/* run.c - the machine.
 *
 * With CERTPOL_THREADED an instruction goes to the next one by a call in tail position, which must
 * come out as a jump: the Makefile sees to that.  Without, for compilers that are not asked to
 * optimise and for sanitizers, it comes back to the loop. */
#include "interp/eval/recorder.h"

#include "interp/eval/instructions.h"

instruction *instruction_of(enum opcode op)
{
    return instructions[op];
}

void run(struct session *session, uint32_t entry)
{
    if (session->counting) {
        run_counting(session, entry);
        return;
    }
    const struct code *code = session->plan->code, *at = code_at(code, entry);
    while (at)
        at = at->run(session->slots, at, code, session);
}
