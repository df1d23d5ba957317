/* load_table.c - the texts of tables.  What is in them is the checker's business. */
#include "interp/loading.h"

#include "interp/path.h"

static const struct source *read_table(struct loader *loader, const struct request *request)
{
    size_t left = LOAD_TABLE_TEXT_MAX - loader->table_size;
    struct file_text text =
        loading_text(loader, request->path, left < LOAD_TABLE_MAX ? left : LOAD_TABLE_MAX);
    const struct source *source = text.text ? loading_source(loader, request->shown, text) : NULL;
    if (text.text && !source)
        text.problem = "all files together are too large";
    if (!source) {
        loading_unreadable(loader, request, text.problem);
        return NULL;
    }
    loader->table_size += text.length;
    loader->csv_files[loader->csv_count++] = (struct csv_file){ request->path, source };
    return source;
}

static const struct source *table_source(struct loader *loader, const struct file *file,
                                         const struct item *item)
{
    struct arena *arena = loader->load->arena;
    const char *path = path_beside(arena, file->path, item->text.text);
    struct request request = {
        .shown = path_beside(arena, file->module->ast.source->name, item->text.text),
        .path = path_canonical(arena, path),
        .user = file,
        .span = item->text.span,
    };
    if (!loading_path_is_inside(loader, &item->text, path, request.path))
        return NULL;
    for (uint32_t i = 0; i < loader->csv_count; i++)
        if (strcmp(loader->csv_files[i].path, request.path) == 0)
            return loader->csv_files[i].source;
    return read_table(loader, &request);
}

static void load_table(struct loader *loader, const struct file *file, const struct item *item)
{
    struct load *load = loader->load;
    if (load->table_count == LOAD_TABLES_MAX) {
        diag_error(&load->diags, item->name.span, "too-many-tables", "more than %d tables in all",
                   LOAD_TABLES_MAX);
        return;
    }
    struct table_file *table = &load->tables[load->table_count++];
    table->item = item;
    if (item->text.text && loading_path_is_sound(loader, &item->text))
        table->source = table_source(loader, file, item);
}

void load_tables(struct loader *loader)
{
    for (uint32_t i = 0; i < loader->file_count; i++)
        for (const struct item *item = loader->files[i].module->ast.items; item; item = item->next)
            if (item->kind == ITEM_TABLE)
                load_table(loader, &loader->files[i], item);
}
