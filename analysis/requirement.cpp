// From expected tickets through the routing chain to hours and heads.

#include "tiersim/requirement.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/allotment.hpp"
#include "analysis/pay.hpp"
#include "analysis/queue_names.hpp"
#include "analysis/routing_chain.hpp"

namespace tiersim {

namespace {

using Weights = std::vector<std::vector<double>>;  ///< [tier][group]

/// Speeds depend on who works where, and that on the speeds: so often is it worked out anew.
constexpr int passes = 3;

/// A queue with work, and the groups that may take it.
struct Work {
  TierId tier;
  QueueId queue;
  std::vector<GroupId> groups;
};

class RequirementBuilder {
 public:
  RequirementBuilder(const Scenario& scenario,
                     const Model& model,
                     const DemandSummary& demand,
                     const Table<QueueId, std::string>& names,
                     const Weights& weights)
      : model_{model},
        demand_{demand},
        names_{names},
        hours_{group_hours(model)},
        chain_{scenario, model, weights} {
    result_.tiers = Table<TierId, TierRequirement>{model.tiers.size()};
    result_.types = Table<TypeId, TypeWork>{model.types.size()};
    result_.customers = Table<CustomerId, TypeWork>{model.customers.size()};
    result_.work_ms_by_priority.assign(model.priorities.size(), 0);
    for (const GroupHours& hours : hours_) {
      result_.groups.add({hours, 0, std::vector<double>(model.tiers.size(), 0)});
    }
  }

  Requirement run() {
    follow_flows();
    collect_work();
    share_out();
    for (std::size_t i = 0; i < work_.size(); ++i) complete(i);
    sum_tiers();
    add_cost();
    return std::move(result_);
  }

 private:
  void follow_flows() {
    std::vector<double> tickets(model_.priorities.size(), 0);
    for (const Flow& flow : demand_.flows) {
      const double a_week = flow.measured / demand_.measured_weeks;
      if (a_week <= 0) continue;
      const Leaf& leaf = model_.leaves[flow.leaf];
      const double work_ms = chain_.follow(flow, a_week);
      for (TypeWork* work : {&result_.types[leaf.type], &result_.customers[leaf.customer]}) {
        work->tickets += a_week;
        work->work_ms += a_week * work_ms;
      }
      tickets[leaf.priority.index()] += a_week;
      result_.work_ms_by_priority[leaf.priority.index()] += a_week * work_ms;
      result_.tiers[flow.entry].straight += a_week;
    }
    const auto to_means = [](auto& table) {
      for (TypeWork& work : table) {
        if (work.tickets > 0) work.work_ms /= work.tickets;
      }
    };
    to_means(result_.types);
    to_means(result_.customers);
    for (std::uint32_t leaf = 0; leaf < model_.leaves.size(); ++leaf) {
      for (std::uint32_t tier = 0; tier < model_.tiers.size(); ++tier) {
        result_.entry_ms.push_back(chain_.entry_ms(LeafId{leaf}, TierId{tier}));
      }
    }
    for (std::size_t i = 0; i < tickets.size(); ++i) {
      if (tickets[i] > 0) result_.work_ms_by_priority[i] /= tickets[i];
    }
  }

  void collect_work() {
    for (std::uint32_t t = 0; t < model_.tiers.size(); ++t) {
      for (std::uint32_t q = 0; q < model_.queues.size(); ++q) {
        const QueueId queue{q};
        const QueueLoad& load = chain_.load(queue);
        if (model_.queues[queue].tier != TierId{t} || load.tickets <= 0) continue;
        work_.push_back({TierId{t}, queue, groups_of(queue)});
        result_.skills.push_back(describe(queue, load));
      }
    }
  }

  [[nodiscard]] std::vector<GroupId> groups_of(QueueId queue) const {
    std::vector<GroupId> groups;
    for (const ModelQueue::Eligible& one : model_.queues[queue].eligible) {
      groups.push_back(one.group);
    }
    return groups;
  }

  [[nodiscard]] SkillRequirement describe(QueueId queue, const QueueLoad& load) const {
    const TierId tier = model_.queues[queue].tier;
    SkillRequirement row;
    row.tier = tier;
    row.skill = names_[queue];
    row.triage = model_.queues[queue].triage;
    row.tickets = load.tickets;
    row.hours = load.work_hours + load.escalation_hours;
    row.escalation_hours = load.escalation_hours;
    row.occupancy_cap = model_.tiers[tier].occupancy_cap;
    return row;
  }

  /// Hours on duty at the cap, allotted to the groups: each hour once.
  void share_out() {
    AllotmentProblem problem;
    for (const GroupHours& hours : hours_) problem.supply.push_back(hours.available);
    for (std::size_t i = 0; i < work_.size(); ++i) {
      problem.demand.push_back(result_.skills[i].hours / result_.skills[i].occupancy_cap);
      problem.takers.emplace_back();
      for (const GroupId group : work_[i].groups) problem.takers[i].push_back(group.index());
    }
    allotment_ = allot(problem);
    for (const double hours : problem.demand) result_.uncovered_hours += hours;
    result_.uncovered_hours = std::max(0.0, result_.uncovered_hours - most_covered(problem));
    given_.assign(hours_.size(), 0);
    for (std::size_t i = 0; i < work_.size(); ++i) {
      for (std::size_t k = 0; k < work_[i].groups.size(); ++k) {
        given_[work_[i].groups[k].index()] += allotment_.hours[i][k];
      }
    }
  }

