/* Enumerations, records, inputs, outcomes: what they may be, and what is said of what they may not.
 */
#include "load_fixture.h"

#include "interp/check/checker.h"

/* ---- enumerations ---- */

static void members_and_their_spellings_differ(void **state)
{
    (void)state;
    expect("enum Kind { role_based \"role-based\"  specialty }", "");
    expect("enum Kind {\n one\n two \"one\"\n one }",
           "3:6 spelled-twice: data spell two of these \"one\" (2:2 the other one) | each needs a "
           "spelling of its own\n"
           "4:2 declared-twice: member `one` is declared twice (2:2 first here) | rename one of "
           "them, or leave it out\n");
    expect("enum Kind { one \"\" }",
           "1:17 empty-spelling: data cannot spell `one` as nothing | leave "
           "the text out to spell it `one`\n");
}

static void an_enumeration_has_members(void **state)
{
    (void)state;
    expect("enum Kind { }", "1:6 no-members: enumeration `Kind` has no members | list them: `enum "
                            "Kind { first  second }`\n");
}

static void a_member_that_is_a_reserved_word_is_warned_about(void **state)
{
    (void)state;
    expect(
        "enum Kind { all  when \"x\" every_one }",
        "1:13 warning reserved-word: member `all` is a word of the language: `is all` will not be "
        "understood | choose another name; a text behind it keeps the spelling in data\n"
        "1:18 warning reserved-word: member `when` is a word of the language: `is when` will not "
        "be understood | choose another name; a text behind it keeps the spelling in data\n");
}

/* ---- names ---- */

static void names_are_declared_once(void **state)
{
    (void)state;
    expect("enum Kind { x }\nrecord Kind { id: text }",
           "2:8 declared-twice: `Kind` is declared twice (1:6 first here) | rename one of them, or "
           "leave it out\n");
    expect_files(
        (struct test_file[]){ { "a.pol", "policy p { }\nuse \"b.pol\"\nenum Kind { x }" },
                              { "b.pol", "enum Kind { y }" },
                              { NULL, NULL } },
        1,
        "3:6 declared-twice: `Kind` is declared twice (b.pol:1:6 first here) | a policy and "
        "the files that it uses share one name space: rename one of them\n");
}

static void names_of_built_in_types_are_taken(void **state)
{
    (void)state;
    expect("enum text { x }\nrecord date { id: text }",
           "1:6 built-in-type: `text` is a type of the language | choose another name\n"
           "2:8 built-in-type: `date` is a type of the language | choose another name\n");
}

static void a_file_is_one_policy(void **state)
{
    (void)state;
    expect("policy p { }\npolicy q { }", "2:8 second-policy: a file is one policy, and `q` is the "
                                         "second (1:8 the first) | give it a file of its own\n");
}

/* ---- types ---- */

static void an_unknown_type_is_told_with_what_was_meant(void **state)
{
    (void)state;
    expect("enum Kind { x }\n"
           "record R {\n a: Knid\n b: string\n c: Elsewhere\n d: [DateTime]\n e: Text\n}",
           "3:5 unknown-type: there is no type `Knid` | did you mean `Kind`?\n"
           "4:5 unknown-type: there is no type `string` | did you mean `text`?\n"
           "5:5 unknown-type: there is no type `Elsewhere` | declare it, or `use` the file that "
           "does\n"
           "6:6 unknown-type: there is no type `DateTime` | did you mean `instant`?\n"
           "7:5 unknown-type: there is no type `Text` | did you mean `text`?\n");
}

static void what_is_no_type_is_told_with_its_kind(void **state)
{
    (void)state;
    expect("outcome O { x }\nparameter p: integer = 1\nsource s \"S\" { a \"b\" }\n"
           "define f: integer = 1\n"
           "record R { a: O b: p c: s d: f }",
           "5:15 not-a-type: `O` is an outcome, not a type of values (1:9 declared here) | only a "
           "decision gives an outcome; ask it with `… of … is …` where it is needed\n"
           "5:20 not-a-type: `p` is a parameter, not a type of values (2:11 declared here) | types "
           "are those of the language, "
           "enumerations, records and tables\n"
           "5:25 not-a-type: `s` is a source, not a type of values (3:8 declared here) | types are "
           "those of the language, "
           "enumerations, records and tables\n"
           "5:30 not-a-type: `f` is a define, not a type of values (4:8 declared here) | types are "
           "those of the language, "
           "enumerations, records and tables\n");
}

