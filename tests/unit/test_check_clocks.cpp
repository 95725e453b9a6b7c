// What starts, stops, resets and cancels SLA clocks, and service credits: each rule broken once.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;

namespace {

/// One problem, of which this is a part, with keys of the SLA `resolution`.
void check_sla(const std::string& keys, const std::string& problem) {
  const std::string found = problems_overlaid("sla: {resolution: {" + keys + "}}\n");
  INFO(keys << "\n" << found);
  CHECK_THAT(found, ContainsSubstring(problem));
  CHECK(std::count(found.begin(), found.end(), '\n') == 0);
  CHECK_THAT(found, Catch::Matchers::StartsWith("plan.yaml:2:"));
}

std::string credits(const std::string& keys) { return "service_credits: {" + keys + "}"; }

}  // namespace

TEST_CASE("clocks: type, start and stop") {
  CHECK(problems_overlaid("sla: {resolution: {type: ola, start: {enters: L2}, stop: {leaves: "
                          "L2}, reset: [reopened, {enters: L2}], cancel: [escalated, reopened, "
                          "{enters: L1}], retroactive: true}}\n") == "");
  check_sla("type: slo", "'slo' is not known here; did you mean 'sla'?");
  check_sla("start: closed", "'closed' is not known here");
  check_sla("start: resolved", "'resolved' is not known here");
  check_sla("start: enters L2", "write `{enters: L2}`");
  check_sla("stop: leaves", "write `{leaves: L2}`");
  check_sla("start: {leaves: L2}", "leaves");
  check_sla("start: {}", "opened | acknowledged | {enters: tier}");
  check_sla("start: [opened]", "opened | acknowledged | {enters: tier}");
  check_sla("start: {enters: L5}", "unknown tier 'L5'");
  check_sla("stop: {leaves: L3}", "unknown tier 'L3'");
  check_sla("reset: [{enters: L4}]", "unknown tier 'L4'");
  check_sla("cancel: [{enters: L4}]", "unknown tier 'L4'");
  check_sla("cancel: [escalate]", "did you mean 'escalated'?");
  check_sla("reset: reopened", "list of");
  check_sla("start: acknowledged, stop: acknowledged", "the clock stops when it starts");
  check_sla("start: {enters: L2}, stop: {leaves: L1}", "L1 comes before L2");
  check_sla("start: {enters: L2}, cancel: [{enters: L2}]", "entering L2 starts the clock");
  check_sla("retroactive: 1", "neither true nor false");
}

TEST_CASE("clocks: an overlay sets an event anew") {
  const LoadedScenario loaded =
      load(two_tiers(), {"sla.resolution.start={enters: L2}", "sla.resolution.start=opened",
                         "sla.resolution.stop={leaves: L1}"});
  const Sla& sla = *loaded.scenario.sla.find("resolution");
  CHECK(sla.start == ClockEvent<SlaStart>{SlaStart::opened, ""});
  CHECK(sla.stop == ClockEvent<SlaStop>{SlaStop::leaves, "L1"});
  const std::string canonical = canonical_text(loaded.scenario);
  CHECK_THAT(canonical, ContainsSubstring("stop: {leaves: \"L1\"}"));
  CHECK(canonical_text(load(canonical).scenario) == canonical);
}

TEST_CASE("service credits") {
  const std::string bands = "bands: [{below: 95%, credit: 5%}, {below: 90%, credit: 10%}]";
  CHECK(problems_overlaid("sla: {resolution: {" +
                          credits("fee: 20000, at_risk: 15%, " + bands + ", minimum_tickets: 20") +
                          "}}\n") == "");
  check_sla(credits(bands), "`sla.resolution.service_credits.fee` is missing");
  check_sla(credits("fee: 20000"), "`sla.resolution.service_credits.bands` is missing");
  check_sla(credits("fee: -1, " + bands), "out of range");
  check_sla(credits("fee: 1, bands: []"), "there are no bands");
  check_sla(credits("fee: 1, at_risk: 0%, " + bands), "out of range (allowed: above 0%");
  check_sla(credits("fee: 1, minimum_tickets: 0, " + bands), "out of range");
  check_sla(credits("fee: 1, bands: [{below: 95%}]"), "credit` is missing");
  check_sla(credits("fee: 1, bands: [{below: 90%, credit: 5%}, {below: 95%, credit: 10%}]"),
            "the band below 95% does not follow on that below 90%");
  check_sla(credits("fee: 1, bands: [{below: 95%, credit: 5%}, {below: 90%, credit: 5%}]"),
            "the band below 90% does not follow on that below 95%");
}
