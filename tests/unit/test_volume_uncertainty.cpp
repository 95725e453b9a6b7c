// Volumes that are uncertain: a factor that is drawn once, and nothing else that moves.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "analysis/run_size.hpp"
#include "sim/arrivals.hpp"
#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/scenario_runner.hpp"
#include "tiersim/language.hpp"
#include "tiersim/requirement.hpp"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Approx;

namespace {

/// Two streams; `of_access` stands in the first.
std::string two_streams(const std::string& of_access = "", const std::string& more = "") {
  return "seed: 7\n"
         "horizon: {start: 2026-01-05, length: 2w}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {access: {handle_time: {L1: 8m}}, other: {handle_time: {L1: 8m}}}\n"
         "demand:\n"
         "  access: {type: access, volume: 40/day" +
         of_access +
         "}\n"
         "  other: {type: other, volume: 20/day}\n"
         "staff: {desk: {tier: L1, heads: 3}}\n" +
         more;
}

std::vector<Instant>
openings_of(const Compiled& scenario, const std::string& stream, std::uint32_t replication) {
  std::vector<Instant> times;
  for (ArrivalSource source{scenario.model, replication}; !source.exhausted(); source.advance()) {
    if (scenario.model.streams[source.next_stream()].name != stream) continue;
    times.push_back(source.next().at);
  }
  return times;
}

double factor_of(const Compiled& scenario, const std::string& stream, std::uint32_t replication) {
  for (const ModelStream& one : scenario.model.streams) {
    if (one.name == stream) return drawn_volume(scenario.model, one, replication);
  }
  return 0;
}

bool contains(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a volume factor of a cv has mean 1, that cv, and a largest value") {
  const VolumeFactor factor = VolumeFactor::of_cv(0.5);
  constexpr int points = 100'000;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < points; ++i) {
    const double one = factor((i + 0.5) / points);
    sum += one;
    squares += one * one;
  }
  const double mean = sum / points;
  CHECK(mean == Approx(1).epsilon(1e-4));
  CHECK(std::sqrt(squares / points - mean * mean) == Approx(0.5).epsilon(1e-2));
  CHECK(factor.mean() == 1);
  CHECK(factor(1 - 1e-12) == factor.most());
  CHECK(factor.most() < 8);  // of shape 4: 1 - P(4, 32) = 8e-11 is less than 1e-9
  CHECK(factor.most() > 5);  // 1 - P(4, 20) = 3e-6 is more
}

TEST_CASE("cases of a volume are equally likely, and it has their mean") {
  const VolumeFactor factor = VolumeFactor::of_cases({1.3, 0.8, 0.9});
  CHECK(factor(0.2) == Approx(0.8));
  CHECK(factor(0.5) == Approx(0.9));
  CHECK(factor(0.9) == Approx(1.3));
  CHECK(factor.mean() == Approx(1));
  CHECK(factor.most() == Approx(1.3));
  CHECK(VolumeFactor{}(0.3) == 1);
  CHECK_FALSE(VolumeFactor{}.varies());
}

TEST_CASE("an uncertain volume is written by its cv or by cases, in canonical form too") {
  const auto access = [](const std::string& written) {
    return load(two_streams(", volume_uncertainty: " + written));
  };
  CHECK(access("15%").scenario.demand.find("access")->volume_uncertainty->cv == 0.15);
  CHECK(access("0.15").hash == access("15%").hash);
  CHECK(access("{cv: 15%}").hash == access("15%").hash);
  CHECK(access("{cases: [80%, 120%]}").scenario.demand.find("access")->volume_uncertainty->cases ==
        std::vector<double>{0.8, 1.2});
  CHECK(access("20%").hash != access("15%").hash);
  CHECK(access("15%").hash != load(two_streams()).hash);
  CHECK(load(two_streams("", "volume_uncertainty: 15%\n")).hash != access("15%").hash);
  const std::string canonical = canonical_text(access("{cases: [80%, 120%]}").scenario);
  CHECK(load(canonical).hash == access("{cases: [80%, 120%]}").hash);
  // As `sweep` and --set write it.
  const LoadedScenario set =
      load(two_streams(", volume_uncertainty: 15%"), {"demand.access.volume_uncertainty=30%"});
  CHECK(set.scenario.demand.find("access")->volume_uncertainty->cv == 0.3);
  const LoadedScenario below =
      load(two_streams(", volume_uncertainty: 15%"), {"demand.access.volume_uncertainty.cv=0.3"});
  CHECK(below.hash == set.hash);
}

