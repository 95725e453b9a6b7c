#pragma once
// The reference page of the scenario language, from the field descriptions.

#include <string>
#include <string_view>
#include <vector>

namespace tiersim {

/// Markdown: a table of keys for each map of the language, from the top down.
[[nodiscard]] std::string reference_page();

/// The maps in which a key of that name stands, but for distributions: "calendars.NAME", and "" for
/// the top.
[[nodiscard]] std::vector<std::string> homes_of(std::string_view key);

}  // namespace tiersim
