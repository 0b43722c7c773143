-- SPDX-License-Identifier: MIT
-- Detects the repetitions of a recording: phases, forces, and each set summed up.
--
--     lua detect.lua RECORDING.csv [EXERCISE [BAND]]
package.path = (arg[0]:match("^.*/") or "./") .. "?.lua;" .. package.path
local bandex = require "bandex"
local recording = require "recording"
local print = recording.print

local function class_of(rep)
  for name, value in pairs(bandex.RepClass) do
    if value == rep.rep_class then return name:lower() end
  end
end

local function main(path, exercise, band)
  local signal = recording.read(path)
  local unit = signal.unit == "newton" and "N" or "counts"
  local reps = recording.detect(signal, { exercise = exercise, band = band })
  for i, rep in ipairs(reps) do
    print(("%3d  %-8s %7.2f s  peak %6.1f %s  up %4.2f s  hold %4.2f s  down %4.2f s  %3.0f %% of full  %s"):format(i, class_of(rep),
      rep.start_s, rep.peak, unit, rep.concentric_s, rep.hold_s, rep.eccentric_s, rep.completeness * 100,
      table.concat(bandex.flag_names(rep), " ")))
  end
  for i, set in ipairs(reps.sets) do
    print(("set %d: %d full, %d partial, %.1f s under tension, highest peak %.1f %s, %.1f repetitions a minute"):format(i, set.full,
      set.partial, set.time_under_tension_s, set.peak, unit, set.cadence))
  end
  print(("%d samples could not be used, %d counts were withdrawn"):format(reps.skipped, reps.revoked))
end

if not arg[1] then recording.usage("detect.lua RECORDING.csv [EXERCISE [BAND]]") end
recording.run(main, arg[1], arg[2], arg[3])
