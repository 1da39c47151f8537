/* SPDX-License-Identifier: Apache-2.0 */
#include "record/fork.h"

#include "record/decimal.h"

bool fork_is_named(struct span file)
{
    return span_starts(file, SPAN(FORK_FIRST_LINE "\n"));
}

/* "first 214": the length of a note that follows. */
static enum rc read_length(struct span line, const char *word, uint64_t *out, struct err *err)
{
    struct span rest = line;
    enum rc rc;

    if (!span_is(span_cut(&rest, ' '), word))
        return err_set(err, RC_INPUT, "a line \"%s <bytes>\" is wanted, not \"%.*s\"", word,
                       SPAN_ARG(line));
    rc = decimal_read(rest, NOTE_BYTES_MAX, out, err);
    return rc ? err_prefix(err, rc, "the length of the %s checkpoint: ", word) : RC_OK;
}

enum rc fork_read(struct span file, struct fork *out, struct err *err)
{
    struct span rest = file;
    uint64_t n_first = 0, n_second = 0;
    enum rc rc;

    if (!fork_is_named(file))
        return err_set(err, RC_INPUT, "a fork's evidence begins with the line " FORK_FIRST_LINE);
    (void)span_cut(&rest, '\n');
    rc = read_length(span_cut(&rest, '\n'), "first", &n_first, err);
    if (rc == RC_OK)
        rc = read_length(span_cut(&rest, '\n'), "second", &n_second, err);
    if (rc)
        return rc;
    if (rest.p == NULL || rest.n != 1 + n_first + n_second || rest.p[0] != '\n')
        return err_set(err, RC_INPUT,
                       "behind the lengths an empty line and checkpoints of %llu and %llu bytes "
                       "are wanted",
                       (unsigned long long)n_first, (unsigned long long)n_second);
    out->notes[0] = span_sub(rest, 1, n_first);
    out->notes[1] = span_from(rest, 1 + n_first);
    return RC_OK;
}

void fork_put(struct buf *b, const struct fork *f)
{
    bool is_turned = span_cmp(f->notes[0], f->notes[1]) > 0;
    struct span first = f->notes[is_turned], second = f->notes[!is_turned];

    buf_printf(b, FORK_FIRST_LINE "\nfirst %zu\nsecond %zu\n\n", first.n, second.n);
    buf_put(b, first);
    buf_put(b, second);
}

static enum rc check_relation(const struct checkpoint *a, const struct checkpoint *b,
                              struct err *err)
{
    switch (checkpoint_compare(a, b)) {
    case CHECKPOINT_FORK:
        return RC_OK;
    case CHECKPOINT_EQUAL:
        return err_set(
            err, RC_CONFLICT,
            "no fork: both checkpoints state one head; cosigned twice, it accuses nobody");
    case CHECKPOINT_OTHER_LOG:
        return err_set(err, RC_CONFLICT, "no fork: the checkpoints are of two logs");
    case CHECKPOINT_BEFORE:
    case CHECKPOINT_AFTER:
        break;
    }
    return err_set(err, RC_CONFLICT,
                   "no fork: the checkpoints are of %llu and %llu leaves; only two roots of one "
                   "size contradict one another by themselves",
                   (unsigned long long)a->head.size, (unsigned long long)b->head.size);
}

enum rc fork_verify(const struct fork *f, const struct log_trust *trust, struct arena *a,
                    struct fork_opened *out, struct err *err)
{
    static const char *const names[] = {"first", "second"};
    struct fork_opened o;
    enum rc rc;

    for (size_t i = 0; i < 2; i++) {
        rc = checkpoint_open(f->notes[i], trust, a, &o.heads[i], err);
        if (rc)
            return err_prefix(err, rc, "the %s checkpoint: ", names[i]);
    }
    rc = check_relation(&o.heads[0].checkpoint, &o.heads[1].checkpoint, err);
    if (rc == RC_OK)
        *out = o;
    return rc;
}
