/* generate.c - records for the benchmark: holders of certifications, one a line.
 *
 *     generate N >records.jsonl
 *
 * The same bytes on every machine; those of a smaller N begin those of a larger one.  Knows the
 * data, not the policy. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "interp/value/calendar.h"

enum { AREAS = 8, KINDS = 5, TITLES = AREAS * KINDS, HELD_MAX = 4, SECONDS_A_DAY = 86400 };

static const char as_of[] = "2021-03-01";

static const char *const areas[AREAS] = { "analytics", "automation", "database", "infrastructure",
                                          "messaging", "migration",  "privacy",  "virtualization" };

static const char *const names[] = { "Amelia Wright", "Noah Becker",
                                     "정하늘",        "한지민",
                                     "오세훈",        "임가을",
                                     "赵敏",          "孙伟",
                                     "周小芳",        "吴强",
                                     "René Dufour",   "Bj\\u00f6rn Lind",
                                     "Søren Holm",    "Ana \\\"Anita\\\" Sousa",
                                     "高橋 花子",     "Lucía Peña" };

static const char *const cities[] = { "Busan",  "대전광역시 유성구", "广州市天河区", "杭州市西湖区",
                                      "Lisboa", "K\\u00f8benhavn",   "Toronto",      "Kraków" };

static const char *const languages[] = { "en", "ko", "zh-CN", "de", "fr", "es", "ja", "pt-BR" };

static const char *const series[] = { "AN", "DB", "PR", "VM" };

/* One of a kind for each area: its kind and level in the data. */
static const struct kind {
    const char *ending, *kind, *level;
} kinds[KINDS] = { { "fundamentals", "fundamentals", "fundamentals" },
                   { "operator-associate", "role_based", "associate" },
                   { "engineer-associate", "role_based", "associate" },
                   { "principal-architect-expert", "role_based", "expert" },
                   { "appliances-specialty", "specialty", "specialty" } };

struct source {
    uint64_t state;
    int64_t as_of; /* a day's number */
};

/* SplitMix64. */
static uint64_t next(struct source *source)
{
    uint64_t bits = source->state += UINT64_C(0x9e3779b97f4a7c15);
    bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
    return bits ^ bits >> 31;
}

static int below(struct source *source, int count)
{
    return (int)(next(source) % (uint64_t)count);
}

static bool chance(struct source *source, int percent)
{
    return below(source, 100) < percent;
}

static int64_t day_number(const char *text)
{
    int64_t day = 0;
    date_parse((struct text){ text, (uint32_t)strlen(text) }, &day);
    return day;
}

/* The day that is DAYS after the as-of day, as text. */
static const char *day(const struct source *source, int64_t days, char out[CALENDAR_TEXT])
{
    out[date_format(source->as_of + days, out)] = '\0';
    return out;
}

/* Where few of the certifications are newer than half a year. */
static int64_t released(int title)
{
    int area = title / KINDS, kind = title % KINDS;
    bool is_new = kind == KINDS - 1 && area % 3 == 1;
    return is_new ? -25 * area - 10 : -320 - 90 * (KINDS - kind) - 13 * area;
}

static void put_name(int title)
{
    printf("%s-%s", areas[title / KINDS], kinds[title % KINDS].ending);
}

/* Some are over, most end within the next year. */
static int64_t expiry(struct source *source)
{
    int share = below(source, 100);
    if (share < 15)
        return -1 - below(source, 400);
    return share < 60 ? below(source, 186) : 150 + below(source, 560);
}

