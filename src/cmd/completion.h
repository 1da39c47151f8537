/* SPDX-License-Identifier: Apache-2.0 */
/* completion.h: what shells need to complete our words, made from the command table. */
#pragma once

#include "base/buf.h"

void completion_put_bash(struct buf *b);
void completion_put_zsh(struct buf *b);
void completion_put_fish(struct buf *b);
