// Prints the table of coverage of chances and forecast shares of tests/README.md.
// usage: uncertain [EXPERIMENTS]     (default: 1000)

#include <fmt/format.h>

#include <cstdlib>

#include "tests/support/uncertain.hpp"

using namespace tiersim::test;

namespace {

void print_row(const UncertainDesk& desk,
               const char* what,
               double exact,
               const std::vector<Coverage>& found) {
  fmt::print("| {} | {} | {:.4f}", desk.name, what, exact);
  for (const Coverage& at : found) {
    fmt::print(" | {:.3f} ({:.3f}), {:.2g}", at.share(), at.standard_error(),
               at.half_widths / static_cast<double>(at.printed));
  }
  fmt::print(" |\n");
}

}  // namespace

int main(int count, char** arguments) {
  const long asked = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 1'000;
  if (count > 2 || asked < 1) {
    fmt::print(stderr, "usage: uncertain [EXPERIMENTS]\n");
    return 2;
  }
  const std::vector<std::size_t> sizes{10, 20, 50, 100};
  fmt::print("| `volume_uncertainty` | | exact");
  for (const std::size_t size : sizes) fmt::print(" | n = {}", size);
  fmt::print(" |\n| --- | --- | ---: | ---: | ---: | ---: | ---: |\n");
  for (const UncertainDesk& desk : uncertain_desks()) {
    std::vector<Coverage> shares;
    std::vector<Coverage> chances;
    for (const UncertainCoverage& at :
         uncertain_coverage_of(desk, static_cast<std::size_t>(asked), sizes)) {
      shares.push_back(at.share);
      chances.push_back(at.chance);
    }
    print_row(desk, "forecast's part of the variance", desk.share, shares);
    print_row(desk, "chance to hold", desk.chance, chances);
  }
  return 0;
}
