-- SPDX-License-Identifier: MIT
-- The module that require "bandex" gives. Lives inside bandex.so, and is of no use without it.
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

-- Errors are tables: {status, name, message [, record, field, reason, offset] [, result]}, and read as text. result is what
-- the call found all the same: an answer with its flags, the samples before the damage in a packet.
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
  if type(result) == "table" and result.status and result.status ~= -1 then return nil, result, result.result end
  error(result, 3)
end

-- What is not there.
local function not_found(text)
  local status = groups.Status.NOT_FOUND
  return setmetatable({ status = status, name = api.status_string(status), message = text }, failure)
end

local function want(value, kind, name, level)
  if type(value) ~= kind then error(("%s: a %s is wanted, not %s"):format(name, kind, type(value)), level + 1) end
  return value
end

-- One band is a list of one.
local function several(bands, level)
  return type(bands) == "string" and { bands } or want(bands, "table", "bands", level + 1)
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
  for key, value in pairs(want(options or {}, "table", "options", 3)) do config[key] = value end
  if config.rate_hz ~= nil then
    if type(config.rate_hz) ~= "number" then error("rate_hz: a number is wanted, not " .. type(config.rate_hz), 3) end
    local good, num, den = pcall(api.rate_to_fraction, config.rate_hz)
    if config.rate_num and config.rate_num ~= 0 then error("give rate_hz or rate_num, not both", 3) end
    if not good then error("rate_hz: a positive number of samples a second is wanted, from 0.1 to 1e6", 3) end
    config.rate_num, config.rate_den, config.rate_hz = num, den, nil
  end
  local exercise, band, stature = config.exercise, config.band, config.stature_mm
  config.exercise, config.band, config.stature_mm = nil, nil, nil
  if exercise or band then config = bandex.configure(exercise, band, stature, config) end
  return config
end

--- A detector: bandex.Detector{ rate_hz = 80 }, or bandex.Detector{} for samples with times. exercise and band (ids) and
-- stature_mm tell it what to expect; further options are the fields of DetectorConfig. Methods: feed(t_us, force), poll(), process(samples, t_us), finish(), reps(samples, t_us),
-- count(), partial_count(), reset(), resume(elapsed_us), start_set(), end_set(), set_side(side), skipped(), time().
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
  getmetatable(api.Detector()).__tostring = function(self)
    return ("Detector: %d repetitions, %d partial, %.3f s"):format(self:count(), self:partial_count(), self:time() / 1e6)
  end
end

--- The repetitions of a recorded signal.
-- samples is a list of numbers or a string of packed floats; options.rate_hz says how many a second there are, or
-- options.t_us gives the time of each in microseconds. Further options are those of bandex.Detector.
-- Returns a list, with set (all summed up), sets (each set), revoked, skipped, and packed (the structs as bytes).
function bandex.detect(samples, options)
  local config = {}
  for key, value in pairs(want(options or {}, "table", "options", 2)) do config[key] = value end
  local t_us = config.t_us
  config.t_us = nil
  config = make_config(config)
  local has_rate = config.rate_num ~= nil and config.rate_num ~= 0
  if not has_rate and t_us == nil then error("give rate_hz or t_us: without either, the samples have no time", 2) end
  if has_rate and t_us ~= nil then error("give rate_hz or t_us, not both", 2) end
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

-- ---- by name --------------------------------------------------------------------------------------------------

local function lookup(call, what)
  return function(id, ...)
    local found = call(id, ...)
    if found == nil then return nil, not_found(("no %s is called %q"):format(what, tostring(id))) end
    return found
  end
end

--- A muscle by its token or its name in any language; nil and an error object if there is none.
bandex.muscle = lookup(api.muscle_find_name, "muscle")
--- A band product by its id, e.g. "theraband/green".
bandex.band = lookup(api.band_find, "band")
--- An exercise by its id, of the built-in catalogue or another one.
bandex.exercise = lookup(function(id, catalog) return api.catalog_find(catalog, id) end, "exercise")

local function all(count, at)
  return function()
    local i, last = -1, count()
    return function()
      i = i + 1
      if i < last then return at(i) end
    end
  end
end

--- Iterates over every muscle, in the order of the body.
bandex.muscles = all(api.muscle_count, api.muscle_at)
--- Iterates over every band product, brand by brand, light to heavy.
bandex.bands = all(api.band_count, api.band_at)
--- Iterates over the presets of policies.
bandex.presets = all(api.preset_count, api.preset_at)

local function area(name)
  if type(name) == "number" then return name end
  local id = api.muscle_area_find(name)
  if id == 0 then error(("no muscle, group or region is called %q"):format(tostring(name)), 3) end
  return id
end

--- Iterates over exercises in order of id. options: muscle (token of a muscle or group), catalog, and the fields of
-- Query, e.g. { muscle = "latissimus_dorsi", role = "primary", anchor = "none" }.
function bandex.exercises(options)
  local query, catalog = {}, nil
  for key, value in pairs(want(options or {}, "table", "options", 2)) do
    if key == "muscle" then
      local id = area(value)
      query[api.muscle_get(id) and "muscle" or "group"] = id
    elseif key == "catalog" then
      catalog = value
    else
      query[key] = value
    end
  end
  local found, i = api.catalog_query(catalog, bandex.Query(query)), 0
  return function()
    i = i + 1
    if found[i] then return api.catalog_at(catalog, found[i]) end
  end
