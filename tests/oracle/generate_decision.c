/* generate_decision.c - defines and decisions: lets, rules, and what they give. */
#include "tests/oracle/model.h"

static struct scrap *leaf(struct maker *maker, const char *text)
{
    return scrap_leaf(maker->arena, text);
}

/* ---- defines ---- */

static struct model_type define_type(struct maker *maker)
{
    struct model_type type = chance(maker, 30) ? plain(TYPE_BOOL) : random_plain(maker, false);
    type.list = type.kind != TYPE_PERIOD && chance(maker, 12);
    return type;
}

/* An argument may be an element too. */
static void add_argument(struct maker *maker, struct model_define *define)
{
    struct model_label *label = &define->arguments[define->count++];
    label->name = new_name(maker, "x");
    label->type = random_plain(maker, false);
    if (chance(maker, 25)) {
        uint8_t index = (uint8_t)below(maker, maker->record_count);
        label->type = (struct model_type){ TYPE_RECORD, index, chance(maker, 40) };
    } else {
        label->type.list = chance(maker, 15);
    }
    label->optional = !label->type.list && chance(maker, 20);
}

static struct scrap *body_of(struct maker *maker, const struct model_define *define)
{
    struct wish wish = { 2, true };
    if (define->type.list)
        return make_list_value(maker, model_element(define->type), 2);
    return define->optional ? make_optional(maker, define->type, wish)
                            : make_value(maker, define->type, wish);
}

static struct scrap *head_of(struct maker *maker, const struct model_define *define)
{
    struct scrap *labels = scrap_list(maker->arena, ", ");
    for (uint32_t i = 0; i < define->count; i++) {
        const struct model_label *label = &define->arguments[i];
        const char *type = type_text(maker, label->type, label->optional);
        scrap_add(labels, leaf(maker, arena_format(maker->arena, "%s: %s", label->name, type)));
    }
    struct scrap *name = leaf(maker, define->name);
    struct scrap *type = leaf(maker, type_text(maker, define->type, define->optional));
    return define->count ? scrap_of(maker->arena, "define %(%): %", name, labels, type)
                         : scrap_of(maker->arena, "define %: %", name, type);
}

static void bind_arguments(struct maker *maker, const struct model_define *define)
{
    for (uint32_t i = 0; i < define->count; i++)
        scope_bind(maker, (struct variable){ .text = define->arguments[i].name,
                                             .type = define->arguments[i].type,
                                             .optional = define->arguments[i].optional,
                                             .call = true });
}

void generate_defines(struct maker *maker, struct scrap *file)
{
    uint32_t count = below(maker, MODEL_DEFINES);
    maker->in_define = true;
    for (uint32_t i = 0; i < count; i++) {
        struct model_define *define = &maker->defines[maker->define_count];
        *define = (struct model_define){ .name = new_name(maker, "d"), .type = define_type(maker) };
        define->optional = !define->type.list && chance(maker, 25);
        for (uint32_t n = chance(maker, 50) ? 1 + below(maker, MODEL_ARGUMENTS) : 0; n > 0; n--)
            add_argument(maker, define);
        struct scope_mark mark = scope_mark(maker);
        bind_arguments(maker, define);
        struct scrap *body = body_of(maker, define);
        scope_return(maker, mark);
        if (!body)
            continue;
        struct scrap *item = scrap_of(maker->arena, "% = %\n", head_of(maker, define), body);
        item->droppable = true;
        scrap_add(file, item);
        maker->define_count++;
        if (!define->count)
            scope_bind(maker, (struct variable){ .text = define->name,
                                                 .type = define->type,
                                                 .optional = define->optional,
                                                 .call = true });
    }
    maker->in_define = false;
}

/* ---- rows by key ---- */

