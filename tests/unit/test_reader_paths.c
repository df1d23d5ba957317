/* test_reader_paths.c - all instruction sets, and readers that have learned much or nothing, read
 * the same.
 *
 * Records are made up for the holder's shape, in any order and layout, with unknown fields, and
 * damaged. */
#define BLOCK_PORTABLE

#include "interp/data/reader_straight.h"

#include <jansson.h>

#include "tests/unit/holder_shape.h"
#include "tests/unit/padded_text.h"
#include "tests/unit/random_json.h"
#include "tests/unit/suite_rows.h"

static struct arena arena;

static bool always(void)
{
    return true;
}

/* The way for machines without vectors, compiled here for whatever this one is. */
static const struct reader_path portable_path = { "portable", always, read_object, read_value };

enum { PATHS_MAX = 4 };

/* The ways that this machine can go. */
static unsigned paths_here(const struct reader_path *paths[PATHS_MAX])
{
    unsigned count = 0;
    for (unsigned i = 0; i < reader_path_count; i++)
        if (reader_paths[i]->supported())
            paths[count++] = reader_paths[i];
    paths[count++] = &portable_path;
    return count;
}

static struct reader *reader_on(const struct reader_path *path)
{
    struct reader *reader = reader_new(&holder_shape, (struct reader_options){ 0 });
    reader->path = path;
    return reader;
}

static const char *row_shown(const struct shape *shape, const union value *row);

static const char *list_shown(const struct shape_field *field, struct list list)
{
    const char *text = "[";
    for (uint32_t i = 0; i < list.count; i++) {
        const union value *element = list_at(list, i);
        const char *shown =
            field->record ? row_shown(field->record, element)
            : field->element->kind == SHAPE_TEXT
                ? arena_format(&arena, "%.*s", (int)element->text.length, element->text.at)
                : arena_format(&arena, "%ld", (long)element->integer);
        text = arena_format(&arena, "%s%s,", text, shown);
    }
    return arena_format(&arena, "%s]", text);
}

static const char *value_shown(const struct shape_field *field, const union value *value)
{
    switch (field->kind) {
    case SHAPE_TEXT:
        return value->text.at
                   ? arena_format(&arena, "'%.*s'", (int)value->text.length, value->text.at)
                   : "none";
    case SHAPE_DECIMAL:
        return arena_format(&arena, "%lx:%lx", (unsigned long)(value->decimal >> 64),
                            (unsigned long)value->decimal);
    case SHAPE_PERIOD:
        return arena_format(&arena, "%d+%d", value->period.months, value->period.days);
    case SHAPE_RECORD:
        return value->row ? row_shown(field->record, value->row) : "none";
    case SHAPE_LIST:
        return list_shown(field, value->list);
    default:
        return arena_format(&arena, "%ld", (long)value->integer);
    }
}

static const char *row_shown(const struct shape *shape, const union value *row)
{
    const char *text = "{";
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const struct shape_field *field = &shape->fields[i];
        if (field->used)
            text = arena_format(&arena, "%s%.8s=%s ", text, field->name,
                                value_shown(field, &row[field->slot]));
    }
    return arena_format(&arena, "%s}", text);
}

/* What READER makes of TEXT: all values, or the complaint with its place. */
static const char *reading_of(struct reader *reader, struct padded text)
{
    struct reject reject;
    const union value *row = reader_json(reader, text.at, text.length, &reject);
    const char *shown =
        row ? row_shown(&holder_shape, row)
            : arena_format(&arena, "@%zu %s: %s", reject.offset, reject.path, reject.message);
    reader_reset(reader);
    return shown;
}

