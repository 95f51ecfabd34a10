#include "search/matches.hpp"

#include <algorithm>
#include <bit>

namespace gangmu::search {
namespace {

// take() of a class that is final, without a virtual call for each match.
template <class Self>
std::size_t take_all(Self& self, Doc* docs, float* scores, std::size_t most) {
    std::size_t taken = 0;
    for (; taken < most && self.doc() != no_doc; ++taken) {
        docs[taken] = self.doc();
        scores[taken] = self.score();
        self.advance(self.doc() + 1);
    }
    return taken;
}

class None final : public Matches {
  public:
    void advance(Doc) override {}
    float score() override { return 0; }
    std::size_t estimate() const override { return 0; }
};

class All final : public Matches {
  public:
    explicit All(const Segment& segment) : segment_(segment) { advance(0); }
    void advance(Doc target) override { doc_ = target < segment_.size() ? target : no_doc; }
    float score() override { return 0; }
    std::size_t estimate() const override { return segment_.size(); }
    std::optional<Whole> whole() const override {
        return Whole{segment_.size(), segment_.counts_of_everything()};
    }
    std::size_t take_above(float floor, Doc* docs, float* scores, std::size_t most) override {
        return floor < 0 ? take(docs, scores, most) : 0;
    }

  private:
    const Segment& segment_;
};

class Filter final : public Matches {
  public:
    Filter(Doc size, std::function<bool(Doc)> keep) : size_(size), keep_(std::move(keep)) { advance(0); }
    void advance(Doc target) override {
        if (doc_ != no_doc && started_ && target <= doc_) return;
        started_ = true;
        while (target < size_ && !keep_(target))
            ++target;
        doc_ = target < size_ ? target : no_doc;
    }
    float score() override { return 0; }
    std::size_t estimate() const override { return size_; }

  private:
    Doc size_;
    std::function<bool(Doc)> keep_;
    bool started_ = false;
};

class Gram final : public Matches {
  public:
    // `width`: for which the list's worths were written down.
    Gram(const Segment& segment, Postings postings, Weights weights, std::size_t width)
        : cursor_(postings),
          weights_(weights),
          prunes_(cursor_.blocks() > 1 && weights.width() == width),
          facets_(segment.counts_of(postings)) {
        doc_ = cursor_.doc();
    }
    void advance(Doc target) override {
        cursor_.advance(target);
        doc_ = cursor_.doc();
    }
    float score() override { return weights_(doc_, cursor_.flags()); }
    std::size_t estimate() const override { return cursor_.count(); }
    std::size_t take(Doc* docs, float* scores, std::size_t most) override {
        std::size_t taken = 0;
        while (doc_ != no_doc && taken + PostingCursor::block_size <= most)
            taken += take_block(docs + taken, scores + taken);
        return taken;
    }
    std::optional<Whole> whole() const override { return Whole{cursor_.count(), facets_}; }
    std::size_t take_above(float floor, Doc* docs, float* scores, std::size_t most) override {
        if (!prunes_) return take(docs, scores, most);
        std::size_t taken = 0;
        while (doc_ != no_doc && taken + PostingCursor::block_size <= most) {
            cursor_.next_block_where(
                [&](std::uint32_t worth) { return weights_.with_type(Worth::of_bits(worth)) > floor; });
            doc_ = cursor_.doc();
            if (doc_ != no_doc) taken += take_block(docs + taken, scores + taken);
        }
        return taken;
    }

