/* generate_condition.c - conditions, and what they tell about the places in them. */
#include "tests/oracle/model.h"

static struct scrap *leaf(struct maker *maker, const char *text)
{
    return scrap_leaf(maker->arena, text);
}

static struct wish wish_of(int depth, bool member_ok)
{
    return (struct wish){ depth, member_ok };
}

/* ---- flow ---- */

static void tell(struct model_fact *facts, uint32_t *count, struct model_fact fact)
{
    if (*count < FLOW_MAX)
        facts[(*count)++] = fact;
}

static void tell_present(struct model_flow *flow, bool yes, const char *place)
{
    struct model_fact fact = { MODEL_PRESENT, place, 0 };
    if (yes)
        tell(flow->yes, &flow->yes_count, fact);
    else
        tell(flow->no, &flow->no_count, fact);
}

static void flow_swap(struct model_flow *flow)
{
    struct model_flow old = *flow;
    memcpy(flow->yes, old.no, sizeof flow->yes);
    memcpy(flow->no, old.yes, sizeof flow->no);
    flow->yes_count = old.no_count;
    flow->no_count = old.yes_count;
}

static void add_all(struct model_fact *to, uint32_t *count, const struct model_fact *from,
                    uint32_t from_count)
{
    for (uint32_t i = 0; i < from_count; i++)
        tell(to, count, from[i]);
}

/* What both A and B tell of presence. */
static uint32_t common(struct model_fact *to, const struct model_fact *a, uint32_t a_count,
                       const struct model_fact *b, uint32_t b_count)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < a_count; i++)
        for (uint32_t k = 0; k < b_count; k++)
            if (a[i].kind == MODEL_PRESENT && b[k].kind == MODEL_PRESENT &&
                strcmp(a[i].place, b[k].place) == 0)
                tell(to, &count, a[i]);
    return count;
}

/* ---- the left side ---- */

/* A place reached through ABOUT, or any. */
static const struct model_place *left_place(struct maker *maker, const struct variable *about,
                                            bool optional)
{
    const struct places_found *places = find_places(maker, about);
    const struct model_place *picked = NULL;
    for (uint32_t i = 0, seen = 0; i < places->count; i++)
        if (places->items[i].optional == optional && !places->items[i].type.list &&
            below(maker, ++seen) == 0)
            picked = &places->items[i];
    return picked;
}

static bool is_plain(struct model_type type)
{
    return type.kind != TYPE_RECORD && type.kind != TYPE_OUTCOME && !type.list;
}

/* ---- comparisons ---- */

static const char *order_word(struct maker *maker)
{
    static const char *const words[] = { "<", "<=", ">", ">=" };
    return words[below(maker, 4)];
}

static const char *comparison_word(struct maker *maker, struct model_type type)
{
    if (model_ordered(maker, type) && chance(maker, 70))
        return order_word(maker);
    return chance(maker, 65) ? "is" : "is not";
}

/* A number of one kind may stand beside one of the other. */
static struct model_type beside(struct maker *maker, struct model_type type)
{
    bool number = type.kind == TYPE_INTEGER || type.kind == TYPE_DECIMAL;
    if (number && chance(maker, 20))
        return plain(type.kind == TYPE_INTEGER ? TYPE_DECIMAL : TYPE_INTEGER);
    return type;
}

static struct scrap *compared(struct maker *maker, struct scrap *left, struct model_type type,
                              int depth)
{
    const char *word = comparison_word(maker, type);
    struct scrap *right = make_value(maker, beside(maker, type), wish_of(depth - 1, true));
    return scrap_of(maker->arena, "% % %", left, leaf(maker, word), right);
}

static struct scrap *in_range(struct maker *maker, struct scrap *left, struct model_type type,
                              int depth)
{
    struct scrap *low = make_value(maker, type, wish_of(depth - 1, true));
    struct scrap *high = make_value(maker, type, wish_of(depth - 1, true));
    return scrap_of(maker->arena, chance(maker, 50) ? "% in % .. %" : "% in % ..< %", left, low,
                    high);
}

static struct scrap *in_list(struct maker *maker, struct scrap *left, struct model_type type,
                             int depth)
{
    for (uint32_t i = 0; i < maker->parameter_count; i++) {
        const struct model_parameter *parameter = &maker->parameters[i];
        struct model_type list = type;
        list.list = true;
        if (model_same(parameter->type, list) && !parameter->by_day && chance(maker, 60))
            return scrap_of(maker->arena, "% in %", left, leaf(maker, parameter->name));
    }
    return scrap_of(maker->arena, "% in %", left, make_list_value(maker, type, depth));
}

