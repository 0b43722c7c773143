-- SPDX-License-Identifier: MIT
-- Ten million calls of every kind, and the memory of the process stays as it was.
local bandex = require "bandex"
local api = bandex.api

local ROOM = 1024 -- KiB: the allocator's own ups and downs

local function resident()
  collectgarbage()
  collectgarbage()
  local file = assert(io.open "/proc/self/statm")
  local pages = file:read("*a"):match "^%d+ (%d+)"
  file:close()
  return tonumber(pages) * 4
end

local function refused(call, ...)
  if pcall(call, ...) then error "was not refused" end
end

local force = {}
for i = 1, 40 do force[i] = 5 end
for i = 41, 100 do force[i] = ({ 60, 40, 20, 5 })[i % 4 + 1] end

local detector = bandex.Detector { rate_hz = 80 }
local rep = { rep_id = 1, start_us = 1000000, end_us = 2000000, peak = 60 }
local set = bandex.Set { exercise = "row_seated", band = "theraband/green", reps = { rep, rep, rep }, id = ("x"):rep(16), start_ms = 1000 }
local encoded = api.set_encode(set)
local ladder = bandex.ladder { "theraband/red", "theraband/green" }
local policy = bandex.policy("double", { lo = 8, hi = 12 })
local row = bandex.exercise "row_seated"
row.id = "mine"

local function log()
  local one = assert(bandex.Log(api.MemoryIo(16384, ""), "append", { salt = 7 }))
  one:append(set)
  for _ in one:sets() do end
  one:sessions()
  one:close()
end

local function place()
  local bytes = ""
  local one = assert(bandex.Log({
    size = function() return #bytes end,
    read = function(_, offset, size) return bytes:sub(offset + 1, offset + size) end,
    write = function(_, offset, data) bytes = bytes:sub(1, offset) .. data end,
  }, "append", { salt = 7 }))
  one:append(set)
end

local feed, poll, count = detector.feed, detector.poll, detector.count
local calls = {
  { 5000000, function() feed(detector, 0, 30) end },
  { 2500000, function() poll(detector) end },
  { 1400000, function() count(detector) end },
  { 700000, function() api.status_message(-4) end },
  { 100000, function() refused(feed, detector, 0, "x") end },
  { 100000, function() bandex.Detector { rate_hz = 80 } end },
  { 50000, function() detector:process(force) end },
  { 50000, function() bandex.BandUse { band = "theraband/green", strands = 2 } end },
  { 50000, function() refused(bandex.BandUse, { colour = 1 }) end },
  { 20000, function() bandex.detect(force, { rate_hz = 80 }) end },
  { 20000, function() bandex.force("theraband/green", 750, 1500) end },
  { 20000, function() bandex.force("theraband/green", 750, 9000) end },
  { 10000, function() refused(bandex.detect, { 1, "x" }, { rate_hz = 80 }) end },
  { 10000, function() bandex.detect({ 1, 2 }, { t_us = { 1, 2 } }) end },
  { 10000, function() api.rep_encode(rep) end },
  { 5000, function() api.set_encode(set) end },
  { 5000, function() api.set_decode(encoded, {}) end },
  { 3000, function() refused(api.set_decode, encoded:sub(1, -2), {}) end },
  { 2000, function() policy:next(ladder, { { sets = { set } } }) end },
  { 1000, function() policy:simulate(ladder, 3, function() end) end },
  { 1000, function() refused(policy.simulate, policy, ladder, 3, function() error "mine" end) end },
  { 500, function() bandex.catalog { row } end },
  { 500, log },
  { 500, place },
  { 500, function() api.DeviceDecoder("tindeq_progressor"):feed(0, "\1\8\0\0\128\63\1\0\0\0") end },
}

local total, worst = 0, 0
for _, call in ipairs(calls) do
  total = total + call[1]
  for _ = 1, 200 do call[2]() end -- caches, the heap of Lua
end
assert(total >= 10000000, total)
for i, call in ipairs(calls) do
  local run = call[2]
  for _ = 1, 1000 do run() end
  local before = resident()
  for _ = 1, call[1] do run() end
  local more = resident() - before
  worst = math.max(worst, more)
  if more > ROOM then error(("call %d: %d KiB more after %d calls"):format(i, more, call[1])) end
end
print(("%d calls in %.0f s of processor time, at most %d KiB more"):format(total, os.clock(), worst))
