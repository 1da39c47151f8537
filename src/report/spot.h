/* SPDX-License-Identifier: Apache-2.0 */
/* spot.h: the spot report of one incident: what is known of it within hours, on one page, in the
 * phrases of the daily report. Pure. */
#pragma once

#include "report/daily.h"

#define SPOT_WORDS_MAX 400            /* of all that it says */
#define SPOT_AROUND_MS (1 * MS_PER_H) /* before and after: what could be seen */

/** The span of whole minutes around an incident that a spot report looks at. */
struct time_span spot_period(struct time_span incident);
/**
 * Make it: a daily report's model, whose document is that of the spot report.
 *
 * in     in        period: spot_period of the incident; before: none
 *        incident  of the input's list or not; its verdicts are indexes into the input's
 * fails  as daily_make
 */
MUST_USE enum rc spot_make(const struct daily_input *in, const struct daily_incident *incident,
                           struct arena *a, struct daily *out, struct err *err);
