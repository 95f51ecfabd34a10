// What is written is read back by a reader of RFC 5545 of its own.
#include "exchange/ical.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <stdexcept>

namespace gangmu::exchange {
namespace {

using Properties = std::multimap<std::string, std::string>;  // name with parameters → text, unescaped

struct Component {
    std::string name;
    Properties properties;
    std::vector<Component> parts;

    std::string operator[](const std::string& key) const {
        const auto found = properties.find(key);
        return found == properties.end() ? "(none)" : found->second;
    }
};

std::vector<std::string> unfolded(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find("\r\n", at);
        if (end == std::string::npos) throw std::runtime_error("a line without its end");
        const std::string line = text.substr(at, end - at);
        if (line.size() > 75) throw std::runtime_error("a line of " + std::to_string(line.size()));
        if (line.find_first_of("\r\n") != std::string::npos) throw std::runtime_error("a bare line break");
        if (!line.empty() && line[0] == ' ') {
            if (line.size() > 1 && (static_cast<unsigned char>(line[1]) & 0xC0U) == 0x80U)
                throw std::runtime_error("folded within a character");
            out.back() += line.substr(1);
        } else {
            out.push_back(line);
        }
        at = end + 2;
    }
    return out;
}

std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            if (text[i] == ';' || text[i] == ',') throw std::runtime_error("not escaped: " + text);
            out += text[i];
        } else if (++i < text.size()) {
            out += text[i] == 'n' || text[i] == 'N' ? '\n' : text[i];
        }
    }
    return out;
}

Component parse(const std::string& text) {
    std::vector<Component> open{{"", {}, {}}};
    for (const auto& line : unfolded(text)) {
        const auto colon = line.find(':');
        const std::string name = line.substr(0, colon), value = line.substr(colon + 1);
        if (name == "BEGIN") {
            open.push_back({value, {}, {}});
        } else if (name == "END") {
            Component done = std::move(open.back());
            open.pop_back();
            if (done.name != value) throw std::runtime_error("END:" + value + " of " + done.name);
            open.back().parts.push_back(std::move(done));
        } else {
            open.back().properties.emplace(name, name == "URL" ? value : unescaped(value));
        }
    }
    if (open.size() != 1 || open[0].parts.size() != 1) throw std::runtime_error("not one calendar");
    return open[0].parts[0];
}

CalendarEntry entry() {
    return {"due/p-1/q-2026-Q1@gangmu",
            "2026-12-31",
            "填報期限：濱海步道；第一季, 20 項",
            "第一行\n第二行 \\ 反斜線",
            "https://gangmu.example.gov.tw/plans/p-1/cycles/q-2026-Q1",
            "期限",
            std::int64_t{1'774'917'000} * 1'000'000,
            7,
            3};
}

TEST(Ical, IsReadBack) {
    const auto read = parse(to_ical("綱目 王小明", {entry()}));
    EXPECT_EQ(read.name, "VCALENDAR");
    EXPECT_EQ(read["VERSION"], "2.0");
    EXPECT_EQ(read["X-WR-CALNAME"], "綱目 王小明");
    ASSERT_EQ(read.parts.size(), 1u);
    const auto& event = read.parts[0];
    EXPECT_EQ(event["UID"], entry().uid);
    EXPECT_EQ(event["DTSTART;VALUE=DATE"], "20261231");
    EXPECT_EQ(event["DTEND;VALUE=DATE"], "20270101");
    EXPECT_EQ(event["DTSTAMP"], "20260331T003000Z");
    EXPECT_EQ(event["SUMMARY"], entry().summary);
    EXPECT_EQ(event["DESCRIPTION"], entry().description);
    EXPECT_EQ(event["URL"], entry().url);
    EXPECT_EQ(event["SEQUENCE"], "7");
    ASSERT_EQ(event.parts.size(), 1u);
    EXPECT_EQ(event.parts[0]["TRIGGER"], "-P3D");
}

TEST(Ical, AnEmptyCalendarIsOne) {
    EXPECT_TRUE(parse(to_ical("x", {})).parts.empty());
}

TEST(Ical, AnyTextComesBack) {
    rc::check([](const std::vector<std::uint8_t>& picks) {
        static const std::string pieces[] = {"步", "道", "😀", ";", ",",  "\\",          "\n",
                                             ":",  "a",  " ", "é", "\"", "BEGIN:VEVENT"};
        std::string text;
        for (const auto pick : picks)
            text += pieces[pick % std::size(pieces)];
        auto one = entry();
        one.summary = "始" + text + "終";
        RC_ASSERT(parse(to_ical("x", {one})).parts.at(0)["SUMMARY"] == one.summary);
    });
}

}  // namespace
}  // namespace gangmu::exchange
