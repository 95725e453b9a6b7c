#pragma once
// Ctrl-C, and a polite kill, as a flag.

#include <atomic>

namespace tiersim::commands {

/// While one lives, the first interrupt sets the flag, and a second one ends the program at once.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  [[nodiscard]] static const std::atomic<bool>& flag();
};

}  // namespace tiersim::commands
