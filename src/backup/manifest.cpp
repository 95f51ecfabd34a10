#include "backup/manifest.hpp"

#include <algorithm>
#include <iterator>

#include "base/json.hpp"
#include "ledger/chain.hpp"

namespace gangmu::backup {
namespace {

Error broken() {
    return fail(Fault::corrupt, "backup-broken",
                {"備份檔不完整或已損壞", "The backup file is incomplete or damaged"},
                {"請改用另一份備份", "Use another backup"}, manifest_member);
}

std::string text(const json::object& from, std::string_view key) {
    const auto* value = from.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}
std::uint64_t count(const json::object& from, std::string_view key) {
    const auto* value = from.if_contains(key);
    if (value == nullptr || !value->is_number()) return 0;
    boost::system::error_code error;
    const auto whole = value->to_number<std::uint64_t>(error);
    return error ? 0 : whole;
}

bool is_hash(std::string_view hash) {
    return hash.size() == 64 && hash.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

template <class F>
bool each(const json::object& from, std::string_view key, F&& f) {
    const auto* list = from.if_contains(key);
    if (list == nullptr || !list->is_array()) return false;
    for (const auto& item : list->get_array())
        if (!item.is_object() || !f(item.get_object())) return false;
    return true;
}

// Backups made before there were any have none.
bool read_companions(const json::object& from, Manifest& out) {
    if (from.if_contains("companions") == nullptr) return true;
    if (const auto* names = from.if_contains("left_out"); names != nullptr && names->is_array())
        for (const auto& name : names->get_array())
            if (name.is_string()) out.left_out.emplace_back(name.get_string());
    return each(from, "companions", [&](const json::object& item) {
        out.companions.push_back({text(item, "name"), count(item, "bytes"), text(item, "sha256")});
        return is_companion(out.companions.back().name) && is_hash(out.companions.back().sha256);
    });
}

}  // namespace

bool is_companion(std::string_view name) {
    return std::find(std::begin(companion_names), std::end(companion_names), name) !=
           std::end(companion_names);
}

std::uint64_t Manifest::bytes() const {
    std::uint64_t sum = database_bytes;
    for (const auto& blob : blobs)
        sum += blob.bytes;
    for (const auto& each : companions)
        sum += each.bytes;
    return sum;
}

std::string write_manifest(const Manifest& manifest) {
    JsonWriter out(true);
    out.object()
        .member("format", manifest_format)
        .member("gangmu", manifest.made_by)
        .member("made", manifest.made);
    if (manifest.demo) out.member("demo", true);
    out.member("head", ledger::print_head(manifest.head)).member("state", manifest.state);
    out.key("outputs").array();
    for (const auto& output : manifest.outputs)
        out.object().member("name", output.name).member("sha256", output.sha256).end();
    out.end().key("database").object().member("bytes", manifest.database_bytes);
    out.member("sha256", manifest.database_sha256).end().key("blobs").array();
    for (const auto& blob : manifest.blobs)
        out.object().member("sha256", blob.sha256).member("bytes", blob.bytes).end();
    out.end().key("companions").array();
    for (const auto& each : manifest.companions)
        out.object()
            .member("name", each.name)
            .member("bytes", each.bytes)
            .member("sha256", each.sha256)
            .end();
    out.end();
    if (!manifest.left_out.empty()) {
        out.key("left_out").array();
        for (const auto& name : manifest.left_out)
            out.value(name);
        out.end();
    }
    out.end();
    return out.take() + "\n";
}

Result<Manifest> read_manifest(std::string_view from) {
    const auto value = parse_json(from);
    if (!value || !value->is_object()) return broken();
    const auto& object = value->get_object();
    if (count(object, "format") > manifest_format)
        return fail(Fault::unsupported, "backup-newer",
                    {"這份備份由較新版的綱目產生（" + text(object, "gangmu") + "）",
                     "A newer Gangmu made this backup (" + text(object, "gangmu") + ")"},
                    {"請使用較新的版本還原", "Restore it with the newer version"}, manifest_member);
    Manifest out;
    out.made_by = text(object, "gangmu");
    out.made = text(object, "made");
    out.demo = object.if_contains("demo") != nullptr;
    out.state = text(object, "state");
    const auto head = ledger::parse_head(text(object, "head"));
    const auto* database = object.if_contains("database");
    if (count(object, "format") == 0 || !head || database == nullptr || !database->is_object())
        return broken();
    out.head = *head;
    out.database_bytes = count(database->get_object(), "bytes");
    out.database_sha256 = text(database->get_object(), "sha256");
    const bool good = each(object, "outputs",
                           [&](const json::object& item) {
                               out.outputs.push_back({text(item, "name"), text(item, "sha256")});
                               return is_hash(out.outputs.back().sha256);
                           }) &&
                      each(object, "blobs", [&](const json::object& item) {
                          out.blobs.push_back({text(item, "sha256"), count(item, "bytes")});
                          return is_hash(out.blobs.back().sha256);  // it becomes a path
                      });
    if (!good || !is_hash(out.database_sha256) || !read_companions(object, out)) return broken();
    return out;
}

std::string about(const Manifest& manifest) {
    return std::string(manifest.demo ? "示範：所有內容皆為虛構。DEMONSTRATION: all of it is made up.\n\n"
                                     : "") +
           "綱目的備份，" + manifest.made + "，帳本 " + ledger::print_head(manifest.head) +
           "\n還原到空的資料夾：gangmu restore 本檔 資料夾\n證明可以還原：gangmu drill 本檔\n\n"
           "A backup of Gangmu, " +
           manifest.made +
           ".\nInto an empty folder: gangmu restore THIS-FILE FOLDER\n"
           "To prove that it can be restored: gangmu drill THIS-FILE\n";
}

}  // namespace gangmu::backup
