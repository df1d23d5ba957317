/* translate_values.c - instructions that make a value. */
#include "interp/eval/translate.h"

#include "interp/eval/run_values.h"

void translate_copy(struct translation *to, const struct code *at)
{
    x86_load_pair(&to->code, place(to, at->a));
    x86_store_pair(&to->code, place(to, at->c));
}

/* ---- numbers ---- */

void translate_arithmetic(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->a));
    x86_by_memory(&to->code, at->op == OP_ADD_INTEGER ? X86_ADD : X86_SUBTRACT, R8,
                  place(to, at->b));
    x86_store(&to->code, place(to, at->c), R8);
}

void translate_choose(struct translation *to, const struct code *at)
{
    x86_load(&to->code, R8, place(to, at->a));
    x86_load(&to->code, R9, place(to, at->b));
    x86_by_register(&to->code, X86_COMPARE, R9, R8);
    x86_move_if(&to->code, at->op == OP_MIN_INTEGER ? X86_LESS : X86_GREATER, R8, R9);
    x86_store(&to->code, place(to, at->c), R8);
}

void translate_count(struct translation *to, const struct code *at)
{
    x86_load_half(&to->code, R8, count_of(place(to, at->a)));
    x86_store(&to->code, place(to, at->c), R8);
}

/* ---- by functions ---- */

/* What was returned is what AT makes. */
static void keep(struct translation *to, const struct code *at)
{
    x86_store(&to->code, place(to, at->c), R8);
}

/* The same of a whole value. */
static void keep_pair(struct translation *to, const struct code *at)
{
    struct x86_memory value = place(to, at->c);
    x86_store(&to->code, value, R8);
    x86_store(&to->code, behind(value, sizeof(uint64_t)), R9);
}

void translate_lookup(struct translation *to, const struct code *at)
{
    begin_call(to);
    x86_load_address(&to->code, RSI, place(to, at->a));
    x86_load_number(&to->code, RDI, (uintptr_t)&to->plan->indexes[at->target].index);
    call(to, (uintptr_t)index_find);
    keep(to, at);
}

void translate_matching(struct translation *to, const struct code *at)
{
    begin_call(to);
    x86_load_address(&to->code, RSI, place(to, at->a));
    x86_load_number(&to->code, RDI, (uintptr_t)&to->plan->indexes[at->target]);
    call(to, (uintptr_t)matching);
    keep_pair(to, at);
}

void translate_parameter(struct translation *to, const struct code *at)
{
    begin_call(to);
    x86_load(&to->code, RSI, place(to, at->a));
    x86_load_number(&to->code, RDI, (uintptr_t)to->plan->parameters[at->target]);
    call(to, (uintptr_t)version_on);
    keep_pair(to, at);
}

void translate_folded(struct translation *to, const struct code *at)
{
    begin_call(to);
    struct x86_memory text = place(to, at->a);
    x86_load(&to->code, RDX, behind(text, offsetof(struct text, length)));
    x86_load(&to->code, RSI, text);
    x86_copy(&to->code, RDI, SESSION);
    call(to, (uintptr_t)fold_text);
    keep_pair(to, at);
}

static int64_t date_minus(int64_t date, struct period period, unsigned rounding)
{
    return date_plus(date, period_negated(period), rounding);
}

void translate_date(struct translation *to, const struct code *at)
{
    begin_call(to);
    x86_load_number(&to->code, RDX, at->detail);
    x86_load(&to->code, RSI, place(to, at->b));
    x86_load(&to->code, RDI, place(to, at->a));
    call(to, at->op == OP_ADD_DATE ? (uintptr_t)date_plus : (uintptr_t)date_minus);
    keep(to, at);
}

void translate_date_of_utc(struct translation *to, const struct code *at)
{
    begin_call(to);
    x86_load(&to->code, RDI, place(to, at->a));
    call(to, (uintptr_t)date_of_instant);
    keep(to, at);
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

void translate_start_rows(struct translation *to, const struct code *at)
{
    struct x86_memory list = place(to, at->a);
    x86_load_pair(&to->code, list);
    x86_store_pair(&to->code, slot(at->b));
    x86_half_by_number(&to->code, X86_COMPARE, count_of(list), 0);
    go_if(to, X86_EQUAL, at->target);
    load_element(to, R8, list);
    x86_store(&to->code, place(to, at->c), R8);
}

void translate_next_rows(struct translation *to, const struct code *at)
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
    struct x86_memory room_at = { R10, offsetof(struct scratch, at) };
    x86_load(&to->code, R10, of_session(offsetof(struct session, scratch)));
    x86_load(&to->code, R9, room_at);
    x86_by_register(&to->code, X86_ADD, R8, R9);
    x86_by_memory(&to->code, X86_COMPARE, R8,
                  (struct x86_memory){ R10, offsetof(struct scratch, end) });
    uint32_t room = x86_jump_if(&to->code, X86_BELOW_EQUAL);
    by_function(to, at);
    land(to, room);
    x86_store(&to->code, room_at, R8);
}

void translate_reserve_rows(struct translation *to, const struct code *at)
{
    x86_load_half(&to->code, R8, count_of(place(to, at->a)));
    x86_shift_left(&to->code, R8, 3);
    x86_by_number(&to->code, X86_ADD, R8, SCRATCH_ALIGN - 1);
    x86_by_number(&to->code, X86_AND, R8, -SCRATCH_ALIGN);
    take(to, at);
    struct x86_memory list = place(to, at->c);
    x86_store(&to->code, list, R9);
    x86_store_number(&to->code, count_of(list), 0); /* and the stride */
}

void translate_append_cursor(struct translation *to, const struct code *at)
{
    load_element(to, R10, slot(at->b));
    struct x86_memory list = place(to, at->c);
    x86_load_half(&to->code, R8, count_of(list));
    x86_shift_left(&to->code, R8, 3);
    x86_by_memory(&to->code, X86_ADD, R8, list);
    x86_store(&to->code, (struct x86_memory){ R8, 0 }, R10);
    x86_half_by_number(&to->code, X86_ADD, count_of(list), 1);
}

static void grow_row(struct session *session, struct list *list, const union value *row)
{
    grow_rows(session->scratch, list);
    append_row(list, row);
}

void translate_grow_row(struct translation *to, const struct code *at)
{
    begin_call(to);
    x86_load(&to->code, RDX, place(to, at->a));
    x86_load_address(&to->code, RSI, place(to, at->c));
    x86_copy(&to->code, RDI, SESSION);
    call(to, (uintptr_t)grow_row);
}

void translate_make_row(struct translation *to, const struct code *at)
{
    static const uint32_t kept[] = { OUTCOME_CASE * VALUE, OUTCOME_RULE * VALUE };
    x86_load_number(&to->code, R8, (uint64_t)at->target * VALUE);
    take(to, at);
    x86_load(&to->code, RAX, place(to, at->a));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        x86_load_pair(&to->code, (struct x86_memory){ RAX, kept[i] });
        x86_store_pair(&to->code, (struct x86_memory){ R9, kept[i] });
    }
    x86_store(&to->code, place(to, at->c), R9);
}
