// Text that is put together from runs: knows whether all of it is bold, and its lines.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "text/utf8.hpp"

namespace gangmu::documents {

class Paragraph {
  public:
    // As it is; '\n' is a line break within the paragraph.
    void add(std::string_view run, bool bold) {
        if (space_ && !text_.empty() && text_.back() != '\n') text_ += ' ';
        space_ = line_end_ = false;
        for (char c : run) {
            const auto byte = static_cast<unsigned char>(c);
            const bool counts = byte > ' ' && (byte & 0xC0) != 0x80;
            visible_ += counts;
            bold_ += counts && bold;
        }
        text_ += run;
    }
    // With white space collapsed as HTML does; a line end between two CJK characters is no space.
    void add_collapsed(std::string_view run, bool bold) {
        for (std::size_t at = 0; at < run.size();) {
            const std::size_t start = at;
            const char32_t point = text::next(run, at);
            if (point == ' ' || point == '\t' || point == '\n' || point == '\r' || point == '\f') {
                space_ = true;
                line_end_ = line_end_ || point == '\n' || point == '\r';
                continue;
            }
            flush_space(point);
            add(run.substr(start, at - start), bold);
        }
    }
    void line_break() {
        space_ = line_end_ = false;
        text_ += '\n';
    }
    void on_lines(std::uint32_t first, std::uint32_t last) {
        if (first == 0) return;
        first_line_ = first_line_ == 0 ? first : std::min(first_line_, first);
        last_line_ = std::max(last_line_, last);
    }

    bool bold() const { return visible_ > 0 && bold_ == visible_; }
    bool blank() const { return visible_ == 0; }
    const std::string& raw() const { return text_; }
    std::uint32_t first_line() const { return first_line_; }
    std::uint32_t last_line() const { return last_line_; }

    // Every line trimmed, empty ones left out.
    std::string tidy() const {
        std::string out;
        for (std::size_t begin = 0; begin <= text_.size();) {
            std::size_t end = text_.find('\n', begin);
            if (end == std::string::npos) end = text_.size();
            const std::string_view line = text::trim(std::string_view(text_).substr(begin, end - begin));
            if (!line.empty()) {
                if (!out.empty()) out += '\n';
                out += line;
            }
            begin = end + 1;
        }
        return out;
    }

  private:
    void flush_space(char32_t point) {
        if (!space_) return;
        const bool break_between_cjk = line_end_ && text::is_cjk(point) && !text_.empty() && last_is_cjk();
        if (!text_.empty() && text_.back() != '\n' && !break_between_cjk) text_ += ' ';
        space_ = line_end_ = false;
    }
    bool last_is_cjk() const {
        std::size_t at = text_.size();
        return text::is_cjk(text::previous(text_, at));
    }

    std::string text_;
    std::size_t visible_ = 0, bold_ = 0;
    std::uint32_t first_line_ = 0, last_line_ = 0;
    bool space_ = false, line_end_ = false;
};

}  // namespace gangmu::documents
