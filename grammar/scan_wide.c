/* scan_wide.c - characters beyond ASCII: names in any script, signs that look like ours, and what
 * must not stand in a policy at all because a reader would not see it.
 *
 * Knows characters, nothing of words but their spelling. */
#include "grammar/scan.h"

#include <string.h>

#include "grammar/parser.h"
#include "grammar/utf8.h"

static bool is_sign(uint32_t code)
{
    return utf8_look_alike(code) || utf8_is_blank(code);
}

/* How many bytes of a run belong together: all up to the first sign. */
static size_t run_length(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        struct utf8_character character = utf8_decode(text + at, length - at);
        if (!character.length || is_sign(character.code))
            break;
        at += character.length;
    }
    return at;
}

/* The first character of the name that it cannot hold; hazards are reported elsewhere. */
static struct utf8_character stranger(const char *text, size_t length, size_t *offset)
{
    for (size_t at = 0; at < length;) {
        struct utf8_character character = utf8_decode(text + at, length - at);
        bool fits = at ? utf8_continues_name(character.code) : utf8_begins_name(character.code);
        bool digit = character.code >= '0' && character.code <= '9';
        if (!fits && !digit && utf8_hazard(character.code) == UTF8_FINE) {
            *offset = at;
            return character;
        }
        at += character.length;
    }
    return (struct utf8_character){ 0, 0 };
}

static void check_name(struct scan *scan, const char *text, size_t length)
{
    size_t offset = 0;
    struct utf8_character found = stranger(text, length, &offset);
    if (!found.length)
        return;
    uint32_t start = scan->span.start + (uint32_t)offset;
    struct diag *diag =
        diag_error(scan->diags, (struct span){ start, start + found.length }, "bad-character",
                   "'%.*s' (U+%04X) cannot %s a name", (int)found.length, text + offset,
                   (unsigned)found.code, offset ? "be part of" : "begin");
    diag_hint(scan->diags, diag, "a name has letters and marks of any script, digits and '_'");
}

/* A run whose characters are all hazards is nothing; they are reported by scan_characters. */
static bool is_nothing(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        struct utf8_character character = utf8_decode(text + at, length - at);
        if (utf8_hazard(character.code) == UTF8_FINE)
            return false;
        at += character.length;
    }
    return true;
}

static size_t keep_run(struct scan *scan, const char *text, size_t length)
{
    size_t number = strspn(text, "0123456789");
    scan->span.end = scan->span.start + (uint32_t)length;
    if (is_nothing(text, length)) {
        scan_keep(scan, TOKEN_STRAY);
        return length;
    }
    if (number >= length)
        return (size_t)scan_keep_part(scan, TOK_INTEGER, length);
    check_name(scan, text, length);
    if (number && !scan_is_in_clause(scan)) {
        scan_report(scan, SLIP_RUN_TOGETHER);
        return (size_t)scan_keep_part(scan, TOK_INTEGER, number);
    }
    int word = token_spelt(text, length);
    scan_keep(scan, number ? TOK_PART : word != TOKEN_INVALID ? word : TOK_NAME);
    return length;
}

/* A text in other quotes than ours that goes on, as a run, behind its closing quote. */
static size_t quoted_length(const char *text, size_t length)
{
    static const char closing[] = "\xE2\x80\x9D";
    const char *end = memmem(text + 3, length - 3, closing, 3);
    return end ? (size_t)(end - text) + 3 : 3;
}

static size_t keep_quote(struct scan *scan, const char *text, size_t length)
{
    size_t used = quoted_length(text, length);
    scan->span.end = scan->span.start + (uint32_t)used;
    scan_slip(scan, used > 3 ? TOK_STRING : TOKEN_INVALID, SLIP_QUOTES);
    return used;
}

static void report_sign(struct scan *scan, const char *text, struct utf8_character sign)
{
    const char *plain = utf8_look_alike(sign.code);
    scan->span.end = scan->span.start + sign.length;
    struct diag *diag = diag_error(scan->diags, scan->span, "look-alike",
                                   plain ? "'%.*s' (U+%04X) is not of this language"
                                         : "'%.*s' (U+%04X) is not an ordinary blank",
                                   (int)sign.length, text, (unsigned)sign.code);
    if (plain)
        diag_hint(scan->diags, diag, "write %s", plain);
    else
        diag_hint(scan->diags, diag, "press the space bar");
    diag_mend(scan->diags, diag, scan->span, "%s", plain ? plain : " ");
}

