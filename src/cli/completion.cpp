// gangmu completion bash: a completion script made from the commands themselves, so that it cannot go stale.
#include <fmt/format.h>

#include <string>

#include "cli/command.hpp"
#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

std::string options_of(const CLI::App& app) {
    std::string words;
    for (const CLI::Option* option : app.get_options())
        for (const auto& name : option->get_lnames())
            words += (words.empty() ? "--" : " --") + name;
    return words;
}

void cases(const CLI::App& app, const std::string& path, std::string& out) {
    std::string words = options_of(app);
    for (const CLI::App* sub : app.get_subcommands({})) {
        words += " " + sub->get_name();
        cases(*sub, path + "/" + sub->get_name(), out);
    }
    out += fmt::format("        \"{}\") words=\"{}\" ;;\n", path, words);
}

std::string script(const CLI::App& app) {
    std::string out =
        "# bash completion for gangmu; put it in ~/.local/share/bash-completion/completions/gangmu\n"
        "_gangmu() {\n"
        "    local path=\"\" word words=\"\" current=\"${COMP_WORDS[COMP_CWORD]}\"\n"
        "    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
        "        case \"$word\" in -*) ;; *) path=\"$path/$word\" ;; esac\n"
        "    done\n"
        "    while :; do\n"
        "        case \"$path\" in\n";
    std::string inner;
    cases(app, "", inner);
    out += inner;
    out +=
        "        esac\n"
        "        [ -n \"$words\" ] && break\n"
        "        path=\"${path%/*}\"  # an argument, not a command: what its command takes\n"
        "    done\n"
        "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\"; compgen -f -- \"$current\")\n"
        "}\n"
        "complete -o filenames -F _gangmu gangmu\n";
    return out;
}

}  // namespace

void add_completion(CLI::App& app, Context& context) {
    CLI::App* command =
        app.add_subcommand("completion", say({"印出指令補完腳本", "print a completion script"}));
    command->footer("  gangmu completion bash > ~/.local/share/bash-completion/completions/gangmu");
    CLI::App* bash = command->add_subcommand("bash", say({"給 bash", "for bash"}));
    command->require_subcommand(1);
    bash->callback([&app, &context] {
        fmt::print("{}", script(app));
        context.exit = 0;
    });
}

}  // namespace gangmu::cli
