/* test_reader_csv.c - CSV rows to the same slots as JSON: columns, absence, and what is rejected.
 */
#include "interp/data/csv.h"

#include "tests/unit/holder_shape.h"
#include "tests/unit/padded_text.h"

static const struct shape_field flat_fields[] = {
    { NAMED("id"), SHAPE_TEXT, USED(0) },
    { NAMED("expires"), SHAPE_DATE, OPTIONAL, USED(1), DAYS },
    { NAMED("active"), SHAPE_BOOL, OPTIONAL, USED(2) },
    { NAMED("amount"), SHAPE_INTEGER, OPTIONAL, USED(3), WHOLE(0, 400) },
    { NAMED("profiles"), SHAPE_RECORD, OPTIONAL, USED(4), .record = &profile_shape },
    { NAMED("note"), SHAPE_TEXT, OPTIONAL, USED(5) },
    { NAMED("scores"), SHAPE_LIST, OPTIONAL, USED(6), .element = &score_element, .up_to = 9 },
    { NAMED("a.b"), SHAPE_TEXT, OPTIONAL, USED(7) },
};
static const struct shape flat_shape = { "Flat", flat_fields, 8, 8, 0, 0 };

enum flat_slot { ID, EXPIRES, ACTIVE, AMOUNT, PROFILES, NOTE, SCORES, DOTTED };

struct fixture {
    struct reader *reader;
    struct arena arena;
    struct csv csv;
    struct csv_row row;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    fixture->reader = reader_new(&flat_shape, (struct reader_options){ 0 });
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    reader_free(fixture->reader);
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static void next_row(struct fixture *given)
{
    const char *complaint;
    assert_int_equal(csv_next(&given->csv, &given->row, &complaint), CSV_ROW);
}

/* Takes the header of TEXT. */
static bool header_is(struct fixture *given, const char *text, struct reject *reject)
{
    given->csv =
        (struct csv){ .text = text, .length = strlen(text), .arena = &given->arena, .line = 1 };
    next_row(given);
    return reader_csv_header(given->reader, &given->row, reject);
}

/* The first row behind the header of TEXT. */
static const union value *first_row(struct fixture *given, const char *text)
{
    struct reject reject;
    assert_true(header_is(given, text, &reject));
    next_row(given);
    const union value *row = reader_csv(given->reader, &given->row, &reject);
    if (!row)
        fail_msg("%s: %s", reject.path, reject.message);
    return row;
}

static void header_rejects(struct fixture *given, const char *text, const char *expected)
{
    struct reject reject;
    assert_false(header_is(given, text, &reject));
    assert_string_equal(arena_format(&given->arena, "%zu %s: %s", reject.offset, reject.path,
                                     reject.message),
                        expected);
}

static void row_rejects(struct fixture *given, const char *text, const char *expected)
{
    struct reject reject;
    assert_true(header_is(given, text, &reject));
    next_row(given);
    assert_null(reader_csv(given->reader, &given->row, &reject));
    assert_string_equal(arena_format(&given->arena, "%s: %s", reject.path, reject.message),
                        expected);
    assert_in_range(reject.offset, given->row.offset, given->row.offset + given->row.length);
}

static void is_text(struct text text, const char *expected)
{
    assert_non_null(text.at);
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.at, expected, text.length);
}

static void cells_get_to_the_slots_of_their_columns(void **state)
{
    const union value *row = first_row(*state, "amount,id,expires,active,profiles.linked\n"
                                               "7,\"a,b\",2021-02-28,yes,no\n");
    assert_int_equal(row[AMOUNT].integer, 7);
    is_text(row[ID].text, "a,b");
    assert_int_equal(row[EXPIRES].integer, 18686);
    assert_int_equal(row[ACTIVE].integer, 1);
    assert_int_equal(row[PROFILES].row[0].integer, 0);
    assert_null(row[PROFILES].row[1].text.at);
}

