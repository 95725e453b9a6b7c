// Limits of what a scenario tells apart: products that few lines of YAML can make huge.

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/checker.hpp"

namespace tiersim {
namespace {

constexpr double most_combinations = 5e5;
constexpr double most_outcomes = 1e6;
constexpr double most_terms = 2e6;     ///< some 32 bytes each
constexpr double most_mistaken = 4e6;  ///< some 8 bytes each
constexpr double most_routes = 1e6;    ///< by tier: some 100 bytes each
constexpr double most_queues = 8e3;    ///< among which people are shared out
constexpr double most_posts = 1e6;     ///< a place in a queue, some 60 bytes each

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

/// Of type, priority, channel and customer, whatever demand brings.
double all_combinations(const Scenario& scenario) {
  return at_least_one(scenario.ticket_types.size()) * at_least_one(scenario.priorities.size()) *
         at_least_one(scenario.channels.size()) * at_least_one(scenario.customers.size());
}

/// What the tickets of all streams can be, each stream by itself.
double outcomes(const Scenario& scenario) {
  const double types = at_least_one(scenario.ticket_types.size());
  double sum = 0;
  for (const auto& [name, demand] : scenario.demand) {
    const double all =
        (demand.volume || demand.planned ? 1 : types) * combinations_of(scenario, demand);
    sum += demand.replay ? std::min(all, static_cast<double>(demand.replay->rows.size())) : all;
  }
  const std::optional<BacklogFile>& backlog = scenario.horizon.initial_backlog.from;
  if (backlog)
    sum += std::min(all_combinations(scenario), static_cast<double>(backlog->rows.size()));
  return sum;
}

/// Combinations of type, priority, channel and customer, at most.
double combinations(const Scenario& scenario) {
  const double all = all_combinations(scenario);
  return scenario.priority_raises.empty() ? std::min(outcomes(scenario), all) : all;
}

/// Customers who have groups of their own, and all others; and the (group, tier) that are open to
/// each, summed.
struct Access {
  double ways = 1;
  double posts = 0;
};

Access access(const Scenario& scenario) {
  std::set<std::string> own;
  double of_all = 0;
  double dedicated = 0;
  for (const auto& [name, group] : scenario.staff) {
    const auto tiers = static_cast<double>(group.tiers.size());
    for (const std::string& customer : group.dedicated_to) {
      if (scenario.customers.contains(customer)) own.insert(customer);
    }
    if (group.dedicated_to.empty()) of_all += tiers;
    dedicated += tiers * static_cast<double>(group.dedicated_to.size());
  }
  const auto ways = static_cast<double>(own.size() + 1);
  return {ways, ways * of_all + dedicated};
}

/// Kinds of work that are queued apart: by skill and clearances.
double skills(const Scenario& scenario) {
  std::set<std::pair<std::string, std::vector<std::string>>> known;
  for (const auto& [name, type] : scenario.ticket_types) {
    known.emplace(type.skill.value_or(""), type.requires_clearances);
  }
  return at_least_one(known.size());
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
  if (scenario.routing.classifier) {
    expect_at_most(checker, "routing.classifier",
                   combinations(scenario) * at_least_one(scenario.ticket_types.size()),
                   most_mistaken, "combinations of labels and the type that one is taken for");
  }
  expect_at_most(checker, "demand", outcomes(scenario), most_outcomes,
                 "combinations of stream, type, priority, channel and customer");
  const double customers = at_least_one(scenario.customers.size());
  const double terms = customers * at_least_one(scenario.priorities.size()) *
                       static_cast<double>(scenario.sla.size());
  expect_at_most(checker, path, terms, most_terms, "terms of SLAs by customer and priority");
  const auto [ways, posts] = access(scenario);
  const double routes = static_cast<double>(scenario.ticket_types.size()) * ways *
                        static_cast<double>(scenario.tiers.size());
  expect_at_most(checker, path, routes, most_routes,
                 "ways of types and customers with own groups through tiers");
  const double kinds = skills(scenario);
  expect_at_most(checker, path, kinds * ways * static_cast<double>(scenario.tiers.size()),
                 most_queues, "queues by tier, skill and customers with own groups");
  expect_at_most(checker, path, kinds * posts, most_posts,
                 "groups at tiers, summed over customers with own groups and skills");
}

}  // namespace tiersim
