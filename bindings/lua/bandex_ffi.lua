-- SPDX-License-Identifier: MIT
-- The detector for LuaJIT without a C module: plain calls of the shared library, which the JIT compiler sees through (see
-- docs/lua.md for what that is worth). bandex/rep.h is the manual; a test checks this file against it.
--
--   local bandex = require "bandex_ffi"          -- BANDEX_LIBRARY names the shared library, by default "bandex"
--   local detector = bandex.Detector { rate_hz = 80, count_at = "top" }
--   detector:feed(0, force)
--   for event in detector:events() do if event.kind == bandex.EVENT_REP_COUNTED then print(event.count) end end
--
-- Events and repetitions are C structs: their 64-bit fields (time_us, start_us ...) are cdata; tonumber() makes numbers.
local ffi = require "ffi"

ffi.cdef [[
typedef int32_t bandex_status;
typedef union bandex_detector {
    uint64_t align_;
    unsigned char opaque_[512];
} bandex_detector;
typedef struct bandex_rep {
    uint64_t start_us, top_us, peak_us, end_us, counted_us;
    uint32_t rep_id, flags, concentric_us, hold_us, eccentric_us, rest_before_us;
    float peak, trough, rise, fall, mean, impulse, impulse_above_trough, loading_rate, rfd_100, rfd_200, completeness;
    uint16_t bumps;
    uint8_t rep_class, side, phase_def, reserved_[3];
} bandex_rep;
typedef struct bandex_event {
    int32_t kind;
    uint32_t flags;
    uint64_t time_us;
    uint32_t count, partial_count, first_rep_id, reserved_;
    bandex_rep rep;
} bandex_event;
typedef struct bandex_detector_config {
    uint32_t struct_size, rate_num, rate_den;
    int32_t unit, mode, count_at, rising_is;
    uint8_t inverted, rescale, side, starts_at_top;
    float expected_range, floor, resolution, saturation_low, saturation_high;
    uint32_t min_rep_ms, max_rep_ms, set_end_ms;
    float hold_threshold;
    uint32_t hold_min_ms;
} bandex_detector_config;
typedef struct bandex_rep_list {
    bandex_rep *reps;
    size_t capacity, count;
    uint32_t revoked, lost;
    bandex_rep waiting[8];
} bandex_rep_list;
const char *bandex_status_string(bandex_status status);
const char *bandex_status_message(bandex_status status);
bandex_status bandex_rep_encode(const bandex_rep *rep, uint8_t *buf, size_t cap, size_t *len);
bandex_status bandex_detector_config_default(bandex_detector_config *config);
bandex_status bandex_detector_init(bandex_detector *self, size_t size, const bandex_detector_config *config);
bandex_status bandex_detector_reset(bandex_detector *self);
bandex_status bandex_detector_feed(bandex_detector *self, uint32_t t_us, float force);
int bandex_detector_poll(bandex_detector *self, bandex_event *event);
bandex_status bandex_detector_process(bandex_detector *self, const uint32_t *t_us, const float *force, size_t n, bandex_event *events, size_t cap, size_t *written, size_t *consumed);
bandex_status bandex_detector_finish(bandex_detector *self, bandex_event *events, size_t cap, size_t *written);
bandex_status bandex_detector_resume(bandex_detector *self, uint64_t elapsed_us);
bandex_status bandex_detector_start_set(bandex_detector *self);
bandex_status bandex_detector_end_set(bandex_detector *self);
bandex_status bandex_detector_set_side(bandex_detector *self, int32_t side);
uint32_t bandex_detector_count(const bandex_detector *self);
uint32_t bandex_detector_partial_count(const bandex_detector *self);
uint64_t bandex_detector_skipped(const bandex_detector *self);
uint64_t bandex_detector_time(const bandex_detector *self);
bandex_status bandex_rep_list_init(bandex_rep_list *self, bandex_rep *reps, size_t capacity);
bandex_status bandex_rep_list_add(bandex_rep_list *self, const bandex_event *event);
]]

