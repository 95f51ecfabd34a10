#include "cli/outline_text.hpp"

#include <fmt/format.h>

namespace gangmu::cli {

std::string joined(const std::vector<std::string>& items, const char* between) {
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) out += between;
        out += item;
    }
    return out;
}

std::string schedule_text(const std::vector<model::ScheduleEntry>& schedule) {
    std::string out;
    for (const auto& entry : schedule) {
        if (!out.empty()) out += "; ";
        if (!entry.text.empty()) {
            out += entry.text;
            continue;
        }
        if (!entry.phase.empty()) out += entry.phase + " ";
        out += entry.start + "~" + entry.end;
    }
    return out;
}

std::string source_text(const model::PlanHeader& header, const model::Source& source) {
    std::string out = source.document.substr(0, 12);
    for (const auto& document : header.documents)
        if (document.sha256 == source.document) out = document.name;
    if (source.page) out += fmt::format(" p.{}", source.page);
    if (source.first_line)
        out += source.last_line > source.first_line
                   ? fmt::format(":{}-{}", source.first_line, source.last_line)
                   : fmt::format(":{}", source.first_line);
    if (source.block) out += fmt::format(" #{}", source.block);
    if (!source.cells.empty()) out += fmt::format(" {}!{}", source.sheet, source.cells);
    return out;
}

std::string outline_text(const model::Plan& plan, const OutlineOptions& options) {
    std::string out;
    for (const auto& node : plan.nodes) {
        if (options.levels && node.level >= options.levels) continue;
        out.append(node.level * 2, ' ');
        if (!node.kind.empty()) out += "[" + node.kind + "] ";
        if (!node.label.empty()) out += node.label + " ";
        out += node.title;
        if (!node.lead.empty()) out += fmt::format("  〈{}〉", joined(node.lead));
        if (!node.co.empty()) out += fmt::format("  協〈{}〉", joined(node.co));
        if (!node.schedule.empty()) out += "  " + schedule_text(node.schedule);
        if (options.lines) {
            out += "  @";
            for (std::size_t i = 0; i < node.source.size(); ++i) {
                const auto& source = node.source[i];
                out += fmt::format("{}{}-{}", i ? "," : "", source.first_line, source.last_line);
            }
        }
        out += '\n';
    }
    return out;
}

}  // namespace gangmu::cli
