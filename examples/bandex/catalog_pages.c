/* SPDX-License-Identifier: MIT */
/* A page in Markdown and a picture for each exercise, all of it from the record. */
#include "catalog.h"
#include "command.h"
#include "exercise_picture.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *token(int32_t vocabulary, int32_t value)
{
    const char *name = bandex_vocabulary_token(vocabulary, value);
    return name ? name : "";
}

/* A token as words: "side_lying" is "side lying". */
static void put_words(FILE *to, const char *name)
{
    for (; *name; name++) {
        fputc(*name == '_' ? ' ' : *name, to);
    }
}

static void put_choice(FILE *to, const char *label, int32_t vocabulary, int32_t value)
{
    if (value != 0) {
        fprintf(to, "| %s | ", label);
        put_words(to, token(vocabulary, value));
        fputs(" |\n", to);
    }
}

static void put_choices(FILE *to, const char *label, int32_t vocabulary, const int32_t *values, size_t count)
{
    if (count == 0) {
        return;
    }
    fprintf(to, "| %s | ", label);
    for (size_t i = 0; i < count; i++) {
        fputs(i > 0 ? ", " : "", to);
        put_words(to, token(vocabulary, values[i]));
    }
    fputs(" |\n", to);
}

static void put_facts(FILE *to, const bandex_exercise *exercise)
{
    const bandex_band_setup *band = &exercise->band;
    fputs("\n| | |\n|---|---|\n", to);
    put_choice(to, "Position", BANDEX_VOCABULARY_POSITION, exercise->body_position);
    put_choices(to, "Also done", BANDEX_VOCABULARY_POSITION, exercise->alternative_positions, exercise->alternative_position_count);
    put_choice(to, "Level", BANDEX_VOCABULARY_LEVEL, exercise->level);
    put_choice(to, "Pattern", BANDEX_VOCABULARY_PATTERN, exercise->pattern);
    put_choice(to, "Sides", BANDEX_VOCABULARY_LATERALITY, exercise->laterality);
    put_choices(to, "Band", BANDEX_VOCABULARY_BAND_KIND, band->kinds, band->kind_count);
    put_choices(to, "Path", BANDEX_VOCABULARY_POINT, band->path, band->path_count);
    fprintf(to, "| Strands | %d |\n", (int)band->strands);
    put_choice(to, "Grip", BANDEX_VOCABULARY_GRIP, band->grip);
    put_choice(to, "Anchor", BANDEX_VOCABULARY_ANCHOR, exercise->anchor.kind);
    put_choice(to, "Height of the anchor", BANDEX_VOCABULARY_HEIGHT, exercise->anchor.height);
    put_choices(to, "Besides the band", BANDEX_VOCABULARY_EQUIPMENT, exercise->equipment, exercise->equipment_count);
    fprintf(to, "| Length of a strand | %d to %d permille of stature |\n", (int)exercise->path_length.start.stature_permille,
            (int)exercise->path_length.peak.stature_permille);
    fprintf(to, "| Stretch | %d to %d %%, never beyond %d %% |\n", (int)exercise->stretch.start_permille / 10,
            (int)exercise->stretch.peak_permille / 10, (int)exercise->stretch.max_permille / 10);
    fprintf(to, "| Tempo | %.1f s against the band, %.1f s hold, %.1f s back, %.1f s rest |\n",
            exercise->tempo.concentric_ms / 1000.0, exercise->tempo.hold_ms / 1000.0, exercise->tempo.eccentric_ms / 1000.0,
            exercise->tempo.rest_ms / 1000.0);
}

/* What a band does in it, before anyone pulls. */
static void put_forces(FILE *to, const bandex_exercise *exercise)
{
    static const char *const bands[] = {"theraband/yellow", "theraband/green", "theraband/black"};
    fprintf(to, "\n## Force\n\nFor a stature of %d mm and the recommended rest length, from the makers' charts:\n\n"
                "| band | rest length | at the start | at the peak |\n|---|---|---|---|\n", BANDEX_REFERENCE_STATURE_MM);
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
        bandex_band_use use;
        bandex_prediction prediction;
        memset(&use, 0, sizeof use);
        snprintf(use.band, sizeof use.band, "%s", bands[i]);
        if (bandex_exercise_predict(exercise, &use, NULL, BANDEX_REFERENCE_STATURE_MM, &prediction) == BANDEX_OK) {
            fprintf(to, "| %s | %d mm | %.1f N | %.1f N |\n", bands[i], (int)prediction.rest_mm,
                    prediction.start_force_mn / 1000.0, prediction.peak_force_mn / 1000.0);
        }
    }
}

