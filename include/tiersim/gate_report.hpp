#pragma once
// What `tiersim check` found, for people, programs and pipelines.

#include <string>
#include <vector>

#include "tiersim/exit_code.hpp"
#include "tiersim/plan_gate.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {

/// What an undecided target does to the exit code.
enum class Inconclusive : std::uint8_t { fail, warn, pass };

/// Several scenarios, and how they end together.
struct CheckReport {
  std::vector<CheckResult> results;
  Inconclusive inconclusive = Inconclusive::fail;
};

/// How many targets of all scenarios came to what.
struct CheckCounts {
  std::size_t targets = 0;
  std::size_t pass = 0;
  std::size_t fail = 0;
  std::size_t warns = 0;
  std::size_t inconclusive = 0;  ///< of severity error
  std::size_t nothing = 0;       ///< scenarios without targets count as one
};
[[nodiscard]] CheckCounts counts_of(const std::vector<CheckResult>& results);

/// The worst that happened: interrupted, a target missed, one that had nothing to judge it by (or a
/// scenario without any), one undecided; else fine.
[[nodiscard]] ExitCode exit_code_of(const CheckReport& report);

/// Tables of 80 columns, and below them a paragraph for each target that does not pass.
/// \param code  what the program will end with. Nothing in it is a runner's command.
[[nodiscard]] std::string check_text(const CheckReport& report, ExitCode code);
[[nodiscard]] std::string check_json(const CheckReport& report);
/// A test suite for each scenario, a test case for each target: a failure where it is missed, an
/// error where there is nothing to judge it by, skipped where it only warns. Valid against the
/// schema of Jenkins (junit-10.xsd).
[[nodiscard]] std::string check_junit(const CheckReport& report);
/// Instead, where nothing could be simulated: an error for each problem.
[[nodiscard]] std::string check_junit(const std::vector<Problem>& problems);
/// For the summary of a job.
[[nodiscard]] std::string check_markdown(const CheckReport& report);
[[nodiscard]] std::string check_markdown(const std::vector<Problem>& problems);
/// A line for each target that does not pass, at its place, as GitHub's workflows read them.
[[nodiscard]] std::string check_annotations(const CheckReport& report);
[[nodiscard]] std::string check_annotations(const std::vector<Problem>& problems);

}  // namespace tiersim
