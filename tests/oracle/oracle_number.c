/* oracle_number.c - the oracle's arithmetic: exact, and within the types. */
#include "interp/value/decimal.h"
#include "tests/oracle/walk.h"

/* NUMBER as a value of NODE's type: an integer, a duration, a decimal, a date or an instant. */
static union value number(const struct frame *frame, const struct node *node, int128 number)
{
    int128 limit = decimal_power(DECIMAL_DIGITS);
    switch (node->type.kind) {
    case TYPE_DECIMAL:
        return -limit < number && number < limit ? (union value){ .decimal = number }
                                                 : walk_broken(frame, node);
    case TYPE_DATE:
        return DATE_MIN <= number && number <= DATE_MAX ? walk_whole(number)
                                                        : walk_broken(frame, node);
    case TYPE_INSTANT:
        return INSTANT_MIN <= number && number <= INSTANT_MAX ? walk_whole(number)
                                                              : walk_broken(frame, node);
    default:
        return -INTEGER_LIMIT <= number && number <= INTEGER_LIMIT ? walk_whole(number)
                                                                   : walk_broken(frame, node);
    }
}

static int128 number_of(struct type type, union value value)
{
    return type.kind == TYPE_DECIMAL ? value.decimal : value.integer;
}

/* ---- folds ---- */

static union value summed(const struct frame *frame, const struct node *node)
{
    struct list list = walk(frame, node->first).list;
    int128 sum = 0;
    for (uint32_t i = 0; i < list.count; i++)
        sum += number_of(node->type, walk_part(frame, node, list, i));
    return number(frame, node, sum);
}

static union value farthest(const struct frame *frame, const struct node *node)
{
    struct list list = walk(frame, node->first).list;
    union value best = walk_nothing(node->type);
    for (uint32_t i = 0; i < list.count; i++) {
        union value value = walk_part(frame, node, list, i);
        int order = i ? walk_compare(node->type, value, best) : 0;
        if (i == 0 || (node->kind == NODE_HIGHEST ? order > 0 : order < 0))
            best = value;
    }
    return best;
}
/* ---- arithmetic ---- */

static union value period(const struct frame *frame, const struct node *node, int128 months,
                          int128 days)
{
    if (months < -INT32_MAX || months > INT32_MAX || days < -INT32_MAX || days > INT32_MAX)
        return walk_broken(frame, node);
    return (union value){ .period = { (int32_t)months, (int32_t)days } };
}

static union value shifted(const struct frame *frame, const struct node *node, int64_t at,
                           struct period by)
{
    const struct policy *policy = frame->policy;
    bool instant = node->type.kind == TYPE_INSTANT;
    int64_t day = instant ? zone_date_of(policy->zone, at) : at;
    if (policy->rounding == ROUNDING_NONE && date_add_is_ambiguous(day, by))
        return walk_broken(frame, node);
    return number(frame, node,
                  instant ? zone_add(policy->zone, at, by, policy->rounding)
                          : date_add(at, by, policy->rounding));
}

static union value sum(const struct frame *frame, const struct node *node)
{
    union value a = walk(frame, node->first), b = walk(frame, node->second);
    struct type added = node->second->type;
    int32_t sign = node->kind == NODE_ADD ? 1 : -1;
    if (node->type.kind == TYPE_PERIOD)
        return period(frame, node, (int128)a.period.months + sign * (int128)b.period.months,
                      (int128)a.period.days + sign * (int128)b.period.days);
    if (added.kind == TYPE_PERIOD)
        return shifted(frame, node, a.integer,
                       (struct period){ sign * b.period.months, sign * b.period.days });
    return number(frame, node, number_of(node->type, a) + sign * number_of(added, b));
}

static union value product(const struct frame *frame, const struct node *node)
{
    union value a = walk(frame, node->first), b = walk(frame, node->second);
    int128 factor = number_of(node->first->type, a), result;
    if (node->type.kind == TYPE_PERIOD)
        return period(frame, node, factor * b.period.months, factor * b.period.days);
    if (__builtin_mul_overflow(factor, number_of(node->second->type, b), &result))
        return walk_broken(frame, node);
    return number(frame, node, result);
}

static union value negated(const struct frame *frame, const struct node *node)
{
    union value value = walk(frame, node->first);
    if (node->type.kind == TYPE_PERIOD)
        return period(frame, node, -(int128)value.period.months, -(int128)value.period.days);
    return number(frame, node, -number_of(node->type, value));
}

static union value scaled(const struct frame *frame, const struct node *node)
{
    struct type from = node->first->type;
    int128 result = number_of(from, walk(frame, node->first));
    for (int i = from.kind == TYPE_DECIMAL ? from.places : 0; i < node->type.places; i++)
        if (__builtin_mul_overflow(result, 10, &result))
            return walk_broken(frame, node);
    return number(frame, node, result);
}

static union value units(const struct frame *frame, const struct node *node)
{
    int64_t from = walk(frame, node->first).integer, to = walk(frame, node->second).integer;
    return walk_whole(units_between(from, to, node->unit, frame->policy->rounding));
}

static union value extreme(const struct frame *frame, const struct node *node)
{
    union value best = walk(frame, node->items[0]);
    for (uint32_t i = 1; i < node->count; i++) {
        union value value = walk(frame, node->items[i]);
        int order = walk_compare(node->type, value, best);
        if (node->kind == NODE_MAX ? order > 0 : order < 0)
            best = value;
    }
    return best;
}
/* ---- every kind ---- */

static int64_t integer(const struct frame *frame, const struct node *node)
{
    return walk(frame, node).integer;
}

union value walk_number(const struct frame *frame, const struct node *node)
{
    const struct zone *zone = frame->policy->zone;
    switch (node->kind) {
    case NODE_ADD:
    case NODE_SUBTRACT:
        return sum(frame, node);
    case NODE_MULTIPLY:
        return product(frame, node);
    case NODE_NEGATE:
        return negated(frame, node);
    case NODE_SCALE:
        return scaled(frame, node);
    case NODE_MIN:
    case NODE_MAX:
        return extreme(frame, node);
    case NODE_DATE_OF:
        return number(frame, node, zone_date_of(zone, integer(frame, node->first)));
    case NODE_START_OF:
        return number(frame, node, zone_start_of(zone, integer(frame, node->first)));
    case NODE_UNITS:
        return units(frame, node);
    case NODE_COUNT:
        return walk_whole(walk(frame, node->first).list.count);
    case NODE_SUM:
        return summed(frame, node);
    default:
        return farthest(frame, node);
    }
}
