/* group.c - which decisions are taken together.
 *
 * Decisions about the elements of one list are made code of in one piece, which decides all there
 * is to decide about an element before it goes on to the next: what one has found out the others
 * know, and what one gave is there for those behind it.  So are those about the record itself.
 *
 * There is one frame a group, so its code must not run for an element while it runs for another.
 * Hence the levels: a decision that asks another about anything but the element at hand, or by way
 * of a define, is on a higher level than that one, and a group is of one level.  What a group asks
 * of others is on a lower level or about the record, and so is all that these ask. */
#include "interp/eval/compiler.h"

enum { MEMBERS_MAX = 64 /* of a group: what is known is looked through for each value */ };

struct grouping {
    struct compiler *compiler;
    uint32_t *define_levels;        /* by index */
    uint32_t *levels;               /* by decision: its level, and 1; 0: not known yet */
    const struct decision *asking;  /* whose text is looked through; NULL: a define's */
    uint32_t level;                 /* that it asks for */
    const struct decision *waiting; /* it asks for this one, whose level is not known; or NULL */
    struct pointer_map open;        /* groups with room, and 1, by list and level */
};

/* The lists that a record holds itself can be told apart by their slot. */
static bool is_of_own_list(const struct decision *decision)
{
    const struct node *list = decision->elements;
    return decision->element && list->kind == NODE_FIELD && list->first->kind == NODE_INPUT;
}

/* Does NODE, in the text of DECISION, ask about the element at hand? */
static bool asks_own(const struct decision *decision, const struct node *node)
{
    return decision && is_of_own_list(decision) && is_of_own_list(node->decision) &&
           node->first->kind == NODE_LOCAL && node->first->local == decision->element &&
           node->decision->elements->slot == decision->elements->slot;
}

/* Raise the level to what NODE asks for, or wait for a decision. */
static void raise_level(void *context, const struct node *node)
{
    struct grouping *grouping = (struct grouping *)context;
    uint32_t least = 0;
    if (node->kind == NODE_FACT || node->kind == NODE_CALL) {
        least = grouping->define_levels[node->define->index];
    } else if (node->kind == NODE_DECISION) {
        uint32_t known = grouping->levels[node->decision->index];
        if (!known)
            grouping->waiting = node->decision;
        else
            least = known - 1 + (node->decision->element && !asks_own(grouping->asking, node));
    }
    if (least > grouping->level)
        grouping->level = least;
}

static void level_begin(struct grouping *grouping, const struct decision *asking)
{
    grouping->asking = asking;
    grouping->level = 0;
    grouping->waiting = NULL;
}

/* The levels of the defines from FIRST on, as far as these can be told; the first that cannot. */
static uint32_t level_defines(struct grouping *grouping, uint32_t first)
{
    const struct policy *policy = grouping->compiler->policy;
    for (; first < policy->define_count; first++) {
        if (grouping->waiting && !grouping->levels[grouping->waiting->index])
            break;
        level_begin(grouping, NULL);
        define_each(policy->defines[first], raise_level, grouping);
        if (grouping->waiting)
            break;
        grouping->define_levels[first] = grouping->level;
    }
    return first;
}

/* What is not needed is not asked, either. */
static uint32_t level_of(struct grouping *grouping, const struct decision *decision)
{
    const struct decision *waiting = grouping->waiting;
    level_begin(grouping, decision);
    if (is_needed(grouping->compiler, decision))
        decision_each(decision, raise_level, grouping);
    grouping->waiting = waiting;
    return grouping->level;
}

static struct plan_group *group_new(struct compiler *compiler, const struct decision *decision)
{
    compiler->groups =
        (struct plan_group *)grown(compiler, compiler->groups, compiler->group_count,
                                   &compiler->group_capacity, sizeof *compiler->groups);
    struct plan_group *group = &compiler->groups[compiler->group_count++];
    *group = (struct plan_group){ .of_elements = decision->element != NULL };
    return group;
}

static void group_add(struct compiler *compiler, struct plan_group *group,
                      const struct decision *decision)
{
    struct plan_decision *plan = plan_of(compiler, decision);
    plan->decision = decision;
    plan->group = (uint32_t)(group - compiler->groups);
    plan->member = group->count;
    uint32_t count = group->count;
    if ((count & (count - 1)) == 0)
        group->members = (const struct decision **)arena_grow(compiler->arena, group->members,
                                                              count * sizeof *group->members,
                                                              (count ? 2 * (size_t)count : 1) *
                                                                  sizeof *group->members);
    group->members[group->count++] = decision;
}

/* The group for DECISION, of LEVEL, which is behind all that it uses. */
static struct plan_group *group_for(struct grouping *grouping, const struct decision *decision,
                                    uint32_t level)
{
    struct compiler *compiler = grouping->compiler;
    if (compiler->explains || (decision->element && !is_of_own_list(decision)))
        return group_new(compiler, decision);
    uint32_t list = decision->element ? decision->elements->slot + 2 : 1;
    const void *key = (const void *)(uintptr_t)((uint64_t)level << 32 | list);
    uintptr_t open = (uintptr_t)pointer_map_get(&grouping->open, key);
    if (open && compiler->groups[open - 1].count < MEMBERS_MAX)
        return &compiler->groups[open - 1];
    struct plan_group *group = group_new(compiler, decision);
    pointer_map_set(&compiler->working, &grouping->open, key,
                    (void *)(uintptr_t)compiler->group_count);
    return group;
}

void group_decisions(struct compiler *compiler)
{
    const struct policy *policy = compiler->policy;
    struct grouping grouping = {
        .compiler = compiler,
        .define_levels = arena_array(&compiler->working, uint32_t, policy->define_count),
        .levels = arena_array(&compiler->working, uint32_t, policy->decision_count),
    };
    uint32_t define = 0;
    for (uint32_t i = 0; i < policy->decision_count; i++) {
        const struct decision *decision = policy->decisions[policy->order[i]];
        define = level_defines(&grouping, define);
        uint32_t level = level_of(&grouping, decision);
        grouping.levels[decision->index] = level + 1;
        if (is_needed(compiler, decision))
            group_add(compiler, group_for(&grouping, decision, level), decision);
    }
}
