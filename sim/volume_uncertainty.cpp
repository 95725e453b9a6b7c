#include "sim/volume_uncertainty.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace tiersim {
namespace {

constexpr std::size_t most_cases = 1'000;

bool is_whole(const VolumeUncertainty& written) {
  const bool has_cases = !written.cases.empty();
  if (written.cv.has_value() == has_cases) return false;
  return !has_cases || std::ranges::any_of(written.cases, [](double one) { return one > 0; });
}

}  // namespace

VolumeFactor volume_factor_of(const std::optional<VolumeUncertainty>& written) {
  if (!written) return {};
  return written->cv ? VolumeFactor::of_cv(*written->cv) : VolumeFactor::of_cases(written->cases);
}

void check_volume_uncertainty(Checker& checker,
                              const std::string& path,
                              const std::optional<VolumeUncertainty>& written) {
  if (!written || checker.has_failed(path)) return;
  const bool has_cases = !written->cases.empty();
  if (written->cv && has_cases) {
    checker.fail(path + ".cases", "`cases` stands beside `cv`", "either gives the whole factor",
                 "leave out one; in an overlay, write `cv: null`");
  } else if (!written->cv && !has_cases) {
    checker.fail(path, "the uncertainty has neither `cv` nor `cases`", "",
                 "write for example `15%`, or `{cases: [85%, 100%, 130%]}`");
  } else if (!is_whole(*written)) {
    checker.fail(path + ".cases", "no case brings a ticket", "one of them is above 0");
  } else if (written->cases.size() > most_cases) {
    checker.fail(path + ".cases", fmt::format("{} cases", written->cases.size()),
                 fmt::format("at most {}", most_cases));
  }
}

double most_volume_factor(const std::optional<VolumeUncertainty>& written) {
  if (!written || !is_whole(*written)) return 1;
  return volume_factor_of(written).most();
}

}  // namespace tiersim
