#include "tests/support/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "analysis/period_meter.hpp"
#include "tests/support/transient.hpp"
#include "tiersim/targets.hpp"

namespace tiersim::test {

namespace {

constexpr std::string_view met_in_periods = "met_in_months";
constexpr std::size_t most = 250;  // tickets in the system

const std::string five_agents = R"(
name: five agents from an empty start
horizon: {start: 2026-01-05, length: 10h, cool_down: 6h}
priorities: [P1, P2]
ticket_types:
  call:
    resolves: {L1: 80%, L2: 100%}
    handle_time: {L1: {exponential: {mean: 10m}}, L2: {deterministic: 1s}}
demand: {calls: {type: call, volume: 26/h, priorities: {P1: 6%, P2: 94%}}}
tiers: [{name: L1}, {name: L2}]
staff: {desk: {tier: L1, heads: 5, cost_per_hour: 30}, behind: {tier: L2, heads: 9}}
sla:
  answer: {stop: acknowledged, target: 5m}
  late: {stop: acknowledged, target: 20m, penalty_per_breach: 25}
)";

/// Where a falling function is `level`.
double root_of(const std::function<double(double)>& falling, double level) {
  double low = 0;
  double high = 10'000;
  for (int i = 0; i < 80; ++i) {
    const double middle = (low + high) / 2;
    (falling(middle) > level ? low : high) = middle;
  }
  return low;
}

class Desk {
 public:
  /// By steps of 2 min in the morning, where it changes fast, and of 5 min in the week.
  Desk(double per_hour, double hours, std::size_t agents)
      : agents_{agents},
        hours_{hours},
        station_{static_cast<int>(agents), per_hour / 60, 10},
        start_{station_, most, hours < 24 ? 2.0 : 5.0,
               static_cast<std::size_t>(hours * (hours < 24 ? 30 : 12))} {}

  [[nodiscard]] double wait() const { return start_.mean_seen(wait_by_found(station_, most)); }
  [[nodiscard]] double waits_longer(double time) const {
    return start_.mean_seen(wait_tail_by_found(station_, most, time));
  }
  [[nodiscard]] double wait_quantile(double q) const {
    return root_of([&](double t) { return waits_longer(t); }, 1 - q);
  }
  [[nodiscard]] double stay_quantile(double q) const {
    return root_of(
        [&](double t) { return start_.mean_seen(stay_tail_by_found(station_, most, t)); }, 1 - q);
  }
  [[nodiscard]] double tickets() const { return station_.arrival_rate * 60 * hours_; }
  [[nodiscard]] double open() const {
    std::vector<double> number;
    for (std::size_t n = 0; n <= most; ++n) number.push_back(static_cast<double>(n));
    return start_.mean_seen(number);
  }
  [[nodiscard]] double busy() const {
    std::vector<double> share;
    for (std::size_t n = 0; n <= most; ++n)
      share.push_back(static_cast<double>(std::min(n, agents_)) / static_cast<double>(agents_));
    return start_.mean_seen(share);
  }

 private:
  std::size_t agents_;
  double hours_;
  testing::Station station_;
  testing::EmptyStart start_;
};

/// A week whose days are judged by a target: their tickets are Poisson.
void add_days(CoveredDesk& desk, double per_hour) {
  const double a_day = 24 * per_hour;
  desk.sets.push_back(
      fmt::format("targets=[{{kpi: tickets_opened, is: \"<= {:.0f}\", per: day}}]", a_day));
  desk.kpis.push_back({"share",
                       fmt::format("days with at most {:.0f} tickets (`met in`)", a_day),
                       met_in_periods,
                       "mean",
                       {},
                       boost::math::cdf(boost::math::poisson{a_day}, a_day)});
}

CoveredDesk
desk_of(const std::string& name, double per_hour, double hours, int seed, std::size_t agents = 5) {
  const Desk desk{per_hour, hours, agents};
  const Labels l1{{Label::tier, "L1"}};
  const Labels answer{{Label::sla, "answer"}};
  const Labels late{{Label::sla, "late"}};
  const Labels late_p1{{Label::priority, "P1"}, {Label::sla, "late"}};
  const double late_tickets = desk.waits_longer(20);
  const double cost = 30 * static_cast<double>(agents) * hours;
  return {
      name,
      five_agents,
      {fmt::format("seed={}", seed), fmt::format("demand.calls.volume={}/h", per_hour),
       fmt::format("horizon.length={}h", hours + 6), fmt::format("staff.desk.heads={}", agents)},
      {{"mean", "tickets opened", "tickets_opened", "mean", {}, desk.tickets()},
       {"mean", "penalties", "penalties", "mean", {}, 25 * desk.tickets() * late_tickets},
       {"mean", "open tickets, over time", "backlog_mean", "mean", l1, desk.open()},
       {"ratio", "mean wait, min", "wait", "mean", l1, desk.wait() * ms_per_minute, ms_per_minute},
       {"ratio", "cost per ticket", "cost_per_ticket", "mean", {}, cost / desk.tickets()},
       {"ratio", "occupancy", "occupancy", "mean", l1, desk.busy()},
       {"share", "resolved at L1", "flr", "mean", {}, 0.8},
       {"share", "waits over 5 min", "sla_breach_rate", "mean", answer, desk.waits_longer(5)},
       {"share", "waits over 20 min", "sla_breach_rate", "mean", late, late_tickets},
       {"share", "waits over 20 min, of P1", "sla_breach_rate", "mean", late_p1, late_tickets},
       {"quantile", "median of waits and work at L1, min", "tier_time", "median", l1,
        desk.stay_quantile(0.5) * ms_per_minute, ms_per_minute},
       {"quantile", "p90 of waits and work at L1, min", "tier_time", "p90", l1,
        desk.stay_quantile(0.9) * ms_per_minute, ms_per_minute},
       {"quantile", "p90 of waits, min", "wait", "p90", l1, desk.wait_quantile(0.9) * ms_per_minute,
        ms_per_minute}}};
}

void take(Coverage& coverage, const Estimate& estimate, double exact) {
  if (!estimate.interval) return;
  ++coverage.printed;
  coverage.contained += estimate.interval->contains(exact) ? 1 : 0;
  coverage.half_widths += estimate.interval->half_width();
}

/// Measures the whole window, and parts of it.
class AllMeters final : public Sink {
 public:
  AllMeters(const Compiled& scenario, const std::vector<Window>& windows)
      : whole_{scenario.model, scenario.layout}, parts_{scenario.model, scenario.layout, windows} {}
  void take(const FactBlock& block) override {
    whole_.take(block);
    parts_.take(block);
  }
  Measures close(const RunOutcome& outcome) {
    Measures measures = whole_.close(outcome);
    measures.periods = parts_.close(outcome);
    return measures;
  }

