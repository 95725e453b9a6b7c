#pragma once
// How likely targets are to hold where volumes are uncertain, for pages and files.

#include <functional>
#include <string>

#include "tiersim/report.hpp"

namespace tiersim {

/// A table and what it says; empty where volumes are certain.
[[nodiscard]] std::string chances_text(const Report& report);

/// What chances are counted from, tidy: a row for each target, period and replication, with the
/// value in it and in its twin.
/// \param row_block  as of replications_csv.
void chances_csv(const Report& report, const std::function<void(const std::string&)>& row_block);

}  // namespace tiersim
