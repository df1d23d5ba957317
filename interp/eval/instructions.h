/* instructions.h - what each instruction does: a small function of one shape, which ends by going
 * to the next one.
 *
 * What many of them do is said a second time, to the processor, in translate_values.c and
 * translate_flow.c: a change here is one there.
 *
 * Included by the two ways of running, which differ in how they go on: run.c calls the next
 * instruction itself, as the last thing it does, so that the compiler makes a jump of it and every
 * instruction has a jump of its own, which the processor foresees better than one that all share;
 * run_counting.c returns to its loop.  They know neither rules nor types. */
#include "interp/eval/run_values.h"

/* An instruction at AT, of CODE, for SESSION, whose slots SLOTS are. */
#define INSTRUCTION(name)                                                           \
    static const struct code *run_##name(union value *slots, const struct code *at, \
                                         const struct code *code, struct session *session)

/* A call in tail position that has to become a jump, where the compiler can be told. */
#if defined(CERTPOL_THREADED) && defined(__has_attribute)
#if __has_attribute(musttail)
#define TAIL __attribute__((musttail))
#endif
#endif
#ifndef TAIL
#define TAIL
#endif

/* Go on at NEXT. */
#define GO(next) TAIL return go(slots, (next), code, session)

/* What takes values to a value; what goes elsewhere if CONDITION holds. */
#define COMPUTE(name, member, result)              \
    INSTRUCTION(name)                              \
    {                                              \
        value_at(slots, at->c)->member = (result); \
        GO(at + 1);                                \
    }

#define BRANCH(name, condition)            \
    INSTRUCTION(name)                      \
    {                                      \
        if (condition)                     \
            GO(code_at(code, at->target)); \
        GO(at + 1);                        \
    }

static inline const struct code *go(union value *slots, const struct code *next,
                                    const struct code *code, struct session *session)
{
#ifdef CERTPOL_THREADED
    TAIL return next->run(slots, next, code, session);
#else
    (void)slots, (void)code, (void)session;
    return next;
#endif
}

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

/* Has MEMO what AT's decision gave for element INDEX?  Then that goes to c. */
static inline bool recall(const struct session *session, const struct code *at, int64_t index)
{
    const struct plan_decision *decision = &session->plan->decisions[at->target];
    const struct memo *memo = &session->memos[decision->group];
    if (!memo_is_open(memo, session->slots) || memo->states[index] == MEMO_OPEN)
        return false;
    *value_at(session->slots, at->c) =
        memo->results[(size_t)index * memo->members + decision->member];
    return true;
}

/* Where to go on to find out what AT's decision gives for element INDEX of LIST, and come back to
 * AT. */
static __attribute__((noinline)) const struct code *ask(struct session *session,
                                                        const struct code *at,
                                                        const struct code *code, struct list list,
                                                        int64_t index)
{
    uint32_t number = session->plan->decisions[at->target].group;
    const struct plan_group *group = &session->plan->groups[number];
    struct memo *memo = &session->memos[number];
    if (!memo_is_open(memo, session->slots))
        memo_open(session, group, memo, list);
    frame_set(slot_at(session->slots, group->frame), memo, index, address_of(code, at));
    return code_at(code, group->entry);
}

/* The decision of AT for an element of list b that stands at a. */
static __attribute__((noinline)) const struct code *
decide_of(struct session *session, const struct code *at, const struct code *code)
{
    struct list elements = list(session->slots, at->b);
    uint32_t index = element_index(elements, get(session->slots, at->a)->row);
    return recall(session, at, index) ? at + 1 : ask(session, at, code, elements, index);
}

/* Group NUMBER, whose FRAME it is, has decided about its element; returns the address to go on. */
static inline int64_t decided(struct session *session, uint32_t number, const union value *frame)
{
    session->memos[number].states[frame[FRAME_INDEX].integer] = MEMO_DECIDED;
    session->memo_changes++;
    return frame[FRAME_BACK].integer;
}

INSTRUCTION(STOP)
{
    (void)slots, (void)at, (void)code, (void)session;
    return NULL;
}

INSTRUCTION(COPY)
{
    *value_at(slots, at->c) = *get(slots, at->a);
    GO(at + 1);
}

COMPUTE(ADD_INTEGER, integer,
        wrap((uint64_t)integer(slots, at->a) + (uint64_t)integer(slots, at->b)))

COMPUTE(SUBTRACT_INTEGER, integer,
        wrap((uint64_t)integer(slots, at->a) - (uint64_t)integer(slots, at->b)))

COMPUTE(MULTIPLY_INTEGER, integer,
        wrap((uint64_t)integer(slots, at->a) * (uint64_t)integer(slots, at->b)))

