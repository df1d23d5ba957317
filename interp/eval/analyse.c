/* analyse.c - what every node depends on, before any code is made. */
#include "interp/eval/compiler.h"

static const struct trait *analyse(struct compiler *compiler, const struct node *node,
                                   uint32_t depth);

const struct trait *trait_of(const struct compiler *compiler, const struct node *node)
{
    return (const struct trait *)pointer_map_get(&compiler->traits, node);
}

struct binding *binding_of(const struct compiler *compiler, const struct local *local)
{
    return (struct binding *)pointer_map_get(&compiler->bindings, local);
}

static struct binding *bind(struct compiler *compiler, const struct local *local,
                            enum binding_kind kind)
{
    struct binding *binding = binding_of(compiler, local);
    if (!binding) {
        binding = arena_new(&compiler->working, struct binding);
        pointer_map_set(&compiler->working, &compiler->bindings, local, binding);
        binding->local = local;
        binding->kind = kind;
    }
    return binding;
}

/* ---- one node ---- */

static uint32_t hash_join(uint32_t hash, uint64_t more)
{
    uint64_t product = (hash ^ more) * 0xd1342543de82ef95u;
    return (uint32_t)(product >> 32) ^ (uint32_t)product;
}

static uint64_t hash_constant(const struct node *node)
{
    enum kind kind = kind_of(node->type);
    return kind == KIND_LIST ? node->constant.list.count : value_hash(0, kind, &node->constant);
}

/* Elements are called something else in each decision, and a loop's in each loop. */
static uint64_t hash_local(const struct binding *binding)
{
    bool any = binding->kind == BINDING_LOOP || binding->kind == BINDING_ELEMENT;
    return any ? (uint64_t)binding->kind + 1 : (uintptr_t)binding->local;
}

/* Of what stands in the node itself. */
static uint64_t hash_head(const struct compiler *compiler, const struct node *node)
{
    switch (node->kind) {
    case NODE_CONSTANT:
        return hash_constant(node);
    case NODE_LOCAL:
        return hash_local(binding_of(compiler, node->local));
    case NODE_FACT:
    case NODE_CALL:
        return (uintptr_t)node->define;
    case NODE_TABLE:
    case NODE_LOOKUP:
        return (uintptr_t)node->table;
    case NODE_PARAMETER:
        return (uintptr_t)node->parameter;
    case NODE_DECISION:
        return (uintptr_t)node->decision;
    case NODE_FIELD:
        return node->slot;
    default:
        return 0;
    }
}

static uint64_t level_bit(uint32_t level)
{
    return (uint64_t)1 << (level < LEVEL_MAX ? level : LEVEL_MAX);
}

static uint64_t argument_bit(uint32_t index)
{
    return (uint64_t)1 << (index < ARGUMENT_MAX ? index : ARGUMENT_MAX);
}

/* The bits of LEVELS that a loop at LEVEL takes away, in that its own variable is not seen outside.
 */
static uint64_t level_own(uint32_t level)
{
    return level < LEVEL_MAX ? level_bit(level) : 0;
}

static void add_child(struct trait *trait, const struct trait *child)
{
    trait->hash = hash_join(trait->hash, child->hash);
    trait->size = trait->size > UINT32_MAX - child->size ? UINT32_MAX : trait->size + child->size;
    trait->depends |= child->depends;
    trait->levels |= child->levels;
    trait->arguments |= child->arguments;
    trait->steady &= child->steady;
    trait->heavy |= child->heavy;
    trait->allocates |= child->allocates;
}

static bool node_binds(const struct node *node)
{
    return node->kind >= NODE_SUM;
}

/* Does going through LIST take scratch memory? */
static bool stream_allocates(const struct compiler *compiler, const struct node *list)
{
    bool fused = list->kind == NODE_WHERE ||
                 (list->kind == NODE_ALL && list->second && list->second->type.kind != TYPE_LIST);
    if (!fused)
        return trait_of(compiler, list)->allocates;
    return stream_allocates(compiler, list->first) ||
           (list->second && trait_of(compiler, list->second)->allocates);
}

