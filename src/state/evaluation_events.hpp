// What people set about a plan's evaluation, and its legal acts (核定, 核備, 備查, 核准), as events and as
// their fold. Each payload is a JSON object with "v": 1:
//
//   evaluation.rules    {"plan","rules":{…}}                        evaluation/rules.hpp; over the defaults
//   evaluation.defined  {"plan","indicator","definition":{…}}       evaluation/settings.hpp; empty: taken
//   back evaluation.weighed  {"plan","node","weight"}                    without weight: taken back
//   light.overridden    {"plan","node" or "indicator","light","period","reason"}
//   light.restored      {"plan","node" or "indicator","period","reason"}
//   act.recorded {"plan","act","agency","day","number","edition","revision","cycle","node","file","note"}
//   act.attached        {"plan","act": seq,"file": blob,"name"}      the letter itself, as it came
//   act.withdrawn       {"plan","act": seq,"reason"}
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/persistent_vector.hpp"
#include "evaluation/settings.hpp"
#include "ledger/ledger.hpp"

namespace gangmu::state {

namespace event {
inline constexpr std::string_view evaluation_rules = "evaluation.rules";
inline constexpr std::string_view evaluation_defined = "evaluation.defined";
inline constexpr std::string_view evaluation_weighed = "evaluation.weighed";
inline constexpr std::string_view light_overridden = "light.overridden";
inline constexpr std::string_view light_restored = "light.restored";
inline constexpr std::string_view act_recorded = "act.recorded";
inline constexpr std::string_view act_attached = "act.attached";
inline constexpr std::string_view act_withdrawn = "act.withdrawn";
}  // namespace event

// The four acts, which are not the same: 核定 the whole is decided, 核備 and 備查 it is taken note of with
// and without looking into it, 核准 a request is granted.
enum class ActKind : std::uint8_t { decided, endorsed, noted, granted };
std::string_view to_string(ActKind kind);  // decided, endorsed, noted, granted
std::optional<ActKind> parse_act(std::string_view name);
Message title(ActKind kind);

struct Act {
    ledger::Sequence seq = 0;  // of its event: its id
    ActKind kind = ActKind::decided;
    std::string agency;          // whose act it is: 行政院
    std::string day;             // ISO
    std::string number;          // 文號: 院臺…字第…號
    std::uint32_t edition = 0;   // of the plan that it is about; 0: not an edition
    std::uint32_t revision = 0;  // or the revision; with an edition: the one that it became
    std::string cycle, node;     // or the report
    std::string file;            // SHA-256 of a document of the store, or of the letter attached; empty: none
    std::string file_name;       // of the letter attached
    std::string note;
    std::int64_t recorded_us = 0;
    std::string by;
    std::string withdrawn;  // the reason; empty: it stands

    bool operator==(const Act&) const = default;
};
using Acts = PersistentMap<std::string, PersistentVector<Act>>;  // by plan, as recorded

bool is_evaluation_event(std::string_view type);
// False: the event does not fit what is there (nothing was changed then).
bool fold_evaluation(evaluation::AllSettings& settings, Acts& acts, const ledger::Event& event,
                     const json::object& payload);
std::optional<Message> evaluation_summary(std::string_view type, const json::object& payload);

void write(JsonWriter& out, const Acts& acts);  // for a checkpoint
Acts read_acts(const json::object& from);

}  // namespace gangmu::state
