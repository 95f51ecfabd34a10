#include "api/import_sheet.hpp"

#include <algorithm>

namespace gangmu::api {
namespace {

using exchange::Value;

struct Known {
    const char* field;
    Message title;
    int width;
};
const std::vector<Known> account_columns{{"name", {"帳號", "Account"}, 20},
                                         {"display", {"姓名", "Name"}, 20},
                                         {"roles", {"角色", "Roles"}, 40},
                                         {"email", {"電子郵件", "E-mail"}, 30},
                                         {"disabled", {"停用", "Disabled"}, 8}};
const std::vector<Known> agency_columns{{"name", {"機關", "Agency"}, 24},
                                        {"parent", {"上級機關", "Parent"}, 24},
                                        {"from", {"成立日", "From"}, 12},
                                        {"to", {"裁撤日", "To"}, 12},
                                        {"successor", {"繼任機關", "Successor"}, 24},
                                        {"names", {"其他名稱", "Other names"}, 50}};

exchange::Table empty_table(std::string key, Message title, const std::vector<Known>& columns) {
    exchange::Table out;
    out.key = std::move(key);
    out.title = std::move(title);
    for (const auto& each : columns)
        out.columns.push_back({each.title.zh, each.title, each.width});
    return out;
}

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

// Divided by 、 or ; or ； or a line break.
std::vector<std::string> parts_of(const std::string& text) {
    std::vector<std::string> out;
    std::string part;
    const auto end = [&] {
        if (auto each = trimmed(part); !each.empty()) out.push_back(std::move(each));
        part.clear();
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool wide = text.compare(i, 3, "、") == 0 || text.compare(i, 3, "；") == 0;
        if (wide || text[i] == ';' || text[i] == '\n') {
            end();
            i += wide ? 2 : 0;
        } else {
            part += text[i];
        }
    }
    end();
    return out;
}

constexpr std::pair<const char*, state::Role> role_words[] = {
    {"讀者", state::Role::reader},   {"閱讀", state::Role::reader},  {"填報", state::Role::reporter},
    {"審核", state::Role::reviewer}, {"承辦", state::Role::officer}, {"管理", state::Role::admin},
    {"管理員", state::Role::admin}};

std::optional<state::Grant> grant_of(const std::string& text) {
    const auto at = text.find('@');
    const std::string role = trimmed(text.substr(0, at));
    const std::string agency = at == std::string::npos ? std::string() : trimmed(text.substr(at + 1));
    if (at != std::string::npos && agency.empty())
        return std::nullopt;  // reporter@ must not come to mean all
    auto known = state::parse_role(role);
    for (const auto& [word, each] : role_words)
        if (role == word) known = each;
    if (!known) return std::nullopt;
    return state::Grant{*known, agency};
}

std::optional<bool> yes_or_no(const std::string& text) {
    for (const char* yes : {"是", "停用", "yes", "true", "TRUE", "Y", "y", "1", "V", "v"})
        if (text == yes) return true;
    for (const char* no : {"否", "啟用", "no", "false", "FALSE", "N", "n", "0"})
        if (text == no) return false;
    return std::nullopt;
}

// "全銜", "全銜|2012-01-01|", "舊名||2022-07-26"
state::AgencyName name_of(const std::string& text) {
    state::AgencyName out;
    std::string* fields[] = {&out.name, &out.from, &out.to};
    std::size_t at = 0;
    for (auto* field : fields) {
        const auto bar = std::min(text.find('|', at), text.size());
        *field = trimmed(text.substr(at, bar - at));
        if (bar == text.size()) break;
        at = bar + 1;
    }
    return out;
}

std::string text_of(const state::AgencyName& name) {
    if (name.from.empty() && name.to.empty()) return name.name;
    return name.name + "|" + name.from + "|" + name.to;
}

// The first table with a column of names, as texts.
class Reader {
  public:
    explicit Reader(const std::vector<Known>& columns) : columns_(columns) {}

    // each(row, texts by field): in order; blank rows are left out.
    template <class F>
    Result<ImportSheet> read(const documents::Document& document, F&& each) {
        for (const auto& block : document.blocks)
            if (block.kind == documents::BlockKind::table && find_header(block.table)) {
                take(block.table, each);
                return std::move(out_);
            }
        return fail(Fault::invalid, "sheet-header",
                    {"找不到「" + columns_.front().title.zh + "」的欄位",
                     "There is no column “" + columns_.front().title.en + "”"},
                    {"請下載範本，填寫後再上傳", "Download the sheet, fill it in and upload it"});
    }
    ImportSheet& sheet() { return out_; }

  private:
    std::vector<std::string> texts_of(const documents::Row& row, std::size_t columns,
                                      std::vector<std::string>& places) const {
        std::vector<std::string> out(columns);
        places.assign(columns, {});
        for (const auto& cell : row.cells)
            if (cell.column < columns) {
                out[cell.column] = trimmed(cell.text);
                places[cell.column] = !cell.place.cells.empty() ? cell.place.cells
                                      : cell.place.first_line != 0
                                          ? "L" + std::to_string(cell.place.first_line)
                                          : std::string();
            }
        return out;
    }

