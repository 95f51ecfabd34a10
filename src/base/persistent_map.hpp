// PersistentMap<K, V>: a value-like hash map whose copies share what they have in common (a hash array mapped
// trie: 32 ways per level, five bits of the hash each; entries and children of a node lie apart behind two
// bitmaps). A copy costs a pointer; set and erase copy one path of small nodes. Builder edits in place what
// nobody else holds. Order of iteration: by hash, the same for the same content, of no meaning. Strings are
// found by string_view.
//
// Threads: a PersistentMap is an immutable value; share copies freely. One object (or one Builder) that is
// assigned to or edited belongs to one thread at a time, as with std::unordered_map.
#pragma once

#include <bit>
#include <cassert>
#include <cstddef>
#include <functional>
#include <iterator>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/persistent_node.hpp"

namespace gangmu {

// std::hash, stirred: its identity for integers would fill the trie unevenly. Strings are hashed as
// string_view.
struct PersistentHash {
    using is_transparent = void;
    template <class T>
    std::uint64_t operator()(const T& key) const {
        if constexpr (std::is_convertible_v<const T&, std::string_view>)
            return stir(std::hash<std::string_view>()(key));
        else
            return stir(std::hash<T>()(key));
    }
    static std::uint64_t stir(std::uint64_t x) {
        x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
        x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
        return x ^ (x >> 31);
    }
};

template <class K, class V, class Hash = PersistentHash>
class PersistentMap {
  public:
    struct Entry {
        K key;
        V value;
        bool operator==(const Entry&) const = default;
    };
    class Builder;
    class Iterator;
    using value_type = Entry;
    using const_iterator = Iterator;

    PersistentMap() = default;
    PersistentMap(const PersistentMap& other) noexcept : root_(other.root_), size_(other.size_) {
        if (root_) root_->retain();
    }
    PersistentMap(PersistentMap&& other) noexcept { swap(other); }
    PersistentMap& operator=(PersistentMap other) noexcept {
        swap(other);
        return *this;
    }
    ~PersistentMap() { release(root_); }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }

    // nullptr: not there. Valid as long as a value that holds this entry lives.
    template <class Q>
    const V* find(const Q& key) const {
        const std::uint64_t hash = Hash()(key);
        Node* node = root_;
        for (unsigned shift = 0; node; shift += bits) {
            if (shift >= hash_bits) {
                for (std::uint32_t i = 0; i < node->entry_count; ++i)
                    if (node->entries()[i].key == key) return &node->entries()[i].value;
                return nullptr;
            }
            const std::uint32_t bit = bit_of(hash, shift);
            if (node->entry_map & bit) {
                const Entry& entry = node->entries()[node->entry_index(bit)];
                return entry.key == key ? &entry.value : nullptr;
            }
            if (!(node->child_map & bit)) return nullptr;
            node = node->children()[node->child_index(bit)];
        }
        return nullptr;
    }
    template <class Q>
    bool contains(const Q& key) const {
        return find(key) != nullptr;
    }

    [[nodiscard]] PersistentMap set(K key, V value) const {
        PersistentMap copy(*this);
        copy.assign(std::move(key), std::move(value));
        return copy;
    }
    template <class Q>
    [[nodiscard]] PersistentMap erase(const Q& key) const {
        PersistentMap copy(*this);
        copy.remove(key);
        return copy;
    }

    Iterator begin() const { return Iterator(root_); }
    Iterator end() const { return Iterator(nullptr); }

    // f(const K&, const V&) for every entry; faster than the iterator.
    template <class F>
    void each(F&& f) const {
        if (root_) each_in(root_, f);
    }

    bool same(const PersistentMap& other) const { return root_ == other.root_; }
    friend bool operator==(const PersistentMap& a, const PersistentMap& b) {
        if (a.same(b)) return true;
        if (a.size_ != b.size_) return false;
        for (const Entry& entry : a) {
            const V* other = b.find(entry.key);
            if (!other || !(*other == entry.value)) return false;
        }
        return true;
    }
    void swap(PersistentMap& other) noexcept {
        std::swap(root_, other.root_);
        std::swap(size_, other.size_);
    }

  private:
    static constexpr unsigned bits = 5;
    static constexpr unsigned hash_bits = 60;  // twelve levels; below them keys of equal hash lie in a row
    static constexpr unsigned levels = hash_bits / bits + 1;

