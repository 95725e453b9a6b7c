// Cross-checks of tiers and staff.

#include <array>
#include <cmath>

#include "sim/checker.hpp"

namespace tiersim {
namespace {

/// The most heads that a group has inside the horizon.
double most_heads(const Scenario& scenario, const Group& group) {
  double at_start = *group.heads;
  double later = 0;
  const LocalDay start = scenario.horizon.start.value_or(LocalDay{});
  const LocalTime end = LocalTime{start} + scenario.horizon.length.elapsed();
  for (const HeadsChange& change : group.changes) {
    if (change.on <= start) {
      at_start = change.heads;
    } else if (LocalTime{change.on} < end) {
      later = std::max<double>(later, change.heads);
    }
  }
  return std::max(at_start, later);
}

/// Heads of a group, those that fill its seats included; at most, where they change.
double heads_of(const Scenario& scenario, const Group& group) {
  if (group.roster) return std::max(1.0, static_cast<double>(group.roster_people));
  if (group.heads) return most_heads(scenario, group);
  const Shift* const shift = group.shift ? scenario.shifts.find(*group.shift) : nullptr;
  if (!group.seats || !shift) return 0;
  const double open_days = shift->weekly.open_days();
  const double present = 1 - group.shrinkage.out_of_office();
  return std::ceil(*group.seats * open_days / group.days_per_week.value_or(open_days) / present);
}

/// Pay of a group, were each head paid at all hours of the horizon.
double most_pay_of(const Scenario& scenario, const Group& group) {
  const double hours = in_hours(scenario.horizon.length.elapsed());
  const double salary = group.salary.value_or(0) * (1 + group.on_costs) / (24 * days_per_year);
  const double rate = std::max(group.cost_per_hour.value_or(0), salary);
  double factor = 1;
  for (const auto& rule : group.pay) factor = std::max(factor, rule.second.factor);
  return heads_of(scenario, group) * rate * factor * hours * (1 + scenario.costs.overhead);
}

bool is_complete(const EscalationThreshold& one) {
  if (one.attempts) return !one.work && !one.share && one.sla.empty();
  return (one.work && one.sla.empty()) || (one.share && !one.sla.empty());
}

void check_threshold(Checker& checker, const EscalationThreshold& one, const std::string& path) {
  const bool says_of = checker.is_written(path + ".of");
  constexpr std::string_view forms =
      "`{after: 45m, of: work}`, `{after: 50%, of: resolution}` or `{attempts: 2}`";
  const auto fail = [&](std::string what, std::string suggestion) {
    checker.fail(path, std::move(what), fmt::format("it is {}", forms), std::move(suggestion));
  };
  if (!is_complete(one) || (one.work && !says_of)) {
    if (one.work && !says_of) return fail("the threshold does not say of what", "add `of: work`");
    if (one.share && one.sla.empty()) {
      return fail("the share does not say of which SLA", "add for example `of: resolution`");
    }
    if (one.work && !one.sla.empty()) {
      return fail("a threshold on an SLA is a share of its target",
                  "write for example `after: 50%`");
    }
    return fail("the threshold is not complete, or says two things at once", "");
  }
  if (!one.sla.empty()) {
    checker.expect_known(path + ".of", one.sla, checker.scenario().sla, "SLA", "sla");
  }
}

void check_tier(Checker& checker, const Tier& tier) {
  const Scenario& scenario = checker.scenario();
  const std::string path = "tiers." + tier.name;
  double heads = 0;
  for (const auto& entry : scenario.staff) {
    if (is_in(entry.second.tiers, tier.name)) heads += heads_of(scenario, entry.second);
  }
  if (heads < 1 && !checker.has_failed("staff")) {
    checker.fail(path, fmt::format("nobody works at {}", in_quotes(tier.name)),
                 "each tier has a group with at least one head",
                 fmt::format("write a group with `tier: {}` under `staff`", tier.name));
  }
  for (std::size_t i = 0; i < tier.groups.size(); ++i) {
    const std::string at = fmt::format("{}.groups.{}", path, i);
    checker.expect_known(at, tier.groups[i], scenario.staff, "group", "staff");
    const Group* const group = scenario.staff.find(tier.groups[i]);
    if (group && !is_in(group->tiers, tier.name)) {
      checker.fail(at, fmt::format("the group {} does not serve {}", in_quotes(tier.groups[i]),
                                   in_quotes(tier.name)));
    }
  }
  for (std::size_t i = 0; i < tier.escalate.size(); ++i) {
    check_threshold(checker, tier.escalate[i], fmt::format("{}.escalate.{}", path, i));
  }
  if (tier.escalation_time) {
    checker.expect_distribution(path + ".escalation_time", *tier.escalation_time, true);
  }
  if (tier.look_up) checker.expect_distribution(path + ".look_up", *tier.look_up, true);
  if (!tier.preempted_by) return;
  if (checker.scenario().priorities.empty()) {
    return checker.fail(path + ".preempted_by", "tickets have no priorities", "",
                        "write for example `priorities: [P1, P2, P3]`");
  }
  checker.expect_priority(path + ".preempted_by", *tier.preempted_by);
}

/// One group of the staff.
class GroupCheck {
 public:
  GroupCheck(Checker& checker, const std::string& name, const Group& group)
      : checker_{checker}, name_{name}, group_{group}, path_{"staff." + name} {}

