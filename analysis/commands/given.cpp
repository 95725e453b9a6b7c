// Parsing by the table of options, with Boost.Program_options.

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>

#include "analysis/commands/command.hpp"
#include "sim/suggest.hpp"

namespace tiersim::commands {
namespace {

namespace po = boost::program_options;

/// With a blank, so that nobody can type it as an option.
constexpr const char* argument_name = "the argument";

po::options_description describe(std::span<const Option> options) {
  po::options_description description;
  for (const Option& option : options) {
    const std::string name{option.name};
    if (option.value.empty()) {
      description.add_options()(name.c_str(), "");
    } else {
      description.add_options()(name.c_str(), po::value<std::vector<std::string>>(), "");
    }
  }
  description.add_options()(argument_name, po::value<std::vector<std::string>>(), "");
  return description;
}

std::string see_help(std::string_view command) {
  return fmt::format("see `tiersim help {}`", command);
}

[[noreturn]] void unknown_option(const Command& command, const std::string& typed) {
  std::vector<std::string> known;
  for (const Option& option : command.options()) known.push_back(fmt::format("--{}", option.name));
  const std::string near = nearest(typed.substr(0, typed.find('=')), known);
  throw BadUsage{
      fmt::format("unknown option {} of `tiersim {}`; {}", tiersim::in_quotes(typed), command.name,
                  near.empty() ? see_help(command.name) : fmt::format("did you mean '{}'?", near))};
}

/// Boost's complaints in our words.
po::parsed_options parse_options(const Command& command, const Arguments& arguments) {
  const po::options_description description = describe(command.options());
  po::positional_options_description positions;
  positions.add(argument_name, -1);
  const int style = po::command_line_style::allow_long | po::command_line_style::long_allow_next |
                    po::command_line_style::long_allow_adjacent;
  try {
    return po::command_line_parser{arguments}
        .options(description)
        .positional(positions)
        .style(style)
        .run();
  } catch (const po::unknown_option& error) {
    unknown_option(command, error.get_option_name());
  } catch (const po::invalid_command_line_syntax& error) {
    const bool missing = error.kind() == po::invalid_command_line_syntax::missing_parameter;
    throw BadUsage{fmt::format("option '{}' {}; {}", error.get_option_name(),
                               missing ? "needs a value" : "takes no value",
                               see_help(command.name))};
  } catch (const po::error& error) {
    throw BadUsage{fmt::format("{}; {}", error.what(), see_help(command.name))};
  }
}

bool takes_value(const Command& command, std::string_view word) {
  return std::ranges::any_of(command.options(), [&](const Option& option) {
    return !option.value.empty() && word.starts_with("--") && word.substr(2) == option.name;
  });
}

/// Single-dash words, which the parser would take for arguments.
void refuse_short_options(const Command& command, const Arguments& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--") return;
    const bool is_value = i > 0 && takes_value(command, arguments[i - 1]);
    const bool is_short = word.size() > 1 && word[0] == '-' && word[1] != '-';
    if (is_short && !is_value) unknown_option(command, word);
  }
}

/// What follows an option is its value, whatever it is: another option is seldom meant.
const std::string& value_of(const po::option& option) {
  const std::string& value = option.value.front();
  if (!value.starts_with("--")) return value;
  throw BadUsage{fmt::format("option '--{}' needs a value (what follows it is '{}')",
                             option.string_key, value)};
}

void check_repeats(const Command& command, const Given& given) {
  for (const Option& option : command.options()) {
    if (option.repeated || given.all(option.name).size() <= 1) continue;
    throw BadUsage{
        fmt::format("option '--{}' is given twice (only one of them can count)", option.name)};
  }
}

void check_arguments(const Command& command, const Given& given) {
  const std::size_t count = given.arguments().size();
  const bool optional = command.argument.starts_with('[');
  const std::size_t fewest = command.argument.empty() || optional ? 0 : 1;
  const bool takes_any = command.argument.ends_with("...") || command.argument.ends_with("...]");
  const std::size_t most = command.argument.empty() ? 0 : takes_any ? SIZE_MAX : 1;
  if (count > most) {
    const std::vector<std::string> sets = given.all("set");
    const bool parted = !sets.empty() && sets.back().find('=') == std::string::npos;
    if (parted) {
      throw BadUsage{fmt::format("a `=` is missing in `--set {0}`; write `--set {0}={1}`",
                                 sets.back(), given.arguments()[most])};
    }
    throw BadUsage{fmt::format("`tiersim {}` does not know what to do with {}; {}", command.name,
                               tiersim::in_quotes(given.arguments()[most]),
                               see_help(command.name))};
  }
  if (count < fewest) {
    throw BadUsage{fmt::format("`tiersim {0}` needs a {1}; write `tiersim {0} {1}`", command.name,
                               command.argument)};
  }
}

}  // namespace

void Given::add(std::string name, std::string value) {
  options_.emplace_back(std::move(name), std::move(value));
}

bool Given::has(std::string_view name) const {
  return std::ranges::any_of(options_, [&](const auto& one) { return one.first == name; });
}

std::optional<std::string> Given::text(std::string_view name) const {
  const std::vector<std::string> values = all(name);
  return values.empty() ? std::nullopt : std::optional{values.back()};
}

unsigned Given::threads() const {
  constexpr std::uint64_t most_threads = 1'024;
  return static_cast<unsigned>(number("threads", 1, most_threads).value_or(0));
}

std::vector<std::string> Given::all(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [option, value] : options_) {
    if (option == name) values.push_back(value);
  }
  return values;
}

std::optional<std::uint64_t>
Given::number(std::string_view name, std::uint64_t low, std::uint64_t high) const {
  const std::optional<std::string> written = text(name);
  if (!written) return std::nullopt;
  std::uint64_t value = 0;
  const char* const end = written->data() + written->size();
  const auto [last, error] = std::from_chars(written->data(), end, value);
  const bool fits = error == std::errc{} && last == end && value >= low && value <= high;
  if (!fits) {
    throw BadUsage{fmt::format("option '--{}' is {} (it must be a whole number from {} to {})",
                               name, tiersim::in_quotes(*written), low, high)};
  }
  return value;
}

Given parse(std::string_view name, const Arguments& arguments) {
  const Command& command = *find_command(name);
  refuse_short_options(command, arguments);
  Given given;
  for (const po::option& option : parse_options(command, arguments).options) {
    if (option.string_key == argument_name) {
      given.add_argument(option.value.front());
    } else {
      given.add(option.string_key, option.value.empty() ? "" : value_of(option));
    }
  }
  check_repeats(command, given);
  check_arguments(command, given);
  return given;
}

}  // namespace tiersim::commands
