/* session.c - one thread's slots, and the door to the machine. */
#include "interp/eval/recorder.h"

#include <stdlib.h>

#include "interp/value/zone.h"

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    if (!memory)
        arena_exhausted();
    return memory;
}

struct session session_over(const struct plan *plan, union value *slots)
{
    slots[SLOT_SELF].row = slots;
    slots[SLOT_RECORD].integer = 0;
    return (struct session){ .plan = plan, .slots = slots };
}

struct session *session_new(const struct plan *plan)
{
    struct session *session = (struct session *)allocate(1, sizeof *session);
    union value *slots = (union value *)allocate(plan->slot_count, sizeof *slots);
    memcpy(slots, plan->image, plan->slot_count * sizeof *slots);
    *session = session_over(plan, slots);
    session->memos = (struct memo *)allocate(plan->group_count, sizeof *session->memos);
    session->scratch = &session->record_scratch;
    if (plan->explains)
        session->recorder = recorder_new(plan);
    if (plan->points)
        session->reached =
            (struct reached *)allocate(plan->points->count, sizeof *session->reached);
    return session;
}

void session_free(struct session *session)
{
    if (!session)
        return;
    scratch_free(&session->record_scratch);
    scratch_free(&session->as_of_scratch);
    arena_free(&session->folding);
    recorder_free(session->recorder);
    free(session->reached);
    free(session->memos);
    free(session->slots);
    free(session);
}

void session_as_of(struct session *session, int64_t now)
{
    const struct program *program = session->plan->program;
    session->slots[SLOT_NOW].integer = now;
    for (uint32_t i = 0; i < program->policy_count; i++) {
        const struct zone *zone = program->policies[i]->zone;
        session->slots[SLOT_TODAY + i].integer =
            zone ? zone_date_of(zone, now) : date_of_instant(now);
    }
    scratch_reset(&session->as_of_scratch);
    session->scratch = &session->as_of_scratch;
    run(session, session->plan->as_of_entry);
    session->scratch = &session->record_scratch;
}

bool session_in_force(const struct session *session, const struct policy *policy)
{
    int64_t today = session->slots[SLOT_TODAY + policy->index].integer;
    return policy->from <= today && today <= policy->to;
}

void session_begin(struct session *session, const union value *record)
{
    session->slots[SLOT_INPUT].row = record;
    session->slots[SLOT_RECORD].integer++;
    scratch_reset(&session->record_scratch);
    if (session->recorder)
        recorder_begin(session->recorder);
}

/* The number of DECISION in the plan. */
static uint32_t number_of(const struct session *session, const struct decision *decision)
{
    return session->plan->first_decision[decision->policy->index] + decision->index;
}

struct group_place session_place(const struct session *session, const struct decision *decision)
{
    const struct plan_decision *plan = &session->plan->decisions[number_of(session, decision)];
    return (struct group_place){ plan->group, plan->member };
}

static inline struct list elements(struct session *session, const struct plan_group *group)
{
    if (!group->of_elements)
        return (struct list){ NULL, 1, 0 };
    if (group->elements)
        run(session, group->elements);
    return value_at(session->slots, group->list)->list;
}

struct list session_elements(struct session *session, const struct decision *decision)
{
    return elements(session, &session->plan->groups[session_place(session, decision).group]);
}

bool session_decide(struct session *session, const struct decision *decision, uint32_t index,
                    union value *result)
{
    struct group_place place = session_place(session, decision);
    const struct plan_group *group = &session->plan->groups[place.group];
    struct memo *memo = &session->memos[place.group];
    if (!memo_is_open(memo, session->slots))
        memo_open(session, group, memo, elements(session, group));
    if (memo->states[index] == MEMO_OPEN) {
        frame_set(slot_at(session->slots, group->frame), memo, index, ADDRESS_STOP);
        run(session, group->entry);
    }
    *result = memo->results[(size_t)index * group->count + place.member];
    return !outcome_left_out(decision->all, result);
}

void session_decide_group(struct session *session, uint32_t number, struct group_results *results)
{
    const struct plan_group *group = &session->plan->groups[number];
    struct memo *memo = &session->memos[number];
    if (!memo_is_open(memo, session->slots)) {
        struct list list = elements(session, group);
        *results = (struct group_results){ list, NULL, 0 };
        if (!list.count)
            return;
        memo_open(session, group, memo, list);
    }
    slot_at(session->slots, group->frame)[FRAME_INDEX].integer = -1;
    run(session, group->others);
    *results = (struct group_results){ memo->list, memo->results, group->count };
}

uint64_t session_steps(const struct session *session)
{
    return session->steps;
}

void session_count_steps(struct session *session)
{
    session->counting = true;
}

const struct sight *session_sight(const struct session *session, const struct decision *decision,
                                  uint32_t index)
{
    return session->recorder
               ? recorder_sight(session->recorder, number_of(session, decision), index)
               : NULL;
}

void session_keep_elements(struct session *session)
{
    session->recorder->keeps_all = true;
}
