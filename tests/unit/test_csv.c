/* test_csv.c - RFC 4180, one fact a test, and the public csv-spectrum files against their JSON. */
#include "interp/data/csv.h"

#include <jansson.h>

#include "tests/unit/padded_text.h"

#define SPECTRUM "../shared/suites/csv/csv-spectrum"

static struct arena arena;

/* The cells of TEXT's rows: '|' between cells, '/' between rows; or "BAD offset: complaint". */
static const char *rows_of(const char *text)
{
    struct csv csv = { .text = text, .length = strlen(text), .arena = &arena, .line = 1 };
    struct csv_row row = { 0 };
    const char *complaint = "", *all = "";
    enum csv_result result;
    while ((result = csv_next(&csv, &row, &complaint)) != CSV_END) {
        all = arena_format(&arena, "%s%s", all, *all ? "/" : "");
        if (result == CSV_BAD)
            all = arena_format(&arena, "%sBAD %zu: %s", all, row.offset, complaint);
        for (uint32_t i = 0; result == CSV_ROW && i < row.count; i++)
            all = arena_format(&arena, "%s%s%.*s", all, i ? "|" : "", (int)row.cells[i].text.length,
                               row.cells[i].text.at);
    }
    return all;
}

static void a_row_ends_with_lf_crlf_or_the_file(void **state)
{
    (void)state;
    assert_string_equal(rows_of("a,b\nc,d\r\ne,f"), "a|b/c|d/e|f");
}

static void quotes_hold_commas_line_ends_and_doubled_quotes(void **state)
{
    (void)state;
    assert_string_equal(rows_of("\"a,b\",\"c\nd\r\n\"\n\"say \"\"no\"\"\",x\n"),
                        "a,b|c\nd\r\n/say \"no\"|x");
}

static void a_row_has_ten_thousand_cells_at_most(void **state)
{
    (void)state;
    char commas[10000];
    memset(commas, ',', sizeof commas);
    struct csv csv = { .text = commas, .length = 9999, .arena = &arena, .line = 1 };
    struct csv_row row = { 0 };
    const char *complaint;
    assert_int_equal(csv_next(&csv, &row, &complaint), CSV_ROW);
    assert_int_equal(row.count, 10000);
    csv = (struct csv){ .text = commas, .length = 10000, .arena = &arena, .line = 1 };
    assert_int_equal(csv_next(&csv, &row, &complaint), CSV_BAD);
    assert_int_equal(row.offset, 10000);
    assert_string_equal(complaint, "this row has more than 10000 cells");
}

static void blank_lines_and_a_mark_at_the_start_are_skipped(void **state)
{
    (void)state;
    assert_string_equal(rows_of("\xef\xbb\xbf\n\r\na\n\n\r\nb\n\n"), "a/b");
}

static void an_empty_cell_in_quotes_is_told_from_nothing(void **state)
{
    (void)state;
    struct csv csv = { .text = ",\"\"", .length = 3, .arena = &arena, .line = 1 };
    struct csv_row row = { 0 };
    const char *complaint;
    assert_int_equal(csv_next(&csv, &row, &complaint), CSV_ROW);
    assert_int_equal(row.count, 2);
    assert_false(row.cells[0].quoted);
    assert_true(row.cells[1].quoted);
    assert_int_equal(row.cells[1].text.length, 0);
}

static void a_row_knows_its_line_and_its_cells_their_offsets(void **state)
{
    (void)state;
    const char *text = "a,b\n\"x\ny\",z\n\nc,\"d\"\n";
    struct csv csv = { .text = text, .length = strlen(text), .arena = &arena, .line = 1 };
    struct csv_row row = { 0 };
    const char *complaint;
    uint32_t lines[3];
    for (int i = 0; i < 3; i++) {
        assert_int_equal(csv_next(&csv, &row, &complaint), CSV_ROW);
        lines[i] = row.line;
    }
    assert_int_equal(lines[0], 1);
    assert_int_equal(lines[1], 2);
    assert_int_equal(lines[2], 5);
    assert_int_equal(row.offset, 13);
    assert_int_equal(row.length, 5);
    assert_int_equal(row.cells[1].offset, 15);
}

