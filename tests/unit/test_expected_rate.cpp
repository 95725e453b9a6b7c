#include "sim/arrivals.hpp"
#include "tests/catch.hpp"
#include "tests/support/scenario_runner.hpp"

using namespace tiersim;
using Catch::Approx;

namespace {

/// Tickets an hour, so many hours after Monday 00:00, of 10 an hour and these surges.
double rate_at(const std::string& surges, double hours) {
  const test::Compiled desk{"horizon: {start: 2026-01-05, length: 2w}\n"
                            "tiers: [{name: L1}]\n"
                            "ticket_types: {t: {handle_time: {L1: 5m}}}\n"
                            "demand: {t: {type: t, volume: 10/h}}\n"
                            "staff: {desk: {tier: L1, heads: 9}}\n"
                            "surges: [" +
                            surges + "]\n"};
  return expected_rate(desk.model.streams[StreamId{0U}],
                       Instant{} + to_duration(hours * 3'600'000));
}

const std::string half_more = "{name: a, at: \"09:00\", factor: 1.5, half_life: 4h}";
const std::string much_more = "{name: b, at: \"09:00\", factor: 1.8, half_life: 8h}";

}  // namespace

TEST_CASE("surges: the excesses of those that overlap add up") {
  CHECK(rate_at(half_more, 8.75) == 10);
  CHECK(rate_at(half_more, 9) == Approx(15));
  CHECK(rate_at(half_more + ", " + much_more, 9) == Approx(23));
  CHECK(rate_at(half_more + ", " + much_more, 17) == Approx(10 * (1 + 0.125 + 0.4)));
  // Each onset of one surge too: half of the last one's excess is left a week later.
  CHECK(rate_at("{name: a, at: \"09:00\", every: 1w, factor: 3, half_life: 168h}", 168 + 9) ==
        Approx(10 * (1 + 2 + 1)));
}

TEST_CASE("surges: what they take away cannot be more than all") {
  CHECK(rate_at("{name: a, at: \"09:00\", factor: 0.3}, {name: b, at: \"09:00\", factor: 0.2}",
                9) == 0);
}
