#include "api/report_sheet.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "services/rhythms.hpp"

namespace gangmu::api {
namespace {

using exchange::Column;
using exchange::Value;

const Message key_title{"綱目鍵值", "Gangmu key"};
const Message version_title{"版本", "Version"};
const Message value_title{"本期值", "Value"};
const Message note_title{"說明", "Note"};

constexpr const char* plain_fields[] = {"planned",    "actual", "behind_reason", "measures", "text",
                                        "highlights", "next",   "problems",      "needs"};

std::string key_of(const services::PlanCycle& cycle, const std::string& node) {
    return cycle.cycle.id + "|" + node;
}

Value value_of(const tracking::Report* report, std::string_view field) {
    const auto* value = report == nullptr ? nullptr : report->field(field);
    if (value == nullptr || value->empty()) return {};
    if (value->number) return *value->number;
    return value->text;
}

const tracking::Report* report_of(const SheetScope& scope, const std::string& node) {
    return scope.snapshot.tracking.report(scope.cycle.plan->id, scope.cycle.cycle.id, node);
}

const tracking::Report* previous_of(const SheetScope& scope, const std::string& node) {
    return scope.snapshot.tracking.report(scope.cycle.plan->id,
                                          services::previous_cycle(scope.snapshot, scope.cycle), node);
}

// The sources of money that these reports or the ones before them name.
std::vector<std::string> sources_of(const SheetScope& scope) {
    std::set<std::string> named;
    for (const auto* owed : scope.owed)
        for (const auto* report : {report_of(scope, owed->node), previous_of(scope, owed->node)})
            if (report != nullptr)
                for (const auto& [source, money] : tracking::money_of(*report))
                    named.insert(source);
    if (named.empty()) named.insert("公務預算");
    return {named.begin(), named.end()};
}

const tracking::ForeignKeys* keys_of(const SheetScope& scope) {
    return scope.agency.empty() ? nullptr : scope.cycle.settings->keys.find(scope.agency);
}

Column column(Message title, int width) {
    std::string key = title.zh;
    return {std::move(key), std::move(title), width};
}

// Indicators on the node and under it, as far as no other report asks for them.
std::vector<const model::Indicator*> indicators_of(const SheetScope& scope, const std::string& node) {
    std::vector<const model::Indicator*> out;
    const auto& content = *scope.duties.content;
    const auto row = content.find(node);
    if (!row) return out;
    content.walk(
        [&](state::Row each) {
            if (each != *row && scope.duties.find(content.node(each).id) != nullptr) return;
            for (const auto* indicator : content.indicators(each))
                out.push_back(indicator);
        },
        *row);
    return out;
}

// What is promised for the cycle's year, or overall, as printed.
std::string target_of(const model::Indicator& indicator, const tracking::Cycle& cycle) {
    std::string out;
    for (const auto& target : indicator.targets) {
        const auto span = tracking::span_of(target.period);
        if (span ? span->meets(cycle.span) : out.empty()) out = target.text;
    }
    return out;
}

exchange::Table report_table(const SheetScope& scope) {
    exchange::Table out;
    out.key = "reports";
    out.title = {"辦理情形", "Reports"};
    const auto sources = sources_of(scope);
    const auto* keys = keys_of(scope);
    std::map<std::string, std::string> own;
    if (keys != nullptr)
        for (const auto& [key, node] : keys->nodes)
            own.emplace(node, key);
    out.columns.push_back(column(key_title, 18));
    if (keys != nullptr) out.columns.push_back(column({keys->column, keys->column}, 14));
    for (const auto& [title, width] :
         std::vector<std::pair<Message, int>>{{version_title, 8},
                                              {{"編號", "Label"}, 10},
                                              {{"項目", "Item"}, 40},
                                              {{"主辦機關", "Agency"}, 14},
                                              {{"前期實際進度", "Actual, period before"}, 12}})
        out.columns.push_back(column(title, width));
    for (const char* field : plain_fields)
        out.columns.push_back(column(tracking::field_title(field),
                                     tracking::field_kind(field) == tracking::FieldKind::percent ? 12 : 40));
    for (const auto& source : sources)
        for (const char* what : {"/available", "/spent"})
            out.columns.push_back(column(tracking::field_title("money/" + source + what), 16));
    for (const auto* owed : scope.owed) {
        const auto& node = scope.duties.node(*owed);
        const auto* report = report_of(scope, owed->node);
        std::vector<Value> row{key_of(scope.cycle, owed->node)};
        if (keys != nullptr) row.emplace_back(own.count(owed->node) != 0 ? own[owed->node] : std::string());
        row.emplace_back(Decimal(static_cast<std::int64_t>(report == nullptr ? 0 : report->version)));
        row.emplace_back(node.label);
        row.emplace_back(node.title);
        row.emplace_back(owed->agency);
        row.push_back(value_of(previous_of(scope, owed->node), "actual"));
        for (const char* field : plain_fields)
            row.push_back(value_of(report, field));
        for (const auto& source : sources)
            for (const char* what : {"/available", "/spent"})
                row.push_back(value_of(report, "money/" + source + what));
        out.rows.push_back(std::move(row));
    }
    return out;
}

exchange::Table indicator_table(const SheetScope& scope) {
    exchange::Table out;
    out.key = "indicators";
    out.title = {"指標", "Indicators"};
    for (const auto& [title, width] :
         std::vector<std::pair<Message, int>>{{key_title, 18},
                                              {version_title, 8},
                                              {{"項目", "Item"}, 30},
                                              {{"指標名稱", "Indicator"}, 40},
                                              {{"單位", "Unit"}, 8},
                                              {{"目標", "Target"}, 24},
                                              {{"前期值", "Value, period before"}, 12},
                                              {value_title, 14},
                                              {note_title, 30}})
        out.columns.push_back(column(title, width));
    for (const auto* owed : scope.owed) {
        const auto* report = report_of(scope, owed->node);
        for (const auto* indicator : indicators_of(scope, owed->node)) {
            const std::string field = "observation/" + indicator->id;
            const auto* value = report == nullptr ? nullptr : report->field(field);
            const bool both = value != nullptr && value->number && !value->text.empty();
            std::vector<Value> row{key_of(scope.cycle, owed->node) + "|" + indicator->id};
            row.emplace_back(Decimal(static_cast<std::int64_t>(report == nullptr ? 0 : report->version)));
            row.emplace_back(scope.duties.node(*owed).title);
            row.emplace_back(indicator->title);
            row.emplace_back(indicator->unit);
            row.emplace_back(target_of(*indicator, scope.cycle.cycle));
            row.push_back(value_of(previous_of(scope, owed->node), field));
            row.push_back(value_of(report, field));
            row.push_back(both ? Value(value->text) : Value());
            out.rows.push_back(std::move(row));
        }
    }
    return out;
}

// ---- reading

std::string trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!text.empty() && blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && blank(text.back()))
        text.remove_suffix(1);
    // CSV writes what a spreadsheet would run as a formula with an apostrophe before it.
    if (text.size() > 1 && text[0] == '\'' &&
        std::string_view("=+-@").find(text[1]) != std::string_view::npos)
        text.remove_prefix(1);
    return std::string(text);
}

