/* order.c - which define or decision uses which, and an order in which each stands behind what it
 * uses.
 *
 * Uses are gathered first and followed with a stack of one's own: a policy may be a long chain. */
#include "interp/check/checker.h"

/* One vertex uses another; SPAN is where. */
struct edge {
    uint32_t to;
    struct span span;
};

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

/* A define or a decision: defines first, then decisions, by index. */
struct vertex {
    const char *name;
    struct edge *edges;
    uint32_t edge_count;
    uint32_t next; /* the edge to be followed next */
    enum mark mark;
};

struct graph {
    struct checker *checker;
    struct policy *policy;
    struct vertex *vertices;
    uint32_t count;
    struct vertex *current; /* whose uses are being gathered */
    uint32_t *path;         /* the vertices that are open */
    uint32_t depth;
    uint32_t *done; /* in the order in which they were finished */
    uint32_t done_count;
    bool cyclic;
};

/* ---- uses ---- */

static void add_edge(struct graph *graph, uint32_t to, struct span span)
{
    struct vertex *vertex = graph->current;
    uint32_t count = vertex->edge_count;
    if ((count & (count - 1)) == 0)
        vertex->edges =
            arena_grow(graph->checker->arena, vertex->edges, count * sizeof(struct edge),
                       (count ? 2 * (size_t)count : 1) * sizeof(struct edge));
    vertex->edges[vertex->edge_count++] = (struct edge){ to, span };
}

static void gather(struct graph *graph, const struct node *node)
{
    if (!node)
        return;
    if ((node->kind == NODE_FACT || node->kind == NODE_CALL) && node->define)
        add_edge(graph, node->define->index, node->span);
    if (node->kind == NODE_DECISION && node->decision)
        add_edge(graph, graph->policy->define_count + node->decision->index, node->span);
    gather(graph, node->first);
    gather(graph, node->second);
    gather(graph, node->third);
    for (uint32_t i = 0; i < node->count; i++)
        gather(graph, node->items[i]);
}

static void gather_rule(struct graph *graph, const struct decision *decision,
                        const struct rule *rule)
{
    gather(graph, rule->value);
    gather(graph, rule->condition);
    uint32_t count = rule->arguments ? decision->outcome->cases[rule->outcome_case].count : 0;
    for (uint32_t i = 0; i < count; i++)
        gather(graph, rule->arguments[i]);
}

static void gather_decision(struct graph *graph, const struct decision *decision)
{
    gather(graph, decision->elements);
    gather(graph, decision->filter);
    for (uint32_t i = 0; i < decision->count; i++)
        gather_rule(graph, decision, &decision->steps[i]);
}

static void gather_all(struct graph *graph)
{
    const struct policy *policy = graph->policy;
    for (uint32_t i = 0; i < policy->define_count; i++) {
        graph->current = &graph->vertices[i];
        graph->current->name = policy->defines[i]->name;
        gather(graph, policy->defines[i]->body);
    }
    for (uint32_t i = 0; i < policy->decision_count; i++) {
        graph->current = &graph->vertices[policy->define_count + i];
        graph->current->name = policy->decisions[i]->name;
        gather_decision(graph, policy->decisions[i]);
    }
}

/* ---- order ---- */

/* The edge that led on from the open vertex INDEX of the path. */
static const struct edge *edge_taken(const struct graph *graph, uint32_t index)
{
    const struct vertex *vertex = &graph->vertices[graph->path[index]];
    return &vertex->edges[vertex->next - 1];
}

/* "a (line 3) -> b (line 9) -> a", from the path's INDEX on; long ones are cut. */
static const char *chain_shown(struct graph *graph, uint32_t index)
{
    enum { SHOWN_MAX = 12 };
    struct arena *arena = graph->checker->arena;
    const char *first = graph->vertices[graph->path[index]].name, *chain = "";
    for (uint32_t i = index; i < graph->depth; i++) {
        struct place place =
            sources_place(&graph->checker->load->sources, edge_taken(graph, i)->span.start);
        if (i - index == SHOWN_MAX)
            return arena_format(arena, "%s… -> %s", chain, first);
        chain = arena_format(arena, "%s%s (%s:%u) -> ", chain, graph->vertices[graph->path[i]].name,
                             place.source->name, place.line);
    }
    return arena_format(arena, "%s%s", chain, first);
}

