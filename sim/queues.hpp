#pragma once
// Waiting tickets: one queue per tier and class, in the tier's order.

#include <bit>
#include <cstdint>
#include <vector>

#include "sim/policies/queue_order.hpp"
#include "sim/rows.hpp"
#include "tiersim/model.hpp"

namespace tiersim {

/// The tickets of one class that wait at a tier. Links are kept in the ticket rows.
class TicketQueue {
 public:
  TicketQueue(QueueOrder order, std::size_t priorities)
      : order_{order}, lists_(order == QueueOrder::by_priority ? priorities : 1) {}

  [[nodiscard]] TicketId head() const {
    if (order_ == QueueOrder::earliest_due) return heap_.empty() ? TicketId::none() : heap_[0];
    if (occupied_ == 0) return TicketId::none();
    return lists_[static_cast<std::size_t>(std::countr_zero(occupied_))].first;
  }

  void insert(std::vector<TicketRow>& rows, TicketId id) {
    if (order_ == QueueOrder::earliest_due) {
      rows[id.index()].queue_position = static_cast<std::uint32_t>(heap_.size());
      heap_.push_back(id);
      rise(rows, heap_.size() - 1);
    } else {
      link(rows, id);
    }
  }

  void remove(std::vector<TicketRow>& rows, TicketId id) {
    if (order_ == QueueOrder::earliest_due) {
      remove_from_heap(rows, rows[id.index()].queue_position);
    } else {
      unlink(rows, id);
    }
  }

 private:
  struct List {
    TicketId first;
    TicketId last;
  };

  [[nodiscard]] std::size_t list_of(const TicketRow& row) const {
    return order_ == QueueOrder::by_priority ? row.priority.index() : 0;
  }

  /// New tickets go last; one that kept its joined time goes near the front, where its peers are.
  void link(std::vector<TicketRow>& rows, TicketId id) {
    TicketRow& row = rows[id.index()];
    const std::size_t index = list_of(row);
    List& list = lists_[index];
    occupied_ |= std::uint64_t{1} << index;
    TicketId after;  // none: at the front
    if (list.last.exists() && !goes_before(order_, row, rows[list.last.index()])) {
      after = list.last;
    } else {
      for (TicketId at = list.first; at.exists() && goes_before(order_, rows[at.index()], row);
           at = rows[at.index()].next) {
        after = at;
      }
    }
    row.previous = after;
    row.next = after.exists() ? rows[after.index()].next : list.first;
    (row.previous.exists() ? rows[row.previous.index()].next : list.first) = id;
    (row.next.exists() ? rows[row.next.index()].previous : list.last) = id;
  }

  void unlink(std::vector<TicketRow>& rows, TicketId id) {
    const TicketRow& row = rows[id.index()];
    const std::size_t index = list_of(row);
    List& list = lists_[index];
    (row.previous.exists() ? rows[row.previous.index()].next : list.first) = row.next;
    (row.next.exists() ? rows[row.next.index()].previous : list.last) = row.previous;
    if (!list.first.exists()) occupied_ &= ~(std::uint64_t{1} << index);
  }

  void put(std::vector<TicketRow>& rows, std::size_t at, TicketId id) {
    heap_[at] = id;
    rows[id.index()].queue_position = static_cast<std::uint32_t>(at);
  }

  void rise(std::vector<TicketRow>& rows, std::size_t at) {
    const TicketId id = heap_[at];
    while (at > 0) {
      const std::size_t parent = (at - 1) / 2;
      if (!goes_before(order_, rows[id.index()], rows[heap_[parent].index()])) break;
      put(rows, at, heap_[parent]);
      at = parent;
    }
    put(rows, at, id);
  }

  void sink(std::vector<TicketRow>& rows, std::size_t at) {
    const TicketId id = heap_[at];
    for (;;) {
      std::size_t child = 2 * at + 1;
      if (child >= heap_.size()) break;
      const auto before = [&](std::size_t a, std::size_t b) {
        return goes_before(order_, rows[heap_[a].index()], rows[heap_[b].index()]);
      };
      if (child + 1 < heap_.size() && before(child + 1, child)) ++child;
      if (!goes_before(order_, rows[heap_[child].index()], rows[id.index()])) break;
      put(rows, at, heap_[child]);
      at = child;
    }
    put(rows, at, id);
  }

  void remove_from_heap(std::vector<TicketRow>& rows, std::size_t at) {
    const TicketId last = heap_.back();
    heap_.pop_back();
    if (at == heap_.size()) return;
    put(rows, at, last);
    rise(rows, at);
    sink(rows, rows[last.index()].queue_position);
  }

  QueueOrder order_;
  std::vector<List> lists_;     ///< by priority, or one
  std::uint64_t occupied_ = 0;  ///< a bit per list that is not empty
  std::vector<TicketId> heap_;  ///< for earliest_due
};

}  // namespace tiersim
