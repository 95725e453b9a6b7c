#include "analysis/queue_names.hpp"

#include <algorithm>
#include <vector>

namespace tiersim {
namespace {

/// The first type that uses a queue, and the customers whose tickets of that type come there.
struct Users {
  TypeId type;
  std::vector<CustomerId> customers;
};

/// \return by access: the customers who have it, in order.
std::vector<std::vector<CustomerId>> customers_by_access(const Model& model) {
  std::vector<std::vector<CustomerId>> result(model.routes.size() / model.types.size());
  for (std::uint32_t i = 0; i < model.customers.size(); ++i) {
    result[model.customers[CustomerId{i}].access].emplace_back(i);
  }
  return result;
}

Table<QueueId, Users> users_of(const Model& model) {
  Table<QueueId, Users> result{model.queues.size()};
  const std::vector<std::vector<CustomerId>> by_access = customers_by_access(model);
  for (std::size_t i = 0; i < model.routes.size(); ++i) {
    const ModelRoute& route = model.routes[RouteId{i}];
    const std::vector<CustomerId>& customers = by_access[i % by_access.size()];
    for (const TypeAtTier& at : route.at) {
      if (!at.worked) continue;
      Users& users = result[at.queue];
      if (!users.type.exists()) users.type = route.type;
      if (users.type != route.type) continue;
      users.customers.insert(users.customers.end(), customers.begin(), customers.end());
    }
  }
  return result;
}

/// " (acme, zenith)"; empty where they are all.
std::string customers_text(const Model& model, std::vector<CustomerId> customers) {
  if (customers.size() == model.customers.size()) return "";
  std::sort(customers.begin(), customers.end());
  std::string names;
  for (const CustomerId customer : customers) {
    if (!names.empty()) names += ", ";
    names += model.customers[customer].name;
  }
  return " (" + names + ")";
}

}  // namespace

Table<QueueId, std::string> queue_names(const Scenario& scenario, const Model& model) {
  Table<QueueId, std::string> names;
  for (const Users& users : users_of(model)) {
    if (!users.type.exists()) {
      names.add("any");
      continue;
    }
    const TicketType& type = (scenario.ticket_types.begin() + users.type.index())->second;
    std::string name = type.skill.value_or("any");
    for (const std::string& clearance : type.requires_clearances) name += "+" + clearance;
    names.add(name + customers_text(model, users.customers));
  }
  return names;
}

}  // namespace tiersim
