/* layout.h - what the parts of the formatter share: a text as pieces.
 *
 * A piece is a word and what stands before it.  The walk of the tree (format_item.c, format_expr.c)
 * says where a line may end; format_columns.c decides what stands on one line and where columns
 * begin; and format_print.c writes.  Comments are no pieces: they stay where they are, before the
 * piece that follows. */
#ifndef CERTPOL_GRAMMAR_LAYOUT_H
#define CERTPOL_GRAMMAR_LAYOUT_H

#include "grammar/ast.h"
#include "grammar/token.h"

enum {
    LINE_WIDTH = 100, /* columns; only what cannot be broken is longer */
    STEP_WIDTH = 2,   /* of the indentation */
    INDENT_MAX = 40,  /* deeper nesting is not indented further */
    COLUMN_MAX = 60,  /* what is longer juts out of its column, or has nothing aligned under it */
    CELLS_MAX = 4,    /* columns of a row */
    COMMENT_DISTANCE = 2 /* blanks before a comment behind a word */
};

/* What stands before a piece if no comment does. */
enum gap {
    GAP_NONE,
    GAP_SPACE,
    GAP_SOFT, /* a line end if the group is broken, else a blank */
    GAP_FILL, /* a line end if the pieces up to `until` do not fit on the line, else a blank */
    GAP_PART, /* of an entry: a line end, unless the block is on one line or its entries are rows */
    GAP_ENTRY, /* a line end, unless the block is on one line */
    GAP_CLOSE  /* before a closing brace or the end of the text: likewise */
};

struct piece {
    struct span span;
    int kind;           /* of its token */
    uint32_t token;     /* its index */
    uint32_t comments;  /* tokens directly before it that are comments */
    uint32_t width;     /* columns */
    uint32_t flat;      /* columns of all pieces through this one, on one line */
    uint32_t run;       /* columns from here to where the next line end may be */
    uint32_t commented; /* pieces through this one that have comments */
    uint32_t column;    /* at which it was written */
    enum gap gap;
    uint32_t owner;  /* GAP_SOFT: the group; GAP_PART, GAP_CLOSE: the block; GAP_ENTRY: the entry */
    uint32_t until;  /* GAP_FILL: the last piece that is to fit */
    uint32_t anchor; /* a line that begins here stands OFFSET behind the column of that piece; */
    uint16_t offset; /* 0: there is none, */
    uint16_t indent; /* or it is too far: then the line begins in this column */
    uint16_t cell;   /* the column of its row that it begins; 0: none */
};

/* Pieces that are written on one line, or with line ends in all soft gaps. */
struct group {
    uint32_t first, last;
    bool broken;
};

/* What stands in braces; the first one is the whole file. */
struct block {
    uint32_t first, last;          /* pieces: of the declaration, the closing brace */
    uint32_t first_entry, entries; /* those of a declaration follow one another */
    bool one_line;
    bool rows; /* its rules stand on one line each */
};

enum entry_kind {
    ENTRY_ITEM,
    ENTRY_ROW, /* a row of its block's columns */
    ENTRY_LET,
    ENTRY_RULE
};

/* A declaration, or a line of a block. */
struct entry {
    enum entry_kind kind;
    enum item_kind item; /* of ENTRY_ITEM: of one kind are aligned */
    uint32_t first, last;
    uint32_t row_last;          /* the last piece of the row that it begins with */
    uint32_t block;             /* in which it stands */
    uint32_t body;              /* of a declaration: its own block; 0: none */
    uint32_t previous;          /* in the same block, or NO_ENTRY */
    uint32_t table;             /* whose columns it follows; 0: none */
    bool tall;                  /* of several lines that want a blank line around them */
    uint32_t widths[CELLS_MAX]; /* of the row's cells; 0: there is none */
};

enum { NO_ENTRY = INT32_MAX };

/* Columns, counted from the row's indentation. */
struct table {
    uint32_t starts[CELLS_MAX];
    uint32_t comment;
    uint32_t gap; /* blanks between columns */
};