TEST_CASE("an uncertain volume that says too much, too little or nothing is told") {
  const auto told = [](const std::string& written) {
    return problems(two_streams(", volume_uncertainty: " + written));
  };
  CHECK(contains(told("{cv: 10%, cases: [1]}"), "`cases` stands beside `cv`"));
  CHECK(contains(told("{}"), "neither `cv` nor `cases`"));
  CHECK(contains(told("{cases: [0%, 0%]}"), "no case brings a ticket"));
  CHECK(contains(told("{cases: [1100%]}"), "out of range"));
  CHECK(contains(told("0%"), "out of range"));
  CHECK(contains(told("150%"), "out of range"));
  CHECK(contains(told("{sd: 10%}"), "unknown key"));
  CHECK(contains(problems(two_streams("", "volume_uncertainty: {cases: []}\n")),
                 "neither `cv` nor `cases`"));
  const std::string planned =
      "  patch: {type: other, planned: {every: 1w}, volume_uncertainty: 10%}\n";
  CHECK(contains(problems(two_streams("}\n" + planned + "  more: {type: other, volume: 1/day")),
                 "`volume_uncertainty` stands beside planned work"));
}

TEST_CASE("a replication and its twin draw the same volume, and all else anew") {
  const Compiled scenario{two_streams(", volume_uncertainty: 30%")};
  std::vector<double> factors;
  for (std::uint32_t r = 0; r < 50; ++r) {
    factors.push_back(factor_of(scenario, "access", r));
    CHECK(factor_of(scenario, "access", r | twin_bit) == factors.back());
    CHECK(factor_of(scenario, "other", r) == 1);
  }
  std::ranges::sort(factors);
  CHECK(factors.front() < 0.7);
  CHECK(factors.back() > 1.3);
  CHECK(std::ranges::adjacent_find(factors) == factors.end());
  CHECK(openings_of(scenario, "access", 0) != openings_of(scenario, "access", 0 | twin_bit));
  CHECK(openings_of(scenario, "other", 0) != openings_of(scenario, "other", 0 | twin_bit));
}

TEST_CASE("an uncertain volume moves no other draw: tickets come or go, in order of height") {
  const Compiled certain{two_streams()};
  const Compiled uncertain{two_streams(", volume_uncertainty: {cases: [60%, 140%]}")};
  for (std::uint32_t r = 0; r < 10; ++r) {
    CHECK(openings_of(uncertain, "other", r) == openings_of(certain, "other", r));
    const std::vector<Instant> before = openings_of(certain, "access", r);
    const std::vector<Instant> now = openings_of(uncertain, "access", r);
    const bool is_more = factor_of(uncertain, "access", r) > 1;
    CHECK((is_more ? std::ranges::includes(now, before) : std::ranges::includes(before, now)));
    CHECK(before.size() != now.size());
  }
}

TEST_CASE("a factor of 1 for all is no change at all") {
  const Compiled plain{two_streams()};
  const Compiled one{two_streams(", volume_uncertainty: {cases: [100%]}",
                                 "volume_uncertainty: {cases: [100%, 100%]}\n")};
  CHECK(replicate(one).measures.outcome.fingerprint ==
        replicate(plain).measures.outcome.fingerprint);
}

TEST_CASE("a factor at the top is shared by all streams, and multiplies their own") {
  const Compiled scenario{two_streams(", volume_uncertainty: {cases: [50%, 150%]}",
                                      "volume_uncertainty: {cases: [90%, 110%]}\n")};
  std::map<std::string, int> seen;
  for (std::uint32_t r = 0; r < 64; ++r) {
    const double shared = factor_of(scenario, "other", r);
    const double both = factor_of(scenario, "access", r);
    CHECK((shared == Approx(0.9) || shared == Approx(1.1)));
    CHECK((both / shared == Approx(0.5) || both / shared == Approx(1.5)));
    ++seen[std::to_string(both)];
  }
  CHECK(seen.size() == 4);
}

