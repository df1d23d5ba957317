/* coverage.c - points of many sessions, brought together by where they stand. */
#include "interp/tool/coverage.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interp/tool/memory.h"

/* ---- collecting ---- */

static const char *kept(const char *text)
{
    return text ? in_memory(strdup(text)) : NULL;
}

/* FILE from the current folder, whatever way leads to it; as it is where that cannot be told. */
static const char *path_of(const char *file)
{
    char here[PATH_MAX], path[PATH_MAX];
    if (!realpath(file, path))
        return in_memory(strdup(file));
    size_t length = getcwd(here, sizeof here) ? strlen(here) : 0;
    bool below = length && strncmp(path, here, length) == 0 && path[length] == '/';
    return in_memory(strdup(below ? path + length + 1 : path));
}

/* Points come file by file: the path of the one before is often the same. */
static void add_spot(struct coverage *coverage, const struct certpol_point *point, const char *path)
{
    if (coverage->count == coverage->capacity) {
        coverage->capacity = coverage->capacity ? 2 * coverage->capacity : 256;
        coverage->spots =
            in_memory(realloc(coverage->spots, coverage->capacity * sizeof *coverage->spots));
    }
    struct spot *spot = &coverage->spots[coverage->count];
    *spot = (struct spot){ .point = *point, .order = coverage->count };
    spot->point.policy = kept(point->policy);
    spot->point.decision = kept(point->decision);
    spot->point.name = kept(point->name);
    spot->point.text = kept(point->text);
    spot->point.file = kept(path);
    coverage->count++;
}

void coverage_add(struct coverage *coverage, certpol_session *session)
{
    struct certpol_point point;
    const char *file = NULL, *path = NULL;
    for (size_t i = 0; certpol_point(session, i, &point); i++) {
        if (!file || strcmp(file, point.file) != 0) {
            free((char *)path);
            file = point.file;
            path = path_of(file);
        }
        add_spot(coverage, &point, path);
    }
    free((char *)path);
}

/* ---- bringing together ---- */

static int compare_numbers(uint64_t a, uint64_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

/* The same point, whichever session tells of it.  A case is one of each decision. */
static int compare_points(const struct certpol_point *a, const struct certpol_point *b)
{
    int order = strcmp(a->file, b->file);
    order = order ? order : compare_numbers(a->line, b->line);
    order = order ? order : compare_numbers(a->column, b->column);
    order = order ? order : compare_numbers(a->end_line, b->end_line);
    order = order ? order : compare_numbers(a->end_column, b->end_column);
    order = order ? order : (int)a->kind - (int)b->kind;
    if (order || a->kind != CERTPOL_POINT_CASE)
        return order;
    order = compare_texts(a->decision, b->decision);
    return order ? order : compare_texts(a->policy, b->policy);
}

static int by_place(const void *a, const void *b)
{
    const struct spot *left = a, *right = b;
    int order = compare_points(&left->point, &right->point);
    return order ? order : compare_numbers(left->order, right->order);
}

static int by_order(const void *a, const void *b)
{
    const struct spot *left = a, *right = b;
    return compare_numbers(left->order, right->order);
}

static void release(struct spot *spot)
{
    free((char *)spot->point.policy);
    free((char *)spot->point.decision);
    free((char *)spot->point.name);
    free((char *)spot->point.text);
    free((char *)spot->point.file);
}

void coverage_settle(struct coverage *coverage)
{
    size_t kept_count = 0;
    if (!coverage->count)
        return;
    qsort(coverage->spots, coverage->count, sizeof *coverage->spots, by_place);
    for (size_t i = 0; i < coverage->count; i++) {
        struct spot *spot = &coverage->spots[i];
        struct spot *last = kept_count ? &coverage->spots[kept_count - 1] : NULL;
        if (last && compare_points(&last->point, &spot->point) == 0) {
            last->point.yes += spot->point.yes;
            last->point.no += spot->point.no;
            release(spot);
        } else {
            coverage->spots[kept_count++] = *spot;
        }
    }
    coverage->count = kept_count;
    qsort(coverage->spots, coverage->count, sizeof *coverage->spots, by_order);
}

void coverage_free(struct coverage *coverage)
{
    for (size_t i = 0; i < coverage->count; i++)
        release(&coverage->spots[i]);
    free(coverage->spots);
    *coverage = (struct coverage){ 0 };
}

/* ---- counting ---- */

void shares_add(struct shares *shares, const struct certpol_point *point)
{
    struct share *share = point->kind == CERTPOL_POINT_RULE   ? &shares->rules
                          : point->kind == CERTPOL_POINT_CASE ? &shares->cases
                                                              : &shares->answers;
    bool answers = point->kind == CERTPOL_POINT_CONDITION;
    share->all += answers ? 2 : 1;
    share->reached += (size_t)(point->yes > 0) + (answers && point->no > 0);
}

struct shares coverage_shares(const struct coverage *coverage)
{
    struct shares shares = { 0 };
    for (size_t i = 0; i < coverage->count; i++)
        shares_add(&shares, &coverage->spots[i].point);
    return shares;
}

struct share shares_sum(const struct shares *shares)
{
    return (struct share){
        .reached = shares->rules.reached + shares->cases.reached + shares->answers.reached,
        .all = shares->rules.all + shares->cases.all + shares->answers.all,
    };
}

double share_percent(struct share share)
{
    return share.all ? 100.0 * (double)share.reached / (double)share.all : 100.0;
}
