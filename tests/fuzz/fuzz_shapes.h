/* fuzz_shapes.h - records for the readers' targets: one with a field of every kind, one whose only
 * field is in no input. */
#ifndef CERTPOL_TESTS_FUZZ_SHAPES_H
#define CERTPOL_TESTS_FUZZ_SHAPES_H

#include "interp/data/shape.h"
#include "interp/value/civil.h"

#define FUZZ_FIELD(field_name) .name = #field_name, .name_length = sizeof #field_name - 1
#define FUZZ_DAYS .low = { .integer = -62091 }, .high = { .integer = 376199 } /* 1800 to 2999 */

static const struct text fuzz_members[] = { { "a", 1 },
                                            { "b c", 3 },
                                            { "a spelling that is longer than two words", 40 } };
static const uint32_t fuzz_first_is_key[] = { 0 };
static const struct shape_field fuzz_word = { .kind = SHAPE_TEXT, .used = true };

static const struct shape_field item_fields[] = {
    { FUZZ_FIELD(id), .kind = SHAPE_TEXT, .used = true },
    { FUZZ_FIELD(n), .kind = SHAPE_INTEGER, .used = true, .slot = 1, .optional = true,
      .low = { .integer = -5 }, .high = { .integer = 400 } },
    { FUZZ_FIELD(words), .kind = SHAPE_LIST, .used = true, .slot = 2, .optional = true,
      .element = &fuzz_word, .up_to = 3 },
};
static const struct shape item_shape = { "Item", item_fields, 3, 3, fuzz_first_is_key, 1 };

static const struct shape_field everything_fields[] = {
    { FUZZ_FIELD(id), .kind = SHAPE_TEXT, .used = true },
    { FUZZ_FIELD(n), .kind = SHAPE_INTEGER, .used = true, .slot = 1, .optional = true,
      .low = { .integer = -1000000000 }, .high = { .integer = 1000000000 } },
    { FUZZ_FIELD(d), .kind = SHAPE_DECIMAL, .used = true, .slot = 2, .optional = true,
      .low = { .decimal = -1000000000000 }, .high = { .decimal = 1000000000000 } },
    { FUZZ_FIELD(b), .kind = SHAPE_BOOL, .used = true, .slot = 3, .optional = true },
    { FUZZ_FIELD(on), .kind = SHAPE_DATE, .used = true, .slot = 4, .optional = true, FUZZ_DAYS },
    { FUZZ_FIELD(at), .kind = SHAPE_INSTANT, .used = true, .slot = 5, .optional = true,
      .low = { .integer = -62091 * DAY_MICROSECONDS },
      .high = { .integer = 376200 * DAY_MICROSECONDS - 1 } },
    { FUZZ_FIELD(span), .kind = SHAPE_PERIOD, .used = true, .slot = 6, .optional = true },
    { FUZZ_FIELD(pause), .kind = SHAPE_DURATION, .used = true, .slot = 7, .optional = true },
    { FUZZ_FIELD(kind), .kind = SHAPE_ENUM, .used = true, .slot = 8, .optional = true,
      .members = fuzz_members, .member_count = 3 },
    { FUZZ_FIELD(one), .kind = SHAPE_RECORD, .used = true, .slot = 9, .optional = true,
      .record = &item_shape },
    { FUZZ_FIELD(items), .kind = SHAPE_LIST, .used = true, .slot = 10, .optional = true,
      .record = &item_shape, .up_to = 50 },
    { FUZZ_FIELD(words), .kind = SHAPE_LIST, .used = true, .slot = 11, .optional = true,
      .element = &fuzz_word, .up_to = 50 },
    { FUZZ_FIELD(unread), .kind = SHAPE_LIST, .optional = true, .record = &item_shape,
      .up_to = 50 },
};
static const struct shape everything_shape = { "Everything", everything_fields, 13,
                                               12,           fuzz_first_is_key, 1 };

/* For CSV, which has neither records nor lists. */
__attribute__((unused)) static const struct shape flat_shape = { "Flat", everything_fields, 9,
                                                                 9,      fuzz_first_is_key, 1 };

static const struct shape_field stranger_fields[] = {
    { FUZZ_FIELD(qzXvWj_0451_kfQxz), .kind = SHAPE_BOOL, .used = true, .optional = true },
};
__attribute__((unused)) static const struct shape stranger_shape = { "Stranger", stranger_fields,
                                                                     1,          1,
                                                                     NULL,       0 };

#endif