  private:
    std::size_t take_block(Doc* docs, float* scores) {
        const auto block = cursor_.block_docs();
        const auto flags = cursor_.block_flags();
        std::copy(block.begin(), block.end(), docs);
        for (std::size_t i = 0; i < block.size(); ++i)
            scores[i] = weights_(block[i], flags[i]);
        cursor_.next_block();
        doc_ = cursor_.doc();
        return block.size();
    }
    PostingCursor cursor_;
    Weights weights_;
    bool prunes_;
    std::span<const std::uint32_t> facets_;
};

class Union final : public Matches {
  public:
    Union(const Segment& segment, Segment::Terms terms, std::optional<Field> field, Weights weights)
        : weights_(weights), found_((segment.size() + 63) / 64), titles_(found_.size()) {
        std::vector<std::uint32_t> positions;
        for (auto term = terms.first; term < terms.last; ++term) {
            for (PostingCursor at(segment.postings(term)); at.doc() != no_doc; at.next()) {
                bool title = (at.flags() & flag_title) != 0;
                if (field == Field::title && !title) continue;
                if (field && field != Field::title) {
                    const auto reach = segment.reach(at.doc(), *field);
                    at.positions(positions);
                    const auto first = std::lower_bound(positions.begin(), positions.end(), reach.from);
                    if (first == positions.end() || *first >= reach.to) continue;
                    title = false;
                }
                found_[at.doc() / 64] |= std::uint64_t{1} << at.doc() % 64;
                if (title) titles_[at.doc() / 64] |= std::uint64_t{1} << at.doc() % 64;
            }
        }
        for (const auto bits : found_)
            count_ += static_cast<std::size_t>(std::popcount(bits));
        seek(0);
    }
    void advance(Doc target) override {
        if (target > doc_) seek(target);
    }
    float score() override {
        return weights_(doc_, (titles_[doc_ / 64] >> doc_ % 64 & 1) != 0 ? flag_title : std::uint8_t{0});
    }
    std::size_t estimate() const override { return count_; }
    std::size_t take(Doc* docs, float* scores, std::size_t most) override {
        return take_all(*this, docs, scores, most);
    }

  private:
    void seek(Doc target) {
        doc_ = no_doc;
        std::size_t word = target / 64;
        if (word >= found_.size()) return;
        std::uint64_t bits = found_[word] & ~std::uint64_t{0} << target % 64;
        while (bits == 0) {
            if (++word == found_.size()) return;
            bits = found_[word];
        }
        doc_ = static_cast<Doc>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
    }

    Weights weights_;
    std::vector<std::uint64_t> found_, titles_;
    std::size_t count_ = 0;
};

class Phrase final : public Matches {
  public:
    Phrase(const Segment& segment, std::vector<Placed> grams, std::optional<Field> field, Weights weights)
        : segment_(segment), field_(field), weights_(weights) {
        std::sort(grams.begin(), grams.end(), [&](const Placed& x, const Placed& y) {
            return segment.posting_count[x.term] < segment.posting_count[y.term];
        });
        parts_.reserve(grams.size());
        for (const auto& gram : grams)
            parts_.push_back({PostingCursor(segment.postings(gram.term)), gram.offset});
        seek();
    }
    void advance(Doc target) override {
        if (doc_ == no_doc || target <= doc_) return;
        parts_.front().cursor.advance(target);
        seek();
    }
    float score() override {
        const bool title = first_start_ < segment_.title_end[doc_];
        return weights_(doc_,
                        static_cast<std::uint8_t>((several_ ? flag_several : 0) | (title ? flag_title : 0)));
    }
    std::size_t estimate() const override { return parts_.front().cursor.count(); }
    std::size_t take(Doc* docs, float* scores, std::size_t most) override {
        return take_all(*this, docs, scores, most);
    }

  private:
    struct Part {
        PostingCursor cursor;
        std::uint32_t offset;
    };

    // From where the rarest gram stands to the next passage that has all of them in their places.
    void seek() {
        auto& rarest = parts_.front().cursor;
        while (rarest.doc() != no_doc) {
            Doc target = rarest.doc();
            bool together = true;
            for (std::size_t i = 1; i < parts_.size() && together; ++i) {
                parts_[i].cursor.advance(target);
                if (parts_[i].cursor.doc() != target) {
                    target = parts_[i].cursor.doc();
                    together = false;
                }
            }
            if (together && in_place(target)) {
                doc_ = target;
                return;
            }
            if (target == no_doc) break;
            if (together)
                rarest.next();
            else
                rarest.advance(target);
        }
        doc_ = no_doc;
    }

    bool in_place(Doc doc) {
        std::uint8_t flags = 0;
        for (const auto& part : parts_)
            flags |= part.cursor.flags();
        return (flags & flag_several) == 0 ? in_one_place(doc) : in_places(doc);
    }

