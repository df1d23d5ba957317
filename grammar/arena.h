/* arena.h - memory that is released all at once.
 *
 * Everything of one life (a load, a session's batch) is taken from one arena.  Nothing in it is
 * freed on its own, so no error path needs cleaning up. */
#ifndef CERTPOL_GRAMMAR_ARENA_H
#define CERTPOL_GRAMMAR_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena_block;

/* {0} is an empty arena. */
struct arena {
    struct arena_block *head; /* the block in use; NULL when empty */
    size_t used;              /* bytes taken from HEAD */
};

/* SIZE bytes, zeroed, aligned for any type, that live until arena_free or arena_reset.  Never NULL:
 * exhausted memory ends the process with a message (see arena.c). */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of LENGTH bytes at TEXT, with a NUL behind it. */
char *arena_copy(struct arena *arena, const char *text, size_t length);

/* The text that FORMAT makes, as printf would. */
__attribute__((format(printf, 2, 3))) char *arena_format(struct arena *arena, const char *format,
                                                         ...);

/* The same with the arguments in a list. */
__attribute__((format(printf, 2, 0))) char *arena_format_list(struct arena *arena,
                                                              const char *format, va_list args);

/* A block of NEW_SIZE bytes that begins with the OLD_SIZE bytes at OLD; OLD may be NULL.  In place
 * where OLD is the newest block and there is room. */
void *arena_grow(struct arena *arena, void *old, size_t old_size, size_t new_size);

/* Forget all that was taken but keep the memory for what comes next. */
void arena_reset(struct arena *arena);

/* Release every block.  ARENA is then empty and may be used again. */
void arena_free(struct arena *arena);

/* End the process: memory is exhausted.  For the few who allocate elsewhere. */
_Noreturn void arena_exhausted(void);

/* How it ends: with a message and abort, unless the program defines this function itself. */
_Noreturn void certpol_exhausted(void);

#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), (count) * sizeof(type)))

#endif