  void run() {
    check_tiers();
    if (group_.roster) {
      check_roster();
    } else {
      check_count();
    }
    check_shift();
    check_conditions(checker_, name_, group_);
    if (group_.shrinkage.total() >= 1) {
      checker_.fail(path_ + ".shrinkage",
                    fmt::format("a shrinkage of {:.6g}%", group_.shrinkage.total() * 100),
                    "parts add up, and leave nobody on duty at 100%");
    }
  }

 private:
  void check_tiers() {
    const bool is_one = checker_.is_written(path_ + ".tier");
    if (group_.tiers.empty() && !checker_.has_failed(path_ + ".tier")) {
      checker_.fail(path_ + ".tiers", fmt::format("{} serves no tier", in_quotes(name_)), "",
                    "write for example `tier: L1`");
    }
    if (group_.tiers.size() > most_tiers) {
      return checker_.fail(path_ + ".tiers", fmt::format("{} tiers", group_.tiers.size()),
                           fmt::format("at most {}", most_tiers));
    }
    for (std::size_t i = 0; i < group_.tiers.size(); ++i) {
      const std::string many = fmt::format("{}.tiers.{}", path_, i);
      const bool from_list = checker_.is_written(many) || !is_one;
      checker_.expect_tier(from_list ? many : path_ + ".tier", group_.tiers[i]);
      if (std::ranges::count(group_.tiers, group_.tiers[i]) > 1) {
        checker_.fail(path_ + ".tiers",
                      fmt::format("{} is written twice", in_quotes(group_.tiers[i])));
      }
    }
  }

  void check_count() {
    if (checker_.has_failed(path_ + ".heads") || checker_.has_failed(path_ + ".seats")) return;
    if (!group_.heads && !group_.seats) {
      checker_.fail(path_ + ".heads",
                    fmt::format("{} has neither heads nor seats", in_quotes(name_)),
                    "heads are people, seats are positions to fill",
                    "write for example `heads: 12`, or a `roster`");
    }
    if (group_.heads && group_.seats) {
      checker_.fail(path_ + ".seats", fmt::format("{} has both heads and seats", in_quotes(name_)),
                    "heads are people, seats are positions to fill",
                    "leave out one; in an overlay, write `heads: null`");
    }
    if (group_.seats && !group_.shift && !checker_.has_failed(path_ + ".shift")) {
      checker_.fail(path_ + ".seats", "seats need a shift",
                    "heads follow from the hours to be filled", "write `shift: ...`, or `heads`");
    }
  }

