/* diag.c - diagnostics as a sorted list.
 *
 * Phases report in turn; a reader goes from top to bottom.  Knows nothing of how they are shown. */
#include "grammar/diag.h"

#include <stdarg.h>
#include <string.h>

enum { HEAD_BYTES = 500, TAIL_BYTES = 300 /* of a message that is too long */ };

static bool is_same(const struct diag *diag, struct span span, const char *code)
{
    return diag->span.start == span.start && diag->span.end == span.end &&
           !strcmp(diag->code, code);
}

/* The index behind the last diagnostic that does not begin after PLACE. */
static unsigned index_behind(const struct diags *diags, uint32_t place)
{
    unsigned low = 0, high = diags->count;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (diags->items[middle]->span.start <= place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_known(const struct diags *diags, unsigned behind, struct span span, const char *code)
{
    for (unsigned i = behind; i-- > 0 && diags->items[i]->span.start == span.start;)
        if (is_same(diags->items[i], span, code))
            return true;
    return false;
}

static void remove_at(struct diags *diags, unsigned index)
{
    diags->count--;
    memmove(&diags->items[index], &diags->items[index + 1],
            (diags->count - index) * sizeof *diags->items);
}

/* Whether there is room; an error takes the place of the last that is none. */
static bool make_room(struct diags *diags, enum diag_severity severity)
{
    if (diags->count < DIAG_MAX)
        return true;
    diags->dropped++;
    for (unsigned i = diags->count; severity == DIAG_ERROR && i-- > 0;)
        if (diags->items[i]->severity != DIAG_ERROR) {
            remove_at(diags, i);
            return true;
        }
    return false;
}

static void insert(struct diags *diags, struct diag *diag)
{
    unsigned at = index_behind(diags, diag->span.start);
    memmove(&diags->items[at + 1], &diags->items[at], (diags->count - at) * sizeof *diags->items);
    diags->items[at] = diag;
    diags->count++;
}

static struct diag *discard(struct diags *diags, struct diag diag)
{
    diag.message = "";
    diags->overflow = diag;
    return &diags->overflow;
}

static bool is_within_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* What FORMAT makes; a text that nobody would read to its end loses its middle. */
__attribute__((format(printf, 2, 0))) static const char *told(struct diags *diags,
                                                              const char *format, va_list args)
{
    char *text = arena_format_list(diags->arena, format, args);
    size_t length = strlen(text), head = HEAD_BYTES, tail = length - TAIL_BYTES;
    if (length <= HEAD_BYTES + TAIL_BYTES)
        return text;
    while (head > 0 && is_within_character(text[head]))
        head--;
    while (is_within_character(text[tail]))
        tail++;
    return arena_format(diags->arena, "%.*s…%s", (int)head, text, text + tail);
}

__attribute__((format(printf, 3, 0))) static struct diag *add(struct diags *diags, struct diag head,
                                                              const char *format, va_list args)
{
    if (is_known(diags, index_behind(diags, head.span.start), head.span, head.code))
        return discard(diags, head);
    diags->errors += head.severity == DIAG_ERROR;
    diags->infos += head.severity == DIAG_INFO;
    if (!make_room(diags, head.severity))
        return discard(diags, head);
    struct diag *diag = arena_new(diags->arena, struct diag);
    *diag = head;
    diag->message = told(diags, format, args);
    insert(diags, diag);
    return diag;
}

struct diag *diag_error(struct diags *diags, struct span span, const char *code, const char *format,
                        ...)
{
    va_list args;
    va_start(args, format);
    struct diag head = { .severity = DIAG_ERROR, .code = code, .span = span };
    struct diag *diag = add(diags, head, format, args);
    va_end(args);
    return diag;
}

struct diag *diag_warning(struct diags *diags, struct span span, const char *code,
                          const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct diag head = { .severity = DIAG_WARNING, .code = code, .span = span };
    struct diag *diag = add(diags, head, format, args);
    va_end(args);
    return diag;
}

struct diag *diag_info(struct diags *diags, struct span span, const char *code, const char *format,
                       ...)
{
    va_list args;
    va_start(args, format);
    struct diag head = { .severity = DIAG_INFO, .code = code, .span = span };
    struct diag *diag = add(diags, head, format, args);
    va_end(args);
    return diag;
}

void diag_take_back(struct diags *diags, unsigned index)
{
    diags->errors -= diags->items[index]->severity == DIAG_ERROR;
    diags->infos -= diags->items[index]->severity == DIAG_INFO;
    remove_at(diags, index);
}

void diag_hint(struct diags *diags, struct diag *diag, const char *format, ...)
{
    if (diag == &diags->overflow)
        return;
    va_list args;
    va_start(args, format);
    diag->hint = told(diags, format, args);
    va_end(args);
}

void diag_meant(struct diags *diags, struct diag *diag, const char *name)
{
    diag_hint(diags, diag, "did you mean `%s`?", name);
    diag_mend(diags, diag, diag->span, "%s", name);
}

void diag_mend(struct diags *diags, struct diag *diag, struct span span, const char *format, ...)
{
    if (diag == &diags->overflow)
        return;
    va_list args;
    va_start(args, format);
    diag->mended = span;
    diag->mend = arena_format_list(diags->arena, format, args);
    va_end(args);
}

void diag_other(struct diags *diags, struct diag *diag, struct span other, const char *format, ...)
{
    if (diag == &diags->overflow)
        return;
    va_list args;
    va_start(args, format);
    diag->other = other;
    diag->other_message = told(diags, format, args);
    va_end(args);
}
