#pragma once
// `PATH=RANGE` as text: one path with its values.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

/// Names the option in what is wrong with it.
struct AxisText {
  std::string_view option;
  const std::string& written;

  /// \throws BadInput
  [[noreturn]] void fail(std::string what, std::string why, std::string suggestion) const;
};

/// A number with what follows it: `30` and "m". `is_factor` where an `x` stands before it.
struct Amount {
  double number = 0;
  std::string unit;
  bool is_factor = false;
};
[[nodiscard]] std::optional<Amount> amount_of(std::string_view text);
/// Twelve digits: steps of a tenth add up without a tail. Milliseconds as a length of time.
[[nodiscard]] std::string amount_text(double number, const std::string& unit);
/// `1h30m` in milliseconds, as all lengths of time where that is asked for; all else stays.
[[nodiscard]] std::optional<Amount>
in_one_unit(const Amount& amount, std::string_view text, bool as_time);

/// One path with its values: texts, or factors of what is there.
struct PathValues {
  std::string path;
  std::vector<std::string> labels;
  std::vector<std::string> texts;  ///< empty where they are factors
  std::vector<double> factors;
};
/// Reads one `PATH=RANGE`. \throws BadInput
[[nodiscard]] PathValues values_of_path(std::string_view written, const AxisText& told);
/// The text between separators, without blanks around the parts.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view text,
                                                     std::string_view separator);

}  // namespace tiersim
