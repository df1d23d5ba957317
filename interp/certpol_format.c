/* certpol_format.c - libcertpol: policy files in their canonical layout. */
#include "grammar/format.h"
#include "interp/certpol_inside.h"

/* A longer text than a policy may have is refused by the parser; more of it need not be kept. */
static size_t length_to_read(size_t length)
{
    return length <= SOURCE_MAX ? length : SOURCE_MAX + (size_t)1;
}

struct certpol_text certpol_format(const char *name, const char *text, size_t length,
                                   certpol_report *report)
{
    struct load *load = load_new();
    report_clear(report);
    report->owned = load;
    report->load = load;
    size_t kept = length_to_read(length), formatted = 0;
    const struct source *source =
        sources_add(&load->sources, load->arena, arena_copy(load->arena, name, strlen(name)),
                    arena_copy(load->arena, text, kept), kept);
    struct ast_context context = { load->arena, &load->names, &load->diags };
    const char *at = format(source, &context, &formatted);
    return (struct certpol_text){ at, formatted };
}
