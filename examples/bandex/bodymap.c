/* SPDX-License-Identifier: MIT */
#include "bodymap.h"

#include "command.h"
#include "svg.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* One half of a figure is drawn, x from the middle line at 100; the other half is its mirror image. */
typedef struct shape {
    int32_t muscle;   /* what it shows */
    const char *path; /* closed, around the muscle as it lies under the skin */
} shape;

static const char outline[] =
    "M100 12C112 12 119 22 119 36C119 48 114 57 110 61L110 66C111 74 117 78 127 81C143 83 153 89 156 103C158 120 162 135 166 150"
    "C170 162 174 173 177 185C182 203 185 220 187 236C190 246 191 259 187 269C184 276 178 275 176 267C175 257 174 247 173 238"
    "C167 222 160 206 155 190C151 178 148 167 145 153C142 141 140 131 138 120C138 134 136 150 133 167C131 180 132 192 135 206"
    "C140 222 143 240 142 260C141 283 136 304 133 322C134 340 136 352 134 368C131 386 127 399 124 412C126 419 129 425 127 429"
    "L111 429C109 420 110 409 111 398C109 380 106 366 107 350C108 338 109 330 108 322C105 300 102 272 101 246L100 246";

static const shape front[] = {
    {BANDEX_MUSCLE_STERNOCLEIDOMASTOID, "M109 60C109 69 107 76 102 80L101 74C105 70 107 65 107 60Z"},
    {BANDEX_MUSCLE_TRAPEZIUS_UPPER, "M110 67C112 75 118 79 128 82L112 83C109 79 109 73 110 67Z"},
    {BANDEX_MUSCLE_DELTOID_ANTERIOR, "M129 84C138 85 144 89 146 97C147 107 144 114 140 119C135 110 130 99 127 89Z"},
    {BANDEX_MUSCLE_DELTOID_LATERAL, "M147 90C153 95 156 104 158 117C153 122 147 124 142 121C147 113 149 102 147 90Z"},
    {BANDEX_MUSCLE_PECTORALIS_MAJOR_CLAVICULAR, "M102 87L124 86C128 92 131 97 133 103C122 99 110 98 102 99Z"},
    {BANDEX_MUSCLE_PECTORALIS_MAJOR_STERNOCOSTAL, "M102 101C112 100 124 101 134 106C138 112 137 118 132 122C122 128 110 128 102 124Z"},
    {BANDEX_MUSCLE_SERRATUS_ANTERIOR, "M130 126C133 124 136 122 137 121C137 133 135 144 132 152C129 147 128 135 130 126Z"},
    {BANDEX_MUSCLE_RECTUS_ABDOMINIS, "M101 128L113 130C115 150 115 175 112 196C109 212 105 222 101 230Z"},
    {BANDEX_MUSCLE_EXTERNAL_OBLIQUE, "M116 132C121 130 125 130 127 134C128 145 130 154 132 161C130 176 130 190 132 201C125 206 119 207 115 205C117 185 118 158 116 132Z"},
    {BANDEX_MUSCLE_ILIOPSOAS, "M111 212C117 211 124 209 129 206C128 216 122 226 114 233C109 228 109 219 111 212Z"},
    {BANDEX_MUSCLE_TENSOR_FASCIAE_LATAE, "M134 208C139 219 141 231 141 247C137 244 133 236 131 226C131 219 132 213 134 208Z"},
    {BANDEX_MUSCLE_HIP_ADDUCTORS, "M103 246C106 243 110 239 114 237C116 250 116 268 112 286C108 278 105 262 103 246Z"},
    {BANDEX_MUSCLE_RECTUS_FEMORIS, "M118 234C123 228 128 226 130 230C134 250 133 276 127 302C122 304 119 300 118 292C118 270 118 252 118 234Z"},
    {BANDEX_MUSCLE_VASTUS_LATERALIS, "M133 238C138 246 141 252 141 262C140 284 136 304 131 318C128 316 127 310 129 304C134 282 136 260 133 238Z"},
    {BANDEX_MUSCLE_VASTUS_MEDIALIS, "M113 288C116 295 118 302 121 306C122 312 121 318 117 321C112 320 109 312 108 302C109 295 111 289 113 288Z"},
    {BANDEX_MUSCLE_TIBIALIS_ANTERIOR, "M118 332C123 340 125 356 123 376C122 390 120 398 118 400C116 390 115 370 115 352Z"},
    {BANDEX_MUSCLE_FIBULARIS_LONGUS, "M128 334C133 345 135 356 133 368C130 382 127 391 124 398C125 384 129 360 128 334Z"},
    {BANDEX_MUSCLE_BICEPS_BRACHII, "M144 125C151 129 158 137 160 149C161 158 160 164 157 169C151 162 146 148 144 125Z"},
    {BANDEX_MUSCLE_BRACHIALIS, "M160 137C164 150 168 160 169 168C166 172 162 172 160 169C162 160 163 149 160 137Z"},
    {BANDEX_MUSCLE_BRACHIORADIALIS, "M163 174C168 171 173 175 176 186C180 199 183 213 184 226C176 216 168 198 163 174Z"},
    {BANDEX_MUSCLE_FOREARM_FLEXORS, "M156 173C160 177 164 186 167 195C172 209 178 222 181 233L175 237C168 221 160 204 155 186Z"},
};

