#pragma once
// The line on stderr that says how far a long run is.

#include <ostream>

#include "tiersim/experiment.hpp"

namespace tiersim::commands {

/// Written over and over in place; gone when this ends.
class ProgressLine {
 public:
  explicit ProgressLine(std::ostream& terminal) : terminal_{terminal} {}
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  /// Shows nothing in the first second: short runs need no progress.
  void show(const Progress& progress);

 private:
  std::ostream& terminal_;
  std::size_t width_ = 0;
};

}  // namespace tiersim::commands
