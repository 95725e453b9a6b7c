#pragma once
// Files in memory, for tests.

#include <map>
#include <string>
#include <utility>

#include "tiersim/files.hpp"

namespace tiersim::test {

/// Path -> bytes. Anything else does not exist.
class MapFiles final : public Files {
 public:
  MapFiles() = default;
  MapFiles(std::initializer_list<std::pair<const std::string, std::string>> files)
      : files_{files} {}

  void put(const std::string& path, std::string bytes) { files_[path] = std::move(bytes); }

  [[nodiscard]] FileContent read(const std::string& path, std::size_t at_most) const override {
    const auto found = files_.find(path);
    if (found == files_.end()) return {"", "no such file"};
    if (found->second.size() > at_most) {
      return {"", "longer than " + std::to_string(at_most) + " bytes"};
    }
    return {found->second, ""};
  }

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace tiersim::test
