/* code.c - names and uses of instructions, from the one list. */
#include "interp/eval/code.h"

const char *opcode_name(enum opcode op)
{
    static const char *const names[] = {
#define NAME(name, use) #name,
        INSTRUCTIONS(NAME)
#undef NAME
    };
    return names[op];
}

unsigned opcode_use(enum opcode op)
{
    static const unsigned char uses[] = {
#define USE(name, use) use,
        INSTRUCTIONS(USE)
#undef USE
    };
    return uses[op];
}

enum kind kind_of(struct type type)
{
    switch (type.kind) {
    case TYPE_DECIMAL:
        return KIND_DECIMAL;
    case TYPE_TEXT:
        return KIND_TEXT;
    case TYPE_PERIOD:
        return KIND_PERIOD;
    case TYPE_RECORD:
    case TYPE_OUTCOME:
        return KIND_ROW;
    case TYPE_LIST:
        return KIND_LIST;
    default:
        return KIND_INTEGER;
    }
}

enum kind kind_of_elements(struct type list)
{
    return list.kind == TYPE_LIST && list.element ? kind_of(*list.element) : KIND_INTEGER;
}
