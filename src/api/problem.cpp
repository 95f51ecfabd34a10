#include "api/problem.hpp"

#include <charconv>

namespace gangmu::api {
namespace {

std::string_view trim(std::string_view text) {
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

double quality(std::string_view parameters) {
    const std::size_t at = parameters.find("q=");
    if (at == std::string_view::npos) return 1;
    double q = 0;
    std::from_chars(parameters.data() + at + 2, parameters.data() + parameters.size(), q);
    return q;
}

const std::string& in(Language language, const Message& message) {
    return language == Language::en && !message.en.empty() ? message.en : message.zh;
}

}  // namespace

Language preferred_language(std::string_view list) {
    double zh = 0;
    double en = 0;
    while (!list.empty()) {
        const std::string_view item = trim(list.substr(0, list.find(',')));
        list.remove_prefix(std::min(
            list.size(), list.find(',') == std::string_view::npos ? list.size() : list.find(',') + 1));
        const std::string_view tag = item.substr(0, 2);
        const double q = quality(item.substr(std::min(item.size(), item.find(';'))));
        if (http::equal_ignoring_case(tag, "zh") && q > zh) zh = q;
        if (http::equal_ignoring_case(tag, "en") && q > en) en = q;
    }
    return en > zh ? Language::en : Language::zh;
}

unsigned status_of(Fault fault) {
    switch (fault) {
        case Fault::invalid:
            return 400;
        case Fault::unauthenticated:
            return 401;
        case Fault::forbidden:
            return 403;
        case Fault::not_found:
            return 404;
        case Fault::conflict:
            return 409;
        case Fault::too_large:
            return 413;
        case Fault::unsupported:
            return 415;
        case Fault::timeout:
        case Fault::unavailable:
            return 503;
        case Fault::corrupt:
        case Fault::io:
        case Fault::internal:
            return 500;
    }
    return 500;
}

void write_problem(JsonWriter& out, const Error& error, Language language, unsigned status) {
    if (status == 0) status = status_of(error.fault);
    out.object().member("type", "about:blank").member("title", http::reason(status)).member("status", status);
    out.member("code", error.code).member("detail", in(language, error.what));
    out.member_if("mend", in(language, error.mend)).member_if("where", error.where);
    out.member_if("detail_en", error.what.en).member_if("mend_en", error.mend.en).end();
}

http::Response problem(const Error& error, Language language, unsigned status) {
    http::Response reply;
    reply.status = status != 0 ? status : status_of(error.fault);
    if (error.code == "auth-throttled") {  // it says in `where` how many seconds to wait
        reply.status = 429;
        reply.add("Retry-After", error.where);
    }
    JsonWriter out;
    write_problem(out, error, language, reply.status);
    reply.add("Cache-Control", "no-store");
    return reply.text("application/problem+json", out.take());
}

}  // namespace gangmu::api
