#pragma once
// Lives put together from all facts of a replication.

#include <vector>

#include "analysis/life.hpp"
#include "tests/support/scenario_runner.hpp"

namespace tiersim::test {

/// All facts as one block.
[[nodiscard]] inline FactBlock block_of(const KeptFacts& facts) {
  return {facts.waits,   facts.works, facts.visits, facts.staff,
          facts.tickets, facts.holds, facts.clocks, facts.updates};
}

/// In the order in which tickets became final.
[[nodiscard]] inline std::vector<Life> lives_of(const KeptFacts& facts) {
  std::vector<Life> lives;
  LifeGatherer gatherer{[&](const Life& life) { lives.push_back(life); }};
  gatherer.take(block_of(facts));
  return lives;
}

}  // namespace tiersim::test
