/* zone_files.h - the zones of the system's database, and files like theirs made by hand. */
#ifndef CERTPOL_TESTS_ZONE_FILES_H
#define CERTPOL_TESTS_ZONE_FILES_H

#include <dirent.h>
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "interp/value/tzif.h"
#include "interp/value/zone.h"

#define ZONE_FOLDER "/usr/share/zoneinfo"

enum { ZONE_NAMES = 2000, ZONE_NAME = 64 };

/* The names of zones, links too, but not the copies under posix/ and right/. */
struct zone_names {
    char names[ZONE_NAMES][ZONE_NAME];
    unsigned count;
};

static inline void zone_names_add(struct zone_names *names, const char *folder)
{
    char path[512];
    snprintf(path, sizeof path, ZONE_FOLDER "/%s", folder);
    DIR *directory = opendir(path);
    if (!directory)
        return;
    for (struct dirent *entry; (entry = readdir(directory));) {
        char name[ZONE_NAME];
        struct stat status;
        if (entry->d_name[0] == '.' || strcmp(entry->d_name, "posix") == 0 ||
            strcmp(entry->d_name, "right") == 0 || strcmp(entry->d_name, "localtime") == 0 ||
            strcmp(entry->d_name, "posixrules") == 0)
            continue;
        int length =
            snprintf(name, sizeof name, "%s%s%s", folder, *folder ? "/" : "", entry->d_name);
        assert_true(length < ZONE_NAME);
        snprintf(path, sizeof path, ZONE_FOLDER "/%s", name);
        assert_int_equal(stat(path, &status), 0);
        if (S_ISDIR(status.st_mode)) {
            zone_names_add(names, name);
        } else if (!strchr(name, '.') && strcmp(name, "leapseconds") != 0) {
            assert_true(names->count < ZONE_NAMES);
            strcpy(names->names[names->count++], name);
        }
    }
    closedir(directory);
}

/* Skips the test where the system has no database.  To be released with free. */
static inline struct zone_names *zone_names_list(void)
{
    struct zone_names *names = calloc(1, sizeof *names);
    assert_non_null(names);
    zone_names_add(names, "");
    if (names->count == 0) {
        free(names);
        names = NULL;
        skip();
    }
    return names;
}

static inline const struct zone *zone_named(struct arena *arena, const char *name)
{
    const struct zone *zone = zone_load(arena, name);
    if (!zone)
        fail_msg("there is no zone %s", name);
    return zone;
}

enum { TZIF_MAX = 4096, TZIF_TRANSITIONS = 16, TZIF_TYPES = 4 };

/* What a file says: COUNT transitions to the types TYPE, which have OFFSET seconds each. */
struct tzif {
    char version; /* '\0', '2', '3' or '4' */
    unsigned count, types, leaps;
    int64_t at[TZIF_TRANSITIONS];
    unsigned char type[TZIF_TRANSITIONS];
    int32_t offset[TZIF_TYPES];
    const char *footer;
};

struct tzif_file {
    unsigned char bytes[TZIF_MAX];
    size_t length;
};

static inline void tzif_put(struct tzif_file *file, int64_t number, unsigned size)
{
    for (unsigned i = size; i-- > 0;)
        file->bytes[file->length++] = (unsigned char)((uint64_t)number >> 8 * i);
}

static inline void tzif_put_block(struct tzif_file *file, const struct tzif *tzif, unsigned size)
{
    memcpy(file->bytes + file->length, "TZif", 4);
    file->length += 4;
    tzif_put(file, tzif->version, 1);
    file->length += 15;
    tzif_put(file, 0, 4);
    tzif_put(file, 0, 4);
    tzif_put(file, tzif->leaps, 4);
    tzif_put(file, tzif->count, 4);
    tzif_put(file, tzif->types, 4);
    tzif_put(file, 4, 4);
    for (unsigned i = 0; i < tzif->count; i++)
        tzif_put(file, tzif->at[i], size);
    for (unsigned i = 0; i < tzif->count; i++)
        tzif_put(file, tzif->type[i], 1);
    for (unsigned i = 0; i < tzif->types; i++) {
        tzif_put(file, tzif->offset[i], 4);
        tzif_put(file, 0, 2);
    }
    tzif_put(file, 0, 4); /* names: nobody reads them */
    for (unsigned i = 0; i < tzif->leaps; i++) {
        tzif_put(file, 0, size);
        tzif_put(file, 0, 4);
    }
}

static inline struct tzif_file tzif_write(const struct tzif *tzif)
{
    struct tzif_file file = { .length = 0 };
    tzif_put_block(&file, tzif, 4);
    if (tzif->version >= '2') {
        tzif_put_block(&file, tzif, 8);
        file.length += (size_t)snprintf((char *)file.bytes + file.length, 256, "\n%s\n",
                                        tzif->footer ? tzif->footer : "");
    }
    return file;
}

#endif
