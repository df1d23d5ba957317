/* test_reader.c - JSON records to typed slots: what is read, what is rejected, and in which words.
 */
#include "interp/data/reader.h"

#include <jansson.h>

#include "tests/unit/holder_shape.h"
#include "tests/unit/padded_text.h"
#include "tests/unit/suite_rows.h"

struct fixture {
    struct reader *reader;
    struct padded texts[64]; /* that rows borrow */
    unsigned count;
    struct arena arena;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    assert_non_null(fixture);
    fixture->reader = reader_new(&holder_shape, (struct reader_options){ 0 });
    *state = fixture;
    return 0;
}

static void forget_texts(struct fixture *fixture)
{
    while (fixture->count > 0)
        free(fixture->texts[--fixture->count].at);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    forget_texts(fixture);
    reader_free(fixture->reader);
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static const union value *read_bytes(struct fixture *given, const char *text, size_t length,
                                     struct reject *reject)
{
    if (given->count == 64) {
        reader_reset(given->reader);
        forget_texts(given);
    }
    struct padded padded = padded_text(text, length);
    given->texts[given->count++] = padded;
    return reader_json(given->reader, padded.at, padded.length, reject);
}

static const union value *row_of(struct fixture *given, const char *text)
{
    struct reject reject;
    const union value *row = read_bytes(given, text, strlen(text), &reject);
    if (!row)
        fail_msg("%s: @%zu %s: %s", text, reject.offset, reject.path, reject.message);
    return row;
}

/* The record MARKED is rejected as EXPECTED ("PATH: MESSAGE") says, at the place that ^ marks. */
static void rejects(struct fixture *given, const char *marked, const char *expected)
{
    const char *mark = strchr(marked, '^');
    assert_non_null(mark);
    size_t offset = (size_t)(mark - marked);
    char *text = arena_format(&given->arena, "%.*s%s", (int)offset, marked, mark + 1);
    struct reject reject;
    if (read_bytes(given, text, strlen(text), &reject))
        fail_msg("accepted: %s", text);
    assert_string_equal(arena_format(&given->arena, "%s: %s", reject.path, reject.message),
                        expected);
    assert_int_equal(reject.offset, offset);
}

static void is_text(struct text text, const char *expected)
{
    assert_non_null(text.at);
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.at, expected, text.length);
}

#define FULL                                                                                       \
    "{\"id\":\"H-1\",\"amount\":-5,\"fee\":12.5,\"seen\":\"2021-02-28T09:00:00Z\","                \
    "\"validity\":\"P1Y6M\",\"pause\":\"PT24H\",\"profiles\":{\"linked\":true,\"account\":\"x\"}," \
    "\"certifications\":[{\"id\":\"az-104\",\"kind\":\"role-based\",\"earned\":\"2020-02-29\","    \
    "\"expires\":\"2021-02-28\",\"units\":[{\"code\":\"u\",\"points\":7},{\"code\":\"v\"}],"       \
    "\"tags\":[\"a\",\"b\"]},{\"id\":\"az-900\",\"kind\":\"fundamentals\",\"earned\":"             \
    "\"2019-01-01\",\"expires\":null}],\"scores\":[1,2,10],\"name\":\"김민준\"}"

static void every_kind_of_value_gets_to_its_slot(void **state)
{
    const union value *row = row_of(*state, FULL);
    is_text(row[HOLDER_ID].text, "H-1");
    assert_int_equal(row[HOLDER_AMOUNT].integer, -5);
    assert_true(row[HOLDER_FEE].decimal == 12500000);
    assert_int_equal(row[HOLDER_SEEN].integer, 1614502800000000);
    assert_int_equal(row[HOLDER_VALIDITY].period.months, 18);
    assert_int_equal(row[HOLDER_PAUSE].integer, DAY_MICROSECONDS);
    assert_int_equal(row[HOLDER_PROFILES].row[0].integer, 1);
    is_text(row[HOLDER_PROFILES].row[1].text, "x");
    assert_int_equal(row[HOLDER_SCORES].list.count, 3);
    assert_int_equal(list_at(row[HOLDER_SCORES].list, 2)->integer, 10);
}