bool is_title(const Message& title, const std::string& text) {
    return text == title.zh || text == title.en;
}

struct Columns {
    std::optional<std::size_t> key, own, version, value, note;
    std::map<std::size_t, std::string> fields;  // column → field
    const tracking::ForeignKeys* keys = nullptr;

    bool useful() const { return (key || own) && (!fields.empty() || value); }
};

std::optional<std::string> field_of(const std::string& title) {
    for (const char* field : plain_fields)
        if (is_title(tracking::field_title(field), title) || title == field) return field;
    for (const char* what : {"/available", "/spent"}) {
        // 可支用數（公務預算）: what stands in the brackets is the source.
        const Message form = tracking::field_title(std::string("money/\x01") + what);
        for (const std::string* words : {&form.zh, &form.en}) {
            const auto at = words->find('\x01');
            const std::string before = words->substr(0, at), after = words->substr(at + 1);
            if (title.size() > before.size() + after.size() && title.compare(0, before.size(), before) == 0 &&
                title.compare(title.size() - after.size(), after.size(), after) == 0)
                return "money/" + title.substr(before.size(), title.size() - before.size() - after.size()) +
                       what;
        }
    }
    return std::nullopt;
}

class Reader {
  public:
    explicit Reader(const SheetScope& scope) : scope_(scope) {
        for (const auto* owed : scope.owed)
            owed_.insert(owed->node);
    }

