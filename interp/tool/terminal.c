/* terminal.c - colours, numbers for people, and the line that says how far a run is. */
#include "interp/tool/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_TOLD = 1500000, NEXT_TOLD = 250000 }; /* microseconds */

bool shows_colour(FILE *out)
{
    const char *never = getenv("NO_COLOR"), *kind = getenv("TERM");
    if (never && *never)
        return false;
    return isatty(fileno(out)) && kind && strcmp(kind, "dumb") != 0;
}

const char *grouped(uint64_t number, char *text)
{
    char digits[GROUPED_TEXT];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number), at = 0;
    for (int i = 0; i < length; i++) {
        if (i && (length - i) % 3 == 0)
            text[at++] = ',';
        text[at++] = digits[i];
    }
    text[at] = '\0';
    return text;
}

struct progress progress_begin(bool wanted)
{
    int64_t now = certpol_now();
    return (struct progress){ .wanted = wanted && isatty(STDERR_FILENO), .started = now };
}

void progress_tell(struct progress *progress, uint64_t bytes, uint64_t total)
{
    int64_t now = certpol_now();
    if (!progress->wanted || now - progress->started < FIRST_TOLD ||
        now - progress->told < NEXT_TOLD)
        return;
    progress->told = now;
    progress->shown = true;
    fprintf(stderr, "\r%.1f MB", (double)bytes / 1e6);
    if (total)
        fprintf(stderr, " of %.1f MB (%d %%)", (double)total / 1e6,
                (int)(100.0 * (double)bytes / (double)total));
    fputs("\033[K", stderr);
    fflush(stderr);
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
    progress->shown = false;
}