static void a_list_s_elements_stand_one_behind_the_other(void **state)
{
    struct list list = row_of(*state, FULL)[HOLDER_CERTIFICATIONS].list;
    assert_int_equal(list.count, 2);
    assert_int_equal(list.stride, cert_shape.slots);
    const union value *first = list_at(list, 0), *second = list_at(list, 1);
    is_text(first[0].text, "az-104");
    assert_int_equal(first[1].integer, 1);
    assert_int_equal(first[3].integer, 18686); /* 2021-02-28 */
    assert_int_equal(first[4].list.count, 2);
    is_text(list_at(first[4].list, 1)[0].text, "v");
    assert_true(list_at(first[4].list, 1)[1].integer == INTEGER_ABSENT);
    is_text(list_at(first[5].list, 1)->text, "b");
    is_text(second[0].text, "az-900");
    assert_int_equal(second[1].integer, 0);
    assert_true(second[3].integer == INTEGER_ABSENT);
    assert_int_equal(second[4].list.count, 0);
}

static void missing_and_null_are_the_same(void **state)
{
    static const char *const records[] = {
        "{\"id\":\"\",\"certifications\":[]}",
        "{\"id\":\"\",\"amount\":null,\"fee\":null,\"seen\":null,\"validity\":null,\"pause\":null,"
        "\"profiles\":null,\"certifications\":[],\"scores\":null,\"name\":null,\"old\":null}",
    };
    for (int i = 0; i < 2; i++) {
        const union value *row = row_of(*state, records[i]);
        is_text(row[HOLDER_ID].text, "");
        assert_true(row[HOLDER_AMOUNT].integer == INTEGER_ABSENT);
        assert_true(row[HOLDER_FEE].decimal == DECIMAL_ABSENT);
        assert_true(row[HOLDER_SEEN].integer == INTEGER_ABSENT);
        assert_true(row[HOLDER_VALIDITY].period.months == PERIOD_ABSENT);
        assert_true(row[HOLDER_PAUSE].integer == INTEGER_ABSENT);
        assert_null(row[HOLDER_PROFILES].row);
        assert_int_equal(row[HOLDER_SCORES].list.count, 0);
        assert_null(row[HOLDER_QUOTED].text.at);
    }
}

static void keys_may_come_in_any_order_spelling_and_layout(void **state)
{
    const union value *row = row_of(
        *state,
        " { \"certif\\u0069cations\" : [ ] ,\n\t\"am\\u006funt\" : 3 , \"id\" : \"x\" } \r\n");
    assert_int_equal(row[HOLDER_AMOUNT].integer, 3);
    is_text(row[HOLDER_ID].text, "x");
    row = row_of(*state, "{\"a key with \\\"quotes\\\" and \\n\":\"q\",\"id\":\"y\","
                         "\"a key that is longer than what is compared at once\":true,"
                         "\"certifications\":[]}");
    is_text(row[HOLDER_QUOTED].text, "q");
    assert_int_equal(row[HOLDER_LONG].integer, 1);
}

static void texts_are_decoded_whatever_stands_in_them(void **state)
{
    const union value *row =
        row_of(*state, "{\"id\":\"\\\"\\\\\\/"
                       "\\b\\f\\n\\r\\t\\u00e9\\ud55c\\ud83d\\ude00\",\"certifications\":[]}");
    is_text(row[HOLDER_ID].text, "\"\\/\b\f\n\r\té한😀");
    struct text nul =
        row_of(*state, "{\"id\":\"a\\u0000b\",\"certifications\":[]}")[HOLDER_ID].text;
    assert_int_equal(nul.length, 3);
    assert_memory_equal(nul.at, "a\0b", 3);
}

