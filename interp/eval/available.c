/* available.c - which values are in their places at the point where code is being made.
 *
 * A stack: what is computed inside a branch is forgotten where the branches meet again. */
#include "interp/eval/compiler.h"

static struct availability *here(struct compiler *compiler)
{
    return &compiler->emitters[compiler->section].available;
}

static const struct local *element_at_hand(const struct compiler *compiler)
{
    return compiler->decision ? compiler->decision->decision->element : NULL;
}

/* Do A and B, inlined calls, give the same for what a node of TRAIT uses of their arguments? */
static bool same_arguments(const struct trait *trait, const struct inlined *a,
                           const struct inlined *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->define != b->define || trait->arguments >> ARGUMENT_MAX)
        return false;
    for (uint32_t i = 0; trait->arguments >> i; i++)
        if (trait->arguments >> i & 1 && !same_operand(a->operands[i], b->operands[i]))
            return false;
    return true;
}

/* May an entry made in one inlined call be used in another? */
static bool is_everywhere(const struct trait *trait)
{
    return trait->levels == 0 && !(trait->depends & DEPENDS_FRAME);
}

bool available_find(const struct compiler *compiler, const struct node *node,
                    struct operand *operand)
{
    if (compiler->explains)
        return false;
    const struct trait *trait = trait_of(compiler, node);
    const struct availability *available = &compiler->emitters[compiler->section].available;
    uint32_t at = available->buckets[trait->hash % AVAILABLE_BUCKETS];
    for (; at; at = available->items[at - 1].older) {
        const struct available *item = &available->items[at - 1];
        if (at - 1 >= available->hidden.from && at - 1 < available->hidden.to)
            continue;
        if (item->hash == trait->hash &&
            (is_everywhere(trait) || same_arguments(trait, item->call, compiler->call)) &&
            same_meaning_about(item->node, item->element, node, element_at_hand(compiler))) {
            *operand = item->operand;
            return true;
        }
    }
    return false;
}

static void push(struct compiler *compiler, struct available item)
{
    struct availability *available = here(compiler);
    available->items = (struct available *)grown(compiler, available->items, available->count,
                                                 &available->capacity, sizeof *available->items);
    uint32_t *bucket = &available->buckets[item.hash % AVAILABLE_BUCKETS];
    item.older = *bucket;
    available->items[available->count++] = item;
    *bucket = available->count;
}

void available_add(struct compiler *compiler, const struct node *node, struct operand operand)
{
    push(compiler, (struct available){ .node = node,
                                       .operand = operand,
                                       .hash = trait_of(compiler, node)->hash,
                                       .call = compiler->call,
                                       .element = element_at_hand(compiler),
                                       .stamp = ++compiler->last_stamp });
}

uint32_t available_count(const struct compiler *compiler)
{
    return compiler->emitters[compiler->section].available.count;
}

static void pop(struct availability *available)
{
    const struct available *item = &available->items[--available->count];
    available->buckets[item->hash % AVAILABLE_BUCKETS] = item->older;
}

void available_forget(struct compiler *compiler, uint32_t count)
{
    struct availability *available = here(compiler);
    while (available->count > count)
        pop(available);
}

void available_forget_since(struct compiler *compiler, uint32_t stamp)
{
    struct availability *available = here(compiler);
    while (available->count > 0 && available->items[available->count - 1].stamp > stamp)
        pop(available);
}

/* The outer range and the new one are hidden, and what little lies between them too. */
struct hidden available_hide(struct compiler *compiler, uint32_t known)
{
    struct availability *available = here(compiler);
    struct hidden outer = available->hidden;
    available->hidden.from = outer.from < outer.to && outer.from < known ? outer.from : known;
    available->hidden.to = available->count;
    return outer;
}

void available_show(struct compiler *compiler, struct hidden outer)
{
    struct availability *available = here(compiler);
    available_forget(compiler, available->hidden.to);
    available->hidden = outer;
}
