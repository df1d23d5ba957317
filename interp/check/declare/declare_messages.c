/* declare_messages.c - what people are told: texts for rules and members, in the policy's
 * languages.
 *
 * Messages of an enumeration belong to it and so to all policies that see it; those of a decision
 * to its policy.  A file that several policies use may have messages that concern only one of them.
 */
#include "interp/check/language_tag.h"
#include "interp/check/declare/message_text.h"
#include "interp/check/refer.h"

enum { LANGUAGES_MAX = 100 };

/* One `messages LANGUAGE for TARGET`. */
struct telling {
    struct policy_check *within;
    struct checker *checker;
    const struct module *module; /* in which it stands */
    const struct item *item;
    struct symbol *target;
    const char *language;
};

/* ---- languages ---- */

/* POLICY's own spelling of LANGUAGE, or NULL. */
static const char *policy_language(const struct policy *policy, const char *language)
{
    for (uint32_t i = 0; i < policy->language_count; i++)
        if (language_tag_equal(policy->languages[i], language))
            return policy->languages[i];
    return NULL;
}

static bool is_language_of_another(const struct checker *checker, const char *language)
{
    for (uint32_t i = 0; i < checker->program->policy_count; i++)
        if (policy_language(checker->program->policies[i], language))
            return true;
    return false;
}

static void complain_language(struct telling *telling)
{
    const struct policy *policy = telling->within->policy;
    const struct name *language = &telling->item->language;
    struct diags *diags = telling->checker->diags;
    struct arena *arena = telling->checker->arena;
    struct diag *diag = diag_error(diags, language->span, "undeclared-language",
                                   "policy `%s` does not speak `%s`", policy->name, language->text);
    diag_other(diags, diag, policy->span, "its header");
    const char *closest =
        meant(telling->checker, language->text, policy->languages, policy->language_count);
    if (closest)
        diag_meant(diags, diag, language_tag_quoted(arena, closest));
    else
        diag_hint(diags, diag, "add it to the header: `languages %s%s%s`",
                  policy->language_count ? language_tag_quoted(arena, policy->languages[0]) : "",
                  policy->language_count ? ", …, " : "",
                  language_tag_quoted(arena, language->text));
}

static bool find_language(struct telling *telling)
{
    const char *language = telling->item->language.text;
    if (!telling->within->module->policy) {
        telling->language = language_tag_of(telling->checker->arena, language);
        return true;
    }
    telling->language = policy_language(telling->within->policy, language);
    bool shared = !telling->module->policy;
    if (!telling->language && !(shared && is_language_of_another(telling->checker, language)))
        complain_language(telling);
    return telling->language;
}

/* ---- targets ---- */

static bool is_target(const struct symbol *symbol)
{
    return symbol->kind == SYMBOL_DECISION || symbol->kind == SYMBOL_ENUM;
}

static bool is_target_of_another(const struct telling *telling)
{
    const struct checker *checker = telling->checker;
    if (telling->module->policy)
        return false;
    if (!telling->within->module->policy)
        return true;
    for (uint32_t i = 0; i < checker->policy_count; i++)
        if (scope_find(&checker->policies[i]->scope, telling->item->target.text))
            return true;
    return false;
}

/* A decision that gives OUTCOME, or NULL. */
static const char *decision_of(const struct policy *policy, const struct outcome *outcome)
{
    for (uint32_t i = 0; i < policy->decision_count; i++)
        if (policy->decisions[i]->outcome == outcome)
            return policy->decisions[i]->name;
    return NULL;
}

static void complain_kind(struct telling *telling, const struct symbol *symbol)
{
    const struct name *target = &telling->item->target;
    struct diags *diags = telling->checker->diags;
    struct diag *diag = diag_error(diags, target->span, "not-a-target",
                                   "messages are for a decision or an enumeration, and `%s` is "
                                   "neither",
                                   target->text);
    diag_other(diags, diag, symbol->item->name.span, "declared here");
    const char *decision = symbol->kind == SYMBOL_OUTCOME
                               ? decision_of(telling->within->policy, symbol->outcome)
                               : NULL;
    if (decision)
        diag_hint(diags, diag, "name the decision that gives it: `messages %s for %s`",
                  telling->item->language.text, decision);
}

