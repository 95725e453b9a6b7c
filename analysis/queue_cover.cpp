#include "analysis/queue_cover.hpp"

#include <algorithm>

namespace tiersim {
namespace {

std::vector<Interval> spans_for(const Model& model, const ModelQueue& queue) {
  std::vector<Interval> spans;
  for (const ModelQueue::Eligible& one : queue.eligible) {
    for (const RosterId roster : model.groups[one.group].rosters) {
      const std::vector<Interval>& of_one = model.rosters[roster].spans;
      spans.insert(spans.end(), of_one.begin(), of_one.end());
    }
  }
  return spans;
}

}  // namespace

Cover::Cover(std::vector<Interval> spans) {
  std::ranges::sort(spans, {}, &Interval::from);
  for (const Interval& span : spans) {
    if (!spans_.empty() && span.from <= spans_.back().to) {
      spans_.back().to = std::max(spans_.back().to, span.to);
    } else {
      spans_.push_back(span);
    }
  }
}

std::size_t Cover::first_after(Instant t) const {
  const auto found = std::ranges::upper_bound(spans_, t, {}, &Interval::to);
  return static_cast<std::size_t>(found - spans_.begin());
}

Duration Cover::outside(Instant from, Instant to) const {
  Duration sum{0};
  split(from, to, [&](Instant a, Instant b, bool inside) { sum += inside ? Duration{0} : b - a; });
  return sum;
}

RosterCover::RosterCover(const Model& model) : roster_(model.agents) {
  for (const ModelQueue& queue : model.queues) queues_.add(Cover{spans_for(model, queue)});
  for (const ModelRoster& roster : model.rosters) {
    const RosterId id = rosters_.add(Cover{roster.spans});
    for (const AgentId agent : roster.agents) roster_[agent.index()] = id;
  }
}

}  // namespace tiersim
