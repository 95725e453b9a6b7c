#pragma once
// What the reports of a check have in common.

#include <string>

#include "tiersim/gate_report.hpp"

namespace tiersim {

/// "<= 8h"; with a base "26.2 h, up to +1.3 h".
[[nodiscard]] std::string wanted_text(const CheckResult& result, const CheckedTarget& target);
/// The value that the verdict is about: of the worst period, or the share of periods.
[[nodiscard]] std::string checked_value(const CheckResult& result, const CheckedTarget& target);
[[nodiscard]] std::string checked_interval(const CheckedTarget& target);
/// "+3.0 pt", "-18.2 h".
[[nodiscard]] std::string margin_text(const CheckResult& result, const CheckedTarget& target);

/// What happened, in a sentence: "mttr p90 P1 is 26.2 h, 18.2 h beyond <= 8h".
[[nodiscard]] std::string told_in_words(const CheckResult& result, const CheckedTarget& target);
/// " Why: ... Where: ... Marked as unreachable: ...", of these what there is, each ended by a dot.
[[nodiscard]] std::string reasons_text(const CheckedTarget& target);
/// "1 of 6 targets is missed, 5 pass".
[[nodiscard]] std::string summary_text(const CheckReport& report);
/// How sure verdicts are, in a sentence.
[[nodiscard]] std::string method_text(const CheckResult& result);

/// What the verdict does to the exit code.
enum class Weight : std::uint8_t { fine, warning, failure, error };
[[nodiscard]] Weight weight_of(CheckVerdict verdict, Severity severity, Inconclusive inconclusive);

}  // namespace tiersim
