// Cross-checks of the tickets that are open at the horizon's start.

#include "sim/checker.hpp"

namespace tiersim {
namespace {

constexpr std::string_view here = "horizon.initial_backlog";

/// Does demand bring tickets that the tier works on?
bool is_worked(const Scenario& scenario, const std::string& tier) {
  const auto works = [&](const std::string& type) {
    const TicketType* const known = scenario.ticket_types.find(type);
    return known && known->handle_time.contains(tier);
  };
  return std::ranges::any_of(scenario.demand, [&](const auto& entry) {
    const Demand& demand = entry.second;
    const bool by_rows = demand.replay && std::ranges::any_of(demand.replay->type_names, works);
    const auto works_on_row = [&](const ForecastRow& row) { return works(row.type); };
    const bool by_forecast =
        demand.forecast && std::ranges::any_of(demand.forecast->rows, works_on_row);
    return (demand.type && works(*demand.type)) || by_rows || by_forecast;
  });
}

void check_lots(Checker& checker, const InitialBacklog& backlog) {
  double tickets = 0;
  for (const auto& [tier, lot] : backlog.lots) {
    const std::string path = fmt::format("{}.{}", here, tier);
    checker.expect_tier(path, tier);
    if (lot.age) checker.expect_distribution(path + ".age", *lot.age, true);
    tickets += lot.tickets;
    const bool is_known = is_in(checker.tier_names(), tier) && !checker.has_failed("demand") &&
                          !checker.has_failed("ticket_types");
    if (!is_known || lot.tickets == 0 || is_worked(checker.scenario(), tier)) continue;
    checker.fail(path, fmt::format("{} works on nothing that demand brings", tier),
                 "the types of these tickets are drawn from demand",
                 "name a tier at which such a type has a handle time, or give a file");
  }
  if (tickets > static_cast<double>(most_backlog)) {
    checker.fail(std::string{here}, fmt::format("{:.0f} tickets are open at the start", tickets),
                 fmt::format("at most {}", most_backlog));
  }
}

void check_file(Checker& checker, const BacklogFile& file) {
  if (file.time_zone) checker.expect_zone(fmt::format("{}.time_zone", here), *file.time_zone);
  if (file.type) checker.expect_type(fmt::format("{}.type", here), *file.type);
  if (file.tier) checker.expect_tier(fmt::format("{}.tier", here), *file.tier);
  for (const auto& [value, type] : file.types) {
    checker.expect_type(fmt::format("{}.types.{}", here, value), type);
  }
  for (const auto& [value, tier] : file.tiers) {
    checker.expect_tier(fmt::format("{}.tiers.{}", here, value), tier);
  }
  for (const auto& [value, customer] : file.customers) {
    checker.expect_customer(fmt::format("{}.customers.{}", here, value), customer);
  }
  for (const auto& [value, channel] : file.channels) {
    checker.expect_channel(fmt::format("{}.channels.{}", here, value), channel);
  }
  for (const auto& [value, priority] : file.priorities) {
    checker.expect_priority(fmt::format("{}.priorities.{}", here, value), priority);
  }
  if (file.columns.opened && file.columns.age) {
    checker.fail(fmt::format("{}.columns.age", here), "`age` stands beside `opened`",
                 "each says when a ticket was opened", "leave out one");
  }
}

}  // namespace

void check_backlog(Checker& checker) {
  const InitialBacklog& backlog = checker.scenario().horizon.initial_backlog;
  check_lots(checker, backlog);
  if (backlog.from) check_file(checker, *backlog.from);
}

}  // namespace tiersim
