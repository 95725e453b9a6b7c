#include "analysis/life_steps.hpp"

#include <fmt/format.h>

#include <utility>

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
          .queue = wait.queue,
          .post = {},
          .agent = {},
          .cause = wait.cause,
          .next = {},
          .reason = {},
          .raised_to = {},
          .part_of = VisitEnd::usual};
}

Step step_of(const Model& model, const WorkFact& work) {
  return {.kind = kind_of(work.activity),
          .from = work.from,
          .to = work.to,
          .tier = model.posts[work.post].tier,
          .queue = {},
          .post = work.post,
          .agent = work.agent,
          .cause = work.cause,
          .next = {},
          .reason = {},
          .raised_to = {},
          .part_of = VisitEnd::usual};
}

Step step_of(const HoldFact& hold) {
  return {.kind = hold.reason.exists() ? StepKind::pending : StepKind::resolved,
          .from = hold.from,
          .to = hold.to,
          .tier = hold.tier,
          .queue = {},
          .post = {},
          .agent = {},
          .cause = hold.cause,
          .next = {},
          .reason = hold.reason,
          .raised_to = {},
          .part_of = VisitEnd::usual};
}

/// Puts the facts of a life into one row. Those of no length leave no other trace of their order
/// than what may follow what.
class Steps {
 public:
  Steps(const Model& model, const Life& life) : model_{model}, life_{life} {
    steps_.reserve(life.waits.size() + life.works.size() + life.holds.size());
  }

  std::vector<Step> all() && {
    while (has_waits() || has_works() || has_holds()) {
      add(next());
      if (steps_.size() < 2) continue;
      Step& before = steps_[steps_.size() - 2];
      if (before.tier != steps_.back().tier) before.next = steps_.back().tier;
    }
    mark_visits();
    return std::move(steps_);
  }

 private:
  enum class From : std::uint8_t { waits, works, holds };

  [[nodiscard]] bool has_waits() const { return wait_ < life_.waits.size(); }
  [[nodiscard]] bool has_works() const { return work_ < life_.works.size(); }
  [[nodiscard]] bool has_holds() const { return hold_ < life_.holds.size(); }

  [[nodiscard]] From next() const {
    if (has_holds() && is_held_next()) return From::holds;
    if (has_works() && (!has_waits() || stays_in_hand())) return From::works;
    return has_waits() ? From::waits : From::holds;
  }

  [[nodiscard]] bool is_held_next() const {
    if (steps_.empty()) return false;
    const Cause cause = steps_.back().cause;
    return cause == Cause::pends || cause == Cause::resolved || cause == Cause::unanswered;
  }

  /// Does the agent who has the ticket go on with it?
  [[nodiscard]] bool stays_in_hand() const {
    if (steps_.empty()) return false;
    const Step& last = steps_.back();
    switch (last.kind) {
      case StepKind::wait: return last.cause == Cause::taken;
      case StepKind::work:
      case StepKind::write_up:
      case StepKind::keep:
        return life_.works[work_].activity != Activity::handling || last.cause == Cause::resumed;
      case StepKind::pending:
      case StepKind::resolved: return false;
    }
    return false;
  }

  /// A visit is what its last step says; what goes astray is until it is handed on.
  void mark_visits() {
    VisitEnd end = VisitEnd::usual;
    for (std::size_t i = steps_.size(); i-- > 0;) {
      Step& step = steps_[i];
      const bool is_last = step.next.exists() || i + 1 == steps_.size();
      // From the wrong queue a share of an SLA may have moved it up, to the wrong people there.
      const bool stays_astray = end == VisitEnd::astray && step.cause == Cause::sla_share;
      if (step.cause == Cause::misrouted) {
        end = VisitEnd::astray;
      } else if (is_last && !stays_astray) {
        const bool is_return = step.cause == Cause::returned || step.cause == Cause::documented;
        end = is_return ? VisitEnd::returned : VisitEnd::usual;
      }
      step.part_of = end;
    }
  }

  /// The priority that a ticket has from its next wait on, or at last.
  [[nodiscard]] PriorityId priority_after(std::size_t wait) const {
    const bool is_last = wait + 1 == life_.waits.size();
    return model_.leaves[is_last ? life_.ticket.leaf : life_.waits[wait + 1].leaf].priority;
  }

  void add_wait() {
    steps_.push_back(step_of(life_.waits[wait_]));
    if (steps_.back().cause == Cause::raised) steps_.back().raised_to = priority_after(wait_);
    ++wait_;
  }

  void add(From from) {
    switch (from) {
      case From::waits: add_wait(); return;
      case From::works: steps_.push_back(step_of(model_, life_.works[work_++])); return;
      case From::holds: steps_.push_back(step_of(life_.holds[hold_++])); return;
    }
  }

  const Model& model_;
  const Life& life_;
  std::size_t wait_ = 0;
  std::size_t work_ = 0;
  std::size_t hold_ = 0;
  std::vector<Step> steps_;
};

}  // namespace

std::vector<Step> steps_of(const Model& model, const Life& life) {
  return Steps{model, life}.all();
}

Instant end_of(const Model& model, const Life& life) {
  return std::min(life.ticket.ended, model.end);
}

std::string agent_name(const Model& model, GroupId group, AgentId agent) {
  const ModelGroup& own = model.groups[group];
  return fmt::format("{}.{}", own.name, agent.index() - own.first_agent.index() + 1);
}

std::string agent_name(const Model& model, PostId post, AgentId agent) {
  return agent_name(model, model.posts[post].group, agent);
}

std::string_view word_of(StepKind kind) {
  switch (kind) {
    case StepKind::wait: return "wait";
    case StepKind::work: return "work";
    case StepKind::write_up: return "write up";
    case StepKind::keep: return "keep";
    case StepKind::pending: return "pending";
    case StepKind::resolved: return "resolved";
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
    case Cause::pends: return "pends";
    case Cause::answered: return "answered";
    case Cause::unanswered: return "unanswered";
    case Cause::reopened: return "reopened";
    case Cause::returned: return "returned";
    case Cause::preempted: return "preempted";
    case Cause::undocumented: return "undocumented";
    case Cause::raised: return "raised";
    case Cause::misrouted: return "misrouted";
    case Cause::merged: return "merged";
    case Cause::cancelled: return "cancelled";
    case Cause::documented: return "documented";
    case Cause::horizon_end: return "horizon_end";
  }
  return "";
}

}  // namespace tiersim
