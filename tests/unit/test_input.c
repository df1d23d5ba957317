/* test_input.c - records out of files and pipes, wherever the bytes happen to be cut. */
#include "interp/data/input.h"
#include "interp/data/shape.h"

#include <fcntl.h>
#include <unistd.h>

#include "grammar/arena.h"
#include "interp/data/split.h"
#include "tests/unit/padded_text.h"

static struct arena arena;

static const char *record_shown(const struct input_record *record)
{
    return arena_format(&arena, "%lu %lu:%u [%.*s]%s%s\n", (unsigned long)record->number,
                        (unsigned long)record->line, record->column, (int)record->length,
                        record->text, record->problem ? " " : "",
                        record->problem ? record->problem : "");
}

static const char *appended(const char *all, const char *part)
{
    return arena_format(&arena, "%s%s", all, part);
}

/* A file with TEXT that vanishes when it is closed; its path. */
static const char *file_with(const char *text, size_t length)
{
    char name[] = "/tmp/certpol-test-XXXXXX";
    int file = mkstemp(name);
    assert_true(file >= 0);
    unlink(name);
    assert_int_equal(write(file, text, length), length);
    return arena_format(&arena, "/proc/self/fd/%d", file);
}

/* A pipe that holds TEXT and ends; its path. */
static const char *pipe_with(const char *text, size_t length)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, length), length);
    close(ends[1]);
    return arena_format(&arena, "/proc/self/fd/%d", ends[0]);
}

static void close_path(const char *path)
{
    close(atoi(strrchr(path, '/') + 1));
}

/* All records of the file at PATH, one a line: "NUMBER LINE:COLUMN [TEXT] PROBLEM". */
static const char *records_of(const char *path, struct input_options options)
{
    struct input *input = input_new(&path, 1, options);
    struct batch batch = { 0 };
    enum input_result result;
    const char *all = "";
    while ((result = input_next(input, &batch)) == INPUT_BATCH) {
        assert_true(batch.count > 0);
        for (size_t i = 0; i < batch.count; i++)
            all = appended(all, record_shown(&batch.records[i]));
    }
    if (result == INPUT_FAILED)
        all = appended(all, input_error(input));
    batch_free(&batch);
    input_free(input);
    close_path(path);
    return all;
}

static const char *records_in(const char *text, enum input_format format)
{
    return records_of(file_with(text, strlen(text)), (struct input_options){ .format = format });
}

static void a_line_is_a_record(void **state)
{
    (void)state;
    assert_string_equal(records_in("{\"a\":1}\n{\"b\":2}\n", INPUT_JSONL),
                        "1 1:1 [{\"a\":1}]\n2 2:1 [{\"b\":2}]\n");
}

static void blank_lines_count_as_lines_but_not_as_records(void **state)
{
    (void)state;
    assert_string_equal(records_in("\n  \t\n{1}\r\n\r\n{2}", INPUT_JSONL),
                        "1 3:1 [{1}]\n2 5:1 [{2}]\n");
}

static void a_mark_at_the_start_is_no_part_of_the_first_record(void **state)
{
    (void)state;
    assert_string_equal(records_in("\xef\xbb\xbf{1}\n\xef\xbb\xbf{2}", INPUT_JSONL),
                        "1 1:1 [{1}]\n2 2:1 [\xef\xbb\xbf{2}]\n");
    assert_string_equal(records_in("\xef\xbb\xbf[{}]", INPUT_JSON), "1 1:2 [{}]\n");
    assert_string_equal(records_in("\xef\xbb\xbfid\n", INPUT_CSV), "1 1:1 [id]\n");
}

static void an_array_s_elements_are_records_with_their_places(void **state)
{
    (void)state;
    assert_string_equal(records_in(" [ {\"한\":\"]}\\\"\"} , {\"b\":[1,{}]},\n  {} ]\n",
                                   INPUT_JSON),
                        "1 1:4 [{\"한\":\"]}\\\"\"}]\n2 1:19 [{\"b\":[1,{}]}]\n3 2:3 [{}]\n");
}