COMPUTE(NEGATE_INTEGER, integer, wrap(0 - (uint64_t)integer(slots, at->a)))

COMPUTE(ADD_DECIMAL, decimal, wrap_wide((wide)decimal(slots, at->a) + (wide)decimal(slots, at->b)))

COMPUTE(SUBTRACT_DECIMAL, decimal,
        wrap_wide((wide)decimal(slots, at->a) - (wide)decimal(slots, at->b)))

COMPUTE(MULTIPLY_DECIMAL, decimal,
        wrap_wide((wide)decimal(slots, at->a) * (wide)decimal(slots, at->b)))

COMPUTE(NEGATE_DECIMAL, decimal, wrap_wide(0 - (wide)decimal(slots, at->a)))

COMPUTE(SCALE_INTEGER, decimal,
        wrap_wide((wide)(int128)integer(slots, at->a) * (wide)decimal(slots, at->b)))

COMPUTE(ADD_PERIOD, period, period_sum(period(slots, at->a), period(slots, at->b)))

COMPUTE(SUBTRACT_PERIOD, period,
        period_sum(period(slots, at->a), period_negated(period(slots, at->b))))

COMPUTE(MULTIPLY_PERIOD, period, period_times(integer(slots, at->a), period(slots, at->b)))

COMPUTE(NEGATE_PERIOD, period, period_negated(period(slots, at->a)))

COMPUTE(ADD_DATE, integer, date_plus(integer(slots, at->a), period(slots, at->b), at->detail))

COMPUTE(SUBTRACT_DATE, integer,
        date_plus(integer(slots, at->a), period_negated(period(slots, at->b)), at->detail))

COMPUTE(ADD_ZONED, integer,
        instant_plus(session->plan->program->policies[at->target], integer(slots, at->a),
                     period(slots, at->b)))

COMPUTE(SUBTRACT_ZONED, integer,
        instant_plus(session->plan->program->policies[at->target], integer(slots, at->a),
                     period_negated(period(slots, at->b))))

COMPUTE(DATE_OF, integer,
        day_of(session->plan->program->policies[at->target], integer(slots, at->a)))

COMPUTE(DATE_OF_UTC, integer, date_of_instant(integer(slots, at->a)))

COMPUTE(START_OF, integer,
        start_of_day(session->plan->program->policies[at->target], integer(slots, at->a)))

COMPUTE(UNITS, integer,
        units_from(integer(slots, at->a), integer(slots, at->b), (enum unit)at->target,
                   (enum rounding)at->detail))

COMPUTE(FOLDED, text, fold_text(session, text(slots, at->a)))

COMPUTE(MIN_INTEGER, integer, lower(integer(slots, at->a), integer(slots, at->b)))

COMPUTE(MAX_INTEGER, integer, higher(integer(slots, at->a), integer(slots, at->b)))

COMPUTE(MIN_DECIMAL, decimal, lower_decimal(decimal(slots, at->a), decimal(slots, at->b)))

COMPUTE(MAX_DECIMAL, decimal, higher_decimal(decimal(slots, at->a), decimal(slots, at->b)))

COMPUTE(LOWEST_INTEGER, integer, lowest(integer(slots, at->a), integer(slots, at->b)))

COMPUTE(LOWEST_DECIMAL, decimal, lowest_decimal(decimal(slots, at->a), decimal(slots, at->b)))

COMPUTE(COUNT, integer, list(slots, at->a).count)

INSTRUCTION(PARAMETER)
{
    *value_at(slots, at->c) =
        version_on(session->plan->parameters[at->target], integer(slots, at->a));
    GO(at + 1);
}

COMPUTE(LOOKUP, row, index_find(&session->plan->indexes[at->target].index, get(slots, at->a)))

COMPUTE(MATCHING, list, matching(&session->plan->indexes[at->target], get(slots, at->a)))

INSTRUCTION(JUMP)
{
    GO(code_at(code, at->target));
}

BRANCH(JUMP_IF, integer(slots, at->a) != 0)

BRANCH(JUMP_UNLESS, integer(slots, at->a) == 0)

BRANCH(JUMP_EQUAL_INTEGER, integer(slots, at->a) == integer(slots, at->b))

BRANCH(JUMP_DIFFERENT_INTEGER, integer(slots, at->a) != integer(slots, at->b))

BRANCH(JUMP_LESS_INTEGER, integer(slots, at->a) < integer(slots, at->b))

BRANCH(JUMP_LESS_EQUAL_INTEGER, integer(slots, at->a) <= integer(slots, at->b))

BRANCH(JUMP_EQUAL_DECIMAL, decimal(slots, at->a) == decimal(slots, at->b))

