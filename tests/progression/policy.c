/* SPDX-License-Identifier: MIT */
/* Building and checking policies, their bytes, their lint. */
#include <bandex/progression.h>
#include <bandex/store.h>
#include <criterion/criterion.h>
#include <string.h>

static bandex_policy preset(const char *id)
{
    bandex_policy policy;
    cr_assert_eq(bandex_policy_preset(id, NULL, &policy), BANDEX_OK, "%s", id);
    return policy;
}

static bandex_ladder even_ladder(bandex_rung *rungs, size_t count, int32_t first, int32_t permille)
{
    bandex_ladder ladder = {rungs, count};
    int64_t force = first;
    memset(rungs, 0, count * sizeof *rungs);
    for (size_t i = 0; i < count; i++) {
        rungs[i].strands = 1;
        rungs[i].force_mn = (int32_t)force;
        force = force * permille / 1000;
    }
    return ladder;
}

Test(preset, each_has_all_it_says)
{
    for (size_t i = 0; i < bandex_preset_count(); i++) {
        const bandex_preset_info *info = bandex_preset_at(i);
        bandex_policy policy = preset(info->id);
        cr_assert_str_eq(policy.id, info->id);
        cr_assert(strlen(info->rule) > 20 && strlen(info->source) > 2 && strlen(info->evidence) > 2 && info->use && info->avoid);
        cr_assert(strlen(info->source) < BANDEX_SOURCE_SIZE, "%s: the source is cut", info->id);
        cr_assert_eq(bandex_policy_validate(&policy, NULL), BANDEX_OK);
    }
    cr_assert_null(bandex_preset_at(bandex_preset_count()));
}

Test(preset, refuses_what_it_cannot_be)
{
    bandex_preset_params p;
    bandex_policy policy;
    cr_assert_eq(bandex_policy_preset("doubled", NULL, &policy), BANDEX_E_NOT_FOUND);
    cr_assert_eq(bandex_policy_preset(NULL, NULL, &policy), BANDEX_E_ARGUMENT);
    bandex_preset_params_default(&p);
    p.reps_lo = 12;
    p.reps_hi = 8;
    cr_assert_eq(bandex_policy_preset("double", &p, &policy), BANDEX_E_ARGUMENT);
    cr_assert_neq(bandex_policy_validate(&policy, NULL), BANDEX_OK);
    p.struct_size = 4;
    cr_assert_eq(bandex_policy_preset("double", &p, &policy), BANDEX_E_SIZE);
}

Test(preset, parameters_by_name)
{
    bandex_preset_params p;
    size_t i;
    bandex_preset_params_default(&p);
    cr_assert_eq(bandex_preset_params_set(&p, "reps_lo", 6), BANDEX_OK);
    cr_assert_eq(p.reps_lo, 6);
    cr_assert_eq(bandex_preset_params_set(&p, "reps", 6), BANDEX_E_NOT_FOUND);
    for (i = 0; bandex_preset_param_name(i); i++) {
        cr_assert_eq(bandex_preset_params_set(&p, bandex_preset_param_name(i), 7), BANDEX_OK);
    }
    cr_assert_eq(i, (sizeof p - sizeof p.struct_size) / sizeof(int32_t), "every field has a name");
    for (const int32_t *field = &p.reps_lo; field <= &p.start_reps; field++) {
        cr_assert_eq(*field, 7);
    }
}

