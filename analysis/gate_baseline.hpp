#pragma once
// baseline.json: what the KPIs of scenarios were, to hold later plans against.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/plan_gate.hpp"

namespace tiersim {

/// By name_in_baseline.
using Baseline = std::map<std::string, BaselineEntry>;

/// A value takes a line, so that two of them are easily compared; sorted, the same for the same
/// plan. \param plans  shape [entries]: for units. \return JSON.
[[nodiscard]] std::string baseline_text(const Baseline& baseline);

/// \param path  for messages.
/// \throws BadInput where it is none, is of another version of tiersim or of this file's shape.
[[nodiscard]] Baseline read_baseline(const std::string& text, const std::string& path);

/// A scenario's path from the working folder, without `.` and, inside of it, without `..`.
[[nodiscard]] std::string name_in_baseline(const std::string& file);

/// The plan's own. \throws BadInput where it has none, or one of another seed.
[[nodiscard]] const BaselineEntry&
entry_for(const Baseline& baseline, const CheckPlan& plan, const std::string& path);

}  // namespace tiersim
