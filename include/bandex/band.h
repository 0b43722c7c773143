/* SPDX-License-Identifier: MIT */
#ifndef BANDEX_BAND_H
#define BANDEX_BAND_H
#include <bandex/status.h>
#endif
