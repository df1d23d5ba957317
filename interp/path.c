/* path.c - paths as texts.
 *
 * `a/..` is nothing only where `a` is no link: good enough for names that are shown; for
 * containment the file system is asked as well. */
#include "interp/path.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A path that grows part by part. */
struct builder {
    char *out;
    size_t length;
    size_t root; /* the bytes that no `..` takes away: the slash of an absolute path */
};

static size_t last_part(const struct builder *path)
{
    size_t start = path->length;
    while (start > path->root && path->out[start - 1] != '/')
        start--;
    return start;
}

static bool ends_in_parent(const struct builder *path)
{
    size_t start = last_part(path);
    return path->length - start == 2 && memcmp(path->out + start, "..", 2) == 0;
}

static void append(struct builder *path, const char *part, size_t size)
{
    if (path->length > path->root)
        path->out[path->length++] = '/';
    memcpy(path->out + path->length, part, size);
    path->length += size;
}

static void drop_last(struct builder *path)
{
    size_t start = last_part(path);
    path->length = start > path->root ? start - 1 : path->root;
}

static void add_part(struct builder *path, const char *part, size_t size)
{
    if (size == 0 || (size == 1 && part[0] == '.'))
        return;
    bool parent = size == 2 && part[0] == '.' && part[1] == '.';
    if (!parent || (path->length == path->root && !path->root) || ends_in_parent(path))
        append(path, part, size);
    else
        drop_last(path);
}

const char *path_tidy(struct arena *arena, const char *path)
{
    struct builder tidy = { .out = arena_alloc(arena, strlen(path) + 2) };
    if (path[0] == '/') {
        tidy.out[0] = '/';
        tidy.length = tidy.root = 1;
    }
    while (*path) {
        size_t size = strcspn(path, "/");
        add_part(&tidy, path, size);
        path += size + (path[size] == '/');
    }
    if (tidy.length == 0)
        tidy.out[tidy.length++] = '.';
    tidy.out[tidy.length] = '\0';
    return tidy.out;
}

const char *path_folder(struct arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_copy(arena, path, (size_t)(slash - path));
}

const char *path_beside(struct arena *arena, const char *file, const char *path)
{
    if (path[0] == '/')
        return path_tidy(arena, path);
    return path_tidy(arena, arena_format(arena, "%s/%s", path_folder(arena, file), path));
}

static const char *absolute(struct arena *arena, const char *path)
{
    char *here = path[0] == '/' ? NULL : getcwd(NULL, 0);
    if (!here && path[0] != '/' && errno == ENOMEM)
        arena_exhausted();
    if (!here)
        return path_tidy(arena, path);
    const char *whole = path_tidy(arena, arena_format(arena, "%s/%s", here, path));
    free(here);
    return whole;
}

/* PATH without links, or NULL where there is nothing. */
static const char *resolved(struct arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real && errno == ENOMEM)
        arena_exhausted();
    const char *copy = real ? arena_copy(arena, real, strlen(real)) : NULL;
    free(real);
    return copy;
}

const char *path_canonical(struct arena *arena, const char *path)
{
    const char *file = resolved(arena, path);
    if (file)
        return file;
    const char *whole = absolute(arena, path);
    const char *folder = resolved(arena, path_folder(arena, whole));
    if (!folder)
        return whole;
    return path_tidy(arena, arena_format(arena, "%s/%s", folder, strrchr(whole, '/') + 1));
}

bool path_is_within(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    if (length == 1 && folder[0] == '/')
        return path[0] == '/';
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}
