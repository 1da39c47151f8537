/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS_MIN       40
#define COLUMNS_MAX       200
#define PROGRESS_AFTER_MS 1000
#define PROGRESS_EVERY_MS 100
#define PROGRESS_CELLS    30

static bool is_set(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0';
}

static bool is_dumb(void)
{
    const char *term = getenv("TERM");

    return term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0;
}

static int clamp_columns(long n)
{
    return n < COLUMNS_MIN ? COLUMNS_MIN : n > COLUMNS_MAX ? COLUMNS_MAX : (int)n;
}

/* Only a terminal has a width of its own: what goes into a file must not depend on a window. */
static int look_columns(bool is_terminal)
{
    struct winsize size;
    const char *stated = getenv("COLUMNS");
    long n = stated == NULL ? 0 : strtol(stated, NULL, 10);

    if (!is_terminal)
        return TERMINAL_COLUMNS_DEFAULT;
    if (n > 0)
        return clamp_columns(n);
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return clamp_columns(size.ws_col);
    return TERMINAL_COLUMNS_DEFAULT;
}

struct terminal terminal_look(bool is_quiet)
{
    bool is_terminal = isatty(STDOUT_FILENO) == 1;

    return (struct terminal){
        .is_quiet = is_quiet,
        .is_terminal = is_terminal,
        .has_colour = is_terminal && !is_set("NO_COLOR") && !is_dumb(),
        .is_watched = isatty(STDERR_FILENO) == 1 && !is_dumb(),
        .columns = look_columns(is_terminal),
    };
}

/* Taken with the wrong direction on purpose: reading 0 or writing 1 and 2 then fails with EBADF. */
void terminal_guard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++) {
        if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
            continue;
        if (open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
            _exit(2);
    }
}

enum rc terminal_finish(struct err *err)
{
    bool is_broken = ferror(stdout) != 0;

    errno = is_broken ? errno : 0;
    if (fflush(stdout) != 0 || is_broken)
        return err_set(err, RC_IO, "standard output: cannot be written: %s",
                       errno == 0 ? "a write failed" : strerror(errno));
    return RC_OK;
}

bool terminal_reader_is_gone(void)
{
    struct pollfd look = {.fd = STDOUT_FILENO};

    return poll(&look, 1, 0) == 1 && (look.revents & POLLERR) != 0;
}

static const char *const style_codes[] = {
    [STYLE_PLAIN] = "",           [STYLE_STRONG] = "\033[1m", [STYLE_FAINT] = "\033[2m",
    [STYLE_ALARM] = "\033[1;31m", [STYLE_WARN] = "\033[33m",  [STYLE_GOOD] = "\033[32m",
};

void terminal_put(const struct terminal *t, struct buf *b, enum style style, struct span text)
{
    bool is_styled = t->has_colour && style != STYLE_PLAIN && text.n > 0;

    if (is_styled)
        buf_puts(b, style_codes[style]);
    text_put_clean(b, text);
    if (is_styled)
        buf_puts(b, "\033[0m");
}

/* ---- widths ---- */

struct range {
    uint32_t first, last;
};

static bool is_in(uint32_t c, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    }
    return false;
}

/* Combining marks, joiners and controls; Unicode 15, the blocks that names and reports may hold. */
static const struct range narrow[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F}, {0x0483, 0x0489},
    {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064},
    {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF},
};
/* East Asian wide and full-width forms, and pictographs. */
static const struct range wide[] = {
    {0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0x1F300, 0x1F64F}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

static size_t code_point_columns(uint32_t c)
{
    if (is_in(c, narrow, sizeof(narrow) / sizeof(narrow[0])))
        return 0;
    return is_in(c, wide, sizeof(wide) / sizeof(wide[0])) ? 2 : 1;
}

void text_put_clean(struct buf *b, struct span text)
{
    size_t at = 0;

    while (at < text.n) {
        uint32_t c = 0;
        size_t n = span_code_point(span_from(text, at), &c);

        if (n == 0 || code_point_steers(c))
            buf_puts(b, "\xEF\xBF\xBD");
        else
            buf_put(b, span_sub(text, at, n));
        at += n == 0 ? 1 : n;
    }
}

size_t text_fit(struct span text, size_t columns)
{
    size_t at = 0, used = 0;

    while (at < text.n) {
        uint32_t c = 0;
        size_t n = span_code_point(span_from(text, at), &c);
        size_t w = n == 0 ? 1 : code_point_columns(c);

        if (used + w > columns)
            break;
        used += w;
        at += n == 0 ? 1 : n;
    }
    return at;
}

size_t text_columns(struct span text)
{
    size_t at = 0, used = 0;

    while (at < text.n) {
        uint32_t c = 0;
        size_t n = span_code_point(span_from(text, at), &c);

        used += n == 0 ? 1 : code_point_columns(c);
        at += n == 0 ? 1 : n;
    }
    return used;
}

/* ---- progress ---- */

static int64_t now_ms(void)
{
    struct timespec t;

    if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
        return 0;
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_start(struct progress *p, const struct terminal *t, const char *what)
{
    *p = (struct progress){.terminal = *t, .what = what, .started_ms = now_ms()};
}

static void draw(const struct progress *p, double share)
{
    char cells[PROGRESS_CELLS + 1];
    int full = (int)(share * PROGRESS_CELLS);

    for (int i = 0; i < PROGRESS_CELLS; i++)
        cells[i] = i < full ? '#' : '.';
    cells[PROGRESS_CELLS] = '\0';
    (void)fprintf(stderr, "\r%-10s [%s] %3d %%", p->what, cells, (int)(share * 100));
    (void)fflush(stderr);
}

void progress_step(void *progress, double share)
{
    struct progress *p = progress;
    int64_t now;

    if (p->terminal.is_quiet || !p->terminal.is_watched)
        return;
    now = now_ms();
    if (now - p->started_ms < PROGRESS_AFTER_MS || now - p->shown_ms < PROGRESS_EVERY_MS)
        return;
    p->shown_ms = now;
    draw(p, share < 0 ? 0 : share > 1 ? 1 : share);
}

void progress_end(struct progress *p)
{
    if (p->shown_ms != 0)
        (void)fprintf(stderr, "\r\033[K");
    p->shown_ms = 0;
}
