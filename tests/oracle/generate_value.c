/* generate_value.c - expressions of every type but conditions and lists. */
#include "tests/oracle/model.h"

static struct wish deeper(struct wish wish)
{
    return (struct wish){ wish.depth - 1, false };
}

static struct scrap *leaf(struct maker *maker, const char *text)
{
    return scrap_leaf(maker->arena, text);
}

/* ---- names ---- */

static struct scrap *from_place(struct maker *maker, struct model_type type, bool optional)
{
    const struct model_place *place = pick_place(maker, find_places(maker, NULL), type, optional);
    return place ? place_scrap(maker, place) : NULL;
}

static struct scrap *from_parameter(struct maker *maker, struct model_type type, struct wish wish)
{
    const struct model_parameter *picked = NULL;
    for (uint32_t i = 0, seen = 0; i < maker->parameter_count; i++)
        if (model_same(maker->parameters[i].type, type) && below(maker, ++seen) == 0)
            picked = &maker->parameters[i];
    if (!picked)
        return NULL;
    struct scrap *name = leaf(maker, picked->name);
    if (!picked->by_day)
        return type.kind == TYPE_ENUM && !type.list ? scrap_of(maker->arena, "(%)", name) : name;
    struct scrap *day = chance(maker, 40) ? leaf(maker, "today")
                                          : make_value(maker, plain(TYPE_DATE), deeper(wish));
    return scrap_of(maker->arena, "(% on (%))", name, day);
}

static struct scrap *arguments_scrap(struct maker *maker, const struct model_define *define,
                                     struct wish wish)
{
    struct scrap *arguments = scrap_list(maker->arena, ", ");
    for (uint32_t i = 0; i < define->count; i++) {
        const struct model_label *label = &define->arguments[i];
        struct wish inner = { wish.depth - 1, true };
        struct scrap *argument = NULL;
        if (label->type.list)
            argument = make_list_value(maker, model_element(label->type), wish.depth - 1);
        else if (label->optional)
            argument = make_optional(maker, label->type, inner);
        else
            argument = make_value(maker, label->type, inner);
        if (!argument)
            return NULL;
        scrap_add(arguments, argument);
    }
    return arguments;
}

static struct scrap *from_define(struct maker *maker, struct model_type type, bool optional,
                                 struct wish wish)
{
    const struct model_define *picked = NULL;
    for (uint32_t i = 0, seen = 0; i < maker->define_count; i++) {
        const struct model_define *define = &maker->defines[i];
        bool fits = model_same(define->type, type) && define->optional == optional &&
                    (define->count == 0 || wish.depth > 0);
        if (fits && below(maker, ++seen) == 0)
            picked = define;
    }
    if (!picked)
        return NULL;
    struct scrap *name = leaf(maker, picked->name);
    if (!picked->count)
        return type.kind == TYPE_ENUM && !type.list ? scrap_of(maker->arena, "(%)", name) : name;
    struct scrap *arguments = arguments_scrap(maker, picked, wish);
    return arguments ? scrap_of(maker->arena, "%(%)", name, arguments) : NULL;
}

/* ---- what may be absent ---- */

struct scrap *make_optional(struct maker *maker, struct model_type type, struct wish wish)
{
    bool may_be_absent = true;
    struct scrap *scrap = NULL;
    if (chance(maker, 70))
        scrap = from_place(maker, type, true);
    if (!scrap && chance(maker, 60))
        scrap = from_define(maker, type, true, wish);
    if (!scrap && wish.depth > 0)
        scrap = make_fold(maker, type, wish.depth - 1, &may_be_absent);
    return scrap ? scrap : make_value(maker, type, wish);
}

static struct scrap *from_else(struct maker *maker, struct model_type type, struct wish wish)
{
    struct wish inner = { wish.depth - 1, true };
    struct scrap *first = from_place(maker, type, true);
    if (!first)
        first = from_define(maker, type, true, wish);
    if (!first)
        return NULL;
    struct scrap *second = chance(maker, 25) ? from_place(maker, type, true) : NULL;
    struct scrap *last = make_value(maker, type, inner);
    if (!last)
        return NULL;
    if (second)
        last = scrap_of(maker->arena, "% else %", second, last);
    return scrap_of(maker->arena, "(% else %)", first, last);
}

