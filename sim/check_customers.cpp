// Cross-checks of customers: what they agreed on, whose tickets come, and who may take them.

#include <map>
#include <set>

#include "sim/checker.hpp"

namespace tiersim {
namespace {

void check_agreement(Checker& checker, const std::string& name, const Customer& customer) {
  const Scenario& scenario = checker.scenario();
  const std::string path = "customers." + name;
  for (const auto& share : customer.channels) {
    checker.expect_channel(fmt::format("{}.channels.{}", path, share.first), share.first);
  }
  checker.expect_whole(path + ".channels", customer.channels);
  if (customer.entry) checker.expect_tier(path + ".entry", *customer.entry);
  for (const auto& [sla, terms] : customer.sla) {
    const std::string at = fmt::format("{}.sla.{}", path, sla);
    checker.expect_known(at, sla, scenario.sla, "SLA", "sla");
    const Sla* const base = scenario.sla.find(sla);
    if (base) checker.expect_terms(at, terms, agreed(*base, &terms));
  }
}

bool knows_customers(const Demand& demand) {
  return !demand.customers.empty() || (demand.replay && demand.replay->columns.customer);
}

/// Shares are needed by streams that name no customers.
void check_shares(Checker& checker) {
  const Scenario& scenario = checker.scenario();
  double sum = 0;
  bool any = false;
  for (const auto& [name, customer] : scenario.customers) {
    sum += customer.share.value_or(0);
    any = any || customer.share;
  }
  if (any) {
    checker.expect_whole("customers", sum);
    return;
  }
  for (const auto& [name, demand] : scenario.demand) {
    if (knows_customers(demand)) continue;
    checker.fail(
        fmt::format("demand.{}.customers", name), "the stream does not say whose tickets they are",
        "no customer has a share of all tickets",
        fmt::format("write `share` under each of `customers`, or `customers: {{{}: 100%}}` here",
                    scenario.customers.begin()->first));
  }
}

/// The customers that a stream's tickets can be of.
std::set<std::string> customers_of(const Scenario& scenario, const Demand& demand) {
  std::set<std::string> names;
  if (demand.replay && demand.replay->columns.customer) {
    const std::vector<std::string>& in_file = demand.replay->customer_names;
    names.insert(in_file.begin(), in_file.end());
    names.erase("");
    return names;
  }
  for (const auto& [name, customer] : scenario.customers) {
    const double* const own = demand.customers.find(name);
    const double share = demand.customers.empty() ? customer.share.value_or(0) : (own ? *own : 0);
    if (share > 0) names.insert(name);
  }
  return names;
}

/// The types that a stream's tickets can be of.
std::set<std::string> types_of(const Demand& demand) {
  std::set<std::string> names;
  if (demand.replay && demand.replay->columns.type) {
    names.insert(demand.replay->type_names.begin(), demand.replay->type_names.end());
    return names;
  }
  if (demand.forecast) {
    for (const ForecastRow& row : demand.forecast->rows) names.insert(row.type);
    return names;
  }
  if (demand.type) names.insert(*demand.type);
  return names;
}

/// Is there somebody for the tickets of one type and customer?
class ServiceCheck {
 public:
  ServiceCheck(Checker& checker, const std::string& type, const std::string& customer)
      : checker_{checker},
        type_name_{type},
        customer_{customer},
        type_{*checker.scenario().ticket_types.find(type)} {}

  void run() {
    const std::string* last = nullptr;
    for (const std::string& tier : checker_.tier_names()) {
      const auto takes = [&](const auto& entry) { return takes_at(entry.second, tier); };
      const bool is_taken = std::ranges::any_of(checker_.scenario().staff, takes);
      if (is_taken && type_.handle_time.contains(tier)) last = &tier;
    }
    if (!last) return tell_nobody();
    if (solves_at(*last)) return;
    tell("never resolved",
         fmt::format("their last tier is {}, and nobody there who may take them solves them",
                     *last));
  }

 private:
  [[nodiscard]] bool takes_at(const Group& group, const std::string& tier) const {
    return serves(group, tier) && is_cleared(group, type_) &&
           (group.dedicated_to.empty() || is_in(group.dedicated_to, customer_));
  }
  [[nodiscard]] bool solves_at(const std::string& tier) const {
    const double* const share = type_.resolves.find(tier);
    if (share && *share <= 0) return false;
    return std::ranges::any_of(checker_.scenario().staff, [&](const auto& entry) {
      const Group& group = entry.second;
      if (!takes_at(group, tier)) return false;
      if (!type_.skill || group.skills.empty()) return true;
      const GroupSkill* const skill = group.skills.find(*type_.skill);
      return skill && skill->solve > 0;
    });
  }
  void tell_nobody() {
    tell("taken by nobody", "all groups that could are dedicated to other customers");
  }
  void tell(std::string_view what, std::string why) {
    checker_.fail(
        "customers." + customer_,
        fmt::format("tickets of {} of type {} are {}", in_quotes(customer_), in_quotes(type_name_),
                    what),
        std::move(why),
        fmt::format("add `{}` to `dedicated_to` of a group, or leave `dedicated_to` out of one",
                    customer_));
  }

  Checker& checker_;
  const std::string& type_name_;
  const std::string& customer_;
  const TicketType& type_;
};

/// One type of one customer, if both are there; otherwise that is told elsewhere.
void check_service_of(Checker& checker, const std::string& type, const std::string& customer) {
  const Scenario& scenario = checker.scenario();
  if (!scenario.ticket_types.contains(type) || !scenario.customers.contains(customer)) return;
  ServiceCheck{checker, type, customer}.run();
}

using TypeOfCustomer = std::pair<std::string, std::string>;

void add_pairs(const Scenario& scenario, const Demand& demand, std::set<TypeOfCustomer>& to) {
  for (const std::string& type : types_of(demand)) {
    for (const std::string& customer : customers_of(scenario, demand)) to.emplace(type, customer);
  }
}

void check_service(Checker& checker) {
  const Scenario& scenario = checker.scenario();
  std::set<TypeOfCustomer> known;
  for (const auto& [name, demand] : scenario.demand) add_pairs(scenario, demand, known);
  for (const auto& [type, customer] : known) check_service_of(checker, type, customer);
}

}  // namespace

void check_customers(Checker& checker) {
  const Scenario& scenario = checker.scenario();
  bool is_dedicated = false;
  for (const auto& [name, group] : scenario.staff) {
    is_dedicated = is_dedicated || !group.dedicated_to.empty();
    for (std::size_t i = 0; i < group.dedicated_to.size(); ++i) {
      checker.expect_customer(fmt::format("staff.{}.dedicated_to.{}", name, i),
                              group.dedicated_to[i]);
    }
  }
  for (const auto& [name, customer] : scenario.customers) check_agreement(checker, name, customer);
  if (scenario.customers.empty() || checker.has_failed("customers")) return;
  check_shares(checker);
  const bool is_whole = !checker.has_failed("ticket_types") && !checker.has_failed("staff") &&
                        !checker.has_failed("tiers") && !checker.has_failed("demand");
  if (is_whole && is_dedicated) check_service(checker);
}

}  // namespace tiersim
