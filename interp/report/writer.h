/* writer.h - decisions to bytes, by a layout.  One thread's.  The hot half of the output. */
#ifndef CERTPOL_REPORT_WRITER_H
#define CERTPOL_REPORT_WRITER_H

#include "interp/report/speech.h"
#include "interp/report/walk.h"

struct writer;

/* A writer for LAYOUT, to be released with writer_free.  NULL, with PROBLEM (a text of PROBLEM_SIZE
 * bytes), where messages are asked for and cannot be formatted. */
struct writer *writer_new(const struct layout *layout, char *problem, size_t problem_size);
void writer_free(struct writer *writer);

/* Evaluate ROW, the NUMBERth record of its file, by WALK, append all its decisions to OUT and count
 * them. */
void writer_record(struct writer *writer, struct buffer *out, const struct walk *walk,
                   const union value *row, uint64_t number);

/* ---- the same step by step, for who wants each decision on its own ---- */

/* The record that the following decisions are about. */
void writer_begin(struct writer *writer, const union value *row, uint64_t number);

/* Append what DECIDED is, and count it.  In LAYOUT_LINES cells are parted by tabs. */
void writer_decided(struct writer *writer, struct buffer *out, const struct decided *decided);

/* The key of the record at hand, plain. */
struct text writer_key(const struct writer *writer);

/* The outcome of ROW alone, without its rule. */
void writer_outcome(struct writer *writer, struct buffer *out, const struct decided *decided,
                    const union value *row);

/* LAYOUT's counters: decisions written since writer_new. */
const uint64_t *writer_counts(const struct writer *writer);

#endif
