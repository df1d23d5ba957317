/* translate_flow.c - instructions that say where to go on. */
#include "interp/eval/translate.h"

#include "interp/eval/run_values.h"

/* ---- branches ---- */

void translate_jump(struct translation *to, const struct code *at)
{
    go(to, at->target);
}

void translate_jump_if_zero(struct translation *to, const struct code *at)
{
    bool zero = at->op == OP_JUMP_UNLESS || at->op == OP_JUMP_ABSENT_POINTER;
    x86_memory_by_number(&to->code, X86_COMPARE, place(to, at->a), 0);
    go_if(to, zero ? X86_EQUAL : X86_DIFFERENT, at->target);
}

void translate_jump_compare(struct translation *to, const struct code *at)
{
    static const enum x86_condition conditions[] = {
        [OP_JUMP_EQUAL_INTEGER] = X86_EQUAL,
        [OP_JUMP_DIFFERENT_INTEGER] = X86_DIFFERENT,
        [OP_JUMP_LESS_INTEGER] = X86_LESS,
        [OP_JUMP_LESS_EQUAL_INTEGER] = X86_LESS_EQUAL,
    };
    static const enum x86_condition swapped[] = {
        [OP_JUMP_EQUAL_INTEGER] = X86_EQUAL,
        [OP_JUMP_DIFFERENT_INTEGER] = X86_DIFFERENT,
        [OP_JUMP_LESS_INTEGER] = X86_GREATER,
        [OP_JUMP_LESS_EQUAL_INTEGER] = X86_GREATER_EQUAL,
    };
    int32_t number;
    if (is_fixed(to, at->b, &number)) {
        x86_memory_by_number(&to->code, X86_COMPARE, place(to, at->a), number);
        go_if(to, conditions[at->op], at->target);
    } else if (is_fixed(to, at->a, &number)) {
        x86_memory_by_number(&to->code, X86_COMPARE, place(to, at->b), number);
        go_if(to, swapped[at->op], at->target);
    } else {
        x86_load(&to->code, R8, place(to, at->a));
        x86_by_memory(&to->code, X86_COMPARE, R8, place(to, at->b));
        go_if(to, conditions[at->op], at->target);
    }
}

/* Only from INTEGER_ABSENT, the least number, can one not be taken away. */
void translate_jump_if_absent(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->a));
    x86_by_number(&to->code, X86_SUBTRACT, R8, 1);
    go_if(to, at->op == OP_JUMP_ABSENT_INTEGER ? X86_OVERFLOW : X86_NO_OVERFLOW, at->target);
}

void translate_jump_by_range(struct translation *to, const struct code *at)
{
    bool half_open = at->op == OP_JUMP_INSIDE_HALF_OPEN || at->op == OP_JUMP_OUTSIDE_HALF_OPEN;
    bool inside = at->op == OP_JUMP_INSIDE || at->op == OP_JUMP_INSIDE_HALF_OPEN;
    x86_load(&to->code, R8, place(to, at->a));
    x86_by_memory(&to->code, X86_COMPARE, R8, place(to, at->b));
    uint32_t below = x86_jump_if(&to->code, X86_LESS);
    x86_by_memory(&to->code, X86_COMPARE, R8, place(to, at->c));
    if (inside) {
        go_if(to, half_open ? X86_LESS : X86_LESS_EQUAL, at->target);
        land(to, below);
    } else {
        go_on(to, below, at->target);
        go_if(to, half_open ? X86_GREATER_EQUAL : X86_GREATER, at->target);
    }
}

void translate_jump_by_mask(struct translation *to, const struct code *at)
{
    int32_t mask;
    x86_load(&to->code, R8, place(to, at->a));
    if (is_fixed(to, at->b, &mask))
        x86_load_number(&to->code, R9, (uint64_t)(int64_t)mask);
    else
        x86_load(&to->code, R9, place(to, at->b));
    x86_by_number(&to->code, X86_COMPARE, R8, 63);
    uint32_t beyond = x86_jump_if(&to->code, X86_ABOVE);
    x86_test_bit(&to->code, R9, R8);
    if (at->op == OP_JUMP_IN_MASK) {
        go_if(to, X86_BELOW, at->target);
        land(to, beyond);
    } else {
        go_if(to, X86_ABOVE_EQUAL, at->target);
        go_on(to, beyond, at->target);
    }
}