    Result<ReadSheet> read(const documents::Document& document) {
        std::string name;
        for (const auto& block : document.blocks) {
            if (block.kind == documents::BlockKind::heading) name = block.text;
            if (block.kind == documents::BlockKind::table) read_table(block.table, name);
        }
        if (out_.tables.empty())
            return fail(
                Fault::invalid, "sheet-header",
                {"找不到「綱目鍵值」或機關自有編號的欄位，無法對應各列",
                 "There is no column with Gangmu's key or the agency's own: rows cannot be matched"},
                {"請下載本期填報表，填寫後再上傳", "Download this cycle's sheet, fill it in and upload it"});
        for (auto& [node, row] : rows_)
            if (bad_.count(node) == 0) out_.rows.push_back(std::move(row));
        out_.row_count = rows_.size();
        return std::move(out_);
    }

  private:
    // A row as texts by column; merged and missing cells are blank.
    static std::vector<std::string> texts_of(const documents::Row& row, std::size_t columns,
                                             std::vector<std::string>& places) {
        std::vector<std::string> out(columns);
        places.assign(columns, {});
        for (const auto& cell : row.cells)
            if (cell.column < columns) {
                out[cell.column] = trimmed(cell.text);
                // A text file's cells have no names; their line has.
                places[cell.column] = !cell.place.cells.empty() ? cell.place.cells
                                      : cell.place.first_line != 0
                                          ? "L" + std::to_string(cell.place.first_line)
                                          : std::string();
            }
        return out;
    }

    Columns columns_of(const std::vector<std::string>& header) const {
        Columns out;
        for (std::size_t c = 0; c < header.size(); ++c) {
            if (is_title(key_title, header[c])) out.key = c;
            if (is_title(version_title, header[c])) out.version = c;
            if (is_title(value_title, header[c])) out.value = c;
            if (is_title(note_title, header[c])) out.note = c;
            if (auto field = field_of(header[c])) out.fields.emplace(c, std::move(*field));
            scope_.cycle.settings->keys.each(
                [&](const std::string& agency, const tracking::ForeignKeys& keys) {
                    if (keys.column != header[c] || (!scope_.agency.empty() && agency != scope_.agency))
                        return;
                    out.own = c;
                    out.keys = &keys;
                });
        }
        return out;
    }

    void read_table(const documents::Table& table, const std::string& name) {
        std::size_t at = 0;
        Columns columns;
        std::vector<std::string> header, places;
        for (; at < table.rows.size() && at < 10 && !columns.useful(); ++at) {
            header = texts_of(table.rows[at], table.columns, places);
            columns = columns_of(header);
        }
        if (!columns.useful()) return;
        exchange::Table shown;
        shown.title = columns.value ? Message{"指標", "Indicators"} : Message{"辦理情形", "Reports"};
        shown.key = columns.value ? "indicators" : "reports";
        for (const auto& title : header)
            shown.columns.push_back({title, {title, title}, 16});
        table_ = out_.tables.size();
        table_name_ = name.empty() ? shown.title.zh : name;
        header_ = header;
        for (; at < table.rows.size(); ++at) {
            const auto texts = texts_of(table.rows[at], table.columns, places_);
            if (std::all_of(texts.begin(), texts.end(), [](const auto& text) { return text.empty(); }))
                continue;
            std::vector<Value> row(texts.begin(), texts.end());
            shown.rows.push_back(std::move(row));
            read_row(columns, texts, shown.rows.size() - 1);
        }
        out_.tables.push_back(std::move(shown));
    }

    SheetFault place(std::size_t row, std::size_t column, const std::string& key) const {
        return {table_, row, column, table_name_, places_[column], header_[column], key, {}};
    }

    void wrong(SheetFault at, Message what, const std::string& node = {}) {
        at.what = std::move(what);
        out_.faults.push_back(std::move(at));
        if (!node.empty()) bad_.insert(node);
    }

