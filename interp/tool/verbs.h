/* verbs.h - the verbs, a file each. */
#ifndef CERTPOL_TOOL_VERBS_H
#define CERTPOL_TOOL_VERBS_H

#include "interp/tool/options.h"

extern const struct verb verb_run, verb_check, verb_test, verb_trace, verb_explain, verb_fmt,
    verb_new, verb_lsp;

#endif
