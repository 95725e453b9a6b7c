// Which tickets are taken for others, go astray on their way up, or are withdrawn.

#include <algorithm>

#include "sim/compile.hpp"

namespace tiersim::compiling {

namespace {

/// For which types one is taken: by the matrix, else by the accuracy, else only for itself.
Choice seems(const Scenario& scenario, const Classifier& classifier, const std::string& type) {
  const Named<double>* const others = classifier.confusion.find(type);
  const auto types = static_cast<double>(scenario.ticket_types.size());
  const double each =
      classifier.accuracy && types > 1 ? (1 - *classifier.accuracy) / (types - 1) : 0;
  if (each <= 0 && !others) return {};
  double wrong = 0;
  std::vector<double> shares;
  for (const auto& entry : scenario.ticket_types) {
    const double* const own = others ? others->find(entry.first) : nullptr;
    const double share = entry.first == type ? 0 : (others ? (own ? *own : 0) : each);
    shares.push_back(share);
    wrong += share;
  }
  Choice result;
  double sum = 0;
  std::size_t i = 0;
  for (const auto& entry : scenario.ticket_types) {
    sum += entry.first == type ? std::max(0.0, 1 - wrong) : shares[i];
    result.up_to.push_back(sum);
    ++i;
  }
  result.up_to.back() = 1;
  return result;
}

/// One route to each other queue of the tier that tickets of the same customers can reach, and at
/// which other people look.
std::vector<RouteId> others_at(const Model& model, RouteId own, TierId tier) {
  const std::size_t accesses = model.routes.size() / model.types.size();
  const QueueId right = model.routes[own].at[tier.index()].queue;
  std::vector<QueueId> known{right};
  std::vector<RouteId> others;
  for (std::uint32_t t = 0; t < model.types.size(); ++t) {
    const RouteId route{t * accesses + own.index() % accesses};
    const TypeAtTier& at = model.routes[route].at[tier.index()];
    if (!at.worked || std::ranges::find(known, at.queue) != known.end()) continue;
    known.push_back(at.queue);
    if (!model.has_same_people(at.queue, right)) others.push_back(route);
  }
  return others;
}

}  // namespace

void compile_triage(Context& context) {
  Model& model = context.model;
  const Scenario& scenario = context.scenario;
  const std::optional<Classifier>& classifier = scenario.routing.classifier;
  TypeId id{0U};
  for (const auto& [name, type] : scenario.ticket_types) {
    ModelType& result = model.types[id];
    result.duplicates = type.duplicates.value_or(0);
    result.cancellations = type.cancellations.value_or(0);
    if (classifier) result.seems = seems(scenario, *classifier, name);
    model.has_triage = model.has_triage || result.duplicates + result.cancellations > 0 ||
                       !result.seems.up_to.empty();
    id = TypeId{id.index() + 1};
  }
  const bool any_astray =
      std::ranges::any_of(model.tiers, [](const ModelTier& tier) { return tier.misroutes > 0; });
  model.has_life = model.has_life || model.has_triage || any_astray;
  if (!any_astray) return;
  for (std::uint32_t r = 0; r < model.routes.size(); ++r) {
    for (std::uint32_t t = 0; t < model.tiers.size(); ++t) {
      TypeAtTier& at = model.routes[RouteId{r}].at[t];
      if (at.worked) at.mistaken_for = others_at(model, RouteId{r}, TierId{t});
    }
  }
}

}  // namespace tiersim::compiling