    // Each gram stands in one place only: nothing to search through.
    bool in_one_place(Doc doc) {
        first_start_ = parts_.front().cursor.first_position() - parts_.front().offset;
        several_ = false;
        for (std::size_t i = 1; i < parts_.size(); ++i)
            if (parts_[i].cursor.first_position() - parts_[i].offset != first_start_) return false;
        if (!field_) return true;
        const auto reach = segment_.reach(doc, *field_);
        return first_start_ >= reach.from && first_start_ < reach.to;
    }

    bool in_places(Doc doc) {
        starts_.clear();
        parts_.front().cursor.positions(positions_);
        for (const auto position : positions_)
            if (position >= parts_.front().offset) starts_.push_back(position - parts_.front().offset);
        if (field_) {
            const auto reach = segment_.reach(doc, *field_);
            std::erase_if(starts_,
                          [&](std::uint32_t start) { return start < reach.from || start >= reach.to; });
        }
        for (std::size_t i = 1; i < parts_.size() && !starts_.empty(); ++i) {
            parts_[i].cursor.positions(positions_);
            auto at = positions_.begin();
            std::erase_if(starts_, [&](std::uint32_t start) {
                at = std::lower_bound(at, positions_.end(), start + parts_[i].offset);
                return at == positions_.end() || *at != start + parts_[i].offset;
            });
        }
        if (starts_.empty()) return false;
        first_start_ = starts_.front();
        several_ = starts_.size() > 1;
        return true;
    }

    const Segment& segment_;
    std::optional<Field> field_;
    Weights weights_;
    std::vector<Part> parts_;        // the rarest first
    std::uint32_t first_start_ = 0;  // of the present passage
    bool several_ = false;
    std::vector<std::uint32_t> starts_, positions_;
};

class And final : public Matches {
  public:
    And(std::vector<MatchesPtr> all, std::vector<MatchesPtr> none)
        : all_(std::move(all)), none_(std::move(none)) {
        std::sort(all_.begin(), all_.end(),
                  [](const auto& x, const auto& y) { return x->estimate() < y->estimate(); });
        seek();
    }
    void advance(Doc target) override {
        if (doc_ == no_doc || target <= doc_) return;
        all_.front()->advance(target);
        seek();
    }
    float score() override {
        float sum = 0;
        for (const auto& part : all_)
            sum += part->score();
        return sum;
    }
    std::size_t estimate() const override { return all_.front()->estimate(); }
    std::size_t take(Doc* docs, float* scores, std::size_t most) override {
        return take_all(*this, docs, scores, most);
    }

  private:
    void seek() {
        auto& first = *all_.front();
        while (first.doc() != no_doc) {
            Doc target = first.doc();
            for (std::size_t i = 1; i < all_.size(); ++i) {
                all_[i]->advance(target);
                if (all_[i]->doc() != target) {
                    target = all_[i]->doc();
                    break;
                }
            }
            if (target == no_doc) break;
            if (target != first.doc()) {
                first.advance(target);
            } else if (excluded(target)) {
                first.advance(target + 1);
            } else {
                doc_ = target;
                return;
            }
        }
        doc_ = no_doc;
    }
    bool excluded(Doc doc) {
        return std::any_of(none_.begin(), none_.end(), [&](const auto& part) {
            part->advance(doc);
            return part->doc() == doc;
        });
    }
    std::vector<MatchesPtr> all_, none_;
};

class Or final : public Matches {
  public:
    explicit Or(std::vector<MatchesPtr> any) : any_(std::move(any)) { lowest(); }
    void advance(Doc target) override {
        for (auto& part : any_)
            part->advance(target);
        lowest();
    }
    float score() override {
        float sum = 0;
        for (auto& part : any_)
            if (part->doc() == doc_) sum += part->score();
        return sum;
    }
    std::size_t estimate() const override {
        std::size_t sum = 0;
        for (const auto& part : any_)
            sum += part->estimate();
        return sum;
    }
    // Window by window: what each part finds in it is added up by place, and no part is asked for one match.
    std::size_t take(Doc* docs, float* scores, std::size_t most) override {
        if (taken_.empty()) {
            taken_.resize(any_.size());
            for (std::size_t i = 0; i < any_.size(); ++i)
                refill(i);
        }
        Doc first = no_doc;
        for (const auto& part : taken_)
            if (part.at < part.size) first = std::min(first, part.docs[part.at]);
        if (first == no_doc) return 0;
        const Doc base = first / 64 * 64;
        const Doc end = base + static_cast<Doc>(std::min<std::size_t>(window, most / 64 * 64));
        for (std::size_t i = 0; i < taken_.size(); ++i) {
            auto& part = taken_[i];
            while (part.at < part.size && part.docs[part.at] < end) {
                const Doc place = part.docs[part.at] - base;
                found_[place / 64] |= std::uint64_t{1} << place % 64;
                sums_[place] += part.scores[part.at];
                if (++part.at == part.size) refill(i);
            }
        }
        return emit(base, docs, scores);
    }

