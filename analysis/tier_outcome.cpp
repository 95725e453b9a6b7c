// What one entry into a tier brings: visits, work, and the share that moves up.

#include <algorithm>

#include "tiersim/requirement.hpp"

namespace tiersim {

namespace {

/// Less than this share of tickets is not followed any further.
constexpr double negligible = 1e-9;

struct Attempt {
  double work_ms;  ///< expected, cut by what is left of the threshold
  double cut;      ///< share that is cut
};

Attempt attempt(const TierRules& rules, double factor, std::optional<double> left_ms) {
  if (!left_ms) return {mean_ms(rules.handle_time) * factor, 0};
  const Duration left = to_duration(*left_ms / factor);
  return {mean_cut_ms(rules.handle_time, rules.default_cv, left) * factor,
          survival(rules.handle_time, rules.default_cv, left)};
}

}  // namespace

TierOutcome tier_outcome(const TierRules& rules) {
  const double factor = rules.handle_scale / rules.speed;
  const double chance = std::clamp(rules.chance, 0.0, 1.0);
  if (rules.is_last) {
    const double visits = chance > 0 ? 1 / chance : 1;
    return {visits, visits * mean_ms(rules.handle_time) * factor, 0};
  }
  TierOutcome result;
  double still_here = 1;
  double used_ms = 0;
  for (std::size_t i = 0; i < rules.attempts && still_here > negligible; ++i) {
    std::optional<double> left_ms;
    if (rules.threshold) {
      left_ms = std::max(0.0, static_cast<double>(rules.threshold->count()) - used_ms);
    }
    const Attempt one = attempt(rules, factor, left_ms);
    result.visits += still_here;
    result.work_ms += still_here * one.work_ms;
    result.moved_up += still_here * one.cut;
    if (left_ms && one.cut < 1) used_ms += (one.work_ms - one.cut * *left_ms) / (1 - one.cut);
    still_here *= (1 - one.cut) * (1 - chance);
  }
  result.moved_up += still_here;
  return result;
}

}  // namespace tiersim