Test(policy, extreme_parameters_are_refused_or_work)
{
    static const int32_t values[] = {INT32_MIN, -2, -1, 0, 1, 2, 32, 33, 100, 1000, 100000, INT32_MAX};
    bandex_rung rungs[5];
    bandex_ladder ladder = even_ladder(rungs, 5, 10000, 1200);
    bandex_set sets[3];
    bandex_session session;
    bandex_session_default(&session);
    session.sets = sets;
    session.set_count = 3;
    for (int i = 0; i < 3; i++) {
        bandex_set_default(&sets[i]);
        sets[i].rung = 2;
        sets[i].accepted_reps = sets[i].target_reps = INT32_MAX;
        sets[i].tut_ms = sets[i].target_tut_ms = INT32_MAX;
        sets[i].rir = sets[i].rpe10 = INT32_MAX;
    }
    for (size_t k = 0; k < bandex_preset_count(); k++) {
        for (size_t i = 0; bandex_preset_param_name(i); i++) {
            for (size_t v = 0; v < sizeof values / sizeof values[0]; v++) {
                bandex_preset_params p;
                bandex_policy policy;
                bandex_decision d;
                bandex_preset_params_default(&p);
                bandex_preset_params_set(&p, bandex_preset_param_name(i), values[v]);
                if (bandex_policy_preset(bandex_preset_at(k)->id, &p, &policy) == BANDEX_OK) {
                    bandex_status status = bandex_progression_next(&policy, &ladder, &session, 1, NULL, &d);
                    cr_assert(status == BANDEX_OK || status == BANDEX_E_UNSUPPORTED, "%s %s", bandex_preset_at(k)->id,
                              bandex_preset_param_name(i));
                }
            }
        }
    }
}

Test(policy, parts_are_filled_anew)
{
    bandex_policy policy = preset("chain");
    bandex_policy_clear(&policy, BANDEX_POLICY_PART_AXES);
    cr_assert_eq(bandex_policy_validate(&policy, NULL), BANDEX_E_ARGUMENT);
    for (int i = 0; i < BANDEX_AXES_MAX; i++) {
        cr_assert_eq(bandex_policy_add_axis(&policy, BANDEX_AXIS_REPS, 5, 8, 1), BANDEX_OK);
    }
    cr_assert_eq(bandex_policy_add_axis(&policy, BANDEX_AXIS_LOAD, 0, 0, 0), BANDEX_E_FULL);
    cr_assert_eq(bandex_policy_add_axis(&policy, BANDEX_AXIS_REPS, 9, 8, 1), BANDEX_E_ARGUMENT);
    policy = preset("table");
    bandex_policy_clear(&policy, BANDEX_POLICY_PART_ROWS);
    cr_assert_eq(bandex_policy_add_row(&policy, 0, 5, -1), BANDEX_OK);
    cr_assert_eq(bandex_policy_add_row(&policy, 5, 9, 0), BANDEX_E_ARGUMENT, "rows do not overlap");
    cr_assert_eq(bandex_policy_add_row(&policy, 6, 9, 0), BANDEX_OK);
    cr_assert_eq(bandex_policy_clear(&policy, 99), BANDEX_E_ARGUMENT);
}

Test(policy, diag_says_where)
{
    bandex_policy policy = preset("double");
    bandex_diag diag;
    policy.axes[1].condition = 31;
    cr_assert_eq(bandex_policy_validate(&policy, &diag), BANDEX_E_ARGUMENT);
    cr_assert_str_eq(diag.field, "axes");
    cr_assert_eq(diag.offset, 1);
    policy = preset("double");
    memset(policy.title, 'x', sizeof policy.title);
    cr_assert_eq(bandex_policy_validate(&policy, &diag), BANDEX_E_ARGUMENT);
    policy = preset("double");
    policy.version = 2;
    cr_assert_eq(bandex_policy_validate(&policy, NULL), BANDEX_E_VERSION);
    policy.struct_size = 8;
    cr_assert_eq(bandex_policy_validate(&policy, NULL), BANDEX_E_SIZE);
}