static void dates_and_members_may_be_escaped_too(void **state)
{
    struct list list = row_of(*state, "{\"id\":\"\",\"certifications\":[{\"id\":\"a\",\"kind\":"
                                      "\"role\\u002dbased\",\"earned\":\"2020\\u002d02-29\","
                                      "\"expires\":\"\\u0032021-02-28\"}]}")[HOLDER_CERTIFICATIONS]
                           .list;
    assert_int_equal(list_at(list, 0)[1].integer, 1);
    assert_int_equal(list_at(list, 0)[3].integer, 18686);
}

static void numbers_may_be_written_as_json_allows(void **state)
{
    static const char *const forms[] = { "400", "4e2", "400.0", "0.4E+3", "4000e-1" };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char record[128];
        snprintf(record, sizeof record, "{\"id\":\"\",\"amount\":%s,\"certifications\":[]}",
                 forms[i]);
        assert_int_equal(row_of(*state, record)[HOLDER_AMOUNT].integer, 400);
    }
    assert_int_equal(
        row_of(*state, "{\"id\":\"\",\"amount\":-0,\"certifications\":[]}")[HOLDER_AMOUNT].integer,
        0);
}

#define WITH(fields) "{\"id\":\"x\",\"certifications\":[]," fields "}"

static void a_wrong_type_says_what_was_expected_and_found(void **state)
{
    struct fixture *given = *state;
    rejects(given, "^[1]", ": expected an object, found a list");
    rejects(given, "{\"id\":^1}", "id: expected a text, found a number");
    rejects(given, WITH("\"amount\":^\"3\""), "amount: expected a whole number, found a text");
    rejects(given, WITH("\"seen\":^20210101"), "seen: expected an instant as text, found a number");
    rejects(given, WITH("\"profiles\":^[]"), "profiles: expected an object, found a list");
    rejects(given, WITH("\"profiles\":{\"linked\":^\"yes\"}"),
            "profiles.linked: expected true or false, found a text");
    rejects(given, WITH("\"scores\":^{}"), "scores: expected a list, found an object");
    rejects(given, WITH("\"scores\":[1,^null]"),
            "scores[1]: null, but a whole number must be there");
    rejects(given, "{\"id\":^null}", "id: null, but a text must be there");
    rejects(given, "{\"id\":\"\",\"certifications\":[^7]}",
            "certifications[0]: expected an object, found a number");
}

#define CERT(fields) \
    "{\"id\":\"x\",\"certifications\":[{\"id\":\"a\",\"kind\":\"specialty\"," fields "}]}"

static void a_bad_value_says_what_is_wrong_with_it(void **state)
{
    struct fixture *given = *state;
    rejects(given, WITH("\"amount\":^500"),
            "amount: 500 is more than 400, the most that `amount` may be");
    rejects(given, WITH("\"amount\":^1.5"), "amount: 1.5 is not a whole number");
    rejects(given, WITH("\"fee\":^0.0000001"),
            "fee: 0.0000001 is not a number with at most 6 places");
    rejects(given, WITH("\"scores\":[1,^11]"),
            "scores[1]: 11 is more than 10, the most that an element may be");
    rejects(given, CERT("\"earned\":^\"2021-02-30\""),
            "certifications[0].earned: 2021-02-30 is not a date");
    rejects(given, CERT("\"earned\":\"2021-02-28\",\"expires\":^\"\""),
            "certifications[0].expires: \"\" is not a date");
    rejects(given, "{\"id\":\"x\",\"certifications\":[{\"id\":\"a\",\"kind\":^\"role_based\"}]}",
            "certifications[0].kind: role_based is not one of fundamentals, role-based, specialty; "
            "did you mean role-based?");
}

