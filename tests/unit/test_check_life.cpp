// What is refused of pending and reopening.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string of_type(const std::string& keys) {
  return test::problems("horizon: {start: 2026-01-05, length: 1w}\n"
                        "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n"
                        "fcr_window: {length: 1h, calendar: office}\n"
                        "ticket_types: {a: {handle_time: {L1: 5m}, " +
                        keys +
                        "}}\n"
                        "demand: {a: {type: a, volume: 5/h}}\n"
                        "tiers: [{name: L1}]\n"
                        "staff: {desk: {tier: L1, heads: 1}}\n");
}

std::string of_reminders(const std::string& reminders, const std::string& more = "20%") {
  return of_type(
      "pending: {customer: {probability: 50%, for: 4h, resolves_after: 3bd, unanswered: " + more +
      ", reminders: " + reminders + "}}");
}

}  // namespace

TEST_CASE("check: reminders are for those who never answer, and come before it is over") {
  CHECK(of_reminders("{every: 1bd, times: 2, answered: 30%}") == "");
  CHECK(of_reminders("{every: 12h, answered: 30%}") == "");
  CHECK_THAT(of_reminders("{every: 1bd, answered: 30%}", "0%"),
             ContainsSubstring("nobody needs a reminder"));
  CHECK_THAT(of_reminders("{every: 3bd, answered: 30%}"),
             ContainsSubstring("no reminder is ever sent"));
  CHECK_THAT(of_reminders("{every: 0h, answered: 30%}"), ContainsSubstring("without a pause"));
  CHECK_THAT(of_reminders("{every: 1bd, times: 0, answered: 30%}"),
             ContainsSubstring("allowed: 1 to 1000"));
  CHECK_THAT(of_reminders("{every: 1bd, answered: 130%}"), ContainsSubstring("130%"));
  CHECK_THAT(of_reminders("{every: 1bd}"), ContainsSubstring("answered"));
  CHECK_THAT(of_reminders("{evry: 1bd, answered: 1%}"), ContainsSubstring("every"));
}

TEST_CASE("check: what always comes back does not come back at once") {
  CHECK_THAT(of_type("reopens: {probability: 100%, after: 0m}"),
             ContainsSubstring("every ticket comes back at once, again and again"));
  CHECK_THAT(of_type("reopens: {probability: 10%, after_cut: 100%, after: 1ms}"),
             ContainsSubstring("at once"));
  CHECK(of_type("reopens: {probability: 100%, after: 1h}") == "");
  CHECK(of_type("reopens: {probability: 50%, after: 0m}") == "");
}
