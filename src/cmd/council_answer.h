/* SPDX-License-Identifier: Apache-2.0 */
/* council_answer.h: what the questions about a council share: one mission, one reader, one instant,
 * everything that the record has for them, and a buffer that becomes the answer. */
#pragma once

#include "cmd/council_chamber.h"

/* Read freely; work() writes to `b`. */
struct council_answer {
    struct reading r;
    struct council_room room;
    int64_t at_ms;   /* the instant that is asked about */
    bool wants_json; /* one object a line */
    struct buf b;
    int status; /* STATUS_OK; work() may set STATUS_FOUND */
};

/* The indexes of the options that all of them have. */
struct council_question {
    unsigned as_of, as, charter, at, json;
    enum rc (*work)(struct council_answer *q, struct err *err);
};

#define COUNCIL_CHARTER_ROW                                                                        \
    {                                                                                              \
        "charter", OPTION_TEXT, "NAME", NULL, "where the mission has several"                      \
    }
#define COUNCIL_AT_ROW                                                                             \
    {                                                                                              \
        "at", OPTION_TEXT, "INSTANT", NULL,                                                        \
            "how it stands then, by what is on the record; left out: now, or when --as-of says"    \
    }
#define COUNCIL_JSON_ROW                                                                           \
    {                                                                                              \
        "json", OPTION_FLAG, NULL, NULL, "print one JSON object a line"                            \
    }

/** Ask; prints the answer. out  the exit status */
int council_answer(const struct command_line *line, const struct council_question *question);
/** Append an object as a line. */
MUST_USE enum rc council_put_json(struct council_answer *q, const struct json *o, struct err *err);
/** Set a member to an instant; to "" where there is no end or beginning. */
MUST_USE enum rc council_set_instant(struct json *o, const char *name, int64_t at_ms,
                                     struct arena *a, struct err *err);
