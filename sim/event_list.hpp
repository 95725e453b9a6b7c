#pragma once
// The pending events, in the order in which they happen.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "tiersim/units.hpp"

namespace tiersim {

/// What happens at one instant happens in this order (a modelling statement, semantics.md "same
/// ms"); within one kind, first in, first out. Numbers are part of fingerprints: a new kind gets
/// one between two old ones.
enum class EventKind : std::uint8_t {
  work_ends = 0,          ///< owner: engagement (handle time or escalation time)
  work_threshold = 8,     ///< owner: engagement
  work_pends = 9,         ///< owner: engagement
  customer_answers = 10,  ///< owner: ticket (or the time to answer is over)
  shift_ends = 16,        ///< owner: roster
  block_starts = 24,      ///< owner: agent
  shift_starts = 32,      ///< owner: roster
  block_ends = 40,        ///< owner: agent
  ticket_opens = 48,      ///< never in the list: the next arrival waits outside
  ticket_reopens = 49,    ///< owner: ticket
  update_due = 50,        ///< owner: ticket
  sla_share = 56,         ///< owner: ticket
  priority_rises = 57,    ///< owner: ticket
};

/// Which event it is of a replication: 1, 2, 3 ... in order of scheduling.
using EventNumber = std::uint64_t;
inline constexpr EventNumber no_event = 0;

/// An event and whom it concerns. Its owner's row holds the number of the event that it waits for;
/// an event with another number is stale, and skipped. Sixteen bytes that compare as one number:
/// four events fill a cache line, and nobody has to guess how a comparison goes.
class Event {
 public:
  /// One that never happens.
  Event() = default;
  Event(Instant at, EventKind kind, std::uint32_t owner, EventNumber number)
      : key_{key_of(at, kind)}, rest_{number << owner_bits | owner} {}

  static constexpr unsigned owner_bits = 24;
  [[nodiscard]] static std::uint64_t key_of(Instant at, EventKind kind) {
    const auto ms = static_cast<std::uint64_t>(at.time_since_epoch().count());
    return (ms << 8U) | static_cast<std::uint64_t>(kind);
  }
  /// Time, then kind.
  [[nodiscard]] std::uint64_t key() const { return key_; }
  [[nodiscard]] EventKind kind() const { return static_cast<EventKind>(key_ & 0xffU); }
  [[nodiscard]] Instant at() const {
    return Instant{Duration{static_cast<std::int64_t>(key_ >> 8U)}};
  }
  [[nodiscard]] EventNumber number() const { return rest_ >> owner_bits; }
  [[nodiscard]] std::uint32_t owner() const {
    return static_cast<std::uint32_t>(rest_ & ((1U << owner_bits) - 1));
  }
  [[nodiscard]] bool before(const Event& other) const { return whole() < other.whole(); }

 private:
  __extension__ using Whole = unsigned __int128;
  [[nodiscard]] Whole whole() const { return (static_cast<Whole>(key_) << 64U) | rest_; }

  std::uint64_t key_ = ~std::uint64_t{0};
  std::uint64_t rest_ = 0;  ///< number, so that the first in is the first out; then owner
};
/// Owners are rows of tables; none may have more.
inline constexpr std::size_t most_event_owners = std::size_t{1} << Event::owner_bits;

/// A 4-ary heap of events. Popping leaves a hole at the top that the next push fills, since most
/// events schedule their successor. Behind the last event stand three that never happen, so that
/// every parent has four children to choose from.
class EventList {
 public:
  EventList() : heap_(256) {}

  /// \param owner  below most_event_owners.
  EventNumber push(Instant at, EventKind kind, std::uint32_t owner) {
    const Event event{at, kind, owner, ++pushed_};
    if (hole_) {
      hole_ = false;
      sift_down(event);
      return pushed_;
    }
    if (size_ + arity >= heap_.size()) heap_.resize(2 * heap_.size());
    ++size_;
    sift_up(event);
    return pushed_;
  }

  /// The next event; one that never happens when there is none. Valid until a change.
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
      const std::size_t left = earlier(heap, first, first + 1);
      const std::size_t right = earlier(heap, first + 2, first + 3);
      const std::size_t least = earlier(heap, left, right);
      if (!heap[least].before(event)) break;
      heap[i] = heap[least];
      i = least;
    }
    heap[i] = event;
  }

  /// Which place has the earlier event, without a jump: nobody could foresee it.
  static std::size_t earlier(const Event* heap, std::size_t a, std::size_t b) {
    const auto all_if_b = ~(static_cast<std::size_t>(heap[b].before(heap[a])) - 1);
    return a ^ ((a ^ b) & all_if_b);
  }

  std::vector<Event> heap_;
  std::size_t size_ = 0;
  EventNumber pushed_ = no_event;
  bool hole_ = false;
};

}  // namespace tiersim
