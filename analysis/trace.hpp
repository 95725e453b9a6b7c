#pragma once
// The life of one ticket, for a person to follow. `tiersim trace` prints it.

#include <cstdint>
#include <optional>
#include <string>

#include "analysis/life.hpp"
#include "tiersim/model.hpp"

namespace tiersim {

/// A ticket that was looked for.
struct FoundTicket {
  std::optional<Life> life;   ///< none where the replication has no such ticket
  std::uint64_t tickets = 0;  ///< of the replication; told only then
};

/// Simulates until the life of the ticket is over. \param number  in order of opening, from 1.
[[nodiscard]] FoundTicket
find_ticket(const Model& model, std::uint32_t replication, std::uint64_t number);

/// A line for each thing that happened, by local days of the horizon's zone; then its clocks; at
/// last what became of it.
[[nodiscard]] std::string
trace_text(const Model& model, std::uint32_t replication, const Life& life);

/// The same as JSON.
[[nodiscard]] std::string
trace_json(const Model& model, std::uint32_t replication, const Life& life);

}  // namespace tiersim