 private:
  Meter whole_;
  PeriodMeter parts_;
};

Measures
measured(const Compiled& scenario, std::uint32_t replication, const std::vector<Window>& windows) {
  AllMeters meters{scenario, windows};
  return meters.close(simulate(scenario.model, replication, meters));
}

/// The targets as their cells, the estimator's last, say.
std::vector<JudgedTarget>
judged_by(const Compiled& scenario, const TargetCells& cells, const Estimator& estimator) {
  std::vector<Estimate> estimates;
  for (std::size_t i = estimator.cells().size() - size_of(cells); i < estimator.cells().size();
       ++i) {
    estimates.push_back(estimator.estimate(i));
  }
  return judge_targets(scenario.loaded.scenario.targets, cells, estimates, estimator);
}

}  // namespace

double Coverage::share() const {
  return static_cast<double>(contained) / static_cast<double>(printed);
}

double Coverage::standard_error() const {
  return std::sqrt(share() * (1 - share()) / static_cast<double>(printed));
}

CoveredDesk covered_desk(const std::string& name) {
  if (name == "busy week") {
    CoveredDesk desk = desk_of(name, 26, 168, 301);
    add_days(desk, 26);
    return desk;
  }
  if (name == "busy morning") return desk_of(name, 26, 4, 302);
  if (name == "calm morning") return desk_of(name, 18, 4, 303);
  if (name == "busy week, six agents") return desk_of(name, 26, 168, 301, 6);
  if (name == "busy morning, six agents") return desk_of(name, 26, 4, 302, 6);
  if (name == "calm morning, a tenth less") return desk_of(name, 16.2, 4, 303);
  throw std::invalid_argument{"no desk " + name};
}

std::vector<std::vector<Coverage>> coverage_of(const CoveredDesk& desk,
                                               std::size_t experiments,
                                               const std::vector<std::size_t>& sizes) {
  const Compiled scenario{desk.text, desk.sets};
  const TargetCells of_targets = target_cells(scenario.loaded, scenario.model, scenario.layout);
  std::vector<KpiCell> cells;
  for (const CoveredKpi& asked : desk.kpis) {
    if (asked.kpi == met_in_periods) continue;
    cells.push_back(cell_of(scenario, asked.kpi, asked.stat, asked.labels));
  }
  const std::size_t own = cells.size();
  for (const std::vector<KpiCell>& of_one : of_targets) {
    cells.insert(cells.end(), of_one.begin(), of_one.end());
  }
  std::vector<std::vector<Coverage>> result(desk.kpis.size());
  for (auto& by_size : result)
    for (const std::size_t size : sizes) by_size.push_back({.replications = size});
  for (std::size_t experiment = 0; experiment < experiments; ++experiment) {
    Estimator estimator{scenario.model, cells, 0.95};
    for (std::size_t s = 0; s < sizes.size(); ++s) {
      while (estimator.replications() < sizes[s]) {
        const std::size_t number = experiment * sizes.back() + estimator.replications();
        estimator.add(measured(scenario, static_cast<std::uint32_t>(number), estimator.windows()));
      }
      for (std::size_t i = 0; i < own; ++i) {
        take(result[i][s], estimator.estimate(i), desk.kpis[i].exact);
      }
      const std::vector<JudgedTarget> judged = judged_by(scenario, of_targets, estimator);
      for (std::size_t i = 0; i < judged.size(); ++i) {
        take(result[own + i][s], judged[i].met_in.value(), desk.kpis[own + i].exact);
      }
    }
  }
  return result;
}

}  // namespace tiersim::test
