// `tiersim check`: a gate for pipelines.

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "analysis/commands/check_wanted.hpp"
#include "analysis/commands/command.hpp"
#include "analysis/commands/interrupt.hpp"
#include "analysis/commands/progress_line.hpp"
#include "analysis/gate_baseline.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/run_size.hpp"
#include "sim/suggest.hpp"
#include "tiersim/disk_files.hpp"
#include "tiersim/gate_report.hpp"

namespace tiersim::commands {
namespace {

constexpr std::size_t most_baseline_bytes = std::size_t{1} << 26U;

/// A scenario with all that is compiled from it; nothing of it moves.
struct Compiled {
  Compiled(std::string path, const CheckWanted& wanted, std::optional<std::uint64_t> seed)
      : file{std::move(path)}, loaded{load_with_seed(file, wanted, seed)} {}
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;
  ~Compiled() = default;

  static LoadedScenario load_with_seed(const std::string& file,
                                       const CheckWanted& wanted,
                                       std::optional<std::uint64_t> seed) {
    LoadedScenario loaded = load_plan(file, wanted.sets);
    if (seed) loaded.scenario.seed = *seed;
    return loaded;
  }
  [[nodiscard]] CheckPlan plan() const { return {file, loaded, model, layout}; }

  std::string file;
  LoadedScenario loaded;
  Model model = compile(loaded.scenario);
  MeasureLayout layout{model};
};
using Plans = std::vector<std::unique_ptr<Compiled>>;

void refuse_size(const Compiled& plan) {
  std::optional<Problem> problem = measure_problem(plan.layout, plan.model);
  if (problem) problem->place.file = plan.file;
  if (!problem) problem = memory_problem(run_size(plan.loaded.scenario, plan.model), plan.file);
  if (problem) throw BadInput{{std::move(*problem)}};
}

/// What is kept of the periods of targets must fit, too.
void refuse_periods(const Compiled& plan, const TargetCells& cells, std::size_t replications) {
  std::set<Window> windows;
  PeriodCells kept;
  for (const std::vector<KpiCell>& of_one : cells) {
    for (const KpiCell& cell : of_one) {
      if (!cell.window) continue;
      windows.insert(*cell.window);
      kept.add(cell, 1);
    }
  }
  std::optional<Problem> problem = period_problem(plan.layout, windows.size(), kept, replications);
  if (!problem) return;
  problem->place.file = plan.file;
  throw BadInput{{std::move(*problem)}};
}

/// All scenarios, or the problems of all of them.
Plans compiled_plans(const CheckWanted& wanted) {
  Plans plans;
  std::vector<Problem> problems;
  for (const std::string& file : wanted.scenarios) {
    try {
      plans.push_back(std::make_unique<Compiled>(file, wanted, wanted.seed));
      const Compiled& plan = *plans.back();
      refuse_size(plan);
      refuse_periods(plan, target_cells(plan.loaded, plan.model, plan.layout), wanted.at_most);
    } catch (const BadInput& input) {
      problems.insert(problems.end(), input.problems().begin(), input.problems().end());
    }
  }
  if (!problems.empty()) throw BadInput{std::move(problems)};
  return plans;
}

std::string baseline_bytes(const std::string& path) {
  const FileContent content = DiskFiles{}.read(path, most_baseline_bytes);
  if (content.ok()) return content.bytes;
  throw BadInput{{{{path, 0, 0},
                   fmt::format("cannot read the baseline: {}", content.failure),
                   "",
                   "write it with `--update-baseline`, from the plan you compare with"}}};
}

/// A file beside, which gets its name when all is written.
class SideFile {
 public:
  explicit SideFile(const std::optional<std::string>& path) {
    if (!path) return;
    path_ = *path;
    if (std::error_code error; std::filesystem::is_directory(path_, error)) {
      throw WriteError{fmt::format("cannot write {}: it is a folder", tiersim::in_quotes(path_))};
    }
    file_ = std::make_unique<OutputFile>(path_ + ".tmp");
  }
  /// \throws WriteError
  void write(const std::string& text) {
    if (!file_) return;
    file_->write(text);
    file_->close();
    file_->keep_as(path_);
  }
  [[nodiscard]] bool is_wanted() const { return file_ != nullptr; }

