/* Reference tables: what is wrong with a CSV file is told at its line and column. */
#include "load_fixture.h"

/* The complaints about table t with COLUMNS, read from CSV. */
static void table(const char *columns, const char *csv, const char *expected)
{
    char text[1024];
    snprintf(text, sizeof text, "enum Kind { one  two \"II\" }\ntable t from \"t.csv\" %s",
             columns);
    expect_files((struct test_file[]){ { "a.pol", text }, { "t.csv", csv }, { NULL, NULL } }, 1,
                 expected);
}

static void declared_columns_are_read_and_others_are_not(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol",
          "policy p { }\nenum Kind { one  two \"II\" }\n"
          "table t from \"t.csv\" key id { day: date?  kind: Kind  id: text \"nr\"  worth: "
          "decimal }" },
        { "t.csv", "\xEF\xBB\xBFkind,rest,nr,day,worth\r\nII,!,\"a,\"\"b\",1970-01-03,1.5\r\none,,"
                   "c,,-2\r\n" },
        { NULL, NULL }
    };
    struct load *load = load_texts(files, 1);
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    assert_int_equal(program->table_count, 1);
    const struct table *read = program->tables[0];
    const union value *rows = read->rows;
    assert_int_equal(read->count, 2);
    assert_int_equal(rows[0].integer, 2);
    assert_int_equal(rows[1].integer, 1);
    assert_true(text_equal(rows[2].text, text_of("a,\"b")));
    assert_true(rows[3].decimal == 1500000);
    assert_true(rows[4].integer == INTEGER_ABSENT);
    assert_int_equal(rows[5].integer, 0);
    assert_true(text_equal(rows[6].text, text_of("c")));
    assert_true(rows[7].decimal == -2000000);
    assert_ptr_equal(read->record->table, read);
    load_free(load);
}

static void columns_are_in_the_header(void **state)
{
    (void)state;
    table("key id {\n id: text\n day: date \"dya\"\n other: text\n twice: text\n}",
          "id,day,twice,twice\n1,2021-01-01,x,y\n",
          "4:12 unknown-column: t.csv has no column `dya` (t.csv:1:1 its columns) | did you mean "
          "\"day\"?\n"
          "5:2 unknown-column: t.csv has no column `other` (t.csv:1:1 its columns) | a text behind "
          "the type names the column, as `id: text \"exam_id\"`\n"
          "t.csv:1:14 column-twice: two columns are called `twice` (t.csv:1:8 the other one) | "
          "rename "
          "one of them\n");
}

static void a_file_has_a_header(void **state)
{
    (void)state;
    table("{ id: text }", "",
          "2:14 empty-table: t.csv is empty | its first line names the columns\n");
    table("{ id: text }", "id\n", "");
}

static void cells_fit_their_columns(void **state)
{
    (void)state;
    table("key id { id: text  day: date  n: integer 1 .. 9  kind: Kind  yes: bool }",
          "id,day,n,kind,yes\n"
          "a,2021-02-30,10,two,yes\n"
          "\"b\",x,\"1.5\",one,maybe\n",
          "t.csv:2:3 bad-cell: 2021-02-30 is not a date (2:41 the column's declaration) | mend the "
          "cell, or what `day` is declared to hold\n"
          "t.csv:2:14 bad-cell: 10 is more than 9, the most that `n` may be (2:52 the column's "
          "declaration) | mend the cell, or what `n` is declared to hold\n"
          "t.csv:2:17 bad-cell: two is not one of one, II (2:71 the column's declaration) | mend "
          "the cell, or what `kind` is declared to hold\n"
          "t.csv:3:5 bad-cell: x is not a date (2:41 the column's declaration) | mend the cell, or "
          "what `day` is declared to hold\n"
          "t.csv:3:7 bad-cell: 1.5 is not a whole number (2:52 the column's declaration) | mend "
          "the cell, or what `n` is declared to hold\n"
          "t.csv:3:17 bad-cell: maybe is none of true, false, yes, no (2:83 the column's "
          "declaration) | mend the cell, or what `yes` is declared to hold\n");
}

static void an_empty_cell_is_absent_only_where_that_is_declared(void **state)
{
    (void)state;
    table("{ id: text  day: date  kind: Kind? }", "id,day,kind\n,2021-01-01,\n\"\",,one\n",
          "t.csv:2:1 empty-cell: `id` is never absent, but this cell is empty (2:24 the column's "
          "declaration) | fill it, write \"\" for an empty text, or declare `id: text?`\n"
          "t.csv:3:4 empty-cell: `day` is never absent, but this cell is empty (2:34 the column's "
          "declaration) | fill it, or declare `day: date?`\n");
}