static const shape back[] = {
    {BANDEX_MUSCLE_TRAPEZIUS_UPPER, "M101 60L109 63C110 74 117 79 129 83L134 91C122 91 110 91 101 93Z"},
    {BANDEX_MUSCLE_TRAPEZIUS_MIDDLE, "M101 95C112 93 124 93 134 93C130 99 122 104 112 107L101 111Z"},
    {BANDEX_MUSCLE_TRAPEZIUS_LOWER, "M101 113L109 110C108 124 105 140 101 154Z"},
    {BANDEX_MUSCLE_RHOMBOIDS, "M112 110C116 107 120 106 123 105C121 114 117 123 113 131L109 130C110 122 111 115 112 110Z"},
    {BANDEX_MUSCLE_DELTOID_POSTERIOR, "M136 86C146 87 152 92 155 102C157 109 158 115 158 119C150 118 142 110 136 98Z"},
    {BANDEX_MUSCLE_INFRASPINATUS, "M125 103C130 98 135 98 138 102C142 108 143 112 142 116C136 118 128 119 120 122C121 114 122 107 125 103Z"},
    {BANDEX_MUSCLE_TERES_MAJOR, "M119 124C127 120 135 119 141 119C140 124 138 128 136 132C130 131 124 130 117 131Z"},
    {BANDEX_MUSCLE_LATISSIMUS_DORSI, "M116 133C124 132 131 133 136 135C135 150 132 163 127 174C119 184 112 191 105 196C106 176 110 152 116 133Z"},
    {BANDEX_MUSCLE_ERECTOR_SPINAE, "M101 160L106 144C106 164 103 184 104 198C108 203 106 212 101 218Z"},
    {BANDEX_MUSCLE_EXTERNAL_OBLIQUE, "M129 176C131 181 132 191 133 201C126 205 117 206 109 204C116 197 123 187 129 176Z"},
    {BANDEX_MUSCLE_GLUTEUS_MEDIUS, "M108 208C117 208 128 206 134 207C138 216 140 224 140 232C130 226 120 220 106 219Z"},
    {BANDEX_MUSCLE_GLUTEUS_MAXIMUS, "M101 222C112 221 128 228 140 236C141 250 136 262 124 264C112 266 104 260 101 250Z"},
    {BANDEX_MUSCLE_BICEPS_FEMORIS, "M122 268C130 266 137 263 140 258C141 280 136 302 131 318C126 318 123 314 123 306C124 292 124 280 122 268Z"},
    {BANDEX_MUSCLE_SEMITENDINOSUS, "M107 266C111 268 116 269 120 268C122 284 122 300 119 316C114 318 110 314 109 306C107 292 106 278 107 266Z"},
    {BANDEX_MUSCLE_ADDUCTOR_MAGNUS, "M102 256L106 264C105 278 106 288 107 298C104 284 103 270 102 256Z"},
    {BANDEX_MUSCLE_GASTROCNEMIUS, "M109 326C118 322 126 322 132 326C136 340 136 354 131 364C126 369 116 369 110 363C107 350 107 338 109 326Z"},
    {BANDEX_MUSCLE_SOLEUS, "M110 367C117 372 125 372 131 369C129 382 125 394 122 402L113 402C112 390 111 378 110 367Z"},
    {BANDEX_MUSCLE_TRICEPS_BRACHII, "M143 120C149 122 155 124 158 126C163 140 167 154 169 166C165 172 160 172 157 168C150 154 145 138 143 120Z"},
    {BANDEX_MUSCLE_FOREARM_EXTENSORS, "M158 174C164 171 170 172 173 178C179 196 183 214 185 231L176 236C168 218 161 196 158 174Z"},
};

/* Shades: sets up to and including so many. Fixed, so that two pictures can be compared. */
static const int64_t shade_limits[] = {0, 1000, 2000, 4000, 8000, INT64_MAX};
static const char *const shade_names[] = {"none", "to 1", "to 2", "to 4", "to 8", "more sets"};
#define SHADES (sizeof shade_limits / sizeof *shade_limits)