static struct scrap *from_fold(struct maker *maker, struct model_type type, struct wish wish)
{
    bool may_be_absent = false;
    struct scrap *scrap = make_fold(maker, type, wish.depth - 1, &may_be_absent);
    if (!scrap)
        return NULL;
    if (!may_be_absent)
        return scrap_of(maker->arena, "(%)", scrap);
    struct wish inner = { wish.depth - 1, true };
    return scrap_of(maker->arena, "(% else %)", scrap, make_value(maker, type, inner));
}

/* ---- arithmetic ---- */

static struct scrap *infix(struct maker *maker, struct scrap *a, const char *sign, struct scrap *b)
{
    return a && b ? scrap_of(maker->arena, "(% % %)", a, leaf(maker, sign), b) : NULL;
}

static struct scrap *both(struct maker *maker, struct model_type type, struct wish wish)
{
    struct scrap *first = make_value(maker, type, deeper(wish));
    return infix(maker, first, chance(maker, 50) ? "+" : "-",
                 make_value(maker, type, deeper(wish)));
}

/* A factor that no record changes: a literal or a parameter, sometimes two of them. */
static struct scrap *factor(struct maker *maker, enum type_kind kind)
{
    struct scrap *scrap = NULL;
    if (chance(maker, 30))
        scrap = from_parameter(maker, plain(kind), (struct wish){ 0, false });
    if (!scrap)
        scrap = make_literal(maker, plain(kind));
    if (chance(maker, 15))
        return infix(maker, scrap, "+", make_literal(maker, plain(kind)));
    return scrap;
}

static struct scrap *product(struct maker *maker, struct model_type type, struct wish wish)
{
    bool number = type.kind == TYPE_INTEGER || type.kind == TYPE_DECIMAL;
    /* Places add up, and a field has no more than six. */
    enum type_kind kind =
        type.kind == TYPE_DECIMAL && chance(maker, 3) ? TYPE_DECIMAL : TYPE_INTEGER;
    struct scrap *fixed = factor(maker, kind);
    if (!number && chance(maker, 15)) {
        struct scrap *times = make_value(maker, plain(TYPE_INTEGER), deeper(wish));
        return infix(maker, times, "*", make_literal(maker, type));
    }
    struct scrap *other = make_value(maker, type, deeper(wish));
    return chance(maker, 50) ? infix(maker, fixed, "*", other) : infix(maker, other, "*", fixed);
}

static struct scrap *negated(struct maker *maker, struct model_type type, struct wish wish)
{
    return scrap_of(maker->arena, "(-%)", make_value(maker, type, deeper(wish)));
}

static struct scrap *units(struct maker *maker, struct wish wish)
{
    static const char *const words[] = { "days", "months", "years" };
    uint32_t unit = maker->rounding ? below(maker, 3) : 0;
    struct scrap *from = make_value(maker, plain(TYPE_DATE), deeper(wish));
    struct scrap *to = make_value(maker, plain(TYPE_DATE), deeper(wish));
    return scrap_of(maker->arena, "(% from % to %)", leaf(maker, words[unit]), from, to);
}

/* A period that may be added: where the policy does not round, one of days. */
static struct scrap *addable(struct maker *maker, struct wish wish)
{
    if (maker->rounding && chance(maker, 40))
        return make_value(maker, plain(TYPE_PERIOD), deeper(wish));
    return make_literal(maker, plain(TYPE_PERIOD));
}

static struct scrap *shifted(struct maker *maker, struct model_type type, struct wish wish)
{
    struct scrap *at = make_value(maker, type, deeper(wish));
    bool elapsed = type.kind == TYPE_INSTANT && chance(maker, 50);
    struct scrap *by =
        elapsed ? make_value(maker, plain(TYPE_DURATION), deeper(wish)) : addable(maker, wish);
    if (chance(maker, 20))
        return infix(maker, by, "+", at);
    return infix(maker, at, chance(maker, 50) ? "+" : "-", by);
}