/* Fields of the shapes, as data may have them; some are wrong. */
static const char *const holder_parts[] = {
    "\"id\":\"H-1\"",
    "\"id\":\"김민준 서울특별시 강남구 테헤란로, Zoë Müller\"",
    ("\"id\":\"an id that is so long that it takes more than one block of sixty-four bytes to "
     "read\""),
    "\"amount\":400",
    "\"amount\": -1.0",
    "\"am\\u006funt\":7",
    "\"fee\":1.5",
    "\"fee\":null",
    "\"seen\":\"2021-02-28T09:00:00Z\"",
    "\"seen\":\"2021-02-28T09:00:00.5+09:00\"",
    "\"validity\":\"P6M\"",
    "\"pause\":\"PT24H\"",
    "\"profiles\":{\"linked\":true}",
    "\"profiles\":{\"account\":\"x\",\"linked\":false,\"more\":{\"a\":[1]}}",
    "\"profiles\":null",
    "\"scores\":[1,2,3]",
    "\"scores\":[]",
    "\"name\":\"Bob \\\"Bo\\\" Lee\"",
    "\"name\":null",
    "\"old\":[{\"id\":\"a\",\"kind\":\"specialty\",\"earned\":\"2020-01-01\"}]",
    "\"new\":\"text\"",
    "\"new\":{\"a\":1,\"b\":{\"c\":\"d\"},\"e\":[{\"f\":1},{\"f\":2}]}",
    "\"new\":[{\"x\":\"y\",\"z\":\"é\"},{\"x\":\"\\n\"}]",
    "\"newer\":[1,{\"x\":1}]",
    "\"newest\":null",
};

static const char *const certification_parts[] = {
    "\"id\":\"az-104\"",
    "\"id\":\"az-\\u0039\"",
    "\"kind\":\"role-based\"",
    "\"kind\":\"fundamentals\"",
    "\"earned\":\"2020-02-29\"",
    "\"earned\":\"2020-02-30\"",
    "\"expires\":\"2021-08-31\"",
    "\"expires\":null",
    "\"units\":[{\"code\":\"u\",\"points\":3},{\"code\":\"v\"}]",
    "\"tags\":[\"a\",\"b\"]",
    "\"level\":\"expert\"",
};

enum {
    HOLDER_PARTS = sizeof holder_parts / sizeof *holder_parts,
    CERTIFICATION_PARTS = sizeof certification_parts / sizeof *certification_parts
};

static char *put(char *out, const char *text)
{
    return strcpy(out, text) + strlen(text);
}

/* Whether the object that begins at FROM has PART's key already. */
static bool has_key(const char *from, const char *part)
{
    char key[64];
    snprintf(key, sizeof key, "%.*s", (int)(strchr(part, ':') - part), part);
    return strstr(from, key) != NULL;
}

/* Some of the PARTS, in their order or any other; rarely two of one key. */
static char *put_parts(struct dice *dice, char *out, const char *const *parts, unsigned count)
{
    const char *from = out;
    unsigned order = random_below(dice, 3) ? 1 : 7; /* coprime to both counts */
    unsigned first = random_below(dice, count);
    const char *comma = random_below(dice, 4) ? "," : ", ";
    for (unsigned i = 0, at = first; i < count; i++, at = (at + order) % count) {
        *out = '\0';
        if (random_below(dice, 3) || (has_key(from, parts[at]) && random_below(dice, 60)))
            continue;
        out = put(out, parts[at]);
        out = put(out, comma);
    }
    *out = '\0';
    return out;
}

static char *put_certification(struct dice *dice, char *out, unsigned number)
{
    out = put(out, "{");
    const char *from = out;
    out = put_parts(dice, out, certification_parts, CERTIFICATION_PARTS);
    if (!has_key(from, "\"kind\":"))
        out = put(out, "\"kind\":\"specialty\",");
    if (!has_key(from, "\"earned\":"))
        out = put(out, "\"earned\":\"2019-12-31\",");
    if (has_key(from, "\"id\":"))
        return put(out, "\"nothing\":0}");
    return out + sprintf(out, "\"id\":\"c%u\"}", number);
}

/* A record that is most often well-formed and lacks something now and then. */
static size_t random_record(struct dice *dice, char *out)
{
    char *at = put(out, "{");
    at = put_parts(dice, at, holder_parts, HOLDER_PARTS);
    if (!has_key(out, "\"id\":") && random_below(dice, 20))
        at = put(at, "\"id\":\"\", ");
    at = put(at, random_below(dice, 20) ? "\"certifications\":[" : "\"certificates\":[");
    for (unsigned i = random_below(dice, 4); i > 0; i--) {
        at = put_certification(dice, at, i);
        at = put(at, i > 1 ? "," : "");
    }
    at = put(at, "]");
    if (random_below(dice, 4) == 0) {
        at = put(at, ",\"any\":");
        at += random_value(dice, at, 0);
    }
    at = put(at, random_below(dice, 4) ? "}" : "\n}");
    return (size_t)(at - out);
}

