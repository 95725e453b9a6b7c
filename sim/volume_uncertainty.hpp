#pragma once
// How wrong volumes may be: read by checks, and compiled for drawing.

#include <optional>
#include <string>

#include "sim/checker.hpp"
#include "tiersim/distribution.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// The factor that is drawn of a volume. \return  always 1 where nothing is written.
/// \param written  as check_volume_uncertainty lets it pass.
[[nodiscard]] VolumeFactor volume_factor_of(const std::optional<VolumeUncertainty>& written);

/// Is exactly one of its keys given, and may anything come at all?
/// \param path  of the key.
void check_volume_uncertainty(Checker& checker,
                              const std::string& path,
                              const std::optional<VolumeUncertainty>& written);

/// The largest factor that is drawn; 1 where nothing is written, or what
/// check_volume_uncertainty tells of.
[[nodiscard]] double most_volume_factor(const std::optional<VolumeUncertainty>& written);

}  // namespace tiersim