static void a_shared_file_sees_what_it_uses_and_no_more(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol", "policy p { }\nuse \"kinds.pol\"\nuse \"schema.pol\"" },
                                 { "schema.pol", "record R { kind: Kind }" },
                                 { "kinds.pol", "enum Kind { x }" },
                                 { NULL, NULL } };
    expect_files(files, 1,
                 "schema.pol:1:18 type-not-used: this file does not use the one that declares "
                 "`Kind` (kinds.pol:1:6 declared here) | `use` it here too\n");
    files[1].text = "use \"kinds.pol\" record R { kind: Kind }";
    expect_files(files, 1, "");
}

static void a_name_that_may_stand_in_a_broken_file_is_not_missed(void **state)
{
    (void)state;
    expect_files(
        (struct test_file[]){ { "a.pol", "use \"no-such.pol\"\nrecord R { a: Elsewhere b: "
                                         "intger }" },
                              { NULL, NULL } },
        1,
        "1:5 unreadable-file: no-such.pol cannot be read: there is no such file | paths are "
        "relative to the file that names them\n"
        "2:28 unknown-type: there is no type `intger` | did you mean `integer`?\n");
}

/* ---- records ---- */

static void fields_and_their_spellings_differ(void **state)
{
    (void)state;
    expect(
        "record R {\n id: text\n id: date\n nr: text \"id\"\n}",
        "3:2 declared-twice: field `id` is declared twice (2:2 first here) | rename one of them, "
        "or leave it out\n"
        "4:11 spelled-twice: data spell two of these \"id\" (2:2 the other one) | each needs a "
        "spelling of its own\n");
    expect("record R { }", "1:8 no-fields: `R` has no fields | list them: `id: text`\n");
}

static void a_record_has_so_many_fields_at_most(void **state)
{
    (void)state;
    static char text[80000];
    size_t length = (size_t)sprintf(text, "record Wide {");
    for (int i = 0; i < 4096; i++)
        length += (size_t)sprintf(text + length, " f%d: text", i);
    strcpy(text + length, " }");
    expect(text, "");
    strcpy(text + length, " g: text }");
    expect(text, "1:8 too-many-fields: `Wide` has more than 4096 fields | what belongs together "
                 "can be a record of its own\n");
}

static void a_key_is_a_plain_field_that_is_there(void **state)
{
    (void)state;
    expect(
        "record R key id, idd, x, xs, id {\n id: text\n x: integer?\n xs: [text]\n}",
        "1:18 unknown-key: `R` has no field `idd` to be its key | did you mean `id`?\n"
        "1:23 key-type: `x` cannot tell elements apart: it is integer? (3:2 declared here) | a key "
        "is never absent: declare it `integer`\n"
        "1:26 key-type: `xs` cannot tell elements apart: it is [text] (4:2 declared here) | a key "
        "is a text, a number, a bool, a date, an instant or a member of an enumeration\n"
        "1:30 given-twice: key `id` is given twice (1:14 first here) | leave one out\n");
    expect("record R key a, b, c { a: instant b: bool c: decimal }", "");
}

static void the_inputs_key_is_written_into_results(void **state)
{
    (void)state;
    expect("input I key id { id: bool }",
           "1:13 key-type: `id` cannot tell records apart: it is bool (1:18 declared here) | the "
           "input's key is a text, an integer, a date or a member of an enumeration\n");
    expect("enum K { x }\ninput I key id { id: K }", "");
}

static void a_record_does_not_hold_itself(void **state)
{
    (void)state;
    expect(
        "record A { b: [B] }\nrecord B { a: A? }",
        "2:12 record-cycle: `A` would hold itself: A.b -> B.a -> A (1:8 declared here) | hold the "
        "key of the other record instead, as `a: text`\n");
    expect(
        "record A {\n own: [A]?\n other: A\n}",
        "2:2 record-cycle: `A` would hold itself: A.own -> A (1:8 declared here) | hold the key of "
        "the other record instead, as `own: [text]`\n"
        "3:2 record-cycle: `A` would hold itself: A.other -> A (1:8 declared here) | hold the key "
        "of the other record instead, as `other: text`\n");
}

static void a_chain_of_records(char *text, size_t size, int count)
{
    size_t used = 0;
    for (int i = 0; i < count; i++)
        used += (size_t)snprintf(text + used, size - used, "record R%d { r: R%d }\n", i, i + 1);
    snprintf(text + used, size - used, "record R%d { r: text }\n", count);
}

