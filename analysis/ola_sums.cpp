#include "analysis/ola_sums.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"
#include "sim/text.hpp"

namespace tiersim {
namespace {

constexpr std::size_t most_ola_rows = 20;

/// Does the clock run from entering the tier to leaving it?
bool is_clock_of(const ModelSla& sla, TierId tier) {
  const bool starts = sla.start == SlaStart::enters
                          ? sla.start_tier == tier
                          : sla.start == SlaStart::opened && tier.index() == 0;
  return starts && sla.stop == SlaStop::leaves && sla.stop_tier == tier;
}

/// The first of the tier's clocks that has a target for such tickets.
OlaTier ola_of(const Model& model, TierId tier, const Leaf& leaf) {
  for (std::uint32_t s = 0; s < model.slas.size(); ++s) {
    const ModelSla& sla = model.slas[SlaId{s}];
    if (is_clock_of(sla, tier) && sla.of(leaf).target) return {tier, SlaId{s}, sla.of(leaf).target};
  }
  return {tier, SlaId::none(), std::nullopt};
}

std::optional<OlaSum> ola_sum(const Scenario& scenario, const Model& model, const Leaf& leaf) {
  const ModelSla::Terms& promise = model.slas[model.due_by].of(leaf);
  if (!promise.target) return std::nullopt;
  OlaSum sum{.sla = model.due_by,
             .customer = leaf.customer,
             .priority = leaf.priority,
             .promised = *promise.target,
             .tiers = {}};
  for (std::uint32_t t = 0; t < model.tiers.size(); ++t) {
    sum.tiers.push_back(ola_of(model, TierId{t}, leaf));
  }
  while (!sum.tiers.empty() && !sum.tiers.back().target) sum.tiers.pop_back();
  if (sum.tiers.empty()) return std::nullopt;
  for (const OlaTier& one : sum.tiers) {
    const std::optional<Distribution>& time = scenario.tiers[one.tier.index()].escalation_time;
    if (!one.target) {
      sum.hand_offs_ms += time ? mean_ms(*time) : 0;
      continue;
    }
    sum.sum_ms += static_cast<double>(one.target->count());
    const bool is_same = model.slas[one.clock].of(leaf).calendar == promise.calendar;
    sum.is_one_calendar = sum.is_one_calendar && is_same;
  }
  sum.sum_ms += sum.hand_offs_ms;
  return sum;
}

/// But for whose tickets they are.
bool is_alike(const OlaSum& a, const OlaSum& b) {
  return a.priority == b.priority && a.promised == b.promised && a.sum_ms == b.sum_ms &&
         std::ranges::equal(a.tiers, b.tiers, {}, &OlaTier::target, &OlaTier::target);
}

std::string hours_text(double ms) { return duration_text(to_duration(ms)); }

std::vector<std::string> ola_header(const Model& model, const OlaSum& longest) {
  std::vector<std::string> header{"OLAs"};
  for (const OlaTier& one : longest.tiers)
    header.push_back(shortened(model.tiers[one.tier].name, 9));
  for (const char* const title : {"hand-offs", "sum"}) header.emplace_back(title);
  header.push_back(shortened(model.slas[longest.sla].name, 12));
  header.emplace_back("left");
  return header;
}

std::vector<std::string>
ola_row(const std::string& name, const OlaSum& sum, const std::size_t tiers) {
  std::vector<std::string> row{shortened(name, 20)};
  for (const OlaTier& one : sum.tiers) {
    row.push_back(one.target ? duration_text(*one.target) : std::string{nothing_text});
  }
  row.resize(1 + tiers, std::string{nothing_text});
  row.push_back(hours_text(sum.hand_offs_ms));
  row.push_back(hours_text(sum.sum_ms));
  row.push_back(duration_text(sum.promised));
  const double left = -sum.too_long_ms();
  row.push_back(left < 0 ? "-" + hours_text(-left) : hours_text(left));
  return row;
}

void add_if_new(std::optional<OlaSum> sum, std::vector<OlaSum>& sums) {
  if (!sum) return;
  const auto is_known = [&](const OlaSum& other) { return is_alike(*sum, other); };
  if (std::ranges::none_of(sums, is_known)) sums.push_back(std::move(*sum));
}

}  // namespace

double OlaSum::too_long_ms() const { return sum_ms - static_cast<double>(promised.count()); }

std::string whose(const Scenario& scenario, const Model& model, const OlaSum& sum) {
  const std::string& priority = model.priorities[sum.priority.index()];
  std::string name = scenario.customers.empty() ? "" : model.customers[sum.customer].name;
  if (priority != no_label) name += (name.empty() ? "" : " ") + priority;
  return name.empty() ? "all tickets" : name;
}

std::vector<OlaSum> ola_sums(const Scenario& scenario, const Model& model) {
  std::vector<OlaSum> sums;
  if (!model.due_by.exists()) return sums;
  for (std::size_t c = 0; c < model.customers.size(); ++c) {
    for (std::size_t p = 0; p < model.priorities.size(); ++p) {
      Leaf leaf;
      leaf.customer = CustomerId{c};
      leaf.priority = PriorityId{p};
      add_if_new(ola_sum(scenario, model, leaf), sums);
    }
  }
  return sums;
}

std::string ola_text(const Scenario& scenario, const Model& model) {
  const std::vector<OlaSum> sums = ola_sums(scenario, model);
  if (sums.empty()) return "";
  const auto by_tiers = [](const OlaSum& sum) { return sum.tiers.size(); };
  const OlaSum& longest = *std::ranges::max_element(sums, {}, by_tiers);
  TextTable table;
  table.add(ola_header(model, longest));
  const std::size_t rows = std::min(sums.size(), most_ola_rows);
  for (std::size_t i = 0; i < rows; ++i) {
    table.add(ola_row(whose(scenario, model, sums[i]), sums[i], longest.tiers.size()));
  }
  std::string text = "\nThe tiers' own clocks on the way up, against the promise to resolve\n" +
                     table.text(screen_columns);
  if (rows < sums.size()) text += fmt::format("  and {} more with --json\n", sums.size() - rows);
  const bool is_one = std::ranges::all_of(sums, &OlaSum::is_one_calendar);
  std::string note = "  A tier's clock holds the time of writing up there; hand-offs are those of "
                     "tiers without one.";
  if (!is_one) {
    note += " The clocks run on different calendars: each time is open time of its own, so that "
            "the sum is longer by other calendars.";
  }
  return text + wrapped(note, screen_columns, "  ") + "\n";
}

}  // namespace tiersim
