#include "analysis/gate_cause.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "analysis/kpi_labels.hpp"
#include "analysis/report_format.hpp"
#include "tiersim/attribution.hpp"

namespace tiersim {
namespace {

constexpr std::size_t cause_replications = 20;

bool wants_cause(const CheckedTarget& target) {
  const bool is_fine = target.verdict == CheckVerdict::pass;
  return !is_fine && target.verdict != CheckVerdict::nothing && target.told().estimate.value;
}

/// By tier, where there is such a cell.
std::vector<std::optional<KpiCell>>
cells_by_tier(const CheckPlan& plan, std::string_view id, const Labels& more) {
  std::vector<std::optional<KpiCell>> cells;
  for (const ModelTier& tier : plan.model.tiers) {
    Labels labels = more;
    labels.emplace_back(Label::tier, tier.name);
    std::ranges::sort(labels);
    cells.push_back(make_cell(plan.model, plan.layout, *find_kpi(id), Stat{}, labels));
  }
  return cells;
}

/// What a cause's cells are restricted to of the target's own.
Labels leaf_labels(const Labels& labels) {
  Labels kept;
  for (const auto& [label, value] : labels) {
    if (label == Label::priority || label == Label::type) kept.emplace_back(label, value);
  }
  return kept;
}

std::string_view cause_kpi(const KpiRow& row) {
  return row.unit == Unit::money ? "cost_total" : "wait";
}

/// Do queues or costs tell why? Not of shares that are not of clocks, as FCR and occupancy.
bool is_told_by_tiers(const KpiRow& row) {
  return row.unit == Unit::money || row.unit == Unit::duration || row.id.starts_with("backlog") ||
         row.id.starts_with("open_");
}

/// A plan that is simulated to see where its time goes.
struct CauseArm {
  const CheckPlan& plan;
  std::unique_ptr<AttributionCollector> attribution;
};

void add_breaches(BreachSum& sum, const BreachSum& more) {
  if (sum.parts.empty()) {
    sum = more;
  } else {
    sum += more;
  }
}

/// The clocks of one SLA that a target is about.
void add_breaches_of(SlaId sla, const CauseArm& arm, const Labels& labels, BreachSum& sum) {
  const Model& model = arm.plan.model;
  const Attribution& total = arm.attribution->total();
  const LabelFilter filter{model, labels};
  if (value_of(labels, Label::priority) != nullptr) {
    for (const PriorityId p : filter.taken<PriorityId>(model.priorities.size())) {
      add_breaches(sum, total.by_priority[sla][p.index()]);
    }
  } else if (value_of(labels, Label::type) != nullptr) {
    for (const TypeId type : filter.taken<TypeId>(model.types.size())) {
      add_breaches(sum, total.by_type[sla][type.index()]);
    }
  } else {
    add_breaches(sum, total.overall(sla));
  }
}

BreachSum breaches_of(const CauseArm& arm, const Labels& labels) {
  const LabelFilter filter{arm.plan.model, labels};
  BreachSum sum;
  for (const SlaId sla : filter.taken<SlaId>(arm.plan.model.slas.size())) {
    add_breaches_of(sla, arm, labels, sum);
  }
  return sum;
}

class CauseFinder {
 public:
  CauseFinder(const CheckPlan& plan, const CheckOptions& options) : plan_{plan} {
    arms_.push_back({plan, std::make_unique<AttributionCollector>(plan.model)});
    if (plan.base != nullptr) {
      arms_.push_back({*plan.base, std::make_unique<AttributionCollector>(plan.base->model)});
    }
    options_.threads = options.threads;
    options_.stop = options.stop;
    options_.journal = options.journal;
    options_.beside.emplace_back(
        [this](std::size_t arm, std::uint32_t) { return arms_[arm].attribution->sink(); });
  }

  /// Asks for what the target's cause is found in. Call before simulate().
  void ask(const CheckedTarget& target) {
    const KpiCell& cell = target.told().cell;
    Question question{.cell = cell, .first = cells_.size(), .tiers = {}};
    const std::string_view id = cause_kpi(*cell.kpi);
    auto found = cells_by_tier(plan_, id, leaf_labels(cell.labels));
    if (std::ranges::none_of(found, &std::optional<KpiCell>::has_value)) {
      found = cells_by_tier(plan_, id, {});
    }
    for (std::size_t t = 0; t < found.size(); ++t) {
      if (!found[t]) continue;
      question.tiers.push_back(t);
      cells_.push_back(*found[t]);
    }
    questions_.push_back(std::move(question));
  }

  /// \return false where it was stopped.
  bool simulate() {
    std::vector<Arm> arms;
    arms.push_back({plan_.model, plan_.layout, cells_, plan_.loaded.hash});
    if (plan_.base != nullptr) {
      const CheckPlan& base = *plan_.base;
      arms.push_back({base.model, base.layout, {}, base.loaded.hash});
    }
    study_ = std::make_unique<Study>(std::move(arms), options_);
    return study_->run_up_to(cause_replications);
  }

