// The ways to reckon the time to resolve, side by side.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temporary_folder.hpp"

using Catch::Matchers::ContainsSubstring;
using tiersim::test::Ended;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;

namespace {

/// One head round the clock; work of an hour, and what else befalls a ticket. \param more  of the
/// type.
std::string desk_of(const std::string& more) {
  return "horizon: {start: 2026-01-05, length: 2w, cool_down: 7d}\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 1h}}" +
         more +
         "}}\n"
         "demand: {t: {type: t, planned: {at: \"09:00\", tickets: 1}}}\n"
         "tiers: [{name: L1}]\n"
         "staff: {desk: {tier: L1, heads: 1}}\n";
}

std::string page_of(const TemporaryFolder& folder, const std::string& more) {
  const Ended ended =
      typed({"run", folder.put("desk.yaml", desk_of(more)), "--replications", "1", "--quiet"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  return ended.out;
}

}  // namespace

TEST_CASE("the page has the other times to resolve, where they differ") {
  const TemporaryFolder folder;
  CHECK_THAT(page_of(folder, ""), !ContainsSubstring("without pending"));
  const std::string page = page_of(folder, ", pending: {vendor: {probability: 100%, for: 2h}}");
  CHECK_THAT(page, ContainsSubstring("    mean, without pending          60.0 min\n"
                                     "    mean, first resolution          3.0 h\n"
                                     "    mean, business time             3.0 h\n"));
}
