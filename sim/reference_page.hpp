#pragma once
// The reference page of the scenario language, from the field descriptions.

#include <string>

namespace tiersim {

/// Markdown: a table of keys for each map of the language, from the top down.
[[nodiscard]] std::string reference_page();

}  // namespace tiersim
