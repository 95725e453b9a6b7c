#include "analysis/attribution_json.hpp"

#include <nlohmann/json.hpp>

namespace tiersim {
namespace {

using Json = nlohmann::ordered_json;

Json parts_json(const Model& model, const BreachSum& sum) {
  Json list = Json::array();
  const double whole = static_cast<double>(sum.whole().elapsed_ms);
  for (std::uint32_t t = 0; t < model.tiers.size(); ++t) {
    for (const BreachPart& part : breach_parts(model)) {
      const BreachTime& time = sum.part(TierId{t}, part);
      if (time.elapsed_ms == 0) continue;
      Json json{{"tier", model.tiers[TierId{t}].name}, {"cause", to_text(part.cause)}};
      if (part.reason.exists()) json["reason"] = model.reasons[part.reason];
      json["elapsed_ms"] = time.elapsed_ms;
      json["clock_ms"] = time.clock_ms;
      json["share"] = static_cast<double>(time.elapsed_ms) / whole;
      list.push_back(std::move(json));
    }
  }
  return list;
}

void put_sum(Json& list, const Model& model, SlaId sla, Json labels, const BreachSum& sum) {
  if (sum.clocks == 0) return;
  labels["sla"] = model.slas[sla].name;
  const BreachTime whole = sum.whole();
  list.push_back({{"labels", std::move(labels)},
                  {"clocks", sum.clocks},
                  {"elapsed_ms", whole.elapsed_ms},
                  {"clock_ms", whole.clock_ms},
                  {"parts", parts_json(model, sum)}});
}

}  // namespace

Json attribution_json(const Model& model, const Attribution& attribution) {
  Json list = Json::array();
  for (std::uint32_t s = 0; s < model.slas.size(); ++s) {
    const SlaId sla{s};
    put_sum(list, model, sla, Json::object(), attribution.overall(sla));
    for (std::size_t p = 0; p < model.priorities.size(); ++p) {
      put_sum(list, model, sla, {{"priority", model.priorities[p]}},
              attribution.by_priority[sla][p]);
    }
    for (std::size_t t = 0; t < model.types.size(); ++t) {
      put_sum(list, model, sla, {{"type", model.types[TypeId{t}].name}},
              attribution.by_type[sla][t]);
    }
  }
  return list;
}

}  // namespace tiersim
