#pragma once
// Rows of the event log, as CSV and as XES.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/log_events.hpp"

namespace tiersim {

/// The life of a ticket of one replication: a case of process mining.
struct LogCase {
  const Model& model;
  const Table<QueueId, std::string>& queues;  ///< names
  std::uint32_t replication;
  const TicketFact& ticket;
  std::vector<LogEvent> events;

  [[nodiscard]] const Leaf& leaf() const { return model.leaves[ticket.leaf]; }
  /// Its number among the cases of all replications: "3-117".
  [[nodiscard]] std::string name() const;
};

[[nodiscard]] std::string_view log_csv_header();
/// A row for each event, with the labels of its case.
void put_log_csv(std::string& rows, const LogCase& one);

/// \source IEEE 1849-2016 (XES), with the extensions Concept, Time, Lifecycle and Organizational.
[[nodiscard]] std::string_view log_xes_header();
[[nodiscard]] std::string_view log_xes_footer();
/// A trace. A stretch of time is two events, its start and its complete; work that is kept is
/// suspended and resumed. What goes on at the horizon's end has no complete.
void put_log_xes(std::string& rows, const LogCase& one);

}  // namespace tiersim
