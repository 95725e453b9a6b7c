// From the work of a tier to its heads, step by step, by hand.

#include <numeric>
#include <string>

#include "analysis/heads_text.hpp"
#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tiersim/optimize.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;

namespace {

std::vector<TierReason> reasons_of(const std::string& yaml) {
  const Scenario scenario = test::load(yaml).scenario;
  return tier_reasons(scenario, std::vector<Estimate>(scenario.tiers.size()));
}

double step(const TierReason& reason, HeadsStep which) {
  return reason.heads[static_cast<std::size_t>(which)];
}

/// Four weeks, a shift of 40 h a week.
const std::string forty_hours = "horizon: {start: 2026-01-05, length: 4w}\n"
                                "shifts: {day: {weekly: {mon-fri: \"08:00-16:00\"}}}\n";

/// 700 tickets a week: 70 h at L1, of which 20 % go up, to 70 h at L2. \param type  more keys.
std::string handed_up(const std::string& type, const std::string& l1) {
  return forty_hours +
         "ticket_types: {a: {resolves: {L1: 80%, L2: 100%}, handle_time: {L1: 6m, L2: 30m}" + type +
         "}}\n"
         "demand: {a: {type: a, volume: 700/week}}\n"
         "tiers: [{name: L1" +
         l1 +
         "}, {name: L2}]\n"
         "staff:\n"
         "  desk: {tier: L1, heads: 3, shift: day, shrinkage: 20%}\n"
         "  engineers: {tier: L2, heads: 3, shift: day}\n";
}

}  // namespace

TEST_CASE("M/M/c: ten erlangs become the heads of Erlang C", "[optimize]") {
  const std::vector<TierReason> reasons =
      reasons_of("horizon: {start: 2026-01-05, length: 3w, warm_up: 1w}\n"
                 "channels: {phone: {live: true}}\n"
                 "tiers: [{name: L1, service_level: {share: 80%, within: 20s}}]\n"
                 "ticket_types: {a: {handle_time: {L1: {exponential: {mean: 30m}}}}}\n"
                 "demand: {a: {type: a, volume: 20/h, channels: {phone: 100%}}}\n"
                 "staff: {desk: {tier: L1, heads: 20}}\n");
  const TierReason& desk = reasons.at(0);
  // Of ten erlangs, 13 agents answer 72 % within 20 s, and 14 agents 83 %.
  CHECK(step(desk, HeadsStep::work) == Approx(10));
  CHECK(step(desk, HeadsStep::cap) == Approx(10 / 0.85 - 10));
  CHECK(step(desk, HeadsStep::shrinkage) == Approx(0).margin(1e-9));
  CHECK(step(desk, HeadsStep::variability) == Approx(14 - 10 / 0.85));
  CHECK(step(desk, HeadsStep::skills) == Approx(0).margin(1e-9));
  CHECK(step(desk, HeadsStep::shifts) == Approx(0).margin(1e-9));
  CHECK(step(desk, HeadsStep::escalation) == Approx(0).margin(1e-9));
  CHECK(step(desk, HeadsStep::pending) == Approx(0).margin(1e-9));
  CHECK(step(desk, HeadsStep::simulated) == Approx(20 - 14));
  CHECK(desk.groups.at(0).heads == Approx(20));
}

TEST_CASE("shifts at the wrong hours take more heads for the same live work", "[optimize]") {
  // Ten erlangs by day; of 28 heads half are there at night, when nobody calls.
  const std::vector<TierReason> reasons =
      reasons_of("horizon: {start: 2026-01-05, length: 3w, warm_up: 1w}\n"
                 "channels: {phone: {live: true}}\n"
                 "shifts: {day: {weekly: {mon-sun: \"08:00-20:00\"}},"
                 " night: {weekly: {mon-sun: \"20:00-08:00\"}}}\n"
                 "tiers: [{name: L1, service_level: {share: 80%, within: 20s}}]\n"
                 "ticket_types: {a: {handle_time: {L1: {exponential: {mean: 30s}}}}}\n"
                 "demand: {a: {type: a, volume: 14400/day, profile: {mon-sun: \"08:00-20:00\"},"
                 " channels: {phone: 100%}}}\n"
                 "staff: {by-day: {tier: L1, heads: 14, shift: day},"
                 " by-night: {tier: L1, heads: 14, shift: night}}\n");
  const TierReason& desk = reasons.at(0);
  const double work = step(desk, HeadsStep::work);
  CHECK(work == Approx(10));  // heads of 84 h a week for 840 h
  // By day alone, as many as Erlang C says for a call of 30 s; the rest are those of the night.
  double up_to_variability = 0;
  for (std::size_t i = 0; i < 4; ++i) up_to_variability += desk.heads[i];
  CHECK(up_to_variability == Approx(12).margin(0.2));
  CHECK(step(desk, HeadsStep::shifts) > 10);
  CHECK(std::accumulate(desk.heads.begin(), desk.heads.end(), 0.0) == Approx(28));
}

