/* test_json.c - RFC 8259 to the letter: the public conformance suite, bad UTF-8, and a library's
 * verdict on documents that were made up and damaged. */
#include "interp/data/json.h"

#include <dirent.h>
#include <jansson.h>

#include "tests/unit/padded_text.h"
#include "tests/unit/random_json.h"
#include "tests/unit/suite_rows.h"

#define CONFORMANCE SUITES "/json/JSONTestSuite"

static struct arena arena;

/* What is wrong with the LENGTH bytes at TEXT, or NULL. */
static const char *verdict(const char *text, size_t length, const char *padding)
{
    struct json json = { .arena = &arena, .duplicates = { .seed = 42 } };
    struct padded padded = padded_with(text, length, padding);
    bool well = json_validate(&json, padded.at, padded.length);
    assert_int_equal(well, json.complaint == NULL);
    if (!well)
        assert_in_range((size_t)(json.failed_at - json.start), 0, length);
    json_free(&json);
    free(padded.at);
    return json.complaint;
}

static const char *verdict_of(const char *text)
{
    return verdict(text, strlen(text), "\"}]}\\9e,");
}

/* "OFFSET: COMPLAINT" for a text that is wrong. */
static const char *complaint_of(const char *text)
{
    struct json json = { .arena = &arena };
    struct padded padded = padded_text(text, strlen(text));
    assert_false(json_validate(&json, padded.at, padded.length));
    const char *said = arena_format(&arena, "%td: %s", json.failed_at - json.start, json.complaint);
    json_free(&json);
    free(padded.at);
    return said;
}

/* A file of the suite is as its name says; two that JSON allows and certpol does not are known. */
static void check_file(const char *name, unsigned *seen)
{
    char path[512];
    snprintf(path, sizeof path, CONFORMANCE "/%s", name);
    struct padded text = padded_file(path);
    assert_non_null(text.at);
    bool duplicate = strncmp(name, "y_object_duplicated_key", 23) == 0;
    const char *wrong = verdict(text.at, text.length, "\"}]}\\9e,");
    if (name[0] == 'y' && !duplicate && wrong)
        fail_msg("%s: %s", name, wrong);
    if ((name[0] == 'n' || duplicate) && !wrong)
        fail_msg("%s was accepted", name);
    free(text.at);
    ++*seen;
}

static void every_file_of_the_conformance_suite_gets_its_verdict(void **state)
{
    (void)state;
    DIR *folder = opendir(CONFORMANCE);
    if (!folder)
        skip();
    unsigned seen = 0;
    for (struct dirent *entry; (entry = readdir(folder));)
        if (strchr("yni", entry->d_name[0]))
            check_file(entry->d_name, &seen);
    closedir(folder);
    assert_int_equal(seen, 318);
}

static size_t from_hex(const char *hex, char *bytes)
{
    size_t length = strlen(hex) / 2;
    for (size_t i = 0; i < length; i++) {
        unsigned byte;
        assert_int_equal(sscanf(hex + 2 * i, "%2x", &byte), 1);
        bytes[i] = (char)byte;
    }
    return length;
}

/* Whether a string with BYTES in it, LEAD plain ones before them, is accepted. */
static bool accepts_string(const char *bytes, size_t length, size_t lead)
{
    char text[256] = "\"";
    memset(text + 1, 'a', lead);
    memcpy(text + 1 + lead, bytes, length);
    memcpy(text + 1 + lead + length, "bc\"", 3);
    return !verdict(text, lead + length + 4, "\x80\x80");
}

static void check_utf8_row(const struct suite_row *row)
{
    char bytes[64];
    size_t length = from_hex(row->cells[3], bytes);
    bool valid = strcmp(row->cells[5], "valid") == 0;
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)bytes[i] < ' ' || bytes[i] == '"' || bytes[i] == '\\')
            return; /* not for UTF-8's sake */
    for (size_t lead = 0; lead < 70; lead++)
        if (accepts_string(bytes, length, lead) != valid)
            fail_msg("%s %s behind %zu bytes", row->cells[0], row->cells[2], lead);
}

static void bytes_that_are_no_utf8_are_rejected_wherever_they_stand(void **state)
{
    (void)state;
    struct suite suite = suite_open("utf8/utf8_cases.csv");
    struct suite_row row;
    unsigned rows = 0;
    while (suite_next(&suite, &row)) {
        if (strcmp(row.cells[1], "file") != 0 && strlen(row.cells[3]) < 128) {
            check_utf8_row(&row);
            rows++;
        }
    }
    assert_true(rows > 300);
    suite_close(&suite);
}

static void every_byte_in_a_string_is_judged_at_every_place(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        char bytes[1] = { (char)byte };
        bool plain = byte >= ' ' && byte < 0x80 && byte != '"' && byte != '\\';
        for (size_t lead = 0; lead < 140; lead++)
            if (byte != '"' && byte != '\\')
                assert_int_equal(accepts_string(bytes, 1, lead), plain);
    }
}

static void what_stands_behind_the_text_does_not_matter(void **state)
{
    (void)state;
    static const char *const cut[] = { "{\"a\":tru",  "{\"a\":1",   "{\"a\":\"b",  "[1,2",
                                       "[\"\xed\x95", "\"\\u00",    "\"\\ud83d\\", "[1.",
                                       "[1e",         "{\"a\"",     "{\"a",        "nul",
                                       "-",           "[\"\\ud83d", "{\"a\":",     "" };
    static const char *const paddings[] = { "e}]",      "\"}]}", "0}]", "\xb8\xb0\"]", "00e9\"]",
                                            "ude00\"]", ":1}",   "l",   " ",           "\n" };
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
        for (size_t j = 0; j < sizeof paddings / sizeof *paddings; j++)
            if (!verdict(cut[i], strlen(cut[i]), paddings[j]))
                fail_msg("%s before %s", cut[i], paddings[j]);
}

