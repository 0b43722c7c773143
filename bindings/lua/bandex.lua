-- SPDX-License-Identifier: MIT
-- The module that require "bandex" gives. Lives inside bandex.so.
--
-- api      the C library, function for function: bandex_<type>_<verb>() is api.<type>_<verb>()
-- failure  the metatable of error objects
-- records  class name -> name of each plain struct
-- groups   the constants, by group
local api, failure, records, groups = ...

local setmetatable, getmetatable, type, pairs, ipairs, error, pcall, tostring =
  setmetatable, getmetatable, type, pairs, ipairs, error, pcall, tostring
local concat = table.concat

local bandex = { api = api }

-- Errors are tables: {status, name, message [, record, field, reason, offset]}, and read as text.
failure.__index = failure
failure.__name = "bandex.error"
function failure.__tostring(self)
  local where = {}
  if self.record and self.record ~= "" then where[#where + 1] = self.record end
  if self.field and self.field ~= "" then where[#where + 1] = self.field end
  local text = self.reason and self.reason ~= "" and self.reason or self.message
  if #where > 0 then text = concat(where, " ") .. ": " .. text end
  return text
end

-- What was asked for may not be there, or data may be damaged: such calls answer nil and the error object. A mistake
-- of the program (a wrong type, an argument out of range) is an error() everywhere.
local function try(call, ...)
  local good, result = pcall(call, ...)
  if good then return result end
  if type(result) == "table" and result.status and result.status ~= -1 then return nil, result end
  error(result, 3)
end

-- bandex.Rep{...}, bandex.Set{...}: a table with the library's defaults and what is given; unknown keys are refused.
for class, name in pairs(records) do
  bandex[class] = function(fields) return api.record_new(name, fields) end
end

-- bandex.RepFlag.GAP, bandex.CountAt.TOP ...
for group, members in pairs(groups) do
  if not bandex[group] then bandex[group] = members end
end

local flags = {}
for name, value in pairs(groups.RepFlag) do flags[#flags + 1] = { name = name:lower(), value = value } end
table.sort(flags, function(a, b) return a.value < b.value end)

--- The flags of a repetition as words: "clipped", "gap" ...
function bandex.flag_names(rep)
  local names = {}
  for _, flag in ipairs(flags) do
    if rep.flags % (2 * flag.value) >= flag.value then names[#names + 1] = flag.name end
  end
  return names
end

--- Repetitions summed up as a set.
function bandex.summarize(reps, first, last)
  local summary = api.record_new("set_summary")
  for i = first or 1, last or #reps do api.set_summary_add(summary, reps[i]) end
  summary.time_under_tension_s = summary.concentric_s + summary.hold_s + summary.eccentric_s
  return summary
end

local function make_config(options)
  local config = {}
  for key, value in pairs(options or {}) do config[key] = value end
  if config.rate_hz ~= nil then
    if type(config.rate_hz) ~= "number" then error("rate_hz: a number is wanted, not " .. type(config.rate_hz), 3) end
    local good, num, den = pcall(api.rate_to_fraction, config.rate_hz)
    if not good then error("rate_hz: a positive number of samples a second is wanted", 3) end
    config.rate_num, config.rate_den, config.rate_hz = num, den, nil
  end
  return config
end

--- A detector: bandex.Detector{ rate_hz = 80 }, or bandex.Detector{} for samples with times. Further options are the
-- fields of DetectorConfig. Methods: feed(t_us, force), poll(), process(samples, t_us), finish(), reps(samples, t_us),
-- count(), partial_count(), reset(), resume(elapsed_us), start_set(), end_set(), skipped(), time().
function bandex.Detector(options)
  return api.Detector(make_config(options))
end

--- Iterates over the repetitions of a whole signal: a list of numbers or a string of packed floats.
local function reps_of(detector, samples, t_us)
  local reps = api.detector_reps(detector, samples, t_us)
  local i = 0
  return function()
    i = i + 1
    return reps[i]
  end
end

--- Iterates over the events that feed() caused.
local function events_of(detector)
  return function() return detector:poll() end
end

do
  local methods = getmetatable(api.Detector())[".fn"]
  methods.reps = reps_of
  methods.events = events_of
end

--- The repetitions of a recorded signal.
-- samples is a list of numbers or a string of packed floats; options.rate_hz says how many a second there are, or
-- options.t_us gives the time of each in microseconds. Further options are those of bandex.Detector.
-- Returns a list, with set (all summed up), sets (each set), revoked, skipped, and packed (the structs as bytes).
function bandex.detect(samples, options)
  local config = {}
  for key, value in pairs(options or {}) do config[key] = value end
  local t_us, exercise, band, stature = config.t_us, config.exercise, config.band, config.stature_mm
  config.t_us, config.exercise, config.band, config.stature_mm = nil, nil, nil, nil
  if config.rate_hz == nil and t_us == nil and config.rate_num == nil then
    error("give rate_hz or t_us: without either, the samples have no time", 2)
  end
  if config.rate_hz ~= nil and t_us ~= nil then error("give rate_hz or t_us, not both", 2) end
  config = make_config(config)
  if (exercise or band) and bandex.configure then config = bandex.configure(exercise, band, stature, config) end
  local detector = api.Detector(config)
  local reps = api.detector_reps(detector, samples, t_us)
  reps.set = bandex.summarize(reps)
  reps.sets = {}
  for i, range in ipairs(reps.ranges) do
    reps.sets[i] = bandex.summarize(reps, range[1], range[1] + range[2] - 1)
  end
  reps.ranges = nil
  return reps
end

bandex.version = api.version_string()
bandex.try = try

-- Everything of the C library is found here too, e.g. bandex.status_message(-4), bandex.E_NOT_FOUND.
return setmetatable(bandex, { __index = api })