TEST_CASE("all series of an uncertain forecast share its factor") {
  std::string rows = "interval_start,volume,type\n";
  for (const char* const type : {"access", "other"}) {
    for (int hour = 8; hour < 18; ++hour) {
      const std::string digits = (hour < 10 ? "0" : "") + std::to_string(hour);
      rows += "2026-01-05 " + digits + ":00,30," + type + "\n";
    }
  }
  const MapFiles files{{"desk.yaml",
                        "horizon: {start: 2026-01-05, length: 1d}\n"
                        "tiers: [{name: L1}]\n"
                        "ticket_types: {access: {handle_time: {L1: 8m}}, other: {handle_time: "
                        "{L1: 8m}}}\n"
                        "demand: {all: {forecast: f.csv, volume_uncertainty: 40%}}\n"
                        "staff: {desk: {tier: L1, heads: 3}}\n"},
                       {"f.csv", rows}};
  const Compiled scenario{files, "desk.yaml"};
  REQUIRE(scenario.model.streams.size() == 2);
  CHECK(scenario.model.has_uncertain_volumes());
  for (std::uint32_t r = 0; r < 5; ++r) {
    CHECK(factor_of(scenario, "all/access", r) == factor_of(scenario, "all/other", r));
  }
}

TEST_CASE("what is expected of an uncertain volume is its mean") {
  const Compiled plain{two_streams()};
  const Compiled symmetric{two_streams(", volume_uncertainty: 30%")};
  const Compiled more{two_streams(", volume_uncertainty: {cases: [100%, 150%]}")};
  CHECK(summarise_demand(plain.model).total == Approx(14 * 60));
  CHECK(summarise_demand(symmetric.model).total == summarise_demand(plain.model).total);
  CHECK(summarise_demand(more.model).total == Approx(14 * 60 + 14 * 40 * 0.25));
  double tickets = 0;
  constexpr std::uint32_t replications = 200;
  for (std::uint32_t r = 0; r < replications; ++r) {
    tickets += static_cast<double>(openings_of(more, "access", r).size());
  }
  // 700 expected; the factor's deviation is 25 % of 560, that of counts 26.5: 142 of one.
  CHECK(std::abs(tickets / replications - 700) < 4 * 142.5 / std::sqrt(replications));
}

TEST_CASE("the largest volume that may be drawn is held to the limits") {
  const std::string fits = "horizon: {start: 2026-01-05, length: 1w}\n"
                           "tiers: [{name: L1}]\n"
                           "ticket_types: {access: {handle_time: {L1: 1s}}}\n"
                           "demand: {access: {type: access, volume: 60000/h}}\n"
                           "staff: {desk: {tier: L1, heads: 30}}\n";
  CHECK(problems(fits).empty());
  CHECK(contains(problems(fits + "volume_uncertainty: {cases: [100%, 200%]}\n"),
                 "up to 1.2e+05 tickets an hour"));
  CHECK(contains(problems(fits + "volume_uncertainty: 20%\n"), "tickets an hour"));
  CHECK(problems(fits + "volume_uncertainty: {cases: [100%, 160%]}\n").empty());
  // Little as a rule; one draw in ten has twelve people's work for three: that must fit, too.
  const std::string text = "horizon: {start: 2026-01-05, length: 52w}\n"
                           "tiers: [{name: L1}]\n"
                           "ticket_types: {access: {handle_time: {L1: 1s}}}\n"
                           "demand: {access: {type: access, volume: 9000/h}}\n"
                           "staff: {desk: {tier: L1, heads: 3}}\n";
  const Compiled certain{text};
  const Compiled uncertain{text + "volume_uncertainty: {cases: [5%, 5%, 5%, 5%, 5%, 5%, 5%, 5%, "
                                  "5%, 500%]}\n"};
  CHECK_FALSE(memory_problem(run_size(certain.loaded.scenario, certain.model)));
  CHECK(memory_problem(run_size(uncertain.loaded.scenario, uncertain.model)));
}
