#pragma once
// What becomes of a ticket whose work at a tier has ended or was cut.

#include <cstdint>

namespace tiersim {

enum class AfterWork : std::uint8_t { resolve, retry, go_up };

/// What the rule sees of work that ended by itself.
struct WorkEnded {
  bool is_solved = false;
  bool is_last_tier = false;   ///< of the ticket's type
  bool is_triage = false;      ///< nobody at this tier has the skill
  std::uint32_t attempts = 0;  ///< this one included
  std::uint32_t most_attempts = 1;
};

[[nodiscard]] inline AfterWork after_work(const WorkEnded& ended) {
  if (ended.is_solved) return AfterWork::resolve;
  if (ended.is_last_tier) return AfterWork::retry;
  if (ended.is_triage || ended.attempts >= ended.most_attempts) return AfterWork::go_up;
  return AfterWork::retry;
}

}  // namespace tiersim
