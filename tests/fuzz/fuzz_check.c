/* fuzz_check.c - any bytes as a policy file, two files that it may use, and a table: no crash,
 * every place inside its text, and what is sound can be compiled. */
#include "tests/fuzz/fuzz.h"

#include "interp/eval/plan.h"
#include "interp/load.h"

static void check_span(const struct sources *sources, struct span span)
{
    const struct source *source = sources_find(sources, span.start);
    require(span.start <= span.end);
    require(!span.start || (source && span.end <= source->base + source->length));
}

static void check_diags(const struct load *load)
{
    const struct diags *diags = &load->diags;
    for (unsigned i = 0; i < diags->count; i++) {
        check_span(&load->sources, diags->items[i]->span);
        check_span(&load->sources, diags->items[i]->other);
        require(diags->items[i]->message[0] && diags->items[i]->code[0]);
        require(strlen(diags->items[i]->message) < 1000);
    }
}

static void show(const struct load *load)
{
    char *shown;
    size_t size;
    FILE *out = open_memstream(&shown, &size);
    require(out);
    diag_print(&load->diags, out, true);
    diag_print_json(&load->diags, out);
    fclose(out);
    free(shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "/nowhere/a.pol", "/nowhere/b.pol", "/nowhere/c.pol",
                                         "/nowhere/t.csv" };
    struct piece rest = { (const char *)data, size };
    struct load_text texts[4];
    for (int i = 0; i < 4; i++) {
        struct piece piece = next_piece(&rest);
        texts[i] = (struct load_text){ names[i], piece.at, piece.length };
    }
    struct load *load =
        load_files(names, 1, (struct load_options){ .texts = texts, .text_count = 4 });
    const struct program *program =
        check(load, (struct check_options){ .lints = true, .pedantic = true });
    check_diags(load);
    show(load);
    if (!load->diags.errors && program->input)
        require(compile(program, load->arena) && compile_explaining(program, load->arena));
    load_free(load);
    return 0;
}
