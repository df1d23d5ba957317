/* lint_allow.c - comments that allow a warning: `# allow CODE: reason`.
 *
 * One behind words is about their line, one on a line of its own about the next line with words on
 * it.  Errors cannot be allowed. */
#include "interp/check/lint/lint.h"

#include <stdlib.h>

#include "grammar/token.h"

struct allowance {
    struct span comment;
    struct span code; /* its words in the comment */
    const struct lint *lint;
    struct span line; /* what it is about */
    bool used;
};

/* Of one file. */
struct allowances {
    struct checker *checker;
    const struct source *source;
    struct arena arena;      /* until the work is done */
    struct allowance *items; /* in the order of the text */
    uint32_t count;
};

/* ---- one comment ---- */

/* A text that is read from left to right. */
struct reading {
    const char *at, *end;
};

static void skip_blanks(struct reading *reading)
{
    while (reading->at < reading->end && strchr(" \t\r", *reading->at))
        reading->at++;
}

static bool is_code_character(char character)
{
    return (character >= 'a' && character <= 'z') || character == '-';
}

/* The word `allow` and what may be a code behind it; false where the comment is any other one. */
static bool read_head(struct reading *reading, struct reading *code)
{
    reading->at++;
    skip_blanks(reading);
    if (reading->end - reading->at < 6 || memcmp(reading->at, "allow", 5) != 0 ||
        !strchr(" \t", reading->at[5]))
        return false;
    reading->at += 5;
    skip_blanks(reading);
    code->at = reading->at;
    while (reading->at < reading->end && is_code_character(*reading->at))
        reading->at++;
    code->end = reading->at;
    skip_blanks(reading);
    return code->end > code->at;
}

static bool read_reason(struct reading *reading)
{
    if (reading->at == reading->end || *reading->at != ':')
        return false;
    reading->at++;
    skip_blanks(reading);
    return reading->at < reading->end;
}

static const char *closest_code(const char *word)
{
    const char *codes[64];
    uint32_t count = 0;
    for (const struct lint *kind; count < 64 && (kind = lint_at(count)); count++)
        codes[count] = kind->code;
    return closest_name(word, codes, count);
}

static void warn_unknown(struct checker *checker, struct span span, const char *word)
{
    struct diag *diag =
        diag_warning(checker->diags, span, "unknown-lint", "there is no warning `%s`", word);
    const char *closest = closest_code(word);
    if (closest)
        diag_meant(checker->diags, diag, closest);
}

static struct span span_in(const struct allowances *of, struct reading part)
{
    uint32_t start = of->source->base + (uint32_t)(part.at - of->source->text);
    return (struct span){ start, start + (uint32_t)(part.end - part.at) };
}

/* What COMMENT allows; false where it allows nothing, perhaps after a warning. */
static bool read_comment(struct allowances *of, struct span comment, struct allowance *allowance)
{
    struct checker *checker = of->checker;
    const char *text = sources_text(&checker->load->sources, comment);
    struct reading reading = { text, text + (comment.end - comment.start) }, code;
    if (!read_head(&reading, &code))
        return false;
    const char *word = arena_copy(&of->arena, code.at, (size_t)(code.end - code.at));
    bool reasoned = read_reason(&reading);
    *allowance = (struct allowance){ .comment = comment,
                                     .code = span_in(of, code),
                                     .lint = lint_find(word) };
    if (!allowance->lint) {
        if (reasoned && strchr(word, '-'))
            warn_unknown(checker, allowance->code, word);
        return false;
    }
    if (reasoned)
        return true;
    struct diag *diag = diag_warning(checker->diags, comment, "allow-without-reason",
                                     "why is `%s` allowed here?", word);
    diag_hint(checker->diags, diag, "say it: `# allow %s: reason`", word);
    return false;
}

/* ---- one file ---- */

static struct span line_at(const struct checker *checker, uint32_t place)
{
    return sources_place(&checker->load->sources, place).text;
}

static bool is_comment(int kind)
{
    return kind == TOKEN_COMMENT || kind == TOKEN_DOC;
}

/* The line that the comment TOKEN is about. */
static struct span line_of(const struct allowances *of, const struct tokens *tokens, uint32_t token)
{
    struct span line = line_at(of->checker, tokens->items[token].span.start);
    if (token > 0 && tokens->items[token - 1].span.end > line.start)
        return line;
    while (token + 1 < tokens->count && is_comment(tokens->items[token].kind))
        token++;
    return line_at(of->checker, tokens->items[token].span.start);
}

static void read_comments(struct allowances *of, const struct tokens *tokens)
{
    for (uint32_t i = 0; i < tokens->count; i++) {
        struct allowance allowance;
        if (tokens->items[i].kind != TOKEN_COMMENT ||
            !read_comment(of, tokens->items[i].span, &allowance))
            continue;
        allowance.line = line_of(of, tokens, i);
        if ((of->count & (of->count - 1)) == 0)
            of->items = arena_grow(&of->arena, of->items, of->count * sizeof *of->items,
                                   (of->count ? 2 * (size_t)of->count : 1) * sizeof *of->items);
        of->items[of->count++] = allowance;
    }
}

static bool allows(const struct allowance *allowance, const struct diag *diag)
{
    return diag->severity != DIAG_ERROR && strcmp(allowance->lint->code, diag->code) == 0 &&
           diag->span.start >= allowance->line.start && diag->span.start <= allowance->line.end;
}

static bool is_allowed(const struct allowances *of, const struct diag *diag)
{
    bool allowed = false;
    for (uint32_t i = 0; i < of->count; i++)
        if (allows(&of->items[i], diag))
            allowed = of->items[i].used = true;
    return allowed;
}

static void take_back(const struct allowances *of)
{
    struct diags *diags = of->checker->diags;
    for (unsigned i = diags->count; of->count && i-- > 0;)
        if (is_allowed(of, diags->items[i]))
            diag_take_back(diags, i);
}

/* Where something was not found, or not kept, for another reason, nobody knows what is used. */
static bool knows_unused(const struct allowances *of, const struct allowance *allowance)
{
    const struct checker *checker = of->checker;
    return checker->options.lints && !checker->diags->errors && !checker->diags->dropped &&
           (checker->options.pedantic || !allowance->lint->pedantic) &&
           lint_judges(checker, allowance->comment);
}

static void warn_unused(const struct allowances *of)
{
    struct diags *diags = of->checker->diags;
    for (uint32_t i = 0; i < of->count; i++) {
        const struct allowance *allowance = &of->items[i];
        if (allowance->used || !knows_unused(of, allowance))
            continue;
        struct diag *diag = diag_warning(diags, allowance->comment, "unused-allow",
                                         "there is no warning `%s` here", allowance->lint->code);
        diag_hint(diags, diag, "leave this comment out");
        diag_mend(diags, diag, allowance->comment, "%s", "");
    }
}

static void allow_in(struct checker *checker, const struct source *source)
{
    struct allowances of = { .checker = checker, .source = source };
    struct diags told_before = { .arena = &of.arena, .sources = &checker->load->sources };
    struct tokens tokens = tokens_scan(source, &told_before);
    read_comments(&of, &tokens);
    take_back(&of);
    warn_unused(&of);
    tokens_free(&tokens);
    arena_free(&of.arena);
}

void lint_allow(struct checker *checker)
{
    for (uint32_t i = 0; i < checker->load->module_count; i++) {
        const struct source *source = checker->load->modules[i]->ast.source;
        if (source && source->length && memmem(source->text, source->length, "allow", 5))
            allow_in(checker, source);
    }
}
