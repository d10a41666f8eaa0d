#include "app/cli/Cli.h"
#include "models/base/Text.h"

#include <map>

namespace pb::app {

namespace {

std::map<std::string, std::string> verbsByNoun() {
    std::map<std::string, std::string> words;
    for (const Verb& verb : verbs()) {
        std::string& list = words[verb.noun];
        list += (list.empty() ? "" : " ") + std::string(verb.verb);
    }
    return words;
}

std::string nouns(const std::map<std::string, std::string>& words) {
    std::string list;
    for (const auto& [noun, verbList] : words) {
        list += (list.empty() ? "" : " ") + noun;
    }
    return list;
}

std::string bashScript() {
    const auto words = verbsByNoun();
    std::string script =
        "# patchbay-cli completion bash > /etc/bash_completion.d/patchbay-cli\n"
        "_patchbay_cli() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} noun= index=1\n"
        "    while [ \"$index\" -lt \"$COMP_CWORD\" ]; do\n"
        "        case ${COMP_WORDS[index]} in\n"
        "            --workspace | --env) index=$((index + 1)) ;;\n"
        "            -*) ;;\n"
        "            *) noun=${COMP_WORDS[index]}; break ;;\n"
        "        esac\n"
        "        index=$((index + 1))\n"
        "    done\n"
        "    COMPREPLY=()\n"
        "    case $noun in\n";
    for (const auto& [noun, list] : words) {
        script += "        " + noun + ") [ \"$COMP_CWORD\" -gt $((index + 1)) ] || mapfile -t COMPREPLY < <(compgen -W \"" +
                  list + "\" -- \"$word\") ;;\n";
    }
    script += "        *) mapfile -t COMPREPLY < <(compgen -W \"--workspace --env --json --help --version " + nouns(words) +
              "\" -- \"$word\") ;;\n"
              "    esac\n"
              "}\n"
              "complete -o default -F _patchbay_cli patchbay-cli\n";
    return script;
}

std::string zshScript() {
    const auto words = verbsByNoun();
    std::string script =
        "#compdef patchbay-cli\n"
        "_patchbay_cli() {\n"
        "    local noun=${words[2]}\n"
        "    if (( CURRENT == 2 )); then\n"
        "        compadd -- --workspace --env --json --help --version " +
        nouns(words) +
        "\n"
        "        return\n"
        "    fi\n"
        "    case $noun in\n";
    for (const auto& [noun, list] : words) {
        script += "        " + noun + ") (( CURRENT == 3 )) && compadd -- " + list + " || _files ;;\n";
    }
    return script +
           "        *) _files ;;\n"
           "    esac\n"
           "}\n"
           "_patchbay_cli \"$@\"\n";
}

}  // namespace

Result<std::string> completionScript(std::string_view shell) {
    if (shell == "bash") {
        return bashScript();
    }
    if (shell == "zsh") {
        return zshScript();
    }
    return fail(ErrorCode::wrongUse, say("There is no completion for “%1”.").arg(qs(shell)), say("Use bash or zsh."));
}

}  // namespace pb::app
