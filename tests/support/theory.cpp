#include "tests/support/theory.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <utility>

#include "tests/catch.hpp"
#include "tests/support/z_table.hpp"
#include "tiersim/statistics.hpp"

namespace tiersim::test {

namespace {

constexpr std::size_t fewest_replications = 20;

/// The row of that name in tests/README.md; empty when there is none.
std::string published_row(const std::string& name) {
  std::ifstream readme(TIERSIM_SOURCE_DIR "/tests/README.md");
  const std::string start = "| " + name + " |";
  for (std::string line; std::getline(readme, line);) {
    if (line.compare(0, start.size(), start) == 0) return line;
  }
  return "";
}

bool is_rewriting() {
  const char* const path = std::getenv("TIERSIM_Z_TABLE");
  return path != nullptr && *path != '\0';
}

}  // namespace

double z_bound(std::size_t replications) {
  return student_quantile(1 - family_error_rate / most_z_scores,
                          static_cast<double>(replications - 1));
}

void check_z(const std::string& name, const Sampled& sampled, double exact) {
  const testing::ZScore score = testing::z_score(sampled.value, sampled.standard_error, exact);
  testing::record_z(name, score);
  const std::string row = fmt::format("| {} | {:.6g} | {:.6g} | {:.3g} | {:+.2f} |", name,
                                      score.simulated, score.exact, score.standard_error, score.z);
  INFO(row);
  CHECK(sampled.replications >= fewest_replications);
  CHECK(sampled.half_width <= widest_half_width * std::abs(exact));
  CHECK(std::abs(score.z) < z_bound(sampled.replications));
  if (is_rewriting()) return;
  INFO("tests/README.md is rewritten by tests/z_table.py");
  CHECK(published_row(name) == row);
}

void check_z_minutes(const std::string& name, Sampled sampled, double exact) {
  sampled.value /= ms_per_minute;
  sampled.standard_error /= ms_per_minute;
  sampled.half_width /= ms_per_minute;
  check_z(name, sampled, exact);
}

void Against::minutes(std::string_view what, const Asked& asked, double exact) const {
  check_z_minutes(fmt::format("{}: {}, min", form_, what),
                  run_.sampled(asked.kpi, asked.stat, asked.labels), exact);
}

void Against::number(std::string_view what, const Asked& asked, double exact) const {
  check_z(fmt::format("{}: {}", form_, what), run_.sampled(asked.kpi, asked.stat, asked.labels),
          exact);
}

}  // namespace tiersim::test
