#include "analysis/gate_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "analysis/kpi_labels.hpp"
#include "analysis/report_format.hpp"

namespace tiersim {
namespace {

bool can_carry(const KpiCell& cell, Label label) {
  return std::ranges::find(cell.kpi->labels, label) != cell.kpi->labels.end() &&
         value_of(cell.labels, label) == nullptr;
}

/// Of what the target is restricted to, what cells of queues and of costs can be restricted to.
bool is_of_leaf(Label label) { return label == Label::priority || label == Label::type; }

double added_up(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

Estimate estimate_of(const Study& study, std::size_t arm, std::optional<std::size_t> cell) {
  return cell ? study.estimator(arm).estimate(*cell) : Estimate{};
}

}  // namespace

GateParts::How GateParts::how_of(const CheckPlan& plan, const CheckedTarget& target) {
  const KpiCell& cell = target.told().cell;
  const KpiRow& row = *cell.kpi;
  if (row.unit == Unit::money) return How::money;
  if (row.unit == Unit::duration || row.id.starts_with("backlog") || row.id.starts_with("open_"))
    return plan.base != nullptr ? How::stays : How::queues;
  if (row.unit != Unit::share) return How::nothing;
  if (row.numerator.section == Section::staff || row.denominator.section == Section::staff)
    return can_carry(cell, Label::group) ? How::hours : How::nothing;
  return can_carry(cell, Label::type) ? How::tickets : How::nothing;
}

Label GateParts::label() const {
  switch (how_) {
    case How::hours: return Label::group;
    case How::tickets: return Label::type;
    case How::nothing:
    case How::money:
    case How::queues:
    case How::stays: break;
  }
  return Label::tier;
}

std::string_view GateParts::kpi() const {
  switch (how_) {
    case How::money: return "cost_total";
    case How::queues: return "wait";
    case How::stays: return "tier_time";
    case How::nothing:
    case How::hours:
    case How::tickets: break;
  }
  return asked_.kpi->id;
}

GateParts::GateParts(const CheckPlan& plan, const CheckedTarget& target)
    : plan_{plan},
      asked_{target.told().cell},
      is_worse_up_{target.target.comparison == Comparison::at_most},
      how_{how_of(plan, target)} {
  if (how_ == How::nothing) return;
  for (const std::string& name : label_values(plan.model, label())) {
    parts_.push_back({.name = name, .cell = {}, .wait = {}});
  }
}

std::optional<KpiCell>
GateParts::cell_of(const CheckPlan& plan, std::string_view id, const std::string& name) const {
  if (!has_value(plan.model, label(), name)) return std::nullopt;
  Labels labels;
  for (const auto& [own, value] : asked_.labels) {
    if (how_ == How::tickets || how_ == How::hours || is_of_leaf(own)) {
      if (!period_kind(own)) labels.emplace_back(own, value);
    } else if (own == Label::tier && value != name) {
      return std::nullopt;
    }
  }
  labels.emplace_back(label(), name);
  std::ranges::sort(labels);
  const KpiRow& row = *find_kpi(id);
  auto cell = make_cell(plan.model, plan.layout, row, Stat{}, labels);
  // Overall, where it cannot be told so finely.
  if (!cell) cell = make_cell(plan.model, plan.layout, row, Stat{}, {{label(), name}});
  return cell;
}

void GateParts::ask(std::size_t arm, std::vector<KpiCell>& cells) {
  const CheckPlan& plan = arm == 0 ? plan_ : *plan_.base;
  const auto put = [&](std::string_view id, const Part& part) -> std::optional<std::size_t> {
    std::optional<KpiCell> cell = cell_of(plan, id, part.name);
    if (!cell) return std::nullopt;
    cells.push_back(std::move(*cell));
    return cells.size() - 1;
  };
  for (Part& part : parts_) {
    part.cell[arm] = put(kpi(), part);
    if (how_ == How::stays) part.wait[arm] = put("wait", part);
  }
}

double GateParts::tickets_of(const Study& study, std::size_t arm) const {
  double sum = 0;
  for (const Part& part : parts_) {
    if (part.cell[arm]) sum += added_up(study.estimator(arm).samples(*part.cell[arm]).denominator);
  }
  return sum;
}

double
GateParts::size_of(const Study& study, std::size_t arm, const Part& part, double tickets) const {
  const Estimate found = estimate_of(study, arm, part.cell[arm]);
  const double value = found.value.value_or(0);
  switch (how_) {
    case How::money: return value;
    case How::hours: return is_worse_up_ ? value : 1 - value;
    case How::tickets: {
      if (tickets == 0 || !part.cell[arm]) return 0;
      const RatioSamples samples = study.estimator(arm).samples(*part.cell[arm]);
      const double counted = added_up(samples.numerator);
      return (is_worse_up_ ? counted : added_up(samples.denominator) - counted) / tickets;
    }
    case How::nothing:
    case How::queues:
    case How::stays: break;
  }
  return value * found.n;
}

GateParts::Found GateParts::most_of(const Study& study) const {
  const bool has_base = plan_.base != nullptr;
  const double tickets = tickets_of(study, 0);
  const double before = has_base ? tickets_of(study, 1) : 0;
  Found most;
  for (const Part& part : parts_) {
    if (!part.cell[0]) continue;
    double size = size_of(study, 0, part, tickets);
    if (has_base) size -= size_of(study, 1, part, before);
    most.whole += size;
    if (size <= most.size) continue;
    most.part = &part;
    most.size = size;
  }
  return most;
}

std::string GateParts::values(const Study& study, const Part& part, std::string_view each) const {
  const Unit unit = find_kpi(kpi())->unit;
  const std::string& currency = plan_.model.currency;
  std::string text = value_text(estimate_of(study, 0, part.cell[0]).value, unit, currency);
  text += each;
  if (plan_.base == nullptr) return text;
  const Estimate before = estimate_of(study, 1, part.cell[1]);
  return fmt::format("{} ({} in the base)", text, value_text(before.value, unit, currency));
}

std::string GateParts::told_of_stay(const Study& study, const Part& part) const {
  const auto visits = [&](std::size_t arm) {
    const Estimate stay = estimate_of(study, arm, part.cell[arm]);
    const Estimate wait = estimate_of(study, arm, part.wait[arm]);
    const auto replications = static_cast<double>(study.replications(arm));
    return fmt::format(
        "{} visits a replication of {}, {} in its queue", grouped(stay.n / replications, 0),
        value_text(stay.value, Unit::duration, ""), value_text(wait.value, Unit::duration, ""));
  };
  return fmt::format("{}: {} (in the base {})", part.name, visits(0), visits(1));
}

std::string GateParts::told(const Study& study, const Found& found) const {
  const Part& part = *found.part;
  // What it is a part of; of all there is where nothing else was asked about.
  const auto of_all = [&](std::string_view what) {
    const bool is_all = found.size >= found.whole;
    return is_all ? "" : fmt::format("{:.0f} % of {}, ", 100 * found.size / found.whole, what);
  };
  const bool has_base = plan_.base != nullptr;
  const std::string now_and_before =
      values(study, part, how_ == How::money ? " a replication" : "");
  switch (how_) {
    case How::nothing: break;
    case How::stays: return told_of_stay(study, part);
    case How::hours: return fmt::format("{}: {}", part.name, now_and_before);
    case How::money:
      return fmt::format("{}: {}{}", part.name, has_base ? "" : of_all("the cost"), now_and_before);
    case How::queues:
      return fmt::format("{}: {}mean wait {}", part.name, of_all("the time in queues"),
                         now_and_before);
    case How::tickets:
      return fmt::format("type {}: {}{}", part.name,
                         has_base ? "" : of_all("the tickets that count against it"),
                         has_base ? now_and_before : "its own " + now_and_before);
  }
  return "";
}

std::string GateParts::text(const Study& study) const {
  if (how_ == How::nothing) return "";
  const Found most = most_of(study);
  return most.part == nullptr ? "" : told(study, most);
}

}  // namespace tiersim
