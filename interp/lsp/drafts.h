/* drafts.h - the texts that are open in the editor. */
#ifndef CERTPOL_LSP_DRAFTS_H
#define CERTPOL_LSP_DRAFTS_H

#include "interp/lsp/position.h"

enum {
    DRAFTS_MAX = 1000,
    DRAFT_MAX = 1 << 24 /* bytes of one */
};

struct draft {
    char *uri;  /* as the editor writes it */
    char *path; /* canonical; of what is in no file: some name */
    char *text;
    uint32_t length;
    struct lines lines;
    int64_t version;
};

/* {0} is empty; to be released with drafts_free. */
struct drafts {
    struct draft **items;
    size_t count;
};

/* A part of a text that is replaced; the positions are those of the text before. */
struct change {
    bool whole; /* all of the text */
    struct position start, end;
    const char *text;
    size_t length;
};

struct draft *drafts_at_uri(const struct drafts *drafts, const char *uri);
struct draft *drafts_at_path(const struct drafts *drafts, const char *path);

/* Open an empty text; NULL where there are too many, or the URI is open already. */
struct draft *drafts_open(struct drafts *drafts, const char *uri, const char *path);
void drafts_close(struct drafts *drafts, struct draft *draft);
void drafts_free(struct drafts *drafts);

/* Change DOCUMENT; false, and nothing is changed, where it would be too long or the change ends
 * before it starts. */
bool draft_change(struct draft *draft, const struct change *change, enum encoding encoding);

#endif