static struct scrap *comparison(struct maker *maker, const struct variable *about, int depth)
{
    const struct model_place *place = left_place(maker, about, false);
    if (!place || !is_plain(place->type) || place->type.kind == TYPE_PERIOD)
        return NULL;
    struct scrap *left = place_scrap(maker, place);
    struct model_type type = place->type;
    if (type.kind == TYPE_TEXT && chance(maker, 30))
        left = scrap_of(maker->arena, "folded(%)", left);
    if (type.kind == TYPE_DATE && chance(maker, 20)) /* the other side of the clock */
        return scrap_of(maker->arena, "% % today", left, leaf(maker, order_word(maker)));
    if (type.kind == TYPE_INSTANT && chance(maker, 20))
        return scrap_of(maker->arena, "% % now", left, leaf(maker, order_word(maker)));
    if (model_ordered(maker, type) && chance(maker, 25))
        return in_range(maker, left, type, depth);
    return chance(maker, 20) ? in_list(maker, left, type, depth)
                             : compared(maker, left, type, depth);
}

/* Two values, neither of which need be a place. */
static struct scrap *free_comparison(struct maker *maker, int depth)
{
    struct model_type type = random_plain(maker, false);
    if (type.kind == TYPE_PERIOD || depth < 1)
        return NULL;
    struct scrap *left = make_value(maker, type, wish_of(depth - 1, false));
    if (!left)
        return NULL;
    if (model_ordered(maker, type) && chance(maker, 20))
        return in_range(maker, left, type, depth);
    return compared(maker, left, type, depth);
}

/* ---- the clock ---- */

static struct scrap *moved_clock(struct maker *maker, struct model_type type)
{
    struct scrap *clock = leaf(maker, type.kind == TYPE_DATE ? "today" : "now");
    if (chance(maker, 60))
        return clock;
    bool elapsed = type.kind == TYPE_INSTANT && chance(maker, 50);
    struct scrap *by = make_literal(maker, plain(elapsed ? TYPE_DURATION : TYPE_PERIOD));
    return scrap_of(maker->arena, chance(maker, 50) ? "% + %" : "% - %", clock, by);
}

static struct scrap *units_to_clock(struct maker *maker, int depth)
{
    static const char *const words[] = { "days", "months", "years" };
    struct scrap *unit = leaf(maker, words[maker->rounding ? below(maker, 3) : 0]);
    struct scrap *date = make_value(maker, plain(TYPE_DATE), wish_of(depth - 1, false));
    struct scrap *number = make_literal(maker, plain(TYPE_INTEGER));
    struct scrap *word = leaf(maker, chance(maker, 80) ? order_word(maker) : "is");
    if (chance(maker, 25))
        return scrap_of(maker->arena, "(% from today to %) % %", unit, date, word, number);
    return scrap_of(maker->arena, "(% from % to today) % %", unit, date, word, number);
}

static struct scrap *clock_comparison(struct maker *maker, int depth)
{
    struct model_type type = plain(chance(maker, 60) ? TYPE_DATE : TYPE_INSTANT);
    if (chance(maker, 25))
        return units_to_clock(maker, depth);
    struct scrap *clock = moved_clock(maker, type);
    if (chance(maker, 20))
        return in_range(maker, clock, type, depth);
    struct scrap *other = make_value(maker, type, wish_of(depth - 1, false));
    struct scrap *word = leaf(maker, chance(maker, 85) ? order_word(maker) : "is");
    return chance(maker, 60) ? scrap_of(maker->arena, "% % %", clock, word, other)
                             : scrap_of(maker->arena, "% % (%)", other, word, clock);
}

/* ---- presence ---- */

static struct scrap *presence(struct maker *maker, const struct variable *about, int depth,
                              struct model_flow *flow)
{
    const struct model_place *place = left_place(maker, about, true);
    if (!place)
        return NULL;
    bool absent = chance(maker, 50);
    struct scrap *scrap = place_scrap(maker, place);
    scrap = scrap_of(maker->arena, absent ? "% is absent" : "% is present", scrap);
    struct model_flow known = { .yes_count = 0 };
    tell_present(&known, !absent, place->text);
    if (depth < 1 || chance(maker, 40)) {
        *flow = known;
        return scrap;
    }
    /* What was found out is used at once. */
    struct scope_mark mark = scope_mark(maker);
    scope_learn(maker, absent ? known.no : known.yes, 1);
    struct model_flow then = { .yes_count = 0 };
    struct scrap *rest = make_condition(maker, about, depth - 1, &then);
    scope_return(maker, mark);
    if (!rest) {
        *flow = known;
        return scrap;
    }
    add_all(absent ? then.no : then.yes, absent ? &then.no_count : &then.yes_count,
            absent ? known.no : known.yes, 1);
    flow->yes_count = flow->no_count = 0;
    if (absent)
        add_all(flow->no, &flow->no_count, then.no, then.no_count);
    else
        add_all(flow->yes, &flow->yes_count, then.yes, then.yes_count);
    return scrap_of(maker->arena, absent ? "(% or %)" : "(% and %)", scrap, rest);
}

