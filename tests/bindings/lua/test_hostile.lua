-- SPDX-License-Identifier: MIT
-- Whatever a program hands over: an error that says so, and never a crash.
local bandex = require "bandex"
local check = require "check"
local api = bandex.api

-- objects that are none
for _, call in ipairs { "detector_process", "detector_feed", "detector_finish", "detector_count", "log_close", "log_sync" } do
  for _, bad in ipairs { 3, "x", {}, print, io.stdout, false } do check.raises(".", api[call], bad, 1, 2) end
  check.raises(".", api[call], nil, {}, {})
end
local detector = bandex.Detector { rate_hz = 80 }
check.raises(".", detector.feed, api.MemoryIo(8, ""), 0, 1)
check.raises(".", detector.process, nil, { 1 })

-- a log that is used by its own place
local bytes, hook = "", function() end
local place = {
  size = function() return #bytes end,
  read = function(_, offset, size) return bytes:sub(offset + 1, offset + size) end,
  write = function(_, offset, data)
    hook()
    bytes = bytes:sub(1, offset) .. data .. bytes:sub(offset + #data + 1)
  end,
}
local log = assert(bandex.Log(place, "append", { salt = 7 }))
local set = { exercise = "row_seated", accepted_reps = 3, without_sensor = true, start_ms = 1000 }
for _, call in ipairs { function() log:close() end, function() log:append(set) end, function() log:sessions() end } do
  hook = call
  local err = check.raises("not ready", log.append, log, set)
  check.equal(err.name, "BANDEX_E_STATE", "status")
end
hook = collectgarbage
log:append(set)
hook = function() end
check.equal(log:report().records, 1, "records")
log:close()
check.raises("not ready", log.sessions, log)
check.equal(tostring(log), "Log: closed", "closed")

-- a place whose methods come from a class, and one where looking them up fails
local class = { __index = place }
check.equal(bandex.Log(setmetatable({}, class), "read"):report().records, 1, "a class")
local trap = setmetatable({}, { __index = function() error "trapped" end })
check.raises("trapped", bandex.Log, trap, "append", { salt = 7 })
check.raises("wanted", bandex.Log, 3)
check.raises("wanted", bandex.Log, io.stdout)
check.raises("wanted", bandex.Log, nil)
for _, mode in ipairs { "sometimes", "strict", 5, true, {} } do check.raises("append or read", bandex.Log, "x", mode) end

-- what is of another kind
for _, bad in ipairs { 80, "x", true, print } do
  for _, call in ipairs { bandex.Detector, bandex.exercises, bandex.plan } do check.raises("wanted", call, bad) end
  check.raises(".", bandex.Rep, bad)
  check.raises("wanted", bandex.detect, { 1 }, bad)
  check.raises("wanted", bandex.policy, "double", bad)
  check.raises("wanted", log.append, log, bad)
end
for _, bad in ipairs { 80, true, print } do check.raises("wanted", bandex.ladder, bad) end
check.raises("wanted", bandex.plan, { muscles = { "upper_back" } })
check.raises("wanted", bandex.plan, { muscles = { upper_back = 1 }, anchor = 5 })
check.raises("bands at hand", bandex.plan, { muscles = { upper_back = 6 } })
check.raises("a goal", bandex.plan, { bands = "theraband/red" })
check.raises("wanted, not 1.5", bandex.BandUse, { strands = 1.5 })
check.truthy(tostring(bandex.Detector { rate_hz = 80 }):find "^Detector: 0 repetitions", "tostring")

-- what is not there: nil and an error object
for _, call in ipairs { bandex.exercise, bandex.band, bandex.muscle } do
  local none, err = call "none"
  check.equal(none, nil, "none")
  check.equal(err.name, "BANDEX_E_NOT_FOUND", "name")
  check.truthy(tostring(err):find '"none"', "text")
end
for _, call in ipairs { function() return bandex.force("none", 750, 900) end, function() return bandex.ladder { "none" } end,
                        function() return bandex.Log("/nowhere/none", "read") end, function() return bandex.log_check "/nowhere/none" end } do
  local none, err = call()
  check.equal(none, nil, "none")
  check.equal(err.status, bandex.Status.NOT_FOUND, "status")
  check.truthy(tostring(err):find "none", "text")
end

-- one band is a list of one
check.same(bandex.ladder "theraband/red", bandex.ladder { "theraband/red" }, "ladder")
check.same(bandex.plan { muscles = { upper_back = 6 }, bands = "theraband/red" }, bandex.plan { muscles = { upper_back = 6 }, bands = { "theraband/red" } })

-- tables with traps: they are read raw
local sly = setmetatable({ strands = 2 }, { __index = function() error "trapped" end, __len = function() error "trapped" end,
                                            __pairs = function() error "trapped" end })
check.equal(bandex.BandUse(sly).strands, 2, "raw")
local cycle = {}
cycle.sets = { cycle }
check.raises("no field", bandex.Session, cycle)
cycle = {}
cycle[1] = cycle
check.raises(".", bandex.Session, { sets = cycle })

-- coroutines
local co = coroutine.wrap(function()
  local inner = assert(bandex.Log(place, "read"))
  for one in inner:sets() do coroutine.yield(one.accepted_reps) end
  local decided = bandex.policy("double"):simulate(bandex.ladder { "theraband/red" }, 2, function(_, _, _, sets)
    for _, one in ipairs(sets) do one.accepted_reps = 8 end
  end)
  coroutine.yield(#decided)
end)
check.equal(co(), 3, "from a coroutine")
check.equal(co(), 2, "simulated in a coroutine")
collectgarbage()

-- a log outlives the coroutine that opened it: ended, suspended or failed
bytes = ""
local kept
local function open() kept = assert(bandex.Log(place, "append", { salt = 7 })) end
local function sweep()
  for _ = 1, 5 do
    collectgarbage()
    for _ = 1, 200 do coroutine.create(function() end) end
  end
end
assert(coroutine.resume(coroutine.create(open)))
sweep()
for i = 1, 3 do kept:append(set) sweep() check.equal(kept:report().records, i, "ended") end
kept:close()
local waiting = coroutine.create(function()
  open()
  coroutine.yield()
  kept:append(set)
end)
assert(coroutine.resume(waiting))
kept:append(set)
assert(coroutine.resume(waiting))
check.equal(kept:report().records, 5, "suspended")
waiting, kept = nil, nil
sweep()
check.equal(coroutine.resume(coroutine.create(function() open() error "failed" end)), false, "failed")
sweep()
kept:append(set)
check.equal(kept:report().records, 6, "failed")
kept = nil
sweep()

-- any function with anything
local values = { 3, -1, 2 ^ 70, 1.5, 0 / 0, 1 / 0, "x", ("x"):rep(100000), "", "a\0b", {}, { 1 }, { {} }, { a = 1 }, true, false, print, log,
                 detector, api.MemoryIo(8, ""), coroutine.create(function() end), sly }
local seed = 7
local function chance(n)
  seed = seed * 16807 % 2147483647
  return seed % n + 1
end
local names, calls, rounds = {}, 0, tonumber(os.getenv "BANDEX_ROUNDS" or 10)
for name, value in pairs(api) do
  if type(value) == "function" and not name:find "^log_open" and not name:find "^log_compact" and not name:find "^log_salvage" then
    names[#names + 1] = name
  end
end
table.sort(names)
for _, name in ipairs(names) do
  for count = 0, 7 do
    for _ = 1, rounds do
      local arguments = {}
      for i = 1, count do arguments[i] = values[chance(#values + 1)] end
      local good, err = pcall(api[name], (table.unpack or unpack)(arguments, 1, count))
      if not good then assert(err ~= nil, name) end
      calls = calls + 1
    end
  end
end
check.truthy(calls > 1000 * rounds, "calls")
collectgarbage()

print(check.count .. " checks passed")
