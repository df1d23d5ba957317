/* Any bytes: no crash, no byte lost, every span inside the text, what was read can be shown. */
#include <stdlib.h>
#include <string.h>

#include "grammar/parse.h"
#include "grammar/token.h"
#include "grammar/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
    if (!condition)
        abort();
}

static bool has_byte_order_mark(const struct source *source)
{
    return source->length >= 3 && !memcmp(source->text, "\xEF\xBB\xBF", 3);
}

/* Between two tokens stand only blanks, if the source is text at all. */
static void check_tokens(const struct source *source, struct diags *diags)
{
    bool text = utf8_valid_length(source->text, source->length) == source->length &&
                !(source->length && memchr(source->text, 0, source->length));
    if (!text)
        return;
    struct tokens tokens = tokens_scan(source, diags);
    uint32_t at = has_byte_order_mark(source) ? 3 : 0;
    for (uint32_t i = 0; i < tokens.count; i++) {
        for (; at < tokens.items[i].span.start - source->base; at++)
            require(source->text[at] && strchr(" \t\r\n", source->text[at]));
        at = tokens.items[i].span.end - source->base;
    }
    require(at == source->length);
    tokens_free(&tokens);
}

static void check_span(const struct source *source, struct span span)
{
    require(span.start <= span.end);
    require(!span.start || span.start >= source->base);
    require(span.end <= source->base + source->length);
}

static void check_diags(const struct source *source, const struct diags *diags)
{
    for (unsigned i = 0; i < diags->count; i++) {
        check_span(source, diags->items[i]->span);
        check_span(source, diags->items[i]->other);
        require(!i || diags->items[i - 1]->span.start <= diags->items[i]->span.start);
    }
    require(diags->count <= DIAG_MAX);
}

static void show(const struct ast *ast, const struct diags *diags)
{
    char *shown;
    size_t size;
    FILE *out = open_memstream(&shown, &size);
    require(out);
    diag_print(diags, out, true);
    diag_print_json(diags, out);
    ast_dump(ast, out);
    fclose(out);
    free(shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = { 0 };
    struct sources sources = { 0 };
    struct names names = { .arena = &arena };
    struct diags *diags = arena_new(&arena, struct diags);
    *diags = (struct diags){ .arena = &arena, .sources = &sources };
    struct ast_context context = { &arena, &names, diags };
    const struct source *source = sources_add(&sources, &arena, "fuzz", (const char *)data, size);

    struct ast ast = parse(source, &context);
    check_diags(source, diags);
    show(&ast, diags);
    check_tokens(source, diags);
    arena_free(&arena);
    return 0;
}