static void put_muscles(FILE *to, const bandex_muscle_use *uses, size_t count)
{
    for (int32_t role = BANDEX_ROLE_PRIMARY; role <= BANDEX_ROLE_STABILIZER; role++) {
        for (size_t i = 0; i < count; i++) {
            const bandex_muscle_use *use = &uses[i];
            if (use->role != role) {
                continue;
            }
            fprintf(to, "| %s | %s | %s | %s | ", bandex_muscle_name(bandex_muscle_get(use->muscle), "en"),
                    token(BANDEX_VOCABULARY_ROLE, role), token(BANDEX_VOCABULARY_SIDE, use->side),
                    token(BANDEX_VOCABULARY_CERTAINTY, use->certainty));
            for (size_t j = 0; j < use->source_count; j++) {
                fprintf(to, "%s%s", j > 0 ? "; " : "", use->sources[j]);
            }
            fputs(" |\n", to);
        }
    }
}

static const char muscle_head[] = "| muscle | role | side | certainty | source |\n|---|---|---|---|---|\n";

static void put_variants(FILE *to, const bandex_exercise *exercise)
{
    if (exercise->variant_count > 0) {
        fputs("\n## Variants\n", to);
    }
    for (size_t i = 0; i < exercise->variant_count; i++) {
        const bandex_variant *variant = &exercise->variants[i];
        fprintf(to, "\n**%s** (`%s`): %s\n", bandex_exercise_text(exercise, variant->names, "en"), variant->id,
                bandex_exercise_text(exercise, variant->summary, "en"));
        if (variant->muscle_count > 0) {
            fprintf(to, "\n%s", muscle_head);
            put_muscles(to, variant->muscles, variant->muscle_count);
        }
    }
}

static void put_steps(FILE *to, const bandex_exercise *exercise, const char *locale)
{
    for (size_t i = 0; i < exercise->step_count; i++) {
        fprintf(to, "%zu. *%s*: %s\n", i + 1, token(BANDEX_VOCABULARY_PHASE, exercise->steps[i].phase),
                bandex_exercise_text(exercise, exercise->steps[i].text, locale));
    }
}

static void put_texts(FILE *to, const char *title, const bandex_exercise *exercise, const bandex_text *texts, size_t count,
                      const char *locale)
{
    if (count > 0) {
        fprintf(to, "\n%s\n\n", title);
    }
    for (size_t i = 0; i < count; i++) {
        fprintf(to, "- %s\n", bandex_exercise_text(exercise, texts[i], locale));
    }
}

static void put_faults(FILE *to, const bandex_exercise *exercise, const char *locale)
{
    for (size_t i = 0; i < exercise->fault_count; i++) {
        fprintf(to, "- %s %s\n", bandex_exercise_text(exercise, exercise->faults[i].fault, locale),
                bandex_exercise_text(exercise, exercise->faults[i].correction, locale));
    }
}

static void put_cautions(FILE *to, const bandex_exercise *exercise, const char *locale)
{
    for (size_t i = 0; i < exercise->caution_count; i++) {
        fprintf(to, "- **%s**: %s\n", token(BANDEX_VOCABULARY_CAUTION, exercise->cautions[i].severity),
                bandex_exercise_text(exercise, exercise->cautions[i].text, locale));
    }
    for (size_t i = 0; i < exercise->hazard_count; i++) {
        fputs("- **", to);
        put_words(to, token(BANDEX_VOCABULARY_HAZARD, exercise->hazards[i].kind));
        fprintf(to, "**: %s\n", bandex_exercise_text(exercise, exercise->hazards[i].text, locale));
    }
}

static void put_range(FILE *to, int32_t low, int32_t high, const char *unit)
{
    if (low == 0) {
        fputs(" |", to);
    } else if (high == 0 || high == low) {
        fprintf(to, " %d%s |", (int)low, unit);
    } else {
        fprintf(to, " %d-%d%s |", (int)low, (int)high, unit);
    }
}

