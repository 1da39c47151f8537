/* SPDX-License-Identifier: Apache-2.0 */
#include "store/relay.h"

#include <assert.h>
#include <signal.h>
#include <stddef.h>

/* Locking fails only where the lock is no lock, or is held already: faults of ours. */
static void lock(struct relay *r)
{
    int failed = pthread_mutex_lock(&r->lock);

    assert(failed == 0);
    (void)failed;
}

static void unlock(struct relay *r)
{
    int failed = pthread_mutex_unlock(&r->lock);

    assert(failed == 0);
    (void)failed;
}

static void *run(void *context)
{
    struct relay *r = context;

    lock(r);
    for (;;) {
        while (!r->has_work && !r->is_ending)
            (void)pthread_cond_wait(&r->changed, &r->lock);
        if (!r->has_work)
            break;
        unlock(r);
        r->work(r->context);
        lock(r);
        r->has_work = false;
        (void)pthread_cond_broadcast(&r->changed);
    }
    unlock(r);
    return NULL;
}

/* Signals are for the thread that reads: it alone has something to say about an interruption. */
static bool start(struct relay *r)
{
    sigset_t all, before;
    bool is_masked = sigfillset(&all) == 0 && pthread_sigmask(SIG_SETMASK, &all, &before) == 0;

    r->is_running = pthread_create(&r->thread, NULL, run, r) == 0;
    if (is_masked)
        (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return r->is_running;
}

void relay_init(struct relay *r, void (*work)(void *context), void *context)
{
    *r = (struct relay){.lock = PTHREAD_MUTEX_INITIALIZER,
                        .changed = PTHREAD_COND_INITIALIZER,
                        .work = work,
                        .context = context};
}

void relay_give(struct relay *r)
{
    assert(!r->has_work);
    if (!r->is_running && !start(r)) {
        r->work(r->context);
        return;
    }
    lock(r);
    r->has_work = true;
    (void)pthread_cond_broadcast(&r->changed);
    unlock(r);
}

bool relay_is_idle(struct relay *r)
{
    bool is_idle;

    if (!r->is_running)
        return true;
    lock(r);
    is_idle = !r->has_work;
    unlock(r);
    return is_idle;
}

void relay_wait(struct relay *r)
{
    if (!r->is_running)
        return;
    lock(r);
    while (r->has_work)
        (void)pthread_cond_wait(&r->changed, &r->lock);
    unlock(r);
}

void relay_end(struct relay *r)
{
    if (!r->is_running)
        return;
    relay_wait(r);
    lock(r);
    r->is_ending = true;
    (void)pthread_cond_broadcast(&r->changed);
    unlock(r);
    (void)pthread_join(r->thread, NULL);
    r->is_running = false;
}
