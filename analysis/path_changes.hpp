#pragma once
// Changes of what a scenario has: the paths that a pattern stands for, factors and steps.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/base_values.hpp"
#include "analysis/sweep_range.hpp"
#include "tiersim/sweep.hpp"

namespace tiersim {

/// Turns changes into overlays `path=value`.
class PathChanges {
 public:
  /// \param load  loads the scenario with overlays on top of those that made `base`.
  PathChanges(const Scenario& base, const LoadPlan& load, const AxisText& told)
      : base_{base}, load_{load}, told_{told} {}

  /// The paths that a pattern stands for; itself where it has no `*` and is there.
  /// \throws BadInput where there are none.
  [[nodiscard]] std::vector<std::string> known_paths(const std::string& pattern) const;
  /// The overlays by which the number at a path is multiplied, rounded where only whole numbers can
  /// be. Shape of factors. \throws BadInput where there is no single number.
  [[nodiscard]] std::vector<std::string> multiplied(const std::string& path,
                                                    std::span<const double> factors) const;
  /// The overlay for `x1.1`, `+1`, `-10m`, `-10%` or `+5pp` of what is there.
  /// \throws BadInput where there is no single number, or the units do not go together.
  [[nodiscard]] std::string changed(const std::string& path, std::string_view change) const;

 private:
  struct Number {
    BaseValue at;
    Amount amount;
    bool is_whole = false;  ///< the language refuses others there
  };
  [[nodiscard]] Number number_at(const std::string& path) const;
  [[nodiscard]] bool is_whole_number(const BaseValue& value, const Amount& base) const;
  [[nodiscard]] static std::string overlay(const Number& base, double number);
  /// May put lengths of time into another unit.
  [[nodiscard]] double stepped(Number& base, double sign, std::string_view step) const;

  BaseValues base_;
  const LoadPlan& load_;
  const AxisText& told_;
};

/// Overlays as they were typed with `--set`, each `*` and each change of what is there worked out,
/// one after the other. What the language takes as it is written stays as it is.
/// \param load  loads the scenario with just these overlays.
/// \throws BadInput
[[nodiscard]] std::vector<std::string> plain_overlays(const std::vector<std::string>& typed,
                                                      const LoadPlan& load);

}  // namespace tiersim