    bool find_header(const documents::Table& table) {
        std::vector<std::string> places;
        for (at_ = 0; at_ < table.rows.size() && at_ < 10; ++at_) {
            const auto header = texts_of(table.rows[at_], table.columns, places);
            std::vector<std::string> fields(header.size());
            bool named = false;
            int known_fields = 0;  // one alone may be a word of the sheet's first page
            for (std::size_t c = 0; c < header.size(); ++c)
                for (const auto& known : columns_)
                    if (header[c] == known.title.zh || header[c] == known.title.en ||
                        header[c] == known.field) {
                        fields[c] = known.field;
                        ++known_fields;
                        named |= fields[c] == columns_.front().field;
                    }
            if (!named || known_fields < 2) continue;
            out_.fields = std::move(fields);
            for (const auto& title : header)
                out_.table.columns.push_back({title, {title, title}, 20});
            ++at_;
            return true;
        }
        return false;
    }

    template <class F>
    void take(const documents::Table& table, F& each) {
        for (; at_ < table.rows.size(); ++at_) {
            std::vector<std::string> places;
            const auto texts = texts_of(table.rows[at_], table.columns, places);
            if (std::all_of(texts.begin(), texts.end(), [](const auto& text) { return text.empty(); }))
                continue;
            out_.table.rows.emplace_back(texts.begin(), texts.end());
            out_.places.push_back(std::move(places));
            std::vector<std::pair<std::string, std::string>> fields;
            for (std::size_t c = 0; c < texts.size(); ++c)
                if (!out_.fields[c].empty()) fields.emplace_back(out_.fields[c], texts[c]);
            each(out_, out_.table.rows.size() - 1, fields);
        }
    }

    const std::vector<Known>& columns_;
    ImportSheet out_;
    std::size_t at_ = 0;
};

using Fields = std::vector<std::pair<std::string, std::string>>;

void account_row(ImportSheet& sheet, std::size_t row, const Fields& fields) {
    services::AccountRow account;
    for (const auto& [field, text] : fields) {
        if (field == "name") account.name = text;
        if (text.empty()) continue;
        if (field == "display") account.display = text;
        if (field == "email") account.email = text;
        if (field == "disabled") {
            account.disabled = yes_or_no(text);
            if (!account.disabled) sheet.fault(row, field, {"請填「是」或「否」", "Write yes or no"});
        }
        if (field != "roles") continue;
        account.roles.emplace();
        for (const auto& each : parts_of(text)) {
            const auto grant = grant_of(each);
            if (grant)
                account.roles->push_back(*grant);
            else
                sheet.fault(
                    row, field,
                    {"沒有這個角色：" + each + "（讀者、填報、審核、承辦、管理，可加 @機關）",
                     "There is no such role: " + each +
                         " (reader, reporter, reviewer, officer, admin, with @AGENCY if bound to one)"});
        }
    }
    sheet.accounts.push_back(std::move(account));
}

}  // namespace

void ImportSheet::fault(std::size_t row, const std::string& field, Message what) {
    const auto found = std::find(fields.begin(), fields.end(), field);
    const auto name = std::find(fields.begin(), fields.end(), "name");
    const auto column = static_cast<std::size_t>((found == fields.end() ? name : found) - fields.begin());
    ImportFault out{row, column, places[row][column], table.columns[column].key, {}, std::move(what)};
    if (const auto* key =
            std::get_if<std::string>(&table.rows[row][static_cast<std::size_t>(name - fields.begin())]))
        out.key = *key;
    faults.push_back(std::move(out));
}

exchange::Table account_table(const state::Snapshot& snapshot) {
    auto out = empty_table("accounts", {"帳號", "Accounts"}, account_columns);
    std::vector<std::shared_ptr<const state::Account>> all;
    snapshot.accounts.each([&](const std::string&, const auto& account) { all.push_back(account); });
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a->name < b->name; });
    for (const auto& account : all) {
        std::string roles;
        for (const auto& grant : account->grants)
            roles += (roles.empty() ? "" : "、") + std::string(state::to_string(grant.role)) +
                     (grant.agency.empty() ? "" : "@" + grant.agency);
        out.rows.push_back({account->name, account->display, roles,
                            snapshot.notices.choice(account->name).email,
                            std::string(account->disabled ? "是" : "否")});
    }
    return out;
}

exchange::Table agency_table(const state::Snapshot& snapshot) {
    auto out = empty_table("agencies", {"機關", "Agencies"}, agency_columns);
    std::vector<std::shared_ptr<const state::Agency>> all;
    snapshot.agencies.each([&](const std::string&, const auto& agency) { all.push_back(agency); });
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a->name < b->name; });
    for (const auto& agency : all) {
        std::string names;
        for (const auto& each : agency->names)
            names += (names.empty() ? "" : "、") + text_of(each);
        out.rows.push_back(
            {agency->name, agency->parent, agency->from, agency->to, agency->successor, names});
    }
    return out;
}

Result<ImportSheet> read_accounts(const documents::Document& document) {
    Reader reader(account_columns);
    return reader.read(document, account_row);
}

Result<ImportSheet> read_agencies(const documents::Document& document, const state::Snapshot& snapshot) {
    Reader reader(agency_columns);
    return reader.read(document, [&](ImportSheet& sheet, std::size_t, const Fields& fields) {
        state::Agency agency;
        for (const auto& [field, text] : fields)
            if (field == "name") agency.name = text;
        if (const auto* known = snapshot.agencies.find(agency.name)) agency = **known;
        for (const auto& [field, text] : fields) {
            if (text.empty()) continue;
            if (field == "parent") agency.parent = text;
            if (field == "from") agency.from = text;
            if (field == "to") agency.to = text;
            if (field == "successor") agency.successor = text;
            if (field != "names") continue;
            agency.names.clear();
            for (const auto& each : parts_of(text))
                agency.names.push_back(name_of(each));
        }
        sheet.agencies.push_back(std::move(agency));
    });
}

}  // namespace gangmu::api