static void analyse_binder(struct compiler *compiler, const struct node *node, uint32_t depth,
                           struct trait *trait)
{
    const struct trait *list = analyse(compiler, node->first, depth);
    add_child(trait, list);
    trait->heavy = true;
    bool builds = node->kind == NODE_WHERE || node->kind == NODE_ALL;
    trait->allocates = builds || stream_allocates(compiler, node->first);
    if (node->local) {
        struct binding *binding = bind(compiler, node->local, BINDING_LOOP);
        if (!binding->level)
            binding->level = depth + 1;
    }
    if (!node->second)
        return;
    struct trait body = *analyse(compiler, node->second, depth + 1);
    if (node->local)
        body.levels &= ~level_own(binding_of(compiler, node->local)->level);
    add_child(trait, &body);
}

static void analyse_local(struct compiler *compiler, const struct node *node, struct trait *trait)
{
    struct binding *binding = binding_of(compiler, node->local);
    trait->solid = !node->local->type.optional;
    if (binding->kind == BINDING_LOOP) {
        trait->levels = level_bit(binding->level);
    } else if (binding->kind == BINDING_LET) {
        const struct trait *value = trait_of(compiler, binding->value);
        binding->uses++;
        trait->depends = value->depends;
        trait->steady = value->steady;
        trait->solid = value->solid;
        if (binding->chain > compiler->deepest_chain)
            compiler->deepest_chain = binding->chain;
    } else {
        if (binding->kind == BINDING_ARGUMENT)
            trait->arguments = argument_bit(binding->level);
        trait->depends = DEPENDS_FRAME | (binding->kind == BINDING_ELEMENT ? DEPENDS_RECORD : 0);
    }
}

static void analyse_define(const struct compiler *compiler, const struct node *node,
                           struct trait *trait)
{
    const struct define_plan *define = &compiler->defines[node->define->index];
    const struct trait *body = &define->trait;
    if (define->manner == DEFINE_INLINE)
        trait->size += body->size;
    trait->depends |= body->depends & (uint8_t)~DEPENDS_FRAME;
    trait->heavy |= body->heavy;
    trait->allocates |= body->allocates && node->kind == NODE_CALL;
    trait->solid = !node->define->type.optional;
    for (uint32_t i = 0; i < node->count; i++)
        if (kind_of(node->items[i]->type) == KIND_ROW)
            trait->steady &= trait_of(compiler, node->items[i])->solid;
}

static bool field_is_optional(const struct node *node)
{
    return node->field ? node->field->type.optional : true;
}

/* What the kind of NODE adds to what its parts say. */
static void analyse_kind(const struct compiler *compiler, const struct node *node,
                         struct trait *trait)
{
    switch (node->kind) {
    case NODE_BAD:
        trait->solid = false;
        break;
    case NODE_NOW:
    case NODE_TODAY:
        trait->depends = DEPENDS_CLOCK;
        break;
    case NODE_INPUT:
        trait->depends = DEPENDS_RECORD;
        break;
    case NODE_FACT:
    case NODE_CALL:
        analyse_define(compiler, node, trait);
        break;
    case NODE_FIELD:
        /* A payload may only be read once its case is known. */
        trait->steady &=
            node->first->type.kind == TYPE_RECORD && trait_of(compiler, node->first)->solid;
        trait->solid = trait->steady && !field_is_optional(node);
        break;
    case NODE_CASE:
        trait->steady &= trait_of(compiler, node->first)->solid;
        break;
    case NODE_DECISION:
        trait->depends |= DEPENDS_RECORD;
        if (node->first)
            trait->steady &= trait_of(compiler, node->first)->solid;
        trait->solid = !node->decision->filter;
        break;
    case NODE_LOOKUP:
    case NODE_INDEX:
        trait->solid = false;
        trait->heavy |= node->kind == NODE_INDEX;
        break;
    case NODE_ELSE:
        trait->solid = trait_of(compiler, node->second)->solid;
        break;
    case NODE_IN_LIST:
        trait->heavy = true;
        trait->allocates =
            stream_allocates(compiler, node->second) && node->second->kind != NODE_LIST;
        break;
    case NODE_COUNT:
        trait->allocates = stream_allocates(compiler, node->first);
        trait->heavy |= node->first->kind == NODE_WHERE;
        break;
    case NODE_LIST:
    case NODE_FOLDED:
        trait->allocates = true;
        break;
    default:
        break;
    }
}

