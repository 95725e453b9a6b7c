// Periods that tile the measured window add up to it, in scenarios made up at random.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "analysis/period_meter.hpp"
#include "tests/catch.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/scenario_runner.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

constexpr std::uint64_t scenarios = 60;

/// The same facts, measured as a whole and by periods.
struct Both final : Sink {
  Both(const Compiled& scenario, const std::vector<Window>& windows)
      : meter{scenario.model, scenario.layout}, periods{scenario.model, scenario.layout, windows} {}
  void take(const FactBlock& block) override {
    meter.take(block);
    periods.take(block);
  }
  Meter meter;
  PeriodMeter periods;
};

std::vector<Window> windows_of(const Model& model, PeriodKind kind) {
  std::vector<Window> windows;
  for (const Period& period : periods_of(model, kind)) windows.push_back(period.window);
  return windows;
}

/// Sums that only add up over a group's posts or all leaves: what is shared by handling time, which
/// differs from period to period.
std::set<std::size_t> shared_sums(const Compiled& scenario) {
  std::set<std::size_t> result;
  for (std::uint32_t p = 0; p < scenario.model.posts.size(); ++p) {
    for (int sum = 0; sum < static_cast<int>(StaffSum::count); ++sum) {
      result.insert(scenario.layout.staff(PostId{p}, static_cast<StaffSum>(sum)));
    }
    for (std::uint32_t l = 0; l < scenario.model.leaves.size(); ++l) {
      result.insert(scenario.layout.work(LeafId{l}, PostId{p}, WorkSum::labour));
      result.insert(scenario.layout.work(LeafId{l}, PostId{p}, WorkSum::overhead));
    }
  }
  return result;
}

std::int64_t of_group(const Compiled& scenario,
                      const std::vector<std::int64_t>& sums,
                      const ModelGroup& group,
                      StaffSum sum) {
  std::int64_t total = 0;
  for (const PostId post : group.posts) total += sums[scenario.layout.staff(post, sum)];
  return total;
}

/// Where the periods do not add up; empty where they do.
std::string difference(const Compiled& scenario, PeriodKind kind) {
  Both both{scenario, windows_of(scenario.model, kind)};
  const RunOutcome outcome = simulate(scenario.model, 0, both);
  const Measures whole = both.meter.close(outcome);
  std::vector<std::int64_t> sums(whole.sums.size(), 0);
  std::vector<Histogram> histograms(whole.histograms.size());
  std::size_t closes = 0;
  for (const Measures& part : both.periods.close(outcome)) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += part.sums[i];
    for (std::size_t i = 0; i < histograms.size(); ++i) histograms[i].merge(part.histograms[i]);
    closes += part.closes.size();
  }
  if (closes != whole.closes.size()) return "closes of business";
  if (histograms != whole.histograms) return "histograms";
  const std::set<std::size_t> shared = shared_sums(scenario);
  for (std::size_t i = 0; i < sums.size(); ++i) {
    if (!shared.contains(i) && sums[i] != whole.sums[i]) return "sum " + std::to_string(i);
  }
  for (const ModelGroup& group : scenario.model.groups) {
    for (int sum = 0; sum < static_cast<int>(StaffSum::count); ++sum) {
      const auto which = static_cast<StaffSum>(sum);
      if (of_group(scenario, sums, group, which) != of_group(scenario, whole.sums, group, which)) {
        return group.name + ", staff sum " + std::to_string(sum);
      }
    }
  }
  return "";
}

}  // namespace

TEST_CASE("periods: days, weeks and months add up to the whole, to the ms and the cent") {
  std::size_t overtime = 0;
  for (std::uint64_t seed = 1; seed <= scenarios; ++seed) {
    INFO("seed " << seed);
    const Compiled scenario{random_scenario(seed).files(), "scenario.yaml"};
    for (const PeriodKind kind : {PeriodKind::day, PeriodKind::week, PeriodKind::month}) {
      CHECK(difference(scenario, kind) == "");
    }
    const Replication replication = replicate(scenario);
    overtime += static_cast<std::size_t>(
        std::ranges::count(replication.facts.staff, Presence::overtime, &StaffFact::presence));
  }
  CHECK(overtime > scenarios);  // else the pay of it proves nothing
}

TEST_CASE("periods: several kinds at once measure as each alone") {
  for (std::uint64_t seed = 1; seed <= scenarios; seed += 10) {
    INFO("seed " << seed);
    const Compiled scenario{random_scenario(seed).files(), "scenario.yaml"};
    std::vector<Window> windows = windows_of(scenario.model, PeriodKind::week);
    const std::size_t weeks = windows.size();
    for (const Window& day : windows_of(scenario.model, PeriodKind::day)) windows.push_back(day);
    std::ranges::reverse(windows);
    Both both{scenario, windows};
    Both alone{scenario, windows_of(scenario.model, PeriodKind::week)};
    const std::vector<Measures> all = both.periods.close(simulate(scenario.model, 0, both));
    const std::vector<Measures> each = alone.periods.close(simulate(scenario.model, 0, alone));
    for (std::size_t i = 0; i < weeks; ++i) {
      CHECK(all[windows.size() - 1 - i].sums == each[i].sums);
    }
  }
}

TEST_CASE("periods: open tickets by age are the open tickets") {
  for (std::uint64_t seed = 1; seed <= scenarios; ++seed) {
    INFO("seed " << seed);
    const Compiled scenario{random_scenario(seed).files(), "scenario.yaml"};
    const Measures measures = replicate(scenario).measures;
    const std::size_t closes = measures.closes.size() / scenario.model.tiers.size();
    for (std::uint32_t t = 0; t < scenario.model.tiers.size(); ++t) {
      const auto sum = [&](BacklogSum which) {
        return measures.sums[scenario.layout.backlog(TierId{t}, which)];
      };
      std::int64_t at_closes = 0;
      for (std::size_t i = 0; i < closes; ++i) at_closes += measures.closes[t * closes + i];
      using enum BacklogSum;
      CHECK(sum(below_1bd) + sum(below_3bd) + sum(below_5bd) + sum(from_5bd) == at_closes);
      CHECK(sum(past_target) <= sum(with_target));
      CHECK(sum(with_target) <= at_closes);
    }
  }
}
