-- SPDX-License-Identifier: MIT
local globals = {}
for name in pairs(_G) do globals[name] = true end
local bandex = require "bandex"
for name in pairs(_G) do assert(globals[name], "a global was leaked: " .. name) end

local check = require "check"
local force = check.pulls(8)

-- detect
local reps = bandex.detect(force, { rate_hz = 80 })
check.equal(#reps, 8, "reps")
for _, rep in ipairs(reps) do
  check.near(rep.peak, 60, 1, "peak")
  check.truthy(rep.start_s < rep.top_s and rep.top_s < rep.end_s, "order")
  check.near(rep.concentric_s + rep.hold_s + rep.eccentric_s, rep.end_s - rep.start_s, 1e-5, "phases")
  check.equal(rep.partial, false, "partial")
  check.equal(rep.flags, 0, "flags")
  check.equal(#bandex.flag_names(rep), 0, "flag names")
end
check.equal(reps.set.full, 8, "set.full")
check.equal(reps.sets[1].full, 8, "sets[1].full")
check.truthy(reps.set.time_under_tension_s > 8, "time under tension")
check.equal(getmetatable(reps[1]), nil, "a plain table")
for _, name in ipairs { "start_s", "top_s", "peak_s", "end_s", "counted_s", "peak", "trough", "mean", "impulse", "concentric_s",
                        "hold_s", "eccentric_s", "completeness", "partial", "flags" } do
  check.truthy(reps[1][name] ~= nil, name)
end

-- integers are integers
if math.type then
  check.equal(math.type(reps[1].start_us), "integer", "start_us")
  check.equal(math.type(reps[1].rep_id), "integer", "rep_id")
  check.equal(math.type(bandex.api.version_number()), "integer", "version_number")
  check.equal(math.type(reps[1].peak), "float", "peak")
end
check.equal(tostring(reps[1].rep_id), "1", "rep_id")

-- a rate or times
check.raises("rate_hz or t_us", bandex.detect, force, {})
check.raises("rate_hz or t_us", bandex.detect, force)
check.raises("not both", bandex.detect, force, { rate_hz = 80, t_us = {} })
check.raises("positive number", bandex.detect, force, { rate_hz = 0 })
check.raises("positive number", bandex.detect, force, { rate_hz = -1 })
check.raises("positive number", bandex.detect, force, { rate_hz = 0 / 0 })
check.raises("not both", bandex.detect, force, { rate_num = 80, t_us = {} })
check.raises("not both", bandex.detect, force, { rate_num = 80, rate_hz = 80 })
check.raises("rate_hz or t_us", bandex.detect, force, { rate_num = 0 })
for _, rate in ipairs { 0.1, 1 / 3, 79.99936, 243.0812, 12345.678, 123456.789, 1e6 } do
  local num, den = bandex.api.rate_to_fraction(rate)
  check.near(num / den / rate, 1, 1e-5, "rate " .. rate)
  check.equal(bandex.Detector({ rate_hz = rate }):count(), 0, "rate " .. rate)
end
check.raises("a number is wanted", bandex.detect, force, { rate_hz = "80" })
check.raises("t_us has 1 entries", bandex.detect, force, { t_us = { 1 } })
local times = {}
for i = 1, #force do times[i] = (i - 1) * 12500 end
local timed = bandex.detect(force, { t_us = times })
check.equal(#timed, 8, "timed")
check.near(timed[3].counted_s, reps[3].counted_s, 1e-3, "timed[3].counted_s")

-- times beyond what a double tells apart
if math.type then
  local far = {}
  for i = 1, #force do far[i] = math.tointeger(2 ^ 62) + (i - 1) * 12500 + 1 end
  check.equal(bandex.detect(force, { t_us = far }).packed, timed.packed, "far times")
end

-- packed strings give the same bytes
if string.pack then
  local parts = {}
  for i, value in ipairs(force) do parts[i] = string.pack("f", value) end
  local packed = table.concat(parts)
  check.equal(bandex.detect(packed, { rate_hz = 80 }).packed, reps.packed, "packed")
  check.equal(bandex.detect(("x" .. packed):sub(2), { rate_hz = 80 }).packed, reps.packed, "packed, not aligned")
  check.raises("whole number", bandex.detect, "12345", { rate_hz = 80 })
  parts = {}
  for i, value in ipairs(times) do parts[i] = string.pack("I4", value) end
  check.equal(bandex.detect(packed, { t_us = table.concat(parts) }).packed, timed.packed, "packed times")
end

-- what is no signal
for _, bad in ipairs { 3, true, { "a" }, { {} }, print } do
  check.raises("wanted", bandex.detect, bad, { rate_hz = 80 })
end
check.equal(#bandex.detect({}, { rate_hz = 80 }), 0, "empty")
check.equal(bandex.detect({ 0 / 0, 1 / 0, 1 }, { rate_hz = 80 }).skipped, 2, "skipped")

-- settings
check.equal(#bandex.detect(force, { rate_hz = 80, count_at = "top" }), 8, "count_at")
check.equal(#bandex.detect(force, { rate_hz = 80, count_at = bandex.CountAt.END }), 8, "count_at")
check.raises("no member of CountAt", bandex.detect, force, { rate_hz = 80, count_at = "sometimes" })
check.raises('no field "colour"', bandex.detect, force, { rate_hz = 80, colour = "red" })
check.raises("out of range", bandex.detect, force, { rate_hz = 80, min_rep_ms = -1 })
check.raises("integer", bandex.detect, force, { rate_hz = 80, min_rep_ms = 1.5 })
local err = check.raises("rate_den", bandex.Detector, { rate_num = 80, rate_den = 0 })
check.equal(err.status, -1, "status")
check.equal(err.name, "BANDEX_E_ARGUMENT", "name")
check.equal(err.field, "rate_den", "field")
for field, value in pairs { count_at = 99, unit = -1, min_rep_ms = 70000, expected_range = -5, resolution = 0 / 0, saturation_low = 5 } do
  err = check.raises(field, bandex.Detector, { rate_hz = 80, [field] = value })
  check.equal(err.field, field, "field")
end

for _, method in ipairs { "process", "reps" } do
  err = check.raises("t_us: the times are wanted", bandex.Detector()[method], bandex.Detector(), force)
  check.equal(err.field, "t_us", "field")
end

-- an exercise and a band
check.equal(#bandex.detect(force, { rate_hz = 80, exercise = "pull_apart", band = "theraband/green", stature_mm = 1750 }) > 0, true, "exercise")
check.equal(bandex.Detector({ rate_hz = 80, exercise = "row_seated" }):count(), 0, "exercise")
check.raises('no exercise is called "juggling"', bandex.Detector, { rate_hz = 80, exercise = "juggling" })
check.raises('no band is called "none"', bandex.Detector, { rate_hz = 80, exercise = "row_seated", band = "none" })

-- the detector
local detector = bandex.Detector { rate_hz = 80 }
local count = 0
for rep in detector:reps(force) do
  count = count + 1
  check.same(rep, reps[count], "rep " .. count)
end
check.equal(count, 8, "iterated")

detector = bandex.Detector { rate_hz = 80 }
count = 0
for _, value in ipairs(force) do
  detector:feed(0, value)
  for event in detector:events() do
    if event.kind == bandex.EventKind.REP_COUNTED then count = count + 1 end
  end
end
check.equal(count, 8, "live")
check.equal(detector:count(), 8, "count()")
check.equal(detector:poll(), nil, "poll()")
check.equal(detector:finish()[1] ~= nil, true, "finish()")
detector:reset()
check.equal(detector:count(), 0, "reset()")
check.raises("out of range", detector.feed, detector, -1, 1)
check.raises("number is wanted", detector.feed, detector, 0, "x")

local whole, blocks = bandex.Detector { rate_hz = 80 }, bandex.Detector { rate_hz = 80 }
local want = whole:process(force)
local got = {}
for i = 1, #force, 33 do
  local block = {}
  for j = i, math.min(i + 32, #force) do block[#block + 1] = force[j] end
  for _, event in ipairs(blocks:process(block)) do got[#got + 1] = event end
end
check.same(got, want, "blocks")

-- records
local use = bandex.BandUse { band = "theraband/green", strands = 2 }
check.equal(use.band, "theraband/green", "band")
check.equal(use.rest_mm, 0, "rest_mm")
check.equal(bandex.Rep { start_s = 1.5 }.start_us, 1500000, "start_s")
check.raises('no field "colour"', bandex.BandUse, { colour = 1 })
check.raises("text", bandex.BandUse, { band = 3 })
check.raises("too long", bandex.BandUse, { band = ("x"):rep(48) })
local set = bandex.Set { exercise = "row_seated", band = use, reps = { reps[1], reps[2] } }
check.same(set.reps[2], reps[2], "set.reps")
check.equal(set.band.strands, 2, "set.band")
check.same(bandex.Set(set), set, "a set again")

-- constants, by their C names too
check.equal(bandex.WEEK_MS, 604800000, "WEEK_MS")
check.equal(bandex.STEP_UNKNOWN, -2147483648, "STEP_UNKNOWN")
check.truthy(bandex.ANCHORS_OUTSIDE > 0, "ANCHORS_OUTSIDE")
for name, value in pairs(bandex.api) do
  if name:find "^[A-Z0-9_]+$" then check.truthy(type(value) == "number" or name:find "STRING", name) end
end

-- diag
err = check.raises(".", bandex.api.rep_decode, "\161\0\24", {})
check.truthy(err.status < -1 and err.reason ~= "", "diag")

-- memory: many detectors, collected
for _ = 1, 2000 do bandex.Detector { rate_hz = 80 } end
collectgarbage()

print(check.count .. " checks passed")
