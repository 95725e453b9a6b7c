#include "tiersim/estimate.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "tiersim/drift.hpp"

namespace tiersim {

namespace {

bool is_quantile(const KpiCell& cell) { return cell.stat.quantile != 0; }

/// The tier that the labels name, if they do.
std::optional<std::string> tier_of(const KpiCell& cell) {
  for (const auto& [label, value] : cell.labels) {
    if (label == Label::tier) return value;
  }
  return std::nullopt;
}

std::uint64_t count_in(const KpiCell& cell, const Measures& measures) {
  std::uint64_t count = 0;
  for (const std::size_t index : cell.histograms) count += measures.histograms[index].count();
  return count;
}

}  // namespace

bool has_same_arrivals(const Model& model) {
  return std::any_of(model.streams.begin(), model.streams.end(),
                     [](const ModelStream& stream) { return stream.is_replay(); });
}

Estimator::Estimator(const Model& model, std::vector<KpiCell> cells, double confidence)
    : model_{model},
      cells_{std::move(cells)},
      confidence_{confidence},
      numerators_(cells_.size()),
      denominators_(cells_.size()),
      backlog_(model.tiers.size() + 1) {
  std::map<Window, std::size_t> known;
  for (const KpiCell& cell : cells_) {
    window_of_.emplace_back();
    if (!cell.window) continue;
    const auto [entry, is_new] = known.emplace(*cell.window, windows_.size());
    if (is_new) windows_.push_back(*cell.window);
    window_of_.back() = entry->second;
  }
}

std::optional<double> Estimator::quantile_of(const KpiCell& cell, const Measures& measures) const {
  if (cell.histograms.size() == 1) {
    return measures.histograms[cell.histograms.front()].quantile_ms(cell.stat.quantile);
  }
  Histogram merged;
  for (const std::size_t index : cell.histograms) merged.merge(measures.histograms[index]);
  return merged.quantile_ms(cell.stat.quantile);
}

void Estimator::add(const Measures& measures) {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const KpiCell& cell = cells_[i];
    const Measures& part = part_for(i, measures);
    if (is_quantile(cell)) {
      numerators_[i].push_back(quantile_of(cell, part).value_or(0));
      denominators_[i].push_back(static_cast<double>(count_in(cell, part)));
    } else {
      numerators_[i].push_back(cell.numerator(part));
      denominators_[i].push_back(cell.denominator(part));
    }
  }
  const std::size_t tiers = model_.tiers.size();
  const std::size_t closes = measures.closes.size() / tiers;
  for (std::size_t close = 0; close < closes; ++close) {
    double all = 0;
    for (std::size_t tier = 0; tier < tiers; ++tier) {
      const auto open = static_cast<double>(measures.closes[tier * closes + close]);
      backlog_[tier].push_back(open);
      all += open;
    }
    backlog_[tiers].push_back(all);
  }
  total_.merge(measures);
  ++replications_;
}

std::optional<double> Estimator::value_in(std::size_t cell, std::size_t replication) const {
  const double denominator = denominators_[cell][replication];
  if (denominator == 0) return std::nullopt;
  const bool is_ratio = cells_[cell].kpi->form != Form::total && !is_quantile(cells_[cell]);
  if (!is_ratio) return numerators_[cell][replication];
  return numerators_[cell][replication] / denominator;
}

Estimate Estimator::estimate(std::size_t cell) const {
  Estimate result;
  if (replications_ == 0) return result;
  const KpiCell& asked = cells_[cell];
  const std::vector<double>& numerators = numerators_[cell];
  const std::vector<double>& denominators = denominators_[cell];
  const RatioSamples samples{numerators, denominators};
  result.n = std::accumulate(denominators.begin(), denominators.end(), 0.0);
  if (is_quantile(asked)) {
    estimate_quantile(cell, result);
  } else if (asked.kpi->form == Form::total) {
    if (result.n == 0) return result;
    const double sum = std::accumulate(numerators.begin(), numerators.end(), 0.0);
    result.value = sum / static_cast<double>(replications_);
    result.interval = mean_interval(numerators, confidence_);
  } else {
    result.value = ratio_of_sums(samples);
    result.interval = asked.kpi->form == Form::share ? share_interval(samples, confidence_)
                                                     : ratio_interval(samples, confidence_);
  }
  // One period has a value of its own even while the backlog grows.
  result.growing = asked.kpi->grows && !asked.window && result.value && is_growing(asked);
  return result;
}

void Estimator::estimate_quantile(std::size_t cell, Estimate& result) const {
  const KpiCell& asked = cells_[cell];
  result.value = quantile_of(asked, part_for(cell, total_));
  if (!result.value) return;
  std::vector<double> own;
  for (std::size_t r = 0; r < replications_; ++r) {
    if (denominators_[cell][r] > 0) own.push_back(numerators_[cell][r]);
  }
  const double tickets = result.n / static_cast<double>(replications_);
  result.interval =
      quantile_interval({asked.stat.quantile, *result.value, own, tickets}, confidence_);
}

/// Does the backlog grow that the cell is about: that of its tier, or of all?
bool Estimator::is_growing(const KpiCell& cell) const {
  const std::optional<std::string> tier = tier_of(cell);
  if (!tier) return backlog_growth().has_value();
  for (std::uint32_t t = 0; t < model_.tiers.size(); ++t) {
    if (model_.tiers[TierId{t}].name == *tier) return backlog_growth(TierId{t}).has_value();
  }
  return false;
}

std::optional<double> Estimator::backlog_growth() const { return growth_of(model_.tiers.size()); }

std::optional<double> Estimator::backlog_growth(TierId tier) const {
  return growth_of(tier.index());
}

std::optional<double> Estimator::growth_of(std::size_t series) const {
  if (replications_ == 0 || backlog_[series].empty()) return std::nullopt;
  constexpr double days_in_week = 7;
  const std::size_t closes = backlog_[series].size() / replications_;
  const std::optional<Drift> drift = backlog_drift({.means = backlog_[series],
                                                    .replications = replications_,
                                                    .weeks_per_part = 1 / days_in_week,
                                                    .parts_per_cycle = closes >= 14 ? 7U : 1U,
                                                    .same_arrivals = has_same_arrivals(model_)});
  if (!drift || !drift->growing) return std::nullopt;
  return drift->per_week;
}

}  // namespace tiersim
