/* SPDX-License-Identifier: Apache-2.0 */
/* mission.h: a mission directory as a command works on it: mission.pact and what it names loaded,
 * the record opened for reading or writing. */
#pragma once

#include "cmd/command.h"
#include "cmd/load.h"
#include "cmd/mission_labels.h"
#include "store/desk.h"

/* What stands in a mission's directory (docs/formats/mission.md). */
#define MISSION_SETUP  "mission.pact"
#define MISSION_RECORD "record.db"
#define MISSION_PACTS  "pacts"
#define MISSION_KEYS   "keys"
#define MISSION_HEAD   "head"
#define MISSION_BLOBS  "blobs"

#define MISSION_SEALED "SEALED" /* a label that no reader has */

/* What a command wants of it. */
enum mission_want {
    MISSION_READ,  /* the record from a snapshot; keys are not touched */
    MISSION_WRITE, /* the one writer */
    MISSION_MEND,  /* the one writer, also of a record with damaged pages: rebuild */
    MISSION_CARE,  /* the one writer, also where nothing may be signed: reconcile */
};

/* Zones that entries name, read once each. */
struct mission_zones {
    struct arena *arena;
    const struct zone *items[64];
    size_t n;
};

/* Read freely; everything lives until mission_close. */
struct mission {
    const char *folder;
    struct arena arena;
    struct span setup_text;
    struct setup setup;
    struct pact_model model;                           /* all that was ever agreed, newest first */
    struct sha256_digest pact_hashes[SETUP_PACTS_MAX]; /* of each file of setup.pacts */
    struct version first[SETUP_PACTS_MAX];             /* of each file */
    struct version_list versions;                      /* those, and what the record brings */
    struct versions in_force;
    struct fold_pact fold_pact;
    const struct equipment *equipment;
    const struct gazetteer *gazetteer;
    struct mission_zones zones;
    struct mission_labels *labels;        /* of the roster in force */
    const struct mission_roster *rosters; /* all of them, once the record is open */
    size_t n_rosters;
    struct span label; /* the default one, in its one spelling */
    struct desk *desk;
};

/**
 * Load and open. With no note in `err` the messages were printed.
 *
 * in     what  the command, for whoever is told that it holds the mission
 * fails  RC_ABSENT: no mission there; RC_INPUT: mission.pact or a pact is not valid; RC_CONFLICT:
 *        held by another program, or behind its signed head; RC_IO
 */
MUST_USE enum rc mission_open(struct mission *m, const char *folder, enum mission_want want,
                              const char *what, bool is_quiet, struct err *err);
void mission_close(struct mission *m);

/** A path in the mission's directory. */
MUST_USE enum rc mission_path(const struct mission *m, const char *name, struct disk_path *out,
                              struct err *err);
/** What rows are read with. */
struct observe_world mission_world(const struct mission *m);
/**
 * Whose key signs: the author of that name, or the node's desk where it is empty.
 *
 * out  *own is filled where it is an author's; signer_key_wipe it in any case
 */
MUST_USE enum rc mission_author(struct mission *m, struct span name, struct signer_key *own,
                                const struct signer_key **out, struct err *err);
/** The hook of folds and views: the zone of local times by its name. in: context: m->zones */
MUST_USE enum rc mission_zone(void *context, struct span name, const struct zone **out,
                              struct err *err);
/** The instant, by the system's clock. */
int64_t mission_now_ms(void);

/** mission.pact and the roster alone: all that questions about the log need. */
MUST_USE enum rc mission_load_settings(struct mission *m, const char *folder, struct err *err);
/** The settings, the tables and the agreements of a directory, without its record. */
MUST_USE enum rc mission_load(struct mission *m, const char *folder, bool is_quiet,
                              struct err *err);
/** A text of agreements in the mission's directory; messages are printed. */
MUST_USE enum rc mission_load_pact(struct mission *m, struct span name, bool is_quiet,
                                   const struct pact_model **out, struct err *err);
/** Open the record of what mission_load has loaded. */
MUST_USE enum rc mission_attach(struct mission *m, enum mission_want want, const char *what,
                                bool is_quiet, struct err *err);

/**
 * The size of the record that --as-of names: a count of entries, or a time by which they were
 * recorded (a date means its end). Not given: all of it.
 */
MUST_USE enum rc mission_as_of(const struct mission *m, struct span text, uint64_t *below_seq,
                               struct err *err);

/** Exit status and message of a failure: the note, or nothing where it was printed. */
int mission_fail(enum rc rc, const struct err *err);
