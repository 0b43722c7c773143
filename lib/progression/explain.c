/* SPDX-License-Identifier: MIT */
/* Decisions in words. In a template %n is the prescribed sets, %t their target, %d what was done, %b the rung, %e the
 * effort as a clause, %v and %h value and threshold of the reason, %m its
 * metric, %p and %q value and threshold in permille as percent. A part between [ and ] is left out
 * when something in it is not known; of {one|several} the number of prescribed sets chooses. */
#include "engine.h"
#include <string.h>
#include "words.h"

typedef struct writer {
    const words *words;
    char *text;
    size_t size;
    size_t length;
    int unknown; /* something that was asked for is not known */
} writer;

static void put(writer *w, const char *text)
{
    for (; *text; text++) {
        if (w->length + 1 < w->size) {
            w->text[w->length] = *text;
        }
        w->length++;
    }
}

static void put_number(writer *w, int64_t value)
{
    char digits[24];
    size_t i = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    digits[--i] = 0;
    do {
        digits[--i] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) {
        digits[--i] = '-';
    }
    put(w, digits + i);
}

static void put_known(writer *w, int32_t value)
{
    if (value == BANDEX_UNKNOWN) {
        w->unknown = 1;
    } else {
        put_number(w, value);
    }
}

static int is_timed(const bandex_decision *d)
{
    return d->base.reps == BANDEX_UNKNOWN && d->base.tut_ms != BANDEX_UNKNOWN;
}

/* Milliseconds as seconds, with one decimal where there is one. */
static void put_seconds(writer *w, int32_t ms)
{
    put_number(w, ms / 1000);
    if (ms % 1000 >= 100) {
        put(w, w->words->decimal);
        put_number(w, ms % 1000 / 100);
    }
    put(w, " s");
}

static void put_target(writer *w, int32_t reps, int32_t tut_ms)
{
    if (reps != BANDEX_UNKNOWN) {
        put_number(w, reps);
    } else if (tut_ms != BANDEX_UNKNOWN) {
        put_seconds(w, tut_ms);
    } else {
        w->unknown = 1;
    }
}

static void put_done(writer *w, const bandex_decision *d)
{
    uint32_t i;
    if (d->done_count == 0) {
        w->unknown = 1;
    }
    for (i = 0; i < d->done_count; i++) {
        put(w, i ? ", " : "");
        if (d->done[i] == BANDEX_UNKNOWN) {
            put(w, "?");
        } else if (is_timed(d)) {
            put_seconds(w, d->done[i]);
        } else {
            put_number(w, d->done[i]);
        }
    }
}

static const char *last_part(const char *id)
{
    const char *part = id;
    for (; *id; id++) {
        part = *id == '/' ? id + 1 : part;
    }
    return part;
}

static void put_color(writer *w, const char *name)
{
    size_t i;
    for (i = 0; i < COLORS; i++) {
        if (strcmp(name, colors[i]) == 0) {
            put(w, w->words->colors[i]);
            return;
        }
    }
    for (; *name; name++) {
        char letter[2] = {0, 0};
        letter[0] = *name == '_' ? ' ' : *name;
        put(w, letter);
    }
}

static int same_strand(const bandex_decision *d)
{
    return d->base.rung >= 0 && d->next.rung >= 0 && strcmp(d->base_rung.band, d->next_rung.band) == 0 &&
           d->base_rung.strands == d->next_rung.strands && d->base.rung != d->next.rung;
}

/* "green", "2 x green", "green at 150 %" where only the stretch differs, "rung 5" without a band. */
static void put_rung(writer *w, const bandex_decision *d, const bandex_rung_name *name, int32_t rung)
{
    if (rung == BANDEX_UNKNOWN) {
        w->unknown = 1;
        return;
    }
    if (!name->band[0]) {
        put(w, w->words->rung);
        put_number(w, rung);
        return;
    }
    if (name->strands > 1) {
        put_number(w, name->strands);
        put(w, " x ");
    }
    put_color(w, last_part(name->band));
    if (name->elongation_permille > 0 && same_strand(d)) {
        put(w, w->words->at);
        put_number(w, (name->elongation_permille + 5) / 10);
        put(w, " %");
    }
}

static void put_effort(writer *w, const bandex_decision *d)
{
    if (d->effort != BANDEX_UNKNOWN) {
        put(w, w->words->effort);
        put_number(w, d->effort);
    }
}

static void put_metric(writer *w, int32_t metric)
{
    if (metric < 0 || metric >= BANDEX_METRIC_COUNT) {
        w->unknown = 1;
    } else {
        put(w, w->words->metrics[metric]);
    }
}

