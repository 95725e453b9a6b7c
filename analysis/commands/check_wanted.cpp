#include "analysis/commands/check_wanted.hpp"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <system_error>

#include "analysis/commands/output_option.hpp"
#include "analysis/commands/resume.hpp"
#include "analysis/gate_baseline.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "tiersim/gate.hpp"

namespace tiersim::commands {
namespace {

constexpr std::size_t at_most_by_default = 2'000;
/// Of --update-baseline: as many as skewed KPIs usually need.
constexpr std::size_t baseline_replications = 400;
constexpr std::uint64_t most_ever = 1'000'000;
constexpr Margin worse_by_default = {.size = 0.05, .is_relative = true};

constexpr std::array<Option, 15> check_table = {{
    {"at-most", "N", "replications at most, 2000; of --update-baseline as many as it keeps, 400"},
    {"inconclusive", "fail|warn|pass", "what becomes of it: fail (exit code 3) unless given"},
    {"base", "SCENARIO",
     "hold KPIs against this plan's, on common random numbers, not to bounds; of a folder, against "
     "the plan of the same path in it"},
    {"baseline", "FILE", "hold KPIs against what --update-baseline wrote, not to bounds"},
    {"update-baseline", "", "write the file that --baseline names; nothing is judged"},
    {"worse-by", "SHARE",
     "with a base: a KPI may become worse by so much, 5%, if its target says nothing"},
    {"set", "PATH=VALUE", "change one key of each scenario; may be repeated", true},
    {"seed", "N", "of all random numbers, instead of the scenario's"},
    {"threads", "N", "default: one for each core; results do not depend on it"},
    {"json", "", "print the whole result as JSON"},
    {"junit", "FILE", "also write a test case for each target, as JUnit XML"},
    {"markdown", "FILE", "also write tables for the summary of a job"},
    {"annotations", "github", "also print a line at the place of each target that does not pass"},
    resume_option,
    {"quiet", "", "no line of progress"},
}};

/// The files that a pattern names, in order; what is no pattern is left to the loader.
std::vector<std::string> files_of(const std::string& typed) {
  if (typed.find_first_of("*?[") == std::string::npos || std::filesystem::exists(typed)) {
    return {typed};
  }
  glob_t found{};
  const int code = ::glob(typed.c_str(), 0, nullptr, &found);
  std::vector<std::string> files;
  for (std::size_t i = 0; code == 0 && i < found.gl_pathc; ++i) {
    files.emplace_back(found.gl_pathv[i]);
  }
  ::globfree(&found);
  if (!files.empty()) return files;
  throw BadUsage{fmt::format("no file is named like {} (a check of nothing would pass)",
                             tiersim::in_quotes(typed))};
}

/// Each once, however its path is written.
std::vector<std::string> scenarios_of(const Given& given) {
  std::vector<std::string> all;
  std::set<std::string> names;
  for (const std::string& typed : given.arguments()) {
    for (const std::string& file : files_of(typed)) {
      if (names.insert(name_in_baseline(file)).second) all.push_back(file);
    }
  }
  return all;
}

Inconclusive inconclusive_of(const Given& given) {
  const std::string what = given.text("inconclusive").value_or("fail");
  if (what == "fail") return Inconclusive::fail;
  if (what == "warn") return Inconclusive::warn;
  if (what == "pass") return Inconclusive::pass;
  throw BadUsage{fmt::format("option '--inconclusive' is {} (it is fail, warn or pass)",
                             tiersim::in_quotes(what))};
}

Margin worse_by_of(const Given& given) {
  const std::optional<std::string> written = given.text("worse-by");
  if (!written) return worse_by_default;
  const Parsed<Margin> margin = parse_margin(*written);
  if (!margin || !margin->is_relative) {
    throw BadUsage{fmt::format("option '--worse-by' is {} (it is a share of the value, above 0 and "
                               "below 100%); write for example `--worse-by 5%`",
                               tiersim::in_quotes(*written))};
  }
  if (!given.has("base") && !given.has("baseline")) {
    throw BadUsage{"option '--worse-by' needs '--base SCENARIO' or '--baseline FILE' (bounds have "
                   "no tolerance)"};
  }
  return *margin;
}

void check_base(const Given& given) {
  if (given.has("base") && given.has("baseline")) {
    throw BadUsage{"options '--base' and '--baseline' exclude each other (KPIs are held against "
                   "one of them)"};
  }
  if (given.has("update-baseline") && !given.has("baseline")) {
    throw BadUsage{"option '--update-baseline' needs '--baseline FILE' (that is what it writes)"};
  }
  const bool writes = given.has("junit") || given.has("markdown") || given.has("annotations");
  for (const std::string_view name : {"worse-by", "inconclusive"}) {
    if (!given.has("update-baseline") || !given.has(name)) continue;
    throw BadUsage{fmt::format("option '--{}' says nothing to '--update-baseline' (nothing is "
                               "judged); leave it out",
                               name)};
  }
  if (given.has("update-baseline") && (writes || given.has("json"))) {
    throw BadUsage{"option '--update-baseline' judges nothing: leave out '--json', '--junit', "
                   "'--markdown' and '--annotations'"};
  }
}

void check_apart(const Given& given, std::string_view one, std::string_view other) {
  namespace fs = std::filesystem;
  if (!given.has(one) || !given.has(other)) return;
  std::error_code error;
  const fs::path first = fs::weakly_canonical(fs::absolute(*given.text(one), error), error);
  const fs::path second = fs::weakly_canonical(fs::absolute(*given.text(other), error), error);
  if (first != second) return;
  throw BadUsage{fmt::format("options '--{}' and '--{}' name the same file", one, other)};
}

void check_files(const Given& given) {
  for (const std::string_view name : {"junit", "markdown", "baseline"}) {
    if (const auto file = given.text(name)) check_named_file(name, *file);
  }
  if (given.text("base") == "") {
    throw BadUsage{"option '--base' is empty (it names a scenario, or a folder of scenarios)"};
  }
  check_apart(given, "junit", "markdown");
  check_apart(given, "junit", "baseline");
  check_apart(given, "markdown", "baseline");
  if (const auto folder = given.text("resume")) check_output_folder(*folder, "resume");
  const std::optional<std::string> annotations = given.text("annotations");
  if (annotations && *annotations != "github") {
    throw BadUsage{fmt::format("option '--annotations' is {} (only github is known; others read "
                               "JUnit)",
                               tiersim::in_quotes(*annotations))};
  }
}

}  // namespace

std::span<const Option> check_options() { return check_table; }

CheckWanted check_wanted(const Given& given) {
  check_base(given);
  check_files(given);
  const auto at_most = given.number("at-most", GateTest::least_replications, most_ever);
  const std::size_t by_default =
      given.has("update-baseline") ? baseline_replications : at_most_by_default;
  return {.scenarios = scenarios_of(given),
          .sets = given.all("set"),
          .seed = given.number("seed", 0, UINT64_MAX),
          .at_most = at_most.value_or(by_default),
          .threads = given.threads(),
          .inconclusive = inconclusive_of(given),
          .worse_by = worse_by_of(given),
          .base = given.text("base"),
          .baseline = given.text("baseline"),
          .update_baseline = given.has("update-baseline"),
          .junit = given.text("junit"),
          .markdown = given.text("markdown"),
          .annotations = given.has("annotations"),
          .resume = given.text("resume"),
          .json = given.has("json"),
          .quiet = given.has("quiet")};
}

}  // namespace tiersim::commands
