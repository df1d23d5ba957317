/* request.c - what questions have in common. */
#include "interp/lsp/request.h"

#include <stdarg.h>

json_t *request_refuse(struct request *request, enum letter_error error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    request->problem = arena_format_list(&request->arena, format, args);
    request->error = error;
    va_end(args);
    return NULL;
}

const struct draft *request_draft(struct request *request)
{
    const json_t *document = json_object_get(request->parameters, "textDocument");
    const char *uri = json_text_of(document, "uri");
    const struct draft *draft = drafts_at_uri(&request->desk->drafts, uri);
    if (!uri)
        request_refuse(request, LETTER_PARAMETERS, "textDocument.uri is missing");
    else if (!draft)
        request_refuse(request, LETTER_PARAMETERS, "%s is not open", uri);
    return draft;
}

bool request_caret(struct request *request, struct caret *caret)
{
    struct position position;
    caret->draft = request_draft(request);
    if (!caret->draft)
        return false;
    if (!json_position(json_object_get(request->parameters, "position"), &position)) {
        request_refuse(request, LETTER_PARAMETERS, "position is missing or malformed");
        return false;
    }
    caret->offset = lines_offset(&caret->draft->lines, position, request->desk->encoding);
    return true;
}

struct view request_view(struct request *request, const char *root, const char *path)
{
    struct analysis *analysis = desk_analysis(request->desk, root);
    return (struct view){ analysis, analysis_part(analysis, path) };
}