  private:
    static constexpr Doc window = 1024;
    struct Taken {
        std::vector<Doc> docs;
        std::vector<float> scores;
        std::size_t at = 0;
        std::size_t size = 0;
    };

    void lowest() {
        doc_ = no_doc;
        for (const auto& part : any_)
            doc_ = std::min(doc_, part->doc());
    }
    void refill(std::size_t i) {
        const std::size_t room = any_.size() > 16 ? PostingCursor::block_size : window;
        auto& part = taken_[i];
        part.docs.resize(room);
        part.scores.resize(room);
        part.at = 0;
        part.size = any_[i]->take(part.docs.data(), part.scores.data(), room);
    }
    std::size_t emit(Doc base, Doc* docs, float* scores) {
        std::size_t count = 0;
        for (std::size_t word = 0; word < found_.size(); ++word) {
            for (std::uint64_t bits = std::exchange(found_[word], 0); bits != 0; bits &= bits - 1) {
                const auto place =
                    static_cast<Doc>(word * 64 + static_cast<std::size_t>(std::countr_zero(bits)));
                docs[count] = base + place;
                scores[count] = std::exchange(sums_[place], 0.0F);
                ++count;
            }
        }
        return count;
    }

    std::vector<MatchesPtr> any_;
    std::vector<Taken> taken_;  // of take(): what each part has given and nobody has had yet
    std::array<std::uint64_t, window / 64> found_{};
    std::array<float, window> sums_{};
};

}  // namespace

std::size_t Matches::take(Doc* docs, float* scores, std::size_t most) {
    std::size_t taken = 0;
    for (; taken < most && doc_ != no_doc; ++taken) {
        docs[taken] = doc_;
        scores[taken] = score();
        advance(doc_ + 1);
    }
    return taken;
}

MatchesPtr no_matches() {
    return std::make_unique<None>();
}

MatchesPtr all_matches(const Segment& segment) {
    return std::make_unique<All>(segment);
}

MatchesPtr filter_matches(const Segment& segment, std::function<bool(Doc)> keep) {
    return std::make_unique<Filter>(segment.size(), std::move(keep));
}

MatchesPtr gram_matches(const Segment& segment, std::uint32_t term, Weights weights) {
    return std::make_unique<Gram>(segment, segment.postings(term), weights, segment.width(term));
}

MatchesPtr letter_matches(const Segment& segment, Postings letter, Weights weights) {
    return std::make_unique<Gram>(segment, letter, weights, 1);
}

MatchesPtr union_matches(const Segment& segment, Segment::Terms terms, std::optional<Field> field,
                         Weights weights) {
    if (terms.first == terms.last) return no_matches();
    return std::make_unique<Union>(segment, terms, field, weights);
}

MatchesPtr phrase_matches(const Segment& segment, std::vector<Placed> grams, std::optional<Field> field,
                          Weights weights) {
    return std::make_unique<Phrase>(segment, std::move(grams), field, weights);
}

MatchesPtr and_matches(std::vector<MatchesPtr> all, std::vector<MatchesPtr> none) {
    if (all.size() == 1 && none.empty()) return std::move(all.front());
    for (const auto& part : all)
        if (part->estimate() == 0) return no_matches();
    return std::make_unique<And>(std::move(all), std::move(none));
}

MatchesPtr or_matches(std::vector<MatchesPtr> any) {
    std::erase_if(any, [](const auto& part) { return part->estimate() == 0; });
    if (any.empty()) return no_matches();
    if (any.size() == 1) return std::move(any.front());
    return std::make_unique<Or>(std::move(any));
}

}  // namespace gangmu::search