/* The last edge taken leads back to the path's INDEX. */
static void complain_cycle(struct graph *graph, uint32_t index)
{
    struct diags *diags = graph->checker->diags;
    const struct edge *last = edge_taken(graph, graph->depth - 1);
    const char *name = graph->vertices[graph->path[index]].name;
    bool itself = index == graph->depth - 1;
    struct diag *diag =
        itself ? diag_error(diags, last->span, "use-of-itself", "`%s` uses itself", name)
               : diag_error(diags, last->span, "decision-cycle", "`%s` uses itself: %s", name,
                            chain_shown(graph, index));
    if (!itself)
        diag_other(diags, diag, edge_taken(graph, index)->span, "`%s` uses `%s` here", name,
                   graph->vertices[graph->path[index + 1]].name);
    diag_hint(diags, diag,
              itself ? "there is no recursion: say it with what is in the record"
                     : "what both need can be a `define` of its own");
    graph->cyclic = true;
}

static void open_vertex(struct graph *graph, uint32_t vertex)
{
    graph->vertices[vertex].mark = MARK_OPEN;
    graph->path[graph->depth++] = vertex;
}

static void close_vertex(struct graph *graph)
{
    uint32_t vertex = graph->path[--graph->depth];
    graph->vertices[vertex].mark = MARK_DONE;
    graph->done[graph->done_count++] = vertex;
}

static void complain_open(struct graph *graph, uint32_t vertex)
{
    uint32_t index = graph->depth - 1;
    while (graph->path[index] != vertex)
        index--;
    complain_cycle(graph, index);
}

/* Finish all that START uses, and START behind it. */
static void visit(struct graph *graph, uint32_t start)
{
    open_vertex(graph, start);
    while (graph->depth) {
        struct vertex *vertex = &graph->vertices[graph->path[graph->depth - 1]];
        if (vertex->next == vertex->edge_count) {
            close_vertex(graph);
            continue;
        }
        uint32_t to = vertex->edges[vertex->next++].to;
        if (graph->vertices[to].mark == MARK_OPEN)
            complain_open(graph, to);
        else if (graph->vertices[to].mark == MARK_NEW)
            open_vertex(graph, to);
    }
}

static void put_in_order(struct graph *graph)
{
    struct policy *policy = graph->policy;
    struct arena *arena = graph->checker->arena;
    struct define **defines = arena_array(arena, struct define *, policy->define_count);
    uint32_t *order = arena_array(arena, uint32_t, policy->decision_count);
    uint32_t define_count = 0, decision_count = 0;
    for (uint32_t i = 0; i < graph->done_count; i++) {
        uint32_t vertex = graph->done[i];
        if (vertex < policy->define_count)
            defines[define_count++] = policy->defines[vertex];
        else
            order[decision_count++] = vertex - policy->define_count;
    }
    for (uint32_t i = 0; i < define_count; i++)
        defines[i]->index = i;
    policy->defines = defines;
    policy->order = order;
}

void check_order(struct policy_check *within)
{
    struct arena *arena = within->checker->arena;
    struct policy *policy = within->policy;
    uint32_t count = policy->define_count + policy->decision_count;
    struct graph graph = {
        .checker = within->checker,
        .policy = policy,
        .vertices = arena_array(arena, struct vertex, count),
        .count = count,
        .path = arena_array(arena, uint32_t, count),
        .done = arena_array(arena, uint32_t, count),
    };
    gather_all(&graph);
    for (uint32_t i = 0; i < count; i++)
        if (graph.vertices[i].mark == MARK_NEW)
            visit(&graph, i);
    if (!graph.cyclic)
        put_in_order(&graph);
}
