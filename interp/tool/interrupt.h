/* interrupt.h - leaving on SIGINT and SIGTERM, and where memory is exhausted, without half-written
 * lines or files. */
#ifndef CERTPOL_TOOL_INTERRUPT_H
#define CERTPOL_TOOL_INTERRUPT_H

/* From here on SIGINT, SIGTERM, SIGHUP and a limit of processor time end the process with status 5;
 * a closed pipe and a limit of file size are errors of write. */
void interrupt_watch(void);

/* While a whole number of lines is being written, the end waits for it (for a second at most). */
void interrupt_hold(void);
void interrupt_release(void);

/* The file at PATH is to be removed at the end.  PATH must stay until it is forgotten. */
void interrupt_remember(const char *path);
void interrupt_forget(const char *path);

#endif