Test(policy, work_is_bounded_by_its_shape)
{
    bandex_policy policy = preset("linear");
    bandex_predicate streak = {BANDEX_PREDICATE_STREAK, 0, 0, 0, 0, 1, 0, 1, 2, 0, 0};
    int32_t outer, inner, leaf;
    bandex_policy_clear(&policy, BANDEX_POLICY_PART_GATES);
    bandex_policy_add_predicate(&policy, &streak, &outer);
    bandex_policy_add_predicate(&policy, &streak, &inner);
    bandex_policy_add_predicate(&policy, &policy.predicates[1], &leaf);
    policy.predicates[outer].first = (uint8_t)inner;
    policy.predicates[inner].first = (uint8_t)leaf;
    policy.gates[0] = (bandex_gate){outer, BANDEX_CAP_HOLD, 0, BANDEX_REASON_NOT_READY};
    policy.gate_count = 1;
    cr_assert_eq(bandex_policy_validate(&policy, NULL), BANDEX_E_LIMIT, "a streak within a streak");
    policy.predicates[outer].kind = BANDEX_PREDICATE_NOT;
    cr_assert_eq(bandex_policy_validate(&policy, NULL), BANDEX_OK);
    policy.gates[1] = policy.gates[0];
    policy.gate_count = 2;
    cr_assert_eq(bandex_policy_validate(&policy, NULL), BANDEX_E_LIMIT, "one predicate at two places");
    policy.gate_count = 1;
    policy.predicates[inner].first = (uint8_t)outer;
    cr_assert_eq(bandex_policy_validate(&policy, NULL), BANDEX_E_ARGUMENT, "children stand behind their parent");
}

Test(policy, hash_names_the_content)
{
    bandex_policy a = preset("double"), b = preset("double");
    uint64_t x, y;
    cr_assert_eq(bandex_policy_hash(&a, &x), BANDEX_OK);
    bandex_policy_hash(&b, &y);
    cr_assert_eq(x, y);
    b.axes[0].hi++;
    bandex_policy_hash(&b, &y);
    cr_assert_neq(x, y);
    for (size_t i = 0; i < bandex_preset_count(); i++) {
        for (size_t j = 0; j < i; j++) {
            a = preset(bandex_preset_at(i)->id);
            b = preset(bandex_preset_at(j)->id);
            bandex_policy_hash(&a, &x);
            bandex_policy_hash(&b, &y);
            cr_assert_neq(x, y);
        }
    }
}

/* The hash is FNV-1a of the bytes, so that other programs can compute it. */
Test(policy, hash_is_over_the_canonical_bytes)
{
    bandex_policy policy = preset("linear");
    uint8_t bytes[4096];
    size_t length, needed;
    uint64_t hash, mine = UINT64_C(14695981039346656037);
    cr_assert_eq(bandex_policy_encode(&policy, bytes, sizeof bytes, &length), BANDEX_OK);
    cr_assert_eq(bandex_policy_encode(&policy, bytes, length - 1, &needed), BANDEX_E_FULL);
    cr_assert_eq(needed, length);
    bandex_policy_encode(&policy, bytes, sizeof bytes, &length);
    for (size_t i = 0; i < length; i++) {
        mine = (mine ^ bytes[i]) * UINT64_C(1099511628211);
    }
    bandex_policy_hash(&policy, &hash);
    cr_assert_eq(hash, mine);
    cr_assert_eq(bytes[0], 0xaf, "a map of 15");
    cr_assert_eq(bytes[1], 0x00);
    cr_assert_eq(bytes[2], 0x01, "key 0, version 1");
}