/* "t[a, b]" with places and literals as keys; NULL where one cannot be made. */
static const char *row_text(struct maker *maker, const char *list,
                            const struct model_record *record)
{
    struct buffer out = { 0 };
    buffer_string(&out, list);
    for (uint32_t i = 0; i < record->key_count; i++) {
        struct model_type type = record->fields[record->keys[i]].type;
        const struct model_place *place = pick_place(maker, find_places(maker, NULL), type, false);
        bool literal = !place || chance(maker, 25);
        struct scrap *key = literal ? make_literal(maker, type) : place_scrap(maker, place);
        if (literal && *key->text == '(') /* no place: a number below zero is an expression */
            key->text = "1";
        buffer_string(&out, i ? ", " : "[");
        scrap_write(key, &out);
    }
    buffer_string(&out, "]");
    const char *text = arena_copy(maker->arena, out.at, out.length);
    buffer_free(&out);
    return text;
}

static void bind_row(struct maker *maker, const char *list, uint8_t index)
{
    const struct model_record *record = &maker->records[index];
    if (!record->key_count)
        return;
    scope_bind(maker, (struct variable){ .text = row_text(maker, list, record),
                                         .type = { TYPE_RECORD, index, false },
                                         .optional = true });
}

void bind_rows(struct maker *maker)
{
    for (uint32_t i = 0; i < maker->record_count; i++)
        if (maker->records[i].table && chance(maker, 50))
            bind_row(maker, maker->records[i].name, (uint8_t)i);
    const struct places_found *places = find_places(maker, NULL);
    for (uint32_t i = 0; i < places->count; i++)
        if (places->items[i].type.kind == TYPE_RECORD && places->items[i].type.list &&
            chance(maker, 15))
            bind_row(maker, places->items[i].text, places->items[i].type.index);
}

/* ---- what a rule gives ---- */

static struct scrap *argument(struct maker *maker, const struct model_label *label)
{
    struct wish wish = { 1 + (int)below(maker, 2), true };
    if (label->type.list)
        return make_list_value(maker, model_element(label->type), wish.depth);
    return label->optional ? make_optional(maker, label->type, wish)
                           : make_value(maker, label->type, wish);
}

static struct scrap *outcome_scrap(struct maker *maker, const struct model_outcome *outcome)
{
    uint32_t index = below(maker, outcome->count);
    const struct model_case *given = &outcome->cases[index];
    maker->given |= (uint64_t)1 << index;
    struct scrap *arguments = scrap_list(maker->arena, ", ");
    for (uint32_t i = 0; i < given->count; i++) {
        const struct model_label *label = &given->labels[i];
        struct scrap *made = argument(maker, label);
        scrap_add(arguments, scrap_of(maker->arena, "%: %", leaf(maker, label->name), made));
    }
    struct scrap *name = leaf(maker, given->name);
    return given->count ? scrap_of(maker->arena, "%(%)", name, arguments) : name;
}

/* ---- steps ---- */

/* Another name of a place. */
static struct scrap *alias_step(struct maker *maker, const char *name)
{
    const struct places_found *places = find_places(maker, NULL);
    const struct model_place *place = &places->items[below(maker, places->count)];
    scope_bind(maker, (struct variable){ .text = name,
                                         .type = place->type,
                                         .optional = place->optional,
                                         .call = true,
                                         .present = place->present,
                                         .alias = place->text });
    return scrap_of(maker->arena, "  let % = %\n", leaf(maker, name), place_scrap(maker, place));
}

static struct scrap *list_step(struct maker *maker, const char *name)
{
    struct listed list = make_list(maker, 2, true);
    if (list.scrap && !list.place)
        scope_bind(maker,
                   (struct variable){ .text = name,
                                      .type = { list.element.kind, list.element.index, true },
                                      .call = true,
                                      .present = list.present,
                                      .cases = list.cases });
    return list.scrap ? scrap_of(maker->arena, "  let % = %\n", leaf(maker, name), list.scrap)
                      : NULL;
}

static struct scrap *value_step(struct maker *maker, const char *name)
{
    struct model_type type = random_plain(maker, false);
    struct scrap *made = make_value(maker, type, (struct wish){ 2, false });
    if (!made)
        return NULL;
    /* A literal's places are its own, not those of a field. */
    if (type.kind == TYPE_DECIMAL)
        return scrap_of(maker->arena, "  let % = %\n", leaf(maker, name), made);
    scope_bind(maker, (struct variable){ .text = name, .type = type, .call = true });
    return scrap_of(maker->arena, "  let % = %\n", leaf(maker, name), made);
}

