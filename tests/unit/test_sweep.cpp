// Points of a sweep, their differences, how far a plan holds, and levers.

#include "tiersim/sweep.hpp"

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using Texts = std::vector<std::string>;

namespace {

LoadedScenario load_desk(const Texts& sets) { return test::load(test::desk_yaml, sets); }

SweepKpi kpi_called(std::string_view id, Labels labels = {}) {
  return {find_kpi(id), find_kpi(id)->stats.front(), std::move(labels)};
}

SweepOptions desk_options() {
  SweepOptions options;
  options.kpis = {kpi_called("cost_per_month"),
                  kpi_called("on_time", {{Label::sla, "resolution"}})};
  options.threads = 1;
  return options;
}

std::vector<SweepPoint> desk_points() {
  std::vector<SweepPoint> points;
  for (const int heads : {3, 4, 5}) {
    points.push_back({{points.size()}, {"staff.desk.heads=" + std::to_string(heads)}});
  }
  return points;
}

SweepOutcome made_up(std::vector<double> numerators, std::vector<double> denominators) {
  SweepOutcome outcome;
  double above = 0;
  double below = 0;
  for (const double n : numerators) above += n;
  for (const double d : denominators) below += d;
  outcome.estimates = {{.value = above / below, .interval = {}, .n = below}};
  outcome.influences = {influences_on_ratio({numerators, denominators})};
  return outcome;
}

}  // namespace

TEST_CASE("the same points come out for any batch and any number of threads") {
  SweepOptions options = desk_options();
  const std::vector<SweepOutcome> one = run_points(desk_points(), load_desk, options);
  REQUIRE(one.size() == 3);
  for (const std::size_t batch : {1U, 2U}) {
    options.batch = batch;
    options.threads = static_cast<unsigned>(batch) + 1;
    const std::vector<SweepOutcome> other = run_points(desk_points(), load_desk, options);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(other[i].fingerprint == one[i].fingerprint);
      CHECK(other[i].hash == one[i].hash);
      CHECK(other[i].samples[1].numerators == one[i].samples[1].numerators);
      CHECK(other[i].estimates[1].interval->low == one[i].estimates[1].interval->low);
    }
  }
}

TEST_CASE("a point is a run of the scenario with its overlays") {
  const SweepOutcome outcome = run_points(desk_points(), load_desk, desk_options())[1];
  const LoadedScenario loaded = load_desk({"staff.desk.heads=4"});
  const Model model = compile(loaded.scenario);
  const MeasureLayout layout{model};
  RunOptions options;
  options.replications = loaded.scenario.experiment.replications;
  options.cells = report_cells(model, layout);
  const Results results = run_experiment(model, layout, options);
  CHECK(outcome.fingerprint == results.outcome().fingerprint);
  CHECK(outcome.hash == loaded.hash);
}

TEST_CASE("problems of a point name what was varied") {
  const std::vector<SweepPoint> points = {{{0}, {"staff.desk.heds=4"}}};
  try {
    (void)run_points(points, load_desk, desk_options());
    FAIL("it ran");
  } catch (const BadInput& input) {
    CHECK_THAT(input.what(), ContainsSubstring("varied: staff.desk.heds=4"));
    CHECK_THAT(input.what(), ContainsSubstring("did you mean 'heads'?"));
  }
}

TEST_CASE("differences of ratios are linearised and paired") {
  // By hand: 14 and 9 of 30, and in each replication 3 and 2 of 15 more.
  const SweepOutcome point = made_up({8, 6}, {15, 15});
  const SweepOutcome base = made_up({5, 4}, {15, 15});
  const SweepDifference difference = sweep_difference(point, base, 0, 0.95);
  CHECK(*difference.value == Approx(5.0 / 30));
  REQUIRE(difference.samples.size() == 2);
  CHECK(difference.samples[0] == Approx(3.0 / 15));
  CHECK(difference.samples[1] == Approx(2.0 / 15));
  // Student: t = 12.706 at 1 degree of freedom; half the spread of two samples is the standard
  // error.
  CHECK(difference.interval->half_width() == Approx(12.706 / 30).epsilon(1e-4));
  CHECK_FALSE(difference.is_significant());
}

TEST_CASE("bisection finds the first value that fails, as looking at all of them does") {
  for (std::size_t values = 1; values <= 12; ++values) {
    for (std::size_t fails = 0; fails <= values; ++fails) {
      std::vector<std::size_t> asked(values);
      const auto found = until_miss(values, 1, [&](std::size_t value) {
        ++asked[value];
        return std::vector<bool>{value < fails};
      });
      CAPTURE(values, fails);
      CHECK(found[0].holds.has_value() == (fails > 0));
      CHECK(found[0].misses.has_value() == (fails < values));
      if (fails > 0) CHECK(*found[0].holds == fails - 1);
      if (fails < values) CHECK(*found[0].misses == fails);
      for (const std::size_t times : asked) CHECK(times <= 1);
    }
  }
}

TEST_CASE("what fails in the middle and holds at the end is found by its quarter") {
  // The tier above has less to do once the one below is overrun.
  const auto found = until_miss(41, 2, [](std::size_t value) {
    return std::vector<bool>{value < 4 || value > 12, value < 30};
  });
  CHECK(*found[0].holds == 3);
  CHECK(*found[0].misses == 4);
  CHECK(*found[1].misses == 30);
}

TEST_CASE("while the backlog grows no target holds") {
  SweepOutcome outcome;
  outcome.targets.resize(1);
  outcome.targets[0].target.bound = 5;
  outcome.targets[0].estimate.value = 4;
  CHECK(targets_that_hold(outcome) == std::vector<bool>{true});
  outcome.growing = true;
  CHECK(targets_that_hold(outcome) == std::vector<bool>{false});
}