static int shade_of(int64_t sets_permille)
{
    int shade = 0;
    while (sets_permille > shade_limits[shade]) {
        shade++;
    }
    return shade;
}

typedef struct drawing {
    FILE *file;
    const bandex_session *sessions;
    size_t count;
    const bandex_count_policy *policy;
} drawing;

static void draw_half(const drawing *self, const shape *at, const char *side, int64_t sets_permille)
{
    fprintf(self->file, "<path class=\"v%d\" d=\"%s\"><title>%s, %s: %g sets</title></path>\n", shade_of(sets_permille), at->path,
            bandex_muscle_name(bandex_muscle_get(at->muscle), "en"), side, (double)sets_permille / 1000);
}

/* Seen from the front the person's left is on the right of the picture, seen from behind on the left. */
static void draw_figure(const drawing *self, const shape *shapes, size_t count, bool from_behind)
{
    fprintf(self->file, "<path class=\"body\" d=\"%s\"/><path class=\"body\" transform=\"matrix(-1 0 0 1 200 0)\" d=\"%s\"/>\n",
            outline, outline);
    for (size_t i = 0; i < count; i++) {
        bandex_volume volume;
        if (bandex_volume_compute(NULL, self->policy, self->sessions, self->count, shapes[i].muscle, INT64_MIN, INT64_MAX,
                                  &volume) != BANDEX_OK) {
            continue;
        }
        draw_half(self, &shapes[i], from_behind ? "right" : "left",
                  from_behind ? volume.right.sets_permille : volume.left.sets_permille);
        fputs("<g transform=\"matrix(-1 0 0 1 200 0)\">", self->file);
        draw_half(self, &shapes[i], from_behind ? "left" : "right",
                  from_behind ? volume.left.sets_permille : volume.right.sets_permille);
        fputs("</g>\n", self->file);
    }
}

static void draw_legend(const drawing *self)
{
    for (size_t i = 0; i < SHADES; i++) {
        int x = 24 + 60 * (int)i;
        fprintf(self->file, "<rect class=\"v%zu\" x=\"%d\" y=\"502\" width=\"14\" height=\"14\"/><text class=\"tick\" x=\"%d\" y=\"514\">%s</text>\n",
                i, x, x + 19, shade_names[i]);
    }
}

static void draw(const drawing *self, const char *title)
{
    fputs("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 420 528\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">\n"
          "<style>\n"
          ":root{color-scheme:light dark}\n"
          ".back{fill:#fff}.tick{fill:#57606a}.title{fill:#1f2328;font-size:16px;font-weight:600}\n"
          ".body{fill:#e9ecef;stroke:#adb5bd}.v0{fill:#d6dade}.v1{fill:#fddfb5}.v2{fill:#fbb968}.v3{fill:#ee8133}.v4{fill:#c94f17}.v5{fill:#86290c}\n"
          "[class^=v]{stroke:#fff;stroke-width:.8}\n"
          "@media(prefers-color-scheme:dark){.back{fill:#0d1117}.tick{fill:#9198a1}.title{fill:#e6edf3}\n"
          ".body{fill:#21262d;stroke:#4b535d}.v0{fill:#333a43}.v1{fill:#5d3d1e}.v2{fill:#8f5520}.v3{fill:#c9732b}.v4{fill:#f29b4b}.v5{fill:#ffd7a3}\n"
          "[class^=v]{stroke:#0d1117}}\n"
          "</style>\n<rect class=\"back\" width=\"420\" height=\"528\"/>\n<text class=\"title\" x=\"24\" y=\"30\">",
          self->file);
    svg_text(self->file, title);
    fputs("</text>\n<g transform=\"translate(6 44)\">\n", self->file);
    draw_figure(self, front, sizeof front / sizeof *front, false);
    fputs("</g>\n<g transform=\"translate(214 44)\">\n", self->file);
    draw_figure(self, back, sizeof back / sizeof *back, true);
    fputs("</g>\n<text class=\"tick\" x=\"106\" y=\"490\" text-anchor=\"middle\">front</text>"
          "<text class=\"tick\" x=\"314\" y=\"490\" text-anchor=\"middle\">back</text>\n",
          self->file);
    draw_legend(self);
    fputs("</svg>\n", self->file);
}

int bodymap_write(const char *path, const char *title, const bandex_session *sessions, size_t count,
                  const bandex_count_policy *policy)
{
    drawing self = {fopen(path, "w"), sessions, count, policy};
    if (!self.file) {
        return fail(EXIT_DATA, "%.200s: %s", path, strerror(errno));
    }
    draw(&self, title);
    bool failed = ferror(self.file) != 0;
    if (fclose(self.file) != 0 || failed) {
        return fail(EXIT_DATA, "%.200s: %s", path, strerror(errno));
    }
    return EXIT_DONE;
}
