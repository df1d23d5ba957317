/* decimal.h - exact decimal numbers: a whole number times a power of ten that is known elsewhere.
 */
#ifndef CERTPOL_VALUE_DECIMAL_H
#define CERTPOL_VALUE_DECIMAL_H

#include <stddef.h>

#include "interp/value/value.h"

/* 10 to the POWER, 0 to 38. */
int128 decimal_power(unsigned power);

/* The number written in TEXT (JSON's number syntax: sign, digits, fraction, exponent) times ten to
 * PLACES, exactly.  False where it is no number, has more places, or needs more than DECIMAL_DIGITS
 * digits; a million digits cost no more than reading them. */
bool decimal_parse(struct text text, unsigned places, int128 *number);

/* The same for a whole number: 1.0 and 1e3 are whole, 1.5 is not.  False where it is none or beyond
 * INTEGER_LIMIT. */
bool integer_parse(struct text text, int64_t *number);

enum { DECIMAL_TEXT = 48 }; /* room that the below needs, with a NUL */

/* Shortest exact form: -12.5, 20, 0.  Returns the length. */
size_t decimal_format(int128 number, unsigned places, char *out);
size_t integer_format(int64_t number, char *out);

#endif
