/* declare.c - the order of declarations: policies with their scopes, then types, then what uses
 * types.
 *
 * What single declarations mean is the business of declare_*.c. */
#include "interp/check/declare/declare.h"

static void declare_made(struct policy_check *within, struct symbol *symbol)
{
    switch (symbol->kind) {
    case SYMBOL_PARAMETER:
        declare_parameter(within, symbol);
        break;
    case SYMBOL_DEFINE:
        declare_define(within, symbol);
        break;
    default:
        declare_decision(within, symbol);
        break;
    }
}

/* Parameters, defines and decisions: when all types are known. */
static void declare_own(struct policy_check *within)
{
    for (uint32_t i = 0; i < within->scope.count; i++)
        if (!symbol_is_shared(within->scope.items[i]->kind))
            declare_made(within, within->scope.items[i]);
}

/* ---- policies ---- */

static struct policy *policy_new(struct checker *checker, const struct module *module)
{
    struct policy *policy = arena_new(checker->arena, struct policy);
    *policy = (struct policy){ .name = "", .from = DATE_MIN, .to = DATE_MAX, .zone_name = "UTC" };
    policy->rounding = module->policy ? ROUNDING_NONE : ROUNDING_DOWN;
    if (module->policy) {
        policy->name = module->policy->name.text;
        policy->span = module->policy->name.span;
        policy->index = checker->program->policy_count;
        checker->program->policies[checker->program->policy_count++] = policy;
    }
    return policy;
}

static void add_policy(struct checker *checker, uint32_t index)
{
    const struct module_check *module = &checker->modules[index];
    struct policy_check *within = arena_new(checker->arena, struct policy_check);
    within->checker = checker;
    within->module = module->module;
    within->policy = policy_new(checker, module->module);
    within->scope.arena = checker->arena;
    checker->policies[checker->policy_count++] = within;
    for (uint32_t i = 0; i <= index; i++) {
        if (!module->sees[i])
            continue;
        if (!checker->modules[i].within)
            checker->modules[i].within = within;
        scope_module(within, &checker->modules[i]);
    }
}

/* A policy each; and a nameless one for each given file that no policy sees. */
static void add_policies(struct checker *checker)
{
    uint32_t count = checker->load->module_count;
    checker->policies = arena_array(checker->arena, struct policy_check *, count);
    checker->program->policies = arena_array(checker->arena, struct policy *, count);
    for (uint32_t i = 0; i < count; i++)
        if (checker->load->modules[i]->given && checker->load->modules[i]->policy)
            add_policy(checker, i);
    for (uint32_t i = count; i-- > 0;)
        if (checker->load->modules[i]->given && !checker->modules[i].within)
            add_policy(checker, i);
}

/* The first instant at which POLICY is in force, and the first at which it is no longer. */
static int64_t begin_of(const struct policy *policy)
{
    return policy->from == DATE_MIN ? INT64_MIN : zone_start_of(policy->zone, policy->from);
}

static int64_t end_of(const struct policy *policy)
{
    return policy->to == DATE_MAX ? INT64_MAX : zone_start_of(policy->zone, policy->to + 1);
}

/* Versions of one policy may follow each other, not overlap; where their time zones differ, the
 * same day does not begin at the same instant. */
static void check_versions(struct checker *checker, const struct policy *policy)
{
    for (uint32_t i = 0; i < policy->index; i++) {
        const struct policy *other = checker->program->policies[i];
        if (other->name != policy->name || end_of(other) <= begin_of(policy) ||
            end_of(policy) <= begin_of(other))
            continue;
        struct diag *diag =
            diag_error(checker->diags, policy->span, "versions-overlap",
                       "two versions of policy `%s` are effective on %s", policy->name,
                       day_shown(checker, policy->from > other->from ? policy->from : other->from));
        diag_other(checker->diags, diag, other->span, "the other version");
        bool zones = other->to < policy->from || policy->to < other->from;
        diag_hint(checker->diags, diag, "%s",
                  zones ? "their time zones differ, and so do the instants at which a day begins: "
                          "give both the same `timezone`"
                        : "let one end the day before the other begins: "
                          "`effective 2020-01-01 .. 2020-12-31`");
        return;
    }
}

/* ---- the input ---- */

/* The input that WITHIN sees first; a second one is an error. */
static struct symbol *find_input(struct policy_check *within)
{
    struct symbol *input = NULL;
    for (uint32_t i = 0; i < within->scope.count; i++) {
        struct symbol *symbol = within->scope.items[i];
        if (symbol->kind != SYMBOL_INPUT)
            continue;
        if (!input) {
            input = symbol;
            continue;
        }
        struct diags *diags = within->checker->diags;
        struct diag *diag =
            diag_error(diags, symbol->item->name.span, "second-input",
                       "a policy reads one kind of record, and `%s` is the second", symbol->name);
        diag_other(diags, diag, input->item->name.span, "the first");
        diag_hint(diags, diag, "make it a `record`, and a field of `%s`", input->name);
    }
    return input;
}

