#include "documents/pdf/objects.hpp"

#include <qpdf/qpdf-c.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <unordered_map>

namespace gangmu::documents::pdf {

struct Objects::Data {
    std::unordered_map<int, std::size_t> places;  // by object number: behind its last "obj" in the file
    qpdf_data file = qpdf_init();
    ~Data() { qpdf_cleanup(&file); }
};

namespace {

// Bytes that qpdf allocated with malloc.
std::string taken(unsigned char* buffer, std::size_t length) {
    std::string bytes;
    if (buffer) bytes.assign(reinterpret_cast<const char*>(buffer), length);
    std::free(buffer);
    return bytes;
}

}  // namespace

Objects::Objects(std::string_view bytes) : bytes_(bytes), data_(std::make_unique<Data>()) {
    qpdf_silence_errors(data_->file);
    qpdf_set_suppress_warnings(data_->file, QPDF_TRUE);
    const QPDF_ERROR_CODE code =
        qpdf_read_memory(data_->file, "document", bytes.data(), bytes.size(), nullptr);
    if (code & QPDF_ERRORS) {
        const qpdf_error error = qpdf_get_error(data_->file);
        if (error && qpdf_get_error_code(data_->file, error) == qpdf_e_password) state_ = State::encrypted;
        return;
    }
    const int count = qpdf_get_num_pages(data_->file);
    if (count < 0) return;
    pages_ = static_cast<std::size_t>(count);
    state_ = State::good;
}

Objects::~Objects() = default;

namespace {

// "12 0 obj": the number before `end`, where " obj" begins; 0 when none stands there.
int object_before(std::string_view bytes, std::size_t end) {
    std::size_t at = end;
    const auto digit = [&] { return at > 0 && bytes[at - 1] >= '0' && bytes[at - 1] <= '9'; };
    while (digit())
        --at;
    if (at == end || at == 0 || bytes[at - 1] != ' ') return 0;
    const std::size_t last = --at;
    while (digit() && last - at < 9)
        --at;
    int number = 0;
    std::from_chars(bytes.data() + at, bytes.data() + last, number);
    return number;
}

}  // namespace

std::string_view Objects::raw(int id) const {
    constexpr std::string_view sign = " obj";
    constexpr std::size_t longest = 65'536;
    if (data_->places.empty()) {
        data_->places[0] = 0;
        const char* const end = bytes_.data() + bytes_.size();
        for (const char* at = bytes_.data(); at && at < end;) {
            at = static_cast<const char*>(
                ::memmem(at, static_cast<std::size_t>(end - at), sign.data(), sign.size()));
            if (!at) break;
            const auto place = static_cast<std::size_t>(at - bytes_.data());
            if (const int number = object_before(bytes_, place); number > 0)
                data_->places[number] = place + sign.size();
            at += sign.size();
        }
    }
    const auto found = data_->places.find(id);
    if (id <= 0 || found == data_->places.end()) return {};
    const std::string_view text = bytes_.substr(found->second, longest);
    const std::size_t end = text.find("endobj");
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end);
}

Object Objects::trailer() const {
    return {this, qpdf_get_trailer(data_->file)};
}

Object Objects::page(std::size_t index) const {
    return {this, qpdf_get_page_n(data_->file, index)};
}

std::string Objects::page_content(Object page) const {
    unsigned char* buffer = nullptr;
    std::size_t length = 0;
    if (qpdf_oh_get_page_content_data(data_->file, page.handle_, &buffer, &length) & QPDF_ERRORS) {
        std::free(buffer);
        return {};
    }
    return taken(buffer, length);
}

void Objects::forget() {
    qpdf_oh_release_all(data_->file);
}

Object::operator bool() const {
    return file_ && handle_ && qpdf_oh_is_initialized(file_->data_->file, handle_) &&
           !qpdf_oh_is_null(file_->data_->file, handle_);
}

bool Object::is_dictionary() const {
    return file_ && qpdf_oh_is_dictionary(file_->data_->file, handle_);
}
bool Object::is_stream() const {
    return file_ && qpdf_oh_is_stream(file_->data_->file, handle_);
}
bool Object::is_array() const {
    return file_ && qpdf_oh_is_array(file_->data_->file, handle_);
}
bool Object::is_name(std::string_view name) const {
    return this->name() == name;
}

Object Object::key(const std::string& name) const {
    if (!file_) return {};
    qpdf_data file = file_->data_->file;
    const unsigned dictionary = is_stream() ? qpdf_oh_get_dict(file, handle_) : handle_;
    if (!qpdf_oh_is_dictionary(file, dictionary)) return {};
    // a key that is not there gives the null object, which is no Object either; asking for it first would
    // parse what stands there
    return {file_, qpdf_oh_get_key(file, dictionary, name.c_str())};
}

std::size_t Object::size() const {
    return is_array()
               ? static_cast<std::size_t>(std::max(0, qpdf_oh_get_array_n_items(file_->data_->file, handle_)))
               : 0;
}

Object Object::item(std::size_t index) const {
    if (index >= size()) return {};
    return {file_, qpdf_oh_get_array_item(file_->data_->file, handle_, static_cast<int>(index))};
}

double Object::number(double otherwise) const {
    return file_ && qpdf_oh_is_number(file_->data_->file, handle_)
               ? qpdf_oh_get_numeric_value(file_->data_->file, handle_)
               : otherwise;
}

std::string Object::name() const {
    return file_ && qpdf_oh_is_name(file_->data_->file, handle_)
               ? qpdf_oh_get_name(file_->data_->file, handle_)
               : "";
}

std::string Object::text() const {
    return file_ && qpdf_oh_is_string(file_->data_->file, handle_)
               ? qpdf_oh_get_utf8_value(file_->data_->file, handle_)
               : "";
}

std::string_view Object::raw() const {
    return file_ ? file_->raw(id()) : std::string_view();
}

int Object::id() const {
    return file_ && qpdf_oh_is_indirect(file_->data_->file, handle_)
               ? qpdf_oh_get_object_id(file_->data_->file, handle_)
               : 0;
}

std::string Object::data() const {
    if (!is_stream()) return {};
    QPDF_BOOL filtered = QPDF_FALSE;
    unsigned char* buffer = nullptr;
    std::size_t length = 0;
    const QPDF_ERROR_CODE code = qpdf_oh_get_stream_data(file_->data_->file, handle_, qpdf_dl_generalized,
                                                         &filtered, &buffer, &length);
    std::string bytes = taken(buffer, length);
    return (code & QPDF_ERRORS) || !filtered ? std::string() : bytes;
}

}  // namespace gangmu::documents::pdf