static void put_field(writer *w, char field, const bandex_decision *d, const bandex_reason *r)
{
    switch (field) {
    case 'n':
        put_known(w, d->base.sets);
        break;
    case 't':
        put_target(w, d->base.reps, d->base.tut_ms);
        break;
    case 'd':
        put_done(w, d);
        break;
    case 'b':
        put_rung(w, d, &d->base_rung, d->base.rung);
        break;
    case 'e':
        put_effort(w, d);
        break;
    case 'v':
        put_known(w, r->value);
        break;
    case 'h':
        put_known(w, r->threshold);
        break;
    case 'p':
        put_known(w, r->value == BANDEX_UNKNOWN ? r->value : (r->value + 5) / 10);
        break;
    case 'q':
        put_known(w, r->threshold == BANDEX_UNKNOWN ? r->threshold : r->threshold / 10);
        break;
    case 'm':
        put_metric(w, r->metric);
        break;
    default:
        put(w, "%");
        break;
    }
}

/* The next mark in a template. */
static const char *mark_after(const char *t, char mark)
{
    while (*t != mark) {
        t++;
    }
    return t;
}

static void put_template(writer *w, const char *t, const bandex_decision *d, const bandex_reason *r)
{
    size_t mark = 0;
    for (; *t; t++) {
        char letter[2] = {0, 0};
        if (*t == '{') {
            t = d->base.sets == 1 ? t : mark_after(t, '|');
        } else if (*t == '|') {
            t = mark_after(t, '}');
        } else if (*t == '}') {
            continue;
        } else if (*t == '%' && t[1] >= 'a') {
            put_field(w, *++t, d, r);
        } else if (*t == '[') {
            mark = w->length;
            w->unknown = 0;
        } else if (*t == ']') {
            w->length = w->unknown ? mark : w->length;
        } else {
            letter[0] = *t;
            put(w, letter);
        }
    }
}

static void put_sentence(writer *w, const bandex_decision *d, const bandex_reason *r)
{
    int32_t code = r->code > 0 && r->code <= BANDEX_REASON_CUSTOM ? r->code : BANDEX_REASON_NO_CHANGE;
    put_template(w, w->words->reasons[code], d, r);
}

static void put_step(writer *w, const bandex_decision *d)
{
    int32_t percent = d->step_permille;
    if (percent == BANDEX_STEP_UNKNOWN || d->next.rung == d->base.rung) {
        return;
    }
    percent = (percent + (percent < 0 ? -5 : 5)) / 10;
    put(w, " (");
    put(w, percent < 0 ? "" : "+");
    put_number(w, percent);
    put(w, w->words->stretch);
}

static void put_next(writer *w, const bandex_decision *d)
{
    if (d->action == BANDEX_ACTION_STOP) {
        put(w, w->words->stop);
        return;
    }
    put(w, w->words->next);
    put_rung(w, d, &d->next_rung, d->next.rung);
    put(w, ", ");
    put_number(w, d->next.sets);
    put(w, " x ");
    put_target(w, d->next.reps, d->next.tut_ms);
    put_step(w, d);
    put(w, ".");
}

static const words *words_of(const char *language)
{
    size_t i;
    for (i = 0; i < LANGUAGES; i++) {
        const char *code = languages[i].code;
        if (language[0] == code[0] && language[1] == code[1] &&
            (language[2] == 0 || language[2] == '-' || language[2] == '_')) {
            return &languages[i];
        }
    }
    return NULL;
}

/* Ends the text within its size, not inside a UTF-8 character. */
static void terminate(writer *w)
{
    size_t end = w->length < w->size ? w->length : w->size - 1;
    while (w->length >= w->size && end > 0 && ((unsigned char)w->text[end - 1] & 0xC0) == 0x80) {
        end--;
    }
    if (w->length >= w->size && end > 0 && ((unsigned char)w->text[end - 1] & 0x80)) {
        end--;
    }
    w->text[end] = 0;
}

/* The primary reason, one more where there is one, and what to do. */
bandex_status bandex_decision_explain(const bandex_decision *decision, const char *language, char *text, size_t size,
                                      size_t *length)
{
    writer w;
    uint32_t i;
    if (!decision || !language || (!text && size) || decision->reason_count > BANDEX_REASONS_MAX ||
        decision->done_count > BANDEX_SETS_MAX) {
        return BANDEX_E_ARGUMENT;
    }
    w.words = words_of(language);
    w.text = text;
    w.size = size;
    w.length = 0;
    w.unknown = 0;
    if (!w.words) {
        return BANDEX_E_NOT_FOUND;
    }
    for (i = 0; i < decision->reason_count && i < 2; i++) {
        put_sentence(&w, decision, &decision->reasons[i]);
        put(&w, " ");
    }
    put_next(&w, decision);
    if (size) {
        terminate(&w);
    }
    if (length) {
        *length = w.length;
    }
    return w.length < size ? BANDEX_OK : BANDEX_E_FULL;
}
