/* diag_json.h - texts in JSON, for what writes diagnostics for programs. */
#ifndef CERTPOL_GRAMMAR_DIAG_JSON_H
#define CERTPOL_GRAMMAR_DIAG_JSON_H

#include <stdio.h>

/* TEXT as a JSON string; bytes that are not UTF-8, as a file's name may have, become U+FFFD. */
void json_text_write(const char *text, FILE *out);

#endif
