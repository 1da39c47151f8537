/* SPDX-License-Identifier: Apache-2.0 */
/* inquiry_job.h: what the subcommands of `aasc inquiry` share: one inquiry read from the record,
 * the standards of the charter in force, JSON files, and labels of what is said. */
#pragma once

#include "cmd/act.h"
#include "cmd/reading.h"
#include "cmd/source.h"
#include "inquiry/dossier.h"

#define INQUIRY_FILE_MAX ((size_t)1 << 20)

/* Who reads, and how far. */
struct inquiry_view {
    struct store *store;
    uint64_t below_seq;
    const struct visible *visible; /* NULL: the mission itself */
};

/**
 * The inquiry that an operand names, with all that the reader may read of it.
 *
 * fails  RC_ABSENT: not there, not an inquiry, or not for this reader: the same words
 */
MUST_USE enum rc inquiry_load(const struct inquiry_view *v, const char *id, struct arena *a,
                              struct dossier *out, struct err *err);
/** Whether an entry was erased or withdrawn, as far as this reader may know. */
bool inquiry_is_gone(const struct inquiry_view *v, const struct store_entry *e);
/** For somebody who writes: all of the record. */
struct inquiry_view inquiry_view_of(struct act *a);
/** For somebody who reads: as far as that reader may. */
struct inquiry_view inquiry_view_as(struct reading *r);
/** Weigh each link on all that was loaded. out: w, posterior NULL of a link that is not asked */
MUST_USE enum rc inquiry_weigh(const struct dossier *d, struct arena *a,
                               struct ledger_weight w[LINK_COUNT], struct err *err);

/** Standards of proof of the charters in force. fails  RC_ABSENT: none has any; RC_CONFLICT */
MUST_USE enum rc inquiry_standards(const struct mission *m, struct arena *a,
                                   const struct finding_standard **out, size_t *n, struct err *err);
/** A JSON object from a file, or "-": the bytes are copied. */
MUST_USE enum rc inquiry_file(const char *path, struct arena *a, struct json *out, struct err *err);
/**
 * The label of what names something: what was asked for, or that of the thing itself.
 *
 * fails  RC_CONFLICT: it would be open to somebody who may not read the thing
 */
MUST_USE enum rc inquiry_label(struct act *a, struct span asked, struct span about,
                               struct span *out, struct err *err);
/** Set "inquiry", "by" and, where it is not NULL, "says". */
MUST_USE enum rc inquiry_sign(struct act *a, const struct dossier *d, const char *says,
                              struct json *body, struct err *err);
/** Print "WORD ID". */
void inquiry_print(const char *word, const struct uuid *id);
