#pragma once
// What a replication returns, as bytes: for the journal that a killed program goes on from.

#include <cstddef>

#include "analysis/bytes.hpp"
#include "tiersim/measures.hpp"

namespace tiersim {

void write(ByteWriter& to, const Measures& measures);

/// What is known of the measures before they are read.
struct MeasuresShape {
  std::size_t sums = 0;        ///< MeasureLayout::sums()
  std::size_t histograms = 0;  ///< MeasureLayout::histograms()
  std::size_t periods = 0;     ///< Estimator::windows()
};
/// \return  measures equal to those that were written; where `from` is no longer ok(), anything.
[[nodiscard]] Measures read_measures(ByteReader& from, const MeasuresShape& shape);

}  // namespace tiersim
