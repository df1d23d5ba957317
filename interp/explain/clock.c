/* clock.c - when a comparison with the clock will come out differently.
 *
 * One side moves with the clock and never back, the other stands still (the checker sees to that),
 * so where the one stands to the other changes at most twice, and each time is found by halving.  A
 * parameter on today changes on the days that it lists. */
#include "interp/explain/explanation.h"

/* A condition and its policy. */
struct clock {
    const struct sight *sight;
    const struct policy *policy;
};

static bool node_moves(const struct node *node)
{
    if (!node)
        return false;
    return node->moves || (node->kind == NODE_PARAMETER && node_moves(node->first));
}

/* What was found for NODE in or below SIGHT. */
static bool found_value(const struct sight *sight, const struct node *node, union value *value)
{
    if (sight->kind == SIGHT_NODE && sight->node == node && sight->state == SIGHT_DONE) {
        *value = sight->value;
        return true;
    }
    for (const struct sight *below = sight->first; below; below = below->next)
        if (found_value(below, node, value))
            return true;
    return false;
}

static bool value_as_of(const struct clock *clock, const struct node *node, int64_t now,
                        union value *value);

/* A date or an instant, moved by a fixed time. */
static bool shifted(const struct clock *clock, const struct node *node, int64_t now,
                    union value *value)
{
    union value by;
    if (!value_as_of(clock, node->first, now, value) || !value_as_of(clock, node->second, now, &by))
        return false;
    int sign = node->kind == NODE_ADD ? 1 : -1;
    if (node->second->type.kind != TYPE_PERIOD) {
        value->integer += sign * by.integer;
        return true;
    }
    struct period period = { sign * by.period.months, sign * by.period.days };
    value->integer =
        node->type.kind == TYPE_DATE
            ? date_add(value->integer, period, clock->policy->rounding)
            : zone_add(clock->policy->zone, value->integer, period, clock->policy->rounding);
    return true;
}

static bool units(const struct clock *clock, const struct node *node, int64_t now,
                  union value *value)
{
    union value from, to;
    if (!value_as_of(clock, node->first, now, &from) || !value_as_of(clock, node->second, now, &to))
        return false;
    value->integer = units_between(from.integer, to.integer, node->unit, clock->policy->rounding);
    return true;
}

static bool version(const struct clock *clock, const struct node *node, int64_t now,
                    union value *value)
{
    union value day;
    if (!value_as_of(clock, node->first, now, &day))
        return false;
    const struct parameter *parameter = node->parameter;
    for (uint32_t i = 0; i < parameter->count; i++)
        if (parameter->versions[i].from <= day.integer && day.integer <= parameter->versions[i].to)
            *value = parameter->versions[i].value;
    return true;
}

/* NODE's value if it were NOW, all else being as it was found; false where that is not known. */
static bool value_as_of(const struct clock *clock, const struct node *node, int64_t now,
                        union value *value)
{
    if (node->kind == NODE_CONSTANT) {
        *value = node->constant;
        return true;
    }
    if (node->kind == NODE_PARAMETER && !node->first) {
        *value = node->parameter->versions[0].value;
        return true;
    }
    if (!node_moves(node))
        return found_value(clock->sight, node, value);
    switch (node->kind) {
    case NODE_NOW:
        value->integer = now;
        return true;
    case NODE_TODAY:
        value->integer = zone_date_of(clock->policy->zone, now);
        return true;
    case NODE_ADD:
    case NODE_SUBTRACT:
        return shifted(clock, node, now, value);
    case NODE_UNITS:
        return units(clock, node, now, value);
    case NODE_PARAMETER:
        return version(clock, node, now, value);
    default:
        return false;
    }
}

/* ---- where one side stands to the other ---- */

