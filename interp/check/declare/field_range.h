/* field_range.h - what values a field may have: what its declaration says, or the usual. */
#ifndef CERTPOL_CHECK_FIELD_RANGE_H
#define CERTPOL_CHECK_FIELD_RANGE_H

#include "interp/check/declare/declare.h"

/* Fill FIELD's low, high and up_to from DECL; its type is known.  Those of a list are its
 * elements'. */
void field_range(struct checker *checker, const struct field_decl *decl, struct field *field);

#endif
