#pragma once
// An instant as files tell it.

#include <string>

#include "tiersim/model.hpp"

namespace tiersim {

/// Appends the local time of the horizon's zone with its offset: 2026-01-05T09:00:12.345+01:00.
void put_time_stamp(std::string& row, const Model& model, Instant t);

}  // namespace tiersim
