/* fuzz_tables.c - any bytes as a reference table with a column of every type and a key of two: no
 * crash, and of a table that is sound every row has its values, found by their key again. */
#include "tests/fuzz/fuzz.h"

#include "interp/load.h"
#include "interp/value/decimal.h"

static const char policy[] =
    "enum Level ordered { low \"L\"  high }\n"
    "table t from \"t.csv\" key id, level {\n"
    "  id: text  level: Level  n: integer? 0 .. 100  amount: decimal? \"a b\"\n"
    "  on: date?  at: instant?  ok: bool?  span: period?  pause: duration?\n"
    "}\n";

static bool same_key(const union value *a, const union value *b)
{
    return text_equal(a[0].text, b[0].text) && a[1].integer == b[1].integer;
}

static void check_row(const struct table *table, uint32_t number)
{
    uint32_t columns = table->record->count;
    const union value *row = table->rows + (size_t)number * columns;
    require(row[0].text.at != NULL);
    require(row[1].integer == 0 || row[1].integer == 1);
    for (uint32_t i = 0; i < number && number < 100; i++)
        require(!same_key(table->rows + (size_t)i * columns, row));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "/nowhere/a.pol", "/nowhere/t.csv" };
    const struct load_text texts[] = { { names[0], policy, sizeof policy - 1 },
                                       { names[1], (const char *)data, size } };
    struct load *load =
        load_files(names, 1, (struct load_options){ .texts = texts, .text_count = 2 });
    const struct program *program = check(load, (struct check_options){ .max_steps = 0 });
    for (uint32_t i = 0; !load->diags.errors && i < program->table_count; i++)
        for (uint32_t row = 0; row < program->tables[i]->count; row++)
            check_row(program->tables[i], row);
    load_free(load);
    return 0;
}
