#include "analysis/interval_plan.hpp"

#include <algorithm>
#include <cmath>

namespace tiersim {

namespace {

/// Of added up heads, what is nobody.
constexpr double least_heads = 1e-9;

}  // namespace

IntervalPlan::IntervalPlan(const Scenario& scenario,
                           const Model& model,
                           const Requirement& requirement,
                           const IntervalGrid& grid,
                           const Table<GroupId, std::vector<double>>& scheduled)
    : model_{model}, grid_{grid} {
  plan_heads(scheduled);
  const Duration day = model.business_days[model.fcr_calendar.index()];
  for (std::size_t i = 0; i < grid.size(); ++i) {
    const Instant due = model.calendars[model.fcr_calendar].add(grid.start(i), day);
    without_clock_.push_back(static_cast<std::uint32_t>((due - Instant{}) / grid.length()));
  }
  for (std::uint32_t i = 0; i < model.leaves.size(); ++i) {
    leaves_.add(plan_leaf(scenario, LeafId{i}, requirement));
  }
}

void IntervalPlan::plan_heads(const Table<GroupId, std::vector<double>>& scheduled) {
  before_ = Table<TierId, std::vector<double>>{model_.tiers.size(),
                                               std::vector<double>(grid_.size() + 1, 0.0)};
  for (const ModelPost& post : model_.posts) {
    const std::vector<double>& heads = scheduled[post.group];
    const auto tiers = static_cast<double>(model_.groups[post.group].posts.size());
    double sum = 0;
    for (std::size_t i = 0; i < grid_.size(); ++i) {
      sum += heads[i] / tiers;
      before_[post.tier][i + 1] += sum;
    }
  }
}

IntervalPlan::LeafPlan
IntervalPlan::plan_leaf(const Scenario& scenario, LeafId id, const Requirement& requirement) {
  const Leaf& leaf = model_.leaves[id];
  const Channel* channel = scenario.channels.find(model_.channels[leaf.channel].name);
  LeafPlan plan;
  plan.live = channel != nullptr && channel->live;
  plan.acknowledged = due_table(leaf, SlaStop::acknowledged);
  plan.resolved = due_table(leaf, SlaStop::resolved);
  const std::vector<TypeAtTier>& type = model_.routes[leaf.route].at;
  for (std::size_t tier = 0; tier < type.size(); ++tier) {
    const double expected = requirement.entry_ms[id.index() * type.size() + tier];
    AtTier at;
    at.work_ms = std::llround(expected > 0 ? expected : type[tier].mean_ms);
    for (TierId next = type[tier].next; next.exists(); next = type[next.index()].next) {
      ++at.tiers_left;
    }
    plan.at.push_back(at);
  }
  return plan;
}

/// Of several clocks, the earliest. Whoever opens later in the interval has a little more time.
const IntervalPlan::DueTable* IntervalPlan::due_table(const Leaf& leaf, SlaStop stop) {
  const auto [entry, is_new] =
      due_tables_.try_emplace({leaf.customer.index(), leaf.priority.index(), stop});
  DueTable& table = entry->second;
  for (std::uint32_t s = 0; is_new && s < model_.slas.size(); ++s) {
    const ModelSla& sla = model_.slas[SlaId{s}];
    if (sla.start != SlaStart::opened || sla.stop != stop || !sla.of(leaf).target) continue;
    table.resize(grid_.size(), UINT32_MAX);
    for (std::size_t i = 0; i < grid_.size(); ++i) {
      const Instant due = model_.due(SlaId{s}, leaf, grid_.start(i));
      const std::int64_t at = (due - Instant{}) / grid_.length();
      table[i] = static_cast<std::uint32_t>(std::min<std::int64_t>(table[i], at));
    }
  }
  return table.empty() ? nullptr : &table;
}

/// The interval by whose end it is to be done, if this tier has all the time.
std::size_t IntervalPlan::due_of(const TierEntry& entry) const {
  const LeafPlan& leaf = leaves_[entry.leaf];
  if (leaf.resolved == nullptr) return without_clock_[grid_.at(entry.entered)];
  const Instant opened = std::max(entry.opened, Instant{});
  return std::max<std::size_t>((*leaf.resolved)[grid_.at(opened)], grid_.at(entry.entered));
}

/// Up to `due`, this tier and those above it that the type may reach have equal parts of the
/// scheduled time; where nobody is scheduled, of all time.
/// \return  the last interval of this tier's part.
std::size_t IntervalPlan::part_of_time(const TierEntry& entry, std::size_t due) const {
  const std::uint32_t parts = leaves_[entry.leaf].at[entry.tier.index()].tiers_left;
  const std::size_t entered = grid_.at(entry.entered);
  if (parts == 1) return due;
  const std::vector<double>& before = before_[entry.tier];
  const double heads = before[std::min(due + 1, grid_.size())] - before[entered];
  if (due >= grid_.size() || heads < least_heads) return entered + (due - entered) / parts;
  const auto at = [&](std::size_t i) { return before.begin() + static_cast<std::ptrdiff_t>(i); };
  const auto end =
      std::lower_bound(at(entered + 1), at(due + 1), before[entered] + heads / parts - least_heads);
  return static_cast<std::size_t>(end - before.begin()) - 1;
}

WorkWindow IntervalPlan::window_of(const TierEntry& entry) const {
  const LeafPlan& leaf = leaves_[entry.leaf];
  const std::size_t entered = grid_.at(entry.entered);
  std::size_t last = part_of_time(entry, due_of(entry));
  if (leaf.acknowledged != nullptr && entry.entered == entry.opened) {
    last = std::min<std::size_t>(last, (*leaf.acknowledged)[entered]);
  }
  const std::size_t end = std::min(last + 1, grid_.size());
  const double seen = static_cast<double>(end - entered) / static_cast<double>(last + 1 - entered);
  const double heads = before_[entry.tier][end] - before_[entry.tier][entered];
  if (heads < least_heads) {
    return {false, entered, end - entered, seen / static_cast<double>(end - entered)};
  }
  return {true, entered, end - entered, seen / heads};
}

}  // namespace tiersim
