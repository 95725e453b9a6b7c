#include <fmt/format.h>

#include <iterator>

#include "analysis/csv_field.hpp"
#include "analysis/kpi_labels.hpp"
#include "analysis/log_format.hpp"
#include "analysis/time_stamp.hpp"

namespace tiersim {
namespace {

void put(std::string& row, std::string_view text) {
  row += ',';
  row += csv_field(text);
}

void put_time(std::string& row, const Model& model, Instant t) {
  row += ',';
  if (t != never) put_time_stamp(row, model, t);
}

/// What is the same in each row of a case.
std::string labels_of(const LogCase& one) {
  const Model& model = one.model;
  const Leaf& leaf = one.leaf();
  std::string labels;
  put(labels, model.types[leaf.type].name);
  put(labels, kind_name(model.types[leaf.type].kind));
  put(labels, model.priorities[leaf.priority.index()]);
  put(labels, model.channels[leaf.channel].name);
  put(labels, model.customers[leaf.customer].name);
  put(labels, model.streams[one.ticket.stream].name);
  put(labels, model.is_counted(one.ticket.opened) ? "yes" : "no");
  fmt::format_to(std::back_inserter(labels), ",{},{}", one.replication, one.ticket.ticket);
  put(labels, one.ticket.is_recognised ? "yes" : "no");
  put(labels, one.ticket.first_tier_solves ? "yes" : "no");
  labels += '\n';
  return labels;
}

void put_people(std::string& row, const Model& model, const LogEvent& event) {
  put(row, event.tier.exists() ? model.tiers[event.tier].name : "");
  put(row, event.next.exists() ? model.tiers[event.next].name : "");
  put(row, event.post.exists() ? model.groups[model.posts[event.post].group].name : "");
  put(row, event.agent.exists() ? agent_name(model, event.post, event.agent) : "");
}

}  // namespace

std::string LogCase::name() const { return fmt::format("{}-{}", replication, ticket.ticket); }

std::string_view log_csv_header() {
  return "case,activity,from,to,what,tier,next_tier,group,agent,cause,reason,sla,due,queue,type,kind,priority,"
         "channel,customer,stream,counted,replication,ticket,recognised,first_tier_solves\n";
}

void put_log_csv(std::string& rows, const LogCase& one) {
  const std::string labels = labels_of(one);
  const std::string name = one.name();
  for (const LogEvent& event : one.events) {
    rows += name;
    put(rows, activity_of(one.model, event));
    put_time(rows, one.model, event.from);
    put_time(rows, one.model, event.to);
    put(rows, what_of(event));
    put_people(rows, one.model, event);
    put(rows, has_cause(event) ? word_of(event.cause) : "");
    put(rows, event.reason.exists() ? one.model.reasons[event.reason] : "");
    put(rows, event.sla.exists() ? one.model.slas[event.sla].name : "");
    put_time(rows, one.model, event.due);
    put(rows, event.queue.exists() ? one.queues[event.queue] : "");
    rows += labels;
  }
}

}  // namespace tiersim
