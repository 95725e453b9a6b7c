#pragma once
// One field of a CSV row, quoted where RFC 4180 asks for it.

#include <string>
#include <string_view>

namespace tiersim {

[[nodiscard]] inline std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
  std::string field{'"'};
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  field += '"';
  return field;
}

}  // namespace tiersim
