#pragma once
// The scenario language as a JSON Schema, for editors and validators of others.

#include <span>
#include <string>
#include <string_view>

namespace tiersim {

/// A JSON Schema (draft 7, which the YAML language servers of editors know best), made from the
/// descriptions by which files are read. It takes every file that the loader takes, overlays
/// included; what only the whole scenario shows (a name that nothing has, shares that do not sum to
/// 100%) is left to the loader.
/// \param kpis  ids of the KPIs that targets may name.
/// \return      JSON, indented, with a line end.
[[nodiscard]] std::string scenario_schema(std::span<const std::string_view> kpis);

}  // namespace tiersim
