/* cost_size.c - sums that stop at the top, and how long lists can be.
 *
 * Knows no expressions. */
#include "interp/check/bound/cost.h"

enum { FACTORS_MAX = 6 }; /* told of one product; more help nobody */

/* ---- sums ---- */

uint64_t steps_add(uint64_t a, uint64_t b)
{
    uint64_t sum;
    return __builtin_add_overflow(a, b, &sum) ? UINT64_MAX : sum;
}

uint64_t steps_multiply(uint64_t a, uint64_t b)
{
    uint64_t product;
    return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

static void add_part(struct cost *total, uint64_t steps, const struct factor *factors)
{
    total->steps = steps_add(total->steps, steps);
    if (steps >= total->heaviest) {
        total->heaviest = steps;
        total->factors = factors;
    }
}

void cost_add(struct cost *total, struct cost part)
{
    add_part(total, part.steps, part.factors);
}

static const struct factor *factor_new(struct arena *arena, const char *name, uint64_t bound,
                                       const struct factor *next)
{
    struct factor *factor = arena_new(arena, struct factor);
    *factor = (struct factor){ name, bound, next };
    return factor;
}

static const struct factor *join(struct arena *arena, const struct factor *a,
                                 const struct factor *b, unsigned room)
{
    if (room == 0 || (!a && !b))
        return NULL;
    const struct factor *next =
        a ? join(arena, a->next, b, room - 1) : join(arena, NULL, b->next, room - 1);
    return factor_new(arena, a ? a->name : b->name, a ? a->bound : b->bound, next);
}

const struct factor *factors_join(struct arena *arena, const struct factor *a,
                                  const struct factor *b)
{
    return join(arena, a, b, FACTORS_MAX);
}

void cost_add_times(struct arena *arena, struct cost *total, struct size size, uint64_t steps,
                    const struct factor *factors)
{
    add_part(total, steps_multiply(size.length, steps), factors_join(arena, size.lists, factors));
}

/* ---- sizes ---- */

static const struct size *sizes_hull(struct arena *arena, const struct size *a,
                                     const struct size *b, uint32_t count, uint32_t slots)
{
    if (!a || !b || a == b)
        return a ? a : b;
    struct size *both = arena_array(arena, struct size, count);
    for (uint32_t i = 0; i < count; i++)
        both[i] = size_hull(arena, a[i], b[i], slots);
    return both;
}

struct size size_hull(struct arena *arena, struct size a, struct size b, uint32_t slots)
{
    struct size longer = a.length >= b.length ? a : b;
    longer.element = sizes_hull(arena, a.element, b.element, 1, slots);
    longer.payload = sizes_hull(arena, a.payload, b.payload, slots, 0);
    return longer;
}

struct size size_of_list(struct arena *arena, const char *name, uint64_t length)
{
    return (struct size){ .length = length, .lists = factor_new(arena, name, length, NULL) };
}
