-- SPDX-License-Identifier: MIT
-- Counts live from standard input: each repetition is printed the moment it counts.
--
--     sensor | lua live.lua [RATE]
--
-- A line holds a time in microseconds and a force ("12500,43.1"), or a force alone ("43.1") with a rate in samples a second.
-- After a header that begins with t_s times are seconds. Everything else is passed over.
package.path = (arg[0]:match("^.*/") or "./") .. "?.lua;" .. package.path
local bandex = require "bandex"
local recording = require "recording"
local print = recording.print

local line_limit = 200 -- bytes; what has no end within them is noise

-- Iterates over the lines of standard input as they come, with bounded memory.
local function lines()
  return function()
    local bytes = {}
    while #bytes < line_limit do
      local byte = io.read(1)
      if not byte and #bytes == 0 then return nil end
      if not byte or byte == "\n" then break end
      bytes[#bytes + 1] = byte
    end
    return table.concat(bytes)
  end
end

-- Time and force of a line, or nothing.
local function sample(line, has_rate, unit_us)
  local time, force = line:match("^%s*([^,;%s]+)[,;%s]+([^,;%s]+)%s*$")
  if has_rate and not time then return 0, tonumber(line) end
  time = (tonumber(time) or 0 / 0) * unit_us
  if math.abs(time) < 2 ^ 53 then return math.floor(time + 0.5) % 2 ^ 32, tonumber(force) end
end

local function tell(events)
  for event in events do
    local rep = event.rep
    if event.kind == bandex.EventKind.REP_COUNTED and rep.rep_class == bandex.RepClass.FULL then
      print(("rep %d"):format(event.count))
    elseif event.kind == bandex.EventKind.REP_ENDED then
      print(("  peak %.1f, up %.2f s, hold %.2f s, down %.2f s"):format(rep.peak, rep.concentric_s, rep.hold_s, rep.eccentric_s))
    elseif event.kind == bandex.EventKind.SET_ENDED then
      print(("set over: %d full, %d partial"):format(event.count, event.partial_count))
    end
  end
end

local function each(list)
  local i = 0
  return function()
    i = i + 1
    return list[i]
  end
end

local function main(rate)
  local detector = bandex.Detector { rate_hz = rate }
  local taken, passed_over, unit_us = 0, 0, 1
  for line in lines() do
    line = line:gsub("^\239\187\191", "")
    local time, force = sample(line, rate, unit_us)
    if force then
      taken = taken + 1
      detector:feed(time, force)
      tell(detector:events())
    else
      if line:find("^t_s,") then unit_us = 1e6 end
      passed_over = passed_over + 1
    end
  end
  tell(each(detector:finish()))
  if taken == 0 then error("no line held a sample: TIME_US,FORCE is wanted, or FORCE with a rate", 0) end
  if passed_over > 0 then io.stderr:write(("%d lines were no samples\n"):format(passed_over)) end
end

if arg[1] and not tonumber(arg[1]) then recording.usage("live.lua [RATE]") end
recording.run(main, tonumber(arg[1]))
