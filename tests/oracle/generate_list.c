/* generate_list.c - lists, filters and folds. */
#include "tests/oracle/model.h"

/* ---- lists ---- */

static struct listed from_table(struct maker *maker)
{
    struct listed list = { .scrap = NULL };
    for (uint32_t i = 0, seen = 0; i < maker->record_count; i++) {
        const struct model_record *record = &maker->records[i];
        if (!record->table || below(maker, ++seen) != 0)
            continue;
        list.scrap = scrap_leaf(maker->arena, record->name);
        list.place = record->name;
        list.element = (struct model_type){ TYPE_RECORD, (uint8_t)i, false };
    }
    return list;
}

static struct listed from_places(struct maker *maker, bool any)
{
    const struct places_found *places = find_places(maker, NULL);
    const struct model_place *picked = NULL;
    for (uint32_t i = 0, seen = 0; i < places->count; i++) {
        const struct model_place *place = &places->items[i];
        if (place->type.list && (any || place->type.kind == TYPE_RECORD) &&
            below(maker, ++seen) == 0)
            picked = place;
    }
    if (!picked)
        return (struct listed){ .scrap = NULL };
    return (struct listed){ place_scrap(maker, picked), model_element(picked->type), picked->text,
                            picked->present,
                            picked->type.kind == TYPE_OUTCOME ? cases_of(maker, picked) : 0 };
}

/* The lists that stand in the elements of a list, joined. */
static struct listed joined(struct maker *maker, struct listed list)
{
    const struct model_record *record = &maker->records[list.element.index];
    const struct model_field *picked = NULL;
    for (uint32_t i = 0, seen = 0; i < record->count; i++)
        if (record->fields[i].type.list && record->fields[i].type.kind == TYPE_RECORD &&
            below(maker, ++seen) == 0)
            picked = &record->fields[i];
    if (!picked)
        return list;
    struct scrap *part = scrap_leaf(maker->arena, picked->name);
    return (struct listed){ .scrap = scrap_of(maker->arena, "(all % of %)", part, list.scrap),
                            .element = model_element(picked->type) };
}

struct listed make_list(struct maker *maker, int depth, bool any)
{
    struct listed list = chance(maker, 85) ? from_places(maker, any) : from_table(maker);
    if (!list.scrap)
        list = from_table(maker);
    if (!list.scrap)
        return list;
    if (list.element.kind == TYPE_RECORD && depth > 0 && chance(maker, 12))
        list = joined(maker, list);
    if (depth > 0 && chance(maker, 35))
        list = make_filter(maker, list, depth - 1);
    if (!list.scrap->tag)
        list.scrap->tag =
            tag_of((struct model_type){ list.element.kind, list.element.index, true });
    return list;
}

/* ---- elements ---- */

/* ALIAS is NULL where the element's fields shall be named bare, and can be. */
struct variable *bind_listed(struct maker *maker, const struct listed *list, const char **alias)
{
    bool record = list->element.kind == TYPE_RECORD;
    bool bare = record && !scope_has_bare(maker, list->element.index) && chance(maker, 60);
    *alias = bare ? NULL : new_name(maker, "e");
    struct variable *bound = scope_bind(maker, (struct variable){ .text = *alias,
                                                                  .type = list->element,
                                                                  .bare = bare,
                                                                  .call = true,
                                                                  .cases = list->cases });
    if (list->present) {
        const char *place =
            bare ? list->present : arena_format(maker->arena, "%s.%s", *alias, list->present);
        struct model_fact fact = { MODEL_PRESENT, place, 0 };
        scope_learn(maker, &fact, 1);
    }
    return bound;
}

/* LIST, where `as ALIAS` is behind it if there is one. */
static struct scrap *with_alias(struct maker *maker, struct scrap *list, const char *alias)
{
    return alias ? scrap_of(maker->arena, "% as %", list, scrap_leaf(maker->arena, alias)) : list;
}

/* A field of the element that may be absent, but is not in any element of the filtered list. */
static const char *field_in(const struct model_flow *flow, const char *alias)
{
    for (uint32_t i = 0; i < flow->yes_count; i++) {
        const char *place = flow->yes[i].place;
        size_t length = alias ? strlen(alias) : 0;
        if (flow->yes[i].kind != MODEL_PRESENT)
            continue;
        if (!alias && !strpbrk(place, ".([ "))
            return place;
        if (alias && strncmp(place, alias, length) == 0 && place[length] == '.' &&
            !strpbrk(place + length + 1, ".([ "))
            return place + length + 1;
    }
    return NULL;
}

struct listed make_filter(struct maker *maker, struct listed list, int depth)
{
    const char *alias;
    struct model_flow flow = { .yes_count = 0 };
    struct scope_mark mark = scope_mark(maker);
    struct variable element = *bind_listed(maker, &list, &alias);
    struct scrap *filter = make_condition(maker, &element, depth, &flow);
    scope_return(maker, mark);
    if (!filter)
        return list;
    const char *present = list.element.kind == TYPE_RECORD ? field_in(&flow, alias) : NULL;
    list.scrap =
        scrap_of(maker->arena, "(% where %)", with_alias(maker, list.scrap, alias), filter);
    list.place = NULL;
    if (!list.present)
        list.present = present;
    return list;
}