static void rows_are_as_wide_as_the_header(void **state)
{
    (void)state;
    table(
        "{ id: text }", "id,more\na\nb,c\n\nd,e,f\n",
        "t.csv:2:1 ragged-row: this row has 1 cell, the header has 2 | an absent value is an empty "
        "cell: two commas in a row\n"
        "t.csv:5:1 ragged-row: this row has 3 cells, the header has 2 | a cell with a comma in it "
        "stands in quotes\n");
}

static void broken_csv_is_told_at_its_place(void **state)
{
    (void)state;
    table(
        "{ id: text }", "id\na\"b\n\xFF\n\"c\n",
        "t.csv:2:2 bad-csv: a quote may only begin a cell; inside quotes it is written twice | a "
        "cell with quotes, commas or line breaks stands in quotes, and quotes in it are doubled\n"
        "t.csv:3:1 bad-csv: these bytes are not UTF-8 | save the file as UTF-8\n"
        "t.csv:4:1 bad-csv: this quote is never closed | a cell with quotes, commas or line breaks "
        "stands in quotes, and quotes in it are doubled\n");
}

static void keys_tell_rows_apart(void **state)
{
    (void)state;
    table("key id { id: text }", "id\na\nb\na\n\"a\"\n",
          "t.csv:4:1 key-twice: this row has the key of line 2 (t.csv:2:1 the first row with it) | "
          "leave one out, or add a column to `key` that tells them apart\n"
          "t.csv:5:1 key-twice: this row has the key of line 2 (t.csv:2:1 the first row with it) | "
          "leave one out, or add a column to `key` that tells them apart\n");
    table("key id, n { id: text  n: decimal }", "id,n\na,1\na,2\nb,1\nb,1.0\n",
          "t.csv:5:1 key-twice: this row has the key of line 4 (t.csv:4:1 the first row with it) | "
          "leave one out, or add a column to `key` that tells them apart\n");
    table("{ id: text }", "id\na\na\n", "");
}

static void a_bad_key_is_told_once(void **state)
{
    (void)state;
    table("key n { n: date }", "n\nx\nx\n2021-01-01\n",
          "t.csv:2:1 bad-cell: x is not a date (2:30 the column's declaration) | mend the cell, or "
          "what `n` is declared to hold\n"
          "t.csv:3:1 bad-cell: x is not a date (2:30 the column's declaration) | mend the cell, or "
          "what `n` is declared to hold\n");
}

static void cells_hold_one_plain_value(void **state)
{
    (void)state;
    table("{\n p: period\n d: duration\n l: [text]\n}", "p,d,l\nP1Y,PT1H,x\n",
          "3:5 field-type: period cannot be a column of a table | hold a whole number, and say "
          "`days * "
          "1 day` in the rule\n"
          "4:5 field-type: duration cannot be a column of a table | hold a whole number, and say "
          "`hours * 1 hour` in the rule\n"
          "5:5 field-type: [text] cannot be a column of a table | a cell holds one value; use a "
          "table "
          "with a row for each\n");
}

static void a_long_table_is_read(void **state)
{
    (void)state;
    enum { ROWS = 20000, SIZE = ROWS * 8 + 8 };
    char *csv = malloc(SIZE);
    assert_non_null(csv);
    size_t used = (size_t)snprintf(csv, SIZE, "id\n");
    for (int i = 0; i < ROWS; i++)
        used += (size_t)snprintf(csv + used, SIZE - used, "%d\n", i);
    struct test_file files[] = { { "a.pol",
                                   "policy p { }\ntable t from \"t.csv\" key id { id: integer }" },
                                 { "t.csv", csv },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    assert_int_equal(program->tables[0]->count, ROWS);
    assert_int_equal(program->tables[0]->rows[ROWS - 1].integer, ROWS - 1);
    load_free(load);
    free(csv);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declared_columns_are_read_and_others_are_not),
        cmocka_unit_test(columns_are_in_the_header),
        cmocka_unit_test(a_file_has_a_header),
        cmocka_unit_test(cells_fit_their_columns),
        cmocka_unit_test(an_empty_cell_is_absent_only_where_that_is_declared),
        cmocka_unit_test(rows_are_as_wide_as_the_header),
        cmocka_unit_test(broken_csv_is_told_at_its_place),
        cmocka_unit_test(keys_tell_rows_apart),
        cmocka_unit_test(a_bad_key_is_told_once),
        cmocka_unit_test(cells_hold_one_plain_value),
        cmocka_unit_test(a_long_table_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
