/* SPDX-License-Identifier: MIT */
#include "exercise_picture.h"

#include <math.h>
#include <string.h>

/* ---- muscles: a front and a back, each muscle an ellipse on both sides of the middle ---- */

enum { FRONT = 0, BACK = 1 };

/* Place of a muscle: distance from the middle and height in a body of 240 units, half axes. */
typedef struct place {
    int32_t muscle;
    int view;
    float across, down, width, height;
} place;

static const place places[] = {
    {BANDEX_MUSCLE_STERNOCLEIDOMASTOID, FRONT, 5, 36, 3, 7},
    {BANDEX_MUSCLE_TRAPEZIUS_UPPER, FRONT, 13, 43, 9, 4},
    {BANDEX_MUSCLE_DELTOID_ANTERIOR, FRONT, 25, 52, 6, 8},
    {BANDEX_MUSCLE_DELTOID_LATERAL, FRONT, 31, 54, 4, 9},
    {BANDEX_MUSCLE_SUBSCAPULARIS, FRONT, 20, 56, 3, 5},
    {BANDEX_MUSCLE_PECTORALIS_MAJOR_CLAVICULAR, FRONT, 11, 54, 10, 4},
    {BANDEX_MUSCLE_PECTORALIS_MAJOR_STERNOCOSTAL, FRONT, 11, 63, 10, 6},
    {BANDEX_MUSCLE_PECTORALIS_MINOR, FRONT, 15, 60, 3, 5},
    {BANDEX_MUSCLE_SERRATUS_ANTERIOR, FRONT, 20, 75, 4, 8},
    {BANDEX_MUSCLE_RECTUS_ABDOMINIS, FRONT, 5, 88, 5, 18},
    {BANDEX_MUSCLE_EXTERNAL_OBLIQUE, FRONT, 15, 90, 5, 12},
    {BANDEX_MUSCLE_INTERNAL_OBLIQUE, FRONT, 13, 98, 4, 8},
    {BANDEX_MUSCLE_TRANSVERSUS_ABDOMINIS, FRONT, 9, 104, 7, 4},
    {BANDEX_MUSCLE_BICEPS_BRACHII, FRONT, 33, 72, 5, 12},
    {BANDEX_MUSCLE_BRACHIALIS, FRONT, 36, 83, 3, 6},
    {BANDEX_MUSCLE_BRACHIORADIALIS, FRONT, 39, 93, 3, 7},
    {BANDEX_MUSCLE_FOREARM_FLEXORS, FRONT, 37, 102, 4, 11},
    {BANDEX_MUSCLE_ILIOPSOAS, FRONT, 10, 116, 5, 7},
    {BANDEX_MUSCLE_TENSOR_FASCIAE_LATAE, FRONT, 20, 119, 3, 8},
    {BANDEX_MUSCLE_SARTORIUS, FRONT, 10, 132, 2, 14},
    {BANDEX_MUSCLE_HIP_ADDUCTORS, FRONT, 5, 135, 4, 13},
    {BANDEX_MUSCLE_RECTUS_FEMORIS, FRONT, 14, 145, 4, 22},
    {BANDEX_MUSCLE_QUADRICEPS_FEMORIS, FRONT, 14, 147, 8, 23},
    {BANDEX_MUSCLE_TIBIALIS_ANTERIOR, FRONT, 13, 198, 4, 19},
    {BANDEX_MUSCLE_FIBULARIS_LONGUS, FRONT, 18, 198, 2, 17},
    {BANDEX_MUSCLE_SPLENIUS, BACK, 4, 33, 3, 7},
    {BANDEX_MUSCLE_SEMISPINALIS, BACK, 2, 34, 2, 8},
    {BANDEX_MUSCLE_LEVATOR_SCAPULAE, BACK, 9, 40, 3, 5},
    {BANDEX_MUSCLE_TRAPEZIUS_UPPER, BACK, 12, 43, 10, 4},
    {BANDEX_MUSCLE_TRAPEZIUS_MIDDLE, BACK, 8, 53, 8, 4},
    {BANDEX_MUSCLE_TRAPEZIUS_LOWER, BACK, 5, 67, 4, 10},
    {BANDEX_MUSCLE_RHOMBOIDS, BACK, 12, 60, 4, 6},
    {BANDEX_MUSCLE_SUPRASPINATUS, BACK, 18, 49, 6, 2},
    {BANDEX_MUSCLE_DELTOID_POSTERIOR, BACK, 26, 52, 6, 8},
    {BANDEX_MUSCLE_DELTOID_LATERAL, BACK, 31, 54, 4, 9},
    {BANDEX_MUSCLE_INFRASPINATUS, BACK, 19, 60, 5, 5},
    {BANDEX_MUSCLE_TERES_MINOR, BACK, 22, 66, 4, 2},
    {BANDEX_MUSCLE_TERES_MAJOR, BACK, 21, 70, 5, 3},
    {BANDEX_MUSCLE_LATISSIMUS_DORSI, BACK, 15, 81, 8, 12},
    {BANDEX_MUSCLE_ERECTOR_SPINAE, BACK, 5, 92, 3, 16},
    {BANDEX_MUSCLE_MULTIFIDUS, BACK, 3, 105, 2, 7},
    {BANDEX_MUSCLE_QUADRATUS_LUMBORUM, BACK, 11, 102, 3, 6},
    {BANDEX_MUSCLE_TRICEPS_BRACHII, BACK, 33, 72, 5, 13},
    {BANDEX_MUSCLE_FOREARM_EXTENSORS, BACK, 38, 100, 4, 12},
    {BANDEX_MUSCLE_GLUTEUS_MEDIUS, BACK, 14, 111, 7, 5},
    {BANDEX_MUSCLE_GLUTEUS_MINIMUS, BACK, 17, 114, 4, 4},
    {BANDEX_MUSCLE_PIRIFORMIS, BACK, 11, 118, 6, 2},
    {BANDEX_MUSCLE_GLUTEUS_MAXIMUS, BACK, 11, 124, 10, 9},
    {BANDEX_MUSCLE_ADDUCTOR_MAGNUS, BACK, 5, 140, 3, 11},
    {BANDEX_MUSCLE_HAMSTRINGS, BACK, 13, 153, 7, 19},
    {BANDEX_MUSCLE_GASTROCNEMIUS, BACK, 13, 187, 6, 13},
    {BANDEX_MUSCLE_SOLEUS, BACK, 13, 206, 4, 9},
    {BANDEX_MUSCLE_TIBIALIS_POSTERIOR, BACK, 9, 204, 2, 10},
};

