// What became of targets: by their intervals, over the whole window or period by period.

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <span>

#include "tiersim/targets.hpp"

namespace tiersim {

std::string_view to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::met: return "met";
    case Verdict::missed: return "missed";
    case Verdict::unclear: return "unclear";
    case Verdict::nothing: return "nothing";
  }
  return "";
}

std::size_t size_of(const TargetCells& cells) {
  std::size_t size = 0;
  for (const std::vector<KpiCell>& of_one : cells) size += of_one.size();
  return size;
}

Verdict judge(const Target& target, const Estimate& estimate) {
  if (!estimate.value) return Verdict::nothing;
  if (!estimate.interval) return Verdict::unclear;
  const bool at_most = target.comparison == Comparison::at_most;
  // The end of the interval that has to hold, and the one whose failing is a miss.
  const double worst = at_most ? estimate.interval->high : -estimate.interval->low;
  const double best = at_most ? estimate.interval->low : -estimate.interval->high;
  const double bound = at_most ? target.bound : -target.bound;
  if (best > bound) return Verdict::missed;
  if (worst > bound || estimate.growing) return Verdict::unclear;
  return Verdict::met;
}

bool holds(const Target& target, double value) {
  return target.comparison == Comparison::at_most ? value <= target.bound : value >= target.bound;
}

Estimate
met_share(const Target& target, const Estimator& estimator, std::size_t first, std::size_t count) {
  std::vector<double> met(estimator.replications());
  std::vector<double> pairs(estimator.replications());
  for (std::size_t r = 0; r < estimator.replications(); ++r) {
    for (std::size_t cell = first; cell < first + count; ++cell) {
      const std::optional<double> value = estimator.value_in(cell, r);
      if (!value) continue;
      ++pairs[r];
      if (holds(target, *value)) ++met[r];
    }
  }
  const RatioSamples samples{met, pairs};
  return {.value = ratio_of_sums(samples),
          .interval = share_interval(samples, estimator.confidence()),
          .n = std::accumulate(pairs.begin(), pairs.end(), 0.0)};
}

namespace {

/// The cells of one target among those of an estimator.
struct Judged {
  const Target& target;
  std::span<const KpiCell> cells;
  std::span<const Estimate> estimates;
  std::size_t first = 0;  ///< where its cells begin
};

std::size_t worst_of(const Judged& judged) {
  const bool at_most = judged.target.comparison == Comparison::at_most;
  const auto badness = [&](const Estimate& estimate) {
    if (!estimate.value) return -std::numeric_limits<double>::infinity();
    return at_most ? *estimate.value : -*estimate.value;
  };
  const auto worst = std::ranges::max_element(judged.estimates, {}, badness);
  return static_cast<std::size_t>(worst - judged.estimates.begin());
}

/// Over all periods.
Verdict judge_each(const Judged& judged) {
  std::size_t met = 0;
  std::size_t nothing = 0;
  for (const Estimate& estimate : judged.estimates) {
    const Verdict verdict = judge(judged.target, estimate);
    if (verdict == Verdict::missed) return Verdict::missed;
    met += verdict == Verdict::met ? 1 : 0;
    nothing += verdict == Verdict::nothing ? 1 : 0;
  }
  if (nothing == judged.estimates.size()) return Verdict::nothing;
  return met + nothing == judged.estimates.size() ? Verdict::met : Verdict::unclear;
}

JudgedTarget judge_target(const Judged& judged, const Estimator& estimator) {
  const std::size_t worst = worst_of(judged);
  JudgedTarget result{judged.target, judged.cells[worst], judged.estimates[worst],
                      judge_each(judged)};
  if (!judged.target.per) return result;
  result.met_in = met_share(judged.target, estimator, judged.first, judged.cells.size());
  if (!judged.target.in) return result;
  Target share;
  share.comparison = Comparison::at_least;
  share.bound = *judged.target.in;
  result.verdict = judge(share, *result.met_in);
  return result;
}

}  // namespace

std::vector<JudgedTarget> judge_targets(const std::vector<Target>& targets,
                                        const TargetCells& cells,
                                        const std::vector<Estimate>& estimates,
                                        const Estimator& estimator) {
  const bool is_growing = estimator.backlog_growth().has_value();
  std::vector<JudgedTarget> judged;
  judged.reserve(targets.size());
  const std::size_t before = estimator.cells().size() - estimates.size();
  std::size_t at = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const std::span own = std::span{estimates}.subspan(at, cells[i].size());
    judged.push_back(judge_target({targets[i], cells[i], own, before + at}, estimator));
    at += cells[i].size();
    Verdict& verdict = judged.back().verdict;
    if (verdict == Verdict::met && is_growing) verdict = Verdict::unclear;
  }
  return judged;
}

}  // namespace tiersim
