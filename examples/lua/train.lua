-- SPDX-License-Identifier: MIT
-- A recording becomes repetitions and a prescription.
--
--     lua train.lua RECORDING.csv [LOG.bandex]
local bandex = require "bandex"

local force, times = {}, {}
local names
for line in io.lines(arg[1]) do
  if line:sub(1, 1) ~= "#" then
    local cells = {}
    for cell in (line .. ","):gmatch("([^,]*),") do cells[#cells + 1] = cell end
    if not names then
      names = cells
    else
      for i, name in ipairs(names) do
        local value = tonumber(cells[i])
        if name == "t_s" then times[#times + 1] = value * 1e6
        elseif name == "t_us" then times[#times + 1] = value
        else force[#force + 1] = value end
      end
    end
  end
end

local reps = bandex.detect(force, { t_us = times, exercise = "row_seated", band = "theraband/green" })
for _, rep in ipairs(reps) do
  print(("%7.2f s  peak %5.1f N  up %4.2f s  down %4.2f s"):format(rep.start_s, rep.peak, rep.concentric_s, rep.eccentric_s))
end
print(("%d repetitions, %.1f s under tension"):format(reps.set.full, reps.set.time_under_tension_s))

local ladder = bandex.ladder { "theraband/red", "theraband/green", "theraband/blue" }
local sessions = {}
if arg[2] then
  local log = assert(bandex.Log(arg[2], "read"))
  sessions = log:sessions("row_seated")
  log:close()
else
  sessions[1] = { sets = { bandex.Set { exercise = "row_seated", band = "theraband/green", accepted_reps = reps.set.full } } }
end
print(bandex.policy("double", { lo = 8, hi = 12 }):next(ladder, sessions).text)
