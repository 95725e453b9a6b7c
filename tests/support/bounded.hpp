#pragma once
// `tiersim validate` within memory and time, whatever the file.

#include <cstddef>
#include <string>

#include "tests/catch.hpp"
#include "tests/support/process.hpp"

namespace tiersim::test {

/// Built with the address sanitizer, which needs many times the memory and time.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool is_instrumented = true;
#elif defined(__has_feature)
inline constexpr bool is_instrumented = __has_feature(address_sanitizer);
#else
inline constexpr bool is_instrumented = false;
#endif

inline constexpr std::size_t mebibyte = 1024 * 1024;

/// `tiersim validate PATH`, checked to take at most 2 s of processor time and 200 MiB. (The peak
/// includes what this process holds while it starts the other.)
inline Ended validated(const std::string& path) {
  Ended ended = typed({"validate", path});
  INFO(path.substr(0, 200) << ": " << ended.err.substr(0, 500));
  if (is_instrumented) return ended;
  CHECK(ended.processor_seconds <= 2);
  CHECK(ended.peak_bytes <= 200 * mebibyte);
  return ended;
}

}  // namespace tiersim::test
