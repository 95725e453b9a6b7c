// Cross-checks of customers: what they agreed on, whose tickets come, and who may take them.

#include <algorithm>
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

/// Does anybody at a tier take certain tickets, and solve them?
struct Service {
  bool is_taken = false;
  bool is_solved = false;
};
using ServiceByTier = std::vector<Service>;

/// Is there somebody for the tickets of a type, whosever they are?
class ServiceCheck {
 public:
  ServiceCheck(Checker& checker, const std::string& type)
      : checker_{checker},
        type_name_{type},
        type_{*checker.scenario().ticket_types.find(type)},
        of_all_(checker.tier_names().size()) {
    for (const auto& [name, group] : checker.scenario().staff) {
      if (group.dedicated_to.empty()) add(group, of_all_);
    }
  }

  /// \param own  the groups that are dedicated to the customer.
  void run(const std::string& customer, const std::vector<const Group*>& own) {
    ServiceByTier service = of_all_;
    for (const Group* const group : own) add(*group, service);
    const auto last = std::find_if(service.rbegin(), service.rend(),
                                   [](const Service& at) { return at.is_taken; });
    if (last == service.rend()) {
      return tell(customer, "taken by nobody",
                  "all groups that could are dedicated to other customers");
    }
    if (last->is_solved) return;
    const std::string& tier =
        checker_.tier_names()[static_cast<std::size_t>(service.rend() - last) - 1];
    tell(
        customer, "never resolved",
        fmt::format("their last tier is {}, and nobody there who may take them solves them", tier));
  }

 private:
  void add(const Group& group, ServiceByTier& service) const {
    if (!is_cleared(group, type_)) return;
    for (std::size_t i = 0; i < service.size(); ++i) {
      const std::string& tier = checker_.tier_names()[i];
      if (!serves(group, tier) || !type_.handle_time.contains(tier)) continue;
      service[i].is_taken = true;
      service[i].is_solved = service[i].is_solved || solves_at(group, tier);
    }
  }
  [[nodiscard]] bool solves_at(const Group& group, const std::string& tier) const {
    const double* const share = type_.resolves.find(tier);
    if (share && *share <= 0) return false;
    if (!type_.skill || group.skills.empty()) return true;
    const GroupSkill* const skill = group.skills.find(*type_.skill);
    return skill && skill->solve > 0;
  }
  void tell(const std::string& customer, std::string_view what, std::string why) {
    checker_.fail(
        "customers." + customer,
        fmt::format("tickets of {} of type {} are {}", in_quotes(customer), in_quotes(type_name_),
                    what),
        std::move(why),
        fmt::format("add `{}` to `dedicated_to` of a group, or leave `dedicated_to` out of one",
                    customer));
  }

  Checker& checker_;
  const std::string& type_name_;
  const TicketType& type_;
  ServiceByTier of_all_;  ///< by groups that are dedicated to nobody
};

/// By customer: the groups that are dedicated to it.
std::map<std::string, std::vector<const Group*>> own_groups(const Scenario& scenario) {
  std::map<std::string, std::vector<const Group*>> own;
  for (const auto& [name, group] : scenario.staff) {
    for (const std::string& customer : group.dedicated_to) own[customer].push_back(&group);
  }
  return own;
}

/// What is not there, type or customer, is told elsewhere.
void check_service(Checker& checker) {
  const Scenario& scenario = checker.scenario();
  std::map<std::string, std::set<std::string>> customers_of_type;
  for (const auto& [name, demand] : scenario.demand) {
    const std::set<std::string> customers = customers_of(scenario, demand);
    for (const std::string& type : types_of(demand)) {
      customers_of_type[type].insert(customers.begin(), customers.end());
    }
  }
  auto own = own_groups(scenario);
  for (const auto& [type, customers] : customers_of_type) {
    if (!scenario.ticket_types.contains(type)) continue;
    ServiceCheck service{checker, type};
    for (const std::string& customer : customers) {
      if (scenario.customers.contains(customer)) service.run(customer, own[customer]);
    }
  }
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
