#include "tiersim/chance.hpp"

#include <algorithm>
#include <cmath>

namespace tiersim {
namespace {

bool is_of_period(const KpiCell& cell) {
  return std::ranges::any_of(
      cell.labels, [](const auto& label) { return period_kind(label.first).has_value(); });
}

/// Is it a sum that a shorter window has less of? Then its bound says nothing on a month.
bool grows_with_window(const KpiCell& cell) {
  return cell.kpi->form == Form::total && cell.kpi->per == KpiRow::Per::none;
}

/// A sum over the pairs that have a value.
struct PairSums {
  double own = 0;
  double pairs = 0;
};

/// The mean of both twins in each period.
std::vector<double> means_of(const Twins& twins) {
  std::vector<PairSums> sums(twins.periods);
  for (std::size_t i = 0; i < twins.own.size(); ++i) {
    if (!twins.own[i] || !twins.twin[i]) continue;
    sums[i % twins.periods].own += (*twins.own[i] + *twins.twin[i]) / 2;
    ++sums[i % twins.periods].pairs;
  }
  std::vector<double> means;
  means.reserve(sums.size());
  for (const PairSums& one : sums) means.push_back(one.pairs > 0 ? one.own / one.pairs : 0);
  return means;
}

/// What twins have in common and what they are in all, by replication.
struct CommonParts {
  std::vector<double> common;   ///< products of deviations
  std::vector<double> all;      ///< their mean squares
  std::vector<double> in_play;  ///< pairs with a value
};

CommonParts common_parts(const Twins& twins) {
  const std::vector<double> means = means_of(twins);
  const std::size_t replications = twins.own.size() / twins.periods;
  CommonParts parts{std::vector<double>(replications), std::vector<double>(replications),
                    std::vector<double>(replications)};
  for (std::size_t i = 0; i < twins.own.size(); ++i) {
    if (!twins.own[i] || !twins.twin[i]) continue;
    const double a = *twins.own[i] - means[i % twins.periods];
    const double b = *twins.twin[i] - means[i % twins.periods];
    const std::size_t replication = i / twins.periods;
    parts.common[replication] += a * b;
    parts.all[replication] += (a * a + b * b) / 2;
    ++parts.in_play[replication];
  }
  return parts;
}

double sum_over(const std::vector<double>& values) {
  double sum = 0;
  for (const double one : values) sum += one;
  return sum;
}

/// On Fisher's scale a correlation varies alike wherever it is.
std::optional<ConfidenceInterval> share_of_common(const CommonParts& parts, double level) {
  const RatioSamples samples{parts.common, parts.all};
  const std::optional<double> ratio = ratio_of_sums(samples);
  const std::optional<double> error = ratio_standard_error(samples);
  if (!ratio || !error) return std::nullopt;
  const double left = 1 - *ratio * *ratio;
  if (left <= 1e-12) return ConfidenceInterval{1, 1};
  const auto degrees = static_cast<double>(parts.all.size() - 1);
  const double half = student_quantile(level, degrees) * *error / left;
  const double middle = std::atanh(*ratio);
  return ConfidenceInterval{std::clamp(std::tanh(middle - half), 0.0, 1.0),
                            std::clamp(std::tanh(middle + half), 0.0, 1.0)};
}

/// A target's cells by which its chance is counted.
struct CountedCells {
  std::size_t first = 0;  ///< from the end of the estimator's
  std::size_t count = 0;
};

std::vector<std::optional<double>> values_of(const Estimator& estimator, const CountedCells& of) {
  const std::size_t first = estimator.cells().size() - of.first;
  std::vector<std::optional<double>> values;
  values.reserve(estimator.replications() * of.count);
  for (std::size_t r = 0; r < estimator.replications(); ++r) {
    for (std::size_t i = 0; i < of.count; ++i) values.push_back(estimator.value_in(first + i, r));
  }
  return values;
}

TargetChance chance_of(const Target& target,
                       const CountedCells& counted,
                       const Estimator& estimator,
                       const Estimator* twins) {
  TargetChance chance;
  chance.periods = counted.count;
  chance.holds =
      met_share(target, estimator, estimator.cells().size() - counted.first, counted.count);
  if (twins == nullptr) return chance;
  chance.forecast =
      forecast_share({values_of(estimator, counted), values_of(*twins, counted), counted.count},
                     estimator.confidence());
  return chance;
}

}  // namespace

TargetCells
month_cells(const Model& model, const std::vector<Target>& targets, const TargetCells& cells) {
  std::vector<Period> months = periods_of(model, PeriodKind::month);
  std::erase_if(months, [](const Period& month) { return !month.is_whole; });
  TargetCells result(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const KpiCell& cell = cells[i].front();
    const bool has_months = cell.kpi->of_months && cell.stat.quantile != 0;
    if (targets[i].per || is_of_period(cell) || has_months || grows_with_window(cell)) continue;
    for (const Period& month : months) {
      result[i].push_back(in_period(model, cell, Label::month, month));
    }
  }
  return result;
}

double ForecastShare::forecast_deviation() const { return deviation * std::sqrt(share); }
double ForecastShare::queue_deviation() const { return deviation * std::sqrt(1 - share); }

std::optional<ForecastShare> forecast_share(const Twins& twins, double level) {
  const CommonParts parts = common_parts(twins);
  const double all = sum_over(parts.all);
  const double pairs = sum_over(parts.in_play);
  const auto replications =
      std::ranges::count_if(parts.in_play, [](double count) { return count > 0; });
  if (replications < 2 || !(all > 0)) return std::nullopt;
  const auto periods = static_cast<double>(twins.periods);
  ForecastShare result;
  result.deviation = std::sqrt(2 * all / std::max(1.0, 2 * pairs - periods));
  result.share = std::clamp(sum_over(parts.common) / all, 0.0, 1.0);
  result.interval = share_of_common(parts, level);
  return result;
}

std::vector<TargetChance> target_chances(const std::vector<Target>& targets,
                                         const ChanceCells& cells,
                                         const Estimator& estimator,
                                         const Estimator* twins) {
  std::size_t of_months = size_of(cells.months) + size_of(cells.targets);
  std::size_t of_targets = size_of(cells.targets);
  std::vector<TargetChance> chances;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const std::size_t months = cells.months[i].size();
    const CountedCells counted = months > 0 ? CountedCells{of_months, months}
                                            : CountedCells{of_targets, cells.targets[i].size()};
    chances.push_back(chance_of(targets[i], counted, estimator, twins));
    TargetChance& chance = chances.back();
    chance.per = targets[i].per;
    if (months > 0) chance.per = PeriodKind::month;
    for (const auto& [label, value] : cells.targets[i].front().labels) {
      if (!chance.per) chance.per = period_kind(label);
    }
    of_months -= months;
    of_targets -= cells.targets[i].size();
  }
  return chances;
}

std::string_view period_text(const TargetChance& chance) {
  return chance.per ? to_text(*chance.per) : "horizon";
}

}  // namespace tiersim