end

--- A catalogue of exercises of one's own on top of another one (by default the built-in one); nil and an error object
-- for a record that cannot be used.
function bandex.catalog(exercises, base)
  return try(api.catalog_init, exercises, base)
end

--- The force of a band at a length: { force_n, elongation_permille, flags ... }; past what is known nil, an error, and
-- the answer as far as it goes. nil and an error object for an unknown band.
function bandex.force(band, rest_mm, length_mm, strands)
  if type(band) == "string" then
    local product, err = bandex.band(band)
    if not product then return nil, err end
  end
  local answer = {}
  local _, err, known = try(api.band_force, band, { rest_mm = rest_mm, strands = strands or 0 }, length_mm, answer)
  if err then return nil, err, known end
  return answer
end

--- The load steps of some bands (ids) in rising order, for policies. nil and an error object for an unknown band.
function bandex.ladder(bands, config)
  local owned = {}
  for i, band in ipairs(several(bands, 2)) do
    if type(band) == "string" then
      local product, err = bandex.band(band)
      if not product then return nil, err end
      band = { product = product }
    end
    owned[i] = band
  end
  return (api.ladder_build(owned, bandex.LadderConfig(config)))
end

-- ---- what to do next ------------------------------------------------------------------------------------------

local policy_methods = {}
local policy_metatable = { __index = policy_methods }

local function decided(decision)
  decision.text = api.decision_explain(decision, "en")
  return decision
end

local function bare(decision)
  local copy = {}
  for key, value in pairs(decision) do if key ~= "text" then copy[key] = value end end
  return copy
end

--- What to do next time, and why: decision.text, decision.next, decision.reasons.
-- context: fields of ProgressionContext, e.g. { exercise = "row_seated" }.
function policy_methods:next(ladder, sessions, context)
  local decision = {}
  api.progression_next(self, ladder, sessions, bandex.ProgressionContext(context) and context, decision)
  return decided(decision)
end

--- The same for left and right.
function policy_methods:next_sides(ladder, sessions, context)
  local left, right = {}, {}
  api.progression_next_sides(self, ladder, sessions, context, left, right)
  return decided(left), decided(right)
end

--- Plays sessions. athlete: fields of Athlete, or a function(decision, ladder, session, sets) that fills the sets.
function policy_methods:simulate(ladder, sessions, athlete, context)
  local decisions = api.progression_simulate(self, ladder, context, { athlete = athlete }, sessions)
  for _, decision in ipairs(decisions) do decided(decision) end
  return decisions
end

--- What can be seen to go wrong without playing it.
function policy_methods:lint(ladder)
  return api.policy_lint(self, ladder)
end

--- Canonical CBOR.
function policy_methods:encode()
  return api.policy_encode(self)
end

--- A policy from a preset: bandex.policy("double", { lo = 8, hi = 12 }). Further parameters are the fields of
-- PresetParams. nil and an error object for an unknown preset.
function bandex.policy(preset, params)
  local told = {}
  for key, value in pairs(want(params or {}, "table", "params", 2)) do told[key == "lo" and "reps_lo" or key == "hi" and "reps_hi" or key] = value end
  local policy = {}
  local _, err = try(api.policy_preset, preset, bandex.PresetParams(told), policy)
  if err then return nil, err end
  return setmetatable(policy, policy_metatable)
end

--- A decision in words, in "en" or "es"; nil and an error object for another language.
function bandex.explain(decision, language)
  return try(api.decision_explain, bare(decision), language or "en")
end

