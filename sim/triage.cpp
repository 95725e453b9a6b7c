// What agents do with tickets other than to solve them: they see that one is a duplicate, is about
// nothing, is for others, lacks documentation or is not documented here.

#include <algorithm>
#include <cmath>

#include "sim/state.hpp"

namespace tiersim {

/// For what a new ticket is taken, and whether anybody will have to do with it.
/// \return where it enters.
TierId Simulator::State::classify(TicketId id, TierId entry) {
  TicketRow& ticket = row(id);
  LifeRow& life = this->life(id);
  const ModelType& type = type_of(ticket);
  const DrawAddress at{.replication = replication_,
                       .cell = ticket.cell,
                       .item = ticket.item,
                       .purpose = Purpose::classifying};
  const Uniforms u = draw(model_.streams[ticket.stream].key, at);
  if (u.second < type.duplicates + type.cancellations) {
    life.withdrawn_as = u.second < type.duplicates ? Cause::merged : Cause::cancelled;
  }
  if (type.seems.up_to.empty()) return entry;
  const TypeId seems{type.seems.pick(u.first)};
  if (seems == model_.leaves[ticket.leaf].type) return entry;
  life.is_recognised = false;
  const Model::Mistaken& as = model_.mistaken[ticket.leaf][seems.index()];
  if (model_.goes_right(model_.leaves[ticket.leaf], entry, as)) return entry;
  ticket.route = as.route;
  life.meant_for = entry;
  return as.entry;
}

/// Of one that is at its tier, but among what is for others: is it also for whoever takes it?
/// \return as what they take it.
Assignment Simulator::State::recognise(TicketId id, const Assignment& to) {
  TicketRow& ticket = row(id);
  LifeRow& life = this->life(id);
  if (life.meant_for != ticket.tier || life.withdrawn_as != Cause::resolved) return to;
  const TypeAtTier& right = model_.routes[model_.leaves[ticket.leaf].route].at[ticket.tier.index()];
  for (const ModelQueue::Eligible& one : model_.queues[right.queue].eligible) {
    if (one.post != to.post) continue;
    ticket.route = model_.leaves[ticket.leaf].route;
    ticket.at = &right;
    life.meant_for = TierId::none();
    begin_visit(id);
    start_share_timer(id);
    return {to.agent, one.post, one.speed, one.solve};
  }
  return to;
}

/// Handed up, perhaps to the wrong people of that tier.
void Simulator::State::send_up(TicketId id, TierId next, Cause cause) {
  const bool goes_astray = is_misrouted(id, next);
  if (goes_astray) row(id).route = wrong_route(row(id), next);
  leave_tier(id, next, cause);
  if (goes_astray) life(id).meant_for = next;
}

bool Simulator::State::is_misrouted(TicketId id, TierId next) const {
  const TicketRow& ticket = row(id);
  const double share = model_.tiers[ticket.tier].misroutes;
  if (share <= 0 || lives_[id.index()].meant_for.exists()) return false;
  if (model_.routes[ticket.route].at[next.index()].mistaken_for.empty()) return false;
  return draw_of(ticket, Purpose::handing_up, ticket.visit).first < share;
}

RouteId Simulator::State::wrong_route(const TicketRow& ticket, TierId next) const {
  const auto& wrong = model_.routes[ticket.route].at[next.index()].mistaken_for;
  const double u = draw_of(ticket, Purpose::handing_up, ticket.visit).second;
  return wrong[static_cast<std::size_t>(u * static_cast<double>(wrong.size()))];
}

/// Of a visit that begins. \return whether its work is an errand.
bool Simulator::State::draw_errand(TicketId id) {
  LifeRow& life = this->life(id);
  life.errand = errand_of(id);
  if (life.errand == Errand::none) return false;
  TicketRow& ticket = row(id);
  ticket.work_left = to_duration(errand_ms(id));
  ticket.is_drawn = true;
  life.is_planned = true;  // such work does not stop to wait for anybody
  life.work_after = Duration{-1};
  return true;
}

Errand Simulator::State::errand_of(TicketId id) const {
  const LifeRow& life = lives_[id.index()];
  const TicketRow& ticket = row(id);
  if (life.withdrawn_as != Cause::resolved) return Errand::withdrawing;
  if (life.meant_for.exists()) return Errand::handing_on;
  if (life.came_from.exists() && is_pushed_back(id)) return Errand::returning;
  if (is_documenting(id)) return Errand::documenting;
  return is_documented_at(ticket, ticket.tier) ? Errand::none : Errand::looking_up;
}

/// How long the errand takes at speed 1.
double Simulator::State::errand_ms(TicketId id) const {
  const TicketRow& ticket = row(id);
  const ModelTier& tier = model_.tiers[ticket.tier];
  const LifeRow& life = lives_[id.index()];
  const auto drawn = [&](Purpose purpose) { return draw_of(ticket, purpose, ticket.visit); };
  switch (life.errand) {
    case Errand::none: return 0;
    case Errand::withdrawing:
    case Errand::handing_on:
      return tier.triage_time ? (*tier.triage_time)(drawn(Purpose::triage_time).first) : 0;
    case Errand::returning: return tier.returns->after(drawn(Purpose::returning).second);
    case Errand::documenting: {
      const std::optional<Sampler>& rework = model_.tiers[life.came_from].returns->rework;
      const std::optional<Sampler>& time = rework ? rework : tier.escalation_time;
      return time ? (*time)(drawn(Purpose::rework).first) : 0;
    }
    case Errand::looking_up:
      return tier.look_up ? (*tier.look_up)(drawn(Purpose::look_up).second) : 0;
  }
  return 0;
}

/// Of work that ended: was it an errand? \return then the ticket has gone on its way.
bool Simulator::State::errand_ends(EngagementId id) {
  switch (life(engagements_[id.index()].ticket).errand) {
    case Errand::none: return false;
    case Errand::withdrawing: withdraw(id); return true;
    case Errand::handing_on: hand_on(id); return true;
    case Errand::returning: push_back(id); return true;
    case Errand::documenting:
      stop_work(id, Cause::documented);
      go_up(id, Cause::documented);
      return true;
    case Errand::looking_up:
      stop_work(id, Cause::undocumented);
      write_up(id, Cause::undocumented);
      return true;
  }
  return false;
}

/// A duplicate, or about nothing: that is its end.
void Simulator::State::withdraw(EngagementId id) {
  const TicketId ticket = engagements_[id.index()].ticket;
  const Cause as = life(ticket).withdrawn_as;
  stop_work(id, as);
  const AgentId agent = end_engagement(id);
  tell_visit(ticket, TierId::none(), as);
  ++(as == Cause::merged ? outcome_.merged : outcome_.cancelled);
  finish(ticket, as);
  release(agent);
}

/// To those whom it is for: to another queue of the tier, in its old place, or to another tier.
void Simulator::State::hand_on(EngagementId id) {
  const TicketId ticket_id = engagements_[id.index()].ticket;
  stop_work(id, Cause::misrouted);
  const AgentId agent = end_engagement(id);
  TicketRow& ticket = row(ticket_id);
  const TierId to = life(ticket_id).meant_for;
  life(ticket_id).meant_for = TierId::none();
  ++life(ticket_id).misroutes;
  ticket.route = model_.leaves[ticket.leaf].route;
  if (to != ticket.tier) {
    leave_tier(ticket_id, to, Cause::misrouted);
  } else {
    ++ticket.group_changes;
    ++ticket.agent_changes;
    ticket.at = &model_.routes[ticket.route].at[to.index()];
    begin_visit(ticket_id);
    start_share_timer(ticket_id);
  }
  release_and_place(agent, ticket_id);
}

/// Has the tier a solution written up? Drawn once for each ticket and tier.
bool Simulator::State::is_documented_at(const TicketRow& ticket, TierId tier) const {
  const RouteId route = model_.leaves[ticket.leaf].route;
  const double share = model_.routes[route].at[tier.index()].documented;
  if (share >= 1) return true;
  const DrawAddress at{.replication = replication_,
                       .cell = ticket.cell,
                       .item = ticket.item,
                       .purpose = Purpose::look_up,
                       .tier = tier.index()};
  return draw(model_.streams[ticket.stream].key, at).first < share;
}

/// Handed up, and not documented well enough? Never twice: then it is.
bool Simulator::State::is_pushed_back(TicketId id) const {
  const TicketRow& ticket = row(id);
  const LifeRow& life = lives_[id.index()];
  const std::optional<ModelReturns>& returns = model_.tiers[ticket.tier].returns;
  if (!returns || life.is_documented || is_documenting(id)) return false;
  double chance = returns->chance;
  if (returns->halves_with > Duration{0}) {
    chance *= std::exp2(-static_cast<double>(life.write_up.count()) /
                        static_cast<double>(returns->halves_with.count()));
  }
  return draw_of(ticket, Purpose::returning, ticket.visit).first < chance;
}

/// Back to the tier that handed it up, which documents it and hands it up again.
void Simulator::State::push_back(EngagementId id) {
  const TicketId ticket = engagements_[id.index()].ticket;
  stop_work(id, Cause::returned);
  ++life(ticket).returns;
  const AgentId agent = end_engagement(id);
  leave_tier(ticket, life(ticket).came_from, Cause::returned);
  release_and_place(agent, ticket);
}

}  // namespace tiersim