/* Compares TEXT's reading by all READERS, which have learned, with that by new ones. */
static bool compare(struct reader **readers, unsigned count, const char *bytes, size_t length)
{
    struct padded text = padded_text(bytes, length);
    struct reader *fresh = reader_on(&portable_path);
    const char *expected = reading_of(fresh, text);
    bool accepted = *expected == '{';
    for (unsigned i = 0; i < count; i++) {
        const char *reading = reading_of(readers[i], text);
        if (strcmp(reading, expected) != 0)
            fail_msg("%.*s\n%s: %s\nfresh: %s", (int)length, bytes, readers[i]->path->name, reading,
                     expected);
    }
    reader_free(fresh);
    free(text.at);
    return accepted;
}

static void what_a_library_finds_wrong_is_rejected(const char *text, size_t length, bool accepted)
{
    json_t *theirs =
        json_loadb(text, length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL,
                   NULL);
    if (accepted && !theirs)
        fail_msg("accepted: %.*s", (int)length, text);
    json_decref(theirs);
}

static void all_ways_read_damaged_records_the_same_whatever_came_before(void **state)
{
    (void)state;
    static char text[1 << 16];
    const struct reader_path *paths[PATHS_MAX];
    struct reader *readers[PATHS_MAX];
    unsigned count = paths_here(paths), accepted = 0;
    struct dice dice = { 0x2545f4914f6cdd1d };
    for (unsigned i = 0; i < count; i++)
        readers[i] = reader_on(paths[i]);
    for (unsigned i = 0; i < 6000; i++) {
        size_t length = random_record(&dice, text);
        for (unsigned changes = random_below(&dice, 4) / 2; changes > 0 && length > 0; changes--)
            length = damage(&dice, text, length);
        bool well = compare(readers, count, text, length);
        what_a_library_finds_wrong_is_rejected(text, length, well);
        accepted += well;
        arena_reset(&arena);
    }
    for (unsigned i = 0; i < count; i++)
        reader_free(readers[i]);
    assert_in_range(accepted, 300, 5000);
}

/* What READER has to know before records are cut off. */
enum lesson { LESSON_NONE, LESSON_SAME, LESSON_STRANGERS, LESSONS };

static void must_read(struct reader *reader, const char *record, size_t length)
{
    struct padded text = padded_text(record, length);
    struct reject reject;
    if (!reader_json(reader, text.at, text.length, &reject))
        fail_msg("%.*s: %s", (int)length, record, reject.message);
    reader_reset(reader);
    free(text.at);
}

/* More unknown fields than a plan remembers, some with objects and lists of them. */
static void learn_strangers(struct reader *reader)
{
    static const char *const values[] = { "1", "\"x\"", "{\"a\":1,\"b\":\"c\"}",
                                          "[{\"x\":\"y\"}]" };
    static char record[1 << 14];
    char *at = put(record, "{\"id\":\"\"");
    for (unsigned i = 0; i < 2 * LEARNED_MAX; i++)
        at += sprintf(at, ",\"u%u\":%s", i, values[i % 4]);
    at = put(at,
             ",\"certifications\":[{\"id\":\"a\",\"kind\":\"specialty\",\"earned\":\"2020-01-01\"");
    for (unsigned i = 0; i < 2 * LEARNED_MAX; i++)
        at += sprintf(at, ",\"v%u\":%s", i, values[i % 4]);
    at = put(at, "}]}");
    for (int times = 0; times < 3; times++)
        must_read(reader, record, (size_t)(at - record));
}

static void learn(struct reader *reader, enum lesson lesson, const char *record)
{
    if (lesson == LESSON_STRANGERS)
        learn_strangers(reader);
    for (int times = 0; lesson == LESSON_SAME && times < 3; times++)
        must_read(reader, record, strlen(record));
}

/* The place of the quote of a text that the first LENGTH bytes of TEXT do not close; LENGTH if
 * there is none. */
static size_t open_quote(const char *text, size_t length)
{
    size_t quote = length;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            quote = quote == length ? i : length;
        i += text[i] == '\\';
    }
    return quote;
}

enum { ESCAPE_BYTES = 12 /* of the longest: two surrogates */ };

/* Whether REJECT tells that TEXT is cut off behind LENGTH bytes, within a text that begins at QUOTE
 * if that is less: then the text's place is told, or that of the escape or character cut.  Of a
 * word that is cut, its beginning is told. */