/* By what a function has returned. */
static void go_if_returned(struct translation *to, bool wanted, uint32_t target)
{
    x86_test_byte(&to->code, R8);
    go_if(to, wanted ? X86_DIFFERENT : X86_EQUAL, target);
}

void translate_jump_by_text(struct translation *to, const struct code *at)
{
    const size_t length = offsetof(struct text, length);
    x86_load_half(&to->code, R8, behind(place(to, at->a), length));
    x86_half_by_memory(&to->code, X86_COMPARE, R8, behind(place(to, at->b), length));
    uint32_t different = x86_jump_if(&to->code, X86_DIFFERENT);
    begin_call(to);
    struct x86_memory b = place(to, at->b);
    x86_load(&to->code, RCX, behind(b, length));
    x86_load(&to->code, RDX, b);
    struct x86_memory a = place(to, at->a);
    x86_load(&to->code, RSI, behind(a, length));
    x86_load(&to->code, RDI, a);
    call(to, (uintptr_t)text_same);
    go_if_returned(to, at->op == OP_JUMP_EQUAL_TEXT, at->target);
    if (at->op == OP_JUMP_EQUAL_TEXT)
        land(to, different);
    else
        go_on(to, different, at->target);
}

void translate_jump_by_index(struct translation *to, const struct code *at)
{
    begin_call(to);
    x86_load_address(&to->code, RDX, place(to, at->a));
    x86_load(&to->code, RSI, place(to, at->b));
    x86_copy(&to->code, RDI, SESSION);
    call(to, (uintptr_t)set_holds);
    go_if_returned(to, at->op == OP_JUMP_IN_INDEX, at->target);
}

void translate_jump_by_list(struct translation *to, const struct code *at)
{
    begin_call(to);
    x86_load_address(&to->code, RCX, place(to, at->a));
    x86_load_number(&to->code, RDX, at->detail);
    struct x86_memory list = place(to, at->b);
    x86_load(&to->code, RSI, behind(list, sizeof(uint64_t)));
    x86_load(&to->code, RDI, list);
    call(to, (uintptr_t)list_holds);
    go_if_returned(to, at->op == OP_JUMP_AMONG, at->target);
}

/* ---- what is computed once, and calls ---- */

/* Go on at the address in RAX, by whatever is there. */
static void go_back(struct translation *to)
{
    x86_by_register(&to->code, X86_ADD, RAX, CODE);
    x86_copy(&to->code, AT, RAX);
    x86_jump_memory(&to->code, (struct x86_memory){ AT, offsetof(struct code, run) });
}

static void compare_tick(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->c));
    x86_by_memory(&to->code, X86_COMPARE, R8, place(to, at->a));
}

void translate_once(struct translation *to, const struct code *at)
{
    compare_tick(to, at);
    go_if(to, X86_EQUAL, at->target);
    x86_store_number(&to->code, slot(at->b), at->target);
}

void translate_call(struct translation *to, const struct code *at)
{
    x86_store_number(&to->code, slot(at->b), address(to, at + 1));
    go(to, at->target);
}

void translate_again(struct translation *to, const struct code *at)
{
    compare_tick(to, at);
    go_if(to, X86_EQUAL, address(to, at + 1));
    translate_call(to, at);
}

static void count_change(struct translation *to)
{
    x86_half_by_number(&to->code, X86_ADD, of_session(offsetof(struct session, memo_changes)), 1);
}

void translate_leave(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->a));
    x86_store(&to->code, place(to, at->c), R8);
    count_change(to);
    translate_return(to, at);
}

void translate_return(struct translation *to, const struct code *at)
{
    x86_load(&to->code, RAX, slot(at->b));
    go_back(to);
}

/* ---- decisions ---- */

void translate_result(struct translation *to, const struct code *at)
{
    translate_copy(to, at);
    x86_store_pair(&to->code, slot(at->b));
    go(to, at->target);
}

