/* holder_shape.h - the shape of a record with something of every kind, for the readers' tests. */
#ifndef CERTPOL_TESTS_HOLDER_SHAPE_H
#define CERTPOL_TESTS_HOLDER_SHAPE_H

#include "interp/data/shape.h"
#include "interp/value/calendar.h"

#define NAMED(text) .name = text, .name_length = sizeof text - 1
#define USED(number) .used = true, .slot = number
#define OPTIONAL .optional = true
#define DAYS .low = { .integer = DATE_MIN }, .high = { .integer = DATE_MAX }
#define MOMENTS .low = { .integer = INSTANT_MIN }, .high = { .integer = INSTANT_MAX }
#define WHOLE(least, most) .low = { .integer = least }, .high = { .integer = most }
#define MILLIONTHS(least, most) .low = { .decimal = least }, .high = { .decimal = most }

static const struct text kind_members[] = { { "fundamentals", 12 },
                                            { "role-based", 10 },
                                            { "specialty", 9 } };

static const struct shape_field tag_element = { .kind = SHAPE_TEXT, .used = true };
static const struct shape_field score_element = { .kind = SHAPE_INTEGER,
                                                  .used = true,
                                                  WHOLE(0, 10) };

static const struct shape_field unit_fields[] = {
    { NAMED("code"), SHAPE_TEXT, USED(0) },
    { NAMED("points"), SHAPE_INTEGER, OPTIONAL, USED(1), WHOLE(0, 1000) },
};
static const uint32_t unit_keys[] = { 0, 1 };
static const struct shape unit_shape = { "Unit", unit_fields, 2, 2, unit_keys, 2 };

static const struct shape_field cert_fields[] = {
    { NAMED("id"), SHAPE_TEXT, USED(0) },
    { NAMED("kind"), SHAPE_ENUM, USED(1), .members = kind_members, .member_count = 3 },
    { NAMED("earned"), SHAPE_DATE, .slot = 2, DAYS },
    { NAMED("expires"), SHAPE_DATE, OPTIONAL, USED(3), DAYS },
    { NAMED("units"), SHAPE_LIST, OPTIONAL, USED(4), .record = &unit_shape, .up_to = 5000 },
    { NAMED("tags"), SHAPE_LIST, OPTIONAL, USED(5), .element = &tag_element, .up_to = 3 },
};
static const uint32_t first_is_key[] = { 0 };
static const struct shape cert_shape = { "Certification", cert_fields, 6, 6, first_is_key, 1 };

static const struct shape_field profile_fields[] = {
    { NAMED("linked"), SHAPE_BOOL, USED(0) },
    { NAMED("account"), SHAPE_TEXT, OPTIONAL, USED(1) },
};
static const struct shape profile_shape = { "Profiles", profile_fields, 2, 2, 0, 0 };

static const struct shape_field holder_fields[] = {
    { NAMED("id"), SHAPE_TEXT, USED(0) },
    { NAMED("amount"), SHAPE_INTEGER, OPTIONAL, USED(1), WHOLE(-5, 400) },
    { NAMED("fee"), SHAPE_DECIMAL, OPTIONAL, USED(2), MILLIONTHS(0, 100000000) },
    { NAMED("seen"), SHAPE_INSTANT, OPTIONAL, USED(3), MOMENTS },
    { NAMED("validity"), SHAPE_PERIOD, OPTIONAL, USED(4) },
    { NAMED("pause"), SHAPE_DURATION, OPTIONAL, USED(5) },
    { NAMED("profiles"), SHAPE_RECORD, OPTIONAL, USED(6), .record = &profile_shape },
    { NAMED("certifications"), SHAPE_LIST, USED(7), .record = &cert_shape, .up_to = 200 },
    { NAMED("scores"), SHAPE_LIST, OPTIONAL, USED(8), .element = &score_element, .up_to = 100 },
    { NAMED("name"), SHAPE_TEXT, OPTIONAL },
    { NAMED("old"), SHAPE_LIST, OPTIONAL, .record = &cert_shape, .up_to = 200 },
    { NAMED("a key with \"quotes\" and \n"), SHAPE_TEXT, OPTIONAL, USED(9) },
    { NAMED("a key that is longer than what is compared at once"), SHAPE_BOOL, OPTIONAL, USED(10) },
};
static const struct shape holder_shape = { "Holder", holder_fields, 13, 11, first_is_key, 1 };

/* Where the values of a holder are in its row. */
enum holder_slot {
    HOLDER_ID,
    HOLDER_AMOUNT,
    HOLDER_FEE,
    HOLDER_SEEN,
    HOLDER_VALIDITY,
    HOLDER_PAUSE,
    HOLDER_PROFILES,
    HOLDER_CERTIFICATIONS,
    HOLDER_SCORES,
    HOLDER_QUOTED,
    HOLDER_LONG
};

#endif