static void records_do_not_lie_too_deep(void **state)
{
    (void)state;
    char text[4096];
    a_chain_of_records(text, sizeof text, 31);
    expect(text, "");
    a_chain_of_records(text, sizeof text, 32);
    expect(text, "32:8 records-too-deep: more than 32 records would lie within each other here | "
                 "flatten the records between\n");
}

static void rows_and_inputs_are_no_fields(void **state)
{
    (void)state;
    expect_files(
        (struct test_file[]){ { "a.pol", "table t from \"t.csv\" { id: text }\n"
                                         "input I key id { id: text }\n"
                                         "record R { row: t  rows: [t]  all: [I] }" },
                              { "t.csv", "id\n" },
                              { NULL, NULL } },
        1,
        "3:17 field-type: t cannot be a field of a record | hold the row's key instead, and "
        "look it up: `table[key]`\n"
        "3:26 field-type: [t] cannot be a field of a record | hold the row's key instead, "
        "and look it up: `table[key]`\n"
        "3:36 field-type: [I] cannot be a field of a record | the input is not part of "
        "another record; declare a `record`\n");
}

/* ---- ranges ---- */

static void a_range_fits_its_type(void **state)
{
    (void)state;
    expect("record R {\n a: integer 0 .. 1.5\n b: date 0 .. 2020-01-01\n c: instant 2020-01-01 .. "
           "2021-01-01T00:00:00Z\n d: decimal 0.0000001 .. 1\n}",
           "2:18 range-type: 1.5 is no bound of a field of type integer | for numbers with places, "
           "declare it `decimal`\n"
           "3:10 range-type: 0 is no bound of a field of type date | the range of a date is days: "
           "1990-01-01 .. 2150-12-31\n"
           "4:13 range-type: 2020-01-01 is no bound of a field of type instant | the range of an "
           "instant is instants: 1990-01-01T00:00:00Z .. 2150-12-31T23:59:59Z\n"
           "5:13 range-type: 0.0000001 is no bound of a field of type decimal | a decimal has at "
           "most 32 digits before the point and six behind it\n");
    expect("record R { a: integer -9223372036854775806 .. 9223372036854775806 }", "");
    expect(
        "record R { a: integer 0 .. 9223372036854775807 }",
        "1:28 range-type: 9223372036854775807 is no bound of a field of type integer | the range "
        "of an integer is whole numbers within ±9223372036854775806: 0 .. 500\n");
}

static void a_range_begins_before_it_ends(void **state)
{
    (void)state;
    expect(
        "record R {\n a: integer 5 .. -5\n b: decimal? 0.5 .. 0.25\n c: date 2021-01-02 .. "
        "2021-01-01\n d: integer 5 .. 5\n}",
        "2:13 range-reversed: nothing lies between 5 and -5 | the lesser bound stands first: -5 .. "
        "5\n"
        "3:14 range-reversed: nothing lies between 0.5 and 0.25 | the lesser bound stands first: "
        "0.25 .. 0.5\n"
        "4:10 range-reversed: nothing lies between 2021-01-02 and 2021-01-01 | the lesser bound "
        "stands first: 2021-01-01 .. 2021-01-02\n");
}

static void what_has_no_order_has_no_range(void **state)
{
    (void)state;
    expect(
        "record R {\n a: text 0 .. 5\n b: [integer] 0 .. 5\n c: integer up to 5\n d: text? up to "
        "5\n}",
        "2:10 range-misplaced: only numbers, dates and instants have a range; this is text | leave "
        "the range out\n"
        "3:15 range-misplaced: only numbers, dates and instants have a range; this is [integer] | "
        "a list says its length: `up to 5`\n"
        "4:19 length-misplaced: only a list has a length; this is integer | a number or a day says "
        "its range: `low .. high`\n"
        "5:17 length-misplaced: only a list has a length; this is text? | leave it out, or make "
        "it a list: `[text]`\n");
}

static void a_list_has_one_to_ten_million_elements(void **state)
{
    (void)state;
    expect("record R { a: [text] up to 1  b: [text] up to 10000000 }", "");
    expect("record R {\n a: [text] up to 0\n b: [text] up to 10000001\n}",
           "2:18 list-length: a list cannot be declared `up to 0` | a list may be declared `up to "
           "1` to `up "
           "to 10000000`\n"
           "3:18 list-length: a list cannot be declared `up to 10000001` | a list may be declared "
           "`up to 1` "
           "to `up to 10000000`\n");
}

