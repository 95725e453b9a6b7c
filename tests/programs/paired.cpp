// Prints the table of coverage of paired differences of tests/README.md.
// usage: paired [EXPERIMENTS [PLAN]]     (default: 1000, all plans)

#include <fmt/format.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "tests/support/paired_coverage.hpp"

using namespace tiersim::test;

namespace {

void print_rows(const std::string& base_name,
                const std::string& plan_name,
                std::size_t experiments,
                const std::vector<std::size_t>& sizes) {
  const CoveredDesk base = covered_desk(base_name);
  const CoveredDesk plan = covered_desk(plan_name);
  const auto found = paired_coverage_of(base, plan, experiments, sizes);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const CoveredKpi& kpi = base.kpis[i];
    const double exact = (plan.kpis[i].exact - kpi.exact) / kpi.per_shown;
    fmt::print("| {} | {}: {} | {:.4g}", kpi.kind, plan_name, kpi.name, exact);
    for (const PairedCoverage& at : found[i]) {
      if (at.coverage.printed == 0) {
        fmt::print(" | none");
        continue;
      }
      fmt::print(" | {:.3f} ({:.3f})", at.coverage.share(), at.coverage.standard_error());
      if (at.coverage.printed < experiments) fmt::print(", of {}", at.coverage.printed);
    }
    const PairedCoverage& last = found[i].back();
    if (last.with_ratio == 0) {
      fmt::print(" | |\n");
      continue;
    }
    fmt::print(" | {:.3g} |\n", last.variance_ratios / static_cast<double>(last.with_ratio));
  }
}

}  // namespace

int main(int count, char** arguments) {
  const long asked = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 1'000;
  if (count > 3 || asked < 1) {
    fmt::print(stderr, "usage: paired [EXPERIMENTS [PLAN]]\n");
    return 2;
  }
  const std::vector<std::size_t> sizes{5, 10, 20, 40};
  fmt::print("| kind | plan: KPI | exact difference");
  for (const std::size_t size : sizes) fmt::print(" | n = {}", size);
  fmt::print(" | variance ratio |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
  const std::vector<std::pair<std::string, std::string>> pairs{
      {"busy week", "busy week, six agents"},
      {"busy morning", "busy morning, six agents"},
      {"calm morning", "calm morning, a tenth less"}};
  for (const auto& [base, plan] : pairs) {
    if (count > 2 && plan != arguments[2]) continue;
    print_rows(base, plan, static_cast<std::size_t>(asked), sizes);
  }
  return 0;
}