 private:
  std::string path_;
  std::unique_ptr<OutputFile> file_;
};

/// Calls simulate(options) with a line of progress, where somebody sees it.
template <class Simulate>
auto with_progress(CheckOptions options, std::ostream* viewer, const Simulate& simulate) {
  std::optional<ProgressLine> line;
  if (viewer != nullptr) {
    line.emplace(*viewer);
    options.progress = [&line](const Progress& now) { line->show(now); };
  }
  return simulate(options);
}

ExitCode update(const CheckWanted& wanted,
                const Plans& plans,
                const CheckOptions& options,
                std::ostream* viewer,
                Streams& streams) {
  SideFile file{wanted.baseline};
  Baseline baseline;
  std::size_t values = 0;
  for (const std::unique_ptr<Compiled>& plan : plans) {
    if (plan->loaded.scenario.targets.empty()) continue;
    auto entry = with_progress(options, viewer, [&](const CheckOptions& with) {
      return make_baseline(plan->plan(), with);
    });
    if (!entry) {
      streams.err << "interrupted: the baseline is left as it was\n";
      return ExitCode::interrupted;
    }
    values += entry->values.size();
    baseline[plan->file] = std::move(*entry);
  }
  if (values == 0) {
    streams.err << "error: no target, or nothing to measure it by: no baseline is written\n";
    return ExitCode::nothing_evaluated;
  }
  file.write(baseline_text(baseline));
  print(streams,
        fmt::format("{}: {} {} of {} {}, {} replications each\n", *wanted.baseline, values,
                    values == 1 ? "value" : "values", baseline.size(),
                    baseline.size() == 1 ? "scenario" : "scenarios", GateTest::least_replications));
  return ExitCode::fine;
}

/// A plan with what it is held against, all of it checked before anything is simulated.
struct Held {
  CheckPlan plan;
  std::unique_ptr<Compiled> base_scenario = {};
  std::unique_ptr<CheckPlan> base = {};
};

Held held(const CheckWanted& wanted, const Compiled& compiled, const Baseline& baseline) {
  Held one{.plan = compiled.plan()};
  if (compiled.loaded.scenario.targets.empty()) return one;
  if (wanted.base) {
    // Random numbers are common where the seed is. `--set` changes the plan, not its base.
    CheckWanted as_written = wanted;
    as_written.sets.clear();
    one.base_scenario =
        std::make_unique<Compiled>(*wanted.base, as_written, compiled.loaded.scenario.seed);
    refuse_size(*one.base_scenario);
    one.base = std::make_unique<CheckPlan>(one.base_scenario->plan());
    one.plan.base = one.base.get();
  }
  if (wanted.baseline) one.plan.baseline = &entry_for(baseline, one.plan, *wanted.baseline);
  check_gate(one.plan);
  return one;
}

std::vector<Held>
all_held(const CheckWanted& wanted, const Plans& plans, const Baseline& baseline) {
  std::vector<Held> all;
  std::vector<Problem> problems;
  for (const std::unique_ptr<Compiled>& plan : plans) {
    try {
      all.push_back(held(wanted, *plan, baseline));
    } catch (const BadInput& input) {
      problems.insert(problems.end(), input.problems().begin(), input.problems().end());
    }
  }
  if (!problems.empty()) throw BadInput{std::move(problems)};
  return all;
}

ExitCode tell_check(const CheckWanted& wanted,
                    const CheckReport& report,
                    SideFile& junit,
                    SideFile& markdown,
                    Streams& streams) {
  const std::string text = wanted.json ? check_json(report) : check_text(report);
  const std::string annotations = wanted.annotations ? check_annotations(report) : "";
  try {
    if (junit.is_wanted()) junit.write(check_junit(report));
    if (markdown.is_wanted()) markdown.write(check_markdown(report));
  } catch (const WriteError&) {
    print(streams, text);  // what took long to find out is not thrown away for a full disk
    throw;
  }
  print(streams, text);
  if (wanted.json) {
    streams.err << annotations;  // a runner reads both; JSON stays JSON
  } else {
    print(streams, annotations);
  }
  return exit_code_of(report);
}

}  // namespace

ExitCode check(const Arguments& arguments, Streams& streams) {
  const CheckWanted wanted = check_wanted(parse("check", arguments));
  const Plans plans = compiled_plans(wanted);
  std::ostream* const viewer = streams.err_is_terminal && !wanted.quiet ? &streams.err : nullptr;
  const InterruptGuard guard;
  const CheckOptions options{.at_most = wanted.at_most,
                             .worse_by = wanted.worse_by,
                             .threads = wanted.threads,
                             .progress = {},
                             .stop = &InterruptGuard::flag()};
  if (wanted.update_baseline) return update(wanted, plans, options, viewer, streams);
  Baseline baseline;
  if (wanted.baseline) {
    baseline = read_baseline(baseline_bytes(*wanted.baseline), *wanted.baseline);
  }
  const std::vector<Held> all = all_held(wanted, plans, baseline);
  SideFile junit{wanted.junit};
  SideFile markdown{wanted.markdown};
  CheckReport report{.results = {}, .inconclusive = wanted.inconclusive};
  for (const Held& one : all) {
    report.results.push_back(with_progress(
        options, viewer, [&](const CheckOptions& with) { return run_check(one.plan, with); }));
    if (report.results.back().interrupted) break;
  }
  return tell_check(wanted, report, junit, markdown, streams);
}

}  // namespace tiersim::commands
