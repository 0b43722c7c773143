/* SPDX-License-Identifier: MIT */
/* Each check of a record refuses a record that breaks it, and names the record and the field. */
#include <bandex/exercise.h>
#include <criterion/criterion.h>
#include <string.h>

/* A record that may be changed: copies of the lists that tests write to. */
typedef struct draft {
    bandex_exercise exercise;
    bandex_muscle_use muscles[32];
    bandex_step steps[16];
    bandex_caution cautions[16];
    bandex_contraindication contraindications[48];
    bandex_mapping mappings[8];
    bandex_dosage dosage[8];
    bandex_rom rom[4];
    int32_t samples[8];
} draft;

#define COPY(list, counter)                                                                                            \
    memcpy(self->list, from->list, from->counter * sizeof *from->list);                                                \
    self->exercise.list = self->list

static void copy(draft *self, const char *id)
{
    const bandex_exercise *from = bandex_catalog_find(NULL, id);
    cr_assert(from);
    self->exercise = *from;
    COPY(muscles, muscle_count);
    COPY(steps, step_count);
    COPY(cautions, caution_count);
    COPY(contraindications, contraindication_count);
    COPY(mappings, mapping_count);
    COPY(dosage, dosage_count);
    COPY(rom, rom_count);
    memcpy(self->samples, from->profile.samples, from->profile.sample_count * sizeof *self->samples);
    self->exercise.profile.samples = self->samples;
}

static void refused(const draft *self, bandex_status status, const char *field)
{
    bandex_diag diag;
    memset(&diag, 0, sizeof diag);
    cr_expect_eq(bandex_exercise_validate(&self->exercise, &diag), status, "%s wanted at %s, got %s: %s",
                 bandex_status_string(status), field, diag.field, diag.reason);
    cr_expect_eq(diag.status, status);
    cr_expect_str_eq(diag.field, field, "%s (%s)", diag.field, diag.reason);
    cr_expect_eq(strncmp(diag.record, self->exercise.id ? self->exercise.id : "", sizeof diag.record - 1), 0);
    cr_expect_neq(diag.reason[0], '\0');
    cr_expect_eq(bandex_exercise_validate(&self->exercise, NULL), status);
}

#define BREAK(name, from, status, field, ...)                                                                          \
    Test(validate, name)                                                                                               \
    {                                                                                                                  \
        draft self;                                                                                                    \
        copy(&self, from);                                                                                             \
        cr_assert_eq(bandex_exercise_validate(&self.exercise, NULL), BANDEX_OK);                                       \
        __VA_ARGS__;                                                                                                   \
        refused(&self, status, field);                                                                                 \
    }

static const char *const no_spanish[] = {"a step", NULL};
static const char *const empty_spanish[] = {"a name", ""};
static const char *const twice[] = {"en", "en"};

BREAK(unknown_muscle, "row_seated", BANDEX_E_SCHEMA, "muscles[2].muscle",
      (self.muscles[2].muscle = 0, self.muscles[2].token = "core_stabilizers"))
BREAK(unknown_muscle_number, "row_seated", BANDEX_E_SCHEMA, "muscles[0].muscle", self.muscles[0].muscle = 998)
BREAK(same_muscle_and_side, "row_seated", BANDEX_E_DUPLICATE, "muscles[3]", self.muscles[3] = self.muscles[1])
BREAK(no_primary, "row_seated", BANDEX_E_SCHEMA, "muscles",
      for (size_t i = 0; i < self.exercise.muscle_count; i++) self.muscles[i].role = BANDEX_ROLE_SECONDARY)
BREAK(no_switch_rule, "archery_pull", BANDEX_E_SCHEMA, "switch.rule",
      memset(&self.exercise.side_switch, 0, sizeof self.exercise.side_switch))
BREAK(unilateral_without_switch, "row_seated", BANDEX_E_SCHEMA, "switch.rule",
      self.exercise.laterality = BANDEX_LATERALITY_UNILATERAL)
BREAK(switch_of_both_sides, "archery_pull", BANDEX_E_SCHEMA, "switch",
      self.exercise.laterality = BANDEX_LATERALITY_BILATERAL)
BREAK(switch_after_how_many, "archery_pull", BANDEX_E_SCHEMA, "switch.reps", self.exercise.side_switch.reps = 0)
BREAK(side_of_a_bilateral, "row_seated", BANDEX_E_SCHEMA, "muscles[0].side", self.muscles[0].side = BANDEX_SIDE_WORKING)
BREAK(anchor_needed_but_none, "pull_apart", BANDEX_E_SCHEMA, "band.needs_anchor", self.exercise.band.needs_anchor = 1)
BREAK(door_not_needed, "pullover_standing", BANDEX_E_SCHEMA, "band.needs_anchor", self.exercise.band.needs_anchor = 0)
BREAK(anchor_without_height, "pullover_standing", BANDEX_E_SCHEMA, "anchor.height", self.exercise.anchor.height = 0)
BREAK(anchor_not_in_the_path, "pullover_standing", BANDEX_E_SCHEMA, "band.path",
      (self.exercise.band.path = bandex_catalog_find(NULL, "pull_apart")->band.path, self.exercise.band.path_count = 2))
