#pragma once
// What happens to each ticket and each agent of one replication, as lines of text to be compared
// with a timeline worked out by hand.

#include <cstdint>
#include <string>

#include "tests/support/scenario_runner.hpp"

namespace tiersim::test {

/// One replication of a scenario whose tickets are written down, run as users run it.
class Timeline {
 public:
  /// \param text  the scenario, without `demand`.
  /// \param rows  tickets as lines `2026-01-05 09:00,access,P1,acme`: opened, type and, in all or
  ///              none, priority, then customer; local time of `zone`.
  /// \param roster  what is in `roster.csv`.
  Timeline(const std::string& text,
           const std::string& rows,
           const std::string& zone = "UTC",
           const std::string& roster = "");

  /// A ticket's waits (those of no length left out) and stretches of work in order of time, a line
  /// each, then when it was resolved. Times are those of the horizon's zone:
  ///   01-05 09:00 - 09:10 waits at L1: taken
  ///   01-05 09:10 - 09:25 desk.1 handles at L1: resolved
  /// \param number  in order of opening, from 1.
  [[nodiscard]] std::string of_ticket(std::uint64_t number) const;
  /// A head's stretches of time; those of no length left out. \param name  "desk.1" is the first.
  [[nodiscard]] std::string of_agent(const std::string& name) const;

  [[nodiscard]] const TicketFact& ticket(std::uint64_t number) const;
  [[nodiscard]] const Model& model() const { return scenario_.model; }
  [[nodiscard]] const KeptFacts& facts() const { return replication_.facts; }
  [[nodiscard]] const Measures& measures() const { return replication_.measures; }
  [[nodiscard]] const RunOutcome& outcome() const { return replication_.measures.outcome; }
  /// Over all clocks of an SLA.
  [[nodiscard]] std::int64_t clocks(const std::string& sla, SlaSum sum) const;
  /// The instant's local time in the horizon's zone: "01-05 09:00", seconds where there are any.
  [[nodiscard]] std::string at(Instant t) const;

 private:
  [[nodiscard]] std::string from_to(Instant from, Instant to) const;
  [[nodiscard]] std::string agent_name(AgentId id) const;
  [[nodiscard]] std::string line(const WorkFact& work) const;
  Compiled scenario_;
  Replication replication_;
};

}  // namespace tiersim::test
