// When updates on tracked tickets fall due, from their visits alone.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "tests/support/path_checks.hpp"

namespace tiersim::test {

namespace {

std::int64_t ms(Instant t) { return (t - Instant{}).count(); }

/// A stretch of time in which a ticket is above the tier that tracks it.
struct Above {
  Instant from;
  Instant to;
};

/// \param visits  of one ticket, in order.
std::vector<Above> stretches_above(TierId by, const std::vector<VisitFact>& visits) {
  std::vector<Above> result;
  bool is_tracked = false;
  bool goes_on = false;
  for (const VisitFact& visit : visits) {
    if (is_tracked && visit.tier > by) {
      if (!goes_on) result.push_back({visit.from, visit.to});
      result.back().to = visit.to;
    }
    is_tracked = is_tracked || (visit.tier == by && visit.next.exists() && visit.next > by);
    goes_on = is_tracked && visit.tier > by && visit.next.exists();
  }
  return result;
}

class OneTicket {
 public:
  OneTicket(const Model& model, std::vector<VisitFact> visits, std::vector<UpdateFact> updates)
      : model_{model}, visits_{std::move(visits)}, updates_{std::move(updates)} {
    std::ranges::stable_sort(updates_, {}, &UpdateFact::due);
  }

  std::string check() {
    const Duration every = model_.tracking->every;
    for (const Above& above : stretches_above(model_.tracked_by, visits_)) {
      Instant free = above.from;  // the last update of the stretch is over
      for (Instant due = above.from + every; due < above.to; due += every) {
        if (due < free) continue;  // the one before stands for it
        if (next_ == updates_.size() || updates_[next_].due != due) return tell("none is", due);
        const UpdateFact& update = updates_[next_++];
        if (!is_right(update, above)) return tell("not told rightly what was", due);
        free = update.to;
      }
    }
    return next_ == updates_.size() ? "" : tell("no reason for what is", updates_[next_].due);
  }

 private:
  [[nodiscard]] bool is_right(const UpdateFact& update, const Above& above) const {
    const bool is_begun = update.post.exists();
    if (is_begun != (update.from != never) || update.tier != model_.tracked_by) return false;
    if (is_begun && (update.from < update.due || update.to < update.from)) return false;
    switch (update.end) {
      case UpdateEnd::done: return is_begun;
      case UpdateEnd::dropped: return !is_begun && update.to == above.to;
      case UpdateEnd::horizon_end: return update.to == model_.end;
    }
    return false;
  }
  [[nodiscard]] std::string tell(const char* what, Instant due) const {
    return fmt::format("ticket {}: an update: {} due at {}\n", visits_.front().ticket, what,
                       ms(due));
  }

  const Model& model_;
  std::vector<VisitFact> visits_;
  std::vector<UpdateFact> updates_;
  std::size_t next_ = 0;
};

}  // namespace

std::string broken_updates(const Model& model, const KeptFacts& facts) {
  if (!model.tracked_by.exists()) return facts.updates.empty() ? "" : "updates, untracked\n";
  std::map<std::uint64_t, std::vector<VisitFact>> visits;
  std::map<std::uint64_t, std::vector<UpdateFact>> updates;
  for (const VisitFact& visit : facts.visits) visits[visit.ticket].push_back(visit);
  for (const UpdateFact& update : facts.updates) updates[update.ticket].push_back(update);
  std::string broken;
  for (const auto& [ticket, of_one] : visits) {
    broken += OneTicket{model, of_one, updates[ticket]}.check();
  }
  return broken;
}

}  // namespace tiersim::test