static void a_complaint_says_what_and_where(void **state)
{
    (void)state;
    assert_string_equal(complaint_of("{\"a\":1,}"),
                        "7: expected a field's name in quotes, found '}'");
    assert_string_equal(complaint_of("[1 2]"), "3: expected ',' or ']', found a number");
    assert_string_equal(complaint_of("[01]"),
                        "1: a number must not begin with a 0 and another digit");
    assert_string_equal(complaint_of("[\"abc"), "1: this text is never closed");
    assert_string_equal(complaint_of("[\"\\q\"]"),
                        "2: no such escape; there are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX");
    assert_string_equal(complaint_of("[\"\\ud800\"]"),
                        "2: half a surrogate pair: the second half is missing");
    assert_string_equal(complaint_of("[\"a\nb\"]"),
                        "3: a control character in a text is written as an escape: \\n");
    assert_string_equal(complaint_of("{\"a\":1} x"), "8: expected the end, found x");
    assert_string_equal(complaint_of("[True]"), "1: expected a value, found True");
}

static void the_same_key_twice_is_found_in_all_spellings_and_depths(void **state)
{
    (void)state;
    assert_string_equal(complaint_of("{\"a\":1,\"b\":2,\"\\u0061\":3}"),
                        "13: the key a stands twice in one object");
    assert_string_equal(complaint_of("[{\"x\":[{\"\":1,\"\":2}]}]"),
                        "13: the key \"\" stands twice in one object");
    assert_null(verdict_of("{\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}"));
}

/* An object with COUNT keys, the last one being that of number SAME. */
static char *wide_object(unsigned count, unsigned same)
{
    char *text = malloc(count * 16 + 16), *at = text;
    assert_non_null(text);
    for (unsigned i = 0; i < count; i++)
        at += sprintf(at, "%c\"k%u\":0", i ? ',' : '{', i + 1 == count ? same : i);
    strcpy(at, "}");
    return text;
}

static void a_key_is_found_again_among_many(void **state)
{
    (void)state;
    for (unsigned count = 2; count < 3000; count = count * 3 / 2 + 1) {
        char *twice = wide_object(count, count / 2 - (count == 2)),
             *once = wide_object(count, count);
        if (count > 2)
            assert_non_null(verdict_of(twice));
        assert_null(verdict_of(once));
        free(twice);
        free(once);
    }
}

static void nesting_ends_at_its_limit(void **state)
{
    (void)state;
    char text[2 * READER_DEPTH_MAX + 3] = { 0 };
    memset(text, '[', READER_DEPTH_MAX);
    memset(text + READER_DEPTH_MAX, ']', READER_DEPTH_MAX);
    assert_null(verdict_of(text));
    memset(text, '[', READER_DEPTH_MAX + 1);
    memset(text + READER_DEPTH_MAX + 1, ']', READER_DEPTH_MAX + 1);
    assert_string_equal(complaint_of(text), "1000: nested more than 1000 deep");
}

/* What jansson is known to see otherwise: numbers beyond a double or a long are its own limits. */
static bool is_its_own_limit(const json_error_t *error)
{
    enum json_error_code code = json_error_code(error);
    return code == json_error_numeric_overflow || code == json_error_stack_overflow;
}

static void a_library_agrees_on_damaged_documents(void **state)
{
    (void)state;
    char text[1 << 16];
    struct dice dice = { 88172645463325252 };
    unsigned accepted = 0, rejected = 0;
    for (int i = 0; i < 30000; i++) {
        size_t length = random_value(&dice, text, 0);
        for (unsigned changes = random_below(&dice, 3); changes > 0 && length > 0; changes--)
            length = damage(&dice, text, length);
        json_error_t error;
        json_t *theirs =
            json_loadb(text, length, JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES,
                       &error);
        const char *ours = verdict(text, length, "\"}]}\\9e,");
        if (!theirs && is_its_own_limit(&error))
            continue;
        if (!theirs != (ours != NULL))
            fail_msg("%.*s: %s but %s", (int)length, text, theirs ? "right" : error.text,
                     ours ? ours : "right");
        accepted += theirs != NULL;
        rejected += theirs == NULL;
        json_decref(theirs);
        if (i % 1000 == 0)
            arena_reset(&arena);
    }
    assert_true(accepted > 5000 && rejected > 5000);
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
        cmocka_unit_test(every_file_of_the_conformance_suite_gets_its_verdict),
        cmocka_unit_test(bytes_that_are_no_utf8_are_rejected_wherever_they_stand),
        cmocka_unit_test(every_byte_in_a_string_is_judged_at_every_place),
        cmocka_unit_test(what_stands_behind_the_text_does_not_matter),
        cmocka_unit_test(a_complaint_says_what_and_where),
        cmocka_unit_test(the_same_key_twice_is_found_in_all_spellings_and_depths),
        cmocka_unit_test(a_key_is_found_again_among_many),
        cmocka_unit_test(nesting_ends_at_its_limit),
        cmocka_unit_test(a_library_agrees_on_damaged_documents),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