static void one_object_may_be_a_whole_file(void **state)
{
    (void)state;
    assert_string_equal(records_in("{\n\"a\":1\n}\n", INPUT_JSON), "1 1:1 [{\n\"a\":1\n}]\n");
    assert_string_equal(records_in("[]", INPUT_JSON), "");
}

static void what_is_no_object_is_the_reader_s_to_reject(void **state)
{
    (void)state;
    assert_string_equal(records_in("[1, \"a,]\" ,null]", INPUT_JSON),
                        "1 1:2 [1]\n2 1:5 [\"a,]\"]\n3 1:12 [null]\n");
    assert_string_equal(records_in("nonsense", INPUT_JSONL), "1 1:1 [nonsense]\n");
}

static void a_broken_array_is_told_and_read_on(void **state)
{
    (void)state;
    assert_string_equal(records_in("[{} {},,{} x,{},]", INPUT_JSON),
                        "1 1:2 [{}]\n2 1:5 [] expected ',' or ']' behind an element\n3 1:5 [{}]\n"
                        "4 1:8 [,] an element is missing before this comma\n5 1:9 [{}]\n"
                        "6 1:12 [x] expected ',' or ']' behind an element\n7 1:14 [{}]\n"
                        "8 1:17 []] an element is missing behind the last comma\n");
}

static void a_file_that_ends_too_early_is_told(void **state)
{
    (void)state;
    assert_string_equal(records_in("[{\"a\":1}", INPUT_JSON),
                        "1 1:2 [{\"a\":1}]\n2 1:9 [] the file ends before the array does: ']' is "
                        "missing\n");
    assert_string_equal(records_in("[{\"a\":\"]}", INPUT_JSON),
                        "1 1:2 [{\"a\":\"]}] the file ends within this record\n");
    assert_string_equal(records_in(" \n", INPUT_JSON),
                        "1 2:1 [] the file is empty: no array, no object\n");
    assert_string_equal(
        records_in("[1", INPUT_JSON),
        "1 1:2 [1]\n2 1:3 [] the file ends before the array does: ']' is missing\n");
}

static void what_stands_behind_the_value_is_told_once(void **state)
{
    (void)state;
    assert_string_equal(
        records_in("[{}] [{}] x", INPUT_JSON),
        "1 1:2 [{}]\n2 1:6 [[{}] x] expected the end of the file behind its array\n");
    assert_string_equal(
        records_in("{}\n{}\n", INPUT_JSON),
        "1 1:1 [{}]\n2 2:1 [{}\n] expected the end of the file behind its object; a "
        "file with one object a line is JSON Lines, .jsonl\n");
}

static void a_csv_record_may_hold_line_ends_in_quotes(void **state)
{
    (void)state;
    assert_string_equal(records_in("a,b\r\n\n\"1\n\"\"2\",x\n3,\"", INPUT_CSV),
                        "1 1:1 [a,b]\n2 3:1 [\"1\n\"\"2\",x]\n3 5:1 [3,\"]\n");
}

static void zero_bytes_behind_an_element_are_no_end_of_it(void **state)
{
    static const char text[] = "[{}\0\0x,{}\0]";
    (void)state;
    assert_string_equal(records_of(file_with(text, sizeof text - 1),
                                   (struct input_options){ .format = INPUT_JSON }),
                        "1 1:2 [{}]\n2 1:4 [] expected ',' or ']' behind an element\n"
                        "3 1:8 [{}]\n4 1:10 [] expected ',' or ']' behind an element\n");
}

static void the_format_is_known_by_name_or_by_the_first_character(void **state)
{
    (void)state;
    assert_string_equal(records_in(" [{}]", INPUT_AUTO), "1 1:3 [{}]\n");
    assert_string_equal(records_in("{\n}", INPUT_AUTO), "1 1:1 [{\n}]\n");
    assert_string_equal(records_in("{ \"a\":\n1}", INPUT_AUTO), "1 1:1 [{ \"a\":]\n2 2:1 [1}]\n");
    assert_string_equal(records_in("id\n\"x\ny\"\n", INPUT_AUTO), "1 1:1 [id]\n2 2:1 [\"x\ny\"]\n");
    assert_string_equal(records_in("", INPUT_AUTO), "");
}

