/* dump.c - a plan as a listing: address, instruction, what it reads, what it writes, where it goes.
 */
#include "interp/eval/machine.h"

static void dump_operand(FILE *out, struct operand operand)
{
    unsigned size = (unsigned)sizeof(union value);
    if (operand.base == SLOT_SELF)
        fprintf(out, " %u", operand.offset / size);
    else
        fprintf(out, " %u.%u", operand.base / size, operand.offset / size);
}

static void dump_code(FILE *out, const struct code *code)
{
    unsigned use = opcode_use((enum opcode)code->op);
    fputs(opcode_name((enum opcode)code->op), out);
    if (use & A)
        dump_operand(out, code->a);
    if (use & (B | TO_B))
        dump_operand(out, code->b);
    if (use & C)
        dump_operand(out, code->c);
    if (use & TO_C) {
        fputs(" to", out);
        dump_operand(out, code->c);
    }
    if (use & JUMPS)
        fprintf(out, " -> %zu", code->target / sizeof *code);
    if (use & NUMBER)
        fprintf(out, " #%u", code->target);
    if (code->detail)
        fprintf(out, " (%u)", code->detail);
}

/* What stands at address AT: a section or a decision begins there. */
static void dump_title(const struct plan *plan, FILE *out, uint32_t at)
{
    uint32_t address = at * (uint32_t)sizeof *plan->code;
    if (address == plan->as_of_entry)
        fputs("clock:\n", out);
    for (uint32_t i = 0; i < plan->group_count; i++)
        for (uint32_t k = 0; k < plan->groups[i].count && plan->groups[i].entry == address; k++)
            fprintf(out, "%s%s", plan->groups[i].members[k]->name,
                    k + 1 < plan->groups[i].count ? ", " : ":\n");
}

void plan_dump(const struct plan *plan, FILE *out)
{
    for (uint32_t i = 0; i < plan->code_count; i++) {
        dump_title(plan, out, i);
        fprintf(out, "%6u  ", i);
        dump_code(out, &plan->code[i]);
        if (plan->origins[i].span.end)
            fprintf(out, "  @%u-%u", plan->origins[i].span.start, plan->origins[i].span.end);
        fputc('\n', out);
    }
}