static void analyse_children(struct compiler *compiler, const struct node *node, uint32_t depth,
                             struct trait *trait)
{
    const struct node *parts[] = { node->first, node->second, node->third };
    for (int i = 0; i < 3; i++)
        if (parts[i])
            add_child(trait, analyse(compiler, parts[i], depth));
    for (uint32_t i = 0; i < node->count; i++)
        add_child(trait, analyse(compiler, node->items[i], depth));
}

static const struct trait *analyse(struct compiler *compiler, const struct node *node,
                                   uint32_t depth)
{
    struct trait *trait = (struct trait *)pointer_map_get(&compiler->traits, node);
    if (trait) {
        if (node->kind == NODE_LOCAL)
            binding_of(compiler, node->local)->uses++;
        return trait;
    }
    trait = arena_new(&compiler->working, struct trait);
    *trait = (struct trait){ .size = 1, .steady = true, .solid = true };
    trait->hash =
        hash_join((uint32_t)node->kind * 64 + (uint32_t)node->type.kind, hash_head(compiler, node));
    if (node_binds(node))
        analyse_binder(compiler, node, depth, trait);
    else if (node->kind == NODE_LOCAL)
        analyse_local(compiler, node, trait);
    else {
        analyse_children(compiler, node, depth, trait);
        analyse_kind(compiler, node, trait);
    }
    pointer_map_set(&compiler->working, &compiler->traits, node, trait);
    return trait;
}

/* ---- what a policy declares ---- */

enum { FACT_INLINE = 4, CALL_INLINE = 32 }; /* nodes of a body that is copied to where it is used */

static enum define_manner manner_of(const struct compiler *compiler, const struct define *define,
                                    const struct trait *body)
{
    if (compiler->explains)
        return define->has_arguments ? DEFINE_CALLED : DEFINE_ONCE;
    if (define->has_arguments)
        return body->size <= CALL_INLINE ? DEFINE_INLINE : DEFINE_CALLED;
    if (body->size <= FACT_INLINE && !body->heavy)
        return DEFINE_INLINE;
    return body->depends & DEPENDS_RECORD ? DEFINE_ONCE : DEFINE_PLACED;
}

static void analyse_body(struct compiler *compiler, const struct define *define)
{
    for (uint32_t i = 0; i < define->count; i++)
        bind(compiler, define->arguments[i], BINDING_ARGUMENT)->level = i;
    struct define_plan *plan = &compiler->defines[define->index];
    plan->trait = *analyse(compiler, define->body, 0);
    plan->manner = manner_of(compiler, define, &plan->trait);
}

static void analyse_let(struct compiler *compiler, const struct rule *step)
{
    compiler->deepest_chain = 0;
    analyse(compiler, step->value, 0);
    struct binding *binding = bind(compiler, step->local, BINDING_LET);
    binding->value = step->value;
    binding->chain = compiler->explains ? 0 : compiler->deepest_chain + 1; /* 0: has an anchor */
}

static void analyse_step(struct compiler *compiler, const struct decision *decision,
                         const struct rule *step)
{
    if (step->kind == RULE_LET) {
        analyse_let(compiler, step);
        return;
    }
    if (step->condition)
        analyse(compiler, step->condition, 0);
    uint32_t count = decision->outcome->cases[step->outcome_case].count;
    for (uint32_t i = 0; i < count; i++)
        analyse(compiler, step->arguments[i], 0);
}

static void analyse_decision(struct compiler *compiler, const struct decision *decision)
{
    if (decision->elements)
        analyse(compiler, decision->elements, 0);
    if (decision->element)
        bind(compiler, decision->element, BINDING_ELEMENT);
    if (decision->filter)
        analyse(compiler, decision->filter, 0);
    for (uint32_t i = 0; i < decision->count; i++)
        analyse_step(compiler, decision, &decision->steps[i]);
}

void analyse_policy(struct compiler *compiler)
{
    const struct policy *policy = compiler->policy;
    compiler->traits = (struct pointer_map){ 0 };
    compiler->bindings = (struct pointer_map){ 0 };
    compiler->defines = arena_array(&compiler->working, struct define_plan, policy->define_count);
    for (uint32_t i = 0; i < policy->define_count; i++)
        analyse_body(compiler, policy->defines[i]);
    for (uint32_t i = 0; i < policy->decision_count; i++)
        analyse_decision(compiler, policy->decisions[i]);
}