static void a_missing_field_is_told_with_its_path(void **state)
{
    struct fixture *given = *state;
    rejects(given, "^{\"certifications\":[]}", "id: this required field is missing");
    rejects(given, "^{\"id\":\"\"}", "certifications: this required field is missing");
    rejects(given, WITH("\"profiles\":^{}"), "profiles.linked: this required field is missing");
    rejects(given, "{\"id\":\"x\",\"certifications\":[^{\"id\":\"a\",\"kind\":\"specialty\"}]}",
            "certifications[0].earned: this required field is missing");
    rejects(given, "^{}", "id: this required field is missing");
}

static void a_field_that_is_not_used_is_checked_all_the_same(void **state)
{
    struct fixture *given = *state;
    rejects(given, WITH("\"name\":^3"), "name: expected a text, found a number");
    rejects(given, WITH("\"name\":\"^\\ud800\""),
            "name: half a surrogate pair: the second half is missing");
    rejects(given, WITH("\"old\":[{\"id\":\"x\",\"kind\":^\"none\"}]"),
            "old[0].kind: none is not one of fundamentals, role-based, specialty");
}

static void a_key_that_comes_twice_rejects(void **state)
{
    struct fixture *given = *state;
    rejects(given, "{\"id\":\"a\",^\"id\":\"b\"}", ": the key id stands twice in one object");
    rejects(given, "{\"id\":\"a\",^\"\\u0069d\":\"b\"}", ": the key id stands twice in one object");
    rejects(given, WITH("\"profiles\":{\"linked\":true,^\"linked\":true}"),
            "profiles: the key linked stands twice in one object");
    rejects(given, WITH("\"new\":1,^\"new\":2"), ": the key new stands twice in one object");
    rejects(given, WITH("\"new\":1,^\"n\\u0065w\":2"), ": the key new stands twice in one object");
    rejects(given, WITH("\"new\":{\"a\":1,^\"a\":2}"), "new: the key a stands twice in one object");
    rejects(given,
            WITH("\"an unknown key that is too long to be learned by heart\":1,"
                 "^\"an unknown key that is too long to be learned by heart\":1"),
            ": the key \"an unknown key that is too long to be le…\" stands twice in one object");
}

static void unknown_fields_are_skipped_and_counted(void **state)
{
    struct fixture *given = *state;
    assert_int_equal(reader_unknown_fields(given->reader), 0);
    for (int i = 0; i < 3; i++)
        row_of(given, "{\"new\":[{\"deep\":1}],\"id\":\"\",\"certifications\":[],\"more\":\"x\"}");
    assert_int_equal(reader_unknown_fields(given->reader), 6);
}

/* A record with COUNT unknown fields, the last called as number SAME is. */
static char *record_with_strangers(unsigned count, unsigned same)
{
    char *text = malloc(count * 16 + 64), *at = text;
    assert_non_null(text);
    at += sprintf(at, "{\"id\":\"\",\"certifications\":[]");
    for (unsigned i = 0; i < count; i++)
        at += sprintf(at, ",\"u%u\":%u", i + 1 == count ? same : i, i);
    strcpy(at, "}");
    return text;
}

static void unknown_fields_may_be_many_but_not_the_same(void **state)
{
    struct fixture *given = *state;
    for (unsigned count = 2; count < 2000; count = 2 * count + 1) {
        char *once = record_with_strangers(count, count);
        row_of(given, once);
        for (unsigned same = 0; same + 1 < count; same += 1 + count / 7) {
            struct reject reject;
            char *twice = record_with_strangers(count, same);
            assert_null(read_bytes(given, twice, strlen(twice), &reject));
            assert_non_null(strstr(reject.message, "stands twice in one object"));
            free(twice);
        }
        free(once);
    }
}

