/* placed.c - what is computed ahead of records: when the plan is made, or when the clock is set. */
#include "interp/eval/compiler.h"

/* The earliest section in which NODE can be computed. */
static enum section section_of(const struct trait *trait)
{
    if (trait->levels || (trait->depends & (DEPENDS_RECORD | DEPENDS_FRAME)) || !trait->steady)
        return SECTION_MAIN;
    return trait->depends & DEPENDS_CLOCK ? SECTION_CLOCK : SECTION_CONSTANTS;
}

bool is_placed(const struct compiler *compiler, const struct node *node)
{
    return !compiler->explains && section_of(trait_of(compiler, node)) < compiler->section;
}

struct operand placed_value(struct compiler *compiler, const struct node *node)
{
    enum section outer = compiler->section;
    const struct inlined *call = compiler->call;
    struct operand result;
    compiler->section = section_of(trait_of(compiler, node));
    compiler->call = NULL;
    if (!available_find(compiler, node, &result)) {
        uint32_t conditional = compiler->conditional;
        compiler->conditional = 0;
        result = slot_new(compiler);
        compute(compiler, node, result);
        available_add(compiler, node, result);
        compiler->conditional = conditional;
    }
    compiler->section = outer;
    compiler->call = call;
    return result;
}
