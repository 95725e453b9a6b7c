#include "tests/support/z_table.hpp"

#include <fmt/format.h>

#include <cassert>
#include <cstdlib>
#include <fstream>

namespace tiersim::testing {

ZScore z_score(double estimate, double standard_error, double exact) {
  assert(standard_error > 0);
  return {estimate, exact, standard_error, (estimate - exact) / standard_error};
}

void record_z(std::string_view name, const ZScore& score) {
  const char* const path = std::getenv("TIERSIM_Z_TABLE");
  if (path == nullptr || *path == '\0') return;
  // One short write to a file opened for appending stays in one piece.
  std::ofstream(path, std::ios::app)
      << fmt::format("\"{}\",{:.6g},{:.6g},{:.3g},{:+.2f}\n", name, score.simulated, score.exact,
                     score.standard_error, score.z);
}

}  // namespace tiersim::testing
