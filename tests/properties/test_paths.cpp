// Identities on every path of scenarios made up at random. A failure names its seed:
// `random_scenario` of that seed is the scenario.

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/path_checks.hpp"
#include "tests/support/random_scenario.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

constexpr std::uint64_t scenarios = 200;

RunOutcome in_slices(const Model& model, std::uint64_t seed, Sink& sink) {
  Dice dice{seed};
  Simulator simulator{model, 0, sink};
  for (Instant t{}; t < model.end;) {
    simulator.run_until(t);
    t += Duration{static_cast<std::int64_t>(dice.below(40)) * 15 * one_minute.count() +
                  static_cast<std::int64_t>(dice.below(3))};
  }
  return simulator.finish();
}

RunOutcome run(const ScenarioPieces& pieces, KeptFacts& facts) {
  const Compiled scenario{pieces.files(), "scenario.yaml"};
  return simulate(scenario.model, 0, facts);
}

}  // namespace

TEST_CASE("paths: identities hold exactly in scenarios made up at random") {
  std::uint64_t tickets = 0;
  std::set<Cause> causes;
  std::set<Cause> waits_ended_by;
  std::uint64_t with_customers = 0;
  std::uint64_t with_routes = 0;  // whose way depends on the customer
  std::uint64_t leavers = 0;      // who come and go
  std::uint64_t handed_over = 0;  // after it was written up
  std::array<std::uint64_t, 3> updates{};
  for (std::uint64_t seed = 1; seed <= scenarios; ++seed) {
    INFO("seed " << seed);
    const Compiled scenario{random_scenario(seed).files(), "scenario.yaml"};
    const Replication replication = replicate(scenario);
    const KeptFacts& facts = replication.facts;
    CHECK(broken_tickets(scenario.model, facts, replication.measures.outcome) == "");
    CHECK(broken_people(scenario.model, facts) == "");
    CHECK(broken_matching(scenario.model, facts) == "");
    CHECK(broken_preemption(scenario.model, facts) == "");
    CHECK(broken_dedication(scenario, facts) == "");
    CHECK(broken_updates(scenario.model, facts) == "");
    CHECK(broken_measures(scenario, replication) == "");
    if (scenario.model.customers.size() > 1) ++with_customers;
    if (scenario.model.routes.size() > scenario.model.types.size()) ++with_routes;
    tickets += replication.measures.outcome.opened;
    for (const UpdateFact& one : facts.updates) ++updates[static_cast<std::size_t>(one.end)];
    for (const ModelRoster& roster : scenario.model.rosters) leavers += roster.leaving.size();
    for (const WaitFact& wait : facts.waits) waits_ended_by.insert(wait.cause);
    for (const WorkFact& work : facts.works) {
      causes.insert(work.cause);
      const bool is_note = work.activity == Activity::writing_up;
      handed_over += is_note && work.cause == Cause::handed_over ? 1 : 0;
    }
  }
  CHECK(tickets > 100 * scenarios);  // else the scenarios prove nothing
  CHECK(causes.size() >= 8);
  CHECK(causes.contains(Cause::preempted));
  CHECK(causes.contains(Cause::undocumented));
  CHECK(causes.contains(Cause::misrouted));
  CHECK(waits_ended_by.contains(Cause::raised));
  CHECK(causes.contains(Cause::merged));
  CHECK(causes.contains(Cause::cancelled));
  CHECK(with_customers > scenarios / 5);
  CHECK(with_routes > scenarios / 10);
  CHECK(leavers > scenarios / 5);
  CHECK(handed_over > scenarios / 5);
  for (const std::uint64_t count : updates) CHECK(count > scenarios / 5);
}

TEST_CASE("paths: a run in slices is the run in one go") {
  for (std::uint64_t seed = 1; seed <= scenarios; seed += 4) {
    INFO("seed " << seed);
    const Compiled scenario{random_scenario(seed).files(), "scenario.yaml"};
    KeptFacts facts;
    const std::uint64_t whole = simulate(scenario.model, 0, facts).fingerprint;
    CHECK(in_slices(scenario.model, seed, facts).fingerprint == whole);
  }
}

TEST_CASE("paths: the order of top-level sections and of streams means nothing") {
  for (std::uint64_t seed = 1; seed <= scenarios; seed += 4) {
    INFO("seed " << seed);
    ScenarioPieces pieces = random_scenario(seed);
    KeptFacts facts;
    const std::uint64_t as_written = run(pieces, facts).fingerprint;
    Dice dice{seed};
    dice.shuffle(pieces.sections);
    dice.shuffle(pieces.streams);
    KeptFacts others;
    CHECK(run(pieces, others).fingerprint == as_written);
    CHECK(others.waits.size() == facts.waits.size());
  }
}

TEST_CASE("paths: renaming a stream changes no other stream's tickets") {
  using Opening = std::tuple<Instant, std::uint32_t, TierId>;
  for (std::uint64_t seed = 1; seed <= scenarios; seed += 4) {
    INFO("seed " << seed);
    ScenarioPieces pieces = random_scenario(seed);
    const auto openings = [&](bool of_first) {
      const Compiled scenario{pieces.files(), "scenario.yaml"};
      KeptFacts facts;
      simulate(scenario.model, 0, facts);
      std::vector<Opening> result;
      for (const TicketFact& ticket : facts.tickets) {
        const std::string& name = scenario.model.streams[ticket.stream].name;
        const bool is_first = name == "stream-0" || name == "renamed";
        if (is_first == of_first)
          result.emplace_back(ticket.opened, ticket.item, ticket.entry_tier);
      }
      std::ranges::sort(result);
      return result;
    };
    const std::vector<Opening> first = openings(true);
    const std::vector<Opening> others = openings(false);
    pieces.streams.front().name = "renamed";
    CHECK(openings(false) == others);
    CHECK((first.empty() || openings(true) != first));
  }
}
