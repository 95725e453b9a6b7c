#pragma once
// Facts on their way to the sink, in blocks.

#include <array>
#include <cstddef>

#include "tiersim/facts.hpp"

namespace tiersim {

class FactBuffer {
 public:
  explicit FactBuffer(Sink& sink) : sink_{&sink} {}

  /// A row to be filled in at once.
  IntervalFact& next_interval() {
    if (intervals_used_ == intervals_.size()) flush();
    return intervals_[intervals_used_++];
  }
  /// The one filled in last.
  IntervalFact& last_interval() { return intervals_[intervals_used_ - 1]; }
  TicketFact& next_ticket() {
    if (tickets_used_ == tickets_.size()) flush();
    return tickets_[tickets_used_++];
  }
  void flush() {
    sink_->take({{intervals_.data(), intervals_used_}, {tickets_.data(), tickets_used_}});
    intervals_used_ = 0;
    tickets_used_ = 0;
  }

 private:
  Sink* sink_;
  std::size_t intervals_used_ = 0;
  std::size_t tickets_used_ = 0;
  std::array<IntervalFact, block_size * 3 / 4> intervals_;
  std::array<TicketFact, block_size / 4> tickets_;
};

}  // namespace tiersim
