#include "analysis/gate_lines.hpp"

#include <fmt/format.h>

#include <cmath>

#include "analysis/report_format.hpp"

namespace tiersim {
namespace {

bool is_by_share(const CheckedTarget& target) {
  return target.target.in.has_value() && !target.told().base;
}

const Estimate& judged_estimate(const CheckedTarget& target) {
  return is_by_share(target) ? *target.met_in : target.told().estimate;
}

Unit judged_unit(const CheckedTarget& target) {
  return is_by_share(target) ? Unit::share : target.told().cell.kpi->unit;
}

/// A difference: points of shares.
std::string difference_text(double value, Unit unit, const std::string& currency) {
  if (unit == Unit::share) {
    const int decimals = std::abs(value) < 0.001 ? 2 : 1;
    return fmt::format("{} pt", grouped(100 * value, decimals));
  }
  return value_text(value, unit, currency);
}

}  // namespace

std::string wanted_text(const CheckResult& result, const CheckedTarget& target) {
  const CheckedCell& cell = target.told();
  if (cell.base) {
    if (!cell.base->value) return std::string{nothing_text};
    const char sign = target.target.comparison == Comparison::at_most ? '+' : '-';
    return fmt::format("{} {}{}",
                       value_text(cell.base->value, cell.cell.kpi->unit, result.currency), sign,
                       difference_text(cell.tolerance, cell.cell.kpi->unit, result.currency));
  }
  if (!is_by_share(target)) return target.target.written;
  return fmt::format("{} in {}", target.target.written,
                     value_text(target.target.in, Unit::share, ""));
}

std::string checked_value(const CheckResult& result, const CheckedTarget& target) {
  return value_text(judged_estimate(target).value, judged_unit(target), result.currency);
}

std::string checked_interval(const CheckedTarget& target) {
  return interval_text(judged_estimate(target), judged_unit(target));
}

std::string margin_text(const CheckResult& result, const CheckedTarget& target) {
  if (!target.margin) return std::string{nothing_text};
  const std::string text = difference_text(*target.margin, judged_unit(target), result.currency);
  return text.starts_with('-') ? text : "+" + text;
}

std::string told_in_words(const CheckResult& result, const CheckedTarget& target) {
  const Unit unit = judged_unit(target);
  std::string text = target.name;
  if (target.target.per && !is_by_share(target)) {
    text += fmt::format(" in {}", target.told().cell.labels.back().second);
  }
  if (!judged_estimate(target).value) return text + " has no value";
  text += fmt::format(" is {}", checked_value(result, target));
  if (const std::string interval = checked_interval(target); !interval.empty())
    text += " " + interval;
  if (is_by_share(target)) text += fmt::format(" of {}s", to_text(*target.target.per));
  if (!target.margin) return text;
  const std::string size = difference_text(std::abs(*target.margin), unit, result.currency);
  const std::string side = *target.margin < 0 ? "beyond" : "inside";
  const std::string wanted = target.told().base ? "what the base allows, " : "";
  text = fmt::format("{}, {} {} {}{}", text, size, side, wanted, wanted_text(result, target));
  const std::optional<Estimate>& change = target.told().change;
  if (change && !is_by_share(target)) {
    text +=
        fmt::format("; it changed by {} {}", difference_text(*change->value, unit, result.currency),
                    interval_text(*change, unit));
  }
  return text;
}

std::string reasons_text(const CheckedTarget& target) {
  std::string text;
  if (!target.why.empty()) text += fmt::format(" Why: {}.", target.why);
  if (!target.cause.empty()) text += fmt::format(" Where: {}.", target.cause);
  const std::optional<std::string>& unreachable = target.target.unreachable;
  if (unreachable) text += fmt::format(" Marked as unreachable: {}.", *unreachable);
  return text;
}

std::string summary_text(const CheckReport& report) {
  const CheckCounts counts = counts_of(report.results);
  std::string text;
  const auto put = [&](std::size_t count, std::string_view what) {
    if (count == 0) return;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, what);
  };
  put(counts.fail, "missed");
  put(counts.nothing, "not evaluated");
  put(counts.inconclusive, "inconclusive");
  put(counts.warns, counts.warns == 1 ? "warning" : "warnings");
  put(counts.pass, counts.pass == 1 ? "passes" : "pass");
  return fmt::format("{} {}: {}", counts.targets, counts.targets == 1 ? "target" : "targets",
                     text.empty() ? "nothing evaluated" : text);
}

std::string method_text(const CheckResult& result) {
  if (!result.against.empty()) {
    return fmt::format(
        "error rates of {:.4g} %: of failing what is worse by half of what is allowed or less, and "
        "of passing what is worse by one and a half times that or more",
        100 * result.error_rate);
  }
  return fmt::format("error rates of {:.4g} %: of failing a target that holds, and of passing one "
                     "that is missed by more than the indifference zone",
                     100 * result.error_rate);
}

Weight weight_of(CheckVerdict verdict, Severity severity, Inconclusive inconclusive) {
  switch (verdict) {
    case CheckVerdict::pass: return Weight::fine;
    case CheckVerdict::warns: return Weight::warning;
    case CheckVerdict::fail: return Weight::failure;
    case CheckVerdict::nothing: return Weight::error;
    case CheckVerdict::inconclusive: break;
  }
  if (severity == Severity::warn || inconclusive == Inconclusive::warn) return Weight::warning;
  return inconclusive == Inconclusive::fail ? Weight::failure : Weight::fine;
}

namespace {

void count_target(const CheckedTarget& target, CheckCounts& counts) {
  const bool only_warns = target.target.severity == Severity::warn;
  ++counts.targets;
  switch (target.verdict) {
    case CheckVerdict::pass: ++counts.pass; break;
    case CheckVerdict::fail: ++counts.fail; break;
    case CheckVerdict::warns: ++counts.warns; break;
    case CheckVerdict::inconclusive: ++(only_warns ? counts.warns : counts.inconclusive); break;
    case CheckVerdict::nothing: ++counts.nothing; break;
  }
}

}  // namespace

CheckCounts counts_of(const std::vector<CheckResult>& results) {
  CheckCounts counts;
  for (const CheckResult& result : results) {
    if (result.targets.empty()) ++counts.nothing;
    for (const CheckedTarget& target : result.targets) count_target(target, counts);
  }
  return counts;
}

ExitCode exit_code_of(const CheckReport& report) {
  const CheckCounts counts = counts_of(report.results);
  for (const CheckResult& result : report.results) {
    if (result.interrupted) return ExitCode::interrupted;
  }
  if (counts.fail > 0) return ExitCode::target_missed;
  if (counts.nothing > 0 || counts.targets == 0) return ExitCode::nothing_evaluated;
  const bool may_fail = report.inconclusive == Inconclusive::fail;
  return may_fail && counts.inconclusive > 0 ? ExitCode::inconclusive : ExitCode::fine;
}

}  // namespace tiersim
