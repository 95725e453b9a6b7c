// What is refused of classifiers, misroutes, duplicates and cancellations.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string desk(const std::string& type, const std::string& tier, const std::string& more) {
  return "horizon: {start: 2026-01-05, length: 1d}\n"
         "ticket_types: {a: {handle_time: {L1: 5m}" +
         type +
         "}, b: {handle_time: {L1: 5m}}}\n"
         "demand: {a: {type: a, volume: 5/h}}\n"
         "tiers: [{name: L1" +
         tier +
         "}]\n"
         "staff: {desk: {tier: L1, heads: 1}}\n" +
         more;
}
std::string of_routing(const std::string& routing) {
  return test::problems(desk("", "", "routing: " + routing + "\n"));
}

}  // namespace

TEST_CASE("check: a classifier says how often it errs, once, of types that there are") {
  CHECK(of_routing("{classifier: {accuracy: 90%}}").empty());
  CHECK(of_routing("{classifier: {confusion: {a: {b: 10%}}}}").empty());
  CHECK_THAT(of_routing("{classifier: {}}"), ContainsSubstring("the classifier says nothing"));
  CHECK_THAT(of_routing("{classifier: {accuracy: 90%, confusion: {a: {b: 10%}}}}"),
             ContainsSubstring("both `accuracy` and `confusion`"));
  CHECK_THAT(of_routing("{classifier: {confusion: {a: {a: 10%}}}}"),
             ContainsSubstring("'a' is taken for itself"));
  CHECK_THAT(of_routing("{classifier: {confusion: {a: {c: 10%}}}}"),
             ContainsSubstring("unknown ticket type 'c'"));
  CHECK_THAT(of_routing("{classifier: {confusion: {c: {a: 10%}}}}"),
             ContainsSubstring("unknown ticket type 'c'"));
  CHECK_THAT(of_routing("{classifier: {accuracy: 190%}}"), ContainsSubstring("190%"));
  CHECK_THAT(of_routing("{clasifier: {accuracy: 90%}}"), ContainsSubstring("classifier"));
  CHECK_THAT(test::problems("horizon: {start: 2026-01-05, length: 1d}\n"
                            "ticket_types: {a: {handle_time: {L1: 5m}}}\n"
                            "demand: {a: {type: a, volume: 5/h}}\n"
                            "tiers: [{name: L1}]\n"
                            "staff: {desk: {tier: L1, heads: 1}}\n"
                            "routing: {classifier: {accuracy: 90%}}\n"),
             ContainsSubstring("there is nothing to mistake a ticket for"));
}

TEST_CASE("check: all tickets may be mistaken, and no more than all withdrawn") {
  CHECK(of_routing("{classifier: {confusion: {a: {b: 100%}}}}").empty());
  CHECK_THAT(test::problems(desk(", duplicates: 60%, cancellations: 50%", "", "")),
             ContainsSubstring("110% are duplicates or cancelled"));
  CHECK(test::problems(desk(", duplicates: 60%, cancellations: 40%", "", "")).empty());
}

TEST_CASE("check: the last tier hands nothing up, and triage takes time as work does") {
  CHECK_THAT(test::problems(desk("", ", misroutes: 5%", "")),
             ContainsSubstring("L1 hands nothing up"));
  CHECK_THAT(test::problems(desk("", ", triage_time: {exponential: {mean: 0m}}", "")),
             ContainsSubstring("the mean is above 0"));
  CHECK(test::problems(desk("", ", triage_time: 3m", "")).empty());
}