  /// A roster says who works when: nothing else does.
  void check_roster() {
    constexpr std::array<std::string_view, 6> keys{"heads", "seats",         "changes",
                                                   "shift", "days_per_week", "shrinkage"};
    for (const std::string_view key : keys) {
      const std::string path = fmt::format("{}.{}", path_, key);
      const bool is_there = checker_.is_written(path);
      if (!is_there) continue;
      checker_.fail(path, fmt::format("`{}` stands beside a roster", key),
                    "the roster says who works when, and on what",
                    fmt::format("leave it out; in an overlay, write `{}: null`", key));
    }
    check_cover();
  }

  void check_cover() {
    const Horizon& horizon = checker_.scenario().horizon;
    if (!horizon.start || group_.roster_rows.empty() || checker_.has_failed("horizon")) return;
    const LocalTime from{*horizon.start};
    const LocalTime to = from + horizon.length.elapsed();
    const auto is_inside = [&](const RosterRow& row) { return row.start < to && row.end > from; };
    if (std::ranges::any_of(group_.roster_rows, is_inside)) return;
    checker_.fail(path_ + ".roster", "no row of the roster lies inside the horizon", "",
                  "check `horizon.start`, and the dates in the file");
  }

  void check_shift() {
    const Named<Shift>& shifts = checker_.scenario().shifts;
    if (group_.shift) {
      checker_.expect_known(path_ + ".shift", *group_.shift, shifts, "shift", "shifts");
    }
    const Shift* const shift = group_.shift ? shifts.find(*group_.shift) : nullptr;
    if (!group_.days_per_week || !shift || checker_.has_failed("shifts." + *group_.shift)) return;
    const int open_days = shift->weekly.open_days();
    if (*group_.days_per_week > open_days) {
      checker_.fail(path_ + ".days_per_week",
                    fmt::format("{} days a week", number_text(*group_.days_per_week)),
                    fmt::format("the shift {} has {}", in_quotes(*group_.shift), open_days));
    }
  }

  Checker& checker_;
  const std::string& name_;
  const Group& group_;
  std::string path_;
};

void check_full_time(Checker& checker) {
  const Duration full_time = checker.scenario().costs.full_time.value_or(default_full_time);
  if (full_time > Duration{0} && full_time <= 7 * one_day) return;
  checker.fail("costs.full_time", fmt::format("{} is no full-time week", duration_text(full_time)),
               "it is above 0 and at most the 168 hours of a week", "write for example `40h`");
}

}  // namespace

void check_people(Checker& checker) {
  check_full_time(checker);
  const Scenario& scenario = checker.scenario();
  if (scenario.tiers.empty()) {
    checker.fail("tiers", "there is no tier", "", "write for example `[{name: L1}]`");
  }
  if (scenario.tiers.size() > most_tiers) {
    checker.fail("tiers", fmt::format("{} tiers", scenario.tiers.size()),
                 fmt::format("at most {}", most_tiers));
  }
  if (scenario.staff.empty()) {
    checker.fail("staff", "there are no people", "",
                 "write for example `desk: {tier: L1, heads: 5}`");
  }
  double heads = 0;
  double pay = 0;
  for (const auto& [name, group] : scenario.staff) {
    GroupCheck{checker, name, group}.run();
    heads += heads_of(scenario, group);
    pay += most_pay_of(scenario, group);
  }
  for (const Tier& tier : scenario.tiers) check_tier(checker, tier);
  if (heads > static_cast<double>(most_agents)) {
    checker.fail("staff", fmt::format("{:.0f} heads", heads),
                 fmt::format("at most {}", most_agents));
  }
  if (pay > most_pay) {
    checker.fail("staff", fmt::format("the staff may cost up to {:.3g}", pay),
                 fmt::format("at most {:.0e} a replication", most_pay),
                 "check `heads`, `cost_per_hour` and `salary`");
  }
}

}  // namespace tiersim
