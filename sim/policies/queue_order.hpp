#pragma once
// Which of two waiting tickets goes first. A new order is a value of QueueOrder and a case here.

#include "sim/rows.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// Does `a` go before `b`? The last ties are opened, then ticket: numbers are in that order.
[[nodiscard]] inline bool goes_before(QueueOrder order, const TicketRow& a, const TicketRow& b) {
  switch (order) {
    case QueueOrder::by_priority:
      if (a.priority != b.priority) return a.priority < b.priority;
      break;
    case QueueOrder::earliest_due:
      if (a.due != b.due) return a.due < b.due;
      break;
    case QueueOrder::first_come: break;
  }
  if (a.joined != b.joined) return a.joined < b.joined;
  return a.number < b.number;
}

}  // namespace tiersim
