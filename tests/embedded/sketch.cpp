/* SPDX-License-Identifier: MIT */
/* The Arduino sketch on the host: nine pulls of 60 N on an HX711 whose pins are simulated here. SKETCH names its file. What the
 * sketch prints goes to the standard output. */
#include <bandex_rep.h>
#include <cmath>
#include <cstdint>
#include <cstdio>

enum { LOW, HIGH, INPUT, OUTPUT };
#define F(text) text

static double now_s, ready_s = 0.1;
static int pulses = 25, clock_level;
static int32_t conversion;

static double force(double t) {
  const double period = 2.6;
  return t < 4 || t > 4 + 9 * period ? 0 : 30 - 30 * std::cos(2 * 3.14159265358979 * std::fmod(t - 4, period) / period);
}

/* The data pin falls when a conversion is ready; each rising clock shows the next of its 24 bits, the 25th pulse ends it. */
static int digitalRead(uint8_t) {
  now_s += 4e-6;
  if (pulses >= 25 && now_s >= ready_s) {
    static uint32_t chance = 1;
    chance = chance * 1664525u + 1013904223u;
    conversion = int32_t(-300000 + 2100 * force(now_s)) + int32_t(chance >> 24) - 128;
    pulses = 0;
    ready_s += 0.0125;
  }
  return pulses == 0 ? LOW : pulses >= 25 ? HIGH : conversion >> (24 - pulses) & 1;
}

static void digitalWrite(uint8_t, int level) {
  now_s += 4e-6;
  pulses += level == HIGH && clock_level == LOW;
  clock_level = level;
}

static void pinMode(uint8_t, int) {}
static void noInterrupts() {}
static void interrupts() {}
static void delayMicroseconds(unsigned us) { now_s += us * 1e-6; }
static uint32_t micros() { return uint32_t(uint64_t(now_s * 1e6)); }

static struct {
  void begin(long) {}
  void print(const char *text) { std::fputs(text, stdout); }
  void print(float number) { std::printf("%.2f", double(number)); }
  void print(uint32_t number) { std::printf("%u", unsigned(number)); }
  template <typename T> void println(T value) { print(value); std::puts(""); }
} Serial;

#include SKETCH

int main() {
  setup();
  while (now_s < 32) {
    loop();
    now_s += 1e-5;
  }
}