/* ---- cases ---- */

static struct scrap *some_cases(struct maker *maker, const struct model_place *place,
                                uint64_t *cases)
{
    const struct model_outcome *outcome = &maker->outcomes[place->type.index];
    struct scrap *names = scrap_list(maker->arena, ", ");
    for (uint32_t i = 0; i < outcome->count; i++) {
        if (*cases && !chance(maker, 40))
            continue;
        *cases |= (uint64_t)1 << i;
        scrap_add(names, leaf(maker, outcome->cases[i].name));
    }
    return scrap_of(maker->arena, "% in [%]", place_scrap(maker, place), names);
}

static struct scrap *case_condition(struct maker *maker, const struct variable *about,
                                    struct model_flow *flow)
{
    const struct model_place *place = left_place(maker, about, false);
    if (!place || place->type.kind != TYPE_OUTCOME)
        return NULL;
    const struct model_outcome *outcome = &maker->outcomes[place->type.index];
    uint64_t cases = 0;
    struct scrap *scrap;
    bool negative = chance(maker, 25);
    if (chance(maker, 25)) {
        negative = false;
        scrap = some_cases(maker, place, &cases);
    } else {
        uint32_t index = below(maker, outcome->count);
        cases = (uint64_t)1 << index;
        scrap = scrap_of(maker->arena, negative ? "% is not %" : "% is %",
                         place_scrap(maker, place), leaf(maker, outcome->cases[index].name));
    }
    tell(flow->yes, &flow->yes_count, (struct model_fact){ MODEL_CASE, place->text, cases });
    tell(flow->no, &flow->no_count, (struct model_fact){ MODEL_CASE, place->text, ~cases });
    if (negative)
        flow_swap(flow);
    return scrap;
}

/* ---- lists ---- */

static struct listed list_about(struct maker *maker, const struct variable *about, int depth)
{
    if (!about)
        return make_list(maker, depth, true);
    const struct places_found *places = find_places(maker, about);
    const struct model_place *picked = NULL;
    for (uint32_t i = 0, seen = 0; i < places->count; i++)
        if (places->items[i].type.list && below(maker, ++seen) == 0)
            picked = &places->items[i];
    if (!picked)
        return (struct listed){ .scrap = NULL };
    return (struct listed){ place_scrap(maker, picked), model_element(picked->type), picked->text,
                            picked->present,
                            picked->type.kind == TYPE_OUTCOME ? cases_of(maker, picked) : 0 };
}

static void tell_some(const struct listed *list, struct model_flow *flow, bool yes)
{
    if (!list->place)
        return;
    struct model_fact fact = { MODEL_SOME, list->place, 0 };
    if (yes)
        tell(flow->yes, &flow->yes_count, fact);
    else
        tell(flow->no, &flow->no_count, fact);
}

static struct scrap *quantified(struct maker *maker, const struct variable *about, int depth,
                                struct model_flow *flow)
{
    struct listed list = list_about(maker, about, depth - 1);
    if (!list.scrap || depth < 1)
        return NULL;
    const char *alias;
    bool any = chance(maker, 60);
    struct model_flow inner = { .yes_count = 0 };
    struct scope_mark mark = scope_mark(maker);
    struct variable element = *bind_listed(maker, &list, &alias);
    struct scrap *filter = make_condition(maker, &element, depth - 1, &inner);
    scope_return(maker, mark);
    if (!filter)
        return NULL;
    tell_some(&list, flow, any);
    struct scrap *of = list.scrap;
    if (alias)
        of = scrap_of(maker->arena, "% as %", of, leaf(maker, alias));
    return scrap_of(maker->arena, any ? "(any % where %)" : "(every % has %)", of, filter);
}

