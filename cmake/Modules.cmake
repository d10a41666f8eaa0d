# patchbay_library(NAME [DEPS target…] [PRIVATE target…])
# The static library of the current folder: every .cpp below it. Its alias patchbay::NAME is what others link.
function(patchbay_library name)
    cmake_parse_arguments(ARG "" "" "DEPS;PRIVATE" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "*.cpp" "*.h" "*.qrc")
    add_library(patchbay_${name} STATIC ${sources})
    add_library(patchbay::${name} ALIAS patchbay_${name})
    target_link_libraries(patchbay_${name} PUBLIC patchbay_options Qt6::Core ${ARG_DEPS} PRIVATE ${ARG_PRIVATE})
    patchbay_precompile(patchbay_${name})
endfunction()

# One precompiled header for all that is without widgets and one for all that has them. GCC accepts a reused header when
# the definitions that differ are not used in it; other compilers make one a target.
function(patchbay_precompile target)
    set(header "${CMAKE_SOURCE_DIR}/cmake/Precompiled.h")
    set(first patchbay_base)
    if(target MATCHES "_ui_")
        set(header "${CMAKE_SOURCE_DIR}/cmake/PrecompiledWidgets.h")
        set(first patchbay_ui_kit)
    endif()
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT target STREQUAL first)
        target_precompile_headers(${target} REUSE_FROM ${first})
    else()
        target_precompile_headers(${target} PRIVATE "${header}")
    endif()
endfunction()

# patchbay_test(PREFIX [DEPS target…] [LABELS label…] [TIMEOUT seconds] [LAUNCHER program that runs the test])
# One program out of every tst_*.cpp of the current folder; each file is one QtTest class, registered with
# PATCHBAY_TEST (tests/support/TestMain.h), and one ctest case named PREFIX/FILE.
function(patchbay_test prefix)
    cmake_parse_arguments(ARG "" "TIMEOUT;LAUNCHER" "DEPS;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    file(GLOB sources CONFIGURE_DEPENDS "*.cpp" "*.h")
    string(REPLACE "/" "_" target "test_${prefix}")
    add_executable(${target} ${sources})
    target_link_libraries(${target} PRIVATE patchbay_test_support ${ARG_DEPS})
    target_compile_definitions(${target} PRIVATE
        PATCHBAY_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
    patchbay_precompile(${target})
    foreach(source IN LISTS sources)
        get_filename_component(file "${source}" NAME_WE)
        if(file MATCHES "^tst_(.+)$")
            set(test "${prefix}/${CMAKE_MATCH_1}")
            add_test(NAME "${test}" COMMAND ${ARG_LAUNCHER} $<TARGET_FILE:${target}> --class ${file})
            set_tests_properties("${test}" PROPERTIES
                TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
                ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
            # The stall watchdog measures the window, not what else a machine of two cores does.
            if(prefix MATCHES "^ui/|^app/window")
                set_tests_properties("${test}" PROPERTIES PROCESSORS 2)
            endif()
        endif()
    endforeach()
endfunction()

# patchbay_bench(NAME [DEPS target…]): tests/bench/NAME/*.cpp as the program bench_NAME; never a ctest case.
function(patchbay_bench name)
    cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp")
    add_executable(bench_${name} ${sources})
    target_link_libraries(bench_${name} PRIVATE patchbay_options Qt6::Core ${ARG_DEPS})
endfunction()

# patchbay_fuzz(NAME FILE [DEPS target…]): a libFuzzer program, only in the fuzz preset.
function(patchbay_fuzz name file)
    cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
    if(PATCHBAY_FUZZ)
        add_executable(fuzz_${name} ${file})
        target_link_libraries(fuzz_${name} PRIVATE patchbay_options ${ARG_DEPS})
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    endif()
endfunction()
