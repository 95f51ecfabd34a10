// The objects of a PDF file by libqpdf's C interface (its C++ headers do not compile under clang 14 as
// C++20). No exceptions: what is missing or broken is an empty object. libqpdf stops here.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace gangmu::documents::pdf {

class Objects;

// One object; keeps nothing alive: valid as long as its Objects.
class Object {
  public:
    Object() = default;
    explicit operator bool() const;  // there, and not null

    bool is_dictionary() const;
    bool is_stream() const;
    bool is_array() const;
    bool is_name(std::string_view name) const;  // "/Form"

    Object key(const std::string& name) const;  // of a dictionary or of a stream's dictionary
    std::size_t size() const;                   // of an array
    Object item(std::size_t index) const;
    double number(double otherwise) const;
    std::string name() const;  // "/Helvetica"; empty when it is none
    std::string text() const;  // of a string
    int id() const;            // object number; 0 for direct objects
    const Objects* file() const { return file_; }
    // As it is written in the file, without "12 0 obj" and "endobj"; empty for direct and packed objects.
    // Parses nothing.
    std::string_view raw() const;
    std::string data() const;  // of a stream, decoded; empty for images and what cannot be decoded

  private:
    friend class Objects;
    Object(const Objects* file, unsigned handle) : file_(file), handle_(handle) {}
    const Objects* file_ = nullptr;
    unsigned handle_ = 0;
};

class Objects {
  public:
    enum class State { good, encrypted, broken };

    explicit Objects(std::string_view bytes);  // which must outlive it
    ~Objects();
    Objects(const Objects&) = delete;

    State state() const { return state_; }
    std::size_t pages() const { return pages_; }
    Object trailer() const;
    Object page(std::size_t index) const;
    std::string page_content(Object page) const;
    std::string_view raw(int id) const;  // see Object::raw()
    void forget();  // gives the objects handed out so far back; their Object values must not be used again

  private:
    friend class Object;
    struct Data;
    std::string_view bytes_;
    std::unique_ptr<Data> data_;
    State state_ = State::broken;
    std::size_t pages_ = 0;
};

}  // namespace gangmu::documents::pdf
