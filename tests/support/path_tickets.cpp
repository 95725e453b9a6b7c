#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "tests/support/path_checks.hpp"

namespace tiersim::test {

namespace {

struct Stretch {
  Instant from;
  Instant to;
  std::string what;
};

struct Life {
  const TicketFact* ticket = nullptr;
  std::vector<Stretch> stretches;
  std::vector<const VisitFact*> visits;
  std::vector<Instant> reopenings;
};

std::int64_t ms(Instant t) { return (t - Instant{}).count(); }

std::map<std::uint64_t, Life> lives_of(const KeptFacts& facts, std::string& broken) {
  std::map<std::uint64_t, Life> lives;
  for (const TicketFact& ticket : facts.tickets) {
    Life& life = lives[ticket.ticket];
    if (life.ticket != nullptr) broken += fmt::format("ticket {} is told twice\n", ticket.ticket);
    life.ticket = &ticket;
  }
  for (const WaitFact& wait : facts.waits) {
    lives[wait.ticket].stretches.push_back({wait.from, wait.to, "wait"});
  }
  for (const WorkFact& work : facts.works) {
    lives[work.ticket].stretches.push_back({work.from, work.to, "work"});
  }
  for (const HoldFact& hold : facts.holds) {
    lives[hold.ticket].stretches.push_back({hold.from, hold.to, "hold"});
    if (!hold.reason.exists()) lives[hold.ticket].reopenings.push_back(hold.to);
  }
  for (const VisitFact& visit : facts.visits) lives[visit.ticket].visits.push_back(&visit);
  return lives;
}

std::string check_tiling(const Life& life, Instant until) {
  std::vector<Stretch> stretches = life.stretches;
  std::ranges::stable_sort(stretches, [](const Stretch& a, const Stretch& b) {
    return a.from != b.from ? a.from < b.from : a.to < b.to;
  });
  Instant at = life.ticket->opened;
  for (const Stretch& stretch : stretches) {
    if (stretch.from != at || stretch.to < stretch.from) {
      return fmt::format("ticket {}: a {} from {} to {}, while its life is told up to {}\n",
                         life.ticket->ticket, stretch.what, ms(stretch.from), ms(stretch.to),
                         ms(at));
    }
    at = stretch.to;
  }
  if (at == until) return "";
  return fmt::format("ticket {}: told up to {}, ends at {}\n", life.ticket->ticket, ms(at),
                     ms(until));
}

std::string check_visits(const Life& life, Instant until) {
  Instant at = life.ticket->opened;
  TierId tier = life.ticket->entry_tier;
  std::size_t moves = 0;
  std::size_t reopenings = 0;
  for (const VisitFact* visit : life.visits) {  // each kind of fact is in order of its ends
    if (visit->from != at || visit->tier != tier) {
      return fmt::format("ticket {}: a visit of tier {} from {}, expected tier {} from {}\n",
                         life.ticket->ticket, visit->tier.index(), ms(visit->from), tier.index(),
                         ms(at));
    }
    at = visit->to;
    if (visit->next.exists()) {
      const bool is_down = visit->next <= visit->tier;
      const bool is_either_way = visit->cause == Cause::misrouted && visit->next != visit->tier;
      if (!is_either_way && is_down != (visit->cause == Cause::returned))
        return fmt::format("{} went the wrong way\n", life.ticket->ticket);
      tier = visit->next;
      ++moves;
    } else if (reopenings < life.reopenings.size()) {
      at = life.reopenings[reopenings++];
    }
  }
  const bool counts = moves == life.ticket->tier_moves && reopenings == life.ticket->reopens;
  if (at == until && counts) return "";
  return fmt::format("ticket {}: visits up to {}, ends at {}; {} moves\n", life.ticket->ticket,
                     ms(at), ms(until), life.ticket->tier_moves);
}

}  // namespace

std::string broken_tickets(const Model& model, const KeptFacts& facts, const RunOutcome& outcome) {
  std::string broken;
  const std::map<std::uint64_t, Life> lives = lives_of(facts, broken);
  if (outcome.opened != outcome.resolved + outcome.merged + outcome.cancelled + outcome.open) {
    broken += "opened != resolved + merged + cancelled + open\n";
  }
  if (outcome.opened != facts.tickets.size()) broken += "a ticket is not told\n";
  const auto ended = [&](Cause end) {
    return static_cast<std::uint64_t>(std::ranges::count(facts.tickets, end, &TicketFact::end));
  };
  if (ended(Cause::resolved) != outcome.resolved) broken += "resolved != those told as resolved\n";
  if (ended(Cause::merged) != outcome.merged) broken += "merged != those told as merged\n";
  if (ended(Cause::cancelled) != outcome.cancelled) broken += "cancelled != those told as such\n";
  for (const auto& [number, life] : lives) {
    if (life.ticket == nullptr) {
      broken += fmt::format("ticket {} has no end\n", number);
      continue;
    }
    const bool is_resolved = life.ticket->end == Cause::resolved;
    if (is_resolved != (life.ticket->resolved != never) ||
        (is_resolved && life.ticket->ended != life.ticket->resolved)) {
      broken += fmt::format("ticket {}: its end is told in two ways\n", number);
    }
    const Instant until = std::min(life.ticket->ended, model.end);
    broken += check_tiling(life, until) + check_visits(life, until);
  }
  return broken;
}

}  // namespace tiersim::test
