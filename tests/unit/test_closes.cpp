// Closes of business, worked out by hand.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// The closes of a horizon of so many days. \param calendar  that of `fcr_window`.
std::string closes_of(const std::string& start, const std::string& calendar) {
  const Timeline desk{"horizon: {start: " + start +
                          ", length: 4d, time_zone: Europe/Paris}\n"
                          "calendars: {office: " +
                          calendar +
                          "}\n"
                          "fcr_window: {calendar: office}\n"
                          "tiers: [{name: L1}]\n"
                          "ticket_types: {t: {handle_time: {L1: {deterministic: 1h}}}}\n"
                          "staff: {desk: {tier: L1, heads: 1}}\n",
                      start + " 10:00,t\n", "Europe/Paris"};
  std::string text;
  for (const Instant close : desk.model().closes) text += desk.at(close) + "\n";
  return text;
}

}  // namespace

TEST_CASE("close of business: a holiday has none of its own, but the end of the day") {
  CHECK(closes_of("2026-04-03", "{weekly: {mon-fri: \"08:00-18:00\"}, holidays: [2026-04-06]}") ==
        "04-03 18:00\n"
        "04-04 23:59:59.999\n"
        "04-05 23:59:59.999\n"
        "04-06 23:59:59.999\n");
}

TEST_CASE("close of business: that of the calendar's own zone, but within the day") {
  // New York is 6 hours behind Paris, 5 from 8 to 28 March; Los Angeles 9, and 8.
  CHECK(closes_of("2026-03-05",
                  "{time_zone: America/New_York, weekly: {mon-sun: \"09:00-17:00\"}}") ==
        "03-05 23:00\n03-06 23:00\n03-07 23:00\n03-08 22:00\n");
  CHECK(closes_of("2026-03-05",
                  "{time_zone: America/Los_Angeles, weekly: {mon-sun: \"09:00-17:00\"}}") ==
        "03-05 23:59:59.999\n03-06 23:59:59.999\n03-07 23:59:59.999\n03-08 23:59:59.999\n");
  CHECK(closes_of("2026-03-26", "{weekly: {mon-fri: \"08:00-18:00\"}}") ==
        "03-26 18:00\n03-27 18:00\n03-28 23:59:59.999\n03-29 23:59:59.999\n");
}