static void put_dosage(FILE *to, const bandex_exercise *exercise)
{
    fputs("\n## How much\n\n| for | sets | repetitions | hold | of 1RM | rest | days a week | note | source |\n"
          "|---|---|---|---|---|---|---|---|---|\n", to);
    for (size_t i = 0; i < exercise->dosage_count; i++) {
        const bandex_dosage *dosage = &exercise->dosage[i];
        const char *note = bandex_exercise_text(exercise, dosage->note, "en");
        fprintf(to, "| %s |", token(BANDEX_VOCABULARY_POPULATION, dosage->population));
        put_range(to, dosage->sets_min, dosage->sets_max, "");
        put_range(to, dosage->reps_min, dosage->reps_max, "");
        put_range(to, dosage->hold_s, 0, " s");
        put_range(to, dosage->intensity_min / 10, dosage->intensity_max / 10, " %");
        put_range(to, dosage->rest_min_s, dosage->rest_max_s, " s");
        put_range(to, dosage->days_min, dosage->days_max, "");
        fprintf(to, " %s | %s |\n", note ? note : "", dosage->source);
    }
}

static void put_contraindications(FILE *to, const bandex_exercise *exercise)
{
    fputs("\n## When not\n\n| | severity | then | source |\n|---|---|---|---|\n", to);
    for (size_t i = 0; i < exercise->contraindication_count; i++) {
        const bandex_contraindication *entry = &exercise->contraindications[i];
        fprintf(to, "| %s | %s | ", bandex_exercise_text(exercise, entry->text, "en"),
                token(BANDEX_VOCABULARY_SEVERITY, entry->severity));
        put_words(to, token(BANDEX_VOCABULARY_EFFECT, entry->effect));
        fprintf(to, " | %s |\n", entry->source);
    }
}

static void put_sources(FILE *to, const bandex_exercise *exercise)
{
    const bandex_provenance *provenance = &exercise->provenance;
    if (exercise->mapping_count > 0) {
        fputs("\n## Elsewhere\n\n| catalogue | id | name there | relation |\n|---|---|---|---|\n", to);
    }
    for (size_t i = 0; i < exercise->mapping_count; i++) {
        const bandex_mapping *mapping = &exercise->mappings[i];
        fputs("| ", to);
        put_words(to, token(BANDEX_VOCABULARY_SCHEME, mapping->scheme));
        fprintf(to, " | `%s` | %s | %s |\n", mapping->id, mapping->name ? mapping->name : "",
                token(BANDEX_VOCABULARY_RELATION, mapping->relation));
    }
    if (exercise->emg_count > 0) {
        fputs("\n## Measured\n\nEMG amplitudes with their condition; amplitudes of different muscles cannot be compared.\n\n", to);
    }
    for (size_t i = 0; i < exercise->emg_count; i++) {
        const bandex_emg *emg = &exercise->emg[i];
        fprintf(to, "- %s: %.1f", bandex_muscle_name(bandex_muscle_get(emg->muscle), "en"), emg->permille / 10.0);
        if (emg->sd_permille != 0) {
            fprintf(to, " ± %.1f", emg->sd_permille / 10.0);
        }
        fprintf(to, " %% (%s; %s)\n", emg->condition, emg->source);
    }
    fputs("\n## Sources\n\n", to);
    for (size_t i = 0; i < provenance->source_count; i++) {
        fprintf(to, "- %s\n", provenance->sources[i]);
    }
    fprintf(to, "\nRecord version %d, license %s.\n", (int)exercise->version, provenance->license);
}

static void put_spanish(FILE *to, const bandex_exercise *exercise)
{
    fprintf(to, "\n## En español: %s\n\n%s\n\n", bandex_exercise_text(exercise, exercise->names, "es"),
            bandex_exercise_text(exercise, exercise->summary, "es"));
    put_steps(to, exercise, "es");
    put_texts(to, "### Claves", exercise, exercise->cues, exercise->cue_count, "es");
    fputs("\n### Errores\n\n", to);
    put_faults(to, exercise, "es");
    fputs("\n### Precauciones\n\n", to);
    put_cautions(to, exercise, "es");
}