TEST_CASE("levers are overlays that the language takes") {
  const LoadedScenario loaded = load_desk({});
  const Levers levers = levers_of(loaded.scenario, compile(loaded.scenario));
  Texts names;
  for (const Lever& lever : levers.levers) {
    names.push_back(lever.name);
    CHECK_NOTHROW(load_desk(lever.sets));
  }
  CHECK(names == Texts{"+1 head in desk", "+1 head in engineers", "handle time -10 %",
                       "L1 solves +5 points", "volume +10 %", "desk off 2026-01-20",
                       "engineers off 2026-01-20"});
  CHECK(levers.levers[0].sets == Texts{"staff.desk.heads=6"});
  CHECK(levers.levers[3].sets == Texts{"ticket_types.access.resolves.L1=85%"});
  CHECK(levers.levers[4].sets == Texts{"demand.access.volume=88/day"});
  const LoadedScenario faster = load_desk(levers.levers[2].sets);
  const auto& times = faster.scenario.ticket_types.find("access")->handle_time;
  CHECK(mean_ms(times.find("L1")->time) == Approx(9 * 60'000));
  CHECK(mean_ms(times.find("L2")->time) == Approx(27 * 60'000));
  REQUIRE(levers.left_out.size() == 2);
  CHECK_THAT(levers.left_out[0], ContainsSubstring("pending"));
  CHECK_THAT(levers.left_out[1], ContainsSubstring("deflection"));
}

TEST_CASE("sites that are lost, heads that change, and pending for all tiers alike") {
  const auto load = [](const Texts& sets) {
    return test::load(
        "horizon: {start: 2026-01-05, length: 4w, time_zone: Europe/Paris}\n"
        "shifts: {paris: {weekly: {mon-fri: \"08:00-16:00\"}},"
        " pune: {time_zone: Asia/Kolkata, weekly: {mon-fri: \"09:00-17:00\"}}}\n"
        "ticket_types: {a: {handle_time: {L1: 8m}, pending: {customer: {probability: 30%, for: 1h}}}}\n"
        "demand: {a: {type: a, volume: 80/bd}}\n"
        "tiers: [{name: L1}]\n"
        "staff:\n"
        "  one: {tier: L1, heads: 3, shift: paris, changes: [{on: 2026-01-12, heads: 4},"
        " {on: 2026-01-20, heads: 5}, {on: 2026-01-28, heads: 6}]}\n"
        "  two: {tier: L1, heads: 2, shift: paris}\n"
        "  far: {tier: L1, heads: 2, shift: pune}\n",
        sets);
  };
  const LoadedScenario loaded = load({});
  const Levers levers = levers_of(loaded.scenario, compile(loaded.scenario));
  const auto sets_of_lever = [&](const std::string& name) {
    for (const Lever& lever : levers.levers) {
      CHECK_NOTHROW(load(lever.sets));
      if (lever.name == name) return lever.sets;
    }
    return Texts{};
  };
  CHECK(sets_of_lever("pending -10 %") ==
        Texts{"ticket_types.a.pending.customer.probability.default=27%"});
  // The middle of the four weeks is Monday 19 January, the day lost a change of `one`.
  const Texts one = {"staff.one.changes=[{on: 2026-01-12, heads: 4}, {on: 2026-01-20, heads: 0}, "
                     "{on: 2026-01-21, heads: 5}, {on: 2026-01-28, heads: 6}]"};
  CHECK(sets_of_lever("one off 2026-01-20") == one);
  CHECK(sets_of_lever("all of Europe/Paris off 2026-01-20") ==
        Texts{one.front(),
              "staff.two.changes=[{on: 2026-01-20, heads: 0}, {on: 2026-01-21, heads: 2}]"});
  CHECK(sets_of_lever("all of Asia/Kolkata off 2026-01-20").empty());  // one group: as itself
}

TEST_CASE("levers rank by what a point costs: free, priced, no gain, worse") {
  const auto sure = [](double value) {
    return SweepDifference{value, ConfidenceInterval{value - 0.1, value + 0.1}, {}};
  };
  const SweepDifference unsure{0.05, ConfidenceInterval{-0.1, 0.2}, {}};
  CHECK(rank_of(sure(1), sure(-3)) == LeverRank::free);
  CHECK(rank_of(sure(1), unsure) == LeverRank::free);
  CHECK(rank_of(sure(1), sure(3)) == LeverRank::priced);
  CHECK(rank_of(unsure, sure(3)) == LeverRank::no_gain);
  CHECK(rank_of(sure(-1), sure(3)) == LeverRank::worse);
}

TEST_CASE("a KPI is asked for with its labels and stat") {
  const LoadedScenario loaded = load_desk({});
  const Model model = compile(loaded.scenario);
  const MeasureLayout layout{model};
  const auto read = [&](const std::string& text) {
    return sweep_kpi(text, "--quality", model, layout);
  };
  CHECK(to_text(read("on_time,sla=resolution")) == "on_time sla=resolution");
  CHECK(to_text(read("mttr,stat=p90,priority=P1")) == "mttr p90 priority=P1");
  CHECK(default_quality(loaded.scenario) == read("on_time,sla=resolution"));
  CHECK_THROWS_WITH(read("on_tme"), ContainsSubstring("did you mean 'on_time'?"));
  CHECK_THROWS_WITH(read("on_time,slo=resolution"), ContainsSubstring("did you mean 'sla'?"));
  CHECK_THROWS_WITH(read("on_time,sla=resolutoin"), ContainsSubstring("resolution"));
  CHECK_THROWS_WITH(read("fcr,stat=p90"), ContainsSubstring("has no stat 'p90'"));
}
