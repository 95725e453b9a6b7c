#pragma once
// What `tiersim init` writes: scenarios/starter.yaml, compiled in.

#include <string_view>

namespace tiersim::commands {

[[nodiscard]] std::string_view starter_text();

}  // namespace tiersim::commands
