/* folder.c - looking for policy files and what they use. */
#include "interp/lsp/folder.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "grammar/parser.h"
#include "grammar/token.h"
#include "interp/lsp/kept.h"
#include "interp/path.h"
#include "interp/read.h"

/* ---- files ---- */

static struct folder_file *find_file(const struct folder *folder, const char *path)
{
    for (size_t i = 0; i < folder->count; i++)
        if (strcmp(folder->files[i]->path, path) == 0)
            return folder->files[i];
    return NULL;
}

static void forget_uses(struct folder_file *file)
{
    for (size_t i = 0; i < file->use_count; i++)
        free(file->uses[i]);
    free(file->uses);
    file->uses = NULL;
    file->use_count = 0;
    file->is_policy = false;
}

static void file_free(struct folder_file *file)
{
    forget_uses(file);
    free(file->path);
    free(file);
}

static void forget_file(struct folder *folder, struct folder_file *file)
{
    size_t index = 0;
    while (folder->files[index] != file)
        index++;
    folder->files[index] = folder->files[--folder->count];
    file_free(file);
}

static struct folder_file *add_file(struct folder *folder, const char *path)
{
    if (folder->count == FOLDER_FILES_MAX)
        return NULL;
    struct folder_file *file = kept(calloc(1, sizeof *file));
    file->path = kept_copy(path, strlen(path));
    folder->files = kept_room(folder->files, folder->count, sizeof *folder->files);
    folder->files[folder->count++] = file;
    return file;
}

/* ---- what a file uses ---- */

static struct file_text text_at(struct arena *arena, const char *path, struct load_options texts)
{
    for (uint32_t i = 0; i < texts.text_count; i++)
        if (strcmp(texts.texts[i].path, path) == 0)
            return (struct file_text){ texts.texts[i].text, texts.texts[i].length, NULL };
    return read_file(arena, path, LOAD_TEXT_MAX);
}

/* What stands between the quotes at SPAN, a text without escapes. */
static void add_use(struct folder_file *file, struct arena *arena, const struct sources *sources,
                    struct span span)
{
    if (span.end - span.start < 3)
        return;
    const char *quoted = sources_text(sources, span);
    const char *used = arena_copy(arena, quoted + 1, span.end - span.start - 2);
    const char *path = path_canonical(arena, path_beside(arena, file->path, used));
    file->uses = kept_room(file->uses, file->use_count, sizeof *file->uses);
    file->uses[file->use_count++] = kept_copy(path, strlen(path));
}

/* `use` and `policy` begin a declaration only outside of braces. */
static void read_words(struct folder_file *file, struct arena *arena, const struct sources *sources,
                       const struct tokens *tokens)
{
    unsigned depth = 0;
    for (uint32_t i = 0; i + 1 < tokens->count; i++) {
        const struct token *token = &tokens->items[i];
        depth += token->kind == TOK_LBRACE;
        depth -= token->kind == TOK_RBRACE && depth;
        if (depth)
            continue;
        if (token->kind == TOK_USE && token[1].kind == TOK_STRING)
            add_use(file, arena, sources, token[1].span);
        else if (token->kind == TOK_POLICY && i + 2 < tokens->count && token[2].kind == TOK_LBRACE)
            file->is_policy = true;
    }
}

void folder_update(struct folder *folder, const char *path, struct load_options texts)
{
    struct arena arena = { 0 };
    struct sources sources = { 0 };
    struct diags diags = { .arena = &arena, .sources = &sources };
    struct folder_file *file = find_file(folder, path);
    struct file_text text = text_at(&arena, path, texts);
    if (!text.text && file)
        forget_file(folder, file);
    if (text.text && !file)
        file = add_file(folder, path);
    if (text.text && file) {
        const struct source *source = sources_add(&sources, &arena, path, text.text, text.length);
        struct tokens tokens = tokens_scan(source, &diags);
        forget_uses(file);
        read_words(file, &arena, &sources, &tokens);
        tokens_free(&tokens);
    }
    arena_free(&arena);
}

/* ---- folders ---- */

/* A search for files; what is behind links is not looked at, so that it ends. */
struct search {
    struct folder *folder;
    struct arena arena;
    unsigned entries;
};

static void search_folder(struct search *search, const char *path, unsigned depth);

