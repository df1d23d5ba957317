/* request.h - a question at its answering, and the answers, a file each. */
#ifndef CERTPOL_LSP_REQUEST_H
#define CERTPOL_LSP_REQUEST_H

#include "interp/lsp/desk.h"
#include "interp/lsp/letter.h"

/* What the editor can do. */
struct client {
    bool snippets;         /* in completions */
    bool literal_actions;  /* code actions that are no commands */
    bool document_changes; /* edits with versions */
    bool refreshes_lenses;
    bool watches_files; /* on the server's demand */
    bool nests_symbols; /* parts of a declaration below it */
};

/* {.desk, .client, .parameters} and an arena for the time of the answer. */
struct request {
    struct desk *desk;
    const struct client *client;
    const json_t *parameters;
    struct arena arena;
    enum letter_error error; /* 0: none */
    const char *problem;     /* then what is wrong */
};

/* The question cannot be answered, because of what FORMAT says.  Returns NULL. */
__attribute__((format(printf, 3, 4))) json_t *
request_refuse(struct request *request, enum letter_error error, const char *format, ...);

/* A place in an open text. */
struct caret {
    const struct draft *draft;
    uint32_t offset;
};

/* The text that the question is about; NULL, the question refused, where there is none. */
const struct draft *request_draft(struct request *request);

/* The place that it is about; false likewise. */
bool request_caret(struct request *request, struct caret *caret);

/* A file as a part of a policy. */
struct view {
    struct analysis *analysis;
    struct part *part; /* NULL: it is none */
};

/* The file at PATH in the policy at ROOT. */
struct view request_view(struct request *request, const char *root, const char *path);

/* ---- answers; each returns what is to be sent, NULL for null or where the request is refused ----
 */

json_t *answer_definition(struct request *request);
json_t *answer_references(struct request *request);
json_t *answer_highlights(struct request *request);
json_t *answer_prepare_rename(struct request *request);
json_t *answer_rename(struct request *request);
json_t *answer_hover(struct request *request);
json_t *answer_completion(struct request *request);
json_t *answer_symbols(struct request *request);
json_t *answer_all_symbols(struct request *request);
json_t *answer_colours(struct request *request);
json_t *answer_format(struct request *request);
json_t *answer_actions(struct request *request);

/* The kinds of words that answer_colours tells of, for the greeting. */
json_t *colours_legend(void);

#endif
