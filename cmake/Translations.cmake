# patchbay_translations(TARGET): resources/translations/patchbay_LANGUAGE.ts compiled into the program as
# :/patchbay/translations/patchbay_LANGUAGE.qm. Without Qt's lrelease the program speaks English only.
# The target `translations` takes new sentences of ui/ into the .ts files (lupdate); English has its plurals only.
function(patchbay_translations target)
    set(bin "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS}")
    find_program(PATCHBAY_LRELEASE NAMES lrelease lrelease-qt6 HINTS "${bin}")
    find_program(PATCHBAY_LUPDATE NAMES lupdate lupdate-qt6 HINTS "${bin}")
    file(GLOB texts CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/resources/translations/*.ts")
    set(english "${CMAKE_SOURCE_DIR}/resources/translations/patchbay_en.ts")
    set(others ${texts})
    list(REMOVE_ITEM others "${english}")
    if(PATCHBAY_LUPDATE AND NOT TARGET translations)
        add_custom_target(translations VERBATIM
            COMMAND "${PATCHBAY_LUPDATE}" -silent -locations none -no-obsolete ui -I . -ts ${others}
            COMMAND "${PATCHBAY_LUPDATE}" -silent -locations none -no-obsolete -pluralonly ui -I . -ts "${english}"
            WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    endif()
    if(NOT PATCHBAY_LRELEASE)
        message(STATUS "lrelease is not found: the window will be in English only (package qt6-l10n-tools).")
        return()
    endif()
    set(compiled "")
    set(entries "")
    foreach(text IN LISTS texts)
        get_filename_component(name "${text}" NAME_WE)
        set(out "${CMAKE_CURRENT_BINARY_DIR}/${name}.qm")
        add_custom_command(OUTPUT "${out}" DEPENDS "${text}" VERBATIM
            COMMAND "${PATCHBAY_LRELEASE}" -silent "${text}" -qm "${out}")
        list(APPEND compiled "${out}")
        string(APPEND entries "    <file alias=\"${name}.qm\">${out}</file>\n")
    endforeach()
    set(list "${CMAKE_CURRENT_BINARY_DIR}/patchbay_translations.qrc")
    file(CONFIGURE OUTPUT "${list}"
        CONTENT "<RCC><qresource prefix=\"/patchbay/translations\">\n@entries@</qresource></RCC>\n" @ONLY)
    target_sources(${target} PRIVATE "${list}" ${compiled})
    set_property(TARGET ${target} APPEND PROPERTY AUTOGEN_TARGET_DEPENDS ${compiled})
endfunction()