/* The largest policy that can be still fits the buffer that the hash is computed in. */
Test(policy, the_largest_one_is_hashed_whole)
{
    bandex_policy policy = preset("linear");
    uint8_t bytes[8192];
    size_t length;
    uint64_t hash, mine = UINT64_C(14695981039346656037);
    bandex_predicate p = {BANDEX_PREDICATE_COMPARE, BANDEX_METRIC_REPS, 0, 0, 0, 0, 0, 0, INT32_MAX, INT32_MAX,
                          BANDEX_REASON_CUSTOM};
    memset(policy.id, 'i', sizeof policy.id - 1);
    memset(policy.title, 't', sizeof policy.title - 1);
    memset(policy.source, 's', sizeof policy.source - 1);
    policy.gate_count = 0;
    policy.predicate_count = 0;
    policy.ready = BANDEX_NONE;
    for (int32_t i = 0; i < BANDEX_PREDICATES_MAX; i++) {
        policy.predicates[policy.predicate_count++] = p;
        if (i < BANDEX_GATES_MAX) {
            policy.gates[policy.gate_count++] = (bandex_gate){i, BANDEX_CAP_REDUCE_RUNGS, INT32_MAX, BANDEX_REASON_CUSTOM};
        }
    }
    policy.predicates[16] = (bandex_predicate){BANDEX_PREDICATE_ALL, 0, 0, 0, 0, 0, 17, 15, 0, 0, BANDEX_REASON_CUSTOM};
    policy.ready = 16;
    policy.driver = BANDEX_DRIVER_TABLE;
    policy.row_count = BANDEX_ROWS_MAX;
    for (int i = 0; i < BANDEX_ROWS_MAX; i++) {
        policy.rows[i] = (bandex_table_row){100000 * i, 100000 * i + 99999, 1000, BANDEX_REASON_CUSTOM};
    }
    policy.set_load_count = BANDEX_SET_LOADS_MAX;
    for (int i = 0; i < BANDEX_SET_LOADS_MAX; i++) {
        policy.set_loads[i] = (bandex_set_load){2000, INT32_MAX};
    }
    policy.schedule.slot_count = BANDEX_SLOTS_MAX;
    for (int i = 0; i < BANDEX_SLOTS_MAX; i++) {
        policy.schedule.slot_reps[i] = INT32_MAX;
    }
    policy.clamps = (bandex_clamps){INT32_MAX, 16, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX, INT32_MAX};
    cr_assert_eq(bandex_policy_encode(&policy, bytes, sizeof bytes, &length), BANDEX_OK);
    for (size_t i = 0; i < length; i++) {
        mine = (mine ^ bytes[i]) * UINT64_C(1099511628211);
    }
    cr_assert_eq(bandex_policy_hash(&policy, &hash), BANDEX_OK);
    cr_assert_eq(hash, mine, "%zu bytes", length);
}

/* Found by fuzzing: yes and no have one form each. */
Test(policy, flags_are_zero_or_one)
{
    bandex_policy policy = preset("linear");
    policy.regress.reset = 2;
    cr_assert_eq(bandex_policy_validate(&policy, NULL), BANDEX_E_ARGUMENT);
    policy = preset("linear");
    policy.axes[0].follow = 3;
    cr_assert_eq(bandex_policy_validate(&policy, NULL), BANDEX_E_ARGUMENT);
}

Test(policy, decoder_refuses_what_is_not_canonical)
{
    bandex_policy policy = preset("double"), again;
    uint8_t bytes[4096], longer[4096];
    size_t length;
    bandex_diag diag;
    bandex_policy_encode(&policy, bytes, sizeof bytes, &length);
    for (size_t i = 0; i < length; i++) {
        cr_assert_neq(bandex_policy_decode(bytes, i, &again, NULL), BANDEX_OK, "cut at %zu", i);
    }
    memcpy(longer, bytes, length);
    longer[length] = 0;
    cr_assert_eq(bandex_policy_decode(longer, length + 1, &again, &diag), BANDEX_E_FORMAT);
    longer[2] = 2;
    cr_assert_eq(bandex_policy_decode(longer, length, &again, &diag), BANDEX_E_VERSION);
    memcpy(longer, bytes, length);
    longer[0] = 0xb0; /* one key more: 128, an extension */
    memcpy(longer + length, "\x18\x80\x83\x01\x02\x03", 6);
    cr_assert_eq(bandex_policy_decode(longer, length + 6, &again, &diag), BANDEX_OK);
    longer[length + 1] = 0x7f; /* key 127 is not */
    cr_assert_eq(bandex_policy_decode(longer, length + 6, &again, &diag), BANDEX_E_SCHEMA);
    cr_assert_eq(diag.key, 127);
}

static int found(const bandex_lint *list, size_t count, int32_t code, int32_t index)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].code == code && list[i].index == index) {
            return list[i].value == BANDEX_UNKNOWN ? 1 : list[i].value;
        }
    }
    return 0;
}

