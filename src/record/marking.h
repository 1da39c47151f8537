/* SPDX-License-Identifier: Apache-2.0 */
/* marking.h: labels of other systems to ours and back, where both say the same.
 *
 * A marking tells what somebody else asked for; the label made of it decides who reads, the marking
 * never does. What has no counterpart is refused, never rounded: docs/formats/label.md. */
#pragma once

#include "record/label.h"

#define MARKING_BYTES_MAX ((size_t)64 * 1024)

/* What a TLP word leaves to the circumstances in which it came. */
struct marking_parties {
    struct member_set originators; /* who sent it; may be empty, but for AMBER+STRICT */
    struct member_set recipients;  /* whom it was sent to: with the originators, who reads AMBER */
};

/**
 * Read "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER" or "TLP:AMBER+STRICT" (TLP 2.0, and 1.0's WHITE).
 *
 * fails  RC_UNSUPPORTED: RED, which is for persons and not for members, or a policy or parties that
 *        cannot say it; RC_UNKNOWN: no word of TLP
 */
MUST_USE enum rc marking_read_tlp(const struct label_policy *p, struct span text,
                                  const struct marking_parties *parties, struct label *out,
                                  struct err *err);
/** The word whose label this would be. fails RC_UNSUPPORTED: none says the same */
MUST_USE enum rc marking_put_tlp(struct buf *b, const struct label_policy *p, const struct label *l,
                                 struct err *err);

/**
 * Read a STANAG 4774 originatorConfidentialityLabel of our own policy: what marking_put_4774
 * writes, in any namespace prefix, order, blanks, comments and letter case of words.
 *
 * A strict reader of that subset, no XML processor: no DOCTYPE, no CDATA, UTF-8 only. Who made the
 * marking and when, and when it is to be reviewed, is passed over.
 * fails  RC_INPUT: not of that form; RC_UNKNOWN: a word or policy that is not known here;
 *        RC_UNSUPPORTED: an element or category without counterpart
 */
MUST_USE enum rc marking_read_4774(const struct label_policy *p, struct span xml, struct label *out,
                                   struct err *err);
/** Append the XML element. in  at_ms  when the marking is made. fails RC_LIMIT: `b` is full */
MUST_USE enum rc marking_put_4774(struct buf *b, const struct label_policy *p,
                                  const struct label *l, int64_t at_ms, struct err *err);
