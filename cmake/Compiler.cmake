# Compiler settings shared by every target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

option(PATCHBAY_ASAN "Address and undefined-behaviour sanitizers" OFF)
option(PATCHBAY_TSAN "Thread sanitizer" OFF)
option(PATCHBAY_FUZZ "Build the libFuzzer targets (clang)" OFF)
option(PATCHBAY_STALL_WATCHDOG "Abort GUI tests on a GUI-thread stall over 50 ms" OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
    # The base dir makes the cache serve every checkout of the project.
    set(_ccache "${CMAKE_COMMAND}" -E env
        "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" "CCACHE_NOHASHDIR=1"
        "CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime"
        "${CCACHE_PROGRAM}")
    set(CMAKE_C_COMPILER_LAUNCHER ${_ccache})
    set(CMAKE_CXX_COMPILER_LAUNCHER ${_ccache})
endif()

set(THREADS_PREFER_PTHREAD_FLAG ON)
find_package(Threads REQUIRED)
find_package(tl-expected REQUIRED)
add_library(patchbay_options INTERFACE)
target_link_libraries(patchbay_options INTERFACE tl::expected Threads::Threads)
target_compile_definitions(patchbay_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY
    QT_NO_URL_CAST_FROM_STRING QT_USE_QSTRINGBUILDER QT_NO_FOREACH
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400
    PATCHBAY_VERSION="${PROJECT_VERSION}"
    $<$<CONFIG:Debug>:PATCHBAY_DEBUG>)
target_include_directories(patchbay_options INTERFACE "${CMAKE_SOURCE_DIR}")

if(MSVC)
    target_compile_options(patchbay_options INTERFACE /W4 /WX /permissive- /utf-8 /Zc:__cplusplus)
    target_compile_definitions(patchbay_options INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN)
else()
    target_compile_options(patchbay_options INTERFACE
        -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
    # GCC 12 sees overlaps and overruns in inlined std::string operations that are not there (GCC bugs 105651, 105329).
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(patchbay_options INTERFACE
            "$<$<CONFIG:Release>:-Wno-restrict;-Wno-array-bounds;-Wno-stringop-overread;-Wno-stringop-overflow>")
    endif()
endif()

if(NOT MSVC)
    add_compile_options(-pthread)  # everywhere the same, or precompiled headers do not match
endif()
if(PATCHBAY_ASAN)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()
if(PATCHBAY_TSAN)
    add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
    add_link_options(-fsanitize=thread)
endif()
if(PATCHBAY_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
    add_link_options(-fsanitize=address,undefined)
endif()
if(UNIX AND NOT APPLE)
    find_program(LLD_PROGRAM ld.lld)
    if(LLD_PROGRAM)
        add_link_options(-fuse-ld=lld)
    endif()
endif()
