/* native.c - machine code for the instructions that are run most, on x86-64.
 *
 * An instruction that is translated is reached and left as the functions of instructions.h are:
 * slots, code and session are in the registers that these take them in, and none is changed that a
 * function has to preserve.  So both kinds go on to each other, and what is rare or long is left to
 * the function.  Translated instructions stand one behind the other and know where the others are;
 * in the place of one that is not, there is a jump to its function.
 *
 * The memory is written first and then made executable, never both at once. */
#include "interp/eval/native.h"

#include "interp/eval/machine.h"

#ifdef __x86_64__

#include <assert.h>
#include <sys/mman.h>
#include <unistd.h>

#include "interp/eval/x86.h"

/* What an `instruction` gets, by the system's calling convention (System V ABI, AMD64). */
static const enum x86_register SLOTS = RDI, AT = RSI, CODE = RDX, SESSION = RCX;

enum {
    STEP = sizeof(struct code), /* from one address to the next */
    VALUE = sizeof(union value),
    ROOM = 160,   /* no instruction takes more bytes */
    JUMPS_MAX = 2 /* nor more jumps to others */
};

/* A jump to an instruction that may not have its place yet. */
struct jump {
    uint32_t at;     /* as x86_jump returns it */
    uint32_t target; /* an address */
};

struct translation {
    const struct plan *plan;
    struct x86 code;
    uint32_t *places; /* by instruction */
    bool *translated;
    struct jump *jumps;
    uint32_t jump_count;
};

typedef void translate(struct translation *to, const struct code *at);

/* ---- operands ---- */

static struct x86_memory behind(struct x86_memory memory, size_t bytes)
{
    memory.displacement += (uint32_t)bytes;
    return memory;
}

/* The slot that OPERAND's offset names. */
static struct x86_memory slot(struct operand operand)
{
    return (struct x86_memory){ SLOTS, operand.offset };
}

/* OPERAND, which is reached by way of RAX if it is not a slot: good until the next one is. */
static struct x86_memory place(struct translation *to, struct operand operand)
{
    if (operand.base == SLOT_SELF)
        return slot(operand);
    x86_load(&to->code, RAX, (struct x86_memory){ SLOTS, operand.base });
    return (struct x86_memory){ RAX, operand.offset };
}

static struct x86_memory of_session(size_t offset)
{
    return (struct x86_memory){ SESSION, (uint32_t)offset };
}

static struct x86_memory count_of(struct x86_memory list)
{
    return behind(list, offsetof(struct list, count));
}

static struct x86_memory stride_of(struct x86_memory list)
{
    return behind(list, offsetof(struct list, stride));
}

/* ---- ways on ---- */

static uint32_t address(const struct translation *to, const struct code *at)
{
    return (uint32_t)address_of(to->plan->code, at);
}

static void add_jump(struct translation *to, uint32_t at, uint32_t target)
{
    to->jumps[to->jump_count++] = (struct jump){ at, target };
}

static void go(struct translation *to, uint32_t target)
{
    add_jump(to, x86_jump(&to->code), target);
}

static void go_if(struct translation *to, enum x86_condition condition, uint32_t target)
{
    add_jump(to, x86_jump_if(&to->code, condition), target);
}

/* Go on at the address in RAX, by whatever is there. */
static void go_back(struct translation *to)
{
    x86_by_register(&to->code, X86_ADD, RAX, CODE);
    x86_load_address(&to->code, AT, (struct x86_memory){ RAX, 0 });
    x86_jump_memory(&to->code, (struct x86_memory){ AT, offsetof(struct code, run) });
}

/* Leave what is to be done at AT to the function. */
static void by_function(struct translation *to, const struct code *at)
{
    x86_load_address(&to->code, AT, (struct x86_memory){ CODE, address(to, at) });
    x86_load_number(&to->code, RAX, (uintptr_t)instruction_of((enum opcode)at->op));
    x86_jump_register(&to->code, RAX);
}

static void land(struct translation *to, uint32_t jump)
{
    x86_land(&to->code, jump, to->code.length);
}

/* ---- values ---- */

static void copy(struct translation *to, const struct code *at)
{
    x86_load_pair(&to->code, place(to, at->a));
    x86_store_pair(&to->code, place(to, at->c));
}

static void arithmetic(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->a));
    x86_by_memory(&to->code, at->op == OP_ADD_INTEGER ? X86_ADD : X86_SUBTRACT, R8,
                  place(to, at->b));
    x86_store(&to->code, place(to, at->c), R8);
}

static void choose(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->a));
    x86_load(&to->code, R9, place(to, at->b));
    x86_by_register(&to->code, X86_COMPARE, R9, R8);
    x86_move_if(&to->code, at->op == OP_MIN_INTEGER ? X86_LESS : X86_GREATER, R8, R9);
    x86_store(&to->code, place(to, at->c), R8);
}

