#include "text/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <array>
#include <map>
#include <memory>
#include <vector>

#include "text/utf8.hpp"

namespace gangmu::text {
namespace {

// Glyphs of one character that have two code points or are taken for one by every reader; PDF and old fonts
// give either. Not here: characters that differ in meaning somewhere (佈 布, 佔 占, 週 周, 劃 畫).
constexpr std::u32string_view variants[] = {
    U"台臺",   U"為爲", U"裡裏",   U"眾衆", U"污汙", U"群羣", U"峰峯", U"床牀", U"著着", U"麵麪", U"啟啓",
    U"戶户戸", U"內内", U"黃黄",   U"別别", U"說説", U"稅税", U"值値", U"強强", U"清淸", U"青靑", U"即卽",
    U"既旣",   U"概槪", U"吳吴呉", U"產産", U"彥彦", U"顏顔", U"並竝", U"絕絶", U"溫温", U"銳鋭", U"脫脱",
    U"閱閲",   U"悅悦", U"鄉鄕",   U"錄録", U"綠緑", U"衛衞", U"真眞", U"慎愼", U"鎮鎭", U"填塡", U"教敎",
    U"晚晩",   U"每毎", U"歷歴",   U"曆暦", U"步歩", U"緣縁", U"虛虚", U"拔抜", U"蒸烝", U"線綫", U"里浬",
};

bool is_mark(char32_t p) {
    return p >= 0x300 && p <= 0x36F;
}
bool spaced_script(char32_t p) {
    return p < 0x590 || (p >= 0x1E00 && p < 0x2000);
}

Shape classify(char32_t p) {
    const auto c = static_cast<UChar32>(p);
    if (p == 0x3099 || p == 0x309A) return Shape::accent;
    if (p == '\n' || p == '\r' || p == 0x0B || p == 0x0C || p == 0x2028 || p == 0x2029)
        return Shape::separator;
    if (p == 0x200B || p == 0xFEFF || p == 0xAD || (p >= 0xFE00 && p <= 0xFE0F) ||
        (p >= 0xE0100 && p <= 0xE01EF) || is_mark(p) || u_charType(c) == U_FORMAT_CHAR)
        return Shape::ignored;
    if (is_space(p) || u_isUWhiteSpace(c)) return Shape::space;
    if ((p >= 0x4E00 && p <= 0x9FFF) || p == 0x3005 || p == 0x3007 || p == 0x303B || p == 0x30FC)
        return Shape::cjk;
    const bool letter = u_isalnum(c) || u_charType(c) == U_OTHER_NUMBER || u_charType(c) == U_LETTER_NUMBER;
    const bool mark = u_charType(c) == U_NON_SPACING_MARK || u_charType(c) == U_COMBINING_SPACING_MARK;
    if (!letter && !mark) return Shape::separator;
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript(c, &error)) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_BOPOMOFO:
        case USCRIPT_HANGUL:
            return Shape::cjk;
        default:
            return Shape::word;
    }
}

std::u32string normalise(char32_t p) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
    const auto* decomposing = icu::Normalizer2::getNFDInstance(error);
    if (U_FAILURE(error)) return {p};
    icu::UnicodeString folded = folding->normalize(icu::UnicodeString(static_cast<UChar32>(p)), error);
    if (spaced_script(p)) folded = decomposing->normalize(folded, error);
    if (U_FAILURE(error)) return {p};
    std::u32string out;
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
        const auto c = static_cast<char32_t>(folded.char32At(i));
        if (!is_mark(c)) out.push_back(c);
    }
    return out;
}

// Everything about the basic plane in one table, made at first use (some milliseconds).
class Table {
  public:
    static const Table& get() {
        static const Table table;
        return table;
    }

    struct Entry {
        std::uint16_t change = 0;  // 0: folds to itself; else an index into changes_
        Shape shape = Shape::separator;
    };
    const Entry& entry(char32_t p) const { return entries_[p]; }
    const std::u32string& change(std::uint16_t i) const { return changes_[i]; }

  private:
    Table() : entries_(0x10000), changes_(1) {
        for (char32_t p = 0; p < 0x10000; ++p) {
            if (p >= 0xD800 && p < 0xF900) continue;  // surrogates, private use
            const bool plain = (p >= 0x3400 && p <= 0x9FFF) || (p >= 0xAC00 && p <= 0xD7A3);
            if (!plain) add(p, normalise(p));
            entries_[p].shape = classify(p);
        }
        for (const auto& set : variants)
            for (const char32_t other : set.substr(1))
                add(other, std::u32string(set.substr(0, 1)));
        // the shape of what folds to something is the shape of what it folds to
        for (auto& entry : entries_)
            if (entry.change != 0 && entry.shape != Shape::ignored && entry.shape != Shape::space) {
                const auto& to = changes_[entry.change];
                if (!to.empty()) entry.shape = classify(to.front());
            }
    }

    void add(char32_t p, const std::u32string& to) {
        if (to.size() == 1 && to.front() == p) return;
        const auto [at, fresh] = known_.try_emplace(to, static_cast<std::uint16_t>(changes_.size()));
        if (fresh) changes_.push_back(to);
        entries_[p].change = at->second;
    }

    std::vector<Entry> entries_;
    std::vector<std::u32string> changes_;
    std::map<std::u32string, std::uint16_t> known_;
};

// Beyond the basic plane only a few blocks fold to something else.
bool folds_above(char32_t p) {
    return (p >= 0x10400 && p < 0x10500) || (p >= 0x1D400 && p < 0x1D800) || (p >= 0x1F100 && p < 0x1F270) ||
           (p >= 0x2F800 && p < 0x2FA20);
}

}  // namespace

Fold fold_point(char32_t point, char32_t& own) {
    own = point;
    if (point < 0x10000) {
        const Table& table = Table::get();
        const auto& entry = table.entry(point);
        if (entry.change == 0) return {&own, 1, entry.shape};
        const auto& to = table.change(entry.change);
        return {to.data(), static_cast<std::uint8_t>(to.size()), to.empty() ? Shape::ignored : entry.shape};
    }
    if (folds_above(point)) {
        if (const auto to = normalise(point); to.size() == 1) own = to.front();
    }
    return {&own, 1, shape_of(own)};
}

Shape shape_of(char32_t point) {
    return point < 0x10000 ? Table::get().entry(point).shape : classify(point);
}

char32_t compose(char32_t base, char32_t mark) {
    UErrorCode error = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(error);
    if (U_FAILURE(error)) return 0;
    const UChar32 both = nfc->composePair(static_cast<UChar32>(base), static_cast<UChar32>(mark));
    return both < 0 ? 0 : static_cast<char32_t>(both);
}

std::string fold(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        char32_t own = 0;
        const Fold folded = fold_point(next(text, at), own);
        if (folded.shape == Shape::ignored) continue;
        if (folded.shape == Shape::accent && !out.empty()) {
            std::size_t last = out.size();
            if (const char32_t both = compose(previous(out, last), folded.points[0])) {
                out.resize(last);
                append(out, both);
                continue;
            }
        }
        for (std::uint8_t i = 0; i < folded.count; ++i)
            append(out, folded.points[i]);
    }
    return out;
}

bool same(std::string_view a, std::string_view b) {
    const auto bare = [](std::string_view text) {
        std::string out = fold(text);
        std::string kept;
        for (std::size_t at = 0; at < out.size();) {
            const std::size_t from = at;
            if (!is_space(next(out, at))) kept.append(out, from, at - from);
        }
        return kept;
    };
    return a == b || bare(a) == bare(b);
}

}  // namespace gangmu::text
