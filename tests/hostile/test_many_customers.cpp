// Scenarios of thousands of customers, each with something of its own: checked, and their staffing
// computed, within memory and time; or refused in words.

#include <fmt/format.h>

#include <string>

#include "tests/catch.hpp"
#include "tests/support/bounded.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;

namespace {

constexpr int customers = 8'000;

/// A map under that key, with an entry for each customer: what `entry` makes of its number.
template <class Entry>
std::string each(const std::string& key, Entry entry, int count = customers) {
  std::string text = key + ":\n";
  for (int i = 0; i < count; ++i) text += fmt::format("  {}\n", entry(i));
  return text;
}

/// The customers, with what each has besides its share.
std::string all_customers(const std::string& more = "") {
  return each("customers", [&](int i) {
    return fmt::format("c{}: {{share: {}%{}}}", i, 100.0 / customers, more);
  });
}

const std::string types =
    "ticket_types:\n"
    "  access: {resolves: {L1: 90%}, handle_time: {L1: 8m, L2: 20m}}\n"
    "  fault: {skill: network, resolves: {L1: 50%}, handle_time: {L1: 8m, L2: 20m}}\n";

const std::string demand =
    "demand:\n"
    "  access: {type: access, volume: 80/bd, channels: {phone: 50%, email: 50%},\n"
    "           priorities: {P1: 10%, P2: 20%, P3: 30%, P4: 40%}}\n"
    "  fault: {type: fault, volume: 80/bd, channels: {phone: 50%, email: 50%},\n"
    "          priorities: {P1: 10%, P2: 20%, P3: 30%, P4: 40%}}\n";

const std::string desk = "  desk: {tiers: [L1, L2], heads: 30}\n";

/// A desk of two tiers with these sections.
std::string desk_of(const std::string& sections) {
  return "horizon: {start: 2026-01-05, length: 4w}\n"
         "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n"
         "channels: {phone: {live: true}, email: {}}\n"
         "priorities: [P1, P2, P3, P4]\n"
         "tiers: [{name: L1}, {name: L2}]\n"
         "sla: {response: {stop: acknowledged, target: 1h}, resolution: {target: 8h}}\n" +
         sections;
}

void check_taken(const std::string& sections) {
  const TemporaryFolder folder;
  const Ended ended = validated(folder.put("customers.yaml", desk_of(sections)));
  INFO(ended.err.substr(0, 500));
  CHECK(ended.code == 0);
}

void check_refused(const std::string& sections, const std::string& words) {
  const TemporaryFolder folder;
  const Ended ended = validated(folder.put("customers.yaml", desk_of(sections)));
  CHECK(ended.code == 2);
  CHECK_THAT(ended.err, ContainsSubstring(words));
}

const std::string usual = types + demand + "staff:\n" + desk;

}  // namespace

TEST_CASE("hostile: 8,000 customers, each with terms, channels and an entry of its own") {
  check_taken(usual + all_customers());
  check_taken(usual + all_customers(", sla: {resolution: {target: {P1: 2h, P2: 4h, default: 8h}, "
                                    "calendar: office}, response: 30m}"));
  check_taken(usual + all_customers(", entry: L2, channels: {phone: 20%, email: 80%}"));
}

TEST_CASE("hostile: 8,000 customers, each with a group of its own") {
  const auto group = [](int i) {
    return fmt::format("g{0}: {{tiers: [L1, L2], heads: 1, dedicated_to: [c{0}]}}", i);
  };
  const std::string targets = "targets: [{kpi: occupancy, where: {tier: L1}, is: \"<= 85%\"}]\n";
  check_taken(types + demand + each("staff", group, 1'900) + desk + targets + all_customers());
  // No two loads are alike.
  const auto customer = [](int i) {
    return fmt::format("c{}: {{share: {}%}}", i, 200.0 * (i + 1) / customers / (customers + 1.0));
  };
  check_taken(types + demand + each("staff", group, 1'900) + desk + each("customers", customer));
  check_refused(types + demand + each("staff", group) + desk + all_customers(),
                "queues by tier, skill and customers with own groups (at most 8000");
  check_refused(types + demand + each("staff", group, 1'900) +
                    each(
                        "  # those of nobody",
                        [](int i) { return fmt::format("d{}: {{tier: L1, heads: 1}}", i); }, 500) +
                    all_customers(),
                "groups at tiers, summed over customers with own groups and skills (at most");
}

TEST_CASE("hostile: 8,000 customers, each with a stream, a rule and a target of its own") {
  const auto stream = [](int i) {
    return fmt::format("d{0}: {{type: access, volume: 1/bd, customers: {{c{0}: 100%}}}}", i);
  };
  check_taken(types + each("demand", stream) + "staff:\n" + desk + all_customers());
  const auto rule = [](int i) { return fmt::format("- {{customer: c{}, to: L2}}", i); };
  const auto target = [](int i) {
    return fmt::format("- {{kpi: tickets_opened, where: {{customer: c{}}}, is: \">= 1\"}}", i);
  };
  check_taken(usual + each("straight", rule) + each("targets", target) + all_customers());
}

TEST_CASE("hostile: 8,000 customers, and streams of all of them") {
  const auto stream = [](int i) { return fmt::format("d{}: {{type: access, volume: 1/bd}}", i); };
  check_refused(types + each("demand", stream) + "staff:\n" + desk + all_customers(),
                "combinations of stream, type, priority, channel and customer (at most 1000000)");
}

TEST_CASE("hostile: 8,000 customers whose names, tiers and SLAs nobody knows") {
  const auto unknown = [](int i) {
    return fmt::format("c{0}: {{share: {1}%, entry: X{0}, sla: {{nix{0}: 4h}}}}", i,
                       100.0 / customers);
  };
  check_refused(usual + each("customers", unknown), "unknown tier 'X0'");
  std::string names;
  for (int i = 0; i < 90'000; ++i) names += fmt::format("d{},", i);
  check_refused(types + demand + "staff:\n  desk: {tiers: [L1, L2], heads: 3, dedicated_to: [" +
                    names + "]}\n" + all_customers(),
                "unknown customer 'd0'");
}
