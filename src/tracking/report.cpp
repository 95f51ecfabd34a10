#include "tracking/report.hpp"

#include <charconv>
#include <cmath>

namespace gangmu::tracking {
namespace {

constexpr std::size_t longest_text = 60'000;  // bytes: 20,000 Chinese characters
constexpr std::size_t longest_name = 400;     // bytes of a field's name
constexpr std::string_view money_prefix = "money/", observation_prefix = "observation/",
                           contribution_prefix = "contribution/", evidence_prefix = "evidence/";

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}
bool ends(std::string_view text, std::string_view with) {
    return text.size() >= with.size() && text.substr(text.size() - with.size()) == with;
}

struct Plain {
    std::string_view name;
    FieldKind kind;
    std::string_view zh, en;
};
constexpr Plain plain_fields[] = {
    {"planned", FieldKind::percent, "預定進度（%）", "Planned progress (%)"},
    {"actual", FieldKind::percent, "實際進度（%）", "Actual progress (%)"},
    {"behind_reason", FieldKind::text, "落後原因", "Why it is behind"},
    {"measures", FieldKind::text, "因應對策", "What is done about it"},
    {"text", FieldKind::text, "辦理情形", "Progress"},
    {"highlights", FieldKind::text, "重要執行亮點", "Highlights"},
    {"next", FieldKind::text, "下一期重點工作", "Next period's work"},
    {"problems", FieldKind::text, "遭遇問題", "Problems"},
    {"needs", FieldKind::text, "需協助事項", "What is needed"},
};

const Plain* plain(std::string_view name) {
    for (const Plain& each : plain_fields)
        if (each.name == name) return &each;
    return nullptr;
}

Error bad_value(std::string_view name, Message why) {
    const Message title = field_title(name);
    return fail(Fault::invalid, "report-value", {title.zh + "：" + why.zh, title.en + ": " + why.en}, {},
                std::string(name));
}

// " 1,234.5 %" → 1234.5, full-width digits too. Nothing: no number.
std::optional<Decimal> number_of(std::string_view text) {
    std::string plain_text;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == 0xEF && i + 2 < text.size()) {  // U+FF01 to U+FF5E: full-width forms
            const unsigned point = 0xF000U | ((static_cast<unsigned char>(text[i + 1]) & 0x3FU) << 6U) |
                                   (static_cast<unsigned char>(text[i + 2]) & 0x3FU);
            if (point >= 0xFF01 && point <= 0xFF5E) {
                plain_text += static_cast<char>(point - 0xFEE0);
                i += 2;
                continue;
            }
        }
        plain_text += text[i];
    }
    std::string digits;
    for (const char c : plain_text)
        if (c != ' ' && c != '%' && c != '\t') digits += c;
    return Decimal::parse(digits);
}

std::optional<Decimal> number_of(const json::value& value) {
    if (value.is_int64()) return Decimal(value.get_int64());
    if (value.is_string()) return number_of(std::string_view(value.get_string()));
    if (!value.is_double() || !std::isfinite(value.get_double())) return std::nullopt;
    char digits[400];
    const auto [end, ec] =
        std::to_chars(digits, digits + sizeof digits, value.get_double(), std::chars_format::fixed);
    if (ec != std::errc()) return std::nullopt;
    return Decimal::parse({digits, static_cast<std::size_t>(end - digits)});
}

std::string tidy(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            if (i + 1 >= text.size() || text[i + 1] != '\n') out += '\n';
            continue;
        }
        out += text[i];
    }
    while (!out.empty() && (out.back() == '\n' || out.back() == ' ' || out.back() == '\t'))
        out.pop_back();
    return out;
}

Status within(std::string_view name, FieldKind kind, const FieldValue& value) {
    if (value.text.size() > longest_text)
        return bad_value(name, {"超過 20,000 字", "over 20,000 characters"});
    if (!value.number) return {};
    const Decimal& number = *value.number;
    if (kind == FieldKind::percent && (number < Decimal(0) || number > Decimal(100)))
        return bad_value(name, {"應為 0 到 100 的數字", "should be a number from 0 to 100"});
    if (kind == FieldKind::money && number < Decimal(0))
        return bad_value(name, {"金額不能是負數", "an amount cannot be negative"});
    return {};
}

}  // namespace

