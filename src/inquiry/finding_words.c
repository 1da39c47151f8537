/* SPDX-License-Identifier: Apache-2.0 */
/* finding_words.c: likelihood in the charter's words, and, in a sentence of its own, confidence. */
#include <math.h>

#include "inquiry/finding.h"

#define HIGH_LINEAGES     3
#define MODERATE_LINEAGES 2

/* The lineage without which a hypothesis falls lowest; n_lineages where none lowers it. */
static size_t most_needed(const struct ledger_weight *w, size_t h)
{
    size_t at = w->n_lineages;

    for (size_t i = 0; i < w->n_lineages; i++)
        if (w->lineages[i].without[h] < w->posterior[h] &&
            (at == w->n_lineages || w->lineages[i].without[h] < w->lineages[at].without[h]))
            at = i;
    return at;
}

/* Whichever lineage is left out. */
static bool stays_leading(const struct ledger_weight *w, size_t h)
{
    if (w->leading != h)
        return false;
    for (size_t i = 0; i < w->n_lineages; i++)
        if (w->lineages[i].leading != h)
            return false;
    return true;
}

enum finding_confidence finding_confidence_of(const struct ledger_weight *w, size_t hypothesis,
                                              const struct finding_standard *standard)
{
    size_t speaking = 0, needed = most_needed(w, hypothesis);

    if (standard == NULL)
        return CONFIDENCE_LOW;
    (void)finding_cap(w, hypothesis, standard, 1, &speaking);
    if (speaking >= HIGH_LINEAGES && finding_reaches(standard, w->low[hypothesis]) &&
        (needed == w->n_lineages ||
         finding_reaches(standard, w->lineages[needed].without[hypothesis])))
        return CONFIDENCE_HIGH;
    if (speaking >= MODERATE_LINEAGES && stays_leading(w, hypothesis))
        return CONFIDENCE_MODERATE;
    return CONFIDENCE_LOW;
}

const char *finding_confidence_word(enum finding_confidence c)
{
    static const char *const words[] = {"low", "moderate", "high"};

    return words[c];
}

void finding_put_standard(struct buf *b, struct span name)
{
    for (size_t i = 0; i < name.n; i++)
        buf_putc(b, name.p[i] == '_' ? ' ' : name.p[i]);
}

void finding_put_likelihood(struct buf *b, const struct ledger_weight *w,
                            const struct hypothesis *h, size_t index,
                            const struct finding_standard *standard)
{
    buf_puts(b, "Likelihood: ");
    if (standard == NULL)
        buf_puts(b, "no standard is reached");
    else
        finding_put_standard(b, standard->name);
    buf_printf(b, ", with a score of %.2f, that %.*s.", w->posterior[index], (int)h->statement.n,
               h->statement.p);
}

void finding_put_confidence(struct buf *b, const struct ledger_weight *w, size_t hypothesis,
                            const struct finding_standard *standard)
{
    size_t speaking = 0, needed = most_needed(w, hypothesis);
    enum finding_confidence c = finding_confidence_of(w, hypothesis, standard);

    (void)finding_cap(w, hypothesis, standard, standard != NULL, &speaking);
    buf_printf(b,
               "Confidence: %s, as %zu independent %s for it and the score may lie from %.2f "
               "to %.2f",
               finding_confidence_word(c), speaking,
               speaking == 1 ? "lineage speaks" : "lineages speak", w->low[hypothesis],
               w->high[hypothesis]);
    if (needed < w->n_lineages)
        buf_printf(b, "; it falls to %.2f without %.*s", w->lineages[needed].without[hypothesis],
                   SPAN_ARG(w->lineages[needed].id));
    buf_putc(b, '.');
}
