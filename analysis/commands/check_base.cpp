#include "analysis/commands/check_base.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>

#include "analysis/output_folder.hpp"
#include "sim/suggest.hpp"
#include "tiersim/disk_files.hpp"

namespace tiersim::commands {
namespace {

constexpr std::size_t most_baseline_bytes = std::size_t{1} << 26U;

std::string baseline_bytes(const std::string& path) {
  const FileContent content = DiskFiles{}.read(path, most_baseline_bytes);
  if (content.ok()) return content.bytes;
  throw BadInput{{{{path, 0, 0},
                   fmt::format("cannot read the baseline: {}", content.failure),
                   "",
                   "where there is none yet, `--update-baseline` writes it, from the plan you "
                   "compare with"}}};
}

/// What is there of other scenarios stays, where it can be read.
Baseline older_baseline(const std::string& path, std::ostream& told) {
  const FileContent content = DiskFiles{}.read(path, most_baseline_bytes);
  if (!content.ok() || content.bytes.empty()) return {};
  if (content.bytes.find(R"("kind": "baseline")") == std::string::npos) {
    throw BadInput{{{{path, 0, 0},
                     "this is no baseline",
                     "what is in the file would be lost",
                     "name another file, or remove this one"}}};
  }
  try {
    return read_baseline(content.bytes, path);
  } catch (const BadInput& input) {  // of another version, or damaged
    told << "note: " << input.problems().front().what << "; " << in_quotes(path)
         << " is written anew, without the other scenarios that it knew\n";
    return {};
  }
}

/// Where the folder has a scenario's counterpart, or would have it.
std::filesystem::path counterpart_of(const std::string& folder, const std::string& file) {
  return std::filesystem::path{folder} / name_in_baseline(file);
}

}  // namespace

std::optional<std::string> base_of(const CheckWanted& wanted, const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!wanted.base || !fs::is_directory(*wanted.base, error)) return wanted.base;
  const std::string name = name_in_baseline(file);
  if (fs::path{name}.is_absolute() || name.starts_with("..")) {
    throw BadUsage{fmt::format("option '--base' is a folder, and {} lies outside the one that this "
                               "runs in (the same path would lead elsewhere); run it from the "
                               "folder above the scenarios",
                               in_quotes(file))};
  }
  const fs::path base = counterpart_of(*wanted.base, file);
  if (!fs::exists(base, error)) return std::nullopt;
  return base.generic_string();
}

void check_base_folder(const CheckWanted& wanted) {
  if (!wanted.base) return;
  for (const std::string& file : wanted.scenarios) {
    if (base_of(wanted, file)) return;
  }
  throw BadUsage{fmt::format(
      "option '--base' is {}, a folder that has none of the scenarios at "
      "its path (looked for {})",
      in_quotes(*wanted.base),
      in_quotes((std::filesystem::path{*wanted.base} / name_in_baseline(wanted.scenarios.front()))
                    .generic_string()))};
}

Baseline wanted_baseline(const CheckWanted& wanted) {
  if (!wanted.baseline) return {};
  return read_baseline(baseline_bytes(*wanted.baseline), *wanted.baseline);
}

ExitCode update_baseline(const CheckWanted& wanted,
                         const Plans& plans,
                         const CheckOptions& options,
                         std::ostream* viewer,
                         Streams& streams) {
  WholeFile file{*wanted.baseline};
  Baseline baseline = older_baseline(*wanted.baseline, streams.err);
  std::size_t values = 0;
  std::size_t scenarios = 0;
  for (const std::unique_ptr<CompiledPlan>& plan : plans) {
    if (plan->loaded.scenario.targets.empty()) continue;
    auto entry = with_progress(options, viewer, [&](const CheckOptions& with) {
      return make_baseline(plan_of(*plan), with);
    });
    if (!entry) {
      streams.err << "interrupted: the baseline is left as it was\n";
      return ExitCode::interrupted;
    }
    values += entry->values.size();
    ++scenarios;
    baseline[name_in_baseline(plan->given)] = std::move(*entry);
  }
  if (values == 0) {
    streams.err << "error: no target, or nothing to measure it by: no baseline is written\n";
    return ExitCode::nothing_evaluated;
  }
  file.write(baseline_text(baseline));
  print(streams, fmt::format("{}: {} {} of {} {}, {} replications each\n", *wanted.baseline, values,
                             values == 1 ? "value" : "values", scenarios,
                             scenarios == 1 ? "scenario" : "scenarios", options.at_most));
  return ExitCode::fine;
}

}  // namespace tiersim::commands
