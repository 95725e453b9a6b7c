#include "sim/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/characters.hpp"

namespace tiersim {
namespace {

constexpr std::size_t longest_list = 12;
constexpr std::size_t longest_quote = 60;

std::size_t difference(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

/// Bytes of the text up to `at_most`, without cutting a UTF-8 character.
std::string_view head(std::string_view text, std::size_t at_most) {
  if (text.size() <= at_most) return text;
  std::size_t end = at_most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

/// The one known name that starts with the word, or with which the word starts; three bytes or
/// more.
std::string only_one_with(std::string_view word, const std::vector<std::string>& known) {
  const auto is_it = [&](const std::string& name) {
    return std::min(name.size(), word.size()) >= 3 &&
           (name.starts_with(word) || word.starts_with(name));
  };
  if (std::ranges::count_if(known, is_it) != 1) return "";
  return *std::ranges::find_if(known, is_it);
}

/// Bytes of the control character at the front: of ASCII, or of the 32 beyond it; else 0.
std::size_t control_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x20 || byte(0) == 0x7F) return 1;
  return byte(0) == 0xC2 && text.size() > 1 && byte(1) >= 0x80 && byte(1) <= 0x9F ? 2 : 0;
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t at_most) {
  if (difference(a.size(), b.size()) > at_most) return at_most + 1;
  std::vector<std::size_t> before_last(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last.swap(last);
    last.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    if (*std::min_element(row.begin(), row.end()) > at_most + 1) return at_most + 1;
  }
  return std::min(row[b.size()], at_most + 1);
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  const std::string lower = lower_case(word);
  for (const std::string& name : known) {
    if (name.size() == word.size() && lower_case(name) == lower) return name;
  }
  const std::size_t at_most = word.size() / 3;
  std::size_t best = at_most + 1;
  std::string found;
  for (const std::string& name : known) {
    const std::size_t distance = edit_distance(word, name, at_most);
    if (distance >= best) continue;
    best = distance;
    found = name;
  }
  return found.empty() ? only_one_with(word, known) : found;
}

std::string
did_you_mean(std::string_view word, const std::vector<std::string>& known, std::string_view noun) {
  const std::string near = nearest(word, known);
  if (!near.empty()) return fmt::format("did you mean {}?", in_quotes(near));
  if (known.empty() || known.size() > longest_list) return "";
  std::string list;
  for (const std::string& name : known) {
    if (!list.empty()) list += ", ";
    list += escaped(head(name, longest_quote));
  }
  return fmt::format("the {} are: {}", noun, list);
}

bool has_control_characters(std::string_view text) {
  while (!text.empty()) {
    if (control_length(text) > 0) return true;
    text.remove_prefix(1);
  }
  return false;
}

std::string escaped(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const std::size_t control = control_length(text);
    for (std::size_t i = 0; i < control; ++i) {
      safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
    }
    if (control == 0) safe += text.front();
    text.remove_prefix(std::max<std::size_t>(control, 1));
  }
  return safe;
}

std::string in_quotes(std::string_view text) {
  const std::string_view shown = head(text, longest_quote);
  return "'" + escaped(shown) + (shown.size() < text.size() ? "...'" : "'");
}

}  // namespace tiersim
