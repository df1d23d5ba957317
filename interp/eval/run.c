/* run.c - the machine: one loop over instructions.
 *
 * It knows neither rules nor types.  Its body is made once for each way of running, so that what
 * only a counting run does costs the plain one nothing. */
#include "interp/eval/recorder.h"
#include "interp/eval/run_values.h"

enum manner { PLAIN, COUNTING };

static inline const union value *get(union value *slots, struct operand operand)
{
    return value_at(slots, operand);
}

static inline int64_t integer(union value *slots, struct operand operand)
{
    return value_at(slots, operand)->integer;
}

static inline int128 decimal(union value *slots, struct operand operand)
{
    return value_at(slots, operand)->decimal;
}

static inline struct text text(union value *slots, struct operand operand)
{
    return value_at(slots, operand)->text;
}

static inline struct period period(union value *slots, struct operand operand)
{
    return value_at(slots, operand)->period;
}

static inline struct list list(union value *slots, struct operand operand)
{
    return value_at(slots, operand)->list;
}

static inline const struct code *jump_if(bool condition, const struct code *target,
                                         const struct code *next)
{
    return condition ? target : next;
}

/* Stand on the first element of the list at AT->a; false where there is none. */
static inline bool start(union value *slots, const struct code *at)
{
    struct list cursor = list(slots, at->a);
    slot_at(slots, at->b.offset)->list = cursor;
    return cursor.count > 0;
}

static inline void reserve(struct session *session, const struct code *at, uint32_t stride)
{
    uint32_t count = list(session->slots, at->a).count;
    size_t size = stride ? sizeof(union value) : sizeof(const union value *);
    value_at(session->slots, at->c)->list =
        (struct list){ scratch_take(session->scratch, count * size), 0, stride };
}

static inline void make_row(struct session *session, const struct code *at)
{
    union value *row = scratch_values(session->scratch, at->target);
    const union value *model = value_at(session->slots, at->a)->row;
    row[OUTCOME_CASE] = model[OUTCOME_CASE];
    row[OUTCOME_RULE] = model[OUTCOME_RULE];
    value_at(session->slots, at->c)->row = row;
}

/* Scratch memory comes in blocks of this size. */
static inline void clear_states(unsigned char *states, uint32_t count)
{
    enum { BLOCK = 16 };
    for (uint32_t at = 0; at < count; at += BLOCK)
        memset(states + at, MEMO_OPEN, BLOCK);
}

void memo_open(struct session *session, struct memo *memo, struct list list)
{
    memo->tick = (uint64_t)session->slots[SLOT_RECORD].integer;
    memo->list = list;
    memo->results = scratch_values(&session->record_scratch, list.count);
    memo->states = (unsigned char *)scratch_take(&session->record_scratch, list.count);
    clear_states(memo->states, list.count);
    session->memo_changes++;
}

/* The result of decision NUMBER for element INDEX of LIST; false where its code has to run first,
 * for which everything is made ready but the address to come back to. */
static inline bool recall(struct session *session, uint32_t number, const union value *element,
                          uint32_t index, struct operand to)
{
    const struct plan_decision *decision = &session->plan->decisions[number];
    struct memo *memo = &session->memos[number];
    union value *slots = session->slots;
    if (memo->states[index] == MEMO_OPEN) {
        slot_at(slots, decision->element)->row = element;
        slot_at(slots, decision->index)->integer = index;
        slot_at(slots, decision->tick)->integer++;
        return false;
    }
    if (memo->states[index] == MEMO_DECIDED)
        *value_at(slots, to) = memo->results[index];
    else /* no outcome's row, or no rows */
        value_at(slots, to)->list = (struct list){ NULL, 0, 0 };
    return true;
}

static bool decide(struct session *session, const struct code *at)
{
    union value *slots = session->slots;
    struct list elements = list(slots, at->b);
    const union value *row = value_at(slots, at->a)->row;
    struct memo *memo = &session->memos[at->target];
    if (memo->tick != (uint64_t)slots[SLOT_RECORD].integer)
        memo_open(session, memo, elements);
    return recall(session, at->target, row, element_index(elements, row), at->c);
}

static bool decide_record(struct session *session, const struct code *at)
{
    struct memo *memo = &session->memos[at->target];
    if (memo->tick != (uint64_t)session->slots[SLOT_RECORD].integer)
        memo_open(session, memo, (struct list){ NULL, 1, 0 });
    return recall(session, at->target, NULL, 0, at->c);
}

