/* SPDX-License-Identifier: Apache-2.0 */
/* The Traffic Light Protocol, version 2.0 (FIRST, August 2022). */
#include "record/marking.h"

/* The level that shared but not public words stand for: the second of the policy. */
#define LEVEL_SHARED 1

static const struct tlp_word {
    const char *word;
    uint8_t level;
    bool is_for_all; /* else: for originators and recipients */
    bool is_orcon;
} words[] = {
    {"TLP:CLEAR", 0, true, false},
    {"TLP:WHITE", 0, true, false}, /* version 1.0's name of CLEAR */
    {"TLP:GREEN", LEVEL_SHARED, true, false},
    {"TLP:AMBER", LEVEL_SHARED, false, false},
    {"TLP:AMBER+STRICT", LEVEL_SHARED, false, true},
};

#define N_WORDS (sizeof(words) / sizeof(words[0]))

static enum rc label_of_word(const struct label_policy *p, const struct tlp_word *w,
                             const struct marking_parties *parties, struct label *out,
                             struct err *err)
{
    struct label l = {.policy = p->number,
                      .level = w->level,
                      .is_orcon = w->is_orcon,
                      .originators = parties->originators};

    if (w->level >= p->n_levels)
        return err_set(err, RC_UNSUPPORTED, "%s needs a second level, which %s does not have",
                       w->word, p->id.text);
    if (w->is_orcon && member_set_is_empty(&parties->originators))
        return err_set(
            err, RC_UNSUPPORTED,
            "%s needs to be of a member, whose leave is then asked for; label it by hand", w->word);
    if (w->is_for_all && p->n_everybody > 0)
        l.releasable = p->everybody[p->n_everybody - 1];
    else if (!w->is_for_all)
        l.releasable = member_set_or(&parties->originators, &parties->recipients);
    if (member_set_is_empty(&l.releasable))
        return err_set(err, RC_UNSUPPORTED, "%s: it is not known to which members it was sent",
                       w->word);
    *out = l;
    return RC_OK;
}

enum rc marking_read_tlp(const struct label_policy *p, struct span text,
                         const struct marking_parties *parties, struct label *out, struct err *err)
{
    struct span word = span_trim(text);

    for (size_t i = 0; i < N_WORDS; i++)
        if (span_eq_nocase(word, span_of(words[i].word)))
            return label_of_word(p, &words[i], parties, out, err);
    if (span_eq_nocase(word, SPAN("TLP:RED")))
        return err_set(err, RC_UNSUPPORTED,
                       "TLP:RED is for persons who were named, and a label is for members: label "
                       "it by hand");
    return err_set(err, RC_UNKNOWN,
                   "\"%.*s\" is no word of TLP; they are TLP:CLEAR, TLP:GREEN, TLP:AMBER, "
                   "TLP:AMBER+STRICT, TLP:RED",
                   SPAN_ARG(word));
}

enum rc marking_put_tlp(struct buf *b, const struct label_policy *p, const struct label *l,
                        struct err *err)
{
    bool is_for_all =
        p->n_everybody > 0 && member_set_eq(&l->releasable, &p->everybody[p->n_everybody - 1]);
    /* CLEAR lets anybody publish: only a level of that very name says so */
    bool is_public = l->level == 0 &&
                     span_eq_nocase(span_of(label_policy_word(p, LABEL_LEVEL, 0)), SPAN("PUBLIC"));

    if (l->policy != p->number || l->compartments != 0 || (l->level == 0 && !is_public))
        return err_set(err, RC_UNSUPPORTED,
                       "TLP has no word for this label: it knows neither compartments nor levels "
                       "beside PUBLIC and the next above it");
    for (size_t i = 0; i < N_WORDS; i++)
        if (words[i].level == l->level && words[i].is_for_all == is_for_all &&
            words[i].is_orcon == l->is_orcon) {
            buf_puts(b, words[i].word);
            return buf_check(b, err);
        }
    return err_set(err, RC_UNSUPPORTED,
                   "TLP has no word for %s with this audience; send it as a label",
                   label_policy_word(p, LABEL_LEVEL, l->level));
}
