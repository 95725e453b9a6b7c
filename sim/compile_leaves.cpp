#include "sim/compile_leaves.hpp"

#include <algorithm>
#include <utility>

namespace tiersim::compiling {

PriorityId priority_id(const Model& model, std::string_view name) {
  const auto found = std::ranges::find(model.priorities, name);
  return PriorityId{static_cast<std::size_t>(found - model.priorities.begin())};
}

StraightEntry::StraightEntry(const Context& context) {
  const Scenario& scenario = context.scenario;
  for (const StraightRule& rule : scenario.straight) {
    Asked asked;
    if (rule.type) asked.type = id_of<TypeId>(scenario.ticket_types, *rule.type);
    if (rule.priority) asked.priority = priority_id(context.model, *rule.priority);
    if (rule.customer) asked.customer = id_of<CustomerId>(scenario.customers, *rule.customer);
    first_.try_emplace(asked, to_.size());
    to_.push_back(tier_id(scenario, rule.to));
  }
}

TierId StraightEntry::of(const Leaf& leaf) const {
  std::size_t first = to_.size();
  for (unsigned any = 0; any < 8 && !first_.empty(); ++any) {
    const auto found = first_.find({(any & 1U) != 0 ? TypeId::none() : leaf.type,
                                    (any & 2U) != 0 ? PriorityId::none() : leaf.priority,
                                    (any & 4U) != 0 ? CustomerId::none() : leaf.customer});
    if (found != first_.end()) first = std::min(first, found->second);
  }
  return first < to_.size() ? to_[first] : TierId::none();
}

Leaves::Leaves(Context& context) : context_{context}, straight_{context} {
  std::uint32_t i = 0;
  for (const Leaf& leaf : context.model.leaves) {
    known_.try_emplace({leaf.type, leaf.priority, leaf.channel, leaf.customer}, LeafId{i++});
  }
}

LeafId Leaves::find_or_add(Leaf labels) {
  Table<LeafId, Leaf>& leaves = context_.model.leaves;
  const auto [entry, is_new] = known_.try_emplace(
      {labels.type, labels.priority, labels.channel, labels.customer}, leaves.next_id());
  if (!is_new) return entry->second;
  labels.route = context_.model.route(labels.type, labels.customer);
  return leaves.add(labels);
}

TierId Leaves::entry_of(LeafId leaf) const { return entry_of(context_.model.leaves[leaf]); }

void Leaves::add_mistaken() {
  Model& model = context_.model;
  for (const Leaf& leaf : model.leaves) {
    std::vector<Model::Mistaken> as;
    for (std::uint32_t t = 0; t < model.types.size(); ++t) {
      Leaf seen = leaf;
      seen.type = TypeId{t};
      seen.route = model.route(seen.type, leaf.customer);
      as.push_back({seen.route, entry_of(seen)});
    }
    model.mistaken.add(std::move(as));
  }
}

namespace {

/// The first tier from `to` upwards that works on the type; its last one when there is none.
TierId first_worked(const ModelRoute& route, TierId to) {
  TierId last = route.first;
  for (std::uint32_t i = 0; i < route.at.size(); ++i) {
    if (!route.at[i].worked) continue;
    last = TierId{i};
    if (last >= to) break;
  }
  return last;
}

}  // namespace

TierId Leaves::entry_of(const Leaf& labels) const {
  const Model& model = context_.model;
  const ModelRoute& route = model.routes[labels.route];
  const ModelCustomer& customer = model.customers[labels.customer];
  const TierId to = straight_.of(labels);
  if (to.exists()) return first_worked(route, to);
  return customer.entry.exists() ? first_worked(route, customer.entry) : route.first;
}

TierId Leaves::at_or_above(LeafId leaf, TierId to) const {
  return first_worked(context_.model.routes[context_.model.leaves[leaf].route], to);
}

}  // namespace tiersim::compiling