static struct x86_memory in_frame(const struct code *at, enum frame part)
{
    return behind(slot(at->b), part * VALUE);
}

/* What is at OFFSET of the memo of AT's group, by way of R11, which load_memos makes ready. */
static struct x86_memory in_memo(const struct code *at, size_t offset)
{
    return (struct x86_memory){ R11, (uint32_t)(at->target * sizeof(struct memo) + offset) };
}

static void load_memos(struct translation *to)
{
    x86_load(&to->code, R11, of_session(offsetof(struct session, memos)));
}

void translate_last_result(struct translation *to, const struct code *at)
{
    translate_copy(to, at);
    load_memos(to);
    x86_load(&to->code, R8, in_frame(at, FRAME_INDEX));
    x86_by_memory(&to->code, X86_ADD, R8, in_memo(at, offsetof(struct memo, states)));
    x86_store_byte(&to->code, (struct x86_memory){ R8, 0 }, MEMO_DECIDED);
    count_change(to);
    x86_load(&to->code, RAX, in_frame(at, FRAME_BACK));
    go_back(to);
}

/* The row of the element whose number is in R8, into R9; NULL where the list is nowhere. */
static void load_numbered(struct translation *to, struct x86_memory list)
{
    x86_load(&to->code, R9, list);
    x86_by_number(&to->code, X86_COMPARE, R9, 0);
    uint32_t nowhere = x86_jump_if(&to->code, X86_EQUAL);
    x86_load_half(&to->code, RAX, stride_of(list));
    x86_shift_left(&to->code, RAX, 4);
    uint32_t pointers = x86_jump_if(&to->code, X86_EQUAL);
    x86_multiply(&to->code, RAX, R8);
    x86_by_register(&to->code, X86_ADD, R9, RAX);
    uint32_t found = x86_jump(&to->code);
    land(to, pointers);
    x86_copy(&to->code, RAX, R8);
    x86_shift_left(&to->code, RAX, 3);
    x86_by_register(&to->code, X86_ADD, R9, RAX);
    x86_load(&to->code, R9, (struct x86_memory){ R9, 0 });
    land(to, found);
    land(to, nowhere);
}

/* What frame_set does, for the element whose number is in R8, which comes back here. */
static void set_frame(struct translation *to, const struct code *at)
{
    x86_store(&to->code, in_frame(at, FRAME_INDEX), R8);
    load_numbered(to, in_memo(at, offsetof(struct memo, list)));
    x86_store(&to->code, in_frame(at, FRAME_ELEMENT), R9);
    x86_load(&to->code, RAX, in_memo(at, offsetof(struct memo, members)));
    x86_multiply(&to->code, RAX, R8);
    x86_shift_left(&to->code, RAX, 4);
    x86_by_memory(&to->code, X86_ADD, RAX, in_memo(at, offsetof(struct memo, results)));
    x86_store(&to->code, in_frame(at, FRAME_RESULTS), RAX);
    x86_store_number(&to->code, in_frame(at, FRAME_BACK), address(to, at));
    x86_memory_by_number(&to->code, X86_ADD, in_frame(at, FRAME_TICK), 1);
}

void translate_next_element(struct translation *to, const struct code *at)
{
    load_memos(to);
    x86_load(&to->code, R8, in_frame(at, FRAME_INDEX));
    uint32_t again = to->code.length;
    x86_by_number(&to->code, X86_ADD, R8, 1);
    x86_half_by_memory(&to->code, X86_COMPARE, R8,
                       count_of(in_memo(at, offsetof(struct memo, list))));
    uint32_t more = x86_jump_if(&to->code, X86_BELOW);
    x86_load_number(&to->code, RAX, 0);
    x86_return(&to->code);
    land(to, more);
    x86_load(&to->code, R9, in_memo(at, offsetof(struct memo, states)));
    x86_by_register(&to->code, X86_ADD, R9, R8);
    x86_byte_by_number(&to->code, X86_COMPARE, (struct x86_memory){ R9, 0 }, MEMO_OPEN);
    x86_land(&to->code, x86_jump_if(&to->code, X86_DIFFERENT), again);
    set_frame(to, at);
}
