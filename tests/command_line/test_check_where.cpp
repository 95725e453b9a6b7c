// Where a target is missed: the part that `check` names, against what `run` says of all parts.

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/process.hpp"

using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

/// As many as causes are looked for in.
const char* const replications = "20";

/// Two types, two tiers and two groups at L1.
const std::string two_of_each = R"yaml(
name: Two of each
horizon: {start: 2026-01-05, length: 4w, time_zone: UTC}
shifts: {day: {weekly: {mon-fri: "08:00-16:00"}}}
ticket_types:
  access: {resolves: {L1: 80%, L2: 100%}, handle_time: {L1: 10m, L2: 30m}}
  device: {resolves: {L1: 60%, L2: 100%}, handle_time: {L1: 15m, L2: 45m}}
demand:
  access: {type: access, volume: 80/bd}
  device: {type: device, volume: 40/bd}
tiers: [{name: L1}, {name: L2}]
staff:
  mornings: {tier: L1, heads: 3, shift: day, cost_per_hour: 26}
  others: {tier: L1, heads: 2, shift: day, cost_per_hour: 24}
  engineers: {tier: L2, heads: 4, shift: day, cost_per_hour: 40}
)yaml";

std::string with_target(const std::string& target) {
  return two_of_each + "targets: [" + target + "]\n";
}

/// Where the one target is missed, of `check --json`.
std::string where_of(std::vector<std::string> more) {
  more.insert(more.begin(), "check");
  more.insert(more.end(), {"--json", "--at-most", "400"});
  const Ended ended = typed(more);
  INFO(ended.err);
  REQUIRE((ended.code == 1 || ended.code == 3));
  const json told = json::parse(ended.out);
  return told["scenarios"][0]["targets"][0].value("cause", "");
}

/// Value and n of a cell of `run`.
json cell_of(const std::string& file,
             const std::vector<std::string>& more,
             const std::string& kpi,
             const json& labels) {
  std::vector<std::string> words{"run", file, "--json", "--replications", replications};
  words.insert(words.end(), more.begin(), more.end());
  const json told = json::parse(typed(words).out);
  for (const json& cell : told["kpis"]) {
    if (cell["id"] == kpi && cell["stat"] == "mean" && cell["labels"] == labels) return cell;
  }
  FAIL("no such cell");
  return {};
}

std::string percent(const json& cell) {
  return fmt::format("{:.1f} %", 100 * cell["value"].get<double>());
}

}  // namespace

TEST_CASE("check says which type a share is missed for, and which has changed") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", with_target("{kpi: fcr, is: \">= 95%\"}"));
  // 40 devices of which 40 % go up; 80 of access, of which 20 % do: as many each.
  const std::vector<std::string> fewer{"--set", "ticket_types.device.resolves.L1=50%"};
  const json device = cell_of(desk, fewer, "fcr", {{"type", "device"}});
  const json access = cell_of(desk, fewer, "fcr", {{"type", "access"}});
  const auto against = [](const json& cell) {
    return (1 - cell["value"].get<double>()) * cell["n"].get<double>();
  };
  CHECK(where_of({desk, fewer[0], fewer[1]}) ==
        fmt::format("type device: {:.0f} % of the tickets that count against it, its own {}",
                    100 * against(device) / (against(device) + against(access)), percent(device)));
  const json before = cell_of(desk, {}, "fcr", {{"type", "device"}});
  CHECK(where_of({desk, "--base", desk, fewer[0], fewer[1]}) ==
        fmt::format("type device: {} ({} in the base)", percent(device), percent(before)));
}

TEST_CASE("check says which group's hours a share of hours is missed for") {
  const TemporaryFolder folder;
  const std::string desk =
      folder.put("desk.yaml", with_target("{kpi: occupancy, where: {tier: L1}, is: \"<= 20%\"}"));
  const json mornings = cell_of(desk, {}, "occupancy", {{"group", "mornings"}});
  const json others = cell_of(desk, {}, "occupancy", {{"group", "others"}});
  const bool is_more = mornings["value"].get<double>() > others["value"].get<double>();
  CHECK(where_of({desk}) == fmt::format("{}: {}", is_more ? "mornings" : "others",
                                        percent(is_more ? mornings : others)));
}

TEST_CASE("check says at which tier times and costs have grown") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", with_target("{kpi: mttr, is: \"<= 1m\"}"));
  const std::string slower = "ticket_types.access.handle_time.L2=40m";
  const json now = cell_of(desk, {"--set", slower}, "tier_time", {{"tier", "L2"}});
  const json before = cell_of(desk, {}, "tier_time", {{"tier", "L2"}});
  const auto visits = [](const json& cell) {
    return fmt::format("{:.0f} visits a replication of {:.1f} h", cell["n"].get<double>() / 20,
                       cell["value"].get<double>());
  };
  const std::string where = where_of({desk, "--base", desk, "--set", slower});
  INFO(where);
  CHECK_THAT(where, Catch::Matchers::StartsWith("L2: " + visits(now)) &&
                        ContainsSubstring("(in the base " + visits(before)));
  CHECK_THAT(where_of({desk}), ContainsSubstring(" of the time in queues, mean wait "));

  const std::string costs =
      folder.put("costs.yaml", with_target("{kpi: cost_total, is: \"<= 1\", worse_by: 1%}"));
  const std::string one_more = "staff.engineers.heads=5";
  const auto paid = [](const json& cell) {
    return fmt::format(" {},{:03.0f} EUR", static_cast<int>(cell["value"].get<double>()) / 1000,
                       std::fmod(cell["value"].get<double>(), 1000));
  };
  const json five = cell_of(costs, {"--set", one_more}, "cost_total", {{"tier", "L2"}});
  const json four = cell_of(costs, {}, "cost_total", {{"tier", "L2"}});
  const std::string cost = where_of({costs, "--base", costs, "--set", one_more});
  INFO(cost);
  CHECK_THAT(cost, ContainsSubstring("L2:" + paid(five) + " a replication (") &&
                       ContainsSubstring(paid(four).substr(1) + " in the base)"));
}