std::string_view to_string(ReportState state) {
    switch (state) {
        case ReportState::draft:
            return "draft";
        case ReportState::submitted:
            return "submitted";
        case ReportState::returned:
            return "returned";
        case ReportState::approved:
            return "approved";
    }
    return "draft";
}

const FieldValue* Report::field(std::string_view name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? nullptr : &found->second;
}
std::optional<Decimal> Report::number(std::string_view name) const {
    const auto* value = field(name);
    return value == nullptr ? std::nullopt : value->number;
}
std::string_view Report::text(std::string_view name) const {
    const auto* value = field(name);
    return value == nullptr ? std::string_view() : std::string_view(value->text);
}
const Step* Report::last(std::string_view act) const {
    for (auto each = steps.rbegin(); each != steps.rend(); ++each)
        if (each->act == act) return &*each;
    return nullptr;
}
bool Report::behind() const {
    const auto planned = number("planned"), actual = number("actual");
    return planned && actual && *actual < *planned;
}

std::optional<FieldKind> field_kind(std::string_view name) {
    if (const Plain* found = plain(name)) return found->kind;
    if (name.size() > longest_name || field_subject(name).empty()) return std::nullopt;
    if (begins(name, money_prefix)) return FieldKind::money;
    if (begins(name, observation_prefix)) return FieldKind::observation;
    if (begins(name, contribution_prefix)) return FieldKind::contribution;
    if (begins(name, evidence_prefix)) return FieldKind::evidence;
    return std::nullopt;
}

std::string_view field_subject(std::string_view name) {
    if (begins(name, money_prefix)) {
        for (const std::string_view end : {"/available", "/spent"})
            if (ends(name, end) && name.size() > money_prefix.size() + end.size())
                return name.substr(money_prefix.size(), name.size() - money_prefix.size() - end.size());
        return {};
    }
    for (const std::string_view prefix : {observation_prefix, contribution_prefix, evidence_prefix})
        if (begins(name, prefix)) return name.substr(prefix.size());
    return {};
}

Message field_title(std::string_view name) {
    if (const Plain* found = plain(name)) return {std::string(found->zh), std::string(found->en)};
    const std::string subject(field_subject(name));
    if (begins(name, money_prefix))
        return ends(name, "/spent") ? Message{"實支數（" + subject + "）", "Spent (" + subject + ")"}
                                    : Message{"可支用數（" + subject + "）", "Available (" + subject + ")"};
    if (begins(name, observation_prefix)) return {"指標值 " + subject, "Indicator " + subject};
    if (begins(name, contribution_prefix)) return {subject + "協辦情形", "Contribution of " + subject};
    if (begins(name, evidence_prefix)) return {"佐證檔案", "Evidence"};
    return {std::string(name), std::string(name)};
}

Result<FieldValue> read_field(std::string_view name, const json::value& value) {
    const auto kind = field_kind(name);
    if (!kind)
        return fail(Fault::invalid, "report-field",
                    {"辦理情形沒有這個欄位：" + std::string(name),
                     "A report has no such field: " + std::string(name)},
                    {"欄位名稱見 API 說明", "The API's description names the fields"}, std::string(name));
    FieldValue out;
    if (value.is_null()) return out;
    const bool numeric = *kind == FieldKind::percent || *kind == FieldKind::money;
    const json::value* number = nullptr;
    if (const auto* object = value.if_object()) {
        const auto* text = object->if_contains("text");
        number = object->if_contains("value");
        for (const auto& member : *object)
            if (*kind != FieldKind::observation || (member.key() != "text" && member.key() != "value"))
                return bad_value(name, {"內容的形式不對", "this is not how it is written"});
        if (text != nullptr && !text->is_null()) {
            if (!text->is_string()) return bad_value(name, {"說明應為文字", "the note should be text"});
            out.text = tidy(text->get_string());
        }
    } else if (numeric || (*kind == FieldKind::observation && !value.is_string())) {
        number = &value;
    } else if (const auto* text = value.if_string()) {
        out.text = tidy(*text);
        // An indicator's value may come as a text of a sheet; one that is no number is a milestone in words.
        if (*kind == FieldKind::observation && !out.text.empty()) {
            out.number = number_of(std::string_view(out.text));
            if (out.number) out.text.clear();
        }
    } else {
        return bad_value(name, {"應為文字", "should be text"});
    }
    const bool blank =
        number == nullptr || number->is_null() || (number->is_string() && tidy(number->get_string()).empty());
    if (!blank) {
        out.number = number_of(*number);
        if (!out.number) return bad_value(name, {"應為數字", "should be a number"});
    }
    CHECK(within(name, *kind, out));
    return out;
}

