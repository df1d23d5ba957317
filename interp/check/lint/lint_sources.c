/* lint_sources.c - sources of which nothing is cited, and clauses that were left out of those that
 * are. */
#include "grammar/pointer_map.h"
#include "interp/check/lint/lint.h"

/* What is cited: documents and clauses, by their addresses. */
static void find_cited(const struct checker *checker, struct arena *arena,
                       struct pointer_map *cited)
{
    const struct reference_list *words = &checker->options.references->words;
    for (uint32_t i = 0; i < words->count; i++) {
        const struct reference *word = &words->items[i];
        if (word->thing != THING_CLAUSE || word->span.start == word->declared.start)
            continue;
        pointer_map_set(arena, cited, word->clause, (void *)(uintptr_t)word->clause);
        pointer_map_set(arena, cited, word->clause->document,
                        (void *)(uintptr_t)word->clause->document);
    }
}

static void warn_document(struct checker *checker, const struct document *document)
{
    struct diag *diag = diag_warning(checker->diags, document->span, "uncited-source",
                                     "nothing of the source `%s` is cited", document->name);
    diag_hint(checker->diags, diag,
              "cite its clauses where rules and parameters rest on them, or leave it out");
}

static void warn_clauses(struct checker *checker, const struct document *document,
                         const struct pointer_map *cited)
{
    for (uint32_t i = 0; i < document->count; i++) {
        const struct clause *clause = &document->clauses[i];
        if (clause->informational || pointer_map_get(cited, clause))
            continue;
        struct diag *diag = diag_warning(checker->diags, clause->span, "uncited-clause",
                                         "nothing cites %s", clause->id);
        diag_hint(checker->diags, diag,
                  "cite it where it is obeyed; say `info` before it if it demands nothing");
    }
}

void lint_sources(struct checker *checker)
{
    struct arena working = { 0 };
    struct pointer_map cited = { 0 };
    find_cited(checker, &working, &cited);
    for (uint32_t i = 0; i < checker->program->document_count; i++) {
        const struct document *document = checker->program->documents[i];
        if (!lint_judges(checker, document->span))
            continue;
        if (pointer_map_get(&cited, document))
            warn_clauses(checker, document, &cited);
        else
            warn_document(checker, document);
    }
    arena_free(&working);
}
