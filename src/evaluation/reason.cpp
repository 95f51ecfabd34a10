#include "evaluation/reason.hpp"

#include <array>

namespace gangmu::evaluation {

std::string_view to_string(Why why) {
    static constexpr std::array<std::string_view, 51> names{"reached",
                                                            "reached-early",
                                                            "reached-late",
                                                            "short-of",
                                                            "missed",
                                                            "over-limit",
                                                            "holding",
                                                            "waiting",
                                                            "planned-met",
                                                            "planned-short",
                                                            "planned-missed",
                                                            "awaiting-report",
                                                            "unreported",
                                                            "words-only",
                                                            "other-unit",
                                                            "which-part",
                                                            "gaps",
                                                            "ambiguous",
                                                            "too-big",
                                                            "no-number",
                                                            "milestone-reached",
                                                            "milestone-missed",
                                                            "milestone-waiting",
                                                            "milestone-unknown",
                                                            "no-target",
                                                            "undated",
                                                            "next-target",
                                                            "previous-missed",
                                                            "twin",
                                                            "finished",
                                                            "in-step",
                                                            "lagging",
                                                            "far-behind",
                                                            "past-end",
                                                            "before-start",
                                                            "not-begun",
                                                            "not-due-yet",
                                                            "report-grace",
                                                            "report-missing",
                                                            "reports-late",
                                                            "no-schedule",
                                                            "much-behind",
                                                            "some-behind",
                                                            "much-risk",
                                                            "all-done",
                                                            "none-due",
                                                            "all-well",
                                                            "nothing-judged",
                                                            "nothing-there",
                                                            "released",
                                                            "overridden"};
    static_assert(names.size() == static_cast<std::size_t>(Why::overridden) + 1);
    return names[static_cast<std::size_t>(why)];
}

}  // namespace gangmu::evaluation
