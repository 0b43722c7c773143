-- SPDX-License-Identifier: MIT
-- bandex_ffi.lua with LuaJIT: the same events and repetitions as the C module.
local fast = require "bandex_ffi"
local bandex = require "bandex"
local check = require "check"
local ffi = require "ffi"

local force = check.pulls(8)
local times = {}
for i = 1, #force do times[i] = (4290000000 + (i - 1) * 12500) % 4294967296 end

-- Every field of a struct that the module's table has too.
local REP = { "start_us", "top_us", "peak_us", "end_us", "counted_us", "rep_id", "flags", "concentric_us", "hold_us", "eccentric_us",
              "rest_before_us", "peak", "trough", "rise", "fall", "mean", "impulse", "impulse_above_trough", "loading_rate", "rfd_100",
              "rfd_200", "completeness", "bumps", "rep_class", "side", "phase_def" }
local EVENT = { "kind", "flags", "time_us", "count", "partial_count", "first_rep_id" }

local function same(struct, table, fields, what)
  for _, name in ipairs(fields) do
    local got, want = tonumber(struct[name]), table[name]
    if not (got ~= got and want ~= want) then check.equal(got, want, what .. "." .. name) end
  end
end

local function same_events(got, want, what)
  check.equal(#got, #want, what)
  for i, event in ipairs(want) do
    same(got[i], event, EVENT, what)
    same(got[i].rep, event.rep, REP, what .. ".rep")
  end
end

local function blocks(detector, t_us)
  local found = {}
  for i = 1, #force, 97 do
    local samples, stamps = {}, t_us and {}
    for j = i, math.min(i + 96, #force) do
      samples[#samples + 1] = force[j]
      if t_us then stamps[#stamps + 1] = t_us[j] end
    end
    for _, event in ipairs(detector:process(samples, stamps)) do found[#found + 1] = event end
  end
  for _, event in ipairs(detector:finish()) do found[#found + 1] = event end
  return found
end

for _, options in ipairs {
  { rate_hz = 80 }, { rate_hz = 243.08 }, { rate_hz = 243.0812 }, { rate_hz = 79.99936 }, { rate_hz = 80 / 3, count_at = "top" }, { rate_hz = 80, unit = "unitless" },
  { rate_hz = 80, count_at = "end", min_rep_ms = 300, floor = 4.5, side = "left" }, { rate_hz = 80, mode = "isometric" }, {},
} do
  local stamps = not options.rate_hz and times or nil
  local got, want = fast.Detector(options), bandex.Detector(options)
  same_events(blocks(got, stamps), blocks(want, stamps), "events")
  check.equal(got:count(), want:count(), "count")
  check.equal(got:time(), want:time(), "time")
  got:reset()
  check.equal(got:count(), 0, "reset")
end

-- repetitions, from every kind of input
local want = bandex.detect(force, { rate_hz = 80 })
local floats = ffi.new("float[?]", #force, force)
for _, samples in ipairs { force, ffi.string(floats, ffi.sizeof(floats)), floats } do
  local i = 0
  for rep in fast.Detector({ rate_hz = 80 }):reps(samples) do
    i = i + 1
    same(rep, want[i], REP, "rep")
    check.equal(fast.rep_encode(rep), bandex.api.rep_encode(want[i]), "encoded")
    check.equal(ffi.string(rep, ffi.sizeof(rep)), want.packed:sub((i - 1) * ffi.sizeof(rep) + 1, i * ffi.sizeof(rep)), "bytes")
  end
  check.equal(i, 8, "reps")
end
check.equal(#fast.Detector({ rate_hz = 80 }):process(floats, nil, 100), 0, "n")
check.equal(#fast.Detector({ rate_hz = 80 }):process({}), 0, "empty")

-- sample by sample, and a copy in the middle
local detector, counted = fast.Detector { rate_hz = 80 }, 0
local twin
for i, value in ipairs(force) do
  detector:feed(0, value)
  for event in detector:events() do
    if event.kind == fast.EVENT_REP_COUNTED then counted = counted + 1 end
  end
  if i == 700 then twin = fast.copy(detector) end
  if i > 700 then twin:feed(0, value) end
end
check.equal(counted, 8, "live")
check.equal(twin:count(), 8, "twin")
check.equal(detector:poll(), nil, "poll")
detector:end_set()
detector:start_set()
detector:set_side(fast.SIDE_LEFT)
detector:resume(10)
check.equal(detector:partial_count() + detector:skipped(), 0, "nothing else")

-- what is refused
check.raises("positive number", fast.Detector, { rate_hz = 0 })
check.raises("positive number", fast.Detector, { rate_hz = "80" })
check.raises("colour", fast.Detector, { colour = 1 })
check.raises("range", fast.Detector, { min_rep_ms = -1 })
check.raises("range", fast.Detector, { min_rep_ms = 1.5 })
check.raises("sometimes", fast.Detector, { count_at = "sometimes" })
check.raises("a number is wanted", fast.Detector, { floor = {} })
check.raises("whole number", detector.process, detector, "12345")
check.raises("a number is wanted", detector.process, detector, { 1, "2" })
check.raises("a list", detector.process, detector, 3)
check.raises("an array of float is wanted", detector.process, detector, ffi.new "double[4]")
check.raises("an array of float is wanted", detector.process, detector, ffi.new "int[4]")
check.raises("an array of uint32_t is wanted", detector.process, detector, ffi.new "float[4]", ffi.new "float[4]")
check.raises("number of items", detector.process, detector, ffi.new "float[4]", nil, 5)
check.raises("number of items", detector.process, detector, ffi.new "float[4]", nil, -1)
check.raises("number of items", detector.process, detector, ffi.new "float[4]", nil, 1.5)
check.raises("number of items", detector.process, detector, ffi.cast("const float *", floats))
check.equal(#fast.Detector({ rate_hz = 80 }):process(ffi.cast("const float *", floats), nil, 100), 0, "pointer")
check.equal(#fast.Detector({ rate_hz = 80 }):process(ffi.new("const float[4]")), 0, "array")
check.equal(#fast.Detector({}):process(ffi.new "float[4]", ffi.new "uint32_t[4]"), 0, "times")
check.raises("t_us has 1", detector.process, detector, { 1, 2 }, { 1 })
local err = check.raises("argument", fast.Detector, { rate_num = 80, rate_den = 0 })
check.equal(err.name, "BANDEX_E_ARGUMENT", "name")
err = check.raises(".", fast.Detector({}).process, fast.Detector({}), { 1, 2 })
check.equal(err.status, -1, "times are missing")

print(check.count .. " checks passed")
