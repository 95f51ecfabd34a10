#include "cli/help.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string_view>

#include "cli/terminal.hpp"

namespace gangmu::cli {
namespace {

class Format : public CLI::Formatter {
  public:
    Format() {
        column_width(26);
        if (english()) return;
        label("Usage", "用法");
        label("OPTIONS", "選項");
        label("SUBCOMMAND", "指令");
        label("SUBCOMMANDS", "指令");
        label("Positionals", "引數");
        label("REQUIRED", "必要");
        label("TEXT", "文字");
        label("UINT", "數");
        label("INT", "數");
        label("Env", "環境變數");
        label("Needs", "須配合");
    }

    // Without the sentence about how many subcommands there may be: the usage line says it.
    std::string make_description(const CLI::App* app) const override {
        const std::string text = app->get_description();
        return text.empty() ? text : text + "\n";
    }

    std::string make_group(std::string group, bool positional,
                           std::vector<const CLI::Option*> options) const override {
        return CLI::Formatter::make_group(in_language(std::move(group)), positional, std::move(options));
    }

    std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode mode) const override {
        std::string text = CLI::Formatter::make_subcommands(app, mode);
        const std::string title = "\nSubcommands:";
        if (!english() && text.rfind(title, 0) == 0) text.replace(0, title.size(), "\n指令：");
        return text;
    }

  private:
    static std::string in_language(std::string group) {
        return !english() && group == "Options" ? "選項" : group;
    }
};

// The word that CLI11's sentence names: what follows its colon.
std::string after_colon(const std::string& text) {
    const std::size_t at = text.find(": ");
    return at == std::string::npos ? text : text.substr(at + 2);
}

std::vector<std::string> names_of(const CLI::App& app, bool options) {
    std::vector<std::string> names;
    if (options)
        for (const CLI::Option* option : app.get_options())
            for (const auto& name : option->get_lnames())
                names.push_back("--" + name);
    else
        for (const CLI::App* command : app.get_subcommands({}))
            names.push_back(command->get_name());
    return names;
}

// What may have been meant by the first word that was not expected, in the innermost command that was named.
std::string meant(const CLI::App& app, const std::string& words) {
    const CLI::App* inner = &app;
    for (auto named = inner->get_subcommands(); !named.empty(); named = inner->get_subcommands())
        inner = named.front();
    const std::string word = words.substr(0, words.find_first_of(" ="));
    const bool option = word.rfind("--", 0) == 0;
    std::string found = nearest(word, names_of(*inner, option));
    if (found.empty() && inner != &app && option) found = nearest(word, names_of(app, true));
    return found;
}

Message extra(const CLI::App& app, const std::string& said) {
    const std::string words = after_colon(said);
    const std::string found = meant(app, words);
    return {fmt::format("不認得「{}」{}", words, found.empty() ? "" : "；是不是要用 " + found),
            fmt::format("«{}» is not known{}", words, found.empty() ? "" : "; did you mean " + found)};
}

Message missing(const CLI::App& app, const std::string& said) {
    if (said.find("subcommand") != std::string::npos) {
        const auto words = app.remaining(true);
        if (!words.empty()) return extra(app, ": " + words.front());
        return {"請給一個指令", "Name a command"};
    }
    const std::size_t at = said.find(" is required");
    if (at == std::string::npos) return {"缺少必要的引數（" + said + "）", said};
    return {"缺少 " + said.substr(0, at), said.substr(0, at) + " is missing"};
}

// «--max-mb: Value 99999 not in range 1 to 4096», «--lang: fr not in {zh,en}», «Could not convert: --threads
// = abc»
Message wrong_value(const std::string& said) {
    std::string zh = said;
    const auto say = [&](std::string_view from, std::string_view to) {
        if (const std::size_t at = zh.find(from); at != std::string::npos) zh.replace(at, from.size(), to);
    };
    say("Could not convert: ", "應為數字：");
    say(": Value ", " 的值 ");
    say(" not in range ", " 不在範圍內：");
    say(" not in {", " 不是可用的值：{");
    say(" to ", " 至 ");
    return {"選項的值不對（" + zh + "）", "The value does not fit: " + said};
}

}  // namespace

std::string language_asked(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "--") break;
        if (word == "--lang" && i + 1 < argc) return argv[i + 1];
        if (word.rfind("--lang=", 0) == 0) return std::string(word.substr(7));
    }
    return {};
}

std::shared_ptr<CLI::FormatterBase> help_format() {
    return std::make_shared<Format>();
}

Message wrong_line(const CLI::App& app, const CLI::ParseError& error) {
    const std::string name = error.get_name();
    const std::string said = error.what();
    if (said.rfind("The following argument", 0) == 0) return extra(app, said);
    if (name == "RequiredError") return missing(app, said);
    if (name == "ConversionError" || name == "ValidationError") return wrong_value(said);
    if (name == "RequiresError") {
        const std::size_t at = said.find(" requires ");
        if (at != std::string::npos)
            return {said.substr(0, at) + " 須與 " + said.substr(at + 10) + " 並用", said};
    }
    if (name == "ArgumentMismatch") return {"值太多或太少（" + said + "）", said};
    return {"指令有誤（" + said + "）", said};
}

std::string nearest(const std::string& word, const std::vector<std::string>& names) {
    std::string best;
    std::size_t least = word.size() / 3 + 2;  // as far as this is not meant
    for (const auto& name : names) {
        std::vector<std::size_t> row(name.size() + 1);
        std::iota(row.begin(), row.end(), 0);
        for (std::size_t i = 0; i < word.size(); ++i) {
            std::size_t corner = row[0]++;
            for (std::size_t j = 0; j < name.size(); ++j) {
                const std::size_t change = corner + (word[i] == name[j] ? 0 : 1);
                corner = row[j + 1];
                row[j + 1] = std::min({row[j] + 1, corner + 1, change});
            }
        }
        if (row.back() < least) {
            least = row.back();
            best = name;
        }
    }
    return best;
}

}  // namespace gangmu::cli
