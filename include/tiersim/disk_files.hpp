#pragma once
// Files on the disk, for the scenario loader.

#include <cstddef>
#include <string>

#include "tiersim/files.hpp"

namespace tiersim {

/// Reads regular files; refuses directories, devices and pipes, which could be endless. For an
/// absent file, the nearest name of its folder is given.
class DiskFiles : public Files {
 public:
  [[nodiscard]] FileContent read(const std::string& path, std::size_t at_most) const override;
};

}  // namespace tiersim
