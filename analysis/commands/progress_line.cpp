#include "analysis/commands/progress_line.hpp"

#include <fmt/format.h>

#include <string>

#include "analysis/report_format.hpp"

namespace tiersim::commands {
namespace {

constexpr double quiet_seconds = 1;

}  // namespace

ProgressLine::~ProgressLine() {
  if (width_ > 0) terminal_ << '\r' << std::string(width_, ' ') << '\r' << std::flush;
}

void ProgressLine::show(const Progress& progress) {
  if (progress.seconds < quiet_seconds) return;
  constexpr double ms_per_second = 1'000;
  std::string line = fmt::format("{} of {} replications, {:.0f} %, {} tickets/s, {} left",
                                 progress.replications_done, progress.replications,
                                 progress.fraction * 100, grouped(progress.tickets_per_second, 0),
                                 time_text(progress.seconds_left * ms_per_second));
  const std::size_t width = line.size();
  if (width < width_) line += std::string(width_ - width, ' ');
  width_ = width;
  terminal_ << '\r' << line << std::flush;
}

}  // namespace tiersim::commands
