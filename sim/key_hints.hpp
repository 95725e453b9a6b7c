#pragma once
// Keys that are not known where they stand: what was meant, or where they belong.

#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

/// The known key nearest to the word, or the one that goes by that word elsewhere: `fte` is
/// `heads`. Empty where there is none.
[[nodiscard]] std::string meant_key(std::string_view word, const std::vector<std::string>& known);

/// What to do about an unknown key; never empty.
[[nodiscard]] std::string key_hint(std::string_view word, const std::vector<std::string>& known);

}  // namespace tiersim
