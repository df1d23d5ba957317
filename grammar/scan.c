/* scan.c - tokens from what scanner.l matches: the list, the slips, the numbers.
 *
 * Knows spellings, nothing of the order of words. */
#include "grammar/scan.h"

#include <stdlib.h>
#include <string.h>

#include "grammar/ast_build.h"
#include "grammar/parser.h"
#include "grammar/utf8.h"

void scan_keep(struct scan *scan, int kind)
{
    struct tokens *tokens = &scan->tokens;
    if (tokens->count == tokens->capacity) {
        tokens->capacity = tokens->capacity ? 2 * tokens->capacity : 256;
        struct token *items = realloc(tokens->items, tokens->capacity * sizeof *items);
        if (!items)
            arena_exhausted();
        tokens->items = items;
    }
    tokens->items[tokens->count++] = (struct token){ kind, scan->span };
    if (kind == TOK_LPAREN || kind == TOK_LBRACKET)
        scan->depth++;
    else if ((kind == TOK_RPAREN || kind == TOK_RBRACKET) && scan->depth)
        scan->depth--;
}

static const struct {
    const char *code, *message, *hint, *mend;
} slips[] = {
    [SLIP_UNCLOSED] = { "unclosed-text", "this text has no closing quote",
                        "end it with \" on the same line; a line break inside is written \\n",
                        NULL },
    [SLIP_QUOTES] = { "wrong-quotes", "a text stands between straight double quotes", "write \"…\"",
                      NULL },
    [SLIP_GROUPS] = { "grouped-digits", "a number has no separators between its digits",
                      "write all digits together: 1000000", NULL },
    [SLIP_EXPONENT] = { "exponent", "a number has no exponent", "write all its digits: 1000000",
                        NULL },
    [SLIP_RUN_TOGETHER] = { "run-together", "a number and a word stand apart",
                            "put a blank between them: 6 months", NULL },
    [SLIP_DAY] = { "malformed-day", "this is not how a day is written",
                   "year, month and day have four, two and two digits: 2021-02-03", NULL },
    [SLIP_OFFSET] = { "missing-offset", "an instant says its offset from UTC",
                      "end it in Z, or in +hh:mm", NULL },
    [SLIP_INSTANT] = { "malformed-instant", "this is not how an instant is written",
                       "2021-02-03T09:00:00Z, with a T between day and time", NULL },
    [SLIP_IS] = { "foreign-operator", "'==' is not of this language", "say 'is'", "is" },
    [SLIP_IS_NOT] = { "foreign-operator", "this is not how values are told apart", "say 'is not'",
                      "is not" },
    [SLIP_AT_MOST] = { "foreign-operator", "'=<' is not of this language", "write '<='", "<=" },
    [SLIP_AT_LEAST] = { "foreign-operator", "'=>' is not of this language",
                        "to compare, write '>='; before an outcome, say 'then'", NULL },
    [SLIP_THEN] = { "foreign-operator", "'->' is not of this language", "say 'then'", "then" },
    [SLIP_RANGE] = { "foreign-operator", "this is not how a range is written",
                     "'..' includes both ends, '..<' leaves out the last", ".." },
    [SLIP_NOT] = { "foreign-operator", "'!' is not of this language", "say 'not'", "not " },
    [SLIP_AND] = { "foreign-operator", "'&' is not of this language", "say 'and'", "and" },
    [SLIP_OR] = { "foreign-operator", "'|' is not of this language", "say 'or'", "or" },
    [SLIP_EQUALS] = { "foreign-operator", "':=' is not of this language", "write '='", "=" },
    [SLIP_SEMICOLON] = { "stray-sign", "no ';' is needed", "leave it out", "" },
    [SLIP_COMMENT] = { "foreign-comment", "this is not how a comment is written",
                       "a comment begins with # and ends with the line", NULL },
    [SLIP_DIVISION] = { "bad-character", "there is no division",
                        "compare products: instead of a / 2 > b, a > 2 * b", NULL },
    [SLIP_PERCENT] = { "bad-character", "'%' is not of this language",
                       "write a percentage as a decimal: 0.7", NULL },
    [SLIP_SIGN] = { "bad-character", "this is not of the language", NULL, NULL },
};

/* MEND, which, if it is a word, stands apart from its neighbours. */
static const char *mend_of(const struct scan *scan, const char *mend)
{
    const struct source *source = scan->source;
    uint32_t start = scan->span.start - source->base, end = scan->span.end - source->base;
    bool word = mend[0] >= 'a' && mend[0] <= 'z', ends = strchr(mend, '\0')[-word] == ' ';
    bool before = word && start > 0 && !strchr(" \t\r\n(", source->text[start - 1]);
    bool behind = word && !ends && end < source->length && !strchr(" \t\r\n", source->text[end]);
    return arena_format(scan->diags->arena, "%s%s%s", before ? " " : "", mend, behind ? " " : "");
}

void scan_report(struct scan *scan, enum slip slip)
{
    struct diag *diag =
        diag_error(scan->diags, scan->span, slips[slip].code, "%s", slips[slip].message);
    if (slips[slip].hint)
        diag_hint(scan->diags, diag, "%s", slips[slip].hint);
    if (slips[slip].mend)
        diag_mend(scan->diags, diag, scan->span, "%s", mend_of(scan, slips[slip].mend));
}

void scan_slip(struct scan *scan, int kind, enum slip slip)
{
    scan_report(scan, slip);
    scan_keep(scan, kind);
}

void scan_is_not(struct scan *scan, enum slip slip)
{
    scan_slip(scan, TOK_IS, slip);
    scan->span.start = scan->span.end;
    scan_keep(scan, TOK_NOT);
}

