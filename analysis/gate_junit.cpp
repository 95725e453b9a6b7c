// A check as JUnit XML.

#include <fmt/format.h>

#include "analysis/gate_lines.hpp"

namespace tiersim {
namespace {

/// Text as XML takes it. Control characters are none of XML's, however they are written.
std::string xml(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      case '"': escaped += "&quot;"; break;
      case '\n': escaped += "&#10;"; break;
      case '\t': escaped += ' '; break;
      default: escaped += static_cast<unsigned char>(c) < 0x20U ? '?' : c;
    }
  }
  return escaped;
}

std::string details(const CheckResult& result, const CheckedTarget& target) {
  std::string text = fmt::format("{}:{}: {}.", target.place.file, target.place.line,
                                 told_in_words(result, target));
  if (!checked_interval(target).empty()) text += " Interval: " + checked_interval(target) + ".";
  if (!target.why.empty()) text += " Why: " + target.why + ".";
  if (!target.cause.empty()) text += " Where: " + target.cause + ".";
  return text;
}

std::string outcome(const CheckResult& result, const CheckedTarget& target, Weight weight) {
  const std::string message = xml(told_in_words(result, target));
  const std::string type{to_text(target.verdict)};
  const std::string body = xml(details(result, target));
  switch (weight) {
    case Weight::fine: return fmt::format("   <system-out>{}</system-out>\n", body);
    case Weight::warning:
      return fmt::format("   <skipped message=\"{}\"/>\n   <system-out>{}</system-out>\n", message,
                         body);
    case Weight::failure:
      return fmt::format("   <failure message=\"{}\" type=\"{}\">{}</failure>\n", message, type,
                         body);
    case Weight::error:
      return fmt::format("   <error message=\"{}\" type=\"{}\">{}</error>\n", message, type, body);
  }
  return "";
}

struct SuiteCounts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;

  void add(Weight weight) {
    ++tests;
    failures += weight == Weight::failure ? 1 : 0;
    errors += weight == Weight::error ? 1 : 0;
    skipped += weight == Weight::warning ? 1 : 0;
  }
  [[nodiscard]] std::string text() const {
    return fmt::format(R"(tests="{}" failures="{}" errors="{}" skipped="{}")", tests, failures,
                       errors, skipped);
  }
};

std::string test_case(const CheckResult& result, std::string_view name, const std::string& inside) {
  return fmt::format("  <testcase classname=\"{}\" name=\"{}\" time=\"0\">\n{}  </testcase>\n",
                     xml(result.file), xml(name), inside);
}

std::string property(std::string_view name, const std::string& value) {
  return fmt::format("   <property name=\"{}\" value=\"{}\"/>\n", name, xml(value));
}

std::string suite(const CheckReport& report, const CheckResult& result, SuiteCounts& all) {
  SuiteCounts own;
  std::string cases;
  for (const CheckedTarget& target : result.targets) {
    const Weight weight = weight_of(target.verdict, target.target.severity, report.inconclusive);
    own.add(weight);
    all.add(weight);
    cases += test_case(result, fmt::format("{} {}", target.name, wanted_text(result, target)),
                       outcome(result, target, weight));
  }
  if (result.targets.empty()) {
    own.add(Weight::error);
    all.add(Weight::error);
    cases = test_case(result, "targets",
                      "   <error message=\"nothing was evaluated\" type=\"nothing\"/>\n");
  }
  const std::string properties =
      "  <properties>\n" + property("seed", std::to_string(result.seed)) +
      property("tiersim", TIERSIM_VERSION) +
      property("scenario_hash", fmt::format("{:016x}", result.hash)) +
      property("fingerprint", fmt::format("{:016x}", result.fingerprint)) +
      property("replications", std::to_string(result.replications)) + "  </properties>\n";
  return fmt::format(" <testsuite name=\"{}\" {} time=\"0\">\n{}{} </testsuite>\n",
                     xml(result.name), own.text(), properties, cases);
}

}  // namespace

std::string check_junit(const CheckReport& report) {
  SuiteCounts all;
  std::string suites;
  for (const CheckResult& result : report.results) suites += suite(report, result, all);
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tiersim "
                     "check\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"0\">\n{}"
                     "</testsuites>\n",
                     all.tests, all.failures, all.errors, suites);
}

}  // namespace tiersim