static void complain_target(struct telling *telling)
{
    struct checker *checker = telling->checker;
    const struct scope *scope = &telling->within->scope;
    const struct name *target = &telling->item->target;
    uint32_t count = worth_gathering(checker, scope->count);
    const char **names = arena_array(checker->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = is_target(scope->items[i]) ? scope->items[i]->name : NULL;
    const char *closest = meant(checker, target->text, names, count);
    if (may_be_elsewhere(checker, closest))
        return;
    struct diag *diag = diag_error(checker->diags, target->span, "unknown-target",
                                   "there is no decision or enumeration `%s`", target->text);
    hint_meant(checker, diag, closest,
               "messages are for the rules of a decision or the members of an enumeration");
}

static bool find_target(struct telling *telling)
{
    const struct name *name = &telling->item->target;
    struct symbol *symbol = scope_find(&telling->within->scope, name->text);
    telling->target = symbol;
    offer_symbols(telling->within, name->span, is_target);
    if (symbol && is_target(symbol)) {
        refer(telling->checker, name->span, reference_of_symbol(telling->checker, symbol));
        return true;
    }
    if (symbol)
        complain_kind(telling, symbol);
    else if (!is_target_of_another(telling))
        complain_target(telling);
    return false;
}

/* ---- messages ---- */

static void complain_part(struct telling *telling, const struct name *name)
{
    struct checker *checker = telling->checker;
    const struct symbol *target = telling->target;
    const struct places *parts = target->parts;
    uint32_t count = worth_gathering(checker, parts->capacity);
    const char **names = arena_array(checker->arena, const char *, count);
    for (uint32_t i = 0; i < count; i++)
        names[i] = parts->items[i].name;
    const char *closest = meant(checker, name->text, names, count);
    if (may_be_elsewhere(checker, closest))
        return;
    struct diag *diag =
        target->kind == SYMBOL_DECISION
            ? diag_error(checker->diags, name->span, "unknown-rule",
                         "decision `%s` has no rule `%s`", target->name, name->text)
            : diag_error(checker->diags, name->span, "unknown-member",
                         "enumeration `%s` has no member `%s`", target->name, name->text);
    diag_other(checker->diags, diag, target->item->name.span, "declared here");
    hint_meant(checker, diag, closest, "leave it out, or use its name of now");
}

static void complain_told_twice(struct telling *telling, const struct name *name,
                                const struct message *first)
{
    struct diags *diags = telling->checker->diags;
    struct diag *diag = diag_error(diags, name->span, "message-twice",
                                   "`%s` has two messages in `%s`", name->text, telling->language);
    diag_other(diags, diag, first->span, "the first");
    diag_hint(diags, diag, "leave one out");
}

/* Whether a message at NAME is a new one among MESSAGES; a complaint where there is another in its
 * language, none where it is there itself, told for another policy. */
static bool is_new(struct telling *telling, const struct message *messages, const struct name *name)
{
    uint32_t count = 0;
    for (; messages; messages = messages->next, count++) {
        if (!language_tag_equal(messages->language, telling->language))
            continue;
        if (messages->span.start != name->span.start)
            complain_told_twice(telling, name, messages);
        return false;
    }
    if (count < LANGUAGES_MAX)
        return true;
    diag_error(telling->checker->diags, name->span, "too-many-languages",
               "`%s` has messages in more than %d languages", name->text, LANGUAGES_MAX);
    return false;
}

static const struct outcome_case *case_given(const struct decision *decision,
                                             const struct rule *rule)
{
    return &decision->outcome->cases[rule->outcome_case];
}

/* Attach DECL to the part NUMBER of the target. */
static void attach(struct telling *telling, const struct message_decl *decl, uint32_t number)
{
    struct symbol *target = telling->target;
    bool decides = target->kind == SYMBOL_DECISION;
    struct rule *rule = decides ? &target->decision->steps[number] : NULL;
    struct member *member = decides ? NULL : &target->enumeration->members[number];
    if (decides && !rule->arguments) /* what it gives is in error */
        return;
    const struct message **messages = decides ? &rule->messages : &member->messages;
    if (!is_new(telling, *messages, &decl->name))
        return;
    struct message *message = arena_new(telling->checker->arena, struct message);
    *message = (struct message){ .language = telling->language,
                                 .next = *messages,
                                 .span = decl->name.span };
    message_cut(telling->checker, &decl->text, decides ? case_given(target->decision, rule) : NULL,
                message);
    *messages = message;
}

static void refer_part(struct telling *telling, const struct name *name,
                       const struct place_of *part)
{
    const struct symbol *target = telling->target;
    uint32_t number = part->number;
    refer(telling->checker, name->span,
          target->kind == SYMBOL_DECISION
              ? reference_of_rule(target->decision, &target->decision->steps[number], part->span)
              : reference_of_member(target->enumeration, &target->enumeration->members[number]));
}

static void tell(struct telling *telling)
{
    bool target = find_target(telling), language = find_language(telling);
    if (!target || !language)
        return;
    for (const struct message_decl *decl = telling->item->messages; decl; decl = decl->next) {
        const struct place_of *part =
            decl->name.text ? places_find(telling->target->parts, decl->name.text) : NULL;
        offer_parts(telling->checker, decl->name.span, telling->target);
        if (part) {
            refer_part(telling, &decl->name, part);
            attach(telling, decl, part->number);
        } else if (decl->name.text) {
            complain_part(telling, &decl->name);
        }
    }
}

/* ---- what is missing ---- */

static const struct module_check *module_of(const struct policy_check *within)
{
    const struct module_check *module = within->checker->modules;
    while (module->module != within->module)
        module++;
    return module;
}

static bool is_told_in(const struct message *message, const char *language)
{
    for (; message; message = message->next)
        if (language_tag_equal(message->language, language))
            return true;
    return false;
}

/* The last declaration of LANGUAGE's messages for TARGET that WITHIN sees, or NULL. */
static const struct item *messages_for(struct policy_check *within, const struct symbol *target,
                                       const char *language)
{
    struct checker *checker = within->checker;
    const struct module_check *own = module_of(within);
    const struct item *found = NULL;
    for (uint32_t i = 0; i < checker->load->module_count; i++) {
        const struct item *item = own->sees[i] ? checker->modules[i].module->ast.items : NULL;
        for (; item; item = item->next)
            if (item->kind == ITEM_MESSAGES && item->target.text == target->name &&
                item->language.text &&
                language_tag_equal(language_tag_of(checker->arena, item->language.text), language))
                found = item;
    }
    return found;
}

/* A stub for PART's message: where TARGET has messages in LANGUAGE, there, else behind all of its
 * file. */
static void mend_told(struct policy_check *within, struct diag *diag, const struct symbol *target,
                      const struct place_of *part, const char *language)
{
    struct checker *checker = within->checker;
    if (diag == &checker->diags->overflow)
        return;
    const struct item *item = messages_for(within, target, language);
    const struct message_decl *last = item ? item->messages : NULL;
    while (last && last->next)
        last = last->next;
    const struct source *source = target->module->ast.source;
    uint32_t place = last ? last->text.span.end : source->base + source->length;
    struct span span = { place, place };
    if (last)
        diag_mend(checker->diags, diag, span, "\n  %s \"…\"", part->name);
    else
        diag_mend(checker->diags, diag, span, "\nmessages %s for %s {\n  %s \"…\"\n}\n",
                  language_tag_quoted(checker->arena, language), target->name, part->name);
}

/* The part of TARGET called NAME has MESSAGES; warn where the policy speaks more languages. */
static void check_told(struct policy_check *within, const struct symbol *target,
                       const struct place_of *part, const struct message *messages)
{
    struct checker *checker = within->checker;
    const struct policy *policy = within->policy;
    const char *missing = NULL, *first = NULL;
    for (uint32_t i = 0; i < policy->language_count; i++) {
        const char *language = policy->languages[i];
        if (is_told_in(messages, language))
            continue;
        missing = missing ? arena_format(checker->arena, "%s, %s", missing, language) : language;
        first = first ? first : language;
    }
    if (!missing)
        return;
    struct diag *diag =
        diag_warning(checker->diags, part->span, "missing-translation",
                     "%s `%s` has no message in %s",
                     target->kind == SYMBOL_ENUM ? "member" : "rule", part->name, missing);
    diag_hint(checker->diags, diag, "add it: `messages %s for %s { %s \"…\" }`",
              language_tag_quoted(checker->arena, first), target->name, part->name);
    mend_told(within, diag, target, part, first);
}

static const struct message *messages_of(const struct symbol *target, uint32_t number)
{
    return target->kind == SYMBOL_ENUM ? target->enumeration->members[number].messages
                                       : target->decision->steps[number].messages;
}

static void check_target(struct policy_check *within, const struct symbol *target)
{
    const struct places *parts = target->parts;
    bool told = false;
    for (uint32_t i = 0; i < parts->capacity && !told; i++)
        told = parts->items[i].name && messages_of(target, parts->items[i].number);
    for (uint32_t i = 0; i < parts->capacity && told; i++)
        if (parts->items[i].name)
            check_told(within, target, &parts->items[i],
                       messages_of(target, parts->items[i].number));
}

/* ---- all messages ---- */

static void tell_module(struct policy_check *within, const struct module *module)
{
    for (const struct item *item = module->ast.items; item; item = item->next) {
        struct telling telling = { within, within->checker, module, item, NULL, NULL };
        if (item->kind == ITEM_MESSAGES && item->language.text && item->target.text)
            tell(&telling);
    }
}

void declare_messages(struct policy_check *within)
{
    const struct module_check *own = module_of(within);
    for (uint32_t i = 0; i < within->checker->load->module_count; i++)
        if (own->sees[i])
            tell_module(within, within->checker->modules[i].module);
    for (uint32_t i = 0; i < within->scope.count; i++)
        if (is_target(within->scope.items[i]))
            check_target(within, within->scope.items[i]);
}
