// Commands about groups, meetings and what they decided. As all commands: right → validation against the
// newest state → events in one durable commit → folded → published. Threads: any. A handle: it must not
// outlive the registry.
//
// Errors of all: group-, meeting-, action-, plan-, node- and account-unknown, auth-…, text-…, …-changed
// (another version than the one seen).
#pragma once

#include <optional>
#include <string_view>

#include "services/registry.hpp"
#include "tracking/meeting.hpp"

namespace gangmu::services {

class Registry::Meetings {
  public:
    explicit Meetings(Registry& registry) : registry_(registry) {}

    // With an id: in its place. The id. Errors: group-name, group-member, group-many, group-ended.
    Result<Sequence> set_group(const Actor& actor, const tracking::Group& group,
                               std::optional<Sequence> version);
    Status end_group(const Actor& actor, Sequence group, std::string_view reason);

    // `held`: it has taken place. A number of 0: the next. Errors: date-invalid, meeting-agenda,
    // meeting-settled.
    Result<Sequence> set_meeting(const Actor& actor, const tracking::Meeting& meeting, bool held,
                                 std::optional<Sequence> version);
    enum class Turn { confirm, reopen, cancel };
    Status turn_meeting(const Actor& actor, Sequence meeting, Turn turn, std::string_view reason);

    // Errors: action-text, action-who, action-item, date-invalid, action-closed.
    Result<Sequence> set_action(const Actor& actor, const tracking::ActionItem& action, std::string_view note,
                                std::optional<Sequence> version);
    enum class Step { note, claim, confirm, send_back, reopen, cancel };
    Status step_action(const Actor& actor, Sequence action, Step step, std::string_view text);

  private:
    Registry& registry_;
};

}  // namespace gangmu::services
