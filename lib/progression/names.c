/* SPDX-License-Identifier: MIT */
#include "engine.h"

static const char *const actions[] = {"START",       "HOLD",        "ADVANCE_LOAD", "ADVANCE_REPS", "ADVANCE_SETS",
                                      "ADVANCE_TUT", "REDUCE_LOAD", "REDUCE_SETS",  "DELOAD",       "STOP"};

static const char *const reasons[] = {
    "NONE", "NO_HISTORY", "NO_CHANGE", "ALL_SETS_MET", "TOP_OF_RANGE", "TARGET_MET_ADD_REP", "TARGET_MET_ADD_TIME",
    "CHAIN_STEP", "CHAIN_EXHAUSTED", "TWO_FOR_TWO", "REPS_OVER_TARGET", "TOTAL_REPS_MET", "TOTAL_REPS_SHORT", "TABLE_ROW",
    "WEEK_COMPLETE", "WEEK_INCOMPLETE", "WEEK_NOT_OVER", "SET_CAP_REACHED", "EASY_AT_TOP", "EFFORT_BELOW_TARGET",
    "EFFORT_IN_TARGET", "EFFORT_ABOVE_TARGET", "EFFORT_TOO_HIGH", "MISSING_EFFORT", "AWAIT_CONFIRMATION", "NOT_READY",
    "MISSED_TARGET", "INCOMPLETE_SESSION", "STALL_RESET", "SCHEDULED_DELOAD", "LAYOFF_HOLD", "LAYOFF_REDUCE",
    "PAIN_CAUTION", "PAIN_HIGH", "PAIN_TREND", "RED_FLAG", "LADDER_GAP", "NEEDS_FORCE", "AT_TOP", "AT_FLOOR",
    "CLAMPED_STEP", "WEEKLY_CAP", "SIDE_LOCK", "SIDE_GAP", "LOW_CONFIDENCE", "CUSTOM"};

static const char *const metrics[] = {"reps", "reps_valid", "rir", "rpe10", "omni", "pain", "pain_during", "pain_morning",
                                      "pain_rise", "readiness", "peak_mn", "impulse_mns", "tut_ms", "loss_permille",
                                      "rom_permille", "sets_done", "days_since", "weeks_since", "sessions_at_rung"};

static const char *const lints[] = {"NONE", "RANGE_TOO_NARROW", "UNREACHABLE_AXIS", "GATE_NEVER_FIRES", "NEEDS_FORCE",
                                    "WINDOW_EMPTY", "TABLE_HOLE", "READY_NEVER", "STEP_CLAMPED"};

typedef char every_reason_has_a_name[sizeof reasons / sizeof reasons[0] == BANDEX_REASON_CUSTOM + 1 ? 1 : -1];
typedef char every_metric_has_a_name[sizeof metrics / sizeof metrics[0] == BANDEX_METRIC_COUNT ? 1 : -1];
typedef char every_action_has_a_name[sizeof actions / sizeof actions[0] == BANDEX_ACTION_STOP + 1 ? 1 : -1];

#define NAME(table, i, otherwise) \
    ((i) >= 0 && (size_t)(i) < sizeof table / sizeof table[0] ? table[i] : otherwise)

const char *bandex_action_name(int32_t action)
{
    return NAME(actions, action, "UNKNOWN");
}

const char *bandex_reason_name(int32_t reason)
{
    return NAME(reasons, reason, "UNKNOWN");
}

const char *bandex_metric_name(int32_t metric)
{
    return NAME(metrics, metric, "unknown");
}

const char *bandex_lint_name(int32_t code)
{
    return NAME(lints, code, "UNKNOWN");
}
