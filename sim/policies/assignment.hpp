#pragma once
// Which of several idle agents gets a ticket. A new rule is a value of AssignmentRule and a case.

#include <cstdint>

#include "tiersim/ids.hpp"
#include "tiersim/model.hpp"
#include "tiersim/scenario.hpp"
#include "tiersim/units.hpp"

namespace tiersim {

/// What an assignment rule sees of an idle agent.
struct Candidate {
  AgentId agent;
  Instant idle_since{};
  const ModelQueue::Eligible* as = nullptr;  ///< their post, and how good they are at the ticket
  [[nodiscard]] bool exists() const { return as != nullptr; }
};

/// Is `a` a better choice than `b`? The last tie is the listed order.
[[nodiscard]] inline bool
is_preferred(AssignmentRule rule, const Candidate& a, const Candidate& b) {
  if (a.as->preference != b.as->preference) return a.as->preference < b.as->preference;
  switch (rule) {
    case AssignmentRule::best_skill:
      if (a.as->speed != b.as->speed) return a.as->speed > b.as->speed;
      break;
    case AssignmentRule::longest_idle: break;
  }
  if (a.idle_since != b.idle_since) return a.idle_since < b.idle_since;
  return a.agent < b.agent;
}

}  // namespace tiersim
