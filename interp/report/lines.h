/* lines.h - lines of cells, laid out for people. */
#ifndef CERTPOL_REPORT_LINES_H
#define CERTPOL_REPORT_LINES_H

#include "interp/report/buffer.h"

/* Append LINES, whose cells are parted by tabs, with one blank between the cells. */
void lines_join(struct buffer *out, struct text lines);

/* The same with cells below each other, by the width that a terminal gives them. */
void lines_align(struct buffer *out, struct text lines);

/* The columns that TEXT, UTF-8, takes on a terminal. */
uint32_t display_width(struct text text);

#endif
