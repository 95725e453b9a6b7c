// A check as JUnit XML.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "analysis/gate_lines.hpp"
#include "sim/suggest.hpp"

namespace tiersim {
namespace {

/// With bytes that are no UTF-8 replaced; names of files may be any bytes.
std::string valid_utf8(std::string_view text) {
  using Json = nlohmann::json;
  const std::string quoted = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
  return Json::parse(quoted).get<std::string>();
}

/// Text as XML takes it. Control characters are none of XML's, however they are written, and two
/// other characters are not.
std::string xml(std::string_view text) {
  std::string valid = valid_utf8(text);
  for (const std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = 0; (at = valid.find(none, at)) != std::string::npos;) {
      valid.replace(at, none.size(), "?");
    }
  }
  std::string written;
  for (const char c : valid) {
    switch (c) {
      case '&': written += "&amp;"; break;
      case '<': written += "&lt;"; break;
      case '>': written += "&gt;"; break;
      case '"': written += "&quot;"; break;
      case '\n': written += "&#10;"; break;
      case '\t': written += ' '; break;
      default: written += static_cast<unsigned char>(c) < 0x20U ? '?' : c;
    }
  }
  return written;
}

std::string details(const CheckResult& result, const CheckedTarget& target) {
  std::string text = fmt::format("{}:{}: {}.", escaped(target.place.file), target.place.line,
                                 told_in_words(result, target));
  return text + reasons_text(target);
}

/// The same in each run, so that its history can be followed.
std::string name_of(const CheckResult& result, const CheckedTarget& target) {
  const bool is_compared = !result.against.empty();
  return fmt::format("{} {}", target.name,
                     is_compared ? "no worse than the base" : target.target.written);
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

std::string test_case(std::string_view file, std::string_view name, const std::string& inside) {
  return fmt::format("  <testcase classname=\"{}\" name=\"{}\" time=\"0\">\n{}  </testcase>\n",
                     xml(escaped(file)), xml(name), inside);
}

std::string
test_suite(std::string_view name, const SuiteCounts& counts, const std::string& inside) {
  return fmt::format(" <testsuite name=\"{}\" {} time=\"0\">\n{} </testsuite>\n", xml(name),
                     counts.text(), inside);
}

std::string document(const SuiteCounts& all, const std::string& suites) {
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tiersim "
                     "check\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"0\">\n{}"
                     "</testsuites>\n",
                     all.tests, all.failures, all.errors, suites);
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
    cases += test_case(result.file, name_of(result, target), outcome(result, target, weight));
  }
  if (result.targets.empty() || result.interrupted) {
    own.add(Weight::error);
    all.add(Weight::error);
    const std::string_view why = result.interrupted ? "interrupted" : "nothing was evaluated";
    cases += test_case(result.file, "targets",
                       fmt::format("   <error message=\"{}\" type=\"nothing\"/>\n", why));
  }
  const std::string properties =
      "  <properties>\n" + property("seed", std::to_string(result.seed)) +
      property("tiersim", TIERSIM_VERSION) +
      property("scenario_hash", fmt::format("{:016x}", result.hash)) +
      property("fingerprint", fmt::format("{:016x}", result.fingerprint)) +
      property("replications", std::to_string(result.replications)) +
      (result.against.empty() ? "" : property("against", result.against)) + "  </properties>\n";
  std::string notes;
  for (const std::string& note : result.notes) notes += note + "\n";
  const std::string out =
      notes.empty() ? "" : fmt::format("  <system-out>{}</system-out>\n", xml(notes));
  return test_suite(result.name, own, properties + cases + out);
}

}  // namespace

std::string check_junit(const CheckReport& report) {
  SuiteCounts all;
  std::string suites;
  for (const CheckResult& result : report.results) suites += suite(report, result, all);
  return document(all, suites);
}

std::string check_junit(const std::vector<Problem>& problems) {
  SuiteCounts counts;
  std::string cases;
  for (const Problem& problem : problems) {
    counts.add(Weight::error);
    const std::string inside = fmt::format("   <error message=\"{}\" type=\"input\">{}</error>\n",
                                           xml(problem.what), xml(to_text(problem)));
    const std::size_t line = problem.place.line;
    cases +=
        test_case(problem.place.file, line > 0 ? fmt::format("line {}", line) : "input", inside);
  }
  return document(counts, test_suite("input", counts, cases));
}

}  // namespace tiersim
