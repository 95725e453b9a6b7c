#pragma once
// Dates and times as exports write them, by a pattern, whatever the machine's language is.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/units.hpp"

namespace tiersim {

/// A pattern such as `%d/%m/%Y %H:%M`. Understood: %d %m %H %M %S (one or two digits), %Y (four),
/// %y (two: 69 to 99 are 1969 to 1999), %b (jan..dec, in any case) and %%; other characters stand
/// for themselves. A missing time of day is midnight.
class DateFormat {
 public:
  explicit DateFormat(std::string_view pattern);

  /// Why the pattern cannot be used; empty when it can.
  [[nodiscard]] const std::string& failure() const { return failure_; }
  /// \return nothing where the text does not fit as a whole, or is no date (31/2/2016).
  [[nodiscard]] std::optional<LocalTime> parse(std::string_view text) const;

 private:
  struct Step {
    char field = '\0';  ///< d, m, H, M, S, Y, y, b; 0: a literal character
    char literal = '\0';
  };
  [[nodiscard]] bool has(char field) const;

  std::vector<Step> steps_;
  std::string failure_;
};

/// A usual pattern that fits the text, for suggestions; nothing where none fits.
[[nodiscard]] std::optional<std::string> guess_date_format(std::string_view text);

}  // namespace tiersim
