#include "reading/agencies/cells.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "text/utf8.hpp"

namespace gangmu::reading {

namespace {

using text::trim;

enum class Part { unmarked, lead, co };

struct RoleWord {
    std::string_view word;
    Part part;
};

// Longest first, so that 共同召集 is not read as 召集.
constexpr RoleWord role_words[] = {
    {"共同召集部會", Part::co},
    {"共同召集", Part::co},
    {"共同主辦", Part::co},
    {"主協辦", Part::unmarked},
    {"協同主辦", Part::co},
    {"參與", Part::unmarked},
    {"主（協）辦", Part::unmarked},
    {"主(協)辦", Part::unmarked},
    {"主辦", Part::lead},
    {"主政", Part::lead},
    {"主責", Part::lead},
    {"召集", Part::lead},
    {"主管", Part::lead},
    {"權責", Part::unmarked},
    {"負責", Part::lead},
    {"協辦", Part::co},
    {"協助", Part::co},
    {"協力", Part::co},
    {"協同", Part::co},
    {"配合", Part::co},
    {"執行", Part::unmarked},
    {"承辦", Part::unmarked},
    {"辦理", Part::unmarked},
    {"推動", Part::unmarked},
    {"Lead agency", Part::lead},
    {"Lead", Part::lead},
    {"Led by", Part::lead},
    {"Delivery lead", Part::lead},
    {"Implementing", Part::lead},
    {"Owner", Part::lead},
    {"Delivery partners", Part::co},
    {"Key partners", Part::co},
    {"In partnership with", Part::co},
    {"With support from", Part::co},
    {"Partners", Part::co},
    {"Partner", Part::co},
    {"Supporting agencies", Part::co},
    {"Supporting", Part::co},
    {"Supported by", Part::co},
    {"Support", Part::co},
    {"Responsible", Part::lead},
    {"Responsibility", Part::lead},
    {"主担当", Part::lead},
    {"関係", Part::co},
    {"連携", Part::co},
    {"担当", Part::unmarked},
    {"所管", Part::unmarked},
};
constexpr std::string_view role_suffixes[] = {
    "機關單位",      "機關(單位)",   "機關（單位）", "機關/單位",     "機關",
    "單位",          "部會",         "部門",         "agencies",      "agency",
    "府省庁",        "省庁",         "課",           "部署",          "部局",
    "partners",      "departments",  "department",   "organisations", "organisation",
    "organizations", "organization", "ministries",   "ministry",      "bodies",
    "body"};

struct Role {
    Part part;
    std::size_t length;
};

bool starts_with_word(std::string_view text, std::string_view word) {
    if (text.size() < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
        if (lower(text[i]) != lower(word[i])) return false;
    }
    return true;
}

bool colon(std::string_view text, std::size_t& at) {
    while (at < text.size() && (text[at] == ' ' || text.substr(at).starts_with("　")))
        at += text[at] == ' ' ? 1 : 3;
    if (text.substr(at).starts_with("：")) {
        at += 3;
        return true;
    }
    if (at < text.size() && text[at] == ':') {
        ++at;
        return true;
    }
    return false;
}

// (主) （協） 【主辦】 主辦： 協辦機關： at the beginning of `text`.
std::optional<Role> role_at(std::string_view text) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> brackets{
        {{"(", ")"}, {"（", "）"}, {"【", "】"}, {"[", "]"}}};
    for (const auto& [open, close] : brackets) {
        if (!text.starts_with(open)) continue;
        std::string_view inner = text.substr(open.size());
        const std::size_t end = inner.find(close);
        if (end == std::string_view::npos || end > 24) continue;
        const std::string_view word = trim(inner.substr(0, end));
        const std::size_t length = open.size() + end + close.size();
        if (word == "主" || word == "主辦" || word == "主政" || word == "主責" || word == "主辦機關")
            return Role{Part::lead, length};
        if (word == "協" || word == "協辦" || word == "協辦機關" || word == "配合")
            return Role{Part::co, length};
        // 【主担当】: in such brackets every word for a role is one
        if (open == "【" && !word.empty() && word.find("【") == std::string_view::npos)
            if (const auto role = role_at(std::string(word) + ":")) return Role{role->part, length};
    }
    for (const RoleWord& role : role_words) {
        if (!starts_with_word(text, role.word)) continue;
        std::size_t at = role.word.size();
        for (std::string_view suffix : role_suffixes) {
            std::string_view rest = text.substr(at);
            if (rest.starts_with(" ")) rest.remove_prefix(1);
            if (rest.starts_with(suffix)) {
                at = static_cast<std::size_t>(rest.data() - text.data()) + suffix.size();
                break;
            }
        }
        if (colon(text, at)) return Role{role.part, at};
    }
    return std::nullopt;
}

bool opens(char32_t c) {
    return c == '(' || c == 0xFF08 || c == U'〔' || c == '[';
}
bool closes(char32_t c) {
    return c == ')' || c == 0xFF09 || c == U'〕' || c == ']';
}

bool separates(char32_t c) {
    static constexpr std::u32string_view set = U"、，,；;／/\n・|＋+";
    return set.find(c) != std::u32string_view::npos;
}

struct Name {
    std::string name;
    std::vector<std::string> offices;
    bool space_before = false;  // only white space stands between it and the name before
};

std::string without_spaces(std::string_view text) {
    // between Han characters white space is a tear; between words of an alphabet it belongs
    std::string out;
    std::size_t at = 0;
    char32_t before = 0;
    bool space = false;
    while (at < text.size()) {
        const char32_t c = text::next(text, at);
        if (text::is_space(c)) {
            space = true;
            continue;
        }
        if (space && before != 0 && !text::is_cjk(before) && !text::is_cjk(c)) out += ' ';
        text::append(out, c);
        before = c;
        space = false;
    }
    return out;
}

std::vector<std::string> split_offices(std::string_view inner) {
    std::vector<std::string> offices;
    std::string office;
    std::size_t at = 0;
    auto flush = [&] {
        std::string clean = without_spaces(office);
        if (!clean.empty()) offices.push_back(std::move(clean));
        office.clear();
    };
    while (at < inner.size()) {
        const char32_t c = text::next(inner, at);
        if (separates(c)) {
            flush();
        } else {
            text::append(office, c);
        }
    }
    flush();
    return offices;
}

// An office may be torn ("自然 司") or two may stand side by side ("能源局 國營會"): each half that ends like
// an office stands alone.
bool ends_like_office(std::string_view name) {
    static constexpr std::array<std::string_view, 12> ends{"局", "署", "處", "司",   "所",   "會",
                                                           "科", "室", "組", "中心", "公司", "院"};
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return name.ends_with(end); }) &&
           text::count(name) >= 3;
}

