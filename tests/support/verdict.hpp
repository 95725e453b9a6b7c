#pragma once
// What must come of any input: a scenario that compiles, or problems that name their place.

#include <optional>
#include <stdexcept>
#include <string>

#include "tests/support/map_files.hpp"
#include "tiersim/language.hpp"
#include "tiersim/model.hpp"

namespace tiersim::test {

/// Loads. \return  empty where the scenario is refused.
/// \throws whatever should not be thrown.
inline std::optional<Scenario> scenario_or_refusal(const Files& files, const std::string& path) {
  try {
    return load_scenario(files, path).scenario;
  } catch (const BadInput& bad) {
    if (bad.problems().empty()) throw std::logic_error{"refused without a problem"};
    for (const Problem& problem : bad.problems()) {
      const std::string text = to_text(problem);
      if (problem.place.file.empty() || problem.what.empty()) {
        throw std::logic_error{"a problem without place or words: " + text};
      }
      if (text.find('\n') != std::string::npos) throw std::logic_error{"two lines: " + text};
    }
    return std::nullopt;
  }
}

enum class Verdict { taken, refused };

/// Loads and compiles. \throws whatever should not be thrown.
inline Verdict verdict(const Files& files, const std::string& path) {
  const std::optional<Scenario> scenario = scenario_or_refusal(files, path);
  if (!scenario) return Verdict::refused;
  (void)compile(*scenario);
  return Verdict::taken;
}

}  // namespace tiersim::test
