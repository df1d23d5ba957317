/* icu.c - from names to functions.  ICU's names end in its version. */
#include "interp/report/icu.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grammar/arena.h"

struct entry {
    const char *name;
    size_t member; /* offset in struct icu */
};

static const struct entry entries[] = {
    { "u_setMemoryFunctions", offsetof(struct icu, set_memory) },
    { "u_init", offsetof(struct icu, init) },
    { "u_strFromUTF8", offsetof(struct icu, from_utf8) },
    { "u_strToUTF8", offsetof(struct icu, to_utf8) },
    { "udatpg_open", offsetof(struct icu, patterns_open) },
    { "udatpg_getBestPattern", offsetof(struct icu, patterns_best) },
    { "udatpg_close", offsetof(struct icu, patterns_close) },
    { "udat_open", offsetof(struct icu, date_open) },
    { "udat_format", offsetof(struct icu, date_format) },
    { "udat_getCalendar", offsetof(struct icu, date_calendar) },
    { "udat_setCalendar", offsetof(struct icu, date_set_calendar) },
    { "udat_close", offsetof(struct icu, date_close) },
    { "ucal_clone", offsetof(struct icu, calendar_clone) },
    { "ucal_setGregorianChange", offsetof(struct icu, calendar_set_change) },
    { "ucal_close", offsetof(struct icu, calendar_close) },
    { "unum_open", offsetof(struct icu, number_open) },
    { "unum_setAttribute", offsetof(struct icu, number_set) },
    { "unum_formatDecimal", offsetof(struct icu, number_format) },
    { "unum_close", offsetof(struct icu, number_close) },
    { "unumf_openForSkeletonAndLocale", offsetof(struct icu, unit_open) },
    { "unumf_openResult", offsetof(struct icu, unit_open_result) },
    { "unumf_formatDecimal", offsetof(struct icu, unit_format) },
    { "unumf_resultToString", offsetof(struct icu, unit_text) },
    { "unumf_closeResult", offsetof(struct icu, unit_close_result) },
    { "unumf_close", offsetof(struct icu, unit_close) },
    { "ulistfmt_openForType", offsetof(struct icu, list_open) },
    { "ulistfmt_format", offsetof(struct icu, list_format) },
    { "ulistfmt_close", offsetof(struct icu, list_close) },
};

enum { ENTRY_COUNT = sizeof entries / sizeof *entries };

static bool find(struct icu *icu, const struct entry *entry)
{
    char name[80];
    snprintf(name, sizeof name, "%s_%s", entry->name, U_ICU_VERSION_SHORT);
    void *function = dlsym(icu->library, name);
    memcpy((char *)icu + entry->member, &function, sizeof function);
    return function != NULL;
}

/* ICU does not survive without memory, so it never learns of that. */
static void *allocate(const void *context, size_t size)
{
    (void)context;
    void *memory = malloc(size);
    if (!memory)
        arena_exhausted();
    return memory;
}

static void *grow(const void *context, void *old, size_t size)
{
    (void)context;
    void *memory = realloc(old, size);
    if (!memory)
        arena_exhausted();
    return memory;
}

static void release(const void *context, void *memory)
{
    (void)context;
    free(memory);
}

/* Whoever used ICU in this process before us keeps his memory functions. */
static bool begin(const struct icu *icu)
{
    UErrorCode ignored = U_ZERO_ERROR, status = U_ZERO_ERROR;
    icu->set_memory(NULL, allocate, grow, release, &ignored);
    icu->init(&status);
    return U_SUCCESS(status);
}

bool icu_open(struct icu *icu, char *problem, size_t problem_size)
{
    static const char library[] = "libicui18n.so." U_ICU_VERSION_SHORT;
    /* ICU keeps what it has read until the process ends, and would lose it if it were unloaded. */
    *icu = (struct icu){ .library = dlopen(library, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) };
    bool complete = icu->library != NULL;
    for (size_t i = 0; i < ENTRY_COUNT && complete; i++)
        complete = find(icu, &entries[i]);
    complete = complete && begin(icu);
    if (!complete) {
        snprintf(problem, problem_size,
                 "messages need ICU %s (%s), which cannot be used here: install it, or run without "
                 "messages",
                 U_ICU_VERSION_SHORT, library);
        icu_close(icu);
    }
    return complete;
}

void icu_close(struct icu *icu)
{
    if (icu->library)
        dlclose(icu->library);
    *icu = (struct icu){ 0 };
}