    static std::uint32_t bit_of(std::uint64_t hash, unsigned shift) { return 1U << ((hash >> shift) & 31); }

    struct alignas(alignof(Entry) > alignof(void*) ? alignof(Entry) : alignof(void*)) Node
        : persistent::Counted {
        std::uint32_t entry_map = 0;
        std::uint32_t child_map = 0;
        std::uint32_t entry_count = 0;  // on the last level there are no maps
        std::uint32_t child_count() const { return static_cast<std::uint32_t>(std::popcount(child_map)); }
        std::uint32_t entry_index(std::uint32_t bit) const {
            return static_cast<std::uint32_t>(std::popcount(entry_map & (bit - 1)));
        }
        std::uint32_t child_index(std::uint32_t bit) const {
            return static_cast<std::uint32_t>(std::popcount(child_map & (bit - 1)));
        }
        // Children first: their number is known while entries are still being built.
        Node** children() {
            return reinterpret_cast<Node**>(reinterpret_cast<std::byte*>(this) + sizeof(Node));
        }
        Entry* entries() {
            return reinterpret_cast<Entry*>(reinterpret_cast<std::byte*>(children()) +
                                            entry_offset(child_count()));
        }
    };
    static std::size_t entry_offset(std::uint32_t children) {
        constexpr std::size_t align = alignof(Entry);
        return (children * sizeof(Node*) + align - 1) / align * align;
    }

    static Node* new_node(std::uint32_t entry_map, std::uint32_t child_map, std::uint32_t entry_room) {
        static_assert(std::is_nothrow_move_constructible_v<Entry>);
        const auto children = static_cast<std::uint32_t>(std::popcount(child_map));
        void* bytes = ::operator new(sizeof(Node) + entry_offset(children) + entry_room * sizeof(Entry),
                                     std::align_val_t(alignof(Node)));
        Node* node = new (bytes) Node;
        node->entry_map = entry_map;
        node->child_map = child_map;
        return node;
    }
    static void free_node(Node* node) {
        node->~Node();
        ::operator delete(node, std::align_val_t(alignof(Node)));
    }
    static void release(Node* node) noexcept {
        if (!node || !node->release()) return;
        for (std::uint32_t i = 0; i < node->child_count(); ++i)
            release(node->children()[i]);
        for (std::uint32_t i = 0; i < node->entry_count; ++i)
            node->entries()[i].~Entry();
        free_node(node);
    }

    static constexpr std::uint32_t none = ~0U;
    // What a rebuilt node has that the old one had not, or the other way round.
    struct Change {
        std::uint32_t drop_entry = none;  // index in the old node
        std::uint32_t add_entry = none;   // index in the new node
        Entry* entry = nullptr;           // moved from
        std::uint32_t drop_child = none;
        std::uint32_t add_child = none;
        Node* child = nullptr;  // taken over
    };

    // A new node from `old` (whose reference is given up) with the change. Entries move when nobody else
    // holds old.
    static Node* rebuild(Node* old, std::uint32_t entry_map, std::uint32_t child_map, const Change& change) {
        const std::uint32_t entries =
            old->entry_count - (change.drop_entry != none ? 1 : 0) + (change.add_entry != none ? 1 : 0);
        const bool mine = old->unique();
        Node* node = new_node(entry_map, child_map, entries);
        try {
            persistent::ArrayGuard<Entry> guard(node->entries());
            for (std::uint32_t i = 0; guard.count() < entries;) {
                if (guard.count() == change.add_entry)
                    guard.add(std::move(*change.entry));
                else if (i == change.drop_entry)
                    ++i;
                else if (mine)
                    guard.add(std::move(old->entries()[i++]));
                else
                    guard.add(std::as_const(old->entries()[i++]));
            }
            node->entry_count = entries;
            guard.keep();
        } catch (...) {
            free_node(node);
            throw;
        }
        const std::uint32_t children = node->child_count();
        for (std::uint32_t to = 0, from = 0; to < children;) {
            if (to == change.add_child)
                node->children()[to++] = change.child;
            else if (from == change.drop_child)
                ++from;
            else {
                node->children()[to] = old->children()[from++];
                node->children()[to++]->retain();
            }
        }
        release(old);
        return node;
    }

