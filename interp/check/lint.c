/* lint.c - the kinds of warnings, and the order in which they are looked for. */
#include "interp/check/lint.h"

#include "interp/check/declare.h"

static const struct lint lints[] = {
    { "allow-without-reason", "a comment allows a warning and does not say why", false },
    { "always-false", "a condition that holds for no record", false },
    { "always-true", "a condition that holds for every record", false },
    { "costly", "a record may take more than half of the steps allowed", false },
    { "hidden-by-member", "a name that its own type's member hides where a member is expected",
      false },
    { "known-absent", "a question about what is known to be absent", false },
    { "missing-translation", "a rule or member without a message in a language of the policy",
      false },
    { "needless-else", "an `else` behind what is never absent", false },
    { "never-absent", "a question whether something is there that is known to be there", false },
    { "never-given", "a case that no rule gives", false },
    { "reserved-word", "a member or case called like a word of the language", false },
    { "rounding-matters", "a sum of a date and months that the policy's rounding decides", true },
    { "settled-above", "a part of a condition that the rules above have settled", false },
    { "swallowed-member", "a member that `otherwise` takes while rules ask for most others",
      false },
    { "uncited-clause", "a normative clause that nothing cites", false },
    { "uncited-source", "a source of which nothing is cited", false },
    { "unknown-lint", "a comment allows a warning that there is not", false },
    { "unreachable-rule", "a rule that the ones above it leave nothing to", false },
    { "unused-allow", "a comment allows a warning that is not there", false },
    { "unused-argument", "an argument that its define does not use", false },
    { "unused-define", "a define that nothing uses", false },
    { "unused-enum", "an enumeration that nothing uses", false },
    { "unused-let", "a let that nothing uses", false },
    { "unused-outcome", "an outcome that no decision gives", false },
    { "unused-parameter", "a parameter that nothing uses", false },
    { "unused-record", "a record that nothing uses", false },
    { "unused-table", "a table that nothing uses", false },
};

enum {
    LINTS = sizeof lints / sizeof *lints,
    FUEL = 20000000 /* looks at nodes, all policies together: a second at worst */
};

const struct lint *lint_at(uint32_t index)
{
    return index < LINTS ? &lints[index] : NULL;
}

const struct lint *lint_find(const char *code)
{
    for (uint32_t i = 0; i < LINTS; i++)
        if (strcmp(lints[i].code, code) == 0)
            return &lints[i];
    return NULL;
}

static bool decides(const struct module *module)
{
    const struct item *item = module->ast.items;
    while (item && item->kind != ITEM_DECIDE)
        item = item->next;
    return item != NULL;
}

/* Does some policy of the load see the module INDEX? */
static bool is_seen(const struct checker *checker, uint32_t index)
{
    for (uint32_t i = 0; i < checker->load->module_count; i++)
        if (checker->load->modules[i]->policy && checker->modules[i].sees[index])
            return true;
    return false;
}

bool lint_judges(const struct checker *checker, struct span span)
{
    const struct module_check *check = module_at(checker, span);
    if (!check)
        return false;
    uint32_t index = (uint32_t)(check - checker->modules);
    const struct module *module = check->module;
    return module->policy || (module->given && (decides(module) || is_seen(checker, index)));
}

enum { TEXT_MAX = 60 };

const char *lint_text(struct checker *checker, struct span span)
{
    const char *text = sources_text(&checker->load->sources, span);
    uint32_t length = span.end - span.start;
    const char *line_end = memchr(text, '\n', length);
    uint32_t shown = line_end ? (uint32_t)(line_end - text) : length;
    shown = shown < TEXT_MAX ? shown : TEXT_MAX;
    if (shown == length)
        return arena_format(checker->arena, "`%.*s`", (int)length, text);
    while (shown && ((unsigned char)text[shown] & 0xC0) == 0x80)
        shown--;
    while (shown && strchr(" \t\r", text[shown - 1]))
        shown--;
    return arena_format(checker->arena, "`%.*s …`", (int)shown, text);
}

void lint(struct checker *checker)
{
    uint64_t fuel = FUEL;
    lint_names(checker);
    lint_sources(checker);
    for (uint32_t i = 0; i < checker->policy_count; i++)
        if (checker->policies[i]->policy->order)
            lint_rules(checker->policies[i], &fuel);
}
