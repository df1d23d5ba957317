/* desk.h - all that the server has before it: open texts, policy files, analyses of policies. */
#ifndef CERTPOL_LSP_DESK_H
#define CERTPOL_LSP_DESK_H

#include <jansson.h>

#include "interp/lsp/analysis.h"
#include "interp/lsp/drafts.h"
#include "interp/lsp/folder.h"

enum {
    DESK_ROOTS_MAX = 256, /* policies that one answer looks at */
    DESK_KEPT_MAX = 32    /* analyses that are kept */
};

/* An analysis that is kept. */
struct analysed {
    char *root; /* canonical */
    struct analysis *analysis;
    bool stale;
    uint64_t asked; /* when, in questions */
};

/* {0} is empty; to be released with desk_free. */
struct desk {
    struct drafts drafts;
    struct folder folder;
    struct analysed kept[DESK_KEPT_MAX];
    size_t count;
    uint64_t questions;
    char **touched; /* paths of texts of which it is not known yet what they use now */
    size_t touched_count;
    enum encoding encoding;
};

void desk_free(struct desk *desk);

/* The open texts, in ARENA. */
struct load_options desk_texts(const struct desk *desk, struct arena *arena);

/* The text at PATH, canonical, is not what it was. */
void desk_touch(struct desk *desk, const char *path);

/* Any file may be there now that was not, or the other way round; a text was opened or closed. */
void desk_doubt(struct desk *desk);

/* Nothing is known of any file any more. */
void desk_touch_all(struct desk *desk);

/* The policies of which PATH is a part, to be looked at one after the other. */
struct roots {
    const char *paths[DESK_ROOTS_MAX]; /* canonical; valid until something is touched */
    size_t count;
};

void desk_roots(struct desk *desk, const char *path, struct roots *roots);

/* The policy, or shared file, at ROOT as it is now; the desk's, until the next call. */
struct analysis *desk_analysis(struct desk *desk, const char *root);

/* How the editor calls the file at PATH; in ARENA or the desk's. */
const char *desk_uri(const struct desk *desk, struct arena *arena, const char *path);

/* A range of PART, a location, as the protocol has them. */
json_t *desk_range(const struct desk *desk, const struct lines *lines, uint32_t start,
                   uint32_t end);
json_t *desk_span_range(const struct desk *desk, struct analysis *analysis, struct span span);
json_t *desk_location(const struct desk *desk, struct analysis *analysis, struct span span);

#endif
