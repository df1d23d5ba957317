/* load.c - files, what they use, and the texts of their tables.
 *
 * Files are told apart by their canonical paths and shown by the paths that people wrote.  A file
 * that was read is parsed at once, and what it uses is loaded before it enters the list: so used
 * files stand before their users. */
#include "interp/load.h"

#include <stdlib.h>
#include <unistd.h>

#include "grammar/parse.h"
#include "interp/loading.h"
#include "interp/path.h"

/* ---- texts ---- */

struct file_text loading_text(struct loader *loader, const char *path, size_t limit)
{
    for (uint32_t i = 0; i < loader->options.text_count; i++)
        if (strcmp(loader->texts[i].path, path) == 0)
            return (struct file_text){ loader->texts[i].text, loader->texts[i].length, NULL };
    return read_file(loader->load->arena, path, limit);
}

/* Standard input may be of any kind; a file is an ordinary one. */
static struct file_text given_text(struct loader *loader, const struct request *request)
{
    if (request->standard_input)
        return read_open(loader->load->arena, STDIN_FILENO, LOAD_TEXT_MAX);
    return loading_text(loader, request->path, LOAD_TEXT_MAX);
}

const struct source *loading_source(struct loader *loader, const char *name, struct file_text file)
{
    struct load *load = loader->load;
    return sources_add(&load->sources, load->arena, name, file.text, file.length);
}

/* ---- files ---- */

static struct file *find_file(struct loader *loader, const char *path)
{
    for (uint32_t i = 0; i < loader->file_count; i++)
        if (strcmp(loader->files[i].path, path) == 0)
            return &loader->files[i];
    return NULL;
}

/* A given file that cannot be read has no place; an empty text of its name makes one. */
static struct span request_span(struct loader *loader, const struct request *request)
{
    if (request->user)
        return request->span;
    loader->load->unread++;
    const struct source *source =
        loading_source(loader, request->shown, (struct file_text){ .text = "" });
    return source ? (struct span){ source->base, source->base } : (struct span){ 0 };
}

void loading_unreadable(struct loader *loader, const struct request *request, const char *problem)
{
    struct diags *diags = &loader->load->diags;
    struct diag *diag = diag_error(diags, request_span(loader, request), "unreadable-file",
                                   "%s cannot be read: %s", request->shown, problem);
    if (request->user)
        diag_hint(diags, diag, "paths are relative to the file that names them");
}

static void complain_limit(struct loader *loader, const struct request *request)
{
    struct diags *diags = &loader->load->diags;
    struct span span = request_span(loader, request);
    if (loader->file_count == LOAD_FILES_MAX)
        diag_error(diags, span, "too-many-files", "more than %d policy files in all",
                   LOAD_FILES_MAX);
    else
        diag_error(diags, span, "too-much-text", "more than %d MiB of policy text in all",
                   LOAD_TEXT_MAX >> 20);
}

static const struct item *policy_of(const struct ast *ast)
{
    for (const struct item *item = ast->items; item; item = item->next)
        if (item->kind == ITEM_POLICY)
            return item;
    return NULL;
}

static void add_module(struct load *load, struct module *module)
{
    uint32_t count = load->module_count;
    load->modules = arena_grow(load->arena, load->modules, count * sizeof(struct module *),
                               (count + 1) * sizeof(struct module *));
    load->modules[load->module_count++] = module;
}

static void load_uses(struct loader *loader, struct file *file);

static struct module *read_module(struct loader *loader, const struct request *request,
                                  struct file_text text)
{
    const struct source *source = loading_source(loader, request->shown, text);
    struct file *file = &loader->files[loader->file_count++];
    struct module *module = arena_new(loader->load->arena, struct module);
    *file = (struct file){ request->path, module, request->user, true };
    module->path = request->path;
    module->ast = parse(source, &loader->context);
    module->policy = policy_of(&module->ast);
    load_uses(loader, file);
    file->busy = false;
    add_module(loader->load, module);
    return module;
}

/* The module that REQUEST names, or NULL after a complaint. */
static struct module *load_module(struct loader *loader, const struct request *request)
{
    struct file_text text = request->user ? loading_text(loader, request->path, LOAD_TEXT_MAX)
                                          : given_text(loader, request);
    if (!text.text) {
        loading_unreadable(loader, request, text.problem);
        return NULL;
    }
    bool full = loader->file_count == LOAD_FILES_MAX;
    if (full || text.length > LOAD_TEXT_MAX - loader->text_size) {
        complain_limit(loader, request);
        return NULL;
    }
    loader->text_size += text.length;
    return read_module(loader, request, text);
}

/* ---- use ---- */

/* "a.pol -> b.pol", from FIRST to LAST. */
static const char *chain_shown(struct loader *loader, const struct file *first,
                               const struct file *last)
{
    const char *name = last->module->ast.source->name;
    if (last == first)
        return name;
    return arena_format(loader->load->arena, "%s -> %s", chain_shown(loader, first, last->user),
                        name);
}

static void complain_cycle(struct loader *loader, struct span span, const struct file *first,
                           const struct file *last)
{
    struct diags *diags = &loader->load->diags;
    if (first == last) {
        struct diag *diag = diag_error(diags, span, "use-cycle", "this file uses itself");
        diag_hint(diags, diag, "leave it out");
        return;
    }
    struct diag *diag =
        diag_error(diags, span, "use-cycle", "files use each other: %s -> %s",
                   chain_shown(loader, first, last), first->module->ast.source->name);
    diag_hint(diags, diag, "move what both need to a file of its own");
}

