#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "tests/support/path_checks.hpp"

namespace tiersim::test {

namespace {

std::int64_t moment_ms(Instant t) { return (t - Instant{}).count(); }

/// What is told of one head.
struct Head {
  const std::vector<Interval>* spans = nullptr;
  std::vector<WorkFact> work;  ///< kept stretches included
  std::vector<StaffFact> on_duty;
  std::vector<StaffFact> overtime;
  std::vector<StaffFact> other;
};

template <class Fact>
void by_time(std::vector<Fact>& facts) {
  std::ranges::stable_sort(facts, [](const Fact& a, const Fact& b) {
    return a.from != b.from ? a.from < b.from : a.to < b.to;
  });
}

std::vector<Head> heads_of(const Model& model, const KeptFacts& facts) {
  std::vector<Head> heads(model.agents);
  for (const ModelRoster& roster : model.rosters) {
    for (const AgentId agent : roster.agents) heads[agent.index()].spans = &roster.spans;
  }
  for (const WorkFact& work : facts.works) heads[work.agent.index()].work.push_back(work);
  for (const UpdateFact& update : facts.updates) {
    if (!update.post.exists()) continue;
    heads[update.agent.index()].work.push_back({update.from,
                                                update.to,
                                                update.opened,
                                                update.ticket,
                                                update.leaf,
                                                update.post,
                                                update.agent,
                                                Activity::writing_up,
                                                {}});
  }
  for (const StaffFact& stretch : facts.staff) {
    Head& head = heads[stretch.agent.index()];
    switch (stretch.presence) {
      case Presence::on_duty: head.on_duty.push_back(stretch); break;
      case Presence::overtime: head.overtime.push_back(stretch); break;
      case Presence::other_work: head.other.push_back(stretch); break;
    }
  }
  for (Head& head : heads) {
    by_time(head.work);
    by_time(head.on_duty);
    by_time(head.overtime);
    by_time(head.other);
  }
  return heads;
}

template <class Fact>
bool overlap(const std::vector<Fact>& sorted) {
  for (std::size_t i = 1; i < sorted.size(); ++i) {
    if (sorted[i].from < sorted[i - 1].to) return true;
  }
  return false;
}

template <class A, class B>
bool overlap(const std::vector<A>& as, const std::vector<B>& bs) {
  return std::ranges::any_of(as, [&](const A& a) {
    return std::ranges::any_of(
        bs, [&](const B& b) { return std::max(a.from, b.from) < std::min(a.to, b.to); });
  });
}

/// Is [from, to) covered by intervals in order of time that may touch?
template <class Fact>
bool covered(Instant from, Instant to, const std::vector<Fact>& sorted) {
  for (const Fact& one : sorted) {
    if (one.from <= from && one.to > from) from = one.to;
    if (from >= to) break;
  }
  return from >= to;
}

std::string check_overtime(const Head& head, const StaffFact& overtime) {
  if (std::ranges::none_of(*head.spans, [&](const auto& s) { return s.to == overtime.from; })) {
    return fmt::format("head {}: overtime from {}, which is no shift end\n", overtime.agent.index(),
                       moment_ms(overtime.from));
  }
  std::vector<WorkFact> in_hand;
  for (const WorkFact& work : head.work) {
    const bool is_work = work.activity != Activity::kept;
    if (is_work && work.from < overtime.to && work.to > overtime.from) in_hand.push_back(work);
  }
  if (overtime.from == overtime.to) return "";
  const bool one_ticket = std::ranges::all_of(
      in_hand, [&](const WorkFact& work) { return work.ticket == in_hand.front().ticket; });
  if (one_ticket && covered(overtime.from, overtime.to, in_hand)) return "";
  return fmt::format("head {}: overtime from {} to {} is not all work on the ticket in hand\n",
                     overtime.agent.index(), moment_ms(overtime.from), moment_ms(overtime.to));
}

std::string check_head(std::size_t number, const Head& head) {
  std::string broken;
  const auto tell = [&](const char* what) { broken += fmt::format("head {}: {}\n", number, what); };
  if (overlap(head.work)) tell("two engagements at a time");
  if (overlap(head.on_duty)) tell("twice on duty at a time");
  if (overlap(head.other)) tell("twice at other work at a time");
  if (overlap(head.on_duty, head.other)) tell("on duty and at other work at a time");
  for (const WorkFact& work : head.work) {
    if (work.activity == Activity::kept || covered(work.from, work.to, head.on_duty)) continue;
    broken += fmt::format("head {}: works from {} to {}, not all of it on duty\n", number,
                          moment_ms(work.from), moment_ms(work.to));
  }
  std::vector<Interval> paid = *head.spans;
  for (const StaffFact& stretch : head.other) {
    if (!covered(stretch.from, stretch.to, paid)) tell("other work outside the shift");
  }
  for (const StaffFact& stretch : head.overtime) {
    broken += check_overtime(head, stretch);
    if (!covered(stretch.from, stretch.to, head.on_duty)) tell("overtime that is not on duty");
    paid.push_back({stretch.from, stretch.to, {}});
  }
  by_time(paid);
  for (const StaffFact& stretch : head.on_duty) {
    if (!covered(stretch.from, stretch.to, paid)) {
      broken +=
          fmt::format("head {}: on duty from {} to {}, not all of it in a shift or overtime\n",
                      number, moment_ms(stretch.from), moment_ms(stretch.to));
    }
  }
  return broken;
}

}  // namespace

std::string broken_people(const Model& model, const KeptFacts& facts) {
  std::string broken;
  const std::vector<Head> heads = heads_of(model, facts);
  for (std::size_t i = 0; i < heads.size(); ++i) broken += check_head(i, heads[i]);
  return broken;
}

}  // namespace tiersim::test
