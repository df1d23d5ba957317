/* files.c - folders are walked in the order of names, so that runs can be compared. */
#include "interp/tool/files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "interp/tool/memory.h"
#include "interp/tool/options.h"

enum { DEPTH_MAX = 64 };

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
    if (lstat(path, &about) == 0 && S_ISDIR(about.st_mode))
        added = depth == DEPTH_MAX || add_folder(files, path, ending, depth + 1);
    else if (ends_in(path, ending)) {
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

static char *read_stream(FILE *in, size_t *length)
{
    char *text = NULL;
    size_t capacity = 0;
    *length = 0;
    do {
        if (capacity - *length < 2) {
            capacity = capacity ? 2 * capacity : 4096;
            text = in_memory(realloc(text, capacity));
        }
        *length += fread(text + *length, 1, capacity - *length - 1, in);
    } while (!feof(in) && !ferror(in));
    text[*length] = '\0';
    return text;
}

char *file_read(const char *path, size_t *length)
{
    FILE *in = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    if (!in) {
        complain("%s: %s", path, strerror(errno));
        return NULL;
    }
    char *text = read_stream(in, length);
    if (ferror(in)) {
        complain("%s: %s", path, strerror(errno));
        free(text);
        text = NULL;
    }
    if (in != stdin)
        fclose(in);
    return text;
}
