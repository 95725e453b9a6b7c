// libFuzzer target: bytes as a scenario file, which may extend a base beside it.

#include <cstdint>

#include "tests/fuzz/small.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/verdict.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

/// The same scenario, whatever it was written on top of.
void check_canonical(const std::string& canonical, const MapFiles& files) {
  MapFiles again = files;
  again.put("again.yaml", canonical);
  if (canonical_text(load_scenario(again, "again.yaml").scenario) != canonical) {
    throw std::logic_error{"the canonical form is read as another scenario"};
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  MapFiles files{{"saas.yaml", two_tiers()},
                 {"office-hours.csv", "mon,tue,wed,thu,fri,sat,sun\n"},
                 {"rows.csv", "opened\n2026-01-05 09:00\n2026-01-06 10:30\n"}};
  files.put("scenario.yaml", {reinterpret_cast<const char*>(data), size});
  if (const auto scenario = scenario_or_refusal(files, "scenario.yaml")) {
    if (is_small(*scenario)) (void)compile(*scenario);
    check_canonical(canonical_text(*scenario), files);
  }
  return 0;
}
