// What is asked of each point of a sweep.

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "sim/suggest.hpp"
#include "tiersim/sweep.hpp"

namespace tiersim {
namespace {

[[noreturn]] void
fail_option(std::string_view option, const std::string& written, const CellProblem& problem) {
  throw BadInput{
      {{{fmt::format("{} {}", option, written), 0, 0}, problem.what, "", problem.suggestion}}};
}

std::vector<std::string> comma_parts(const std::string& written) {
  std::vector<std::string> parts{""};
  for (const char c : written) {
    if (c == ',') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// What `sla=resolution` or `stat=p90` adds. \return what is wrong with it, if anything.
std::optional<CellProblem> add_part(const std::string& part, SweepKpi& kpi) {
  const std::size_t equals = std::min(part.find('='), part.size());
  const std::string name = part.substr(0, equals);
  const std::string value = part.substr(std::min(equals + 1, part.size()));
  if (name == "stat") {
    const std::optional<Stat> stat = to_stat(value);
    if (!stat || (stat->quantile > 0 && !has_quantiles(*kpi.row))) {
      return CellProblem{fmt::format("`{}` has no stat {}", kpi.row->id, in_quotes(value)),
                         did_you_mean(value, {"mean", "median", "p90", "p95"}, "usual ones")};
    }
    kpi.stat = *stat;
    return std::nullopt;
  }
  const std::optional<Label> label = to_label(name);
  if (!label || value.empty()) {
    std::vector<std::string> known{"stat"};
    for (const Label one : labels_of(*kpi.row)) known.emplace_back(to_text(one));
    return CellProblem{fmt::format("{} is no label with a value", in_quotes(part)),
                       did_you_mean(name, known, "labels") +
                           "; write for example `on_time,sla=resolution`"};
  }
  kpi.labels.emplace_back(*label, value);
  return std::nullopt;
}

SweepKpi kpi_named(std::string_view id) {
  const KpiRow* const row = find_kpi(id);
  return {row, row->stats.empty() ? Stat{} : row->stats.front(), {}};
}

SweepKpi kpi_of_target(const Target& target) {
  SweepKpi kpi = kpi_named(target.kpi);
  if (!target.stat.empty()) kpi.stat = to_stat(target.stat).value_or(kpi.stat);
  for (const auto& [name, value] : target.where) {
    if (const std::optional<Label> label = to_label(name)) kpi.labels.emplace_back(*label, value);
  }
  std::ranges::sort(kpi.labels);
  return kpi;
}

}  // namespace

std::string to_text(const SweepKpi& kpi) {
  std::string text{kpi.row->id};
  const Stat usual = kpi.row->stats.empty() ? Stat{} : kpi.row->stats.front();
  if (kpi.stat != usual) text += ' ' + to_text(kpi.stat);
  for (const auto& [label, value] : kpi.labels)
    text += fmt::format(" {}={}", to_text(label), value);
  return text;
}

SweepKpi sweep_kpi(const std::string& written,
                   std::string_view option,
                   const Model& model,
                   const MeasureLayout& layout) {
  const std::vector<std::string> parts = comma_parts(written);
  if (find_kpi(parts.front()) == nullptr) {
    std::vector<std::string> known;
    for (const KpiRow& row : kpi_table()) known.emplace_back(row.id);
    std::string suggestion = did_you_mean(parts.front(), known, "KPIs");
    if (suggestion.empty()) suggestion = "`tiersim kpis` lists them";
    fail_option(option, written,
                {fmt::format("unknown KPI {}", in_quotes(parts.front())), std::move(suggestion)});
  }
  SweepKpi kpi = kpi_named(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (const auto problem = add_part(parts[i], kpi)) fail_option(option, written, *problem);
  }
  std::ranges::sort(kpi.labels);
  if (const auto problem = cell_problem(model, layout, *kpi.row, kpi.stat, kpi.labels)) {
    fail_option(option, written, *problem);
  }
  return kpi;
}

std::vector<SweepKpi> kpis_of_targets(const Scenario& scenario) {
  std::vector<SweepKpi> kpis;
  for (const Target& target : scenario.targets) kpis.push_back(kpi_of_target(target));
  return kpis;
}

SweepKpi default_quality(const Scenario& scenario) {
  const auto found = std::ranges::find(scenario.targets, "on_time", &Target::kpi);
  if (found != scenario.targets.end()) return kpi_of_target(*found);
  if (scenario.sla.empty()) return kpi_named("fcr");
  SweepKpi kpi = kpi_named("on_time");
  const bool has_resolution = scenario.sla.contains("resolution");
  kpi.labels = {{Label::sla, has_resolution ? "resolution" : scenario.sla.begin()->first}};
  return kpi;
}

SweepKpi default_cost() { return kpi_named("cost_per_month"); }

}  // namespace tiersim
