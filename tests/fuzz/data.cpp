// libFuzzer target: bytes as a CSV file, packed or not, read as a profile, a forecast, a replay and
// open tickets.

#include <cstdint>

#include "tests/support/verdict.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

/// A desk whose one stream, or whose horizon, reads data.csv in that way.
std::string desk(const std::string& stream, const std::string& horizon = "") {
  return "horizon: {start: 2026-01-05, length: 4w, time_zone: Europe/Paris" + horizon +
         "}\n"
         "channels: {phone: {live: true}, email: {}}\n"
         "priorities: [P1, P2]\n"
         "ticket_types: {access: {handle_time: {L1: 8m}}, fault: {handle_time: {L1: 15m}}}\n"
         "tiers: [{name: L1}]\n"
         "staff: {desk: {tier: L1, heads: 5}}\n"
         "demand: {some: {type: access, " +
         stream + "}}\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<std::string> desks{
      desk("volume: 80/bd, profile: data.csv"),
      desk("forecast: data.csv"),
      desk("replay: data.csv"),
      desk("replay: {file: data.csv, date_format: \"%d/%m/%Y %H:%M\", columns: {opened: "
           "opened_at, type: category, channel: contact_type, priority: priority}, types: "
           "{Category 26: access, default: fault}, channels: {Phone: phone, default: email}, "
           "priorities: {1 - Critical: P1, default: P2}}"),
      desk("volume: 80/bd", ", initial_backlog: {file: data.csv, type: access, tier: L1}"),
      desk("volume: 80/bd", ", initial_backlog: {file: data.csv, columns: {age: age, type: type, "
                            "tier: tier, priority: priority}}"),
  };
  const std::string bytes{reinterpret_cast<const char*>(data), size};
  for (const std::string& text : desks) {
    (void)verdict(MapFiles{{"desk.yaml", text}, {"data.csv", bytes}}, "desk.yaml");
  }
  return 0;
}
