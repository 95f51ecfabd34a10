#include "formula/dependencies.hpp"

#include <algorithm>
#include <set>

namespace gangmu::formula {
namespace {

enum class State : char { unseen, open, done };

// Depth first with a stack of its own. Fills `order`; returns a circle if it meets one.
std::vector<std::string> walk(const Dependencies& all, std::vector<std::string>& order) {
    std::map<std::string, State, std::less<>> states;
    struct Frame {
        Dependencies::const_iterator at;
        std::size_t next = 0;
    };
    for (auto start = all.begin(); start != all.end(); ++start) {
        if (states[start->first] != State::unseen) continue;
        std::vector<Frame> stack{{start}};
        states[start->first] = State::open;
        while (!stack.empty()) {
            auto& frame = stack.back();
            if (frame.next == frame.at->second.size()) {
                states[frame.at->first] = State::done;
                order.push_back(frame.at->first);
                stack.pop_back();
                continue;
            }
            const auto& name = frame.at->second[frame.next++];
            const auto target = all.find(name);
            if (target == all.end()) continue;  // measured, not reckoned
            auto& state = states[name];
            if (state == State::open) {
                std::vector<std::string> circle;
                auto from = std::find_if(stack.begin(), stack.end(),
                                         [&](const Frame& each) { return each.at->first == name; });
                for (; from != stack.end(); ++from)
                    circle.push_back(from->at->first);
                circle.push_back(name);
                return circle;
            }
            if (state == State::unseen) {
                state = State::open;
                stack.push_back({target});
            }
        }
    }
    return {};
}

}  // namespace

std::vector<std::string> circle(const Dependencies& all) {
    std::vector<std::string> order;
    return walk(all, order);
}

std::vector<std::string> in_order(const Dependencies& all) {
    std::vector<std::string> order;
    walk(all, order);
    return order;
}

std::vector<std::string> touched_by(const Dependencies& all, const std::string& changed) {
    std::set<std::string, std::less<>> touched{changed};
    std::vector<std::string> out;
    for (const auto& name : in_order(all)) {
        const auto& on = all.find(name)->second;
        if (name != changed &&
            std::any_of(on.begin(), on.end(), [&](const auto& each) { return touched.count(each) > 0; })) {
            touched.insert(name);
            out.push_back(name);
        }
    }
    return out;
}

}  // namespace gangmu::formula
