/* SPDX-License-Identifier: Apache-2.0 */
/* report_phrases.c: in which language a report speaks: the catalogue that is built in, or a file.
 */
#include "cmd/report_job.h"
#include "cmd/source.h"

#define CATALOGUE_BYTES_MAX ((size_t)1 << 20)

static enum rc put_hash(struct report_job *j, struct span text, struct err *err)
{
    struct sha256_digest hash = sha256(text);
    struct buf hex;

    buf_init(&hex, 128);
    sha256_put_hex(&hex, &hash);
    j->phrases_hash = arena_copy(&j->arena, buf_span(&hex), err);
    buf_release(&hex);
    return j->phrases_hash.p == NULL ? RC_LIMIT : RC_OK;
}

enum rc report_read_phrases(struct report_job *j, struct err *err)
{
    const char *path = j->ask.phrases.p;
    struct span text;
    enum rc rc;

    if (path == NULL)
        return phrases_read(phrases_builtin_text(), &j->arena, &j->phrases, err);
    rc = source_read(path, CATALOGUE_BYTES_MAX, &j->arena, &text, err);
    if (!rc)
        rc = put_hash(j, text, err);
    if (rc)
        return rc;
    rc = phrases_read(text, &j->arena, &j->phrases, err);
    return rc ? err_prefix(err, rc, "%s: ", path) : RC_OK;
}

enum rc report_check_phrases(const struct report_job *j, struct span hash, struct err *err)
{
    if (span_eq(hash, j->phrases_hash))
        return RC_OK;
    if (hash.n == 0)
        return err_set(err, RC_CONFLICT,
                       "the report was published in English: leave --phrases out");
    return err_set(err, RC_CONFLICT,
                   "the report was published with another catalogue: give the file with the "
                   "SHA-256 %.*s by --phrases",
                   SPAN_ARG(hash));
}
