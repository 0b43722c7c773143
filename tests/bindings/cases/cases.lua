-- SPDX-License-Identifier: MIT
-- Answers cases.txt in Lua 5.1 to 5.4 and LuaJIT: see cases.c.
local bandex = require "bandex"
local api = bandex.api
local floor = math.floor

local FIELDS = {}
local LADDER = {
  { band = "theraband/red", strands = 1, force_mn = 30000 },
  { band = "theraband/green", strands = 1, force_mn = 40000 },
  { band = "theraband/blue", strands = 1, force_mn = 50000 },
}

-- ---- printing

local function hex(bytes)
  return (bytes:gsub(".", function(byte) return ("%02x"):format(byte:byte()) end))
end

-- value = fraction * 2^exponent with 0.5 <= fraction < 1, exactly; Lua 5.4 may lack math.frexp.
local function frexp(value)
  local exponent = 0
  while value >= 1 do value, exponent = value / 2, exponent + 1 end
  while value < 0.5 do value, exponent = value * 2, exponent - 1 end
  return value, exponent
end

-- The bits of an IEEE number of so many bits for exponent and fraction, as hexadecimal digits.
local function real(value, exponent_bits, fraction_bits)
  if value ~= value then return "nan" end
  local sign = (value < 0 or 1 / value < 0) and 1 or 0
  value = sign == 1 and -value or value
  local bias = 2 ^ (exponent_bits - 1) - 1
  local exponent, fraction = 0, 0
  if value == math.huge then
    exponent = 2 * bias + 1
  elseif value > 0 then
    local part, power = frexp(value)
    exponent = power - 1 + bias
    if exponent >= 1 then
      fraction = (part * 2 - 1) * 2 ^ fraction_bits
    else
      exponent, fraction = 0, value * 2 ^ (bias - 1) * 2 ^ fraction_bits
    end
  end
  -- 16 bits at a time, from the right: doubles hold no more than 53
  local digits, top = {}, sign * 2 ^ exponent_bits + exponent
  local bits = 1 + exponent_bits + fraction_bits
  local low = fraction % 2 ^ 24
  local high = (fraction - low) / 2 ^ 24 + top * 2 ^ (fraction_bits - 24 > 0 and fraction_bits - 24 or 0)
  if fraction_bits < 24 then return ("%08x"):format(top * 2 ^ fraction_bits + fraction) end
  digits[1] = ("%010x"):format(high)
  digits[2] = ("%06x"):format(low)
  return table.concat(digits):sub(-bits / 4)
end

local text_of

local function list(values, show)
  local parts = {}
  for i, value in ipairs(values) do parts[i] = show(value) end
  return "[" .. table.concat(parts, " ") .. "]"
end

local function whole(value) return ("%d"):format(value) end

local PRINT = {
  i = function(value) return whole(type(value) == "boolean" and (value and 1 or 0) or value) end,
  f = function(value) return real(value, 8, 23) end,
  d = function(value) return real(value, 11, 52) end,
  s = function(value) return '"' .. value .. '"' end,
  b = function(value, _, size) return value == "" and size and ("0"):rep(2 * size) or hex(value) end,
  r = function(value, record) return text_of(record, value) end,
  l = function(value, record) return list(value, function(one) return text_of(record, one) end) end,
  n = function(value) return list(value, whole) end,
}

local IDS = { id = 16, session_id = 16 } -- one that nobody gave is "" in Lua

function text_of(record, value)
  local parts = {}
  for i, word in ipairs(FIELDS[record]) do
    local name, kind, nested = word:match("^([^:]+):?([^:]*):?(.*)$")
    parts[i] = name .. "=" .. PRINT[kind == "" and "i" or kind](value[name], nested, IDS[name])
  end
  return "{" .. table.concat(parts, " ") .. "}"
end

local case = {} -- the one that is being answered

local function text(key, otherwise) return case.words[key] or otherwise or "" end
local function number(key, otherwise) return tonumber(case.words[key] or otherwise or 0) end
local function integer(key, otherwise) return floor(number(key, otherwise)) end
local function tell(what, answer) print(("%s %s %s %s"):format(case.kind, case.name, what, tostring(answer))) end
local function record(what, name, value) tell(what, text_of(name, value)) end

-- Whether it went well, and the result or the error object. Functions answer nil and an error object, or raise it.
local function status(call, ...)
  local results = { pcall(call, ...) }
  local err = not results[1] and results[2] or results[2] == nil and results[3] or nil
  if type(err) == "table" and err.status then
    tell("status", whole(err.status))
    return false, err
  end
  if err then error(err, 0) end
  tell("status", 0)
  return true, results[2], results[3]
end

