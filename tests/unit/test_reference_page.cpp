#include "sim/reference_page.hpp"

#include "tests/catch.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;

TEST_CASE("the reference page has each map of the language, and each key in it") {
  const std::string page = reference_page();
  for (const char* section :
       {"## At the top", "## `horizon`", "## `calendars.NAME`", "## `shifts.NAME.breaks[]`",
        "## `ticket_types.NAME`", "## `demand.NAME.replay.columns`", "## `surges.NAME`",
        "## `tiers.NAME.escalate[]`", "## `staff.NAME`", "## `staff.NAME.shrinkage`",
        "## `staff.NAME.skills.NAME`", "## `sla.NAME`", "## `targets[]`", "## `{weibull: ...}`"}) {
    CHECK_THAT(page, ContainsSubstring(section));
  }
  CHECK_THAT(
      page,
      ContainsSubstring(
          "| `heads` | whole number (0 to 1000000) |  | People. Either heads, seats or a roster. |"));
  CHECK_THAT(page,
             ContainsSubstring(
                 "| `start` | date | **required** | First day; it starts at local midnight. |"));
  CHECK_THAT(page, ContainsSubstring("first_come \\| by_priority \\| earliest_due"));
}

TEST_CASE("the maps in which a key stands") {
  CHECK(homes_of("holidays") ==
        std::vector<std::string>{"calendars.NAME", "shifts.NAME", "staff.NAME.pay.NAME"});
  CHECK(homes_of("staff") == std::vector<std::string>{""});
  CHECK(homes_of("hollidays").empty());
}
