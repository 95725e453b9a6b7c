// Whole replications, of the benchmark scenario W2 and of the demo: the simulation alone, and with
// everything measured. The counter that matters is s_per_event.

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tiersim/disk_files.hpp"
#include "tiersim/language.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"
#include "tiersim/simulator.hpp"

namespace {

using namespace tiersim;

const std::string w2 = TIERSIM_SOURCE_DIR "/scenarios/bench/w2.yaml";
const std::string saas = TIERSIM_SOURCE_DIR "/scenarios/saas.yaml";

/// W2 has 96 tickets an hour and 58 agents.
const std::vector<std::string> tickets_1e5 = {"horizon.length=1041h40m"};
const std::vector<std::string> tickets_1e6 = {"horizon.length=10416h40m"};
/// Heads and volume 172 times as large: the same load, and 1e6 tickets as well.
const std::vector<std::string> agents_1e4 = {"staff.l1.heads=3448",
                                             "staff.l2.heads=3103",
                                             "staff.l3.heads=2241",
                                             "staff.l4.heads=1208",
                                             "demand.incidents.volume=16552/h",
                                             "horizon.length=60h25m"};

enum class Measured : std::uint8_t { no, yes };

class NullSink final : public Sink {
 public:
  void take(const FactBlock& /*block*/) override {}
};

RunOutcome replicate(const Model& model, const MeasureLayout& layout, Measured measured) {
  if (measured == Measured::no) {
    NullSink sink;
    return simulate(model, 0, sink);
  }
  Meter meter{model, layout};
  return meter.close(simulate(model, 0, meter)).outcome;
}

/// Replication 0 over and over.
void run(benchmark::State& state,
         const std::string& path,
         const std::vector<std::string>& sets,
         Measured measured) {
  const Model model = compile(load_scenario(DiskFiles{}, path, sets).scenario);
  const MeasureLayout layout{model};
  RunOutcome outcome;
  for ([[maybe_unused]] auto once : state) outcome = replicate(model, layout, measured);
  const auto events = static_cast<double>(outcome.events);
  using benchmark::Counter;
  state.counters["events"] = events;
  state.counters["tickets"] = static_cast<double>(outcome.opened);
  state.counters["most_open"] = static_cast<double>(outcome.most_open);
  // Printed with its unit: 60n is 60 ns.
  state.counters["s_per_event"] =
      Counter(events, Counter::kIsIterationInvariantRate | Counter::kInvert);
}

BENCHMARK_CAPTURE(run, w2_1e5_tickets_unmeasured, w2, tickets_1e5, Measured::no)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run, w2_1e5_tickets, w2, tickets_1e5, Measured::yes)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run, w2_1e6_tickets, w2, tickets_1e6, Measured::yes)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run, w2_1e6_tickets_1e4_agents, w2, agents_1e4, Measured::yes)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run, saas_unmeasured, saas, std::vector<std::string>{}, Measured::no)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(run, saas, saas, std::vector<std::string>{}, Measured::yes)
    ->Unit(benchmark::kMillisecond);

}  // namespace