static void complain_policy_used(struct loader *loader, struct span span, const struct module *used)
{
    struct diags *diags = &loader->load->diags;
    struct diag *diag =
        diag_error(diags, span, "policy-used", "%s is a policy of its own and cannot be used",
                   used->ast.source->name);
    diag_other(diags, diag, used->policy->name.span, "its header");
    diag_hint(diags, diag, "move what is shared to a file without `policy`, and use that");
}

static bool uses(const struct module *module, const struct module *used)
{
    for (uint32_t i = 0; i < module->use_count; i++)
        if (module->uses[i] == used)
            return true;
    return false;
}

static void add_use(struct load *load, struct module *module, const struct module *used)
{
    if (uses(module, used))
        return;
    uint32_t count = module->use_count++;
    module->uses = arena_grow(load->arena, module->uses, count * sizeof(struct module *),
                              (count + 1) * sizeof(struct module *));
    module->uses[count] = used;
}

bool loading_path_is_sound(struct loader *loader, const struct literal *path)
{
    bool sound = path->length > 0 && strlen(path->text) == path->length;
    if (!sound) {
        struct diags *diags = &loader->load->diags;
        struct diag *diag = diag_error(diags, path->span, "bad-path", "this names no file");
        diag_hint(diags, diag, "write a path relative to this file, as \"schema.pol\"");
    }
    return sound;
}

static bool is_inside(const struct loader *loader, const char *path)
{
    for (uint32_t i = 0; i < loader->root_count; i++)
        if (path_is_within(path, loader->roots[i]))
            return true;
    return false;
}

bool loading_path_is_inside(struct loader *loader, const struct literal *written, const char *path,
                            const char *canonical)
{
    bool absolute = written->text[0] == '/';
    if (loader->options.allow_outside)
        return true;
    if (!absolute && is_inside(loader, path) && is_inside(loader, canonical))
        return true;
    struct diags *diags = &loader->load->diags;
    struct diag *diag = diag_error(diags, written->span, "path-outside",
                                   absolute ? "this path works on one machine only"
                                            : "this file is not in the policy's folder");
    diag_hint(diags, diag,
              "put the file beside the policy or in a folder there, and name it relative to this "
              "file; or allow it with --allow-outside");
    return false;
}

static void load_use(struct loader *loader, struct file *user, const struct item *item)
{
    struct arena *arena = loader->load->arena;
    if (!item->text.text || !loading_path_is_sound(loader, &item->text))
        return;
    const char *path = path_beside(arena, user->path, item->text.text);
    struct request request = {
        .shown = path_beside(arena, user->module->ast.source->name, item->text.text),
        .path = path_canonical(arena, path),
        .user = user,
        .span = item->text.span,
    };
    if (!loading_path_is_inside(loader, &item->text, path, request.path))
        return;
    const struct file *known = find_file(loader, request.path);
    if (known && known->busy) {
        complain_cycle(loader, request.span, known, user);
        return;
    }
    const struct module *used = known ? known->module : load_module(loader, &request);
    if (used && used->policy)
        complain_policy_used(loader, request.span, used);
    else if (used)
        add_use(loader->load, user->module, used);
}

static void load_uses(struct loader *loader, struct file *file)
{
    for (const struct item *item = file->module->ast.items; item; item = item->next)
        if (item->kind == ITEM_USE)
            load_use(loader, file, item);
}

/* ---- what was given ---- */

static void load_given(struct loader *loader, const char *path)
{
    struct arena *arena = loader->load->arena;
    bool standard_input = strcmp(path, "-") == 0;
    struct request request = {
        .shown = standard_input ? "standard input" : path,
        .path = path_canonical(arena, path),
        .standard_input = standard_input,
    };
    const struct file *known = find_file(loader, request.path);
    struct module *module = known ? known->module : load_module(loader, &request);
    if (module)
        module->given = true;
}

/* A policy reads what lies in its folder, or in another one's that was given with it. */
static void list_roots(struct loader *loader, const char *const *paths, uint32_t count)
{
    struct arena *arena = loader->load->arena;
    loader->roots = arena_array(arena, const char *, count);
    for (; loader->root_count < count; loader->root_count++)
        loader->roots[loader->root_count] =
            path_folder(arena, path_canonical(arena, paths[loader->root_count]));
}

static struct load_text *canonical_texts(struct arena *arena, struct load_options options)
{
    struct load_text *texts = arena_array(arena, struct load_text, options.text_count);
    for (uint32_t i = 0; i < options.text_count; i++) {
        texts[i] = options.texts[i];
        texts[i].path = path_canonical(arena, texts[i].path);
    }
    return texts;
}

struct load *load_new(void)
{
    struct arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        arena_exhausted();
    struct load *load = arena_new(arena, struct load);
    load->arena = arena;
    load->names.arena = arena;
    load->diags.arena = arena;
    load->diags.sources = &load->sources;
    return load;
}

struct load *load_files(const char *const *paths, uint32_t count, struct load_options options)
{
    struct load *load = load_new();
    struct arena *arena = load->arena;
    struct loader loader = {
        .load = load,
        .options = options,
        .context = { arena, &load->names, &load->diags },
        .texts = canonical_texts(arena, options),
        .files = arena_array(arena, struct file, LOAD_FILES_MAX),
        .csv_files = arena_array(arena, struct csv_file, LOAD_TABLES_MAX),
    };
    load->tables = arena_array(arena, struct table_file, LOAD_TABLES_MAX);
    list_roots(&loader, paths, count);
    for (uint32_t i = 0; i < count; i++)
        load_given(&loader, paths[i]);
    load->incomplete = load->diags.errors > 0;
    load_tables(&loader);
    return load;
}

void load_free(struct load *load)
{
    if (!load)
        return;
    struct arena *arena = load->arena;
    arena_free(arena);
    free(arena);
}
