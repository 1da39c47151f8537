/* SPDX-License-Identifier: Apache-2.0 */
#include "store/head.h"

#include <unistd.h>

#define HEAD_FILE "checkpoint"

enum rc head_read(const char *folder, const struct verifier_key *log, struct arena *a,
                  struct head *out, struct err *err)
{
    const struct log_trust trust = {.logs = log, .n_logs = 1};
    struct checkpoint_opened opened;
    struct disk_path path;
    struct span note;
    enum rc rc = disk_join(folder, HEAD_FILE, &path, err);

    if (rc)
        return rc;
    rc = disk_read(path.text, NOTE_BYTES_MAX, a, &note, err);
    if (rc == RC_ABSENT && disk_is_folder(folder)) {
        *out = (struct head){.is_there = false};
        return RC_OK;
    }
    if (rc)
        return rc;
    rc = checkpoint_open(note, &trust, a, &opened, err);
    if (rc)
        return err_prefix(err, rc, "%s: is no checkpoint of this node: ", path.text);
    *out = (struct head){.is_there = true, .at = opened.checkpoint.head, .note = note};
    return RC_OK;
}

void head_tidy(const char *folder)
{
    struct disk_path path;

    if (disk_join(folder, HEAD_FILE DISK_BESIDE, &path, NULL) == RC_OK)
        (void)unlink(path.text); /* mostly there is none */
}

enum rc head_compare(const struct head *h, const struct merkle_head *have,
                     const struct merkle_source *tree, enum head_fit *out, struct err *err)
{
    struct merkle_frontier edge;
    struct sha256_digest root;
    enum rc rc;

    if (!h->is_there) {
        *out = HEAD_FITS;
        return RC_OK;
    }
    if (have->size < h->at.size) {
        *out = HEAD_BEHIND;
        return RC_OK;
    }
    rc = merkle_frontier_load(tree, h->at.size, &edge, err);
    if (rc)
        return rc;
    root = merkle_frontier_root(&edge);
    *out = merkle_digest_eq(&root, &h->at.root) ? HEAD_FITS : HEAD_SPLIT;
    return RC_OK;
}

enum rc head_sign(const struct signer_key *log, const struct merkle_head *at, struct buf *out,
                  struct err *err)
{
    const struct checkpoint c = {.origin = log->name, .head = *at};

    return checkpoint_sign(out, &c, log, err);
}

enum rc head_publish(const char *folder, struct span note, struct err *err)
{
    struct disk_path path;
    enum rc rc = disk_join(folder, HEAD_FILE, &path, err);

    return rc ? rc : disk_replace(path.text, note, DISK_OPEN, err);
}

enum rc head_set_aside(const char *folder, const struct head *h, struct disk_path *kept,
                       struct err *err)
{
    struct disk_path path = {0};
    struct buf name;
    enum rc rc;

    buf_init(&name, 128);
    buf_printf(&name, "given-up-%llu-", (unsigned long long)h->at.size);
    for (size_t i = 0; i < 4; i++)
        buf_printf(&name, "%02x", h->at.root.b[i]);
    rc = disk_join(folder, name.p, &path, err);
    buf_release(&name);
    if (rc)
        return rc;
    rc = disk_replace(path.text, h->note, DISK_OPEN, err);
    if (!rc)
        *kept = path;
    return rc;
}
