/* coverage_data.c - coverage for programs: JSON, and the tracefiles of lcov. */
#include <stdlib.h>
#include <string.h>

#include "interp/tool/coverage.h"
#include "interp/tool/json_tree.h"
#include "interp/tool/memory.h"

/* ---- JSON ---- */

static void write_member(FILE *out, const char *name, const char *text)
{
    if (!text)
        return;
    fprintf(out, ",\"%s\":", name);
    json_write_string(out, text, strlen(text));
}

static void write_share(FILE *out, const char *name, struct share share)
{
    fprintf(out, "\"%s\":{\"reached\":%zu,\"all\":%zu},", name, share.reached, share.all);
}

static void write_point(FILE *out, const struct certpol_point *point)
{
    static const char *const kinds[] = { "rule", "case", "condition" };
    fprintf(out, "{\"kind\":\"%s\"", kinds[point->kind]);
    write_member(out, "policy", point->policy);
    write_member(out, "decision", point->decision);
    write_member(out, "name", point->name);
    write_member(out, "text", point->text);
    write_member(out, "file", point->file);
    fprintf(out, ",\"line\":%u,\"column\":%u,\"end_line\":%u,\"end_column\":%u", point->line,
            point->column, point->end_line, point->end_column);
    if (point->kind == CERTPOL_POINT_CONDITION)
        fprintf(out, ",\"true\":%llu,\"false\":%llu}", (unsigned long long)point->yes,
                (unsigned long long)point->no);
    else
        fprintf(out, ",\"count\":%llu}", (unsigned long long)point->yes);
}

void coverage_write_json(const struct coverage *coverage, FILE *out)
{
    struct shares shares = coverage_shares(coverage);
    fputc('{', out);
    write_share(out, "rules", shares.rules);
    write_share(out, "cases", shares.cases);
    write_share(out, "answers", shares.answers);
    fprintf(out, "\"percent\":%.1f,\"points\":[", share_percent(shares_sum(&shares)));
    for (size_t i = 0; i < coverage->count; i++) {
        fputs(i ? ",\n" : "\n", out);
        write_point(out, &coverage->spots[i].point);
    }
    fputs("]}\n", out);
}

/* ---- lcov ---- */

static int by_line(const void *a, const void *b)
{
    const struct certpol_point *left = &(*(struct spot *const *)a)->point;
    const struct certpol_point *right = &(*(struct spot *const *)b)->point;
    int order = strcmp(left->file, right->file);
    if (order)
        return order;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return left->column < right->column ? -1 : left->column > right->column;
}

/* Points of one file, by their lines. */
struct file {
    const struct spot *const *spots;
    size_t count;
};

static struct file file_at(const struct spot *const *spots, size_t count)
{
    struct file file = { spots, 0 };
    while (file.count < count && strcmp(spots[0]->point.file, spots[file.count]->point.file) == 0)
        file.count++;
    return file;
}

/* A line is reached as often as the rules and cases on it, or where there are none as its
 * conditions. */
struct line {
    unsigned number;
    uint64_t count;
    size_t end; /* the first point behind it */
};

static struct line line_at(const struct file *file, size_t first)
{
    struct line line = { file->spots[first]->point.line, 0, first };
    uint64_t given = 0, asked = 0;
    bool gives = false;
    for (; line.end < file->count && file->spots[line.end]->point.line == line.number; line.end++) {
        const struct certpol_point *point = &file->spots[line.end]->point;
        bool asks = point->kind == CERTPOL_POINT_CONDITION;
        uint64_t *most = asks ? &asked : &given;
        gives |= !asks;
        *most = point->yes + point->no > *most ? point->yes + point->no : *most;
    }
    line.count = gives ? given : asked;
    return line;
}

/* Each condition is a block of two branches: true, false. */
static void write_branches(const struct file *file, FILE *out)
{
    size_t all = 0, reached = 0;
    for (size_t i = 0; i < file->count; i++) {
        const struct certpol_point *point = &file->spots[i]->point;
        if (point->kind != CERTPOL_POINT_CONDITION)
            continue;
        const uint64_t answers[] = { point->yes, point->no };
        for (int answer = 0; answer < 2; answer++) {
            fprintf(out, "BRDA:%u,%zu,%d,", point->line, all / 2, answer);
            if (point->yes || point->no)
                fprintf(out, "%llu\n", (unsigned long long)answers[answer]);
            else
                fputs("-\n", out);
            reached += answers[answer] > 0;
        }
        all += 2;
    }
    fprintf(out, "BRF:%zu\nBRH:%zu\n", all, reached);
}

static void write_lines(const struct file *file, FILE *out)
{
    size_t all = 0, reached = 0;
    for (size_t i = 0; i < file->count; all++) {
        struct line line = line_at(file, i);
        fprintf(out, "DA:%u,%llu\n", line.number, (unsigned long long)line.count);
        reached += line.count > 0;
        i = line.end;
    }
    fprintf(out, "LF:%zu\nLH:%zu\n", all, reached);
}

void coverage_write_lcov(const struct coverage *coverage, FILE *out)
{
    const struct spot **spots =
        in_memory(malloc((coverage->count + 1) * sizeof(const struct spot *)));
    for (size_t i = 0; i < coverage->count; i++)
        spots[i] = &coverage->spots[i];
    if (coverage->count)
        qsort(spots, coverage->count, sizeof *spots, by_line);
    for (size_t i = 0; i < coverage->count;) {
        struct file file = file_at(spots + i, coverage->count - i);
        fprintf(out, "TN:\nSF:%s\n", file.spots[0]->point.file);
        write_branches(&file, out);
        write_lines(&file, out);
        fputs("end_of_record\n", out);
        i += file.count;
    }
    free(spots);
}
