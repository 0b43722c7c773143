/* SPDX-License-Identifier: MIT */
/* Counts repetitions with a load cell and an HX711 on an Arduino, and prints every one.
 * Wiring: HX711 DT to pin 2, SCK to pin 3, 80 samples a second (RATE pin high); 10 works too, with coarser times.
 * Offset and scale of the cell need no calibration for counting; to see newtons, set NEWTON_PER_COUNT (see
 * docs/firmware.md of libbandex for how to find it) and switch on with nothing attached. */
#include <bandex_rep.h>

const uint8_t DATA_PIN = 2;
const uint8_t CLOCK_PIN = 3;
const float NEWTON_PER_COUNT = 0; /* 0: unknown */

static bandex_detector detector;
static bandex_event event;
static int32_t tare = 0;

/* One conversion: 24 bits, two's complement, most significant first; the 25th pulse asks for channel A, gain 128. */
static int32_t read_hx711() {
  uint32_t bits = 0;
  for (uint8_t i = 0; i < 24; i++) {
    noInterrupts(); /* a clock pulse above 60 us would put the chip to sleep */
    digitalWrite(CLOCK_PIN, HIGH);
    delayMicroseconds(1);
    bits = bits << 1 | (uint32_t)digitalRead(DATA_PIN);
    digitalWrite(CLOCK_PIN, LOW);
    interrupts();
    delayMicroseconds(1);
  }
  noInterrupts();
  digitalWrite(CLOCK_PIN, HIGH);
  delayMicroseconds(1);
  digitalWrite(CLOCK_PIN, LOW);
  interrupts();
  return (int32_t)(bits << 8) / 256;
}

static int32_t next_sample() {
  while (digitalRead(DATA_PIN) == HIGH) {
  }
  return read_hx711();
}

void setup() {
  Serial.begin(115200);
  pinMode(DATA_PIN, INPUT);
  pinMode(CLOCK_PIN, OUTPUT);
  bandex_detector_config config;
  bandex_detector_config_default(&config);
  config.unit = NEWTON_PER_COUNT == 0 ? BANDEX_UNIT_UNITLESS : BANDEX_UNIT_NEWTON;
  if (bandex_detector_init(&detector, sizeof detector, &config) != BANDEX_OK) {
    Serial.println(F("the settings are not usable"));
  }
  if (NEWTON_PER_COUNT != 0) { /* newtons have a zero: the mean of some samples without load */
    for (uint8_t i = 0; i < 16; i++) {
      tare += next_sample() / 16;
    }
  }
}

void loop() {
  if (digitalRead(DATA_PIN) == HIGH) {
    return; /* no new sample yet */
  }
  uint32_t now = micros();
  int32_t raw = read_hx711();
  bandex_detector_feed(&detector, now, NEWTON_PER_COUNT == 0 ? raw : (raw - tare) * NEWTON_PER_COUNT);
  while (bandex_detector_poll(&detector, &event)) {
    if (event.kind == BANDEX_EVENT_REP_COUNTED) {
      Serial.print(event.rep.rep_class == BANDEX_REP_FULL ? F("rep ") : F("a partial one after "));
      Serial.println(event.count);
    } else if (event.kind == BANDEX_EVENT_REP_ENDED) {
      Serial.print(F("  peak "));
      Serial.print(event.rep.peak);
      Serial.print(F(", up "));
      Serial.print(event.rep.concentric_us / 1000);
      Serial.print(F(" ms, hold "));
      Serial.print(event.rep.hold_us / 1000);
      Serial.print(F(" ms, down "));
      Serial.print(event.rep.eccentric_us / 1000);
      Serial.println(F(" ms"));
    }
  }
}
