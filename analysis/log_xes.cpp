#include <algorithm>
#include <string>

#include "analysis/kpi_labels.hpp"
#include "analysis/log_format.hpp"
#include "analysis/time_stamp.hpp"

namespace tiersim {
namespace {

void put_escaped(std::string& xml, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&': xml += "&amp;"; break;
      case '<': xml += "&lt;"; break;
      case '>': xml += "&gt;"; break;
      case '"': xml += "&quot;"; break;
      default: xml += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;  // most are no XML 1.0 at all
    }
  }
}

void put(std::string& xml, std::string_view type, std::string_view key, std::string_view value) {
  xml += '<';
  xml += type;
  xml += " key=\"";
  xml += key;
  xml += "\" value=\"";
  put_escaped(xml, value);
  xml += "\"/>";
}
void put_number(std::string& xml, std::string_view key, std::uint64_t number) {
  put(xml, "int", key, std::to_string(number));
}
void put_date(std::string& xml, const Model& model, std::string_view key, Instant t) {
  std::string stamp;
  put_time_stamp(stamp, model, t);
  put(xml, "date", key, stamp);
}

/// A point in time, as XES knows them.
struct Point {
  Instant at;
  const LogEvent* event;
  std::string_view transition;
  std::size_t instance;  ///< the same from a start to its complete
  bool is_end = false;   ///< of the event, so that it tells why
};

/// What is cut at the horizon's end goes on: it has a start only.
void add_step(const LogEvent& event, std::size_t& instance, std::vector<Point>& points) {
  const bool is_cut = event.cause == Cause::horizon_end;
  if (event.step == StepKind::keep) {
    points.push_back({event.from, &event, "suspend", instance});
    const bool goes_on = event.cause == Cause::resumed;
    if (is_cut) return;
    points.push_back({event.to, &event, goes_on ? "resume" : "complete", instance, true});
    return;
  }
  const bool goes_on = !points.empty() && points.back().transition == "resume";
  if (!goes_on) points.push_back({event.from, &event, "start", ++instance});
  if (is_cut || event.cause == Cause::off_duty) return;
  points.push_back({event.to, &event, "complete", instance, true});
}

/// What is beside the steps, which it must not come between.
bool is_beside(const LogEvent& event) {
  return event.kind == LogKind::update || event.kind == LogKind::met ||
         event.kind == LogKind::breached || event.kind == LogKind::withdrawn;
}

void add_beside(const LogEvent& event, std::size_t& instance, std::vector<Point>& points) {
  ++instance;
  if (event.kind == LogKind::update) points.push_back({event.from, &event, "start", instance});
  if (event.kind == LogKind::update && event.cause == Cause::horizon_end) return;
  points.push_back({event.to, &event, "complete", instance, true});
}

/// Clocks stop in the middle of all else, as updates are given, and get their instances after it.
std::vector<Point> points_of(const LogCase& one) {
  std::vector<Point> points;
  std::size_t instance = 0;
  for (const LogEvent& event : one.events) {
    if (event.kind == LogKind::step) {
      add_step(event, instance, points);
    } else if (!is_beside(event)) {
      points.push_back({event.from, &event, "complete", ++instance, true});
    }
  }
  for (const LogEvent& event : one.events) {
    if (is_beside(event)) add_beside(event, instance, points);
  }
  std::ranges::stable_sort(points, {}, &Point::at);
  return points;
}

void put_event(std::string& xml, const LogCase& one, const Point& point) {
  const Model& model = one.model;
  const LogEvent& event = *point.event;
  LogEvent named = event;  // who keeps work has it suspended: it is the same activity
  if (event.step == StepKind::keep) named.step = StepKind::work;
  xml += "<event>";
  put(xml, "string", "concept:name", activity_of(model, named));
  put_number(xml, "concept:instance", point.instance);
  put(xml, "string", "lifecycle:transition", point.transition);
  put_date(xml, model, "time:timestamp", point.at);
  if (event.agent.exists()) {
    put(xml, "string", "org:resource", agent_name(model, event.post, event.agent));
    put(xml, "string", "org:group", model.groups[model.posts[event.post].group].name);
  }
  put(xml, "string", "what", what_of(named));
  if (event.tier.exists()) put(xml, "string", "tier", model.tiers[event.tier].name);
  if (event.next.exists()) put(xml, "string", "next_tier", model.tiers[event.next].name);
  if (has_cause(event) && point.is_end) put(xml, "string", "cause", word_of(event.cause));
  if (event.reason.exists()) put(xml, "string", "reason", model.reasons[event.reason]);
  if (event.sla.exists()) put(xml, "string", "sla", model.slas[event.sla].name);
  if (event.due != never) put_date(xml, model, "due", event.due);
  if (event.queue.exists()) put(xml, "string", "queue", one.queues[event.queue]);
  xml += "</event>\n";
}

void put_labels(std::string& xml, const LogCase& one) {
  const Model& model = one.model;
  const Leaf& leaf = one.leaf();
  put(xml, "string", "concept:name", one.name());
  put_number(xml, "replication", one.replication);
  put_number(xml, "ticket", one.ticket.ticket);
  put(xml, "string", "type", model.types[leaf.type].name);
  put(xml, "string", "kind", kind_name(model.types[leaf.type].kind));
  put(xml, "string", "priority", model.priorities[leaf.priority.index()]);
  put(xml, "string", "channel", model.channels[leaf.channel].name);
  put(xml, "string", "customer", model.customers[leaf.customer].name);
  put(xml, "string", "stream", model.streams[one.ticket.stream].name);
  put(xml, "boolean", "counted", model.is_counted(one.ticket.opened) ? "true" : "false");
  put(xml, "boolean", "recognised", one.ticket.is_recognised ? "true" : "false");
  put(xml, "boolean", "first_tier_solves", one.ticket.first_tier_solves ? "true" : "false");
}

}  // namespace

std::string_view log_xes_header() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace">
<string key="concept:name" value=""/>
</global>
<global scope="event">
<string key="concept:name" value=""/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
<string key="lifecycle:transition" value="complete"/>
</global>
<classifier name="Activity" keys="concept:name"/>
<classifier name="Activity and lifecycle" keys="concept:name lifecycle:transition"/>
<classifier name="What" keys="what"/>
<classifier name="Resource" keys="org:resource"/>
<string key="lifecycle:model" value="standard"/>
)";
}

std::string_view log_xes_footer() { return "</log>\n"; }

void put_log_xes(std::string& rows, const LogCase& one) {
  rows += "<trace>\n";
  put_labels(rows, one);
  rows += '\n';
  for (const Point& point : points_of(one)) put_event(rows, one, point);
  rows += "</trace>\n";
}

}  // namespace tiersim
