#pragma once
// One replication of a model: the event loop.

#include <cstdint>
#include <memory>

#include "tiersim/facts.hpp"
#include "tiersim/model.hpp"

namespace tiersim {

/// What became of a replication, besides its facts.
struct RunOutcome {
  std::uint64_t events = 0;
  std::uint64_t opened = 0;  ///< tickets, over the whole horizon
  std::uint64_t resolved = 0;
  std::uint64_t merged = 0;  ///< as duplicates
  std::uint64_t cancelled = 0;
  std::uint64_t open = 0;         ///< at the end; opened = resolved + merged + cancelled + open
  std::uint64_t fingerprint = 0;  ///< of every event's time, kind, ticket, tier and agent
  std::uint64_t backlog = 0;      ///< of those opened: before the start
  std::uint64_t most_open = 0;    ///< rows that were needed at once
};

/// Simulates one replication step by step. \param replication  its number: 0, 1, ...
class Simulator {
 public:
  Simulator(const Model& model, std::uint32_t replication, Sink& sink);
  ~Simulator();
  Simulator(Simulator&&) noexcept;
  Simulator& operator=(Simulator&&) noexcept;

  /// Processes all events before `t` (at most the horizon's end).
  void run_until(Instant t);
  /// Runs to the end, tells the facts of what is still going on, and closes.
  /// \return the outcome; call once.
  RunOutcome finish();

 private:
  class State;
  std::unique_ptr<State> state_;
};

/// One replication from start to end. The same model and number give the same facts, bit for bit.
RunOutcome simulate(const Model& model, std::uint32_t replication, Sink& sink);

}  // namespace tiersim
