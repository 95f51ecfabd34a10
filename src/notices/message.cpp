#include "notices/message.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/sha256.hpp"

namespace gangmu::notices {
namespace {

constexpr std::int64_t taipei_s = 8 * 3600;

bool plain(unsigned char c) {
    return c >= 0x20 && c < 0x7f;
}

bool all_plain(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return plain(static_cast<unsigned char>(c)); });
}

std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : text)
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    return out;
}

std::string date_of(std::int64_t us) {
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::tm at = fmt::gmtime(static_cast<std::time_t>(us / 1'000'000 + taipei_s));
    return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0800", days[at.tm_wday], at.tm_mday,
                       months[at.tm_mon], at.tm_year + 1900, at.tm_hour, at.tm_min, at.tm_sec);
}

// "name" <address>
std::string mailbox(std::string_view name, std::string_view address, std::size_t column) {
    if (name.empty()) return std::string(address);
    std::string shown;
    if (all_plain(name)) {
        shown = "\"";
        for (const char c : name.substr(0, 40)) {
            if (c == '"' || c == '\\') shown += '\\';
            shown += c;
        }
        shown += '"';
    } else {
        shown = encoded_words(one_line(name), column);
    }
    return shown + "\r\n <" + std::string(address) + ">";
}

std::string domain_of(std::string_view address) {
    const auto at = address.rfind('@');
    return std::string(at == std::string_view::npos ? "localhost" : address.substr(at + 1));
}

std::string part(std::string_view type, std::string_view bytes, std::string_view more = {}) {
    std::string out = "Content-Type: " + std::string(type) + "\r\nContent-Transfer-Encoding: base64\r\n";
    out.append(more).append("\r\n").append(base64_lines(bytes));
    return out;
}

// RFC 2231, for readers; the plain name beside it for the old ones.
std::string disposition(const Attachment& attachment) {
    std::string encoded, ascii;
    for (const char c : one_line(attachment.name)) {
        const auto byte = static_cast<unsigned char>(c);
        const bool safe = std::isalnum(byte) != 0 || c == '.' || c == '-' || c == '_';
        encoded += safe ? std::string(1, c) : fmt::format("%{:02X}", byte);
        ascii += safe ? c : '_';
    }
    // A name of 60 bytes in percent signs still fits a line; longer ones are cut in the old form alone.
    std::string out = "Content-Disposition: attachment;\r\n filename=\"" + ascii.substr(0, 60) + "\"";
    for (std::size_t at = 0, n = 0; at < encoded.size(); ++n) {
        std::size_t end = std::min(at + 54, encoded.size());
        while (end < encoded.size() && (encoded[end - 1] == '%' || (end >= 2 && encoded[end - 2] == '%')))
            --end;
        out +=
            fmt::format(";\r\n filename*{}*={}{}", n, n == 0 ? "UTF-8''" : "", encoded.substr(at, end - at));
        at = end;
    }
    return out + "\r\n";
}

std::string multipart(std::string_view kind, const std::string& boundary,
                      const std::vector<std::string>& parts) {
    std::string out = fmt::format("Content-Type: multipart/{};\r\n boundary=\"{}\"\r\n\r\n", kind, boundary);
    for (const auto& each : parts)
        out += "--" + boundary + "\r\n" + each;
    return out + "--" + boundary + "--\r\n";
}

std::string crlf(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c == '\n')
            out += "\r\n";
        else if (c != '\r')
            out += c;
    return out;
}

}  // namespace

std::string base64(std::string_view bytes) {
    static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (int k = 3; k >= 0; --k)
            out += digits[group >> (6 * k) & 63U];
        if (i + 1 >= bytes.size()) out[out.size() - 2] = '=';
        if (i + 2 >= bytes.size()) out[out.size() - 1] = '=';
    }
    return out;
}

std::string base64_lines(std::string_view bytes) {
    constexpr std::size_t per_line = 57;  // 76 characters
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += per_line)
        out.append(base64(bytes.substr(at, per_line))).append("\r\n");
    return out;
}

std::string encoded_words(std::string_view text, std::size_t column) {
    if (all_plain(text) && column + text.size() <= 76 && text.find("=?") == std::string_view::npos)
        return std::string(text);
    constexpr std::string_view open = "=?UTF-8?B?", close = "?=";
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t room = 75 - std::min<std::size_t>(column, 40) - open.size() - close.size();
        std::size_t end = std::min(text.size(), at + room / 4 * 3);
        while (end < text.size() && end > at + 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            --end;
        if (!out.empty()) out += "\r\n ";
        out.append(open).append(base64(text.substr(at, end - at))).append(close);
        at = end;
        column = 1;
    }
    return out;
}

std::string escape_html(std::string_view text) {
    std::string out;
    for (const char c : text)
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    return out;
}

Status check_email(std::string_view address) {
    const auto at = address.find('@');
    const bool good = address.size() <= 254 && at != std::string_view::npos && at > 0 && at <= 64 &&
                      at + 1 < address.size() && address.find('@', at + 1) == std::string_view::npos &&
                      address.front() != '-' && std::all_of(address.begin(), address.end(), [](char c) {
                          return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                                 std::string_view("@.!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
                      });
    if (good) return {};
    return fail(Fault::invalid, "email-invalid", {"這不是電子郵件位址", "This is no e-mail address"},
                {"例如 wang@example.gov.tw", "Such as wang@example.gov.tw"},
                std::string(address.substr(0, 100)));
}

std::string message_of(const Letter& letter) {
    const std::string mark = sha256_hex(letter.id + letter.to).substr(0, 24);
    std::string out;
    out.append("Date: ").append(date_of(letter.now_us)).append("\r\n");
    out.append("From: ").append(mailbox(letter.from_name, letter.from, 6)).append("\r\n");
    out.append("To: ").append(mailbox(letter.to_name, letter.to, 4)).append("\r\n");
    out.append("Subject: ").append(encoded_words(one_line(letter.subject), 9)).append("\r\n");
    out.append("Message-ID: <").append(letter.id).append("@").append(domain_of(letter.from)).append(">\r\n");
    out.append("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
    const std::string text = part("text/plain; charset=utf-8", crlf(letter.text));
    std::string body = letter.html.empty()
                           ? text
                           : multipart("alternative", "=_alt_" + mark,
                                       {text, part("text/html; charset=utf-8", crlf(letter.html))});
    if (!letter.attachments.empty()) {
        std::vector<std::string> parts{std::move(body)};
        for (const auto& each : letter.attachments)
            parts.push_back(part(one_line(each.media_type), each.bytes, disposition(each)));
        body = multipart("mixed", "=_mixed_" + mark, parts);
    }
    return out + body;
}

}  // namespace gangmu::notices