/* ---- the program ---- */

static const struct record *input_of(struct load *load)
{
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    assert_non_null(program->input);
    return program->input;
}

static void ranges_that_are_not_said_are_the_usual_ones(void **state)
{
    (void)state;
    struct test_file files[] = { { "a.pol", "input I key id { id: text  a: integer  b: decimal  c: "
                                            "date  d: instant  e: [integer]  f: [text]? up to 7 "
                                            "g: integer 007 .. 010 }" },
                                 { NULL, NULL } };
    struct load *load = load_texts(files, 1);
    const struct field *fields = input_of(load)->fields;
    assert_int_equal(fields[1].low.integer, -1000000000);
    assert_int_equal(fields[1].high.integer, 1000000000);
    assert_true(fields[2].low.decimal == -(int128)1000000000000 * 1000000);
    assert_true(fields[2].high.decimal == (int128)1000000000000 * 1000000);
    /* 1800-01-01 and 2999-12-31 in days and seconds, as `date -u -d 1800-01-01 +%s` has them */
    assert_int_equal(fields[3].low.integer, -5364662400 / 86400);
    assert_int_equal(fields[3].high.integer, 32503593600 / 86400);
    assert_int_equal(fields[4].low.integer, -5364662400 * 1000000);
    assert_int_equal(fields[4].high.integer, 32503680000 * 1000000 - 1);
    assert_int_equal(fields[5].up_to, 1000);
    assert_false(fields[5].may_be_missing);
    assert_int_equal(fields[6].up_to, 7);
    assert_true(fields[6].may_be_missing);
    assert_false(fields[6].type.optional);
    assert_int_equal(fields[7].low.integer, 7);
    assert_int_equal(fields[7].high.integer, 10);
    load_free(load);
}

static void readers_see_the_shape_of_the_record(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol",
          "policy p { }\n"
          "enum Kind { one  two \"II\" }\n"
          "record Part key nr { nr: integer 1 .. 9 \"number\"  kind: Kind? }\n"
          "input I key id { id: text  language: text?  parts: [Part]? up to 5  tags: [text]  "
          "part: Part?  unread: text }" },
        { NULL, NULL }
    };
    struct load *load = load_texts(files, 1);
    const struct shape *shape = input_of(load)->shape;
    assert_string_equal(shape->name, "I");
    assert_int_equal(shape->field_count, 6);
    assert_int_equal(shape->slots, 6);
    assert_int_equal(shape->key_count, 1);
    assert_int_equal(shape->keys[0], 0);
    assert_true(shape->fields[0].used);
    assert_true(shape->fields[1].used); /* the reader's language */
    assert_true(shape->fields[1].optional);
    assert_false(shape->fields[5].used);

    const struct shape_field *parts = &shape->fields[2];
    assert_int_equal(parts->kind, SHAPE_LIST);
    assert_true(parts->optional);
    assert_int_equal(parts->up_to, 5);
    assert_null(parts->element);
    assert_ptr_equal(parts->record, shape->fields[4].record);
    assert_int_equal(shape->fields[3].element->kind, SHAPE_TEXT);
    assert_null(shape->fields[3].record);

    const struct shape *part = parts->record;
    assert_string_equal(part->fields[0].name, "number");
    assert_int_equal(part->fields[0].high.integer, 9);
    assert_true(part->fields[0].used);
    assert_int_equal(part->fields[1].member_count, 2);
    assert_true(text_equal(part->fields[1].members[1], text_of("II")));
    load_free(load);
}

/* ---- outcomes ---- */

static void cases_and_labels_differ(void **state)
{
    (void)state;
    expect(
        "outcome O {\n a(x: date, x: text)\n b\n a\n}\noutcome P { }",
        "2:13 declared-twice: label `x` is declared twice (2:4 first here) | rename one of them, "
        "or leave it out\n"
        "4:2 declared-twice: case `a` is declared twice (2:2 first here) | rename one of them, or "
        "leave it out\n"
        "6:9 no-cases: outcome `P` has no cases | list them: `outcome P { granted  "
        "refused(until: date) }`\n");
}

