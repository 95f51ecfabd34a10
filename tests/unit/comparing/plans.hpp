// Plans for the tests of comparing: made of invented words, edited in known ways.
#pragma once

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "model/plan.hpp"

namespace gangmu::comparing::testing_plans {

inline model::Node node(std::string id, std::string parent, std::string label, std::string title,
                        std::string text = {}) {
    model::Node out;
    out.id = std::move(id);
    out.parent = std::move(parent);
    out.label = std::move(label);
    out.title = std::move(title);
    out.text = std::move(text);
    out.level = static_cast<std::uint32_t>(std::count(out.id.begin(), out.id.end(), '/'));
    return out;
}

inline model::Target target(std::string period, std::string text, std::int64_t value) {
    model::Target out;
    out.period = std::move(period);
    out.text = std::move(text);
    out.value = Decimal(value);
    return out;
}

inline model::Indicator indicator(std::string id, std::string node, std::string title,
                                  std::vector<model::Target> targets) {
    model::Indicator out;
    out.id = std::move(id);
    out.node = std::move(node);
    out.role = "kpi";
    out.title = std::move(title);
    out.targets = std::move(targets);
    return out;
}

inline model::Budget budget(std::string node, std::string title, std::string period, std::int64_t amount) {
    model::Budget out;
    out.node = std::move(node);
    out.title = std::move(title);
    out.period = std::move(period);
    out.amount = Decimal(amount);
    out.printed = std::to_string(amount);
    return out;
}

// A county's plan: three strategies with their measures.
inline model::Plan harbour() {
    model::Plan plan;
    plan.plan.id = "p-000000000001";
    plan.plan.title = "海安縣智慧港務計畫";
    plan.nodes = {
        node("壹", "", "壹", "推動港區數位轉型"),
        node("壹/一", "壹", "一", "建置船席排程系統", "整合引水與拖船的排程資料，減少候泊時間。"),
        node("壹/二", "壹", "二", "汰換碼頭照明設備", "以節能燈具更換北岸各碼頭的照明。"),
        node("壹/三", "壹", "三", "設置港區微型氣象站"),
        node("貳", "", "貳", "培育港務人才"),
        node("貳/一", "貳", "一", "辦理引水人訓練"),
        node("貳/二", "貳", "二", "補助青年返鄉就業"),
        node("參", "", "參", "營造親海環境"),
        node("參/一", "參", "一", "整修漁村步道並設置解說牌"),
    };
    plan.indicators = {
        indicator("壹/一#1", "壹/一", "完成系統建置",
                  {target("overall", "3 套", 3), target("2022", "1 套", 1), target("2023", "2 套", 2)}),
        indicator("壹/二#1", "壹/二", "更換燈具", {target("overall", "400 盞", 400)}),
    };
    plan.budgets = {budget("壹", "港區數位轉型", "2022", 5'000'000),
                    budget("壹", "港區數位轉型", "2023", 6'000'000), budget("", "合計", "2022", 9'000'000)};
    return plan;
}

// A large plan; each node's first line is its true name, which comparing does not look at.
class Maker {
  public:
    explicit Maker(unsigned seed) : random_(seed) {}

    unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }

    std::string words(unsigned characters) {
        std::string out;
        for (unsigned i = 0; i < characters; ++i)
            append(out, 0x4E00 + below(900));
        return out;
    }

    model::Plan plan(unsigned nodes) {
        model::Plan out;
        out.plan.title = words(8);
        std::vector<std::string> path;
        for (unsigned i = 0; i < nodes; ++i) {
            const unsigned depth =
                i == 0 ? 0 : below(std::min<unsigned>(4, static_cast<unsigned>(path.size()) + 1));
            path.resize(depth);
            const std::string parent = path.empty() ? "" : path.back();
            const std::string label = std::to_string(++counts_[parent]);
            const std::string id = parent.empty() ? label : parent + "/" + label;
            auto made = node(id, parent, label, words(6 + below(9)), below(2) ? words(30) : "");
            made.kind = std::string("級") + std::to_string(depth);
            made.source.push_back({"", 0, i + 1, i + 1, 0, "", ""});
            out.nodes.push_back(std::move(made));
            path.push_back(id);
        }
        return out;
    }

    // One or two characters of the title are others.
    void retouch(model::Node& node) {
        const std::size_t characters = node.title.size() / 3;
        for (unsigned i = 0; i < 1 + below(2); ++i)
            node.title.replace(3 * below(static_cast<unsigned>(characters)), 3, words(1));
    }

    // Ids and labels as a reader would give them: by place.
    static void renumber(model::Plan& plan) {
        std::map<std::string, int> counts;
        std::map<std::string, std::string> ids;
        for (auto& each : plan.nodes) {
            const std::string parent = ids[each.parent];
            each.label = std::to_string(++counts[parent]);
            const std::string id = parent.empty() ? each.label : parent + "/" + each.label;
            ids[each.id] = id;
            each.id = id;
            each.parent = parent;
        }
    }

  private:
    static void append(std::string& out, unsigned point) {
        out += static_cast<char>(0xE0 | (point >> 12U));
        out += static_cast<char>(0x80 | ((point >> 6U) & 63U));
        out += static_cast<char>(0x80 | (point & 63U));
    }
    std::mt19937 random_;
    std::map<std::string, int> counts_;
};

}  // namespace gangmu::comparing::testing_plans