std::vector<std::string> offices_of(std::string_view inner) {
    std::vector<std::string> result;
    std::string rest(inner);
    for (std::string_view piece = rest; !piece.empty();) {
        // cut at white space where what stands before is whole
        std::size_t cut = std::string_view::npos;
        for (std::size_t at = 0; at < piece.size();) {
            const std::size_t here = at;
            const char32_t c = text::next(piece, at);
            if (text::is_space(c) && c != '\n' && ends_like_office(without_spaces(piece.substr(0, here)))) {
                cut = here;
                break;
            }
        }
        const std::string_view head = piece.substr(0, cut);
        for (std::string& office : split_offices(head))
            result.push_back(std::move(office));
        piece = cut == std::string_view::npos ? std::string_view{} : piece.substr(cut + 1);
    }
    return result;
}

std::vector<Name> split_names(std::string_view text) {
    std::vector<Name> names;
    Name current;
    bool space = false, separator = true;
    auto flush = [&] {
        current.name = std::string(trim(current.name));
        if (!current.name.empty()) names.push_back(std::move(current));
        current = {};
    };
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t here = at;
        const char32_t c = text::next(text, at);
        if (opens(c)) {
            std::size_t depth = 1, end = at;
            while (end < text.size() && depth > 0) {
                const std::size_t from = end;
                const char32_t inner = text::next(text, end);
                if (opens(inner)) ++depth;
                if (closes(inner) && --depth == 0) {
                    const auto offices = offices_of(text.substr(at, from - at));
                    Name* owner = !current.name.empty() ? &current : names.empty() ? nullptr : &names.back();
                    if (owner) owner->offices.insert(owner->offices.end(), offices.begin(), offices.end());
                }
            }
            if (depth > 0) {  // never closed: torn
                const auto offices = offices_of(text.substr(at));
                if (!current.name.empty()) current.offices = offices;
            }
            at = end;
            flush();
            separator = false;
            continue;
        }
        if (closes(c)) continue;
        if (separates(c) || text::is_space(c)) {
            if (!current.name.empty()) flush();
            space = true;
            separator = separator || !text::is_space(c);
            continue;
        }
        if (current.name.empty()) {
            current.space_before = space && !separator;
            separator = false;
            space = false;
        }
        current.name.append(text.substr(here, at - here));
    }
    flush();
    return names;
}

