/* read.c - the bytes of one file.
 *
 * Files are copied, not mapped: a policy must not change under its checker when somebody saves. */
#include "interp/read.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROOM_MIN = 1 << 12 };

static struct file_text failed(struct arena *arena, int error)
{
    const char *why;
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        why = "there is no such file";
        break;
    case EACCES:
    case EPERM:
        why = "reading it is not permitted";
        break;
    case EISDIR:
        why = "it is a folder";
        break;
    default:
        why = arena_format(arena, "%s", strerror(error));
    }
    return (struct file_text){ .problem = why };
}

static struct file_text too_large(struct arena *arena, size_t limit)
{
    return (struct file_text){ .problem =
                                   arena_format(arena, "it has more than %zu bytes", limit) };
}

/* All that DESCRIPTOR gives, probably EXPECTED bytes. */
static struct file_text read_all(struct arena *arena, int descriptor, size_t limit, size_t expected)
{
    size_t length = 0, capacity = expected < ROOM_MIN ? ROOM_MIN : expected + 1;
    char *text = arena_alloc(arena, capacity);
    for (;;) {
        ssize_t got = read(descriptor, text + length, capacity - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed(arena, errno);
        if (got == 0)
            return (struct file_text){ .text = text, .length = length };
        length += (size_t)got;
        if (length > limit)
            return too_large(arena, limit);
        if (length == capacity) {
            text = arena_grow(arena, text, capacity, 2 * capacity);
            capacity *= 2;
        }
    }
}

struct file_text read_open(struct arena *arena, int descriptor, size_t limit)
{
    return read_all(arena, descriptor, limit, 0);
}

static struct file_text read_ordinary(struct arena *arena, int descriptor, size_t limit)
{
    struct stat stat;
    if (fstat(descriptor, &stat))
        return failed(arena, errno);
    if (S_ISDIR(stat.st_mode))
        return failed(arena, EISDIR);
    if (!S_ISREG(stat.st_mode))
        return (struct file_text){ .problem = "it is not an ordinary file" };
    if ((size_t)stat.st_size > limit)
        return too_large(arena, limit);
    return read_all(arena, descriptor, limit, (size_t)stat.st_size);
}

struct file_text read_file(struct arena *arena, const char *path, size_t limit)
{
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return failed(arena, errno);
    struct file_text file = read_ordinary(arena, descriptor, limit);
    close(descriptor);
    return file;
}
