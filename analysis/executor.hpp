#pragma once
// Runs numbered jobs on threads and takes their results in order.

#include <cstddef>
#include <functional>

namespace tiersim {

/// What is to be done, in the order of jobs, when a job is complete. Empty: the job was given up,
/// and no later one counts.
using Merge = std::function<void()>;

struct Jobs {
  std::size_t count = 0;
  /// Does a job. Called on any thread, for several jobs at once.
  std::function<Merge(std::size_t job)> work;
};

/// Does all jobs, at most `threads` at a time, and merges each after those before it. A job starts
/// only when few others wait to be merged, so that memory does not grow with their number.
/// \param threads  0: as many as there are cores.
/// \return how many were merged: all, or those before the first that was given up.
/// \throws what the first failing job threw, after merging those before it.
std::size_t execute(const Jobs& jobs, unsigned threads);

}  // namespace tiersim
