#pragma once
// Characters and words as the language and its data files use them: ASCII, whatever the locale.

#include <algorithm>
#include <string>
#include <string_view>

namespace tiersim {

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// What words are made of.
[[nodiscard]] constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

[[nodiscard]] inline std::string lower_case(std::string_view text) {
  std::string lower{text};
  for (char& c : lower) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

/// The text without blanks and tabs at both ends.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cuts the longest run of characters that satisfy `wanted` off the front, and returns it.
template <class Wanted>
std::string_view take_run(std::string_view& text, Wanted wanted) {
  const std::string_view rest{std::ranges::find_if_not(text, wanted), text.end()};
  const std::string_view run = text.substr(0, text.size() - rest.size());
  text = rest;
  return run;
}

}  // namespace tiersim
