#pragma once
// Columns of a file of tickets, with what their values stand for.

#include <optional>
#include <string>
#include <vector>

#include "sim/csv.hpp"
#include "sim/value_map.hpp"

namespace tiersim {

/// A column with what its values stand for; without a column, index 0 for every row.
struct MappedColumn {
  std::optional<std::size_t> column;
  ValueMap values;

  [[nodiscard]] std::uint32_t index_in(const CsvReader& csv) {
    return column ? values.index_of(trimmed(csv[*column]), csv.line()) : 0;
  }
};

/// What the scenario says about a column.
struct ColumnSpec {
  std::string what;
  const std::optional<std::string>& column;
  const Named<std::string>& map;
  std::vector<std::string> known;  ///< names in the scenario
};

inline void map_values(ValueMap& values, const ColumnSpec& spec) {
  if (spec.map.empty()) {
    values.use_names(spec.known);
  } else {
    values.use(spec.map);
  }
}

/// Customers, channels and priorities: index 0 is left to shares of demand.
[[nodiscard]] inline MappedColumn shared_column(CsvReader& csv, const ColumnSpec& spec) {
  MappedColumn mapped{std::nullopt, ValueMap{spec.what}};
  mapped.values.add_blank();
  if (!spec.column) return mapped;
  mapped.column = csv.require(*spec.column);
  map_values(mapped.values, spec);
  return mapped;
}

/// Types and tiers. \param for_all  the name of rows that give none; may be empty.
[[nodiscard]] inline MappedColumn
named_column(CsvReader& csv, const ColumnSpec& spec, const std::optional<std::string>& for_all) {
  MappedColumn mapped{std::nullopt, ValueMap{spec.what}};
  if (spec.column) {
    mapped.column = csv.require(*spec.column);
    map_values(mapped.values, spec);
  }
  if (for_all) mapped.values.use_for_missing(*for_all);
  return mapped;
}

}  // namespace tiersim
