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
  std::uint64_t key = last_key;  ///< time, then kind
  std::uint64_t sequence = 0;    ///< first in, first out
  std::uint32_t owner = 0;
  std::uint32_t stamp = 0;

  static constexpr std::uint64_t last_key = ~std::uint64_t{0};
  [[nodiscard]] static std::uint64_t key_of(Instant at, EventKind kind) {
    const auto ms = static_cast<std::uint64_t>(at.time_since_epoch().count());
    return (ms << 8U) | static_cast<std::uint64_t>(kind);
  }
  [[nodiscard]] EventKind kind() const { return static_cast<EventKind>(key & 0xffU); }
  [[nodiscard]] Instant at() const {
    return Instant{Duration{static_cast<std::int64_t>(key >> 8U)}};
  }
  /// Keys seldom tie, so that the jump on a tie is foreseen; the comparison itself is none.
  [[nodiscard]] bool before(const Event& other) const {
    if (key == other.key) [[unlikely]]
      return sequence < other.sequence;
    return key < other.key;
  }
};

/// A 4-ary heap of events. Popping leaves a hole at the top that the next push fills, since most
/// events schedule their successor. Behind the last event stand three that never happen, so that
/// every parent has four children to choose from.
class EventList {
 public:
  EventList() : heap_(256) {}

  void push(Instant at, EventKind kind, std::uint32_t owner, std::uint32_t stamp) {
    const Event event{Event::key_of(at, kind), sequence_++, owner, stamp};
    if (hole_) {
      hole_ = false;
      sift_down(event);
      return;
    }
    if (size_ + arity >= heap_.size()) heap_.resize(2 * heap_.size());
    ++size_;
    sift_up(event);
  }

  /// The next event; one that never happens (last_key) when there is none. Valid until a change.
  [[nodiscard]] const Event& top() {
    if (hole_) fill_hole();
    return heap_.front();
  }

  /// Takes away what top() showed.
  void pop() { hole_ = true; }

  [[nodiscard]] std::size_t size() const { return size_ - (hole_ ? 1 : 0); }

 private:
  static constexpr std::size_t arity = 4;

  void fill_hole() {
    hole_ = false;
    --size_;
    const Event last = heap_[size_];
    heap_[size_] = Event{};
    if (size_ > 0) sift_down(last);
  }

  void sift_up(const Event& event) {
    std::size_t i = size_ - 1;
    while (i > 0) {
      const std::size_t parent = (i - 1) / arity;
      if (!event.before(heap_[parent])) break;
      heap_[i] = heap_[parent];
      i = parent;
    }
    heap_[i] = event;
  }

  void sift_down(const Event& event) {
    Event* const heap = heap_.data();
    std::size_t i = 0;
    for (;;) {
      const std::size_t first = arity * i + 1;
      if (first >= size_) break;
      const std::size_t left =
          first + static_cast<std::size_t>(heap[first + 1].before(heap[first]));
      const std::size_t right =
          first + 2 + static_cast<std::size_t>(heap[first + 3].before(heap[first + 2]));
      const std::size_t choices[] = {left, right};
      const std::size_t least = choices[static_cast<std::size_t>(heap[right].before(heap[left]))];
      if (!heap[least].before(event)) break;
      heap[i] = heap[least];
      i = least;
    }
    heap[i] = event;
  }

  std::vector<Event> heap_;
  std::size_t size_ = 0;
  std::uint64_t sequence_ = 0;
  bool hole_ = false;
};

}  // namespace tiersim