/* Best role that the exercise gives to a place on one side (BANDEX_SIDE_LEFT, _RIGHT); 0: none. One-sided exercises
 * are drawn for a working right side. */
static int32_t role_at(const bandex_exercise *exercise, int32_t muscle, int32_t side)
{
    int32_t best = 0;
    for (size_t i = 0; i < exercise->muscle_count; i++) {
        const bandex_muscle_use *use = &exercise->muscles[i];
        int32_t where = bandex_side_resolve(use->side, BANDEX_SIDE_RIGHT);
        int here = bandex_muscle_in(use->muscle, muscle) || bandex_muscle_in(muscle, use->muscle);
        if (here && (where == BANDEX_SIDE_BOTH || where == side) && (best == 0 || use->role < best)) {
            best = use->role;
        }
    }
    return best;
}

static void put_body(FILE *to, float x, const char *label)
{
    fprintf(to, "<g class=\"body\"><circle cx=\"%g\" cy=\"18\" r=\"12\"/>"
                "<path d=\"M%g 30h10v8l24 9-4 40 2 22-4 8h-46l-4-8 2-22-4-40 24-9z\"/>"
                "<path class=\"limb\" d=\"M%g 52l6 42 1 26M%g 52l-6 42-1 26M%g 118l1 56-1 50M%g 118l-1 56 1 50\"/></g>"
                "<text x=\"%g\" y=\"248\">%s</text>\n",
            (double)x, (double)(x - 5), (double)(x + 31), (double)(x - 31), (double)(x + 13), (double)(x - 13), (double)x, label);
}