TEST_CASE("a scarce skill takes more heads of the same mix", "[optimize]") {
  const std::vector<TierReason> reasons = reasons_of(
      forty_hours +
      "ticket_types: {a: {skill: x, handle_time: {L1: 6m}}, b: {skill: y, handle_time: {L1: 6m}}}\n"
      "demand: {a: {type: a, volume: 300/week}, b: {type: b, volume: 100/week}}\n"
      "tiers: [{name: L1}]\n"
      "staff: {xs: {tier: L1, heads: 1, shift: day, skills: [x]},"
      " ys: {tier: L1, heads: 1, shift: day, skills: [y]}}\n");
  // 30 h of x for one of the two, at a cap of 85 %: twice 30 / 0.85 / 40 heads.
  const TierReason& desk = reasons.at(0);
  CHECK(step(desk, HeadsStep::work) == Approx(1));
  CHECK(step(desk, HeadsStep::cap) == Approx(1 / 0.85 - 1));
  CHECK(step(desk, HeadsStep::variability) == Approx(0).margin(1e-9));
  CHECK(step(desk, HeadsStep::skills) == Approx(1.5 / 0.85 - 1 / 0.85));
  CHECK(step(desk, HeadsStep::simulated) == Approx(2 - 1.5 / 0.85));
}

TEST_CASE("what handing up costs, by hand", "[optimize]") {
  const std::vector<TierReason> reasons = reasons_of(handed_up("", ", escalation_time: 3m"));
  const double heads_an_hour = 1 / 0.85 / 0.8 / 40;
  const TierReason& desk = reasons.at(0);
  CHECK(step(desk, HeadsStep::work) == Approx(70.0 / 40));
  CHECK(step(desk, HeadsStep::shrinkage) == Approx(70 * heads_an_hour - 70 / 0.85 / 40));
  CHECK(step(desk, HeadsStep::escalation) == Approx(7 * heads_an_hour));  // 140 x 3 min
  CHECK(step(desk, HeadsStep::simulated) == Approx(3 - 77 * heads_an_hour));
  CHECK(step(reasons.at(1), HeadsStep::escalation) == Approx(0).margin(1e-9));
}

TEST_CASE("who never answers takes work away, here and above", "[optimize]") {
  const std::vector<TierReason> reasons =
      reasons_of(handed_up(", pending: {customer: {probability: {L1: 20%}, for: 1h,"
                           " unanswered: 50%, resolves_after: 24h}}",
                           ""));
  // A tenth of the visits to L1 ends half worked: 3.5 of 70 h; a tenth less goes up.
  CHECK(step(reasons.at(0), HeadsStep::pending) == Approx(-3.5 / 0.85 / 0.8 / 40));
  CHECK(step(reasons.at(1), HeadsStep::pending) == Approx(-7 / 0.85 / 40));
}

TEST_CASE("steps are shown so that they sum to the plan as shown", "[optimize]") {
  TierReason reason;
  reason.tier = "L1";
  reason.heads = {1.04, 0.04, 0.04, 0.04, 0, 0, 0, -0.04, 1.88};
  reason.planned = 3;
  // 1.04, 1.08, 1.12, 1.16, 1.16, 1.16, 1.16, 1.12, 3: 1.0, 1.1, 1.1, 1.2, 1.2, 1.2, 1.2, 1.1, 3.
  const std::string text = heads_text({reason});
  CHECK_THAT(text, ContainsSubstring("work alone") && ContainsSubstring("+ simulated answer"));
  CHECK_THAT(text, ContainsSubstring("+1.9") && ContainsSubstring("-0.1"));
  CHECK_THAT(heads_text(std::vector<TierReason>(12, reason)), ContainsSubstring("\n\n"));
}