/* Two faults, of which a reader that remembers u150 would see the second key first. */
static void what_is_wrong_is_told_the_same_whatever_came_before(void **state)
{
    struct fixture *given = *state;
    static const char record[] =
        "{\"id\":\"\",\"u150\":1,\"u150\":2,\"u2\":tru,\"certifications\":[]}";
    struct reject before, after;
    char *many = record_with_strangers(100, 100);
    assert_null(read_bytes(given, record, strlen(record), &before));
    char *message = strdup(before.message);
    reader_free(given->reader);
    given->reader = reader_new(&holder_shape, (struct reader_options){ 0 });
    row_of(given, many);
    assert_null(read_bytes(given, record, strlen(record), &after));
    assert_string_equal(after.message, message);
    assert_int_equal(after.offset, before.offset);
    free(message);
    free(many);
}

/* Fields that once came first, or behind another, are expected so; the comma is not to be had for
 * that. */
static void a_missing_comma_is_found_whatever_came_before(void **state)
{
    struct fixture *given = *state;
    static const char *const records[] = {
        "{\"x\":{\"b\":1,\"a\":2},\"id\":\"\",\"certifications\":[]}",
        "{\"x\":{\"a\":2},\"id\":\"\",\"certifications\":[]}",
        "{\"x\":{\"c\":2},\"id\":\"\",\"certifications\":[]}",
    };
    for (int i = 0; i < 3; i++)
        row_of(given, records[i]);
    rejects(given, "{\"x\":{\"a\":2^{\"b\":1},\"id\":\"\",\"certifications\":[]}",
            "x: expected ',' or '}', found an object");
    rejects(given, "{\"x\":{\"c\":2^{\"a\":1},\"id\":\"\",\"certifications\":[]}",
            "x: expected ',' or '}', found an object");
}

/* Of many unknown fields only some are remembered. */
static void
a_record_that_ends_in_an_unknown_field_is_told_the_same_whatever_came_before(void **state)
{
    struct fixture *given = *state;
    static const char *const cut[] = { "{\"id\":\"\",\"u9\":\"x\"", "{\"id\":\"\",\"u99\":\"x\"",
                                       "{\"id\":\"\",\"new\":7" };
    static const char *const paths[] = { "u9", "u99", "new" };
    for (int times = 0; times < 2; times++) {
        for (int i = 0; i < 3; i++) {
            struct reject reject;
            assert_null(read_bytes(given, cut[i], strlen(cut[i]), &reject));
            assert_string_equal(reject.path, paths[i]);
            assert_string_equal(reject.message, "the text ends too early");
            assert_int_equal(reject.offset, strlen(cut[i]));
        }
        reader_free(given->reader);
        given->reader = reader_new(&holder_shape, (struct reader_options){ 0 });
        char *many = record_with_strangers(90, 90);
        row_of(given, many);
        free(many);
    }
}

static void strictness_makes_unknown_fields_reject(void **state)
{
    struct fixture *given = *state;
    reader_free(given->reader);
    given->reader = reader_new(&holder_shape, (struct reader_options){ .strict = true });
    rejects(given, WITH("^\"ammount\":1"), ": Holder has no field ammount; did you mean amount?");
    rejects(given, WITH("\"profiles\":{^\"xyz\":1}"), "profiles: Profiles has no field xyz");
    row_of(given, FULL);
}

static void a_list_is_not_longer_than_the_schema_says(void **state)
{
    rejects(*state, CERT("\"tags\":[\"a\",\"b\",\"c\",^\"d\"]"),
            "certifications[0].tags: more than 3 elements, the most that `tags` may have");
    row_of(*state, CERT("\"tags\":[\"a\",\"b\",\"c\"],\"earned\":\"2020-01-01\""));
}

