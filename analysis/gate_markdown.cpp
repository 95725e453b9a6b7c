// A check for the places where pipelines show things: a job's summary, and lines of a diff.

#include <fmt/format.h>

#include "analysis/gate_lines.hpp"
#include "sim/suggest.hpp"

namespace tiersim {
namespace {

/// Text inside a cell of a table.
std::string cell_text(std::string_view text) {
  std::string written;
  for (const char c : text) {
    switch (c) {
      case '|': written += "\\|"; break;
      case '<': written += "&lt;"; break;
      case '>': written += "&gt;"; break;
      case '&': written += "&amp;"; break;
      case '*':
      case '_':
      case '`':
      case '[':
      case '\\':
        written += '\\';
        written += c;
        break;
      case '\n': written += ' '; break;
      default: written += c;
    }
  }
  return written;
}

std::string scenario_text(const CheckResult& result) {
  std::string text =
      fmt::format("\n### {} ({})\n\n", cell_text(result.name), cell_text(escaped(result.file)));
  if (result.interrupted) text += "Interrupted: not all that was asked for is here.\n\n";
  if (result.targets.empty()) return text + "Nothing was evaluated.\n";
  if (!result.against.empty())
    text += fmt::format("Against {}.\n\n", cell_text(escaped(result.against)));
  text += fmt::format("| target | {} | value | interval | margin | verdict | reasons |\n"
                      "| --- | ---: | ---: | ---: | ---: | --- | --- |\n",
                      result.against.empty() ? "is" : "base, allowed");
  for (const CheckedTarget& target : result.targets) {
    const std::string verdict{to_text(target.verdict)};
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", cell_text(target.name),
                        cell_text(wanted_text(result, target)),
                        cell_text(checked_value(result, target)),
                        cell_text(checked_interval(target)), cell_text(margin_text(result, target)),
                        target.verdict == CheckVerdict::pass ? verdict : "**" + verdict + "**",
                        cell_text(reasons_text(target)));
  }
  for (const std::string& note : result.notes) text += "\n" + cell_text(note) + "\n";
  return text + fmt::format("\n{} replications, seed {}, tiersim {}, scenario `{:016x}`, "
                            "fingerprint `{:016x}`.\n",
                            result.replications, result.seed, TIERSIM_VERSION, result.hash,
                            result.fingerprint);
}

/// As GitHub's runners unescape them; in a property commas and colons as well.
std::string workflow_escaped(std::string_view text, bool is_property) {
  std::string result;
  for (const char c : text) {
    const bool ends_property = is_property && (c == ',' || c == ':');
    if (c == '%' || c == '\n' || c == '\r' || ends_property) {
      result += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      result += c;
    }
  }
  return result;
}

/// What `--set` wrote has no line.
std::string workflow_place(const Place& place) {
  std::string text = "file=" + workflow_escaped(place.file, true);
  if (place.line > 0) text += fmt::format(",line={},col={}", place.line, place.column);
  return text;
}

std::string annotation(const CheckResult& result, const CheckedTarget& target, Weight weight) {
  // A target that is inherited stands in another file than the plan that misses it.
  const bool is_own = target.place.file == result.file;
  const std::string message = (is_own ? "" : escaped(result.file) + ": ") +
                              told_in_words(result, target) + "." + reasons_text(target);
  const std::string title = fmt::format("{} {}", target.name, to_text(target.verdict));
  const std::string level = weight == Weight::warning ? "warning" : "error";
  const std::string at =
      workflow_place(target.place.line > 0 ? target.place : Place{.file = result.file});
  return fmt::format("::{} {},title={}::{}\n", level, at, workflow_escaped(title, true),
                     workflow_escaped(message, false));
}

}  // namespace

std::string check_markdown(const CheckReport& report) {
  std::string text = fmt::format("## tiersim check\n\n{}.\n", summary_text(report));
  for (const CheckResult& result : report.results) text += scenario_text(result);
  return text;
}

std::string check_markdown(const std::vector<Problem>& problems) {
  std::string text = "## tiersim check\n\nThe input cannot be used: nothing was simulated.\n\n";
  for (const Problem& problem : problems) text += "- " + cell_text(to_text(problem)) + "\n";
  return text;
}

std::string check_annotations(const CheckReport& report) {
  std::string text;
  for (const CheckResult& result : report.results) {
    if (result.targets.empty()) {
      text += fmt::format("::error file={}::nothing was evaluated\n",
                          workflow_escaped(result.file, true));
    }
    for (const CheckedTarget& target : result.targets) {
      const Weight weight = weight_of(target.verdict, target.target.severity, report.inconclusive);
      if (weight != Weight::fine) text += annotation(result, target, weight);
    }
  }
  return text;
}

std::string check_annotations(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    std::string message = problem.what;
    if (!problem.why.empty()) message += fmt::format(" ({})", problem.why);
    if (!problem.suggestion.empty()) message += "; " + problem.suggestion;
    text += fmt::format("::error {},title=input::{}\n", workflow_place(problem.place),
                        workflow_escaped(escaped(message), false));
  }
  return text;
}

}  // namespace tiersim
