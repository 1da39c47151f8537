/* SPDX-License-Identifier: Apache-2.0 */
/* nfc.h: what normal form C (NFC) forbids. */
#pragma once

#include "base/span.h"

/** A character that normal form C writes otherwise (the ohm sign, a Hebrew presentation form). */
bool nfc_is_replaced(uint32_t c);
/** A letter and the mark behind it that normal form C writes as one character. */
bool nfc_melts(uint32_t letter, uint32_t mark);