BRANCH(JUMP_DIFFERENT_DECIMAL, decimal(slots, at->a) != decimal(slots, at->b))

BRANCH(JUMP_LESS_DECIMAL, decimal(slots, at->a) < decimal(slots, at->b))

BRANCH(JUMP_LESS_EQUAL_DECIMAL, decimal(slots, at->a) <= decimal(slots, at->b))

BRANCH(JUMP_EQUAL_TEXT, text_same(text(slots, at->a), text(slots, at->b)))

BRANCH(JUMP_DIFFERENT_TEXT, !text_same(text(slots, at->a), text(slots, at->b)))

BRANCH(JUMP_INSIDE,
       range_holds(integer(slots, at->a), integer(slots, at->b), integer(slots, at->c)))

BRANCH(JUMP_OUTSIDE,
       !range_holds(integer(slots, at->a), integer(slots, at->b), integer(slots, at->c)))

BRANCH(JUMP_INSIDE_HALF_OPEN,
       range_holds_half_open(integer(slots, at->a), integer(slots, at->b), integer(slots, at->c)))

BRANCH(JUMP_OUTSIDE_HALF_OPEN,
       !range_holds_half_open(integer(slots, at->a), integer(slots, at->b), integer(slots, at->c)))

BRANCH(JUMP_PRESENT_INTEGER, integer(slots, at->a) != INTEGER_ABSENT)

BRANCH(JUMP_ABSENT_INTEGER, integer(slots, at->a) == INTEGER_ABSENT)

BRANCH(JUMP_PRESENT_DECIMAL, decimal(slots, at->a) != DECIMAL_ABSENT)

BRANCH(JUMP_ABSENT_DECIMAL, decimal(slots, at->a) == DECIMAL_ABSENT)

BRANCH(JUMP_PRESENT_PERIOD, period(slots, at->a).months != PERIOD_ABSENT)

BRANCH(JUMP_ABSENT_PERIOD, period(slots, at->a).months == PERIOD_ABSENT)

BRANCH(JUMP_PRESENT_POINTER, get(slots, at->a)->row != NULL)

BRANCH(JUMP_ABSENT_POINTER, get(slots, at->a)->row == NULL)

BRANCH(JUMP_IN_MASK, mask_holds(integer(slots, at->b), integer(slots, at->a)))

BRANCH(JUMP_NOT_IN_MASK, !mask_holds(integer(slots, at->b), integer(slots, at->a)))

BRANCH(JUMP_IN_INDEX, set_holds(session, integer(slots, at->b), get(slots, at->a)))

BRANCH(JUMP_NOT_IN_INDEX, !set_holds(session, integer(slots, at->b), get(slots, at->a)))

BRANCH(JUMP_AMONG, list_holds(list(slots, at->b), (enum kind)at->detail, get(slots, at->a)))

BRANCH(JUMP_NOT_AMONG, !list_holds(list(slots, at->b), (enum kind)at->detail, get(slots, at->a)))

INSTRUCTION(SWITCH)
{
    GO(code_at(code, switch_target(&session->plan->switches[at->target], get(slots, at->a))));
}

INSTRUCTION(SELECT)
{
    GO(code_at(code, select_target(&session->plan->selects[at->target], integer(slots, at->a))));
}

INSTRUCTION(START_ROWS)
{
    struct list *cursor = &slot_at(slots, at->b.offset)->list;
    *cursor = list(slots, at->a);
    if (!cursor->count)
        GO(code_at(code, at->target));
    value_at(slots, at->c)->row = cursor_element(*cursor);
    GO(at + 1);
}

INSTRUCTION(NEXT_ROWS)
{
    struct list *cursor = &slot_at(slots, at->b.offset)->list;
    if (!cursor_next(cursor))
        GO(at + 1);
    value_at(slots, at->c)->row = cursor_element(*cursor);
    GO(code_at(code, at->target));
}

INSTRUCTION(START_VALUES)
{
    struct list *cursor = &slot_at(slots, at->b.offset)->list;
    *cursor = list(slots, at->a);
    if (!cursor->count)
        GO(code_at(code, at->target));
    *value_at(slots, at->c) = *cursor_element(*cursor);
    GO(at + 1);
}

INSTRUCTION(NEXT_VALUES)
{
    struct list *cursor = &slot_at(slots, at->b.offset)->list;
    if (!cursor_next(cursor))
        GO(at + 1);
    *value_at(slots, at->c) = *cursor_element(*cursor);
    GO(code_at(code, at->target));
}

INSTRUCTION(RESERVE_ROWS)
{
    reserve(session, at, 0);
    GO(at + 1);
}

INSTRUCTION(RESERVE_VALUES)
{
    reserve(session, at, 1);
    GO(at + 1);
}