local bandex = {
  DETECTOR_SIZE = 512, EVENTS_PER_SAMPLE = 4, REP_ENCODED_MAX = 256, REP_LIST_WAITING = 8, PHASE_DEF_SLOPE_5 = 1,
  UNIT_NEWTON = 0, UNIT_UNITLESS = 1,
  COUNT_AT_RETURN = 0, COUNT_AT_TOP = 1, COUNT_AT_END = 2,
  RISING_IS_CONCENTRIC = 0, RISING_IS_ECCENTRIC = 1,
  MODE_REPETITIONS = 0, MODE_ISOMETRIC = 1,
  REP_FULL = 1, REP_PARTIAL = 2, REP_SPIKE = 3, REP_SETUP = 4, REP_HOLD = 5,
  REP_FLAG_CLIPPED = 1, REP_FLAG_GAP = 2, REP_FLAG_NO_RETURN = 4, REP_FLAG_SPIKE = 8, REP_FLAG_RECLASSIFIED = 16,
  REP_FLAG_LOW_RATE = 32,
  SIDE_NONE = 0, SIDE_LEFT = 1, SIDE_RIGHT = 2, SIDE_BOTH = 3,
  EVENT_REP_TOP = 1, EVENT_REP_COUNTED = 2, EVENT_REP_ENDED = 3, EVENT_RECLASSIFIED = 4, EVENT_REVOKED = 5, EVENT_SET_ENDED = 6,
  EVENT_FLAG_DROPPED = 1, EVENT_FLAG_AND_EARLIER = 2,
}

-- The C functions themselves, e.g. bandex.C.bandex_detector_feed.
local C = ffi.load(os.getenv "BANDEX_LIBRARY" or "bandex")
bandex.C = C

local error_metatable = { __tostring = function(self) return self.message end }

-- Errors are tables as those of the C module: status, name, message.
local function check(status)
  if status ~= 0 then
    error(setmetatable({ status = status, name = ffi.string(C.bandex_status_string(status)),
                         message = ffi.string(C.bandex_status_message(status)) }, error_metatable), 3)
  end
end

-- ---- settings

-- 243.08 -> 6077, 25: the nearest fraction that a config takes, or the smallest that is nearer than 1e-7 of the rate.
local function fraction(rate)
  if type(rate) ~= "number" or not (rate >= 0.1 and rate <= 1e6) then
    error("rate_hz: a positive number of samples a second is wanted, from 0.1 to 1e6", 4)
  end
  local best, num, den = rate, nil, nil
  for d = 1, 1000 do
    local n = math.floor(rate * d + 0.5)
    local off = math.abs(n / d - rate)
    if n > 4000000 or best <= 1e-7 * rate then break end
    if off < best and 10 * n >= d then best, num, den = off, n, d end
  end
  return num, den
end

local PREFIX = { unit = "UNIT_", mode = "MODE_", count_at = "COUNT_AT_", rising_is = "RISING_IS_", side = "SIDE_" }
local REAL = { expected_range = true, floor = true, resolution = true, saturation_low = true, saturation_high = true,
               hold_threshold = true }

local function set_field(config, key, value)
  if type(value) == "string" and PREFIX[key] then
    value = bandex[PREFIX[key] .. value:upper()] or error(("%s: %q is none"):format(key, value), 4)
  elseif type(value) == "boolean" then
    value = value and 1 or 0
  end
  if type(value) ~= "number" then error(key .. ": a number is wanted, not " .. type(value), 4) end
  config[key] = value -- an unknown field is an error of ffi
  if not REAL[key] and config[key] ~= value then error(key .. ": an integer in its range is wanted", 4) end
end

local function make_config(options)
  local config = ffi.new "bandex_detector_config"
  check(C.bandex_detector_config_default(config))
  for key, value in pairs(options or {}) do
    if key == "rate_hz" then
      config.rate_num, config.rate_den = fraction(value)
    else
      set_field(config, key, value)
    end
  end
  return config
end

-- ---- samples

local SPELLED = { float = "float", uint32_t = "unsigned int" } -- as typeof() shows them

-- How many items of an array or behind a pointer are meant; an array knows its length.
local function length_of(values, ctype, n)
  local kind = tostring(ffi.typeof(values)):gsub("const ", "")
  local room
  if kind:find("^ctype<" .. SPELLED[ctype] .. " %(?&?%)?%[[%d?]+%]>$") then
    room = ffi.sizeof(values) / ffi.sizeof(ctype)
  elseif kind ~= "ctype<" .. SPELLED[ctype] .. " *>" then
    error(("an array of %s is wanted, not %s"):format(ctype, kind), 5)
  end
  n = n or room
  if type(n) ~= "number" or n < 0 or n % 1 ~= 0 or n > (room or 2 ^ 53) then error("n: the number of items is wanted", 5) end
  return n
end

