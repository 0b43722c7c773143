-- SPDX-License-Identifier: MIT
-- A recording becomes repetitions and a prescription; with a log its history counts, else this set alone.
--
--     lua train.lua RECORDING.csv [LOG.bandex]
package.path = (arg[0]:match("^.*/") or "./") .. "?.lua;" .. package.path
local bandex = require "bandex"
local recording = require "recording"
local print = recording.print

local function main(path, log_path)
  local reps = recording.detect(recording.read(path), { exercise = "row_seated", band = "theraband/green" })
  for _, rep in ipairs(reps) do
    print(("%7.2f s  peak %5.1f N  up %4.2f s  down %4.2f s"):format(rep.start_s, rep.peak, rep.concentric_s, rep.eccentric_s))
  end
  print(("%d repetitions, %.1f s under tension"):format(reps.set.full, reps.set.time_under_tension_s))

  local sessions = {}
  if log_path then
    local log = assert(bandex.Log(log_path, "read"))
    sessions = log:sessions("row_seated")
    log:close()
  else
    sessions[1] = { sets = { bandex.Set { exercise = "row_seated", band = "theraband/green", accepted_reps = reps.set.full } } }
  end
  print(bandex.policy("double", { lo = 8, hi = 12 }):next(recording.ladder(), sessions).text)
end

if not arg[1] then recording.usage("train.lua RECORDING.csv [LOG.bandex]") end
recording.run(main, arg[1], arg[2])
