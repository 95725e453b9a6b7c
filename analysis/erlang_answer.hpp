#pragma once
// The quick answer of `tiersim erlang`: how many agents, and what a few more or fewer would do.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tiersim/queueing.hpp"

namespace tiersim {

/// What was asked.
struct ErlangQuestion {
  double tickets_an_hour = 0;
  LiveLoad live;
  LivePromise promise;
  double shrinkage = 0;                 ///< share of paid hours that are not on duty, in [0, 1)
  std::optional<std::uint64_t> agents;  ///< asked about; none: only how many are needed
};

/// A number of agents and what it gives.
struct ErlangRow {
  std::uint64_t agents = 0;
  double heads = 0;                  ///< paid, so that as many are on duty
  std::optional<LiveAnswer> answer;  ///< empty: the queue would grow for ever
};

struct ErlangReply {
  ErlangQuestion question;
  std::uint64_t needed = 0;     ///< lowest number that holds the promise
  ErlangRow told;               ///< of the agents asked about, else of those needed
  std::vector<ErlangRow> rows;  ///< a few around it, fewest first; `told` and `needed` among them
};

[[nodiscard]] ErlangReply erlang_reply(const ErlangQuestion& question);
/// One screen of 80 columns. \return text that ends with a line break.
[[nodiscard]] std::string erlang_text(const ErlangReply& reply);
/// Times in seconds, shares as fractions; null where there is nothing.
[[nodiscard]] std::string erlang_json(const ErlangReply& reply);

}  // namespace tiersim
