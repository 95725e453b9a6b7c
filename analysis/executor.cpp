#include "analysis/executor.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <exception>

namespace tiersim {
namespace {

/// Results waiting to be merged, for each thread: enough to keep it busy while a long job ends.
constexpr std::size_t jobs_in_flight_per_thread = 2;

/// The job's merge; a failure is kept for its turn, so that the same one is told on every run.
Merge work_or_fail(const Jobs& jobs, std::size_t job) {
  try {
    return jobs.work(job);
  } catch (...) {
    return [failure = std::current_exception()] { std::rethrow_exception(failure); };
  }
}

std::size_t execute_serially(const Jobs& jobs) {
  for (std::size_t job = 0; job < jobs.count; ++job) {
    const Merge merge = jobs.work(job);
    if (!merge) return job;
    merge();
  }
  return jobs.count;
}

/// A pipeline of three steps: hand out a number, do the job, merge in order of numbers. No
/// exception may leave a step: the pipeline would forget the jobs in flight, and what they hold.
std::size_t execute_on_threads(const Jobs& jobs, unsigned threads) {
  namespace tbb = oneapi::tbb;
  std::size_t next = 0;
  std::size_t merged = 0;
  std::atomic<bool> given_up{false};
  std::exception_ptr failure;
  const auto hand_out = tbb::make_filter<void, std::size_t>(
      tbb::filter_mode::serial_in_order, [&](tbb::flow_control& control) -> std::size_t {
        if (next == jobs.count || given_up) {
          control.stop();
          return next;
        }
        return next++;
      });
  const auto do_job =
      tbb::make_filter<std::size_t, Merge>(tbb::filter_mode::parallel, [&](std::size_t job) {
        return given_up ? Merge{} : work_or_fail(jobs, job);
      });
  const auto take =
      tbb::make_filter<Merge, void>(tbb::filter_mode::serial_in_order, [&](const Merge& merge) {
        if (!merge) given_up = true;
        if (given_up) return;
        try {
          merge();
          ++merged;
        } catch (...) {
          failure = std::current_exception();
          given_up = true;
        }
      });
  tbb::task_arena arena{static_cast<int>(threads)};
  arena.execute([&] {
    tbb::parallel_pipeline(threads * jobs_in_flight_per_thread, hand_out & do_job & take);
  });
  if (failure) std::rethrow_exception(failure);
  return merged;
}

}  // namespace

std::size_t execute(const Jobs& jobs, unsigned threads) {
  namespace tbb = oneapi::tbb;
  const auto cores = static_cast<unsigned>(tbb::info::default_concurrency());
  const std::size_t wanted = threads == 0 ? cores : threads;
  const auto used = static_cast<unsigned>(std::min(wanted, jobs.count));
  if (used <= 1) return execute_serially(jobs);
  // The limit of threads is the number of cores, unless raised.
  const tbb::global_control limit{tbb::global_control::max_allowed_parallelism, used};
  return execute_on_threads(jobs, used);
}

}  // namespace tiersim
