#pragma once
// The pending events, in the order in which they happen.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
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
  /// In which stretch of 2^slot_bits ms it happens.
  static constexpr unsigned slot_bits = 21;
  [[nodiscard]] std::uint64_t slot() const { return key_ >> (8U + slot_bits); }
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

/// A 4-ary heap of the events that happen soon. Popping leaves a hole at the top that the next push
/// fills, since most events schedule their successor. Behind the last event stand three that never
/// happen, so that every parent has four children to choose from.
///
/// Later ones, as answers of customers and ends of shifts, would only make the heap deeper. They
/// lie unsorted in their slots, half an hour or so each, until all sooner events have
/// happened.
class EventList {
 public:
  EventList() : heap_(256) { first_in_slot_.fill(no_place); }

  /// \param owner  below most_event_owners.
  EventNumber push(Instant at, EventKind kind, std::uint32_t owner) {
    const Event event{at, kind, owner, ++pushed_};
    if (event.slot() < next_slot_) {
      insert(event);
    } else {
      put_off(event);
    }
    return pushed_;
  }

  /// The next event; one that never happens when there is none. Valid until a change.
  [[nodiscard]] const Event& top() {
    if (hole_) fill_hole();
    if (size_ == 0 && put_off_ > 0) [[unlikely]]
      open_next_slot();
    return heap_.front();
  }

  /// Takes away what top() showed.
  void pop() { hole_ = true; }

  [[nodiscard]] std::size_t size() const { return size_ - (hole_ ? 1 : 0) + put_off_; }

 private:
  static constexpr std::size_t arity = 4;
  static constexpr std::uint64_t slots = 256;  ///< that are kept apart: six days
  static constexpr std::uint32_t no_place = 0xffff'ffffU;
  /// In a list of those of its slot.
  struct Later {
    Event event;
    std::uint32_t next = no_place;
  };

  void insert(const Event& event) {
    if (hole_) {
      hole_ = false;
      sift_down(event);
      return;
    }
    if (size_ + arity >= heap_.size()) heap_.resize(2 * heap_.size());
    ++size_;
    sift_up(event);
  }

  void put_off(const Event& event) {
    if (free_ == no_place) {
      free_ = static_cast<std::uint32_t>(later_.size());
      later_.push_back({Event{}, no_place});
    }
    const std::uint32_t place = free_;
    free_ = later_[place].next;
    later_[place].event = event;
    link(place);
    ++put_off_;
  }

  /// \param place  of a later event that is in no list.
  void link(std::uint32_t place) {
    const std::uint64_t slot = later_[place].event.slot();
    std::uint32_t& first = slot < last_slot_ ? first_in_slot_[slot % slots] : first_beyond_;
    later_[place].next = std::exchange(first, place);
  }

  /// Puts the events of the next slot that has any into the heap, which is empty.
  void open_next_slot() {
    while (size_ == 0) {
      if (next_slot_ == last_slot_) move_slots();
      std::uint32_t place = std::exchange(first_in_slot_[next_slot_++ % slots], no_place);
      while (place != no_place) {
        insert(later_[place].event);
        --put_off_;
        const std::uint32_t next = std::exchange(later_[place].next, free_);
        free_ = std::exchange(place, next);
      }
    }
  }

  /// To where the first event lies: all slots are empty, and there are events beyond them.
  void move_slots() {
    next_slot_ = ~std::uint64_t{0};
    for (std::uint32_t place = first_beyond_; place != no_place; place = later_[place].next) {
      next_slot_ = std::min(next_slot_, later_[place].event.slot());
    }
    last_slot_ = next_slot_ + slots;
    std::uint32_t place = std::exchange(first_beyond_, no_place);
    while (place != no_place) link(std::exchange(place, later_[place].next));
  }

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

  std::vector<Event> heap_;  ///< of slots before next_slot_
  std::size_t size_ = 0;     ///< of the heap
  std::vector<Later> later_;
  std::array<std::uint32_t, slots> first_in_slot_;  ///< lists of later events
  std::uint32_t first_beyond_ = no_place;           ///< those of last_slot_ and after it
  std::uint32_t free_ = no_place;                   ///< places of later_ that are free
  std::size_t put_off_ = 0;                         ///< events outside the heap
  std::uint64_t next_slot_ = 1;                     ///< the first that is not in the heap
  std::uint64_t last_slot_ = slots;
  EventNumber pushed_ = no_event;
  bool hole_ = false;
};

}  // namespace tiersim
