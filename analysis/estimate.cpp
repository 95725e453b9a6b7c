#include "tiersim/estimate.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "tiersim/drift.hpp"

namespace tiersim {

namespace {

bool is_quantile(const KpiCell& cell) { return cell.stat.quantile != 0; }
bool is_of_months(const KpiCell& cell) { return cell.credits.has_value(); }

/// Nearest rank. \param values  in rising order, not empty.
double quantile_of(const std::vector<double>& values, double q) {
  // As for histograms: products that are whole in decimal must not skip a rank.
  const double rank = std::ceil(q * static_cast<double>(values.size()) * (1 - 1e-14));
  return values[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
}

/// The tier that the labels name, if they do.
std::optional<std::string> tier_of(const KpiCell& cell) {
  for (const auto& [label, value] : cell.labels) {
    if (label == Label::tier) return value;
  }
  return std::nullopt;
}

/// Calls use(histogram) with the durations that a quantile cell is about.
template <class Use>
void with_durations(const KpiCell& cell, const Measures& measures, Use use) {
  if (cell.histograms.size() == 1) return use(measures.histograms[cell.histograms.front()]);
  Histogram merged;
  for (const std::size_t index : cell.histograms) merged.merge(measures.histograms[index]);
  use(merged);
}

/// The interval without what cannot be: a true value lies in both or in neither.
ConfidenceInterval clipped(const ConfidenceInterval& interval, const KpiRange& range) {
  return {std::clamp(interval.low, range.low, range.high),
          std::clamp(interval.high, range.low, range.high)};
}

double count_at_most(const Histogram& durations, double ms) {
  return static_cast<double>(durations.count_at_most(to_duration(ms)));
}

}  // namespace

bool has_same_arrivals(const Model& model) {
  return std::any_of(model.streams.begin(), model.streams.end(),
                     [](const ModelStream& stream) { return stream.replayed; });
}

Estimator::Estimator(const Model& model, std::vector<KpiCell> cells, double confidence)
    : model_{model},
      cells_{std::move(cells)},
      confidence_{confidence},
      looks_(cells_.size()),
      above_(cells_.size()),
      months_(cells_.size()),
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

void Estimator::add_quantile(std::size_t cell, const Measures& measures) {
  const double q = cells_[cell].stat.quantile;
  double so_far = 0;
  with_durations(cells_[cell], part_for(cell, total_),
                 [&](const Histogram& all) { so_far = all.quantile_ms(q).value_or(0); });
  with_durations(cells_[cell], measures, [&](const Histogram& own) {
    numerators_[cell].push_back(own.quantile_ms(q).value_or(0));
    denominators_[cell].push_back(static_cast<double>(own.count()));
    looks_[cell].push_back({so_far, count_at_most(own, so_far)});
    const std::optional<double> bound = cells_[cell].bound;
    if (bound) above_[cell].push_back(denominators_[cell].back() - count_at_most(own, *bound));
  });
}

/// What each month of the replication says, and their quantile.
void Estimator::add_months(std::size_t cell, const Measures& measures) {
  const std::size_t row = *cells_[cell].credits;
  const std::size_t slas = model_.slas.size();
  const bool has_any = row == slas || model_.slas[SlaId{row}].credits.has_value();
  const std::size_t months = has_any ? measures.credits.size() / (slas + 1) : 0;
  std::vector<double> own;
  for (std::size_t m = 0; m < months; ++m) {
    const std::int64_t credit = measures.credits[row * months + m];
    own.push_back(static_cast<double>(credit) * cells_[cell].numerator.weight);
  }
  months_[cell].insert(months_[cell].end(), own.begin(), own.end());
  const std::optional<double> bound = cells_[cell].bound;
  if (bound) {
    const auto is_above = [&](double credit) { return credit > *bound; };
    above_[cell].push_back(static_cast<double>(std::ranges::count_if(own, is_above)));
  }
  std::ranges::sort(own);
  numerators_[cell].push_back(own.empty() ? 0 : quantile_of(own, cells_[cell].stat.quantile));
  denominators_[cell].push_back(static_cast<double>(months));
}

void Estimator::add(const Measures& measures) {
  total_.merge(measures);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const KpiCell& cell = cells_[i];
    const Measures& part = part_for(i, measures);
    if (is_of_months(cell)) {
      add_months(i, part);
    } else if (is_quantile(cell)) {
      add_quantile(i, part);
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
  ++replications_;
}

std::optional<double> Estimator::value_in(std::size_t cell, std::size_t replication) const {
  const double denominator = denominators_[cell][replication];
  if (denominator == 0) return std::nullopt;
  const bool is_ratio = cells_[cell].kpi->form != Form::total && !is_quantile(cells_[cell]);
  if (!is_ratio) return numerators_[cell][replication];
  return numerators_[cell][replication] / denominator;
}

KpiParts Estimator::parts_in(std::size_t cell, std::size_t replication) const {
  KpiParts parts{.numerator = numerators_[cell][replication],
                 .denominator = denominators_[cell][replication],
                 .above = 0};
  if (cells_[cell].bound) parts.above = above_[cell][replication];
  const bool is_total = cells_[cell].kpi->form == Form::total && !is_quantile(cells_[cell]);
  if (is_total && parts.denominator != 0) parts.denominator = 1;
  return parts;
}

Estimate Estimator::estimate(std::size_t cell) const {
  Estimate result;
  if (replications_ == 0) return result;
  const KpiCell& asked = cells_[cell];
  const std::vector<double>& numerators = numerators_[cell];
  const std::vector<double>& denominators = denominators_[cell];
  const RatioSamples samples{numerators, denominators};
  result.n = std::accumulate(denominators.begin(), denominators.end(), 0.0);
  if (is_of_months(asked)) {
    estimate_months(cell, result);
  } else if (is_quantile(asked)) {
    with_durations(asked, part_for(cell, total_),
                   [&](const Histogram& all) { estimate_quantile(cell, all, result); });
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
  if (result.interval) result.interval = clipped(*result.interval, range_of(*asked.kpi));
  // One period has a value of its own even while the backlog grows.
  result.growing = asked.kpi->grows && !asked.window && result.value && is_growing(asked);
  return result;
}

/// How many of a replication's tickets are at most as long as the quantile of all is known nearly:
/// those at most as long as the quantile of the replications up to it, and, for what lies between
/// the two, the share that it has among all tickets.
std::vector<double> Estimator::at_most_quantile(std::size_t cell, const Histogram& all) const {
  const double below = count_at_most(all, all.quantile_ms(cells_[cell].stat.quantile).value_or(0));
  const auto n = static_cast<double>(all.count());
  std::vector<double> at_most;
  for (std::size_t r = 0; r < replications_; ++r) {
    const double tickets = denominators_[cell][r];
    const Look& look = looks_[cell][r];
    const double between = (below - count_at_most(all, look.quantile_ms)) / n;
    at_most.push_back(std::clamp(look.at_most + tickets * between, 0.0, tickets));
  }
  return at_most;
}

std::vector<double> Estimator::at_most_quantile(std::size_t cell) const {
  std::vector<double> at_most;
  with_durations(cells_[cell], part_for(cell, total_),
                 [&](const Histogram& all) { at_most = at_most_quantile(cell, all); });
  return at_most;
}

void Estimator::estimate_quantile(std::size_t cell, const Histogram& all, Estimate& result) const {
  const double q = cells_[cell].stat.quantile;
  result.value = all.quantile_ms(q);
  if (!result.value) return;
  const std::vector<double> at_most = at_most_quantile(cell, all);
  const auto levels = quantile_levels({q, at_most, denominators_[cell]}, confidence_);
  if (!levels) return;
  result.interval = {*all.quantile_ms(levels->low), *all.quantile_ms(levels->high)};
}

/// The quantile of all months of all replications. Its interval is Woodruff's: how sure the share
/// of months is that are at most the quantile, as quantiles again.
void Estimator::estimate_months(std::size_t cell, Estimate& result) const {
  std::vector<double> all = months_[cell];
  if (all.empty()) return;
  const double q = cells_[cell].stat.quantile;
  std::ranges::sort(all);
  result.value = quantile_of(all, q);
  const std::size_t months = all.size() / replications_;
  std::vector<double> at_most;
  for (std::size_t r = 0; r < replications_; ++r) {
    const auto first = months_[cell].begin() + static_cast<std::ptrdiff_t>(r * months);
    const auto is_at_most = [&](double credit) { return credit <= *result.value; };
    at_most.push_back(static_cast<double>(
        std::count_if(first, first + static_cast<std::ptrdiff_t>(months), is_at_most)));
  }
  const RatioSamples shares{at_most, denominators_[cell]};
  const auto sure = share_interval(shares, confidence_);
  const auto share = ratio_of_sums(shares);
  if (!sure || !share) return;
  result.interval = {quantile_of(all, std::max(0.0, q - (*share - sure->low))),
                     quantile_of(all, std::min(1.0, q + (sure->high - *share)))};
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