bool looks_like_body(std::string_view name) {
    static constexpr std::array<std::string_view, 40> ends{
        "部", "會",       "署",     "局",         "處",      "院",     "府",         "司",
        "所", "中心",     "公司",   "大學",       "辦公室",  "辦",     "銀行",       "基金",
        "省", "庁",       "單位",   "機關",       "學校",    "基金會", "協會",       "公會",
        "隊", "館",       "課",     "室",         "縣",      "市",     "区",         "町",
        "村", "Ministry", "Agency", "Department", "Council", "Office", "Commission", "Authority"};
    if (text::count(name) < 2 || text::count(name) > 40) return false;
    if (std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return name.ends_with(end); }))
        return true;
    return name.find("Ministry") != std::string_view::npos ||
           name.find("Department") != std::string_view::npos ||
           name.find("Office of") != std::string_view::npos;
}

// "Riverland Post": begins with a capital, few words, no digits.
bool is_capital_name(std::string_view name) {
    if (name.size() < 2 || name.size() > 60 || name[0] < 'A' || name[0] > 'Z') return false;
    return std::count(name.begin(), name.end(), ' ') < 8 &&
           name.find_first_of("0123456789") == std::string_view::npos;
}

// "Fisheries Agency, local councils": the first is a name, and the others too or a few words without a verb's
// sentence around them.
bool is_list_of_names(const std::vector<std::string>& names) {
    if (names.empty()) return true;
    // "local councils" alone too, but not "to be confirmed"
    const std::string& first = names.front();
    const bool words = first.size() <= 30 && std::count(first.begin(), first.end(), ' ') == 1 &&
                       (first.ends_with("s") || first.ends_with("sector")) && !first.starts_with("to ");
    if (!is_capital_name(first) && !words) return false;
    return std::all_of(names.begin(), names.end(), [](const std::string& name) {
        return is_capital_name(name) || (name.size() <= 40 && std::count(name.begin(), name.end(), ' ') < 4 &&
                                         name.find_first_of("0123456789.;:") == std::string::npos);
    });
}

// Names that a line break or the page tore, and names that stand side by side without a separator.
std::vector<Name> mend(std::vector<Name> names, const Agencies& agencies) {
    std::vector<Name> out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        Name name = std::move(names[i]);
        if (!agencies.find(name.name)) {
            std::string joined = name.name;
            for (std::size_t k = i + 1; k < names.size() && k < i + 4 && names[k].space_before; ++k) {
                joined += names[k].name;
                const bool whole = agencies.find(joined).has_value();
                if (!whole) continue;
                name.name = joined;
                name.offices.insert(name.offices.end(), names[k].offices.begin(), names[k].offices.end());
                i = k;
                break;
            }
        }
        // an alphabet's words belong together
        while (!agencies.find(name.name) && i + 1 < names.size() && names[i + 1].space_before &&
               static_cast<unsigned char>(name.name.back()) < 0x80 &&
               static_cast<unsigned char>(names[i + 1].name.front()) < 0x80) {
            name.name += " " + names[++i].name;
            name.offices.insert(name.offices.end(), names[i].offices.begin(), names[i].offices.end());
        }
        if (!agencies.find(name.name)) {
            std::string_view rest = name.name;
            std::vector<std::string> heads;
            while (const auto head = agencies.prefix(rest)) {
                if (head->length == rest.size()) {
                    heads.push_back(std::string(rest));
                    rest = {};
                    break;
                }
                heads.push_back(std::string(rest.substr(0, head->length)));
                rest.remove_prefix(head->length);
            }
            if (rest.empty() && heads.size() > 1) {
                for (std::size_t k = 0; k + 1 < heads.size(); ++k)
                    out.push_back(Name{heads[k], {}, true});
                name.name = heads.back();
            }
        }
        out.push_back(std::move(name));
    }
    return out;
}

struct Collected {
    Responsible result;
    bool marked = false;
    std::size_t names = 0, known = 0, plausible = 0;
};

bool names_office_of_state(std::string_view name) {
    for (std::string_view word :
         {"Ministry", "Department", "Agency", "Authority", "Council", "Office", "Commission", "Bureau",
          "Board", "Treasury", "Institute", "University", "Service", "Administration"})
        if (name.find(word) != std::string_view::npos) return true;
    return false;
}

