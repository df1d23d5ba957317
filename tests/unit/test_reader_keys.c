/* test_reader_keys.c - keys of every kind: equal values are found however they are spelled, in
 * short lists and in long ones, and are told as data write them. */
#include "interp/data/reader.h"

#include "interp/value/calendar.h"
#include "tests/unit/padded_text.h"

enum { FEW = 4, MANY = 10 /* more than are compared one by one */, TEXT_ROOM = 2048 };

/* A kind of key: BEFORE, a number and AFTER are the value of that number; AGAIN is 3's in other
 * words; and TOLD is how it is told. */
struct key_kind {
    enum shape_kind kind;
    const char *before, *after, *again, *told;
};

static const struct key_kind kinds[] = {
    { SHAPE_TEXT, "\"k", "\"", "\"\\u006b3\"", "k3" },
    { SHAPE_INTEGER, "", "", "3.0", "3" },
    { SHAPE_DECIMAL, "", ".5", "3.50", "3.5" },
    { SHAPE_DATE, "\"200", "-01-01\"", "\"200\\u0033-01-01\"", "2003-01-01" },
    { SHAPE_INSTANT, "\"2021-01-01T0", ":00:00Z\"", "\"2021-01-01T12:00:00+09:00\"",
      "2021-01-01T03:00:00Z" },
    { SHAPE_PERIOD, "\"P", "Y\"", "\"P36M\"", "P3Y" },
    { SHAPE_DURATION, "\"PT", "H\"", "\"PT180M\"", "PT3H" },
    { SHAPE_ENUM, "\"m", "\"", "\"\\u006d3\"", "m3" },
};

static const struct text members[] = { { "m0", 2 }, { "m1", 2 }, { "m2", 2 }, { "m3", 2 },
                                       { "m4", 2 }, { "m5", 2 }, { "m6", 2 }, { "m7", 2 },
                                       { "m8", 2 }, { "m9", 2 } };
static const uint32_t key_places[] = { 0 };

/* A record with one list, `rows`, whose elements have one field, `key`. */
struct keyed {
    struct shape_field key, list;
    struct shape row, record;
};

static void keyed_make(struct keyed *keyed, enum shape_kind kind)
{
    *keyed = (struct keyed){
        .key = { .name = "key", .name_length = 3, .kind = kind, .optional = true, .used = true },
        .list = { .name = "rows",
                  .name_length = 4,
                  .kind = SHAPE_LIST,
                  .used = true,
                  .up_to = 100 },
        .row = { "Row", &keyed->key, 1, 1, key_places, 1 },
        .record = { "Record", &keyed->list, 1, 1, NULL, 0 },
    };
    keyed->list.record = &keyed->row;
    keyed->key.members = members;
    keyed->key.member_count = 10;
    keyed->key.low.integer = kind == SHAPE_DATE      ? DATE_MIN
                             : kind == SHAPE_INSTANT ? INSTANT_MIN
                                                     : -1000;
    keyed->key.high.integer = kind == SHAPE_DATE      ? DATE_MAX
                              : kind == SHAPE_INSTANT ? INSTANT_MAX
                                                      : 1000;
    if (kind == SHAPE_DECIMAL) {
        keyed->key.low.decimal = -1000000000;
        keyed->key.high.decimal = 1000000000;
    }
}

/* A record with the values 0 to COUNT - 1 and then LAST. */
static struct padded record_of(const struct key_kind *kind, unsigned count, const char *last)
{
    char text[TEXT_ROOM] = "{\"rows\":[", *at = text + strlen(text);
    for (unsigned i = 0; i < count; i++)
        at += sprintf(at, "{\"key\":%s%u%s},", kind->before, i, kind->after);
    at += sprintf(at, "{\"key\":%s}]}", last);
    return padded_text(text, (size_t)(at - text));
}

/* Whether the list is read; else REJECT says why. */
static bool reads(struct keyed *keyed, struct padded text, char message[256])
{
    struct reader *reader = reader_new(&keyed->record, (struct reader_options){ 0 });
    struct reject reject = { 0 };
    bool read = reader_json(reader, text.at, text.length, &reject) != NULL;
    if (!read)
        snprintf(message, 256, "%s: %s", reject.path, reject.message);
    reader_free(reader);
    free(text.at);
    return read;
}

static struct padded whole(const char *text)
{
    return padded_text(text, strlen(text));
}

static void a_key_of_any_kind_is_found_again_in_other_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct keyed keyed;
        char message[256] = "", due[256];
        keyed_make(&keyed, kinds[i].kind);
        snprintf(due, sizeof due, "rows: two elements have the key %s", kinds[i].told);
        for (unsigned count = FEW; count <= MANY; count += MANY - FEW) {
            assert_false(reads(&keyed, record_of(&kinds[i], count, kinds[i].again), message));
            assert_string_equal(message, due);
        }
    }
}

static void different_keys_of_any_kind_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct keyed keyed;
        char message[256] = "";
        keyed_make(&keyed, kinds[i].kind);
        for (unsigned count = FEW - 1; count < MANY; count += MANY - FEW)
            if (!reads(&keyed, record_of(&kinds[i], count, "null"), message))
                fail_msg("%s", message);
    }
}

static void a_key_that_is_absent_twice_is_none(void **state)
{
    (void)state;
    struct keyed keyed;
    char message[256] = "";
    keyed_make(&keyed, SHAPE_TEXT);
    assert_false(reads(&keyed, whole("{\"rows\":[{},{\"key\":null}]}"), message));
    assert_string_equal(message, "rows: two elements have the key (none)");
    assert_true(reads(&keyed, whole("{\"rows\":[{},{\"key\":\"\"}]}"), message));
}

static void truth_is_a_key(void **state)
{
    (void)state;
    struct keyed keyed;
    char message[256] = "";
    keyed_make(&keyed, SHAPE_BOOL);
    const char *twice = "{\"rows\":[{\"key\":true},{\"key\":false},{\"key\":true}]}";
    assert_false(reads(&keyed, whole(twice), message));
    assert_string_equal(message, "rows: two elements have the key true");
    const char *once = "{\"rows\":[{\"key\":true},{\"key\":false}]}";
    assert_true(reads(&keyed, whole(once), message));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_of_any_kind_is_found_again_in_other_words),
        cmocka_unit_test(different_keys_of_any_kind_are_read),
        cmocka_unit_test(a_key_that_is_absent_twice_is_none),
        cmocka_unit_test(truth_is_a_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