    static Node* own(Node*& slot) {
        if (!slot->unique()) slot = rebuild(slot, slot->entry_map, slot->child_map, {});
        return slot;
    }

    // A node that holds two entries whose hashes agree up to `shift`.
    static Node* pair(Entry first, std::uint64_t first_hash, Entry second, std::uint64_t second_hash,
                      unsigned shift) {
        if (shift >= hash_bits) {
            Node* node = new_node(0, 0, 2);
            new (node->entries()) Entry(std::move(first));
            new (node->entries() + 1) Entry(std::move(second));
            node->entry_count = 2;
            return node;
        }
        const std::uint32_t a = bit_of(first_hash, shift), b = bit_of(second_hash, shift);
        if (a == b) {
            Node* below = pair(std::move(first), first_hash, std::move(second), second_hash, shift + bits);
            Node* node = new_node(0, a, 0);
            node->children()[0] = below;
            return node;
        }
        Node* node = new_node(a | b, 0, 2);
        new (node->entries()) Entry(std::move(a < b ? first : second));
        new (node->entries() + 1) Entry(std::move(a < b ? second : first));
        node->entry_count = 2;
        return node;
    }

    // The value of this key, for editing. nullptr: not there (then nothing was copied).
    template <class Q>
    V* mutate(const Q& key) {
        if (!find(key)) return nullptr;
        const std::uint64_t hash = Hash()(key);
        Node** slot = &root_;
        for (unsigned shift = 0;; shift += bits) {
            Node* node = own(*slot);
            if (shift >= hash_bits) return &collision(node, key)->value;
            const std::uint32_t bit = bit_of(hash, shift);
            if (node->entry_map & bit) return &node->entries()[node->entry_index(bit)].value;
            slot = &node->children()[node->child_index(bit)];
        }
    }
    template <class Q>
    static Entry* collision(Node* node, const Q& key) {
        for (std::uint32_t i = 0; i < node->entry_count; ++i)
            if (node->entries()[i].key == key) return &node->entries()[i];
        return nullptr;
    }

    void assign(K key, V value) {
        const std::uint64_t hash = Hash()(key);
        if (!root_) root_ = new_node(0, 0, 0);
        Entry fresh{std::move(key), std::move(value)};
        Node** slot = &root_;
        for (unsigned shift = 0;; shift += bits) {
            Node* node = *slot;
            const std::uint32_t bit = shift >= hash_bits ? 0 : bit_of(hash, shift);
            if (shift >= hash_bits) {
                if (collision(node, fresh.key)) {
                    collision(own(*slot), fresh.key)->value = std::move(fresh.value);
                    return;
                }
            } else if (node->child_map & bit) {
                slot = &own(*slot)->children()[node->child_index(bit)];
                continue;
            } else if (node->entry_map & bit) {
                const std::uint32_t at = node->entry_index(bit);
                if (node->entries()[at].key == fresh.key)
                    own(*slot)->entries()[at].value = std::move(fresh.value);
                else
                    push_down(*slot, bit, std::move(fresh), hash, shift);
                return;
            }
            const std::uint32_t at = shift >= hash_bits ? node->entry_count : node->entry_index(bit);
            *slot = rebuild(node, node->entry_map | bit, node->child_map, {.add_entry = at, .entry = &fresh});
            ++size_;
            return;
        }
    }
    // The entry at `bit` and the fresh one move into a child of their own.
    void push_down(Node*& slot, std::uint32_t bit, Entry fresh, std::uint64_t hash, unsigned shift) {
        const std::uint32_t at = slot->entry_index(bit);
        Entry& old = slot->entries()[at];
        const std::uint64_t old_hash = Hash()(old.key);
        Entry moved = slot->unique() ? std::move(old) : Entry(std::as_const(old));
        Node* child = pair(std::move(moved), old_hash, std::move(fresh), hash, shift + bits);
        slot = rebuild(slot, slot->entry_map & ~bit, slot->child_map | bit,
                       {.drop_entry = at, .add_child = slot->child_index(bit), .child = child});
        ++size_;
    }

