// What made-up people write: sentences of reports, reasons, comments, names. In Chinese, or in English for a
// plan whose title has no Chinese character.
#pragma once

#include <string>
#include <string_view>

#include "demo/random.hpp"

namespace gangmu::demo {

class Words {
  public:
    explicit Words(bool english) : english_(english) {}
    static bool is_english(std::string_view title);

    std::string person(Random& random) const;
    std::string done(Random& random, std::string_view title, int actual) const;  // 辦理情形
    std::string highlight(Random& random, std::string_view title) const;
    std::string next(Random& random, std::string_view title, int actual) const;
    std::string behind(Random& random) const;    // 落後原因
    std::string measures(Random& random) const;  // 因應對策
    std::string problem(Random& random) const;
    std::string need(Random& random) const;
    std::string contribution(Random& random, std::string_view title) const;
    std::string returned(Random& random) const;  // why a report is sent back
    std::string comment(Random& random) const;   // at a field
    std::string evidence(std::string_view title, std::string_view period) const;
    std::string evidence_name(std::string_view period) const;
    std::string overridden(Random& random) const;
    std::string released() const;
    std::string leave() const;   // why somebody stands in
    std::string handed() const;  // why items are handed over
    std::string typhoon() const;
    std::string reopened() const;
    std::string shortened(std::string_view title) const;

    const char* plan_office() const { return english_ ? "Plan office" : "計畫主政機關"; }
    const char* sources(std::size_t at) const;  // of money
    const char* act_agency() const { return english_ ? "Executive Council" : "行政院"; }
    std::string act_number(int roc_year, int number) const;
    const char* say(const char* zh, const char* en) const { return english_ ? en : zh; }

  private:
    bool english_;
};

}  // namespace gangmu::demo
