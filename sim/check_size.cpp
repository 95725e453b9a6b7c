// Limits of what a scenario tells apart: products that few lines of YAML can make huge.

#include <cstddef>
#include <set>
#include <string>

#include "sim/checker.hpp"

namespace tiersim {
namespace {

constexpr double most_combinations = 1e6;
constexpr double most_terms = 1e7;   ///< some 32 bytes each
constexpr double most_routes = 1e6;  ///< a distribution for each tier

double at_least_one(std::size_t count) { return count == 0 ? 1 : static_cast<double>(count); }

/// Combinations of priority, channel and customer that a stream's tickets can have, at most.
double combinations_of(const Scenario& scenario, const Demand& demand) {
  const bool shared = demand.priorities.empty() && demand.impact.empty() && !demand.replay;
  const double priorities = demand.priorities.empty()
                                ? (shared ? 1 : at_least_one(scenario.priorities.size()))
                                : at_least_one(demand.priorities.size());
  const bool all_channels = !scenario.customers.empty() || demand.replay || demand.forecast;
  const double channels =
      at_least_one(all_channels ? scenario.channels.size() : demand.channels.size());
  const double customers =
      at_least_one(demand.customers.empty() ? scenario.customers.size() : demand.customers.size());
  return priorities * channels * customers;
}

/// Combinations of type, priority, channel and customer, at most.
double combinations(const Scenario& scenario) {
  const double types = at_least_one(scenario.ticket_types.size());
  double sum = 0;
  for (const auto& [name, demand] : scenario.demand) {
    const bool one_type = demand.volume.has_value();
    sum += (one_type ? 1 : types) * combinations_of(scenario, demand);
  }
  const double all = types * at_least_one(scenario.priorities.size()) *
                     at_least_one(scenario.channels.size()) *
                     at_least_one(scenario.customers.size());
  return std::min(sum, all);
}

/// Customers who have groups of their own, and all others.
std::size_t accesses(const Scenario& scenario) {
  std::set<std::string> own;
  for (const auto& [name, group] : scenario.staff) {
    own.insert(group.dedicated_to.begin(), group.dedicated_to.end());
  }
  return own.size() + 1;
}

void expect_at_most(
    Checker& checker, const std::string& path, double count, double most, const std::string& what) {
  if (count <= most) return;
  checker.fail(path, fmt::format("{:.0f} {}", count, what), fmt::format("at most {:.0f}", most),
               "gather customers into segments, or leave out labels");
}

}  // namespace

void check_size(Checker& checker) {
  const Scenario& scenario = checker.scenario();
  const std::string path = scenario.customers.empty() ? "demand" : "customers";
  expect_at_most(checker, path, combinations(scenario), most_combinations,
                 "combinations of type, priority, channel and customer");
  const double customers = at_least_one(scenario.customers.size());
  const double terms = customers * at_least_one(scenario.priorities.size()) *
                       static_cast<double>(scenario.sla.size());
  expect_at_most(checker, path, terms, most_terms, "terms of SLAs by customer and priority");
  const double routes =
      static_cast<double>(scenario.ticket_types.size()) * static_cast<double>(accesses(scenario));
  expect_at_most(checker, path, routes, most_routes, "ways of types and customers with own groups");
}

}  // namespace tiersim