    // "q-2026-Q1|3/1-1" and for an indicator "q-2026-Q1|3/1-1|3/1-1#1"; else the agency's own key.
    std::optional<std::pair<std::string, std::string>> node_of(const Columns& columns,
                                                               const std::vector<std::string>& texts,
                                                               std::size_t row) {
        const std::string key = columns.key ? texts[*columns.key] : std::string();
        if (!key.empty()) {
            const auto bar = key.find('|');
            if (bar == std::string::npos) {
                wrong(place(row, *columns.key, key), {"鍵值的形式不對", "This is not a key of Gangmu"});
                return std::nullopt;
            }
            if (key.substr(0, bar) != scope_.cycle.cycle.id) {
                wrong(place(row, *columns.key, key), {"這一列屬於另一個週期：" + key.substr(0, bar),
                                                      "This row is of another cycle: " + key.substr(0, bar)});
                return std::nullopt;
            }
            const auto second = key.find('|', bar + 1);
            return std::pair(key.substr(bar + 1, second == std::string::npos ? second : second - bar - 1),
                             second == std::string::npos ? std::string() : key.substr(second + 1));
        }
        const std::size_t at = columns.own ? *columns.own : *columns.key;
        const auto found =
            columns.own ? columns.keys->nodes.find(texts[at]) : decltype(columns.keys->nodes.end())();
        if (!columns.own || found == columns.keys->nodes.end()) {
            wrong(place(row, at, texts[at]),
                  {"沒有鍵值，無法對應項目", "Without a key the item cannot be found"});
            return std::nullopt;
        }
        return std::pair(found->second, std::string());
    }

    void read_row(const Columns& columns, const std::vector<std::string>& texts, std::size_t row) {
        const auto found = node_of(columns, texts, row);
        if (!found) return;
        const auto& [node, indicator] = *found;
        const std::size_t key_column = columns.key ? *columns.key : *columns.own;
        const std::string& key = texts[key_column];
        if (owed_.count(node) == 0)
            return wrong(place(row, key_column, key),
                         {"這個項目本期不需由您填報", "This item is not yours to report on in this cycle"});
        const bool indicators = columns.value.has_value();
        if (!seen_.insert({node, indicators ? indicator : "\x01"}).second)
            return wrong(place(row, key_column, key),
                         {"同一項目在表中出現兩次", "The item stands in the sheet twice"}, node);
        auto& into = rows_[node];
        into.node = node;
        out_.places.emplace(std::pair(node, std::string()), place(row, key_column, key));
        std::uint64_t seen = 0;
        if (columns.version)
            if (const auto number = Decimal::parse(texts[*columns.version]); number && number->scale() == 0)
                seen = static_cast<std::uint64_t>(number->digits());
        into.seen = std::max(into.seen, seen);
        // A blank cell empties a field only when nobody has touched the report since the sheet was made.
        const auto* report = report_of(scope_, node);
        const bool fresh = report == nullptr || report->version == seen;
        for (const auto& [column, field] : columns.fields) {
            if (indicators) break;
            put(into, field, json::value(json::string(texts[column])), texts[column].empty(), fresh, row,
                column, key);
        }
        if (!indicators) return;
        if (indicator.empty())
            return wrong(place(row, key_column, key), {"鍵值沒有指標", "The key names no indicator"}, node);
        json::value value = json::string(texts[*columns.value]);
        const bool noted = columns.note && !texts[*columns.note].empty();
        const bool number = Decimal::parse(texts[*columns.value]).has_value();
        if (noted && (number || texts[*columns.value].empty()))
            value = {{"value", texts[*columns.value]}, {"text", texts[*columns.note]}};
        put(into, "observation/" + indicator, value, texts[*columns.value].empty() && !noted, fresh, row,
            *columns.value, key);
    }

    void put(services::Row& into, const std::string& field, const json::value& value, bool blank, bool fresh,
             std::size_t row, std::size_t column, const std::string& key) {
        out_.places.emplace(std::pair(into.node, field), place(row, column, key));
        if (blank && !fresh) return;
        auto read = tracking::read_field(field, value);
        if (!read) return wrong(place(row, column, key), read.error().what, into.node);
        into.fields.emplace(field, std::move(*read));
    }

    const SheetScope& scope_;
    std::set<std::string> owed_;
    std::map<std::string, services::Row> rows_;
    std::set<std::string> bad_;  // nodes with a fault
    std::set<std::pair<std::string, std::string>> seen_;
    ReadSheet out_;
    std::size_t table_ = 0;
    std::string table_name_;
    std::vector<std::string> header_, places_;
};

}  // namespace

std::vector<exchange::Table> sheet_tables(const SheetScope& scope) {
    return {report_table(scope), indicator_table(scope)};
}

void ReadSheet::fault(const std::string& node, const std::string& field, Message what) {
    auto found = places.find({node, field});
    if (found == places.end()) found = places.find({node, std::string()});
    if (found == places.end()) return;
    SheetFault fault = found->second;
    fault.what = std::move(what);
    faults.push_back(std::move(fault));
}

Result<ReadSheet> read_sheet(const documents::Document& document, const SheetScope& scope) {
    return Reader(scope).read(document);
}

}  // namespace gangmu::api
