// Points of a sweep against each other, on common random numbers; and how far a plan holds.

#include "tiersim/sweep.hpp"

namespace tiersim {

SweepDifference sweep_difference(const SweepOutcome& point,
                                 const SweepOutcome& base,
                                 std::size_t number,
                                 double level) {
  SweepDifference difference;
  const std::optional<double>& a = point.estimates[number].value;
  const std::optional<double>& b = base.estimates[number].value;
  if (!a || !b) return difference;
  difference.value = *a - *b;
  const Influences& of_point = point.influences[number];
  const Influences& of_base = base.influences[number];
  difference.interval = paired_difference(*difference.value, of_base, of_point, level).interval;
  if (of_point.size() != of_base.size()) return difference;
  for (std::size_t r = 0; r < of_point.size(); ++r) {
    difference.samples.push_back(*difference.value + of_point[r] - of_base[r]);
  }
  return difference;
}

bool holds_by_value(const JudgedTarget& judged) {
  const bool by_share = judged.met_in && judged.target.in;
  const Estimate& estimate = by_share ? *judged.met_in : judged.estimate;
  if (!estimate.value) return true;  // nothing counted, nothing missed
  if (by_share) return *estimate.value >= *judged.target.in;
  if (estimate.growing) return false;
  return judged.target.comparison == Comparison::at_most ? *estimate.value <= judged.target.bound
                                                         : *estimate.value >= judged.target.bound;
}

std::vector<HoldsTo> until_miss(std::size_t values,
                                std::size_t targets,
                                const std::function<std::vector<bool>(std::size_t value)>& holds) {
  std::vector<std::optional<std::vector<bool>>> known(values);
  const auto holds_at = [&](std::size_t value, std::size_t target) {
    if (!known[value]) known[value] = holds(value);
    return (*known[value])[target];
  };
  std::vector<HoldsTo> results;
  for (std::size_t target = 0; target < targets; ++target) {
    HoldsTo result{target, std::nullopt, std::nullopt};
    if (!holds_at(0, target)) {
      result.misses = 0;
    } else if (holds_at(values - 1, target)) {
      result.holds = values - 1;
    } else {
      std::size_t low = 0;
      std::size_t high = values - 1;
      while (high - low > 1) {
        const std::size_t middle = low + (high - low) / 2;
        (holds_at(middle, target) ? low : high) = middle;
      }
      result.holds = low;
      result.misses = high;
    }
    results.push_back(result);
  }
  return results;
}

}  // namespace tiersim
