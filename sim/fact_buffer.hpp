#pragma once
// Facts on their way to the sink, in blocks.

#include <array>
#include <cstddef>
#include <new>

#include "tiersim/facts.hpp"

namespace tiersim {

class FactBuffer {
 public:
  explicit FactBuffer(Sink& sink) : sink_{&sink} {}

  // The fields are written in place: copying a fact that was just put together field by field would
  // wait for the stores.
  template <class... Fields>
  void tell_wait(const Fields&... fields) {
    ::new (next(waits_)) WaitFact{fields...};
  }
  template <class... Fields>
  void tell_work(const Fields&... fields) {
    ::new (next(works_)) WorkFact{fields...};
  }
  template <class... Fields>
  void tell_visit(const Fields&... fields) {
    ::new (next(visits_)) VisitFact{fields...};
  }
  template <class... Fields>
  void tell_staff(const Fields&... fields) {
    ::new (next(staff_)) StaffFact{fields...};
  }
  template <class... Fields>
  void tell_ticket(const Fields&... fields) {
    ::new (next(tickets_)) TicketFact{fields...};
  }

  template <class... Fields>
  void tell_hold(const Fields&... fields) {
    ::new (next(holds_)) HoldFact{fields...};
  }
  template <class... Fields>
  void tell_clock(const Fields&... fields) {
    ::new (next(clocks_)) ClockFact{fields...};
  }
  template <class... Fields>
  void tell_update(const Fields&... fields) {
    ::new (next(updates_)) UpdateFact{fields...};
  }

  void flush() {
    sink_->take({waits_.all(), works_.all(), visits_.all(), staff_.all(), tickets_.all(),
                 holds_.all(), clocks_.all(), updates_.all()});
    waits_.used = works_.used = visits_.used = staff_.used = tickets_.used = 0;
    holds_.used = clocks_.used = updates_.used = 0;
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
  void* next(Block<Fact>& block) {
    if (block.used == block_size) flush();
    return &block.facts[block.used++];
  }

  Sink* sink_;
  Block<WaitFact> waits_;
  Block<WorkFact> works_;
  Block<VisitFact> visits_;
  Block<StaffFact> staff_;
  Block<TicketFact> tickets_;
  Block<HoldFact> holds_;
  Block<ClockFact> clocks_;
  Block<UpdateFact> updates_;
};

}  // namespace tiersim
