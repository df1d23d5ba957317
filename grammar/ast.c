/* ast.c - the constructors of the parts of declarations, of steps and of declarations.
 *
 * They know the tree and the tokens' places, nothing of which word may follow which. */
#include "grammar/ast_build.h"

#include <string.h>

struct chain chain_add(struct chain chain, const void *node, void *next)
{
    if (!chain.first)
        return (struct chain){ node, next };
    memcpy(chain.tail, &node, sizeof node);
    chain.tail = next;
    return chain;
}

static void *copy(const struct builder *builder, const void *node, size_t size)
{
    return memcpy(arena_alloc(builder->context->arena, size), node, size);
}

/* ---- words ---- */

static const char *text_of(const struct builder *builder, struct span span)
{
    return builder->source->text + (span.start - builder->source->base);
}

struct name name_at(const struct builder *builder, struct span span)
{
    const char *text = text_of(builder, span);
    return (struct name){ names_intern(builder->context->names, text, span.end - span.start),
                          span };
}

struct name name_of_text(const struct builder *builder, struct literal text)
{
    return (struct name){ names_intern(builder->context->names, text.text, text.length),
                          text.span };
}

/* The index of the first token that does not begin before PLACE. */
static uint32_t token_at(const struct tokens *tokens, uint32_t place)
{
    uint32_t low = 0, high = tokens->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (tokens->items[middle].span.start < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct name clause_name(const struct builder *builder, struct span span)
{
    const struct tokens *tokens = builder->tokens;
    char *joined = arena_alloc(builder->context->arena, span.end - span.start);
    size_t length = 0;
    for (uint32_t i = token_at(tokens, span.start); tokens->items[i].span.start < span.end; i++) {
        const struct token *token = &tokens->items[i];
        size_t size = token->kind < 0 ? 0 : token->span.end - token->span.start;
        memcpy(joined + length, text_of(builder, token->span), size);
        length += size;
    }
    return (struct name){ names_intern(builder->context->names, joined, length), span };
}

/* Room for one more after COUNT elements of SIZE bytes: a list doubles at powers of two. */
static void *room_for_one(const struct builder *builder, const void *items, uint32_t count,
                          size_t size)
{
    if (count & (count - 1))
        return (void *)items;
    return arena_grow(builder->context->arena, (void *)items, count * size,
                      (count ? 2 * (size_t)count : 1) * size);
}

struct names_list names_add(const struct builder *builder, struct names_list list, struct name name)
{
    struct name *items = room_for_one(builder, list.items, list.count, sizeof name);
    items[list.count] = name;
    return (struct names_list){ items, list.count + 1 };
}

struct names_list names_pair(const struct builder *builder, struct name first, struct name second)
{
    return names_add(builder, names_add(builder, (struct names_list){ 0 }, first), second);
}

struct cites cites_add(const struct builder *builder, struct cites cites, struct span span)
{
    struct clause_ref *items =
        room_for_one(builder, cites.items, cites.count, sizeof(struct clause_ref));
    items[cites.count] = (struct clause_ref){ clause_name(builder, span) };
    return (struct cites){ items, cites.count + 1 };
}

/* ---- parts of declarations ---- */

/* Whether PREVIOUS ends on the line before the one on which NEXT begins. */
static bool is_line_above(const struct builder *builder, struct span previous, struct span next)
{
    unsigned lines = 0;
    for (const char *at = text_of(builder, (struct span){ previous.end, next.start });
         at < text_of(builder, next); at++)
        lines += *at == '\n';
    return lines == 1;
}

/* Whether the token at INDEX is the first on its line. */
static bool begins_line(const struct builder *builder, uint32_t index)
{
    const struct token *items = builder->tokens->items;
    const char *start = index ? text_of(builder, (struct span){ items[index - 1].span.end, 0 })
                              : builder->source->text;
    const char *end = text_of(builder, items[index].span);
    return !index || memchr(start, '\n', (size_t)(end - start));
}

/* The doc comments that stand on the lines directly above SPAN. */
static struct span doc_above(const struct builder *builder, struct span span)
{
    const struct token *items = builder->tokens->items;
    struct span doc = { 0 };
    for (uint32_t i = token_at(builder->tokens, span.start); i-- > 0;) {
        const struct token *token = &items[i];
        uint32_t below = doc.start ? doc.start : span.start;
        if (token->kind != TOKEN_DOC || !begins_line(builder, i) ||
            !is_line_above(builder, token->span, (struct span){ below, below }))
            break;
        doc = (struct span){ token->span.start, doc.end ? doc.end : token->span.end };
    }
    return doc;
}

struct bound bound_new(const struct builder *builder, enum expr_kind kind, struct span span)
{
    return (struct bound){ .kind = kind, .literal = literal_at(builder, span) };
}

struct bound bound_negative(struct bound bound)
{
    bound.negative = true;
    return bound;
}

struct field_decl *field_new(const struct builder *builder, struct label label, struct limit limit,
                             struct literal spelling)
{
    struct field_decl field = { .name = label.name,
                                .type = label.type,
                                .low = limit.low,
                                .high = limit.high,
                                .up_to = limit.up_to,
                                .spelling = spelling };
    field.span = span_join(label.name.span, spelling.text ? spelling.span : limit.span);
    field.doc = doc_above(builder, field.span);
    return copy(builder, &field, sizeof field);
}

struct chain labels_add(const struct builder *builder, struct chain labels, struct label label)
{
    struct label *node = copy(builder, &label, sizeof label);
    return chain_add(labels, node, &node->next);
}

struct member_decl *member_new(const struct builder *builder, struct name name,
                               struct literal spelling)
{
    struct member_decl member = { .name = name, .spelling = spelling };
    return copy(builder, &member, sizeof member);
}

struct case_decl *case_new(const struct builder *builder, struct name name, struct chain labels)
{
    struct case_decl decl = { .name = name, .labels = labels.first };
    return copy(builder, &decl, sizeof decl);
}

struct version_decl *version_new(const struct builder *builder, struct days days,
                                 const struct expr *value)
{
    struct version_decl version = { .days = days, .value = value };
    return copy(builder, &version, sizeof version);
}

struct clause_decl *clause_new(const struct builder *builder, struct span name,
                               struct literal statement, struct literal disputed)
{
    struct clause_decl clause = { .name = clause_name(builder, name),
                                  .statement = statement,
                                  .disputed = disputed };
    return copy(builder, &clause, sizeof clause);
}

struct clause_decl *clause_informational(const struct builder *builder, struct span name,
                                         struct literal statement, struct literal disputed)
{
    struct clause_decl *clause = clause_new(builder, name, statement, disputed);
    clause->informational = true;
    return clause;
}

struct setting *setting_text(const struct builder *builder, struct name name, struct literal text)
{
    struct span span = span_join(name.span, text.span);
    struct setting setting = { .name = name, .text = text, .span = span };
    return copy(builder, &setting, sizeof setting);
}

struct setting *setting_words(const struct builder *builder, struct name name,
                              struct names_list words, struct span span)
{
    struct setting setting = { .name = name, .words = words, .span = span_join(name.span, span) };
    return copy(builder, &setting, sizeof setting);
}

struct setting *setting_days(const struct builder *builder, struct name name, struct days days,
                             struct cites cites)
{
    struct span last = cites.count ? cites.items[cites.count - 1].name.span : days.span;
    struct setting setting = { .name = name, .days = days, .cites = cites };
    setting.span = span_join(name.span, last);
    return copy(builder, &setting, sizeof setting);
}

struct argument *argument_new(const struct builder *builder, struct name name,
                              const struct expr *value)
{
    struct argument argument = { .name = name, .value = value };
    return copy(builder, &argument, sizeof argument);
}

struct message_decl *message_new(const struct builder *builder, struct name name,
                                 struct literal text)
{
    struct message_decl message = { .name = name, .text = text };
    return copy(builder, &message, sizeof message);
}

/* ---- steps ---- */

struct step *step_new(const struct builder *builder, struct span span, struct step step)
{
    step.span = span;
    step.doc = doc_above(builder, span);
    return copy(builder, &step, sizeof step);
}

struct step step_let(struct name name, const struct expr *value)
{
    return (struct step){ .kind = STEP_LET, .name = name, .value = value };
}

struct step step_rule(struct name name, struct cites cites, const struct expr *condition,
                      struct outcome_expr outcome)
{
    return (struct step){
        .kind = STEP_RULE, .name = name, .cites = cites, .condition = condition, .outcome = outcome
    };
}

struct step step_otherwise(struct name name, struct cites cites, struct outcome_expr outcome)
{
    struct step step = { .kind = STEP_OTHERWISE, .name = name, .cites = cites, .outcome = outcome };
    return step;
}

/* ---- declarations ---- */

struct item *item_new(const struct builder *builder, struct span span, struct item item)
{
    item.span = span;
    item.doc = doc_above(builder, span);
    return copy(builder, &item, sizeof item);
}

struct item item_use(struct literal path)
{
    return (struct item){ .kind = ITEM_USE, .text = path };
}

struct item item_policy(struct name name, struct chain settings)
{
    return (struct item){ .kind = ITEM_POLICY, .name = name, .settings = settings.first };
}

struct item item_source(struct name name, struct literal title, struct literal revised,
                        struct chain clauses)
{
    return (struct item){ .kind = ITEM_SOURCE,
                          .name = name,
                          .text = title,
                          .revised = revised,
                          .clauses = clauses.first };
}

struct item item_enum(struct name name, bool ordered, struct chain members)
{
    return (struct item){
        .kind = ITEM_ENUM, .name = name, .ordered = ordered, .members = members.first
    };
}

struct item item_record(struct name name, struct names_list keys, struct chain fields)
{
    return (struct item){ .kind = ITEM_RECORD, .name = name, .keys = keys, .fields = fields.first };
}

struct item item_input(const struct builder *builder, struct name name, struct name key,
                       struct chain fields)
{
    struct names_list keys = names_add(builder, (struct names_list){ 0 }, key);
    return (struct item){ .kind = ITEM_INPUT, .name = name, .keys = keys, .fields = fields.first };
}

struct item item_table(struct name name, struct literal path, struct names_list keys,
                       struct chain fields)
{
    return (struct item){
        .kind = ITEM_TABLE, .name = name, .text = path, .keys = keys, .fields = fields.first
    };
}

struct item item_outcome(struct name name, struct chain cases)
{
    return (struct item){ .kind = ITEM_OUTCOME, .name = name, .cases = cases.first };
}

struct item item_parameter(struct name name, struct type_ref type, struct cites cites,
                           const struct expr *value)
{
    return (struct item){
        .kind = ITEM_PARAMETER, .name = name, .type = type, .cites = cites, .value = value
    };
}

struct item item_versions(struct name name, struct type_ref type, struct cites cites,
                          struct chain versions)
{
    return (struct item){ .kind = ITEM_PARAMETER,
                          .name = name,
                          .type = type,
                          .cites = cites,
                          .versions = versions.first };
}

struct item item_fact(struct name name, struct type_ref type, const struct expr *value)
{
    return (struct item){ .kind = ITEM_DEFINE, .name = name, .type = type, .value = value };
}

struct item item_formula(struct name name, struct chain labels, struct type_ref type,
                         const struct expr *value)
{
    return (struct item){ .kind = ITEM_DEFINE,
                          .name = name,
                          .has_labels = true,
                          .labels = labels.first,
                          .type = type,
                          .value = value };
}

struct item item_decide(struct name name, struct name outcome, struct each each, struct chain steps)
{
    return (struct item){ .kind = ITEM_DECIDE,
                          .name = name,
                          .type = { .name = outcome, .span = outcome.span },
                          .element = each.element,
                          .path = each.path,
                          .filter = each.filter,
                          .steps = steps.first };
}

struct item item_decide_all(struct name name, struct name outcome, struct each each,
                            struct chain steps)
{
    struct item item = item_decide(name, outcome, each, steps);
    item.all = true;
    return item;
}

struct item item_messages(struct name language, struct name target, struct chain texts)
{
    return (struct item){
        .kind = ITEM_MESSAGES, .language = language, .target = target, .messages = texts.first
    };
}