static struct scrap *let_step(struct maker *maker)
{
    const char *name = new_name(maker, "l");
    uint32_t kind = below(maker, 10);
    struct scrap *step = kind < 5   ? alias_step(maker, name)
                         : kind < 8 ? list_step(maker, name)
                                    : value_step(maker, name);
    if (step)
        step->droppable = true;
    return step;
}

static struct scrap *rule_step(struct maker *maker, const struct model_decision *decision)
{
    struct model_flow flow = { .yes_count = 0 };
    struct scrap *name = leaf(maker, new_name(maker, "r"));
    bool always = decision->all && chance(maker, 5);
    struct scrap *when = leaf(maker, "");
    if (!always)
        when = scrap_of(maker->arena, "when %\n    ",
                        make_condition(maker, NULL, 1 + (int)below(maker, 3), &flow));
    struct scope_mark mark = scope_mark(maker);
    scope_learn(maker, flow.yes, flow.yes_count);
    struct scrap *then = outcome_scrap(maker, &maker->outcomes[decision->outcome]);
    scope_return(maker, mark);
    if (!decision->all)
        scope_learn(maker, flow.no, flow.no_count);
    struct scrap *step = scrap_of(maker->arena, "  rule % %then %\n", name, when, then);
    step->droppable = true;
    return step;
}

/* ---- many rules that ask the same ---- */

/* What the rules of a chain have in common: a place that is compared with a constant each, or one
 * that is compared with a bound each, or both. */
struct chain {
    const struct model_place *key, *bound;
    const char *order;
};

static const struct model_place *chain_place(struct maker *maker, bool bound)
{
    const struct places_found *places = find_places(maker, NULL);
    const struct model_place *picked = NULL;
    for (uint32_t i = 0, seen = 0; i < places->count; i++) {
        const struct model_place *place = &places->items[i];
        enum type_kind kind = place->type.kind;
        bool fits = bound ? model_ordered(maker, place->type)
                          : kind == TYPE_TEXT || kind == TYPE_ENUM || kind == TYPE_INTEGER ||
                                kind == TYPE_DATE;
        if (fits && !place->optional && !place->type.list && below(maker, ++seen) == 0)
            picked = place;
    }
    return picked;
}

static struct scrap *chain_condition(struct maker *maker, const struct chain *chain)
{
    struct scrap *key = NULL, *bound = NULL;
    if (chain->key)
        key = scrap_of(maker->arena, "% is %", place_scrap(maker, chain->key),
                       make_literal(maker, chain->key->type));
    if (chain->bound && (!key || chance(maker, 40)))
        bound = scrap_of(maker->arena, "% % %", place_scrap(maker, chain->bound),
                         leaf(maker, chain->order), make_literal(maker, chain->bound->type));
    return key && bound ? scrap_of(maker->arena, "% and %", key, bound) : key ? key : bound;
}

static void add_chain(struct maker *maker, const struct model_decision *decision,
                      struct scrap *steps)
{
    static const char *const orders[] = { "<", "<=", ">", ">=" };
    struct chain chain = { .order = orders[below(maker, 4)] };
    if (chance(maker, 70))
        chain.key = chain_place(maker, false);
    if (chance(maker, 60) || !chain.key)
        chain.bound = chain_place(maker, true);
    if (!chain.key && !chain.bound)
        return;
    for (uint32_t n = 4 + below(maker, 8); n > 0; n--) {
        struct scrap *name = leaf(maker, new_name(maker, "r"));
        struct scrap *when = chain_condition(maker, &chain);
        struct scrap *then = outcome_scrap(maker, &maker->outcomes[decision->outcome]);
        struct scrap *step = scrap_of(maker->arena, "  rule % when % then %\n", name, when, then);
        step->droppable = true;
        scrap_add(steps, step);
    }
}