static bool tells_the_end(const struct reject *reject, const char *text, size_t quote,
                          size_t length)
{
    size_t place = reject->offset;
    const char *message = reject->message;
    if (quote == length && place == length)
        return strcmp(message, "the text ends too early") == 0 ||
               strstr(message, ", found the end");
    if (quote == length)
        return place + strspn(text + place, "truefalsn") >= length &&
               strncmp(message, "expected ", strlen("expected ")) == 0;
    if (strcmp(message, "this text is never closed") == 0)
        return place == quote;
    return place > quote && place < length && place + ESCAPE_BYTES >= length &&
           (strchr(message, '\\') || strstr(message, "surrogate") || strstr(message, "UTF-8"));
}

/* The first LENGTH bytes of RECORD are rejected at their end, whatever stands behind them: what
 * follows in the record, or what would end it well. */
static void ends_too_early(struct reader *reader, const char *record, size_t length)
{
    const char *const behind[] = { record + length, "\"}]}", "}", "1", " " };
    size_t quote = open_quote(record, length);
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++) {
        struct padded text = padded_with(record, length, behind[i]);
        struct reject reject;
        if (reader_json(reader, text.at, text.length, &reject))
            fail_msg("%s: accepted %.*s before %s", reader->path->name, (int)length, record,
                     behind[i]);
        if (!tells_the_end(&reject, record, quote, length))
            fail_msg("%s: %.*s before %s: @%zu %s", reader->path->name, (int)length, record,
                     behind[i], reject.offset, reject.message);
        reader_reset(reader);
        free(text.at);
    }
}

static void a_record_that_ends_anywhere_ends_too_early_whatever_came_before(void **state)
{
    (void)state;
    static const char *const records[] = {
        ("{\"id\":\"H-1 \\u00e9 \\ud83d\\ude00 "
         "김\",\"amount\":-5,\"fee\":1.5e+0,\"seen\":\"2021-02-28T09:00:00Z\","
         "\"validity\":\"P6M\",\"pause\":\"PT24H\",\"profiles\":{\"linked\":false,\"account\":null}"
         ","
         "\"certifications\":[{\"id\":\"az\",\"kind\":\"role-based\",\"earned\":\"2020-02-29\","
         "\"v1\":\"x\","
         "\"units\":[{\"code\":\"u\",\"points\":3},{\"code\":\"v\"}],\"tags\":[\"a\",\"b\"]}],"
         "\"scores\":[1,2]}"),
        ("{\"id\":\"\",\"u0\":1,\"u1\":\"x\",\"u2\":{\"a\":1,\"b\":\"c\"},\"u3\":[{\"x\":\"y\"},{"
         "\"x\":\"z\"}],"
         "\"u95\":[true,null,{}],\"u90\":{\"a\":[[]]},\"new\":-0.5E-1,\"certifications\":[]}"),
        " { \"certifications\" : [ ] , \"id\" : \"x\" , \"u2\" : { \"b\" : 1 , \"a\" : [ ] } }",
    };
    const struct reader_path *paths[PATHS_MAX];
    unsigned count = paths_here(paths);
    for (unsigned which = 0; which < sizeof records / sizeof *records; which++)
        for (unsigned i = 0; i < count * LESSONS; i++) {
            struct reader *reader = reader_on(paths[i / LESSONS]);
            learn(reader, i % LESSONS, records[which]);
            for (size_t length = 0; length < strlen(records[which]); length++)
                ends_too_early(reader, records[which], length);
            must_read(reader, records[which], strlen(records[which]));
            reader_free(reader);
            arena_reset(&arena);
        }
}