static struct scrap *counted(struct maker *maker, const struct variable *about, int depth,
                             struct model_flow *flow)
{
    static const char *const words[] = { ">= 1", "> 0", "is 0", "is not 0", "< 1", "is 2", "<= 2" };
    struct listed list = list_about(maker, about, depth - 1);
    if (!list.scrap)
        return NULL;
    uint32_t word = below(maker, 7);
    if (word <= 1 || word == 3 || word == 5)
        tell_some(&list, flow, true);
    if (word == 2 || word == 4)
        tell_some(&list, flow, false);
    if (word == 6 && chance(maker, 50))
        return scrap_of(maker->arena, "count % % %", list.scrap, leaf(maker, order_word(maker)),
                        make_value(maker, plain(TYPE_INTEGER), wish_of(depth - 1, true)));
    return scrap_of(maker->arena, "count % %", list.scrap, leaf(maker, words[word]));
}

/* ---- junctions ---- */

static struct scrap *junction(struct maker *maker, const struct variable *about, int depth,
                              struct model_flow *flow)
{
    bool both = chance(maker, 50);
    struct model_flow left = { .yes_count = 0 }, right = { .yes_count = 0 };
    struct scrap *first = make_condition(maker, about, depth - 1, &left);
    struct scope_mark mark = scope_mark(maker);
    scope_learn(maker, both ? left.yes : left.no, both ? left.yes_count : left.no_count);
    struct scrap *second = make_condition(maker, both ? about : NULL, depth - 1, &right);
    scope_return(maker, mark);
    if (!first || !second)
        return NULL;
    if (!both) {
        flow_swap(&left);
        flow_swap(&right);
    }
    flow->yes_count = flow->no_count = 0;
    add_all(flow->yes, &flow->yes_count, left.yes, left.yes_count);
    add_all(flow->yes, &flow->yes_count, right.yes, right.yes_count);
    flow->no_count = common(flow->no, left.no, left.no_count, right.no, right.no_count);
    if (!both)
        flow_swap(flow);
    return scrap_of(maker->arena, both ? "(% and %)" : "(% or %)", first, second);
}

static struct scrap *negation(struct maker *maker, const struct variable *about, int depth,
                              struct model_flow *flow)
{
    struct scrap *scrap = make_condition(maker, about, depth - 1, flow);
    if (!scrap)
        return NULL;
    flow_swap(flow);
    return scrap_of(maker->arena, "not (%)", scrap);
}

/* A place, a define or a parameter that is a condition itself. */
static struct scrap *named(struct maker *maker, const struct variable *about)
{
    const struct places_found *places = find_places(maker, about);
    const struct model_place *place = pick_place(maker, places, plain(TYPE_BOOL), false);
    if (place)
        return place_scrap(maker, place);
    return about ? NULL : make_value(maker, plain(TYPE_BOOL), wish_of(0, true));
}

static struct scrap *any_kind(struct maker *maker, const struct variable *about, int depth,
                              struct model_flow *flow)
{
    switch (below(maker, depth > 0 ? 18 : 8)) {
    case 0:
    case 1:
    case 2:
        return comparison(maker, about, depth);
    case 3:
        return presence(maker, about, depth, flow);
    case 4:
    case 5:
        return case_condition(maker, about, flow);
    case 6:
        return named(maker, about);
    case 7:
        return about ? comparison(maker, about, depth) : clock_comparison(maker, depth);
    case 8:
    case 9:
        return junction(maker, about, depth, flow);
    case 10:
        return negation(maker, about, depth, flow);
    case 11:
    case 12:
        return quantified(maker, about, depth, flow);
    case 13:
        return counted(maker, about, depth, flow);
    case 14:
    case 15:
        return about ? junction(maker, about, depth, flow) : clock_comparison(maker, depth);
    case 16:
        return about ? presence(maker, about, depth, flow) : free_comparison(maker, depth);
    default:
        return presence(maker, about, depth, flow);
    }
}

/* What is almost always there: an element has a field, or is a value itself. */
static struct scrap *last_resort(struct maker *maker, const struct variable *about,
                                 struct model_flow *flow)
{
    for (int tries = 0; about && tries < 20; tries++) {
        struct scrap *scrap = comparison(maker, about, 0);
        if (!scrap)
            scrap = case_condition(maker, about, flow);
        if (scrap)
            return scrap;
    }
    return about ? NULL : make_literal(maker, plain(TYPE_BOOL));
}

struct scrap *make_condition(struct maker *maker, const struct variable *about, int depth,
                             struct model_flow *flow)
{
    struct scrap *scrap = NULL;
    for (int tries = 0; tries < 4 && !scrap; tries++) {
        *flow = (struct model_flow){ .yes_count = 0 };
        scrap = any_kind(maker, about, depth, flow);
    }
    if (!scrap) {
        *flow = (struct model_flow){ .yes_count = 0 };
        scrap = last_resort(maker, about, flow);
    }
    if (scrap && !scrap->tag)
        scrap->tag = tag_of(plain(TYPE_BOOL));
    return scrap;
}
