// load_scenario: distributions and handle times.

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;

namespace {

Distribution time_of(const std::string& written, const std::vector<std::string>& sets = {}) {
  const std::string text = "horizon: {start: 2026-01-05, length: 4w}\n"
                           "tiers: [{name: L1}]\nchannels: {phone: {}}\n"
                           "demand: {access: {type: access, volume: 80/bd}}\n"
                           "staff: {desk: {tier: L1, heads: 3}}\n"
                           "ticket_types: {access: {handle_time: {L1: " +
                           written + "}}}\n";
  return load(text, sets).scenario.ticket_types.find("access")->handle_time.find("L1")->time;
}

}  // namespace

TEST_CASE("a bare handle time is a lognormal mean") {
  CHECK(time_of("8m").kind == DistributionKind::lognormal);
  CHECK(time_of("8m").mean == 8 * one_minute);
  CHECK_FALSE(time_of("8m").cv.has_value());
  CHECK(time_of("{mean: 8m, cv: 0.8}").cv == 0.8);
  CHECK(time_of("{mean: 8m, cv: 0.8}") == time_of("{lognormal: {mean: 8m, cv: 0.8}}"));
}

TEST_CASE("handle times of each kind") {
  CHECK(time_of("{exponential: {mean: 8m}}").kind == DistributionKind::exponential);
  CHECK(time_of("{gamma: {mean: 8m, cv: 1}}").cv == 1);
  CHECK(time_of("{erlang: {mean: 8m, phases: 3}}").shape == 3);
  CHECK(time_of("{weibull: {mean: 8m, shape: 1.3}}").shape == 1.3);
  CHECK(time_of("{uniform: {low: 5m, high: 9m}}").high == 9 * one_minute);
  CHECK(time_of("{triangular: {low: 5m, mode: 6m, high: 9m}}").mode == 6 * one_minute);
  CHECK(time_of("{deterministic: 8m}").mean == 8 * one_minute);
  CHECK(time_of("{empirical: [5m, 8m, 12m]}").values.size() == 3);
  const Distribution mixture =
      time_of("{mixture: [{weight: 70%, of: {exponential: {mean: 5m}}}, {weight: 30%, of: 20m}]}");
  REQUIRE(mixture.parts.size() == 2);
  CHECK(mixture.parts[0].weight == 0.7);
  CHECK(mixture.parts[1].of.kind == DistributionKind::deterministic);
}

TEST_CASE("a distribution of the same kind merges, of another kind replaces") {
  const std::string path = "ticket_types.access.handle_time.L1";
  CHECK(time_of("{mean: 8m, cv: 0.5}", {path + ".mean=10m"}) == time_of("{mean: 10m, cv: 0.5}"));
  CHECK(time_of("{mean: 8m, cv: 0.5}", {path + ".lognormal.cv=2"}) == time_of("{mean: 8m, cv: 2}"));
  CHECK(time_of("{exponential: {mean: 8m}}", {path + ".mean=10m"}) ==
        time_of("{exponential: {mean: 10m}}"));
  CHECK(time_of("{weibull: {mean: 8m, shape: 2}}", {path + ".shape=3"}) ==
        time_of("{weibull: {mean: 8m, shape: 3}}"));
  CHECK(time_of("{mean: 8m, cv: 0.5}", {path + "={exponential: {mean: 6m}}"}) ==
        time_of("{exponential: {mean: 6m}}"));
  CHECK(time_of("{exponential: {mean: 8m}}", {path + "={mean: 6m, cv: 1}"}) ==
        time_of("{mean: 6m, cv: 1}"));
  CHECK(time_of("{exponential: {mean: 8m}}", {path + "=6m"}) == time_of("6m"));
}

TEST_CASE("a distribution that changes its kind needs all its parameters") {
  const std::string path = "ticket_types.access.handle_time.L1";
  CHECK_THAT(problems(small_desk(), {path + ".gamma.cv=1"}),
             ContainsSubstring("the `mean` is missing (a distribution of kind `gamma` needs it)"));
  CHECK_THAT(problems(small_desk(), {path + "={cv: 1, gamma: {mean: 1m}}"}),
             ContainsSubstring("`gamma` stands beside other keys"));
  CHECK_THAT(problems(small_desk(), {path + "={gama: {mean: 1m}}"}),
             ContainsSubstring("did you mean 'gamma'?"));
}

TEST_CASE("handle time by channel") {
  const std::string text = "horizon: {start: 2026-01-05, length: 4w}\n"
                           "tiers: [{name: L1}]\nchannels: {phone: {}, email: {}}\n"
                           "demand: {access: {type: access, volume: 80/bd}}\n"
                           "staff: {desk: {tier: L1, heads: 3}}\n";
  const auto handle_time = [&](const std::string& written) {
    return *load(text + "ticket_types: {access: {handle_time: {L1: " + written + "}}}\n")
                .scenario.ticket_types.find("access")
                ->handle_time.find("L1");
  };
  for (const char* written :
       {"{mean: 8m, by_channel: {phone: 9m, email: {exponential: {mean: 6m}}}}",
        "{default: {mean: 8m}, by_channel: {phone: 9m, email: {exponential: "
        "{mean: 6m}}}}"}) {
    const HandleTime time = handle_time(written);
    CHECK(time.time.mean == 8 * one_minute);
    CHECK(time.by_channel.find("phone")->kind == DistributionKind::lognormal);
    CHECK(time.by_channel.find("email")->kind == DistributionKind::exponential);
  }
}

TEST_CASE("a bare time that is no handle time is always the same") {
  CHECK(load(two_tiers()).scenario.tiers[0].escalation_time->kind ==
        DistributionKind::deterministic);
}
