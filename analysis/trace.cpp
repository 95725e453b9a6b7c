#include "analysis/trace.hpp"

#include "tiersim/simulator.hpp"

namespace tiersim {
namespace {

/// Simulated time between two looks whether the ticket is final.
constexpr Duration stride = one_day;

class Finder : public Sink {
 public:
  explicit Finder(std::uint64_t number)
      : lives_{[this](const Life& life) { life_ = life; }, number} {}
  void take(const FactBlock& block) override { lives_.take(block); }
  [[nodiscard]] const std::optional<Life>& life() const { return life_; }

 private:
  std::optional<Life> life_;
  LifeGatherer lives_;
};

}  // namespace

FoundTicket find_ticket(const Model& model, std::uint32_t replication, std::uint64_t number) {
  Finder finder{number};
  Simulator simulator{model, replication, finder};
  for (Instant t{}; t < model.end && !finder.life(); t += stride) simulator.run_until(t);
  if (finder.life()) return {finder.life()};
  const RunOutcome outcome = simulator.finish();
  return {finder.life(), outcome.opened};
}

}  // namespace tiersim
