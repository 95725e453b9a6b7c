#pragma once
// What the queues of a model are called in words.

#include <string>

#include "tiersim/model.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// The skill and clearances of the first type that uses the queue, and of its customers those whose
/// tickets come there, if not all: "network+secret (acme, zenith)"; "any" where none does.
[[nodiscard]] Table<QueueId, std::string> queue_names(const Scenario& scenario, const Model& model);

}  // namespace tiersim
