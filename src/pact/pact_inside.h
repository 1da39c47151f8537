/* SPDX-License-Identifier: Apache-2.0 */
/* pact_inside.h: what a loaded pact is made of, for the files of this folder. */
#pragma once

#include "pact/node.h"
#include "pact/pact.h"

struct pact {
    const struct tree_block *tree; /* as written */
    const struct node_block *file; /* `like` expanded */
    struct arena *arena;
    struct json json;
    struct pact_model model;
};

/** Text to nodes, checked as far as that goes without files; NULL with the complaints made. */
struct node_block *pact_read_nodes(struct span text, struct node_maker *m,
                                   const struct tree_block **tree);