static void put_muscles(FILE *to, const bandex_exercise *exercise, int view, float x)
{
    /* What matters least is drawn first. */
    for (int32_t role = BANDEX_ROLE_STABILIZER; role >= BANDEX_ROLE_PRIMARY; role--) {
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            const place *at = &places[i];
            for (int32_t side = BANDEX_SIDE_LEFT; at->view == view && side <= BANDEX_SIDE_RIGHT; side++) {
                /* Seen from the front the person's right is on the left. */
                float sign = (side == BANDEX_SIDE_RIGHT) == (view == FRONT) ? -1.0f : 1.0f;
                if (role_at(exercise, at->muscle, side) == role) {
                    fprintf(to, "<ellipse class=\"%s\" cx=\"%g\" cy=\"%g\" rx=\"%g\" ry=\"%g\"/>\n",
                            bandex_vocabulary_token(BANDEX_VOCABULARY_ROLE, role), (double)(x + sign * at->across),
                            (double)at->down, (double)at->width, (double)at->height);
                }
            }
        }
    }
}

/* ---- band: a figure from the side, facing right ---- */

typedef struct point {
    float x, y;
} point;

typedef struct figure {
    point head, shoulder, hip, knee, foot, hand;
} figure;

#define FLOOR 208.0f
#define ARM 46.0f

static int uses(const bandex_exercise *exercise, int32_t thing)
{
    for (size_t i = 0; i < exercise->equipment_count; i++) {
        if (exercise->equipment[i] == thing) {
            return 1;
        }
    }
    return 0;
}

static int on_all_fours(const bandex_exercise *exercise)
{
    return exercise->body_position == BANDEX_POSITION_KNEELING &&
           (exercise->pattern == BANDEX_PATTERN_HIP_EXTENSION || exercise->pattern == BANDEX_PATTERN_TRUNK_EXTENSION);
}

static figure posture(const bandex_exercise *exercise)
{
    static const figure postures[] = {
        [BANDEX_POSITION_SEATED] = {{70, 120}, {70, 143}, {70, 196}, {112, 190}, {154, 196}, {0, 0}},
        [BANDEX_POSITION_STANDING] = {{100, 38}, {100, 62}, {100, 116}, {103, 160}, {100, 205}, {0, 0}},
        [BANDEX_POSITION_HINGED] = {{152, 84}, {132, 95}, {86, 120}, {101, 162}, {94, 205}, {0, 0}},
        [BANDEX_POSITION_KNEELING] = {{98, 82}, {98, 106}, {98, 158}, {100, 203}, {64, 205}, {0, 0}},
        [BANDEX_POSITION_SUPINE] = {{28, 192}, {52, 197}, {104, 197}, {132, 164}, {152, 203}, {0, 0}},
        [BANDEX_POSITION_PRONE] = {{172, 178}, {150, 180}, {100, 192}, {62, 198}, {22, 203}, {0, 0}},
        [BANDEX_POSITION_SIDE_LYING] = {{28, 192}, {52, 197}, {104, 197}, {140, 190}, {112, 200}, {0, 0}},
        [BANDEX_POSITION_WHEELCHAIR] = {{80, 78}, {80, 102}, {80, 152}, {122, 154}, {126, 203}, {0, 0}},
    };
    if (exercise->body_position == BANDEX_POSITION_SEATED && uses(exercise, BANDEX_EQUIPMENT_CHAIR)) {
        return postures[BANDEX_POSITION_WHEELCHAIR];
    }
    if (on_all_fours(exercise)) {
        return (figure){{164, 146}, {142, 152}, {88, 156}, {54, 154}, {16, 150}, {0, 0}}; /* a leg stretched back */
    }
    return postures[exercise->body_position];
}

