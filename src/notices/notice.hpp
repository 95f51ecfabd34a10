// What is told to people and programs, as a value. Whoever has something to tell (tracking, early warning)
// makes a Notice and gives it to the outbox (outbox.hpp), which keeps it until it is delivered.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace gangmu::notices {

struct Attachment {  // goes with the e-mail, and nowhere else
    std::string name;
    std::string media_type;
    std::string bytes;
};

struct Notice {
    std::vector<std::string> to;  // accounts; may be empty when only webhooks are to hear of it
    std::string kind;  // dotted, from the general to the special: "report.returned", "alert.opened"
    // What makes it this notice and no other: the same key again adds recipients that are new, and tells
    // nobody twice. "report.returned/1234" (the event), "cycle.overdue/p-1/q-2026-Q1/wang".
    std::string key;
    Message subject;       // one line
    Message text;          // plain text, paragraphs divided by "\n"; may be empty
    std::string link;      // path on the page: "/reports/p-1/q-2026-Q1/3/1-1"; may be empty
    std::string data;      // a JSON object for programs (webhooks); empty: none
    bool urgent = false;   // is not held back for a daily digest
    bool email = true;     // besides the page, as each account has chosen
    bool webhooks = true;  // to those that want this kind
    std::vector<Attachment> attachments;
};

}  // namespace gangmu::notices