static void keep_sign(struct scan *scan, const char *text, struct utf8_character sign)
{
    report_sign(scan, text, sign);
    const char *plain = utf8_look_alike(sign.code);
    if (!plain || *plain == ';') {
        scan_keep(scan, TOKEN_STRAY);
    } else if (!strcmp(plain, "is not")) {
        scan_keep(scan, TOK_IS);
        scan->span.start = scan->span.end;
        scan_keep(scan, TOK_NOT);
    } else {
        scan_keep(scan, token_spelt(plain, strlen(plain)));
    }
}

int scan_wide(struct scan *scan, const char *text, int length)
{
    size_t size = (size_t)length, used = run_length(text, size);
    struct utf8_character first = utf8_decode(text, size);
    const char *plain = utf8_look_alike(first.code);
    if (used) {
        used = keep_run(scan, text, used);
    } else if (plain && *plain == '"') {
        used = keep_quote(scan, text, size);
    } else {
        keep_sign(scan, text, first);
        used = first.length;
    }
    return (int)used;
}

/* ---- characters that must not be there ---- */

/* The kind of the token that PLACE is in; a comment's if it is in none. */
static int kind_at(const struct tokens *tokens, uint32_t place)
{
    uint32_t low = 0, high = tokens->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (tokens->items[middle].span.start <= place)
            low = middle;
        else
            high = middle;
    }
    return tokens->count ? tokens->items[low].kind : TOKEN_COMMENT;
}

static const struct {
    const char *code, *message;
} hazards[] = {
    [UTF8_CONTROL] = { "control-character", "is a control character" },
    [UTF8_DIRECTION] = { "direction-character", "changes the order in which text is shown" },
    [UTF8_INVISIBLE] = { "invisible-character", "is a character that is not seen" },
    [UTF8_JOINER] = { "invisible-character", "is a character that is not seen" },
};

static void report_hazard(struct scan *scan, struct span span, uint32_t code)
{
    enum utf8_hazard hazard = utf8_hazard(code);
    int kind = kind_at(&scan->tokens, span.start);
    if (hazard == UTF8_JOINER && kind == TOK_STRING)
        return;
    struct diag *diag = diag_error(scan->diags, span, hazards[hazard].code, "U+%04X %s",
                                   (unsigned)code, hazards[hazard].message);
    if (kind == TOK_STRING)
        diag_hint(scan->diags, diag, "remove it, or write \\u{%04X} so that it is seen",
                  (unsigned)code);
    else
        diag_hint(scan->diags, diag, "remove it");
    if (kind != TOK_STRING)
        diag_mend(scan->diags, diag, span, "%s", "");
}

static bool is_plain(char byte)
{
    return (byte >= ' ' && byte <= '~') || byte == '\n';
}

/* Whether the eight bytes at AT are from ' ' to '~'. */
static bool are_plain(const char *at)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x80) * ones;
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return ((word | (word - ' ' * ones) | (word + ones)) & tops) == 0;
}

/* The offset of the first byte from AT on that may not be there, or not alone. */
static uint32_t skip_plain(const struct source *source, uint32_t at)
{
    while (at < source->length) {
        if (source->length - at >= 8 && are_plain(source->text + at))
            at += 8;
        else if (is_plain(source->text[at]))
            at++;
        else
            break;
    }
    return at;
}

void scan_characters(struct scan *scan, uint32_t start)
{
    const struct source *source = scan->source;
    for (uint32_t at = start; (at = skip_plain(source, at)) < source->length;) {
        struct utf8_character found = utf8_decode(source->text + at, source->length - at);
        struct span span = { source->base + at, source->base + at + found.length };
        if (utf8_hazard(found.code) != UTF8_FINE)
            report_hazard(scan, span, found.code);
        at += found.length;
    }
}
