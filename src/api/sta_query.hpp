// The query options of SensorThings 1.1 and what they make of a set of entities. Threads: any.
#pragma once

#include "api/sta_filter.hpp"

namespace gangmu::api::sta {

inline constexpr std::size_t usual_top = 100;
inline constexpr std::size_t most_top = 10'000;

struct Options {
    std::size_t top = usual_top;
    std::size_t skip = 0;
    bool count = false;
    std::optional<Filter> filter;
    std::vector<std::pair<std::string, bool>> order;  // property path, descending
    std::vector<std::string> select;
    std::vector<std::pair<std::string, Options>> expand;  // a link's name, and what holds inside
};

// Of name=value pairs, "$top=2" …; `depth`: how deep inside $expand. Errors: sta-option, sta-filter.
Result<Options> read_options(const std::vector<std::pair<std::string, std::string>>& pairs,
                             std::size_t depth = 0);

// Answers one request; `root` is the service's address without a slash at its end.
class Answer {
  public:
    Answer(const measure::Measure& measure, std::string root) : measure_(measure), root_(std::move(root)) {}

    // {"@iot.count","value","@iot.nextLink"}. `address`: of this set, for the next page; `query`: as it was
    // sent, decoded, without $skip.
    Result<json::object> set(std::vector<Entity> entities, const Options& options, const std::string& address,
                             const std::string& query);
    Result<json::object> one(const Entity& entity, const Options& options);
    std::string address(const Entity& entity) const;

  private:
    const measure::Measure& measure_;
    std::string root_;
    std::size_t made_ = 0;
};

}  // namespace gangmu::api::sta
