/* SPDX-License-Identifier: Apache-2.0 */
/* banned.h: functions that have a safer sibling here; included by the compiler's command line. */
#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* clang's fortified headers make macros of these, and a macro cannot be poisoned */
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok gets
#pragma GCC poison atoi atol atoll atof gmtime localtime asctime ctime rand srand
