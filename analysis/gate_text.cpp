// A check as a page of text.

#include <fmt/format.h>

#include <utility>

#include "analysis/gate_lines.hpp"
#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"
#include "sim/suggest.hpp"

namespace tiersim {
namespace {

constexpr std::size_t checked_name_columns = 22;

/// Runners obey "::" at the beginning of a line, and "##[" anywhere in it: no name may.
std::string without_commands(std::string text) {
  for (const auto& [command, harmless] : {std::pair{"::", ": :"}, std::pair{"##[", "## ["}}) {
    for (std::size_t at = 0; (at = text.find(command, at)) != std::string::npos; at += 2) {
      text.replace(at, std::string_view{command}.size(), harmless);
    }
  }
  return text;
}

/// What `--set` wrote has no line.
std::string place_text(const Place& place) {
  const std::string file = escaped(place.file);
  return place.line > 0 ? fmt::format("{}:{}", file, place.line) : file;
}

std::string heading(const CheckResult& result) {
  std::string text = fmt::format("{} ({})\n", result.name, escaped(result.file));
  if (result.targets.empty()) {
    return text + (result.interrupted ? "  interrupted before the first replication was complete\n"
                                      : "  no targets: nothing to evaluate\n");
  }
  std::string line = fmt::format("  {} replications{}", result.replications,
                                 result.interrupted ? ", then interrupted" : "");
  if (!result.against.empty()) line += ", against " + result.against;
  return text + wrapped(line + "; " + method_text(result), screen_columns, "  ") + "\n";
}

std::string table_of(const CheckResult& result) {
  if (result.targets.empty()) return "";
  TextTable table;
  table.may_go({3});
  table.add({"Target", result.against.empty() ? "is" : "base, allowed", "value", "interval",
             "margin", "verdict"});
  for (const CheckedTarget& target : result.targets) {
    table.add({shortened(target.name, checked_name_columns), wanted_text(result, target),
               checked_value(result, target), checked_interval(target), margin_text(result, target),
               std::string{to_text(target.verdict)}});
  }
  return "\n" + table.text(screen_columns);
}

/// "scenarios/saas.yaml:224: mttr p90 P1 is ..."
std::string paragraph(const CheckResult& result, const CheckedTarget& target) {
  std::string text = fmt::format("  {}: {}: {}.", place_text(target.place), to_text(target.verdict),
                                 told_in_words(result, target));
  text += reasons_text(target);
  return wrapped(text, screen_columns, "    ") + "\n";
}

std::string paragraphs(const CheckResult& result) {
  std::string text;
  for (const CheckedTarget& target : result.targets) {
    if (target.verdict != CheckVerdict::pass) text += paragraph(result, target);
  }
  for (const std::string& note : result.notes) {
    text += wrapped("  " + note, screen_columns, "  ") + "\n";
  }
  return text.empty() ? "" : "\n" + text;
}

std::string origin(const CheckResult& result) {
  std::string line = fmt::format("Seed {}, tiersim {}, scenario {:016x}", result.seed,
                                 TIERSIM_VERSION, result.hash);
  if (result.replications > 0) line += fmt::format(", fingerprint {:016x}", result.fingerprint);
  return "\n" + wrapped(line, screen_columns, "  ") + "\n\n";
}

}  // namespace

std::string check_text(const CheckReport& report, ExitCode code) {
  std::string text;
  for (const CheckResult& result : report.results) {
    text += heading(result) + table_of(result) + paragraphs(result) + origin(result);
  }
  text += fmt::format("{}; exit code {}\n", summary_text(report), static_cast<int>(code));
  return without_commands(std::move(text));
}

}  // namespace tiersim
