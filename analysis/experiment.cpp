#include "tiersim/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <mutex>
#include <numeric>
#include <optional>
#include <utility>

#include "analysis/executor.hpp"
#include "analysis/measures_bytes.hpp"
#include "analysis/period_meter.hpp"
#include "sim/suggest.hpp"
#include "tiersim/journal.hpp"
#include "tiersim/random.hpp"

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
  /// It was kept in a journal: it takes no time, and says nothing of the speed.
  void replication_found() { kept_slices_ += slices; }

 private:
  using Clock = std::chrono::steady_clock;

  void report() {
    if (!tell_) return;
    const std::unique_lock lock{mutex_, std::try_to_lock};
    const double now = seconds();
    if (!lock || now - last_report_ < seconds_between_reports) return;
    last_report_ = now;
    const auto simulated = static_cast<double>(slices_);
    const auto kept = static_cast<double>(kept_slices_);
    const auto all = static_cast<double>(replications_ * slices);
    tell_({.replications_done = done_,
           .replications = replications_,
           .fraction = (simulated + kept) / all,
           .seconds = now,
           .tickets_per_second = static_cast<double>(tickets_) / now,
           .seconds_left = now * (all - kept - simulated) / simulated});
  }

  std::size_t replications_;
  const std::function<void(const Progress&)>& tell_;
  Clock::time_point start_ = Clock::now();
  std::atomic<std::size_t> done_{0};
  std::atomic<std::uint64_t> slices_{0};
  std::atomic<std::uint64_t> kept_slices_{0};
  std::atomic<std::uint64_t> tickets_{0};
  std::mutex mutex_;
  double last_report_ = 0;  // under mutex_
};

/// One replication of one arm.
struct Job {
  std::size_t arm;
  std::uint32_t replication;
};

