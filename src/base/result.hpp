// How Gangmu speaks of failure. Three channels, never mixed:
//   Result<T>    what can fail (files, commands, requests); the caller must look;
//   Diagnostics  faults inside a document, which is read on (see base/diagnostics.hpp);
//   assert       bugs.
// Exceptions of other libraries stop at the adapter that calls them.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

namespace gangmu {

// A sentence in the two languages of the interface. `en` may be empty: then `zh` serves for both.
struct Message {
    std::string zh;
    std::string en;

    bool operator==(const Message&) const = default;
};

// What a caller can do about it; decides the exit code of the command line and the HTTP status.
enum class Fault {
    invalid,          // the input is wrong                      exit 2, 400
    unauthenticated,  // nobody is signed in                     exit 3, 401
    forbidden,        // signed in, but without the right        exit 3, 403
    not_found,        //                                         exit 4, 404
    conflict,         // somebody else changed it, or it exists  exit 5, 409
    too_large,        // over a limit of size, depth or number   exit 2, 413
    unsupported,      // a format or version Gangmu does not know  exit 2, 415
    timeout,          // over the limit of time                  exit 6, 503
    unavailable,      // busy, disk full, store locked: try again  exit 6, 503
    corrupt,          // stored bytes are not what they were     exit 7, 500
    io,               // the system refused                      exit 7, 500
    internal,         // a bug                                   exit 70, 500
};

// What went wrong, where, and how to mend it. `code` is stable and names the case for scripts and
// translations.
struct Error {
    Fault fault = Fault::internal;
    std::string code;   // "document-encrypted"
    Message what;       // 文件「甲.pdf」有密碼保護
    Message mend;       // 請移除密碼後重新上傳; may be empty
    std::string where;  // file, page, field or option; may be empty
};

template <class T>
class [[nodiscard]] Result : public tl::expected<T, Error> {
  public:
    using Base = tl::expected<T, Error>;
    using Base::Base;
    Result(Error error) : Base(tl::unexpected<Error>(std::move(error))) {}
    Result(tl::unexpected<Error> error) : Base(std::move(error)) {}
};

using Status = Result<void>;

// return fail(Fault::not_found, "plan-unknown", {"查無計畫", "No such plan"}, {}, id);
inline Error fail(Fault fault, std::string code, Message what, Message mend = {}, std::string where = {}) {
    return Error{fault, std::move(code), std::move(what), std::move(mend), std::move(where)};
}

}  // namespace gangmu

#define GANGMU_CONCAT_(a, b) a##b
#define GANGMU_CONCAT(a, b) GANGMU_CONCAT_(a, b)
// TRY(auto x, f()): x is the value of f(), or this function returns f()'s error.
#define TRY(declaration, expression)                                              \
    auto GANGMU_CONCAT(try_, __LINE__) = (expression);                            \
    if (!GANGMU_CONCAT(try_, __LINE__))                                           \
        return ::gangmu::Error(std::move(GANGMU_CONCAT(try_, __LINE__)).error()); \
    declaration = std::move(*GANGMU_CONCAT(try_, __LINE__))
// CHECK(f()): this function returns f()'s error if there is one.
#define CHECK(expression)                                                                           \
    do {                                                                                            \
        if (auto check_ = (expression); !check_) return ::gangmu::Error(std::move(check_).error()); \
    } while (false)
