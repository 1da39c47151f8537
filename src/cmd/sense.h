/* SPDX-License-Identifier: Apache-2.0 */
/* sense.h: what a verdict says: all of it but who computed it and the sentence about it. Two
 * audiences that are told the very same have verdicts of one sense. */
#pragma once

#include "base/hash.h"
#include "base/json.h"
#include "record/entry.h"

/** SHA-256 of a verdict's JSON without its receipt and explanation. in: a: scratch */
MUST_USE enum rc sense_of(const struct json *verdict, struct arena *a, struct sha256_digest *out,
                          struct err *err);
/** What an act is called among those who are told the same of it. */
struct uuid sense_id(const struct sha256_digest *sense);
