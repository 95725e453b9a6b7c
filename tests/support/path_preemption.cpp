// Who was interrupted for whom, from the facts alone.

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "tests/support/path_checks.hpp"

namespace tiersim::test {

namespace {

class Interruptions {
 public:
  Interruptions(const Model& model, const KeptFacts& facts) : model_{model}, facts_{facts} {
    // Work is told by stretches; an engagement began with the first that the agent did not resume.
    std::vector<WorkFact> in_order = facts.works;
    std::ranges::stable_sort(in_order, {}, &WorkFact::from);
    std::vector<Instant> started(model.agents);
    std::vector<bool> goes_on(model.agents, false);
    for (const WorkFact& work : in_order) {
      const std::size_t agent = work.agent.index();
      if (!goes_on[agent]) started[agent] = work.from;
      goes_on[agent] = work.cause == Cause::off_duty || work.cause == Cause::resumed;
      if (work.activity == Activity::handling) works_.push_back({work, started[agent]});
    }
    overtime_.resize(model.agents);
    for (const StaffFact& staff : facts.staff) {
      if (staff.presence == Presence::overtime) overtime_[staff.agent.index()].push_back(staff);
    }
    for (const auto& one : works_) longest_ = std::max(longest_, one.fact.to - one.fact.from);
  }

  [[nodiscard]] std::string check() const {
    std::string broken;
    for (const Work& one : works_) {
      if (one.fact.cause == Cause::preempted) broken += check_interrupted(one);
      if (broken.size() > 2'000) return broken + "...\n";
    }
    for (const WaitFact& wait : facts_.waits) {
      if (wait.from == wait.to || !may_preempt(wait.tier, wait.leaf)) continue;
      for (const Work& one : candidates(wait.from, wait.queue, wait.leaf)) {
        broken += fmt::format("ticket {} waits at {} while head {} is at ticket {}\n", wait.ticket,
                              ms(wait.from), one.fact.agent.index(), one.fact.ticket);
      }
    }
    return broken;
  }

 private:
  struct Work {
    WorkFact fact;
    Instant started;
  };
  static std::int64_t ms(Instant t) { return (t - Instant{}).count(); }
  [[nodiscard]] PriorityId priority(LeafId leaf) const { return model_.leaves[leaf].priority; }
  [[nodiscard]] TierId tier_of(const Work& one) const { return model_.posts[one.fact.post].tier; }
  [[nodiscard]] auto rank(const Work& one) const {
    return std::tuple{-static_cast<std::int64_t>(priority(one.fact.leaf).index()), -ms(one.started),
                      one.fact.agent.index()};
  }

  [[nodiscard]] bool may_preempt(TierId tier, LeafId leaf) const {
    const PriorityId lowest = model_.tiers[tier].preempted_by;
    return lowest.exists() && priority(leaf) <= lowest;
  }

  [[nodiscard]] bool is_eligible(GroupId group, QueueId queue) const {
    return std::ranges::any_of(model_.queues[queue].eligible,
                               [&](const auto& one) { return one.group == group; });
  }

  [[nodiscard]] bool is_overtime(AgentId agent, Instant t) const {
    return std::ranges::any_of(overtime_[agent.index()], [&](const StaffFact& staff) {
      return staff.from <= t && t < staff.to;
    });
  }

  /// The queue from which the work was taken.
  [[nodiscard]] QueueId queue_of(const Work& work) const {
    // Work of no length is followed by more that starts at the same instant.
    const auto is_same = [&](const Work& one) {
      return one.fact.ticket == work.fact.ticket && one.fact.from == work.fact.from &&
             tier_of(one) == tier_of(work);
    };
    const auto nth = std::ranges::count_if(works_.data(), &work, is_same);
    std::ptrdiff_t seen = 0;
    for (const WaitFact& wait : facts_.waits) {
      const bool is_taken = wait.ticket == work.fact.ticket && wait.to == work.fact.from &&
                            wait.tier == tier_of(work) && wait.cause == Cause::taken;
      if (is_taken && seen++ == nth) return wait.queue;
    }
    return QueueId::none();
  }

  /// Work through `t` at the queue's tier that a ticket might interrupt.
  [[nodiscard]] std::vector<Work> candidates(Instant t, QueueId queue, LeafId leaf) const {
    std::vector<Work> found;
    const TierId tier = model_.queues[queue].tier;
    auto one = std::ranges::lower_bound(works_, t - longest_, {},
                                        [](const Work& work) { return work.fact.from; });
    for (; one != works_.end() && one->fact.from < t; ++one) {
      if (one->fact.to <= t || tier_of(*one) != tier) continue;
      if (priority(one->fact.leaf) <= priority(leaf)) continue;
      if (!is_eligible(model_.posts[one->fact.post].group, queue)) continue;
      if (!is_overtime(one->fact.agent, t)) found.push_back(*one);
    }
    return found;
  }

  [[nodiscard]] std::string check_interrupted(const Work& interrupted) const {
    const Instant t = interrupted.fact.to;
    const auto start = [](const Work& one) { return one.fact.from; };
    const auto end = std::ranges::upper_bound(works_, t, {}, start);
    const auto by =
        std::find_if(std::ranges::lower_bound(works_, t, {}, start), end, [&](const Work& one) {
          return one.fact.agent == interrupted.fact.agent &&
                 priority(one.fact.leaf) < priority(interrupted.fact.leaf) &&
                 tier_of(one) == tier_of(interrupted) && may_preempt(tier_of(one), one.fact.leaf);
        });
    if (by == end) {
      return fmt::format("ticket {} is interrupted at {} for none that may\n",
                         interrupted.fact.ticket, ms(t));
    }
    std::string broken;
    for (const Work& other : candidates(t, queue_of(*by), by->fact.leaf)) {
      if (rank(other) > rank(interrupted)) continue;
      broken += fmt::format("at {} ticket {} is interrupted, though {} goes before it\n", ms(t),
                            interrupted.fact.ticket, other.fact.ticket);
    }
    return broken;
  }

  const Model& model_;
  const KeptFacts& facts_;
  std::vector<Work> works_;                       ///< handling, by start
  std::vector<std::vector<StaffFact>> overtime_;  ///< by agent
  Duration longest_{0};
};

}  // namespace

std::string broken_preemption(const Model& model, const KeptFacts& facts) {
  return Interruptions{model, facts}.check();
}

}  // namespace tiersim::test
