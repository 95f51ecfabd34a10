// PersistentVector<T>: a value-like sequence whose copies share what they have in common. A copy costs a
// pointer; set, edit and push_back copy one path (a leaf of at most 32 items and about log32(n) inner nodes),
// the rest stays shared. Builder edits in place what nobody else holds, so building 1,000,000 items costs
// some nanoseconds each.
//
// Threads: a PersistentVector is an immutable value; share copies freely. One object (or one Builder) that is
// assigned to or edited belongs to one thread at a time, as with std::vector.
// Limits: at most 2^35 items. T is copyable; its move constructor does not throw.
#pragma once

#include <cassert>
#include <cstddef>
#include <iterator>
#include <new>
#include <span>
#include <type_traits>

#include "base/persistent_node.hpp"

namespace gangmu {

template <class T>
class PersistentVector {
    static constexpr unsigned bits = 5;
    static constexpr std::size_t width = 1U << bits;
    static constexpr std::size_t mask = width - 1;

    struct Inner : persistent::Counted {
        std::uint32_t count = 0;
        void* child[width] = {};
    };
    // Leaves grow 2, 4, 8, 16, 32: a vector of two items does not pay for 32.
    struct alignas(alignof(T) > alignof(persistent::Counted) ? alignof(T) : alignof(persistent::Counted)) Leaf
        : persistent::Counted {
        std::uint32_t count = 0;
        std::uint32_t capacity = 0;
        T* items() { return reinterpret_cast<T*>(reinterpret_cast<std::byte*>(this) + sizeof(Leaf)); }
    };

  public:
    class Builder;
    class Iterator;
    using value_type = T;
    using const_iterator = Iterator;

    PersistentVector() = default;
    PersistentVector(const PersistentVector& other) noexcept
        : root_(other.root_), size_(other.size_), shift_(other.shift_) {
        if (root_) counted(root_, shift_)->retain();
    }
    PersistentVector(PersistentVector&& other) noexcept { swap(other); }
    PersistentVector& operator=(PersistentVector other) noexcept {
        swap(other);
        return *this;
    }
    ~PersistentVector() { release(root_, shift_); }

    template <class It>
    PersistentVector(It first, It last) {
        for (; first != last; ++first)
            append(T(*first));
    }

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const T& operator[](std::size_t index) const {
        assert(index < size_);
        return leaf_of(index)->items()[index & mask];
    }
    const T* at(std::size_t index) const {
        return index < size_ ? &(*this)[index] : nullptr;
    }  // nullptr: outside
    const T& back() const { return (*this)[size_ - 1]; }

    [[nodiscard]] PersistentVector push_back(T item) const {
        PersistentVector copy(*this);
        copy.append(std::move(item));
        return copy;
    }
    [[nodiscard]] PersistentVector set(std::size_t index, T item) const {
        PersistentVector copy(*this);
        copy.mutate(index) = std::move(item);
        return copy;
    }
    // set(index, f(copy of the item)) with f(T&) editing in place.
    template <class F>
    [[nodiscard]] PersistentVector update(std::size_t index, F&& edit) const {
        PersistentVector copy(*this);
        edit(copy.mutate(index));
        return copy;
    }

    Iterator begin() const { return Iterator(this, 0); }
    Iterator end() const { return Iterator(this, size_); }

    // f(std::span<const T>) for every leaf in order: the fast way through all items. f may return bool: false
    // stops.
    template <class F>
    void leaves(F&& f) const {
        for (std::size_t at = 0; at < size_; at += width) {
            Leaf* leaf = leaf_of(at);
            std::span<const T> items(leaf->items(), leaf->count);
            if constexpr (std::is_same_v<std::invoke_result_t<F&, std::span<const T>>, bool>) {
                if (!f(items)) return;
            } else {
                f(items);
            }
        }
    }

    // True when both are the very same value in memory: equal without looking.
    bool same(const PersistentVector& other) const { return root_ == other.root_ && size_ == other.size_; }

    friend bool operator==(const PersistentVector& a, const PersistentVector& b) {
        if (a.same(b)) return true;
        if (a.size_ != b.size_) return false;
        for (std::size_t at = 0; at < a.size_; at += width) {
            Leaf* left = a.leaf_of(at);
            Leaf* right = b.leaf_of(at);
            if (left == right) continue;
            for (std::size_t i = 0; i < left->count; ++i)
                if (!(left->items()[i] == right->items()[i])) return false;
        }
        return true;
    }

    void swap(PersistentVector& other) noexcept {
        std::swap(root_, other.root_);
        std::swap(size_, other.size_);
        std::swap(shift_, other.shift_);
    }

  private:
    static persistent::Counted* counted(void* node, unsigned shift) {
        return shift == 0 ? static_cast<persistent::Counted*>(static_cast<Leaf*>(node))
                          : static_cast<persistent::Counted*>(static_cast<Inner*>(node));
    }
    static Leaf* new_leaf(std::uint32_t capacity) {
        static_assert(std::is_nothrow_move_constructible_v<T> && sizeof(Leaf) % alignof(T) == 0);
        void* bytes = ::operator new(sizeof(Leaf) + capacity * sizeof(T), std::align_val_t(alignof(Leaf)));
        Leaf* leaf = new (bytes) Leaf;
        leaf->capacity = capacity;
        return leaf;
    }
    static void delete_leaf(Leaf* leaf) {
        for (std::uint32_t i = 0; i < leaf->count; ++i)
            leaf->items()[i].~T();
        leaf->~Leaf();
        ::operator delete(leaf, std::align_val_t(alignof(Leaf)));
    }
    static void release(void* node, unsigned shift) noexcept {
        if (!node || !counted(node, shift)->release()) return;
        if (shift == 0) {
            delete_leaf(static_cast<Leaf*>(node));
            return;
        }
        Inner* inner = static_cast<Inner*>(node);
        for (std::uint32_t i = 0; i < inner->count; ++i)
            release(inner->child[i], shift - bits);
        delete inner;
    }

