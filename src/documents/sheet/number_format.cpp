#include "documents/sheet/number_format.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "documents/numbering.hpp"

namespace gangmu::documents::sheet {

namespace {

std::string general(double value) {
    return fmt::format("{:.15g}", value);
}

std::vector<std::string_view> sections_of(std::string_view code) {
    std::vector<std::string_view> sections;
    bool quoted = false;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (code[at] == '"') quoted = !quoted;
        if (code[at] == '\\')
            ++at;
        else if (code[at] == ';' && !quoted) {
            sections.push_back(code.substr(begin, at - begin));
            begin = at + 1;
        }
    }
    sections.push_back(code.substr(begin));
    return sections;
}

// A format code in pieces: letters that count, and literal text.
struct Piece {
    // '0' digits, '%', 'y' 'm' 'd' 'h' 's' 'e' 'g' 'w' (weekday) 'a' (AM/PM), 'n' minutes, 'E' exponent, 'G'
    // General, or '"' literal
    char kind;
    std::string text;  // the run itself, or the literal
};

bool is_date_letter(char c) {
    return c == 'y' || c == 'm' || c == 'd' || c == 'h' || c == 's' || c == 'e' || c == 'g';
}

std::vector<Piece> pieces_of(std::string_view section) {
    std::vector<Piece> pieces;
    auto literal = [&](std::string_view text) {
        if (text.empty()) return;
        if (!pieces.empty() && pieces.back().kind == '"')
            pieces.back().text += text;
        else
            pieces.push_back({'"', std::string(text)});
    };
    for (std::size_t at = 0; at < section.size();) {
        const char c = section[at], low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        if (c == '"') {
            const std::size_t end = std::min(section.find('"', at + 1), section.size());
            literal(section.substr(at + 1, end - at - 1));
            at = end + 1;
        } else if (c == '\\') {
            literal(section.substr(at + 1, 1));
            at += 2;
        } else if (c == '_') {
            at += 2;  // a space as wide as the next character
        } else if (c == '*') {
            at += 2;  // filling
        } else if (c == '[') {
            const std::size_t end = std::min(section.find(']', at), section.size());
            const std::string_view inside = section.substr(at + 1, end - at - 1);
            if (inside.starts_with("$"))
                literal(inside.substr(
                    1, inside.find('-') == std::string_view::npos ? inside.size() : inside.find('-') - 1));
            if (inside == "h" || inside == "m" || inside == "s") pieces.push_back({'h', std::string(inside)});
            at = end + 1;
        } else if (section.substr(at).starts_with("AM/PM") || section.substr(at).starts_with("上午/下午")) {
            pieces.push_back({'a', {}});
            at += section.substr(at).starts_with("AM/PM") ? 5 : std::string_view("上午/下午").size();
        } else if (c == '0' || c == '#' || c == '?' || c == '.' || c == ',') {
            std::size_t end = at;
            while (end < section.size() &&
                   std::string_view("0#?.,").find(section[end]) != std::string_view::npos)
                ++end;
            pieces.push_back({'0', std::string(section.substr(at, end - at))});
            at = end;
        } else if (c == '%') {
            pieces.push_back({'%', "%"});
            ++at;
        } else if ((c == 'E' || c == 'e') && at + 1 < section.size() &&
                   (section[at + 1] == '+' || section[at + 1] == '-')) {
            pieces.push_back({'E', {}});  // 1.2E+03: sheets that show it mean the number
            at += 2;
        } else if (section.substr(at).starts_with("General")) {
            pieces.push_back({'G', {}});
            at += 7;
        } else if (is_date_letter(low)) {
            std::size_t end = at;
            while (end < section.size() && (section[end] | 0x20) == low)
                ++end;
            pieces.push_back({low, std::string(end - at, low)});
            at = end;
        } else {
            literal(section.substr(at, 1));
            ++at;
        }
    }
    return pieces;
}

bool is_date(const std::vector<Piece>& pieces) {
    for (const Piece& piece : pieces)
        if (is_date_letter(piece.kind)) return true;
    return false;
}

struct Civil {
    int year, month, day;
};

// Days of the proleptic Gregorian calendar from 1970-01-01.
Civil civil_from_days(long days) {
    days += 719468;
    const long era = (days >= 0 ? days : days - 146096) / 146097;
    const long day_of_era = days - era * 146097;
    const long year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const long shifted = (5 * day_of_year + 2) / 153;
    const int day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
    const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    return {static_cast<int>(year_of_era + era * 400 + (month <= 2)), month, day};
}

// Japanese eras by their first day; before them the year of the Gregorian calendar.
struct Era {
    std::string_view name;
    int year, month, day;
};
constexpr std::array<Era, 4> eras{
    {{"令和", 2019, 5, 1}, {"平成", 1989, 1, 8}, {"昭和", 1926, 12, 25}, {"大正", 1912, 7, 30}}};

Era era_of(const Civil& civil, bool japanese) {
    if (!japanese) return civil.year >= 1912 ? Era{"民國", 1912, 1, 1} : Era{"", 1, 1, 1};
    for (const Era& era : eras)
        if (std::tuple(civil.year, civil.month, civil.day) >= std::tuple(era.year, era.month, era.day))
            return era;
    return {"", 1, 1, 1};
}

std::string month_name(int month, std::size_t letters) {
    constexpr std::array<std::string_view, 12> names{"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};
    const std::string_view name = names[static_cast<std::size_t>(month - 1)];
    return std::string(letters == 3 ? name.substr(0, 3) : letters == 4 ? name : name.substr(0, 1));
}

std::string date(double value, std::vector<Piece> pieces, bool date_1904, bool japanese) {
    if (value < 0 || value > 2958466) return general(value);
    double whole = std::floor(value);
    long seconds = std::lround((value - whole) * 86400);
    if (seconds == 86400) {
        seconds = 0;
        ++whole;
    }
    long days = static_cast<long>(whole) + (date_1904 ? 1462 : 0);
    if (days < 60) ++days;  // the 29th of February 1900, which sheets count and which never was
    const Civil civil = civil_from_days(days - 25569);
    // m beside hours or seconds is minutes
    bool half_day = false;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        half_day = half_day || pieces[i].kind == 'a';
        if (pieces[i].kind != 'm') continue;
        auto neighbour = [&](long step) {
            for (long k = static_cast<long>(i) + step; k >= 0 && k < static_cast<long>(pieces.size());
                 k += step)
                if (pieces[static_cast<std::size_t>(k)].kind != '"')
                    return pieces[static_cast<std::size_t>(k)].kind;
            return ' ';
        };
        if (neighbour(-1) == 'h' || neighbour(1) == 's') pieces[i].kind = 'n';
    }
    std::string out;
    const long hour = seconds / 3600;
    for (const Piece& piece : pieces) {
        const bool wide = piece.text.size() >= 2;
        auto number = [&](long n) { out += wide ? fmt::format("{:02}", n) : std::to_string(n); };
        switch (piece.kind) {
            case 'y':
                out += piece.text.size() > 2 ? std::to_string(civil.year)
                                             : fmt::format("{:02}", civil.year % 100);
                break;
            case 'e':  // of the Republic, or of the Japanese era
                number(civil.year - era_of(civil, japanese).year + 1);
                break;
            case 'g':
                out += era_of(civil, japanese).name;
                break;
            case 'm':
                if (piece.text.size() > 2)
                    out += month_name(civil.month, piece.text.size());
                else
                    number(civil.month);
                break;
            case 'd':
                if (piece.text.size() <= 2) number(civil.day);  // dddd is the day of the week
                break;
            case '0':  // points between the parts of a date: e.mm.dd
                for (char c : piece.text)
                    if (c == '.' || c == ',') out += c;
                break;
            case 'h':
                number(half_day ? (hour + 11) % 12 + 1 : hour);
                break;
            case 'n':
                number(seconds / 60 % 60);
                break;
            case 's':
                number(seconds % 60);
                break;
            case 'a':
                out += hour < 12 ? "AM" : "PM";
                break;
            case '"':
                out += piece.text;
                break;
            default:
                break;
        }
    }
    return out;
}

std::string with_thousands(std::string digits) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    for (std::size_t at = point; at > 3 && at - 3 > 0;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string number(double value, const std::vector<Piece>& pieces, bool own_sign) {
    std::string digits_code, general_text;
    bool is_general = false;
    for (const Piece& piece : pieces) {
        if (piece.kind == 'E') return general(value);
        is_general = is_general || piece.kind == 'G';
        general_text += piece.kind == 'G' ? general(own_sign ? value : std::fabs(value)) : piece.text;
    }
    if (is_general) return general_text;
    bool percent = false;
    for (const Piece& piece : pieces) {
        if (piece.kind == '0') digits_code += piece.text;
        percent = percent || piece.kind == '%';
    }
    if (digits_code.empty()) {
        std::string literal;
        for (const Piece& piece : pieces)
            literal += piece.text;
        return literal;
    }
    double shown = std::fabs(value) * (percent ? 100 : 1);
    const std::size_t point = digits_code.find('.');
    const std::string whole_code = digits_code.substr(0, point),
                      fraction_code = point == std::string::npos ? "" : digits_code.substr(point + 1);
    std::size_t scale = whole_code.size();  // commas at the end divide by a thousand each
    while (scale > 0 && whole_code[scale - 1] == ',') {
        shown /= 1000;
        --scale;
    }
    const bool thousands = whole_code.substr(0, scale).find(',') != std::string::npos;
    std::size_t places = 0, needed = 0;
    for (char c : fraction_code) {
        if (c == '0' || c == '#' || c == '?') ++places;
        if (c == '0') needed = places;
    }
    if (places <= 9 &&
        shown < 1e12) {  // a half is rounded up, as sheets do, also where binary falls just short of it
        const double unit = std::pow(10.0, static_cast<double>(places));
        shown = std::floor(shown * unit + 0.5 + 1e-7) / unit;
    }
    std::string digits = fmt::format("{:.{}f}", shown, places);
    if (const std::size_t dot = digits.find('.'); dot != std::string::npos) {
        while (digits.size() - dot - 1 > needed && digits.back() == '0')
            digits.pop_back();
        if (digits.back() == '.') digits.pop_back();
    }
    std::size_t zeros = 0;
    for (char c : whole_code)
        zeros += c == '0';
    const std::size_t whole = std::min(digits.find('.'), digits.size());
    if (whole < zeros) digits.insert(0, zeros - whole, '0');
    if (thousands) digits = with_thousands(digits);
    std::string out =
        own_sign && value < 0 && digits.find_first_not_of("0.,") != std::string::npos ? "-" : "";
    bool written = false;
    for (const Piece& piece : pieces) {
        if (piece.kind != '0')
            out += piece.text;
        else if (!std::exchange(written, true))
            out += digits;
    }
    return out;
}

// [>=1000]#,##0: when the section is for.
struct Condition {
    std::string sign;
    double limit = 0;

    bool holds(double value) const {
        if (sign == ">") return value > limit;
        if (sign == ">=") return value >= limit;
        if (sign == "<") return value < limit;
        if (sign == "<=") return value <= limit;
        return sign == "=" ? value == limit : value != limit;
    }
};

std::optional<Condition> condition_of(std::string_view section) {
    for (std::size_t at = section.find('['); at != std::string_view::npos; at = section.find('[', at + 1)) {
        const std::size_t end = section.find(']', at);
        if (end == std::string_view::npos) break;
        const std::string_view inside = section.substr(at + 1, end - at - 1);
        const std::size_t number = inside.find_first_not_of("<>=");
        if (number == 0 || number == std::string_view::npos) continue;
        Condition condition;
        condition.sign = inside.substr(0, number);
        std::from_chars(inside.data() + number, inside.data() + inside.size(), condition.limit);
        return condition;
    }
    return std::nullopt;
}

std::size_t chosen_section(double value, const std::vector<std::string_view>& sections) {
    if (sections.size() > 1 && condition_of(sections[0])) {
        for (std::size_t i = 0; i + 1 < sections.size() && i < 2; ++i) {
            const auto condition = condition_of(sections[i]);
            if (!condition || condition->holds(value)) return i;
        }
        return std::min<std::size_t>(sections.size() - 1, 2);
    }
    if (value < 0 && sections.size() > 1 && !sections[1].empty()) return 1;
    return value == 0 && sections.size() > 2 ? 2 : 0;
}

}  // namespace

std::string format_cell_number(double value, std::string_view code, bool date_1904) {
    if (code.empty() || code == "General" || code == "@") return general(value);
    if (code.find("[$-F800]") != std::string_view::npos) code = "yyyy/m/d";  // the machine's own long date
    const auto sections = sections_of(code);
    const std::size_t chosen = chosen_section(value, sections);
    const std::string_view section = sections[chosen];
    const auto pieces = pieces_of(section);
    const NumberStyle style = section.find("[DBNum1]") != std::string_view::npos ? NumberStyle::chinese
                              : section.find("[DBNum2]") != std::string_view::npos
                                  ? NumberStyle::chinese_legal
                                  : NumberStyle::none;
    const bool japanese = section.find("-411]") != std::string_view::npos;
    if (is_date(pieces)) return date(value, pieces, date_1904, japanese);
    if (style != NumberStyle::none && value >= 1 && value < 1000 && value == std::floor(value) &&
        pieces.size() == 1 && (pieces[0].kind == 'G' || pieces[0].kind == '0'))
        return format_number(style, static_cast<std::uint32_t>(value));
    // a section of its own for what is below zero shows the sign itself, if it wants one
    return number(value, pieces, chosen == 0 || condition_of(section).has_value());
}

}  // namespace gangmu::documents::sheet
