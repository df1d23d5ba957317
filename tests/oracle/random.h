/* random.h - numbers that look random and are the same for the same seed on every machine. */
#ifndef CERTPOL_TESTS_RANDOM_H
#define CERTPOL_TESTS_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* SplitMix64 (Steele, Lea, Flood 2014): any state is a good one. */
struct random {
    uint64_t state;
};

static inline uint64_t random_next(struct random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* From 0 to COUNT - 1; COUNT > 0. */
static inline uint32_t random_below(struct random *random, uint32_t count)
{
    return (uint32_t)(((random_next(random) >> 32) * count) >> 32);
}

static inline bool random_chance(struct random *random, uint32_t percent)
{
    return random_below(random, 100) < percent;
}

/* The state of the INDEXth of many streams of SEED. */
static inline struct random random_stream(uint64_t seed, uint64_t index)
{
    struct random random = { seed * 0xD1342543DE82EF95u + 1 };
    random.state ^= random_next(&random) + index * 0xDA942042E4DD58B5u;
    return random;
}

#endif
