/* SPDX-License-Identifier: Apache-2.0 */
/* phrases_words.c: numbers and times in the words of a catalogue; their digits are words.h's. */
#include "report/phrases.h"
#include "report/words.h"

#define PART_BYTES_MAX 128

void phrases_number_of(const struct phrases *p, uint64_t n, const char *word, struct buf *b)
{
    words_number(b, n);
    buf_putc(b, ' ');
    phrases_noun(p, word, n == 1, b);
}

void phrases_range(const struct phrases *p, struct tally_range r, struct buf *b)
{
    struct buf least;

    if (r.max != UINT64_MAX) {
        words_range(b, r);
        return;
    }
    buf_init(&least, PART_BYTES_MAX);
    words_number(&least, r.min);
    SAY(p, b, OR_MORE, buf_span(&least));
    buf_release(&least);
}

void phrases_count(const struct phrases *p, struct count n, struct buf *b)
{
    uint64_t max = n.max == COUNT_INFINITE ? UINT64_MAX : n.max;

    if (n.min > 0 || n.max > 0)
        phrases_range(p, (struct tally_range){.min = n.min, .max = max}, b);
}

void phrases_span(const struct phrases *p, const struct zone *z, struct time_span when,
                  struct buf *b)
{
    const struct time_span from = {when.t0_ms, when.t0_ms};
    struct buf begin, end;

    if (when.t1_ms == when.t0_ms || when.t1_ms < TIME_MIN_MS || when.t1_ms > TIME_MAX_MS ||
        when.t0_ms < TIME_MIN_MS || when.t0_ms > TIME_MAX_MS) {
        words_span(b, z, from);
        return;
    }
    buf_init(&begin, PART_BYTES_MAX);
    buf_init(&end, PART_BYTES_MAX);
    words_span(&begin, z, from);
    if (zone_date(z, when.t0_ms) != zone_date(z, when.t1_ms))
        words_span(&end, z, (struct time_span){when.t1_ms, when.t1_ms});
    else
        words_time(&end, z, when.t1_ms);
    SAY(p, b, TIME_TO, buf_span(&begin), buf_span(&end));
    buf_release(&end);
    buf_release(&begin);
}

void phrases_duration(const struct phrases *p, int64_t ms, struct buf *b)
{
    long long minutes = (long long)((ms + MS_PER_MIN / 2) / MS_PER_MIN), hours = minutes / 60;
    struct buf first, second;

    buf_init(&first, PART_BYTES_MAX);
    buf_init(&second, PART_BYTES_MAX);
    if (ms < MS_PER_MIN)
        buf_printf(&first, "%lld", (long long)(ms / MS_PER_S));
    else if (minutes < 60)
        buf_printf(&first, "%lld", minutes);
    else
        buf_printf(&first, "%lld", hours < 48 ? hours : (hours + 12) / 24);
    buf_printf(&second, "%lld", minutes % 60);
    if (ms < MS_PER_MIN)
        SAY(p, b, TIME_S, buf_span(&first));
    else if (minutes < 60)
        SAY(p, b, TIME_MIN, buf_span(&first));
    else if (hours < 48 && minutes % 60 != 0)
        SAY(p, b, TIME_H_MIN, buf_span(&first), buf_span(&second));
    else if (hours < 48)
        SAY(p, b, TIME_H, buf_span(&first));
    else
        SAY(p, b, TIME_D, buf_span(&first));
    buf_release(&second);
    buf_release(&first);
}

struct span phrases_party(const struct phrases *p, const struct parties *parties, uint32_t row)
{
    static const enum phrase others[] = {PHRASE_PARTY_UNDETERMINED, PHRASE_PARTY_BOTH,
                                         PHRASE_PARTY_NONE};

    return row < parties->n_named ? parties->name[row] : p->text[others[row - parties->n_named]];
}
