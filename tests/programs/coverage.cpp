// Prints the table of coverage of tests/README.md.
// usage: coverage [EXPERIMENTS]     (default: 1000)

#include <fmt/format.h>

#include <cstdlib>
#include <string>

#include "tests/support/coverage.hpp"

using namespace tiersim::test;

int main(int count, char** arguments) {
  const long asked = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 1'000;
  if (count > 2 || asked < 1) {
    fmt::print(stderr, "usage: coverage [EXPERIMENTS]\n");
    return 2;
  }
  const std::vector<std::size_t> sizes{5, 10, 20, 40};
  fmt::print("| kind | desk: KPI | exact");
  for (const std::size_t size : sizes) fmt::print(" | n = {}", size);
  fmt::print(" |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
  for (const char* const name : {"busy week", "busy morning", "calm morning"}) {
    const CoveredDesk desk = covered_desk(name);
    const auto found = coverage_of(desk, static_cast<std::size_t>(asked), sizes);
    for (std::size_t i = 0; i < desk.kpis.size(); ++i) {
      const CoveredKpi& kpi = desk.kpis[i];
      fmt::print("| {} | {}: {} | {:.4g}", kpi.kind, desk.name, kpi.name,
                 kpi.exact / kpi.per_shown);
      for (const Coverage& at : found[i]) {
        const double mean_half = at.half_widths / static_cast<double>(at.printed) / kpi.per_shown;
        fmt::print(" | {:.3f} ({:.3f}), {:.2g}", at.share(), at.standard_error(), mean_half);
        if (at.printed < static_cast<std::size_t>(asked)) fmt::print(", of {}", at.printed);
      }
      fmt::print(" |\n");
    }
  }
  return 0;
}
