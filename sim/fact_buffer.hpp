#pragma once
// Facts on their way to the sink, in blocks.

#include <array>
#include <cstddef>

#include "tiersim/facts.hpp"

namespace tiersim {

class FactBuffer {
 public:
  explicit FactBuffer(Sink& sink) : sink_{&sink} {}

  void tell(const WaitFact& fact) { put(waits_, fact); }
  void tell(const WorkFact& fact) { put(works_, fact); }
  void tell(const VisitFact& fact) { put(visits_, fact); }
  void tell(const StaffFact& fact) { put(staff_, fact); }
  void tell(const TicketFact& fact) { put(tickets_, fact); }

  void flush() {
    sink_->take({waits_.all(), works_.all(), visits_.all(), staff_.all(), tickets_.all()});
    waits_.used = works_.used = visits_.used = staff_.used = tickets_.used = 0;
  }

 private:
  template <class Fact>
  struct Block {
    std::size_t used = 0;
    std::array<Fact, block_size> facts;
    [[nodiscard]] std::span<const Fact> all() const { return {facts.data(), used}; }
  };

  /// All kinds go to the sink together, so that none runs ahead of another by more than a block.
  template <class Fact>
  void put(Block<Fact>& block, const Fact& fact) {
    if (block.used == block_size) flush();
    block.facts[block.used++] = fact;
  }

  Sink* sink_;
  Block<WaitFact> waits_;
  Block<WorkFact> works_;
  Block<VisitFact> visits_;
  Block<StaffFact> staff_;
  Block<TicketFact> tickets_;
};

}  // namespace tiersim