static bool is_one_integer(const struct node *node)
{
    return node->type.kind != TYPE_DECIMAL && node->type.kind != TYPE_TEXT &&
           node->type.kind != TYPE_PERIOD && node->type.kind != TYPE_LIST &&
           node->type.kind != TYPE_RECORD && node->type.kind != TYPE_OUTCOME;
}

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Below, at or above: what the condition asks of its sides as of NOW. */
static bool position(const struct clock *clock, int64_t now, int *place)
{
    const struct node *node = clock->sight->node;
    union value first, second, third;
    if (!value_as_of(clock, node->first, now, &first) ||
        !value_as_of(clock, node->second, now, &second))
        return false;
    *place = compare(first.integer, second.integer);
    if (node->kind != NODE_IN_RANGE)
        return true;
    if (!value_as_of(clock, node->third, now, &third))
        return false;
    int end = compare(first.integer, third.integer);
    bool above = node->half_open ? end >= 0 : end > 0;
    *place = *place < 0 ? -1 : above;
    return true;
}

static bool holds_at(const struct node *node, int place)
{
    switch (node->kind) {
    case NODE_LESS:
        return place < 0;
    case NODE_LESS_EQUAL:
        return place <= 0;
    case NODE_GREATER:
        return place > 0;
    case NODE_GREATER_EQUAL:
        return place >= 0;
    case NODE_NOT_EQUAL:
        return place != 0;
    default: /* equal, in a range */
        return place == 0;
    }
}

static bool compares_with_clock(const struct sight *sight)
{
    const struct node *node = sight->node;
    bool compares = (node->kind >= NODE_EQUAL && node->kind <= NODE_GREATER_EQUAL) ||
                    node->kind == NODE_IN_RANGE;
    return compares && sight->state == SIGHT_DONE &&
           (node_moves(node->first) || node_moves(node->second) || node_moves(node->third));
}

/* Whether it does so in a way that is understood here. */
static bool is_clock_test(const struct clock *clock)
{
    int place;
    return compares_with_clock(clock->sight) && is_one_integer(clock->sight->node->first) &&
           position(clock, AS_OF_MAX, &place);
}

static bool truth_as_of(const struct clock *clock, int64_t now)
{
    union value value = { .integer = clock->sight->value.integer };
    int place = 0;
    if (clock->sight->node->kind == NODE_PARAMETER)
        return version(clock, clock->sight->node, now, &value) && value.integer;
    return position(clock, now, &place) && holds_at(clock->sight->node, place);
}

/* The first instant after NOW, until LAST, at which the sides stand differently to each other. */
static int64_t next_position(const struct clock *clock, int64_t now, int64_t last)
{
    int before, place;
    if (!position(clock, now, &before) || !position(clock, last, &place) || place == before)
        return INSTANT_MAX;
    while (last - now > 1) {
        int64_t middle = now + (last - now) / 2;
        if (position(clock, middle, &place) && place != before)
            last = middle;
        else
            now = middle;
    }
    return last;
}

static int64_t next_truth(const struct clock *clock, int64_t as_of)
{
    bool before = truth_as_of(clock, as_of);
    for (int64_t now = as_of; now < AS_OF_MAX;) {
        now = next_position(clock, now, AS_OF_MAX);
        if (now == INSTANT_MAX || truth_as_of(clock, now) != before)
            return now;
    }
    return INSTANT_MAX;
}

/* ---- parameters on days that move ---- */

static bool version_number(const struct clock *clock, const struct node *node, int64_t now,
                           int64_t *number)
{
    union value day;
    if (!value_as_of(clock, node->first, now, &day))
        return false;
    *number = 0;
    while (*number + 1 < node->parameter->count &&
           node->parameter->versions[*number].to < day.integer)
        ++*number;
    return true;
}

int64_t version_changes(const struct sight *sight, const struct policy *policy, int64_t as_of)
{
    struct clock clock = { sight, policy };
    int64_t before, number, now = as_of, last = AS_OF_MAX;
    if (sight->kind != SIGHT_NODE || sight->node->kind != NODE_PARAMETER ||
        !node_moves(sight->node) || !version_number(&clock, sight->node, as_of, &before) ||
        !version_number(&clock, sight->node, last, &number) || number == before)
        return INSTANT_MAX;
    while (last - now > 1) {
        int64_t middle = now + (last - now) / 2;
        if (version_number(&clock, sight->node, middle, &number) && number != before)
            last = middle;
        else
            now = middle;
    }
    return last;
}