static void count(struct translation *to, const struct code *at)
{
    x86_load_half(&to->code, R8, count_of(place(to, at->a)));
    x86_store(&to->code, place(to, at->c), R8);
}

/* ---- branches ---- */

static void jump(struct translation *to, const struct code *at)
{
    go(to, at->target);
}

static void jump_if_zero(struct translation *to, const struct code *at)
{
    bool unless = at->op == OP_JUMP_UNLESS || at->op == OP_JUMP_ABSENT_POINTER;
    x86_memory_by_number(&to->code, X86_COMPARE, place(to, at->a), 0);
    go_if(to, unless ? X86_EQUAL : X86_DIFFERENT, at->target);
}

static void jump_compare(struct translation *to, const struct code *at)
{
    static const enum x86_condition conditions[] = {
        [OP_JUMP_EQUAL_INTEGER] = X86_EQUAL,
        [OP_JUMP_DIFFERENT_INTEGER] = X86_DIFFERENT,
        [OP_JUMP_LESS_INTEGER] = X86_LESS,
        [OP_JUMP_LESS_EQUAL_INTEGER] = X86_LESS_EQUAL,
    };
    x86_load(&to->code, R8, place(to, at->a));
    x86_by_memory(&to->code, X86_COMPARE, R8, place(to, at->b));
    go_if(to, conditions[at->op], at->target);
}

/* Only from INTEGER_ABSENT, the least number, can one not be taken away. */
static void jump_if_absent(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->a));
    x86_by_number(&to->code, X86_SUBTRACT, R8, 1);
    go_if(to, at->op == OP_JUMP_ABSENT_INTEGER ? X86_OVERFLOW : X86_NO_OVERFLOW, at->target);
}

static void jump_by_range(struct translation *to, const struct code *at)
{
    bool half_open = at->op == OP_JUMP_INSIDE_HALF_OPEN || at->op == OP_JUMP_OUTSIDE_HALF_OPEN;
    bool inside = at->op == OP_JUMP_INSIDE || at->op == OP_JUMP_INSIDE_HALF_OPEN;
    x86_load(&to->code, R8, place(to, at->a));
    x86_by_memory(&to->code, X86_COMPARE, R8, place(to, at->b));
    uint32_t below = inside ? x86_jump_if(&to->code, X86_LESS) : 0;
    if (!inside)
        go_if(to, X86_LESS, at->target);
    x86_by_memory(&to->code, X86_COMPARE, R8, place(to, at->c));
    if (inside) {
        go_if(to, half_open ? X86_LESS : X86_LESS_EQUAL, at->target);
        land(to, below);
    } else {
        go_if(to, half_open ? X86_GREATER_EQUAL : X86_GREATER, at->target);
    }
}

static void jump_by_mask(struct translation *to, const struct code *at)
{
    bool in = at->op == OP_JUMP_IN_MASK;
    x86_load(&to->code, R8, place(to, at->a));
    x86_load(&to->code, R9, place(to, at->b));
    x86_by_number(&to->code, X86_COMPARE, R8, 63);
    uint32_t beyond = in ? x86_jump_if(&to->code, X86_ABOVE) : 0;
    if (!in)
        go_if(to, X86_ABOVE, at->target);
    x86_test_bit(&to->code, R9, R8);
    go_if(to, in ? X86_BELOW : X86_ABOVE_EQUAL, at->target);
    if (in)
        land(to, beyond);
}

/* ---- loops and lists ---- */

/* Where the element begins that the cursor at CURSOR stands on. */
static void load_element(struct translation *to, enum x86_register element,
                         struct x86_memory cursor)
{
    x86_load(&to->code, element, cursor);
    x86_half_by_number(&to->code, X86_COMPARE, stride_of(cursor), 0);
    uint32_t plain = x86_jump_if(&to->code, X86_DIFFERENT);
    x86_load(&to->code, element, (struct x86_memory){ element, 0 });
    land(to, plain);
}

static void start_rows(struct translation *to, const struct code *at)
{
    struct x86_memory list = place(to, at->a);
    x86_load_pair(&to->code, list);
    x86_store_pair(&to->code, slot(at->b));
    x86_half_by_number(&to->code, X86_COMPARE, count_of(list), 0);
    go_if(to, X86_EQUAL, at->target);
    load_element(to, R8, list);
    x86_store(&to->code, place(to, at->c), R8);
}

