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

namespace {

bool holds_by_value(const JudgedTarget& judged) {
  const bool by_share = judged.met_in && judged.target.in;
  const Estimate& estimate = by_share ? *judged.met_in : judged.estimate;
  if (!estimate.value) return true;  // nothing counted, nothing missed
  if (by_share) return *estimate.value >= *judged.target.in;
  return judged.target.comparison == Comparison::at_most ? *estimate.value <= judged.target.bound
                                                         : *estimate.value >= judged.target.bound;
}

/// What is known of the values of an axis.
class HoldsSearch {
 public:
  HoldsSearch(std::size_t values, const std::function<std::vector<bool>(std::size_t value)>& holds)
      : known_(values), holds_{holds} {
    for (std::size_t quarter = 0; quarter <= 4; ++quarter) look((values - 1) * quarter / 4);
  }

  /// The first value that is known to fail, and the last before it that is known to hold.
  [[nodiscard]] HoldsTo of(std::size_t target) const {
    HoldsTo result{target, std::nullopt, std::nullopt};
    for (std::size_t value = 0; value < known_.size() && !result.misses; ++value) {
      if (!known_[value]) continue;
      ((*known_[value])[target] ? result.holds : result.misses) = value;
    }
    return result;
  }

  /// Looks between the two. \return  whether there was something to look at.
  bool narrow(std::size_t target) {
    const HoldsTo now = of(target);
    if (!now.holds || !now.misses || *now.misses - *now.holds < 2) return false;
    look(*now.holds + (*now.misses - *now.holds) / 2);
    return true;
  }

 private:
  void look(std::size_t value) {
    if (!known_[value]) known_[value] = holds_(value);
  }

  std::vector<std::optional<std::vector<bool>>> known_;
  const std::function<std::vector<bool>(std::size_t value)>& holds_;
};

}  // namespace

std::vector<bool> targets_that_hold(const SweepOutcome& outcome) {
  std::vector<bool> holds;
  for (const JudgedTarget& judged : outcome.targets) {
    holds.push_back(!outcome.growing && holds_by_value(judged));
  }
  return holds;
}

std::vector<HoldsTo> until_miss(std::size_t values,
                                std::size_t targets,
                                const std::function<std::vector<bool>(std::size_t value)>& holds) {
  HoldsSearch search{values, holds};
  for (bool is_narrower = true; is_narrower;) {
    is_narrower = false;
    for (std::size_t target = 0; target < targets; ++target) {
      while (search.narrow(target)) is_narrower = true;
    }
  }
  std::vector<HoldsTo> results;
  for (std::size_t target = 0; target < targets; ++target) results.push_back(search.of(target));
  return results;
}

}  // namespace tiersim
