/* sandbox.h - telling the kernel what is left to do, so that it refuses all else.
 *
 * A mistake in the reader of records must not become somebody's way to other files, to other
 * programs or to the network. */
#ifndef CERTPOL_TOOL_SANDBOX_H
#define CERTPOL_TOOL_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

enum { SANDBOX_FOLDERS_MAX = 2 };

/* What may still be opened.  All is borrowed for the call. */
struct sandbox {
    const char *const *readable; /* files; "-" and what does not exist are no trouble */
    size_t readable_count;
    const char
        *folders[SANDBOX_FOLDERS_MAX]; /* in which files may be renamed and removed; NULL: none */
};

/* What the kernel took up. */
struct sandbox_held {
    bool files;     /* nothing but what is named can be opened (Landlock) */
    bool processes; /* no program, process or connection can be started (seccomp) */
};

/* From here on this thread, and those that it starts, can do no more than SANDBOX says.  A kernel
 * that cannot hold us to it is no error: the run goes on as it is. */
struct sandbox_held sandbox_enter(const struct sandbox *sandbox);

#endif