/// What all jobs of an experiment share.
struct Shared {
  const std::vector<Arm>& arms;
  const StudyOptions& options;
  ProgressMeter& progress;
  std::vector<Estimator>& estimators;
  /// What a journal calls the replications of each arm; none where there is no journal.
  const std::vector<std::optional<std::uint64_t>>& keys;

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
std::optional<RunOutcome> simulate_in_slices(const Shared& shared, const Job& job, Fan& fan) {
  const Model& model = shared.arms[job.arm].model;
  const Duration length = model.end.time_since_epoch() / slices;
  const std::uint32_t twin = shared.arms[job.arm].has_twins ? twin_bit : 0;
  Simulator simulator{model, job.replication | twin, fan};
  std::uint64_t told = 0;
  for (int slice = 0; slice < slices; ++slice) {
    const Instant from{length * slice};
    if (!simulate_slice(shared, simulator, from, from + length)) return std::nullopt;
    shared.progress.slice_done(fan.tickets() - told);
    told = fan.tickets();
  }
  return simulator.finish();
}

JobSinks sinks_of(const StudyOptions& options, std::size_t arm, std::uint32_t replication) {
  JobSinks sinks;
  for (const auto& sink_of : options.beside) {
    std::unique_ptr<JobSink> sink = sink_of(arm, replication);
    if (sink != nullptr) sinks.push_back(std::move(sink));
  }
  return sinks;
}

/// \return nothing when it was stopped.
std::optional<Measures> simulate_job(const Shared& shared, const Job& job, const JobSinks& beside) {
  const Arm& arm = shared.arms[job.arm];
  Meter meter{arm.model, arm.layout};
  PeriodMeter periods{arm.model, arm.layout, shared.estimators[job.arm].windows()};
  std::vector<Sink*> sinks{&meter, &periods};
  for (const std::unique_ptr<JobSink>& sink : beside) sinks.push_back(sink.get());
  Fan fan{std::move(sinks)};
  const std::optional<RunOutcome> outcome = simulate_in_slices(shared, job, fan);
  if (!outcome) return std::nullopt;
  Measures measures = meter.close(*outcome);
  measures.periods = periods.close(*outcome);
  return measures;
}

/// What a journal has of the job, or else what is simulated, which it then has.
/// \return nothing when it was stopped.
std::optional<Measures> find_or_simulate(Shared& shared, const Job& job, const JobSinks& beside) {
  const std::optional<std::uint64_t> key = shared.keys[job.arm];
  if (!key) return simulate_job(shared, job, beside);
  if (shared.stopped()) return std::nullopt;
  Journal& journal = *shared.options.journal;
  if (const auto found = journal.find(*key, job.replication)) {
    const Arm& arm = shared.arms[job.arm];
    ByteReader bytes{*found};
    Measures measures = read_measures(bytes, {arm.layout.sums(), arm.layout.histograms(),
                                              shared.estimators[job.arm].windows().size()});
    bool fits = true;
    for (const std::unique_ptr<JobSink>& sink : beside) fits &= sink->restore(bytes.text());
    if (!fits || !bytes.is_done()) {
      throw JournalError{fmt::format("{} does not fit this command; remove it, or name another "
                                     "folder",
                                     in_quotes(journal.path()))};
    }
    shared.progress.replication_found();
    return measures;
  }
  std::optional<Measures> measures = simulate_job(shared, job, beside);
  if (!measures) return std::nullopt;
  ByteWriter bytes;
  write(bytes, *measures);
  for (const std::unique_ptr<JobSink>& sink : beside) bytes.text(sink->found());
  journal.add(*key, job.replication, bytes.take());
  return measures;
}

Merge run_job(Shared& shared, const Job& job) {
  const auto beside =
      std::make_shared<JobSinks>(sinks_of(shared.options, job.arm, job.replication));
  std::optional<Measures> found = find_or_simulate(shared, job, *beside);
  if (!found) return {};
  const auto measures = std::make_shared<Measures>(std::move(*found));
  Estimator& estimator = shared.estimators[job.arm];
  return [&shared, &estimator, beside, measures] {
    estimator.add(*measures);
    for (const std::unique_ptr<JobSink>& sink : *beside) sink->merge();
    shared.progress.replication_done();
  };
}

/// All that the measures of an arm's replications depend on but their number: the version is the
/// journal's own.
std::uint64_t journal_key(const Arm& arm, const Estimator& estimator, const JobSinks& beside) {
  const auto ms = [](Instant t) { return t.time_since_epoch().count(); };
  const Model& model = arm.model;
  std::string text = fmt::format("{:016x} {} {} {} {} {} {} {}", *arm.hash, model.seed,
                                 ms(model.window_from), ms(model.window_to), ms(model.end),
                                 arm.layout.sums(), arm.layout.histograms(), arm.has_twins);
  for (const Window& window : estimator.windows()) {
    text += fmt::format("\n{} {}", ms(window.from), ms(window.to));
  }
  for (const std::unique_ptr<JobSink>& sink : beside) text += '\n' + sink->kept_as();
  return hash_text(text);
}

/// What is still to be done, replication by replication: an interrupted study has arms that are
/// equally far.
std::vector<Job> jobs_up_to(std::size_t replications,
                            const std::vector<Estimator>& estimators,
                            std::vector<std::size_t> arms) {
  if (arms.empty()) {
    arms.resize(estimators.size());
    std::iota(arms.begin(), arms.end(), std::size_t{0});
  }
  std::size_t first = replications;
  for (const std::size_t arm : arms) first = std::min(first, estimators[arm].replications());
  std::vector<Job> jobs;
  for (std::size_t replication = first; replication < replications; ++replication) {
    for (const std::size_t arm : arms) {
      if (replication < estimators[arm].replications()) continue;
      jobs.push_back({arm, static_cast<std::uint32_t>(replication)});
    }
  }
  return jobs;
}

}  // namespace

Study::Study(std::vector<Arm> arms, StudyOptions options)
    : arms_{std::move(arms)}, options_{std::move(options)} {
  estimators_.reserve(arms_.size());
  for (const Arm& arm : arms_) {
    estimators_.emplace_back(arm.model, arm.cells, options_.confidence);
  }
}

std::vector<Estimate> Study::estimates(std::size_t arm) const {
  const Estimator& estimator = estimators_[arm];
  std::vector<Estimate> estimates;
  estimates.reserve(estimator.cells().size());
  for (std::size_t cell = 0; cell < estimator.cells().size(); ++cell) {
    estimates.push_back(estimator.estimate(cell));
  }
  return estimates;
}

