// Warnings of what is written and cannot do what it seems to: dates, files and rules that come to
// nothing.

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/plan_warnings.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"

namespace tiersim {

namespace {

/// Heads on a day, by what is written. Seats and rosters do not change.
unsigned heads_on(const Group& group, LocalDay day) {
  if (!group.heads) return 1;
  unsigned heads = *group.heads;
  for (const HeadsChange& change : group.changes) {
    if (change.on <= day) heads = change.heads;
  }
  return heads;
}

std::vector<const Group*> groups_at(const Scenario& scenario, const std::string& tier) {
  std::vector<const Group*> groups;
  for (const auto& entry : scenario.staff) {
    const std::vector<std::string>& tiers = entry.second.tiers;
    if (std::find(tiers.begin(), tiers.end(), tier) != tiers.end()) groups.push_back(&entry.second);
  }
  return groups;
}

/// Stretches for which changes leave a tier without heads: "2026-02-01 to 2026-02-14".
std::vector<std::string>
stretches_without(const std::vector<const Group*>& groups, LocalDay first, LocalDay last) {
  std::set<LocalDay> days{first};
  for (const Group* group : groups) {
    for (const HeadsChange& change : group->changes) {
      if (change.on > first && change.on <= last) days.insert(change.on);
    }
  }
  std::vector<std::string> stretches;
  std::optional<LocalDay> since;
  for (const LocalDay day : days) {
    const bool is_empty = std::all_of(groups.begin(), groups.end(), [&](const Group* group) {
      return heads_on(*group, day) == 0;
    });
    if (is_empty && !since) since = day;
    if (is_empty || !since) continue;
    stretches.push_back(date_text(*since) + " to " + date_text(day - std::chrono::days{1}));
    since.reset();
  }
  if (since) stretches.push_back(date_text(*since) + " on");
  return stretches;
}

void warn_of_deserted_tiers(const Plan& plan, PlanWarnings& warnings) {
  const LocalDay last = plan.model.clock.day_of(plan.model.end - Duration{1});
  for (const Tier& tier : plan.scenario.tiers) {
    const std::vector<const Group*> groups = groups_at(plan.scenario, tier.name);
    const bool any_changes = std::any_of(
        groups.begin(), groups.end(), [](const Group* group) { return !group->changes.empty(); });
    if (!any_changes) continue;
    const std::vector<std::string> stretches =
        stretches_without(groups, plan.model.first_day, last);
    if (stretches.empty()) continue;
    warnings.warn("tier_deserted",
                  fmt::format("nobody is at {} from {}: by `changes` it has no heads then",
                              tier.name, joined(stretches)),
                  "what comes there waits, and heads needed are of the mean; check `changes`");
  }
}

void warn_of_planned(const Plan& plan, PlanWarnings& warnings) {
  std::vector<std::string> never_come;
  for (const ModelStream& stream : plan.model.streams) {
    const Demand* const written = plan.scenario.demand.find(stream.name);
    if (written != nullptr && written->planned && stream.rows.empty()) {
      never_come.push_back(stream.name);
    }
  }
  if (never_come.empty()) return;
  warnings.warn("planned_never",
                fmt::format("no planned ticket of {} falls into the horizon", joined(never_come)),
                "check `start`, `on` and `every`");
}

/// Is some ticket seen first by people whom it is not for?
bool any_goes_astray(const Plan& plan) {
  const Model& model = plan.model;
  return std::any_of(plan.demand.flows.begin(), plan.demand.flows.end(), [&](const Flow& flow) {
    const Leaf& leaf = model.leaves[flow.leaf];
    const std::vector<double>& seems = model.types[leaf.type].seems.up_to;
    for (std::uint32_t t = 0; t < seems.size(); ++t) {
      const double below = t == 0 ? 0 : seems[t - 1];
      const Model::Mistaken& as = model.mistaken[flow.leaf][t];
      if (seems[t] <= below || model.goes_right(leaf, flow.entry, as)) continue;
      const QueueId right = model.routes[leaf.route].at[flow.entry.index()].queue;
      const QueueId wrong = model.routes[as.route].at[as.entry.index()].queue;
      if (as.entry != flow.entry || !model.has_same_people(right, wrong)) return true;
    }
    return false;
  });
}

void note_classifier(const Plan& plan, PlanWarnings& warnings) {
  if (!plan.scenario.routing.classifier || !plan.model.has_triage || any_goes_astray(plan)) return;
  warnings.note("classifier_idle",
                "the classifier's mistakes change nothing: whoever gets a ticket may work on it",
                "they show where types need different skills, clearances or tiers of entry");
}

void warn_of_backlog(const Plan& plan, PlanWarnings& warnings) {
  const std::optional<BacklogFile>& file = plan.scenario.horizon.initial_backlog.from;
  if (!file || !file->rows.empty()) return;
  warnings.warn("backlog_empty",
                fmt::format("{} has no rows: nothing is open at the start", in_quotes(file->file)),
                "check the file");
}

}  // namespace

void warn_of_idle_keys(const Plan& plan, PlanWarnings& warnings) {
  warn_of_deserted_tiers(plan, warnings);
  warn_of_planned(plan, warnings);
  note_classifier(plan, warnings);
  warn_of_backlog(plan, warnings);
}

}  // namespace tiersim
