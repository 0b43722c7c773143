/* SPDX-License-Identifier: MIT */
/** @file bandex.h
 *  @brief All of libbandex. A device that only counts repetitions includes bandex/rep.h alone.
 *
 *  The way data flow: force samples (device.h) go into the detector (rep.h); repetitions become sets and sessions
 *  (record.h), which are stored (store.h) and decide what comes next (progression.h). Bands (band.h), muscles
 *  (muscle.h) and exercises (exercise.h) say what to expect; target.h says what to train, and why. */
#ifndef BANDEX_H
#define BANDEX_H

#include <bandex/advice.h>
#include <bandex/band.h>
#include <bandex/device.h>
#include <bandex/exercise.h>
#include <bandex/export.h>
#include <bandex/muscle.h>
#include <bandex/progression.h>
#include <bandex/record.h>
#include <bandex/rep.h>
#include <bandex/status.h>
#include <bandex/store.h>
#include <bandex/target.h>
#include <bandex/units.h>
#include <bandex/version.h>

#endif