static void next_rows(struct translation *to, const struct code *at)
{
    struct x86_memory cursor = slot(at->b);
    x86_half_by_number(&to->code, X86_SUBTRACT, count_of(cursor), 1);
    uint32_t end = x86_jump_if(&to->code, X86_EQUAL);
    x86_load(&to->code, R8, cursor);
    x86_load_half(&to->code, R9, stride_of(cursor));
    x86_shift_left(&to->code, R9, 4);
    uint32_t pointers = x86_jump_if(&to->code, X86_EQUAL);
    x86_by_register(&to->code, X86_ADD, R8, R9);
    x86_store(&to->code, cursor, R8);
    uint32_t found = x86_jump(&to->code);
    land(to, pointers);
    x86_by_number(&to->code, X86_ADD, R8, sizeof(const union value *));
    x86_store(&to->code, cursor, R8);
    x86_load(&to->code, R8, (struct x86_memory){ R8, 0 });
    land(to, found);
    x86_store(&to->code, place(to, at->c), R8);
    go(to, at->target);
    land(to, end);
}

/* SIZE in R8: as many bytes of scratch are then at R9.  Where that takes a new chunk, AT's function
 * does it all. */
static void take(struct translation *to, const struct code *at)
{
    struct x86_memory free = { R10, offsetof(struct scratch, at) };
    x86_load(&to->code, R10, of_session(offsetof(struct session, scratch)));
    x86_load(&to->code, R9, free);
    x86_by_register(&to->code, X86_ADD, R8, R9);
    x86_by_memory(&to->code, X86_COMPARE, R8,
                  (struct x86_memory){ R10, offsetof(struct scratch, end) });
    uint32_t room = x86_jump_if(&to->code, X86_BELOW_EQUAL);
    by_function(to, at);
    land(to, room);
    x86_store(&to->code, free, R8);
}

static void reserve_rows(struct translation *to, const struct code *at)
{
    x86_load_half(&to->code, R8, count_of(place(to, at->a)));
    x86_shift_left(&to->code, R8, 3);
    x86_by_number(&to->code, X86_ADD, R8, SCRATCH_ALIGN - 1);
    x86_by_number(&to->code, X86_AND, R8, -SCRATCH_ALIGN);
    take(to, at);
    struct x86_memory list = place(to, at->c);
    x86_store(&to->code, list, R9);
    x86_store_number(&to->code, count_of(list), 0);
}

static void append_cursor(struct translation *to, const struct code *at)
{
    load_element(to, R10, slot(at->b));
    struct x86_memory list = place(to, at->c);
    x86_load_half(&to->code, R8, count_of(list));
    x86_shift_left(&to->code, R8, 3);
    x86_by_memory(&to->code, X86_ADD, R8, list);
    x86_store(&to->code, (struct x86_memory){ R8, 0 }, R10);
    x86_half_by_number(&to->code, X86_ADD, count_of(list), 1);
}

/* ---- what is computed once, and calls ---- */

static void once(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->c));
    x86_by_memory(&to->code, X86_COMPARE, R8, place(to, at->a));
    go_if(to, X86_EQUAL, at->target);
    x86_store_number(&to->code, slot(at->b), at->target);
}

static void call(struct translation *to, const struct code *at)
{
    x86_store_number(&to->code, slot(at->b), address(to, at + 1));
    go(to, at->target);
}

static void again(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->c));
    x86_by_memory(&to->code, X86_COMPARE, R8, place(to, at->a));
    go_if(to, X86_EQUAL, address(to, at + 1));
    call(to, at);
}

static void count_change(struct translation *to)
{
    x86_half_by_number(&to->code, X86_ADD, of_session(offsetof(struct session, memo_changes)), 1);
}

static void leave(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->a));
    x86_store(&to->code, place(to, at->c), R8);
    count_change(to);
    x86_load(&to->code, RAX, slot(at->b));
    go_back(to);
}

static void back(struct translation *to, const struct code *at)
{
    x86_load(&to->code, RAX, slot(at->b));
    go_back(to);
}

/* ---- decisions ---- */

static void make_row(struct translation *to, const struct code *at)
{
    static const size_t kept[] = { OUTCOME_CASE * VALUE, OUTCOME_RULE * VALUE };
    x86_load_number(&to->code, R8, (uint64_t)at->target * VALUE);
    take(to, at);
    x86_load(&to->code, RAX, place(to, at->a));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        x86_load_pair(&to->code, (struct x86_memory){ RAX, (uint32_t)kept[i] });
        x86_store_pair(&to->code, (struct x86_memory){ R9, (uint32_t)kept[i] });
    }
    x86_store(&to->code, place(to, at->c), R9);
}

static void result(struct translation *to, const struct code *at)
{
    copy(to, at);
    x86_store_pair(&to->code, slot(at->b));
    go(to, at->target);
}

