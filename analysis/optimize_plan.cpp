// The plan that a search found, as a file, and its trace as a table (see optimize.hpp).

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "analysis/csv_field.hpp"
#include "analysis/report_format.hpp"
#include "analysis/sample_rows.hpp"
#include "sim/text.hpp"
#include "tiersim/optimize.hpp"

namespace tiersim {

namespace {

/// Keys with keys below them, or a value.
struct PlanTree {
  std::vector<std::pair<std::string, std::unique_ptr<PlanTree>>> below;
  std::string value;

  PlanTree& at(const std::string& key) {
    for (auto& [name, tree] : below) {
      if (name == key) return *tree;
    }
    return *below.emplace_back(key, std::make_unique<PlanTree>()).second;
  }

  void put(std::string_view path, const std::string& text) {
    PlanTree* tree = this;
    for (std::size_t from = 0; from <= path.size();) {
      const std::size_t dot = std::min(path.find('.', from), path.size());
      tree = &tree->at(std::string{path.substr(from, dot - from)});
      from = dot + 1;
    }
    tree->value = text;
  }

  [[nodiscard]] std::string lines(std::size_t indent) const {
    std::string text;
    for (const auto& [name, tree] : below) {
      text += std::string(indent, ' ') + key_text(name) + ':';
      text += tree->below.empty() ? " " + tree->value + "\n" : "\n" + tree->lines(indent + 2);
    }
    return text;
  }

  /// In quotes where it could be read as something else than a plain name.
  static std::string key_text(const std::string& name) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    const bool starts_well =
        !name.empty() && plain.substr(0, 53).find(name.front()) != std::string_view::npos;
    const bool is_plain = starts_well && name.find_first_not_of(plain) == std::string::npos;
    if (is_plain) return name;
    std::string quoted = "\"";
    for (const char c : name) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    return quoted + '"';
  }
};

/// In a comment nothing may end the line.
std::string in_comment(std::string text) {
  for (char& c : text) c = c == '\n' || c == '\r' ? ' ' : c;
  return text;
}

}  // namespace

std::string plan_yaml(const OptimizeReport& report, std::string_view base) {
  const OptimizeResult& result = report.result;
  const LoadedScenario& loaded = report.plans.base();
  std::string text =
      fmt::format("# The cheapest plan that `tiersim optimize` found for\n# {}\n"
                  "# (scenario {:016x}, tiersim {},\n# seed {};\n"
                  "# {} replications for the search, {} of seed {} for the\n# confirmation).\n",
                  in_comment(loaded.scenario.name), loaded.hash, TIERSIM_VERSION,
                  loaded.scenario.seed, report.options.replications, report.options.confirmations,
                  result.confirmations.empty() ? 0 : result.confirmations.back().seed);
  if (result.is_unchanged()) text += "# It is the scenario as it is.\n";
  text += result.status == OptimizeStatus::found
              ? "# Its targets held on fresh random numbers.\n"
              : "# NOT CONFIRMED: its targets did not all hold on fresh random numbers.\n";
  PlanTree tree;
  tree.at("extends").value = PlanTree::key_text(std::string{base});
  // What was set by hand belongs to the plan, too.
  for (const std::string& set : report.options.sets) {
    const std::size_t equals = set.find('=');
    if (equals != std::string::npos) tree.put(set.substr(0, equals), set.substr(equals + 1));
  }
  if (report.options.seed) tree.at("seed").value = std::to_string(*report.options.seed);
  for (std::size_t i = 0; i < result.best->size(); ++i) {
    tree.put(result.variables[i].path, result.variables[i].values[(*result.best)[i]]);
  }
  return text + tree.lines(0);
}

std::string optimize_csv(const OptimizeReport& report) {
  const OptimizeResult& result = report.result;
  std::string text = "round,move,taken";
  for (const PlanVariable& variable : result.variables) text += ',' + csv_field(variable.path);
  text += ',' + csv_field(report.plans.base().scenario.optimize->minimise) +
          ",holds,backlog_growth_a_week";
  for (const Target& target : counted_targets(report.plans.base().scenario)) {
    text += ',' + csv_field("tolerances missed: " + target_name(target) + ' ' + target.written);
  }
  text += '\n';
  for (const SearchStep& step : result.steps) {
    text += fmt::format("{},{},{}", step.round, to_text(step.move), step.taken ? "yes" : "no");
    for (std::size_t i = 0; i < step.plan.size(); ++i) {
      text += ',' + csv_field(result.variables[i].values[step.plan[i]]);
    }
    text += fmt::format(",{},{},{}", number_text(step.score.cost),
                        step.score.violation() > 0 ? "no" : "yes", number_text(step.score.growth));
    for (const double excess : step.score.excess) text += ',' + number_text(excess);
    text += '\n';
  }
  return text;
}

namespace {

/// The rows of a plan, each cell once: a target may look at one that is there already.
void put_plan_rows(const SimulatedPlan& plan,
                   const std::string& key,
                   const std::string& currency,
                   std::string& text) {
  for (std::size_t i = 0; i < plan.samples.size(); ++i) {
    const SampledCell& own = plan.samples[i];
    const auto before = plan.samples.begin() + static_cast<std::ptrdiff_t>(i);
    const bool is_there = std::any_of(plan.samples.begin(), before, [&](const SampledCell& one) {
      return is_same_cell(one.cell, own.cell);
    });
    if (is_there) continue;
    const std::string columns = cell_columns(own.cell, labels_in_rows);
    for (std::size_t r = 0; r < own.numerators.size(); ++r) {
      text += fmt::format("{}{},{}", key, r, columns);
      text += cell_sample_columns(own.cell, {own.numerators, own.denominators}, r);
      text += fmt::format(",{}\n", unit_name(own.cell.kpi->unit, currency));
    }
  }
}

}  // namespace

std::string optimize_replications_csv(const OptimizeReport& report) {
  const std::string& currency = report.plans.base().scenario.currency;
  std::string text = "confirmation,plan,replication,kpi,stat" +
                     label_columns_header(labels_in_rows) + std::string{sample_columns_header} +
                     ",unit\n";
  put_plan_rows(report.result.base, "0,now,", currency, text);
  std::size_t attempt = 0;
  for (const Confirmation& one : report.result.confirmations) {
    ++attempt;
    put_plan_rows(one.now, fmt::format("{},now,", attempt), currency, text);
    put_plan_rows(one.found, fmt::format("{},plan,", attempt), currency, text);
  }
  return text;
}

std::string target_name(const Target& target) {
  std::string name = target.kpi;
  if (!target.stat.empty()) name += ' ' + target.stat;
  for (const auto& entry : target.where) name += ' ' + entry.second;
  return name;
}

}  // namespace tiersim