static void what_heads_csv_names_a_field(void **state)
{
    static const struct shape_field fields[] = { { .name = "id", .name_length = 2 } };
    static const struct shape shape = { .fields = fields, .field_count = 1 };
    static const char *const texts[] = { "id,x\n", "x,id\n",     "\xef\xbb\xbf\n\"id\"\n",
                                         "id.x\n", "not json\n", "null\n",
                                         "\xff\n", "idx\n",      "#id\n",
                                         "\"id\n" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *path = file_with(texts[i], strlen(texts[i]));
        struct input *input = input_new(&path, 1, (struct input_options){ .shape = &shape });
        struct batch batch = { 0 };
        assert_int_equal(input_next(input, &batch), INPUT_BATCH);
        assert_int_equal(batch.format, i < 4 ? INPUT_CSV : INPUT_JSONL);
        batch_free(&batch);
        input_free(input);
        close_path(path);
    }
}

static void several_files_are_read_one_after_the_other(void **state)
{
    (void)state;
    const char *paths[] = { file_with("a\n1\n", 4), file_with("b\n2", 3) };
    struct input *input = input_new(paths, 2, (struct input_options){ .format = INPUT_CSV });
    struct batch batch = { 0 };
    for (int i = 0; i < 2; i++) {
        assert_int_equal(input_next(input, &batch), INPUT_BATCH);
        assert_string_equal(batch.name, paths[i]);
        assert_true(batch.first_of_file);
        assert_int_equal(batch.count, 2);
        assert_int_equal(batch.records[0].number, 1);
    }
    assert_int_equal(input_total(input), 7);
    assert_int_equal(input_position(input), 7);
    assert_int_equal(input_next(input, &batch), INPUT_END);
    batch_free(&batch);
    input_free(input);
    close_path(paths[0]);
    close_path(paths[1]);
}

static void a_file_that_is_not_there_is_told_and_the_next_one_read(void **state)
{
    (void)state;
    const char *paths[] = { "/nowhere/x.jsonl", "/tmp", file_with("{}\n", 3) };
    struct input *input = input_new(paths, 3, (struct input_options){ .format = INPUT_JSONL });
    struct batch batch = { 0 };
    assert_int_equal(input_next(input, &batch), INPUT_FAILED);
    assert_string_equal(input_error(input),
                        "/nowhere/x.jsonl: cannot be opened: No such file or directory");
    assert_int_equal(input_next(input, &batch), INPUT_FAILED);
    assert_string_equal(input_error(input), "/tmp: cannot be read: Is a directory");
    assert_int_equal(input_next(input, &batch), INPUT_BATCH);
    assert_int_equal(batch.count, 1);
    batch_free(&batch);
    input_free(input);
    close_path(paths[2]);
}

/* Streams whose every cut must not matter, with formats. */
static const struct stream {
    enum input_format format;
    const char *text;
} streams[] = {
    { INPUT_JSONL,
      "{\"a\":1}\r\n\n  \n{\"b\":\"\\n\"}\n{\"long\":\"longer than a batch of bytes\"}\nx" },
    { INPUT_JSONL, "\n\n" },
    { INPUT_JSON, " [ {\"a\":\"]}\\\\\\\"\"} , {\"b\":[1,{}]},\n  {} , \"x,\\\"\" , 12 ] " },
    { INPUT_JSON, "[{} {},,{} x y,{\"a\":\n1},]  z z\n" },
    { INPUT_JSON, "[{\"한글\":\"é\"},{\"b\":\"" },
    { INPUT_JSON, "{\"a\":[1,2,{\"b\":3}]}\n\n{}" },
    { INPUT_CSV, "id,b\r\n\"1\n\"\"2\",x\r\n\r\n\n3,\"a\"b\"\n\"x\"y,\n\"\r\n\"\r\n4,\"" },
};

enum { STREAMS = sizeof streams / sizeof *streams };

static struct split split_of(enum input_format format)
{
    return (struct split){
        .format = format, .max_record = 1 << 20, .begin_at = { 1, 1 }, .mark_at = { 1, 1 }
    };
}

