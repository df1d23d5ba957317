/* fuzz_json.c - any bytes as a record.
 *
 * Of a shape that knows no field of it, the reader accepts what jansson accepts, but for what
 * jansson cannot represent (keys with U+0000, numbers beyond a double), for nesting (more than 1000
 * here), for zero bytes (which jansson skips behind a fraction), and for what is no object.  Of a
 * shape with fields, all ways to read it say the same. */
#include "tests/fuzz/fuzz.h"

#include <jansson.h>
#include <stdio.h>

#include "interp/data/reader_state.h"
#include "tests/fuzz/fuzz_shapes.h"

struct verdict {
    bool accepted;
    size_t offset;
    char message[400], path[400];
};

static struct verdict judge(struct reader *reader, const char *text, size_t length)
{
    struct reject reject;
    struct verdict verdict = { .accepted = reader_json(reader, text, length, &reject) != NULL };
    if (!verdict.accepted) {
        require(reject.offset <= length && reject.message && *reject.message && reject.path);
        verdict.offset = reject.offset;
        strncpy(verdict.message, reject.message, sizeof verdict.message - 1);
        strncpy(verdict.path, reject.path, sizeof verdict.path - 1);
    }
    reader_reset(reader);
    return verdict;
}

static void require_same(const struct verdict *a, const struct verdict *b)
{
    if (memcmp(a, b, sizeof *a) == 0)
        return;
    fprintf(stderr, "%d @%zu %s: %s\n%d @%zu %s: %s\n", a->accepted, a->offset, a->path, a->message,
            b->accepted, b->offset, b->path, b->message);
    abort();
}

static struct reader *reader_on(const struct reader_path *path)
{
    struct reader *reader = reader_new(&everything_shape, (struct reader_options){ 0 });
    reader->path = path;
    return reader;
}

/* Readers that have learned from all inputs so far, and now and then one that knows nothing. */
static void compare_paths(const char *text, size_t length)
{
    enum { PATHS_MAX = 8 };
    static struct reader *learned[PATHS_MAX];
    static unsigned inputs;
    struct verdict first = { 0 };
    require(reader_path_count <= PATHS_MAX);
    for (unsigned i = reader_path_count; i-- > 0;) { /* the last is for every machine */
        if (!reader_paths[i]->supported())
            continue;
        if (!learned[i])
            learned[i] = reader_on(reader_paths[i]);
        struct verdict verdict = judge(learned[i], text, length);
        if (i + 1 == reader_path_count)
            first = verdict;
        require_same(&verdict, &first);
    }
    if (++inputs % 64)
        return;
    struct reader *fresh = reader_on(reader_paths[reader_path_count - 1]);
    struct verdict verdict = judge(fresh, text, length);
    require_same(&verdict, &first);
    reader_free(fresh);
}

/* Whether jansson's verdict, an error of CODE, is about JSON itself. */
static bool is_comparable(enum json_error_code code)
{
    return code != json_error_numeric_overflow && code != json_error_null_byte_in_key &&
           code != json_error_stack_overflow && code != json_error_null_character;
}

static void compare_with_jansson(const char *text, size_t length)
{
    static struct reader *reader;
    if (!reader)
        reader = reader_new(&stranger_shape, (struct reader_options){ 0 });
    struct verdict ours = judge(reader, text, length);
    json_error_t error;
    json_t *theirs = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    bool deep = strstr(ours.message, "nested more than") != NULL;
    if (length && memchr(text, 0, length))
        require(!ours.accepted);
    else if (theirs && json_is_object(theirs))
        require(ours.accepted || deep);
    else if (theirs)
        require(!ours.accepted);
    else if (is_comparable(json_error_code(&error)))
        require(!ours.accepted);
    json_decref(theirs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + READER_PADDING);
    require(text != NULL);
    if (size)
        memcpy(text, data, size);
    memset(text + size, size % 2 ? '"' : '}', READER_PADDING);
    compare_with_jansson(text, size);
    compare_paths(text, size);
    free(text);
    return 0;
}
