#include "analysis/life_steps.hpp"

#include <fmt/format.h>

namespace tiersim {
namespace {

StepKind kind_of(Activity activity) {
  switch (activity) {
    case Activity::handling: return StepKind::work;
    case Activity::writing_up: return StepKind::write_up;
    case Activity::kept: return StepKind::keep;
  }
  return StepKind::work;
}

Step step_of(const WaitFact& wait) {
  return {.kind = StepKind::wait,
          .from = wait.from,
          .to = wait.to,
          .tier = wait.tier,
          .post = {},
          .agent = {},
          .cause = wait.cause,
          .next = {}};
}

Step step_of(const Model& model, const WorkFact& work) {
  return {.kind = kind_of(work.activity),
          .from = work.from,
          .to = work.to,
          .tier = model.posts[work.post].tier,
          .post = work.post,
          .agent = work.agent,
          .cause = work.cause,
          .next = {}};
}

/// Does the agent who has the ticket go on with it? Stretches of no length leave no other trace of
/// their order than what may follow what.
bool stays_in_hand(const Step& last, const WorkFact& next) {
  if (last.kind == StepKind::wait) return last.cause == Cause::taken;
  return next.activity != Activity::handling || last.cause == Cause::resumed;
}

}  // namespace

std::vector<Step> steps_of(const Model& model, const Life& life) {
  std::vector<Step> steps;
  steps.reserve(life.waits.size() + life.works.size());
  auto wait = life.waits.begin();
  auto work = life.works.begin();
  while (wait != life.waits.end() || work != life.works.end()) {
    const bool is_work = work != life.works.end() && !steps.empty() &&
                         (wait == life.waits.end() || stays_in_hand(steps.back(), *work));
    steps.push_back(is_work ? step_of(model, *work++) : step_of(*wait++));
    if (steps.size() < 2) continue;
    Step& before = steps[steps.size() - 2];
    if (before.tier != steps.back().tier) before.next = steps.back().tier;
  }
  return steps;
}

Instant end_of(const Model& model, const Life& life) {
  return life.ticket.resolved == never ? model.end : life.ticket.resolved;
}

std::string agent_name(const Model& model, PostId post, AgentId agent) {
  const ModelGroup& group = model.groups[model.posts[post].group];
  return fmt::format("{}.{}", group.name, agent.index() - group.first_agent.index() + 1);
}

std::string_view word_of(StepKind kind) {
  switch (kind) {
    case StepKind::wait: return "wait";
    case StepKind::work: return "work";
    case StepKind::write_up: return "write up";
    case StepKind::keep: return "keep";
  }
  return "";
}

std::string_view word_of(Cause cause) {
  switch (cause) {
    case Cause::resolved: return "resolved";
    case Cause::unsolved: return "unsolved";
    case Cause::retried: return "retried";
    case Cause::work_threshold: return "work_threshold";
    case Cause::sla_share: return "sla_share";
    case Cause::taken: return "taken";
    case Cause::off_duty: return "off_duty";
    case Cause::handed_over: return "handed_over";
    case Cause::resumed: return "resumed";
    case Cause::horizon_end: return "horizon_end";
  }
  return "";
}

}  // namespace tiersim
