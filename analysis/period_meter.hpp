#pragma once
// Measures parts of the measured window, each as if it were the whole.

#include <vector>

#include "tiersim/measures.hpp"

namespace tiersim {

/// A meter for each window. A fact goes to those that it touches: tickets and their clocks by their
/// opening, time and money to each by the part inside.
class PeriodMeter : public Sink {
 public:
  /// \param windows  inside the measured window; in any order; may overlap.
  PeriodMeter(const Model& model, const MeasureLayout& layout, const std::vector<Window>& windows);
  void take(const FactBlock& block) override;
  /// Call once, at the end. \return shape [windows].
  std::vector<Measures> close(const RunOutcome& outcome);

 private:
  /// Windows that do not overlap, in time order: those of one kind of period.
  struct Track {
    std::vector<Window> windows;
    std::vector<std::size_t> meters;  ///< likewise: which one
  };
  void add_to_a_track(Window window, std::size_t meter);
  template <class Fact>
  void pass_on(const Fact& fact, Instant from, Instant to);

  const Model& model_;
  std::vector<Meter> meters_;
  std::vector<Track> tracks_;
};

}  // namespace tiersim
