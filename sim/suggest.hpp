#pragma once
// 'did you mean': the known name nearest to the one that was written.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

/// Edits that turn one text into the other: a byte inserted, left out or replaced, or two
/// neighbours swapped. Case counts. \return  the distance, or `at_most + 1` where it is more than
/// that. \source Damerau, "A technique for computer detection and correction of spelling errors",
/// CACM 7 (1964); the restricted form ("optimal string alignment"), in which no part is edited
/// twice.
[[nodiscard]] std::size_t
edit_distance(std::string_view a, std::string_view b, std::size_t at_most);

/// The known name nearest to `word`: at most a third of its length away, or the same but for case;
/// else the only one that goes on where it ends, or the other way round. Ties: the first. Empty
/// where none is near.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& known);

/// "did you mean 'heads'?"; where nothing is near, the list of what is known if it is short; else
/// empty. \param noun  what the known names are, in the plural: "keys here", "tiers".
[[nodiscard]] std::string
did_you_mean(std::string_view word, const std::vector<std::string>& known, std::string_view noun);

/// Are there characters that act on a terminal instead of being shown? Line ends are among them.
[[nodiscard]] bool has_control_characters(std::string_view text);

/// The text with control characters as `\xNN`: safe to print, whatever a file held.
[[nodiscard]] std::string escaped(std::string_view text);

/// The text between quotes, cut after 60 bytes, with control characters escaped.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace tiersim