static void put_page(FILE *to, const bandex_exercise *exercise)
{
    fprintf(to, "<!-- Written by `bandex catalog pages`; change the record, not this page. -->\n# %s\n\n"
                "![Where the band and the muscles are](%s.svg)\n\n%s\n",
            bandex_exercise_text(exercise, exercise->names, "en"), exercise->id,
            bandex_exercise_text(exercise, exercise->summary, "en"));
    if (exercise->alias_count > 0) {
        fputs("\nAlso called:", to);
        for (size_t i = 0; i < exercise->alias_count; i++) {
            fprintf(to, "%s %s (%s)", i > 0 ? "," : "", exercise->aliases[i].name, exercise->aliases[i].locale);
        }
        fputs(".\n", to);
    }
    put_facts(to, exercise);
    put_texts(to, "## Good for", exercise, exercise->benefits, exercise->benefit_count, "en");
    fputs("\n## Steps\n\n", to);
    put_steps(to, exercise, "en");
    put_texts(to, "## Cues", exercise, exercise->cues, exercise->cue_count, "en");
    fputs("\n## Faults\n\n", to);
    put_faults(to, exercise, "en");
    fputs("\n## Cautions\n\n", to);
    put_cautions(to, exercise, "en");
    fprintf(to, "\n## Muscles\n\n%s", muscle_head);
    put_muscles(to, exercise->muscles, exercise->muscle_count);
    put_variants(to, exercise);
    put_forces(to, exercise);
    put_dosage(to, exercise);
    put_texts(to, "To do more:", exercise, exercise->progressions, exercise->progression_count, "en");
    fputs("\n## For whom\n\n", to);
    for (size_t i = 0; i < exercise->population_count; i++) {
        fprintf(to, "- **%s**: %s\n", token(BANDEX_VOCABULARY_POPULATION, exercise->populations[i].population),
                bandex_exercise_text(exercise, exercise->populations[i].note, "en"));
    }
    put_contraindications(to, exercise);
    put_spanish(to, exercise);
    put_sources(to, exercise);
    fputs("\nThis is information, not medical advice.\n", to);
}

static void put_index(FILE *to, const bandex_catalog *catalog)
{
    fprintf(to, "<!-- Written by `bandex catalog pages`; change the records, not this page. -->\n# Exercises\n\n"
                "The built-in catalogue, revision %u, %zu exercises. How to add one: [contributing-data.md](../contributing-data.md).\n\n"
                "| exercise | position | level | anchor | primary muscles |\n|---|---|---|---|---|\n",
            (unsigned)bandex_catalog_revision(), bandex_catalog_count(catalog));
    for (size_t i = 0; i < bandex_catalog_count(catalog); i++) {
        const bandex_exercise *exercise = bandex_catalog_at(catalog, i);
        const char *between = "";
        fprintf(to, "| [%s](%s.md) | ", bandex_exercise_text(exercise, exercise->names, "en"), exercise->id);
        put_words(to, token(BANDEX_VOCABULARY_POSITION, exercise->body_position));
        fprintf(to, " | %s | ", token(BANDEX_VOCABULARY_LEVEL, exercise->level));
        put_words(to, token(BANDEX_VOCABULARY_ANCHOR, exercise->anchor.kind));
        fputs(" | ", to);
        for (size_t j = 0; j < exercise->muscle_count; j++) {
            if (exercise->muscles[j].role == BANDEX_ROLE_PRIMARY) {
                fprintf(to, "%s%s", between, bandex_muscle_name(bandex_muscle_get(exercise->muscles[j].muscle), "en"));
                between = "; ";
            }
        }
        fputs(" |\n", to);
    }
}

static FILE *open_in(const char *folder, const char *name, const char *suffix)
{
    char path[4096];
    FILE *file = NULL;
    if (snprintf(path, sizeof path, "%s/%s%s", folder, name, suffix) < (int)sizeof path) {
        file = fopen(path, "w");
    }
    if (!file) {
        fail(EXIT_DATA, "%.200s/%s%s: %s", folder, name, suffix, strerror(errno));
    }
    return file;
}

static int close_file(FILE *file, const char *folder)
{
    int failed = ferror(file);
    return fclose(file) != 0 || failed ? fail(EXIT_DATA, "%.200s: cannot be written", folder) : EXIT_DONE;
}

int catalog_write_pages(const bandex_catalog *catalog, const char *folder)
{
    FILE *file = open_in(folder, "README", ".md");
    int code = file ? EXIT_DONE : EXIT_DATA;
    if (file) {
        put_index(file, catalog);
        code = close_file(file, folder);
    }
    for (size_t i = 0; i < bandex_catalog_count(catalog) && code == EXIT_DONE; i++) {
        const bandex_exercise *exercise = bandex_catalog_at(catalog, i);
        file = open_in(folder, exercise->id, ".md");
        if (!file) {
            return EXIT_DATA;
        }
        put_page(file, exercise);
        code = close_file(file, folder);
        file = code == EXIT_DONE ? open_in(folder, exercise->id, ".svg") : NULL;
        if (!file) {
            return EXIT_DATA;
        }
        exercise_picture(file, exercise);
        code = close_file(file, folder);
    }
    return code;
}
