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

/// May cells of that section have these labels at once?
[[nodiscard]] bool go_together(const Labels& labels, Section section);

/// \return the terms, of weight 1. \param place  its labels go together in the part's section.
[[nodiscard]] Terms terms_of(const Part& part, const CellPlace& place);

/// \return the row of service credits that the labels name: an SLA's, or that of all.
[[nodiscard]] std::size_t credits_row(const CellPlace& place);

/// \return the histograms that make up the cell's quantiles, or nothing when they are not kept by
///         these labels.
[[nodiscard]] std::optional<std::vector<std::size_t>> histograms_of(DurationKind kind,
                                                                    const CellPlace& place);

}  // namespace tiersim