  /// The groups' parts in one row of work, and what follows.
  void complete(std::size_t i) {
    SkillRequirement& row = result_.skills[i];
    row.load = allotment_.load_of_demand[i];
    row.has_heads = std::isfinite(row.load);
    const double needed = row.hours / row.occupancy_cap;
    row.uncovered_hours = row.load > 1 ? needed * (1 - 1 / row.load) : 0;
    Part part;
    for (std::size_t k = 0; k < work_[i].groups.size(); ++k) {
      const GroupId group = work_[i].groups[k];
      const double share =
          given_[group.index()] > 0 ? allotment_.hours[i][k] / given_[group.index()] : 0;
      part.add(hours_[group], share);
      GroupUse& use = result_.groups[group];
      use.share_of_tier[row.tier.index()] += share;
      use.occupancy +=
          allotment_.hours[i][k] * row.occupancy_cap / std::max(hours_[group].available, 1e-9);
    }
    if (part.heads <= 0) part = typical(work_[i].groups);
    if (!row.has_heads) row.heads_off = part.heads;
    row.available_share = part.paid > 0 ? part.available / part.paid : 0;
    row.paid_hours_per_head = part.heads > 0 ? part.paid / part.heads : 0;
    if (!row.is_known()) return;
    row.heads_naive = row.hours / row.paid_hours_per_head;
    row.heads_required = needed / row.available_share / row.paid_hours_per_head;
    if (!row.has_heads) return;
    row.heads = part.heads;
    result_.tiers[row.tier].available_hours += part.available;
  }

  /// Heads and hours, of some groups in parts.
  struct Part {
    double heads = 0;
    double paid = 0;
    double available = 0;
    void add(const GroupHours& hours, double share) {
      heads += hours.heads * share;
      paid += hours.paid * share;
      available += hours.available * share;
    }
  };
  [[nodiscard]] Part typical(const std::vector<GroupId>& groups) const {
    Part part;
    for (const GroupId group : groups) part.add(hours_[group], 1);
    return part;
  }

  void sum_tiers() {
    for (const SkillRequirement& row : result_.skills) {
      TierRequirement& tier = result_.tiers[row.tier];
      tier.is_known = tier.is_known && row.is_known();
      tier.tickets += row.tickets;
      tier.hours += row.hours;
      tier.heads_required += row.heads_required;
      tier.heads += row.heads;
      tier.heads_naive += row.heads_naive;
    }
    for (std::uint32_t t = 0; t < model_.tiers.size(); ++t) {
      TierRequirement& tier = result_.tiers[TierId{t}];
      tier.moved_up = chain_.moved_up(TierId{t});
      if (tier.available_hours > 0) tier.occupancy = tier.hours / tier.available_hours;
    }
  }

  void add_cost() {
    for (std::uint32_t i = 0; i < model_.groups.size(); ++i) {
      const ModelGroup& group = model_.groups[GroupId{i}];
      const double hours = hours_[GroupId{i}].paid * group.rate_per_hour;
      const double salaries = group.salary_per_year * hours_[GroupId{i}].heads * 7 / days_per_year;
      const double premium =
          premium_pay(model_, group, measured_window(model_)) / measured_weeks(model_);
      result_.labour_a_week +=
          ((group.rate_per_hour > 0 ? hours : salaries) + premium) * group.charged_share;
    }
    const double tickets = demand_.measured / demand_.measured_weeks;
    if (tickets > 0) {
      result_.cost_per_ticket = result_.labour_a_week * (1 + model_.overhead) / tickets;
    }
  }

  const Model& model_;
  const DemandSummary& demand_;
  const Table<QueueId, std::string>& names_;
  Table<GroupId, GroupHours> hours_;
  RoutingChain chain_;
  std::vector<Work> work_;  ///< as result_.skills
  Allotment allotment_;
  std::vector<double> given_;  ///< hours allotted to each group
  Requirement result_;
};

/// Available hours at each tier, of all who may work there.
Weights available_weights(const Model& model) {
  std::vector<double> hours;
  for (const GroupHours& group : group_hours(model)) hours.push_back(group.available);
  return Weights(model.tiers.size(), hours);
}

/// The hours that the groups give to each tier.
Weights given_weights(const Requirement& result, std::size_t tiers) {
  Weights weights(tiers);
  for (std::size_t tier = 0; tier < tiers; ++tier) {
    for (const GroupUse& use : result.groups) {
      weights[tier].push_back(use.hours.available * use.share_of_tier[tier]);
    }
  }
  return weights;
}

}  // namespace

Requirement requirement(const Scenario& scenario, const Model& model, const DemandSummary& demand) {
  const Table<QueueId, std::string> names = queue_names(scenario, model);
  Weights weights = available_weights(model);
  Requirement result;
  for (int pass = 0; pass < passes; ++pass) {
    result = RequirementBuilder{scenario, model, demand, names, weights}.run();
    weights = given_weights(result, model.tiers.size());
  }
  return result;
}

}  // namespace tiersim
