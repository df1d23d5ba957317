/* node.c - making nodes, and the names bound around them. */
#include "interp/check/expr/expr.h"
#include "interp/check/refer.h"

struct node *node_new(struct frame *frame, enum node_kind kind, struct type type, struct span span)
{
    struct node *node = arena_new(frame->checker->arena, struct node);
    node->kind = kind;
    node->type = type;
    node->span = span;
    return node;
}

struct node *node_bad(struct frame *frame, struct span span)
{
    return node_new(frame, NODE_BAD, type_plain(TYPE_UNKNOWN), span);
}

struct node *node_binary(struct frame *frame, enum node_kind kind, struct type type,
                         const struct node *first, const struct node *second)
{
    struct node *node = node_new(frame, kind, type, span_join(first->span, second->span));
    node->first = first;
    node->second = second;
    return node;
}

struct node *node_list(struct frame *frame, struct node *node, const struct node **items,
                       uint32_t count)
{
    const struct node **copy = arena_array(frame->checker->arena, const struct node *, count + 1);
    for (uint32_t i = 0; i < count; i++)
        copy[i] = items[i];
    node->items = copy;
    node->count = count;
    return node;
}

const struct node *node_scaled(struct frame *frame, const struct node *node, unsigned places)
{
    bool same = node->type.kind == TYPE_DECIMAL && node->type.places == places;
    if (same || node_is_bad(node))
        return node;
    struct type type = { .kind = TYPE_DECIMAL, .places = (uint8_t)places };
    struct node *scaled = node_new(frame, NODE_SCALE, type, node->span);
    scaled->first = node;
    return scaled;
}

/* by_id has room for a power of two, so that it is full exactly when the next id is one. */
static void remember(struct frame *frame, const struct binding *binding)
{
    size_t id = binding->local->id, size = sizeof *frame->by_id;
    if ((id & (id - 1)) == 0)
        frame->by_id = arena_grow(frame->checker->arena, (void *)frame->by_id, id * size,
                                  (id ? 2 * id : 1) * size);
    frame->by_id[id] = binding;
}

const char *binding_word(enum binding_kind kind)
{
    static const char *const words[] = {
        [BINDING_LET] = "let", [BINDING_ARGUMENT] = "argument", [BINDING_ELEMENT] = "element"
    };
    return words[kind];
}

struct binding *frame_bind(struct frame *frame, enum binding_kind kind, const char *name,
                           struct type type, struct span span)
{
    struct arena *arena = frame->checker->arena;
    struct local *local = arena_new(arena, struct local);
    *local = (struct local){ .name = name, .type = type, .id = frame->locals++, .span = span };
    struct binding *binding = arena_new(arena, struct binding);
    *binding = (struct binding){ .kind = kind, .local = local, .next = frame->bindings };
    frame->bindings = binding;
    if (name) {
        binding->same = pointer_map_get(&frame->named, name);
        pointer_map_set(arena, &frame->named, name, binding);
    }
    remember(frame, binding);
    refer(frame->checker, span, reference_of_local(local, binding_word(kind)));
    return binding;
}

void frame_bare(struct frame *frame, struct binding *binding)
{
    binding->bare_fields = true;
    binding->bare = frame->bare;
    frame->bare = binding;
}

struct mark frame_mark(const struct frame *frame)
{
    return (struct mark){ frame->bindings, frame->bare, frame->facts };
}

void frame_return(struct frame *frame, struct mark mark)
{
    for (const struct binding *binding = frame->bindings; binding != mark.bindings;
         binding = binding->next)
        if (binding->local->name)
            pointer_map_set(frame->checker->arena, &frame->named, binding->local->name,
                            (void *)binding->same);
    frame->bindings = mark.bindings;
    frame->bare = mark.bare;
    frame->facts = mark.facts;
}

const struct binding *frame_binding(const struct frame *frame, const struct local *local)
{
    const struct binding *binding = local->id < frame->locals ? frame->by_id[local->id] : NULL;
    return binding && binding->local == local ? binding : NULL;
}

struct type type_list_of(struct frame *frame, struct type element)
{
    struct type *copy = arena_new(frame->checker->arena, struct type);
    *copy = element;
    return (struct type){ .kind = TYPE_LIST, .element = copy };
}

enum { QUOTED_MAX = 40 };

const char *quoted(struct frame *frame, struct span span)
{
    const char *text = sources_text(&frame->checker->load->sources, span);
    uint32_t length = span.end - span.start;
    if (length <= QUOTED_MAX)
        return arena_format(frame->checker->arena, "`%.*s`", (int)length, text);
    length = QUOTED_MAX;
    while (((unsigned char)text[length] & 0xC0) == 0x80)
        length--;
    return arena_format(frame->checker->arena, "`%.*s…`", (int)length, text);
}

bool node_mentions(const struct node *node, const struct local *local)
{
    if (!node)
        return false;
    if (node->kind == NODE_LOCAL && node->local == local)
        return true;
    for (uint32_t i = 0; i < node->count; i++)
        if (node_mentions(node->items[i], local))
            return true;
    return node_mentions(node->first, local) || node_mentions(node->second, local) ||
           node_mentions(node->third, local);
}
