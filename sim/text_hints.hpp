#pragma once
// What may have been meant by a value in the spelling of another tool or country. Nothing is
// promised: a reader suggests it only where it would take it itself. Empty: no guess.

#include <string>
#include <string_view>

namespace tiersim {

/// `1,5`: "1.5"; `1 000`: "1000"; `26 EUR`: "26". `1,200` and `42k` are none.
[[nodiscard]] std::string meant_number(std::string_view text);
/// `20 min`: "20m"; `1,5 hours`: "1.5h".
[[nodiscard]] std::string meant_length(std::string_view text);
/// `2026/1/5` and `5.1.2026`: "2026-01-05". `05/01/2026` is none: day and month may be either.
[[nodiscard]] std::string meant_date(std::string_view text);
/// `8`, `8am`, `8h` and `0800`: "08:00".
[[nodiscard]] std::string meant_time_of_day(std::string_view text);
/// `weekdays`: "mon-fri"; `Monday - Friday` likewise.
[[nodiscard]] std::string meant_days(std::string_view text);

}  // namespace tiersim
