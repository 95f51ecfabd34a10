#include "generate.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <set>

#include <unistd.h>

namespace gangmu::bench {
namespace {

// Characters that plans are made of; a few hundred, the earlier the more frequent.
constexpr std::string_view characters =
    "的計畫推動產業發展資訊科技服務管理機關建置平臺系統政府整合應用提升國家智慧環境數位技術研究創新經濟安全社"
    "會"
    "人才培育合作輔導完成辦理規劃執行成效目標策略措施重點工作項目期程主協單位公共民眾生活健康照護醫療交通運輸"
    "能源"
    "再生水利防災監測預警農漁業觀光文化教育學校青年地方縣市鄉鎮全面強化促進建立擴大落實持續檢討法規標準認證"
    "驗證場域示範導入設備感測網路通訊衛星半導體材料製程設計核心關鍵零組件供應鏈國際市場投資出口就業人口高齡"
    "少子女性別平等永續淨零碳排放減量節電效率循環廢棄物空氣品質土壤河川海洋生態保育森林氣候變遷調適風險評估";

constexpr std::string_view latin[] = {"AI",  "5G",  "AIoT", "B5G",  "6G",  "IC",
                                      "ESG", "KPI", "ISO",  "SDGs", "GPU", "API"};

std::vector<std::string> split_characters(std::string_view text) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < text.size(); i += 3)
        out.emplace_back(text.substr(i, 3));
    return out;
}

}  // namespace

std::uint64_t Random::next() {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

Vocabulary::Vocabulary(std::uint64_t seed, std::size_t words) {
    Random random(seed);
    auto letters = split_characters(characters);
    // plus rarer ones, so that there are about 3,000 different characters
    for (char32_t c = 0x5000; letters.size() < 3'000; c += 7) {
        std::string utf8;
        utf8 += static_cast<char>(0xE0 | c >> 12);
        utf8 += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        utf8 += static_cast<char>(0x80 | (c & 0x3F));
        letters.push_back(std::move(utf8));
    }
    std::set<std::string> seen;
    while (words_.size() < words) {
        std::string word;
        if (words_.size() % 400 == 399) {
            word = std::string(latin[random.below(std::size(latin))]);
            if (random.below(3) == 0) word += std::to_string(random.below(100));
        } else {
            const std::size_t roll = random.below(100);
            const std::size_t length = roll < 8 ? 1 : roll < 68 ? 2 : roll < 85 ? 3 : 4;
            for (std::size_t i = 0; i < length; ++i) {
                const double u = random.unit();
                word += letters[static_cast<std::size_t>(u * u * u * static_cast<double>(letters.size()))];
            }
        }
        if (seen.insert(word).second || words_.size() % 400 == 399) words_.push_back(std::move(word));
    }
    double sum = 0;
    for (std::size_t rank = 0; rank < words_.size(); ++rank) {
        sum += 1.0 / (static_cast<double>(rank) + 20.0);
        cumulative_.push_back(sum);
    }
}

const std::string& Vocabulary::draw(Random& random) const {
    const double at = random.unit() * cumulative_.back();
    const auto found = std::lower_bound(cumulative_.begin(), cumulative_.end(), at);
    return words_[std::min(static_cast<std::size_t>(found - cumulative_.begin()), words_.size() - 1)];
}

std::string Vocabulary::text(Random& random, std::size_t letters, bool punctuation) const {
    std::string out;
    std::size_t count = 0, since = 0;
    while (count < letters) {
        const auto& word = draw(random);
        out += word;
        const std::size_t width =
            static_cast<unsigned char>(word.front()) < 0x80 ? word.size() : word.size() / 3;
        count += width;
        since += width;
        if (punctuation && since > 8 && random.below(4) == 0) {
            out += random.below(3) == 0 ? "。" : "，";
            since = 0;
        }
    }
    return out;
}

const std::vector<std::string>& agency_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> out;
        for (const char* head :
             {"數位", "經濟", "交通", "衛生", "社會", "農業", "教育", "環境", "水利", "建設"})
            for (const char* tail : {"發展處", "管理局", "推動科", "部"})
                out.push_back(std::string(head) + tail);
        return out;
    }();
    return names;
}

