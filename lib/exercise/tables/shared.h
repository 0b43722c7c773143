/* SPDX-License-Identifier: MIT */
/* What the tables of exercises share: the notation, and data that really are the same for many exercises. */
#ifndef BANDEX_EXERCISE_TABLES_SHARED_H
#define BANDEX_EXERCISE_TABLES_SHARED_H

#include <bandex/exercise.h>

/* ---- notation ---- */

/* A text in English and Spanish. */
#define T(en, es) {(const char *const[]){en, es}}

/* Entries of a list and their number: fills the pointer and the count that follows it. */
#define LIST(type, ...) (const type[]){__VA_ARGS__}, sizeof((const type[]){__VA_ARGS__}) / sizeof(type)
#define ALL(array) array, sizeof(array) / sizeof *(array)
#define STRINGS(...) (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)
#define CHOICES(...) LIST(int32_t, __VA_ARGS__)
#define TEXTS(...) LIST(bandex_text, __VA_ARGS__)

#define STEPS(...) .steps = LIST(bandex_step, __VA_ARGS__)
#define STEP(phase, en, es) {BANDEX_PHASE_##phase, T(en, es)}
#define CUES(...) .cues = TEXTS(__VA_ARGS__)
#define FAULTS(...) .faults = LIST(bandex_fault, __VA_ARGS__)
#define FAULT(en, es, correction_en, correction_es) {T(en, es), T(correction_en, correction_es)}
#define CAUTION(id, severity, en, es) {id, BANDEX_CAUTION_##severity, T(en, es)}
#define CAUTIONS(...) .cautions = LIST(bandex_caution, COMMON_CAUTIONS, __VA_ARGS__)
#define MUSCLES(...) .muscles = LIST(bandex_muscle_use, __VA_ARGS__)
#define MUSCLE(muscle, side, role, certainty, ...)                                                                     \
    {BANDEX_MUSCLE_##muscle, NULL, BANDEX_SIDE_##side, BANDEX_ROLE_##role, BANDEX_CERTAINTY_##certainty, STRINGS(__VA_ARGS__)}
/* Anatomy only: nobody measured it in this exercise. */
#define PRIMARY(muscle, side) MUSCLE(muscle, side, PRIMARY, LOW, "anatomy")
#define SECONDARY(muscle, side) MUSCLE(muscle, side, SECONDARY, LOW, "anatomy")
#define STABILIZER(muscle, side) MUSCLE(muscle, side, STABILIZER, LOW, "anatomy")
#define GRIP_OF(side) MUSCLE(FOREARM_FLEXORS, side, STABILIZER, LOW, "grip; anatomy")
#define ROM(joint, movement, from, to) {BANDEX_JOINT_##joint, BANDEX_MOVEMENT_##movement, from, to}
#define ROMS(...) .rom = LIST(bandex_rom, __VA_ARGS__)
#define MAPPINGS(...) .mappings = LIST(bandex_mapping, __VA_ARGS__)
/* Numbers of category 37, banded_exercises, read in the FIT profile 21.205.0. */
#define FIT_BANDED(number, name, relation) {BANDEX_SCHEME_FIT, "37/" #number, "banded_exercises/" name, BANDEX_RELATION_##relation}
#define FREE_DB(id, relation) {BANDEX_SCHEME_FREE_EXERCISE_DB, id, NULL, BANDEX_RELATION_##relation}
#define HEALTH_CONNECT(number, name, relation) {BANDEX_SCHEME_HEALTH_CONNECT, number, name, BANDEX_RELATION_##relation}

static const char *const locales[] = {"en", "es"};

/* What every record starts with. */
#define RECORD(token, family_token)                                                                                    \
    .id = token, .version = 1, .status = BANDEX_STATUS_ACTIVE, .family = family_token, .locales = ALL(locales)

#define KIND(pattern_token, mechanic_token, level_token, position)                                                     \
    .pattern = BANDEX_PATTERN_##pattern_token, .mechanic = BANDEX_MECHANIC_##mechanic_token,                           \
    .level = BANDEX_LEVEL_##level_token, .body_position = BANDEX_POSITION_##position

#define BILATERAL .laterality = BANDEX_LATERALITY_BILATERAL
/* One side, then the other, a set each, the weaker first. Rest between the sides: library default, half a minute. */
#define ONE_SIDE                                                                                                       \
    .laterality = BANDEX_LATERALITY_UNILATERAL,                                                                        \
    .side_switch = {BANDEX_SWITCH_AFTER_SET, 0, 30, BANDEX_SWITCH_WEAKER_FIRST, BANDEX_SWITCH_REPS_PER_SIDE}

/* ---- band and path ---- */

#define FLAT_TUBE CHOICES(BANDEX_KIND_FLAT, BANDEX_KIND_TUBE)
#define ANY_LONG CHOICES(BANDEX_KIND_FLAT, BANDEX_KIND_TUBE, BANDEX_KIND_CLX)
#define LOOP_FLAT CHOICES(BANDEX_KIND_LOOP, BANDEX_KIND_FLAT)

/* Shape of the force over the displacement: Mooney-Rivlin with the constants of the green flat band (a = 7.56 N,
 * b = 8.26 N from its 100 and 200 % points); the other colors lie within 4.5 % of the peak (tests/exercise/predict.c). */
#define FORCE(l) ((l) <= 1.0 ? 0.0 : ((l) - 1.0 / ((l) * (l))) * (7.56 + 8.26 / (l)))
#define SAMPLE(l0, l1, quarter) ((int32_t)(1000.0 * FORCE((l0) + ((l1) - (l0)) * (quarter) / 4.0) / FORCE(l1) + 0.5))

/* Lengths in permille of stature, pre-stretch and limit in permille; peak stretch and profile follow. The limit is the
 * warning of 200 % of the band room: no exercise of ours needs more. */
#define PATH(start_length, peak_length, pre)                                                                           \
    .path_length = {{start_length, 0}, {peak_length, 0}},                                                              \
    .stretch = {pre, (peak_length) * (1000 + (pre)) / (start_length) - 1000, 2000},                                    \
    .profile = {BANDEX_PROFILE_ASCENDING,                                                                              \
                LIST(int32_t, SAMPLE((1000 + (pre)) / 1000.0, (peak_length) * (1000 + (pre)) / 1000.0 / (start_length), 0), \
                     SAMPLE((1000 + (pre)) / 1000.0, (peak_length) * (1000 + (pre)) / 1000.0 / (start_length), 1),     \
                     SAMPLE((1000 + (pre)) / 1000.0, (peak_length) * (1000 + (pre)) / 1000.0 / (start_length), 2),     \
                     SAMPLE((1000 + (pre)) / 1000.0, (peak_length) * (1000 + (pre)) / 1000.0 / (start_length), 3), 1000), \
                0, 1000}

/* Tempo, and what a detector should expect of it: repetitions of an eighth to eight times the usual
 * length: a hurried or very slow one is still one, and tempo is judged elsewhere (library default). */
#define TEMPO_FROM(first, concentric, hold, eccentric, pause)                                                          \
    .tempo = {concentric, hold, eccentric, pause},                                                                     \
    .detection = {BANDEX_DETECT_REPETITIONS, BANDEX_ACTION_CONCENTRIC, BANDEX_ACTION_##first,                          \
                  ((concentric) + (hold) + (eccentric)) / 8, (concentric) + (hold) + (eccentric),                  \
                  ((concentric) + (hold) + (eccentric)) * 8, hold, 1, (concentric) == (eccentric)}
#define TEMPO(concentric, hold, eccentric, pause) TEMPO_FROM(CONCENTRIC, concentric, hold, eccentric, pause)
/* The usual one (library default). */
#define USUAL_TEMPO TEMPO(1500, 500, 2000, 500)
/* Holds are counted, not repetitions. */
#define HOLD(ms)                                                                                                       \
    .tempo = {1500, ms, 1500, 1000},                                                                                   \
    .detection = {BANDEX_DETECT_HOLDS, BANDEX_ACTION_CONCENTRIC, BANDEX_ACTION_CONCENTRIC, (ms) / 2, (ms) + 3000,      \
                  (ms) * 4, ms, 1, 1}

/* ---- sources ---- */

#define ACSM_SOURCE "ACSM, as tabulated in PMC6962680, table 2"
#define WHO_SOURCE "WHO guidelines on physical activity, 2020"
#define BORDE_SOURCE "Borde 2015 (PMC4656698)"
#define CARE_SHEET "TheraBand care sheet"
#define CARDIAC_SOURCE "PMC10959113, table 1"
#define DIABETES_CARE "Diabetes Care, table 4"
#define RED_FLAG_SOURCE "NBK52120, table 1"
#define CHILDREN_SOURCE "NSCA 2009; consensus 2014 (Lloyd)"

#define PROVENANCE(...) .provenance = {"MIT", STRINGS("libbandex"), STRINGS(__VA_ARGS__)}
#define ANATOMY_PROVENANCE                                                                                             \
    PROVENANCE("anatomy", "segment lengths: Winter 2009, fig. 4.1, after Drillis and Contini 1966")

/* ---- cautions and hazards ---- */

#define COMMON_CAUTIONS                                                                                                \
    CAUTION("inspect_band", WARNING, "Look the band over before every session; throw it away if it has a nick, a tear or a tacky spot.", \
            "Revisa la banda antes de cada sesión; deséchala si tiene un corte, un desgarro o una zona pegajosa."),    \
    CAUTION("stop_signs", WARNING, "Stop at dizziness, trouble breathing or pain that grows, and ask a professional.", \
            "Detente ante mareo, dificultad para respirar o dolor que aumenta, y consulta a un profesional."),         \
    CAUTION("rings_and_eyes", CAUTION, "Take rings off, protect your eyes, and never let the band carry a person or an object.", \
            "Quítate los anillos, protege los ojos y no uses nunca la banda para sostener a una persona o un objeto."), \
    CAUTION("latex", CAUTION, "Many bands are made of latex: with an allergy take a latex-free one.",                  \
            "Muchas bandas son de látex: si tienes alergia, usa una sin látex."),                                      \
    CAUTION("not_advice", NOTICE, "This is information and does not replace the advice of a professional.",            \
            "Esto es información y no sustituye el consejo de un profesional.")

#define OVER_STRETCH                                                                                                   \
    {BANDEX_HAZARD_OVER_STRETCH, T("Never stretch the band beyond three times its rest length.",                       \
                                   "No estires nunca la banda más allá del triple de su longitud en reposo.")}
static const bandex_hazard held_hazards[] = {
    {BANDEX_HAZARD_LINE_OF_FIRE, T("A band that slips flies towards the face or chest: hold it with the whole hand, wrapped once if it is smooth.",
                                   "Si la banda se escapa, sale hacia la cara o el pecho: sujétala con toda la mano y dale una vuelta si resbala.")},
    OVER_STRETCH,
};
static const bandex_hazard underfoot_hazards[] = {
    {BANDEX_HAZARD_LINE_OF_FIRE, T("Keep the face out of the line of the band: it snaps upwards when a foot lets it go.",
                                   "Mantén la cara fuera de la línea de la banda: si el pie la suelta, salta hacia arriba.")},
    {BANDEX_HAZARD_STEPPING_OFF, T("Put the band under the middle of the foot, not the toes, and do not lift the foot while it is stretched.",
                                   "Coloca la banda bajo la mitad del pie, no bajo los dedos, y no levantes el pie mientras esté tensa.")},
    OVER_STRETCH,
};
static const bandex_hazard feet_hazards[] = {
    {BANDEX_HAZARD_LINE_OF_FIRE, T("Keep the feet flexed so that the band cannot slip over the toes towards the body.",
                                   "Mantén los pies flexionados para que la banda no resbale por los dedos hacia el cuerpo.")},
    OVER_STRETCH,
};
static const bandex_hazard anchored_hazards[] = {
    {BANDEX_HAZARD_ANCHOR_FAILURE, T("Pull on the anchor before the first repetition; use a closed door that opens away from you, or something that cannot move.",
                                     "Tira del anclaje antes de la primera repetición; usa una puerta cerrada que se abra hacia el otro lado, o algo que no pueda moverse.")},
    {BANDEX_HAZARD_LINE_OF_FIRE, T("Do not stand with the face in the line of the band; let go only when it is slack.",
                                   "No pongas la cara en la línea de la banda; suéltala solo cuando esté floja.")},
    OVER_STRETCH,
};
static const bandex_hazard leg_hazards[] = {
    {BANDEX_HAZARD_LINE_OF_FIRE, T("Make sure the loop cannot roll up or slide off the leg; wear it over clothes.",
                                   "Comprueba que el lazo no pueda enrollarse ni salirse de la pierna; llévalo sobre la ropa.")},
    OVER_STRETCH,
};
static const bandex_hazard body_hazards[] = {
    {BANDEX_HAZARD_LINE_OF_FIRE, T("Lay the band flat and check that it cannot slide up to the neck.",
                                   "Coloca la banda plana y comprueba que no pueda subir hasta el cuello.")},
    OVER_STRETCH,
};
static const bandex_hazard seat_hazards[] = {
    {BANDEX_HAZARD_STEPPING_OFF, T("Sit on the middle of the band with your full weight and set the brakes of a wheelchair.",
                                   "Siéntate con todo el peso sobre el centro de la banda y frena la silla de ruedas.")},
    {BANDEX_HAZARD_LINE_OF_FIRE, T("Keep the face out of the line between seat and hands.",
                                   "Mantén la cara fuera de la línea entre el asiento y las manos.")},
    OVER_STRETCH,
};

/* ---- dosage ---- */

static const bandex_dosage general_dosage[] = {
    {.population = BANDEX_POPULATION_CHILDREN, .note = T("No numbers: light bands, games of skill before load, a qualified adult at hand.",
                                                         "Sin cifras: bandas suaves, técnica antes que carga y un adulto cualificado presente."),
     .source = CHILDREN_SOURCE},
    {.population = BANDEX_POPULATION_ADULT, .sets_min = 2, .sets_max = 4, .reps_min = 8, .reps_max = 12,
     .intensity_min = 600, .intensity_max = 800, .days_min = 2, .days_max = 3, .source = ACSM_SOURCE},
    {.population = BANDEX_POPULATION_OLDER, .reps_min = 10, .reps_max = 20, .intensity_min = 400, .intensity_max = 500,
     .note = T("To start with.", "Para empezar."), .source = ACSM_SOURCE},
    {.population = BANDEX_POPULATION_OLDER, .sets_min = 2, .sets_max = 3, .reps_min = 7, .reps_max = 9,
     .intensity_min = 700, .intensity_max = 790, .rest_min_s = 60, .rest_max_s = 60, .days_min = 2, .days_max = 2,
     .note = T("What had the best effects, about 6 s a repetition.", "Lo que tuvo mejores efectos, unos 6 s por repetición."),
     .source = BORDE_SOURCE},
    {.population = BANDEX_POPULATION_REHAB, .note = T("As the treating professional prescribes.", "Según lo prescriba el profesional que te trata."),
     .source = "library default"},
};

static const bandex_dosage hold_dosage[] = {
    {.population = BANDEX_POPULATION_ADULT, .sets_min = 2, .sets_max = 3, .reps_min = 3, .reps_max = 6, .hold_s = 5,
     .days_min = 2, .days_max = 3, .note = T("Short holds, breathing on.", "Sostener poco tiempo, sin dejar de respirar."),
     .source = "library default; days a week: " ACSM_SOURCE},
    {.population = BANDEX_POPULATION_OLDER, .sets_min = 1, .sets_max = 2, .reps_min = 3, .reps_max = 5, .hold_s = 3,
     .days_min = 2, .days_max = 3, .note = T("Never hold the breath.", "No contengas nunca la respiración."),
     .source = "library default; days a week: " ACSM_SOURCE},
    {.population = BANDEX_POPULATION_REHAB, .note = T("As the treating professional prescribes.", "Según lo prescriba el profesional que te trata."),
     .source = "library default"},
};

/* ---- populations ---- */

#define FOR_CHILDREN                                                                                                   \
    {BANDEX_POPULATION_CHILDREN, T("Suitable from about 7 or 8 years with a light band and an adult who watches; the maker of TheraBand asks for a doctor's direction.", \
                                   "Apto desde los 7 u 8 años con una banda suave y un adulto que vigile; el fabricante de TheraBand pide indicación médica.")}
#define FOR_ADULTS                                                                                                     \
    {BANDEX_POPULATION_ADULT, T("Choose a band with which the last repetitions are hard and still clean.",             \
                                "Elige una banda con la que las últimas repeticiones cuesten y sigan siendo limpias.")}
#define FOR_OLDER                                                                                                      \
    {BANDEX_POPULATION_OLDER, T("Start with a light band and more repetitions; have something to hold on to when you stand.", \
                                "Empieza con una banda suave y más repeticiones; ten un apoyo cerca si estás de pie.")}
#define FOR_REHAB                                                                                                      \
    {BANDEX_POPULATION_REHAB, T("Only in the range that does not hurt and as agreed with the professional who treats you.", \
                                "Solo en el recorrido sin dolor y según lo acordado con el profesional que te trata.")}
#define FOR_WHEELCHAIR                                                                                                 \
    {BANDEX_POPULATION_WHEELCHAIR, T("Can be done from a wheelchair: set the brakes, keep both sides of the trunk supported, swing the armrests away if they are in the way.", \
                                     "Puede hacerse en silla de ruedas: pon los frenos, apoya bien el tronco y retira los reposabrazos si estorban.")}

static const bandex_population everyone[] = {FOR_CHILDREN, FOR_ADULTS, FOR_OLDER, FOR_REHAB};
static const bandex_population everyone_and_wheelchair[] = {FOR_CHILDREN, FOR_ADULTS, FOR_OLDER, FOR_WHEELCHAIR, FOR_REHAB};

/* ---- contraindications ---- */

#define CONTRA(code, severity, effect, source, en, es)                                                                 \
    {code, BANDEX_SEVERITY_##severity, BANDEX_EFFECT_##effect, T(en, es), source}

#define GENERAL_CONTRA                                                                                                 \
    CONTRA("unstable_angina", ABSOLUTE, EXCLUDE, CARDIAC_SOURCE, "Unstable angina or unstable coronary disease.",      \
           "Angina inestable o enfermedad coronaria inestable."),                                                      \
    CONTRA("uncontrolled_arrhythmia", ABSOLUTE, EXCLUDE, CARDIAC_SOURCE, "Arrhythmia that is not controlled.",         \
           "Arritmia no controlada."),                                                                                 \
    CONTRA("decompensated_heart_failure", ABSOLUTE, EXCLUDE, CARDIAC_SOURCE, "Decompensated heart failure.",           \
           "Insuficiencia cardíaca descompensada."),                                                                   \
    CONTRA("severe_valve_disease", ABSOLUTE, EXCLUDE, CARDIAC_SOURCE, "Severe disease or stenosis of a heart valve.",  \
           "Valvulopatía o estenosis valvular grave."),                                                                \
    CONTRA("severe_pulmonary_hypertension", ABSOLUTE, EXCLUDE, CARDIAC_SOURCE, "Severe pulmonary hypertension (above 55 mmHg).", \
           "Hipertensión pulmonar grave (más de 55 mmHg)."),                                                           \
    CONTRA("acute_carditis", ABSOLUTE, EXCLUDE, CARDIAC_SOURCE, "Acute myocarditis, endocarditis or pericarditis.",    \
           "Miocarditis, endocarditis o pericarditis aguda."),                                                         \
    CONTRA("aortic_dissection", ABSOLUTE, EXCLUDE, CARDIAC_SOURCE, "Aortic dissection.", "Disección aórtica."),        \
    CONTRA("marfan_syndrome", ABSOLUTE, EXCLUDE, CARDIAC_SOURCE, "Marfan syndrome.", "Síndrome de Marfan."),           \
    CONTRA("blood_pressure_over_180_110", ABSOLUTE, EXCLUDE, CARDIAC_SOURCE, "Blood pressure above 180/110 mmHg.",     \
           "Presión arterial superior a 180/110 mmHg."),                                                               \
    CONTRA("acute_dvt_pe", ABSOLUTE, EXCLUDE, DIABETES_CARE, "Acute thrombosis of a deep vein or pulmonary embolism.", \
           "Trombosis venosa profunda aguda o embolia pulmonar."),                                                     \
    CONTRA("recent_brain_hemorrhage", ABSOLUTE, EXCLUDE, DIABETES_CARE, "Recent bleeding in the brain.",               \
           "Hemorragia cerebral reciente."),                                                                           \
    CONTRA("large_aneurysm", ABSOLUTE, EXCLUDE, DIABETES_CARE, "Cerebral or large aortic aneurysm.",                   \
           "Aneurisma cerebral o aneurisma aórtico grande."),                                                          \
    CONTRA("retinal_bleed_or_detachment", ABSOLUTE, EXCLUDE, DIABETES_CARE, "Acute retinal bleeding or detachment, or severe proliferative retinopathy.", \
           "Hemorragia o desprendimiento agudo de retina, o retinopatía proliferativa grave."),                        \
    CONTRA("recent_eye_surgery", ABSOLUTE, EXCLUDE, DIABETES_CARE, "Recent surgery of an eye.", "Cirugía ocular reciente."), \
    CONTRA("intoxication", ABSOLUTE, EXCLUDE, DIABETES_CARE, "Alcohol or other intoxication.", "Intoxicación por alcohol u otras sustancias."), \
    CONTRA("blood_pressure_over_160_100", RELATIVE, SUPERVISE, CARDIAC_SOURCE, "Blood pressure above 160/100 mmHg.",   \
           "Presión arterial superior a 160/100 mmHg."),                                                               \
    CONTRA("diabetes", RELATIVE, SUPERVISE, CARDIAC_SOURCE, "Diabetes.", "Diabetes."),                                 \
    CONTRA("low_exercise_capacity", RELATIVE, LIMIT_LOAD, CARDIAC_SOURCE, "Exercise capacity below 4 METs.",           \
           "Capacidad de ejercicio inferior a 4 MET."),                                                                \
    CONTRA("pacemaker_icd", RELATIVE, SUPERVISE, CARDIAC_SOURCE, "Pacemaker or implanted defibrillator.",              \
           "Marcapasos o desfibrilador implantado."),                                                                  \
    CONTRA("musculoskeletal_limits", RELATIVE, LIMIT_ROM, CARDIAC_SOURCE, "Limits of muscles or joints that the movement meets.", \
           "Limitaciones musculares o articulares que afectan al movimiento."),                                        \
    CONTRA("coronary_risk_factors", RELATIVE, SUPERVISE, CARDIAC_SOURCE, "Risk factors of coronary disease.",          \
           "Factores de riesgo coronario."),                                                                           \
    CONTRA("pain_increase", RELATIVE, EXCLUDE, DIABETES_CARE, "Pain that the movement makes clearly worse.",           \
           "Dolor que el movimiento empeora claramente."),                                                             \
    CONTRA("unstable_joint", RELATIVE, EXCLUDE, DIABETES_CARE, "A joint in use that is unstable or freshly injured.",  \
           "Una articulación implicada inestable o recién lesionada."),                                                \
    CONTRA("recent_fracture", RELATIVE, EXCLUDE, DIABETES_CARE, "A fracture of the last six months in the part that is loaded.", \
           "Una fractura de los últimos seis meses en la zona cargada."),                                              \
    CONTRA("acute_joint_inflammation", RELATIVE, EXCLUDE, DIABETES_CARE, "Acute inflammatory disease of a joint in use.", \
           "Enfermedad inflamatoria aguda de una articulación implicada."),                                            \
    CONTRA("hernia", RELATIVE, LIMIT_LOAD, DIABETES_CARE, "A hernia.", "Una hernia."),                                 \
    CONTRA("latex_allergy", CAUTION, SUPERVISE, CARE_SHEET, "Allergy to latex: use a latex-free band.",                \
           "Alergia al látex: usa una banda sin látex.")

static const bandex_contraindication general_contra[] = {GENERAL_CONTRA};

/* The joint at work, beyond the general list: library defaults, all of them to be judged by a professional. */
static const bandex_contraindication shoulder_contra[] = {
    GENERAL_CONTRA,
    CONTRA("painful_shoulder", CAUTION, LIMIT_ROM, "library default", "A shoulder that hurts when the arm is raised: stay below the painful arc.",
           "Hombro que duele al elevar el brazo: quédate por debajo del arco doloroso."),
};
static const bandex_contraindication back_contra[] = {
    GENERAL_CONTRA,
    CONTRA("back_pain_red_flag", ABSOLUTE, EXCLUDE, RED_FLAG_SOURCE,
           "Back pain with a warning sign: major injury (a minor one with osteoporosis), history of cancer, fever or loss of weight, risk of infection, pain at night or lying down, numbness of the saddle area, loss of bladder control, growing weakness of a leg.",
           "Dolor de espalda con una señal de alarma: traumatismo importante (o leve con osteoporosis), antecedente de cáncer, fiebre o pérdida de peso, riesgo de infección, dolor nocturno o al estar tumbado, adormecimiento en silla de montar, pérdida de control de la vejiga, debilidad creciente de una pierna."),
    CONTRA("back_pain_age", CAUTION, SUPERVISE, RED_FLAG_SOURCE, "New back pain before the age of 20 or after 50.",
           "Dolor de espalda nuevo antes de los 20 o después de los 50 años."),
};
static const bandex_contraindication knee_contra[] = {
    GENERAL_CONTRA,
    CONTRA("painful_knee", CAUTION, LIMIT_ROM, "library default", "A knee that hurts when it is bent under load: stay in the painless range.",
           "Rodilla que duele al flexionarla con carga: quédate en el recorrido sin dolor."),
};
static const bandex_contraindication hip_contra[] = {
    GENERAL_CONTRA,
    CONTRA("hip_replacement", RELATIVE, LIMIT_ROM, "library default", "A hip replacement: keep to the movements that the surgeon allows.",
           "Prótesis de cadera: limítate a los movimientos que permita el cirujano."),
};
static const bandex_contraindication neck_contra[] = {
    GENERAL_CONTRA,
    CONTRA("neck_nerve_signs", ABSOLUTE, EXCLUDE, "library default", "Neck pain with tingling, weakness of an arm, or dizziness.",
           "Dolor de cuello con hormigueo, debilidad de un brazo o mareo."),
    CONTRA("neck_trauma", ABSOLUTE, EXCLUDE, "library default", "Injury of the neck that has not been examined.",
           "Lesión del cuello que no se ha examinado."),
};

/* ---- set-ups ---- */

#define BAND(kinds, points, fold, strands, grip, width, needs_anchor)                                                  \
    .band = {kinds, points, 1, strands, BANDEX_FOLD_##fold, BANDEX_GRIP_##grip, width, needs_anchor}
#define POINTS(...) CHOICES(__VA_ARGS__)
#define ENDS T("At the ends, so that both strands are equally long.", "En los extremos, con los dos tramos igual de largos.")

/* Both hands, the middle of the band under both feet. */
#define UNDERFOOT(grip)                                                                                                \
    BAND(FLAT_TUBE, POINTS(BANDEX_POINT_HAND_L, BANDEX_POINT_FOOT_L, BANDEX_POINT_FOOT_R, BANDEX_POINT_HAND_R), SINGLE, 1, grip, ENDS, 0), \
    .anchor = {BANDEX_ANCHOR_UNDERFOOT, BANDEX_HEIGHT_LOW, 0, 0, BANDEX_DIRECTION_BELOW}, .hazards = ALL(underfoot_hazards)
/* One hand (written for the right), the band under the foot of the same side. */
#define UNDERFOOT_ONE(grip)                                                                                            \
    BAND(FLAT_TUBE, POINTS(BANDEX_POINT_HAND_R, BANDEX_POINT_FOOT_R), SINGLE, 1, grip,                                 \
         T("At the end.", "En el extremo."), 0),                                                                       \
    .anchor = {BANDEX_ANCHOR_UNDERFOOT, BANDEX_HEIGHT_LOW, 0, 0, BANDEX_DIRECTION_BELOW}, .hazards = ALL(underfoot_hazards)
/* Both hands, the middle of the band in a door anchor; distance in permille of stature. */
#define DOOR(grip, height, distance, direction)                                                                        \
    BAND(FLAT_TUBE, POINTS(BANDEX_POINT_HAND_L, BANDEX_POINT_ANCHOR, BANDEX_POINT_HAND_R), SINGLE, 1, grip, ENDS, 1),  \
    .anchor = {BANDEX_ANCHOR_DOOR, BANDEX_HEIGHT_##height, 0, distance, BANDEX_DIRECTION_##direction},                 \
    .equipment = CHOICES(BANDEX_EQUIPMENT_DOOR_ANCHOR), .hazards = ALL(anchored_hazards)
/* One point of the body (written for the right side) and the door. */
#define DOOR_ONE(point, grip, height, distance, direction, ...)                                                        \
    BAND(FLAT_TUBE, POINTS(BANDEX_POINT_##point, BANDEX_POINT_ANCHOR), SINGLE, 1, grip, T("At the end.", "En el extremo."), 1), \
    .anchor = {BANDEX_ANCHOR_DOOR, BANDEX_HEIGHT_##height, 0, distance, BANDEX_DIRECTION_##direction},                 \
    .equipment = CHOICES(__VA_ARGS__), .hazards = ALL(anchored_hazards)
/* A loop band, or a flat one tied, round both legs: two strands. */
#define LEG_LOOP(left, right)                                                                                          \
    BAND(LOOP_FLAT, POINTS(BANDEX_POINT_##left, BANDEX_POINT_##right), CLOSED_LOOP, 2, CUFF,                           \
         T("Flat on the skin or clothes, knot to the front.", "Plana sobre la piel o la ropa, con el nudo delante."), 0), \
    .anchor = {BANDEX_ANCHOR_NONE, 0, 0, 0, 0}, .hazards = ALL(leg_hazards)
/* The band between the hands. */
#define BETWEEN_HANDS(grip)                                                                                            \
    BAND(FLAT_TUBE, POINTS(BANDEX_POINT_HAND_L, BANDEX_POINT_HAND_R), SINGLE, 1, grip,                                 \
         T("As far apart as the start asks for; nearer is harder.", "A la distancia de la posición inicial; más cerca es más difícil."), 0), \
    .anchor = {BANDEX_ANCHOR_NONE, 0, 0, 0, 0}, .hazards = ALL(held_hazards)
/* Both hands, the middle of the band over a part of the body: one strand from there to each hand. */
#define ROUND_BODY(point, grip)                                                                                        \
    BAND(FLAT_TUBE, POINTS(BANDEX_POINT_HAND_L, BANDEX_POINT_##point, BANDEX_POINT_HAND_R), SINGLE, 1, grip, ENDS, 0), \
    .anchor = {BANDEX_ANCHOR_AROUND_BODY, 0, 0, 0, BANDEX_DIRECTION_BEHIND}, .hazards = ALL(body_hazards)
/* Both hands, the middle of the band round the sole of one foot (written for the right). */
#define ROUND_FOOT(grip)                                                                                               \
    BAND(ANY_LONG, POINTS(BANDEX_POINT_HAND_L, BANDEX_POINT_FOOT_R, BANDEX_POINT_HAND_R), SINGLE, 1, grip, ENDS, 0),   \
    .anchor = {BANDEX_ANCHOR_AROUND_FEET, 0, 0, 0, BANDEX_DIRECTION_FRONT}, .hazards = ALL(feet_hazards)

/* ---- what most exercises have ---- */

#define MORE_SETS_OR_BAND                                                                                              \
    .progressions = TEXTS(T("Add a set week by week.", "Añade una serie cada semana."),                                \
                          T("Change to a stiffer band.", "Cambia a una banda más dura."))
/* For whom, how much, when not. people is a list of notes, contra one of contraindications. */
#define FOR(people, contra)                                                                                            \
    MORE_SETS_OR_BAND, .dosage = ALL(general_dosage), .contraindications = ALL(contra), .populations = ALL(people)

#define STEP_OFF STEP(RETURN, "Let the band go slack, then step off.", "Deja la banda floja y baja de ella.")
#define LET_GO STEP(RETURN, "Let the band go slack before you let go.", "Deja la banda floja antes de soltarla.")
#define WALK_BACK STEP(RETURN, "Walk to the anchor until the band is slack.", "Camina hacia el anclaje hasta que la banda quede floja.")
#define CHANGE_SIDES STEP(SWITCH, "After the set rest briefly and change sides; the weaker side begins.", "Tras la serie descansa un poco y cambia de lado; empieza el lado más débil.")

#endif
