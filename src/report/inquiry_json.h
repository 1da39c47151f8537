/* SPDX-License-Identifier: Apache-2.0 */
/* inquiry_json.h: an inquiry and its weighing as one JSON object (docs/formats/inquiry.md). Pure.
 */
#pragma once

#include "inquiry/dossier.h"

/**
 * in   weights  of each link; posterior NULL where it is not asked
 * out  lives as long as the arena
 */
MUST_USE enum rc inquiry_json(const struct dossier *d, const struct ledger_weight *weights,
                              struct arena *a, struct json *out, struct err *err);
