/* declare_table.c - reference tables: their columns, and then their rows. */
#include "interp/check/declare/declare.h"

void declare_table(struct policy_check *within, struct symbol *symbol)
{
    struct checker *checker = within->checker;
    struct program *program = checker->program;
    struct table *table = symbol->table;
    table->path = symbol->item->text.text;
    table->index = program->table_count;
    declare_fields(within, symbol->item, table->record);
    read_table_rows(checker, symbol->item, table);
    program->tables = room_for_one(checker->arena, program->tables, program->table_count,
                                   sizeof *program->tables);
    program->tables[program->table_count++] = table;
}
