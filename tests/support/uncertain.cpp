#include "tests/support/uncertain.hpp"

#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>
#include <cstdint>

#include "tiersim/simulator.hpp"
#include "tiersim/targets.hpp"

namespace tiersim::test {

namespace {

constexpr double expected = 100;

std::string text_of(const std::string& uncertainty, int bound) {
  return "seed: 401\n"
         "horizon: {start: 2026-01-05, length: 4w}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {access: {handle_time: {L1: 8m}}}\n"
         "demand: {access: {type: access, volume: 25/week, volume_uncertainty: " +
         uncertainty +
         "}}\n"
         "staff: {desk: {tier: L1, heads: 3}}\n"
         "targets: [{kpi: tickets_opened, is: \"<= " +
         std::to_string(bound) + "\"}]\n";
}

UncertainDesk desk_of(const std::string& uncertainty, double variance, int bound, double chance) {
  const double of_forecast = expected * expected * variance;
  return {uncertainty, text_of(uncertainty, bound), of_forecast / (of_forecast + expected),
          std::sqrt(of_forecast + expected), chance};
}

/// A gamma mixture of Poisson numbers is a negative binomial one.
UncertainDesk gamma_desk(const std::string& uncertainty, double cv, int bound) {
  const double shape = 1 / (cv * cv);
  const boost::math::negative_binomial law{shape, shape / (shape + expected)};
  return desk_of(uncertainty, cv * cv, bound, boost::math::cdf(law, bound));
}

UncertainDesk two_cases(const std::string& uncertainty, double apart, int bound) {
  const auto at_most = [&](double factor) {
    return boost::math::cdf(boost::math::poisson{expected * factor}, bound);
  };
  return desk_of(uncertainty, apart * apart, bound, (at_most(1 - apart) + at_most(1 + apart)) / 2);
}

Measures simulated(const Compiled& scenario, std::uint32_t replication) {
  Meter meter{scenario.model, scenario.layout};
  return meter.close(simulate(scenario.model, replication, meter));
}

}  // namespace

std::vector<UncertainDesk> uncertain_desks() {
  return {two_cases("{cases: [80%, 120%]}", 0.2, 110), gamma_desk("20%", 0.2, 130),
          gamma_desk("5%", 0.05, 115)};
}

UncertainRun
run_uncertain(const Compiled& scenario, std::size_t first, std::size_t replications, double level) {
  const TargetCells targets = target_cells(scenario.loaded, scenario.model, scenario.layout);
  const TargetCells months(targets.size());
  Estimator own{scenario.model, targets.front(), level};
  Estimator twins{scenario.model, targets.front(), level};
  for (std::size_t r = first; r < first + replications; ++r) {
    const auto number = static_cast<std::uint32_t>(r);
    own.add(simulated(scenario, number));
    twins.add(simulated(scenario, number | twin_bit));
  }
  return {target_chances(scenario.loaded.scenario.targets, {months, targets}, own, &twins).front()};
}

std::vector<UncertainCoverage> uncertain_coverage_of(const UncertainDesk& desk,
                                                     std::size_t experiments,
                                                     const std::vector<std::size_t>& sizes) {
  const auto take = [](const std::optional<ConfidenceInterval>& interval, double exact,
                       Coverage& into) {
    if (!interval) return;
    ++into.printed;
    into.contained += interval->contains(exact) ? 1 : 0;
    into.half_widths += interval->half_width();
  };
  const Compiled scenario{desk.text};
  std::vector<UncertainCoverage> result;
  std::size_t first = 0;
  for (const std::size_t size : sizes) {
    UncertainCoverage at{{.replications = size}, {.replications = size}};
    for (std::size_t experiment = 0; experiment < experiments; ++experiment, first += size) {
      const TargetChance found = run_uncertain(scenario, first, size, 0.95).chance;
      take(found.holds.interval, desk.chance, at.chance);
      if (found.forecast) take(found.forecast->interval, desk.share, at.share);
    }
    result.push_back(at);
  }
  return result;
}

}  // namespace tiersim::test