void scan_text(struct scan *scan, const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t code;
        size_t step = text[at] == '\\' ? escape_length(text + at, length - at, &code) : 1;
        if (!step) {
            uint32_t start = scan->span.start + (uint32_t)at;
            step = 1 + utf8_decode(text + at + 1, length - at - 1).length;
            struct span span = { start, start + (uint32_t)step };
            struct diag *diag =
                diag_error(scan->diags, span, "bad-escape", "'%.*s' means nothing inside a text",
                           (int)step, text + at);
            diag_hint(scan->diags, diag, "the escapes are \\\" \\\\ \\n \\t and \\u{1F600}");
        }
        at += step;
    }
    scan_keep(scan, TOK_STRING);
}

/* ---- numbers ---- */

int scan_keep_part(struct scan *scan, int kind, size_t length)
{
    scan->span.end = scan->span.start + (uint32_t)length;
    scan_keep(scan, kind);
    return (int)length;
}

static bool is_exponent(const char *text)
{
    size_t number = strspn(text, "0123456789.");
    size_t exponent =
        text[number] == 'e' || text[number] == 'E' ? strspn(text + number + 1, "0123456789") : 0;
    return exponent && !text[number + 1 + exponent];
}

/* Behind two dots a part is missing, or there is a range: that is for the parser to say. */
bool scan_is_in_clause(const struct scan *scan)
{
    const struct tokens *tokens = &scan->tokens;
    int before = tokens->count ? tokens->items[tokens->count - 1].kind : TOK_EOF;
    return before == TOK_DOT || before == TOK_RANGE;
}

int scan_part(struct scan *scan, const char *text, int length)
{
    bool decimal = memchr(text, '.', (size_t)length);
    if (scan_is_in_clause(scan)) {
        scan_keep(scan, TOK_PART);
    } else if (is_exponent(text)) {
        scan_slip(scan, decimal ? TOK_DECIMAL : TOK_INTEGER, SLIP_EXPONENT);
    } else if (!text[strspn(text, "0123456789_")]) {
        scan_slip(scan, TOK_INTEGER, SLIP_GROUPS);
    } else {
        scan_report(scan, SLIP_RUN_TOGETHER);
        return scan_keep_part(scan, decimal ? TOK_DECIMAL : TOK_INTEGER,
                              strspn(text, "0123456789."));
    }
    return length;
}

/* Whether a group has three digits but for the last one, which is checked by its end. */
static bool has_groups(const char *text)
{
    const char *last = strrchr(text, ',');
    const char *point = strchr(last, '.');
    return (point ? (size_t)(point - last) : strlen(last)) == 4;
}

int scan_grouped(struct scan *scan, const char *text, int length)
{
    size_t first = strspn(text, "0123456789");
    bool listed = scan->depth && text[first + 1] != '0';
    if (listed || !has_groups(text))
        return scan_keep_part(scan, TOK_INTEGER, first);
    scan_slip(scan, strchr(text, '.') ? TOK_DECIMAL : TOK_INTEGER, SLIP_GROUPS);
    return length;
}

/* ---- the whole text ---- */

static bool begins_with(const struct source *source, const char *bytes, size_t count)
{
    return source->length >= count && !memcmp(source->text, bytes, count);
}

static void report_not_utf8(const struct source *source, struct diags *diags, uint32_t offset)
{
    struct span span = { source->base + offset, source->base + offset + 1 };
    struct diag *diag = diag_error(diags, span, "not-utf8", "the byte 0x%02X here is not UTF-8",
                                   (unsigned)(unsigned char)source->text[offset]);
    bool utf16 = begins_with(source, "\xFF\xFE", 2) || begins_with(source, "\xFE\xFF", 2);
    diag_hint(diags, diag, "save the file as UTF-8%s", utf16 ? "; now it is UTF-16" : "");
}

/* A file with NUL bytes is not text, and flex takes quadratic time over runs of them. */
static bool report_nul(const struct source *source, struct diags *diags)
{
    const char *nul = source->length ? memchr(source->text, '\0', source->length) : NULL;
    if (!nul)
        return false;
    uint32_t place = source->base + (uint32_t)(nul - source->text);
    struct diag *diag = diag_error(diags, (struct span){ place, place + 1 }, "control-character",
                                   "U+0000 is a control character");
    diag_hint(diags, diag, "this seems to be no text file");
    return true;
}

/* Whether SOURCE is text at all. */
static bool check_source(const struct source *source, struct diags *diags)
{
    if (source->length > SOURCE_MAX) {
        struct diag *diag =
            diag_error(diags, (struct span){ source->base, source->base }, "file-too-large",
                       "a policy file has at most %d MiB", SOURCE_MAX >> 20);
        diag_hint(diags, diag, "keep data in tables; split rules among files with 'use'");
        return false;
    }
    size_t valid = utf8_valid_length(source->text, source->length);
    if (valid < source->length)
        report_not_utf8(source, diags, (uint32_t)valid);
    return valid == source->length && !report_nul(source, diags);
}

struct tokens tokens_scan(const struct source *source, struct diags *diags)
{
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    struct scan scan = { .source = source, .diags = diags };
    if (check_source(source, diags)) {
        uint32_t start = begins_with(source, byte_order_mark, 3) ? 3 : 0;
        scan.span.end = source->base + start;
        scan_words(&scan);
        scan_characters(&scan, start);
    }
    uint32_t end = source->base + source->length;
    scan.span = (struct span){ end, end };
    scan_keep(&scan, TOK_EOF);
    return scan.tokens;
}

void tokens_free(struct tokens *tokens)
{
    free(tokens->items);
    *tokens = (struct tokens){ 0 };
}