static void a_reader_may_lower_the_bounds_of_lists_but_not_raise_them(void **state)
{
    struct fixture *given = *state;
    reader_free(given->reader);
    given->reader = reader_new(&holder_shape, (struct reader_options){ .max_list = 2 });
    rejects(given, CERT("\"tags\":[\"a\",\"b\",^\"c\"]"),
            "certifications[0].tags: more than 2 elements, the most that `tags` may have");
    rejects(given, WITH("\"scores\":[1,2,^3]"),
            "scores: more than 2 elements, the most that `scores` may have");
    row_of(given, CERT("\"tags\":[\"a\",\"b\"],\"earned\":\"2020-01-01\""));
    reader_free(given->reader);
    given->reader = reader_new(&holder_shape, (struct reader_options){ .max_list = 1000 });
    rejects(given, CERT("\"tags\":[\"a\",\"b\",\"c\",^\"d\"]"),
            "certifications[0].tags: more than 3 elements, the most that `tags` may have");
}

static void two_elements_with_one_key_reject(void **state)
{
    struct fixture *given = *state;
    rejects(given,
            "{\"id\":\"x\",\"certifications\":[{\"id\":\"a\",\"kind\":\"specialty\",\"earned\":"
            "\"2020-01-01\"},"
            " ^{\"id\":\"\\u0061\",\"kind\":\"specialty\",\"earned\":\"2020-01-01\"}]}",
            "certifications: two elements have the key a");
    rejects(
        given,
        CERT("\"earned\":\"2020-01-01\",\"units\":[{\"code\":\"u\"},{\"code\":\"u\",\"points\":1},"
             "{\"code\":\"v\",\"points\":1},^{\"points\":1,\"code\":\"u\"}]"),
        "certifications[0].units: two elements have the key u, 1");
    row_of(
        given,
        CERT("\"earned\":\"2020-01-01\",\"units\":[{\"code\":\"u\"},{\"code\":\"u\",\"points\":1},"
             "{\"code\":\"\"},{\"code\":\"uu\"}]"));
}

/* A holder with a certification of COUNT units; the last has the code of number SAME. */
static char *record_with_units(unsigned count, unsigned same)
{
    char *text = malloc(count * 32 + 256), *at = text;
    assert_non_null(text);
    at += sprintf(at, "{\"id\":\"\",\"certifications\":[{\"id\":\"a\",\"kind\":\"specialty\","
                      "\"earned\":\"2020-01-01\",\"units\":[");
    for (unsigned i = 0; i < count; i++)
        at += sprintf(at, "%s{\"code\":\"code-%u\"}", i ? "," : "", i + 1 == count ? same : i);
    strcpy(at, "]}]}");
    return text;
}

static void a_key_is_found_again_among_thousands_and_rows_stay_together(void **state)
{
    struct fixture *given = *state;
    for (unsigned count = 2; count <= 5000; count = count * 3 / 2) {
        char *once = record_with_units(count, count), *twice = record_with_units(count, count / 3);
        struct list certs = row_of(given, once)[HOLDER_CERTIFICATIONS].list;
        struct list units = list_at(certs, 0)[4].list;
        assert_int_equal(units.count, count);
        for (unsigned i = 0; i < count; i++) {
            char code[32];
            snprintf(code, sizeof code, "code-%u", i + 1 == count ? count : i);
            is_text(list_at(units, i)[0].text, code);
        }
        struct reject reject;
        assert_null(read_bytes(given, twice, strlen(twice), &reject));
        assert_non_null(strstr(reject.message, "two elements have the key"));
        free(once);
        free(twice);
    }
}

static void nothing_stands_behind_the_record(void **state)
{
    rejects(*state, FULL "^x", ": expected the end, found x");
    rejects(*state, "^\xef\xbb\xbf" FULL, ": expected an object, found '\\u{FEFF}'");
    rejects(*state, "^", ": the text ends too early");
}

