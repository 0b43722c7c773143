/* SPDX-License-Identifier: MIT */
#include <bandex/rep.h>
