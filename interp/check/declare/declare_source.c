/* declare_source.c - documents, their clauses, and what cites them. */
#include "interp/check/declare/declare.h"
#include "interp/check/refer.h"

static uint32_t clause_count(const struct item *item)
{
    uint32_t count = 0;
    for (const struct clause_decl *decl = item->clauses; decl; decl = decl->next)
        count++;
    return count;
}

static int64_t revised_on(struct checker *checker, const struct item *item)
{
    struct days days = { .from = item->revised, .span = item->revised.span };
    int64_t revised, end;
    bool said = item->revised.text && days_resolve(checker, &days, &revised, &end);
    return said ? revised : INTEGER_ABSENT;
}

static struct clause clause_of(struct checker *checker, const struct document *document,
                               const struct clause_decl *decl)
{
    const char *id = arena_format(checker->arena, "%s.%s", document->name, decl->name.text);
    return (struct clause){
        .id = names_intern(&checker->load->names, id, strlen(id)),
        .statement = decl->statement.text,
        .disputed = decl->disputed.text,
        .informational = decl->informational,
        .document = document,
        .span = decl->name.span,
    };
}

void declare_source(struct policy_check *within, struct symbol *symbol)
{
    struct checker *checker = within->checker;
    const struct item *item = symbol->item;
    struct document *document = symbol->document;
    struct places *clauses = arena_new(checker->arena, struct places);
    clauses->arena = checker->arena;
    *document = (struct document){
        .name = symbol->name,
        .title = item->text.text,
        .revised = revised_on(checker, item),
        .clauses = arena_array(checker->arena, struct clause, clause_count(item)),
        .span = item->name.span,
    };
    for (const struct clause_decl *decl = item->clauses; decl; decl = decl->next)
        if (declare_once(checker, clauses, decl->name, "clause"))
            document->clauses[document->count++] = clause_of(checker, document, decl);
    symbol->parts = clauses;
    struct program *program = checker->program;
    program->documents = room_for_one(checker->arena, program->documents, program->document_count,
                                      sizeof *program->documents);
    program->documents[program->document_count++] = document;
}

/* ---- citations ---- */

/* The sources that WITHIN sees; NULL between them. */
static const char *const *source_names(struct policy_check *within)
{
    const struct scope *scope = &within->scope;
    const char **names = arena_array(within->checker->arena, const char *, scope->count);
    for (uint32_t i = 0; i < scope->count; i++)
        if (scope->items[i]->kind == SYMBOL_SOURCE)
            names[i] = scope->items[i]->name;
    return names;
}

static void complain_source(struct policy_check *within, const struct name *cited,
                            const char *source)
{
    struct checker *checker = within->checker;
    const char *closest = checker->diags->count < DIAG_MAX
                              ? meant(checker, source, source_names(within), within->scope.count)
                              : NULL;
    if (may_be_elsewhere(checker, closest))
        return;
    struct diag *diag = diag_error(checker->diags, cited->span, "unknown-source",
                                   "no source is called `%s`", source);
    if (closest)
        diag_meant(checker->diags, diag,
                   arena_format(checker->arena, "%s%s", closest, cited->text + strlen(source)));
    else
        diag_hint(checker->diags, diag, "`use` the file that lists its clauses");
}

static void complain_whole_source(struct checker *checker, const struct name *cited,
                                  const struct document *document)
{
    struct diag *diag = diag_error(checker->diags, cited->span, "source-cited",
                                   "`%s` is a whole source; cite one of its clauses", cited->text);
    if (document->count)
        diag_hint(checker->diags, diag, "as in `%s`", document->clauses[0].id);
}

/* Do A and B differ in nothing but digits?  Then neither was meant by the other. */
static bool differ_in_digits(const char *a, const char *b)
{
    static const char digits[] = "0123456789";
    for (;; a++, b++) {
        a += strspn(a, digits);
        b += strspn(b, digits);
        if (*a != *b || !*a)
            return *a == *b;
    }
}

static void complain_clause(struct checker *checker, const struct name *cited,
                            const struct document *document)
{
    uint32_t count = worth_gathering(checker, document->count);
    const char **ids = arena_array(checker->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        ids[i] = document->clauses[i].id;
    const char *closest = meant(checker, cited->text, ids, count);
    if (closest && differ_in_digits(closest, cited->text))
        closest = NULL;
    if (may_be_elsewhere(checker, closest))
        return;
    struct diag *diag =
        diag_error(checker->diags, cited->span, "unknown-clause", "source `%s` has no clause `%s`",
                   document->name, cited->text + strlen(document->name) + 1);
    diag_other(checker->diags, diag, document->span, "the source");
    hint_meant(checker, diag, closest, "add the clause to the source, or cite another");
}

/* The clause that CITED names, or NULL after a complaint. */
static const struct clause *clause_resolve(struct policy_check *within, const struct name *cited)
{
    struct checker *checker = within->checker;
    size_t length = strcspn(cited->text, ".");
    const char *source = names_intern(&checker->load->names, cited->text, length);
    struct symbol *symbol = scope_find(&within->scope, source);
    offer_clauses(within, cited->span);
    if (!symbol || symbol->kind != SYMBOL_SOURCE) {
        complain_source(within, cited, source);
        return NULL;
    }
    symbol->used = true;
    if (!cited->text[length]) {
        refer_clause(checker, cited, symbol, NULL);
        complain_whole_source(checker, cited, symbol->document);
        return NULL;
    }
    const char *part = cited->text + length + 1;
    const struct place_of *found =
        places_find(symbol->parts, names_intern(&checker->load->names, part, strlen(part)));
    const struct clause *clause = found ? &symbol->document->clauses[found->number] : NULL;
    refer_clause(checker, cited, symbol, clause);
    if (clause)
        return clause;
    complain_clause(checker, cited, symbol->document);
    return NULL;
}

struct citations citations_resolve(struct policy_check *within, const struct cites *cites)
{
    const struct clause **items =
        arena_array(within->checker->arena, const struct clause *, cites->count);
    uint32_t count = 0;
    for (uint32_t i = 0; i < cites->count; i++) {
        const struct name *cited = &cites->items[i].name;
        const struct clause *clause = cited->text ? clause_resolve(within, cited) : NULL;
        if (clause)
            items[count++] = clause;
    }
    return (struct citations){ items, count };
}
