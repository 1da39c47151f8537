/* SPDX-License-Identifier: Apache-2.0 */
/* judge_job.h: one run of `aasc judge`, from its command line to its results; shared by the files
 * that do its parts. */
#pragma once

#include "cmd/command.h"
#include "cmd/help.h"
#include "cmd/load.h"
#include "feed/feed.h"
#include "report/output.h"
#include "watch/judge.h"

enum judge_option {
    JUDGE_FORMAT,
    JUDGE_MAP,
    JUDGE_ZONE,
    JUDGE_GAZETTEER,
    JUDGE_EQUIPMENT,
    JUDGE_AS_OF,
    JUDGE_ONLY,
    JUDGE_PARTY,
    JUDGE_TRUST,
    JUDGE_STRICT,
    JUDGE_JSON,
    JUDGE_CSV,
    JUDGE_GEOJSON,
    JUDGE_ALL,
    JUDGE_EVENTS,
    JUDGE_OUT,
    JUDGE_LIST,
    JUDGE_OPTION_COUNT
};

/* One data file: its bytes stay mapped until conflicts are reported. */
struct judge_file {
    struct span name;
    struct source_map map;
};

struct judge_job {
    const struct command_line *line;
    struct arena arena;       /* the pact, settings, rows, results */
    struct arena row_scratch; /* one row of a file */
    struct loaded loaded;
    const struct pact_model *model;
    const struct zone *zone; /* of local times in the files */
    const struct gazetteer *gazetteer;
    struct files zones; /* of mapping files */
    struct feed_settings settings;
    int64_t as_of_ms;
    struct receipt receipt;
    struct buf zones_version;

    struct judge_file *files;
    size_t n_files;
    struct docket docket;
    struct feed_total total;
    struct rejects rejects;
    uint64_t n_read;
    struct progress progress;
    uint64_t bytes_all, bytes_before; /* of the input; of the files before the one being read */

    struct output output;
    bool has_output, has_findings, has_rows;
    struct rows rows; /* --json, --csv, --geojson */
    struct writer standard_output;
    struct findings findings;
    struct phrases phrases; /* of its drawings */
    struct tally tally;
    struct err sink_err; /* the first fault of a callback that cannot return one */
    enum rc sink_rc;
};

/** Load the pact and everything the options name. With no note the messages were printed. */
MUST_USE enum rc judge_job_open(struct judge_job *job, const struct command_line *line,
                                struct err *err);
/** Read every file into the docket. */
MUST_USE enum rc judge_job_read(struct judge_job *job, struct err *err);
/** Judge, and hand the results to wherever they were asked for. */
MUST_USE enum rc judge_job_run(struct judge_job *job, struct err *err);
void judge_job_close(struct judge_job *job);

/** Whether standard output gets verdicts for programs, not the summary for people. */
bool judge_prints_rows(const struct judge_job *job);
/** The summary for people: what was found, what not, what could be seen. */
void summary_put(struct buf *b, const struct judge_job *job);
