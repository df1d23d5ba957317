/* reader_json_avx2.c - the straight way for machines with AVX2 and BMI. */
#if defined(__x86_64__)

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)
#else
#pragma GCC target("avx2,bmi,bmi2")
#endif
#define BLOCK_AVX2

#include "interp/data/reader_straight.h"

static bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2");
}

extern const struct reader_path reader_avx2_path;

const struct reader_path reader_avx2_path = { "avx2", has_avx2, read_object, read_value };

#if defined(__clang__)
#pragma clang attribute pop
#endif

#endif
