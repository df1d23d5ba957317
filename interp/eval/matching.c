/* matching.c - a filter of a table that wants a certain value in one of its columns goes through
 * the rows that have it, not through all of them, and need not ask them for it. */
#include "interp/eval/compiler.h"

/* A column of the table, what is wanted in it, and where that is said. */
struct wanted {
    const struct node *node;
    const struct field *column;
    const struct node *key;
};

static bool is_column(const struct inside *inside, const struct node *node)
{
    return node->kind == NODE_FIELD && node->first->kind == NODE_LOCAL &&
           node->first->local == inside->local && kind_of(node->type) != KIND_ROW &&
           kind_of(node->type) != KIND_LIST;
}

static bool find_wanted(const struct compiler *compiler, const struct inside *inside,
                        const struct node *node, struct wanted *wanted)
{
    if (node->kind == NODE_AND)
        return find_wanted(compiler, inside, node->first, wanted) ||
               find_wanted(compiler, inside, node->second, wanted);
    if (node->kind != NODE_EQUAL)
        return false;
    bool swapped = !is_column(inside, node->first);
    const struct node *column = swapped ? node->second : node->first;
    const struct node *key = swapped ? node->first : node->second;
    *wanted = (struct wanted){ node, column->field, key };
    return is_column(inside, column) && is_invariant(compiler, inside, key);
}

struct operand elements_wanted(struct compiler *compiler, const struct node *list,
                               const struct inside *inside, const struct node **holds)
{
    struct wanted wanted;
    *holds = NULL;
    bool filtered = list->kind == NODE_TABLE && inside && inside->guards && inside->node;
    if (compiler->explains || !filtered || !find_wanted(compiler, inside, inside->node, &wanted))
        return value(compiler, list);
    hoist_lets(compiler, inside);
    const struct inlined *call = compiler->call;
    compiler->call = inside->call;
    struct operand key = value(compiler, wanted.key);
    compiler->call = call;
    struct operand rows = slot_new(compiler);
    *holds = wanted.node;
    emit_unary(compiler, OP_MATCHING, key, rows);
    struct emitter *emitter = &compiler->emitters[compiler->section];
    emitter->code[emitter->count - 1].target = column_index(compiler, list->table, wanted.column);
    return rows;
}
