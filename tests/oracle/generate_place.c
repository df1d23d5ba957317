/* generate_place.c - what can be named where the next expression goes, and what is known of it. */
#include "tests/oracle/model.h"

enum { PATH_DEPTH = 3 };

/* ---- scope and facts ---- */

struct scope_mark scope_mark(const struct maker *maker)
{
    return (struct scope_mark){ maker->variable_count, maker->fact_count };
}

void scope_return(struct maker *maker, struct scope_mark mark)
{
    maker->variable_count = mark.variables;
    maker->fact_count = mark.facts;
}

struct variable *scope_bind(struct maker *maker, struct variable variable)
{
    uint32_t at = maker->variable_count;
    if (at < VARIABLES_MAX - 1)
        maker->variable_count++;
    maker->variables[at] = variable;
    return &maker->variables[at];
}

/* PLACE with a let at its root replaced by the place that the let stands for. */
static const char *without_alias(const struct maker *maker, const char *place)
{
    for (uint32_t i = maker->variable_count; i-- > 0;) {
        const struct variable *variable = &maker->variables[i];
        size_t length = variable->alias ? strlen(variable->text) : 0;
        if (!length || strncmp(place, variable->text, length) != 0 ||
            (place[length] != '.' && place[length] != '\0'))
            continue;
        place = arena_format(maker->arena, "%s%s", variable->alias, place + length);
        i = maker->variable_count;
    }
    return place;
}

void scope_learn(struct maker *maker, const struct model_fact *facts, uint32_t count)
{
    for (uint32_t i = 0; i < count && maker->fact_count < FACTS_MAX; i++) {
        struct model_fact fact = facts[i];
        fact.place = without_alias(maker, fact.place);
        maker->facts[maker->fact_count++] = fact;
    }
}

bool scope_knows(const struct maker *maker, enum model_fact_kind kind, const char *place)
{
    place = without_alias(maker, place);
    for (uint32_t i = 0; i < maker->fact_count; i++)
        if (maker->facts[i].kind == kind && strcmp(maker->facts[i].place, place) == 0)
            return true;
    return false;
}

static uint64_t cases_by_name(const struct maker *maker, const char *place)
{
    place = without_alias(maker, place);
    for (uint32_t i = 0; i < maker->decision_count; i++) {
        const struct model_decision *decision = &maker->decisions[i];
        size_t length = strlen(decision->name);
        bool of = *place == '(' && strncmp(place + 1, decision->name, length) == 0 &&
                  place[1 + length] == ' ';
        if (of || strcmp(place, decision->name) == 0)
            return decision->cases;
    }
    return UINT64_MAX;
}

uint64_t cases_of(const struct maker *maker, const struct model_place *place)
{
    return place->cases ? place->cases : cases_by_name(maker, place->text);
}

static uint64_t possible_cases(const struct maker *maker, const struct model_place *of)
{
    uint64_t cases = cases_of(maker, of);
    const char *place = without_alias(maker, of->text);
    for (uint32_t i = 0; i < maker->fact_count; i++)
        if (maker->facts[i].kind == MODEL_CASE && strcmp(maker->facts[i].place, place) == 0)
            cases &= maker->facts[i].cases;
    return cases;
}

bool scope_has_bare(const struct maker *maker, uint8_t record)
{
    for (uint32_t i = 0; i < maker->variable_count; i++)
        if (maker->variables[i].bare && maker->variables[i].type.index == record)
            return true;
    return record == maker->input;
}

/* ---- walking ---- */

struct place_walk {
    struct maker *maker;
    struct places_found *found;
};

static void walk_place(const struct place_walk *walk, struct model_place place, int depth);

static void walk_fields(const struct place_walk *walk, const char *prefix,
                        const struct model_record *record, int depth)
{
    for (uint32_t i = 0; i < record->count; i++) {
        const struct model_field *field = &record->fields[i];
        struct model_place place = { .type = field->type, .bare = !*prefix };
        place.text =
            *prefix ? arena_format(walk->maker->arena, "%s.%s", prefix, field->name) : field->name;
        place.optional = field->optional && !field->type.list;
        walk_place(walk, place, depth + 1);
    }
}

static const struct model_label *label_named(const struct model_case *in,
                                             const struct model_label *label)
{
    for (uint32_t i = 0; i < in->count; i++)
        if (in->labels[i].name == label->name)
            return &in->labels[i];
    return NULL;
}

