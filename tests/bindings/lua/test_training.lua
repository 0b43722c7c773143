-- SPDX-License-Identifier: MIT
local bandex = require "bandex"
local check = require "check"

local ladder = {
  { band = "theraband/red", strands = 1, force_n = 30 },
  { band = "theraband/green", strands = 1, force_n = 40 },
  { band = "theraband/blue", strands = 1, force_n = 50 },
}
local function session(reps)
  local sets = {}
  for i = 1, 3 do sets[i] = { exercise = "row_seated", rung = 0, accepted_reps = reps, target_reps = 12, without_sensor = true } end
  return { sets = sets, sets_prescribed = 3 }
end

-- policies
local policy = bandex.policy("double", { lo = 8, hi = 12 })
local start = policy:next(ladder, {})
check.equal(start.action, bandex.Action.START, "action")
check.equal(start.next.reps, 8, "reps")
local up = policy:next(ladder, { session(12) })
check.equal(up.action, bandex.Action.ADVANCE_LOAD, "action")
check.equal(up.next.rung, 1, "rung")
check.truthy(up.text:find("green"), up.text)
check.truthy(bandex.explain(up, "es") ~= up.text, "Spanish")
check.equal(#policy:simulate(ladder, 12), 12, "simulate")
check.equal(policy:simulate(ladder, 12)[12].next.rung, 2, "last rung")
local played = policy:simulate(ladder, 6, function(decision, rungs, told, sets)
  check.equal(#rungs.rungs, 3, "rungs")
  for _, set in ipairs(sets) do set.accepted_reps = decision.next.reps - 1 end
end)
check.equal(played[6].next.rung, 0, "never ready")
played = policy:simulate(ladder, 12, function(_, _, _, sets)
  for _, set in ipairs(sets) do set.accepted_reps, set.valid_reps = set.target_reps, set.target_reps end
end)
check.equal(played[12].next.rung, 2, "what an athlete tells counts")
check.equal(bandex.policy("triple"), nil, "unknown preset")
local _, err = bandex.policy("triple")
check.equal(err.status, bandex.Status.NOT_FOUND, "status")
check.raises("no field", bandex.policy, "double", { colour = 1 })
check.truthy(#policy:encode() > 100, "encode")
check.truthy(#bandex.policy("double", { lo = 8, hi = 9 }):lint(ladder) > 0, "lint")

-- errors of callbacks are kept, whatever they are
local mine = { "mine" }
local good, got = pcall(policy.simulate, policy, ladder, 3, function() error(mine) end)
check.equal(good, false, "callback")
check.equal(got, mine, "the error object itself")
check.raises("a function is", policy.next, policy, ladder, {}, { custom = 1 })
local custom = bandex.policy("double")
custom.driver, custom.custom = bandex.Driver.CUSTOM, "mine"
local decision = custom:next(ladder, { session(12) }, {
  custom = function(_, _, history, base)
    check.equal(#history[1].sets, 3, "history")
    check.equal(base.rung, 0, "base")
    return { rung = 1, sets = 3, reps = 9 }, bandex.ReasonKind.CUSTOM
  end,
})
check.equal(decision.next.reps, 9, "proposal")
check.raises("boom", custom.next, custom, ladder, { session(12) }, { custom = function() error("boom") end })

-- the log
local path = os.tmpname()
os.remove(path)
local reps = bandex.detect(check.pulls(10), { rate_hz = 80 })
local log = assert(bandex.Log(path))
local stored = log:append { exercise = "row_seated", band = "theraband/green", reps = reps and { reps[1], reps[2] }, start_ms = 1000 }
check.equal(stored.detected_reps, 2, "detected")
check.equal(tostring(log), "Log: 1 records", "tostring")
check.equal(#log:sessions("row_seated"), 1, "sessions")
for set in log:sets() do check.equal(#set.reps, 2, "reps of the set") end
local none, locked = bandex.Log(path)
check.equal(none, nil, "locked")
check.equal(locked.name, "BANDEX_E_LOCKED", "locked")
log:close()
log:close()
check.raises("not ready", log.append, log, { exercise = "row_seated" })
check.equal(bandex.log_check(path).records, 1, "records")
check.equal(bandex.Log(path .. ".none", "read"), nil, "no such file")
check.raises("mode", bandex.Log, path, "sometimes")
log = assert(bandex.Log(path, "read"))
check.equal(#log:sessions()[1].sets[1].reps, 2, "read again")
check.truthy(getmetatable(log).__close, "__close")
log:close()
os.remove(path)

-- places of one's own
local function memory()
  local bytes = ""
  return {
    size = function() return #bytes end,
    read = function(_, offset, size) return bytes:sub(offset + 1, offset + size) end,
    write = function(_, offset, data) bytes = bytes:sub(1, offset) .. data .. bytes:sub(offset + #data + 1) end,
  }
end
local place = memory()
log = assert(bandex.Log(place, "append", { salt = 7 }))
log:append { exercise = "row_seated", start_ms = 1000, accepted_reps = 5, without_sensor = true }
log:close()
check.truthy(place.size() > 50, "written")
place.write = function() error(mine) end
place.size = function() return 0 end
good, got = pcall(bandex.Log, place, "append", { salt = 7 })
check.equal(got, mine, "the error of a place")
local builtin = bandex.api.MemoryIo(4096, "")
builtin:write(0, "abc")
check.equal(builtin:read(1, 10), "bc", "MemoryIo")

-- knowledge
local ids = {}
for exercise in bandex.exercises { muscle = "latissimus_dorsi", role = "primary" } do ids[exercise.id] = exercise end
check.equal(ids.row_seated.names.en, "Seated row", "name")
check.equal(bandex.exercise("row_row"), nil, "unknown exercise")
check.equal(bandex.muscle("dorsal ancho").token, "latissimus_dorsi", "muscle")
check.raises("no muscle", bandex.exercises, { muscle = "tail" })
check.truthy(bandex.force("theraband/green", 750, 1500).force_n > bandex.force("theraband/red", 750, 1500).force_n, "force")
local nothing, past, known = bandex.force("theraband/green", 750, 9000)
check.equal(nothing, nil, "past the limit")
check.equal(past.name, "BANDEX_E_RANGE", "status")
check.equal(known.elongation_permille, 11000, "what is known all the same")
check.equal(past.result, known, "result")
check.equal(bandex.ladder { "theraband/blue", "theraband/red" }[1].band, "theraband/red", "ladder")
local own = bandex.exercise("row_seated")
own.id, own.names = "my_row", { en = "My row", es = "Mi remo" }
local catalog = assert(bandex.catalog { own })
check.equal(bandex.exercise("my_row", catalog).names.es, "Mi remo", "own catalogue")
own.muscles = {}
check.equal(bandex.catalog { own }, nil, "refused exercise")
local plan = bandex.plan { muscles = { upper_back = 6 }, minutes = 25, bands = { "theraband/red" }, anchor = "none" }
check.truthy(#plan.items > 0 and plan.seconds <= 1500, "plan")
local count = 0
for _ in bandex.muscles() do count = count + 1 end
check.equal(count, bandex.muscle_count(), "muscles")

-- devices
local decoder = bandex.api.DeviceDecoder("tindeq_progressor")
local samples = bandex.api.device_decoder_feed(decoder, 0, "\1\8\0\0\128\63\1\0\0\0", {})
check.near(samples[1].force, 9.80665, 1e-4, "tindeq")
local packet = {}
good, got = pcall(bandex.api.device_decoder_feed, decoder, 0, "\1\16\0\0\128\63\1\0\0\0\0\0\128", packet)
check.equal(got.name, "BANDEX_E_TRUNCATED", "a packet that ends early")
check.equal(#got.result, 1, "what was whole")
check.equal(packet.samples, 1, "packet.samples")

-- a log in memory, without a salt
do
  local log = assert(bandex.Log(bandex.api.MemoryIo(100000, "")))
  log:append { exercise = "row_seated", accepted_reps = 3, without_sensor = true }
  check.truthy(log:report().salt > 0, "salt")
  log:close()
end

-- a policy within its own athlete, and after one that failed
do
  local policy, ladder = bandex.policy "double", bandex.ladder { "theraband/red" }
  local asked = 0
  policy:simulate(ladder, 3, function(_, _, _, sets)
    if policy:next(ladder, {}).text ~= "" then asked = asked + 1 end
    for _, one in ipairs(sets) do one.accepted_reps = 8 end
  end)
  check.equal(asked, 3, "asked")
  check.raises("mine", policy.simulate, policy, ladder, 3, function() error "mine" end)
  check.truthy(#policy:encode() > 0, "after a failure")
  local none, err = bandex.explain(policy:next(ladder, {}), "xx")
  check.equal(none, nil, "none")
  check.equal(err.status, bandex.Status.NOT_FOUND, "language")
end

-- a catalogue file
do
  local own = bandex.exercise "row_seated"
  own.id = "my_row"
  local data = bandex.api.catalog_encode { own }
  local loaded = bandex.api.catalog_load(nil, data)
  local third = bandex.api.catalog_load(loaded, bandex.api.catalog_encode { own })
  local count = loaded:count()
  loaded = nil
  collectgarbage()
  check.equal(third:count(), count, "count")
  check.equal(bandex.exercise("my_row", third).id, "my_row", "id")
  check.equal(bandex.api.catalog_load(bandex.api.catalog_empty(), data):count(), 1, "alone")
  check.raises(".", bandex.api.catalog_load, nil, data:sub(1, -5))
end

print(check.count .. " checks passed")
