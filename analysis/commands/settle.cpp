#include "analysis/commands/settle.hpp"

#include <optional>

#include "analysis/commands/interrupt.hpp"
#include "analysis/commands/progress_line.hpp"

namespace tiersim::commands {

void settle_warm_up(LoadedScenario& loaded,
                    unsigned threads,
                    Journal* journal,
                    std::ostream* viewer) {
  if (!loaded.scenario.horizon.warm_up.is_auto) return;
  std::optional<ProgressLine> line;
  WarmUpOptions options{
      .threads = threads, .progress = {}, .stop = &InterruptGuard::flag(), .journal = journal};
  if (viewer != nullptr) {
    line.emplace(*viewer);
    options.progress = [&line](const Progress& now) { line->show(now); };
  }
  const std::optional<WarmUp> chosen = choose_warm_up(loaded, options);
  if (!chosen) {
    throw StoppedEarly{"interrupted before a warm-up was chosen: nothing to report"};
  }
  loaded.scenario.horizon.warm_up = *chosen;
}

}  // namespace tiersim::commands