    // A leaf with the same items and room for `capacity`; takes the place of `slot`'s leaf.
    static Leaf* replace_leaf(void*& slot, std::uint32_t capacity) {
        Leaf* old = static_cast<Leaf*>(slot);
        Leaf* leaf = new_leaf(capacity);
        if (old->unique()) {
            for (; leaf->count < old->count; ++leaf->count)
                new (leaf->items() + leaf->count) T(std::move(old->items()[leaf->count]));
        } else {
            try {
                for (; leaf->count < old->count; ++leaf->count)
                    new (leaf->items() + leaf->count) T(std::as_const(old->items()[leaf->count]));
            } catch (...) {
                delete_leaf(leaf);
                throw;
            }
        }
        slot = leaf;
        release(old, 0);
        return leaf;
    }
    // The inner node of `slot`, made our own.
    static Inner* own_inner(void*& slot, unsigned shift) {
        Inner* old = static_cast<Inner*>(slot);
        if (old->unique()) return old;
        Inner* inner = new Inner;
        inner->count = old->count;
        for (std::uint32_t i = 0; i < old->count; ++i) {
            inner->child[i] = old->child[i];
            if (inner->child[i]) counted(inner->child[i], shift - bits)->retain();
        }
        slot = inner;
        release(old, shift);
        return inner;
    }

    Leaf* leaf_of(std::size_t index) const {
        void* node = root_;
        for (unsigned shift = shift_; shift > 0; shift -= bits)
            node = static_cast<Inner*>(node)->child[(index >> shift) & mask];
        return static_cast<Leaf*>(node);
    }

    T& mutate(std::size_t index) {
        assert(index < size_);
        void** slot = &root_;
        for (unsigned shift = shift_; shift > 0; shift -= bits)
            slot = &own_inner(*slot, shift)->child[(index >> shift) & mask];
        Leaf* leaf = static_cast<Leaf*>(*slot);
        if (!leaf->unique()) leaf = replace_leaf(*slot, leaf->capacity);
        return leaf->items()[index & mask];
    }

    void append(T item) {
        if (root_ && size_ == (width << shift_)) {  // full: one level more
            Inner* inner = new Inner;
            inner->child[0] = root_;
            inner->count = 1;
            root_ = inner;
            shift_ += bits;
        }
        void** slot = &root_;
        for (unsigned shift = shift_; shift > 0; shift -= bits) {
            if (!*slot) *slot = new Inner;
            Inner* inner = own_inner(*slot, shift);
            std::size_t at = (size_ >> shift) & mask;
            // Counted at once: if an allocation below fails, release() skips the empty child.
            if (at == inner->count) ++inner->count;
            slot = &inner->child[at];
        }
        Leaf* leaf = static_cast<Leaf*>(*slot);
        if (!leaf)
            *slot = leaf = new_leaf(size_ == 0 ? 2 : width);
        else if (leaf->count == leaf->capacity)
            leaf = replace_leaf(*slot, leaf->capacity * 2);
        else if (!leaf->unique())
            leaf = replace_leaf(*slot, leaf->capacity);
        new (leaf->items() + leaf->count) T(std::move(item));
        ++leaf->count;
        ++size_;
    }

    void* root_ = nullptr;  // Leaf when shift_ is 0, else Inner
    std::size_t size_ = 0;
    unsigned shift_ = 0;
};

// Edits a vector in place where nobody else holds it.
//   auto b = PersistentVector<int>::Builder(old); b.push_back(1); b.edit(7) = 2; auto next = b.value();
template <class T>
class PersistentVector<T>::Builder {
  public:
    Builder() = default;
    explicit Builder(PersistentVector start) : value_(std::move(start)) {}

    std::size_t size() const { return value_.size(); }
    bool empty() const { return value_.empty(); }
    const T& operator[](std::size_t index) const { return value_[index]; }
    void push_back(T item) { value_.append(std::move(item)); }
    void set(std::size_t index, T item) { value_.mutate(index) = std::move(item); }
    // Valid until the next call.
    T& edit(std::size_t index) { return value_.mutate(index); }

    const PersistentVector& value() const { return value_; }  // copy it; the builder can go on
    PersistentVector take() { return std::move(value_); }

  private:
    PersistentVector value_;
};

template <class T>
class PersistentVector<T>::Iterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = const T&;

    Iterator() = default;
    reference operator*() const { return leaf_[index_ & mask]; }
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
        if ((++index_ & mask) == 0) load();
        return *this;
    }
    Iterator operator++(int) {
        Iterator old = *this;
        ++*this;
        return old;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

  private:
    friend class PersistentVector;
    Iterator(const PersistentVector* vector, std::size_t index) : vector_(vector), index_(index) { load(); }
    void load() { leaf_ = index_ < vector_->size_ ? vector_->leaf_of(index_)->items() : nullptr; }

    const PersistentVector* vector_ = nullptr;
    std::size_t index_ = 0;
    const T* leaf_ = nullptr;
};

}  // namespace gangmu