static void a_bad_row_is_told_and_the_next_one_read(void **state)
{
    (void)state;
    assert_string_equal(
        rows_of("a\"b,c\nd"),
        "BAD 1: a quote may only begin a cell; inside quotes it is written twice/d");
    assert_string_equal(rows_of("\"a\"b,c\nd"),
                        "BAD 3: a comma is missing behind the closing quote/d");
    assert_string_equal(rows_of("a,\"b\nc\nd"), "BAD 2: this quote is never closed");
    assert_string_equal(rows_of("a\xff,b\nd"), "BAD 1: these bytes are not UTF-8/d");
}

static void where_a_row_ends_is_the_same_piece_by_piece(void **state)
{
    (void)state;
    static const char alphabet[] = "a\",\n\r";
    for (int code = 0; code < 5 * 5 * 5 * 5 * 5 * 5; code++) {
        char text[6];
        for (int i = 0, rest = code; i < 6; i++, rest /= 5)
            text[i] = alphabet[rest % 5];
        enum csv_state whole = CSV_CELL_START, pieces = CSV_CELL_START;
        size_t end = csv_row_end(&whole, text, 6), at = 0;
        while (at < 6 && csv_row_end(&pieces, text + at, 1) == 1)
            at++;
        assert_int_equal(at, end);
        assert_int_equal(pieces, whole);
    }
}

/* Compares row ROW, of columns as HEADER names them, with what EXPECTED says. */
static void compare_row(const struct csv_row *header, const struct csv_row *row,
                        const json_t *expected)
{
    assert_non_null(expected);
    assert_int_equal(json_object_size(expected), header->count);
    assert_int_equal(row->count, header->count);
    for (uint32_t i = 0; i < row->count; i++) {
        char name[64];
        struct text cell = header->cells[i].text;
        snprintf(name, sizeof name, "%.*s", (int)cell.length, cell.at);
        const char *value = json_string_value(json_object_get(expected, name));
        assert_non_null(value);
        assert_int_equal(row->cells[i].text.length, strlen(value));
        assert_memory_equal(row->cells[i].text.at, value, strlen(value));
    }
}

static void compare_file(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, SPECTRUM "/json/%s.json", name);
    json_t *expected = json_load_file(path, 0, NULL);
    snprintf(path, sizeof path, SPECTRUM "/csv/%s.csv", name);
    struct padded text = padded_file(path);
    assert_non_null(expected);
    assert_non_null(text.at);
    struct csv csv = { .text = text.at, .length = text.length, .arena = &arena, .line = 1 };
    struct csv_row header = { 0 }, row = { 0 };
    const char *complaint;
    assert_int_equal(csv_next(&csv, &header, &complaint), CSV_ROW);
    size_t rows = 0;
    while (csv_next(&csv, &row, &complaint) == CSV_ROW)
        compare_row(&header, &row, json_array_get(expected, rows++));
    assert_int_equal(rows, json_array_size(expected));
    json_decref(expected);
    free(text.at);
}

static void the_public_examples_hold_what_their_json_says(void **state)
{
    (void)state;
    static const char *const names[] = { "comma_in_quotes", "empty",         "empty_crlf",
                                         "escaped_quotes",  "json",          "location_coordinates",
                                         "newlines",        "newlines_crlf", "quotes_and_newlines",
                                         "simple",          "simple_crlf",   "utf8" };
    FILE *there = fopen(SPECTRUM "/csv/simple.csv", "rb");
    if (!there)
        skip();
    fclose(there);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        compare_file(names[i]);
}

static int release(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_ends_with_lf_crlf_or_the_file),
        cmocka_unit_test(quotes_hold_commas_line_ends_and_doubled_quotes),
        cmocka_unit_test(a_row_has_ten_thousand_cells_at_most),
        cmocka_unit_test(blank_lines_and_a_mark_at_the_start_are_skipped),
        cmocka_unit_test(an_empty_cell_in_quotes_is_told_from_nothing),
        cmocka_unit_test(a_row_knows_its_line_and_its_cells_their_offsets),
        cmocka_unit_test(a_bad_row_is_told_and_the_next_one_read),
        cmocka_unit_test(where_a_row_ends_is_the_same_piece_by_piece),
        cmocka_unit_test(the_public_examples_hold_what_their_json_says),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