static void broken_json_is_told_where_it_breaks(void **state)
{
    struct fixture *given = *state;
    rejects(given, "{\"id\":\"a\" ^\"b\"}", ": expected ',' or '}', found a text");
    rejects(given, "{\"id\" ^\"a\"}", ": expected a colon, found a text");
    rejects(given, "{^id:1}", ": expected a field's name in quotes, found id");
    rejects(given, "{\"id\":\"x\",\"certifications\":[],\"new\":[1,2^}",
            "new: expected ',' or ']', found '}'");
    rejects(given, WITH("\"scores\":[1 ^2]"), "scores: expected ',' or ']', found a number");
    rejects(given, WITH("\"amount\":^01"),
            "amount: a number must not begin with a 0 and another digit");
    rejects(given, WITH("\"amount\":-^"), "amount: expected a digit, found '}'");
}

/* Every record cut short anywhere is rejected, at a place within it. */
static void a_record_that_is_cut_off_is_rejected(void **state)
{
    struct fixture *given = *state;
    for (size_t length = 0; length < strlen(FULL); length++) {
        struct reject reject;
        if (read_bytes(given, FULL, length, &reject))
            fail_msg("accepted %zu bytes", length);
        assert_in_range(reject.offset, 0, length);
    }
}

static void rows_live_until_the_reset(void **state)
{
    struct fixture *given = *state;
    const union value *rows[60];
    for (int i = 0; i < 60; i++) {
        char record[200];
        snprintf(record, sizeof record, "{\"id\":\"%d\",\"scores\":[%d],\"certifications\":[]}", i,
                 i % 11);
        rows[i] = row_of(given, record);
    }
    for (int i = 0; i < 60; i++) {
        char id[12];
        snprintf(id, sizeof id, "%d", i);
        is_text(rows[i][HOLDER_ID].text, id);
        assert_int_equal(list_at(rows[i][HOLDER_SCORES].list, 0)->integer, i % 11);
    }
}

static void memory_does_not_grow_with_the_number_of_batches(void **state)
{
    struct fixture *given = *state;
    const union value *first = NULL;
    for (int i = 0; i < 200; i++) {
        reader_reset(given->reader);
        forget_texts(given);
        const union value *row = row_of(given, FULL);
        first = first ? first : row;
        assert_ptr_equal(row, first);
    }
}

/* The text, as JSON writes it, behind OPTIONS of jansson. */
static void survives(struct fixture *given, json_t *text, size_t options)
{
    json_t *record = json_pack("{s:O,s:[]}", "id", text, "certifications");
    char *dumped = json_dumps(record, options);
    assert_non_null(dumped);
    struct text id = row_of(given, dumped)[HOLDER_ID].text;
    assert_int_equal(id.length, json_string_length(text));
    assert_memory_equal(id.at, json_string_value(text), id.length);
    free(dumped);
    json_decref(record);
}

static void naughty_strings_survive_byte_for_byte(void **state)
{
    json_t *strings = json_load_file(SUITES "/strings/blns.json", JSON_ALLOW_NUL, NULL);
    if (!strings)
        skip();
    size_t index;
    json_t *text;
    json_array_foreach(strings, index, text)
    {
        survives(*state, text, 0);
        survives(*state, text, JSON_ENSURE_ASCII);
        survives(*state, text, JSON_ESCAPE_SLASH | JSON_INDENT(2));
    }
    assert_int_equal(json_array_size(strings), 515);
    json_decref(strings);
}

/* A date or an instant at every place where eight bytes are looked at together gets calendar.h's
 * verdict. */
static void dates_are_what_the_calendar_says(void **state)
{
    struct fixture *given = *state;
    static const char *const forms[] = { "2020-02-29", "2021-12-31", "0001-01-01", "9999-12-31",
                                         "1900-03-01" };
    unsigned dates = 0;
    for (size_t form = 0; form < 5; form++)
        for (int at = 0; at < 10; at++)
            for (int byte = ' '; byte < 0x7f; byte++) {
                char date[11], record[128];
                strcpy(date, forms[form]);
                date[at] = (char)byte;
                if (byte == '"' || byte == '\\')
                    continue;
                snprintf(record, sizeof record,
                         CERT("\"earned\":\"2020-01-01\",\"expires\":\"%s\""), date);
                int64_t expected;
                bool right = date_parse(text_of(date), &expected);
                struct reject reject;
                const union value *row = read_bytes(given, record, strlen(record), &reject);
                assert_int_equal(row != NULL, right);
                if (right)
                    assert_int_equal(list_at(row[HOLDER_CERTIFICATIONS].list, 0)[3].integer,
                                     expected);
                dates += right;
            }
    assert_true(dates > 100);
}