  [[nodiscard]] std::string cause(std::size_t question) const {
    const Question& asked = questions_[question];
    const Section section = asked.cell.kpi->numerator.section;
    const bool is_of_clocks =
        section == Section::clocks || section == Section::penalties || section == Section::credits;
    if (is_of_clocks) {
      std::string text = of_breaches(asked.cell.labels);
      if (!text.empty()) return text;
    }
    if (!is_of_clocks && !is_told_by_tiers(*asked.cell.kpi)) return "";
    const std::string* const tier = value_of(asked.cell.labels, Label::tier);
    return tier != nullptr ? of_tier(asked, *tier) : of_tiers(asked);
  }

 private:
  struct Question {
    KpiCell cell;
    std::size_t first = 0;           ///< of its cells
    std::vector<std::size_t> tiers;  ///< of each of them
  };

  /// ms that a part has, less those it has in the base.
  struct Share {
    std::size_t tier = 0;
    BreachPart part;
    std::int64_t ms = 0;
  };

  [[nodiscard]] std::string of_breaches(const Labels& labels) const {
    const BreachSum sum = breaches_of(arms_[0], labels);
    if (sum.clocks == 0) return "";
    const Share most = most_of(sum, labels);
    const std::string where = fmt::format("{}, {}", plan_.model.tiers[TierId{most.tier}].name,
                                          to_text(plan_.model, most.part));
    if (plan_.base == nullptr) {
      return fmt::format(
          "{}: {:.0f} % of the time of its breached clocks", where,
          100 * static_cast<double>(most.ms) /
              static_cast<double>(std::max<std::int64_t>(1, sum.whole().elapsed_ms)));
    }
    if (most.ms <= 0) return "";
    return fmt::format("{}: {} more of breached clocks a replication", where,
                       time_text(static_cast<double>(most.ms) / cause_replications));
  }

  [[nodiscard]] Share most_of(const BreachSum& sum, const Labels& labels) const {
    const bool may_compare = plan_.base != nullptr &&
                             plan_.base->model.tiers.size() == plan_.model.tiers.size() &&
                             breach_parts(plan_.base->model) == breach_parts(plan_.model);
    std::optional<BreachSum> before;
    if (may_compare) before = breaches_of(arms_[1], labels);
    Share most{.tier = 0, .part = breach_parts(plan_.model).front(), .ms = INT64_MIN};
    for (std::uint32_t t = 0; t < plan_.model.tiers.size(); ++t) {
      for (const BreachPart& part : breach_parts(plan_.model)) {
        std::int64_t ms = sum.part(TierId{t}, part).elapsed_ms;
        if (before && before->clocks > 0) ms -= before->part(TierId{t}, part).elapsed_ms;
        if (ms > most.ms) most = {.tier = t, .part = part, .ms = ms};
      }
    }
    return most;
  }

  /// Of the tier that the target names.
  [[nodiscard]] std::string of_tier(const Question& asked, const std::string& tier) const {
    if (asked.cell.kpi->unit == Unit::money) return tier;
    for (std::size_t i = 0; i < asked.tiers.size(); ++i) {
      if (plan_.model.tiers[TierId{asked.tiers[i]}].name != tier) continue;
      const std::optional<double> wait = study_->estimator(0).estimate(asked.first + i).value;
      if (wait) return fmt::format("{}: mean wait in its queue {}", tier, time_text(*wait));
    }
    return tier;
  }

  /// The tier that has most of the time in queues, or of the cost.
  [[nodiscard]] std::string of_tiers(const Question& asked) const {
    const bool is_money = asked.cell.kpi->unit == Unit::money;
    double whole = 0;
    double most = 0;
    std::size_t tier = 0;
    double mean = 0;
    for (std::size_t i = 0; i < asked.tiers.size(); ++i) {
      const Estimate found = study_->estimator(0).estimate(asked.first + i);
      const double value = found.value.value_or(0);
      const double size = is_money ? value : value * found.n;
      whole += size;
      if (size <= most) continue;
      most = size;
      tier = asked.tiers[i];
      mean = value;
    }
    if (most <= 0) return "";
    const std::string& name = plan_.model.tiers[TierId{tier}].name;
    const double part = 100 * most / whole;
    if (is_money) {
      return fmt::format("{}: {:.0f} % of the cost, {} a replication", name, part,
                         value_text(mean, Unit::money, plan_.model.currency));
    }
    return fmt::format("{}: {:.0f} % of the time in queues, mean wait {}", name, part,
                       time_text(mean));
  }

  const CheckPlan& plan_;
  std::vector<CauseArm> arms_;
  StudyOptions options_;
  std::vector<KpiCell> cells_;
  std::vector<Question> questions_;
  std::unique_ptr<Study> study_;
};

}  // namespace

void find_causes(const CheckPlan& plan,
                 const CheckOptions& options,
                 std::vector<CheckedTarget>& targets) {
  CauseFinder finder{plan, options};
  std::vector<CheckedTarget*> asked;
  for (CheckedTarget& target : targets) {
    if (!wants_cause(target)) continue;
    finder.ask(target);
    asked.push_back(&target);
  }
  if (asked.empty() || !finder.simulate()) return;
  for (std::size_t i = 0; i < asked.size(); ++i) asked[i]->cause = finder.cause(i);
}

}  // namespace tiersim
