-- SPDX-License-Identifier: MIT
-- What the Lua binding costs, as ratios within one run of one Lua: how often the time of the second (ours) fits into that
-- of the first. Nothing here is a test.
--
--     cmake --build build --target bench_lua
--     LUA_CPATH=build/lua/5.4/?.so lua5.4 tests/bench/bindings.lua
--
-- With LuaJIT, and the shared library in reach (BANDEX_LIBRARY), bindings/lua/bandex_ffi.lua too.
local bandex = require "bandex"

local count = tonumber(arg[1] or 200000)
local clock, floor = os.clock, math.floor

-- A number as four bytes of an IEEE float, little-endian, for Lua before 5.3.
local pack = string.pack and function(value) return string.pack("<f", value) end or function(value)
  local mantissa, exponent = math.frexp(value) -- value > 0
  local bits = floor((mantissa * 2 - 1) * 2 ^ 23 + 0.5) + (exponent + 126) * 2 ^ 23
  return string.char(bits % 256, floor(bits / 256) % 256, floor(bits / 65536) % 256, floor(bits / 16777216))
end

local force, bytes = {}, {}
for i = 1, count do
  local t = i / 80
  force[i] = 40 - 35 * math.cos(2 * math.pi * t / 3) + math.sin(t * 997) * 0.3
  bytes[i] = pack(force[i])
end
local packed = table.concat(bytes)

local function seconds(call)
  local start = clock()
  call()
  return math.max(clock() - start, 1e-7)
end

-- Prints how often ours fits into theirs: both in turn, the shortest of each counts, in processor time.
local function compare(name, theirs, ours)
  local first, second = math.huge, math.huge
  for _ = 1, 7 do
    collectgarbage()
    first, second = math.min(first, seconds(theirs)), math.min(second, seconds(ours))
  end
  print(("%-78s %8.3g"):format(name, first / second))
end

local function new(library) return (library or bandex).Detector { rate_hz = 80 } end

local function fed(detector)
  return function()
    for i = 1, count do detector:feed(0, force[i]) end
  end
end

-- In packets of 20 samples, as they come from a sensor: cut beforehand.
local lists, strings = {}, {}
for at = 1, count - 19, 20 do
  local list = {}
  for i = 0, 19 do list[i + 1] = force[at + i] end
  lists[#lists + 1], strings[#strings + 1] = list, packed:sub(4 * at - 3, 4 * at + 76)
end

local function processed(detector, pieces)
  return function()
    for i = 1, #pieces do detector:process(pieces[i]) end
  end
end

-- A Lua object as one would write it.
local Plain = {}
Plain.__index = Plain
function Plain:count() return self.number end

local sum = 0
local function counted(object)
  return function()
    for _ = 1, count do sum = sum + object:count() end
  end
end

local function whole(library, samples)
  return function() new(library):process(samples) end
end

local detector = new()
local feed = detector.feed
local function cached()
  for i = 1, count do feed(detector, 0, force[i]) end
end

local function read(object)
  return function()
    for _ = 1, count do sum = sum + object.peak + object.peak + object.peak + object.peak + object.peak end
  end
end

print(("%s, %d samples"):format(jit and jit.version or _VERSION, count))
compare("method feed, a sample each : process of one packed string", fed(new()), whole(nil, packed))
compare("process of one list : of one packed string", whole(nil, force), whole(nil, packed))
compare("method feed, a sample each : process of packed strings of 20", fed(new()), processed(new(), strings))
compare("process of lists of 20 : of packed strings of 20", processed(new(), lists), processed(new(), strings))
compare("method feed found each time : kept in a local", fed(new()), cached)
compare("method of a plain Lua object : of a Detector", counted(setmetatable({ number = 3 }, Plain)), counted(new()))
compare("field of a plain table : of a repetition", read { peak = 1.5 }, read(bandex.detect(packed, { rate_hz = 80 })[1]))

local good, fast = false, nil
if jit then
  package.path = arg[0]:gsub("tests/bench/bindings%.lua$", "bindings/lua/?.lua") .. ";" .. package.path
  good, fast = pcall(require, "bandex_ffi")
end
if good then
  compare("method feed, module : ffi", fed(new()), fed(new(fast)))
  compare("process of packed strings of 20, module : ffi", processed(new(), strings), processed(new(fast), strings))
  compare("process of one packed string, module : ffi", whole(nil, packed), whole(fast, packed))
elseif jit then
  print("without the ffi file: " .. tostring(fast):match("[^\n]*"))
end