static void every_day_is_read_as_the_calendar_counts(void **state)
{
    struct fixture *given = *state;
    for (int64_t day = DATE_MIN; day <= DATE_MAX; day += day > 0 && day < 20000 ? 1 : 13) {
        char date[CALENDAR_TEXT], record[160];
        date_format(day, date);
        snprintf(record, sizeof record, WITH("\"seen\":\"%sT23:59:58Z\""), date);
        const union value *row = row_of(given, record);
        assert_int_equal(row[HOLDER_SEEN].integer, day * DAY_MICROSECONDS + INT64_C(86398000000));
    }
}

static void instants_are_what_the_calendar_says(void **state)
{
    struct fixture *given = *state;
    static const char form[] = "2021-02-28T19:38:47Z";
    for (int at = 0; at < 20; at++)
        for (int byte = ' '; byte < 0x7f; byte++) {
            char instant[21], record[160];
            strcpy(instant, form);
            instant[at] = (char)byte;
            if (byte == '"' || byte == '\\')
                continue;
            snprintf(record, sizeof record, WITH("\"seen\":\"%s\""), instant);
            int64_t expected;
            bool right = instant_parse(text_of(instant), &expected);
            struct reject reject;
            const union value *row = read_bytes(given, record, strlen(record), &reject);
            assert_int_equal(row != NULL, right);
            if (right)
                assert_int_equal(row[HOLDER_SEEN].integer, expected);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(every_kind_of_value_gets_to_its_slot),
        TEST(a_list_s_elements_stand_one_behind_the_other),
        TEST(missing_and_null_are_the_same),
        TEST(keys_may_come_in_any_order_spelling_and_layout),
        TEST(texts_are_decoded_whatever_stands_in_them),
        TEST(dates_and_members_may_be_escaped_too),
        TEST(numbers_may_be_written_as_json_allows),
        TEST(a_wrong_type_says_what_was_expected_and_found),
        TEST(a_bad_value_says_what_is_wrong_with_it),
        TEST(a_missing_field_is_told_with_its_path),
        TEST(a_field_that_is_not_used_is_checked_all_the_same),
        TEST(a_key_that_comes_twice_rejects),
        TEST(unknown_fields_are_skipped_and_counted),
        TEST(unknown_fields_may_be_many_but_not_the_same),
        TEST(what_is_wrong_is_told_the_same_whatever_came_before),
        TEST(a_missing_comma_is_found_whatever_came_before),
        TEST(a_record_that_ends_in_an_unknown_field_is_told_the_same_whatever_came_before),
        TEST(strictness_makes_unknown_fields_reject),
        TEST(a_list_is_not_longer_than_the_schema_says),
        TEST(a_reader_may_lower_the_bounds_of_lists_but_not_raise_them),
        TEST(two_elements_with_one_key_reject),
        TEST(a_key_is_found_again_among_thousands_and_rows_stay_together),
        TEST(nothing_stands_behind_the_record),
        TEST(broken_json_is_told_where_it_breaks),
        TEST(a_record_that_is_cut_off_is_rejected),
        TEST(rows_live_until_the_reset),
        TEST(memory_does_not_grow_with_the_number_of_batches),
        TEST(naughty_strings_survive_byte_for_byte),
        TEST(dates_are_what_the_calendar_says),
        TEST(every_day_is_read_as_the_calendar_counts),
        TEST(instants_are_what_the_calendar_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
