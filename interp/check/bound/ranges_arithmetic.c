/* ranges_arithmetic.c - extents of sums, products and the like; what has to do with the calendar is
 * in ranges_time.c. */
#include "interp/check/bound/ranges.h"

#include "interp/value/decimal.h"

static struct extent add_periods(struct extent first, struct extent second)
{
    first.main = interval_add(first.main, second.main);
    first.days = interval_add(first.days, second.days);
    first.blame = blame_both(first.blame, second.blame);
    first.months_step = greatest_common_divisor(first.months_step, second.months_step);
    return first;
}

static struct extent add_numbers(struct extent first, struct extent second)
{
    first.blame = blame_of_sum(first, 1, second, 1);
    first.main = interval_add(first.main, second.main);
    return first;
}

struct extent extent_add(struct walk *walk, const struct node *node, struct extent first,
                         struct extent second)
{
    if (node->kind == NODE_SUBTRACT)
        second = extent_negate(second);
    if (node->type.kind == TYPE_PERIOD)
        return add_periods(first, second);
    if (node->second->type.kind == TYPE_PERIOD)
        return extent_shift(walk, node, first, second);
    return add_numbers(first, second);
}

struct extent extent_multiply(const struct node *node, struct extent first, struct extent second)
{
    struct extent product = { .main = interval_multiply(first.main, second.main),
                              .blame = blame_both(first.blame, second.blame) };
    if (node->type.kind == TYPE_PERIOD) {
        product.days = interval_multiply(first.main, second.days);
        bool fixed = first.main.low == first.main.high &&
                     interval_within(product.main, type_limits(node->type));
        int64_t factor = fixed ? (int64_t)first.main.low : 1;
        product.months_step = second.months_step * (factor < 0 ? -factor : factor);
    }
    return product;
}

struct extent extent_negate(struct extent first)
{
    first.main = interval_negate(first.main);
    first.days = interval_negate(first.days);
    return first;
}

struct extent extent_scale(const struct node *node, struct extent first)
{
    const struct type from = node->first->type;
    int places = node->type.places - (from.kind == TYPE_DECIMAL ? from.places : 0);
    for (; places > 0; places -= DECIMAL_DIGITS) {
        int128 factor = decimal_power(places < DECIMAL_DIGITS ? (unsigned)places : DECIMAL_DIGITS);
        first.main = interval_multiply(first.main, (struct interval){ factor, factor });
    }
    return first;
}

struct extent extent_sum(struct extent part, uint64_t count)
{
    if (part.none)
        return extent_of(0, 0);
    struct interval all = interval_multiply(part.main, (struct interval){ 0, (int128)count });
    part.main = interval_hull(all, (struct interval){ 0, 0 });
    return part;
}
