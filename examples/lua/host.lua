-- SPDX-License-Identifier: MIT
-- The script inside host.c: it counts, and keeps what the host asks for at the end. beep(count) is the host's.
local bandex = require "bandex"

local detector, reps = nil, {}

local function take(events)
  for _, event in ipairs(events) do
    if event.kind == bandex.EventKind.REP_COUNTED and event.rep.rep_class == bandex.RepClass.FULL then
      beep(event.count)
    elseif event.kind == bandex.EventKind.REP_ENDED then
      reps[#reps + 1] = event.rep
    end
  end
end

function start(rate_hz)
  detector = bandex.Detector { rate_hz = rate_hz }
end

-- samples: packed floats, which the detector reads where they lie.
function packet(samples)
  take(detector:process(samples))
end

function finish()
  take(detector:finish())
  return reps
end
