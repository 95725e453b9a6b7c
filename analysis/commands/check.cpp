// `tiersim check`: a gate for pipelines.

#include <fmt/format.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "analysis/commands/check_base.hpp"
#include "analysis/commands/check_wanted.hpp"
#include "analysis/commands/command.hpp"
#include "analysis/commands/interrupt.hpp"
#include "analysis/commands/output_option.hpp"
#include "analysis/commands/resume.hpp"
#include "analysis/commands/settle.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/run_size.hpp"
#include "sim/suggest.hpp"
#include "tiersim/disk_files.hpp"
#include "tiersim/gate_report.hpp"

namespace tiersim::commands {
namespace {

constexpr std::size_t most_report_bytes = std::size_t{1} << 26U;

/// Gives a scenario the warm-up that its `auto` stands for.
using Settle = std::function<void(LoadedScenario&, const std::string& file)>;

LoadedScenario loaded_with(const std::string& file,
                           const std::vector<std::string>& sets,
                           std::optional<std::uint64_t> seed) {
  LoadedScenario loaded = load_plan(file, sets);
  if (seed) loaded.scenario.seed = *seed;
  return loaded;
}

std::unique_ptr<CompiledPlan>
compiled(LoadedScenario loaded, const std::string& file, const Settle& settle) {
  settle(loaded, file);
  std::string name = loaded.scenario.name;
  return std::make_unique<CompiledPlan>(std::move(loaded), std::move(name), file);
}

void refuse_size(const CompiledPlan& plan, std::size_t replications) {
  std::vector<KpiCell> cells;
  for (const auto& of_one : target_cells(plan.loaded, plan.model, plan.layout)) {
    cells.insert(cells.end(), of_one.begin(), of_one.end());
  }
  auto problem = size_problem(plan.loaded.scenario, plan.model, plan.layout, cells, replications);
  if (!problem) return;
  problem->place.file = plan.given;
  throw BadInput{{std::move(*problem)}};
}

/// A plan that is held against a base has the warm-up that is chosen for the base, or is written
/// there: both are counted from the same time on.
Settle settle_of(const CheckWanted& wanted, Journal* journal, std::ostream* viewer) {
  return [&wanted, journal, viewer](LoadedScenario& loaded, const std::string& file) {
    WarmUp& warm_up = loaded.scenario.horizon.warm_up;
    if (!warm_up.is_auto) return;
    const std::optional<std::string> base_file = base_of(wanted, file);
    if (!base_file) return settle_warm_up(loaded, wanted.threads, journal, viewer);
    LoadedScenario base = loaded_with(*base_file, {}, loaded.scenario.seed);
    settle_warm_up(base, wanted.threads, journal, viewer);
    warm_up = base.scenario.horizon.warm_up;
  };
}

/// All scenarios, or the problems of all of them.
Plans compiled_plans(const CheckWanted& wanted, const Settle& settle) {
  Plans plans;
  std::vector<Problem> problems;
  for (const std::string& file : wanted.scenarios) {
    try {
      plans.push_back(compiled(loaded_with(file, wanted.sets, wanted.seed), file, settle));
      refuse_size(*plans.back(), wanted.at_most);
    } catch (const BadInput& input) {
      problems.insert(problems.end(), input.problems().begin(), input.problems().end());
    }
  }
  if (!problems.empty()) throw BadInput{std::move(problems)};
  return plans;
}

/// A plan with what it is held against, all of it checked before anything is simulated.
struct Held {
  CheckPlan plan;
  std::unique_ptr<CompiledPlan> base_scenario = {};
  std::unique_ptr<CheckPlan> base = {};
  std::string note = {};
};

Held held(const CheckWanted& wanted, const CompiledPlan& plan, const Baseline& baseline) {
  Held one{.plan = plan_of(plan)};
  if (plan.loaded.scenario.targets.empty()) return one;
  if (const std::optional<std::string> file = base_of(wanted, plan.given)) {
    // Random numbers are common where the seed is. `--set` changes the plan, not its base.
    one.base_scenario = compiled(loaded_with(*file, {}, plan.loaded.scenario.seed), *file,
                                 [&](LoadedScenario& base, const std::string&) {
                                   WarmUp& warm_up = base.scenario.horizon.warm_up;
                                   if (warm_up.is_auto)
                                     warm_up = plan.loaded.scenario.horizon.warm_up;
                                 });
    refuse_size(*one.base_scenario, wanted.at_most);
    one.base = std::make_unique<CheckPlan>(plan_of(*one.base_scenario));
    one.plan.base = one.base.get();
  } else if (wanted.base) {
    one.note = fmt::format("It is new: {} has no such file, and it is held to its own bounds.",
                           in_quotes(*wanted.base));
  }
  if (wanted.baseline) one.plan.baseline = &entry_for(baseline, one.plan, *wanted.baseline);
  check_gate(one.plan);
  return one;
}

std::vector<Held>
all_held(const CheckWanted& wanted, const Plans& plans, const Baseline& baseline) {
  std::vector<Held> all;
  std::vector<Problem> problems;
  for (const std::unique_ptr<CompiledPlan>& plan : plans) {
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
                    std::optional<WholeFile>& junit,
                    std::optional<WholeFile>& markdown,
                    Streams& streams) {
  const auto text = [&](ExitCode code) {
    return wanted.json ? check_json(report) : check_text(report, code);
  };
  const std::string annotations = wanted.annotations ? check_annotations(report) : "";
  try {
    if (junit) junit->write(check_junit(report));
    if (markdown) markdown->write(check_markdown(report));
  } catch (const WriteError&) {
    print(
        streams,
        text(ExitCode::failure));  // what took long to find out is not thrown away for a full disk
    throw;
  }
  print(streams, text(exit_code_of(report)));
  if (wanted.json) {
    streams.err << annotations;  // a runner reads both; JSON stays JSON
  } else {
    print(streams, annotations);
  }
  return exit_code_of(report);
}

/// Writes over a report of an earlier check only: what else has this name may be an input, and
/// which these are is not known of a scenario that cannot be read.
void write_over(const std::string& path, std::string_view beginning, const std::string& text) {
  const FileContent older = DiskFiles{}.read(path, most_report_bytes);
  std::error_code error;
  const bool is_there = std::filesystem::exists(path, error);
  if (is_there && !older.ok()) return;
  if (is_there && !older.bytes.empty() && !older.bytes.starts_with(beginning)) return;
  try {
    WholeFile{path}.write(text);
  } catch (const WriteError&) {  // the problems themselves are told anyway
  }
}

/// A pipeline that reads reports alone sees no older one, and why nothing was simulated.
void tell_problems(const CheckWanted& wanted, const BadInput& input, Streams& streams) {
  if (wanted.update_baseline) return;
  if (wanted.junit) write_over(*wanted.junit, "<?xml", check_junit(input.problems()));
  if (wanted.markdown) {
    write_over(*wanted.markdown, "## tiersim check", check_markdown(input.problems()));
  }
  if (wanted.annotations) streams.err << check_annotations(input.problems());
}

void check_no_report_over(const CheckWanted& wanted, const std::vector<std::string>& inputs) {
  if (wanted.junit) check_no_input("junit", *wanted.junit, inputs);
  if (wanted.markdown) check_no_input("markdown", *wanted.markdown, inputs);
}

ExitCode check_all(const CheckWanted& wanted, Streams& streams) {
  std::ostream* const viewer = streams.err_is_terminal && !wanted.quiet ? &streams.err : nullptr;
  const InterruptGuard guard;
  check_base_folder(wanted);
  const std::unique_ptr<Journal> journal = open_journal(wanted.resume, wanted.quiet, streams);
  const KeptNote note{journal.get(), streams};
  const Plans plans = compiled_plans(wanted, settle_of(wanted, journal.get(), viewer));
  const CheckOptions options{.at_most = wanted.at_most,
                             .worse_by = wanted.worse_by,
                             .threads = wanted.threads,
                             .progress = {},
                             .stop = &InterruptGuard::flag(),
                             .journal = journal.get()};
  for (const std::unique_ptr<CompiledPlan>& plan : plans) {
    const std::vector<std::string>& inputs = plan->loaded.files;
    check_no_report_over(wanted, inputs);
    if (wanted.update_baseline) check_no_input("baseline", *wanted.baseline, inputs);
  }
  if (wanted.update_baseline) return update_baseline(wanted, plans, options, viewer, streams);
  const Baseline baseline = wanted_baseline(wanted);
  const std::vector<Held> all = all_held(wanted, plans, baseline);
  for (const Held& one : all) {
    if (one.base_scenario) check_no_report_over(wanted, one.base_scenario->loaded.files);
  }
  std::optional<WholeFile> junit;
  std::optional<WholeFile> markdown;
  if (wanted.junit) junit.emplace(*wanted.junit);
  if (wanted.markdown) markdown.emplace(*wanted.markdown);
  CheckReport report{.results = {}, .inconclusive = wanted.inconclusive};
  for (const Held& one : all) {
    const bool goes_on = report.results.empty() || !report.results.back().interrupted;
    report.results.push_back(
        goes_on ? with_progress(options, viewer,
                                [&](const CheckOptions& with) { return run_check(one.plan, with); })
                : empty_result(one.plan));
    if (!goes_on) report.results.back().interrupted = true;
    if (!one.note.empty()) report.results.back().notes.push_back(one.note);
  }
  return tell_check(wanted, report, junit, markdown, streams);
}

}  // namespace

ExitCode check(const Arguments& arguments, Streams& streams) {
  const CheckWanted wanted = check_wanted(parse("check", arguments));
  try {
    return check_all(wanted, streams);
  } catch (const BadInput& input) {
    tell_problems(wanted, input, streams);
    throw;
  }
}

}  // namespace tiersim::commands