static bool is_policy_name(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".pol") == 0;
}

/* Not every file system tells with the name. */
static unsigned char type_of(const struct dirent *entry, const char *path)
{
    struct stat status;
    if (entry->d_type != DT_UNKNOWN || lstat(path, &status) != 0)
        return entry->d_type;
    return S_ISDIR(status.st_mode) ? DT_DIR : S_ISREG(status.st_mode) ? DT_REG : DT_UNKNOWN;
}

static void look_at(struct search *search, const char *path, const struct dirent *entry,
                    unsigned depth)
{
    if (entry->d_name[0] == '.' || search->entries++ > FOLDER_ENTRIES_MAX)
        return;
    const char *inside = arena_format(&search->arena, "%s/%s", path, entry->d_name);
    unsigned char type = type_of(entry, inside);
    if (type == DT_DIR && depth)
        search_folder(search, inside, depth - 1);
    else if (type == DT_REG && is_policy_name(entry->d_name))
        folder_update(search->folder, inside, (struct load_options){ 0 });
}

static void search_folder(struct search *search, const char *path, unsigned depth)
{
    DIR *directory = opendir(path);
    if (!directory)
        return;
    for (const struct dirent *entry; (entry = readdir(directory));)
        look_at(search, path, entry, depth);
    closedir(directory);
}

static void scan(struct folder *folder, const struct folder_root *root)
{
    struct search search = { .folder = folder };
    search_folder(&search, root->path, root->depth);
    arena_free(&search.arena);
}

static bool is_known(const struct folder *folder, const char *path)
{
    for (size_t i = 0; i < folder->root_count; i++)
        if (path_is_within(path, folder->roots[i].path))
            return true;
    return false;
}

void folder_add(struct folder *folder, const char *path, unsigned depth)
{
    if (is_known(folder, path))
        return;
    folder->roots = kept_room(folder->roots, folder->root_count, sizeof *folder->roots);
    struct folder_root *root = &folder->roots[folder->root_count++];
    *root = (struct folder_root){ kept_copy(path, strlen(path)), depth };
    scan(folder, root);
}

void folder_remove(struct folder *folder, const char *path)
{
    for (size_t i = folder->root_count; i-- > 0;)
        if (strcmp(folder->roots[i].path, path) == 0) {
            free(folder->roots[i].path);
            folder->roots[i] = folder->roots[--folder->root_count];
        }
    for (size_t i = folder->count; i-- > 0;)
        if (!is_known(folder, folder->files[i]->path))
            forget_file(folder, folder->files[i]);
}

void folder_rescan(struct folder *folder)
{
    while (folder->count)
        forget_file(folder, folder->files[folder->count - 1]);
    for (size_t i = 0; i < folder->root_count; i++)
        scan(folder, &folder->roots[i]);
}

void folder_free(struct folder *folder)
{
    while (folder->count)
        forget_file(folder, folder->files[folder->count - 1]);
    for (size_t i = 0; i < folder->root_count; i++)
        free(folder->roots[i].path);
    free(folder->roots);
    free(folder->files);
    *folder = (struct folder){ 0 };
}

/* ---- users ---- */

static bool uses(const struct folder_file *file, const char *path)
{
    for (size_t i = 0; i < file->use_count; i++)
        if (strcmp(file->uses[i], path) == 0)
            return true;
    return false;
}

/* Mark in REACHED the files that use PATH, directly or not. */
static void reach(const struct folder *folder, const char *path, bool *reached)
{
    for (size_t i = 0; i < folder->count; i++)
        if (!reached[i] && uses(folder->files[i], path)) {
            reached[i] = true;
            reach(folder, folder->files[i]->path, reached);
        }
}

size_t folder_users(const struct folder *folder, const char *path, const char **users, size_t limit)
{
    const struct folder_file *own = find_file(folder, path);
    size_t count = 0;
    bool *reached = kept(calloc(folder->count + 1, sizeof *reached));
    if (!own || !own->is_policy)
        reach(folder, path, reached);
    for (size_t i = 0; i < folder->count && count < limit; i++)
        if (reached[i] && folder->files[i]->is_policy)
            users[count++] = folder->files[i]->path;
    free(reached);
    if (!count)
        users[count++] = own ? own->path : path;
    return count;
}
