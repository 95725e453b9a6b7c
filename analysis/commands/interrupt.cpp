#include "analysis/commands/interrupt.hpp"

#include <array>
#include <csignal>

namespace tiersim::commands {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "only such may be set by a signal");

constexpr std::array<int, 2> signals = {SIGINT, SIGTERM};

extern "C" void set_interrupted(int signal) {
  interrupted = true;
  std::signal(signal, SIG_DFL);  // the next one ends the program
}

}  // namespace

InterruptGuard::InterruptGuard() {
  interrupted = false;
  for (const int signal : signals) std::signal(signal, set_interrupted);
}

InterruptGuard::~InterruptGuard() {
  for (const int signal : signals) std::signal(signal, SIG_DFL);
}

const std::atomic<bool>& InterruptGuard::flag() { return interrupted; }

}  // namespace tiersim::commands
