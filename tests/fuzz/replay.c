/* replay.c - a fuzz target without a fuzzer: every file of the folder given, once. */
#include "tests/fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>

static void replay(const char *path)
{
    FILE *in = fopen(path, "rb");
    char *bytes = malloc(1 << 20);
    require(in && bytes);
    size_t length = fread(bytes, 1, 1 << 20, in);
    fclose(in);
    uint8_t *exact = malloc(length ? length : 1); /* so that one byte too far is seen */
    require(exact != NULL);
    memcpy(exact, bytes, length);
    LLVMFuzzerTestOneInput(exact, length);
    free(exact);
    free(bytes);
}

int main(int argc, char **argv)
{
    DIR *folder = argc == 2 ? opendir(argv[1]) : NULL;
    unsigned count = 0;
    if (!folder) {
        fprintf(stderr, "usage: replay FOLDER\n");
        return 2;
    }
    for (const struct dirent *entry; (entry = readdir(folder));) {
        char path[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        replay(path);
        count++;
    }
    closedir(folder);
    printf("%u inputs\n", count);
    return count ? 0 : 1;
}