static void an_outcome_carries_no_records(void **state)
{
    (void)state;
    expect(
        "record R { id: text }\nenum K { x }\n"
        "outcome O { a(x: R)  b(x: [R]?)  c(x: [K], y: date?, z: period, u: [text]?) }",
        "3:18 payload-type: an outcome cannot carry R | carry what is to be shown of it, as its "
        "key: `x: text`\n"
        "3:27 payload-type: an outcome cannot carry [R] | carry what is to be shown of it, as its "
        "key: `x: [text]`\n");
}

static void an_outcome_has_at_most_sixty_four_cases(void **state)
{
    (void)state;
    char text[1024] = "outcome O {";
    for (int i = 0; i < 64; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), " c%d", i);
    strcat(text, "\n}");
    expect(text, "");
    strcpy(text + strlen(text) - 1, "more }");
    expect(text, "2:1 outcome-too-large: an outcome has at most 64 cases | let one case carry an "
                 "enumeration: `refused(why: Reason)`\n");
}

static void labels_of_one_name_and_type_share_a_slot(void **state)
{
    (void)state;
    struct test_file files[] = {
        { "a.pol",
          "policy p { }\ninput I key id { id: text }\n"
          "outcome O { a(x: date, y: text)  b(y: text, z: [text])  c(x: date?, z: [text])  d(x: "
          "date) }\n"
          "decide it: O { otherwise b then b(y: \"\", z: []) }" },
        { NULL, NULL }
    };
    struct load *load = load_texts(files, 1);
    const struct program *program = check(load, (struct check_options){ 0 });
    assert_int_equal(load->diags.count, 0);
    const struct outcome *outcome = program->policies[0]->decisions[0]->outcome;
    const struct outcome_case *cases = outcome->cases;
    assert_int_equal(cases[0].payload[0].slot, OUTCOME_PAYLOAD);
    assert_int_equal(cases[0].payload[1].slot, OUTCOME_PAYLOAD + 1);
    assert_int_equal(cases[1].payload[0].slot, OUTCOME_PAYLOAD + 1);
    assert_int_equal(cases[1].payload[1].slot, OUTCOME_PAYLOAD + 2);
    assert_int_equal(cases[2].payload[0].slot, OUTCOME_PAYLOAD + 3); /* date? is not date */
    assert_int_equal(cases[2].payload[1].slot, OUTCOME_PAYLOAD + 2);
    assert_int_equal(cases[3].payload[0].slot, OUTCOME_PAYLOAD);
    assert_int_equal(outcome->slots, OUTCOME_PAYLOAD + 4);
    load_free(load);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_and_their_spellings_differ),
        cmocka_unit_test(an_enumeration_has_members),
        cmocka_unit_test(a_member_that_is_a_reserved_word_is_warned_about),
        cmocka_unit_test(names_are_declared_once),
        cmocka_unit_test(names_of_built_in_types_are_taken),
        cmocka_unit_test(a_file_is_one_policy),
        cmocka_unit_test(an_unknown_type_is_told_with_what_was_meant),
        cmocka_unit_test(what_is_no_type_is_told_with_its_kind),
        cmocka_unit_test(a_shared_file_sees_what_it_uses_and_no_more),
        cmocka_unit_test(a_name_that_may_stand_in_a_broken_file_is_not_missed),
        cmocka_unit_test(fields_and_their_spellings_differ),
        cmocka_unit_test(a_record_has_so_many_fields_at_most),
        cmocka_unit_test(a_key_is_a_plain_field_that_is_there),
        cmocka_unit_test(the_inputs_key_is_written_into_results),
        cmocka_unit_test(a_record_does_not_hold_itself),
        cmocka_unit_test(records_do_not_lie_too_deep),
        cmocka_unit_test(rows_and_inputs_are_no_fields),
        cmocka_unit_test(a_range_fits_its_type),
        cmocka_unit_test(a_range_begins_before_it_ends),
        cmocka_unit_test(what_has_no_order_has_no_range),
        cmocka_unit_test(a_list_has_one_to_ten_million_elements),
        cmocka_unit_test(ranges_that_are_not_said_are_the_usual_ones),
        cmocka_unit_test(readers_see_the_shape_of_the_record),
        cmocka_unit_test(cases_and_labels_differ),
        cmocka_unit_test(an_outcome_carries_no_records),
        cmocka_unit_test(an_outcome_has_at_most_sixty_four_cases),
        cmocka_unit_test(labels_of_one_name_and_type_share_a_slot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
