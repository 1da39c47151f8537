/* SPDX-License-Identifier: Apache-2.0 */
/* relay.h: a second thread that does one piece of work at a time, while the first prepares the next
 * one. What the work touches is the first thread's again after relay_wait, and only then. */
#pragma once

#include <pthread.h>
#include <stdbool.h>

/* Touched by relay.c alone. */
struct relay {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    void (*work)(void *context);
    void *context;
    bool is_running; /* the thread is there */
    bool has_work;   /* given, and not yet done */
    bool is_ending;
};

void relay_init(struct relay *r, void (*work)(void *context), void *context);
/** Have the work done: by the thread, or where the system gives none, before this returns. in: no
 * work is under way */
void relay_give(struct relay *r);
/** Whether nothing is under way; does not wait. */
bool relay_is_idle(struct relay *r);
/** Until what was given is done. */
void relay_wait(struct relay *r);
/** Wait, and end the thread. */
void relay_end(struct relay *r);