--- A session for goals: bandex.plan{ muscles = { upper_back = 6 }, minutes = 25, bands = { "theraband/red" }, anchor = "none" }.
-- user: fields of User; everything else: fields of PlanRequest.
function bandex.plan(options)
  local request, user = {}, {}
  want(options, "table", "options", 2)
  for key, value in pairs(want(options.user or {}, "table", "user", 2)) do user[key] = value end
  for key, value in pairs(options) do request[key] = value end
  user.bands = user.bands or {}
  if #(options.bands or user.bands) == 0 then error('bands: the bands at hand are wanted, e.g. bands = { "theraband/red" }', 2) end
  if next(options.muscles or {}) == nil then error("muscles: a goal is wanted, e.g. muscles = { upper_back = 6 }", 2) end
  for _, band in ipairs(several(options.bands or {}, 2)) do
    user.bands[#user.bands + 1] = type(band) == "string" and { band = band } or band
  end
  if options.anchor then
    local bits, seen = 0, {}
    for _, name in ipairs(type(options.anchor) == "table" and options.anchor or { options.anchor }) do
      local kind = groups.AnchorKind[want(name, "string", "anchor", 2):upper()]
      if not kind then error(("no anchor is called %q"):format(name), 2) end
      if not seen[kind] then bits, seen[kind] = bits + 2 ^ kind, true end
    end
    user.anchors = bits
  end
  request.goals = {}
  local names = {}
  for name, sets in pairs(want(options.muscles or {}, "table", "muscles", 2)) do
    names[#names + 1] = name
    want(sets, "number", "muscles." .. tostring(name), 2)
  end
  table.sort(names, function(a, b) return tostring(a) < tostring(b) end)
  for i, name in ipairs(names) do
    request.goals[i] = { area = area(name), sets_permille = math.floor(options.muscles[name] * 1000 + 0.5) }
  end
  request.seconds = options.minutes and math.floor(options.minutes * 60 + 0.5) or options.seconds
  request.user, request.muscles, request.minutes, request.bands, request.anchor = user, nil, nil, nil, nil
  local plan = {}
  api.plan_make(request, plan)
  return plan
end

-- ---- the log --------------------------------------------------------------------------------------------------

local log_methods = {}
local log_metatable = { __index = log_methods, __name = "bandex.Log" }

--- Opens a log: a path, an api.MemoryIo, or a table with size(), read(offset, size), write(offset, bytes) and, if it can, sync(),
-- truncate(size), close(). mode: "append" (default) or "read". nil and an error object when it cannot be opened.
function bandex.Log(place, mode, config)
  local number = mode == nil and groups.LogMode.APPEND or type(mode) == "string" and groups.LogMode[mode:upper()]
  if number ~= groups.LogMode.APPEND and number ~= groups.LogMode.READ then error("mode: append or read is wanted", 2) end
  local handle, err
  if type(place) == "string" then
    handle, err = try(api.log_open, place, number, config)
    if err then err.message = ("%s: %s"):format(place, err.message) end
  else
    local told = {} -- a new log in a place of the caller's wants a number that differs from log to log
    for key, value in pairs(want(config or {}, "table", "config", 2)) do told[key] = value end
    told.salt = told.salt or math.floor(os.time() * 1000 + os.clock() * 1e6) % 4294967295 + 1
    handle, err = try(api.log_open_io, place, number, told)
  end
  if not handle then return nil, err end
  return setmetatable({ handle = handle }, log_metatable)
end

function log_methods:close() api.log_close(self.handle) end
log_metatable.__close = function(self) self:close() end
log_metatable.__tostring = function(self)
  return self.handle:is_open() == 1 and ("Log: %d records"):format(self:report().records) or "Log: closed"
end

--- Appends a set (a table as bandex.Set gives it). Without detected_reps they follow from its repetitions. Ids and times
-- are the caller's: this library has no clock and no randomness in Lua beyond os.time() for a set without a time.
function log_methods:append(set)
  local told = {}
  for key, value in pairs(want(set, "table", "set", 2)) do told[key] = value end
  told.start_ms = (told.start_ms and told.start_ms ~= 0) and told.start_ms or os.time() * 1000
  local made = bandex.Set(told)
  if told.reps and #told.reps > 0 and (told.detected_reps == nil or told.detected_reps == -1) then
    local accepted = told.accepted_reps
    api.set_detected(made, told.reps)
    if accepted and accepted ~= -1 then made.accepted_reps = accepted end
  end
  api.log_append_set(self.handle, made)
  return made
end

--- Appends a session with its sets.
function log_methods:append_session(session)
  api.log_append_session(self.handle, session)
end

--- The history, oldest session first: of one exercise, or of all.
function log_methods:sessions(exercise, last)
  return api.log_history_load(self.handle, exercise, last or 0)
end

--- Iterates over the stored sets.
function log_methods:sets(exercise)
  local cursor = {}
  api.log_cursor_init(cursor, { exercise = exercise or "", types = 2 ^ groups.RecordType.SET })
  return function()
    local set = {}
    local good, err = pcall(api.log_next_set, self.handle, cursor, set)
    if good then return set end
    if type(err) == "table" and err.status == groups.Status.NOT_FOUND then return nil end
    error(err, 2)
  end
end

--- What opening found.
function log_methods:report()
  local report = {}
  api.log_report_get(self.handle, report)
  return report
end

function log_methods:sync() api.log_sync(self.handle) end

--- Reads a whole log and reports, without changing anything; nil and an error object if it cannot be read.
function bandex.log_check(path)
  local report = {}
  local _, err = try(api.log_check, path, report)
  if err then
    err.message = ("%s: %s"):format(path, err.message)
    return nil, err
  end
  return report
end

--- Sets a detector up for an exercise and band, as far as they tell.
function bandex.configure(exercise, band, stature_mm, options)
  if exercise and not api.catalog_find(nil, exercise) then error(("no exercise is called %q"):format(exercise), 3) end
  if type(band) == "string" and not api.band_find(band) then error(("no band is called %q"):format(band), 3) end
  local config = bandex.DetectorConfig(options)
  if exercise then api._exercise_expect(exercise, band, stature_mm or 0, config) end
  return config
end

bandex.version = api.version_string()

-- Everything of the C library is found here too, e.g. bandex.status_message(-4), bandex.E_NOT_FOUND.
return setmetatable(bandex, { __index = api })
