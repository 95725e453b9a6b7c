#pragma once
// Rows of staff.csv.gz: when people were on duty.

#include <cstdint>
#include <string>
#include <string_view>

#include "tiersim/facts.hpp"
#include "tiersim/model.hpp"

namespace tiersim {

[[nodiscard]] std::string_view log_staff_header();
/// A row for a stretch of an agent's time.
void put_log_staff(std::string& rows,
                   const Model& model,
                   std::uint32_t replication,
                   const StaffFact& fact);

}  // namespace tiersim
