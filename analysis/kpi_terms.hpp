#pragma once
// Where in the measures of a replication the numbers of a cell are.

#include <cstddef>
#include <optional>
#include <vector>

#include "tiersim/kpi.hpp"

namespace tiersim {

/// A cell's labels, and the model and layout to which they speak.
struct CellPlace {
  const Model& model;
  const MeasureLayout& layout;
  const Labels& labels;
};

/// \return the terms, of weight 1, or nothing when the labels do not go together in the part's
/// section.
[[nodiscard]] std::optional<Terms> terms_of(const Part& part, const CellPlace& place);

/// \return the histograms that make up the cell's quantiles, or nothing when they are not kept by
///         these labels.
[[nodiscard]] std::optional<std::vector<std::size_t>> histograms_of(DurationKind kind,
                                                                    const CellPlace& place);

}  // namespace tiersim
