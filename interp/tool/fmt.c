/* fmt.c - certpol fmt: policy files in the one canonical layout. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "interp/tool/files.h"
#include "interp/tool/memory.h"
#include "interp/tool/output.h"
#include "interp/tool/policies.h"
#include "interp/tool/unified.h"
#include "interp/tool/verbs.h"

static const struct option options[] = {
    { "check", 0, NULL, "name the files that have another layout, and write nothing" },
    { "write", 'w', NULL, "write the files, those that have another layout" },
    { "diff", 'd', NULL, "show what would change" },
    { "error-format", 0, "FORMAT", "how problems are told: human (default) or json" },
    { "help", 'h', NULL, "this text" },
};

/* What is to be done with each file, and what has come of it. */
struct formatting {
    const struct arguments *arguments;
    bool check, write, diff;
    bool unformatted, unsound, unusable; /* of any file */
};

/* ---- reading ---- */

enum {
    READ_MAX = (16 << 20) + 1 /* one byte more than a policy file may have */
};

static bool read_open(FILE *in, const char *name, struct certpol_text *text)
{
    char *bytes = in_memory(malloc(READ_MAX + 1));
    errno = 0;
    size_t length = fread(bytes, 1, READ_MAX, in);
    if (ferror(in)) {
        complain("%s: %s", name, strerror(errno));
        free(bytes);
        return false;
    }
    bytes[length] = '\0';
    *text = (struct certpol_text){ bytes, length };
    return true;
}

/* The file at PATH, or standard input; to be released with free.  False after a message. */
static bool read_policy(const char *path, struct certpol_text *text)
{
    if (strcmp(path, "-") == 0)
        return read_open(stdin, "standard input", text);
    struct stat about;
    FILE *in = fopen(path, "re");
    bool readable = in && fstat(fileno(in), &about) == 0;
    if (!readable)
        complain("%s: %s", path, strerror(errno));
    else if (S_ISDIR(about.st_mode))
        complain("%s: it is a folder", path);
    bool read = readable && !S_ISDIR(about.st_mode) && read_open(in, path, text);
    if (in)
        fclose(in);
    return read;
}

/* ---- one file ---- */

static bool write_policy(const char *path, struct certpol_text text)
{
    struct output output;
    if (output_open(&output, path) && output_write(&output, text.at, text.length))
        return output_finish(&output);
    output_abandon(&output);
    return false;
}

static void give(struct formatting *formatting, const char *path, struct certpol_text older,
                 struct certpol_text newer)
{
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    bool same = older.length == newer.length && memcmp(older.at, newer.at, newer.length) == 0;
    if (!same && formatting->write)
        formatting->unusable |= !write_policy(path, newer);
    else if (!same)
        formatting->unformatted |= formatting->check || formatting->diff;
    if (!same && formatting->diff)
        unified_write(stdout, name, older, newer);
    else if (!same && formatting->check)
        puts(name);
    if (!formatting->check && !formatting->write && !formatting->diff)
        fwrite(newer.at, 1, newer.length, stdout);
}

static void format_file(struct formatting *formatting, const char *path)
{
    struct certpol_text older;
    if (!read_policy(path, &older)) {
        formatting->unusable = true;
        return;
    }
    struct policies policies = { .report = certpol_report_new() };
    const char *name = strcmp(path, "-") == 0 ? "standard input" : path;
    struct certpol_text newer = certpol_format(name, older.at, older.length, policies.report);
    if (newer.at)
        give(formatting, path, older, newer);
    else
        formatting->unsound = true;
    policies_print(&policies, formatting->arguments);
    policies_close(&policies);
    free((char *)older.at);
}

/* ---- all files ---- */

static void format_operand(struct formatting *formatting, const char *path)
{
    struct files files = { 0 };
    if (strcmp(path, "-") == 0)
        format_file(formatting, path);
    else if (!files_add(&files, path, ".pol"))
        formatting->unusable = true;
    for (size_t i = 0; i < files.count; i++)
        format_file(formatting, files.paths[i]);
    files_free(&files);
}

static bool are_sound(const struct arguments *arguments)
{
    if (!policies_options(arguments))
        return false;
    if (!arguments->operand_count) {
        complain("which file? usage: certpol fmt FILE...; - is standard input");
        return false;
    }
    for (size_t i = 0; i < arguments->operand_count; i++)
        if (option_given(arguments, "write") && strcmp(arguments->operands[i], "-") == 0) {
            complain("standard input cannot be written; leave out --write");
            return false;
        }
    if (!option_given(arguments, "check") || !option_given(arguments, "write"))
        return true;
    complain("--check writes nothing; leave out one of --check and --write");
    return false;
}

static int format_files(const struct arguments *arguments)
{
    if (!are_sound(arguments))
        return STATUS_USAGE;
    struct formatting formatting = {
        .arguments = arguments,
        .check = option_given(arguments, "check"),
        .write = option_given(arguments, "write"),
        .diff = option_given(arguments, "diff"),
    };
    for (size_t i = 0; i < arguments->operand_count; i++)
        format_operand(&formatting, arguments->operands[i]);
    if (formatting.unusable)
        return STATUS_USAGE;
    if (formatting.unsound)
        return STATUS_POLICY;
    return formatting.unformatted ? STATUS_FINDINGS : STATUS_DONE;
}

const struct verb verb_fmt = {
    "fmt",
    "FILE...",
    "Write policy files in the one canonical layout, to standard output unless an option says\n"
    "otherwise.  Of a folder all files below it whose names end in .pol; - is standard input.\n"
    "What a file says is not changed, nor are its comments.  A file with errors of syntax is left\n"
    "alone.",
    options,
    sizeof options / sizeof *options,
    format_files
};
