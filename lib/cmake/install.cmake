# SPDX-License-Identifier: MIT
# What `cmake --install` puts where: both libraries, the headers, bandlib.pc and the CMake package.
include(CMakePackageConfigHelpers)

# Consumers write bandex::bandex; inside the package it is the shared library under that name.
set_target_properties(bandex_shared PROPERTIES EXPORT_NAME bandex)

install(TARGETS bandex_shared bandex_static EXPORT bandexTargets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${PROJECT_SOURCE_DIR}/include/bandex.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/bandex DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/bandex)
install(EXPORT bandexTargets NAMESPACE bandex:: DESTINATION ${package_dir})
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/bandexConfig.cmake.in
                              ${PROJECT_BINARY_DIR}/bandexConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/bandexConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/bandexConfig.cmake ${PROJECT_BINARY_DIR}/bandexConfigVersion.cmake
        DESTINATION ${package_dir})

file(RELATIVE_PATH bandex_pc_prefix ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
string(REGEX REPLACE "/$" "" bandex_pc_prefix "${bandex_pc_prefix}")
if(IS_ABSOLUTE ${CMAKE_INSTALL_INCLUDEDIR})
  set(bandex_pc_includedir ${CMAKE_INSTALL_INCLUDEDIR})
else()
  set(bandex_pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
configure_file(${PROJECT_SOURCE_DIR}/bandlib.pc.in ${PROJECT_BINARY_DIR}/bandlib.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/bandlib.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
