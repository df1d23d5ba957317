/* examples.c - a child that counts, and what it says. */
#include "interp/lsp/examples.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "interp/lsp/kept.h"
#include "interp/path.h"

enum { SECONDS_MAX = 60, TEXT_MAX = 1 << 24 };

/* ---- the child ---- */

/* What the helper says to people nobody would see, and it must not reach the editor. */
static void silence(void)
{
    int nothing = open("/dev/null", O_RDWR);
    for (int descriptor = 0; nothing >= 0 && descriptor <= 2; descriptor++)
        dup2(nothing, descriptor);
}

_Noreturn static void count(const struct examples *examples, int output)
{
    struct arena arena = { 0 };
    const char *folder = path_folder(&arena, examples->root);
    const char *folders[] = { folder, path_canonical(&arena, arena_format(&arena, "%s/../examples",
                                                                          folder)) };
    bool beside = access(folders[1], R_OK) == 0 && !path_is_within(folders[1], folder);
    struct rlimit limit = { SECONDS_MAX, SECONDS_MAX };
    setrlimit(RLIMIT_CPU, &limit);
    silence();
    FILE *out = fdopen(output, "w");
    if (out) {
        examples->helpers->exercise(examples->root, folders, beside ? 2 : 1, out);
        fclose(out);
    }
    _exit(0);
}

static void start(struct examples *examples)
{
    int ends[2];
    const json_t *next = json_array_get(examples->wanted, 0);
    if (examples->root || !next || pipe2(ends, O_CLOEXEC) != 0)
        return;
    examples->root = kept(strdup(json_string_value(next)));
    json_array_remove(examples->wanted, 0);
    examples->child = fork();
    if (examples->child == 0) {
        close(ends[0]);
        count(examples, ends[1]);
    }
    close(ends[1]);
    examples->input = ends[0]; /* where there is no child, it ends at once */
}

static void end_child(struct examples *examples)
{
    if (!examples->root)
        return;
    close(examples->input);
    if (examples->child > 0)
        waitpid(examples->child, NULL, 0);
    free(examples->text);
    free(examples->root);
    examples->text = examples->root = NULL;
    examples->length = 0;
}

/* ---- what it says ---- */

static json_t *numbers_of(char *text)
{
    json_t *numbers = json_object();
    char *next = text, *line;
    while (next && (line = strsep(&next, "\n"))) {
        char *number = strrchr(line, ' ');
        if (!number)
            continue;
        *number = '\0';
        json_object_set_new(numbers, line, json_integer(strtoll(number + 1, NULL, 10)));
    }
    return numbers;
}

bool examples_read(struct examples *examples)
{
    enum { PIECE = 1 << 14 };
    examples->text = kept(realloc(examples->text, examples->length + PIECE + 1));
    ssize_t size = read(examples->input, examples->text + examples->length, PIECE);
    if (size < 0 && errno == EINTR)
        return false;
    if (size > 0 && examples->length < TEXT_MAX) {
        examples->length += (size_t)size;
        return false;
    }
    examples->text[examples->length] = '\0';
    if (!examples->counts)
        examples->counts = json_object();
    json_object_set_new(examples->counts, examples->root, numbers_of(examples->text));
    end_child(examples);
    start(examples);
    return true;
}

const json_t *examples_of(struct examples *examples, const char *root)
{
    const json_t *known = json_object_get(examples->counts, root);
    bool coming = examples->root && strcmp(examples->root, root) == 0;
    if (known)
        return known;
    if (!examples->wanted)
        examples->wanted = json_array();
    for (size_t i = 0; i < json_array_size(examples->wanted) && !coming; i++)
        coming = strcmp(json_string_value(json_array_get(examples->wanted, i)), root) == 0;
    if (!coming)
        json_array_append_new(examples->wanted, json_string(root));
    start(examples);
    return NULL;
}

void examples_forget(struct examples *examples)
{
    json_decref(examples->counts);
    json_decref(examples->wanted);
    examples->counts = examples->wanted = NULL;
    if (examples->root && examples->child > 0)
        kill(examples->child, SIGKILL);
    end_child(examples);
}

void examples_free(struct examples *examples)
{
    examples_forget(examples);
}
