#pragma once
// An experiment: a list of (arm, replication) jobs, simulated in any order and merged in theirs.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "tiersim/estimate.hpp"
#include "tiersim/facts.hpp"
#include "tiersim/kpi.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"
#include "tiersim/simulator.hpp"

namespace tiersim {

/// How far an experiment is.
struct Progress {
  std::size_t replications_done = 0;
  std::size_t replications = 0;
  double fraction = 0;            ///< of the simulated time, in [0, 1]
  double seconds = 0;             ///< since the start
  double tickets_per_second = 0;  ///< that became final
  double seconds_left = 0;        ///< at the speed so far
};

/// A sink that is fed beside the measures, one for each job.
class JobSink : public Sink {
 public:
  /// The replication is complete. Called in the order of jobs, on one thread at a time; never
  /// called for a replication that does not count.
  virtual void merge() = 0;
};

struct RunOptions {
  std::size_t replications = 1;  ///< >= 1
  unsigned threads = 0;          ///< 0: as many as there are cores. Results do not depend on it
  double confidence = 0.95;      ///< of intervals, in (0, 1)
  std::vector<KpiCell> cells;    ///< to be estimated
  /// Called from any thread, one at a time, some 10 times a second; empty: nobody asks.
  std::function<void(const Progress&)> progress;
  /// Becomes true from outside to stop; null: never.
  const std::atomic<bool>* stop = nullptr;
  /// Each makes a sink of a replication, on any thread.
  std::vector<std::function<std::unique_ptr<JobSink>(std::uint32_t replication)>> beside;
};

/// What an experiment found. Refers to the model and layout it was made with.
struct Results {
  Estimator estimator;
  std::vector<Estimate> estimates;  ///< shape [estimator.cells()]
  std::size_t asked = 0;            ///< replications; only the first so many whole ones count
  bool interrupted = false;         ///< stopped before all were done
  double run_seconds = 0;           ///< of the simulation; all else is the same on each run

  [[nodiscard]] std::size_t replications() const { return estimator.replications(); }
  [[nodiscard]] const RunOutcome& outcome() const { return estimator.total().outcome; }
};

/// Simulates replications 0, 1, ... of one arm.
/// \param model, layout  must outlive the results.
/// \throws whatever the first failing replication threw; the others are given up.
[[nodiscard]] Results
run_experiment(const Model& model, const MeasureLayout& layout, RunOptions options);

}  // namespace tiersim