local function split(words, separator)
  local parts = {}
  for word in words:gmatch("[^" .. separator .. "]+") do parts[#parts + 1] = word end
  return parts
end

-- ---- signals

local function signal_make()
  local seed = integer("seed", 1)
  local function random_number()
    seed = seed * 16807 % 2147483647
    return seed / 2147483647
  end
  local force = {}
  local rate, low, high = number("rate", 80), number("low", 5), number("high", 60)
  local noise, drift, scale, offset, clip = number "noise", number "drift", number("scale", 1), number "offset", number("clip", 1e30)
  local nan_every, spike_every, partial_every = integer "nan_every", integer "spike_every", integer "partial_every"
  local function every(i, count) return count > 0 and i % count == count - 1 end
  local function add(value)
    local i = #force
    if noise > 0 then value = value + noise * (random_number() - 0.5) end
    value = value + drift * i / rate
    if every(i, spike_every) then value = value + 500 end
    if value > clip then value = clip end
    value = value * scale + offset
    force[i + 1] = every(i, nan_every) and 0 / 0 or value
  end
  local half = floor(number("period_ms", 2500) * rate / 2000)
  local hold = floor(number("hold_ms", 0) * rate / 1000)
  local rest = floor(number("rest_ms", 3000) * rate / 1000)
  for _ = 0, integer "again" do
    for _ = 1, rest do add(low) end
    for rep = 1, integer "reps" do
      local top = partial_every > 0 and rep % partial_every == 0 and low + (high - low) * 0.4 or high
      local function flank(i)
        local x = i / half
        add(low + (top - low) * (x * x * (3 - 2 * x)))
      end
      for i = 0, half - 1 do flank(i) end
      for _ = 1, hold do add(top) end
      for i = half, 1, -1 do flank(i) end
    end
    for _ = 1, rest do add(low) end
  end
  if integer "timed" == 0 then return force end
  local start, jitter, shift, times = number "start_us", number "jitter_us", 0, {}
  for i = 0, #force - 1 do
    if i == integer("gap_at", -1) then shift = shift + number "gap_us" end
    if i == integer("restart_at", -1) then shift = -start - floor(i * 1000000 / rate) end
    local t = start + shift + floor(i * 1000000 / rate)
    if jitter > 0 then t = t + floor(jitter * random_number()) end
    local again = integer "repeat_every"
    times[i + 1] = again > 0 and i % again == again - 1 and times[i] or t % 4294967296
  end
  return force, times
end

local function config_make(times)
  local config = {}
  for key, value in pairs(case.words) do
    if key:sub(1, 2) == "c." then config[key:sub(3)] = tonumber(value) end
  end
  if integer "timed" == 0 then config.rate_hz = number("rate", 80) end
  config.t_us = times
  return config
end

local function detect()
  local force, times = signal_make()
  return bandex.detect(force, config_make(times))
end

local function slice(values, from, to)
  local part = {}
  for i = from, math.min(to, #values) do part[#part + 1] = values[i] end
  return part
end

-- ---- kinds

local kinds = {}

function kinds.detect()
  local good, reps = status(detect)
  if not good then return end
  tell("revoked", whole(reps.revoked))
  tell("skipped", whole(reps.skipped))
  for _, rep in ipairs(reps) do record("rep", "rep", rep) end
  for _, set in ipairs(reps.sets) do tell("set_size", whole(set.full + set.partial + set.holds)) end
  record("summary", "set_summary", reps.set)
end

function kinds.process()
  local force, times = signal_make()
  local good, detector = status(bandex.Detector, config_make())
  if not good then return end
  for i = 1, #force, 97 do
    for _, event in ipairs(detector:process(slice(force, i, i + 96), times and slice(times, i, i + 96))) do
      record("event", "event", event)
    end
  end
  for _, event in ipairs(detector:finish()) do record("event", "event", event) end
  tell("count", whole(detector:count()))
  tell("time", whole(detector:time()))
end

function kinds.feed()
  local force, times = signal_make()
  local good, detector = status(bandex.Detector, config_make())
  if not good then return end
  for i, value in ipairs(force) do
    if integer "side" > 0 and (i - 1) % 400 == 0 then
      detector:set_side((i - 1) % 800 == 0 and bandex.Side.LEFT or bandex.Side.RIGHT)
    end
    detector:feed(times and times[i] or 0, value)
    for event in detector:events() do record("event", "event", event) end
  end
  tell("partial_count", whole(detector:partial_count()))
end

function kinds.advise()
  local force, times = signal_make()
  local detector, advisor, config = bandex.Detector(config_make()), {}, bandex.AdviceConfig { stop_peak_permille = integer "stop" }
  for _, phase in ipairs { "concentric", "eccentric" } do
    if case.words[phase] then config.tempo[phase .. "_ms"] = integer(phase) end
  end
  status(api.advisor_init, advisor, config)
  status(api.advisor_get, advisor, {})
  local events = detector:process(force, times)
  for _, event in ipairs(detector:finish()) do events[#events + 1] = event end
  for _, event in ipairs(events) do
    api.advisor_feed(advisor, event)
    local advice = {}
    if status(api.advisor_get, advisor, advice) then record("advice", "advice", advice) end
  end
end

local function use_make()
  return { band = text "band", strands = integer "strands", rest_mm = integer "rest", start_mm = integer "start",
           peak_mm = integer("peak", integer "length") }
end

function kinds.force()
  local use = use_make()
  if use.start_mm > 0 then
    local range = bandex.BandRange()
    status(api.band_range_of, text "band", use, range)
    record("range", "band_range", range)
    local good, work = status(api.band_work, text "band", use)
    if good then tell("work_mj", whole(work)) end
  else
    local good, answer = status(bandex.force, text "band", use.rest_mm, integer "length", use.strands)
    record("answer", "band_answer", good and answer or answer.result)
  end
end

function kinds.curve()
  local curve, at = {}, number "at"
  if not status(api.band_curve, text "band", integer "model", curve) then return end
  local good, newton = status(api.curve_force, curve, at)
  if good then
    tell("newton", PRINT.d(newton))
    local found, elongation = status(api.curve_elongation, curve, newton)
    if found then tell("elongation", PRINT.d(elongation)) end
  end
  local joule
  good, joule = status(api.curve_energy, curve, at)
  if good then tell("energy", PRINT.d(joule)) end
end

function kinds.predict()
  local use, prediction, config = use_make(), bandex.Prediction(), bandex.DetectorConfig()
  status(api.exercise_predict, text "exercise", use, nil, integer "stature", prediction)
  record("prediction", "prediction", prediction)
  status(api.exercise_configure, text "exercise", use, nil, integer "stature", config)
  record("config", "detector_config", config)
end

function kinds.query()
  local _, next_exercise = status(bandex.exercises, { muscle = text("muscle", text "group"), role = integer "role", anchor = integer "anchor" })
  for exercise in next_exercise do tell("exercise", PRINT.s(exercise.id)) end
end

function kinds.ladder()
  local owned = {}
  for i, name in ipairs(split(text "bands", ",")) do owned[i] = { product = name, strands_max = integer "max_strands" } end
  local _, rungs, omissions = status(api.ladder_build, owned, nil)
  for _, rung in ipairs(rungs) do record("rung", "rung", rung) end
  for _, omission in ipairs(omissions) do record("omission", "omission", omission) end
end

function kinds.plan()
  local goals = {}
  for name, sets in text("goals"):gmatch "([^:,]+):(%d+)" do goals[name] = tonumber(sets) / 1000 end
  local good, plan = status(bandex.plan, {
    muscles = goals, seconds = integer("seconds", 2700), bands = split(text "bands", ","), seed = integer "seed",
    user = integer "anchors" > 0 and { anchors = integer "anchors" } or nil,
  })
  if good then record("plan", "plan", plan) end
end

local function policy_make()
  local params = {}
  for _, key in ipairs { "lo", "hi" } do
    if case.words[key] then params[key] = integer(key) end
  end
  return bandex.policy(text "preset", params)
end

local function tell_decision(decision)
  record("decision", "decision", decision)
  tell("en", PRINT.s(bandex.explain(decision, "en")))
  tell("es", PRINT.s(bandex.explain(decision, "es")))
end

function kinds.decide()
  local good, policy = status(policy_make)
  if not good then return end
  local sessions = {}
  for i, numbers in ipairs(split(text "history", ",")) do
    local session = { sets = {}, start_ms = 1700000000000 + (i - 1) * 172800000 }
    if case.words.omni then session.omni = integer "omni" end
    if case.words.pain then session.pain_during = integer "pain" end
    for j, reps in ipairs(split(numbers, ".")) do
      session.sets[j] = { exercise = "row_seated", rung = integer "rung", accepted_reps = tonumber(reps), without_sensor = true,
                          target_reps = integer("hi", 12) }
    end
    session.sets_prescribed = #session.sets
    sessions[i] = session
  end
  local decision
  good, decision = status(policy.next, policy, LADDER, sessions)
  if good then tell_decision(decision) end
end

function kinds.simulate()
  local athlete = { kind = integer "athlete" }
  if case.words.capacity then athlete.capacity_mn = integer "capacity" end
  local _, policy = status(policy_make)
  local _, decisions = status(policy.simulate, policy, LADDER, integer "sessions", athlete)
  for _, decision in ipairs(decisions) do tell_decision(decision) end
end

function kinds.policy()
  local _, policy = status(policy_make)
  tell("bytes", hex(policy:encode()))
  for _, found in ipairs(policy:lint(LADDER)) do record("lint", "lint", found) end
end

local function set_make(index)
  local reps = detect()
  local set = bandex.Set { id = string.char(index):rep(16), exercise = "row_seated", band = "theraband/green", start_ms = 1000 * index }
  if #reps > 0 then
    set.reps = slice(reps, 1, #reps)
    api.set_detected(set, set.reps)
    set.reps = slice(reps, 1, #reps)
  else
    set.accepted_reps, set.without_sensor = 5, 1
  end
  return set
end

function kinds.record()
  local set, again, session_again = set_make(1), {}, {}
  local _, bytes = status(api.set_encode, set)
  tell("set", hex(bytes))
  status(api.set_decode, bytes, again)
  record("read", "set", again)
  if #set.reps > 0 then
    _, bytes = status(api.rep_encode, set.reps[1])
    tell("rep", hex(bytes))
  end
  _, bytes = status(api.session_encode, { id = string.char(9):rep(16), start_ms = 5000, sets = { set } })
  tell("session", hex(bytes))
  status(api.session_decode, bytes, session_again)
  record("read", "session", session_again)
end

local function bytes_of()
  return (text("hex"):gsub("-", ""):gsub("%x%x", function(byte) return string.char(tonumber(byte, 16)) end))
end

function kinds.decode()
  local good, err = status(api[text "type" .. "_decode"], bytes_of(), {})
  if not good then record("diag", "diag", err) end
end

local function tell_history(log)
  local _, sessions = status(log.sessions, log)
  for _, session in ipairs(sessions) do record("session", "session", session) end
end

function kinds.log()
  local place = api.MemoryIo(2 ^ 20, "")
  local _, log = status(bandex.Log, place, "append", { salt = 7, created_ms = 1 })
  local last
  for i = 1, integer "sets" do
    last = set_make(i)
    status(log.append, log, last)
  end
  tell_history(log)
  last.accepted_reps = 1
  status(api.log_replace_set, log.handle, last)
  status(api.log_remove, log.handle, ("\1"):rep(16))
  last.id = ("c"):rep(16)
  status(api.log_replace_set, log.handle, last)
  tell_history(log)
  log:close()
  local size = place:size()
  local bytes = place:read(0, size)
  tell("bytes", hex(bytes))
  local middle = floor(size / 2)
  place:write(middle, string.char(255 - bytes:byte(middle + 1)))
  local good
  good, log = status(bandex.Log, place, "read")
  if good then
    record("report", "log_report", log:report())
    log:close()
  end
end

function kinds.packet()
  local packet = {}
  local good, samples = status(api.device_decoder_feed, api.DeviceDecoder(text "device"), 0, bytes_of(), packet)
  for _, sample in ipairs(good and samples or samples.result) do record("sample", "sample", sample) end
  record("packet", "packet", packet)
end

local function calibration()
  local made = {}
  api.calibration_init(made, 1000)
  return made
end

local refuse = {
  rate_without_denominator = function() return bandex.Detector { rate_num = 80, rate_den = 0 } end,
  negative_range = function() return bandex.Detector { rate_hz = 80, expected_range = -5 } end,
  unknown_mode = function() return bandex.Detector { rate_hz = 80, mode = 99 } end,
  missing_log = function() return bandex.Log("/nowhere/x.bandex", "read") end,
  no_log = function() return bandex.Log(api.MemoryIo(4096, "this is no log at all"), "read") end,
  full_memory = function() return bandex.Log(api.MemoryIo(8, ""), "append", { salt = 7 }) end,
  unknown_language = function() return bandex.explain(bandex.policy("double"):next(LADDER, {}), "tlh") end,
  empty_ladder = function() return bandex.policy("double"):next({}, {}) end,
  duplicate_exercise = function() return bandex.catalog { "row_seated", "row_seated" } end,
  calibration_without_slope = function() return api.calibration_convert(calibration(), 5) end,
  calibration_twice = function() return api.calibration_add(calibration(), 1000, 5) end,
  no_capacity = function() return api.capacity_estimate(bandex.Formula.EPLEY, 10000, 20, {}) end,
  infinite_force = function() return api.rep_encode { rep_id = 1, peak = 1 / 0 } end,
}

function kinds.refuse() status(refuse[case.name]) end

for line in assert(io.open(arg[1])):lines() do
  local words = split(line, "%s")
  if words[1] == "fields" then
    FIELDS[words[2]] = slice(words, 3, #words)
  elseif words[1] and words[1]:sub(1, 1) ~= "#" then
    case = { kind = words[1], name = words[2], words = {} }
    for i = 3, #words do
      local key, value = words[i]:match "^(.-)=(.*)$"
      case.words[key] = value
    end
    kinds[words[1]]()
  end
end