void write_field(JsonWriter& out, const FieldValue& value) {
    if (value.empty())
        out.null();
    else if (!value.number)
        out.value(value.text);
    else if (value.text.empty())
        out.value(*value.number);
    else
        out.object().member("value", *value.number).member("text", value.text).end();
}

std::vector<FieldFault> faults_of(const Report& report) {
    std::vector<FieldFault> out;
    const auto need = [&](const char* field, Message why) { out.push_back({field, std::move(why)}); };
    if (report.text("text").empty()) need("text", {"請填寫辦理情形", "Describe the progress"});
    if (!report.number("planned")) need("planned", {"請填寫預定進度", "Give the planned progress"});
    if (!report.number("actual")) need("actual", {"請填寫實際進度", "Give the actual progress"});
    if (report.behind()) {
        if (report.text("behind_reason").empty())
            need("behind_reason", {"實際進度低於預定進度，請說明落後原因", "It is behind: say why"});
        if (report.text("measures").empty())
            need("measures",
                 {"實際進度低於預定進度，請填寫因應對策", "It is behind: say what is done about it"});
    }
    for (const auto& [source, money] : money_of(report))
        if (money.spent && !money.available)
            out.push_back({"money/" + source + "/available",
                           {"有實支數而無可支用數（" + source + "）",
                            "Spent, but nothing available (" + source + ")"}});
    return out;
}

std::vector<std::string> conflicts(const Report* current, const Fields& wanted, Sequence seen) {
    std::vector<std::string> out;
    if (current == nullptr) return out;
    for (const auto& [name, value] : wanted) {
        const auto* there = current->field(name);
        if (there != nullptr && there->stamp.seq > seen && !there->same(value)) out.push_back(name);
    }
    return out;
}

Fields changes(const Report* current, const Fields& wanted) {
    Fields out;
    for (const auto& [name, value] : wanted) {
        const auto* there = current == nullptr ? nullptr : current->field(name);
        if (there == nullptr ? !value.empty() : !there->same(value)) out.emplace(name, value);
    }
    return out;
}

std::optional<double> Money::rate() const {
    if (!available || !spent || *available <= Decimal(0)) return std::nullopt;
    return spent->approximate() * 100 / available->approximate();
}

std::map<std::string, Money> money_of(const Report& report) {
    std::map<std::string, Money> out;
    for (auto each = report.fields.lower_bound(money_prefix);
         each != report.fields.end() && begins(each->first, money_prefix); ++each) {
        if (!each->second.number) continue;
        Money& money = out[std::string(field_subject(each->first))];
        (ends(each->first, "/spent") ? money.spent : money.available) = each->second.number;
    }
    return out;
}

Money total_of(const std::map<std::string, Money>& sources) {
    Money out;
    const auto add = [](std::optional<Decimal>& sum, const std::optional<Decimal>& part) {
        if (part) sum = sum ? sum->plus(*part) : part;
    };
    for (const auto& [source, money] : sources) {
        add(out.available, money.available);
        add(out.spent, money.spent);
    }
    return out;
}

}  // namespace gangmu::tracking
