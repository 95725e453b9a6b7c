#include "analysis/commands/compare_wanted.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <vector>

#include "analysis/commands/output_option.hpp"
#include "analysis/commands/resume.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "tiersim/compare.hpp"

namespace tiersim::commands {
namespace {

constexpr std::uint64_t most_compared_replications = 1'000'000;
constexpr std::size_t most_plans = 50;

constexpr std::array<Option, 12> compare_table = {{
    {"plan", "[NAME:] CHANGES", "a variant of BASE: \"one more: staff.desk.heads=+1\"; repeatable",
     true},
    {"set", "PATH=VALUE", "change all plans, BASE too: 14, or +1, x1.1, -10%; may be repeated",
     true},
    {"best", "KPI", "also choose the best plan of those that meet the targets"},
    {"within", "SIZE", "with --best: this close to the best is as good: 500, 0.5pp, 10m"},
    {"at-most", "N", "with --best: replications at most; 1000 by default"},
    {"seed", "N", "of all random numbers, instead of the base's"},
    {"replications", "N", "how many times each plan is simulated"},
    {"threads", "N", "default: one for each core; results do not depend on it"},
    {"json", "", "print the whole comparison as JSON"},
    {"out", "DIR", "also write compare.json and compare.csv there"},
    resume_option,
    {"quiet", "", "no line of progress"},
}};

const KpiRow* objective_of(const std::string& id) {
  const KpiRow* const row = find_kpi(id);
  if (row == nullptr) {
    std::vector<std::string> known;
    for (const KpiRow& one : kpi_table()) known.emplace_back(one.id);
    const std::string near = nearest(id, known);
    throw BadUsage{fmt::format("option '--best' is {}, which is no KPI; {}", tiersim::in_quotes(id),
                               near.empty() ? "`tiersim kpis` lists them"
                                            : fmt::format("did you mean '{}'?", near))};
  }
  const bool is_mean = row->stats.empty() || row->stats.front().quantile == 0;
  if (row->direction == Direction::neither || row->of_targets || !is_mean) {
    throw BadUsage{fmt::format("option '--best' is '{}', {}; write for example `--best cost_total`",
                               id,
                               is_mean ? "of which neither more nor less is better"
                                       : "whose value is a quantile (totals and ratios can be "
                                         "chosen by)")};
  }
  return row;
}

/// How close is as good, in the unit of the KPI.
double within_of(const std::string& written, const KpiRow& row) {
  const auto fail = [&](std::string_view rule, std::string_view example) {
    throw BadUsage{fmt::format("option '--within' is {} ({}); write for example `--within {}`",
                               tiersim::in_quotes(written), rule, example)};
  };
  double size = 0;
  if (row.unit == Unit::share) {
    const Parsed<Margin> points = parse_margin(written);
    if (!points || points->is_relative) {
      fail(fmt::format("`{}` is a share: percentage points, above 0", row.id), "0.5pp");
    }
    size = points->size;
  } else if (row.unit == Unit::duration) {
    const Parsed<Span> length = parse_span(written, TimeUnits::elapsed);
    if (!length) fail(fmt::format("`{}` is a length of time", row.id), "10m");
    size = static_cast<double>(length->elapsed().count());
  } else {
    const Parsed<double> number = parse_number(written);
    if (!number) fail(fmt::format("`{}` is a plain number", row.id), "500");
    size = *number;
  }
  if (!(size > 0)) fail("it must be above 0: nothing can be told apart exactly", "500");
  return size;
}

void read_choice(const Given& given, CompareWanted& wanted) {
  const std::optional<std::string> best = given.text("best");
  const std::optional<std::string> within = given.text("within");
  for (const std::string_view name : {"within", "at-most"}) {
    if (best || !given.has(name)) continue;
    throw BadUsage{
        fmt::format("option '--{}' needs '--best KPI' (it says how the best is chosen)", name)};
  }
  if (!best) return;
  wanted.best = objective_of(*best);
  if (!within) {
    throw BadUsage{
        "option '--best' needs '--within SIZE' (plans this close to the best are as good); write "
        "for example `--best cost_total --within 500`"};
  }
  wanted.within = within_of(*within, *wanted.best);
  const auto most = given.number("at-most", fewest_to_choose, most_compared_replications);
  wanted.at_most = most.value_or(default_most_to_choose);
}

}  // namespace

std::span<const Option> compare_options() { return compare_table; }

CompareWanted compare_wanted(const Given& given) {
  CompareWanted wanted;
  const std::vector<std::string>& files = given.arguments();
  wanted.plans = {.base = files.front(),
                  .files = {files.begin() + 1, files.end()},
                  .variants = given.all("plan"),
                  .sets = given.all("set"),
                  .seed = given.number("seed", 0, UINT64_MAX)};
  const std::size_t plans = wanted.plans.files.size() + wanted.plans.variants.size();
  if (plans == 0) {
    throw BadUsage{
        "`tiersim compare` needs a plan beside the base; write `tiersim compare BASE PLAN`, or "
        "`tiersim compare BASE --plan \"one more: staff.desk.heads=+1\"`"};
  }
  if (plans > most_plans) {
    throw BadUsage{
        fmt::format("{} plans are too many to compare on a page ({} at most)", plans, most_plans)};
  }
  wanted.replications = given.number("replications", fewest_compared, most_compared_replications);
  wanted.threads = given.threads();
  read_choice(given, wanted);
  wanted.folder = given.text("out");
  if (wanted.folder) check_output_folder(*wanted.folder);
  wanted.resume = given.text("resume");
  if (wanted.resume) check_output_folder(*wanted.resume, "resume");
  wanted.json = given.has("json");
  wanted.quiet = given.has("quiet");
  return wanted;
}

}  // namespace tiersim::commands
