// The content of one plan (a draft, or an edition) as a value in the snapshot: cheap to copy, cheap to
// correct (a correction copies what it touches and shares the rest), and laid out for reading.
//
// Nodes have a row (dense, from 0) that is theirs for the life of this content and of all contents corrected
// from it; rows of removed or merged nodes are gone. Order is the tree's: walk() goes through it in document
// order. Threads: const members from any thread; a Content is never changed after it was made.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/persistent_map.hpp"
#include "base/persistent_vector.hpp"
#include "ledger/ledger.hpp"
#include "model/plan.hpp"

namespace gangmu::state {

using ledger::Sequence;
using Row = std::uint32_t;
inline constexpr Row no_row = 0xFFFFFFFF;

enum class Attachment : std::uint8_t { indicator, budget, fact, finding };

// What hangs on a node, in document order: its type and its number in that list.
struct Attached {
    std::uint32_t type : 2;
    std::uint32_t number : 30;
};

struct NodeEntry {
    model::Node node;
    Row parent = no_row;
    std::uint32_t descendants = 0;
    std::vector<Row> children;
    std::vector<Attached> attached;
    Sequence version = 0;  // of the event that last changed the node itself
};

struct KindCount {
    std::string kind;
    std::uint32_t count = 0;
};

// How an agency stands to a node: bits.
enum Part : std::uint8_t { part_lead = 1, part_co = 2 };

struct AgencyPart {
    PersistentMap<Row, std::uint8_t> nodes;                 // row → Part bits
    PersistentMap<std::uint32_t, std::uint8_t> indicators;  // number → Part bits
};

struct Counts {
    std::size_t nodes = 0;
    std::size_t indicators = 0;
    std::size_t targets = 0;
    std::size_t budgets = 0;
    std::size_t facts = 0;
    std::size_t findings = 0;
    std::size_t agencies = 0;
};

template <class T>
using Items = PersistentVector<std::shared_ptr<const T>>;  // a removed item is null

class Content {
  public:
    // From what reading made, or a blob. Nodes whose parent is unknown become roots; a repeated id is an
    // error. Errors: plan-id-twice.
    static Result<std::shared_ptr<const Content>> build(model::Plan plan, Sequence version = 0);

    const model::PlanHeader& header() const { return *header_; }
    Sequence version() const { return version_; }  // of the event that last changed it
    Sequence edited() const { return edited_; }    // of the event that last changed more than its findings
    // The edited() of the content from which its findings were computed: an earlier one while checking a
    // large draft is still on its way.
    Sequence checked() const { return checked_; }
    bool findings_current() const { return checked_ == edited_; }

    // ---- nodes
    // The row of this id; the id of a merged node leads to the survivor. Nothing: unknown.
    std::optional<Row> find(std::string_view id) const;
    // Null where the row is gone or outside.
    const NodeEntry* entry(Row row) const;
    const model::Node& node(Row row) const { return nodes_[row]->node; }  // of a row that is there
    Row rows() const { return static_cast<Row>(nodes_.size()); }          // gone ones included
    const std::vector<Row>& roots() const { return roots_; }
    const std::vector<Row>& children(Row row) const { return nodes_[row]->children; }
    const std::vector<Row>& siblings(Row row) const;  // itself included
    std::vector<Row> ancestors(Row row) const;        // root first, without itself
    // f(row) for all nodes (or those under and including `from`) in document order; f may return bool, false
    // stops.
    template <class F>
    void walk(F&& f, Row from = no_row) const;

    // ---- what hangs on a node (directly)
    std::vector<const model::Indicator*> indicators(Row row) const;
    std::vector<const model::Budget*> budgets(Row row) const;
    std::vector<const model::Fact*> facts(Row row) const;
    std::vector<const model::Finding*> findings(Row row) const;
    std::size_t attached(Row row, Attachment type) const;

    // ---- of the whole plan
    const Items<model::Indicator>& indicators() const { return indicators_; }
    const Items<model::Budget>& budgets() const { return budgets_; }
    const Items<model::Fact>& facts() const { return facts_; }
    const Items<model::Finding>& findings() const { return findings_; }
    const model::Indicator* indicator(std::string_view id) const;
    const model::Finding* finding(std::string_view id) const;
    Counts counts() const;
    const std::vector<KindCount>& kinds() const { return kinds_; }  // in the order of first appearance
    const PersistentMap<std::string, AgencyPart>& agencies() const { return agencies_; }
    const PersistentMap<std::string, std::string>& aliases() const {
        return aliases_;
    }  // merged id → survivor's id

    // The whole as a value, nodes in document order.
    model::Plan to_plan() const;

  private:
    friend class ContentEditor;
    template <class T>
    std::vector<const T*> of(Row row, Attachment type, const Items<T>& items) const;

    std::shared_ptr<const model::PlanHeader> header_;
    Sequence version_ = 0;
    Sequence edited_ = 0;
    Sequence checked_ = 0;
    PersistentVector<std::shared_ptr<const NodeEntry>> nodes_;
    PersistentMap<std::string, Row> rows_;
    std::vector<Row> roots_;  // in document order
    Items<model::Indicator> indicators_;
    Items<model::Budget> budgets_;
    Items<model::Fact> facts_;
    Items<model::Finding> findings_;
    PersistentMap<std::string, std::uint32_t> indicator_ids_;
    PersistentMap<std::string, std::uint32_t> finding_ids_;
    PersistentMap<std::string, AgencyPart> agencies_;
    PersistentMap<std::string, std::string> aliases_;
    std::vector<KindCount> kinds_;
    std::size_t target_count_ = 0;
    std::size_t node_count_ = 0;
    std::size_t indicator_count_ = 0;
    std::size_t budget_count_ = 0;
    std::size_t fact_count_ = 0;
    std::size_t finding_count_ = 0;
};

using ContentPtr = std::shared_ptr<const Content>;

// The text that is kept in a blob: plan JSON, and "aliases" where nodes were merged. Reading it back gives an
// equal content. Errors: plan-json, json-syntax, plan-id-twice.
std::string content_text(const Content& content);
Result<ContentPtr> read_content(std::string_view text, Sequence version = 0);

// ---------------------------------------------------------------------------------------------------------------

template <class F>
void Content::walk(F&& f, Row from) const {
    std::vector<Row> stack;  // next on top
    if (from == no_row)
        stack.assign(roots_.rbegin(), roots_.rend());
    else
        stack.push_back(from);
    while (!stack.empty()) {
        const Row row = stack.back();
        stack.pop_back();
        if constexpr (std::is_same_v<std::invoke_result_t<F&, Row>, bool>) {
            if (!f(row)) return;
        } else {
            f(row);
        }
        const auto& below = children(row);
        stack.insert(stack.end(), below.rbegin(), below.rend());
    }
}

}  // namespace gangmu::state