/* The records of STREAM when its first FIRST bytes come first, then SECOND more, then the rest. */
static const char *records_by_pieces(const struct stream *stream, size_t first, size_t second)
{
    size_t length = strlen(stream->text);
    size_t pieces[] = { first, first + second, length };
    struct split split = split_of(stream->format);
    const char *all = "";
    for (int i = 0; i < 3; i++) {
        struct padded text = padded_text(stream->text, pieces[i]);
        struct stretch stretch = { text.at, text.length, pieces[i] == length && i == 2 };
        struct input_record record;
        while (split_next(&split, &stretch, &record))
            all = appended(all, record_shown(&record));
        free(text.at);
    }
    return all;
}

static void records_are_the_same_wherever_their_bytes_are_cut(void **state)
{
    (void)state;
    for (int i = 0; i < STREAMS; i++) {
        size_t length = strlen(streams[i].text);
        const char *whole = records_by_pieces(&streams[i], length, 0);
        for (size_t first = 0; first <= length; first++)
            for (size_t second = 0; first + second <= length; second++)
                assert_string_equal(records_by_pieces(&streams[i], first, second), whole);
        arena_reset(&arena);
    }
}

static void records_are_the_same_in_batches_of_every_size(void **state)
{
    (void)state;
    for (int i = 0; i < STREAMS; i++) {
        const char *text = streams[i].text;
        size_t length = strlen(text);
        const char *whole = records_in(text, streams[i].format);
        for (size_t bytes = 1; bytes < length + 20; bytes++) {
            struct input_options options = { .format = streams[i].format, .batch_bytes = bytes };
            assert_string_equal(records_of(file_with(text, length), options), whole);
            assert_string_equal(records_of(pipe_with(text, length), options), whole);
        }
    }
}

/* FORMAT's text with a record of LENGTH bytes between two short ones. */
static char *text_with_long(enum input_format format, size_t length)
{
    const char *head = format == INPUT_JSON  ? "[{},\n{\""
                       : format == INPUT_CSV ? "a\n\""
                                             : "{}\n{\"";
    const char *tail = format == INPUT_JSON  ? "\"},\n {\"z\":1}]"
                       : format == INPUT_CSV ? "\"\nz"
                                             : "\"}\nz";
    char *text = arena_alloc(&arena, length + 64);
    sprintf(text, "%s", head);
    size_t at = strlen(text);
    for (size_t i = 0; i < length; i++)
        text[at++] = format != INPUT_JSONL && i % 100 == 99 ? '\n' : 'x';
    strcpy(text + at, tail);
    return text;
}

static void blanks_between_records_take_no_memory(void **state)
{
    (void)state;
    static const enum input_format formats[] = { INPUT_JSONL, INPUT_JSON, INPUT_CSV };
    static const char *const texts[] = { "{}", "[{}", "a,b" };
    char *text = arena_alloc(&arena, 100000);
    for (int i = 0; i < 3; i++) {
        memset(text, '\n', 100000);
        memcpy(text, texts[i], strlen(texts[i]));
        text[99999] = formats[i] == INPUT_JSON ? ']' : 'x';
        const char *path = file_with(text, 100000);
        struct input *input =
            input_new(&path, 1, (struct input_options){ formats[i], .batch_bytes = 512 });
        struct batch batch = { 0 };
        while (input_next(input, &batch) == INPUT_BATCH)
            assert_true(batch.buffer_capacity < 4096);
        batch_free(&batch);
        input_free(input);
        close_path(path);
    }
}

