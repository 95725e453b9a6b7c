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
  PostId post;
  Instant idle_since{};
  double speed = 1;  ///< at this ticket
  double solve = 1;
  std::uint32_t preference = 0;  ///< rank of its group in the tier's `groups`
};

/// Is `a` a better choice than `b`? The last tie is the listed order.
[[nodiscard]] inline bool
is_preferred(AssignmentRule rule, const Candidate& a, const Candidate& b) {
  if (a.preference != b.preference) return a.preference < b.preference;
  switch (rule) {
    case AssignmentRule::best_skill:
      if (a.speed != b.speed) return a.speed > b.speed;
      break;
    case AssignmentRule::longest_idle: break;
  }
  if (a.idle_since != b.idle_since) return a.idle_since < b.idle_since;
  return a.agent < b.agent;
}

}  // namespace tiersim