static void an_empty_cell_is_absent_but_an_empty_text_in_quotes_is_there(void **state)
{
    const union value *row =
        first_row(*state, "id,note,expires,active,amount,scores2\n\"\",,,,,\n");
    is_text(row[ID].text, "");
    assert_null(row[NOTE].text.at);
    assert_true(row[EXPIRES].integer == INTEGER_ABSENT);
    assert_true(row[ACTIVE].integer == INTEGER_ABSENT);
    assert_true(row[AMOUNT].integer == INTEGER_ABSENT);
    is_text(first_row(*state, "id,note\nx,\"\"\n")[NOTE].text, "");
}

static void fields_without_a_column_are_absent(void **state)
{
    const union value *row = first_row(*state, "id\nx\n");
    assert_null(row[NOTE].text.at);
    assert_null(row[PROFILES].row);
    assert_int_equal(row[SCORES].list.count, 0);
}

static void an_optional_record_is_there_when_one_of_its_cells_is(void **state)
{
    const char *header = "id,profiles.linked,profiles.account\n";
    struct fixture *given = *state;
    const char *all_empty = arena_format(&given->arena, "%sx,,\n", header);
    assert_null(first_row(given, all_empty)[PROFILES].row);
    row_rejects(given, arena_format(&given->arena, "%sx,,me\n", header),
                "profiles.linked: this required field is empty");
}

static void a_field_whose_name_has_a_dot_goes_before_a_path(void **state)
{
    is_text(first_row(*state, "id,a.b\nx,y\n")[DOTTED].text, "y");
}

static void unknown_columns_count_once_a_row(void **state)
{
    struct fixture *given = *state;
    first_row(given, "id,new,more,profiles.newer\nx,1,2,3\n");
    assert_int_equal(reader_unknown_fields(given->reader), 3);
    reader_free(given->reader);
    given->reader = reader_new(&flat_shape, (struct reader_options){ .strict = true });
    header_rejects(given, "id,nota\n", "3 : Flat has no field nota; did you mean note?");
}

static void a_header_must_have_what_is_required(void **state)
{
    header_rejects(*state, "note\n", "0 id: no column has this required field");
    header_rejects(*state, "id,profiles.account\n",
                   "0 profiles.linked: no column has this required field");
    header_rejects(*state, "id,note,id\n", "8 : the column id stands twice");
    header_rejects(*state, "id,scores\n", "3 : scores is no plain value and cannot be a column");
}

static void a_list_that_must_be_there_cannot_come_from_csv(void **state)
{
    struct fixture *given = *state;
    reader_free(given->reader);
    given->reader = reader_new(&holder_shape, (struct reader_options){ 0 });
    header_rejects(given, "id\n",
                   "0 certifications: a list that must be there cannot stand in CSV");
}

static void a_bad_cell_rejects_its_row(void **state)
{
    row_rejects(*state, "id,amount\nx,500\n",
                "amount: 500 is more than 400, the most that `amount` may be");
    row_rejects(*state, "id,expires\nx,2021-02-30\n", "expires: 2021-02-30 is not a date");
    row_rejects(*state, "id,active\nx,TRUE\n", "active: TRUE is none of true, false, yes, no");
    row_rejects(*state, "note,id\nx,\n", "id: this required field is empty");
    row_rejects(*state, "id,note\nx\n", ": the row has 1 cells, but the header has 2");
    row_rejects(*state, "id,note\nx,y,z\n", ": the row has 3 cells, but the header has 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(cells_get_to_the_slots_of_their_columns),
        TEST(an_empty_cell_is_absent_but_an_empty_text_in_quotes_is_there),
        TEST(fields_without_a_column_are_absent),
        TEST(an_optional_record_is_there_when_one_of_its_cells_is),
        TEST(a_field_whose_name_has_a_dot_goes_before_a_path),
        TEST(unknown_columns_count_once_a_row),
        TEST(a_header_must_have_what_is_required),
        TEST(a_list_that_must_be_there_cannot_come_from_csv),
        TEST(a_bad_cell_rejects_its_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
