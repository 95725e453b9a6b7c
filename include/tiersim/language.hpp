#pragma once
// The scenario language: YAML text in, a checked Scenario out, or all problems at once.

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/files.hpp"
#include "tiersim/problem.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// Where a path of the language ("staff.desk-early.heads", "targets.2.is") was last written. Steps
/// are keys, names of entries, and places in a list, from 0; tiers and surges go by their names.
/// Text and lists of text stand where their value stands, maps where their key stands.
class Places {
 public:
  void put(const std::string& path, Place place);
  /// Forgets the path and all below it.
  void erase(const std::string& path);
  /// Was this very path written?
  [[nodiscard]] bool contains(const std::string& path) const;
  /// The place of the path, or of the nearest enclosing path that was written.
  [[nodiscard]] Place find(std::string path) const;

 private:
  std::map<std::string, Place> places_;
};

/// A scenario with where it came from.
struct LoadedScenario {
  Scenario scenario;
  std::vector<std::string> files;  ///< the file and those it extends or reads, base first
  std::uint64_t hash = 0;          ///< of the canonical text and the data files' contents
  Places places;
};

/// Checks of a higher layer, whose problems are told together with the loader's.
using MoreChecks = std::function<void(const Scenario&, const Places&, std::vector<Problem>&)>;

/// Reads `path` and what it extends, then the overlays `path.to.key=value` from left to right,
/// decodes each onto the same struct, reads the data files that are named, and checks the result.
/// \param more  run after the loader's own checks, on what may have problems already.
/// \throws BadInput with every problem found.
[[nodiscard]] LoadedScenario load_scenario(const Files& files,
                                           const std::string& path,
                                           std::span<const std::string> sets = {},
                                           const MoreChecks& more = {});

/// The scenario in canonical form: all keys in the language's order, values in base units.
[[nodiscard]] std::string canonical_text(const Scenario& scenario);

/// Would another value at that path ask something else, and be no other plan? Horizons, seeds and
/// targets are of the question; what is open at the start is not.
[[nodiscard]] bool is_of_question(std::string_view path);

}  // namespace tiersim
