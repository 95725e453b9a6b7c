// A life as JSON.

#include <nlohmann/json.hpp>

#include "analysis/kpi_labels.hpp"
#include "analysis/log_events.hpp"
#include "analysis/time_stamp.hpp"
#include "analysis/trace.hpp"
#include "tiersim/report.hpp"

namespace tiersim {
namespace {

using Json = nlohmann::ordered_json;

Json time_json(const Model& model, Instant t) {
  if (t >= model.end) return nullptr;
  std::string stamp;
  put_time_stamp(stamp, model, t);
  return stamp;
}

Json event_json(const Model& model, const LogEvent& event) {
  Json json{{"what", what_of(event)}};
  json["from"] = time_json(model, event.from);
  if (is_stretch(event)) {
    std::string to;
    put_time_stamp(to, model, event.to);
    json["to"] = to;
    json["ms"] = (event.to - event.from).count();
  }
  if (event.tier.exists()) json["tier"] = model.tiers[event.tier].name;
  if (event.next.exists()) json["next_tier"] = model.tiers[event.next].name;
  if (event.post.exists()) json["group"] = model.groups[model.posts[event.post].group].name;
  if (event.agent.exists()) json["agent"] = agent_name(model, event.post, event.agent);
  if (has_cause(event)) json["cause"] = word_of(event.cause);
  if (event.reason.exists()) json["reason"] = model.reasons[event.reason];
  if (event.sla.exists()) json["sla"] = model.slas[event.sla].name;
  if (event.kind == LogKind::update) json["due"] = time_json(model, event.due);
  return json;
}

Json clock_json(const Model& model, const LifeClock& clock) {
  return {
      {"sla", model.slas[clock.sla].name},  {"type", clock_type_name(model.slas[clock.sla].type)},
      {"target_ms", clock.target.count()},  {"used_ms", clock.used.count()},
      {"due", time_json(model, clock.due)}, {"stopped", time_json(model, clock.stopped)},
      {"outcome", word_of(clock.end)}};
}

Json labels_json(const Model& model, const TicketFact& ticket) {
  const Leaf& leaf = model.leaves[ticket.leaf];
  return {{"type", model.types[leaf.type].name},
          {"kind", kind_name(model.types[leaf.type].kind)},
          {"priority", model.priorities[leaf.priority.index()]},
          {"channel", model.channels[leaf.channel].name},
          {"customer", model.customers[leaf.customer].name},
          {"stream", model.streams[ticket.stream].name}};
}

}  // namespace

std::string trace_json(const Model& model, std::uint32_t replication, const Life& life) {
  const TicketFact& ticket = life.ticket;
  Json json{{"schema_version", report_schema_version}, {"kind", "trace"}};
  json["scenario"] = model.name;
  json["seed"] = model.seed;
  json["replication"] = replication;
  json["ticket"] = ticket.ticket;
  json["labels"] = labels_json(model, ticket);
  json["opened"] = time_json(model, ticket.opened);
  json["acknowledged"] = time_json(model, ticket.acknowledged);
  json["resolved"] = time_json(model, ticket.resolved);
  json["timeline"] = Json::array();
  for (const LogEvent& event : log_events(model, life)) {
    json["timeline"].push_back(event_json(model, event));
  }
  json["clocks"] = Json::array();
  for (const LifeClock& clock : clocks_of(model, life)) {
    json["clocks"].push_back(clock_json(model, clock));
  }
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tiersim