BREAK(limit_below_the_path, "pull_apart", BANDEX_E_SCHEMA, "stretch.max_permille", self.exercise.stretch.max_permille = 1200)
BREAK(stretch_unlike_the_path, "pull_apart", BANDEX_E_SCHEMA, "stretch.peak_permille",
      self.exercise.stretch.peak_permille = 1000)
BREAK(peak_before_start, "pull_apart", BANDEX_E_SCHEMA, "path_length.peak",
      self.exercise.path_length.peak.stature_permille = 300)
BREAK(step_missing_in_a_locale, "row_seated", BANDEX_E_SCHEMA, "steps[1].text", self.steps[1].text.strings = no_spanish)
BREAK(declared_but_empty_locale, "row_seated", BANDEX_E_SCHEMA, "names", self.exercise.names.strings = empty_spanish)
BREAK(declared_but_empty_list, "row_seated", BANDEX_E_SCHEMA, "cues", self.exercise.cues = NULL)
BREAK(locale_twice, "row_seated", BANDEX_E_DUPLICATE, "locales[1]", self.exercise.locales = twice)
BREAK(no_locales, "row_seated", BANDEX_E_SCHEMA, "locales", self.exercise.locale_count = 0)
BREAK(unknown_fit_pair, "row_seated", BANDEX_E_SCHEMA, "mappings[0].id", self.mappings[0].id = "37/48")
BREAK(fit_pair_that_is_none, "row_seated", BANDEX_E_SCHEMA, "mappings[1].id", self.mappings[1].id = "23/18x")
BREAK(mapping_twice, "row_seated", BANDEX_E_DUPLICATE, "mappings[1]", self.mappings[1] = self.mappings[0])
BREAK(caution_without_severity, "row_seated", BANDEX_E_SCHEMA, "cautions[0].severity", self.cautions[0].severity = 0)
BREAK(caution_of_unknown_severity, "row_seated", BANDEX_E_SCHEMA, "cautions[0].severity", self.cautions[0].severity = 9)
BREAK(caution_twice, "row_seated", BANDEX_E_DUPLICATE, "cautions[1].id", self.cautions[1].id = self.cautions[0].id)
BREAK(contraindication_without_severity, "row_seated", BANDEX_E_SCHEMA, "contraindications[0].severity",
      self.contraindications[0].severity = 0)
BREAK(absolute_that_does_not_exclude, "row_seated", BANDEX_E_SCHEMA, "contraindications[0].effect",
      self.contraindications[0].effect = BANDEX_EFFECT_SUPERVISE)
BREAK(no_id, "row_seated", BANDEX_E_SCHEMA, "id", self.exercise.id = NULL)
BREAK(id_that_is_no_token, "row_seated", BANDEX_E_SCHEMA, "id", self.exercise.id = "Row Seated")
BREAK(id_too_long, "row_seated", BANDEX_E_LIMIT, "id",
      self.exercise.id = "a_token_of_forty_eight_bytes_is_one_byte_too_big")
BREAK(no_version, "row_seated", BANDEX_E_SCHEMA, "version", self.exercise.version = 0)
BREAK(no_steps, "row_seated", BANDEX_E_SCHEMA, "steps", self.exercise.step_count = 0)
BREAK(no_dosage_source, "row_seated", BANDEX_E_SCHEMA, "dosage[1].source", self.dosage[1].source = NULL)
BREAK(dosage_backward, "row_seated", BANDEX_E_SCHEMA, "dosage[1].reps_max", self.dosage[1].reps_max = 3)
BREAK(dosage_of_nine_days, "row_seated", BANDEX_E_SCHEMA, "dosage[1].days_max", self.dosage[1].days_max = 9)
BREAK(no_sources_of_a_muscle, "row_seated", BANDEX_E_SCHEMA, "muscles[0].sources", self.muscles[0].source_count = 0)
BREAK(no_movement, "row_seated", BANDEX_E_SCHEMA, "rom[0].to_deg", self.rom[0].to_deg = self.rom[0].from_deg)
BREAK(profile_that_falls, "row_seated", BANDEX_E_SCHEMA, "profile.samples", self.samples[2] = 1000)
BREAK(profile_without_a_top, "row_seated", BANDEX_E_SCHEMA, "profile.samples", self.samples[4] = 990)
BREAK(times_out_of_order, "row_seated", BANDEX_E_SCHEMA, "detection.min_rep_ms", self.exercise.detection.min_rep_ms = 9000)
BREAK(active_but_replaced, "row_seated", BANDEX_E_SCHEMA, "replaced_by", self.exercise.replaced_by = "row_standing")
BREAK(no_provenance, "row_seated", BANDEX_E_SCHEMA, "provenance",
      memset(&self.exercise.provenance, 0, sizeof self.exercise.provenance))

Test(validate, nothing_at_all)
{
    cr_expect_eq(bandex_exercise_validate(NULL, NULL), BANDEX_E_ARGUMENT);
}
