// Priorities that rise, and the leaves that they lead to.

#include "sim/compile_leaves.hpp"

namespace tiersim::compiling {

namespace {

ModelRaise compile_raise(const Context& context, const PriorityRaise& raise) {
  ModelRaise result;
  result.from = priority_id(context.model, raise.from);
  result.to = priority_id(context.model, raise.to);
  result.waiting = raise.waiting;
  if (raise.share) {
    result.share = *raise.share;
    result.sla = id_of<SlaId>(context.scenario.sla, *raise.sla);
  }
  if (raise.chased) result.chased = Sampler{*raise.chased, 1};
  return result;
}

}  // namespace

void compile_priorities(Context& context) {
  Model& model = context.model;
  if (context.scenario.priority_raises.empty()) return;
  for (const PriorityRaise& raise : context.scenario.priority_raises) {
    model.raises.push_back(compile_raise(context, raise));
  }
  model.has_life = true;
  model.keeps_clocks = model.keeps_clocks || !model.slas.empty();
  Leaves leaves{context};
  for (std::uint32_t i = 0; i < model.leaves.size(); ++i) {  // they grow meanwhile
    std::vector<Model::Raised> raised;
    for (std::uint32_t r = 0; r < model.raises.size(); ++r) {
      Leaf labels = model.leaves[LeafId{i}];
      if (labels.priority != model.raises[r].from) continue;
      labels.priority = model.raises[r].to;
      raised.push_back({r, leaves.find_or_add(labels)});
    }
    model.raised.add(std::move(raised));
  }
}

}  // namespace tiersim::compiling