INSTRUCTION(APPEND_ROW)
{
    append_row(&value_at(slots, at->c)->list, get(slots, at->a)->row);
    GO(at + 1);
}

INSTRUCTION(APPEND_VALUE)
{
    append_value(&value_at(slots, at->c)->list, *get(slots, at->a));
    GO(at + 1);
}

INSTRUCTION(APPEND_CURSOR)
{
    append_row(&value_at(slots, at->c)->list, cursor_element(slot_at(slots, at->b.offset)->list));
    GO(at + 1);
}

INSTRUCTION(GROW_ROW)
{
    grow_rows(session->scratch, &value_at(slots, at->c)->list);
    append_row(&value_at(slots, at->c)->list, get(slots, at->a)->row);
    GO(at + 1);
}

INSTRUCTION(GROW_VALUE)
{
    grow_values(session->scratch, &value_at(slots, at->c)->list);
    append_value(&value_at(slots, at->c)->list, *get(slots, at->a));
    GO(at + 1);
}

INSTRUCTION(GROW_ROWS)
{
    join_rows(session->scratch, &value_at(slots, at->c)->list, list(slots, at->a));
    GO(at + 1);
}

INSTRUCTION(GROW_VALUES)
{
    join_values(session->scratch, &value_at(slots, at->c)->list, list(slots, at->a));
    GO(at + 1);
}

INSTRUCTION(MARK)
{
    scratch_mark(session, slot_at(slots, at->c.offset));
    GO(at + 1);
}

INSTRUCTION(RELEASE)
{
    scratch_unmark(session, get(slots, at->a));
    GO(at + 1);
}

INSTRUCTION(ONCE)
{
    if (integer(slots, at->c) == integer(slots, at->a))
        GO(code_at(code, at->target));
    slot_at(slots, at->b.offset)->integer = at->target;
    GO(at + 1);
}

INSTRUCTION(AGAIN)
{
    if (integer(slots, at->c) == integer(slots, at->a))
        GO(at + 1);
    slot_at(slots, at->b.offset)->integer = address_of(code, at + 1);
    GO(code_at(code, at->target));
}

INSTRUCTION(LEAVE)
{
    value_at(slots, at->c)->integer = integer(slots, at->a);
    session->memo_changes++;
    GO(code_at(code, slot_at(slots, at->b.offset)->integer));
}

INSTRUCTION(CALL)
{
    slot_at(slots, at->b.offset)->integer = address_of(code, at + 1);
    GO(code_at(code, at->target));
}

INSTRUCTION(RETURN)
{
    GO(code_at(code, slot_at(slots, at->b.offset)->integer));
}

INSTRUCTION(DECIDE)
{
    GO(decide_of(session, at, code));
}

INSTRUCTION(DECIDE_OWN)
{
    int64_t index = integer(slots, at->b);
    if (recall(session, at, index))
        GO(at + 1);
    GO(ask(session, at, code, list(slots, at->a), index));
}

INSTRUCTION(DECIDE_RECORD)
{
    if (recall(session, at, 0))
        GO(at + 1);
    GO(ask(session, at, code, (struct list){ NULL, 1, 0 }, 0));
}

INSTRUCTION(NEXT_ELEMENT)
{
    union value *frame = slot_at(slots, at->b.offset);
    const struct memo *memo = &session->memos[at->target];
    int64_t next = frame[FRAME_INDEX].integer;
    do
        if (++next >= memo->list.count)
            return NULL;
    while (memo->states[next] != MEMO_OPEN);
    frame_set(frame, memo, next, address_of(code, at));
    GO(at + 1);
}

INSTRUCTION(MAKE_ROW)
{
    make_row(session, at);
    GO(at + 1);
}

INSTRUCTION(RESULT)
{
    union value result = *get(slots, at->a);
    *value_at(slots, at->c) = result;
    *slot_at(slots, at->b.offset) = result;
    GO(code_at(code, at->target));
}

INSTRUCTION(LAST_RESULT)
{
    *value_at(slots, at->c) = *get(slots, at->a);
    GO(code_at(code, decided(session, at->target, slot_at(slots, at->b.offset))));
}

INSTRUCTION(TELL)
{
    GO(tell(session, at, at + 1));
}

INSTRUCTION(TELL_OR)
{
    GO(tell(session, at, at + 1));
}

INSTRUCTION(REACHED)
{
    if (at->detail)
        session->reached[at->target].yes++;
    else
        session->reached[at->target].no++;
    GO(at + 1);
}

static instruction *const instructions[] = {
#define RUN(name, use) run_##name,
    INSTRUCTIONS(RUN)
#undef RUN
};
