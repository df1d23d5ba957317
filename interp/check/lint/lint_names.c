/* lint_names.c - names that nothing uses, cases that nothing gives, and names that a member hides.
 *
 * Reads what the checker wrote down of each word; looks at no expression itself. */
#include "interp/check/lint/lint.h"

#include <stdlib.h>

#include "grammar/pointer_map.h"
#include "interp/check/declare/declare.h"

/* Places in the load's texts, in order. */
struct places_list {
    uint32_t *places;
    uint32_t count;
};

/* What the checker found out, made ready to be asked. */
struct names_work {
    struct checker *checker;
    struct arena arena;       /* until the work is done */
    struct places_list used;  /* declarations that something uses */
    struct pointer_map given; /* cases that a rule gives, and outcomes that a decision has */
};

static int compare_places(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

static bool is_listed(const struct places_list *list, uint32_t place)
{
    return list->count &&
           bsearch(&place, list->places, list->count, sizeof *list->places, compare_places);
}

static void sort(struct places_list *list)
{
    if (list->count)
        qsort(list->places, list->count, sizeof *list->places, compare_places);
}

/* Where messages name what they are for, which is no use of it. */
static struct places_list find_targets(struct names_work *work)
{
    const struct load *load = work->checker->load;
    struct places_list targets = { 0 };
    for (uint32_t i = 0; i < load->module_count; i++)
        for (const struct item *item = load->modules[i]->ast.items; item; item = item->next) {
            if (item->kind != ITEM_MESSAGES)
                continue;
            targets.places =
                room_for_one(&work->arena, targets.places, targets.count, sizeof *targets.places);
            targets.places[targets.count++] = item->target.span.start;
        }
    sort(&targets);
    return targets;
}

static void find_uses(struct names_work *work)
{
    const struct reference_list *words = &work->checker->options.references->words;
    struct places_list targets = find_targets(work);
    work->used.places = arena_array(&work->arena, uint32_t, words->count + 1);
    for (uint32_t i = 0; i < words->count; i++) {
        const struct reference *word = &words->items[i];
        if (word->span.start != word->declared.start && !is_listed(&targets, word->span.start))
            work->used.places[work->used.count++] = word->declared.start;
    }
    sort(&work->used);
}

static void note_given(struct names_work *work, const struct decision *decision)
{
    const struct outcome *outcome = decision->outcome;
    void *yes = work;
    pointer_map_set(&work->arena, &work->given, outcome, yes);
    for (uint32_t i = 0; i < decision->rule_count; i++)
        pointer_map_set(&work->arena, &work->given,
                        &outcome->cases[decision->rules[i]->outcome_case], yes);
}

static void find_given(struct names_work *work)
{
    const struct checker *checker = work->checker;
    for (uint32_t i = 0; i < checker->policy_count; i++) {
        const struct policy *policy = checker->policies[i]->policy;
        for (uint32_t k = 0; k < policy->decision_count; k++)
            note_given(work, policy->decisions[k]);
    }
}

/* ---- what is left out by leaving its text out ---- */

static const struct item *item_named_at(const struct checker *checker, uint32_t place)
{
    const struct module_check *check = module_at(checker, (struct span){ place, place });
    const struct item *item = check ? check->module->ast.items : NULL;
    while (item && item->span.end <= place)
        item = item->next;
    return item;
}

/* The whole of the declaration whose name is at PLACE; nowhere for an argument. */
static struct span declaration_at(const struct checker *checker, uint32_t place)
{
    const struct item *item = item_named_at(checker, place);
    if (!item)
        return (struct span){ 0, 0 };
    if (item->name.span.start == place)
        return item->doc.end ? span_join(item->doc, item->span) : item->span;
    for (const struct step *step = item->kind == ITEM_DECIDE ? item->steps : NULL; step;
         step = step->next)
        if (step->kind == STEP_LET && step->name.span.start == place)
            return step->span;
    return (struct span){ 0, 0 };
}

/* ---- unused ---- */

struct unused {
    const char *code, *what, *hint;
};

static const char *const leave_out = "leave it out";

static struct unused unused_local(const struct reference *word)
{
    if (strcmp(word->of, "let") == 0)
        return (struct unused){ "unused-let", "let", leave_out };
    if (strcmp(word->of, "argument") == 0)
        return (struct unused){ "unused-argument", "argument", "leave it out here and in calls" };
    return (struct unused){ NULL, NULL, NULL };
}

/* How it is called that WORD, a declaration, is not used; without a code where it need not be. */
static struct unused unused_kind(const struct checker *checker, const struct reference *word)
{
    switch (word->thing) {
    case THING_ENUM:
        return (struct unused){ "unused-enum", "enumeration", leave_out };
    case THING_RECORD:
        if (word->record == checker->program->input || word->record->table)
            break;
        return (struct unused){ "unused-record", "record", leave_out };
    case THING_TABLE:
        return (struct unused){ "unused-table", "table", leave_out };
    case THING_OUTCOME:
        return (struct unused){ "unused-outcome", "outcome", leave_out };
    case THING_PARAMETER:
        return (struct unused){ "unused-parameter", "parameter", leave_out };
    case THING_DEFINE:
        return (struct unused){ "unused-define", "define", leave_out };
    case THING_LOCAL:
        return unused_local(word);
    default:
        break;
    }
    return (struct unused){ NULL, NULL, NULL };
}

static void warn_unused(struct checker *checker, const struct reference *word)
{
    struct unused unused = unused_kind(checker, word);
    if (!unused.code || !lint_judges(checker, word->span))
        return;
    struct diag *diag = diag_warning(checker->diags, word->span, unused.code,
                                     "nothing uses the %s `%s`", unused.what, word->name);
    diag_hint(checker->diags, diag, "%s", unused.hint);
    if (diag == &checker->diags->overflow)
        return;
    struct span whole = declaration_at(checker, word->span.start);
    if (whole.end)
        diag_mend(checker->diags, diag, whole, "%s", "");
}

/* ---- never given ---- */

static void warn_never_given(struct names_work *work, const struct outcome *outcome)
{
    struct diags *diags = work->checker->diags;
    for (uint32_t i = 0; i < outcome->count; i++) {
        const struct outcome_case *outcome_case = &outcome->cases[i];
        if (pointer_map_get(&work->given, outcome_case))
            continue;
        struct diag *diag =
            diag_warning(diags, outcome_case->span, "never-given",
                         "no rule gives the case `%s` of %s", outcome_case->name, outcome->name);
        diag_hint(diags, diag, "leave it out, or give it");
    }
}

/* ---- hidden ---- */

static const char *hidden_word(const struct reference *word)
{
    switch (word->thing) {
    case THING_LOCAL:
        return word->of;
    case THING_PARAMETER:
        return "parameter";
    case THING_DEFINE:
        return "define";
    case THING_FIELD:
        return "field";
    default:
        return NULL;
    }
}

/* A value whose name is a member of its own type: right of `is` the bare name is the member. */
static void warn_hidden(struct checker *checker, const struct reference *word)
{
    const char *what = word->type.kind == TYPE_ENUM ? hidden_word(word) : NULL;
    const struct enumeration *of = what ? word->type.enumeration : NULL;
    for (uint32_t i = 0; what && i < of->count; i++) {
        if (strcmp(of->members[i].name, word->name) != 0 || !lint_judges(checker, word->span))
            continue;
        struct diag *diag = diag_warning(
            checker->diags, word->span, "hidden-by-member",
            "the %s `%s` is called like a member of its own type: behind `is` the bare word is "
            "the member",
            what, word->name);
        diag_other(checker->diags, diag, of->members[i].span, "the member");
        diag_hint(checker->diags, diag, "choose another name");
    }
}

static void judge_declaration(struct names_work *work, const struct reference *word)
{
    if (!is_listed(&work->used, word->declared.start))
        warn_unused(work->checker, word);
    if (word->thing == THING_OUTCOME && pointer_map_get(&work->given, word->outcome) &&
        lint_judges(work->checker, word->span))
        warn_never_given(work, word->outcome);
    warn_hidden(work->checker, word);
}

void lint_names(struct checker *checker)
{
    const struct reference_list *words = &checker->options.references->words;
    struct names_work work = { .checker = checker };
    find_uses(&work);
    find_given(&work);
    for (uint32_t i = 0; i < words->count; i++)
        if (words->items[i].span.start == words->items[i].declared.start)
            judge_declaration(&work, &words->items[i]);
    arena_free(&work.arena);
}