Test(lint, range_too_narrow_for_the_colors)
{
    static const int32_t forces[] = {10676, 13345, 16458, 20462, 25800, 32472, 45372, 63165};
    static const int32_t least[] = {18, 17, 18, 18, 18, 24, 23};
    bandex_policy policy = preset("double");
    bandex_rung rungs[8];
    bandex_ladder ladder = even_ladder(rungs, 8, 10000, 1200);
    bandex_lint list[32];
    size_t count;
    for (int i = 0; i < 8; i++) {
        rungs[i].force_mn = forces[i];
    }
    cr_assert_eq(bandex_policy_lint(&policy, &ladder, list, 32, &count), BANDEX_OK);
    for (int i = 0; i < 7; i++) {
        cr_assert_eq(found(list, count, BANDEX_LINT_RANGE_TOO_NARROW, i), least[i], "rung %d", i);
    }
    cr_assert_eq(bandex_policy_lint(&policy, &ladder, list, 2, &count), BANDEX_E_FULL);
    cr_assert_eq(count, 7);
    policy.axes[0].hi = 24;
    bandex_policy_lint(&policy, &ladder, list, 32, &count);
    cr_assert_eq(count, 0);
}

Test(lint, axes_gates_tables_windows)
{
    bandex_policy policy = preset("chain");
    bandex_rung rungs[4];
    bandex_ladder ladder = even_ladder(rungs, 4, 10000, 1300);
    bandex_lint list[32];
    size_t count;
    bandex_policy_add_axis(&policy, BANDEX_AXIS_TUT, 1000, 2000, 100);
    policy.axes[1].hi = policy.axes[1].lo;
    bandex_policy_add_gate(&policy, BANDEX_METRIC_PAIN, BANDEX_COMPARE_GT, 10, BANDEX_CAP_HOLD, 0, BANDEX_REASON_PAIN_HIGH);
    bandex_policy_lint(&policy, NULL, list, 32, &count);
    cr_assert(found(list, count, BANDEX_LINT_UNREACHABLE_AXIS, 1));
    cr_assert(found(list, count, BANDEX_LINT_UNREACHABLE_AXIS, 3), "behind the load");
    cr_assert(found(list, count, BANDEX_LINT_GATE_NEVER_FIRES, 6));
    cr_assert_eq(count, 3);
    policy = preset("acsm_2009");
    bandex_policy_lint(&policy, &ladder, list, 32, &count);
    cr_assert_eq(count, 3);
    cr_assert_eq(found(list, count, BANDEX_LINT_WINDOW_EMPTY, 1), 1300);
    policy = preset("dapre");
    bandex_policy_clear(&policy, BANDEX_POLICY_PART_ROWS);
    bandex_policy_add_row(&policy, 0, 3, -1);
    bandex_policy_add_row(&policy, 6, 9, 2);
    bandex_policy_lint(&policy, &ladder, list, 32, &count);
    cr_assert_eq(found(list, count, BANDEX_LINT_TABLE_HOLE, 1), 4);
    cr_assert_eq(found(list, count, BANDEX_LINT_STEP_CLAMPED, 1), 2);
    for (int i = 0; i < 4; i++) {
        rungs[i].force_mn = BANDEX_UNKNOWN;
    }
    policy = preset("acsm_2009");
    bandex_policy_lint(&policy, &ladder, list, 32, &count);
    cr_assert(found(list, count, BANDEX_LINT_NEEDS_FORCE, 0));
    policy = preset("band_colour");
    policy.predicates[policy.axes[1].condition].value = 5;
    policy.ready = policy.axes[1].condition;
    policy.axes[1].condition = BANDEX_NONE;
    policy.predicates[policy.ready].value = 0; /* effort below 0 */
    bandex_policy_lint(&policy, NULL, list, 32, &count);
    cr_assert(found(list, count, BANDEX_LINT_READY_NEVER, policy.ready));
}

Test(lint, presets_are_clean_without_a_ladder)
{
    for (size_t i = 0; i < bandex_preset_count(); i++) {
        bandex_policy policy = preset(bandex_preset_at(i)->id);
        bandex_lint list[8];
        size_t count;
        bandex_policy_lint(&policy, NULL, list, 8, &count);
        for (size_t k = 0; k < count; k++) {
            cr_assert_eq(list[k].code, BANDEX_LINT_STEP_CLAMPED, "%s: %s", policy.id, bandex_lint_name(list[k].code));
        }
    }
}