static void a_record_that_is_too_long_is_skipped_and_told(void **state)
{
    (void)state;
    static const enum input_format formats[] = { INPUT_JSONL, INPUT_JSON, INPUT_CSV };
    for (int i = 0; i < 3; i++)
        for (size_t length = 5500; length < 60000; length += 5444) {
            const char *text = text_with_long(formats[i], length);
            struct input_options options = { formats[i], .batch_bytes = 512,
                                             .max_record_bytes = 5000 };
            const char *path = file_with(text, strlen(text));
            struct input *input = input_new(&path, 1, options);
            struct batch batch = { 0 };
            uint64_t line = 0, records = 0, problems = 0;
            while (input_next(input, &batch) == INPUT_BATCH)
                for (size_t at = 0; at < batch.count; at++) {
                    const struct input_record *record = &batch.records[at];
                    line = record->line;
                    records++;
                    if (!record->problem)
                        continue;
                    problems++;
                    assert_int_equal(record->length, 4096);
                    assert_string_equal(
                        record->problem,
                        "this record is longer than 5000 bytes, the most that it may be");
                }
            assert_int_equal(records, 3);
            assert_int_equal(problems, 1);
            assert_int_equal(line, formats[i] == INPUT_JSONL ? 3 : 3 + length / 100);
            assert_true(batch.buffer_capacity < 40000);
            batch_free(&batch);
            input_free(input);
            close_path(path);
            arena_reset(&arena);
        }
}

static void a_record_s_padding_may_be_read(void **state)
{
    (void)state;
    const char *path = file_with("{}\n{1}", 6);
    struct input *input = input_new(&path, 1, (struct input_options){ .batch_bytes = 16 });
    struct batch batch = { 0 };
    assert_int_equal(input_next(input, &batch), INPUT_BATCH);
    const struct input_record *last = &batch.records[batch.count - 1];
    assert_true(last->text + last->length + READER_PADDING <= batch.buffer + batch.buffer_capacity);
    batch_free(&batch);
    input_free(input);
    close_path(path);
}

static void a_slow_pipe_s_records_come_when_they_are_there(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    const char *path = arena_format(&arena, "/proc/self/fd/%d", ends[0]);
    struct input *input = input_new(&path, 1, (struct input_options){ 0 });
    struct batch batch = { 0 };
    for (int i = 0; i < 3; i++) {
        assert_int_equal(write(ends[1], "{}\n{", 4), 4);
        assert_int_equal(input_next(input, &batch), INPUT_BATCH);
        assert_int_equal(batch.count, 1);
        assert_int_equal(write(ends[1], "}\n", 2), 2);
        assert_int_equal(input_next(input, &batch), INPUT_BATCH);
        assert_int_equal(batch.count, 1);
    }
    close(ends[1]);
    assert_int_equal(input_next(input, &batch), INPUT_END);
    batch_free(&batch);
    input_free(input);
    close(ends[0]);
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
        cmocka_unit_test(a_line_is_a_record),
        cmocka_unit_test(blank_lines_count_as_lines_but_not_as_records),
        cmocka_unit_test(a_mark_at_the_start_is_no_part_of_the_first_record),
        cmocka_unit_test(an_array_s_elements_are_records_with_their_places),
        cmocka_unit_test(one_object_may_be_a_whole_file),
        cmocka_unit_test(what_is_no_object_is_the_reader_s_to_reject),
        cmocka_unit_test(a_broken_array_is_told_and_read_on),
        cmocka_unit_test(a_file_that_ends_too_early_is_told),
        cmocka_unit_test(what_stands_behind_the_value_is_told_once),
        cmocka_unit_test(a_csv_record_may_hold_line_ends_in_quotes),
        cmocka_unit_test(zero_bytes_behind_an_element_are_no_end_of_it),
        cmocka_unit_test(the_format_is_known_by_name_or_by_the_first_character),
        cmocka_unit_test(what_heads_csv_names_a_field),
        cmocka_unit_test(several_files_are_read_one_after_the_other),
        cmocka_unit_test(a_file_that_is_not_there_is_told_and_the_next_one_read),
        cmocka_unit_test(records_are_the_same_wherever_their_bytes_are_cut),
        cmocka_unit_test(records_are_the_same_in_batches_of_every_size),
        cmocka_unit_test(blanks_between_records_take_no_memory),
        cmocka_unit_test(a_record_that_is_too_long_is_skipped_and_told),
        cmocka_unit_test(a_record_s_padding_may_be_read),
        cmocka_unit_test(a_slow_pipe_s_records_come_when_they_are_there),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