/* ---- folds ---- */

static const char *fold_word(struct maker *maker, struct model_type type)
{
    bool clock = type.kind == TYPE_DATE || type.kind == TYPE_INSTANT;
    bool sum = type.kind == TYPE_INTEGER || type.kind == TYPE_DECIMAL || type.kind == TYPE_DURATION;
    if (sum && chance(maker, 40))
        return "sum";
    if (chance(maker, 50))
        return clock ? "latest" : "highest";
    return clock ? "earliest" : "lowest";
}

/* The element's field of TYPE, or of one below it: "home.city"; NULL where there is none. */
static const char *path_in(struct maker *maker, const struct listed *list, struct model_type type)
{
    struct scope_mark mark = scope_mark(maker);
    struct variable root = { .type = list->element, .bare = true };
    if (list->present)
        scope_learn(maker, &(struct model_fact){ MODEL_PRESENT, list->present, 0 }, 1);
    bool sees = maker->in_define;
    maker->in_define = true; /* fields only: no decision is reached by a path */
    const struct model_place *place = pick_place(maker, find_places(maker, &root), type, false);
    maker->in_define = sees;
    scope_return(maker, mark);
    return place ? place->text : NULL;
}

/* Outside of the element, a name that is known to be there says nothing of the element's. */
static bool path_is_safe(const struct maker *maker, const char *path)
{
    return !scope_knows(maker, MODEL_PRESENT, path);
}

static struct scrap *part_expression(struct maker *maker, const struct listed *list,
                                     struct model_type type, int depth)
{
    /* A literal's places are its own: a decimal would be of another type. */
    if (type.kind == TYPE_DECIMAL || scope_has_bare(maker, list->element.index))
        return NULL;
    struct scope_mark mark = scope_mark(maker);
    scope_bind(maker, (struct variable){ .type = list->element, .bare = true });
    struct scrap *part = make_value(maker, type, (struct wish){ depth, false });
    scope_return(maker, mark);
    return part ? scrap_of(maker->arena, "(%)", part) : NULL;
}

static struct scrap *make_part(struct maker *maker, const struct listed *list,
                               struct model_type type, int depth)
{
    const char *path = depth > 0 && chance(maker, 20) ? NULL : path_in(maker, list, type);
    if (path && path_is_safe(maker, path))
        return scrap_leaf(maker->arena, path);
    return depth > 0 ? part_expression(maker, list, type, depth - 1) : NULL;
}

struct scrap *make_fold(struct maker *maker, struct model_type type, int depth, bool *optional)
{
    if (!model_ordered(maker, type))
        return NULL;
    struct listed list = make_list(maker, depth, false);
    if (!list.scrap)
        return NULL;
    struct scrap *part = make_part(maker, &list, type, depth);
    if (!part)
        return NULL;
    const char *word = fold_word(maker, type);
    if (type.kind == TYPE_ENUM && strcmp(word, "sum") == 0)
        return NULL;
    *optional =
        strcmp(word, "sum") != 0 && !(list.place && scope_knows(maker, MODEL_SOME, list.place));
    return scrap_of(maker->arena, "% % of %", scrap_leaf(maker->arena, word), part, list.scrap);
}

/* ---- lists as values ---- */

static struct scrap *list_literal(struct maker *maker, struct model_type element, int depth)
{
    struct scrap *items = scrap_list(maker->arena, ", ");
    bool many = chance(maker, 6);
    for (uint32_t n = many ? 12 : 1 + below(maker, 3); n > 0; n--) {
        struct scrap *item = many ? make_literal(maker, element)
                                  : make_value(maker, element, (struct wish){ depth - 1, true });
        item->droppable = n > 1;
        scrap_add(items, item);
    }
    return scrap_of(maker->arena, "[%]", items);
}

static struct scrap *all_of(struct maker *maker, struct model_type element, int depth)
{
    struct listed list = make_list(maker, depth, false);
    struct scrap *part = NULL;
    if (list.scrap && chance(maker, 25)) { /* lists in a list are joined */
        struct model_type lists = element;
        lists.list = true;
        const char *path = path_in(maker, &list, lists);
        part = path ? scrap_leaf(maker->arena, path) : NULL;
    }
    if (list.scrap && !part)
        part = make_part(maker, &list, element, depth);
    return part ? scrap_of(maker->arena, "(all % of %)", part, list.scrap) : NULL;
}

struct scrap *make_list_value(struct maker *maker, struct model_type element, int depth)
{
    struct model_type type = element;
    struct scrap *scrap = NULL;
    type.list = true;
    const struct model_place *place = pick_place(maker, find_places(maker, NULL), type, false);
    if (place && chance(maker, 60))
        scrap = place_scrap(maker, place);
    if (!scrap && depth > 0 && chance(maker, 50) && element.kind != TYPE_OUTCOME)
        scrap = all_of(maker, element, depth - 1);
    if (!scrap && place && element.kind != TYPE_TEXT)
        scrap = place_scrap(maker, place);
    if (!scrap && element.kind != TYPE_RECORD && element.kind != TYPE_OUTCOME)
        scrap = list_literal(maker, element, depth);
    if (scrap)
        scrap->tag = tag_of(type);
    return scrap;
}
