/* SPDX-License-Identifier: Apache-2.0 */
/* terminal.h: what stands at the other end of standard output and standard error: colour, width,
 * a progress bar. Colour and progress never go into a pipe or a file. */
#pragma once

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

#define TERMINAL_COLUMNS_DEFAULT 80

struct terminal {
    bool is_quiet;    /* --quiet: no progress, no notices; results and faults only */
    bool is_terminal; /* standard output is one: people read along */
    bool has_colour;  /* of standard output */
    bool is_watched;  /* standard error is a terminal */
    int columns;      /* of standard output; 80 where it is none */
};

enum style { STYLE_PLAIN, STYLE_STRONG, STYLE_FAINT, STYLE_ALARM, STYLE_WARN, STYLE_GOOD };

/** Look at the standard streams, NO_COLOR, TERM and COLUMNS. */
struct terminal terminal_look(bool is_quiet);
/**
 * Make sure that descriptors 0 to 2 are taken, so that no file is ever opened in their place; one
 * that was closed gives an error when it is used.
 */
void terminal_guard_streams(void);
/** Standard output to its end; fails RC_IO: what was printed did not all arrive. */
MUST_USE enum rc terminal_finish(struct err *err);

/**
 * Append text from outside so that it cannot steer a terminal: controls (but tab and newline),
 * bidirectional controls and bytes that are no UTF-8 become U+FFFD.
 */
void text_put_clean(struct buf *b, struct span text);
/** Whether standard output is a pipe that nobody reads any more (`| head`): no fault to speak of.
 */
bool terminal_reader_is_gone(void);
/** Append text in a style, or plain where the terminal has no colour. */
void terminal_put(const struct terminal *t, struct buf *b, enum style style, struct span text);

/**
 * Columns that UTF-8 text takes: combining marks and controls 0, East Asian wide forms 2, all else
 * (Cyrillic among it) 1.
 */
size_t text_columns(struct span text);
/** Bytes of the longest beginning that takes at most `columns`. */
size_t text_fit(struct span text, size_t columns);

/* A bar on standard error that appears once a second has passed. */
struct progress {
    struct terminal terminal;
    const char *what; /* "reading", "judging" */
    int64_t started_ms;
    int64_t shown_ms; /* 0: not yet */
};

void progress_start(struct progress *p, const struct terminal *t, const char *what);
/** Share in [0, 1]; cheap enough to be called for every row. Fits judge_options.progress. */
void progress_step(void *progress, double share);
/** Wipe the bar. */
void progress_end(struct progress *p);
