#pragma once
// What a theory test proves, in one number, and the table in which the numbers are published.

#include <string_view>

namespace tiersim::testing {

/// A simulated value against the exact one.
struct ZScore {
  double simulated;
  double exact;
  double standard_error;
  double z;  ///< (simulated - exact) / standard_error
};

/// \param standard_error  of the estimate, > 0, in its unit.
[[nodiscard]] ZScore z_score(double estimate, double standard_error, double exact);

/// Appends a row "name",simulated,exact,standard error,z to the file named by the environment
/// variable TIERSIM_Z_TABLE; does nothing where that is unset or empty. Rows of test executables
/// that run side by side never mix.
/// \param name  without quotation marks.
void record_z(std::string_view name, const ZScore& score);

}  // namespace tiersim::testing
