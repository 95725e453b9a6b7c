#pragma once
// An experiment: a list of (arm, replication) jobs, simulated in any order and merged in theirs.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tiersim/estimate.hpp"
#include "tiersim/facts.hpp"
#include "tiersim/kpi.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"
#include "tiersim/precision.hpp"
#include "tiersim/simulator.hpp"

namespace tiersim {

class Journal;

/// How far an experiment is.
struct Progress {
  std::size_t replications_done = 0;  ///< of all arms together
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

  // What a journal needs, so that a replication that is kept is not simulated again.

  /// What is found, and how: sinks of one name have bytes of one kind. Empty: nothing can be kept,
  /// and replications with such a sink are always simulated.
  [[nodiscard]] virtual std::string kept_as() const { return {}; }
  /// All that was found. Called after the last fact, before merge().
  [[nodiscard]] virtual std::string found() { return {}; }
  /// Takes what was found by another sink of that name instead of facts. \return false where the
  /// bytes are no such.
  [[nodiscard]] virtual bool restore(std::string_view /*found*/) { return false; }
};

struct RunOptions {
  std::size_t replications = 1;  ///< >= 1
  unsigned threads = 0;          ///< 0: as many as there are cores. Results do not depend on it
  double confidence = 0.95;      ///< of intervals, in (0, 1)
  std::vector<KpiCell> cells;    ///< to be estimated
  /// Replications are added until all are reached, or there are `at_most`. Empty: none are.
  std::vector<PrecisionGoal> goals;
  std::size_t at_most = 0;
  /// Estimated of the replications' twins, which are simulated too; empty: none are.
  std::vector<KpiCell> cells_of_twins = {};
  /// Called from any thread, one at a time, some 10 times a second; empty: nobody asks.
  std::function<void(const Progress&)> progress;
  /// Becomes true from outside to stop; null: never.
  const std::atomic<bool>* stop = nullptr;
  /// Each makes a sink of a replication, on any thread.
  std::vector<std::function<std::unique_ptr<JobSink>(std::uint32_t replication)>> beside;
  Journal* journal = nullptr;         ///< as StudyOptions
  std::optional<std::uint64_t> hash;  ///< as Arm
};

/// What an experiment found. Refers to the model and layout it was made with.
struct Results {
  Estimator estimator;
  std::vector<Estimate> estimates;  ///< shape [estimator.cells()]
  std::size_t asked = 0;            ///< replications; only the first so many whole ones count
  std::vector<ReachedPrecision> precision;  ///< of each goal
  std::optional<Estimator> twins = {};      ///< of RunOptions::cells_of_twins
  bool interrupted = false;                 ///< stopped before all were done
  double run_seconds = 0;                   ///< of the simulation; all else is the same on each run

  [[nodiscard]] std::size_t replications() const { return estimator.replications(); }
  [[nodiscard]] const RunOutcome& outcome() const { return estimator.total().outcome; }
};

/// Simulates replications 0, 1, ... of one arm.
/// \param model, layout  must outlive the results.
/// \throws whatever the first failing replication threw; the others are given up.
[[nodiscard]] Results
run_experiment(const Model& model, const MeasureLayout& layout, RunOptions options);

/// A plan that is simulated beside others.
struct Arm {
  const Model& model;            ///< must outlive the study
  const MeasureLayout& layout;   ///< likewise; of the same model
  std::vector<KpiCell> cells{};  ///< to be estimated
  /// Of the scenario that the model was compiled from: a journal keeps replications under it. None:
  /// nothing of this arm is kept.
  std::optional<std::uint64_t> hash{};
  /// Its replications are the twins of those with their numbers: the same volumes are drawn, and
  /// all else anew.
  bool has_twins = false;
};

struct StudyOptions {
  unsigned threads = 0;      ///< as RunOptions
  double confidence = 0.95;  ///< as RunOptions
  /// As RunOptions, for the replications that are asked for at one time.
  std::function<void(const Progress&)> progress;
  const std::atomic<bool>* stop = nullptr;  ///< as RunOptions
  /// Each makes a sink of a replication of an arm, on any thread; null: none.
  std::vector<std::function<std::unique_ptr<JobSink>(std::size_t arm, std::uint32_t replication)>>
      beside;
  /// Keeps finished replications, which are then not simulated again; the results are the same.
  /// Null: nothing is kept. Must outlive the study.
  Journal* journal = nullptr;
};

/// Several plans on common random numbers: replication i of each arm has the same seed, and the
/// same draws wherever the plans ask the same. Replications can be added, to all arms or to some:
/// the estimates are then those of a study that was asked for all of them at once.
class Study {
 public:
  Study(std::vector<Arm> arms, StudyOptions options);

  [[nodiscard]] std::size_t arms() const { return arms_.size(); }
  [[nodiscard]] const Arm& arm(std::size_t arm) const { return arms_[arm]; }
  [[nodiscard]] const Estimator& estimator(std::size_t arm) const { return estimators_[arm]; }
  /// For who has no further use for the study.
  [[nodiscard]] Estimator release(std::size_t arm) { return std::move(estimators_[arm]); }
  /// Whole replications of an arm.
  [[nodiscard]] std::size_t replications(std::size_t arm) const {
    return estimators_[arm].replications();
  }
  /// Estimates of all cells of an arm. Shape [cells]; the arm has a replication.
  [[nodiscard]] std::vector<Estimate> estimates(std::size_t arm) const;
  [[nodiscard]] double run_seconds() const { return run_seconds_; }

  /// Simulates until each of these arms has so many replications; those that have them already are
  /// left as they are.
  /// \param arms  all of them where empty.
  /// \return      false where it was stopped: replications count that were complete, in all of
  /// these
  ///              arms, in their order.
  /// \throws      as run_experiment.
  bool run_up_to(std::size_t replications, std::vector<std::size_t> arms = {});

 private:
  /// Under which number the journal keeps replications of each arm. Shape [arms].
  [[nodiscard]] std::vector<std::optional<std::uint64_t>> journal_keys() const;

  std::vector<Arm> arms_;
  StudyOptions options_;
  std::vector<Estimator> estimators_;                              ///< [arm]
  std::optional<std::vector<std::optional<std::uint64_t>>> keys_;  ///< once they are needed
  double run_seconds_ = 0;
};

}  // namespace tiersim