static struct scrap *converted(struct maker *maker, struct model_type type, struct wish wish)
{
    bool date = type.kind == TYPE_DATE;
    struct scrap *other = make_value(maker, plain(date ? TYPE_INSTANT : TYPE_DATE), deeper(wish));
    return scrap_of(maker->arena, date ? "(date of (%))" : "(start of (%))", other);
}

static struct scrap *extreme(struct maker *maker, struct model_type type, struct wish wish)
{
    struct scrap *items = scrap_list(maker->arena, ", ");
    struct scrap *first = make_value(maker, type, deeper(wish));
    if (!first)
        return NULL;
    scrap_add(items, first);
    for (uint32_t n = 1 + below(maker, 2); n > 0; n--) {
        struct scrap *item = make_value(maker, type, (struct wish){ wish.depth - 1, true });
        item->droppable = n > 1;
        scrap_add(items, item);
    }
    return scrap_of(maker->arena, chance(maker, 50) ? "min(%)" : "max(%)", items);
}

/* ---- by type ---- */

static struct scrap *number_of_kind(struct maker *maker, struct model_type type, struct wish wish)
{
    bool is_whole = type.kind == TYPE_INTEGER;
    switch (below(maker, is_whole ? 6 : 4)) {
    case 0:
    case 1:
        return both(maker, type, wish);
    case 2:
        return product(maker, type, wish);
    case 3:
        return negated(maker, type, wish);
    case 4:
        return units(maker, wish);
    default: {
        struct listed list = make_list(maker, wish.depth - 1, true);
        return list.scrap ? scrap_of(maker->arena, "(count %)", list.scrap) : NULL;
    }
    }
}

static struct scrap *composed(struct maker *maker, struct model_type type, struct wish wish)
{
    switch (type.kind) {
    case TYPE_INTEGER:
    case TYPE_DECIMAL:
        return number_of_kind(maker, type, wish);
    case TYPE_DATE:
    case TYPE_INSTANT:
        return chance(maker, 65) ? shifted(maker, type, wish) : converted(maker, type, wish);
    case TYPE_PERIOD:
    case TYPE_DURATION:
        if (chance(maker, 40))
            return both(maker, type, wish);
        return chance(maker, 60) ? product(maker, type, wish) : negated(maker, type, wish);
    case TYPE_TEXT:
        return scrap_of(maker->arena, "folded(%)", make_value(maker, type, deeper(wish)));
    case TYPE_BOOL: {
        struct model_flow flow = { .yes_count = 0 };
        struct scope_mark mark = scope_mark(maker);
        struct scrap *scrap = make_condition(maker, NULL, wish.depth - 1, &flow);
        scope_return(maker, mark);
        return scrap_of(maker->arena, "(%)", scrap);
    }
    default:
        return NULL;
    }
}

static struct scrap *any_source(struct maker *maker, struct model_type type, struct wish wish)
{
    switch (below(maker, wish.depth > 0 ? 12 : 5)) {
    case 0:
        return from_parameter(maker, type, wish);
    case 1:
        return from_define(maker, type, false, wish);
    case 2:
    case 3:
    case 4:
        return from_place(maker, type, false);
    case 5:
    case 6:
        return from_else(maker, type, wish);
    case 7:
    case 8:
        return from_fold(maker, type, wish);
    case 9:
        return model_ordered(maker, type) ? extreme(maker, type, wish) : NULL;
    default:
        return composed(maker, type, wish);
    }
}

struct scrap *make_value(struct maker *maker, struct model_type type, struct wish wish)
{
    bool has_literal = (type.kind != TYPE_ENUM || wish.member_ok) && type.kind != TYPE_RECORD &&
                       type.kind != TYPE_OUTCOME;
    struct scrap *scrap = NULL;
    uint32_t literal_chance = wish.depth > 0 ? 12 : 35;
    if (!has_literal || !chance(maker, literal_chance))
        for (int tries = 0; tries < 4 && !scrap; tries++)
            scrap = any_source(maker, type, wish);
    if (!scrap && has_literal)
        scrap = make_literal(maker, type);
    if (!scrap)
        scrap = from_place(maker, type, false);
    if (scrap && !scrap->tag)
        scrap->tag = tag_of(type);
    return scrap;
}
