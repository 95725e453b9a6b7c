#pragma once
// The pending events, in the order in which they happen.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tiersim/units.hpp"

namespace tiersim {

/// What happens at one instant happens in this order (a modelling statement, semantics.md "same
/// ms"); within one kind, first in, first out.
enum class EventKind : std::uint8_t {
  work_ends,       ///< owner: engagement (handle time or escalation time)
  work_threshold,  ///< owner: engagement
  shift_ends,      ///< owner: roster
  block_starts,    ///< owner: agent
  shift_starts,    ///< owner: roster
  block_ends,      ///< owner: agent
  ticket_opens,    ///< never in the list: the next arrival waits outside
  sla_share,       ///< owner: ticket
};

/// An event and whom it concerns. It is stale, and skipped, when its owner's stamp has moved on.
struct Event {
  Instant at{};
  std::uint64_t order = 0;  ///< kind, then sequence number
  std::uint32_t owner = 0;
  std::uint32_t stamp = 0;

  [[nodiscard]] EventKind kind() const { return static_cast<EventKind>(order >> 56U); }
  [[nodiscard]] bool before(const Event& other) const {
    return at < other.at || (at == other.at && order < other.order);
  }
};

/// A 4-ary heap of events. Popping leaves a hole at the top that the next push fills, since most
/// events schedule their successor.
class EventList {
 public:
  EventList() { heap_.reserve(256); }

  void push(Instant at, EventKind kind, std::uint32_t owner, std::uint32_t stamp) {
    const Event event{at, (static_cast<std::uint64_t>(kind) << 56U) | sequence_++, owner, stamp};
    if (hole_) {
      hole_ = false;
      sift_down(event);
    } else {
      heap_.push_back(event);
      sift_up(event);
    }
  }

  /// The next event, or nullptr. Valid until the next call.
  [[nodiscard]] const Event* top() {
    if (hole_) fill_hole();
    return heap_.empty() ? nullptr : heap_.data();
  }

  /// Takes away what top() showed.
  void pop() { hole_ = true; }

  [[nodiscard]] std::size_t size() const { return heap_.size() - (hole_ ? 1 : 0); }

 private:
  static constexpr std::size_t arity = 4;

  void fill_hole() {
    hole_ = false;
    const Event last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sift_down(last);
  }

  void sift_up(const Event& event) {
    std::size_t i = heap_.size() - 1;
    while (i > 0) {
      const std::size_t parent = (i - 1) / arity;
      if (!event.before(heap_[parent])) break;
      heap_[i] = heap_[parent];
      i = parent;
    }
    heap_[i] = event;
  }

  void sift_down(const Event& event) {
    const std::size_t size = heap_.size();
    Event* const heap = heap_.data();
    std::size_t i = 0;
    for (;;) {
      const std::size_t first = arity * i + 1;
      if (first >= size) break;
      std::size_t least = first;
      const std::size_t end = first + arity < size ? first + arity : size;
      for (std::size_t child = first + 1; child < end; ++child) {
        if (heap[child].before(heap[least])) least = child;
      }
      if (!heap[least].before(event)) break;
      heap[i] = heap[least];
      i = least;
    }
    heap[i] = event;
  }

  std::vector<Event> heap_;
  std::uint64_t sequence_ = 0;
  bool hole_ = false;
};

}  // namespace tiersim