std::vector<std::optional<std::uint64_t>> Study::journal_keys() const {
  std::vector<std::optional<std::uint64_t>> keys(arms_.size());
  if (options_.journal == nullptr) return keys;
  std::vector<std::uint64_t> known;
  for (std::size_t arm = 0; arm < arms_.size(); ++arm) {
    if (!arms_[arm].hash) continue;
    const JobSinks beside = sinks_of(options_, arm, 0);
    const auto is_kept = [](const auto& sink) { return !sink->kept_as().empty(); };
    if (!std::ranges::all_of(beside, is_kept)) continue;
    keys[arm] = journal_key(arms_[arm], estimators_[arm], beside);
    known.push_back(*keys[arm]);
  }
  options_.journal->expect(known);
  return keys;
}

bool Study::run_up_to(std::size_t replications, std::vector<std::size_t> arms) {
  if (!keys_) keys_ = journal_keys();
  const std::vector<Job> todo = jobs_up_to(replications, estimators_, std::move(arms));
  ProgressMeter progress{todo.size(), options_.progress};
  Shared shared{arms_, options_, progress, estimators_, *keys_};
  std::vector<Merge> round;  // arms of one replication count together, or not at all
  const Jobs jobs{todo.size(), [&](std::size_t job) -> Merge {
                    Merge merge = run_job(shared, todo[job]);
                    if (!merge) return merge;
                    const bool is_last = job + 1 == todo.size() ||
                                         todo[job + 1].replication != todo[job].replication;
                    return [&round, is_last, merge = std::move(merge)] {
                      round.push_back(merge);
                      if (!is_last) return;
                      for (const Merge& one : round) one();
                      round.clear();
                    };
                  }};
  const bool is_whole = execute(jobs, options_.threads) == todo.size();
  run_seconds_ += progress.seconds();
  return is_whole;
}

namespace {

std::vector<ReachedPrecision> precision_of(const Study& study, const RunOptions& options) {
  std::vector<ReachedPrecision> reached;
  for (const PrecisionGoal& goal : options.goals) {
    reached.push_back(reached_precision(goal, study.estimator(0)));
  }
  return reached;
}

bool is_reached(const std::vector<ReachedPrecision>& precision) {
  return std::ranges::all_of(precision, &ReachedPrecision::is_reached);
}

}  // namespace

Results run_experiment(const Model& model, const MeasureLayout& layout, RunOptions options) {
  StudyOptions of_study{.threads = options.threads,
                        .confidence = options.confidence,
                        .progress = std::move(options.progress),
                        .stop = options.stop,
                        .beside = {},
                        .journal = options.journal};
  for (auto& sink_of : options.beside) {
    of_study.beside.emplace_back(
        [sink_of = std::move(sink_of)](std::size_t arm, std::uint32_t replication) {
          return arm == 0 ? sink_of(replication) : nullptr;
        });
  }
  const bool has_twins = !options.cells_of_twins.empty();
  std::vector<Arm> arms{{model, layout, std::move(options.cells), options.hash}};
  if (has_twins)
    arms.push_back({model, layout, std::move(options.cells_of_twins), options.hash, true});
  Study study{std::move(arms), std::move(of_study)};
  std::size_t asked = options.replications;
  bool is_whole = study.run_up_to(asked);
  std::vector<ReachedPrecision> precision = precision_of(study, options);
  while (is_whole && asked < options.at_most && !is_reached(precision)) {
    asked = next_look(asked, options.at_most);
    is_whole = study.run_up_to(asked);
    precision = precision_of(study, options);
  }
  std::vector<Estimate> estimates;
  if (study.replications(0) > 0) estimates = study.estimates(0);
  return {.estimator = study.release(0),
          .estimates = std::move(estimates),
          .asked = asked,
          .precision = std::move(precision),
          .twins = has_twins ? std::optional{study.release(1)} : std::nullopt,
          .interrupted = !is_whole,
          .run_seconds = study.run_seconds()};
}

}  // namespace tiersim
