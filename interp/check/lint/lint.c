/* lint.c - what is looked for, in which files, and how policy text is shown. */
#include "interp/check/lint/lint.h"

#include "interp/check/declare/declare.h"

enum { FUEL = 3000000 }; /* looks at nodes, all policies together: a second or two at worst */

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
