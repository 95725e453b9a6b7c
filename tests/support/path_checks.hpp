#pragma once
// Identities that hold exactly on every path, whatever the scenario. Each function tells what does
// not hold, a line each; empty where all is well.

#include <string>

#include "tests/support/scenario_runner.hpp"

namespace tiersim::test {

/// opened = resolved + open; each ticket is told once; its waits and work tile its life without gap
/// or overlap; its visits too, upward from tier to tier.
[[nodiscard]] std::string
broken_tickets(const Model& model, const KeptFacts& facts, const RunOutcome& outcome);

/// Nobody is at two things at once; work lies in time on duty, time on duty in a paid span or in
/// overtime; overtime follows a span's end and is all work on the ticket in hand.
[[nodiscard]] std::string broken_people(const Model& model, const KeptFacts& facts);

/// Nobody is idle while a ticket waits that they could take; who takes a ticket takes the best one;
/// who gets it is the best one.
[[nodiscard]] std::string broken_matching(const Model& model, const KeptFacts& facts);

/// Work is interrupted for a ticket of a priority that may, the lowest and latest first; and none
/// of those waits while lower work goes on that it might interrupt.
[[nodiscard]] std::string broken_preemption(const Model& model, const KeptFacts& facts);

/// People who are dedicated to customers work on no other tickets.
[[nodiscard]] std::string broken_dedication(const Compiled& scenario, const KeptFacts& facts);

/// Updates fall due when tickets have been above the tier that tracks them for so long, one at a
/// time; what waits is dropped when its ticket is.
[[nodiscard]] std::string broken_updates(const Model& model, const KeptFacts& facts);

/// Measures are what the facts say; labels add up to the whole; cost = hours x rates.
[[nodiscard]] std::string broken_measures(const Compiled& scenario, const Replication& replication);

}  // namespace tiersim::test
