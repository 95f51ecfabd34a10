#include "exchange/export.hpp"

#include "exchange/csv.hpp"
#include "exchange/demo_mark.hpp"
#include "exchange/sheet.hpp"
#include "exchange/table.hpp"
#include "model/plan_json.hpp"

namespace gangmu::exchange {
namespace {

// The contract's object, and one more member at its end: what it was computed from.
std::string to_json(const model::Plan& plan, const ExportOptions& options) {
    JsonWriter out(options.pretty);
    model::write_json(out, plan);
    std::string text = out.take();
    if (options.head.empty()) return text + "\n";
    JsonWriter ledger(options.pretty);
    ledger.object().member("head", options.head);
    ledger.member_if("as_of", options.as_of).member_if("on", options.on).end();
    text.erase(text.find_last_of('}'));
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    return text + ",\"ledger\":" + ledger.take() + "}\n";
}

std::vector<std::pair<std::string, std::string>> about(const model::Plan& plan,
                                                       const ExportOptions& options) {
    const bool en = options.english;
    std::vector<std::pair<std::string, std::string>> lines{
        {en ? "Plan" : "計畫", plan.plan.title},
        {en ? "Issuer" : "發布機關", plan.plan.issuer},
        {en ? "Period" : "期程", plan.plan.start + " – " + plan.plan.end},
        {en ? "Id" : "代碼", plan.plan.id},
    };
    if (options.demo) lines.insert(lines.begin(), demo_line(en));
    for (const auto& document : plan.plan.documents)
        lines.emplace_back(en ? "Document" : "文件", document.name + "  SHA-256 " + document.sha256);
    if (!options.as_of.empty()) lines.emplace_back(en ? "As known on" : "所知日期", options.as_of);
    if (!options.on.empty()) lines.emplace_back(en ? "In force on" : "施行日期", options.on);
    if (!options.head.empty()) {
        lines.emplace_back(en ? "Ledger head" : "帳本首碼", options.head);
        lines.emplace_back(en ? "Proof" : "驗證", "gangmu verify --head " + options.head);
    }
    return lines;
}

Result<Exported> plain_export(const model::Plan& plan, const ExportOptions& options) {
    if (options.format == "json") return Exported{to_json(plan, options), "application/json", "json"};
    if (options.format == "csv") {
        const auto rows = table(plan, options.table);
        if (!rows) {
            std::string known;
            for (const auto name : table_names())
                known += (known.empty() ? "" : ", ") + std::string(name);
            return fail(Fault::invalid, "export-table",
                        {"沒有這個表：" + options.table, "There is no such table: " + options.table},
                        {"可用的表：" + known, "Tables: " + known}, "table");
        }
        return Exported{to_csv(*rows), "text/csv; charset=utf-8", "csv"};
    }
    if (options.format == "xlsx") {
        const auto all = tables(plan);
        TRY(std::string bytes, to_xlsx(all, about(plan, options), options.english));
        return Exported{std::move(bytes), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                        "xlsx"};
    }
    return fail(Fault::invalid, "export-format",
                {"不支援的匯出格式：" + options.format, "Unknown export format: " + options.format},
                {"可用的格式：json、csv、xlsx", "Formats: json, csv, xlsx"}, "format");
}

}  // namespace

Result<Exported> export_plan(const model::Plan& plan, const ExportOptions& options) {
    TRY(Exported made, plain_export(plan, options));
    if (options.demo) made.bytes = demo_marked(std::move(made.bytes), made.media_type);
    return made;
}

}  // namespace gangmu::exchange
