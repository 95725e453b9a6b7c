#include "tiersim/experiment.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

#include "analysis/executor.hpp"
#include "analysis/period_meter.hpp"

namespace tiersim {
namespace {

/// A replication is simulated in so many slices, after each of which it tells how far it is.
constexpr int slices = 200;
/// Simulated time between two looks whether somebody stops it: a slice of a long run takes seconds.
constexpr Duration between_looks = one_hour;
constexpr double seconds_between_reports = 0.1;

using JobSinks = std::vector<std::unique_ptr<JobSink>>;

/// Passes facts on to several sinks and counts tickets.
class Fan : public Sink {
 public:
  explicit Fan(std::vector<Sink*> sinks) : sinks_{std::move(sinks)} {}
  void take(const FactBlock& block) override {
    for (Sink* const sink : sinks_) sink->take(block);
    tickets_ += block.tickets.size();
  }
  [[nodiscard]] std::uint64_t tickets() const { return tickets_; }

 private:
  std::vector<Sink*> sinks_;
  std::uint64_t tickets_ = 0;
};

/// Counts what all threads have done, and tells it now and then.
class ProgressMeter {
 public:
  ProgressMeter(std::size_t replications, const std::function<void(const Progress&)>& tell)
      : replications_{replications}, tell_{tell} {}

  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(Clock::now() - start_).count();
  }
  void slice_done(std::uint64_t tickets) {
    tickets_ += tickets;
    ++slices_;
    report();
  }
  void replication_done() { ++done_; }

 private:
  using Clock = std::chrono::steady_clock;

  void report() {
    if (!tell_) return;
    const std::unique_lock lock{mutex_, std::try_to_lock};
    const double now = seconds();
    if (!lock || now - last_report_ < seconds_between_reports) return;
    last_report_ = now;
    const double fraction =
        static_cast<double>(slices_) / static_cast<double>(replications_ * slices);
    tell_({.replications_done = done_,
           .replications = replications_,
           .fraction = fraction,
           .seconds = now,
           .tickets_per_second = static_cast<double>(tickets_) / now,
           .seconds_left = now * (1 - fraction) / fraction});
  }

  std::size_t replications_;
  const std::function<void(const Progress&)>& tell_;
  Clock::time_point start_ = Clock::now();
  std::atomic<std::size_t> done_{0};
  std::atomic<std::uint64_t> slices_{0};
  std::atomic<std::uint64_t> tickets_{0};
  std::mutex mutex_;
  double last_report_ = 0;  // under mutex_
};

/// What all jobs of an experiment share.
struct Shared {
  const Model& model;
  const MeasureLayout& layout;
  const RunOptions& options;
  ProgressMeter& progress;
  Estimator& estimator;

  [[nodiscard]] bool stopped() const { return options.stop != nullptr && *options.stop; }
};

/// Simulates what happens before `to`. \return whether it got there: it was not stopped.
bool simulate_slice(const Shared& shared, Simulator& simulator, Instant from, Instant to) {
  for (Instant now = from; now < to; now += between_looks) {
    if (shared.stopped()) return false;
    simulator.run_until(std::min(now + between_looks, to));
  }
  return true;
}

/// Simulates one replication slice by slice. The slices change nothing: events come in the same
/// order. \return nothing when it was stopped.
std::optional<RunOutcome>
simulate_in_slices(const Shared& shared, std::uint32_t replication, Fan& fan) {
  const Duration length = shared.model.end.time_since_epoch() / slices;
  Simulator simulator{shared.model, replication, fan};
  std::uint64_t told = 0;
  for (int slice = 0; slice < slices; ++slice) {
    const Instant from{length * slice};
    if (!simulate_slice(shared, simulator, from, from + length)) return std::nullopt;
    shared.progress.slice_done(fan.tickets() - told);
    told = fan.tickets();
  }
  return simulator.finish();
}

Merge run_job(Shared& shared, std::size_t job) {
  const auto replication = static_cast<std::uint32_t>(job);
  const auto beside = std::make_shared<JobSinks>();
  for (const auto& sink_of : shared.options.beside) beside->push_back(sink_of(replication));
  Meter meter{shared.model, shared.layout};
  PeriodMeter periods{shared.model, shared.layout, shared.estimator.windows()};
  std::vector<Sink*> sinks{&meter, &periods};
  for (const std::unique_ptr<JobSink>& sink : *beside) sinks.push_back(sink.get());
  Fan fan{std::move(sinks)};
  const std::optional<RunOutcome> outcome = simulate_in_slices(shared, replication, fan);
  if (!outcome) return {};
  const auto measures = std::make_shared<Measures>(meter.close(*outcome));
  measures->periods = periods.close(*outcome);
  return [&shared, beside, measures] {
    shared.estimator.add(*measures);
    for (const std::unique_ptr<JobSink>& sink : *beside) sink->merge();
    shared.progress.replication_done();
  };
}

}  // namespace

Results run_experiment(const Model& model, const MeasureLayout& layout, RunOptions options) {
  Results results{.estimator = Estimator{model, std::move(options.cells), options.confidence},
                  .estimates = {},
                  .asked = options.replications};
  ProgressMeter progress{options.replications, options.progress};
  Shared shared{model, layout, options, progress, results.estimator};
  const Jobs jobs{options.replications, [&](std::size_t job) { return run_job(shared, job); }};
  results.interrupted = execute(jobs, options.threads) < options.replications;
  results.run_seconds = progress.seconds();
  if (results.replications() == 0) return results;
  const std::size_t cells = results.estimator.cells().size();
  results.estimates.reserve(cells);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    results.estimates.push_back(results.estimator.estimate(cell));
  }
  return results;
}

}  // namespace tiersim
