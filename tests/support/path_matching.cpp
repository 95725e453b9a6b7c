// A model of who could have taken what, built from the facts alone: it knows nothing of queues,
// idle lists and events.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "tests/support/clock_path.hpp"
#include "tests/support/path_checks.hpp"

namespace tiersim::test {

namespace {

std::int64_t ms(Instant t) { return (t - Instant{}).count(); }

/// A ticket in a queue.
struct Waiting {
  Instant from;
  Instant to;
  Instant joined;
  Instant due;
  std::uint64_t ticket;
  TierId tier;
  QueueId queue;
  PriorityId priority;
  Cause cause;
  std::size_t nth;  ///< of those of the ticket that end there at that instant
  bool is_back;     ///< from outside, or reopened: those who know it come first
};

/// A head with nothing to do.
struct Idle {
  Instant from;
  Instant to;
  AgentId agent;
  GroupId group;
};

bool goes_before(QueueOrder order, const Waiting& a, const Waiting& b) {
  if (order == QueueOrder::by_priority && a.priority != b.priority) return a.priority < b.priority;
  if (order == QueueOrder::earliest_due && a.due != b.due) return a.due < b.due;
  return std::pair{a.joined, a.ticket} < std::pair{b.joined, b.ticket};
}

class Shadow {
 public:
  Shadow(const Model& model, const KeptFacts& facts) : model_{model} {
    std::map<std::pair<std::uint64_t, TierId>, std::vector<VisitFact>> joined;
    for (const VisitFact& visit : facts.visits) {
      joined[{visit.ticket, visit.tier}].push_back(visit);
    }
    std::map<std::uint64_t, const TicketFact*> tickets;
    for (const TicketFact& ticket : facts.tickets) tickets[ticket.ticket] = &ticket;
    const HoldsByTicket holds{facts};
    for (const WaitFact& wait : facts.waits) {
      const Leaf& leaf = model.leaves[wait.leaf];
      // One may end and the next begin at the same instant: the wait lies in the first that holds
      // it.
      const std::vector<VisitFact>& visits = joined.at({wait.ticket, wait.tier});
      const auto visit = std::ranges::find_if(
          visits, [&](const VisitFact& one) { return one.from <= wait.from && wait.to <= one.to; });
      const std::vector<HoldFact>& held = holds.of(wait.ticket);
      const bool is_back =
          std::ranges::any_of(held, [&](const HoldFact& hold) { return hold.to == wait.from; });
      waits_.push_back({wait.from, wait.to, visit->from,
                        due_of(*tickets.at(wait.ticket), held, wait.from), wait.ticket, wait.tier,
                        wait.queue, leaf.priority, wait.cause,
                        ended_[{wait.ticket, wait.to, wait.tier}]++, is_back});
    }
    for (const UpdateFact& update : facts.updates) add_update(model, facts, holds, update);
    std::ranges::stable_sort(waits_, {}, &Waiting::from);
    find_idle(facts);
    for (const WorkFact& work : facts.works) {
      if (work.activity != Activity::handling) continue;
      if (work.cause == Cause::preempted) interrupted_.emplace(work.agent, work.to);
      takers_[{work.ticket, work.from, model.posts[work.post].tier}].push_back(work);
    }
  }