/* The side of SIGHT's condition, or the condition, that is a parameter on a day that moves. */
static const struct sight *moving_parameter(const struct sight *sight)
{
    if (sight->node->kind == NODE_PARAMETER && node_moves(sight->node))
        return sight;
    for (const struct sight *below = sight->first; below; below = below->next)
        if (below->kind == SIGHT_NODE && below->node->kind == NODE_PARAMETER &&
            node_moves(below->node))
            return below;
    return NULL;
}

static int64_t next_version(const struct clock *clock, const struct sight *parameter, int64_t as_of)
{
    bool before = truth_as_of(clock, as_of);
    int64_t now = as_of;
    while (now < AS_OF_MAX && truth_as_of(clock, now) == before)
        now = version_changes(parameter, clock->policy, now);
    return now;
}

bool clock_changes(const struct sight *sight, const struct policy *policy, int64_t as_of,
                   int64_t *instant)
{
    struct clock clock = { sight, policy };
    if (sight->kind != SIGHT_NODE || sight->state != SIGHT_DONE ||
        sight->node->type.kind != TYPE_BOOL)
        return false;
    const struct sight *parameter = moving_parameter(sight);
    if (parameter != sight && !is_clock_test(&clock))
        return false;
    *instant = parameter ? next_version(&clock, parameter, as_of) : next_truth(&clock, as_of);
    return true;
}

bool clock_is_unclear(const struct sight *sight, const struct policy *policy)
{
    struct clock clock = { sight, policy };
    return sight->kind == SIGHT_NODE && compares_with_clock(sight) && !is_clock_test(&clock);
}

/* ---- conditions that are made of others ---- */

static bool look_as_of(const struct certpol_look *look, const struct policy *policy, int64_t now)
{
    struct clock clock = { sight_of(look), policy };
    int64_t changes;
    bool all = true, some = false;
    if (clock_changes(clock.sight, policy, now, &changes))
        return truth_as_of(&clock, now);
    bool named =
        look->kind == CERTPOL_LOOK_VALUE && look->part_count == 1 && look->parts->condition;
    if (look->kind > CERTPOL_LOOK_NOT && !named)
        return look->holds;
    for (size_t i = 0; i < look->part_count; i++) {
        bool part = look_as_of(&look->parts[i], policy, now);
        all &= part;
        some |= part;
    }
    if (look->kind == CERTPOL_LOOK_NOT)
        return !some;
    return look->kind == CERTPOL_LOOK_SOME ? some : all;
}

/* Lower FIRST to the next change of LOOK as a whole that a clock test in WITHIN brings about. */
static bool lower(const struct certpol_look *look, const struct certpol_look *within,
                  const struct clock *clock, int64_t as_of, int64_t *first)
{
    int64_t instant;
    bool moves = clock_changes(sight_of(within), clock->policy, as_of, &instant);
    if (moves && instant < *first &&
        look_as_of(look, clock->policy, instant) != look_as_of(look, clock->policy, as_of))
        *first = instant;
    bool named =
        within->kind == CERTPOL_LOOK_VALUE && within->part_count == 1 && within->parts->condition;
    for (size_t i = 0; i < within->part_count; i++)
        if (within->kind <= CERTPOL_LOOK_NOT || named)
            moves |= lower(look, &within->parts[i], clock, as_of, first);
    return moves;
}

bool look_changes(const struct certpol_look *look, const struct policy *policy, int64_t as_of,
                  int64_t *instant)
{
    struct clock clock = { NULL, policy };
    *instant = INSTANT_MAX;
    return !look->missing && lower(look, look, &clock, as_of, instant);
}