-- What the caller has as an array of a C type and its length: a list of numbers, a string of packed ones, or an array and n.
local function array(values, ctype, n)
  if type(values) == "string" then
    local size = ffi.sizeof(ctype)
    if #values % size ~= 0 then error("the string is no whole number of packed items", 4) end
    return ffi.cast("const " .. ctype .. " *", values), #values / size
  elseif type(values) == "table" then
    local items = ffi.new(ctype .. "[?]", #values + 1)
    for i = 1, #values do
      if type(values[i]) ~= "number" then error(("item %d: a number is wanted, not %s"):format(i, type(values[i])), 4) end
      items[i - 1] = ctype == "uint32_t" and values[i] % 4294967296 or values[i]
    end
    return items, #values
  elseif type(values) == "cdata" then
    return values, length_of(values, ctype, n)
  end
  error("a list, a string of packed numbers or an array is wanted, not " .. type(values), 4)
end

-- ---- the detector

local ROOM = 64
local events, event = ffi.new("bandex_event[?]", ROOM), ffi.new "bandex_event"
local written, consumed = ffi.new "size_t[1]", ffi.new "size_t[1]"

local function take(list)
  for i = 0, tonumber(written[0]) - 1 do list[#list + 1] = ffi.new("bandex_event", events[i]) end
end

local methods = {}

--- Takes one sample: device time in microseconds (may wrap; ignored with a rate), and force.
function methods:feed(t_us, force) check(C.bandex_detector_feed(self, t_us, force)) end

--- The next event, or nil. The struct is used again by the next call; bandex.copy(event) keeps it.
function methods:poll()
  if C.bandex_detector_poll(self, event) ~= 0 then return event end
end

--- Iterates over the events that feed() caused.
function methods:events() return methods.poll, self end

--- Takes a block of samples (a list, a string of packed floats, or a float array with n), with the times in microseconds
-- unless the settings give a rate. Returns the list of events.
function methods:process(samples, t_us, n)
  local force, count = array(samples, "float", n)
  local times, time_count
  if t_us ~= nil then
    times, time_count = array(t_us, "uint32_t", n)
    if time_count ~= count then error(("t_us has %d entries, force %d"):format(time_count, count), 2) end
  end
  local found, done = {}, 0
  while done < count do
    check(C.bandex_detector_process(self, times and times + done, force + done, count - done, events, ROOM, written, consumed))
    take(found)
    done = done + tonumber(consumed[0])
  end
  return found
end

--- Ends the signal. Returns the last events.
function methods:finish()
  local found = {}
  repeat
    check(C.bandex_detector_finish(self, events, ROOM, written))
    take(found)
  until written[0] < ROOM
  return found
end

--- Iterates over the final repetitions of a whole signal.
function methods:reps(samples, t_us, n)
  local found = self:process(samples, t_us, n)
  for _, one in ipairs(self:finish()) do found[#found + 1] = one end
  local reps, list = ffi.new("bandex_rep[?]", #found + 1), ffi.new "bandex_rep_list"
  check(C.bandex_rep_list_init(list, reps, #found + 1))
  for _, one in ipairs(found) do check(C.bandex_rep_list_add(list, one)) end
  local i = -1
  return function()
    i = i + 1
    if i < tonumber(list.count) then return ffi.new("bandex_rep", reps[i]) end
  end
end

function methods:reset() check(C.bandex_detector_reset(self)) end
function methods:resume(elapsed_us) check(C.bandex_detector_resume(self, elapsed_us)) end
function methods:start_set() check(C.bandex_detector_start_set(self)) end
function methods:end_set() check(C.bandex_detector_end_set(self)) end
function methods:set_side(side) check(C.bandex_detector_set_side(self, side)) end
function methods:count() return C.bandex_detector_count(self) end
function methods:partial_count() return C.bandex_detector_partial_count(self) end
function methods:skipped() return tonumber(C.bandex_detector_skipped(self)) end
function methods:time() return tonumber(C.bandex_detector_time(self)) end

local detector_type = ffi.metatype("bandex_detector", { __index = methods })

--- A detector: { rate_hz = 80 }, or {} for samples with times; further options are the fields of bandex_detector_config.
function bandex.Detector(options)
  local detector = detector_type()
  check(C.bandex_detector_init(detector, ffi.sizeof(detector), make_config(options)))
  return detector
end

--- A copy of an event, a repetition or a detector, in the middle of anything.
function bandex.copy(value) return ffi.new(ffi.typeof(value), value) end

local bytes, length = ffi.new("uint8_t[?]", bandex.REP_ENCODED_MAX), ffi.new "size_t[1]"

--- A final repetition as a CBOR record.
function bandex.rep_encode(rep)
  check(C.bandex_rep_encode(rep, bytes, bandex.REP_ENCODED_MAX, length))
  return ffi.string(bytes, length[0])
end

return bandex