  [[nodiscard]] std::string check() const {
    std::string broken;
    for (const Waiting& wait : waits_) {
      if (wait.cause == Cause::taken) broken += check_taken(wait);
      if (wait.from < wait.to) broken += check_nobody_idle(wait);
      if (broken.size() > 2'000) return broken + "...\n";
    }
    return broken;
  }

 private:
  /// An update waits as its ticket would, by what the clock said last when it fell due.
  void add_update(const Model& model,
                  const KeptFacts& facts,
                  const HoldsByTicket& holds,
                  const UpdateFact& update) {
    const Leaf& leaf = model.leaves[update.leaf];
    const auto ticket = std::ranges::find(facts.tickets, update.ticket, &TicketFact::ticket);
    const bool is_taken = update.post.exists();
    Instant last = update.due;
    for (const HoldFact& hold : holds.of(update.ticket)) {
      if (hold.from <= update.due && update.due < hold.to) last = hold.from;
    }
    std::vector<WorkFact>& taker = takers_[{update.ticket, update.from, update.tier}];
    waits_.push_back({update.due, is_taken ? update.from : update.to, update.due,
                      due_of(*ticket, holds.of(update.ticket), last), update.ticket, update.tier,
                      update.queue, leaf.priority, is_taken ? Cause::taken : Cause::horizon_end,
                      taker.size(), false});
    taker.push_back({update.from,
                     update.to,
                     update.opened,
                     update.ticket,
                     update.leaf,
                     update.post,
                     update.agent,
                     Activity::writing_up,
                     {}});
  }

  [[nodiscard]] Instant
  due_of(const TicketFact& ticket, const std::vector<HoldFact>& held, Instant t) const {
    const SlaId sla = model_.due_by;
    if (!sla.exists() || !model_.slas[sla].of(model_.leaves[ticket.leaf]).target) return never;
    return ClockPath{model_, sla, ticket, held}.due_at(t);
  }

  /// On duty and at no ticket.
  void find_idle(const KeptFacts& facts) {
    std::vector<std::vector<std::pair<Instant, Instant>>> busy(model_.agents);
    for (const WorkFact& work : facts.works) {
      if (work.activity == Activity::kept) continue;
      busy[work.agent.index()].emplace_back(work.from, work.to);
    }
    for (const UpdateFact& update : facts.updates) {
      if (update.post.exists()) busy[update.agent.index()].emplace_back(update.from, update.to);
    }
    for (auto& stretches : busy) std::ranges::sort(stretches);
    for (const StaffFact& stretch : facts.staff) {
      if (stretch.presence != Presence::on_duty) continue;
      Instant at = stretch.from;
      for (const auto& [from, to] : busy[stretch.agent.index()]) {
        if (to < at || from > stretch.to) continue;
        if (from > at) idle_.push_back({at, from, stretch.agent, stretch.group});
        at = std::max(at, to);
      }
      if (at < stretch.to) idle_.push_back({at, stretch.to, stretch.agent, stretch.group});
    }
    std::ranges::stable_sort(idle_, {}, &Idle::from);
    for (const Idle& idle : idle_) longest_idle_ = std::max(longest_idle_, idle.to - idle.from);
    for (const Waiting& wait : waits_) longest_wait_ = std::max(longest_wait_, wait.to - wait.from);
  }

  [[nodiscard]] const ModelQueue::Eligible* ability(GroupId group, const Waiting& wait) const {
    for (const auto& one : model_.queues[wait.queue].eligible) {
      if (model_.posts[one.post].group == group) return &one;
    }
    return nullptr;
  }

  [[nodiscard]] std::size_t rank_of(GroupId group, TierId tier) const {
    const std::vector<PostId>& posts = model_.groups[group].posts;
    const auto found =
        std::ranges::find_if(posts, [&](PostId post) { return model_.posts[post].tier == tier; });
    return static_cast<std::size_t>(found - posts.begin());
  }

  /// Calls f with the idle stretches that may share time with [from, to).
  template <class F>
  void idle_around(Instant from, Instant to, F f) const {
    auto idle = std::ranges::lower_bound(idle_, from - longest_idle_, {}, &Idle::from);
    for (; idle != idle_.end() && idle->from < to; ++idle) {
      if (idle->to > from) f(*idle);
    }
  }

  [[nodiscard]] std::string check_nobody_idle(const Waiting& wait) const {
    std::string broken;
    idle_around(wait.from, wait.to, [&](const Idle& idle) {
      if (ability(idle.group, wait) == nullptr) return;
      broken +=
          fmt::format("ticket {} waits at tier {} from {} to {}, head {} is idle from {} to {}\n",
                      wait.ticket, wait.tier.index(), ms(wait.from), ms(wait.to),
                      idle.agent.index(), ms(idle.from), ms(idle.to));
    });
    return broken;
  }

  [[nodiscard]] std::string check_taken(const Waiting& wait) const {
    const auto taker = takers_.find({wait.ticket, wait.to, wait.tier});
    if (taker == takers_.end()) {
      return fmt::format("ticket {} is taken at {} by nobody\n", wait.ticket, ms(wait.to));
    }
    // Work of no length is followed by more that starts at the same instant.
    const WorkFact& work = taker->second[std::min(wait.nth, taker->second.size() - 1)];
    const GroupId group = model_.posts[work.post].group;
    if (ability(group, wait) == nullptr) {
      return fmt::format("ticket {} is taken by a group that may not\n", wait.ticket);
    }
    if (interrupted_.contains({work.agent, wait.to})) return "";  // see path_preemption.cpp
    if (wait.is_back && wait.from == wait.to) return check_best_ticket(wait, group);
    return check_best_ticket(wait, group) + check_best_agent(wait, work.agent, group);
  }

  /// No ticket that waits on and that the group may take goes before the taken one.
  [[nodiscard]] std::string check_best_ticket(const Waiting& taken, GroupId group) const {
    std::string broken;
    const Instant t = taken.to;
    auto other = std::ranges::lower_bound(waits_, t - longest_wait_, {}, &Waiting::from);
    for (; other != waits_.end() && other->from < t; ++other) {
      if (other->to <= t || ability(group, *other) == nullptr) continue;
      const std::size_t rank = rank_of(group, other->tier);
      const std::size_t taken_rank = rank_of(group, taken.tier);
      const QueueOrder order = model_.tiers[taken.tier].order;
      if (rank > taken_rank || (rank == taken_rank && !goes_before(order, *other, taken))) continue;
      broken += fmt::format("at {} group {} takes ticket {} while ticket {} goes before it\n",
                            ms(t), group.index(), taken.ticket, other->ticket);
    }
    return broken;
  }

  /// Nobody who stays idle was to be preferred to the taker.
  [[nodiscard]] std::string
  check_best_agent(const Waiting& taken, AgentId agent, GroupId group) const {
    std::string broken;
    const Instant t = taken.to;
    const auto& own = *ability(group, taken);
    Instant idle_since = t;
    idle_around(t - Duration{1}, t, [&](const Idle& idle) {
      if (idle.agent == agent && idle.to == t) idle_since = idle.from;
    });
    const bool by_skill = model_.tiers[taken.tier].assignment == AssignmentRule::best_skill;
    idle_around(t - Duration{1}, t + Duration{1}, [&](const Idle& idle) {
      if (idle.from >= t || idle.to <= t) return;
      const auto* other = ability(idle.group, taken);
      if (other == nullptr) return;
      if (other->preference > own.preference) return;
      if (other->preference == own.preference) {
        if (by_skill && other->speed < own.speed) return;
        const bool same_skill = !by_skill || other->speed == own.speed;
        if (same_skill && std::pair{idle.from, idle.agent} > std::pair{idle_since, agent}) return;
      }
      broken += fmt::format("at {} head {} gets ticket {} while head {} is to be preferred\n",
                            ms(t), agent.index(), taken.ticket, idle.agent.index());
    });
    return broken;
  }

  const Model& model_;
  std::vector<Waiting> waits_;
  std::vector<Idle> idle_;
  Duration longest_idle_{0};
  Duration longest_wait_{0};
  using At = std::tuple<std::uint64_t, Instant, TierId>;
  std::map<At, std::vector<WorkFact>> takers_;
  std::map<At, std::size_t> ended_;  ///< waits so far
  std::set<std::pair<AgentId, Instant>> interrupted_;
};

}  // namespace

std::string broken_matching(const Model& model, const KeptFacts& facts) {
  return Shadow{model, facts}.check();
}

std::string broken_dedication(const Compiled& scenario, const KeptFacts& facts) {
  const Model& model = scenario.model;
  std::string broken;
  for (const WorkFact& work : facts.works) {
    const std::string& group = model.groups[model.posts[work.post].group].name;
    const std::string& customer = model.customers[model.leaves[work.leaf].customer].name;
    const std::vector<std::string>& own = scenario.loaded.scenario.staff.find(group)->dedicated_to;
    if (own.empty() || std::ranges::find(own, customer) != own.end()) continue;
    broken += fmt::format("{} works on ticket {} of {}\n", group, work.ticket, customer);
  }
  return broken;
}

}  // namespace tiersim::test
