// Alerts as messages of the Common Alerting Protocol 1.2 (OASIS 2010), and a feed of them (Atom, RFC 4287).
// What is not real says so three times over: in `status`, in `note`, and at the head of event, headline and
// description in each language; there is no way to leave that out. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "warning/alert.hpp"

namespace gangmu::exchange {

struct CapArea {
    Message name;  // of the reporting unit
    std::optional<double> latitude, longitude;
};

struct CapSender {
    std::string id;  // "gangmu@moea.example": no blanks, commas, < or &
    Message name;
    std::string base;  // "https://gangmu.example"; empty: no links
};

// The message that the alert's newest step makes: Alert for the first, Update (with a reference to the one
// before) for later ones; over or resolved as AllClear.
std::string cap_message(const warning::Alert& alert, const CapArea& area, const CapSender& sender);

struct CapEntry {
    const warning::Alert* alert = nullptr;
    CapArea area;
};
std::string cap_feed(std::span<const CapEntry> newest_first, const CapSender& sender, warning::Moment now);

// 2026-03-31T08:00:00+08:00
std::string cap_time(warning::Moment moment);

}  // namespace gangmu::exchange