/* Where the hand is at the peak, from the shoulder of an upright person who faces right, in arm lengths. */
static point reach(const bandex_exercise *exercise)
{
    switch (exercise->pattern) {
    case BANDEX_PATTERN_HORIZONTAL_PULL:
        return (point){0.30f, 0.80f};
    case BANDEX_PATTERN_VERTICAL_PULL:
    case BANDEX_PATTERN_ELBOW_FLEXION:
    case BANDEX_PATTERN_SQUAT:
    case BANDEX_PATTERN_LUNGE:
    case BANDEX_PATTERN_PLANTAR_FLEXION:
        return (point){0.35f, 0.10f};
    case BANDEX_PATTERN_HORIZONTAL_PUSH:
    case BANDEX_PATTERN_SHOULDER_FLEXION:
    case BANDEX_PATTERN_SHOULDER_ABDUCTION:
    case BANDEX_PATTERN_HORIZONTAL_ABDUCTION:
    case BANDEX_PATTERN_HORIZONTAL_ADDUCTION:
    case BANDEX_PATTERN_SCAPULAR_PROTRACTION:
    case BANDEX_PATTERN_ANTI_ROTATION:
    case BANDEX_PATTERN_TRUNK_ROTATION:
    case BANDEX_PATTERN_NECK_ISOMETRIC:
        return (point){0.97f, 0.05f};
    case BANDEX_PATTERN_ELBOW_EXTENSION:
        if (exercise->anchor.direction != BANDEX_DIRECTION_BEHIND) {
            return (point){0.15f, 0.98f};
        }
        /* a band from behind is pressed away from the head: up, or forward when lying */
        return exercise->body_position == BANDEX_POSITION_SUPINE ? (point){0.97f, 0.05f} : (point){0.05f, -0.97f};
    case BANDEX_PATTERN_VERTICAL_PUSH:
        return (point){0.10f, -0.97f};
    case BANDEX_PATTERN_SHOULDER_ROTATION:
        return (point){0.65f, 0.60f};
    case BANDEX_PATTERN_WRIST_FLEXION:
    case BANDEX_PATTERN_WRIST_EXTENSION:
        return (point){0.85f, 0.90f};
    case BANDEX_PATTERN_TRUNK_FLEXION:
        return (point){0.25f, -0.35f};
    default:
        return (point){0.15f, 0.98f};
    }
}

static figure figure_of(const bandex_exercise *exercise)
{
    figure self = posture(exercise);
    point arm = reach(exercise);
    point turned = arm;
    if (on_all_fours(exercise)) {
        self.hand = exercise->pattern == BANDEX_PATTERN_TRUNK_EXTENSION ? (point){self.shoulder.x + ARM, self.shoulder.y - 8}
                                                                        : (point){self.shoulder.x + 2, FLOOR - 4};
        return self;
    }
    switch (exercise->body_position) {
    case BANDEX_POSITION_SUPINE:
    case BANDEX_POSITION_SIDE_LYING:
        turned = (point){arm.y, -arm.x}; /* forward is up, down is towards the feet */
        break;
    case BANDEX_POSITION_PRONE:
        turned = (point){-arm.y, arm.x};
        break;
    default:
        break;
    }
    self.hand = (point){self.shoulder.x + ARM * turned.x, fminf(self.shoulder.y + ARM * turned.y, FLOOR - 3)};
    return self;
}