/* The first decision that WITHIN sees, or that stands in a GIVEN file; or NULL. */
static const struct item *first_decision(const struct policy_check *within, bool given)
{
    for (uint32_t i = 0; i < within->scope.count; i++) {
        const struct symbol *symbol = within->scope.items[i];
        if (symbol->kind == SYMBOL_DECISION && (symbol->module->given || !given))
            return symbol->item;
    }
    return NULL;
}

static void complain_no_input(struct policy_check *within)
{
    const struct item *decision = first_decision(within, false);
    if (!decision || within->checker->load->incomplete)
        return;
    struct diags *diags = within->checker->diags;
    bool named = within->module->policy;
    struct diag *diag = diag_error(diags, named ? within->policy->span : decision->name.span,
                                   "no-input", "nothing says what a record is");
    diag_hint(diags, diag,
              "declare one, `input Holder key id { id: text … }`, or `use` the file "
              "that does");
}

static void declare_input(struct policy_check *within, const struct symbol **common)
{
    struct symbol *input = find_input(within);
    if (!input) {
        complain_no_input(within);
        return;
    }
    if (!*common) {
        *common = input;
        within->checker->program->input = input->record;
        return;
    }
    if (*common == input)
        return;
    struct diags *diags = within->checker->diags;
    struct diag *diag = diag_error(diags, input->item->name.span, "other-input",
                                   "policies that run together read the same records");
    diag_other(diags, diag, (*common)->item->name.span, "what another policy reads");
    diag_hint(diags, diag, "declare the input in one file, which all policies `use`");
}

/* ---- all declarations ---- */

/* Fill what the module declares of KIND. */
static void declare_kind(struct module_check *check, enum symbol_kind kind,
                         void (*fill)(struct policy_check *, struct symbol *))
{
    uint32_t count = check->within ? item_count(check->module) : 0;
    for (uint32_t i = 0; i < count; i++)
        if (check->symbols[i] && check->symbols[i]->kind == kind)
            fill(check->within, check->symbols[i]);
}

static void declare_shared(struct checker *checker)
{
    static const struct {
        enum symbol_kind kind;
        void (*fill)(struct policy_check *, struct symbol *);
    } kinds[] = {
        { SYMBOL_ENUM, declare_enum },     { SYMBOL_RECORD, declare_record },
        { SYMBOL_INPUT, declare_record },  { SYMBOL_OUTCOME, declare_outcome },
        { SYMBOL_SOURCE, declare_source }, { SYMBOL_TABLE, declare_table },
    };
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++)
        for (uint32_t i = 0; i < checker->load->module_count; i++)
            declare_kind(&checker->modules[i], kinds[kind].kind, kinds[kind].fill);
}

/* What decides is a policy, or used by one: a file without one that is checked alone would decide
 * nothing, and nobody would notice. */
static void check_decides(struct policy_check *within)
{
    const struct item *decision = within->module->policy ? NULL : first_decision(within, true);
    if (!decision || within->checker->load->incomplete)
        return;
    struct diags *diags = within->checker->diags;
    struct diag *diag = diag_error(
        diags, decision->name.span, "no-policy",
        "`%s` is never decided: this file has no `policy`, and none that uses it is given",
        decision->name.text);
    diag_hint(diags, diag,
              "put a header above, `policy renewal { timezone \"UTC\" }`, or name a policy that "
              "uses this file");
}

/* A file has one policy. */
static void check_headers(struct checker *checker, const struct module *module)
{
    for (const struct item *item = module->ast.items; item; item = item->next) {
        if (item->kind != ITEM_POLICY || item == module->policy)
            continue;
        struct diag *diag =
            diag_error(checker->diags, item->name.span, "second-policy",
                       "a file is one policy, and `%s` is the second", item->name.text);
        diag_other(checker->diags, diag, module->policy->name.span, "the first");
        diag_hint(checker->diags, diag, "give it a file of its own");
    }
}

void declare(struct checker *checker)
{
    struct load *load = checker->load;
    const struct symbol *input = NULL;
    checker->modules = arena_array(checker->arena, struct module_check, load->module_count);
    for (uint32_t i = 0; i < load->module_count; i++) {
        declare_module(checker, i);
        check_headers(checker, load->modules[i]);
    }
    add_policies(checker);
    declare_shared(checker);
    for (uint32_t i = 0; i < checker->policy_count; i++) {
        struct policy_check *within = checker->policies[i];
        check_nesting(within);
        check_decides(within);
        declare_input(within, &input);
        list_documents(within);
        declare_policy(within);
        declare_own(within);
    }
    for (uint32_t i = 0; i < checker->program->policy_count; i++)
        check_versions(checker, checker->program->policies[i]);
}
