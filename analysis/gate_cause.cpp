#include "analysis/gate_cause.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "analysis/gate_parts.hpp"
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

/// A plan that is simulated to see where its time goes.
struct CauseArm {
  const CheckPlan& plan;
  std::unique_ptr<AttributionCollector> attribution;
  std::vector<KpiCell> cells = {};
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
    questions_.emplace_back(target.told().cell, GateParts{plan_, target});
    for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
      questions_.back().second.ask(arm, arms_[arm].cells);
    }
  }

  /// \return false where it was stopped.
  bool simulate() {
    std::vector<Arm> arms;
    for (const CauseArm& arm : arms_) {
      arms.push_back({arm.plan.model, arm.plan.layout, arm.cells, arm.plan.loaded.hash});
    }
    study_ = std::make_unique<Study>(std::move(arms), options_);
    return study_->run_up_to(cause_replications);
  }

  [[nodiscard]] std::string cause(std::size_t question) const {
    const auto& [cell, parts] = questions_[question];
    const Section section = cell.kpi->numerator.section;
    const bool is_of_clocks =
        section == Section::clocks || section == Section::penalties || section == Section::credits;
    const std::string text = is_of_clocks ? of_breaches(cell.labels) : "";
    return text.empty() ? parts.text(*study_) : text;
  }

 private:
  /// ms of the breached clocks, with a base less those they have there.
  struct PartOfTier {
    BreachPart part;
    std::int64_t ms = 0;
  };
  using PartsOfTier = std::vector<PartOfTier>;

  /// "L2: 82 % of the time of its breached clocks (queue 61 %, off shift 19 %)".
  [[nodiscard]] std::string of_breaches(const Labels& labels) const {
    const BreachSum sum = breaches_of(arms_[0], labels);
    if (sum.clocks == 0) return "";
    const auto [tier, parts] = most_of(sum, labels);
    const std::int64_t most = total_of(parts);
    if (most <= 0) return "";
    const auto whole = static_cast<double>(std::max<std::int64_t>(1, sum.whole().elapsed_ms));
    const auto size = [&](std::int64_t ms) {
      return plan_.base == nullptr ? fmt::format("{:.0f} %", 100 * static_cast<double>(ms) / whole)
                                   : time_text(static_cast<double>(ms) / cause_replications);
    };
    std::string text = fmt::format("{}: {} {} (", plan_.model.tiers[tier].name, size(most),
                                   plan_.base == nullptr ? "of the time of its breached clocks"
                                                         : "more of breached clocks a replication");
    for (std::size_t i = 0; i < std::min<std::size_t>(2, parts.size()); ++i) {
      if (parts[i].ms <= 0) break;
      text += fmt::format("{}{} {}", i == 0 ? "" : ", ", to_text(plan_.model, parts[i].part),
                          size(parts[i].ms));
    }
    return text + ")";
  }

  static std::int64_t total_of(const PartsOfTier& parts) {
    std::int64_t sum = 0;
    for (const PartOfTier& part : parts) sum += part.ms;
    return sum;
  }

  /// The tier with most, and its parts, the greatest first.
  [[nodiscard]] std::pair<TierId, PartsOfTier> most_of(const BreachSum& sum,
                                                       const Labels& labels) const {
    const bool may_compare = plan_.base != nullptr &&
                             plan_.base->model.tiers.size() == plan_.model.tiers.size() &&
                             breach_parts(plan_.base->model) == breach_parts(plan_.model);
    std::optional<BreachSum> before;
    if (may_compare) before = breaches_of(arms_[1], labels);
    std::pair<TierId, PartsOfTier> most;
    for (std::uint32_t t = 0; t < plan_.model.tiers.size(); ++t) {
      PartsOfTier parts;
      for (const BreachPart& part : breach_parts(plan_.model)) {
        std::int64_t ms = sum.part(TierId{t}, part).elapsed_ms;
        if (before && before->clocks > 0) ms -= before->part(TierId{t}, part).elapsed_ms;
        parts.push_back({part, ms});
      }
      std::ranges::stable_sort(parts, std::ranges::greater{}, &PartOfTier::ms);
      if (most.second.empty() || total_of(parts) > total_of(most.second))
        most = {TierId{t}, std::move(parts)};
    }
    return most;
  }

  const CheckPlan& plan_;
  std::vector<CauseArm> arms_;
  StudyOptions options_;
  std::vector<std::pair<KpiCell, GateParts>> questions_;
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
