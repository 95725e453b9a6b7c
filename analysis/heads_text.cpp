#include "analysis/heads_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"

namespace tiersim {

namespace {

constexpr std::size_t tiers_a_block = 6;

/// What a step adds, in tenths of a head: the rounded sum up to it less that up to the one before.
double tenths(const TierReason& reason, std::size_t step) {
  double before = 0;
  for (std::size_t i = 0; i < step; ++i) before += reason.heads[i];
  return std::round(10 * (before + reason.heads[step])) - std::round(10 * before);
}

std::string step_text(const TierReason& reason, std::size_t step) {
  const double heads = tenths(reason, step) / 10;
  const std::string text = grouped(heads + 0.0, 1);
  return step == 0 || heads < 0 ? text : '+' + text;
}

std::string block(const std::vector<TierReason>& reasons, std::size_t from, std::size_t to) {
  TextTable table;
  const auto add = [&](const std::string& name, const auto& text_of) {
    std::vector<std::string> row{name};
    for (std::size_t i = from; i < to; ++i) row.push_back(text_of(reasons[i]));
    table.add(std::move(row));
  };
  add("heads, and why", [](const TierReason& one) { return shortened(one.tier, 9); });
  for (std::size_t step = 0; step < heads_steps; ++step) {
    const std::string name{to_text(static_cast<HeadsStep>(step))};
    add(step == 0 ? name : "+ " + name,
        [&](const TierReason& one) { return step_text(one, step); });
  }
  add("= plan", [](const TierReason& one) { return grouped(one.planned, 1); });
  add("occupancy, simulated",
      [](const TierReason& one) { return value_text(one.occupancy, Unit::share, ""); });
  return table.text(screen_columns);
}

}  // namespace

std::string heads_text(const std::vector<TierReason>& reasons) {
  std::string text;
  for (std::size_t from = 0; from < reasons.size(); from += tiers_a_block) {
    text += (from == 0 ? "" : "\n") +
            block(reasons, from, std::min(from + tiers_a_block, reasons.size()));
  }
  return text;
}

}  // namespace tiersim