model::Plan make_plan(const Vocabulary& vocabulary, std::uint64_t seed, std::size_t nodes) {
    Random random(seed);
    const auto& agencies = agency_names();
    model::Plan plan;
    static constexpr char hex[] = "0123456789abcdef";
    std::string sha;
    for (int i = 0; i < 64; ++i)
        sha += hex[random.below(16)];
    plan.plan.id = "p-" + sha.substr(0, 12);
    plan.plan.title = vocabulary.text(random, 12, false) + "計畫";
    plan.plan.issuer = agencies[random.below(agencies.size())];
    plan.plan.start = "2021-01";
    plan.plan.end = "2024-12";
    plan.plan.documents.push_back(
        {"generated-" + plan.plan.id + ".txt", sha, "text/plain", 0, static_cast<std::uint32_t>(nodes * 3)});
    plan.nodes.reserve(nodes);
    static constexpr std::string_view kinds[] = {"目標", "策略", "措施", "重點工作項目"};
    static constexpr std::size_t fans[] = {0, 6, 8, 12};  // children of one node of the rank above
    std::vector<std::size_t> open;                        // the path to where we are, as rows
    std::vector<std::size_t> count(5, 0);                 // children so far on each rank
    std::uint32_t line = 1;
    while (plan.nodes.size() < nodes) {
        // deepen as long as the rank above is not full
        std::size_t rank = open.size();
        if (rank == 4 || (rank > 0 && random.below(100) == 0)) rank = std::max<std::size_t>(rank, 1) - 1;
        while (rank > 0 && count[rank] >= fans[rank])
            --rank;
        open.resize(rank);
        ++count[rank];
        std::fill(count.begin() + static_cast<std::ptrdiff_t>(rank) + 1, count.end(), 0);

        model::Node node;
        node.level = static_cast<std::uint32_t>(rank);
        node.kind = kinds[rank];
        node.label = std::to_string(count[rank]);
        if (!open.empty()) node.parent = plan.nodes[open.back()].id;
        node.id = open.empty() ? node.label : node.parent + "/" + node.label;
        node.title = vocabulary.text(random, 8 + random.below(12), false);
        if (rank >= 2) {
            node.text = vocabulary.text(random, 20 + random.below(60));
            node.lead = {agencies[random.below(agencies.size())]};
            if (random.below(2) == 0) node.co = {agencies[random.below(agencies.size())]};
            node.roles = model::Roles::marked;
        }
        if (rank == 3) {
            const auto year = 2021 + random.below(4);
            node.schedule.push_back(
                {std::to_string(year) + "-01", std::to_string(year + random.below(3)) + "-12", "", ""});
        }
        node.source.push_back({sha, 0, line, line + 2, 0, "", ""});
        line += 3;
        if (rank == 2) {
            model::Indicator indicator;
            indicator.id = node.id + "#1";
            indicator.node = node.id;
            indicator.role = "kpi";
            indicator.label = "1";
            indicator.title = vocabulary.text(random, 8, false);
            indicator.unit = "件";
            std::int64_t value = 0;
            for (int year = 2021; year <= 2024; ++year) {
                model::Target target;
                target.period = std::to_string(year);
                const auto amount = static_cast<std::int64_t>(random.below(90) + 10);
                value += amount;
                target.value = Decimal(amount);
                target.text = std::to_string(amount) + " 件";
                target.unit = "件";
                target.source = node.source;
                indicator.targets.push_back(std::move(target));
            }
            model::Target overall;
            overall.period = "overall";
            overall.value = Decimal(value);
            overall.text = std::to_string(value) + " 件";
            overall.unit = "件";
            overall.source = node.source;
            indicator.targets.push_back(std::move(overall));
            indicator.source = node.source;
            plan.indicators.push_back(std::move(indicator));
        }
        open.push_back(plan.nodes.size());
        plan.nodes.push_back(std::move(node));
    }
    return plan;
}

double thread_milliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double percentile(std::vector<double>& times, double p) {
    if (times.empty()) return 0;
    std::sort(times.begin(), times.end());
    const auto at = static_cast<std::size_t>(std::ceil(p / 100.0 * static_cast<double>(times.size())));
    return times[std::min(times.size() - 1, at == 0 ? 0 : at - 1)];
}

std::size_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0, resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace gangmu::bench
