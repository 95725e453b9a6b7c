#pragma once

// Catch2 2 and 3 under one set of names, those of version 3. Tests include this and never Catch's
// own headers.

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>

#include <string>

namespace Catch {
using Detail::Approx;

namespace Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Matchers
}  // namespace Catch
#endif

namespace tiersim::test {

/// The code by which a test executable tells ctest that it was skipped.
inline constexpr int skip_return_code = 4;

/// Whether any test case of this run was skipped; set by SKIP_TEST, read by main.
inline bool& any_skipped() {
  static bool skipped = false;
  return skipped;
}

}  // namespace tiersim::test

/// Leaves the test case, which ctest then reports as skipped. Only in the body of a TEST_CASE.
#define SKIP_TEST(reason)                                                                          \
  do {                                                                                             \
    ::tiersim::test::any_skipped() = true;                                                         \
    WARN("skipped: " << (reason));                                                                 \
    return;                                                                                        \
  } while (false)
