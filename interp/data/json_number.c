/* json_number.c - the grammar of numbers: where one ends.  What it is worth is interp/value's. */
#include "interp/data/json.h"

#include "interp/data/complaint.h"

static bool is_digit(const struct json *json, const char *at)
{
    return json_inside(json, at) && *at >= '0' && *at <= '9';
}

static bool is_one_of(const struct json *json, const char *at, char a, char b)
{
    return json_inside(json, at) && (*at == a || *at == b);
}

/* Behind one digit or more. */
static const char *digits(struct json *json, const char *at)
{
    if (!is_digit(json, at))
        return json_expected(json, at, "a digit");
    while (is_digit(json, at))
        at++;
    return at;
}

static const char *whole_part(struct json *json, const char *at)
{
    if (is_digit(json, at) && *at == '0' && is_digit(json, at + 1))
        return json_fail(json, at, "a number must not begin with a 0 and another digit");
    return digits(json, at);
}

const char *json_number(struct json *json, const char *at, struct text *number)
{
    const char *from = at;
    at = whole_part(json, *at == '-' ? at + 1 : at);
    if (at && is_one_of(json, at, '.', '.'))
        at = digits(json, at + 1);
    if (at && is_one_of(json, at, 'e', 'E'))
        at = digits(json, is_one_of(json, at + 1, '+', '-') ? at + 2 : at + 1);
    if (at)
        *number = (struct text){ from, (uint32_t)(at - from) };
    return at;
}