/* Any JSON as the value of a field that no shape has: right exactly where it is right by itself. */
static void unknown_values_get_the_same_verdict_as_documents(void **state)
{
    (void)state;
    static char text[1 << 16];
    static const char head[] = "{\"id\":\"x\",\"certifications\":[],\"u\":";
    struct dice dice = { 42 };
    struct reader *reader =
        reader_on(reader_paths[0]->supported() ? reader_paths[0] : &portable_path);
    unsigned right = 0;
    for (unsigned i = 0; i < 20000; i++) {
        strcpy(text, head);
        char *value = text + sizeof head - 1;
        size_t length = random_value(&dice, value, 0);
        for (unsigned changes = random_below(&dice, 4) / 2; changes > 0 && length > 0; changes--)
            length = damage(&dice, value, length);
        value[length] = '}';
        struct padded whole = padded_text(text, sizeof head + length);
        struct json json = { .arena = &arena };
        bool expected = json_validate(&json, whole.at, whole.length);
        struct reject reject;
        bool well = reader_json(reader, whole.at, whole.length, &reject) != NULL;
        if (well != expected)
            fail_msg("%.*s: %s", (int)whole.length, whole.at, well ? "accepted" : reject.message);
        right += well;
        json_free(&json);
        reader_reset(reader);
        free(whole.at);
        arena_reset(&arena);
    }
    reader_free(reader);
    assert_in_range(right, 5000, 19000);
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

/* Whether READER takes BYTES in a text behind LEAD characters of two bytes and one more. */
static bool accepts(struct reader *reader, const char *bytes, size_t length, unsigned lead)
{
    char record[512] = "{\"certifications\":[],\"id\":\"";
    char *at = record + strlen(record);
    for (unsigned i = 0; i < lead / 2; i++)
        at = put(at, "é");
    at = put(at, lead % 2 ? "x" : "");
    memcpy(at, bytes, length);
    at = put(at + length, "\"}");
    struct padded text = padded_text(record, (size_t)(at - record));
    struct reject reject;
    const union value *row = reader_json(reader, text.at, text.length, &reject);
    if (row)
        assert_int_equal(row[HOLDER_ID].text.length, lead + length);
    free(text.at);
    return row != NULL;
}

static void all_ways_judge_utf8_alike_wherever_it_stands(void **state)
{
    (void)state;
    const struct reader_path *paths[PATHS_MAX];
    unsigned count = paths_here(paths), rows = 0;
    struct suite suite = suite_open("utf8/utf8_cases.csv");
    struct reader *reader = reader_on(paths[0]);
    for (struct suite_row row; suite_next(&suite, &row);) {
        char bytes[64];
        if (strlen(row.cells[3]) >= 128)
            continue;
        size_t length = from_hex(row.cells[3], bytes);
        bool special = false;
        for (size_t i = 0; i < length; i++)
            special |= (unsigned char)bytes[i] < ' ' || bytes[i] == '"' || bytes[i] == '\\';
        for (unsigned path = 0; path < count && !special; path++)
            for (unsigned lead = 0; lead < 70; lead++) {
                reader->path = paths[path];
                bool valid = strcmp(row.cells[5], "valid") == 0;
                if (accepts(reader, bytes, length, lead) != valid)
                    fail_msg("%s %s behind %u: %s", row.cells[0], row.cells[2], lead,
                             paths[path]->name);
                reader_reset(reader);
            }
        rows += !special;
    }
    assert_true(rows > 300);
    reader_free(reader);
    suite_close(&suite);
}

/* All pairs and the triples that matter: what two neighbours may do is what look-ups by half bytes
 * decide. */
static void all_ways_judge_all_pairs_of_bytes_alike(void **state)
{
    (void)state;
    const struct reader_path *paths[PATHS_MAX];
    unsigned count = paths_here(paths);
    struct reader *reader = reader_on(paths[0]);
    for (unsigned pair = 0; pair < 0x10000; pair++) {
        char bytes[4] = { (char)(pair >> 8), (char)pair, (char)0x80, (char)0x80 };
        if ((pair >> 8) < 0x80 || (pair & 0xff) < 0x80)
            continue;
        for (size_t length = 2; length <= 4; length++) {
            reader->path = &portable_path;
            bool expected = accepts(reader, bytes, length, 29);
            for (unsigned i = 0; i < count; i++) {
                reader->path = paths[i];
                if (accepts(reader, bytes, length, 29) != expected)
                    fail_msg("%04x, %zu bytes: %s", pair, length, paths[i]->name);
            }
            reader_reset(reader);
        }
    }
    reader_free(reader);
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
        cmocka_unit_test(all_ways_read_damaged_records_the_same_whatever_came_before),
        cmocka_unit_test(a_record_that_ends_anywhere_ends_too_early_whatever_came_before),
        cmocka_unit_test(unknown_values_get_the_same_verdict_as_documents),
        cmocka_unit_test(all_ways_judge_utf8_alike_wherever_it_stands),
        cmocka_unit_test(all_ways_judge_all_pairs_of_bytes_alike),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
