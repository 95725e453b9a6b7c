#include "analysis/gate_rules.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/report_format.hpp"

namespace tiersim {
namespace {

constexpr double point = 0.01;
constexpr double small_part = 0.02;  ///< of a bound that is no share

bool is_of_quantile(const KpiCell& cell) { return cell.stat.quantile != 0; }

/// One of what the KPI is told in, in its base: an hour, a ticket, a euro.
double one_of(Unit unit) { return 1 / in_unit(1, unit); }

double part_of(double value, Unit unit) {
  const double part = small_part * std::abs(value);
  return part > 0 ? part : small_part * one_of(unit);
}

double zone_of_share(double bound) {
  const double left = std::min(bound, 1 - bound);
  return std::clamp(left / 5, point / 10, point);
}

}  // namespace

double zone_of(const KpiCell& cell, double bound) {
  if (is_of_quantile(cell)) return zone_of_share(1 - cell.stat.quantile);
  return cell.kpi->unit == Unit::share ? zone_of_share(bound) : part_of(bound, cell.kpi->unit);
}

double least_tickets(double end, double zone) {
  constexpr double events = 20;
  return events / std::max(std::min(end, 1 - end), zone);
}

double tolerance_of(const KpiCell& cell, double base, const Margin& worse_by) {
  if (!worse_by.is_relative) return worse_by.size;
  const Unit unit = cell.kpi->unit;
  if (unit == Unit::share) {
    const double left = std::max(0.0, std::min(base, 1 - base));
    return std::max(worse_by.size * left, zone_of_share(base));
  }
  const double floor =
      unit == Unit::duration ? static_cast<double>(one_minute.count()) : small_part * one_of(unit);
  return std::max(worse_by.size * std::abs(base), floor);
}

namespace {

CheckRule rule_of_bound(const Target& target, const KpiCell& cell) {
  CheckRule rule;
  rule.is_at_most = target.comparison == Comparison::at_most;
  rule.bound = target.bound;
  rule.zone = zone_of(cell, target.bound);
  if (cell.kpi->unit != Unit::share && !is_of_quantile(cell)) return rule;
  const double share = is_of_quantile(cell) ? 1 - cell.stat.quantile : target.bound;
  const bool is_upwards = rule.is_at_most || is_of_quantile(cell);
  rule.least_weight = least_tickets(share + (is_upwards ? rule.zone : -rule.zone), rule.zone);
  return rule;
}

CheckRule rule_of_periods(const Target& target, std::size_t cells) {
  CheckRule rule;
  rule.is_at_most = false;
  rule.is_share_of_periods = true;
  rule.cells = cells;
  rule.bound = *target.in;
  rule.zone = zone_of_share(*target.in);
  return rule;
}

}  // namespace

std::vector<CheckRule>
check_rules(const std::vector<Target>& targets, const TargetCells& cells, bool is_paired) {
  std::vector<CheckRule> rules;
  std::size_t first = 0;
  const auto add = [&](CheckRule rule, std::size_t target, std::size_t cell) {
    rule.target = target;
    rule.first = cell;
    rules.push_back(rule);
  };
  for (std::size_t t = 0; t < targets.size(); ++t) {
    const bool is_by_share = targets[t].in && !is_paired;
    if (is_by_share) add(rule_of_periods(targets[t], cells[t].size()), t, first);
    for (std::size_t i = 0; i < cells[t].size() && !is_by_share; ++i) {
      add(rule_of_bound(targets[t], cells[t][i]), t, first + i);
    }
    first += cells[t].size();
  }
  return rules;
}

void pair_with(double base, const KpiCell& cell, const Margin& worse_by, CheckRule& rule) {
  rule.tolerance = tolerance_of(cell, base, worse_by);
  rule.bound = base + (rule.is_at_most ? rule.tolerance : -rule.tolerance);
  rule.zone = rule.tolerance;
}

namespace {

/// `bound x (periods with a value) - those that hold`; see GateSample.
GateSample periods_sample(const CheckRule& rule,
                          const Target& target,
                          const Estimator& estimator,
                          std::size_t replication) {
  double pairs = 0;
  double met = 0;
  for (std::size_t cell = rule.first; cell < rule.first + rule.cells; ++cell) {
    const std::optional<double> value = estimator.value_in(cell, replication);
    if (!value) continue;
    ++pairs;
    met += holds(target, *value) ? 1 : 0;
  }
  return {.beyond = rule.bound * pairs - met, .weight = pairs};
}

}  // namespace

GateSample bound_sample(const CheckRule& rule,
                        const Target& target,
                        const Estimator& estimator,
                        std::size_t replication) {
  if (rule.is_share_of_periods) return periods_sample(rule, target, estimator, replication);
  const KpiCell& cell = estimator.cells()[rule.first];
  const KpiParts parts = estimator.parts_in(rule.first, replication);
  if (parts.denominator == 0) return {.beyond = 0, .weight = 0};
  const double at_bound = is_of_quantile(cell) ? (1 - cell.stat.quantile) * parts.denominator
                                               : rule.bound * parts.denominator;
  const double beyond = (is_of_quantile(cell) ? parts.above : parts.numerator) - at_bound;
  return {.beyond = rule.is_at_most ? beyond : -beyond, .weight = parts.denominator};
}

LinearCell::LinearCell(const Estimator& estimator, std::size_t cell) : cell_{cell} {
  KpiParts sum;
  for (std::size_t r = 0; r < estimator.replications(); ++r) {
    const KpiParts parts = parts_of(estimator, r);
    sum.numerator += parts.numerator;
    sum.denominator += parts.denominator;
  }
  if (sum.denominator == 0) return;
  ratio_ = sum.numerator / sum.denominator;
  mean_ = sum.denominator / static_cast<double>(estimator.replications());
}

KpiParts LinearCell::parts_of(const Estimator& estimator, std::size_t replication) const {
  KpiParts parts = estimator.parts_in(cell_, replication);
  if (is_of_quantile(estimator.cells()[cell_])) parts.numerator = parts.above;
  return parts;
}

double LinearCell::in(const Estimator& estimator, std::size_t replication) const {
  const KpiParts parts = parts_of(estimator, replication);
  return ratio_ + (parts.numerator - ratio_ * parts.denominator) / mean_;
}

}  // namespace tiersim
