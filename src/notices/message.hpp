// An e-mail as bytes: RFC 5322 with RFC 2047 in its headers and MIME (RFC 2045/2046) in its body. Lines end
// with CRLF and are never longer than 78 characters (998 where a Message-ID forces it). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "notices/notice.hpp"

namespace gangmu::notices {

struct Letter {
    std::string from, from_name;  // address; the name that is shown
    std::string to, to_name;
    std::string subject;  // any UTF-8; line breaks become spaces
    std::string text;
    std::string html;  // empty: text alone
    std::string id;    // what is before the @ of the Message-ID
    std::int64_t now_us = 0;
    std::vector<Attachment> attachments;
};

std::string message_of(const Letter& letter);

// user@host in ASCII, without anything that could end a header or a command. Errors: email-invalid.
Status check_email(std::string_view address);

// `=?UTF-8?B?…?=` words of at most 75 characters, never within a character; plain where ASCII will do.
// `column`: where on the line it begins.
std::string encoded_words(std::string_view text, std::size_t column);

std::string base64(std::string_view bytes);        // in one line
std::string base64_lines(std::string_view bytes);  // of 76 characters, each ended by CRLF
std::string escape_html(std::string_view text);

}  // namespace gangmu::notices
