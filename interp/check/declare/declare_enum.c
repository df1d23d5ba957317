/* declare_enum.c - enumerations: members, and how data spell them. */
#include "interp/check/declare/declare.h"

static bool is_reserved(const char *word)
{
    static const char *const words[] = {
        "and",     "or",     "not",   "in",    "is",        "else",    "where",
        "has",     "any",    "every", "count", "sum",       "latest",  "earliest",
        "highest", "lowest", "all",   "true",  "false",     "present", "absent",
        "let",     "rule",   "when",  "then",  "otherwise",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

void warn_reserved(struct checker *checker, struct name name, const char *what)
{
    if (!is_reserved(name.text))
        return;
    struct diag *diag = diag_warning(checker->diags, name.span, "reserved-word",
                                     "%s `%s` is a word of the language: `is %s` will not be "
                                     "understood",
                                     what, name.text, name.text);
    diag_hint(checker->diags, diag, "choose another name%s",
              strcmp(what, "member") == 0 ? "; a text behind it keeps the spelling in data" : "");
}

const char *spelling_resolve(struct checker *checker, struct name name,
                             const struct literal *spelling)
{
    if (!spelling->text)
        return name.text;
    if (spelling->length > 0)
        return names_intern(&checker->load->names, spelling->text, spelling->length);
    struct diag *diag = diag_error(checker->diags, spelling->span, "empty-spelling",
                                   "data cannot spell `%s` as nothing", name.text);
    diag_hint(checker->diags, diag, "leave the text out to spell it `%s`", name.text);
    return name.text;
}

void spelling_once(struct checker *checker, struct places *places, const char *spelling,
                   struct span span)
{
    const struct place_of *first = places_add(places, (struct place_of){ spelling, span, 0 });
    if (!first)
        return;
    struct diag *diag = diag_error(checker->diags, span, "spelled-twice",
                                   "data spell two of these \"%s\"", spelling);
    diag_other(checker->diags, diag, first->span, "the other one");
    diag_hint(checker->diags, diag, "each needs a spelling of its own");
}

static uint32_t member_count(const struct item *item)
{
    uint32_t count = 0;
    for (const struct member_decl *member = item->members; member; member = member->next)
        count++;
    return count;
}

static void add_member(struct checker *checker, struct enumeration *enumeration,
                       const struct member_decl *decl, struct places *spellings)
{
    const char *spelling = spelling_resolve(checker, decl->name, &decl->spelling);
    struct span span = decl->spelling.text ? decl->spelling.span : decl->name.span;
    enumeration->members[enumeration->count++] =
        (struct member){ .name = decl->name.text, .spelling = spelling, .span = decl->name.span };
    warn_reserved(checker, decl->name, "member");
    spelling_once(checker, spellings, spelling, span);
}

static const struct text *spellings_of(struct arena *arena, const struct enumeration *enumeration)
{
    struct text *spellings = arena_array(arena, struct text, enumeration->count);
    for (uint32_t i = 0; i < enumeration->count; i++)
        spellings[i] = text_of(enumeration->members[i].spelling);
    return spellings;
}

void declare_enum(struct policy_check *within, struct symbol *symbol)
{
    struct checker *checker = within->checker;
    struct enumeration *enumeration = symbol->enumeration;
    const struct item *item = symbol->item;
    struct places *names = arena_new(checker->arena, struct places);
    struct places spellings = { .arena = checker->arena };
    *names = spellings;
    symbol->parts = names;
    enumeration->ordered = item->ordered;
    enumeration->members = arena_array(checker->arena, struct member, member_count(item));
    for (const struct member_decl *decl = item->members; decl; decl = decl->next)
        if (declare_once(checker, names, decl->name, "member"))
            add_member(checker, enumeration, decl, &spellings);
    enumeration->spellings = spellings_of(checker->arena, enumeration);
    if (item->members || checker->load->incomplete)
        return;
    struct diag *diag = diag_error(checker->diags, item->name.span, "no-members",
                                   "enumeration `%s` has no members", item->name.text);
    diag_hint(checker->diags, diag, "list them: `enum %s { first  second }`", item->name.text);
}
