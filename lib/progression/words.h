/* SPDX-License-Identifier: MIT */
/* Sentences of decisions by language: one row a language, one template a reason in the order of their numbers. */
#ifndef BANDEX_PROGRESSION_WORDS_H
#define BANDEX_PROGRESSION_WORDS_H

#include <bandex/progression.h>

#define COLORS 8

typedef struct words {
    const char *code;
    const char *next;
    const char *stop;
    const char *rung;
    const char *at;
    const char *effort;
    const char *stretch;
    const char *decimal;
    const char *colors[COLORS];
    const char *metrics[BANDEX_METRIC_COUNT];
    const char *reasons[BANDEX_REASON_CUSTOM + 1];
} words;

static const char *const colors[COLORS] = {"tan", "yellow", "red", "green", "blue", "black", "silver", "gold"};

static const words languages[] = {
    {
        "en",
        "Next: ",
        "Stop this exercise and talk to a health professional before going on.",
        "rung ",
        " at ",
        " at effort ",
        " % at full stretch)",
        ".",
        {"tan", "yellow", "red", "green", "blue", "black", "silver", "gold"},
        {"repetitions", "valid repetitions", "repetitions in reserve", "RPE x 10", "effort", "pain", "pain during training",
         "pain the morning after", "rise of morning pain", "readiness", "peak force in mN", "impulse in mN s",
         "time under tension in ms", "loss in permille", "range of motion in permille", "sets done", "days", "weeks",
         "sessions at this rung"},
        {
            "No reason.",
            "No session of this exercise yet.",
            "Nothing asks for a change.",
            "{The one set|All %n sets} reached %t (%d) on %b%e.",
            "{The one set|All %n sets} reached the top of the range (%d) on %b%e.",
            "{The one set|All %n sets} reached %t (%d) on %b%e.",
            "{The one set|All %n sets} held %t (%d) on %b%e.",
            "{The one set reached its|All %n sets reached their} target (%d) on %b%e.",
            "{The one set reached its|All %n sets reached their} target (%d) on %b, and nothing is left to raise.",
            "The last set went over the goal[ (%v, at least %h)] often enough in a row, on %b%e.",
            "Every set went over its target of %t (%d) on %b%e.",
            "[%v ]repetitions in all reached the threshold[ of %h] (%d) on %b%e.",
            "[%v ]repetitions in all stayed below the threshold[ of %h] (%d) on %b%e.",
            "The table decides[: %m %v, row from %h] on %b.",
            "The week is complete[: %v of %h sessions] on %b.",
            "The week is not complete[: %v of %h sessions] on %b.",
            "The week is not over; sets change only between weeks.",
            "The most sets of the plan were done on %b for a whole week.",
            "{The one set|All %n sets} reached the top of the range (%d) on %b with ease%e.",
            "Effort was lower than intended[: %v] on %b (%d).",
            "Effort was as intended[: %v] on %b (%d).",
            "Effort was higher than intended[: %v] on %b (%d).",
            "The repetitions are there (%d) on %b, but not with ease[: %m %v].",
            "How hard it was on %b was not told; without that there is no step up (%d).",
            "The target was met (%d) on %b, but not often enough in a row yet.",
            "The condition for a step is not met[: %m %v, needed %h].",
            "A set stayed below %t (%d) on %b%e.",
            "Fewer sets than planned[: %v of %h] on %b.",
            "The target was missed too often in a row (%d) on %b%e.",
            "This is a planned easy week.",
            "A pause[ of %v days]: repeat the last session.",
            "A long pause[ of %v days]: start lighter.",
            "Pain[ of %v] was told: no progress[ above %h].",
            "Pain[ of %v] was told: lighter[ above %h].",
            "Morning pain rises from week to week: no progress.",
            "A warning sign was told (sharp pain, breathlessness, dizziness or the like).",
            "The next step of the ladder is too large[: +%p %, at most %q %].",
            "This rule needs forces, and the ladder tells none.",
            "There is no heavier step on the ladder.",
            "There is no lighter step on the ladder.",
            "The rule wanted a larger step than the limits allow.",
            "The last step up is too recent.",
            "The weaker side decides for both.",
            "The sides would be too far apart; this one waits.",
            "There is too little evidence[: %m not told or out of range].",
            "The program's own rule decides.",
        },
    },
    {
        "es",
        "Siguiente: ",
        "Deja este ejercicio y consulta a un profesional de la salud antes de continuar.",
        "escalón ",
        " al ",
        " con esfuerzo ",
        " % en estiramiento completo)",
        ",",
        {"beige", "amarillo", "rojo", "verde", "azul", "negro", "plata", "oro"},
        {"repeticiones", "repeticiones válidas", "repeticiones en reserva", "RPE x 10", "esfuerzo", "dolor",
         "dolor al entrenar", "dolor a la mañana siguiente", "aumento del dolor matutino", "disposición",
         "fuerza máxima en mN", "impulso en mN s", "tiempo bajo tensión en ms", "pérdida en milésimas",
         "recorrido en milésimas", "series hechas", "días", "semanas", "sesiones en este escalón"},
        {
            "Sin motivo.",
            "Aún no hay ninguna sesión de este ejercicio.",
            "Nada pide un cambio.",
            "{La única serie llegó|Las %n series llegaron} a %t (%d) en %b%e.",
            "{La única serie llegó|Las %n series llegaron} al tope del rango (%d) en %b%e.",
            "{La única serie llegó|Las %n series llegaron} a %t (%d) en %b%e.",
            "{La única serie aguantó|Las %n series aguantaron} %t (%d) en %b%e.",
            "{La única serie llegó|Las %n series llegaron} a su objetivo (%d) en %b%e.",
            "{La única serie llegó|Las %n series llegaron} a su objetivo (%d) en %b y no queda nada que subir.",
            "La última serie superó la meta[ (%v, al menos %h)] las veces necesarias seguidas, en %b%e.",
            "Cada serie superó su objetivo de %t (%d) en %b%e.",
            "[%v ]repeticiones en total alcanzaron el umbral[ de %h] (%d) en %b%e.",
            "[%v ]repeticiones en total quedaron por debajo del umbral[ de %h] (%d) en %b%e.",
            "Decide la tabla[: %m %v, fila desde %h] en %b.",
            "La semana está completa[: %v de %h sesiones] en %b.",
            "La semana no está completa[: %v de %h sesiones] en %b.",
            "La semana no ha terminado; las series solo cambian entre semanas.",
            "Se hizo el máximo de series del plan en %b durante una semana entera.",
            "{La única serie llegó|Las %n series llegaron} al tope del rango (%d) en %b con facilidad%e.",
            "El esfuerzo fue menor de lo previsto[: %v] en %b (%d).",
            "El esfuerzo fue el previsto[: %v] en %b (%d).",
            "El esfuerzo fue mayor de lo previsto[: %v] en %b (%d).",
            "Las repeticiones están (%d) en %b, pero no con facilidad[: %m %v].",
            "No se indicó cuánto costó en %b; sin eso no se sube (%d).",
            "Se cumplió el objetivo (%d) en %b, pero aún no las veces necesarias seguidas.",
            "No se cumple la condición para subir[: %m %v, hace falta %h].",
            "Una serie quedó por debajo de %t (%d) en %b%e.",
            "Menos series de las previstas[: %v de %h] en %b.",
            "Se falló el objetivo demasiadas veces seguidas (%d) en %b%e.",
            "Es una semana ligera prevista.",
            "Una pausa[ de %v días]: repite la última sesión.",
            "Una pausa larga[ de %v días]: empieza más ligero.",
            "Se indicó dolor[ de %v]: sin progreso[ por encima de %h].",
            "Se indicó dolor[ de %v]: más ligero[ por encima de %h].",
            "El dolor matutino aumenta de semana en semana: sin progreso.",
            "Se indicó una señal de alarma (dolor agudo, falta de aire, mareo o similar).",
            "El siguiente paso de la escala es demasiado grande[: +%p %, como mucho %q %].",
            "Esta regla necesita fuerzas y la escala no las indica.",
            "No hay un paso más pesado en la escala.",
            "No hay un paso más ligero en la escala.",
            "La regla pedía un paso mayor del que permiten los límites.",
            "La última subida es demasiado reciente.",
            "El lado más débil decide por los dos.",
            "Los lados quedarían demasiado separados; este espera.",
            "Hay muy pocos datos[: %m sin indicar o fuera de rango].",
            "Decide la regla propia del programa.",
        },
    },
};

#define LANGUAGES (sizeof languages / sizeof languages[0])

#endif
