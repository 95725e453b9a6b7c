// A check for the places where pipelines show things: a job's summary, and lines of a diff.

#include <fmt/format.h>

#include "analysis/gate_lines.hpp"

namespace tiersim {
namespace {

/// Text inside a cell of a table.
std::string cell_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '|': escaped += "\\|"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '&': escaped += "&amp;"; break;
      case '*':
      case '_':
      case '`':
      case '[':
      case '\\':
        escaped += '\\';
        escaped += c;
        break;
      case '\n': escaped += ' '; break;
      default: escaped += c;
    }
  }
  return escaped;
}

std::string why_and_where(const CheckedTarget& target) {
  if (target.why.empty() || target.cause.empty()) return target.why + target.cause;
  return target.why + "; " + target.cause;
}

std::string scenario_text(const CheckResult& result) {
  std::string text =
      fmt::format("\n### {} ({})\n\n", cell_text(result.name), cell_text(result.file));
  if (result.targets.empty()) return text + "Nothing was evaluated.\n";
  text += fmt::format("| target | {} | value | interval | margin | verdict | why, where |\n"
                      "| --- | ---: | ---: | ---: | ---: | --- | --- |\n",
                      result.against.empty() ? "is" : "base");
  for (const CheckedTarget& target : result.targets) {
    const std::string verdict{to_text(target.verdict)};
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", cell_text(target.name),
                        cell_text(wanted_text(result, target)),
                        cell_text(checked_value(result, target)),
                        cell_text(checked_interval(target)), cell_text(margin_text(result, target)),
                        target.verdict == CheckVerdict::pass ? verdict : "**" + verdict + "**",
                        cell_text(why_and_where(target)));
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

std::string annotation(const CheckResult& result, const CheckedTarget& target, Weight weight) {
  std::string message = told_in_words(result, target) + ".";
  if (!target.why.empty()) message += " Why: " + target.why + ".";
  if (!target.cause.empty()) message += " Where: " + target.cause + ".";
  const std::string title = fmt::format("{} {}", target.name, to_text(target.verdict));
  const std::string level = weight == Weight::warning ? "warning" : "error";
  // What `--set` wrote has no line.
  const bool has_line = target.place.line > 0;
  const std::string at =
      has_line ? fmt::format("file={},line={},col={}", workflow_escaped(target.place.file, true),
                             target.place.line, target.place.column)
               : fmt::format("file={}", workflow_escaped(result.file, true));
  return fmt::format("::{} {},title={}::{}\n", level, at, workflow_escaped(title, true),
                     workflow_escaped(message, false));
}

}  // namespace

std::string check_markdown(const CheckReport& report) {
  std::string text = fmt::format("## tiersim check\n\n{}.\n", summary_text(report));
  for (const CheckResult& result : report.results) text += scenario_text(result);
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

}  // namespace tiersim