static point anchor_of(const bandex_exercise *exercise)
{
    float y = exercise->anchor.height == BANDEX_HEIGHT_LOW ? 200.0f : exercise->anchor.height == BANDEX_HEIGHT_HIGH ? 26.0f : 104.0f;
    float x = exercise->anchor.direction == BANDEX_DIRECTION_BEHIND ? 8.0f
              : exercise->anchor.direction == BANDEX_DIRECTION_ABOVE ? 150.0f : 194.0f;
    return (point){x, y};
}

/* The band from hand to hand is drawn with the arms to both sides. */
static int between_hands(const bandex_exercise *exercise)
{
    return exercise->band.path_count == 2 && exercise->band.path[0] == BANDEX_POINT_HAND_L &&
           exercise->band.path[1] == BANDEX_POINT_HAND_R;
}

static point point_of(const bandex_exercise *exercise, const figure *body, int32_t at)
{
    switch (at) {
    case BANDEX_POINT_HAND_L:
        return between_hands(exercise) ? (point){2 * body->shoulder.x - body->hand.x, body->hand.y}
                                       : (point){body->hand.x + 3, body->hand.y - 2};
    case BANDEX_POINT_HAND_R:
        return body->hand;
    case BANDEX_POINT_FOOT_L:
        return (point){body->foot.x + 18, body->foot.y};
    case BANDEX_POINT_FOOT_R:
        return body->foot;
    case BANDEX_POINT_KNEE_L:
        return (point){body->knee.x + 14, body->knee.y};
    case BANDEX_POINT_KNEE_R:
        return body->knee;
    case BANDEX_POINT_ANKLE_L:
        return (point){body->foot.x + 18, body->foot.y - 8};
    case BANDEX_POINT_ANKLE_R:
        return (point){body->foot.x, body->foot.y - 8};
    case BANDEX_POINT_MID_BACK:
        return (point){body->shoulder.x + (body->hip.x - body->shoulder.x) * 0.25f - 5, body->shoulder.y + (body->hip.y - body->shoulder.y) * 0.25f + 2};
    case BANDEX_POINT_PELVIS:
        return (point){body->hip.x + 4, body->hip.y - 4};
    case BANDEX_POINT_HEAD:
        return (point){body->head.x - 11, body->head.y};
    case BANDEX_POINT_SEAT:
        return (point){body->hip.x + 8, body->hip.y + 6};
    default:
        return anchor_of(exercise);
    }
}

/* A second arm or leg where the band needs both, or the body stands on them. */
static void put_second_limbs(FILE *to, const bandex_exercise *exercise, const figure *body, float x)
{
    if (between_hands(exercise)) {
        point hand = point_of(exercise, body, BANDEX_POINT_HAND_L);
        fprintf(to, "<path class=\"stick\" d=\"M%g %gL%g %g\"/>\n", (double)(x + body->shoulder.x), (double)body->shoulder.y,
                (double)(x + hand.x), (double)hand.y);
    }
    if (on_all_fours(exercise)) {
        fprintf(to, "<path class=\"stick\" d=\"M%g %gL%g 204h-38M%g %gV204\"/>\n", (double)(x + body->hip.x), (double)body->hip.y,
                (double)(x + body->hip.x + 2), (double)(x + body->shoulder.x), (double)body->shoulder.y);
    }
    for (size_t i = 0; i < exercise->band.path_count; i++) {
        int32_t at = exercise->band.path[i];
        if (at == BANDEX_POINT_FOOT_L || at == BANDEX_POINT_ANKLE_L || at == BANDEX_POINT_KNEE_L) {
            fprintf(to, "<path class=\"stick\" d=\"M%g %gL%g %gL%g %g\"/>\n", (double)(x + body->hip.x), (double)body->hip.y,
                    (double)(x + body->knee.x + 14), (double)body->knee.y, (double)(x + body->foot.x + 18), (double)body->foot.y);
            return;
        }
    }
}