static translate *const translations[OP_COUNT_OF_ALL] = {
    [OP_COPY] = copy,
    [OP_ADD_INTEGER] = arithmetic,
    [OP_SUBTRACT_INTEGER] = arithmetic,
    [OP_MIN_INTEGER] = choose,
    [OP_MAX_INTEGER] = choose,
    [OP_COUNT] = count,
    [OP_JUMP] = jump,
    [OP_JUMP_IF] = jump_if_zero,
    [OP_JUMP_UNLESS] = jump_if_zero,
    [OP_JUMP_PRESENT_POINTER] = jump_if_zero,
    [OP_JUMP_ABSENT_POINTER] = jump_if_zero,
    [OP_JUMP_EQUAL_INTEGER] = jump_compare,
    [OP_JUMP_DIFFERENT_INTEGER] = jump_compare,
    [OP_JUMP_LESS_INTEGER] = jump_compare,
    [OP_JUMP_LESS_EQUAL_INTEGER] = jump_compare,
    [OP_JUMP_INSIDE] = jump_by_range,
    [OP_JUMP_OUTSIDE] = jump_by_range,
    [OP_JUMP_INSIDE_HALF_OPEN] = jump_by_range,
    [OP_JUMP_OUTSIDE_HALF_OPEN] = jump_by_range,
    [OP_JUMP_PRESENT_INTEGER] = jump_if_absent,
    [OP_JUMP_ABSENT_INTEGER] = jump_if_absent,
    [OP_JUMP_IN_MASK] = jump_by_mask,
    [OP_JUMP_NOT_IN_MASK] = jump_by_mask,
    [OP_START_ROWS] = start_rows,
    [OP_NEXT_ROWS] = next_rows,
    [OP_RESERVE_ROWS] = reserve_rows,
    [OP_APPEND_CURSOR] = append_cursor,
    [OP_ONCE] = once,
    [OP_AGAIN] = again,
    [OP_LEAVE] = leave,
    [OP_CALL] = call,
    [OP_RETURN] = back,
    [OP_MAKE_ROW] = make_row,
    [OP_RESULT] = result,
};

/* ---- all of a plan ---- */

static void translate_all(struct translation *to)
{
    for (uint32_t i = 0; i < to->plan->code_count; i++) {
        const struct code *at = &to->plan->code[i];
        translate *translate_one = translations[at->op];
        to->places[i] = to->code.length;
        to->translated[i] = translate_one != NULL;
        if (translate_one)
            translate_one(to, at);
        else
            by_function(to, at);
        assert(to->code.length - to->places[i] <= ROOM);
    }
    for (uint32_t i = 0; i < to->jump_count; i++)
        x86_land(&to->code, to->jumps[i].at, to->places[to->jumps[i].target / STEP]);
}

/* A plan's code is its own until other threads know it. */
static void put_in_place(const struct translation *to)
{
    struct code *code = (struct code *)(uintptr_t)to->plan->code;
    for (uint32_t i = 0; i < to->plan->code_count; i++)
        if (to->translated[i])
            code[i].run = (instruction *)(uintptr_t)(to->code.at + to->places[i]);
}

/* Of SIZE bytes at MEMORY keep what the code takes, to be run and not to be written to. */
static bool seal(struct native_code *native, struct x86 code)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), used = (code.length + page - 1) / page * page;
    if (used < native->size && munmap((char *)native->at + used, native->size - used) == 0)
        native->size = used;
    return mprotect(native->at, native->size, PROT_READ | PROT_EXEC) == 0;
}

void native_make(const struct plan *plan)
{
    struct plan *changed = (struct plan *)(uintptr_t)plan;
    size_t count = plan->code_count, size = count * ROOM;
    if (count > INT32_MAX / ROOM || plan->slot_count > INT32_MAX / VALUE)
        return; /* distances would be too long */
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        return;
    changed->native = (struct native_code){ memory, size };
    struct arena working = { 0 };
    struct translation to = { .plan = plan,
                              .code = { memory, 0 },
                              .places = arena_array(&working, uint32_t, count),
                              .translated = arena_array(&working, bool, count),
                              .jumps = arena_array(&working, struct jump, count * JUMPS_MAX) };
    translate_all(&to);
    if (seal(&changed->native, to.code))
        put_in_place(&to);
    else
        native_free(plan);
    arena_free(&working);
}

void native_free(const struct plan *plan)
{
    struct plan *changed = (struct plan *)(uintptr_t)plan;
    if (!plan || !plan->native.at)
        return;
    munmap(plan->native.at, plan->native.size);
    changed->native = (struct native_code){ 0 };
}

#else

void native_make(const struct plan *plan)
{
    (void)plan;
}

void native_free(const struct plan *plan)
{
    (void)plan;
}

#endif
