/* lookup_code.c - look-ups in tables, and the indexes they need. */
#include "interp/eval/compiler.h"

static uint32_t index_add(struct compiler *compiler, struct plan_index index)
{
    compiler->indexes =
        (struct plan_index *)grown(compiler, compiler->indexes, compiler->index_count,
                                   &compiler->index_capacity, sizeof *compiler->indexes);
    compiler->indexes[compiler->index_count] = index;
    return compiler->index_count++;
}

static const struct key_column *key_columns(struct compiler *compiler, const struct record *record)
{
    struct key_column *columns = arena_array(compiler->arena, struct key_column, record->key_count);
    for (uint32_t i = 0; i < record->key_count; i++) {
        const struct field *field = &record->fields[record->keys[i]];
        columns[i] = (struct key_column){ field->slot, kind_of(field->type) };
    }
    return columns;
}

uint32_t table_index(struct compiler *compiler, const struct table *table)
{
    uintptr_t known = (uintptr_t)pointer_map_get(&compiler->tables, table);
    if (known)
        return (uint32_t)known - 1;
    const struct record *record = table->record;
    struct list rows = { table->rows, table->count, record->count };
    struct index index =
        index_new(compiler->arena, rows, key_columns(compiler, record), record->key_count);
    uint32_t number = index_add(compiler, (struct plan_index){ .index = index });
    pointer_map_set(&compiler->working, &compiler->tables, table,
                    (void *)(uintptr_t)(number + (uint64_t)1));
    return number;
}

uint32_t column_index(struct compiler *compiler, const struct table *table,
                      const struct field *field)
{
    for (uint32_t i = 0; i < compiler->index_count; i++) {
        const struct plan_index *known = &compiler->indexes[i];
        if (known->groups && known->index.list.at == table->rows &&
            known->index.columns[0].slot == field->slot)
            return i;
    }
    struct list rows = { table->rows, table->count, table->record->count };
    struct key_column *column = arena_new(compiler->arena, struct key_column);
    *column = (struct key_column){ field->slot, kind_of(field->type) };
    struct plan_index made = { .index = index_new(compiler->arena, rows, column, 1) };
    made.groups = index_groups(compiler->arena, &made.index);
    return index_add(compiler, made);
}

uint32_t set_index(struct compiler *compiler, struct operand list, enum kind kind)
{
    const void *key = (const void *)(uintptr_t)(list.offset + (uint64_t)1);
    uintptr_t known = (uintptr_t)pointer_map_get(&compiler->sets, key);
    if (known)
        return (uint32_t)known - 1;
    uint32_t number = index_add(compiler, (struct plan_index){ .list = list, .kind = kind });
    pointer_map_set(&compiler->working, &compiler->sets, key,
                    (void *)(uintptr_t)(number + (uint64_t)1));
    return number;
}

/* NODE's keys, one behind the other. */
static struct operand keys_value(struct compiler *compiler, const struct node *node)
{
    if (node->count == 1)
        return value(compiler, node->items[0]);
    struct operand *keys = arena_array(&compiler->working, struct operand, node->count);
    for (uint32_t i = 0; i < node->count; i++)
        keys[i] = value(compiler, node->items[i]);
    struct operand first = slots_new(compiler, node->count);
    for (uint32_t i = 0; i < node->count; i++)
        emit_unary(compiler, OP_COPY, keys[i], slot_operand(first.offset + i));
    return first;
}

void lookup_into(struct compiler *compiler, const struct node *node, struct operand to)
{
    uint32_t number = table_index(compiler, node->table);
    struct operand keys = keys_value(compiler, node);
    compiler->origin = node;
    emit_unary(compiler, OP_LOOKUP, keys, to);
    struct emitter *emitter = &compiler->emitters[compiler->section];
    emitter->code[emitter->count - 1].target = number;
}

uint32_t parameter_number(struct compiler *compiler, const struct parameter *parameter)
{
    compiler->parameters =
        (const struct parameter **)grown(compiler, compiler->parameters, compiler->parameter_count,
                                         &compiler->parameter_capacity, sizeof parameter);
    compiler->parameters[compiler->parameter_count] = parameter;
    return compiler->parameter_count++;
}
