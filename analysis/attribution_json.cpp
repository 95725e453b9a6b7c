#include "analysis/attribution_json.hpp"

#include <nlohmann/json.hpp>

namespace tiersim {
namespace {

using Json = nlohmann::ordered_json;

Json parts_json(const Model& model, const BreachSum& sum) {
  Json list = Json::array();
  const double whole = static_cast<double>(sum.whole().elapsed_ms);
  for (std::uint32_t t = 0; t < model.tiers.size(); ++t) {
    for (std::uint8_t c = 0; c < static_cast<std::uint8_t>(BreachCause::count); ++c) {
      const BreachTime& part = sum.part(TierId{t}, BreachCause{c});
      if (part.elapsed_ms == 0) continue;
      list.push_back({{"tier", model.tiers[TierId{t}].name},
                      {"cause", to_text(BreachCause{c})},
                      {"elapsed_ms", part.elapsed_ms},
                      {"clock_ms", part.clock_ms},
                      {"share", static_cast<double>(part.elapsed_ms) / whole}});
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
