package = "bandex"
version = "scm-1"
source = { url = "git+https://github.com/libbandex/libbandex.git" }
description = {
  summary = "Strength training with resistance bands, from a force signal",
  detailed = "Counts and measures repetitions, knows exercises, muscles and bands, stores sessions as CBOR, and says what to do next.",
  homepage = "https://github.com/libbandex/libbandex",
  license = "MIT",
}
dependencies = { "lua >= 5.1, < 5.5" }
external_dependencies = { CBOR = { header = "cbor.h", library = "cbor" } }
build = {
  type = "cmake",
  install = { lua = { bandex_ffi = "bindings/lua/bandex_ffi.lua" } },
  variables = {
    CMAKE_BUILD_TYPE = "Release",
    CMAKE_INSTALL_PREFIX = "$(PREFIX)",
    BANDEX_INSTALL = "OFF",
    BANDEX_BUILD_TESTS = "OFF",
    BANDEX_BUILD_EXAMPLES = "OFF",
    BANDEX_BUILD_PYTHON = "OFF",
    BANDEX_BUILD_LUA = "ON",
    BANDEX_LUA_INCLUDE_DIR = "$(LUA_INCDIR)",
    BANDEX_LUA_INSTALL_DIR = "$(LIBDIR)",
  },
}
