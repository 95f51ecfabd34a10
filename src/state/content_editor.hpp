// Makes the next Content out of one, in place where nothing is shared: what build() and corrections stand on.
// It keeps the indexes (ids, agencies, kinds, counts, descendants) in step with the nodes. Threads: one
// editor belongs to one thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "state/content.hpp"

namespace gangmu::state {

class ContentEditor {
  public:
    ContentEditor() = default;  // of nothing: for build
    explicit ContentEditor(const Content& start);

    // Edits::findings: nothing else was changed, so edited() stays.
    enum class Edits : std::uint8_t { any, findings };
    ContentPtr finish(Sequence version, Edits edits = Edits::any);

    // ---- reading while editing
    std::optional<Row> find(std::string_view id) const;
    const NodeEntry& at(Row row) const { return *nodes_[row]; }
    const model::PlanHeader& header() const { return *content_.header_; }
    const PersistentVector<std::shared_ptr<const model::Indicator>>& indicators() const {
        return indicators_.value();
    }
    std::optional<std::uint32_t> find_indicator(std::string_view id) const;
    std::optional<std::uint32_t> find_finding(std::string_view id) const;
    const model::Budget& budget(std::uint32_t number) const { return *budgets_[number]; }
    const model::Fact& fact(std::uint32_t number) const { return *facts_[number]; }
    // Budgets and facts have no ids: the number of the nth that is there, or nothing when n is how many there
    // are (or more).
    std::optional<std::uint32_t> nth_budget(std::size_t n) const;
    std::optional<std::uint32_t> nth_fact(std::size_t n) const;
    std::size_t budget_count() const { return content_.budget_count_; }
    std::size_t fact_count() const { return content_.fact_count_; }
    std::size_t root_count() const { return content_.roots_.size(); }
    Row next_sibling(Row row) const;          // no_row: it is the last
    bool under(Row row, Row ancestor) const;  // or the same

    // ---- nodes
    void set_header(model::PlanHeader header);
    void set_node(Row row, model::Node node, Sequence version);  // its id, parent and level stay
    Row add(model::Node node, Row parent, Row before,
            Sequence version);  // before: a sibling, or no_row: last
    void move(Row row, Row parent, Row before, Sequence version);
    // Everything that hangs on `row`, and its children, go to `into`; `row` is gone, its id leads to `into`.
    void merge(Row row, Row into, Sequence version);
    void remove(Row row);                  // a leaf on which nothing hangs
    void rename(Row row, std::string id);  // an id that nothing has, an alias at most; references follow
    void set_alias(std::string id, std::string survivor);  // nothing happens when the survivor is unknown

    // ---- lists
    void set_indicator(std::uint32_t number, model::Indicator indicator);
    void set_budget(std::uint32_t number, model::Budget budget);
    std::uint32_t add_indicator(model::Indicator indicator);
    std::uint32_t add_budget(model::Budget budget);
    std::uint32_t add_fact(model::Fact fact);
    std::uint32_t add_finding(model::Finding finding);
    void set_fact(std::uint32_t number, model::Fact fact);  // its node stays
    void remove_indicator(std::uint32_t number);
    void remove_budget(std::uint32_t number);
    void remove_fact(std::uint32_t number);
    void remove_finding(std::uint32_t number);
    void move_budget(std::uint32_t number, Row node);  // no_row: of the whole plan
    void move_fact(std::uint32_t number, Row node);
    void set_checked(Sequence of) { content_.checked_ = of; }  // see Content::checked
    void move_indicator(std::uint32_t number, Row node);

  private:
    friend class Content;
    NodeEntry& edit(Row row);  // own copy, once per editor
    std::vector<Row>& siblings_of(Row parent);
    void link(Row row, Row parent, Row before);
    void unlink(Row row);
    void add_descendants(Row from, std::int64_t change);
    void set_levels(Row row);
    void index_node(Row row, const model::Node& node, bool add);
    void index_indicator(std::uint32_t number, const model::Indicator& indicator, bool add);
    void index_kind(const std::string& kind, int change);
    std::vector<std::string> aliases_of(Row row) const;
    void attach(Row row, Attachment type, std::uint32_t number);
    void detach(Row row, Attachment type, std::uint32_t number);
    void attach_by_id(const std::string& node, Attachment type, std::uint32_t number);
    void detach_by_id(const std::string& node, Attachment type, std::uint32_t number);
    void forget_alias(const std::string& id);

    Content content_;  // small parts; the builders below hold the rest until finish()
    PersistentVector<std::shared_ptr<const NodeEntry>>::Builder nodes_;
    PersistentMap<std::string, Row>::Builder rows_;
    PersistentMap<std::string, AgencyPart>::Builder agencies_;
    Items<model::Indicator>::Builder indicators_;
    Items<model::Budget>::Builder budgets_;
    Items<model::Fact>::Builder facts_;
    Items<model::Finding>::Builder findings_;
    PersistentMap<std::string, std::uint32_t>::Builder indicator_ids_;
    PersistentMap<std::string, std::uint32_t>::Builder finding_ids_;
    // Entries that nobody else has seen: all from the first on that were added to nothing (build), and
    // copies.
    std::vector<NodeEntry*> made_;
    std::unordered_map<Row, NodeEntry*> own_;
};

}  // namespace gangmu::state
