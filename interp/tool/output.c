/* output.c - a temporary file in the same folder, made durable, then renamed. */
#include "interp/tool/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interp/tool/interrupt.h"
#include "interp/tool/memory.h"
#include "interp/tool/options.h"

static bool fail(struct output *output)
{
    if (!output->failed)
        complain("%s: %s", output->name, strerror(errno));
    output->failed = true;
    return false;
}

/* Where PATH leads through links, so that the link stays one; PATH itself where it leads nowhere
 * yet; NULL where that cannot be told. */
static char *target_of(const char *path)
{
    char *target = realpath(path, NULL);
    return target || errno != ENOENT ? target : strdup(path);
}

static bool is_special(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}

/* What a new file would get, or the mode of the one that is replaced. */
static mode_t mode_for(const char *path)
{
    struct stat about;
    if (stat(path, &about) == 0)
        return about.st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* The folder of the file at PATH, to be released with free. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return in_memory(strdup("."));
    return in_memory(strndup(path, slash == path ? 1 : (size_t)(slash - path)));
}

/* All memory is taken here: nothing but the disk can fail at the end. */
static bool open_temporary(struct output *output, const char *path)
{
    char *target = target_of(path);
    output->path = target;
    if (!target)
        return fail(output);
    size_t room = strlen(target) + 16;
    output->temporary = in_memory(malloc(room));
    output->folder = folder_of(target);
    snprintf(output->temporary, room, "%s.XXXXXX", target);
    interrupt_hold();
    output->descriptor = mkstemp(output->temporary);
    if (output->descriptor >= 0)
        interrupt_remember(output->temporary);
    interrupt_release();
    if (output->descriptor < 0 || fchmod(output->descriptor, mode_for(target)) != 0)
        return fail(output);
    return true;
}

bool output_open(struct output *output, const char *path)
{
    *output = (struct output){ .name = path, .descriptor = -1 };
    if (!path || strcmp(path, "-") == 0) {
        output->name = "standard output";
        output->descriptor = STDOUT_FILENO;
        return true;
    }
    if (!is_special(path))
        return open_temporary(output, path);
    output->descriptor = open(path, O_WRONLY | O_CLOEXEC);
    return output->descriptor >= 0 || fail(output);
}

static bool is_same_file(const char *path, const char *other)
{
    struct stat one, two;
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev &&
           one.st_ino == two.st_ino;
}

static const char *name_in_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool output_is_same(const struct output *output, const struct output *other)
{
    return output->path && other->path && is_same_file(output->folder, other->folder) &&
           strcmp(name_in_folder(output->path), name_in_folder(other->path)) == 0;
}

bool output_replaces(const struct output *output, const char *path)
{
    return output->path && is_same_file(output->path, path);
}

static bool write_all(int descriptor, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
    return true;
}

bool output_write(struct output *output, const char *bytes, size_t length)
{
    if (output->failed)
        return false;
    interrupt_hold();
    bool written = write_all(output->descriptor, bytes, length);
    int problem = errno;
    interrupt_release();
    errno = problem;
    return written || fail(output);
}

static void release(struct output *output)
{
    if (output->temporary)
        interrupt_forget(output->temporary);
    free(output->temporary);
    free(output->folder);
    free(output->path);
    *output = (struct output){ 0 };
}

/* The name lasts only if the folder that holds it does. */
static void sync_folder(const char *folder)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
}

static bool close_file(struct output *output)
{
    bool closed = !output->failed;
    if (output->temporary && fsync(output->descriptor) != 0)
        closed = fail(output);
    int descriptor = output->descriptor;
    output->descriptor = -1;
    if (close(descriptor) != 0)
        closed = fail(output);
    return closed;
}

bool output_finish(struct output *output)
{
    bool finished = !output->failed;
    if (output->descriptor != STDOUT_FILENO)
        finished = close_file(output);
    if (output->temporary && finished) {
        finished = rename(output->temporary, output->path) == 0 || fail(output);
        if (finished)
            sync_folder(output->folder);
    }
    if (!finished) {
        output_abandon(output);
        return false;
    }
    release(output);
    return true;
}

void output_abandon(struct output *output)
{
    if (!output->name)
        return;
    if (output->descriptor >= 0 && output->descriptor != STDOUT_FILENO)
        close(output->descriptor);
    if (output->temporary)
        unlink(output->temporary);
    release(output);
}