/* What every case that is still possible carries. */
static void walk_payload(const struct place_walk *walk, const struct model_place *of, int depth)
{
    const struct model_outcome *outcome = &walk->maker->outcomes[of->type.index];
    const char *prefix = of->text;
    uint64_t cases = possible_cases(walk->maker, of);
    const struct model_case *first = NULL;
    for (uint32_t i = outcome->count; i-- > 0;)
        if (cases >> i & 1)
            first = &outcome->cases[i];
    for (uint32_t i = 0; first && i < first->count; i++) {
        const struct model_label *label = &first->labels[i];
        bool everywhere = true;
        for (uint32_t k = 0; k < outcome->count; k++)
            if (cases >> k & 1)
                everywhere &= label_named(&outcome->cases[k], label) != NULL;
        struct model_place place = { .type = label->type, .optional = label->optional };
        place.text = arena_format(walk->maker->arena, "%s.%s", prefix, label->name);
        if (everywhere)
            walk_place(walk, place, depth + 1);
    }
}

/* Decisions of the element at PREFIX. */
static void walk_decisions(const struct place_walk *walk, const char *prefix, uint8_t record,
                           int depth)
{
    const struct maker *maker = walk->maker;
    for (uint32_t i = 0; !maker->in_define && i < maker->decision_count; i++) {
        const struct model_decision *decision = &maker->decisions[i];
        if (decision->element != (int)record || model_places(maker, record) != 1)
            continue;
        struct model_place place = { .type = { TYPE_OUTCOME, decision->outcome, decision->all } };
        place.text = arena_format(maker->arena, "(%s of %s)", decision->name, prefix);
        place.optional = decision->filtered && !decision->all;
        walk_place(walk, place, depth + 1);
    }
}

static void walk_place(const struct place_walk *walk, struct model_place place, int depth)
{
    struct maker *maker = walk->maker;
    if (place.optional && scope_knows(maker, MODEL_PRESENT, place.text))
        place.optional = false;
    if (walk->found->count < PLACES_MAX)
        walk->found->items[walk->found->count++] = place;
    if (place.optional || place.type.list || depth >= PATH_DEPTH)
        return;
    if (place.type.kind == TYPE_RECORD) {
        walk_fields(walk, place.text, &maker->records[place.type.index], depth);
        walk_decisions(walk, place.text, place.type.index, depth);
    } else if (place.type.kind == TYPE_OUTCOME) {
        walk_payload(walk, &place, depth);
    }
}

static void walk_variable(const struct place_walk *walk, const struct variable *variable)
{
    if (variable->bare) {
        walk_fields(walk, "", &walk->maker->records[variable->type.index], 0);
        return;
    }
    if (!variable->text)
        return;
    walk_place(walk,
               (struct model_place){ .text = variable->text,
                                     .type = variable->type,
                                     .optional = variable->optional,
                                     .bare = variable->call,
                                     .present = variable->present,
                                     .cases = variable->cases },
               0);
}

const struct places_found *find_places(struct maker *maker, const struct variable *about)
{
    struct places_found *found = arena_new(maker->arena, struct places_found);
    struct place_walk walk = { maker, found };
    if (about)
        walk_variable(&walk, about);
    for (uint32_t i = 0; !about && i < maker->variable_count; i++)
        walk_variable(&walk, &maker->variables[i]);
    return found;
}

const struct model_place *pick_place(struct maker *maker, const struct places_found *places,
                                     struct model_type type, bool optional)
{
    const struct model_place *picked = NULL;
    uint32_t seen = 0;
    for (uint32_t i = 0; i < places->count; i++) {
        const struct model_place *place = &places->items[i];
        if (model_same(place->type, type) && place->optional == optional &&
            below(maker, ++seen) == 0)
            picked = place;
    }
    return picked;
}

/* A bare word of an enumeration's type wears parentheses, for a member could be meant. */
struct scrap *place_scrap(struct maker *maker, const struct model_place *place)
{
    const char *text = place->text;
    if (place->bare && place->type.kind == TYPE_ENUM && !place->type.list)
        text = arena_format(maker->arena, "(%s)", text);
    struct scrap *scrap = scrap_leaf(maker->arena, text);
    scrap->tag = tag_of(place->type);
    return scrap;
}
