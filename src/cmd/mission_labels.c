/* SPDX-License-Identifier: Apache-2.0 */
#include "cmd/mission_labels.h"

enum rc labels_open(struct mission_labels *l, struct span text, struct arena *a, struct err *err)
{
    enum rc rc;

    *l = (struct mission_labels){0};
    rc = text.p == NULL ? roster_sole(&l->roster, err) : roster_read(text, a, &l->roster, err);
    if (rc)
        return rc;
    label_table_init(&l->table, a);
    l->joiner = (struct label_joiner){
        .table = &l->table, .policy = &l->roster.policy, .leave = l->roster.leave};
    return RC_OK;
}

enum rc labels_canonical(const struct mission_labels *l, struct span text, struct arena *a,
                         struct span *out, struct err *err)
{
    struct label label;
    struct span spelt;
    struct buf b;
    enum rc rc = label_parse(&l->roster.policy, text, &label, err);

    if (rc)
        return rc;
    buf_init(&b, LABEL_TEXT_MAX);
    label_put(&b, &l->roster.policy, &label);
    spelt = arena_copy(a, buf_span(&b), err);
    buf_release(&b);
    if (spelt.p == NULL)
        return RC_LIMIT;
    *out = spelt;
    return RC_OK;
}

enum rc labels_audience(struct mission_labels *l, struct span as, int64_t at_ms,
                        struct audience *out, struct err *err)
{
    enum rc rc = RC_OK;

    *out = (struct audience){.labels = l, .reader = reader_mission(), .at_ms = at_ms};
    if (as.n > 0)
        rc = roster_reader(&l->roster, as, &out->reader, err);
    return rc ? err_prefix(err, rc, "--as: ") : RC_OK;
}

enum rc labels_look(struct audience *who, struct store *store, struct arena *a, struct err *err)
{
    if (who->reader.is_mission) {
        who->visible = NULL;
        return RC_OK;
    }
    return store_visible(store, &who->labels->roster.policy, &who->reader, who->at_ms, a,
                         &who->visible, err);
}

enum rc labels_check_log(const struct audience *who, struct err *err)
{
    if (who->reader.is_mission || reader_has(&who->reader, RIGHT_LOG, who->at_ms))
        return RC_OK;
    return err_set(err, RC_CONFLICT,
                   "the log's own surface tells how many entries there are and when; the roster "
                   "gives this reader no right to it (log)");
}