// "Ministry of Health and Ministry of Education" are two, "Department of Trade and Industry" is one.
std::vector<Name> part_at_and(std::vector<Name> names, const Agencies& agencies) {
    std::vector<Name> out;
    for (Name& name : names) {
        constexpr std::string_view word = " and ";
        std::size_t at = agencies.find(name.name) ? std::string::npos : name.name.find(word);
        while (at != std::string::npos && !(names_office_of_state(name.name.substr(0, at)) &&
                                            names_office_of_state(name.name.substr(at + word.size()))))
            at = name.name.find(word, at + 1);
        if (at != std::string::npos) {
            out.push_back(Name{name.name.substr(0, at), {}, false});
            name.name.erase(0, at + word.size());
        }
        out.push_back(std::move(name));
    }
    return out;
}

void collect(std::string_view text, Part part, const Agencies& agencies, Collected& all) {
    for (const Name& name : part_at_and(mend(split_names(text), agencies), agencies)) {
        if (name.name.find_first_not_of("-") == std::string::npos || name.name == "－" || name.name == "—" ||
            name.name == "–" || name.name == "n/a" || name.name == "N/A" || name.name == "TBD" ||
            name.name == "無")
            continue;  // nobody
        ++all.names;
        auto agency = agencies.find(name.name);
        if (agency) {
            ++all.known;
            ++all.plausible;
        } else if (looks_like_body(name.name)) {
            ++all.plausible;
        }
        std::vector<std::string>& list = part == Part::co ? all.result.co : all.result.lead;
        const std::string shown = agency ? *agency : name.name;
        add_agencies(list, {shown});
        for (const std::string& office : name.offices)
            add_agencies(all.result.units, {shown + "(" + office + ")"});
    }
}

Responsible conclude(Collected all, RoleHint hint) {
    Responsible result = std::move(all.result);
    result.known = all.names > 0 && all.known == all.names;
    result.plausible = all.names > 0 && all.plausible == all.names;
    if (!result.empty())
        result.roles = all.marked || hint != RoleHint::none ? model::Roles::marked : model::Roles::unmarked;
    // who leads is not a helper too
    return result;
}

}  // namespace

void add_agencies(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const std::string& name : more)
        if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
}

namespace {

bool opens_role(std::string_view text) {
    return text.starts_with("(") || text.starts_with("（") || text.starts_with("【") || text.starts_with("[");
}

// 「甲（主）、乙（協）」: the word for the role stands behind its name, and a separator or the end behind it.
bool roles_stand_behind(std::string_view text) {
    text = trim(text);
    if (role_at(text)) return false;
    for (std::size_t at = 0; at < text.size();) {
        if (opens_role(text.substr(at)))
            if (const auto role = role_at(text.substr(at))) {
                std::size_t after = at + role->length;
                if (after >= text.size()) return true;
                const char32_t next = text::next(text, after);
                return separates(next);
            }
        text::next(text, at);
    }
    return false;
}

// The names before a word for a role have it; before the first 「協」 only the last one, the others lead.
Responsible read_roles_behind(std::string_view text, const Agencies& agencies, RoleHint hint) {
    Collected all;
    std::size_t begin = 0;
    bool led = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto role = opens_role(text.substr(at)) ? role_at(text.substr(at)) : std::optional<Role>();
        if (!role) {
            text::next(text, at);
            continue;
        }
        const std::string_view names = trim(text.substr(begin, at - begin));
        std::size_t last = 0;  // where the last name begins
        if (role->part == Part::co && !led) {
            int depth = 0;
            for (std::size_t k = 0; k < names.size();) {
                const char32_t c = text::next(names, k);
                depth += opens(c) ? 1 : closes(c) ? -1 : 0;
                if (depth == 0 && separates(c)) last = k;
            }
            collect(names.substr(0, last), Part::lead, agencies, all);
        }
        collect(names.substr(last), role->part, agencies, all);
        all.marked = true;
        led = true;
        at += role->length;
        begin = at;
    }
    collect(text.substr(begin), Part::co, agencies, all);  // behind the one who is marked as leading
    return conclude(std::move(all), hint);
}

}  // namespace

namespace {

// 「甲；乙、丙協辦」: a part of the list that ends in the word for its role.
bool role_ends(std::string_view text) {
    text = trim(text);
    return text.ends_with("協辦") && text.size() > std::string_view("協辦").size() &&
           (text.find("；") != std::string_view::npos || text.find(";") != std::string_view::npos);
}

Responsible read_closing_roles(std::string_view text, const Agencies& agencies, RoleHint hint) {
    Collected all;
    all.marked = true;
    std::size_t begin = 0;
    const auto take = [&](std::size_t end) {
        std::string_view part = trim(text.substr(begin, end - begin));
        Part role = Part::lead;
        for (const auto& [word, of] :
             {std::pair{std::string_view("協辦"), Part::co}, std::pair{std::string_view("主辦"), Part::lead}})
            if (part.ends_with(word)) {
                part.remove_suffix(word.size());
                role = of;
            }
        if (!part.empty()) collect(part, role, agencies, all);
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t here = at;
        const char32_t c = text::next(text, at);
        if (c != U'；' && c != ';') continue;
        take(here);
        begin = at;
    }
    take(text.size());
    return conclude(std::move(all), hint);
}

}  // namespace