static void put_band(FILE *to, const bandex_exercise *exercise, float x)
{
    figure body = figure_of(exercise);
    fprintf(to, "<path class=\"floor\" d=\"M%g %gh200\"/>\n", (double)x, (double)FLOOR);
    if (exercise->body_position == BANDEX_POSITION_WHEELCHAIR) {
        fprintf(to, "<circle class=\"thing\" cx=\"%g\" cy=\"178\" r=\"29\"/>\n", (double)(x + 80));
    } else if (uses(exercise, BANDEX_EQUIPMENT_CHAIR) && exercise->body_position == BANDEX_POSITION_SEATED) {
        fprintf(to, "<path class=\"thing\" d=\"M%g 100v108M%g 160h40v48\"/>\n", (double)(x + 64), (double)(x + 64));
    }
    put_second_limbs(to, exercise, &body, x);
    fprintf(to, "<circle class=\"stick\" cx=\"%g\" cy=\"%g\" r=\"11\"/>\n", (double)(x + body.head.x), (double)body.head.y);
    fprintf(to, "<path class=\"stick\" d=\"M%g %gL%g %gL%g %gL%g %gM%g %gL%g %g\"/>\n", (double)(x + body.shoulder.x),
            (double)body.shoulder.y, (double)(x + body.hip.x), (double)body.hip.y, (double)(x + body.knee.x), (double)body.knee.y,
            (double)(x + body.foot.x), (double)body.foot.y, (double)(x + body.shoulder.x), (double)body.shoulder.y,
            (double)(x + body.hand.x), (double)body.hand.y);
    fputs("<path class=\"band\" d=\"", to);
    for (size_t i = 0; i < exercise->band.path_count; i++) {
        point at = point_of(exercise, &body, exercise->band.path[i]);
        fprintf(to, "%c%.0f %.0f", i == 0 ? 'M' : 'L', (double)(x + at.x), (double)at.y);
    }
    fputs("\"/>\n", to);
    if (exercise->band.needs_anchor) {
        point at = anchor_of(exercise);
        fprintf(to, "<rect class=\"anchor\" x=\"%.0f\" y=\"%.0f\" width=\"8\" height=\"8\"/>\n", (double)(x + at.x - 4), (double)(at.y - 4));
    }
    fprintf(to, "<text x=\"%g\" y=\"248\">band</text>\n", (double)(x + 100));
}

void exercise_picture(FILE *to, const bandex_exercise *exercise)
{
    fprintf(to,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 420 256\" width=\"420\" height=\"256\" role=\"img\">\n"
            "<title>%s: band and muscles</title>\n"
            "<style>text{font:11px sans-serif;text-anchor:middle;fill:#57606a}.body{fill:#8c959f;fill-opacity:.3}"
            ".limb{fill:none;stroke:#8c959f;stroke-opacity:.3;stroke-width:13;stroke-linecap:round;stroke-linejoin:round}"
            ".primary{fill:#d1242f}.secondary{fill:#d1242f;fill-opacity:.45}.stabiliser{fill:none;stroke:#d1242f;stroke-dasharray:2 2}"
            ".stick{fill:none;stroke:#6e7781;stroke-width:5;stroke-linecap:round;stroke-linejoin:round}"
            ".band{fill:none;stroke:#0969da;stroke-width:3;stroke-linejoin:round}.anchor{fill:#0969da}"
            ".thing,.floor{fill:none;stroke:#8c959f;stroke-width:2}"
            "@media(prefers-color-scheme:dark){text{fill:#9198a1}.band{stroke:#58a6ff}.anchor{fill:#58a6ff}"
            ".primary{fill:#ff7b72}.secondary{fill:#ff7b72}.stabiliser{stroke:#ff7b72}}</style>\n",
            bandex_exercise_text(exercise, exercise->names, "en"));
    put_body(to, 52, "front");
    put_muscles(to, exercise, FRONT, 52);
    put_body(to, 152, "back");
    put_muscles(to, exercise, BACK, 152);
    put_band(to, exercise, 212);
    fputs("</svg>\n", to);
}