    template <class Q>
    void remove(const Q& key) {
        if (!find(key)) return;
        remove_in(root_, key, Hash()(key), 0);
        if (--size_ == 0) {
            release(root_);
            root_ = nullptr;
        }
    }
    template <class Q>
    static void remove_in(Node*& slot, const Q& key, std::uint64_t hash, unsigned shift) {
        if (shift >= hash_bits) {
            const auto at = static_cast<std::uint32_t>(collision(slot, key) - slot->entries());
            slot = rebuild(slot, 0, 0, {.drop_entry = at});
            return;
        }
        const std::uint32_t bit = bit_of(hash, shift);
        if (slot->entry_map & bit) {
            slot = rebuild(slot, slot->entry_map & ~bit, slot->child_map,
                           {.drop_entry = slot->entry_index(bit)});
            return;
        }
        const std::uint32_t at = slot->child_index(bit);
        Node*& child = own(slot)->children()[at];
        remove_in(child, key, hash, shift + bits);
        if (child->child_map != 0 || child->entry_count != 1) return;
        // A child with one entry is drawn up, so that equal maps have equal shapes.
        Entry entry(std::move(own(child)->entries()[0]));
        slot = rebuild(slot, slot->entry_map | bit, slot->child_map & ~bit,
                       {.add_entry = slot->entry_index(bit), .entry = &entry, .drop_child = at});
    }

    template <class F>
    static void each_in(Node* node, F& f) {
        for (std::uint32_t i = 0; i < node->entry_count; ++i)
            f(std::as_const(node->entries()[i].key), std::as_const(node->entries()[i].value));
        for (std::uint32_t i = 0; i < node->child_count(); ++i)
            each_in(node->children()[i], f);
    }

    Node* root_ = nullptr;
    std::size_t size_ = 0;
};

// Edits a map in place where nobody else holds it.
template <class K, class V, class Hash>
class PersistentMap<K, V, Hash>::Builder {
  public:
    Builder() = default;
    explicit Builder(PersistentMap start) : value_(std::move(start)) {}

    std::size_t size() const { return value_.size(); }
    bool empty() const { return value_.empty(); }
    template <class Q>
    const V* find(const Q& key) const {
        return value_.find(key);
    }
    void set(K key, V value) { value_.assign(std::move(key), std::move(value)); }
    // The value for editing, valid until the next call; nullptr: not there.
    template <class Q>
    V* edit(const Q& key) {
        return value_.mutate(key);
    }
    // The value for editing, default-made when it is not there.
    V& edit_or_make(const K& key) {
        if (!value_.find(key)) value_.assign(key, V());
        return *value_.mutate(key);
    }
    template <class Q>
    void erase(const Q& key) {
        value_.remove(key);
    }

    const PersistentMap& value() const { return value_; }  // copy it; the builder can go on
    PersistentMap take() { return std::exchange(value_, PersistentMap()); }

  private:
    PersistentMap value_;
};

template <class K, class V, class Hash>
class PersistentMap<K, V, Hash>::Iterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = Entry;
    using difference_type = std::ptrdiff_t;
    using pointer = const Entry*;
    using reference = const Entry&;

    Iterator() = default;
    reference operator*() const { return stack_[depth_ - 1].node->entries()[stack_[depth_ - 1].entry]; }
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
        ++stack_[depth_ - 1].entry;
        settle();
        return *this;
    }
    Iterator operator++(int) {
        Iterator old = *this;
        ++*this;
        return old;
    }
    bool operator==(const Iterator& other) const {
        if (depth_ != other.depth_) return false;
        return depth_ == 0 || (stack_[depth_ - 1].node == other.stack_[depth_ - 1].node &&
                               stack_[depth_ - 1].entry == other.stack_[depth_ - 1].entry);
    }

  private:
    friend class PersistentMap;
    struct Place {
        Node* node = nullptr;
        std::uint32_t entry = 0;
        std::uint32_t child = 0;
    };
    explicit Iterator(Node* root) {
        if (!root) return;
        stack_[depth_++] = {root, 0, 0};
        settle();
    }
    // To the next entry there is: the rest of this node, then its children, then up.
    void settle() {
        while (depth_ > 0) {
            Place& top = stack_[depth_ - 1];
            if (top.entry < top.node->entry_count) return;
            if (top.child < top.node->child_count()) {
                Node* child = top.node->children()[top.child++];
                stack_[depth_++] = {child, 0, 0};
            } else {
                --depth_;
            }
        }
    }
    Place stack_[levels + 1] = {};
    unsigned depth_ = 0;
};

}  // namespace gangmu
