/* native.c - machine code for the instructions that are run most, on x86-64.
 *
 * Translated instructions stand one behind the other and know where the others are; in the place of
 * one that is not translated there is a jump to its function, which goes on to whatever comes next:
 * what is rare or long is left to the functions.
 *
 * The memory is written first and then made executable, never both at once.  There are no marks
 * for indirect branch tracking (endbr64), which Linux does not ask of programs. */
#include "interp/eval/native.h"

#if defined(__x86_64__) && defined(__LP64__) /* and so the System V ABI */

#include <assert.h>
#include <sys/mman.h>
#include <unistd.h>

#include "interp/eval/translate.h"

_Static_assert(VALUE == 1 << 4 && sizeof(const union value *) == 1 << 3,
               "lists are gone through by shifts");
_Static_assert(offsetof(struct list, stride) == offsetof(struct list, count) + sizeof(uint32_t),
               "a list's count and stride are cleared together");

static translate *const translations[OP_COUNT_OF_ALL] = {
    [OP_COPY] = translate_copy,
    [OP_ADD_INTEGER] = translate_arithmetic,
    [OP_SUBTRACT_INTEGER] = translate_arithmetic,
    [OP_ADD_DATE] = translate_date,
    [OP_SUBTRACT_DATE] = translate_date,
    [OP_DATE_OF_UTC] = translate_date_of_utc,
    [OP_FOLDED] = translate_folded,
    [OP_MIN_INTEGER] = translate_choose,
    [OP_MAX_INTEGER] = translate_choose,
    [OP_COUNT] = translate_count,
    [OP_PARAMETER] = translate_parameter,
    [OP_LOOKUP] = translate_lookup,
    [OP_MATCHING] = translate_matching,
    [OP_JUMP] = translate_jump,
    [OP_JUMP_IF] = translate_jump_if_zero,
    [OP_JUMP_UNLESS] = translate_jump_if_zero,
    [OP_JUMP_EQUAL_INTEGER] = translate_jump_compare,
    [OP_JUMP_DIFFERENT_INTEGER] = translate_jump_compare,
    [OP_JUMP_LESS_INTEGER] = translate_jump_compare,
    [OP_JUMP_LESS_EQUAL_INTEGER] = translate_jump_compare,
    [OP_JUMP_EQUAL_TEXT] = translate_jump_by_text,
    [OP_JUMP_DIFFERENT_TEXT] = translate_jump_by_text,
    [OP_JUMP_INSIDE] = translate_jump_by_range,
    [OP_JUMP_OUTSIDE] = translate_jump_by_range,
    [OP_JUMP_INSIDE_HALF_OPEN] = translate_jump_by_range,
    [OP_JUMP_OUTSIDE_HALF_OPEN] = translate_jump_by_range,
    [OP_JUMP_PRESENT_INTEGER] = translate_jump_if_absent,
    [OP_JUMP_ABSENT_INTEGER] = translate_jump_if_absent,
    [OP_JUMP_PRESENT_POINTER] = translate_jump_if_zero,
    [OP_JUMP_ABSENT_POINTER] = translate_jump_if_zero,
    [OP_JUMP_IN_MASK] = translate_jump_by_mask,
    [OP_JUMP_NOT_IN_MASK] = translate_jump_by_mask,
    [OP_JUMP_IN_INDEX] = translate_jump_by_index,
    [OP_JUMP_NOT_IN_INDEX] = translate_jump_by_index,
    [OP_JUMP_AMONG] = translate_jump_by_list,
    [OP_JUMP_NOT_AMONG] = translate_jump_by_list,
    [OP_START_ROWS] = translate_start_rows,
    [OP_NEXT_ROWS] = translate_next_rows,
    [OP_RESERVE_ROWS] = translate_reserve_rows,
    [OP_APPEND_CURSOR] = translate_append_cursor,
    [OP_GROW_ROW] = translate_grow_row,
    [OP_ONCE] = translate_once,
    [OP_AGAIN] = translate_again,
    [OP_LEAVE] = translate_leave,
    [OP_CALL] = translate_call,
    [OP_RETURN] = translate_return,
    [OP_NEXT_ELEMENT] = translate_next_element,
    [OP_MAKE_ROW] = translate_make_row,
    [OP_RESULT] = translate_result,
    [OP_LAST_RESULT] = translate_last_result,
};

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
        assert(to->code.length <= (i + 1) * TRANSLATED_MAX &&
               to->jump_count <= (i + 1) * JUMPS_MAX);
    }
    for (uint32_t i = 0; i < to->jump_count; i++)
        x86_land(&to->code, to->jumps[i].at, to->places[to->jumps[i].target / sizeof(struct code)]);
}

/* A plan's code is its own until other threads know it. */
static void put_in_place(const struct translation *to)
{
    struct code *code = (struct code *)(uintptr_t)to->plan->code;
    for (uint32_t i = 0; i < to->plan->code_count; i++)
        if (to->translated[i])
            code[i].run = (instruction *)(uintptr_t)(to->code.at + to->places[i]);
}

/* Keep of the memory what CODE takes, to be run and no longer to be written to. */
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
    size_t count = plan->code_count, size = count * TRANSLATED_MAX;
    if (count > INT32_MAX / TRANSLATED_MAX || plan->slot_count > INT32_MAX / VALUE)
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