struct layout {
    const struct source *source;
    const struct token *tokens;
    struct arena *arena;
    struct piece *pieces;
    struct group *groups;
    struct block *blocks;
    struct entry *entries;
    struct table *tables; /* the first one is none */
    uint32_t piece_count, group_count, block_count, entry_count, table_count;
};

/* The place in the pieces to which the walk has come. */
struct walk {
    struct layout *layout;
    uint32_t next;
    unsigned nest;        /* where lines begin that go on here */
    uint32_t anchor;      /* in what stands in brackets: their first piece, or 0 */
    unsigned anchor_nest; /* the nest there */
    uint32_t block;       /* in which entries are begun */
    uint32_t previous;    /* the entry before, in the same block */
    bool pending;         /* the next piece has this before it: */
    struct piece wanted;
};

/* ---- format.c: walking ---- */

/* ITEMS, COUNT of SIZE bytes, with room for one more: at powers of two they move to twice the room.
 */
void *layout_room(const struct layout *layout, void *items, uint32_t count, size_t size);

/* The next piece, with what was asked for before it, else with what is usual between the two words.
 */
struct piece *take(struct walk *walk);

/* The pieces that begin before PLACE. */
void take_to(struct walk *walk, uint32_t place);

/* Before the next piece stands GAP. */
void want_gap(struct walk *walk, enum gap gap);

/* Before the next piece stands a blank or, where GROUP is broken, a line end. */
void want_soft(struct walk *walk, uint32_t group);

/* The next piece begins column CELL of its row. */
void want_cell(struct walk *walk, unsigned cell);

uint32_t group_begin(struct walk *walk);
void group_end(struct walk *walk, uint32_t group);

/* What goes on in a further line inside of brackets stands under their first word, which is the
 * next piece. */
struct anchor {
    uint32_t piece;
    unsigned nest;
};

struct anchor anchor_begin(struct walk *walk);
void anchor_end(struct walk *walk, struct anchor before);

/* A list that is filled: its elements stand under the first one. */
struct fill {
    struct anchor before;
    uint32_t chunk;
};

struct fill fill_begin(struct walk *walk);
void fill_comma(struct walk *walk, struct fill *fill);
void fill_end(struct walk *walk, struct fill *fill);

/* ---- format_expr.c ---- */

void walk_expr(struct walk *walk, const struct expr *expr);

/* ---- format_entry.c ---- */

/* The next piece begins an entry; and the last one has ended it. */
uint32_t entry_begin(struct walk *walk, enum entry_kind kind);
void entry_end(struct walk *walk, uint32_t entry);

void walk_names(struct walk *walk, struct names_list names);

/* `cites`, if there is anything to cite. */
void walk_cites(struct walk *walk, struct cites cites);

/* ( a: text, b: date ), directly behind what stands before it. */
void walk_labels(struct walk *walk, const struct label *labels);

/* What is behind `=`: on a line of its own where GROUP is broken. */
void walk_value(struct walk *walk, const struct expr *value, uint32_t group);

/* What stands between the braces of ITEM. */
void walk_entries(struct walk *walk, const struct item *item);

/* ---- format_item.c ---- */

/* All declarations of AST, and the end of the text. */
void walk_items(struct walk *walk, const struct ast *ast);

/* ---- format_columns.c ---- */

/* Decide what stands on one line, and where columns begin. */
void layout_decide(struct layout *layout);

/* The columns of FIRST through LAST on one line. */
uint32_t flat_width(const struct layout *layout, uint32_t first, uint32_t last);

/* Whether there are comments between FIRST and LAST. */
bool has_comments(const struct layout *layout, uint32_t first, uint32_t last);

/* The columns that a piece on the same line has before it. */
uint32_t gap_width(const struct layout *layout, const struct piece *piece);

/* Whether a line may end before PIECE. */
bool can_break(const struct layout *layout, const struct piece *piece);

/* Whether an empty line stands in the source directly before TOKEN. */
bool is_blank_before(const struct layout *layout, uint32_t token);

/* How many of PIECE's comments stand behind the word before it, on its line: 0 or 1. */
uint32_t trailing_comments(const struct layout *layout, const struct piece *piece);

/* ---- format_print.c ---- */

/* LAYOUT as text in its arena. */
const char *layout_print(struct layout *layout, size_t *length);

#endif