static void put_certification(struct source *source, int title)
{
    const struct kind *kind = &kinds[title % KINDS];
    char earned[CALENDAR_TEXT], expires[CALENDAR_TEXT], since[CALENDAR_TEXT];
    bool lasts = title % KINDS == 0;
    int64_t end = lasts ? below(source, 900) : expiry(source);
    printf("{\"id\":\"");
    put_name(title);
    printf("\",\"kind\":\"%s\",\"level\":\"%s\",\"earned\":\"%s\",\"expires\":", kind->kind,
           kind->level, day(source, end - 1000, earned));
    if (lasts)
        printf("null");
    else
        printf("\"%s\"", day(source, end, expires));
    printf(",\"available_since\":\"%s\"}", day(source, released(title), since));
}

static int64_t seconds_ago(struct source *source)
{
    int share = below(source, 100);
    if (share < 30)
        return 60 + below(source, 2 * SECONDS_A_DAY);
    if (share < 75)
        return 60 + below(source, 200 * SECONDS_A_DAY);
    return (int64_t)150 * SECONDS_A_DAY + below(source, 500 * SECONDS_A_DAY);
}

static void put_assessment(struct source *source, int title)
{
    char text[CALENDAR_TEXT];
    int64_t seconds = source->as_of * SECONDS_A_DAY - seconds_ago(source);
    text[instant_format(seconds * 1000000, text)] = '\0';
    printf("{\"certification\":\"");
    put_name(title);
    printf("\",\"taken\":\"%s\",\"passed\":%s}", text, chance(source, 33) ? "true" : "false");
}

static void put_exam(struct source *source)
{
    char text[CALENDAR_TEXT];
    const char *of = series[below(source, 4)];
    int number = 100 + below(source, 800);
    printf("{\"code\":\"%s-%d\",\"passed\":\"%s\"}", of, number,
           day(source, -10 - below(source, 1200), text));
}

/* The certifications of one holder, all different; how many. */
static int put_certifications(struct source *source, int titles[HELD_MAX])
{
    int count = 1 + below(source, HELD_MAX), step = 1 + below(source, 6);
    int first = below(source, TITLES);
    for (int i = 0; i < count; i++) {
        titles[i] = (first + i * step) % TITLES;
        if (i)
            putchar(',');
        put_certification(source, titles[i]);
    }
    return count;
}

static void put_assessments(struct source *source, const int titles[HELD_MAX], int held)
{
    for (int i = 0, count = below(source, 6); i < count; i++) {
        int title = chance(source, 90) ? titles[below(source, held)] : below(source, TITLES);
        if (i)
            putchar(',');
        put_assessment(source, title % KINDS ? title : title + 1);
    }
}

static void put_exams(struct source *source)
{
    for (int i = 0, count = below(source, 5); i < count; i++) {
        if (i)
            putchar(',');
        put_exam(source);
    }
}

static void put_holder(struct source *source, unsigned number)
{
    int titles[HELD_MAX];
    int account = 100000 + below(source, 900000);
    printf("{\"id\":\"holder-%07u\",\"name\":\"%s\",\"city\":\"%s\",\"language\":\"%s\",", number,
           names[below(source, 16)], cities[below(source, 8)], languages[below(source, 8)]);
    printf("\"profiles\":{\"certification\":{\"account\":\"cp-%06d\"},\"docs\":{\"account\":"
           "\"reader%06d@example.org\"},\"linked\":%s},\"certifications\":[",
           account, account ^ 2047, chance(source, 78) ? "true" : "false");
    int held = put_certifications(source, titles);
    fputs("],\"assessments\":[", stdout);
    put_assessments(source, titles, held);
    fputs("],\"exams\":[", stdout);
    put_exams(source);
    fputs("]}\n", stdout);
}

int main(int argc, char **argv)
{
    char *end = NULL;
    unsigned long count = argc == 2 ? strtoul(argv[1], &end, 10) : 0;
    if (!count || *end) {
        fputs("usage: generate N >records.jsonl\n", stderr);
        return 2;
    }
    struct source source = { 20210301, day_number(as_of) };
    for (unsigned long i = 0; i < count; i++)
        put_holder(&source, (unsigned)i);
    return fflush(stdout) == 0 ? 0 : 1;
}