Responsible read_agencies(std::string_view text, const Agencies& agencies, RoleHint hint) {
    if (role_ends(text) && !role_at(trim(text))) return read_closing_roles(text, agencies, hint);
    if (roles_stand_behind(text)) return read_roles_behind(text, agencies, hint);
    Collected all;
    Part part = hint == RoleHint::co ? Part::co : hint == RoleHint::lead ? Part::lead : Part::unmarked;
    std::string_view segment = text;
    std::size_t at = 0, begin = 0;
    bool gap = true;
    while (at <= text.size()) {
        std::optional<Role> role;
        if (at < text.size() && (gap || text[at] == '(' || text.substr(at).starts_with("（") ||
                                 text.substr(at).starts_with("【") || text[at] == '['))
            role = role_at(text.substr(at));
        if (role || at == text.size()) {
            segment = trim(text.substr(begin, at - begin));
            if (segment.ends_with(".")) segment.remove_suffix(1);  // 「Lead: A. Support: B.」
            if (!trim(segment).empty()) collect(segment, part, agencies, all);
            if (!role) break;
            if (role->part != Part::unmarked) all.marked = true;
            part = role->part;
            at += role->length;
            begin = at;
            gap = true;
            continue;
        }
        const char32_t c = text::next(text, at);
        gap = text::is_space(c) || separates(c);
    }
    return conclude(std::move(all), hint);
}

Responsible read_agency_line(std::string_view text, const Agencies& agencies) {
    const auto role = role_at(trim(text));
    if (!role || trim(text).front() == '(') return {};
    if (trim(text).size() <= role->length) return {};
    Responsible result = read_agencies(trim(text), agencies);
    // the names of bodies in an alphabet have no endings to go by: a marked role and capitals are enough
    const bool named =
        role->part != Part::unmarked && is_list_of_names(result.lead) && is_list_of_names(result.co);
    return result.plausible || result.known || named ? result : Responsible{};
}

bool begins_agency_field(std::string_view text) {
    text = trim(text);
    return !text.empty() && text.front() != '(' && !text.starts_with("（") && role_at(text).has_value();
}

Responsible take_agencies(std::string& title, const Agencies& agencies) {
    std::string_view view = trim(title);
    const bool wide = view.ends_with("）");
    if (!wide && !view.ends_with(")")) return {};
    // the bracket that the last one closes
    std::size_t at = view.size(), depth = 0, open = std::string_view::npos, inner = 0;
    while (at > 0) {
        const std::size_t end = at;
        const char32_t c = text::previous(view, at);
        if (closes(c)) ++depth;
        if (opens(c) && --depth == 0) {
            open = at;
            inner = end;
            break;
        }
    }
    if (open == std::string_view::npos || open == 0) return {};
    std::string_view list = view.substr(inner, view.size() - inner - (wide ? 3 : 1));
    while (list.starts_with("/") || list.starts_with("、"))
        list.remove_prefix(list[0] == '/' ? 1 : 3);
    const Responsible found = read_agencies(list, agencies);
    // 「(主辦：甲部)」, 「（甲部；乙部協辦）」
    const bool marked = role_at(trim(list)).has_value() || found.roles == model::Roles::marked;
    const auto offices = [](const std::vector<std::string>& names) {
        return std::all_of(names.begin(), names.end(), [](const std::string& name) {
            return is_capital_name(name) && names_office_of_state(name);
        });
    };
    const bool latin = !found.empty() && offices(found.lead) && offices(found.co);
    // 「（交通部資訊中心）」: an office of a body that is known
    const auto known_office = [&](const std::string& name) {
        const auto prefix = agencies.prefix(name);
        return prefix && (prefix->length == name.size() || ends_like_office(name.substr(prefix->length)));
    };
    const bool office = !found.empty() && std::all_of(found.lead.begin(), found.lead.end(), known_office) &&
                        std::all_of(found.co.begin(), found.co.end(), known_office);
    if (!found.known && !(marked && found.plausible) && !latin && !office) return {};
    title = std::string(trim(view.substr(0, open)));
    return found;
}

}  // namespace gangmu::reading