/* Keep what a decision gave; returns the address to go on. */
static inline int64_t keep(struct session *session, uint32_t number, enum memo_state state,
                           const union value *result)
{
    const struct plan_decision *decision = &session->plan->decisions[number];
    struct memo *memo = &session->memos[number];
    int64_t index = slot_at(session->slots, decision->index)->integer;
    memo->states[index] = (unsigned char)state;
    if (result)
        memo->results[index] = *result;
    session->memo_changes++;
    return slot_at(session->slots, decision->back)->integer;
}

/* Every instruction has its case, despite the default. */
#pragma GCC diagnostic error "-Wswitch-enum"

static inline __attribute__((always_inline)) void execute(struct session *session, uint32_t entry,
                                                          enum manner manner)
{
    const struct plan *plan = session->plan;
    const struct code *code = plan->code, *next = code + entry;
    union value *slots = session->slots;
    struct scratch *scratch = session->scratch;
    for (;;) {
        const struct code *at = next++;
        if (manner == COUNTING)
            session->steps += plan->origins[at - code].node != NULL;
        switch ((enum opcode)at->op) {
        case OP_STOP:
            return;
        case OP_COPY:
            *value_at(slots, at->c) = *get(slots, at->a);
            break;
        case OP_ADD_INTEGER:
            value_at(slots, at->c)->integer =
                wrap((uint64_t)integer(slots, at->a) + (uint64_t)integer(slots, at->b));
            break;
        case OP_SUBTRACT_INTEGER:
            value_at(slots, at->c)->integer =
                wrap((uint64_t)integer(slots, at->a) - (uint64_t)integer(slots, at->b));
            break;
        case OP_MULTIPLY_INTEGER:
            value_at(slots, at->c)->integer =
                wrap((uint64_t)integer(slots, at->a) * (uint64_t)integer(slots, at->b));
            break;
        case OP_NEGATE_INTEGER:
            value_at(slots, at->c)->integer = wrap(0 - (uint64_t)integer(slots, at->a));
            break;
        case OP_ADD_DECIMAL:
            value_at(slots, at->c)->decimal =
                wrap_wide((wide)decimal(slots, at->a) + (wide)decimal(slots, at->b));
            break;
        case OP_SUBTRACT_DECIMAL:
            value_at(slots, at->c)->decimal =
                wrap_wide((wide)decimal(slots, at->a) - (wide)decimal(slots, at->b));
            break;
        case OP_MULTIPLY_DECIMAL:
            value_at(slots, at->c)->decimal =
                wrap_wide((wide)decimal(slots, at->a) * (wide)decimal(slots, at->b));
            break;
        case OP_NEGATE_DECIMAL:
            value_at(slots, at->c)->decimal = wrap_wide(0 - (wide)decimal(slots, at->a));
            break;
        case OP_SCALE_INTEGER:
            value_at(slots, at->c)->decimal =
                wrap_wide((wide)(int128)integer(slots, at->a) * (wide)decimal(slots, at->b));
            break;
        case OP_ADD_PERIOD:
            value_at(slots, at->c)->period = period_sum(period(slots, at->a), period(slots, at->b));
            break;
        case OP_SUBTRACT_PERIOD:
            value_at(slots, at->c)->period =
                period_sum(period(slots, at->a), period_negated(period(slots, at->b)));
            break;
        case OP_MULTIPLY_PERIOD:
            value_at(slots, at->c)->period =
                period_times(integer(slots, at->a), period(slots, at->b));
            break;
        case OP_NEGATE_PERIOD:
            value_at(slots, at->c)->period = period_negated(period(slots, at->a));
            break;
        case OP_ADD_DATE:
            value_at(slots, at->c)->integer =
                date_plus(integer(slots, at->a), period(slots, at->b), at->detail);
            break;
        case OP_SUBTRACT_DATE:
            value_at(slots, at->c)->integer =
                date_plus(integer(slots, at->a), period_negated(period(slots, at->b)), at->detail);
            break;
        case OP_ADD_ZONED:
            value_at(slots, at->c)->integer =
                instant_plus(plan->program->policies[at->target], integer(slots, at->a),
                             period(slots, at->b));
            break;
        case OP_SUBTRACT_ZONED:
            value_at(slots, at->c)->integer =
                instant_plus(plan->program->policies[at->target], integer(slots, at->a),
                             period_negated(period(slots, at->b)));
            break;
        case OP_DATE_OF:
            value_at(slots, at->c)->integer =
                day_of(plan->program->policies[at->target], integer(slots, at->a));
            break;
        case OP_DATE_OF_UTC:
            value_at(slots, at->c)->integer = date_of_instant(integer(slots, at->a));
            break;
        case OP_START_OF:
            value_at(slots, at->c)->integer =
                start_of_day(plan->program->policies[at->target], integer(slots, at->a));
            break;
        case OP_UNITS:
            value_at(slots, at->c)->integer =
                units_from(integer(slots, at->a), integer(slots, at->b), (enum unit)at->target,
                           (enum rounding)at->detail);
            break;
        case OP_FOLDED:
            value_at(slots, at->c)->text = fold_text(session, text(slots, at->a));
            break;
        case OP_MIN_INTEGER:
            value_at(slots, at->c)->integer = integer(slots, at->b) < integer(slots, at->a)
                                                  ? integer(slots, at->b)
                                                  : integer(slots, at->a);
            break;
        case OP_MAX_INTEGER:
            value_at(slots, at->c)->integer = integer(slots, at->b) > integer(slots, at->a)
                                                  ? integer(slots, at->b)
                                                  : integer(slots, at->a);
            break;
        case OP_MIN_DECIMAL:
            value_at(slots, at->c)->decimal = decimal(slots, at->b) < decimal(slots, at->a)
                                                  ? decimal(slots, at->b)
                                                  : decimal(slots, at->a);
            break;
        case OP_MAX_DECIMAL:
            value_at(slots, at->c)->decimal = decimal(slots, at->b) > decimal(slots, at->a)
                                                  ? decimal(slots, at->b)
                                                  : decimal(slots, at->a);
            break;
        case OP_LOWEST_INTEGER:
            if (integer(slots, at->a) == INTEGER_ABSENT ||
                integer(slots, at->b) < integer(slots, at->a))
                value_at(slots, at->c)->integer = integer(slots, at->b);
            else
                value_at(slots, at->c)->integer = integer(slots, at->a);
            break;
        case OP_LOWEST_DECIMAL:
            if (decimal(slots, at->a) == DECIMAL_ABSENT ||
                decimal(slots, at->b) < decimal(slots, at->a))
                value_at(slots, at->c)->decimal = decimal(slots, at->b);
            else
                value_at(slots, at->c)->decimal = decimal(slots, at->a);
            break;
        case OP_COUNT:
            value_at(slots, at->c)->integer = list(slots, at->a).count;
            break;
        case OP_PARAMETER:
            *value_at(slots, at->c) =
                version_on(plan->parameters[at->target], integer(slots, at->a));
            break;
        case OP_LOOKUP:
            value_at(slots, at->c)->row =
                index_find(&plan->indexes[at->target].index, get(slots, at->a));
            break;
        case OP_MATCHING:
            value_at(slots, at->c)->list = matching(&plan->indexes[at->target], get(slots, at->a));
            break;
        case OP_JUMP:
            next = code + at->target;
            break;
        case OP_JUMP_IF:
            next = jump_if(integer(slots, at->a) != 0, code + at->target, next);
            break;
        case OP_JUMP_UNLESS:
            next = jump_if(integer(slots, at->a) == 0, code + at->target, next);
            break;
        case OP_JUMP_EQUAL_INTEGER:
            next = jump_if(integer(slots, at->a) == integer(slots, at->b), code + at->target, next);
            break;
        case OP_JUMP_DIFFERENT_INTEGER:
            next = jump_if(integer(slots, at->a) != integer(slots, at->b), code + at->target, next);
            break;
        case OP_JUMP_LESS_INTEGER:
            next = jump_if(integer(slots, at->a) < integer(slots, at->b), code + at->target, next);
            break;
        case OP_JUMP_LESS_EQUAL_INTEGER:
            next = jump_if(integer(slots, at->a) <= integer(slots, at->b), code + at->target, next);
            break;
        case OP_JUMP_EQUAL_DECIMAL:
            next = jump_if(decimal(slots, at->a) == decimal(slots, at->b), code + at->target, next);
            break;
        case OP_JUMP_DIFFERENT_DECIMAL:
            next = jump_if(decimal(slots, at->a) != decimal(slots, at->b), code + at->target, next);
            break;
        case OP_JUMP_LESS_DECIMAL:
            next = jump_if(decimal(slots, at->a) < decimal(slots, at->b), code + at->target, next);
            break;
        case OP_JUMP_LESS_EQUAL_DECIMAL:
            next = jump_if(decimal(slots, at->a) <= decimal(slots, at->b), code + at->target, next);
            break;
        case OP_JUMP_EQUAL_TEXT:
            next =
                jump_if(text_same(text(slots, at->a), text(slots, at->b)), code + at->target, next);
            break;
        case OP_JUMP_DIFFERENT_TEXT:
            next = jump_if(!text_same(text(slots, at->a), text(slots, at->b)), code + at->target,
                           next);
            break;
        case OP_JUMP_EQUAL_PERIOD:
            next = jump_if(value_equal(KIND_PERIOD, get(slots, at->a), get(slots, at->b)),
                           code + at->target, next);
            break;
        case OP_JUMP_DIFFERENT_PERIOD:
            next = jump_if(!value_equal(KIND_PERIOD, get(slots, at->a), get(slots, at->b)),
                           code + at->target, next);
            break;
        case OP_JUMP_EQUAL_ROW:
            next =
                jump_if(get(slots, at->a)->row == get(slots, at->b)->row, code + at->target, next);
            break;
        case OP_JUMP_DIFFERENT_ROW:
            next =
                jump_if(get(slots, at->a)->row != get(slots, at->b)->row, code + at->target, next);
            break;
        case OP_JUMP_INSIDE:
            next = jump_if(range_holds(integer(slots, at->a), integer(slots, at->b),
                                       integer(slots, at->c)),
                           code + at->target, next);
            break;
        case OP_JUMP_OUTSIDE:
            next = jump_if(!range_holds(integer(slots, at->a), integer(slots, at->b),
                                        integer(slots, at->c)),
                           code + at->target, next);
            break;
        case OP_JUMP_INSIDE_HALF_OPEN:
            next = jump_if(range_holds_half_open(integer(slots, at->a), integer(slots, at->b),
                                                 integer(slots, at->c)),
                           code + at->target, next);
            break;
        case OP_JUMP_OUTSIDE_HALF_OPEN:
            next = jump_if(!range_holds_half_open(integer(slots, at->a), integer(slots, at->b),
                                                  integer(slots, at->c)),
                           code + at->target, next);
            break;
        case OP_JUMP_PRESENT_INTEGER:
            next = jump_if(integer(slots, at->a) != INTEGER_ABSENT, code + at->target, next);
            break;
        case OP_JUMP_ABSENT_INTEGER:
            next = jump_if(integer(slots, at->a) == INTEGER_ABSENT, code + at->target, next);
            break;
        case OP_JUMP_PRESENT_DECIMAL:
            next = jump_if(decimal(slots, at->a) != DECIMAL_ABSENT, code + at->target, next);
            break;
        case OP_JUMP_ABSENT_DECIMAL:
            next = jump_if(decimal(slots, at->a) == DECIMAL_ABSENT, code + at->target, next);
            break;
        case OP_JUMP_PRESENT_PERIOD:
            next = jump_if(period(slots, at->a).months != PERIOD_ABSENT, code + at->target, next);
            break;
        case OP_JUMP_ABSENT_PERIOD:
            next = jump_if(period(slots, at->a).months == PERIOD_ABSENT, code + at->target, next);
            break;
        case OP_JUMP_PRESENT_POINTER:
            next = jump_if(get(slots, at->a)->row != NULL, code + at->target, next);
            break;
        case OP_JUMP_ABSENT_POINTER:
            next = jump_if(get(slots, at->a)->row == NULL, code + at->target, next);
            break;
        case OP_JUMP_IN_MASK:
            next = jump_if(mask_holds(integer(slots, at->b), integer(slots, at->a)),
                           code + at->target, next);
            break;
        case OP_JUMP_NOT_IN_MASK:
            next = jump_if(!mask_holds(integer(slots, at->b), integer(slots, at->a)),
                           code + at->target, next);
            break;
        case OP_JUMP_IN_INDEX:
            next = jump_if(set_holds(session, integer(slots, at->b), get(slots, at->a)),
                           code + at->target, next);
            break;
        case OP_JUMP_NOT_IN_INDEX:
            next = jump_if(!set_holds(session, integer(slots, at->b), get(slots, at->a)),
                           code + at->target, next);
            break;
        case OP_JUMP_AMONG:
            next = jump_if(list_holds(list(slots, at->b), (enum kind)at->detail, get(slots, at->a)),
                           code + at->target, next);
            break;
        case OP_JUMP_NOT_AMONG:
            next =
                jump_if(!list_holds(list(slots, at->b), (enum kind)at->detail, get(slots, at->a)),
                        code + at->target, next);
            break;
        case OP_SWITCH:
            next = code + switch_target(&plan->switches[at->target], get(slots, at->a));
            break;
        case OP_SELECT:
            next = code + select_target(&plan->selects[at->target], integer(slots, at->a));
            break;
        case OP_START_ROWS:
            if (start(slots, at))
                value_at(slots, at->c)->row = cursor_element(slot_at(slots, at->b.offset)->list);
            else
                next = code + at->target;
            break;
        case OP_NEXT_ROWS:
            if (cursor_next(&slot_at(slots, at->b.offset)->list)) {
                value_at(slots, at->c)->row = cursor_element(slot_at(slots, at->b.offset)->list);
                next = code + at->target;
            }
            break;
        case OP_START_VALUES:
            if (start(slots, at))
                *value_at(slots, at->c) = *cursor_element(slot_at(slots, at->b.offset)->list);
            else
                next = code + at->target;
            break;
        case OP_NEXT_VALUES:
            if (cursor_next(&slot_at(slots, at->b.offset)->list)) {
                *value_at(slots, at->c) = *cursor_element(slot_at(slots, at->b.offset)->list);
                next = code + at->target;
            }
            break;
        case OP_RESERVE_ROWS:
            reserve(session, at, 0);
            break;
        case OP_RESERVE_VALUES:
            reserve(session, at, 1);
            break;
        case OP_APPEND_ROW:
            append_row(&value_at(slots, at->c)->list, get(slots, at->a)->row);
            break;
        case OP_APPEND_VALUE:
            append_value(&value_at(slots, at->c)->list, *get(slots, at->a));
            break;
        case OP_APPEND_CURSOR:
            append_row(&value_at(slots, at->c)->list,
                       cursor_element(slot_at(slots, at->b.offset)->list));
            break;
        case OP_GROW_ROW:
            grow_rows(scratch, &value_at(slots, at->c)->list);
            append_row(&value_at(slots, at->c)->list, get(slots, at->a)->row);
            break;
        case OP_GROW_VALUE:
            grow_values(scratch, &value_at(slots, at->c)->list);
            append_value(&value_at(slots, at->c)->list, *get(slots, at->a));
            break;
        case OP_GROW_ROWS:
            join_rows(scratch, &value_at(slots, at->c)->list, list(slots, at->a));
            break;
        case OP_GROW_VALUES:
            join_values(scratch, &value_at(slots, at->c)->list, list(slots, at->a));
            break;
        case OP_MARK:
            scratch_mark(session, slot_at(slots, at->c.offset));
            break;
        case OP_RELEASE:
            scratch_unmark(session, get(slots, at->a));
            break;
        case OP_ONCE:
            if (integer(slots, at->c) == integer(slots, at->a))
                next = code + at->target;
            else
                slot_at(slots, at->b.offset)->integer = at->target;
            break;
        case OP_AGAIN:
            if (integer(slots, at->c) != integer(slots, at->a)) {
                slot_at(slots, at->b.offset)->integer = next - code;
                next = code + at->target;
            }
            break;
        case OP_LEAVE:
            value_at(slots, at->c)->integer = integer(slots, at->a);
            session->memo_changes++;
            next = code + slot_at(slots, at->b.offset)->integer;
            break;
        case OP_CALL:
            slot_at(slots, at->b.offset)->integer = next - code;
            next = code + at->target;
            break;
        case OP_RETURN:
            next = code + slot_at(slots, at->b.offset)->integer;
            break;
        case OP_DECIDE:
            if (!decide(session, at)) {
                slot_at(slots, plan->decisions[at->target].back)->integer = at - code;
                next = code + plan->decisions[at->target].entry;
            }
            break;
        case OP_DECIDE_RECORD:
            if (!decide_record(session, at)) {
                slot_at(slots, plan->decisions[at->target].back)->integer = at - code;
                next = code + plan->decisions[at->target].entry;
            }
            break;
        case OP_MAKE_ROW:
            make_row(session, at);
            break;
        case OP_RESULT:
            next = code + keep(session, at->target, MEMO_DECIDED, get(slots, at->a));
            break;
        case OP_LEFT_OUT:
            next = code + keep(session, at->target, MEMO_LEFT_OUT, NULL);
            break;
        case OP_TELL:
        case OP_TELL_OR:
            next = tell(session, at, next);
            break;
        case OP_REACHED:
            if (at->detail)
                session->reached[at->target].yes++;
            else
                session->reached[at->target].no++;
            break;
        case OP_COUNT_OF_ALL:
        default: /* spares the test whether the instruction is one */
            __builtin_unreachable();
        }
    }
}

static void run_plainly(struct session *session, uint32_t entry)
{
    execute(session, entry, PLAIN);
}

static __attribute__((noinline)) void run_counting(struct session *session, uint32_t entry)
{
    execute(session, entry, COUNTING);
}

void run(struct session *session, uint32_t entry)
{
    if (session->counting)
        run_counting(session, entry);
    else
        run_plainly(session, entry);
}
