/* files.c - folders are walked in the order of names, so that runs can be compared. */
#include "interp/tool/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interp/tool/memory.h"
#include "interp/tool/options.h"

enum { DEPTH_MAX = 64, FIRST_ROOM = 1 << 14 };

static char *joined(const char *folder, const char *name)
{
    size_t room = strlen(folder) + strlen(name) + 2;
    char *path = in_memory(malloc(room));
    bool slash = *folder && folder[strlen(folder) - 1] == '/';
    snprintf(path, room, "%s%s%s", folder, slash ? "" : "/", name);
    return path;
}

/* Takes PATH. */
static void add_path(struct files *files, char *path)
{
    files->paths = in_memory(realloc(files->paths, (files->count + 1) * sizeof *files->paths));
    files->paths[files->count++] = path;
}

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), end = strlen(ending);
    return length > end && strcmp(name + length - end, ending) == 0;
}

static bool add_folder(struct files *files, const char *folder, const char *ending, int depth);

/* Takes PATH, an entry of a folder. */
static bool add_entry(struct files *files, char *path, const char *ending, int depth)
{
    struct stat about;
    bool added = true;
    bool known = lstat(path, &about) == 0;
    if (known && S_ISDIR(about.st_mode))
        added = depth == DEPTH_MAX || add_folder(files, path, ending, depth + 1);
    else if (ends_in(path, ending) &&
             (!known || S_ISREG(about.st_mode) || S_ISLNK(about.st_mode))) {
        add_path(files, path);
        return true;
    }
    free(path);
    return added;
}

static bool add_folder(struct files *files, const char *folder, const char *ending, int depth)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    if (count < 0) {
        complain("%s: %s", folder, strerror(errno));
        return false;
    }
    bool added = true;
    for (int i = 0; i < count; i++) {
        if (entries[i]->d_name[0] != '.')
            added &= add_entry(files, joined(folder, entries[i]->d_name), ending, depth);
        free(entries[i]);
    }
    free(entries);
    return added;
}

bool files_add(struct files *files, const char *path, const char *ending)
{
    struct stat about;
    if (stat(path, &about) != 0) {
        complain("%s: %s", path, strerror(errno));
        return false;
    }
    if (S_ISDIR(about.st_mode))
        return add_folder(files, path, ending, 0);
    add_path(files, in_memory(strdup(path)));
    return true;
}

void files_free(struct files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->paths[i]);
    free(files->paths);
    *files = (struct files){ 0 };
}

/* All bytes up to the end, with a NUL behind them; NULL with errno set where they cannot be read or
 * are more than MOST. */
static char *read_to_end(int descriptor, size_t most, size_t *length)
{
    size_t capacity = FIRST_ROOM;
    char *text = in_memory(malloc(capacity));
    ssize_t got;
    *length = 0;
    while ((got = read(descriptor, text + *length, capacity - *length - 1)) != 0) {
        if (got < 0 && errno == EINTR)
            continue;
        if (got > 0)
            *length += (size_t)got;
        if (got > 0 && *length > most)
            errno = EFBIG;
        if (got < 0 || *length > most) {
            free(text);
            return NULL;
        }
        if (capacity - *length < 2) {
            capacity *= 2;
            text = in_memory(realloc(text, capacity));
        }
    }
    text[*length] = '\0';
    return text;
}

char *file_read(const char *path, size_t most, size_t *length)
{
    bool standard_input = strcmp(path, "-") == 0;
    int descriptor = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    char *text = descriptor < 0 ? NULL : read_to_end(descriptor, most, length);
    if (!text)
        complain("%s: %s", path, strerror(errno));
    if (descriptor >= 0 && !standard_input)
        close(descriptor);
    return text;
}
