#pragma once
// What all subcommands share: how they are called, their options as data, and how they are parsed.

#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tiersim/exit_code.hpp"
#include "tiersim/language.hpp"

namespace tiersim::commands {

/// What was typed after the subcommand's name.
using Arguments = std::vector<std::string>;

/// Where a subcommand writes, and whether somebody looks at it.
struct Streams {
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
};

/// An option as help, completion and parser know it. Long options only.
struct Option {
  std::string_view name;   ///< without the dashes
  std::string_view value;  ///< what follows it, "N"; empty: a switch
  std::string_view text;   ///< one line of help
  bool repeated = false;   ///< may be given several times
};

/// A subcommand. Its function throws BadUsage, BadInput and std::exception; the caller tells them.
struct Command {
  std::string_view name;
  std::string_view
      argument;  ///< what stands after it: "SCENARIO"; empty: nothing; "...]": any number
  std::string_view summary;  ///< one line
  std::span<const Option> (*options)();
  ExitCode (*function)(const Arguments&, Streams&);
};
/// All subcommands, in the order in which help lists them.
[[nodiscard]] std::span<const Command> command_table();
[[nodiscard]] const Command* find_command(std::string_view name);

/// Something wrong with what was typed: exit code 2.
struct BadUsage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The options and arguments that were given.
class Given {
 public:
  void add(std::string name, std::string value);
  void add_argument(std::string text) { arguments_.push_back(std::move(text)); }

  [[nodiscard]] bool has(std::string_view name) const;
  /// The option's value; the last one where it was given several times.
  [[nodiscard]] std::optional<std::string> text(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
  /// \throws BadUsage where the value is no whole number in [low, high].
  [[nodiscard]] std::optional<std::uint64_t>
  number(std::string_view name, std::uint64_t low, std::uint64_t high) const;
  /// Of `--threads`; 0: as many as there are cores. \throws BadUsage as number().
  [[nodiscard]] unsigned threads() const;
  [[nodiscard]] const std::vector<std::string>& arguments() const { return arguments_; }

 private:
  std::vector<std::pair<std::string, std::string>> options_;
  std::vector<std::string> arguments_;
};

/// Parses what was typed after a subcommand, by its row of command_table(). Where that row has an
/// argument, exactly one is required; `...` after its name lets there be more.
/// \throws BadUsage with what, why and a suggestion.
[[nodiscard]] Given parse(std::string_view name, const Arguments& arguments);

/// Writes a whole text to the standard output. A reader that has seen enough, as `head` has, is no
/// failure. \throws std::runtime_error where it cannot be written: a full disk.
void print(Streams& streams, std::string_view text);

/// Overlays as typed with `--set`, with each `*` in a path and each change of what the scenario has
/// (`x1.1`, `+1`, `-10%`) worked out. \throws BadInput
[[nodiscard]] std::vector<std::string> plain_sets(const std::string& path,
                                                  const std::vector<std::string>& sets);

/// Loads a scenario from the disk with its overlays, as typed with `--set`, targets checked as
/// well. One without a name has that of its file. \throws BadInput with every problem found.
[[nodiscard]] LoadedScenario load_plan(const std::string& path,
                                       const std::vector<std::string>& sets);

/// Everything that was typed after `tiersim`; tells all errors. The one door from main.
[[nodiscard]] ExitCode run_command_line(const Arguments& arguments, Streams& streams);

// The subcommands, each in the file of its name.
[[nodiscard]] std::span<const Option> init_options();
ExitCode init(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> run_options();
ExitCode run(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> compare_options();
ExitCode compare(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> check_options();
ExitCode check(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> sweep_options();
ExitCode sweep(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> trace_options();
ExitCode trace(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> validate_options();
ExitCode validate(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> erlang_options();
ExitCode erlang(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> optimize_options();
ExitCode optimize(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> kpis_options();
ExitCode kpis(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> reference_options();
ExitCode reference(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> schema_options();
ExitCode schema(const Arguments& arguments, Streams& streams);
[[nodiscard]] std::span<const Option> completion_options();
ExitCode completion(const Arguments& arguments, Streams& streams);

}  // namespace tiersim::commands