static struct scrap *steps_scrap(struct maker *maker, const struct model_decision *decision)
{
    struct scrap *steps = scrap_list(maker->arena, "");
    for (uint32_t n = 1 + below(maker, 5); n > 0; n--) {
        struct scrap *let = chance(maker, 35) ? let_step(maker) : NULL;
        if (let)
            scrap_add(steps, let);
        scrap_add(steps, rule_step(maker, decision));
        if (chance(maker, 6))
            add_chain(maker, decision, steps);
    }
    if (decision->all)
        return steps;
    struct scrap *name = leaf(maker, new_name(maker, "r"));
    struct scrap *then = outcome_scrap(maker, &maker->outcomes[decision->outcome]);
    scrap_add(steps, scrap_of(maker->arena, "  otherwise % then %\n", name, then));
    return steps;
}

/* ---- decisions ---- */

/* A list of records with a key that stands in the record itself: " for each e in list". */
static struct scrap *each_scrap(struct maker *maker, struct model_decision *decision)
{
    struct variable input = { .type = { TYPE_RECORD, (uint8_t)maker->input, false }, .bare = true };
    const struct places_found *places = find_places(maker, &input);
    const struct model_place *picked = NULL;
    for (uint32_t i = 0, seen = 0; i < places->count; i++) {
        const struct model_place *place = &places->items[i];
        if (place->type.kind == TYPE_RECORD && place->type.list &&
            maker->records[place->type.index].key_count && below(maker, ++seen) == 0)
            picked = place;
    }
    if (!picked)
        return NULL;
    const char *name = new_name(maker, "e");
    decision->element = picked->type.index;
    struct variable *element =
        scope_bind(maker, (struct variable){
                              .text = name, .type = model_element(picked->type), .call = true });
    struct scrap *each =
        scrap_of(maker->arena, " for each % in %", leaf(maker, name), leaf(maker, picked->text));
    decision->filtered = chance(maker, 30);
    if (!decision->filtered)
        return each;
    struct model_flow flow = { .yes_count = 0 };
    struct variable about = *element;
    struct scrap *filter = make_condition(maker, &about, 1, &flow);
    if (!filter) {
        decision->filtered = false;
        return each;
    }
    scope_learn(maker, flow.yes, flow.yes_count);
    return scrap_of(maker->arena, "% where %", each, filter);
}

static struct scrap *decision_scrap(struct maker *maker)
{
    struct model_decision decision = { .name = new_name(maker, "g"), .element = -1 };
    struct scope_mark mark = scope_mark(maker);
    decision.outcome = (uint8_t)below(maker, maker->outcome_count);
    decision.all = chance(maker, 30);
    struct scrap *each = chance(maker, 50) ? each_scrap(maker, &decision) : NULL;
    bind_rows(maker);
    maker->given = 0;
    struct scrap *steps = steps_scrap(maker, &decision);
    decision.cases = maker->given;
    scope_return(maker, mark);
    const char *head = arena_format(maker->arena, "decide %s%s: %s", decision.all ? "all " : "",
                                    decision.name, maker->outcomes[decision.outcome].name);
    struct scrap *item = scrap_of(maker->arena, "%% {\n%}\n", leaf(maker, head),
                                  each ? each : leaf(maker, ""), steps);
    item->droppable = true;
    maker->decisions[maker->decision_count++] = decision;
    if (decision.element < 0)
        scope_bind(maker,
                   (struct variable){ .text = decision.name,
                                      .type = { TYPE_OUTCOME, decision.outcome, decision.all },
                                      .call = true });
    return item;
}

/* Decisions stand in the text in any order. */
void generate_decisions(struct maker *maker, struct scrap *file)
{
    struct scrap *items[MODEL_DECISIONS];
    uint32_t count = 1 + below(maker, MODEL_DECISIONS - 1);
    for (uint32_t i = 0; i < count; i++)
        items[i] = decision_scrap(maker);
    for (uint32_t left = count; left > 0; left--) {
        uint32_t at = below(maker, left);
        scrap_add(file, items[at]);
        items[at] = items[left - 1];
    }
}
